// SPDX-License-Identifier: GPL-3.0-or-later
// What is foretold against what a run then takes, for every method.
#include <QTest>

#include <unistd.h>
#include <fstream>
#include <thread>

#include "core/federation/forecast.h"
#include "tests/support/federation.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

const Changes kDevices{{"devices.tiers", "3"}, {"data.public_samples", "40"}, {"training.participation", "0.67"}};

Changes with(Changes changes, const Changes& more) {
    changes.insert(changes.end(), more.begin(), more.end());
    return changes;
}

/// Resident bytes of this process.
std::int64_t resident() {
    std::ifstream file("/proc/self/statm");
    std::int64_t all = 0, pages = 0;
    file >> all >> pages;
    return pages * sysconf(_SC_PAGESIZE);
}

}  // namespace

class TestForecast : public QObject {
    Q_OBJECT

    static void methods() {
        QTest::addColumn<QString>("method");
        for (const MethodInfo& method : engine().methods())
            if (method.id != "failing" && method.id != "faulty")
                QTest::newRow(method.id.c_str()) << QString::fromStdString(method.id);
    }

  private Q_SLOTS:
    void trafficIsWhatTheRunReports_data() { methods(); }
    void trafficIsWhatTheRunReports() {
        QFETCH(QString, method);
        for (const Changes& changes : {Changes{{"data.public_samples", "40"}}, kDevices}) {
            const Experiment experiment = smallExperiment(method.toStdString(), changes);
            const Forecast forecast = forecastOf(engine(), experiment);
            const Driven driven = drive(experiment);
            QCOMPARE(forecast.traffic.upTotal, driven.finished.bytesUp);
            QCOMPARE(forecast.traffic.downTotal, driven.finished.bytesDown);
            QCOMPARE(forecast.traffic.upPerRound * forecast.rounds, static_cast<double>(driven.finished.bytesUp));
            for (const RoundFinished& round : driven.told.of<RoundFinished>())
                QCOMPARE(static_cast<int>(round.cohort.size()), forecast.cohort);
        }
    }

    void lostDevicesSendNothing() {
        const Experiment experiment =
            smallExperiment("fedper", with(kDevices, {{"devices.dropout", "0.6,0.3,0"}, {"training.rounds", "12"}}));
        const Driven driven = drive(experiment);
        const Forecast forecast = forecastOf(engine(), experiment);
        QCOMPARE(forecast.traffic.upTotal, driven.finished.bytesUp);
        QCOMPARE(forecast.traffic.downTotal, driven.finished.bytesDown);
        QVERIFY(forecast.traffic.upTotal < forecast.traffic.downTotal);
    }

    void theProbeWorksForEveryMethod_data() { methods(); }
    void theProbeWorksForEveryMethod() {
        QFETCH(QString, method);
        const Experiment experiment = smallExperiment(method.toStdString(), kDevices);
        RunControl control;
        const auto forecast = probeForecast(engine(), experiment, control, {}, 0.3);
        QVERIFY(forecast && forecast->time);
        QVERIFY(forecast->time->training > 0 && forecast->time->evaluation > 0);
        QVERIFY2(forecast->time->probed < 1.5, qPrintable(QString::number(forecast->time->probed)));
        QVERIFY(forecast->time->total >= 4 * forecast->time->training);
        // What costs nothing to know is the same without a probe.
        Forecast plain = *forecast;
        plain.time.reset();
        QVERIFY(plain == forecastOf(engine(), experiment));
    }

    void secondsAreNearTheTruth() {
        const Experiment experiment = smallExperiment("fedavg", {{"data.glyphs.samples", "4000"},
                                                                 {"model.architecture", "convnet"},
                                                                 {"model.padding", "same"},
                                                                 {"model.width", "16"},
                                                                 {"training.rounds", "3"},
                                                                 {"training.local_epochs", "2"}});
        RunControl control;
        const auto forecast = probeForecast(engine(), experiment, control);
        QVERIFY(forecast && forecast->time);
        const Driven driven = drive(experiment);
        const double ratio = forecast->time->total / driven.finished.seconds;
        // Other programs may use this machine meanwhile.
        QVERIFY2(ratio > 0.25 && ratio < 4, qPrintable(QString::number(ratio)));
    }

    void aProbeCanBeCancelled() {
        RunControl control;
        control.stop();
        QVERIFY(!probeForecast(engine(), smallExperiment("fedavg"), control));
        RunControl later;
        std::thread stopper([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            later.stop();
        });
        const auto forecast =
            probeForecast(engine(), smallExperiment("fedavg", {{"data.glyphs.samples", "20000"}}), later, {}, 30);
        stopper.join();
        QVERIFY(!forecast || forecast->time->probed < 2);
    }

    void memoryIsNearTheTruth() {
        // A network of 2 million weights and six clients that keep their heads: what the process grows by is the run's.
        const Experiment experiment = smallExperiment(
            "fedper", {{"model.width", "1000"}, {"training.rounds", "2"}, {"training.momentum", "0.9"}});
        const Forecast forecast = forecastOf(engine(), experiment);
        const std::int64_t before = resident();
        std::int64_t most = 0;
        RunSetup setup = prepareRun(engine(), experiment, {});
        RunControl control;
        RoundLoop::Hooks hooks;
        hooks.sink = [&](const ReportPtr&) { most = std::max(most, resident()); };
        hooks.checkpoint = [](const FederationState&, const NamedTensors&) {};
        hooks.paused = [](bool) {};
        RoundLoop loop(setup, control, std::move(hooks));
        (void)loop.run();
        const double ratio = static_cast<double>(forecast.memory.total()) / static_cast<double>(most - before);
        QVERIFY2(ratio > 1.0 / 3 && ratio < 3, qPrintable(QString::number(ratio)));
    }

    void impossibleRequestsAreRefusedAsByTheRun() {
        const Experiment experiment =
            smallExperiment("fedper", {{"data.partition.kind", "dirichlet"}, {"data.partition.edits", "0:0=100000"}});
        QVERIFY_EXCEPTION_THROWN((void)forecastOf(engine(), experiment), InputError);
    }
};

QTEST_GUILESS_MAIN(TestForecast)
#include "tst_forecast.moc"
