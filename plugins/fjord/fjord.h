// SPDX-License-Identifier: GPL-3.0-or-later
// FjORD with exits (heterogeneous-baselines.md 5.1): ordered dropout.
//   level l holds the first ceil(p_l C) channels, p_l = (l + 1) / L; each step draws p from {p_0 .. p_l}
//   L = (1/m) sum_k CE(z_k(p), y); with distillation (1/m) sum_k [CE(z_k(p_l), y) + CE(softmax(sg z_k(p_l)), z_k(p))]
//   server: weighted mean of each element over the clients that hold it
#pragma once

#include "core/federation/narrowed_levels.h"

namespace exitlab {

class Fjord final : public NarrowedLevels {
  public:
    /// Level of the width of the next step of one local training, from 0 to the client's own.
    using Draws = std::function<int(int level)>;
    /// The draws of one local training.
    using DrawsOf = std::function<Draws(const LocalWork& work)>;
    /// Uniform, from (seed, Method, round, client).
    static Draws uniform(const LocalWork& work);

    explicit Fjord(const FederationInfo& info, DrawsOf draws = uniform);
    static std::vector<ParameterSpec> parameters();
    static void adapt(Settings& settings);

    void localUpdate(LocalWork& work) const override;

  private:
    void step(LocalWork& work, const LocalWork::Batch& batch, double width) const;

    bool distillation_;
    DrawsOf draws_;
};

}  // namespace exitlab
