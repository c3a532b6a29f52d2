// SPDX-License-Identifier: GPL-3.0-or-later
// Whole rounds of Flow, its routes and its answers against the independent reference.
#include <QTest>

#include <cmath>

#include "plugins/flow/routing.h"
#include "tests/support/golden_rounds.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

NamedTensors named(const Json& json) {
    NamedTensors tensors;
    for (const auto& [name, value] : json.items()) tensors[name] = toTensor(value);
    return tensors;
}

/// Steps of all three parts as one list per client, with the names that the method gives their terms.
Json stepsOf(const Json& losses) {
    Json all = Json::array();
    for (const Json& client : losses) {
        Json steps = Json::array();
        for (Json step : client.at("local")) {
            step["terms"] = {{"local", step.at("total")}};
            steps.push_back(step);
        }
        for (const char* part : {"policy", "global"})
            for (const Json& step : client.at(part)) steps.push_back(step);
        all.push_back(steps);
    }
    return all;
}

}  // namespace

class TestRounds : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void variant_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("default") << "default";
        QTest::newRow("negative_sign") << "negative_sign";
    }
    void variant() {
        QFETCH(QString, name);
        const Json g = golden("flow_rounds");
        const Json variant = g.at("variants").at(name.toStdString());
        const bool positive = variant.at("options").at("sign").get<int>() > 0;
        RunSetup setup = goldenSetup(g, "flow",
                                     {{"training.optimizer_state", "reset"},
                                      {"algorithm.lambda", g.at("settings").at("lambda").dump()},
                                      {"algorithm.favour", positive ? "global" : "local"},
                                      {"algorithm.hidden", "6, 4"}});
        setup.algorithm->restore(named(g.at("initial_policy")));
        const SpanTable& spans = setup.plan->spans();
        const std::vector<AfterRound> rounds = runGolden(setup, g.at("initial"));
        QCOMPARE(rounds.size(), variant.at("rounds").size());
        for (std::size_t t = 0; t < rounds.size(); ++t) {
            const Json& expected = variant.at("rounds")[t];
            const AfterRound& found = rounds[t];
            const auto cohort = expected.at("cohort").get<std::vector<int>>();
            compareValues(spans, found.global(), expected.at("server"));
            QCOMPARE(found.server.size(), expected.at("policy").size());
            for (const auto& [tensor, value] : expected.at("policy").items())
                QCOMPARE_NEAR(found.server.at(tensor), toTensor(value), kGoldenTolerance);
            std::vector<std::int64_t> samples;
            for (std::size_t c = 0; c < cohort.size(); ++c) {
                const auto client = static_cast<std::size_t>(cohort[c]);
                samples.push_back(g.at("clients")[client].at("samples").get<std::int64_t>());
                compareValues(spans, found.kept[client].at("local"), expected.at("local")[c]);
            }
            const Json steps = stepsOf(expected.at("losses"));
            compareLoss(found.told.of<LossMeasured>().at(0), steps, samples);
            checkBranchLosses(found, steps, samples);
            for (std::size_t i = 0; i < 4; ++i) checkAnswers(setup, found, expected.at("tested")[i], i);
            checkReports(found, expected);
        }
    }

  private:
    static void checkBranchLosses(const AfterRound& found, const Json& steps,
                                  const std::vector<std::int64_t>& samples) {
        const MethodSeries series = found.told.of<MethodSeries>("branch_losses").at(0);
        const char* terms[] = {"local", "personalised", "regulariser", "task"};
        for (std::size_t i = 0; i < 4; ++i) {
            double sum = 0, seen = 0;
            for (std::size_t c = 0; c < samples.size(); ++c)
                for (const Json& step : steps[c])
                    if (step.at("terms").contains(terms[i])) {
                        sum += static_cast<double>(samples[c]) * step.at("terms").at(terms[i]).get<double>();
                        seen += static_cast<double>(samples[c]);
                    }
            QVERIFY2(std::abs(series.values.at(i) - sum / seen) < kGoldenTolerance, terms[i]);
        }
    }

    static void checkAnswers(const RunSetup& setup, const AfterRound& found, const Json& expected, std::size_t client) {
        const at::NoGradGuard noGrad;
        Network global(*setup.plan), local(*setup.plan);
        global.values().copy_(found.global());
        const auto kept = found.kept[client].find("local");
        local.values().copy_(kept == found.kept[client].end() ? found.global() : kept->second);
        flow::RoutingNetwork policy(5, {6, 4}, 3);
        policy.assign(found.server, "test");
        const std::vector<std::int64_t>& rows = setup.partition.clients[client].test;
        const Tensor images = gatherBatch(*setup.data, rows.data(), static_cast<std::int64_t>(rows.size()));
        const Tensor routes = policy.routes(images);
        QCOMPARE_NEAR(routes.select(2, 0).contiguous(), toTensor(expected.at("p_global")), kGoldenTolerance);
        const Tensor hard = flow::takesGlobal(routes);
        for (std::int64_t i = 0; i < hard.size(0); ++i)
            for (std::int64_t j = 0; j < 3; ++j)
                QCOMPARE(
                    hard[i][j].item<bool>() ? 1 : 0,
                    expected.at("hard_global")[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)].get<int>());
        const auto stacked = [&](const flow::Blend& blend) {
            return at::stack(flow::personalised(global, images, blend));
        };
        QCOMPARE_NEAR(stacked(flow::softBlend(global, local, routes)), toTensor(expected.at("soft_logits")),
                      2 * kGoldenTolerance);
        for (const bool separate : {false, true})
            QCOMPARE_NEAR(stacked(flow::hardBlend(global, local, routes, separate)),
                          toTensor(expected.at("hard_logits")), 2 * kGoldenTolerance);
    }

    static void checkReports(const AfterRound& found, const Json& expected) {
        const Evaluated tested = found.told.of<Evaluated>().at(0);
        const MethodSeries harmed = found.told.of<MethodSeries>("harmed").at(0);
        QCOMPARE_NEAR(harmed.values, toDoubles(expected.at("harmed")), 1e-9);
        const MethodSeries accuracy = found.told.of<MethodSeries>("branch_accuracy").at(0);
        for (int k = 0; k < 3; ++k) {
            const auto exit = static_cast<std::size_t>(k);
            std::vector<double> cells(4, 0);
            double generalised = 0, personalised = 0, all = 0;
            for (std::size_t i = 0; i < 4; ++i) {
                const auto row = expected.at("tested")[i].at("table")[exit].get<std::vector<double>>();
                const double n = row[0] + row[1] + row[2] + row[3];
                for (std::size_t cell = 0; cell < 4; ++cell) cells[cell] += row[cell];
                all += n;
                generalised += (row[0] + row[1]) / n / 4;
                personalised += (row[0] + row[2]) / n / 4;
                // What is evaluated is the personalised network.
                QVERIFY(std::abs(tested.accuracy.at(static_cast<int>(i), k) - (row[0] + row[2]) / n) < 1e-9);
            }
            for (double& cell : cells) cell /= all;
            const MethodMatrix matrix = found.told.of<MethodMatrix>("answers." + std::to_string(k + 1)).at(0);
            QCOMPARE(matrix.rows, (std::vector<int>{1, 0}));
            QCOMPARE_NEAR(matrix.values.values, cells, 1e-9);
            QVERIFY(std::abs(accuracy.values.at(2 * exit) - generalised) < 1e-9);
            QVERIFY(std::abs(accuracy.values.at(2 * exit + 1) - personalised) < 1e-9);
        }
    }
};

QTEST_GUILESS_MAIN(TestRounds)
#include "tst_rounds.moc"
