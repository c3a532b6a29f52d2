// SPDX-License-Identifier: GPL-3.0-or-later
// DepthFL against the independent reference, and what makes it another method.
#include <QTest>

#include <cmath>

#include "core/base/error.h"
#include "core/metrics/summary.h"
#include "plugins/depthfl/depthfl.h"
#include "tests/support/golden_rounds.h"
#include "tests/support/resumed.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

std::string flag(const Json& value) { return value.get<bool>() ? "true" : "false"; }

/// Tensors of a client's sub-model, packed as LocalWork::trainable() packs them.
Tensor packed(const SpanTable& spans, const Json& named) {
    const Tensor flat = at::zeros({spans.total}, at::kFloat);
    assign(spans, flat, named);
    return spans.where([&](const TensorSpan& span) { return named.contains(span.name); }).gather(flat);
}

}  // namespace

class TestDepthFl : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void golden_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"default", "no_distillation", "no_dynamic", "neither"}) QTest::newRow(name) << name;
    }
    void golden() {
        QFETCH(QString, name);
        const Json g = test::golden("depthfl_rounds");
        const Json variant = g.at("variants").at(name.toStdString());
        const Json& options = variant.at("options");
        RunSetup setup = goldenSetup(g, "depthfl",
                                     {{"devices.tiers", g.at("settings").at("levels").dump()},
                                      {"algorithm.horizon", g.at("settings").at("horizon").dump()},
                                      {"algorithm.alpha", g.at("settings").at("alpha").dump()},
                                      {"training.optimizer_state", "reset"},
                                      {"algorithm.distillation", flag(options.at("distillation"))},
                                      {"algorithm.dynamic", flag(options.at("dynamic"))}});
        const SpanTable& spans = setup.plan->spans();
        const std::vector<AfterRound> rounds = runGolden(setup, g.at("initial"));
        QCOMPARE(rounds.size(), variant.at("rounds").size());
        for (std::size_t t = 0; t < rounds.size(); ++t) {
            const Json& expected = variant.at("rounds")[t];
            const AfterRound& found = rounds[t];
            compareValues(spans, found.global(), expected.at("server"));
            std::vector<std::int64_t> samples;
            const auto cohort = expected.at("cohort").get<std::vector<int>>();
            for (const int client : cohort)
                samples.push_back(g.at("clients")[static_cast<std::size_t>(client)].at("samples").get<std::int64_t>());
            compareLoss(found.told.of<LossMeasured>().at(0), expected.at("losses"), samples);
            QCOMPARE(found.server.count("h"), options.at("dynamic").get<bool>() ? std::size_t{1} : std::size_t{0});
            if (options.at("distillation").get<bool>())
                QVERIFY(std::abs(found.told.of<MethodSeries>("ramp").at(0).values.at(0) -
                                 expected.at("ramp").get<double>()) < 1e-8);
            if (!expected.contains("h")) continue;
            const Tensor drift = at::zeros({spans.total}, at::kFloat);
            drift.narrow(0, 0, spans.parameters).copy_(found.server.at("h"));
            compareValues(spans, drift, expected.at("h"));
            for (std::size_t c = 0; c < cohort.size(); ++c)
                QCOMPARE_NEAR(found.kept[static_cast<std::size_t>(cohort[c])].at("dynamic"),
                              packed(spans, expected.at("g")[c]), kGoldenTolerance);
        }
    }

    void aloneItIsFedAvgOnSummedLosses() {
        const Changes plain{{"algorithm.distillation", "false"}, {"algorithm.dynamic", "false"}};
        const Driven depth = drive(smallExperiment("depthfl", plain));
        const Changes summed{{"training.exit_weights", "sum"}, {"training.aggregation", "uniform"}};
        const Driven average = drive(smallExperiment("fedavg", summed));
        QCOMPARE_NEAR(depth.values.at(0), average.values.at(0), 1e-6);
        QVERIFY2(!sameValues(drive(smallExperiment("depthfl")), average), "the comparison can tell methods apart");
        // By samples it is FedAvg as it is usually meant.
        Changes bySamples = plain;
        bySamples.emplace_back("algorithm.weights", "samples");
        QCOMPARE_NEAR(drive(smallExperiment("depthfl", bySamples)).values.at(0),
                      drive(smallExperiment("fedavg", {{"training.exit_weights", "sum"}})).values.at(0), 1e-6);
    }

    /// FedDyn does not tend to FedAvg for alpha -> 0: round 1 gives mean + (m / N) (mean - w).
    void firstRoundOfFedDyn() {
        const Changes once{
            {"training.rounds", "1"}, {"training.aggregation", "uniform"}, {"training.exit_weights", "sum"}};
        const Driven average = drive(smallExperiment("fedavg", once));
        Changes dynamic = once;
        dynamic.insert(dynamic.end(), {{"algorithm.distillation", "false"}, {"algorithm.alpha", "1e-6"}});
        const Driven depth = drive(smallExperiment("depthfl", dynamic));
        const Tensor mean = average.values.at(0);
        QCOMPARE_NEAR(depth.values.at(0), mean + (mean - average.initial) * 0.5, 2e-5);
        QVERIFY(!sameBits(depth.values.at(0), mean));
    }

    void ensembleIsReported() {
        const Driven driven = drive(smallExperiment("depthfl", {{"devices.tiers", "3"}}));
        const auto tests = driven.told.of<Evaluated>();
        const auto series = driven.told.of<MethodSeries>("ensemble");
        QCOMPARE(series.size(), tests.size());
        for (std::size_t t = 0; t < series.size(); ++t) {
            QCOMPARE(series[t].round, tests[t].round);
            QVERIFY(std::abs(series[t].values.at(1) - meanPerExit(tests[t]).back()) < 1e-12);
            QVERIFY(series[t].values.at(0) >= 0 && series[t].values.at(0) <= 1);
        }
    }

    /// A client of tier l sends and gets its stages and heads, no more; g_k stays with it.
    void traffic() {
        const Experiment experiment = smallExperiment(
            "depthfl", {{"devices.tiers", "3"}, {"devices.assignment", "blocks"}, {"training.participation", "1"}});
        RunSetup setup = prepareRun(engine(), experiment, {});
        std::int64_t expected = 0;
        for (int client = 0; client < 6; ++client)
            for (const TensorSpan& span : setup.plan->spans().spans)
                if (span.index <= client / 2) expected += 4 * span.numel;
        RunControl control;
        const Driven driven = drive(setup, control);
        for (const TrafficMeasured& one : driven.told.of<TrafficMeasured>()) {
            std::int64_t up = 0, down = 0;
            for (const auto bytes : one.up) up += bytes;
            for (const auto bytes : one.down) down += bytes;
            QCOMPARE(up, expected);
            QCOMPARE(down, expected);
        }
    }

    void independentOfWorkersAndCheckpoints() {
        QCOMPARE(outcomeDepends(smallExperiment("depthfl", {{"devices.tiers", "3"}}), 2), std::string());
    }

    void brokenStateIsRefused() {
        RunSetup setup = prepareRun(engine(), smallExperiment("depthfl"), {});
        Algorithm& method = *setup.algorithm;
        const std::int64_t count = setup.plan->spans().parameters;
        for (const NamedTensors& broken :
             {NamedTensors{}, NamedTensors{{"h", at::zeros({count + 1})}}, NamedTensors{{"h", at::zeros({1, count})}},
              NamedTensors{{"h", at::zeros({count}, at::kDouble)}}})
            QVERIFY_EXCEPTION_THROWN(method.restore(broken), InputError);
        method.restore({{"h", at::ones({count})}});
        QVERIFY(sameBits(method.state().at("h"), at::ones({count})));
    }

    /// A client whose kept gradient is not its own takes no part, and it is said why.
    void brokenGradientIsRefused() {
        RunSetup setup = prepareRun(
            engine(), smallExperiment("depthfl", {{"training.rounds", "1"}, {"training.participation", "1"}}), {});
        RunControl control;
        Recorder told;
        RoundLoop::Hooks hooks;
        hooks.sink = told.sink();
        hooks.checkpoint = [](const FederationState&, const NamedTensors&) {};
        hooks.paused = [](bool) {};
        RoundLoop loop(setup, control, std::move(hooks));
        loop.state().clients[4].kept["dynamic"] = at::zeros({3});
        loop.run();
        QCOMPARE(told.of<RoundFinished>().at(0).failed, std::vector<int>{4});
        QVERIFY(told.of<Message>().at(0).text.find("kept.dynamic") != std::string::npos);
    }

    void learns() {
        const Driven driven = drive(smallExperiment(
            "depthfl", {{"devices.tiers", "3"}, {"training.rounds", "12"}, {"training.participation", "1"}}));
        for (const double accuracy : driven.finished.accuracy)
            QVERIFY2(accuracy > 0.5, std::to_string(accuracy).c_str());
        QVERIFY(driven.told.of<MethodSeries>("ensemble").back().values.at(0) > 0.5);
    }
};

QTEST_GUILESS_MAIN(TestDepthFl)
#include "tst_rounds.moc"
