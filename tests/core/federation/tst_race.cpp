// SPDX-License-Identifier: GPL-3.0-or-later
// Several runs in lock-step.
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <mutex>
#include <thread>

#include "core/federation/race.h"
#include "core/store/run_store.h"
#include "tests/support/federation.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

/// What was told, by whom, in the order it came.
struct Told {
    std::size_t entry;
    ReportPtr report;
};

std::vector<Race::Entry> entriesOf(RunStore& store, const std::vector<Experiment>& experiments) {
    std::vector<Race::Entry> entries;
    for (const Experiment& experiment : experiments) entries.push_back({experiment, store.createRun(experiment)});
    return entries;
}

template <class T>
std::vector<T> of(const std::vector<Told>& told, std::size_t entry) {
    std::vector<T> found;
    for (const Told& one : told)
        if (const auto* body = std::get_if<T>(one.report.get()); body && one.entry == entry) found.push_back(*body);
    return found;
}

}  // namespace

class TestRace : public QObject {
    Q_OBJECT

    QTemporaryDir dir_;
    std::filesystem::path database(const char* name) const { return dir_.filePath(name).toStdString(); }

  private Q_SLOTS:
    void roundsInTurnToTheResultsAlone() {
        RunStore store(database("turns.db"));
        const std::vector<Experiment> experiments{smallExperiment("cafedistill"), smallExperiment("fedper"),
                                                  smallExperiment("fedavg")};
        const auto entries = entriesOf(store, experiments);
        Race race(engine(), store, entries);
        std::vector<Told> told;
        std::atomic<int> inside{0};
        std::atomic<bool> together{false};
        const auto results = race.drive([&](std::size_t entry, const ReportPtr& report) {
            if (++inside > 1) together = true;
            told.push_back({entry, report});
            --inside;
        });
        QVERIFY2(!together, "only one advances at a time");

        // First all prepare, then a round each, in the order given.
        std::vector<std::pair<std::size_t, int>> turns, expected;
        for (const Told& one : told) {
            if (std::holds_alternative<RunStarted>(*one.report)) turns.emplace_back(one.entry, 0);
            if (const auto* round = std::get_if<RoundFinished>(one.report.get()))
                turns.emplace_back(one.entry, round->round);
        }
        for (int round = 0; round <= 4; ++round)
            for (std::size_t i = 0; i < 3; ++i) expected.emplace_back(i, round);
        QVERIFY(turns == expected);
        // Nobody else's report falls between the first and the last of a turn.
        for (std::size_t i = 1; i < told.size(); ++i) {
            const ReportBody& last = *told[i - 1].report;
            if (told[i].entry != told[i - 1].entry)
                QVERIFY(std::holds_alternative<RunStarted>(last) || std::holds_alternative<RoundFinished>(last) ||
                        std::holds_alternative<RunFinished>(last));
        }

        const RunReader reader = store.reader();
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(results[i].status == RunStatus::Finished);
            // The same bits as alone, and stored as any run.
            QCOMPARE(results[i].weightsSha256, drive(experiments[i]).finished.weightsSha256);
            const auto stored = reader.find(entries[i].run);
            QVERIFY(stored && stored->status == RunStatus::Finished);
            QCOMPARE(stored->weightsSha256, results[i].weightsSha256);
            // One partition, one stream of cohorts.
            QCOMPARE(of<RunStarted>(told, i).front().labels, of<RunStarted>(told, 0).front().labels);
            for (std::size_t round = 0; round < 4; ++round)
                QVERIFY(of<RoundFinished>(told, i)[round].cohort == of<RoundFinished>(told, 0)[round].cohort);
        }
        QVERIFY(results[0].weightsSha256 != results[1].weightsSha256);
    }

    void lengthsMayDiffer() {
        RunStore store(database("lengths.db"));
        Race race(engine(), store,
                  entriesOf(store, {smallExperiment("fedper", {{"training.rounds", "1"}}), smallExperiment("local")}));
        const auto results = race.drive({});
        QCOMPARE(results[0].round, 1);
        QCOMPARE(results[1].round, 4);
    }

    void whoFailsLeaves() {
        RunStore store(database("failing.db"));
        const auto entries =
            entriesOf(store, {smallExperiment("fedper"), smallExperiment("failing", {{"algorithm.client", "-1"}}),
                              // Fails before it starts: no such data.
                              smallExperiment("local", {{"data.dataset", "cifar-10"}}), smallExperiment("fedavg")});
        Race race(engine(), store, entries, {dir_.filePath("nothing").toStdString()});
        std::vector<Told> told;
        const auto results = race.drive([&](std::size_t entry, const ReportPtr& report) {
            told.push_back({entry, report});
        });
        QVERIFY(results[1].status == RunStatus::Failed);
        QVERIFY2(results[1].error.find("battery empty") != std::string::npos, results[1].error.c_str());
        QVERIFY(results[2].status == RunStatus::Failed && !results[2].error.empty());
        QVERIFY(store.reader().find(entries[1].run)->status == RunStatus::Failed);
        for (const std::size_t i : {std::size_t{0}, std::size_t{3}}) {
            QVERIFY(results[i].status == RunStatus::Finished);
            QCOMPARE(of<RoundFinished>(told, i).size(), std::size_t{4});
        }
    }

    void aThrowingSinkFailsItsRunOnly() {
        RunStore store(database("sink.db"));
        Race race(engine(), store, entriesOf(store, {smallExperiment("fedper"), smallExperiment("local")}));
        const auto results = race.drive([](std::size_t entry, const ReportPtr& report) {
            if (entry == 0 && std::holds_alternative<RoundFinished>(*report)) throw std::runtime_error("full");
        });
        QVERIFY(results[0].status == RunStatus::Failed);
        QCOMPARE(results[0].error, std::string("full"));
        QVERIFY(results[1].status == RunStatus::Finished);
    }

    void stopStopsAll() {
        RunStore store(database("stop.db"));
        const auto entries = entriesOf(store, {smallExperiment("fedper", {{"training.rounds", "1000"}}),
                                               smallExperiment("local", {{"training.rounds", "1000"}}),
                                               smallExperiment("fedavg", {{"training.rounds", "1000"}})});
        Race race(engine(), store, entries);
        const auto results = race.drive([&](std::size_t entry, const ReportPtr& report) {
            // In the turn of the second.
            if (const auto* round = std::get_if<RoundFinished>(report.get()); round && entry == 1 && round->round == 2)
                race.stop();
        });
        const int reached[] = {2, 2, 1};
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(results[i].status == RunStatus::Stopped);
            QCOMPARE(results[i].round, reached[i]);
            // Each can be continued.
            QCOMPARE(store.reader().checkpoints(entries[i].run).back().round, reached[i]);
        }
    }

    void pauseStepAndCheckpointAll() {
        RunStore store(database("pause.db"));
        std::vector<std::int64_t> runs;
        for (const char* method : {"fedper", "local", "fedavg"})
            runs.push_back(store.createRun(smallExperiment(
                method, {{"training.rounds", "1000"}, {"run.checkpoint_every", "0"}, {"run.checkpoint_keep", "0"}})));
        Race race(engine(), store, runs);
        std::mutex mutex;
        std::vector<int> rounds(3, 0);
        int written = 0;
        const auto now = [&] {
            const std::lock_guard lock(mutex);
            return rounds;
        };
        const auto checkpoints = [&] {
            const std::lock_guard lock(mutex);
            return written;
        };
        const auto paused = [&] {
            const RunReader reader = store.reader();
            return std::all_of(runs.begin(), runs.end(),
                               [&](auto run) { return reader.find(run)->status == RunStatus::Paused; });
        };
        race.pause();
        std::vector<RunFinished> results;
        std::thread driver([&] {
            results = race.drive([&](std::size_t entry, const ReportPtr& report) {
                const std::lock_guard lock(mutex);
                if (const auto* round = std::get_if<RoundFinished>(report.get())) rounds[entry] = round->round;
                written += std::holds_alternative<CheckpointWritten>(*report);
            });
        });
        QTRY_VERIFY(paused());
        QVERIFY(now() == std::vector<int>(3, 0));
        for (int step = 1; step <= 2; ++step) {
            race.step();
            QTRY_VERIFY(now() == std::vector<int>(3, step));
            QTRY_VERIFY(paused());
            QTest::qWait(50);
            QVERIFY(now() == std::vector<int>(3, step));
        }
        // While all wait, each writes the checkpoint that is asked for.
        race.checkpointNow();
        QTRY_COMPARE(checkpoints(), 3);
        QVERIFY(now() == std::vector<int>(3, 2));
        race.resume();
        QTRY_VERIFY(now()[2] >= 4);
        race.stop();
        driver.join();
        for (const RunFinished& result : results) QVERIFY(result.status == RunStatus::Stopped);
        QVERIFY(store.reader().queue().empty());
    }

    void aRaceGoesOnFromItsCheckpoints() {
        RunStore store(database("again.db"));
        std::vector<std::int64_t> runs;
        for (const char* method : {"fedper", "fedavg"}) runs.push_back(store.createRun(smallExperiment(method)));
        Race first(engine(), store, runs);
        first.drive([&](std::size_t entry, const ReportPtr& report) {
            if (const auto* round = std::get_if<RoundFinished>(report.get()); round && entry == 1 && round->round == 2)
                first.stop();
        });
        Race second(engine(), store, runs);
        const auto results = second.drive({});
        for (std::size_t i = 0; i < 2; ++i) {
            QVERIFY(results[i].status == RunStatus::Finished);
            QCOMPARE(results[i].weightsSha256,
                     drive(smallExperiment(i == 0 ? "fedper" : "fedavg")).finished.weightsSha256);
        }
    }
};

QTEST_GUILESS_MAIN(TestRace)
#include "tst_race.moc"
