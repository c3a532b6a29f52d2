// SPDX-License-Identifier: GPL-3.0-or-later
// ExclusiveFL against the independent reference, and who takes part.
#include <QTest>

#include "core/base/error.h"
#include "plugins/exclusivefl/exclusivefl.h"
#include "tests/support/golden_rounds.h"
#include "tests/support/resumed.h"

using namespace exitlab;
using namespace exitlab::test;

class TestExclusiveFl : public QObject {
    Q_OBJECT

    static Experiment three(const Changes& more = {}) {
        Changes changes{{"devices.tiers", "3"}, {"devices.assignment", "blocks"}};
        changes.insert(changes.end(), more.begin(), more.end());
        return smallExperiment("exclusivefl", changes);
    }

  private Q_SLOTS:
    void golden_data() {
        QTest::addColumn<int>("level");
        for (int level = 0; level < 3; ++level) QTest::addRow("level %d", level) << level;
    }
    void golden() {
        QFETCH(int, level);
        const Json g = test::golden("exclusivefl_rounds");
        const Json variant = g.at("variants").at("level_" + std::to_string(level));
        RunSetup setup = goldenSetup(g, "exclusivefl",
                                     {{"devices.tiers", "3"},
                                      {"training.optimizer_state", "reset"},
                                      {"algorithm.level", std::to_string(level + 1)}},
                                     variant.at("cohorts"));
        const SpanTable& spans = setup.plan->spans();
        const std::vector<AfterRound> rounds = runGolden(setup, g.at("initial"));
        QCOMPARE(rounds.size(), variant.at("rounds").size());
        for (std::size_t t = 0; t < rounds.size(); ++t) {
            const Json& expected = variant.at("rounds")[t];
            compareValues(spans, rounds[t].global(), expected.at("server"));
            std::vector<std::int64_t> samples;
            for (const int client : expected.at("cohort").get<std::vector<int>>())
                samples.push_back(g.at("clients")[static_cast<std::size_t>(client)].at("samples").get<std::int64_t>());
            compareLoss(rounds[t].told.of<LossMeasured>().at(0), expected.at("losses"), samples);
            // What lies above the level is nobody's: the same bits for ever.
            for (const TensorSpan& span : spans.spans)
                if (span.index > level)
                    QVERIFY(
                        sameBits(slice(spans, rounds[t].global(), span.name), toTensor(g.at("initial").at(span.name))));
        }
    }

    void withOneTierItIsFedAvg() {
        for (const char* level : {"0", "1"}) {
            const Driven exclusive = drive(smallExperiment("exclusivefl", {{"algorithm.level", level}}));
            const Driven average = drive(smallExperiment("fedavg"));
            QVERIFY(sameValues(exclusive, average));
            QCOMPARE(exclusive.finished.bytesUp, average.finished.bytesUp);
        }
        QVERIFY(!sameValues(drive(three()), drive(smallExperiment("fedavg"))));
    }

    /// Half of 6 clients are 3 per round; of the largest tier there are only 2.
    void onlyAbleClientsTakePart() {
        for (int level = 1; level <= 3; ++level) {
            RunSetup setup = prepareRun(engine(), three({{"algorithm.level", std::to_string(level)}}), {});
            for (int round = 0; round < 20; ++round) {
                const std::vector<int> cohort = drawCohort(*setup.algorithm, setup.experiment.seed(), round);
                QCOMPARE(cohort.size(), level == 3 ? std::size_t{2} : std::size_t{3});
                for (const int client : cohort) QVERIFY(setup.fleet.tier(client) + 1 >= level);
            }
        }
    }

    void traffic() {
        const Experiment experiment = three({{"algorithm.level", "2"}});
        RunSetup setup = prepareRun(engine(), experiment, {});
        std::int64_t one = 0;
        for (const TensorSpan& span : setup.plan->spans().spans)
            if (span.index <= 1) one += 4 * span.numel;
        RunControl control;
        const Driven driven = drive(setup, control);
        QCOMPARE(driven.finished.bytesUp, 4 * 3 * one);
        QCOMPARE(driven.finished.bytesDown, 4 * 3 * one);
    }

    void wrongLevelsAreRefused() {
        const auto asked = [](const Changes& changes) {
            const RunSetup setup = prepareRun(engine(), three(changes), {});
            (void)drawCohort(*setup.algorithm, 1, 0);
        };
        QVERIFY_EXCEPTION_THROWN(asked({{"algorithm.level", "4"}}), InputError);
        // Nobody has a device of the largest tier.
        QVERIFY_EXCEPTION_THROWN(asked({{"devices.mix", "custom"}, {"devices.shares", "1,1,0"}}), InputError);
        asked({{"devices.mix", "custom"}, {"devices.shares", "1,1,0"}, {"algorithm.level", "2"}});
    }

    /// A forecast knows one client, whatever its device.
    void everyLevelHasAForecast() {
        for (const char* level : {"0", "1", "2", "3"})
            QVERIFY(costOf(engine(), three({{"algorithm.level", level}}), {}).uplinkBytes > 0);
    }

    void independentOfWorkersAndCheckpoints() {
        QCOMPARE(outcomeDepends(three({{"algorithm.level", "2"}}), 2), std::string());
    }

    void learns() {
        const Driven driven =
            drive(three({{"algorithm.level", "2"}, {"training.rounds", "12"}, {"training.participation", "1"}}));
        QVERIFY(driven.finished.accuracy.at(0) > 0.5);
        QVERIFY(driven.finished.accuracy.at(1) > 0.5);
        QVERIFY2(driven.finished.accuracy.at(2) < driven.finished.accuracy.at(1), "nobody trained the last exit");
    }
};

QTEST_GUILESS_MAIN(TestExclusiveFl)
#include "tst_rounds.moc"
