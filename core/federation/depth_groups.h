// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of shared values by depth, for methods whose devices keep a model per level (InclusiveFL, FedDF).
#pragma once

#include <algorithm>

#include "core/federation/algorithm.h"

namespace exitlab {

/// One group per depth that occurs among the sub-models: with more tiers than exits, neighbouring tiers have the same
/// model and share it.
struct DepthGroups {
    std::vector<int> exits;    ///< of a group's model, ascending
    std::vector<int> models;   ///< first sub-model of a group
    std::vector<int> ofModel;  ///< group of each sub-model

    /// `levels`: by ascending depth, as Algorithm::depthLevels() gives them.
    explicit DepthGroups(const std::vector<SubModel>& levels) {
        for (std::size_t i = 0; i < levels.size(); ++i) {
            if (exits.empty() || levels[i].exits != exits.back()) {
                exits.push_back(levels[i].exits);
                models.push_back(static_cast<int>(i));
            }
            ofModel.push_back(count() - 1);
        }
    }

    int count() const { return static_cast<int>(exits.size()); }
    int of(const DeviceFleet& fleet, int client) const { return ofModel[static_cast<std::size_t>(fleet.tier(client))]; }
    /// Each exit answered by the smallest model that has it.
    std::vector<ExitSource> sources() const {
        std::vector<ExitSource> sources;
        for (int exit = 0; exit < exits.back(); ++exit)
            sources.push_back({static_cast<int>(std::upper_bound(exits.begin(), exits.end(), exit) - exits.begin())});
        return sources;
    }
};

}  // namespace exitlab
