// SPDX-License-Identifier: GPL-3.0-or-later
// What a run tells comes back as it was told; the list of runs follows it.
#include <SQLiteCpp/SQLiteCpp.h>
#include <QElapsedTimer>
#include <QTest>
#include <atomic>
#include <set>
#include <thread>

#include "core/metrics/report_json.h"
#include "core/metrics/summary.h"
#include "core/store/run_store.h"
#include "tests/core/store/store_testing.h"

using namespace exitlab;
using namespace exitlab::testing;
namespace fs = std::filesystem;

class TestRunStore : public QObject {
    Q_OBJECT
    QTemporaryDir dir_;
    fs::path path(const char* name) const { return fs::path(dir_.path().toStdString()) / name; }

    static std::vector<ReportPtr> wholeRun(int rounds) {
        std::vector<ReportPtr> reports = {makeReport(started()), makeReport(evaluated(0))};
        for (int k = 1; k <= rounds; ++k)
            for (const ReportPtr& report : round(k)) reports.push_back(report);
        reports.push_back(makeReport(finished(rounds)));
        return reports;
    }
    static void appendAll(RunStore& store, std::int64_t run, const std::vector<ReportPtr>& reports) {
        for (const ReportPtr& report : reports) store.append(run, report);
        store.flush();
    }

  private slots:
    void everyReportComesBack() {
        RunStore store(path("all.db"));
        const std::int64_t run = store.createRun(experiment());
        const auto told = wholeRun(3);
        appendAll(store, run, told);
        const auto back = store.reader().reports(run, true);
        QCOMPARE(back.size(), told.size());
        for (std::size_t i = 0; i < told.size(); ++i) QVERIFY2(*back[i] == *told[i], reportName(*told[i]));
        // Every type is among them.
        std::set<std::size_t> kinds;
        for (const auto& report : told) kinds.insert(report->index());
        QCOMPARE(kinds.size(), std::variant_size_v<ReportBody>);
        // Without the large ones.
        QCOMPARE(store.reader().reports(run).size(), told.size() - 3);
        QVERIFY(store.reader().reports(run + 1).empty());
    }
    void oddReportsComeBack() {
        RunStore store(path("odd.db"));
        const std::int64_t run = store.createRun(experiment());
        RunStarted other = started();
        other.experiment = "{\"another\": 1}";
        other.labels = {};
        Evaluated noLoss = evaluated(1);
        noLoss.loss = {};
        noLoss.calibration.clear();
        const std::vector<ReportPtr> told = {
            makeReport(RunStarted{}),
            makeReport(other),
            makeReport(Evaluated{}),
            makeReport(noLoss),
            makeReport(evaluated(1)),
            makeReport(evaluated(1)),  // twice in one round
            makeReport(RecordsTaken{}),
            makeReport(RecordsTaken{4, nullptr, randomRecords(2, 1)}),
            makeReport(LossMeasured{}),
            makeReport(LossMeasured{1, 0, {"ce"}, {}, 0}),
            makeReport(LossMeasured{1, 0, {}, {kNaN, -0.0}, 0}),
            makeReport(ConflictMeasured{}),
            makeReport(MethodSeries{}),
            makeReport(MethodMatrix{}),
            makeReport(MethodHistogram{}),
            makeReport(MethodHistogram{3, "none", "", "", "", {}, {"a"}, Table(1, 0)}),
            makeReport(MethodScatter{}),
            makeReport(MethodScatter{1, "plain", "", "", "", {}, {1, kInf}, {2, kNaN}, {}, {}, ""}),
            makeReport(MethodImageGrid{}),
            makeReport(MethodImageGrid{1, "grey", "", 1, 1, 1, 1, 2, {0, 255}, {}}),
            makeReport(TrafficMeasured{}),
            makeReport(TrafficMeasured{1, {"a", "b"}, {5}, {}}),
            makeReport(RoundFinished{}),
            makeReport(RoundFinished{1, {}, {}, 0, 0, {"x"}, {}}),
            makeReport(Message{}),
            makeReport(Message{2, Message::Level::Error, std::string("nul \0 inside", 12)}),
            makeReport(CheckpointWritten{}),
            makeReport(RunFinished{})};
        appendAll(store, run, told);
        const auto back = store.reader().reports(run, true);
        QCOMPARE(back.size(), told.size());
        for (std::size_t i = 0; i < told.size(); ++i)
            QVERIFY2(*back[i] == *told[i], qPrintable(QString("%1 %2").arg(i).arg(reportName(*told[i]))));
    }
    void impossibleReportIsNamedAndTheOthersAreKept() {
        RunStore store(path("impossible.db"));
        const std::int64_t run = store.createRun(experiment());
        Evaluated broken = evaluated(1);
        broken.accuracy.values.pop_back();
        store.append(run, makeReport(Message{1, Message::Level::Info, "before"}));
        store.append(run, makeReport(broken));
        store.append(run, makeReport(Message{1, Message::Level::Info, "after"}));
        const std::string error = errorOf([&] { store.flush(); });
        QVERIFY2(error.find("report evaluated of run 1 could not be stored: accuracy: 5 values for 3 x 2") == 0,
                 error.c_str());
        store.flush();  // said once
        QCOMPARE(store.reader().reports(run).size(), std::size_t(2));
        store.append(99, makeReport(Message{}));
        QVERIFY(errorOf([&] { store.flush(); }).find("there is no run 99") != std::string::npos);
    }

    void summaryFollowsTheRun() {
        RunStore store(path("summary.db"));
        const std::int64_t run = store.createRun(experiment(5));
        RunSummary s = store.reader().find(run).value();
        QCOMPARE(s.id, std::int64_t(1));
        QCOMPARE(s.name, std::string("Trial"));
        QCOMPARE(s.method, std::string("fedavg"));
        QCOMPARE(s.dataset, std::string("glyphs"));
        QCOMPARE(s.status, RunStatus::Queued);
        QCOMPARE(s.seed, std::uint64_t(5));
        QCOMPARE(s.created.size(), std::size_t(20));
        QVERIFY(s.rounds > 0 && s.accuracy.empty() && s.checkpointRound == -1);
        QCOMPARE(s.experiment, experiment(5).toText());

        auto reports = wholeRun(3);
        reports.pop_back();
        appendAll(store, run, reports);
        s = store.reader().find(run).value();
        QCOMPARE(s.status, RunStatus::Running);
        QCOMPARE(s.completed, 3);
        QCOMPARE(s.rounds, 10);
        QCOMPARE(s.clients, 3);
        QCOMPARE(s.exits, 2);
        QVERIFY(sameNumbers(s.accuracy, meanPerExit(evaluated(3))));
        for (std::size_t k = 0; k < 2; ++k) {
            double best = 0;
            for (int r = 0; r <= 3; ++r) best = std::max(best, meanPerExit(evaluated(r))[k]);
            QCOMPARE(s.bestAccuracy[k], best);
        }
        QCOMPARE(s.seconds, 0.75);
        QCOMPARE(s.bytesUp, std::int64_t(3060));
        QCOMPARE(s.bytesDown, std::int64_t(6120));

        RunFinished end = finished(3);
        end.status = RunStatus::Failed;
        end.error = "out of memory";
        end.diverged = true;
        end.seconds = 9;
        appendAll(store, run, {makeReport(end)});
        s = store.reader().find(run).value();
        QCOMPARE(s.status, RunStatus::Failed);
        QCOMPARE(s.error, std::string("out of memory"));
        QVERIFY(s.diverged && s.accuracy[0] == 0.5 && s.seconds == 9 && s.weightsSha256 == "abc");
    }
    void tagsNotesStarsTrash() {
        RunStore store(path("tags.db"));
        const std::int64_t a = store.createRun(experiment());
        const std::int64_t b = store.createRun(experiment());
        store.setTags(a, " baseline,ablation , baseline,, two words ");
        store.setNote(a, "It's; DROP TABLE run; --");
        store.setStar(a, true);
        store.setTrashed(b, true);
        RunReader reader = store.reader();
        QCOMPARE(reader.list().size(), std::size_t(1));
        QCOMPARE(reader.list(true).front().id, b);
        const RunSummary s = reader.find(a).value();
        QCOMPARE(s.tags, std::string("baseline, ablation, two words"));
        QCOMPARE(s.note, std::string("It's; DROP TABLE run; --"));
        QVERIFY(s.starred);
        store.setNote(a, "");
        store.setTags(a, "");
        store.setStar(a, false);
        const RunSummary cleared = reader.find(a).value();
        QVERIFY(cleared.tags.empty() && cleared.note.empty() && !cleared.starred);
        QVERIFY(!errorOf([&] { store.setStar(77, true); }, Error::Kind::Usage).empty());
        QVERIFY(!reader.find(77));
    }
    void coloursCycle() {
        RunStore store(path("colours.db"));
        for (int i = 0; i < 30; ++i) store.createRun(experiment());
        const auto runs = store.reader().list();
        for (int i = 0; i < 30; ++i) QCOMPARE(runs[static_cast<std::size_t>(29 - i)].colour, i % 28);
    }
    void statusIsSeenAtOnce() {
        RunStore store(path("status.db"));
        const std::int64_t run = store.createRun(experiment());
        store.setStatus(run, RunStatus::Paused);
        QCOMPARE(store.reader().find(run)->status, RunStatus::Paused);
        store.setStatus(run, RunStatus::Stopped);
        QCOMPARE(store.reader().find(run)->status, RunStatus::Stopped);
    }
    void recordsOfARound() {
        RunStore store(path("records.db"));
        const std::int64_t run = store.createRun(experiment());
        QVERIFY(!store.reader().records(run));
        appendAll(store, run, wholeRun(3));
        RunReader reader = store.reader();
        QVERIFY(*reader.records(run)->test == *randomRecords(20, 3));
        QVERIFY(*reader.records(run, 2)->test == *randomRecords(20, 2));
        QVERIFY(!reader.records(run, 2)->validation);
        QCOMPARE(reader.records(run, 1)->round, 1);
        QVERIFY(!reader.records(run, 9));
    }

    void checkpointsKeepTheNewest() {
        RunStore store(path("checkpoints.db"));
        const std::int64_t run = store.createRun(experiment());
        const fs::path folder = store.filesDir(run);
        QCOMPARE(folder.filename().string(), std::string("run-1"));
        const auto add = [&](int round, int keep) {
            const fs::path file = folder / ("round-" + std::to_string(round));
            writeText(file, "x");
            store.addCheckpoint(run, {round, file, 1, "sha" + std::to_string(round)}, keep);
        };
        for (int k = 1; k <= 5; ++k) add(k, 2);
        RunReader reader = store.reader();
        const auto found = reader.checkpoints(run);
        QCOMPARE(found.size(), std::size_t(2));
        QCOMPARE(found[1], (CheckpointInfo{5, folder / "round-5", 1, "sha5"}));
        QCOMPARE(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 2);
        QCOMPARE(reader.find(run)->checkpointRound, 5);
        add(6, 0), add(7, 0);
        QCOMPARE(reader.checkpoints(run).size(), std::size_t(4));
        add(7, 0);  // the same file again
        QVERIFY(fs::exists(folder / "round-7"));
        QCOMPARE(reader.checkpoints(run).size(), std::size_t(4));
    }
    void checkpointsOutsideTheFolderAreRefused() {
        RunStore store(path("outside.db"));
        const std::int64_t run = store.createRun(experiment());
        writeText(path("precious"), "x");
        for (const fs::path& file : {path("precious"), store.filesDir(run) / ".." / "x", store.filesDir(run) / ".."})
            QVERIFY(!errorOf([&] { store.addCheckpoint(run, {1, file, 1, ""}, 1); }, Error::Kind::Usage).empty());
        // A forged row is refused by the table itself.
        SQLite::Database raw(store.path().string(), SQLite::OPEN_READWRITE);
        QVERIFY_EXCEPTION_THROWN(raw.exec("INSERT INTO checkpoint VALUES (1, 1, '../../precious', 1, '')"),
                                 SQLite::Exception);
    }

    void rewindForgetsWhatCameAfter() {
        RunStore store(path("rewind.db"));
        const std::int64_t run = store.createRun(experiment());
        const auto whole = wholeRun(6);
        appendAll(store, run, whole);
        for (int k : {2, 4, 6}) {
            const fs::path file = store.filesDir(run) / ("round-" + std::to_string(k));
            writeText(file, "x");
            store.addCheckpoint(run, {k, file, 1, ""}, 0);
        }
        store.rewind(run, 4);
        RunReader reader = store.reader();
        std::vector<ReportPtr> expected(whole.begin(), whole.begin() + 2 + 4 * kPerRound);
        QVERIFY(same(reader.reports(run, true), expected));
        QVERIFY(!fs::exists(store.filesDir(run) / "round-6") && fs::exists(store.filesDir(run) / "round-4"));
        RunSummary s = reader.find(run).value();
        QCOMPARE(s.status, RunStatus::Running);
        QCOMPARE(s.completed, 4);
        QCOMPARE(s.checkpointRound, 4);
        QCOMPARE(s.seconds, 1.0);
        QCOMPARE(s.bytesUp, std::int64_t(4 * 1020));
        QVERIFY(sameNumbers(s.accuracy, meanPerExit(evaluated(4))));
        QVERIFY(s.weightsSha256.empty());

        // Two resumptions from the same round: the beginning of the first is forgotten with its rounds.
        for (int attempt = 0; attempt < 2; ++attempt) {
            if (attempt > 0) store.rewind(run, 4);
            appendAll(store, run, {makeReport(started(5))});
            appendAll(store, run, round(5));
        }
        expected.push_back(makeReport(started(5)));
        for (const auto& report : round(5)) expected.push_back(report);
        QVERIFY(same(reader.reports(run, true), expected));
        // The same bits as if it had never stopped.
        RunStore straight(path("straight.db"));
        const std::int64_t twin = straight.createRun(experiment());
        auto five = wholeRun(5);
        five.pop_back();
        appendAll(straight, twin, five);
        RunSummary a = reader.find(run).value(), b = straight.reader().find(twin).value();
        b.created = a.created;
        b.checkpointRound = a.checkpointRound;
        QCOMPARE(a, b);

        store.rewind(run, -1);
        QVERIFY(reader.reports(run, true).empty());
        QVERIFY(reader.checkpoints(run).empty());
        QCOMPARE(reader.find(run)->completed, 0);
        QVERIFY(reader.find(run)->bestAccuracy.empty());
    }
    void rewindLeavesNoRowBehind() {
        RunStore store(path("rows.db"));
        const std::int64_t run = store.createRun(experiment());
        appendAll(store, run, wholeRun(4));
        store.rewind(run, 2);
        SQLite::Database raw(store.path().string());
        SQLite::Statement tables(raw,
                                 "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c "
                                 "ON c.name = 'round' WHERE m.type = 'table'");
        int seen = 0;
        for (; tables.executeStep(); ++seen) {
            const std::string table = tables.getColumn(0).getString();
            QCOMPARE(raw.execAndGet("SELECT count(*) FROM " + table + " WHERE round > 2").getInt(), 0);
        }
        QVERIFY(seen >= 20);
        QCOMPARE(raw.execAndGet("SELECT count(*) FROM run_end").getInt(), 0);
    }

    void removeTakesRowsAndFiles() {
        RunStore store(path("remove.db"));
        const std::int64_t a = store.createRun(experiment());
        const std::int64_t b = store.createRun(experiment());
        appendAll(store, a, wholeRun(2));
        writeText(store.filesDir(a) / "round-1", "x");
        store.setStatus(b, RunStatus::Running);
        QVERIFY(errorOf([&] { store.remove(b); }, Error::Kind::Usage).find("stop it before") != std::string::npos);
        store.remove(a);
        QVERIFY(!store.reader().find(a));
        QVERIFY(!fs::exists(path("remove.db.files") / "run-1"));
        SQLite::Database raw(store.path().string());
        QCOMPARE(raw.execAndGet("SELECT count(*) FROM metric").getInt(), 0);
        QCOMPARE(raw.execAndGet("SELECT count(*) FROM report").getInt(), 0);
        QCOMPARE(raw.execAndGet("SELECT count(*) FROM experiment").getInt(), 1);  // b still has it
        store.setStatus(b, RunStatus::Stopped);
        store.remove(b);
        QCOMPARE(raw.execAndGet("SELECT count(*) FROM experiment").getInt(), 0);
        QVERIFY(store.createRun(experiment()) > b);  // an id is never used twice
    }

    void researchBySql() {
        RunStore store(path("sql.db"));
        const std::int64_t run = store.createRun(experiment(9));
        appendAll(store, run, wholeRun(3));
        SQLite::Database raw(store.path().string());
        SQLite::Statement query(raw,
                                "SELECT value FROM metric_value WHERE run = ? AND round = 2 AND client = 1 AND "
                                "exit = 0 AND metric = 'accuracy'");
        query.bind(1, run);
        QVERIFY(query.executeStep());
        QCOMPARE(query.getColumn(0).getDouble(), evaluated(2).accuracy.at(1, 0));
        QCOMPARE(raw.execAndGet("SELECT count(*) FROM metric WHERE metric = 1 AND value IS NULL").getInt(), 4 * 2);
        QCOMPARE(raw.execAndGet("SELECT json_extract(configuration, '$.seed') FROM experiment").getInt(), 9);
        QCOMPARE(raw.execAndGet("SELECT sum(seconds) FROM phase WHERE name = 'train'").getDouble(), 3 * 0.125);
        QCOMPARE(raw.execAndGet("SELECT json_extract(libraries, '$.sqlite') FROM run").getString(),
                 std::string(SQLite::getLibVersion()));
        QVERIFY(raw.execAndGet("SELECT json_extract(machine, '$.threads') FROM run").getInt() > 0);
        QCOMPARE(raw.execAndGet("SELECT workers FROM run").getInt(), 4);
        QVERIFY(!SQLite::Statement(raw, "PRAGMA foreign_key_check").executeStep());
    }

    void readerWhileWriterWrites() {
        RunStore store(path("busy.db"));
        const std::int64_t run = store.createRun(experiment());
        std::vector<ReportPtr> told = {makeReport(started())};
        for (int k = 1; k <= 60; ++k)
            for (const auto& report : round(k)) told.push_back(report);
        std::atomic<bool> done{false};
        std::thread writer([&] {
            for (std::size_t i = 0; i < told.size(); ++i) {
                store.append(run, told[i]);
                if (i % 25 == 0) store.flush();
            }
            store.flush();
            done = true;
        });
        RunReader reader = store.reader();
        std::size_t last = 0;
        bool prefix = true, growing = true;
        while (!done) {
            const auto seen = reader.reports(run, true);
            growing = growing && seen.size() >= last;
            last = seen.size();
            for (std::size_t i = 0; i < seen.size(); ++i) prefix = prefix && *seen[i] == *told[i];
            const auto summary = reader.find(run);
            growing = growing && summary.has_value();
        }
        writer.join();
        QVERIFY(prefix);
        QVERIFY(growing);
        QVERIFY(same(reader.reports(run, true), told));
    }
    void twoStoresOnOneFile() {
        RunStore first(path("shared.db"));
        RunStore second(path("shared.db"));
        const std::int64_t a = first.createRun(experiment());
        const std::int64_t b = second.createRun(experiment());
        QVERIFY(a != b);
        const auto told = wholeRun(8);
        std::thread other([&] { appendAll(second, b, told); });
        appendAll(first, a, told);
        other.join();
        QVERIFY(same(first.reader().reports(b, true), told));
        QVERIFY(same(second.reader().reports(a, true), told));
    }
    void appearsWithoutFlush() {
        RunStore store(path("latency.db"));
        const std::int64_t run = store.createRun(experiment());
        RunReader reader = store.reader();
        QElapsedTimer timer;
        timer.start();
        store.append(run, makeReport(Message{1, Message::Level::Info, "hello"}));
        while (reader.reports(run).empty() && timer.elapsed() < 5000) QTest::qSleep(5);
        QVERIFY2(timer.elapsed() < 1000, "a report should be readable within about 200 ms");
    }
    void damagedRecordsAreNamed() {
        RunStore store(path("damaged.db"));
        const std::int64_t run = store.createRun(experiment());
        appendAll(store, run, {makeReport(RecordsTaken{1, randomRecords(9, 1), nullptr})});
        SQLite::Database raw(store.path().string(), SQLite::OPEN_READWRITE, 1000);
        raw.exec("UPDATE exit_record SET data = substr(data, 1, 40)");
        const std::string error = errorOf([&] { store.reader().records(run); }, Error::Kind::Input);
        QVERIFY2(error.find("damaged.db") != std::string::npos && error.find("byte 16") != std::string::npos,
                 error.c_str());
        raw.exec("DELETE FROM exit_record; DELETE FROM report; INSERT INTO report VALUES (1, 1, 1, 'evaluated')");
        QVERIFY(errorOf([&] { store.reader().reports(run); }).find("has no content") != std::string::npos);
    }
    void damagedResultsAreNamed_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* change, const char* words) {
            QTest::newRow(change) << QString(change) << QString(words);
        };
        row("UPDATE histogram SET data = substr(data, 1, 40)", "numbers in 40 bytes, expected 48");
        row("UPDATE histogram SET bin_labels = '[\"1\"'", "not a list");
        row("UPDATE histogram SET bin_labels = '[1, 2, 3]'", "not a list");
        row("UPDATE histogram SET group_labels = '[\"a\"]'", "numbers in 48 bytes, expected 24");
        row("UPDATE histogram SET data = CAST(x'000000000000f0bf' || substr(data, 9) AS BLOB)", "expected one from 0");
        row("UPDATE scatter SET points = 4", "numbers in 24 bytes, expected 32");
        row("UPDATE scatter SET points = -1", "a length of -1");
        row("UPDATE scatter SET y = x''", "numbers in 0 bytes, expected 24");
        row("UPDATE scatter SET value = x'00'", "numbers in 1 bytes, expected 24");
        row("UPDATE scatter SET group_index = '[0, 1]'", "as many of each");
        row("UPDATE scatter SET group_index = '[0, 1, 2]'", "a point of group 2, expected one below 2");
        row("UPDATE scatter SET group_index = '[0, -1, 1]'", "a point of group -1");
        row("UPDATE image_grid SET pixels = substr(pixels, 1, 53)", "53 bytes of pixels");
        row("UPDATE image_grid SET pixels = x''", "0 bytes of pixels");
        row("UPDATE image_grid SET row_count = 1 << 30", "expected 1 to 10000 each");
        row("UPDATE image_grid SET width = -3", "expected 1 to 10000 each");
        row("UPDATE image_grid SET channels = 2", "2 channels, expected 1 (grey) or 3");
        row("UPDATE image_grid SET labels = '[\"cat\"]'", "1 labels for 3 tiles");
        row("DELETE FROM histogram", "has no content");
        row("DELETE FROM scatter", "has no content");
        row("DELETE FROM image_grid", "has no content");
    }
    void damagedResultsAreNamed() {
        QFETCH(QString, change);
        QFETCH(QString, words);
        QTemporaryDir dir;
        RunStore store(fs::path(dir.path().toStdString()) / "results.db");
        const std::int64_t run = store.createRun(experiment());
        appendAll(store, run, {makeReport(histogram(1)), makeReport(scatter(1)), makeReport(images(1))});
        SQLite::Database raw(store.path().string(), SQLite::OPEN_READWRITE, 1000);
        raw.exec(change.toStdString());
        const std::string error = errorOf([&] { store.reader().reports(run); });
        QVERIFY2(error.find("results.db: the database is damaged: ") != std::string::npos, error.c_str());
        QVERIFY2(error.find(words.toStdString()) != std::string::npos, error.c_str());
    }
    void contradictingResultsAreNotStored() {
        RunStore store(path("contradicting.db"));
        const std::int64_t run = store.createRun(experiment());
        const auto refused = [&](const ReportPtr& report, const char* words) {
            store.append(run, report);
            const std::string error = errorOf([&] { store.flush(); });
            QVERIFY2(error.find(words) != std::string::npos, error.c_str());
        };
        MethodHistogram counts = histogram(1);
        counts.bins.pop_back();
        refused(makeReport(counts), "result \"levels\": 6 counts as 2 x 3, expected 2 groups x 2 bins");
        counts = histogram(1);
        counts.counts.at(0, 1) = -1;
        refused(makeReport(counts), "expected one from 0");
        MethodScatter points = scatter(1);
        points.y.clear();
        refused(makeReport(points), "result \"clients\": 3 x, 0 y");
        MethodImageGrid pictures = images(1);
        pictures.rows = 4;
        refused(makeReport(pictures), "54 bytes of pixels, expected 8 tiles of 18 bytes");
        QVERIFY(store.reader().reports(run).empty());
    }
    void tenThousandRunsAreListedQuickly() {
        RunStore store(path("many.db"));
        store.createRun(experiment());
        {
            SQLite::Database raw(store.path().string(), SQLite::OPEN_READWRITE, 5000);
            raw.exec("PRAGMA cache_size = -65536");
            raw.exec(
                "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) "
                "INSERT INTO experiment (id, sha256, name, method, dataset, seed, configuration) "
                "SELECT i, 'x' || i, name, method, dataset, i, configuration FROM n, experiment WHERE id = 1;"
                "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) "
                "INSERT INTO run (id, experiment, status, created, colour, version, libraries, machine, "
                "accuracy_last, accuracy_best) SELECT i, i, 'finished', '2024-05-01T00:00:00Z', i % 8, version, "
                "libraries, machine, '[0.51234567891,0.61234567891,0.7,0.8]', '[0.52345678912,0.62,0.7,0.8]' "
                "FROM n, run WHERE id = 1;"
                "INSERT INTO tag SELECT id, 0, 'tag' FROM run");
        }
        RunReader reader = store.reader();
        double best = 1e9;
        for (int i = 0; i < 3; ++i) {
            QElapsedTimer timer;
            timer.start();
            QCOMPARE(reader.list().size(), std::size_t(10000));
            best = std::min(best, static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
        qInfo("10,000 runs listed in %.1f ms (%zu bytes of configuration each)", best, experiment().toText().size());
        QVERIFY2(best < 300 * kSlowdown, "the list of runs must open at once");
    }
    void manyReportsAreFast() {
        RunStore store(path("fast.db"));
        const std::int64_t run = store.createRun(experiment());
        Evaluated large = evaluated(1);
        large.accuracy = large.loss = randomTable(100, 4, 1);
        large.samples.assign(100, 5);
        QElapsedTimer timer;
        timer.start();
        for (int k = 1; k <= 100; ++k) {
            large.round = k;
            store.append(run, makeReport(large));
        }
        const double queued = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        store.flush();
        const double stored = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        timer.restart();
        QCOMPARE(store.reader().reports(run).size(), std::size_t(100));
        qInfo("100 evaluations of 100 x 4: queued %.1f ms, stored %.0f ms, read %.0f ms", queued, stored,
              static_cast<double>(timer.nsecsElapsed()) / 1e6);
        QVERIFY(queued < 100 * kSlowdown);
    }
};

QTEST_GUILESS_MAIN(TestRunStore)
#include "tst_run_store.moc"
