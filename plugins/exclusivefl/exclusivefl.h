// SPDX-License-Identifier: GPL-3.0-or-later
// ExclusiveFL (heterogeneous-baselines.md 5.1): FedAvg of one level's sub-model among the devices that can hold it.
#pragma once

#include "core/federation/algorithm.h"

namespace exitlab::exclusivefl {

class ExclusiveFl final : public Algorithm {
  public:
    /// Throws InputError if there is no such level.
    explicit ExclusiveFl(const FederationInfo& info);
    static std::vector<ParameterSpec> parameters();

    std::vector<SubModel> subModels() const override { return {SubModel{exits_}}; }
    /// Throws InputError if nobody can hold the level.
    std::vector<int> candidates() const override;
    int cohortSize() const override;
    std::vector<ClientPlan> plan(int round, const std::vector<int>& cohort) override;

  private:
    int level_;  ///< from 0
    int exits_;
    std::vector<int> able_;  ///< clients of the level's tier or a higher one
};

}  // namespace exitlab::exclusivefl
