// SPDX-License-Identifier: GPL-3.0-or-later
// ReeFL (Lee et al., ICML 2024): clients of different depth share one recurrent exit module; while a client trains, its
// best exit of the moment teaches the others (reefl.md).
#pragma once

#include "core/federation/algorithm.h"
#include "core/learning/server_steps.h"
#include "plugins/reefl/objective.h"

namespace exitlab::reefl {

class ReeFl final : public Algorithm {
  public:
    explicit ReeFl(const FederationInfo& info);
    static std::vector<ParameterSpec> parameters();
    /// The exits are the recurrent module, whatever else is set.
    static void adapt(Settings& settings);

    std::vector<SubModel> subModels() const override { return depthLevels(); }
    std::vector<ClientPlan> plan(int round, const std::vector<int>& cohort) override;
    void beginLocal(LocalWork& work) const override;
    std::vector<LossTerm> loss(const LossBatch& batch) const override;
    void localUpdate(LocalWork& work) const override;
    void combine(ServerRound& round) override;

    std::optional<ClientPlan> trainsBeforeTest(int round, int client) const override;
    void prepareTest(EvaluationView& view, LocalWork& work) const override;
    ExitOutputs predict(EvaluationView& view, const Tensor& images) const override;
    void evaluated(const std::vector<NamedTensors>& notes, MethodReporter& reporter) override;

    NamedTensors state() const override;
    void restore(const NamedTensors& state) override;

  private:
    enum class Server { Average, FedDyn, FedAdam };
    enum class Proximal { None, Norm, Squared };

    /// Weight of teaching in a round counted from 0.
    double teachingWeight(int round) const;
    /// Cross-entropy of each of the client's exits on a batch that it holds out for this.
    std::vector<double> heldOutLoss(LocalWork& work) const;
    /// Adds the gradient of the pull to the starting weights and returns its value.
    double addProximal(LocalWork& work, int exits) const;
    void serverStep(ServerRound& round, const Tensor& before);
    void report(ServerRound& round) const;
    std::int64_t parameterCount() const { return info().spans().parameters; }

    Teaching teaching_;
    bool schedule_;
    int horizon_;
    double weight_, temperature_, memory_, validationShare_;
    Server server_;
    double alpha_;
    ServerAdamSettings adam_;
    Proximal proximal_;
    double mu_;
    int personalEpochs_, personalEvery_;
    double personalRate_;

    Tensor drift_;          ///< h of FedDyn [parameters]
    Tensor mean_, square_;  ///< moments of FedAdam [parameters]
};

}  // namespace exitlab::reefl
