// SPDX-License-Identifier: GPL-3.0-or-later
// DepthFL (heterogeneous-baselines.md 5.1): sub-models by depth, mutual distillation between the exits, FedDyn.
//     client: sum_i CE_i + w(t) / (K-1) sum_i sum_{j != i} KL(sg p_j || p_i)  (+ FedDyn), K own exits
//     server: unweighted mean over the holders of each tensor (+ FedDyn)
#pragma once

#include "core/federation/algorithm.h"

namespace exitlab::depthfl {

class DepthFl final : public Algorithm {
  public:
    explicit DepthFl(const FederationInfo& info);
    static std::vector<ParameterSpec> parameters();

    std::vector<SubModel> subModels() const override { return depthLevels(); }
    std::vector<ClientPlan> plan(int, const std::vector<int>& cohort) override { return planByTier(cohort); }
    void beginLocal(LocalWork& work) const override;
    std::vector<LossTerm> loss(const LossBatch& batch) const override;
    void localUpdate(LocalWork& work) const override;
    void combine(ServerRound& round) override;
    ExitOutputs predict(EvaluationView& view, const Tensor& images) const override;
    void evaluated(const std::vector<NamedTensors>& notes, MethodReporter& reporter) override;
    NamedTensors state() const override;
    void restore(const NamedTensors& state) override;

  private:
    /// FedDyn on the server: h <- h - alpha (m_q / N) (mean - w), w <- mean - h / alpha.
    void correctDrift(ServerRound& round, const Tensor& before);
    std::int64_t parameterCount() const { return info().spans().parameters; }

    bool distillation_, dynamic_, uniform_;
    int horizon_;
    double alpha_;
    Tensor drift_;  ///< h [parameters]
};

}  // namespace exitlab::depthfl
