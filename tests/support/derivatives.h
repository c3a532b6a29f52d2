// SPDX-License-Identifier: GPL-3.0-or-later
// Derivatives by differences, to check those of autograd.
#pragma once

#include "core/torch.h"

namespace exitlab::test {

/// d f / d x by central differences; x and f in double.
inline Tensor centralDifference(const Tensor& x, const std::function<double(const Tensor&)>& f, double step = 1e-5) {
    Tensor gradient = at::zeros_like(x);
    for (std::int64_t i = 0; i < x.numel(); ++i) {
        Tensor low = x.clone(), high = x.clone();
        low.data_ptr<double>()[i] -= step;
        high.data_ptr<double>()[i] += step;
        gradient.data_ptr<double>()[i] = (f(high) - f(low)) / (2 * step);
    }
    return gradient;
}

/// Gradient of the scalar f at x by autograd.
inline Tensor gradientOf(const Tensor& x, const std::function<Tensor(const Tensor&)>& f) {
    const Tensor leaf = x.detach().clone().requires_grad_(true);
    f(leaf).backward();
    return leaf.grad().defined() ? leaf.grad() : at::zeros_like(x);
}

/// Gradient of |grad f|^2 / 2 at x by autograd: what gradient penalties and second-order methods need.
inline Tensor secondGradientOf(const Tensor& x, const std::function<Tensor(const Tensor&)>& f) {
    const Tensor leaf = x.detach().clone().requires_grad_(true);
    const Tensor first = torch::autograd::grad({f(leaf)}, {leaf}, {}, true, true).front();
    return torch::autograd::grad({first.square().sum() / 2}, {leaf}).front();
}

}  // namespace exitlab::test
