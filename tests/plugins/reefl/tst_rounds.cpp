// SPDX-License-Identifier: GPL-3.0-or-later
// Whole rounds of ReeFL through RoundLoop, workers and the real method, against the independent reference.
#include <QTest>

#include <cmath>

#include "tests/support/golden_rounds.h"

using namespace exitlab;
using namespace exitlab::test;

class TestRounds : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void rule_data() {
        QTest::addColumn<QString>("rule");
        QTest::newRow("dynamic_ma") << "dynamic_ma";
        QTest::newRow("all") << "all";
    }
    void rule() {
        QFETCH(QString, rule);
        const std::string name = rule.toStdString();
        const Json g = golden("reefl_rounds");
        const Json& s = g.at("settings");
        RunSetup setup = goldenSetup(g, "reefl",
                                     {{"devices.tiers", g.at("exits").dump()},
                                      {"training.clip_value", s.at("clip_value").dump()},
                                      {"model.ree.width", g.at("width").dump()},
                                      {"model.ree.attention", g.at("attention_width").dump()},
                                      {"model.ree.heads", g.at("attention_heads").dump()},
                                      {"algorithm.kd", name},
                                      {"algorithm.kd_horizon", s.at("kd_horizon").dump()},
                                      {"algorithm.temperature", s.at("temperature").dump()}});
        QCOMPARE(setup.plan->spans().spans.size(), g.at("initial").size());
        const std::vector<AfterRound> rounds = runGolden(setup, g.at("initial"));
        const Json& expected = g.at("rules").at(name).at("rounds");
        QCOMPARE(rounds.size(), expected.size());
        for (std::size_t t = 0; t < rounds.size(); ++t) {
            const Recorder& told = rounds[t].told;
            compareValues(setup.plan->spans(), rounds[t].global(), expected[t].at("server"));
            Json losses = Json::array();
            std::vector<std::int64_t> samples;
            std::vector<double> rho(3, 0), holders(3, 0);
            Table teachers(3, 3);
            for (const Json& client : expected[t].at("clients")) {
                samples.push_back(g.at("clients")[client.at("client").get<std::size_t>()].at("samples"));
                Json steps = Json::array();
                for (Json step : client.at("steps")) {
                    double task = 0;
                    for (const double ce : step.at("ce").get<std::vector<double>>()) task += ce;
                    step["terms"] = {{"task", task}};
                    if (step.at("ce").size() > 1)
                        step["terms"]["distillation"] =
                            client.at("kd_weight").get<double>() * step.at("kd").get<double>();
                    if (!step.at("teacher").is_null())
                        teachers.at(client.at("tier"), step.at("teacher").get<int>()) += 1;
                    steps.push_back(step);
                }
                losses.push_back(steps);
                const Json& last = client.at("steps").back().at("rho");
                for (std::size_t k = 0; k < last.size(); ++k) {
                    rho[k] += last[k].get<double>();
                    holders[k] += 1;
                }
            }
            compareLoss(told.of<LossMeasured>().at(0), losses, samples);
            for (std::size_t k = 0; k < 3; ++k) rho[k] = holders[k] > 0 ? rho[k] / holders[k] : std::nan("");
            QCOMPARE_NEAR(told.of<MethodSeries>("running_loss").at(0).values, rho, kGoldenTolerance);
            const MethodSeries weight = told.of<MethodSeries>("kd_weight").at(0);
            QVERIFY(std::abs(weight.values.at(0) - expected[t].at("clients")[0].at("kd_weight").get<double>()) < 1e-8);
            if (name == "dynamic_ma") QCOMPARE(told.of<MethodHistogram>("teachers").at(0).counts, teachers);
        }
    }
};

QTEST_GUILESS_MAIN(TestRounds)
#include "tst_rounds.moc"
