// SPDX-License-Identifier: GPL-3.0-or-later
// Whole rounds of all variants through RoundLoop, workers and the real methods, against the independent reference:
// given data, initial values and cohorts, everything else is the engine's own.
#include <QTest>

#include <cmath>

#include "plugins/cafedistill/selection.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

/// A float32 run of the reference stays within 3e-6; the smallest wrong formula moves more than 5e-5.
constexpr double kNear = 1e-5;

std::string number(const Json& json) { return json.dump(); }

/// The golden federation as a RunSetup.
RunSetup setupOf(const Json& g, const Json& options) {
    const Json& s = g.at("settings");
    const std::string method = options.at("method");
    Changes changes{{"data.clients", number(g.at("clients").size())},
                    {"model.architecture", "mlp"},
                    {"model.width", "5"},
                    {"model.stages", number(g.at("exits"))},
                    {"model.exits", number(g.at("exits"))},
                    {"training.rounds", number(s.at("rounds"))},
                    {"training.local_epochs", number(s.at("local_epochs"))},
                    {"training.batch", "100"},
                    {"training.lr", number(s.at("lr"))},
                    {"training.lr_decay", number(s.at("lr_decay"))},
                    {"training.momentum", number(s.at("momentum"))},
                    {"training.weight_decay", number(s.at("weight_decay"))},
                    {"evaluation.conflict_every", "1"}};
    if (method == "cafedistill") {
        changes.insert(changes.end(), {{"algorithm.lambda", number(s.at("lambda"))},
                                       {"algorithm.tau", number(s.at("tau"))},
                                       {"algorithm.mu", number(s.at("mu"))}});
        if (options.at("rule") == "parity") changes.emplace_back("algorithm.rule", "reference");
        if (options.at("teacher") == "separate") changes.emplace_back("algorithm.teacher_head", "separate");
        if (options.at("teacher") == "frozen") changes.emplace_back("algorithm.teacher", "frozen");
    }
    RunSetup setup{smallExperiment(method, changes), nullptr, {}, nullptr, nullptr, nullptr};

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
    setup.plan = std::make_unique<NetworkPlan>(setup.experiment.settings(), data->sampleShape(), data->classes());
    info.network = setup.plan.get();
    info.settings = setup.experiment.settings();
    info.seed = setup.experiment.seed();
    info.rounds = s.at("rounds");
    info.clients = static_cast<int>(setup.partition.clients.size());
    info.cohort = 3;
    setup.algorithm = makeAlgorithm(engine(), info);
    setup.cohort = [cohorts = g.at("cohorts").get<std::vector<std::vector<int>>>()](int round) {
        return cohorts.at(static_cast<std::size_t>(round));
    };
    return setup;
}

}  // namespace

class TestRounds : public QObject {
    Q_OBJECT

    /// What state and reports say right after a round.
    struct AfterRound {
        Tensor global;
        std::vector<Tensor> clients;  ///< all values of each client
        std::vector<std::map<std::string, Tensor>> kept;
        NamedTensors server;
        Recorder told;
    };

    static std::vector<AfterRound> runAll(RunSetup& setup, const Json& initial) {
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
            AfterRound after{state.global.clone(), {}, {}, setup.algorithm->state(), std::exchange(told, {})};
            for (std::size_t i = 0; i < state.clients.size(); ++i) {
                after.clients.push_back(at::empty_like(state.global));
                state.load(static_cast<int>(i), after.clients.back());
                after.kept.push_back(state.clients[i].kept);
            }
            rounds.push_back(std::move(after));
        };
        RoundLoop loop(setup, control, std::move(hooks));
        running = &loop;
        assign(setup.plan->spans(), loop.state().initial, initial);
        assign(setup.plan->spans(), loop.state().global, initial);
        if (loop.run().status != RunStatus::Finished) rounds.clear();
        return rounds;
    }

    static void checkHeads(const SpanTable& spans, const Tensor& values, const Json& expected, const Json& initial,
                           bool trained[3]) {
        for (const auto& [name, value] : expected.items()) {
            const Tensor found = slice(spans, values, name);
            QCOMPARE_NEAR(found, toTensor(value), kNear);
            const int exit = name[6] - '0';
            if (!trained[exit]) QVERIFY2(sameBits(found, toTensor(initial.at(name))), name.c_str());
        }
    }

  private Q_SLOTS:
    void variant_data() {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"default", "teacher_separate", "reference_parity", "teacher_frozen", "fedper", "fedavg"})
            QTest::newRow(name) << name;
    }
    void variant() {
        QFETCH(QString, name);
        const Json g = golden("cafedistill_rounds");
        const Json variant = g.at("variants").at(name.toStdString());
        const bool cafedistill = variant.at("options").at("method") == "cafedistill";
        RunSetup setup = setupOf(g, variant.at("options"));
        const SpanTable& spans = setup.plan->spans();
        const std::vector<AfterRound> rounds = runAll(setup, g.at("initial"));
        QCOMPARE(rounds.size(), variant.at("rounds").size());

        bool trained[4][3] = {};
        for (std::size_t t = 0; t < rounds.size(); ++t) {
            const Json& expected = variant.at("rounds")[t];
            const AfterRound& found = rounds[t];
            const auto cohort = expected.at("cohort").get<std::vector<int>>();
            QCOMPARE(found.told.of<RoundFinished>().at(0).cohort, cohort);

            for (const auto& [tensor, value] : expected.at("theta").items())
                QCOMPARE_NEAR(slice(spans, found.global, tensor), toTensor(value), kNear);

            // The loss before every local step, weighted by samples as the report has it.
            const LossMeasured loss = found.told.of<LossMeasured>().at(0);
            QVERIFY(std::abs(loss.learningRate - expected.at("lr").get<double>()) < 1e-12);
            double sum = 0, samples = 0;
            for (std::size_t c = 0; c < cohort.size(); ++c) {
                const auto n = g.at("clients")[static_cast<std::size_t>(cohort[c])].at("samples").get<double>();
                for (const Json& step : expected.at("losses")[c]) {
                    sum += n * step.get<double>();
                    samples += n;
                }
            }
            QVERIFY2(std::abs(loss.total - sum / samples) < kNear, std::to_string(loss.total).c_str());

            for (std::size_t c = 0; c < cohort.size(); ++c)
                for (const char* set : {"ce_sets", "kd_sets"})
                    for (const int k : expected.at(set)[c].get<std::vector<int>>()) trained[cohort[c]][k] = true;
            if (expected.contains("heads"))
                for (std::size_t i = 0; i < 4; ++i)
                    checkHeads(spans, found.clients[i], expected.at("heads")[i], g.at("initial"), trained[i]);
            else
                for (const auto& [tensor, value] : expected.at("global_heads").items())
                    QCOMPARE_NEAR(slice(spans, found.global, tensor), toTensor(value), kNear);
            if (cafedistill) checkCafeDistill(found, expected, cohort, t == 0 ? nullptr : &rounds[t - 1]);
        }
    }

  private:
    static void checkCafeDistill(const AfterRound& found, const Json& expected, const std::vector<int>& cohort,
                                 const AfterRound* before) {
        const Table s = toTable(expected.at("s"));
        Table similarity(s.rows, s.cols);
        similarity.values = toDoubles(found.server.at("similarity"));
        QCOMPARE_NEAR(similarity, s, kNear);
        const MethodMatrix weights = found.told.of<MethodMatrix>("teacher_weights").at(0);
        QCOMPARE(weights.rows, cohort);
        QCOMPARE_NEAR(weights.values, toTable(expected.at("W")), kNear);

        // Who was opened: students, plus the last exit which always learns.
        const MethodMatrix opened = found.told.of<MethodMatrix>("opened").at(0);
        Table students(static_cast<int>(cohort.size()), 3);
        int count = 0;
        for (std::size_t c = 0; c < cohort.size(); ++c) {
            students.at(static_cast<int>(c), 2) = 1;
            for (const int k : expected.at("students")[c].get<std::vector<int>>()) {
                students.at(static_cast<int>(c), k) = 1;
                ++count;
            }
        }
        QCOMPARE(opened.values, students);
        const MethodSeries opening = found.told.of<MethodSeries>("opening").at(0);
        QVERIFY(std::abs(opening.values.at(1) - count / 6.0) < 1e-12);

        // c_i of this round come from what the server knew before it.
        Table known(static_cast<int>(cohort.size()), static_cast<int>(cohort.size()));
        for (std::size_t i = 0; before && i < cohort.size(); ++i)
            for (std::size_t j = 0; j < cohort.size(); ++j)
                known.at(static_cast<int>(i), static_cast<int>(j)) =
                    before->server.at("similarity")[cohort[i]][cohort[j]].item<double>();
        QCOMPARE_NEAR(cafedistill::conflictSums(known), toDoubles(expected.at("c_before")), kNear);

        if (!expected.contains("teacher_heads")) return;
        for (std::size_t i = 0; i < 4; ++i) {
            const auto kept = found.kept[i].find("teacher_head");
            if (kept == found.kept[i].end()) continue;  // not sampled yet: the initial head
            const Json& head = expected.at("teacher_heads")[i];
            const Tensor flat =
                at::cat({toTensor(head.at("heads.2.weight")).flatten(), toTensor(head.at("heads.2.bias"))});
            QCOMPARE_NEAR(kept->second, flat, kNear);
        }
        for (const int client : cohort) QVERIFY(found.kept[static_cast<std::size_t>(client)].count("teacher_head"));
    }
};

QTEST_GUILESS_MAIN(TestRounds)
#include "tst_rounds.moc"
