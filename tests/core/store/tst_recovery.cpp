// SPDX-License-Identifier: GPL-3.0-or-later
// Processes that die, disks that fill up.
#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/resource.h>
#include <unistd.h>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <cstdio>
#include <cstring>

#include "core/store/process.h"
#include "core/store/run_store.h"
#include "tests/core/store/store_testing.h"

using namespace exitlab;
using namespace exitlab::testing;
namespace fs = std::filesystem;

namespace {

/// The other process: drives a run, says "ready" after each flushed round, then waits to be killed.
int drive(const char* database, int rounds) {
    RunStore store{fs::path(database)};
    const std::int64_t run = store.createRun(experiment());
    store.append(run, makeReport(started()));
    for (int k = 1; k <= rounds; ++k) {
        for (const auto& report : round(k)) store.append(run, report);
        store.flush();
        std::printf("ready\n");
        std::fflush(stdout);
    }
    ::pause();
    return 0;
}

}  // namespace

class TestRecovery : public QObject {
    Q_OBJECT
    QTemporaryDir dir_;
    fs::path path(const char* name) const { return fs::path(dir_.path().toStdString()) / name; }

    static bool startDriver(QProcess& process, const fs::path& database, int rounds) {
        process.start(QCoreApplication::applicationFilePath(),
                      {"--drive", QString::fromStdString(database.string()), QString::number(rounds)});
        return process.waitForStarted();
    }
    static bool waitReady(QProcess& process, int times) {
        QByteArray seen;
        QElapsedTimer timer;
        timer.start();
        while (seen.count("ready") < times && timer.elapsed() < 30000) {
            process.waitForReadyRead(1000);
            seen += process.readAllStandardOutput();
        }
        return seen.count("ready") >= times;
    }

  private slots:
    void killedRunIsInterruptedAndLivingRunIsLeftAlone() {
        const fs::path file = path("killed.db");
        QProcess process;
        QVERIFY(startDriver(process, file, 2));
        QVERIFY(waitReady(process, 2));
        {
            // A second program on the same database while the first still runs.
            RunStore store(file);
            QCOMPARE(store.reader().find(1)->status, RunStatus::Running);
            const std::int64_t mine = store.createRun(experiment());
            store.setStatus(mine, RunStatus::Running);
            store.setStatus(mine, RunStatus::Stopped);
            QVERIFY(!errorOf([&] { store.remove(1); }, Error::Kind::Usage).empty());
        }
        QCOMPARE(RunReader(file).find(1)->status, RunStatus::Running);
        process.kill();
        QVERIFY(process.waitForFinished());
        RunStore store(file);
        const RunSummary summary = store.reader().find(1).value();
        QCOMPARE(summary.status, RunStatus::Interrupted);
        QCOMPARE(summary.completed, 2);
        // What was flushed is there, bit for bit.
        std::vector<ReportPtr> told = {makeReport(started())};
        for (int k = 1; k <= 2; ++k)
            for (const auto& report : round(k)) told.push_back(report);
        QVERIFY(same(store.reader().reports(1, true), told));
        store.remove(1);
    }
    void killedAtAnyInstantOpensClean() {
        for (int i = 0; i < 8; ++i) {
            const fs::path file = path(("instant" + std::to_string(i) + ".db").c_str());
            QProcess process;
            QVERIFY(startDriver(process, file, 200));
            if (i > 0) QVERIFY(waitReady(process, 1));
            QTest::qSleep(i == 0 ? 3 : 7 * i);
            process.kill();
            process.waitForFinished();
            RunStore store(file);
            const auto runs = store.reader().list();
            if (runs.empty()) continue;  // killed before it was registered
            QVERIFY(runs.front().status == RunStatus::Interrupted || runs.front().status == RunStatus::Queued);
            const auto reports = store.reader().reports(1, true);
            std::size_t expected = 0;
            bool prefix = true;
            for (const auto& report : reports) {
                const ReportPtr told =
                    expected == 0 ? makeReport(started())
                                  : round(static_cast<int>((expected - 1) / kPerRound) + 1)[(expected - 1) % kPerRound];
                prefix = prefix && *told == *report;
                ++expected;
            }
            QVERIFY(prefix);
            if (i > 0) QVERIFY(reports.size() >= 1 + kPerRound);
        }
    }
    void pidsOfOtherTimesAndMachines() {
        const ProcessIdentity me = currentProcess();
        QVERIFY(me.started > 0 && !me.boot.empty() && !me.host.empty());
        const std::int64_t now = secondsNow();
        QVERIFY(!isGone(me, now, now));
        QVERIFY(!isGone(me, 0, now));  // a living process may be busy for long
        ProcessIdentity other = me;
        other.started -= 1;  // the same pid, given to a later process
        QVERIFY(isGone(other, now, now));
        other = me;
        other.boot = "before the power failure";
        QVERIFY(isGone(other, now, now));
        other = me;
        other.pid = 0;
        QVERIFY(isGone(other, now, now));
        other.host = "another machine";
        QVERIFY(!isGone(other, now - 100, now));
        QVERIFY(isGone(other, now - 200, now));
    }
    void fakedPidIsInterrupted() {
        const fs::path file = path("faked.db");
        RunStore first(file);
        const std::int64_t run = first.createRun(experiment());
        first.setStatus(run, RunStatus::Paused);
        SQLite::Database raw(file.string(), SQLite::OPEN_READWRITE, 1000);
        { RunStore second(file); }
        QCOMPARE(first.reader().find(run)->status, RunStatus::Paused);  // this process lives
        raw.exec("UPDATE run SET owner_boot = 'another boot'");
        { RunStore second(file); }
        QCOMPARE(first.reader().find(run)->status, RunStatus::Interrupted);
    }
    void closedStoreInterruptsWhatItDrove() {
        const fs::path file = path("closed.db");
        std::int64_t run = 0;
        {
            RunStore store(file);
            run = store.createRun(experiment());
            store.append(run, makeReport(started()));
        }
        const RunSummary summary = RunReader(file).find(run).value();
        QCOMPARE(summary.status, RunStatus::Interrupted);
        QCOMPARE(RunReader(file).reports(run).size(), std::size_t(1));  // stored without a flush
    }

    void fullDisk() {
        const fs::path file = path("full.db");
        RunStore store(file);
        const std::int64_t run = store.createRun(experiment());
        std::vector<ReportPtr> told = {makeReport(started())};
        store.append(run, told.back());
        store.flush();
        QVERIFY(store.problem().empty());

        // No file of this process may grow beyond a limit: writing fails as on a full disk.
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit unlimited{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &unlimited), 0);
        rlimit tight = unlimited;
        tight.rlim_cur = 64 * 1024;
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
        for (int k = 1; k <= 40; ++k)
            for (const auto& report : round(k)) {
                told.push_back(report);
                store.append(run, report);
            }
        const std::string error = errorOf([&] { store.flush(); });
        const std::string problem = store.problem();
        const std::string call = errorOf([&] { store.setStar(run, true); });
        ::setrlimit(RLIMIT_FSIZE, &unlimited);
        QVERIFY2(error.find("full.db") != std::string::npos && error.find("kept in memory") != std::string::npos,
                 error.c_str());
        QVERIFY(!problem.empty());
        QVERIFY(!call.empty());

        store.flush();
        QVERIFY(store.problem().empty());
        auto back = store.reader().reports(run, true);
        QCOMPARE(back.size(), told.size() + 1);
        const auto* message = std::get_if<Message>(back.back().get());
        QVERIFY(message && message->text.find("nothing is lost") != std::string::npos);
        back.pop_back();
        QVERIFY(same(back, told));
        QVERIFY(!store.reader().find(run)->starred);
    }
    void retriesByItself() {
        const fs::path file = path("retry.db");
        RunStore store(file);
        const std::int64_t run = store.createRun(experiment());
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit unlimited{};
        ::getrlimit(RLIMIT_FSIZE, &unlimited);
        rlimit tight = unlimited;
        tight.rlim_cur = 4096;
        ::setrlimit(RLIMIT_FSIZE, &tight);
        for (const auto& report : round(1)) store.append(run, report);
        QElapsedTimer timer;
        timer.start();
        while (store.problem().empty() && timer.elapsed() < 10000) QTest::qSleep(10);
        const bool noticed = !store.problem().empty();
        ::setrlimit(RLIMIT_FSIZE, &unlimited);
        QVERIFY(noticed);
        while (!store.problem().empty() && timer.elapsed() < 20000) QTest::qSleep(10);
        QVERIFY(store.problem().empty());
        QCOMPARE(store.reader().reports(run, true).size(), 1 + kPerRound);
    }
};

int main(int argc, char** argv) {
    if (argc == 4 && std::strcmp(argv[1], "--drive") == 0) return drive(argv[2], std::atoi(argv[3]));
    QCoreApplication application(argc, argv);
    TestRecovery test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_recovery.moc"
