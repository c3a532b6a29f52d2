// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/resumed.h"

#include <filesystem>

#include "tests/support/golden.h"

namespace exitlab::test {

Outcome runOut(const Experiment& experiment, const std::string& from, int round, const std::string& checkpoint) {
    RunSetup setup = prepareRun(engine(), experiment, {});
    RunControl control;
    Outcome outcome;
    RoundLoop::Hooks hooks;
    hooks.sink = outcome.told.sink();
    hooks.paused = [](bool) {};
    hooks.checkpoint = [&](const FederationState& state, const NamedTensors& server) {
        if (!checkpoint.empty() && state.round == round) state.save(checkpoint, server);
    };
    RoundLoop loop(setup, control, std::move(hooks));
    if (!from.empty()) setup.algorithm->restore(loop.state().load(from));
    loop.run();
    outcome.weights = loop.state().weightsSha256();
    for (const Tensor& values : loop.state().globals) outcome.globals.push_back(values.clone());
    outcome.server = setup.algorithm->state();
    return outcome;
}

std::string difference(const Outcome& a, const Outcome& b) {
    if (a.weights != b.weights) return "the weights differ";
    if (a.globals.size() != b.globals.size()) return "the numbers of groups differ";
    for (std::size_t g = 0; g < a.globals.size(); ++g)
        if (!sameBits(a.globals[g], b.globals[g])) return "the values of group " + std::to_string(g) + " differ";
    if (a.server.size() != b.server.size()) return "the server's states differ in size";
    for (const auto& [name, tensor] : a.server)
        if (!b.server.count(name) || !sameBits(tensor, b.server.at(name))) return "the server's " + name + " differs";
    const auto tests = a.told.of<Evaluated>(), others = b.told.of<Evaluated>();
    if (tests.empty() || others.empty()) return "there was no test";
    return tests.back() == others.back() ? "" : "the last tests differ";
}

std::string outcomeDepends(Experiment experiment, int round) {
    const auto set = [&](const char* key, int value) {
        experiment.set(key, std::to_string(value), engine().methods());
    };
    set("run.workers", 1);
    set("run.checkpoint_every", round);
    const std::string file =
        (std::filesystem::temp_directory_path() / ("exitlab-resumed-" + experiment.method() + ".safetensors")).string();
    const Outcome whole = runOut(experiment, {}, round, file);
    const Outcome second = runOut(experiment, file);
    std::filesystem::remove(file);
    if (const std::string found = difference(second, whole); !found.empty())
        return "resumed after round " + std::to_string(round) + ": " + found;
    set("run.workers", 3);
    if (const std::string found = difference(runOut(experiment), whole); !found.empty())
        return "three workers: " + found;
    return {};
}

}  // namespace exitlab::test
