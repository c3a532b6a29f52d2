// SPDX-License-Identifier: GPL-3.0-or-later
// CAFEDistill (arXiv 2601.10015): conflict-aware federated exit distillation. Backbone shared, all heads personal.
#pragma once

#include "core/federation/algorithm.h"
#include "plugins/cafedistill/selection.h"

namespace exitlab::cafedistill {

class CafeDistill final : public Algorithm {
  public:
    explicit CafeDistill(const FederationInfo& info);
    static std::vector<ParameterSpec> parameters();

    Layout layout() const override;
    std::vector<ClientPlan> plan(int round, const std::vector<int>& cohort) override;
    void beginLocal(LocalWork& work) const override;
    std::vector<LossTerm> loss(const LossBatch& batch) const override;
    SpanSet uplink() const override;
    SpanSet downlink() const override;
    void combine(ServerRound& round) override;
    NamedTensors state() const override;
    void restore(const NamedTensors& state) override;

  private:
    /// Exits of one client this round, 0-based: trained on labels (the last always), distilled.
    struct Students {
        std::vector<int> open, labelled, distilled;
    };

    std::vector<std::vector<int>> selectStudents(int round, const std::vector<int>& cohort, Opening& opening) const;
    Table cohortSimilarity(const std::vector<int>& cohort) const;
    void report(ServerRound& round, const std::vector<int>& cohort, const std::vector<Tensor>& heads,
                const Table& weights, const std::vector<Tensor>& mixed) const;

    double lambda_, tau_, mu_;
    bool reference_, separateHead_, frozen_, greedy_, damped_;
    bool crossClient_, selection_, depthPriority_, conflictRanking_;

    Opening opening_;
    std::map<int, Students> students_;  ///< of the round in progress, by client
    Table similarity_;                  ///< clients x clients; 0 until measured
};

}  // namespace exitlab::cafedistill
