// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/exclusivefl/exclusivefl.h"

#include "core/base/error.h"
#include "core/config/spec_builder.h"
#include "core/plugin/plugin_api.h"

namespace exitlab::exclusivefl {

ExclusiveFl::ExclusiveFl(const FederationInfo& info) : Algorithm(info) {
    const auto tiers = static_cast<int>(settings().integer("devices.tiers"));
    const auto asked = static_cast<int>(settings().integer("algorithm.level"));
    if (asked > tiers)
        throw InputError(
            "algorithm.level", std::to_string(asked),
            "expected a level from 1 to " + std::to_string(tiers) + " (devices.tiers), or 0 for the largest");
    level_ = (asked == 0 ? tiers : asked) - 1;
    exits_ = ((level_ + 1) * info.exits() + tiers - 1) / tiers;
    for (int client = 0; client < info.clients; ++client)
        if (info.fleet.tier(client) >= level_) able_.push_back(client);
}

std::vector<ParameterSpec> ExclusiveFl::parameters() {
    return {
        integerSpec("algorithm.level", "Level", 0)
            .range(0, 24)
            .help("Which sub-model is trained: 1 is the smallest, 0 stands for the largest")
            .longHelp("Level l of L devices.tiers holds the stages and exits up to exit ceil(l m / L). Only clients of "
                      "that tier or a higher one are sampled; as many per round as training.participation asks for of "
                      "all clients, at most all that can take part. Exits beyond the level stay as they were drawn.")
            .source("Our choice: the largest, what a federation without small devices would train")};
}

std::vector<int> ExclusiveFl::candidates() const {
    // Asked when a cohort is drawn, not before: a forecast of costs knows a single client of any tier.
    if (able_.empty())
        throw InputError("algorithm.level", std::to_string(level_ + 1),
                         "no client has a device of this tier or a higher one (devices.mix, devices.shares)");
    return able_;
}

int ExclusiveFl::cohortSize() const { return std::min(info().cohort, static_cast<int>(able_.size())); }

std::vector<ClientPlan> ExclusiveFl::plan(int, const std::vector<int>& cohort) {
    ClientPlan plan;
    plan.exits.assign(static_cast<std::size_t>(info().exits()), false);
    std::fill_n(plan.exits.begin(), exits_, true);
    return std::vector<ClientPlan>(cohort.size(), plan);
}

}  // namespace exitlab::exclusivefl

EXITLAB_METHOD(exitlab::exclusivefl::ExclusiveFl)
