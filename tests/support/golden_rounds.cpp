// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/golden_rounds.h"

#include <QTest>

#include <cmath>

namespace exitlab::test {

RunSetup goldenSetup(const Json& g, const std::string& method, const Changes& changes, const Json& cohorts) {
    const Json& s = g.at("settings");
    const Json& used = cohorts.is_null() ? g.at("cohorts") : cohorts;
    const auto setting = [&](const char* key, const char* otherwise) {
        return s.contains(key) ? s.at(key).dump() : std::string(otherwise);
    };
    const auto width = g.at("initial").at("stages.0.weight").at("shape")[0].get<int>();
    Changes all{{"data.clients", std::to_string(g.at("clients").size())},
                {"model.architecture", "mlp"},
                {"model.width", std::to_string(width)},
                {"model.stages", g.at("exits").dump()},
                {"model.exits", g.at("exits").dump()},
                {"training.rounds", std::to_string(used.size())},
                {"training.local_epochs", s.at("local_epochs").dump()},
                {"training.batch", "100"},
                {"training.lr", s.at("lr").dump()},
                {"training.lr_decay", setting("lr_decay", "1")},
                {"training.momentum", setting("momentum", "0")},
                {"training.weight_decay", setting("weight_decay", "0")},
                {"evaluation.conflict_every", "1"}};
    all.insert(all.end(), changes.begin(), changes.end());
    RunSetup setup(smallExperiment(method, all));

    auto data = std::make_shared<Dataset>();
    std::vector<Tensor> features;
    FederationInfo info;
    for (const Json& client : g.at("clients")) {
        ClientSamples samples;
        for (const int label : client.at("y").get<std::vector<int>>()) {
            samples.train.push_back(data->size());
            data->labels.push_back(label);
        }
        samples.test = samples.train;
        features.push_back(toTensor(client.at("x")));
        info.trainSamples.push_back(static_cast<std::int64_t>(samples.train.size()));
        setup.partition.clients.push_back(std::move(samples));
    }
    data->images = at::cat(features).view({data->size(), 1, 1, features.front().size(1)});
    data->classNames.resize(g.at("classes").get<std::size_t>());
    setup.data = data;
    const Settings settings = adaptedSettings(engine(), setup.experiment.settings());
    setup.plan = std::make_unique<NetworkPlan>(settings, data->sampleShape(), data->classes());
    setup.initial = at::zeros({setup.plan->spans().total}, at::kFloat);
    setup.fleet = DeviceFleet(settings, static_cast<int>(setup.partition.clients.size()), setup.experiment.seed());
    if (g.at("clients")[0].contains("tier") || g.contains("tiers")) {
        std::vector<int> tiers;
        if (g.contains("tiers"))
            tiers = g.at("tiers").get<std::vector<int>>();
        else
            for (const Json& client : g.at("clients")) tiers.push_back(client.at("tier").get<int>());
        setup.fleet.assign(tiers);
    }
    info.network = setup.plan.get();
    info.settings = settings;
    info.seed = setup.experiment.seed();
    info.rounds = static_cast<int>(used.size());
    info.clients = static_cast<int>(setup.partition.clients.size());
    info.cohort = static_cast<int>(used.at(0).size());
    info.fleet = setup.fleet;
    setup.algorithm = makeAlgorithm(engine(), info);
    setup.cohort = [lists = used.get<std::vector<std::vector<int>>>()](int round) {
        return lists.at(static_cast<std::size_t>(round));
    };
    return setup;
}

std::vector<AfterRound> runGolden(RunSetup& setup, const Json& initial) {
    std::vector<AfterRound> rounds;
    Recorder told;
    RunControl control;
    RoundLoop* running = nullptr;
    RoundLoop::Hooks hooks;
    hooks.checkpoint = [](const FederationState&, const NamedTensors&) {};
    hooks.sink = [&](const ReportPtr& report) {
        told.reports.push_back(report);
        if (!std::holds_alternative<RoundFinished>(*report)) return;
        const FederationState& state = running->state();
        AfterRound after;
        for (const Tensor& values : state.globals) after.globals.push_back(values.clone());
        after.server = setup.algorithm->state();
        for (auto& [name, tensor] : after.server) tensor = tensor.clone();
        after.told = std::exchange(told, {});
        for (std::size_t i = 0; i < state.clients.size(); ++i) {
            after.clients.push_back(at::empty_like(state.global()));
            state.load(static_cast<int>(i), after.clients.back());
            after.kept.push_back(state.clients[i].kept);
        }
        rounds.push_back(std::move(after));
    };
    assign(setup.plan->spans(), setup.initial, initial);
    RoundLoop loop(setup, control, std::move(hooks));
    running = &loop;
    const RunFinished finished = loop.run();
    if (finished.status != RunStatus::Finished) rounds.clear();
    return rounds;
}

void compareLoss(const LossMeasured& found, const Json& losses, const std::vector<std::int64_t>& cohortSamples) {
    double total = 0, seen = 0;
    std::map<std::string, double> terms;
    for (std::size_t c = 0; c < cohortSamples.size(); ++c) {
        const auto n = static_cast<double>(cohortSamples[c]);
        for (const Json& step : losses.at(c)) {
            total += n * (step.is_number() ? step : step.at("total")).get<double>();
            if (!step.is_number() && step.contains("terms"))
                for (const auto& [name, value] : step.at("terms").items()) terms[name] += n * value.get<double>();
            seen += n;
        }
    }
    QVERIFY2(std::abs(found.total - total / seen) < kGoldenTolerance, std::to_string(found.total).c_str());
    for (const auto& [name, sum] : terms) {
        const auto at = std::find(found.terms.begin(), found.terms.end(), name);
        QVERIFY2(at != found.terms.end(), name.c_str());
        const double value = found.values[static_cast<std::size_t>(at - found.terms.begin())];
        QVERIFY2(std::abs(value - sum / seen) < kGoldenTolerance, name.c_str());
    }
}

void compareValues(const SpanTable& spans, const Tensor& values, const Json& expected) {
    for (const auto& [name, value] : expected.items())
        QCOMPARE_NEAR(slice(spans, values, name), toTensor(value), kGoldenTolerance);
}

}  // namespace exitlab::test
