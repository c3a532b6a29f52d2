// SPDX-License-Identifier: GPL-3.0-or-later
// What EEFL and the methods built on it share (darkdistill.md 2.2, 2.11): clients hold the sub-model of their device
// tier and train all of its exits together, by a policy; the server averages over the holders of each element.
#pragma once

#include "core/federation/algorithm.h"

namespace exitlab {

class DepthMethod : public Algorithm {
  public:
    using Algorithm::Algorithm;

    /// algorithm.policy, algorithm.boost and what belongs to them.
    static std::vector<ParameterSpec> policyParameters();
    /// algorithm.quota_ratio; shown always, or only where the policy needs it.
    static ParameterSpec quotaParameter(bool always);
    /// The policy as settings of training: boosted outputs and gradient equilibrium.
    static void adaptPolicy(Settings& settings);

    std::vector<SubModel> subModels() const override { return depthLevels(); }
    std::vector<ClientPlan> plan(int round, const std::vector<int>& cohort) override;
    /// sum_k CE(out_k, y) over the client's exits; with l2w every sample has a weight at every exit.
    std::vector<LossTerm> loss(const LossBatch& batch) const override;
    void localUpdate(LocalWork& work) const override;

  protected:
    bool weighsSamples() const { return settings().text("algorithm.policy") == "l2w"; }
};

}  // namespace exitlab
