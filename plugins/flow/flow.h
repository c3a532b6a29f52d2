// SPDX-License-Identifier: GPL-3.0-or-later
// Flow (NeurIPS 2023; flow-kdpdfl.md 3) on networks with exits. Global branch: the shared network. Local branch: a copy
// of it trained on the client's own data, kept there for tests only. A routing network sends every sample through
// stage j (and the exit on it) of one or the other:
//     1. E epochs of the local branch, from w_g, on (1/m) sum_k CE_k
//     2. E epochs, each batch: a step of the routing network on (1/m) sum_k CE of the blended exits
//        +- lambda mean over samples and stages of -log(p_global^2 + 1e-6), branches at rest;
//        a step of the global branch on (1/m) sum_k CE_k
#pragma once

#include "core/federation/algorithm.h"
#include "plugins/flow/routing.h"

namespace exitlab {

class Flow final : public Algorithm {
  public:
    explicit Flow(const FederationInfo& info);
    static std::vector<ParameterSpec> parameters();

    std::vector<ClientPlan> plan(int round, const std::vector<int>& cohort) override;
    Payload alsoTravels() const override;
    std::vector<LossTerm> loss(const LossBatch& batch) const override;
    void localUpdate(LocalWork& work) const override;
    void combine(ServerRound& round) override;
    void evaluateAs(EvaluationView& view) const override;
    ExitOutputs predict(EvaluationView& view, const Tensor& images) const override;
    void evaluated(const std::vector<NamedTensors>& notes, MethodReporter& reporter) override;
    NamedTensors state() const override { return policy_.named(); }
    void restore(const NamedTensors& state) override { policy_.assign(state, "checkpoint"); }

  private:
    std::vector<std::int64_t> rowsOfHalf(const LocalWork& work, bool second) const;
    void noteLosses(LocalWork& work) const;
    void noteAnswers(EvaluationView& view, const std::vector<Tensor>& logits, const Tensor& images,
                     const Tensor& routes) const;
    void reportTables(const std::vector<NamedTensors>& notes, MethodReporter& reporter) const;

    double lambda_;  ///< with its sign
    bool split_, separate_;
    flow::RoutingNetwork policy_;  ///< the server's
    SpanSet branch_;               ///< what a local branch has of its own: all but frozen tensors
};

}  // namespace exitlab
