// SPDX-License-Identifier: GPL-3.0-or-later
// Commands to a running loop, alone and from other threads.
#include <QTest>

#include <thread>

#include "core/federation/worker_pool.h"
#include "tests/support/federation.h"

using namespace exitlab;
using namespace exitlab::test;
using Next = RunControl::Next;

namespace {

const std::function<void(bool)> kQuiet = [](bool) {};

/// Waits, at most ten seconds, until something is so.
bool eventually(const std::function<bool()>& so) { return QTest::qWaitFor(so, 10000); }

}  // namespace

class TestRunControl : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void runsByDefault() {
        RunControl control;
        QVERIFY(!control.paused());
        QVERIFY(control.next(kQuiet) == Next::Round);
        QVERIFY(control.next(kQuiet) == Next::Round);
    }

    void stopComesFirst() {
        RunControl control;
        control.checkpointNow();
        control.pause();
        control.stop();
        QVERIFY(control.stopRequested() && control.stopFlag());
        QVERIFY(control.next(kQuiet) == Next::Stop);
        QVERIFY(control.next(kQuiet) == Next::Stop);
    }

    void oneCheckpointPerRequest() {
        RunControl control;
        control.checkpointNow();
        control.checkpointNow();
        QVERIFY(control.next(kQuiet) == Next::Checkpoint);
        QVERIFY(control.next(kQuiet) == Next::Round);
    }

    void checkpointWhilePaused() {
        RunControl control;
        control.pause();
        control.checkpointNow();
        QVERIFY(control.next(kQuiet) == Next::Checkpoint);
        QVERIFY(control.paused());
    }

    void stepRunsOneRoundThenWaits() {
        RunControl control;
        control.step();
        QVERIFY(control.paused());
        QVERIFY(control.next(kQuiet) == Next::Round);
        std::vector<bool> told;
        std::atomic<bool> waiting{false};
        Next answer = Next::Round;
        std::thread loop([&] {
            answer = control.next([&](bool paused) {
                told.push_back(paused);
                waiting = paused;
            });
        });
        QVERIFY(eventually([&] { return waiting.load(); }));
        control.stop();
        loop.join();
        QVERIFY(answer == Next::Stop);
        QCOMPARE(told.front(), true);
    }

    void stepsAddUpAndResumeClearsThem() {
        RunControl control;
        control.step();
        control.step();
        QVERIFY(control.next(kQuiet) == Next::Round);
        QVERIFY(control.next(kQuiet) == Next::Round);
        control.step();
        control.resume();
        QVERIFY(!control.paused());
        control.pause();
        control.stop();
        QVERIFY2(control.next(kQuiet) == Next::Stop, "no step is left over");
    }

    void pauseTellsWhenItBeginsAndEnds() {
        RunControl control;
        control.pause();
        std::vector<bool> told;
        std::atomic<int> count{0};
        Next answer = Next::Stop;
        std::thread loop([&] {
            answer = control.next([&](bool paused) {
                told.push_back(paused);
                ++count;
            });
        });
        QVERIFY(eventually([&] { return count == 1; }));
        control.resume();
        loop.join();
        QVERIFY(answer == Next::Round);
        QCOMPARE(told, (std::vector<bool>{true, false}));
    }

    void theListenerMayCommand() {
        // A window that answers "paused" with a command from the same thread must not lock up.
        RunControl control;
        control.pause();
        const Next answer = control.next([&](bool paused) {
            if (paused) control.resume();
        });
        QVERIFY(answer == Next::Round);
    }

    void manyThreadsCommandAtOnce() {
        RunControl control;
        std::atomic<int> rounds{0};
        std::thread loop([&] {
            for (;;) {
                const Next next = control.next(kQuiet);
                if (next == Next::Stop) return;
                if (next == Next::Round) ++rounds;
                std::this_thread::yield();
            }
        });
        std::vector<std::thread> others;
        for (int i = 0; i < 4; ++i)
            others.emplace_back([&, i] {
                for (int j = 0; j < 200; ++j) {
                    if (i == 0) control.pause();
                    if (i == 1) control.resume();
                    if (i == 2) control.step();
                    if (i == 3) control.checkpointNow();
                }
            });
        for (auto& thread : others) thread.join();
        control.resume();
        QVERIFY(eventually([&] { return rounds > 0; }));
        control.stop();
        loop.join();
    }

    void pausedRunContinuesToTheSameBits() {
        const Experiment experiment = smallExperiment("cafedistill", {{"training.rounds", "3"}});
        const Driven whole = drive(experiment);
        RunSetup setup = prepareRun(engine(), experiment, {});
        RunControl control;
        control.step();
        std::atomic<int> pauses{0};
        Driven stepped;
        std::thread run([&] {
            RoundLoop::Hooks hooks;
            hooks.sink = stepped.told.sink();
            hooks.checkpoint = [](const FederationState&, const NamedTensors&) {};
            hooks.paused = [&](bool paused) { pauses += paused ? 1 : 0; };
            RoundLoop loop(setup, control, std::move(hooks));
            stepped.finished = loop.run();
        });
        for (int k = 1; k <= 2; ++k) {
            const bool waited = eventually([&] { return pauses >= k; });
            if (!waited) control.stop();
            if (k == 1) control.step();
        }
        control.resume();
        run.join();
        QCOMPARE(pauses.load(), 2);
        QCOMPARE(stepped.told.of<RoundFinished>().size(), std::size_t{3});
        QCOMPARE(stepped.finished.weightsSha256, whole.finished.weightsSha256);
    }

    void checkpointNowIsWrittenBetweenRounds() {
        RunSetup setup = prepareRun(engine(), smallExperiment("cafedistill", {{"training.rounds", "2"}}), {});
        RunControl control;
        std::vector<int> rounds;
        RoundLoop::Hooks hooks;
        hooks.sink = [&](const ReportPtr& report) {
            if (const auto* finished = std::get_if<RoundFinished>(report.get()); finished && finished->round == 1)
                control.checkpointNow();
        };
        hooks.checkpoint = [&](const FederationState& state, const NamedTensors& server) {
            rounds.push_back(state.round);
            QVERIFY(server.count("similarity"));
        };
        RoundLoop loop(setup, control, std::move(hooks));
        loop.run();
        QCOMPARE(rounds, (std::vector<int>{1, 2}));
    }

    void stopWithinABatchDropsTheRound() {
        // Rounds of about a minute: a stop must end one within a second.
        RunSetup setup = prepareRun(engine(),
                                    smallExperiment("fedper", {{"training.local_epochs", "1000"},
                                                               {"training.batch", "4"},
                                                               {"model.architecture", "convnet"},
                                                               {"model.padding", "same"},
                                                               {"model.width", "16"},
                                                               {"evaluation.records", "none"}}),
                                    {});
        RunControl control;
        Driven driven;
        std::thread stopper([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            control.stop();
        });
        const auto start = std::chrono::steady_clock::now();
        driven = drive(setup, control);
        stopper.join();
        QVERIFY(std::chrono::steady_clock::now() - start < std::chrono::milliseconds(1200));
        QVERIFY(driven.finished.status == RunStatus::Stopped);
        QCOMPARE(driven.finished.round, 0);
        QVERIFY(driven.told.of<RoundFinished>().empty());
        QVERIFY2(driven.global.equal(driven.initial), "nothing of the round is kept");
        for (const ClientState& client : driven.clients)
            QVERIFY(!client.personal.defined() && !client.velocity.defined());
        QCOMPARE(driven.checkpoints.size(), std::size_t{1});
    }

    void workersShareItemsAndReportTheLowestError() {
        const Settings settings = smallExperiment("fedavg").settings();
        const NetworkPlan plan(settings, {1, 16, 16}, 4);
        WorkerPool pool(plan, 3);
        std::atomic<int> done{0};
        std::vector<int> seen(50);
        pool.run(std::vector<std::int64_t>(50, 1), [&](NetworkSet&, std::size_t i) {
            ++seen[i];
            ++done;
        });
        QCOMPARE(done.load(), 50);
        QCOMPARE(seen, std::vector<int>(50, 1));
        for (int round = 0; round < 20; ++round) {
            try {
                pool.run({1, 2, 3, 4, 5, 6}, [&](NetworkSet&, std::size_t i) {
                    if (i % 2) throw std::runtime_error(std::to_string(i));
                });
                QFAIL("the error was lost");
            } catch (const std::runtime_error& e) {
                QCOMPARE(std::string(e.what()), std::string("1"));
            }
        }
        pool.run({}, [](NetworkSet&, std::size_t) {});
    }
};

QTEST_GUILESS_MAIN(TestRunControl)
#include "tst_run_control.moc"
