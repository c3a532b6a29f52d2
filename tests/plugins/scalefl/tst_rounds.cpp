// SPDX-License-Identifier: GPL-3.0-or-later
// ScaleFL's whole rounds against the independent reference.
#include <QTest>

#include "plugins/scalefl/scalefl.h"
#include "tests/support/golden_rounds.h"

using namespace exitlab;
using namespace exitlab::test;

class TestScaleFlRounds : public QObject {
    Q_OBJECT

    static Changes changesOf(const Json& g, bool detached) {
        const Json& s = g.at("settings");
        return {{"devices.tiers", "3"},
                {"training.optimizer_state", "reset"},
                {"algorithm.ratios", "0.4, 0.65, 1"},
                {"algorithm.gamma", s.at("gamma").dump()},
                {"algorithm.temperature", s.at("temperature").dump()},
                {"algorithm.kd_after", s.at("kd_after").dump()},
                {"algorithm.teacher", detached ? "detached" : "live"}};
    }

  private Q_SLOTS:
    void golden_data() {
        QTest::addColumn<QString>("variant");
        const Json g = exitlab::test::golden("scalefl_rounds");
        for (const auto& [name, variant] : g.at("variants").items())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void golden() {
        QFETCH(QString, variant);
        const Json g = exitlab::test::golden("scalefl_rounds");
        const Json& expected = g.at("variants").at(variant.toStdString());
        RunSetup setup = goldenSetup(g, "scalefl", changesOf(g, expected.at("options").at("detach").get<bool>()));
        const std::vector<AfterRound> rounds = runGolden(setup, g.at("initial"));
        QCOMPARE(rounds.size(), expected.at("rounds").size());
        for (std::size_t t = 0; t < rounds.size(); ++t) {
            const Json& row = expected.at("rounds")[t];
            compareValues(setup.plan->spans(), rounds[t].global(), row.at("server"));
            std::vector<std::int64_t> samples;
            std::int64_t bytes = 0;
            for (const int client : row.at("cohort").get<std::vector<int>>()) {
                const Json& one = g.at("clients")[static_cast<std::size_t>(client)];
                samples.push_back(one.at("samples").get<std::int64_t>());
                const int tier = one.at("tier");
                const std::int64_t w = g.at("widths")[static_cast<std::size_t>(tier)];
                bytes += 4 * (5 * w + w + tier * (w * w + w) + (tier + 1) * (3 * w + 3));
            }
            const LossMeasured loss = rounds[t].told.of<LossMeasured>().at(0);
            compareLoss(loss, row.at("losses"), samples);
            QCOMPARE(loss.terms.size() == 2, row.at("distils").get<bool>());
            const TrafficMeasured traffic = rounds[t].told.of<TrafficMeasured>().at(0);
            std::int64_t up = 0, down = 0;
            for (const auto b : traffic.up) up += b;
            for (const auto b : traffic.down) down += b;
            QCOMPARE(up, bytes);
            QCOMPARE(down, bytes);
            if (QTest::currentTestFailed()) return;
        }
    }

    void distillationWaitsForItsShareOfTheRounds() {
        // 0.3 * 10 is a little above 3 in binary, and the fourth round (3 from 0) is the first after 30 %.
        const Json g = exitlab::test::golden("scalefl_rounds");
        Changes changes = changesOf(g, true);
        changes.push_back({"algorithm.kd_after", "0.3"});
        Json cohorts = Json::array();
        for (int t = 0; t < 10; ++t) cohorts.push_back({1, 2});
        RunSetup setup = goldenSetup(g, "scalefl", changes, cohorts);
        const std::vector<AfterRound> rounds = runGolden(setup, g.at("initial"));
        QCOMPARE(rounds.size(), std::size_t{10});
        for (std::size_t t = 0; t < rounds.size(); ++t)
            QCOMPARE(rounds[t].told.of<LossMeasured>().at(0).terms.size(), std::size_t{t >= 3 ? 2u : 1u});
    }

    void standardRatios() {
        const auto widths = [](const char* tiers) {
            std::vector<double> found;
            const RunSetup setup =
                prepareRun(engine(), smallExperiment("scalefl", {{"devices.tiers", tiers}, {"data.clients", "8"}}), {});
            for (const SubModel& level : setup.algorithm->subModels()) {
                found.push_back(level.width);
                if (level.scaling != WidthScaling::Always) found.clear();
            }
            return found;
        };
        QCOMPARE_NEAR(widths("1"), (std::vector<double>{1}), 1e-12);
        QCOMPARE_NEAR(widths("2"), (std::vector<double>{0.4, 1}), 1e-12);
        QCOMPARE_NEAR(widths("3"), (std::vector<double>{0.4, 0.7, 1}), 1e-12);
        QCOMPARE_NEAR(widths("4"), (std::vector<double>{0.4, 0.55, 0.75, 1}), 1e-12);
        QCOMPARE_NEAR(widths("5"), (std::vector<double>{0.4, 0.55, 0.7, 0.85, 1}), 1e-12);
    }
};

QTEST_GUILESS_MAIN(TestScaleFlRounds)
#include "tst_rounds.moc"
