// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that wait, and runs that branch: what is stored of them.
#include <QTest>

#include <fstream>

#include "core/store/database.h"
#include "core/store/run_rows.h"
#include "core/store/run_store.h"
#include "tests/core/store/store_testing.h"

using namespace exitlab;
using namespace exitlab::testing;
namespace fs = std::filesystem;

class TestQueue : public QObject {
    Q_OBJECT
    QTemporaryDir dir_;
    fs::path path(const std::string& name) const { return fs::path(dir_.path().toStdString()) / name; }

    using Order = std::vector<std::vector<std::int64_t>>;
    static Order order(const RunStore& store) {
        Order runs;
        for (const QueuePlace& place : store.reader().queue()) runs.push_back(place.runs);
        return runs;
    }
    static RunStatus status(const RunStore& store, std::int64_t run) { return store.reader().find(run)->status; }

    /// A checkpoint file of a few bytes, listed under the round.
    static void writeCheckpoint(RunStore& store, std::int64_t run, int round, const std::string& text) {
        const fs::path file = store.filesDir(run) / ("checkpoint-" + std::to_string(round));
        std::ofstream(file) << text;
        store.addCheckpoint(run, {round, file, static_cast<std::int64_t>(text.size()), "sha-" + text}, 0);
    }

  private slots:
    void orderIsKeptOverARestart() {
        std::vector<std::int64_t> r;
        {
            RunStore store(path("order.db"));
            for (int i = 0; i < 6; ++i) r.push_back(store.createRun(experiment()));
            QVERIFY(order(store).empty());
            store.enqueue({r[0], r[1]});
            store.enqueue({r[2], r[3]}, true);
            store.enqueue({r[4]});
            QVERIFY((order(store) == Order{{r[0]}, {r[1]}, {r[2], r[3]}, {r[4]}}));
            store.moveInQueue(r[3], 0);  // the race moves as one
            QVERIFY((order(store) == Order{{r[2], r[3]}, {r[0]}, {r[1]}, {r[4]}}));
            store.moveInQueue(r[2], 99);
            store.moveInQueue(r[4], -5);
            QVERIFY((order(store) == Order{{r[4]}, {r[0]}, {r[1]}, {r[2], r[3]}}));
            store.enqueue({r[0]});  // again: to the end
            QVERIFY((order(store) == Order{{r[4]}, {r[1]}, {r[2], r[3]}, {r[0]}}));
            QVERIFY(!store.reader().queuePaused());
            store.setQueuePaused(true);
            QVERIFY(!errorOf([&] { store.moveInQueue(r[5], 0); }, Error::Kind::Usage).empty());
            QVERIFY(!errorOf([&] { store.enqueue({77}); }, Error::Kind::Usage).empty());
        }
        RunStore store(path("order.db"));
        QVERIFY((order(store) == Order{{r[4]}, {r[1]}, {r[2], r[3]}, {r[0]}}));
        QVERIFY(store.reader().queuePaused());
    }

    void claimedOneAfterAnother() {
        RunStore store(path("claim.db"));
        std::vector<std::int64_t> r;
        for (int i = 0; i < 3; ++i) r.push_back(store.createRun(experiment()));
        store.enqueue({r[0]});
        store.enqueue({r[1], r[2]}, true);
        QVERIFY(store.claimNext() == std::vector<std::int64_t>{r[0]});
        QCOMPARE(int(status(store, r[0])), int(RunStatus::Running));
        // It keeps its place while it is driven; the next claim passes it over.
        QCOMPARE(order(store).size(), std::size_t(2));
        QVERIFY((store.claimNext() == std::vector<std::int64_t>{r[1], r[2]}));
        QVERIFY(store.claimNext().empty());
        // One that is being driven cannot be queued again, nor one that has finished.
        QVERIFY(!errorOf([&] { store.enqueue({r[0]}); }, Error::Kind::Usage).empty());
        store.append(r[0], makeReport(finished(1)));
        store.flush();
        store.finishInQueue(r[0]);
        QVERIFY(!errorOf([&] { store.enqueue({r[0]}); }, Error::Kind::Usage).empty());
        QVERIFY((order(store) == Order{{r[1], r[2]}}));
    }

    void whatACrashInterruptsComesFirstAgain() {
        std::vector<std::int64_t> r;
        {
            RunStore store(path("crash.db"));
            for (int i = 0; i < 2; ++i) r.push_back(store.createRun(experiment()));
            store.enqueue(r);
            QCOMPARE(store.claimNext().size(), std::size_t(1));
        }  // the process ends without finishing it
        RunStore store(path("crash.db"));
        QCOMPARE(int(status(store, r[0])), int(RunStatus::Interrupted));
        QVERIFY((order(store) == Order{{r[0]}, {r[1]}}));
        QVERIFY(store.claimNext() == std::vector<std::int64_t>{r[0]});
    }

    void removedAndTrashed() {
        RunStore store(path("remove.db"));
        std::vector<std::int64_t> r;
        for (int i = 0; i < 4; ++i) r.push_back(store.createRun(experiment()));
        store.append(r[1], makeReport(started()));
        store.flush();
        store.setStatus(r[1], RunStatus::Stopped);
        store.enqueue(r);
        QVERIFY(store.removeFromQueue(r[0]));
        QVERIFY(!store.removeFromQueue(r[0]));
        // One that has told nothing goes to the trash, from where it can be restored.
        QCOMPARE(store.reader().list(true).size(), std::size_t(1));
        QCOMPARE(store.reader().list(true).front().id, r[0]);
        QVERIFY(store.removeFromQueue(r[1]));
        QCOMPARE(int(status(store, r[1])), int(RunStatus::Stopped));
        QCOMPARE(store.reader().list().size(), std::size_t(3));
        // The trash is not driven; what is removed for good is in no queue.
        store.setTrashed(r[2], true);
        QVERIFY((order(store) == Order{{r[3]}}));
        store.remove(r[3]);
        QVERIFY(order(store).empty());
        QVERIFY(store.claimNext().empty());
    }

    void aBranchHasTheHistoryOfItsParent() {
        RunStore store(path("branch.db"));
        const std::int64_t parent = store.createRun(experiment());
        std::vector<ReportPtr> told{makeReport(started())};
        for (int k = 1; k <= 3; ++k)
            for (const ReportPtr& report : round(k)) told.push_back(report);
        told.push_back(makeReport(finished(3)));
        for (const ReportPtr& report : told) store.append(parent, report);
        store.flush();
        writeCheckpoint(store, parent, 2, "second");
        writeCheckpoint(store, parent, 3, "third");
        const std::int64_t branch = store.createBranch(parent, 2, experiment(11));
        const RunReader reader = store.reader();
        std::vector<ReportPtr> expected;
        for (const ReportPtr& report : told) {
            const int at = std::visit(
                [](const auto& body) {
                    if constexpr (requires { body.round; })
                        return body.round;
                    else
                        return 0;
                },
                *report);
            if (at <= 2) expected.push_back(report);
        }
        QVERIFY(same(reader.reports(branch, true), expected));
        const RunSummary summary = reader.find(branch).value();
        QCOMPARE(int(summary.status), int(RunStatus::Queued));
        QCOMPARE(summary.parent, parent);
        QCOMPARE(summary.parentRound, 2);
        QCOMPARE(summary.completed, 2);
        QCOMPARE(summary.checkpointRound, 2);
        QCOMPARE(summary.experiment, experiment(11).toText());
        QCOMPARE(summary.clients, reader.find(parent)->clients);
        const auto checkpoints = reader.checkpoints(branch);
        QCOMPARE(checkpoints.size(), std::size_t(1));
        QCOMPARE(checkpoints.front().sha256, std::string("sha-second"));
        QCOMPARE(readText(checkpoints.front().file), std::string("second"));
        // The parent is as it was, and the branch outlives it.
        QVERIFY(same(reader.reports(parent, true), told));
        store.remove(parent);
        QCOMPARE(store.reader().find(branch)->parent, std::int64_t(0));
        QVERIFY(same(store.reader().reports(branch, true), expected));
    }

    void aRoundWithoutACheckpointIsNamed() {
        RunStore store(path("nowhere.db"));
        const std::int64_t run = store.createRun(experiment());
        QVERIFY(errorOf([&] { store.createBranch(run, 4, experiment()); }, Error::Kind::Usage).find("has none") !=
                std::string::npos);
        writeCheckpoint(store, run, 2, "x");
        const std::string error = errorOf([&] { store.createBranch(run, 4, experiment()); }, Error::Kind::Usage);
        QVERIFY2(error.find("rounds 2") != std::string::npos, error.c_str());
        QCOMPARE(store.reader().list().size(), std::size_t(1));
    }

    void groupsAreStored() {
        RunStore store(path("group.db"));
        const std::int64_t a = store.createRun(experiment(), "sweep-1"), b = store.createRun(experiment());
        store.setGroup(b, "race-2");
        QCOMPARE(store.reader().find(a)->group, std::string("sweep-1"));
        QCOMPARE(store.reader().find(b)->group, std::string("race-2"));
        QVERIFY(!errorOf([&] { store.setGroup(9, "x"); }, Error::Kind::Usage).empty());
    }

    void theSecondVersionOpens() {
        const fs::path file = path("second.db");
        std::vector<ReportPtr> told{makeReport(started())};
        std::int64_t run = 0;
        {
            const auto& all = schemaMigrations();
            const auto connection = openForWriting(file, {all[0], all[1]});
            NewRun row;
            row.name = "Trial";
            row.method = "fedavg";
            row.dataset = "glyphs";
            row.configuration = experiment().toText();
            run = insertRun(*connection, row);
            for (const ReportPtr& report : round(1)) told.push_back(report);
            // Driven by a process that is gone: the number was given to another one since.
            ProcessIdentity gone = currentProcess();
            ++gone.started;
            for (const ReportPtr& report : told) storeReport(*connection, run, *report, gone);
            QCOMPARE(connection->database().execAndGet("PRAGMA user_version").getInt(), 2);
        }
        RunStore store(file);
        QVERIFY(same(store.reader().reports(run, true), told));
        QVERIFY(order(store).empty());
        QCOMPARE(store.reader().find(run)->parent, std::int64_t(0));
        QVERIFY(store.reader().find(run)->group.empty());
        // What it could not hold before it holds now.
        RunStarted begun = started();
        begun.devices = {{0, 1e9, 1.25e6}, {1, 2e9, 2.5e6}, {1, 2e9, 2.5e6}};
        RoundFinished done;
        done.round = 2;
        done.cohort = {0, 2};
        done.costs = {{0, 10, 20, 0.5}, {2, 1LL << 40, 7, kNaN}};
        const std::int64_t next = store.createRun(experiment());
        store.append(next, makeReport(begun));
        store.append(next, makeReport(done));
        store.flush();
        QVERIFY(same(store.reader().reports(next), {makeReport(begun), makeReport(done)}));
        store.enqueue({run}, false);
        QVERIFY((order(store) == Order{{run}}));
    }
};

QTEST_GUILESS_MAIN(TestQueue)
#include "tst_queue.moc"
