// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <cstring>
#include <fstream>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/store/safetensors.h"

using namespace exitlab;
namespace fs = std::filesystem;

namespace {

std::string lengthBytes(std::uint64_t length) {
    std::string bytes;
    for (int i = 0; i < 8; ++i) bytes += static_cast<char>(length >> (8 * i));
    return bytes;
}

/// A file of this header and so many zero bytes.
std::string file(const std::string& header, std::size_t data) {
    return lengthBytes(header.size()) + header + std::string(data, '\0');
}

std::string bytesOf(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

class TestSafetensors : public QObject {
    Q_OBJECT
    QTemporaryDir dir_;
    fs::path path(const char* name) const { return fs::path(dir_.path().toStdString()) / name; }

  private slots:
    void roundTrip() {
        const std::vector<float> weights = {1.5f, -2.0f, 0.25f, 4, 5, 6};
        const std::vector<std::uint8_t> flags = {1, 2, 3};
        const std::vector<std::int64_t> rounds = {-7, 1LL << 40};
        const double scalar = 0.1;
        const fs::path where = path("model.safetensors");
        const std::string sha = writeSafetensors(where,
                                                 {{"flags", "U8", {3}, flags.data(), 3},
                                                  {"stem.weight", "F32", {2, 3}, weights.data(), 24},
                                                  {"rounds", "I64", {2}, rounds.data(), 16},
                                                  {"rate", "F64", {}, &scalar, 8},
                                                  {"empty", "F32", {0, 5}, nullptr, 0}},
                                                 {{"round", "12"}, {"note", "a \"quoted\" text"}});
        const std::string bytes = bytesOf(where);
        Sha256 expected;
        expected.update(bytes.data(), bytes.size());
        QCOMPARE(sha, expected.hex());

        const SafetensorsFile read = readSafetensors(where);
        QCOMPARE(read.tensors.size(), std::size_t(5));
        QCOMPARE(read.metadata.at("note"), std::string("a \"quoted\" text"));
        QCOMPARE(read.tensors.at("stem.weight").shape, (std::vector<std::int64_t>{2, 3}));
        QVERIFY(std::memcmp(read.tensors.at("stem.weight").data.data(), weights.data(), 24) == 0);
        QVERIFY(std::memcmp(read.tensors.at("rounds").data.data(), rounds.data(), 16) == 0);
        QVERIFY(std::memcmp(read.tensors.at("rate").data.data(), &scalar, 8) == 0);
        QCOMPARE(read.tensors.at("flags").data, std::string("\1\2\3"));
        QVERIFY(read.tensors.at("empty").data.empty());
        QCOMPARE(read.tensors.at("empty").shape, (std::vector<std::int64_t>{0, 5}));
        // Nothing else is left in the folder.
        QCOMPARE(std::distance(fs::directory_iterator(path("")), fs::directory_iterator()), 1);
    }
    void dataIsAligned() {
        const std::uint8_t byte = 1;
        const float number = 2;
        writeSafetensors(path("aligned"), {{"b", "U8", {1}, &byte, 1}, {"f", "F32", {1}, &number, 4}});
        const std::string bytes = bytesOf(path("aligned"));
        const std::uint64_t header = static_cast<unsigned char>(bytes[0]) | static_cast<unsigned char>(bytes[1]) << 8;
        QCOMPARE(header % 8, std::uint64_t(0));
        float read = 0;
        std::memcpy(&read, bytes.data() + 8 + header, 4);
        QCOMPARE(read, 2.0f);
    }
    void noTensors() {
        writeSafetensors(path("none"), {});
        QVERIFY(readSafetensors(path("none")).tensors.empty());
    }

    void malformed_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const std::string& bytes, const char* expected) {
            QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())) << QString(expected);
        };
        const auto tensor = [](const std::string& dtype, const std::string& shape, const std::string& offsets) {
            return "{\"a\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
        };
        row("empty file", "", "byte 0: ends here");
        row("seven bytes", "1234567", "byte 7: ends here");
        row("header longer than file", lengthBytes(1000) + "{}", "header length 1000");
        row("header length overflows", lengthBytes(~0ull) + "{}", "byte 0: header length");
        row("not an object", file("[]", 0), "byte 8: expected a JSON object");
        row("no header", file("", 0), "byte 8: expected a JSON object");
        row("broken JSON", file(R"({"a":)", 0), "not JSON");
        row("bytes after the JSON", file("{} x", 0), "not JSON");
        row("too deep", file(R"({"a":{"shape":[[1]]}})", 0), "nested deeper");
        row("very deep", file("{\"a\":" + std::string(100000, '['), 0), "nested deeper");
        row("entry is a number", file(R"({"a":1})", 0), "tensor \"a\": expected an object");
        row("missing shape", file(R"({"a":{"dtype":"F32","data_offsets":[0,0]}})", 0), "has no shape");
        row("unknown key", file(R"({"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0],"x":1}})", 0),
            "unknown key \"x\"");
        row("unknown dtype", file(tensor("F31", "[1]", "[0,4]"), 4), "unknown dtype \"F31\"");
        row("negative size", file(tensor("F32", "[-1]", "[0,4]"), 4), "shape: expected whole numbers");
        row("fraction in shape", file(tensor("F32", "[1.5]", "[0,4]"), 4), "shape: expected whole numbers");
        row("product overflows", file(tensor("F32", "[4294967296,4294967296]", "[0,4]"), 4), "larger than any file");
        row("bytes overflow to a match", file(tensor("F64", "[2305843009213693953]", "[0,8]"), 8),
            "larger than any file");
        row("shape against range", file(tensor("F32", "[2]", "[0,4]"), 4), "needs 8 bytes, data_offsets give 4");
        row("range outside", file(tensor("F32", "[2]", "[0,8]"), 4), "outside the 4 bytes");
        row("range reversed", file(tensor("F32", "[0]", "[4,0]"), 4), "outside the 4 bytes");
        row("three offsets", file(tensor("F32", "[1]", "[0,4,8]"), 4), "expected [begin, end]");
        row("gap", file(tensor("F32", "[1]", "[4,8]"), 8), "leaves a gap");
        row("rest", file(tensor("F32", "[1]", "[0,4]"), 8), "4 bytes after the last tensor");
        row("overlap",
            file(
                R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
                8),
            "tensor \"b\": overlaps");
        row("same name twice",
            file(
                R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})",
                1),
            "\"a\" appears twice");
        row("metadata is no text", file(R"({"__metadata__":{"k":1}})", 0), "__metadata__.k: expected a text");
        row("not UTF-8", file("{\"\xff\":1}", 0), "not JSON");
        row("truncated data", file(tensor("F32", "[1]", "[0,4]"), 3), "outside the 3 bytes");
    }
    void malformed() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, expected);
        const fs::path where = path("malformed");
        std::ofstream(where, std::ios::binary).write(bytes.data(), bytes.size());
        try {
            readSafetensors(where);
            QFAIL("accepted");
        } catch (const InputError& error) {
            const QString message = error.what();
            QVERIFY2(message.contains(expected), qPrintable(message));
            QVERIFY2(message.startsWith(QString::fromStdString(where.string())), qPrintable(message));
        }
    }
    void absentFileAndFolder() {
        QVERIFY_EXCEPTION_THROWN(readSafetensors(path("absent")), InputError);
        QVERIFY_EXCEPTION_THROWN(readSafetensors(path("")), InputError);
    }
    void writerRefusesWhatItCouldNotRead() {
        const float number = 1;
        QVERIFY_EXCEPTION_THROWN(writeSafetensors(path("w"), {{"a", "F32", {2}, &number, 4}}), Error);
        QVERIFY_EXCEPTION_THROWN(writeSafetensors(path("w"), {{"a", "F3", {1}, &number, 4}}), Error);
        QVERIFY_EXCEPTION_THROWN(
            writeSafetensors(path("w"), {{"a", "F32", {1}, &number, 4}, {"a", "F32", {1}, &number, 4}}), Error);
        QVERIFY(!fs::exists(path("w")));
    }
    void folderThatCannotBeWritten() {
        try {
            writeSafetensors("/proc/exitlab.safetensors", {});
            QFAIL("written");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Error::Kind::Storage);
            QVERIFY(QString(error.what()).contains("/proc/exitlab.safetensors: cannot be written"));
        }
    }
    void failedWriteLeavesTheOldFile() {
        const float number = 1;
        writeSafetensors(path("kept"), {{"a", "F32", {1}, &number, 4}});
        const std::string before = bytesOf(path("kept"));
        QVERIFY_EXCEPTION_THROWN(writeSafetensors(path("kept"), {{"a", "F32", {9}, &number, 4}}), Error);
        QCOMPARE(bytesOf(path("kept")), before);
    }
};

QTEST_GUILESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
