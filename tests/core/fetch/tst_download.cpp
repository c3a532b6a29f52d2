// SPDX-License-Identifier: GPL-3.0-or-later
// Downloads against a server that truncates, stalls, redirects and lies.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <thread>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/fetch/download.h"
#include "tests/core/fetch/loopback_server.h"

using namespace exitlab;

namespace {

std::string sha(const QByteArray& bytes) {
    Sha256 sum;
    sum.update(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    return sum.hex();
}

QByteArray content() {
    QByteArray bytes;
    for (int i = 0; bytes.size() < 300'000; ++i) bytes += QByteArray::number(i * 7919) + ' ';
    return bytes;
}

struct Desk {
    QTemporaryDir dir;
    LoopbackServer server;
    QByteArray body = content();

    Download what(const char* path = "/file") const {
        return {server.url(path), (dir.path() + "/data/file.bin").toStdString(), body.size(), sha(body)};
    }
    QString file() const { return dir.path() + "/data/file.bin"; }
    QString part() const { return file() + ".part"; }
    static DownloadOptions options() {
        DownloadOptions options;
        options.loopback = true;
        options.waitSeconds = 0.02;
        options.stallSeconds = 1;
        return options;
    }
    /// Empty: it worked.
    QString fetch(const Download& what, const DownloadOptions& options = Desk::options()) const {
        try {
            download(what, options);
        } catch (const Error& error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    }
    bool isWhole() const {
        QFile f(file());
        return f.open(QIODevice::ReadOnly) && f.readAll() == body && !QFile::exists(part());
    }
};

}  // namespace

class TestDownload : public QObject {
    Q_OBJECT

  private slots:
    void comesWholeAndIsNotFetchedTwice() {
        Desk desk;
        desk.server.serve("/file", {desk.body});
        std::int64_t last = -1;
        DownloadOptions options = Desk::options();
        options.progress = [&](std::int64_t done, std::int64_t total) {
            QVERIFY(done >= last && done <= total);
            last = done;
        };
        QCOMPARE(desk.fetch(desk.what(), options), QString());
        QVERIFY(desk.isWhole());
        QCOMPARE(last, desk.body.size());
        QCOMPARE(desk.fetch(desk.what()), QString());
        QCOMPARE(desk.server.requests().size(), 1);
    }

    void truncatedGoesOnWhereItBrokeOff() {
        Desk desk;
        Resource resource{desk.body};
        resource.breaksAfter = {100'000, 50'000};
        desk.server.serve("/file", resource);
        QCOMPARE(desk.fetch(desk.what()), QString());
        QVERIFY(desk.isWhole());
        QCOMPARE(desk.server.requests().size(), 3);
        QVERIFY(desk.server.requests()[1].contains("Range: bytes=100000-"));
        QVERIFY(desk.server.requests()[2].contains("Range: bytes=150000-"));
    }

    void withoutRangesBeginsAnew() {
        Desk desk;
        Resource resource{desk.body};
        resource.ranges = false;
        resource.breaksAfter = {100'000};
        desk.server.serve("/file", resource);
        QCOMPARE(desk.fetch(desk.what()), QString());
        QVERIFY(desk.isWhole());
    }

    void givesUpAfterItsAttemptsAndKeepsWhatCame() {
        Desk desk;
        Resource resource{desk.body};
        resource.breaksAfter = {1000, 1000, 1000, 1000};
        desk.server.serve("/file", resource);
        QVERIFY(desk.fetch(desk.what()).contains("127.0.0.1"));
        QCOMPARE(QFile(desk.part()).size(), 4000);
        QVERIFY(!QFile::exists(desk.file()));
        QCOMPARE(desk.fetch(desk.what()), QString());
        QVERIFY(desk.isWhole());
    }

    void endsEarlyWithoutALength() {
        Desk desk;
        Resource resource{desk.body};
        resource.announces = false;
        resource.breaksAfter = {70'000};
        desk.server.serve("/file", resource);
        QCOMPARE(desk.fetch(desk.what()), QString());
        QVERIFY(desk.isWhole());
        QVERIFY(desk.server.requests()[1].contains("Range: bytes=70000-"));
    }

    void stalledIsBrokenOff() {
        Desk desk;
        Resource resource{desk.body};
        resource.stalls = true;
        resource.breaksAfter = {1000};
        desk.server.serve("/file", resource);
        QCOMPARE(desk.fetch(desk.what()), QString());
        QVERIFY(desk.isWhole());
        resource.breaksAfter = {1000};
        desk.server.serve("/file", resource);
        QFile::remove(desk.file());
        DownloadOptions once = Desk::options();
        once.attempts = 1;
        const QString said = desk.fetch(desk.what(), once);
        QVERIFY2(said.contains("nothing came for 1 s after 1000 of"), qPrintable(said));
    }

    void cancelledWithinASecondAndGoesOnLater() {
        Desk desk;
        Resource resource{desk.body};
        resource.stalls = true;
        resource.breaksAfter = {50'000};
        desk.server.serve("/file", resource);
        std::atomic<bool> cancel{false};
        DownloadOptions options = Desk::options();
        options.stallSeconds = 60;
        options.cancel = &cancel;
        std::thread later([&] {
            QTest::qSleep(300);
            cancel = true;
        });
        QElapsedTimer clock;
        clock.start();
        bool cancelled = false;
        try {
            download(desk.what(), options);
        } catch (const Cancelled&) {
            cancelled = true;
        }
        later.join();
        QVERIFY(cancelled);
        QVERIFY2(clock.elapsed() < 2500, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(QFile(desk.part()).size(), 50'000);
        QCOMPARE(desk.fetch(desk.what()), QString());
        QVERIFY(desk.isWhole());
        QVERIFY(desk.server.requests()[1].contains("Range: bytes=50000-"));
    }

    void redirects() {
        Desk desk;
        Resource there{desk.body};
        Resource hop;
        hop.status = 302;
        hop.location = "/file";
        desk.server.serve("/file", there);
        desk.server.serve("/moved", hop);
        QCOMPARE(desk.fetch(desk.what("/moved")), QString());
        QVERIFY(desk.isWhole());

        QFile::remove(desk.file());
        hop.location = "/circle";
        desk.server.serve("/circle", hop);
        QVERIFY(desk.fetch(desk.what("/circle")).contains("redirect", Qt::CaseInsensitive));
        // To a file of this machine, or to another scheme: refused, not followed.
        hop.location = "file:///etc/hostname";
        desk.server.serve("/file-scheme", hop);
        QVERIFY(!desk.fetch(desk.what("/file-scheme")).isEmpty());
        QVERIFY(!QFile::exists(desk.file()));
    }

    void lies_data() {
        QTest::addColumn<int>("how");
        QTest::addColumn<QString>("said");
        QTest::newRow("another file of the same size") << 0 << "expected";
        QTest::newRow("announces more") << 1 << "announces";
        QTest::newRow("announces less") << 2 << "announces";
        QTest::newRow("sends more without a length") << 3 << "more than";
        QTest::newRow("not found") << 4 << "404";
        QTest::newRow("server error") << 5 << "503";
    }
    void lies() {
        QFETCH(int, how);
        QFETCH(QString, said);
        Desk desk;
        Resource resource{desk.body};
        if (how == 0) resource.body[1234] = char(resource.body[1234] ^ 1);
        if (how == 1) resource.announced = desk.body.size() + 5;
        if (how == 2) resource.announced = desk.body.size() - 5;
        if (how == 3) {
            resource.body += "more";
            resource.announces = false;
        }
        if (how == 5) resource.status = 503;
        if (how != 4) desk.server.serve("/file", resource);
        const QString answer = desk.fetch(desk.what());
        QVERIFY2(answer.contains(said) && answer.contains("127.0.0.1"), qPrintable(answer));
        QVERIFY(!QFile::exists(desk.file()));
        // A file that lies is not gone on with.
        if (how == 0) QVERIFY(!QFile::exists(desk.part()));
    }

    void plainHttpIsRefusedForUsers() {
        Desk desk;
        desk.server.serve("/file", {desk.body});
        DownloadOptions options;
        options.waitSeconds = 0.01;
        QVERIFY(!desk.fetch(desk.what(), options).isEmpty());
        QVERIFY(desk.server.requests().isEmpty());
    }

    void aFolderThatCannotBeWritten() {
        Desk desk;
        desk.server.serve("/file", {desk.body});
        QFile blocker(desk.dir.path() + "/data");
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        const QString said = desk.fetch(desk.what());
        QVERIFY2(said.contains(desk.dir.path()), qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(TestDownload)
#include "tst_download.moc"
