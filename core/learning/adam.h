// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/spans.h"

namespace exitlab {

/// Adam (Kingma and Ba 2015) with bias correction, as torch.optim.Adam computes it (weight decay is added to the
/// gradient, no AMSGrad), t = 1, 2, ...:
///   g += decay w;  m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2
///   w -= rate / (1 - beta1^t) * m / (sqrt(v / (1 - beta2^t)) + epsilon)
struct AdamSettings {
    double rate = 1e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weightDecay = 0;
};

/// What Adam remembers of a flat array. Undefined tensors become zeros at the first step.
struct AdamState {
    Tensor mean, square;     ///< m and v, as long as the gradients
    std::int64_t steps = 0;  ///< done so far
};

/// One step over the slices of `spans`, in one pass; their gradients are set to zero for the next backward. Everything
/// outside the spans stays as it is, its moments included. values [total], gradients [parameters], both float.
void adamStep(const SpanSet& spans, const Tensor& values, const Tensor& gradients, AdamState& state,
              const AdamSettings& settings);

/// The same for free tensors (a generator's weights): leaves that require gradients, of any floating type.
class Adam {
  public:
    Adam(std::vector<Tensor> parameters, const AdamSettings& settings);

    /// Parameters without a gradient are left out, and their moments with them. Gradients are zero afterwards.
    void step();
    void setRate(double rate) { settings_.rate = rate; }
    const std::vector<Tensor>& parameters() const { return parameters_; }

    /// For checkpoints: the moments m, v of each parameter, then its number of steps (int64 [1]); three per parameter.
    std::vector<Tensor> state() const;
    /// The reverse; throws std::invalid_argument if shapes do not fit.
    void restore(const std::vector<Tensor>& state);

  private:
    std::vector<Tensor> parameters_;
    std::vector<AdamState> states_;
    AdamSettings settings_;
};

}  // namespace exitlab
