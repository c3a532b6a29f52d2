// SPDX-License-Identifier: GPL-3.0-or-later
// A run that travelled in a bundle equals the original, and a bundle that lies changes nothing.
#include <SQLiteCpp/SQLiteCpp.h>

#include <QTest>

#include "bundle_testing.h"
#include "core/store/bundle.h"
#include "core/store/run_store.h"
#include "core/store/safetensors.h"
#include "core/store/schema.h"

using namespace exitlab;
using namespace exitlab::testing;
namespace fs = std::filesystem;

namespace {

MethodCatalog methods(const std::string& id = "fedavg") {
    MethodInfo method;
    method.id = id;
    method.name = id;
    method.version = "1";
    return {method};
}

/// A store with one run of three rounds that has everything a run can have, and an empty one.
struct Desk {
    QTemporaryDir dir;
    fs::path root{dir.path().toStdString()};
    RunStore here{root / "here.db"}, there{root / "there.db"};
    std::int64_t run = 0;
    fs::path bundle = root / "run.exitlab";

    Desk() {
        (void)here.createRun(experiment(9));  // so that the numbers differ
        run = here.createRun(experiment());
        here.append(run, makeReport(started()));
        for (int r = 1; r <= 3; ++r) {
            for (const ReportPtr& report : round(r)) here.append(run, report);
            here.flush();
            const std::vector<float> weights(100, static_cast<float>(r));
            const fs::path file = here.filesDir(run) / ("checkpoint-" + std::to_string(r) + ".safetensors");
            const std::string sha = writeSafetensors(
                file, {{"w", "F32", {100}, weights.data(), weights.size() * sizeof(float)}}, {{"round", "x"}});
            here.addCheckpoint(run, {r, file, static_cast<std::int64_t>(fs::file_size(file)), sha}, 0);
        }
        RunFinished end = finished(3);
        end.accuracy = {0.5, 0.75};  // a summary with NaN would not equal itself
        here.append(run, makeReport(end));
        here.flush();
        here.setTags(run, "paper, glyphs");
        here.setNote(run, "keep \xe4\xbd\xa0\xe5\xa5\xbd");
        here.setStar(run, true);
    }
    RunSummary original() const { return *here.reader().find(run); }
    void write(BundleCheckpoints which = BundleCheckpoints::All) { writeBundle(here.path(), run, bundle, which); }
    std::int64_t import() { return readBundles(there, {bundle}, methods()).at(0); }

    /// The message with which the bundle is refused, after which nothing may have changed; empty: it was taken.
    std::string refusal(const MethodCatalog& catalog = methods()) {
        std::string what;
        try {
            readBundles(there, {bundle}, catalog);
            return {};
        } catch (const Error& error) {
            what = error.what();
        }
        if (!there.reader().list().empty() || !there.reader().list(true).empty()) return "a run was added: " + what;
        std::error_code none;
        for (fs::directory_iterator at(there.path().string() + ".files", none); !none && at != fs::directory_iterator();
             at.increment(none))
            return "left behind: " + at->path().string();
        return what;
    }
};

}  // namespace

#define REFUSED(desk, ...)                                                                            \
    do {                                                                                              \
        const std::string what = (desk).refusal();                                                    \
        for (const std::string& part : std::vector<std::string>{(desk).bundle.string(), __VA_ARGS__}) \
            QVERIFY2(what.find(part) != std::string::npos, (part + " is not in: " + what).c_str());   \
        QVERIFY2(what.find('\n') == std::string::npos, what.c_str());                                 \
    } while (false)

class TestBundle : public QObject {
    Q_OBJECT

  private slots:
    void importedEqualsTheOriginal() {
        Desk desk;
        desk.write();
        const std::int64_t id = desk.import();
        const RunReader a = desk.here.reader(), b = desk.there.reader();
        RunSummary expected = desk.original(), found = *b.find(id);
        QVERIFY(found.id != expected.id);
        expected.id = found.id;
        QVERIFY(found == expected);
        QVERIFY(found.starred && found.tags == "paper, glyphs" && found.checkpointRound == 3);
        QVERIFY(same(a.reports(desk.run, true), b.reports(id, true)));
        for (int r = 1; r <= 3; ++r) QVERIFY(*a.records(desk.run, r) == *b.records(id, r));
        const auto origin = *a.origin(desk.run), arrived = *b.origin(id);
        QVERIFY(origin.machine == arrived.machine && origin.started == arrived.started &&
                origin.version == arrived.version && origin.workers == arrived.workers);
        const auto from = a.checkpoints(desk.run), to = b.checkpoints(id);
        QCOMPARE(to.size(), std::size_t(3));
        for (std::size_t i = 0; i < to.size(); ++i) {
            QCOMPARE(to[i].round, from[i].round);
            QCOMPARE(to[i].sha256, from[i].sha256);
            QCOMPARE(sha256OfFile(to[i].file), from[i].sha256);
            QCOMPARE(fs::file_size(to[i].file), std::uintmax_t(from[i].bytes));
        }
        // Nothing else lies beside them.
        int folders = 0;
        for (const auto& at : fs::directory_iterator(desk.there.path().string() + ".files")) {
            QCOMPARE(at.path().filename().string(), "run-" + std::to_string(id));
            ++folders;
        }
        QCOMPARE(folders, 1);
        // Sent back, it is a run of its own there.
        const fs::path again = desk.root / "again.exitlab";
        writeBundle(desk.there.path(), id, again, BundleCheckpoints::All);
        const std::int64_t back = readBundles(desk.here, {again}, methods()).at(0);
        QVERIFY(back != desk.run);
        QVERIFY(same(a.reports(desk.run, true), desk.here.reader().reports(back, true)));
    }

    void theNewestCheckpointOrNone() {
        Desk desk;
        QCOMPARE(writeBundle(desk.here.path(), desk.run, desk.bundle).checkpoints, std::vector<int>{3});
        const std::int64_t id = desk.import();
        QCOMPARE(desk.there.reader().checkpoints(id).size(), std::size_t(1));
        QCOMPARE(desk.there.reader().find(id)->checkpointRound, 3);
        desk.write(BundleCheckpoints::None);
        const std::int64_t bare = desk.import();
        QVERIFY(desk.there.reader().checkpoints(bare).empty());
        QCOMPARE(desk.there.reader().find(bare)->checkpointRound, -1);
        QVERIFY(same(desk.here.reader().reports(desk.run, true), desk.there.reader().reports(bare, true)));
    }

    void aRunInProgressArrivesAsInterrupted() {
        Desk desk;
        desk.here.setStatus(desk.run, RunStatus::Running);
        desk.write();
        QCOMPARE(desk.there.reader().find(desk.import())->status, RunStatus::Interrupted);
        QCOMPARE(desk.original().status, RunStatus::Running);
        // Not driven by anybody, it can be removed at once.
        desk.there.remove(desk.there.reader().list().front().id);
    }

    void whatIsOfTheDatabaseStaysThere() {
        Desk desk;
        {
            // In the queue, and a branch of the other run.
            SQLite::Database database(desk.here.path().string(), SQLite::OPEN_READWRITE, 5000);
            const std::string run = std::to_string(desk.run);
            database.exec("INSERT INTO queue VALUES (" + run + ", 1, 0)");
            database.exec("UPDATE run SET parent = 1, parent_round = 2, group_name = 'race' WHERE id = " + run);
        }
        desk.write();
        const std::int64_t id = desk.import();
        SQLite::Database database(desk.there.path().string());
        QVERIFY2(database.execAndGet("SELECT count(*) FROM queue").getInt() == 0, "it would start by itself");
        const RunSummary run = *desk.there.reader().find(id);
        QCOMPARE(run.parent, std::int64_t(0));
        QCOMPARE(run.group, desk.original().group);
        QVERIFY(same(desk.here.reader().reports(desk.run, true), desk.there.reader().reports(id, true)));
    }

    void aTrashedRunArrivesInTheList() {
        Desk desk;
        desk.here.setTrashed(desk.run, true);
        desk.write();
        desk.import();
        QCOMPARE(desk.there.reader().list().size(), std::size_t(1));
    }

    void equalExperimentsShareARow() {
        Desk desk;
        desk.write();
        desk.import();
        desk.import();
        SQLite::Database database(desk.there.path().string());
        QCOMPARE(database.execAndGet("SELECT count(*) FROM experiment").getInt(), 1);
        QCOMPARE(database.execAndGet("SELECT count(*) FROM run").getInt(), 2);
        QCOMPARE(database.execAndGet("PRAGMA integrity_check").getString(), std::string("ok"));
        QVERIFY(!SQLite::Statement(database, "PRAGMA foreign_key_check").executeStep());
    }

    void severalAllOrNone() {
        Desk desk;
        desk.write();
        const fs::path broken = desk.root / "broken.exitlab";
        writeFile(broken, "PK\x03\x04 and no more");
        try {
            readBundles(desk.there, {desk.bundle, broken}, methods());
            QFAIL("taken");
        } catch (const InputError& error) {
            QVERIFY(QString(error.what()).contains("broken.exitlab"));
        }
        QVERIFY(desk.there.reader().list().empty());
        QCOMPARE(readBundles(desk.there, {desk.bundle, desk.bundle}, methods()).size(), std::size_t(2));
    }

    void progressAndCancel() {
        Desk desk;
        std::atomic<bool> cancel{false};
        double last = -1;
        BundleWatch watch{[&](double share) {
                              QVERIFY(share >= last && share <= 1);
                              last = share;
                          },
                          &cancel};
        writeBundle(desk.here.path(), desk.run, desk.bundle, BundleCheckpoints::All, watch);
        QCOMPARE(last, 1.0);
        last = -1;
        readBundles(desk.there, {desk.bundle}, methods(), watch);
        QCOMPARE(last, 1.0);
        const std::string before = sha256OfFile(desk.bundle);
        cancel = true;
        QVERIFY_EXCEPTION_THROWN(writeBundle(desk.here.path(), desk.run, desk.bundle, BundleCheckpoints::All, watch),
                                 BundleCancelled);
        QCOMPARE(sha256OfFile(desk.bundle), before);
        QVERIFY_EXCEPTION_THROWN(readBundles(desk.there, {desk.bundle}, methods(), watch), BundleCancelled);
        QCOMPARE(desk.there.reader().list().size(), std::size_t(1));
        int left = 0;
        for (const auto& at : fs::directory_iterator(desk.root))
            left += at.path().filename().string().find("staging") != std::string::npos ||
                    at.path().filename().string().find(".part") != std::string::npos;
        QCOMPARE(left, 0);
    }

    void writingRefuses() {
        Desk desk;
        QVERIFY_EXCEPTION_THROWN(writeBundle(desk.here.path(), 99, desk.bundle), Error);
        QVERIFY(!fs::exists(desk.bundle));
        // A checkpoint that is not what was written must not travel as if it were.
        const auto checkpoints = desk.here.reader().checkpoints(desk.run);
        writeFile(checkpoints.back().file, std::string(static_cast<std::size_t>(checkpoints.back().bytes), 'x'));
        QVERIFY_EXCEPTION_THROWN(writeBundle(desk.here.path(), desk.run, desk.bundle), InputError);
        fs::remove(checkpoints.back().file);
        QVERIFY_EXCEPTION_THROWN(writeBundle(desk.here.path(), desk.run, desk.bundle), InputError);
        QVERIFY(!fs::exists(desk.bundle));
        desk.write(BundleCheckpoints::None);
        QVERIFY(fs::exists(desk.bundle));
    }

    void notABundle() {
        Desk desk;
        desk.bundle = desk.root / "nothing.exitlab";
        REFUSED(desk, "does not exist");
        writeFile(desk.bundle, "");
        REFUSED(desk, "no bundle");
        writeFile(desk.bundle, std::string(5000, 'a'));
        REFUSED(desk, "no bundle");
        pack(desk.bundle, {{"readme.txt", "hello", {}}});
        REFUSED(desk, "expected manifest.json as its first entry");
        pack(desk.bundle, {{"manifest.json", "{\"format\": ", {}}});
        REFUSED(desk, "manifest.json", "line 1");
        pack(desk.bundle, {{"manifest.json", "{\"format\": \"other\"}", {}}});
        REFUSED(desk, "another program's file");
    }

    void truncatedAnywhere() {
        Desk desk;
        desk.write();
        std::ifstream stream(desk.bundle, std::ios::binary);
        const std::string whole((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
        for (int i = 0; i < 20; ++i) {
            writeFile(desk.bundle, whole.substr(0, whole.size() * static_cast<std::size_t>(i) / 20));
            const std::string what = desk.refusal();
            QVERIFY2(what.find("run.exitlab") != std::string::npos, what.c_str());
        }
    }

    void anyChangedByteIsSeen() {
        Desk desk;
        desk.write();
        std::ifstream stream(desk.bundle, std::ios::binary);
        const std::string whole((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
        // Contents, not the names and times of the archive around them.
        const std::vector<Packed> entries = unpack(desk.bundle);
        for (std::size_t e = 1; e < entries.size(); ++e) {
            std::vector<Packed> changed = entries;
            changed[e].data[changed[e].data.size() / 2] ^= 1;
            pack(desk.bundle, changed);
            REFUSED(desk, "entry \"" + entries[e].name + "\"", "SHA-256");
        }
    }

    void entriesThatDoNotBelong() {
        Desk desk;
        desk.write();
        const std::vector<Packed> good = unpack(desk.bundle);
        const auto with = [&](const Packed& extra, bool signedToo) {
            std::vector<Packed> entries = good;
            entries.push_back(extra);
            if (signedToo) sign(entries);
            pack(desk.bundle, entries);
        };
        with({"virus.sh", "rm", {}}, false);
        REFUSED(desk, "virus.sh", "not in manifest.json");
        with({"virus.sh", "rm", {}}, true);
        REFUSED(desk, "virus.sh", "is none of experiment.json, run.db");
        with({"../../escape", "x", {}}, false);
        REFUSED(desk, "escape");
        with({"../../escape", "x", {}}, true);
        REFUSED(desk, "../../escape", "leads out of the bundle");
        with({"checkpoints/../../escape", "x", {}}, true);
        REFUSED(desk, "leads out of the bundle");
        with({"/tmp/exitlab-absolute", "x", {}}, true);
        REFUSED(desk, "/tmp/exitlab-absolute", "absolute path");
        with({"C:\\x", "x", {}}, true);
        REFUSED(desk, "absolute path");
        with({"checkpoints/.hidden", "x", {}}, true);
        REFUSED(desk, ".hidden", "is none of");
        with({"checkpoints/extra.safetensors", "x", {}}, true);
        REFUSED(desk, "checkpoints/extra.safetensors", "not named in run.db");
        with({"run.db", "x", {}}, false);
        REFUSED(desk, "run.db", "comes twice");
        with({"checkpoints/link.safetensors", "", "/etc/passwd"}, true);
        REFUSED(desk, "checkpoints/link.safetensors", "is a link");
        // And those that are not there.
        for (std::size_t e = 1; e < good.size(); ++e) {
            std::vector<Packed> entries = good;
            entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(e));
            pack(desk.bundle, entries);
            REFUSED(desk, good[e].name, "in manifest.json but not in the file");
            sign(entries);
            pack(desk.bundle, entries);
            REFUSED(desk, good[e].name.substr(good[e].name.find('/') + 1));
        }
    }

    void sizesThatCannotBe() {
        Desk desk;
        desk.write();
        std::vector<Packed> entries = unpack(desk.bundle);
        const std::string manifest = entries.front().data;
        const auto promise = [&](std::size_t entry, const Json& bytes) {
            Json json = Json::parse(manifest);
            json["entries"][entry]["bytes"] = bytes;
            entries.front().data = json.dump();
            pack(desk.bundle, entries);
        };
        promise(1, std::int64_t{1} << 39);
        REFUSED(desk, "run.db", "cannot honestly hold");
        promise(1, 1e300);
        REFUSED(desk, "entries[1].bytes");
        promise(1, -1);
        REFUSED(desk, "entries[1].bytes", "from 0");
        promise(0, 10);
        REFUSED(desk, "experiment.json", "larger than the 10 bytes");
        promise(0, entries[1].data.size() + 10);
        REFUSED(desk, "experiment.json", "manifest.json says");
        // A bomb: 100 MB of zeros in a few hundred kilobytes, honestly declared.
        std::vector<Packed> bomb = unpack(desk.bundle);
        bomb.front().data = manifest;
        entryOf(bomb, "run.db").data.assign(100u << 20, '\0');
        sign(bomb);
        pack(desk.bundle, bomb);
        QVERIFY(fs::file_size(desk.bundle) < 1 << 20);
        REFUSED(desk, "run.db", "cannot honestly hold");
    }

    void newerThanThisProgram() {
        Desk desk;
        desk.write();
        std::vector<Packed> entries = unpack(desk.bundle);
        const std::string manifest = entries.front().data;
        Json json = Json::parse(manifest);
        json["version"] = 2;
        json["exitlab"] = "9.9";
        entries.front().data = json.dump();
        pack(desk.bundle, entries);
        REFUSED(desk, "manifest.json", "ExitLab 9.9", "update ExitLab");
        // The same for the database inside.
        entries.front().data = manifest;
        const fs::path rows = desk.root / "rows.db";
        writeFile(rows, entryOf(entries, "run.db").data);
        {
            SQLite::Database database(rows.string(), SQLite::OPEN_READWRITE);
            database.exec("PRAGMA user_version = 77");
        }
        std::ifstream stream(rows, std::ios::binary);
        entryOf(entries, "run.db").data.assign(std::istreambuf_iterator<char>(stream), {});
        sign(entries);
        pack(desk.bundle, entries);
        REFUSED(desk, "entry \"run.db\"", "newer ExitLab");
    }

    void aMethodThatIsNotHere() {
        Desk desk;
        desk.write();
        const std::string what = desk.refusal(methods("other"));
        QVERIFY2(what.find("experiment.json") != std::string::npos && what.find("fedavg") != std::string::npos,
                 what.c_str());
    }

    void liesInsideTheDatabase_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("complaint");
        QTest::newRow("trigger") << "CREATE TRIGGER evil AFTER INSERT ON run BEGIN DELETE FROM run; END"
                                 << "not those of ExitLab";
        QTest::newRow("view for a table") << "DROP TABLE note; CREATE VIEW note AS SELECT 1 AS run, 'x' AS text"
                                          << "not those of ExitLab";
        QTest::newRow("other program") << "PRAGMA application_id = 5"
                                       << "no database of ExitLab";
        QTest::newRow("two runs")
            << "INSERT INTO run (experiment, status, created, colour, version, libraries, machine) "
               "SELECT experiment, status, created, colour, version, libraries, machine FROM run"
            << "exactly one run";
        QTest::newRow("no run") << "DELETE FROM run"
                                << "exactly one run";
        QTest::newRow("missing rows") << "DELETE FROM metric WHERE round = 2 AND metric = 1"
                                      << "expected 6";
        QTest::newRow("broken records") << "UPDATE exit_record SET data = x'00'"
                                        << "exit records";
        QTest::newRow("broken matrix") << "UPDATE matrix SET data = x'0102'"
                                       << "numbers in 2 bytes";
        QTest::newRow("unknown report") << "UPDATE report SET kind = 'gossip' WHERE seq = 3"
                                        << "unknown kind";
        QTest::newRow("checkpoint path") << "PRAGMA ignore_check_constraints = 1; UPDATE checkpoint SET file = "
                                            "'../../x' WHERE round = 3"
                                         << "run.db";
        QTest::newRow("checkpoint hash") << "UPDATE checkpoint SET sha256 = 'abc' WHERE round = 3"
                                         << "not the checkpoint";
        QTest::newRow("other experiment") << "UPDATE experiment SET configuration = '{}'"
                                          << "is not the experiment";
        QTest::newRow("other hash") << "UPDATE experiment SET sha256 = 'abc'"
                                    << "another SHA-256";
        QTest::newRow("other seed") << "UPDATE experiment SET seed = 5"
                                    << "seed of the run";
        QTest::newRow("orphan") << "PRAGMA foreign_keys = OFF; INSERT INTO note VALUES (77, 'x')"
                                << "not there";
    }
    void liesInsideTheDatabase() {
        QFETCH(QString, sql);
        QFETCH(QString, complaint);
        Desk desk;
        desk.write();
        std::vector<Packed> entries = unpack(desk.bundle);
        const fs::path rows = desk.root / "rows.db";
        writeFile(rows, entryOf(entries, "run.db").data);
        {
            SQLite::Database database(rows.string(), SQLite::OPEN_READWRITE);
            database.exec("PRAGMA foreign_keys = ON");
            database.exec(sql.toStdString());
        }
        std::ifstream stream(rows, std::ios::binary);
        entryOf(entries, "run.db").data.assign(std::istreambuf_iterator<char>(stream), {});
        sign(entries);
        pack(desk.bundle, entries);
        REFUSED(desk, complaint.toStdString());
    }

    void noDatabaseInside() {
        Desk desk;
        desk.write();
        std::vector<Packed> entries = unpack(desk.bundle);
        entryOf(entries, "run.db").data = std::string(4096, 'q');
        sign(entries);
        pack(desk.bundle, entries);
        REFUSED(desk, "entry \"run.db\"");
    }

    void checkpointsThatAreNone() {
        Desk desk;
        desk.write();
        std::vector<Packed> entries = unpack(desk.bundle);
        Packed& file = entryOf(entries, "checkpoints/checkpoint-3.safetensors");
        file.data = "no tensors here";
        Sha256 sha;
        sha.update(file.data.data(), file.data.size());
        const fs::path rows = desk.root / "rows.db";
        writeFile(rows, entryOf(entries, "run.db").data);
        {
            SQLite::Database database(rows.string(), SQLite::OPEN_READWRITE);
            database.exec("UPDATE checkpoint SET bytes = " + std::to_string(file.data.size()) + ", sha256 = '" +
                          sha.hex() + "' WHERE round = 3");
        }
        std::ifstream stream(rows, std::ios::binary);
        entryOf(entries, "run.db").data.assign(std::istreambuf_iterator<char>(stream), {});
        sign(entries);
        pack(desk.bundle, entries);
        REFUSED(desk, "checkpoints/checkpoint-3.safetensors", "is no checkpoint");
    }

    void names() {
        RunSummary run;
        run.id = 12;
        run.name = "CAFEDistill, Fashion-MNIST / \xe4\xbd\xa0";
        QCOMPARE(bundleName(run), std::string("CAFEDistill-Fashion-MNIST-run-12.exitlab"));
        run.name = "\xe4\xbd\xa0";
        QCOMPARE(bundleName(run), std::string("run-12.exitlab"));
    }
};

QTEST_GUILESS_MAIN(TestBundle)
#include "tst_bundle.moc"
