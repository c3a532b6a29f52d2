// SPDX-License-Identifier: GPL-3.0-or-later
// DarkDistill: EEFL with difficulty-aware reverse distillation between capacity levels on the server (darkdistill.md).
#pragma once

#include "core/federation/depth_method.h"
#include "plugins/darkdistill/stage.h"

namespace exitlab::darkdistill {

class DarkDistill final : public DepthMethod {
  public:
    /// `draws`: random numbers of the server stage; by default from the run's seed.
    explicit DarkDistill(const FederationInfo& info, DrawSource draws = {});
    static std::vector<ParameterSpec> parameters();
    static void adapt(Settings& settings);

    int groups() const override { return apart_ ? levels() : 1; }
    int group(int client) const override { return apart_ ? info().fleet.tier(client) : 0; }
    bool accepts(const std::vector<int>& cohort) const override;
    std::string acceptance() const override;
    std::vector<ExitSource> exitSources() const override;
    void beginLocal(LocalWork& work) const override;
    std::vector<LossTerm> loss(const LossBatch& batch) const override;
    void localUpdate(LocalWork& work) const override;
    Payload alsoTravelsWith(int client) const override;
    void combine(ServerRound& round) override;
    NamedTensors state() const override;
    void restore(const NamedTensors& state) override;

  private:
    int levels() const { return info().fleet.tiers(); }
    std::vector<Level> superLocalModels(const ServerRound& round) const;
    /// Blocks averaged over the present levels that hold them, into a copy of the largest level's values.
    Tensor blockAverage(const ServerRound& round, const std::vector<Level>& levels) const;
    void distilProgressively(ServerRound& round, std::vector<Level>& levels, const Tensor& reference, StageLog& log);
    void distilInParallel(ServerRound& round, std::vector<Level>& levels, const Tensor& reference, StageLog& log);
    std::unique_ptr<Draws> draws(int round, int epoch) const;
    int epochs() const { return static_cast<int>(settings().integer("algorithm.server_epochs")); }

    bool parallel_;
    bool distils_;  ///< whether there is a server stage
    bool apart_;    ///< levels keep models of their own (averaging before distillation)
    double quotaRatio_;
    DrawSource draws_;
    StageRules rules_;
    std::vector<Generator> generators_;  ///< per level, or per exit in the parallel form
    std::unique_ptr<Matcher> matcher_;
    Tensor reference_;  ///< Mref: the largest model at the end of the last round; undefined before the first
};

}  // namespace exitlab::darkdistill
