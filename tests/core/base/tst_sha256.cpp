// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCryptographicHash>
#include <QtTest>

#include "core/base/sha256.h"

using namespace exitlab;

class TestSha256 : public QObject {
    Q_OBJECT

  private slots:
    void standardVectors_data() {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("digest");
        // FIPS 180-2, appendix B, and the empty message.
        QTest::newRow("empty") << QByteArray() << "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        QTest::newRow("abc") << QByteArray("abc") << "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        QTest::newRow("two blocks") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                    << "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
        QTest::newRow("a million a") << QByteArray(1'000'000, 'a')
                                     << "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
    }
    void standardVectors() {
        QFETCH(QByteArray, message);
        Sha256 hash;
        hash.update(message.constData(), static_cast<std::size_t>(message.size()));
        QTEST(QString::fromStdString(hash.hex()), "digest");
    }
    void piecesGiveTheSame() {
        QByteArray message;
        for (int i = 0; i < 1000; ++i) message.append(static_cast<char>(i * 7));
        const QString expected =
            QString::fromLatin1(QCryptographicHash::hash(message, QCryptographicHash::Sha256).toHex());
        for (const int piece : {1, 63, 64, 65, 999}) {
            Sha256 hash;
            for (int i = 0; i < message.size(); i += piece)
                hash.update(message.constData() + i,
                            static_cast<std::size_t>(std::min<qsizetype>(piece, message.size() - i)));
            QCOMPARE(QString::fromStdString(hash.hex()), expected);
        }
    }
};

QTEST_GUILESS_MAIN(TestSha256)
#include "tst_sha256.moc"
