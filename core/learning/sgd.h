// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/spans.h"

namespace exitlab {

/// Stochastic gradient descent with momentum and weight decay, as torch.optim.SGD computes it (no dampening, no
/// Nesterov):
///   g += decay * w;  v = momentum * v + g;  w -= rate * v
struct SgdSettings {
    double rate = 0.1;
    double momentum = 0.9;
    double weightDecay = 0;
    double clip = 0;  ///< every element of g is limited to [-clip, clip] first; 0: not
};

/// One step over the slices of `spans`, in one pass; gradients are set to zero for the next backward. `velocity` may be
/// undefined when momentum is 0. Everything outside the spans stays as it is: a head that does not take part neither
/// decays nor drifts. values [total], gradients and velocity [parameters].
void sgdStep(const SpanSet& spans, const Tensor& values, const Tensor& gradients, const Tensor& velocity,
             const SgdSettings& settings);

}  // namespace exitlab
