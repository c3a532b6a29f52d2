// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/relational.h"

namespace exitlab {
namespace {

/// [a][b] = f_b - f_a, [n, n, d]. Differences, not products: |x|^2 + |y|^2 - 2 x.y loses all digits for near samples.
Tensor differences(const Tensor& features) { return features.unsqueeze(0) - features.unsqueeze(1); }

/// Normalised distance matrix, zero diagonal.
Tensor distances(const Tensor& features) {
    const std::int64_t n = features.size(0);
    // sqrt has no derivative at 0; below the clamp none is asked for.
    const Tensor lengths = differences(features).square().sum(2).clamp_min(1e-12).sqrt();
    const Tensor others = 1 - at::eye(n, features.options().requires_grad(false));
    const Tensor masked = lengths * others;
    // Off the diagonal every entry is positive.
    return masked / (masked.sum() / static_cast<double>(n * (n - 1)));
}

/// Cosines of all angles, [n, n, n].
Tensor angles(const Tensor& features) {
    const Tensor difference = differences(features);
    const Tensor squares = difference.square().sum(2, /*keepdim=*/true);
    // As the 1e-12 below which a length counts as that much, yet without a gradient 1e12 times too long there.
    const Tensor apart = squares.detach() > 1e-24;
    const Tensor lengths = at::where(apart, squares, at::ones_like(squares)).sqrt();
    const Tensor unit = at::where(apart, difference / lengths, at::zeros_like(difference));
    return at::bmm(unit, unit.transpose(1, 2));
}

Tensor smoothL1(const Tensor& student, const Tensor& teacher) {
    const Tensor gap = (student - teacher).abs();
    return at::where(gap.detach() < 1, (student - teacher).square() / 2, gap - 0.5).mean();
}

}  // namespace

Tensor relationalDistance(const Tensor& teacher, const Tensor& student) {
    if (student.size(0) < 2) return student.sum() * 0;
    return smoothL1(distances(student), distances(teacher.detach()));
}

Tensor relationalAngle(const Tensor& teacher, const Tensor& student) {
    if (student.size(0) < 3) return student.sum() * 0;
    return smoothL1(angles(student), angles(teacher.detach()));
}

}  // namespace exitlab
