// SPDX-License-Identifier: GPL-3.0-or-later
// Opening: what is created, migrated and refused.
#include <unistd.h>
#include <QElapsedTimer>
#include <QTest>

#include <thread>

#include "core/metrics/report_json.h"
#include "core/store/database.h"
#include "core/store/run_rows.h"
#include "core/store/run_store.h"
#include "tests/core/store/store_testing.h"

using namespace exitlab;
using namespace exitlab::testing;
namespace fs = std::filesystem;

class TestDatabase : public QObject {
    Q_OBJECT
    QTemporaryDir dir_;
    fs::path path(const std::string& name) const { return fs::path(dir_.path().toStdString()) / name; }

    static bool contains(const std::string& text, const std::string& part) {
        if (text.find(part) != std::string::npos) return true;
        qWarning("\"%s\" does not contain \"%s\"", text.c_str(), part.c_str());
        return false;
    }
    static std::int64_t latest() { return static_cast<std::int64_t>(schemaMigrations().size()); }
    static std::string number(std::int64_t version) { return std::to_string(version); }
    std::string backupOf(const char* name) const { return path(name).string() + ".v" + number(latest()) + ".backup"; }
    /// One version more, for these tests only.
    static std::vector<Migration> withAnother(const std::string& sql) {
        std::vector<Migration> migrations = schemaMigrations();
        migrations.push_back({"for the test", sql});
        return migrations;
    }

  private slots:
    void newDatabaseIsSetUp() {
        const fs::path file = path("new/folder/exitlab.db");
        {
            RunStore store(file);
            QCOMPARE(store.path(), file);
        }
        SQLite::Database raw(file.string());
        QCOMPARE(raw.execAndGet("PRAGMA application_id").getInt(), kApplicationId);
        QCOMPARE(raw.execAndGet("PRAGMA user_version").getInt(), static_cast<int>(schemaMigrations().size()));
        QCOMPARE(raw.execAndGet("PRAGMA journal_mode").getString(), std::string("wal"));
        // Bytes 68..71 of the file itself.
        const std::string bytes = readText(file);
        QCOMPARE(bytes.substr(68, 4), std::string("EXLB"));
        // Every table but SQLite's own is strict.
        QCOMPARE(raw.execAndGet("SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND "
                                "name NOT LIKE 'sqlite_%'")
                     .getInt(),
                 0);
    }
    void connectionsAreSetUp() {
        const auto writing = openForWriting(path("settings.db"));
        SQLite::Database& database = writing->database();
        QCOMPARE(database.execAndGet("PRAGMA foreign_keys").getInt(), 1);
        QCOMPARE(database.execAndGet("PRAGMA trusted_schema").getInt(), 0);
        QCOMPARE(database.execAndGet("PRAGMA synchronous").getInt(), 1);
        QCOMPARE(database.execAndGet("PRAGMA busy_timeout").getInt(), kBusyTimeoutMs);
        const auto reading = openForReading(path("settings.db"));
        QCOMPARE(reading->database().execAndGet("PRAGMA trusted_schema").getInt(), 0);
        QVERIFY_EXCEPTION_THROWN(reading->database().exec("DELETE FROM run"), SQLite::Exception);
    }
    void openedAgain() {
        std::int64_t run = 0;
        {
            RunStore store(path("again.db"));
            run = store.createRun(experiment());
        }
        RunStore store(path("again.db"));
        QVERIFY(store.reader().find(run));
        QVERIFY(!fs::exists(backupOf("again.db")));
    }
    void blankFileIsANewDatabase() {
        writeText(path("blank.db"), "");
        RunStore store(path("blank.db"));
        QCOMPARE(store.createRun(experiment()), std::int64_t(1));
    }
    void creationCutShortIsContinued() {
        // What a kill right after the journal mode was set leaves: a database without tables or owner.
        {
            SQLite::Database raw(path("cut.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            raw.exec("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
        }
        RunStore store(path("cut.db"));
        QCOMPARE(store.createRun(experiment()), std::int64_t(1));
    }

    void textFile() {
        for (const std::string& text : {std::string("hello"), std::string(5000, 'x')}) {
            writeText(path("text.db"), text);
            for (const bool reader : {false, true}) {
                const std::string error = errorOf([&] {
                    if (reader)
                        RunReader{path("text.db")};
                    else
                        RunStore{path("text.db")};
                });
                QVERIFY(contains(error, path("text.db").string() + ": is not an SQLite database"));
            }
            QCOMPARE(readText(path("text.db")), text);
        }
    }
    void databaseOfAnotherProgram() {
        {
            SQLite::Database raw(path("other.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            raw.exec("CREATE TABLE bookmarks (url TEXT); PRAGMA application_id = 77");
        }
        const std::string before = readText(path("other.db"));
        QVERIFY(contains(errorOf([&] { RunStore{path("other.db")}; }), "another program (application id 77"));
        QVERIFY(contains(errorOf([&] { RunReader{path("other.db")}; }), "another program"));
        QCOMPARE(readText(path("other.db")), before);  // not even its journal mode was touched
    }
    void newerDatabase() {
        { RunStore store(path("newer.db")); }
        SQLite::Database(path("newer.db").string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 9");
        const std::string error = errorOf([&] { RunStore{path("newer.db")}; });
        QVERIFY(
            contains(error, "newer ExitLab (database version 9, this program knows up to " + number(latest()) + ")"));
        QVERIFY(contains(errorOf([&] { RunReader{path("newer.db")}; }), "newer ExitLab"));
    }
    void folder() {
        QVERIFY(contains(errorOf([&] { RunStore{fs::path(dir_.path().toStdString())}; }), "is a folder"));
        QVERIFY(contains(errorOf([&] { RunReader{fs::path(dir_.path().toStdString())}; }), "is a folder"));
    }
    void absentFileIsNotCreatedByReading() {
        QVERIFY(contains(errorOf([&] { RunReader{path("absent.db")}; }), "does not exist"));
        QVERIFY(!fs::exists(path("absent.db")));
    }
    void damagedDatabase() {
        {
            RunStore store(path("damaged.db"));
            const std::int64_t run = store.createRun(experiment());
            for (int k = 1; k <= 20; ++k)
                for (const auto& report : round(k)) store.append(run, report);
        }
        std::string bytes = readText(path("damaged.db"));
        // Keep the header page, so that only the content is wrong.
        for (std::size_t i = 4096 + 100; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 37);
        writeText(path("damaged.db"), bytes);
        QVERIFY(contains(errorOf([&] { RunStore{path("damaged.db")}; }), "is damaged"));
        writeText(path("damaged.db"), bytes.substr(0, bytes.size() / 2));
        QVERIFY(contains(errorOf([&] { RunStore{path("damaged.db")}; }), "is damaged"));
    }
    void everyTruncationIsRefusedOrOpens() {
        {
            RunStore store(path("whole.db"));
            store.createRun(experiment());
        }
        const std::string bytes = readText(path("whole.db"));
        for (std::size_t size = 1; size < bytes.size(); size += 997) {
            writeText(path("part.db"), bytes.substr(0, size));
            fs::remove(path("part.db-wal"));
            fs::remove(path("part.db-shm"));
            const std::string error = errorOf([&] { RunStore{path("part.db")}; });
            QVERIFY2(contains(error, path("part.db").string()),
                     qPrintable(QString("%1 of %2 bytes were opened").arg(size).arg(bytes.size())));
        }
    }
    void readOnlyPlaces() {
        QVERIFY(contains(errorOf([] { RunStore{"/proc/exitlab.db"}; }), "/proc/exitlab.db: cannot be opened"));
        QVERIFY(contains(errorOf([] { RunStore{"/proc/nobody/exitlab.db"}; }), "folder cannot be created"));
        { RunStore store(path("ro/exitlab.db")); }
        // Rights mean nothing to root: be somebody else for a moment.
        const bool root = ::geteuid() == 0;
        constexpr uid_t kNobody = 65534;
        if (root) {
            fs::permissions(path(""), fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
            for (const char* name : {"ro", "ro/exitlab.db"}) QCOMPARE(::chown(path(name).c_str(), kNobody, kNobody), 0);
            QCOMPARE(::seteuid(kNobody), 0);
        }
        fs::permissions(path("ro/exitlab.db"), fs::perms::owner_read);
        const std::string file = errorOf([&] { RunStore{path("ro/exitlab.db")}; });
        fs::permissions(path("ro/exitlab.db"), fs::perms::owner_read | fs::perms::owner_write);
        fs::permissions(path("ro"), fs::perms::owner_read | fs::perms::owner_exec);
        const std::string inside = errorOf([&] { RunStore{path("ro/exitlab.db")}; });
        const std::string second = errorOf([&] { RunStore{path("ro/second.db")}; });
        fs::permissions(path("ro"), fs::perms::owner_all);
        if (root) QCOMPARE(::seteuid(0), 0);
        QVERIFY(contains(file, "exitlab.db: is read-only"));
        QVERIFY(contains(inside, "exitlab.db: cannot be"));
        QVERIFY(contains(second, "second.db: cannot be opened"));
    }
    void lockedDatabase() {
        { RunStore store(path("locked.db")); }
        auto holder = std::make_unique<SQLite::Database>(path("locked.db").string(), SQLite::OPEN_READWRITE);
        holder->exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
        QElapsedTimer timer;
        timer.start();
        QVERIFY(contains(errorOf([&] { openForWriting(path("locked.db"), schemaMigrations(), 100); }),
                         "is locked by another program"));
        QVERIFY(timer.elapsed() < 4000);
        QVERIFY(contains(errorOf([&] { openForReading(path("locked.db"), schemaMigrations(), 100); }),
                         "is locked by another program"));
        holder.reset();
        RunStore store(path("locked.db"));
        QCOMPARE(store.createRun(experiment()), std::int64_t(1));
    }

    void migrationCopiesFirst() {
        const fs::path file = path("old.db");
        std::int64_t run = 0;
        {
            RunStore store(file);
            run = store.createRun(experiment());
            store.append(run, makeReport(started()));
            store.flush();
        }
        const auto migrations = withAnother("ALTER TABLE run ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'");
        {
            const auto connection = openForWriting(file, migrations);
            QCOMPARE(connection->database().execAndGet("PRAGMA user_version").getInt64(), latest() + 1);
            QCOMPARE(connection->database().execAndGet("SELECT mood FROM run").getString(), std::string("calm"));
            QCOMPARE(connection->database().execAndGet("PRAGMA foreign_keys").getInt(), 1);
        }
        // The copy is the database as it was, whole.
        RunReader before(backupOf("old.db"));
        QCOMPARE(before.reports(run).size(), std::size_t(1));
        // This program now meets a newer database.
        QVERIFY(contains(errorOf([&] { RunStore{file}; }), "newer ExitLab (database version " + number(latest() + 1)));
        // Again from the copy: the first copy is kept.
        fs::copy_file(backupOf("old.db"), file, fs::copy_options::overwrite_existing);
        fs::remove(path("old.db-wal"));
        openForWriting(file, migrations);
        QVERIFY(fs::exists(backupOf("old.db")) && fs::exists(backupOf("old.db") + "-2"));
    }
    void failedMigrationIsUndone() {
        const fs::path file = path("failing.db");
        {
            RunStore store(file);
            store.createRun(experiment());
        }
        const std::string error = errorOf([&] {
            openForWriting(file, withAnother("CREATE TABLE half (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1)"));
        });
        QVERIFY(contains(error, "migration " + number(latest() + 1) + " (for the test) failed and was undone"));
        QVERIFY(contains(errorOf([&] { openForWriting(file, withAnother("DELETE FROM experiment")); }),
                         "would break a reference of table run"));
        RunStore store(file);  // still a good database
        QCOMPARE(store.reader().list().size(), std::size_t(1));
        SQLite::Database raw(file.string());
        QVERIFY(!raw.tableExists("half"));
    }
    void firstVersionOpens() {
        // A database as version 1 wrote it, with reports of the kinds it knew.
        const fs::path file = path("first.db");
        std::vector<ReportPtr> told = {makeReport(started())};
        std::int64_t run = 0;
        {
            const auto connection = openForWriting(file, {schemaMigrations().front()});
            NewRun row;
            row.name = "Trial";
            row.method = "fedavg";
            row.dataset = "glyphs";
            row.configuration = experiment().toText();
            run = insertRun(*connection, row);
            for (const auto& report : round(1)) {
                const std::string kind = reportName(*report);
                if (kind != "method_histogram" && kind != "method_scatter" && kind != "method_image_grid")
                    told.push_back(report);
            }
            for (const auto& report : told) storeReport(*connection, run, *report, currentProcess());
            QCOMPARE(connection->database().execAndGet("PRAGMA user_version").getInt(), 1);
            QVERIFY(!connection->database().tableExists("histogram"));
        }
        const std::string before = errorOf([&] { RunReader{file}; });
        QVERIFY(contains(before, "has the older version 1, expected " + number(latest())));
        {
            RunStore store(file);
            QVERIFY(same(store.reader().reports(run, true), told));
            // What it could not hold before it holds now.
            for (const auto& report : {makeReport(histogram(2)), makeReport(scatter(2)), makeReport(images(2))}) {
                store.append(run, report);
                told.push_back(report);
            }
            store.flush();
        }
        QVERIFY(same(RunReader(file).reports(run, true), told));
        SQLite::Database copy(path("first.db.v1.backup").string());
        QCOMPARE(copy.execAndGet("PRAGMA user_version").getInt(), 1);
        QCOMPARE(copy.execAndGet("SELECT count(*) FROM report").getInt64(), static_cast<std::int64_t>(told.size() - 3));
        // The same tables as in a database that begins with the newest version.
        { RunStore fresh(path("fresh.db")); }
        const auto tables = [](const fs::path& database) {
            SQLite::Database raw(database.string());
            SQLite::Statement rows(raw, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name");
            std::string text;
            while (rows.executeStep()) text += rows.getColumn(0).getString() + '\n';
            return text;
        };
        QCOMPARE(tables(file), tables(path("fresh.db")));
    }
    void readerWantsTheCurrentVersion() {
        { RunStore store(path("behind.db")); }
        QVERIFY(contains(errorOf([&] { openForReading(path("behind.db"), withAnother("SELECT 1")); }),
                         "has the older version " + number(latest()) + ", expected " + number(latest() + 1)));
    }
    void twoProgramsCreateAtOnce() {
        for (int i = 0; i < 10; ++i) {
            const fs::path file = path("race" + std::to_string(i) + ".db");
            std::string errors[2];
            std::thread other([&] { errors[1] = errorOf([&] { RunStore{file}; }); });
            errors[0] = errorOf([&] { RunStore{file}; });
            other.join();
            QCOMPARE(errors[0] + errors[1], std::string());
        }
    }
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
