// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are wrong in every way a file can be wrong: each gives one message with file, place and expectation.
#include <QTemporaryDir>
#include <QtTest>

#include "core/data/byte_source.h"
#include "core/data/loaders.h"
#include "tests/core/data/data_test.h"

using namespace exitlab;
using namespace exitlab::test;

class ReadersTest : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir dir_;
    std::filesystem::path path(const char* name) const { return dir_.path().toStdString() + "/" + name; }
    std::filesystem::path file(const char* name, const std::string& bytes) const {
        writeFile(path(name), bytes);
        return path(name);
    }

  private Q_SLOTS:
    void sourceReadsPackedAndPlainAlike();
    void sourceRejectsBrokenPacking();
    void missingFileNamesWhatWasTried();
    void idxLabelsAreShiftedAndAppended();
    void idxLabelsBroken_data();
    void idxLabelsBroken();
    void idxImagesAreReadAndTransposed();
    void idxImagesBroken_data();
    void idxImagesBroken();
    void packedBombStopsAtTheAnnouncedSize();
    void cifarRecords();
    void cifarBroken();
    void uspsText();
    void uspsBroken_data();
    void uspsBroken();
    void optdigitsText();
    void optdigitsBroken_data();
    void optdigitsBroken();
    void names();
};

void ReadersTest::sourceReadsPackedAndPlainAlike() {
    std::string bytes;
    for (std::uint32_t i = 0; i < 700'000; ++i) bytes += static_cast<char>(i * i >> 3);
    for (const auto& source : {file("plain", bytes), file("packed.gz", gzipped(bytes)),
                               // Several members one after the other are one file (RFC 1952, 2.2).
                               file("members.gz", gzipped(bytes.substr(0, 1000)) + gzipped(bytes.substr(1000)))}) {
        ByteSource in(source);
        std::string read(bytes.size(), '\0');
        in.read(read.data(), 10, "start");
        in.read(read.data() + 10, read.size() - 10, "rest");
        in.expectEnd();
        QCOMPARE(in.position(), std::uint64_t{bytes.size()});
        QVERIFY(read == bytes);
    }
    ByteSource lines(file("lines.gz", gzipped("one\r\n\nthree")));
    std::string line;
    QVERIFY(lines.readLine(line) && line == "one");
    QVERIFY(lines.readLine(line) && line.empty());
    QVERIFY(lines.readLine(line) && line == "three");
    QVERIFY(!lines.readLine(line));
}

void ReadersTest::sourceRejectsBrokenPacking() {
    const std::string bytes(5000, 'x');
    const std::string packed = gzipped(bytes);
    std::string read(bytes.size(), '\0');
    const auto readAll = [&](const std::filesystem::path& source) {
        ByteSource in(source);
        in.read(read.data(), read.size(), "text");
        in.expectEnd();
    };
    EXPECT_INPUT_ERROR(readAll(file("a.gz", packed.substr(0, packed.size() / 2))), "a.gz", "unpacked byte",
                       "ends in the middle");
    EXPECT_INPUT_ERROR(readAll(file("b.gz", packed.substr(0, packed.size() - 3))), "b.gz", "ends in the middle");
    std::string wrongSum = packed;
    wrongSum[wrongSum.size() - 6] = static_cast<char>(wrongSum[wrongSum.size() - 6] ^ 1);
    EXPECT_INPUT_ERROR(readAll(file("c.gz", wrongSum)), "c.gz", "damaged gzip data", "incorrect data check");
    EXPECT_INPUT_ERROR(readAll(file("d.gz", packed + "garbage")), "d.gz", "unpacked byte 5000", "damaged gzip data");
    EXPECT_INPUT_ERROR(readAll(file("e.gz", bytes)), "e.gz", "unpacked byte 0", "damaged gzip data");
    EXPECT_INPUT_ERROR(readAll(file("f.gz", "")), "f.gz", "empty");
    EXPECT_INPUT_ERROR(readAll(file("g", "")), "g: byte 0", "empty");
    EXPECT_INPUT_ERROR(readAll(file("h", bytes + "!")), "h: byte 5000", "more data follows");
    EXPECT_INPUT_ERROR(readAll(file("i", bytes.substr(1))), "i: byte 4999", "ends in the text", "1 more bytes");
    EXPECT_INPUT_ERROR(readAll(dir_.path().toStdString()), "is not a file");
    std::string line;
    EXPECT_INPUT_ERROR(ByteSource(file("j", std::string(20'000, ' '))).readLine(line), "8,192 characters");
}

void ReadersTest::missingFileNamesWhatWasTried() {
    const std::filesystem::path root = dir_.path().toStdString();
    EXPECT_INPUT_ERROR(findDataFile(root, {"X/images"}, "Set X"), "Set X", root.string(), "X/images, X/images.gz",
                       "--data DIR or EXITLAB_DATA");
    file("Y/images.gz", "1");
    QVERIFY(findDataFile(root, {"Y/other", "Y/images"}, "Set Y") == root / "Y/images.gz");
    EXPECT_INPUT_ERROR(findDataFile(root, {"Y/images"}, "Set Y", false), "(tried Y/images)");
}

void ReadersTest::idxLabelsAreShiftedAndAppended() {
    std::vector<std::int32_t> labels{7};
    readIdxLabels(file("labels", idxLabels({1, 26, 3})), 1, 26, labels);
    QVERIFY((labels == std::vector<std::int32_t>{7, 0, 25, 2}));
    readIdxLabels(file("labels.gz", gzipped(idxLabels({5}))), 1, 26, labels);
    QCOMPARE(labels.back(), 4);
}

void ReadersTest::idxLabelsBroken_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QByteArray>("expectation");
    const auto row = [](const char* name, const std::string& bytes, const char* place, const char* expectation) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QByteArray(place) << QByteArray(expectation);
    };
    const std::string good = idxLabels({0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    row("empty", "", "byte 0", "empty");
    row("short header", good.substr(0, 3), "byte 3", "ends in the magic number");
    row("magic of images", idxImages(1, 1, 1, "a"), "byte 0", "magic number 2051, expected 2049 (IDX labels)");
    row("no count", good.substr(0, 4), "byte 4", "ends in the header");
    row("none", bigEndian(2049) + bigEndian(0), "byte 4", "expected at least 1");
    row("truncated", good.substr(0, 15), "byte 15", "15 bytes, expected 18");
    row("huge count", bigEndian(2049) + bigEndian(0xffffffff) + "abc", "byte 11", "expected 4,294,967,303");
    row("trailing", good + "x", "byte 18", "19 bytes, expected 18");
    row("label", idxLabels({0, 10, 2}), "byte 9", "label 10, expected 0 to 9");
}

void ReadersTest::idxLabelsBroken() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, expectation);
    std::vector<std::int32_t> labels;
    EXPECT_INPUT_ERROR(readIdxLabels(file("broken-idx1", bytes.toStdString()), 0, 10, labels), "broken-idx1",
                       place.toStdString(), expectation.toStdString());
    if (bytes.isEmpty()) return;
    // The packed file is refused too; only the wording of the place differs.
    EXPECT_INPUT_ERROR(readIdxLabels(file("broken-idx1.gz", gzipped(bytes.toStdString())), 0, 10, labels),
                       "broken-idx1.gz", "byte");
    QVERIFY(labels.size() < 10);
}

void ReadersTest::idxImagesAreReadAndTransposed() {
    std::string pixels;
    for (int i = 0; i < 18; ++i) pixels += static_cast<char>(i);
    const auto images = file("images", idxImages(2, 3, 3, pixels));
    std::vector<std::uint8_t> read;
    readIdxImages(images, 2, 3, 3, false, read);
    QVERIFY(std::equal(read.begin(), read.end(), pixels.begin(), pixels.end()));
    readIdxImages(images, 2, 3, 3, true, read);  // appended, upright
    QVERIFY((std::vector<std::uint8_t>(read.begin() + 18, read.end()) ==
             std::vector<std::uint8_t>{0, 3, 6, 1, 4, 7, 2, 5, 8, 9, 12, 15, 10, 13, 16, 11, 14, 17}));
}

void ReadersTest::idxImagesBroken_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QByteArray>("expectation");
    const auto row = [](const char* name, const std::string& bytes, const char* place, const char* expectation) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QByteArray(place) << QByteArray(expectation);
    };
    const std::string good = idxImages(2, 3, 3, std::string(18, 'p'));
    row("magic of labels", idxLabels("ab"), "byte 0", "magic number 2049, expected 2051 (IDX images)");
    row("other count", idxImages(3, 3, 3, std::string(27, 'p')), "byte 4", "3 images, expected 2, one for each label");
    row("other size", idxImages(2, 4, 3, std::string(24, 'p')), "byte 8", "4 x 3 pixels, expected 3 x 3");
    row("overflowing", idxImages(2, 0xffffffff, 0xffffffff, ""), "byte 8", "expected 3 x 3");
    row("truncated", good.substr(0, 30), "byte 30", "30 bytes, expected 34");
    row("trailing", good + "more", "byte 34", "38 bytes, expected 34");
}

void ReadersTest::idxImagesBroken() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, expectation);
    std::vector<std::uint8_t> pixels;
    EXPECT_INPUT_ERROR(readIdxImages(file("broken-idx3", bytes.toStdString()), 2, 3, 3, false, pixels), "broken-idx3",
                       place.toStdString(), expectation.toStdString());
    EXPECT_INPUT_ERROR(readIdxImages(file("broken-idx3.gz", gzipped(bytes.toStdString())), 2, 3, 3, false, pixels),
                       "broken-idx3.gz", "byte");
}

void ReadersTest::packedBombStopsAtTheAnnouncedSize() {
    std::vector<std::uint8_t> pixels;
    // 64 MiB of zeros behind a header that announces 18 bytes: nothing but one byte more is unpacked.
    const auto bomb = file("bomb.gz", gzipped(idxImages(2, 3, 3, std::string(64 << 20, '\0'))));
    EXPECT_INPUT_ERROR(readIdxImages(bomb, 2, 3, 3, false, pixels), "bomb.gz", "unpacked byte 34", "more data follows");
    QVERIFY(pixels.size() <= 18);
    // A header that announces more than deflate can pack into so few bytes: no memory is set aside for it.
    std::vector<std::int32_t> labels;
    const auto liar = file("liar.gz", gzipped(bigEndian(2049) + bigEndian(4'000'000'000U) + "abc"));
    EXPECT_INPUT_ERROR(readIdxLabels(liar, 0, 10, labels), "liar.gz", "unpacked byte 4",
                       "announces 4,000,000,008 bytes, more than");
}

void ReadersTest::cifarRecords() {
    std::string bytes;
    for (int i = 0; i < 3; ++i)
        bytes += std::string{static_cast<char>(2 * i)} + std::string(3072, static_cast<char>(i));
    RawSamples samples;
    readCifar(file("batch.bin", bytes), {10}, ReadWhat::All, samples);
    QVERIFY((samples.labels == std::vector<std::int32_t>{0, 2, 4}));
    QCOMPARE(samples.pixels.size(), std::size_t{3 * 3072});
    for (std::size_t i = 0; i < samples.pixels.size(); ++i) QCOMPARE(samples.pixels[i], std::uint8_t(i / 3072));
    RawSamples labels;
    readCifar(path("batch.bin"), {10}, ReadWhat::LabelsOnly, labels);
    QVERIFY(labels.labels == samples.labels && labels.pixels.empty());
    // Coarse, then fine.
    RawSamples fine;
    readCifar(file("train.bin", std::string{19, 99} + std::string(3072, 'a')), {20, 100}, ReadWhat::All, fine);
    QVERIFY(fine.labels == std::vector<std::int32_t>{99});
    QCOMPARE(fine.pixels[0], std::uint8_t('a'));
}

void ReadersTest::cifarBroken() {
    RawSamples to;
    const auto read = [&](const std::string& bytes, const std::vector<int>& limits) {
        readCifar(file("broken.bin", bytes), limits, ReadWhat::All, to);
    };
    const std::string image(3072, 'a');
    EXPECT_INPUT_ERROR(read("", {10}), "broken.bin: byte 0", "empty");
    EXPECT_INPUT_ERROR(read('\1' + image + "\1abc", {10}), "broken.bin: byte 3073", "3,077 bytes",
                       "a multiple of 3,073");
    EXPECT_INPUT_ERROR(read('\1' + image.substr(1), {10}), "byte 0", "3,072 bytes", "a multiple of 3,073");
    EXPECT_INPUT_ERROR(read('\1' + image + '\12' + image, {10}), "byte 3073", "label 10, expected 0 to 9");
    EXPECT_INPUT_ERROR(read(std::string{20, 1} + image, {20, 100}), "byte 0", "label 20, expected 0 to 19");
    EXPECT_INPUT_ERROR(read(std::string{19, 100} + image, {20, 100}), "byte 1", "label 100, expected 0 to 99");
}

void ReadersTest::uspsText() {
    std::string line = "6.0000";
    for (int i = 0; i < 256; ++i) line += i == 0 ? " -1.0000" : i == 1 ? " 1.0000" : i == 2 ? " 0.0040" : " -0.6310";
    RawSamples set;
    readUsps(file("zip", line + " \n" + "9" + line.substr(6) + "\n\n"), set);
    QVERIFY((set.labels == std::vector<std::int32_t>{6, 9}));
    QCOMPARE(set.pixels.size(), std::size_t{512});
    QCOMPARE(set.pixels[0], std::uint8_t{0});
    QCOMPARE(set.pixels[1], std::uint8_t{255});
    QCOMPARE(set.pixels[2], std::uint8_t{128});
    QCOMPARE(set.pixels[3], std::uint8_t{47});
}

void ReadersTest::uspsBroken_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expectation");
    const auto row = [](const char* name, const std::string& text, const char* expectation) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(expectation);
    };
    std::string zeros;
    for (int i = 0; i < 256; ++i) zeros += " 0";
    const std::string good = "3" + zeros + "\n";
    row("blank", "\n \n", "line 1: no digits");
    row("few columns", good + "3 0 0\n", "line 2: 3 columns, expected 257");
    row("many columns", "3" + zeros + " 0\n", "line 1: 258 columns, expected 257");
    row("not a number", good + good + "3 0 zero" + zeros, "line 3: column 3: 'zero', expected a number");
    row("bytes", "3 \xf0\x01" + zeros, "line 1: column 2: '?\?', expected a number");
    row("glued", "3 0.5x" + zeros, "line 1: column 2: '0.5x', expected a number");
    row("nan", "3 nan" + zeros, "line 1: column 2: 'nan', expected a number");
    row("infinite", "3 1e999" + zeros, "line 1: column 2: '1e999', expected a number");
    row("label", "10" + zeros, "line 1: column 1: label 10, expected a whole number from 0 to 9");
    row("half label", "1.5" + zeros, "label 1.5, expected a whole number from 0 to 9");
    row("value", "1" + zeros.substr(2) + " 1.2", "line 1: column 257: value 1.200000, expected -1 to 1");
}

void ReadersTest::uspsBroken() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expectation);
    RawSamples set;
    EXPECT_INPUT_ERROR(readUsps(file("zip.broken", text.toStdString()), set), "zip.broken", expectation.toStdString());
    EXPECT_INPUT_ERROR(readUsps(file("zip.broken.gz", gzipped(text.toStdString())), set), "zip.broken.gz",
                       expectation.toStdString());
}

void ReadersTest::optdigitsText() {
    std::string line = "0,16,8,1";
    for (int i = 4; i < 64; ++i) line += ",0";
    RawSamples set;
    readOptdigits(file("optdigits", line + ",7\r\n" + line + ", 0"), set);
    QVERIFY((set.labels == std::vector<std::int32_t>{7, 0}));
    QCOMPARE(set.pixels.size(), std::size_t{128});
    QVERIFY((std::vector<std::uint8_t>(set.pixels.begin(), set.pixels.begin() + 5) ==
             std::vector<std::uint8_t>{0, 255, 128, 16, 0}));
}

void ReadersTest::optdigitsBroken_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expectation");
    const auto row = [](const char* name, const std::string& text, const char* expectation) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(expectation);
    };
    std::string zeros;
    for (int i = 0; i < 63; ++i) zeros += "0,";
    row("few columns", zeros + "1\n", "line 1: 64 columns, expected 65");
    row("value", "17," + zeros + "1\n", "line 1: column 1: value 17, expected a whole number from 0 to 16");
    row("negative", zeros + "-1,1\n", "column 64: value -1, expected a whole number");
    row("fraction", zeros + "0.5,1\n", "column 64: value 0.5, expected a whole number");
    row("label", zeros + "0,11\n", "column 65: label 11, expected a whole number from 0 to 9");
    row("header", "input1," + zeros + "1\n", "line 1: column 1: 'input1', expected a number");
    row("empty field", ",," + zeros + "1\n", "line 1: column 1: '', expected a number");
    row("blanks", "0 0," + zeros + "1\n", "line 1: column 1: expected a comma");
    row("comma at the end", zeros + "1,\n", "line 1: the line ends with a comma");
}

void ReadersTest::optdigitsBroken() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expectation);
    RawSamples set;
    EXPECT_INPUT_ERROR(readOptdigits(file("optdigits.tra", text.toStdString()), set), "optdigits.tra",
                       expectation.toStdString());
}

void ReadersTest::names() {
    QVERIFY((readNames(file("names", "apple\nbear\n\n"), 2) == std::vector<std::string>{"apple", "bear"}));
    EXPECT_INPUT_ERROR(readNames(path("names"), 3), "names: line 2", "expected 3 class names");
    EXPECT_INPUT_ERROR(readNames(path("names"), 1), "names", "expected 1 class names");
    EXPECT_INPUT_ERROR(readNames(file("bytes", "apple\nb\xff\x07r\n"), 2), "bytes: line 2: 'b?\?r'", "plain ASCII");
}

QTEST_GUILESS_MAIN(ReadersTest)
#include "tst_readers.moc"
