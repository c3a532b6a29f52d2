// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/inference/exit_records.h"

using namespace exitlab;

namespace {

ExitRecords randomRecords(std::size_t n, int exits, int classes) {
    Rng rng(7, Purpose::Test);
    ExitRecords records;
    records.exits = exits;
    records.classes = classes;
    for (std::size_t i = 0; i < n; ++i) {
        records.client.push_back(static_cast<int>(rng.below(5)));
        records.sample.push_back(static_cast<int>(rng.below(1000000)));
        records.label.push_back(static_cast<int>(rng.below(static_cast<std::uint64_t>(classes))));
        for (int k = 0; k < exits; ++k) {
            records.prediction.push_back(static_cast<int>(rng.below(static_cast<std::uint64_t>(classes))));
            records.confidence.push_back(static_cast<float>(rng.uniform()));
            records.entropy.push_back(static_cast<float>(rng.uniform()));
            records.margin.push_back(static_cast<float>(rng.uniform()));
        }
    }
    return records;
}

/// The message of decoding, or empty when it succeeds.
QString decodeError(const std::string& blob) {
    try {
        decodeRecords(blob);
    } catch (const Error& error) {
        return error.kind() == Error::Kind::Input ? QString::fromStdString(error.what()) : QString("wrong kind");
    }
    return {};
}

std::string with(std::string blob, std::size_t offset, unsigned char byte) {
    blob[offset] = static_cast<char>(byte);
    return blob;
}

}  // namespace

class TestExitRecords : public QObject {
    Q_OBJECT
  private slots:
    void roundTrip_data() {
        QTest::addColumn<int>("samples");
        QTest::addColumn<int>("exits");
        QTest::addColumn<int>("classes");
        QTest::newRow("none") << 0 << 3 << 10;
        QTest::newRow("one byte per class") << 57 << 4 << 256;
        QTest::newRow("two bytes per class") << 57 << 1 << 257;
        QTest::newRow("four bytes per class") << 9 << 2 << 70000;
    }
    void roundTrip() {
        QFETCH(int, samples);
        QFETCH(int, exits);
        QFETCH(int, classes);
        const ExitRecords records = randomRecords(static_cast<std::size_t>(samples), exits, classes);
        QVERIFY(decodeRecords(encodeRecords(records)) == records);
    }

    void layoutIsFixed() {
        // Written out by hand: databases of today must open tomorrow.
        ExitRecords records;
        records.exits = 1;
        records.classes = 3;
        records.client = {258};
        records.sample = {3};
        records.label = {2};
        records.prediction = {1};
        records.confidence = {1.0f};
        records.entropy = {0.5f};
        records.margin = {-2.0f};
        const std::string blob = encodeRecords(records);
        const unsigned char expected[] = {'E', 'X', 'R', 'C', 1,    0,    1, 0, 1, 0,    0, 0, 3, 0,   0, 0,
                                          1,   0,   0,   0,   0,    0,    0, 0, 2, 1,    0, 0, 3, 0,   0, 0,
                                          2,   1,   0,   0,   0x80, 0x3f, 0, 0, 0, 0x3f, 0, 0, 0, 0xc0};
        QCOMPARE(blob.size(), sizeof expected + 4);
        QCOMPARE(blob.substr(0, sizeof expected),
                 std::string(reinterpret_cast<const char*>(expected), sizeof expected));
    }

    void notANumberSurvives() {
        ExitRecords records = randomRecords(2, 2, 3);
        records.confidence[1] = std::numeric_limits<float>::quiet_NaN();
        records.entropy[2] = std::numeric_limits<float>::infinity();
        const ExitRecords back = decodeRecords(encodeRecords(records));
        QVERIFY(std::isnan(back.confidence[1]));
        QVERIFY(std::isinf(back.entropy[2]));
    }

    void malformed() {
        const std::string good = encodeRecords(randomRecords(20, 3, 10));
        QVERIFY(decodeError(good).isEmpty());
        QVERIFY(decodeError("").contains("byte 0"));
        QVERIFY(decodeError(good.substr(0, 27)).contains("byte 27"));
        QVERIFY(decodeError(with(good, 0, 'x')).contains("byte 0"));
        QVERIFY(decodeError(with(good, 4, 9)).contains("byte 4: version 9"));
        QVERIFY(decodeError(with(good, 6, 3)).contains("byte 6"));
        QVERIFY(decodeError(with(good, 7, 1)).contains("byte 7"));
        QVERIFY(decodeError(with(good, 8, 0)).contains("byte 8"));
        QVERIFY(decodeError(with(good, 11, 0xff)).contains("byte 8"));
        QVERIFY(decodeError(with(good, 12, 0)).contains("byte 12"));
        QVERIFY(decodeError(with(good, 16, 21)).contains("byte 16"));
        QVERIFY(decodeError(with(good, 23, 0xff)).contains("byte 16"));
        QVERIFY(decodeError(good + "x").contains("byte 16"));
        QVERIFY(decodeError(good.substr(0, good.size() - 1)).contains("byte 16"));
    }

    void everyFlippedBitIsNoticed() {
        const std::string good = encodeRecords(randomRecords(5, 2, 10));
        for (std::size_t i = 0; i < good.size(); ++i)
            for (int bit = 0; bit < 8; ++bit)
                QVERIFY(
                    !decodeError(
                         with(good, i, static_cast<unsigned char>(static_cast<unsigned char>(good[i]) ^ (1u << bit))))
                         .isEmpty());
    }

    void everyTruncationIsNoticed() {
        const std::string good = encodeRecords(randomRecords(5, 2, 10));
        for (std::size_t length = 0; length < good.size(); ++length)
            QVERIFY(!decodeError(good.substr(0, length)).isEmpty());
    }

    void encodeRefusesInconsistentRecords() {
        ExitRecords records = randomRecords(4, 2, 10);
        records.margin.pop_back();
        QVERIFY_EXCEPTION_THROWN(encodeRecords(records), Error);
        records = randomRecords(4, 2, 10);
        records.prediction[3] = 10;
        QVERIFY_EXCEPTION_THROWN(encodeRecords(records), Error);
    }
};

QTEST_GUILESS_MAIN(TestExitRecords)
#include "tst_exit_records.moc"
