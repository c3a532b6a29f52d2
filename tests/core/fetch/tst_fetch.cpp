// SPDX-License-Identifier: GPL-3.0-or-later
// Whole data sets: archives are unpacked to the places of the catalogue and nowhere else.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <set>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/config/experiment.h"
#include "core/fetch/catalogue.h"
#include "tests/core/fetch/loopback_server.h"

using namespace exitlab;

namespace {

struct Desk {
    QTemporaryDir dir;
    LoopbackServer server;
    std::filesystem::path root = (dir.path() + "/data").toStdString();

    /// A tar.gz made by tar itself from files under `folder`.
    QByteArray archive(const QStringList& arguments) const {
        QProcess tar;
        tar.setWorkingDirectory(dir.path());
        tar.start("tar", QStringList{"-czPf", "out.tar.gz"} + arguments);
        if (!tar.waitForFinished() || tar.exitCode() != 0) qFatal("tar: %s", tar.readAllStandardError().constData());
        QFile file(dir.path() + "/out.tar.gz");
        file.open(QIODevice::ReadOnly);
        return file.readAll();
    }
    void write(const QString& name, const QByteArray& bytes) const {
        QDir(dir.path()).mkpath(QFileInfo(name).path());
        QFile file(dir.path() + "/" + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    FetchableDataset set(const QByteArray& packed, std::vector<FetchedPlace> places) {
        server.serve("/set.tar.gz", {packed});
        Sha256 sum;
        sum.update(packed.constData(), static_cast<std::size_t>(packed.size()));
        return {"test", "", "", {{server.url("/set.tar.gz"), sum.hex(), packed.size(), std::move(places)}}};
    }
    QString fetch(const FetchableDataset& what) const {
        DownloadOptions options;
        options.loopback = true;
        options.waitSeconds = 0.01;
        try {
            fetchDataset(what, root, options);
        } catch (const Error& error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    }
    QByteArray read(const char* name) const {
        QFile file(QString::fromStdString((root / name).string()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("absent");
    }
};

}  // namespace

class TestFetch : public QObject {
    Q_OBJECT

  private slots:
    void unpacksWhatTheCatalogueNames() {
        Desk desk;
        desk.write("set/a.bin", "first");
        desk.write("set/b.bin", QByteArray(100'000, 'b'));
        desk.write("set/readme", "not wanted");
        const FetchableDataset set = desk.set(
            desk.archive({"set"}), {{"set/a.bin", "here/a.bin", 100}, {"set/b.bin", "here/there/b.bin", 100'000}});
        QCOMPARE(desk.fetch(set), QString());
        QCOMPARE(desk.read("here/a.bin"), QByteArray("first"));
        QCOMPARE(desk.read("here/there/b.bin").size(), 100'000);
        QVERIFY(!std::filesystem::exists(desk.root / ".downloads"));
        QCOMPARE(desk.fetch(set), QString());
        QCOMPARE(desk.server.requests().size(), 1);  // in place: nothing is asked again
    }

    void refusesBombsLinksAndGaps() {
        Desk desk;
        desk.write("set/a.bin", QByteArray(10'000'000, 'a'));
        QVERIFY(desk.fetch(desk.set(desk.archive({"set"}), {{"set/a.bin", "a.bin", 1000}})).contains("1000"));
        QCOMPARE(desk.read("a.bin"), QByteArray("absent"));

        QVERIFY(desk.fetch(desk.set(desk.archive({"set"}), {{"set/other", "a.bin", 1000}})).contains("set/other"));

        QFile::remove(desk.dir.path() + "/set/a.bin");
        QVERIFY(QFile::link("/etc/hostname", desk.dir.path() + "/set/a.bin"));
        QVERIFY(desk.fetch(desk.set(desk.archive({"set"}), {{"set/a.bin", "a.bin", 1000}})).contains("link"));
        QCOMPARE(desk.read("a.bin"), QByteArray("absent"));
    }

    void aPathInTheArchiveDecidesNothing() {
        Desk desk;
        desk.write("outside.bin", "evil");
        desk.write("set/a.bin", "good");
        // "../outside.bin" and an absolute path lie in the archive; neither is named by the catalogue.
        const QByteArray packed = desk.archive({"set/../outside.bin", desk.dir.path() + "/outside.bin", "set/a.bin"});
        QFile::remove(desk.dir.path() + "/outside.bin");
        QCOMPARE(desk.fetch(desk.set(packed, {{"set/a.bin", "a.bin", 100}})), QString());
        QCOMPARE(desk.read("a.bin"), QByteArray("good"));
        QVERIFY(!QFile::exists(desk.dir.path() + "/outside.bin"));
    }

    void damagedArchives() {
        Desk desk;
        desk.write("set/a.bin", QByteArray(50'000, 'a'));
        QByteArray packed = desk.archive({"set"});
        QVERIFY(!desk.fetch(desk.set(packed.left(packed.size() / 2), {{"set/a.bin", "a.bin", 50'000}})).isEmpty());
        QVERIFY(!desk.fetch(desk.set("no archive at all", {{"set/a.bin", "a.bin", 50'000}})).isEmpty());
        QCOMPARE(desk.read("a.bin"), QByteArray("absent"));
    }

    void catalogueIsSound() {
        std::set<std::string> places;
        for (const FetchableDataset& set : fetchableDatasets()) {
            QVERIFY(!set.licence.empty() && !set.site.empty() && !set.files.empty());
            for (const FetchedFile& file : set.files) {
                QVERIFY2(file.url.rfind("https://", 0) == 0, file.url.c_str());
                QCOMPARE(file.sha256.size(), std::size_t{64});
                QCOMPARE(file.sha256.find_first_not_of("0123456789abcdef"), std::string::npos);
                QVERIFY(file.bytes > 0 && !file.places.empty());
                for (const FetchedPlace& place : file.places) {
                    QVERIFY2(places.insert(place.file).second, place.file.c_str());
                    QVERIFY(place.bytes > 0 && place.file.find("..") == std::string::npos && place.file[0] != '/');
                }
            }
        }
        QVERIFY_THROWS_EXCEPTION(Error, fetchableDataset("no-such-set"));
        QVERIFY_THROWS_EXCEPTION(Error, fetchableDataset("usps"));
    }
};

QTEST_GUILESS_MAIN(TestFetch)
#include "tst_fetch.moc"
