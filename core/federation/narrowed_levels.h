// SPDX-License-Identifier: GPL-3.0-or-later
// What methods with narrower sub-models for weaker devices share (ScaleFL, HeteroFL, FjORD): one level per device tier,
// and a test of every level's own sub-model beside the full network's.
#pragma once

#include "core/federation/algorithm.h"

namespace exitlab {

/// Share of the channels that each level holds, one number per device tier, weakest first: the list in a text setting,
/// or `standard(level, levels)` where it is blank. Throws InputError naming the setting unless they ascend (equal ones
/// allowed) to 1.
std::vector<double> levelWidths(const Settings& settings, const std::string& key,
                                const std::function<double(int level, int levels)>& standard);

/// model.norm_policy = batch where layers of different width meet: running statistics of one width say nothing about
/// another (the networks of ScaleFL and HeteroFL track none). Nothing changes while all widths are 1.
void adaptNormalisation(Settings& settings, const std::vector<double>& widths);

/// Exits of the levels: all of them, or those that Algorithm::depthLevels gives.
enum class LevelDepth { All, ByTier };

class NarrowedLevels : public Algorithm {
  public:
    /// One sub-model per width, of the device tiers in order.
    NarrowedLevels(const FederationInfo& info, const std::vector<double>& widths, WidthScaling scaling,
                   LevelDepth depth);

    std::vector<SubModel> subModels() const override { return levels_; }
    std::vector<ClientPlan> plan(int round, const std::vector<int>& cohort) override;

    /// The full network's answers. Those of the levels' own sub-models are counted on the way.
    ExitOutputs predict(EvaluationView& view, const Tensor& images) const override;
    /// Reports level_accuracy [level, exit], level_last_exit and level_cost (accuracy against multiply-accumulates),
    /// means over clients; nothing for a single level.
    void evaluated(const std::vector<NamedTensors>& notes, MethodReporter& reporter) override;

  protected:
    const SubModel& level(int index) const { return levels_[static_cast<std::size_t>(index)]; }
    int levels() const { return static_cast<int>(levels_.size()); }

  private:
    std::vector<SubModel> levels_;
};

}  // namespace exitlab
