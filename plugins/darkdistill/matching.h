// SPDX-License-Identifier: GPL-3.0-or-later
// Which exits of the student work at the teacher exit's difficulty (darkdistill.md 2.6).
#pragma once

#include "plugins/darkdistill/parts.h"

namespace exitlab::darkdistill {

/// delta from (D, mu_e, var_e): Linear(3, hidden) -> ReLU -> Linear(hidden, 1) -> tanh.
class Matcher {
  public:
    Matcher(std::int64_t hidden, double rate, Rng rng);
    /// points [n, 3] -> [n].
    Tensor delta(const Tensor& points) const;
    TrainedTensors& tensors() { return tensors_; }
    const TrainedTensors& tensors() const { return tensors_; }

  private:
    TrainedTensors tensors_;
};

struct MatchingRule {
    const Matcher* learnt = nullptr;  ///< null: by distance of difficulties
    bool mean = false;                ///< of the samples' deltas; else their sum
    bool hard = false;                ///< one-hot
};

struct Matching {
    Tensor weights;                ///< a_e [K], sum 1; 0 where no sample is assigned
    std::vector<double> mean;      ///< mu_e; NaN where no sample is assigned
    std::vector<double> variance;  ///< of D over the exit's samples, divided by their number
    std::vector<Tensor> delta;     ///< per exit [|chosen|]; undefined where no sample is assigned
};

/// difficulty [n]; owner: student exit of every sample; chosen: the samples of the teacher's exit.
///   distance: delta_e(x) = |D(x) - mu_e| / sum over exits with samples |D(x) - mu_e'|, 0/0 = 0
///   a = softmax over exits with samples of -(sum or mean of delta_e over chosen)
Matching matchExits(const Tensor& difficulty, const std::vector<int>& owner, int exits,
                    const std::vector<std::int64_t>& chosen, const MatchingRule& rule);

}  // namespace exitlab::darkdistill
