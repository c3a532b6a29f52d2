// SPDX-License-Identifier: GPL-3.0-or-later
// FedBSD (fedbsd.md 2.2, 2.3): personal backbones that learn from their mean. What travels is the backbone, heads never
// do:
//     L = (1/m) sum_k CE_k + lambda (1/m) sum_k D(g_k, f_k)
// f_k: what head k sees under the client's own backbone; g_k: under the common one, which rests during the round.
#pragma once

#include "core/federation/algorithm.h"
#include "core/learning/losses.h"

namespace exitlab {

class FedBsd final : public Algorithm {
  public:
    explicit FedBsd(const FederationInfo& info);
    static std::vector<ParameterSpec> parameters();

    Layout layout() const override;
    SpanSet uplink() const override;
    SpanSet broadcast() const override { return backbone_; }
    void beginLocal(LocalWork& work) const override;
    std::vector<LossTerm> loss(const LossBatch& batch) const override;
    void localUpdate(LocalWork& work) const override;
    void combine(ServerRound& round) override;
    void evaluateAs(EvaluationView& view) const override;

  private:
    void trainInPhases(LocalWork& work) const;
    void report(ServerRound& round, const std::vector<Tensor>& backbones, const Tensor& common) const;

    double lambda_, temperature_;
    FeatureLoss distance_;
    bool fromGlobal_, twoPhase_;
    SpanSet backbone_;  ///< stem and stages that may travel
};

}  // namespace exitlab
