// SPDX-License-Identifier: GPL-3.0-or-later
// Methods as their plugins describe them, for tests that load no plugin.
#pragma once

#include "core/config/method_info.h"
#include "core/config/spec_builder.h"

namespace exitlab::test {

inline MethodCatalog catalog() {
    const auto flag = [](const std::string& key, const std::string& title, bool value) -> ParameterSpec {
        return booleanSpec(key, title, value).help("An ablation");
    };
    const std::vector<ParameterSpec> cafedistill{
        realSpec("algorithm.lambda", "Distillation weight", 1.0).range(0, 1000).help("Weight of the distillation"),
        realSpec("algorithm.tau", "Temperature", 2.0).above(0).atMost(100).help("Softens the logits"),
        realSpec("algorithm.mu", "Teacher sharing", 0.6).above(0).atMost(1000).help("How readily clients listen"),
        choiceSpec("algorithm.teacher_head", "Teacher head", "replace")
            .choice("replace", "Replaces the last head", "As published")
            .choice("separate", "Kept beside", "Only teaches")
            .help("What becomes of the mixed head"),
        choiceSpec("algorithm.teacher", "Teacher", "live")
            .choice("live", "Live", "Keeps learning")
            .choice("frozen", "Frozen", "As downloaded")
            .visibleWhen("algorithm.teacher_head", {"replace"})
            .help("Whether the teacher keeps learning"),
        choiceSpec("algorithm.selection", "Choice of clients", "one-shot")
            .choice("one-shot", "One shot", "By total conflict")
            .choice("greedy", "Greedy", "One by one")
            .help("How clients are chosen"),
        flag("algorithm.conflict_damped", "Conflict slows the opening", false),
        choiceSpec("algorithm.rule", "Which exits learn", "clean")
            .choice("clean", "Clean", "As written")
            .choice("reference", "Reference parity", "As coded")
            .help("Which exits learn"),
        flag("algorithm.ablation.cross_client_kd", "Cross-client teachers", true),
        flag("algorithm.ablation.selection", "Progressive opening", true),
        flag("algorithm.ablation.depth_priority", "Shallow exits first", true),
        flag("algorithm.ablation.conflict_ranking", "Rank clients by conflict", true),
        flag("algorithm.ablation.kd", "Distillation", true)};
    const std::vector<ParameterSpec> fedprox{
        realSpec("algorithm.mu", "Proximal weight", 0.05).range(0, 100).help("Pull to the global model"),
        integerSpec("algorithm.warmup", "Warm-up", 3).range(0, 1000).unit("rounds").help("Rounds without the pull")};
    return {{"cafedistill", "CAFEDistill", "1.0.0", "Conflict-aware exit distillation", "2026", "", cafedistill},
            {"fedavg", "FedAvg", "1.0.0", "One model for everyone", "2017", "", {}},
            {"fedper", "FedPer", "1.0.0", "Personal heads", "2019", "", {}},
            {"fedprox", "FedProx", "1.0.0", "Proximal term", "2020", "", fedprox},
            {"local", "Local", "1.0.0", "No communication", "", "", {}}};
}

/// What the action throws, or "nothing was thrown".
template <class Thrown, class Action>
std::string messageOf(Action action) {
    try {
        action();
    } catch (const Thrown& e) {
        return e.what();
    }
    return "nothing was thrown";
}

}  // namespace exitlab::test
