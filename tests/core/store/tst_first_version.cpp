// SPDX-License-Identifier: GPL-3.0-or-later
// A database of the first version, with rows as that version wrote them, opens, lists, reads, exports and travels.
#include <SQLiteCpp/SQLiteCpp.h>

#include <QTest>

#include "core/base/sha256.h"
#include "core/store/bundle.h"
#include "core/store/export.h"
#include "core/store/run_store.h"
#include "core/store/schema.h"
#include "store_testing.h"

using namespace exitlab;
using namespace exitlab::testing;
namespace fs = std::filesystem;

namespace {

// Two rounds of three clients with two exits; texts and numbers as they lay in such a database.
constexpr const char* kRows = R"sql(
INSERT INTO run (id, experiment, status, created, started, ended, rounds, completed, clients, exits, classes, workers,
                 checkpoint_round, accuracy_last, accuracy_best, seconds, bytes_up, bytes_down, weights_sha256, starred,
                 colour, version, libraries, machine)
VALUES (4, 1, 'finished', '2026-05-01T08:00:00Z', '2026-05-01T08:00:01Z', '2026-05-01T08:00:09Z', 2, 2, 3, 2, 2, 2, -1,
        '[0.5,0.75]', '[0.5,0.75]', 1.5, 2040, 4080, 'abc', 1, 3, '0.1.0',
        '{"exitlab":"0.1.0","torch":"1.13.0","sqlite":"3.40.1","compiler":"12.2.0"}',
        '{"host":"desk","system":"Linux 6.1","architecture":"x86_64","processor":"P","threads":2,"memory_bytes":1}');
INSERT INTO run (id, experiment, status, created, rounds, trashed, colour, version, libraries, machine)
VALUES (2, 1, 'queued', '2026-04-30T08:00:00Z', 2, 1, 1, '0.1.0', '{"exitlab":"0.1.0"}', '{}');
INSERT INTO tag VALUES (4, 0, 'old'), (4, 1, 'paper');
INSERT INTO note VALUES (4, 'from the first version');
INSERT INTO report VALUES (4, 1, 0, 'run_started'), (4, 2, 1, 'loss_measured'), (4, 3, 1, 'conflict_measured'),
    (4, 4, 1, 'method_series'), (4, 5, 1, 'method_matrix'), (4, 6, 1, 'traffic_measured'), (4, 7, 1, 'evaluated'),
    (4, 8, 1, 'round_finished'), (4, 9, 2, 'loss_measured'), (4, 10, 2, 'traffic_measured'), (4, 11, 2, 'evaluated'),
    (4, 12, 2, 'records_taken'), (4, 13, 2, 'message'), (4, 14, 2, 'round_finished'), (4, 15, 2, 'run_finished');
INSERT INTO run_start VALUES (4, 1, 0, 1, 'Trial', 'fedavg', NULL, 2, 3, 2, 2, 2, '["cat","dog"]', '[10,20,30]',
    '[1,2,3]', '[4,5,0]', '[1500000.0,3000000.0]', '[100,250]', '["stem","stage 1"]');
INSERT INTO matrix VALUES (4, 1, 0, 0, 'labels', '', '', 'client', 'class', '[]', '[]', 3, 2, 'magnitude',
    x'000000000000F03F00000000000000400000000000000840000000000000104000000000000014400000000000001840');
INSERT INTO loss VALUES (4, 2, 1, 0.1, 1.25, 1, 1), (4, 9, 2, 0.1, NULL, 1, 1);
INSERT INTO loss_term VALUES (4, 2, 0, 1, 'ce', 1.25), (4, 9, 0, 2, 'ce', NULL);
INSERT INTO conflict VALUES (4, 3, 1, '[0,2]', '["trunk"]', 0.25, 2, 2);
INSERT INTO matrix VALUES (4, 3, 0, 1, 'exit_cosine', 'trunk', '', 'exit', 'exit', '[]', '[]', 1, 1, 'diverging',
    x'000000000000E0BF');
INSERT INTO matrix VALUES (4, 3, 1, 1, 'client_similarity', '', '', 'client', 'client', '[0,2]', '[0,2]', 1, 1,
    'diverging', x'000000000000F03F');
INSERT INTO metric VALUES (4, 1, 5, -1, 0, 3, 0.5), (4, 1, 5, -1, 1, 3, 0.0), (4, 1, 6, -1, 0, 3, 0.9),
    (4, 1, 6, -1, 1, 3, 1.0);
INSERT INTO series VALUES (4, 4, 1, 'opening', 'Opening R(t)', 'share of clients', 1, 1);
INSERT INTO series_value VALUES (4, 4, 0, 1, 'R(t)', 0.5);
INSERT INTO matrix VALUES (4, 5, 0, 1, 'method', 'opened', 'Opened exits', 'client', 'exit', '[0]', '[0]', 1, 1,
    'state', x'000000000000F03F');
INSERT INTO traffic VALUES (4, 6, 0, 1, 'backbone', 1000, 2000), (4, 6, 1, 1, 'heads', 20, 40),
    (4, 10, 0, 2, 'backbone', 1000, 2000), (4, 10, 1, 2, 'heads', 20, 40);
INSERT INTO evaluation VALUES (4, 7, 1, 3, 2, 3, 2, 3, 2), (4, 11, 2, 3, 2, 3, 2, 3, 2);
INSERT INTO metric SELECT 4, r.value, m.value, c.value, e.value, 3 + 4 * r.value,
    CASE WHEN c.value = 2 THEN NULL ELSE 0.25 * (1 + e.value) END
    FROM json_each('[1,2]') r, json_each('[1,2]') m, json_each('[0,1,2]') c, json_each('[0,1]') e;
INSERT INTO metric SELECT 4, r.value, 3, c.key, -1, 3 + 4 * r.value, c.value
    FROM json_each('[1,2]') r, json_each('[4,5,0]') c;
INSERT INTO metric SELECT 4, r.value, 4, -1, e.value, 3 + 4 * r.value, 0.125
    FROM json_each('[1,2]') r, json_each('[0,1]') e;
INSERT INTO message VALUES (4, 13, 2, 'warning', 'client 2 has no test samples');
INSERT INTO round VALUES (4, 8, 1, '[0,2]', '[]', 0.75, 640), (4, 14, 2, '[0,1]', '[1]', 0.75, 640);
INSERT INTO phase VALUES (4, 8, 0, 1, 'train', 0.5, 1), (4, 14, 0, 2, 'train', 0.5, 1);
INSERT INTO run_end VALUES (4, 15, 2, 'finished', '[0.5,0.75]', 1.5, 2040, 4080, 'abc', '', 0);
)sql";

/// The database, closed.
fs::path makeDatabase(const fs::path& folder) {
    const fs::path path = folder / "old.db";
    SQLite::Database database(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON");
    database.exec(schemaMigrations().front().sql);
    database.exec("PRAGMA application_id = " + std::to_string(kApplicationId) + "; PRAGMA user_version = 1");
    const std::string text = experiment().toText();
    Sha256 sha;
    sha.update(text.data(), text.size());
    SQLite::Statement insert(database, "INSERT INTO experiment VALUES (1, ?, 'Trial', 'fedavg', 'glyphs', 1, ?)");
    insert.bind(1, sha.hex());
    insert.bind(2, text);
    insert.exec();
    database.exec(kRows);
    SQLite::Statement records(database, "INSERT INTO exit_record VALUES (4, 12, 'test', 2, 9, 2, ?)");
    const std::string blob = encodeRecords(*randomRecords(9, 3));
    records.bind(1, blob.data(), static_cast<int>(blob.size()));
    records.exec();
    return path;
}

template <class T>
std::vector<T> of(const std::vector<ReportPtr>& reports) {
    std::vector<T> found;
    for (const ReportPtr& report : reports)
        if (const auto* body = std::get_if<T>(report.get())) found.push_back(*body);
    return found;
}

}  // namespace

class TestFirstVersion : public QObject {
    Q_OBJECT

  private slots:
    void opensListsAndReads() {
        QTemporaryDir dir;
        const fs::path path = makeDatabase(dir.path().toStdString());
        const RunStore store(path);
        QVERIFY2(fs::exists(path.string() + ".v1.backup"), "the database as it was lies beside");
        {
            SQLite::Database backup(path.string() + ".v1.backup");
            QCOMPARE(backup.execAndGet("PRAGMA user_version").getInt(), 1);
            QCOMPARE(backup.execAndGet("SELECT count(*) FROM run").getInt(), 2);
            SQLite::Database now(path.string());
            QCOMPARE(now.execAndGet("PRAGMA user_version").getInt(), static_cast<int>(schemaMigrations().size()));
        }
        const RunReader reader = store.reader();
        QCOMPARE(reader.list().size(), std::size_t(1));
        QCOMPARE(reader.list(true).size(), std::size_t(1));
        const RunSummary run = reader.list().front();
        QCOMPARE(run.id, std::int64_t(4));
        QCOMPARE(run.status, RunStatus::Finished);
        QCOMPARE(run.accuracy, (std::vector<double>{0.5, 0.75}));
        QCOMPARE(run.tags, std::string("old, paper"));
        QCOMPARE(run.note, std::string("from the first version"));
        QVERIFY(run.starred && run.colour == 3 && run.completed == 2 && run.bytesUp == 2040);
        QCOMPARE(reader.origin(4)->version, std::string("0.1.0"));

        const auto reports = reader.reports(4, true);
        QCOMPARE(reports.size(), std::size_t(15));
        const RunStarted start = of<RunStarted>(reports).at(0);
        QCOMPARE(start.labels.values, (std::vector<double>{1, 2, 3, 4, 5, 6}));
        QCOMPARE(start.experiment, run.experiment);
        QCOMPARE(start.exitMacs, (std::vector<double>{1.5e6, 3e6}));
        const auto tests = of<Evaluated>(reports);
        QCOMPARE(tests.size(), std::size_t(2));
        QCOMPARE(tests[1].accuracy.at(1, 1), 0.5);
        QVERIFY(std::isnan(tests[1].accuracy.at(2, 0)));
        QCOMPARE(tests[1].samples, (std::vector<std::int64_t>{4, 5, 0}));
        QCOMPARE(of<ConflictMeasured>(reports).at(0).exitCosine.at(0).at(0, 0), -0.5);
        QCOMPARE(of<MethodMatrix>(reports).at(0).colour, ColourMeaning::State);
        QVERIFY(std::isnan(of<LossMeasured>(reports).at(1).total));
        QVERIFY(*reader.records(4)->test == *randomRecords(9, 3));
        QCOMPARE(of<RunFinished>(reports).at(0).seconds, 1.5);
    }

    void goesOnBeingUsed() {
        QTemporaryDir dir;
        const fs::path path = makeDatabase(dir.path().toStdString());
        RunStore store(path);
        const std::int64_t next = store.createRun(experiment());
        QCOMPARE(next, std::int64_t(5));
        store.append(next, makeReport(started()));
        for (const ReportPtr& report : round(1)) store.append(next, report);
        store.append(next, makeReport(finished(1)));
        store.flush();
        QCOMPARE(store.reader().reports(next, true).size(), kPerRound + 2);
        store.setTrashed(4, true);
        store.remove(4);
        QVERIFY(!store.reader().find(4));
        // Opened again, nothing is migrated a second time.
        QVERIFY(!fs::exists(path.string() + ".v1.backup-2"));
    }

    void exportsAndTravels() {
        QTemporaryDir dir;
        const fs::path root = dir.path().toStdString();
        const fs::path path = makeDatabase(root);
        const RunStore store(path);
        const auto files = exportRun(store.reader(), 4, root / "out");
        QVERIFY(files.size() >= 10);
        std::ifstream metrics(root / "out/metrics.csv");
        const std::string text((std::istreambuf_iterator<char>(metrics)), std::istreambuf_iterator<char>());
        QVERIFY(text.find("2,1,1,accuracy,0.5\r\n") != std::string::npos);

        writeBundle(path, 4, root / "old.exitlab");
        RunStore other(root / "other.db");
        MethodInfo method;
        method.id = method.name = "fedavg";
        method.version = "1";
        const std::int64_t id = readBundles(other, {root / "old.exitlab"}, {method}).at(0);
        QVERIFY(same(store.reader().reports(4, true), other.reader().reports(id, true)));
        RunSummary expected = *store.reader().find(4);
        expected.id = id;
        QVERIFY(expected == *other.reader().find(id));
    }
};

QTEST_GUILESS_MAIN(TestFirstVersion)
#include "tst_first_version.moc"
