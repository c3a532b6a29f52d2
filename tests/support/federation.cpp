// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/federation.h"

#include "tests/support/golden.h"

namespace exitlab::test {

const Engine& engine() {
    static const Engine instance({EXITLAB_PLUGIN_DIR, EXITLAB_TEST_MODULE_DIR});
    return instance;
}

namespace {

Experiment changed(Experiment experiment, const Changes& changes) {
    for (const auto& [key, value] : changes) experiment.set(key, value, engine().methods());
    return experiment;
}

}  // namespace

Experiment smallExperiment(const std::string& method, const Changes& changes) {
    const Changes base{{"name", "small"},
                       {"data.dataset", "glyphs"},
                       {"data.glyphs.samples", "480"},
                       {"data.glyphs.size", "16"},
                       {"data.glyphs.classes", "4"},
                       {"data.glyphs.difficulty", "0.2"},
                       {"data.clients", "6"},
                       {"data.partition.alpha", "0.5"},
                       {"model.architecture", "mlp"},
                       {"model.width", "12"},
                       {"training.rounds", "4"},
                       {"training.participation", "0.5"},
                       {"training.local_epochs", "1"},
                       {"training.batch", "16"},
                       {"evaluation.conflict_every", "2"},
                       {"evaluation.probe_samples", "16"},
                       {"run.workers", "2"},
                       {"run.checkpoint_every", "0"}};
    return changed(changed(Experiment::defaults(engine().methods(), method), base), changes);
}

Experiment smallResNet(const std::string& method, const Changes& changes) {
    const Changes base{{"model.architecture", "resnet18"},
                       {"model.width", "2"},
                       {"data.glyphs.samples", "240"},
                       {"data.clients", "4"},
                       {"training.batch", "32"}};
    return changed(smallExperiment(method, base), changes);
}

std::vector<ReportBody> comparable(const std::vector<ReportPtr>& reports) {
    std::vector<ReportBody> bodies;
    for (const ReportPtr& report : reports) {
        ReportBody body = *report;
        if (auto* started = std::get_if<RunStarted>(&body)) {
            started->workers = 0;
            started->experiment.clear();
        }
        if (auto* round = std::get_if<RoundFinished>(&body)) {
            round->seconds = 0;
            round->phaseSeconds.clear();
        }
        if (auto* finished = std::get_if<RunFinished>(&body)) finished->seconds = 0;
        bodies.push_back(std::move(body));
    }
    return bodies;
}

Driven drive(RunSetup& setup, RunControl& control) {
    Driven driven;
    RoundLoop::Hooks hooks;
    hooks.sink = driven.told.sink();
    hooks.checkpoint = [&](const FederationState&, const NamedTensors& server) {
        driven.checkpoints.push_back(server);
    };
    hooks.paused = [](bool) {};
    RoundLoop loop(setup, control, std::move(hooks));
    loop.announce();
    driven.finished = loop.run();
    driven.initial = loop.state().initial;
    driven.global = loop.state().global();
    driven.clients = loop.state().clients;
    driven.layout = loop.state().layout;
    for (std::size_t i = 0; i < driven.clients.size(); ++i) {
        driven.values.push_back(at::empty_like(driven.global));
        loop.state().load(static_cast<int>(i), driven.values.back());
    }
    return driven;
}

Driven drive(const Experiment& experiment) {
    RunSetup setup = prepareRun(engine(), experiment, {});
    RunControl control;
    return drive(setup, control);
}

bool sameValues(const Driven& a, const Driven& b) {
    if (a.values.size() != b.values.size()) return false;
    for (std::size_t i = 0; i < a.values.size(); ++i)
        if (!sameBits(a.values[i], b.values[i])) return false;
    return true;
}

}  // namespace exitlab::test
