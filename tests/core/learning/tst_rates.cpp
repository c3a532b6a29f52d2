// SPDX-License-Identifier: GPL-3.0-or-later
// Learning rates over the rounds, and the list of milestones.
#include <QTest>

#include <cmath>

#include "core/base/error.h"
#include "core/config/derived.h"
#include "core/learning/rates.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

class TestRates : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void exponential() {
        const RateSchedule schedule{RateSchedule::Kind::Exponential, 0.1, 0.5};
        QCOMPARE(schedule.at(0), 0.1);
        QCOMPARE(schedule.at(3), 0.0125);
    }

    void cosine() {
        RateSchedule schedule{RateSchedule::Kind::Cosine, 0.5, 1, 0.1, 10};
        QCOMPARE(schedule.at(0), 0.5);
        QVERIFY(std::abs(schedule.at(5) - 0.25) < 1e-15);
        // 0.25 (1 + cos(0.2 pi)).
        QVERIFY(std::abs(schedule.at(2) - 0.25 * (1 + 0.80901699437494745)) < 1e-15);
        // Below the minimum (from done = 8 on: 0.25 (1 - 0.809) = 0.048) the rate stays there.
        for (int t = 0; t < 7; ++t) QVERIFY(schedule.at(t + 1) < schedule.at(t));
        for (const int t : {8, 10, 25}) QCOMPARE(schedule.at(t), 0.1);
        schedule.minimum = 0;
        QVERIFY(std::abs(schedule.at(10)) < 1e-15);
        schedule.rounds = 0;
        QCOMPARE(schedule.at(0), 0.5);
    }

    void steps() {
        RateSchedule schedule{RateSchedule::Kind::Steps, 1, 0.1};
        QCOMPARE(schedule.at(1000), 1.0);
        schedule.milestones = {3, 6};
        QCOMPARE(schedule.at(2), 1.0);
        QCOMPARE(schedule.at(3), 0.1);
        QCOMPARE(schedule.at(5), 0.1);
        QVERIFY(std::abs(schedule.at(6) - 0.01) < 1e-17);
    }

    void cosineCountsRoundsFromOne() {
        const Settings s = modelSettings({{"training.lr", "0.05"},
                                          {"training.lr_schedule", "cosine"},
                                          {"training.lr_min", "0.001"},
                                          {"training.rounds", "1000"}});
        QVERIFY(std::abs(roundRate(s, 499) - 0.025) < 1e-12);
        QVERIFY(roundRate(s, 0) < 0.05 && roundRate(s, 0) > 0.04999);
        QCOMPARE(roundRate(s, 999), 0.001);
        for (const Json& one : golden("ree_module").at("schedules").at("cosine")) {
            RateSchedule schedule;
            schedule.kind = RateSchedule::Kind::Cosine;
            schedule.rate = one.at("first");
            schedule.minimum = one.at("least");
            schedule.rounds = one.at("rounds");
            QVERIFY(std::abs(schedule.at(one.at("t")) - one.at("value").get<double>()) < 1e-9);
        }
    }

    void rampOfDistillation() {
        for (const Json& one : golden("ree_module").at("schedules").at("kd_weight"))
            QVERIFY(std::abs(distillationRamp(one.at("t"), one.at("horizon")) - one.at("value").get<double>()) < 1e-8);
        QCOMPARE(distillationRamp(150, 300), std::exp(-1.25));
        QCOMPARE(distillationRamp(300, 300), 1.0);
        QCOMPARE(distillationRamp(5000, 300), 1.0);
    }

    void stepsOfARun() {
        const Settings s = modelSettings({{"training.lr", "1"},
                                          {"training.lr_schedule", "steps"},
                                          {"training.lr_milestones", " 2, 4 "},
                                          {"training.lr_factor", "0.1"}});
        std::vector<double> rates;
        for (int round = 0; round < 6; ++round) rates.push_back(roundRate(s, round));
        const std::vector<double> expected{1, 1, 0.1, 0.1, 0.01, 0.01};
        for (std::size_t i = 0; i < rates.size(); ++i) QVERIFY(std::abs(rates[i] - expected[i]) < 1e-12);
        QVERIFY(parseMilestones("x", " ").empty());
        QVERIFY_EXCEPTION_THROWN(rateKindFrom("training.schedule", "linear"), InputError);
    }

    void brokenMilestones_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {",", "1,", "ten", "1.5", "0", "-3", "5,5", "9,3", "99999999999999999999", "1 2"})
            QTest::newRow(text) << text;
    }
    void brokenMilestones() {
        QFETCH(QString, text);
        try {
            parseMilestones("training.lr_milestones", text.toStdString());
            QFAIL("it was taken");
        } catch (const InputError& e) {
            QVERIFY2(std::string(e.what()).rfind("training.lr_milestones: expected rounds", 0) == 0, e.what());
        }
    }

    void aRunFollowsItsSchedule() {
        const Driven run = drive(smallExperiment(
            "fedavg", {{"training.lr_schedule", "steps"}, {"training.lr_milestones", "2"}, {"training.lr", "0.04"}}));
        std::vector<double> told;
        for (const LossMeasured& loss : run.told.of<LossMeasured>()) told.push_back(loss.learningRate);
        QCOMPARE(told.size(), std::size_t{4});
        QVERIFY(told[1] == 0.04 && std::abs(told[2] - 0.004) < 1e-12);
    }
};

QTEST_GUILESS_MAIN(TestRates)
#include "tst_rates.moc"
