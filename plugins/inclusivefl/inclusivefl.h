// SPDX-License-Identifier: GPL-3.0-or-later
// InclusiveFL (heterogeneous-baselines.md 5.1): one model per level, knowledge passed down as momentum.
//   1. mean_l over the level's clients, Delta_l = M_l - mean_l
//   2. last stage of a level below the top: Delta_l <- beta mu_{l+1} + (1 - beta) Delta_l
//   3. M_l <- M_l - Delta_l
//   4. every stage: mean over the levels that have it below their own last block
#pragma once

#include "core/federation/depth_groups.h"

namespace exitlab::inclusivefl {

class InclusiveFl final : public Algorithm {
  public:
    explicit InclusiveFl(const FederationInfo& info);
    static std::vector<ParameterSpec> parameters();

    int groups() const override { return levels_.count(); }
    int group(int client) const override { return levels_.of(info().fleet, client); }
    std::vector<SubModel> subModels() const override;
    std::vector<ExitSource> exitSources() const override { return levels_.sources(); }
    std::vector<ClientPlan> plan(int round, const std::vector<int>& cohort) override;
    std::vector<LossTerm> loss(const LossBatch& batch) const override;
    void combine(ServerRound& round) override;
    NamedTensors state() const override;
    void restore(const NamedTensors& state) override;

  private:
    int deepestStage(int level) const;
    /// First stage of the level's last block: the one after the exit of the level below.
    int blockStart(int level) const { return level == 0 ? 0 : deepestStage(level - 1) + 1; }
    /// Parameters of stages first .. last.
    SpanSet stageParameters(int first, int last) const;
    SpanSet blockParameters(int level) const { return stageParameters(blockStart(level), deepestStage(level)); }
    /// Slices of the shared part that every level's clients together hold.
    SpanSet sharedPart(const ServerRound& round) const;

    /// mu of the level above for the last stage of `level`, packed like stageParameters(last, last); undefined if the
    /// level above was absent in the previous round or none of its stages has tensors of the same shapes.
    Tensor momentumFor(int level) const;
    void shareLowerStages(ServerRound& round, const std::vector<double>& levelWeights) const;

    DepthGroups levels_;
    double beta_;
    /// Per level: Delta of its last block as applied in the previous round, packed from blockParameters(); undefined if
    /// none of its clients took part.
    std::vector<Tensor> applied_;
};

}  // namespace exitlab::inclusivefl
