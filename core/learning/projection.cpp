// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/projection.h"

#include <stdexcept>

namespace exitlab {

Tensor Projection::project(const Tensor& vectors) const {
    return at::matmul(vectors.detach().to(at::kDouble) - center, axes.t());
}

Projection principalAxes(const Tensor& vectors, int dimensions) {
    if (vectors.dim() != 2 || vectors.size(0) < 1 || vectors.size(1) < 1 || dimensions < 1)
        throw std::invalid_argument("principal axes need a matrix of vectors");
    const at::NoGradGuard noGrad;
    const Tensor values = vectors.detach().to(at::kDouble);
    if (!values.isfinite().all().item<bool>())
        throw std::invalid_argument("principal axes of values that are not finite");
    const std::int64_t n = values.size(0), d = values.size(1);
    Projection result;
    result.center = values.mean(0);
    result.axes = at::zeros({dimensions, d}, at::kDouble);
    result.explained.assign(static_cast<std::size_t>(dimensions), 0);
    const Tensor centered = values - result.center;
    const double total = centered.square().sum().item<double>();
    // Equal vectors differ from their mean by rounding only.
    if (total <= 1e-24 * values.square().sum().item<double>()) return result;

    const bool byGram = n < d;
    const Tensor matrix = byGram ? at::matmul(centered, centered.t()) : at::matmul(centered.t(), centered);
    const auto [eigenvalues, eigenvectors] = at::linalg_eigh(matrix);  // ascending
    const std::int64_t size = matrix.size(0);
    for (int k = 0; k < dimensions && k < size; ++k) {
        const double value = eigenvalues[size - 1 - k].item<double>();
        if (value <= 1e-12 * total) break;
        Tensor axis = eigenvectors.select(1, size - 1 - k);
        if (byGram) axis = at::matmul(centered.t(), axis);
        axis = axis / axis.norm();
        // Equal magnitudes differ in the last digits, which must not decide.
        const Tensor magnitude = axis.abs();
        const Tensor large = magnitude >= magnitude.max() * (1 - 1e-9);
        const auto deciding = large.to(at::kLong).argmax().item<std::int64_t>();
        if (axis[deciding].item<double>() < 0) axis = -axis;
        result.axes[k].copy_(axis);
        result.explained[static_cast<std::size_t>(k)] = value / total;
    }
    return result;
}

}  // namespace exitlab
