// SPDX-License-Identifier: GPL-3.0-or-later
// Real files of every data set, the cache, and the batches that networks are fed with.
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>
#include <numeric>
#include <thread>

#include "core/config/derived.h"
#include "core/data/dataset.h"
#include "core/data/registry.h"
#include "tests/core/data/data_test.h"

using namespace exitlab;
using namespace exitlab::test;

/// The data set from the real files, or a failure that says what is missing.
#define LOAD_REAL(data, id)                              \
    std::shared_ptr<const Dataset> data;                 \
    try {                                                \
        data = loadDataset(settingsFor(id), dataFolder); \
    } catch (const Error& error) {                       \
        QFAIL(error.what());                             \
    }

namespace {

std::vector<int> classCounts(const Dataset& data, std::int64_t from, std::int64_t to) {
    std::vector<int> counts(static_cast<std::size_t>(data.classes()), 0);
    for (std::int64_t i = from; i < to; ++i)
        ++counts[static_cast<std::size_t>(data.labels[static_cast<std::size_t>(i)])];
    return counts;
}

const std::uint8_t* pixelsOf(const Dataset& data, std::int64_t sample) {
    return data.images.data_ptr<std::uint8_t>() + sample * data.images.stride(0);
}

std::int64_t sumOf(const Dataset& data, std::int64_t sample) {
    const std::uint8_t* pixels = pixelsOf(data, sample);
    return std::accumulate(pixels, pixels + data.images.stride(0), std::int64_t{0});
}

using Bytes = std::vector<std::uint8_t>;
Bytes bytesAt(const Dataset& data, std::int64_t sample, std::int64_t offset, std::int64_t n) {
    const std::uint8_t* from = pixelsOf(data, sample) + offset;
    return {from, from + n};
}

/// A complete small MNIST under `root`; `packed` with gzip.
void writeSmallMnist(const std::filesystem::path& root, bool packed) {
    const auto write = [&](const std::string& name, const std::string& bytes) {
        writeFile(root / "MNIST/raw" / (name + (packed ? ".gz" : "")), packed ? gzipped(bytes) : bytes);
    };
    std::string pixels(5 * 784, '\0');
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<char>(i * 7);
    write("train-images-idx3-ubyte", idxImages(3, 28, 28, pixels.substr(0, 3 * 784)));
    write("train-labels-idx1-ubyte", idxLabels({1, 2, 3}));
    write("t10k-images-idx3-ubyte", idxImages(2, 28, 28, pixels.substr(3 * 784)));
    write("t10k-labels-idx1-ubyte", idxLabels({8, 9}));
}

}  // namespace

class DatasetTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void mnist();
    void fashionMnist();
    void emnistLettersAreUpright();
    void cifar10();
    void cifar100();
    void usps();
    void optdigits();
    void glyphs();
    void registryAgreesWithTheSchema();
    void checkSaysWhatWasFound();
    void plainAndPackedAreEqual();
    void brokenSetsAreRefusedWhole();
    void labelsNeedNoImages();
    void cacheSharesAndForgets();
    void changedFilesAreReadAgain();
    void manyThreadsShareOneLoad();
    void batchEqualsTheDefinition_data();
    void batchEqualsTheDefinition();
    void batchOfUnknownSample();
};

void DatasetTest::mnist() {
    NEEDS_DATA();
    QElapsedTimer timer;
    timer.start();
    LOAD_REAL(data, "mnist");
    qInfo("MNIST loaded in %lld ms", static_cast<long long>(timer.elapsed()));
    QCOMPARE(data->size(), std::int64_t{70000});
    QCOMPARE(data->officialTrain, std::int64_t{60000});
    QVERIFY((data->images.sizes() == at::IntArrayRef{70000, 1, 28, 28}) && data->images.is_contiguous());
    QVERIFY(
        (classCounts(*data, 0, 60000) == std::vector<int>{5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}));
    QVERIFY(
        (classCounts(*data, 60000, 70000) == std::vector<int>{980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}));
    QVERIFY((std::vector<std::int32_t>(data->labels.begin(), data->labels.begin() + 5) ==
             std::vector<std::int32_t>{5, 0, 4, 1, 9}));
    QVERIFY((bytesAt(*data, 0, 14 * 28 + 10, 8) == Bytes{0, 0, 0, 81, 240, 253, 253, 119}));
    QCOMPARE(sumOf(*data, 0), std::int64_t{27525});
    QCOMPARE(sumOf(*data, 59999), std::int64_t{20920});
    QCOMPARE(sumOf(*data, 60000), std::int64_t{18454});
    QCOMPARE(sumOf(*data, 69999), std::int64_t{41833});
}

void DatasetTest::fashionMnist() {
    NEEDS_DATA();
    LOAD_REAL(data, "fashion-mnist");
    QCOMPARE(data->size(), std::int64_t{70000});
    QVERIFY(classCounts(*data, 0, 60000) == std::vector<int>(10, 6000));
    QVERIFY(classCounts(*data, 60000, 70000) == std::vector<int>(10, 1000));
    QCOMPARE(data->classNames[static_cast<std::size_t>(data->labels[0])], std::string("ankle boot"));
    QVERIFY((bytesAt(*data, 60000, 14 * 28 + 10, 8) == Bytes{0, 0, 98, 136, 110, 109, 110, 162}));
    QCOMPARE(sumOf(*data, 59999), std::int64_t{16684});
}

void DatasetTest::emnistLettersAreUpright() {
    NEEDS_DATA();
    LOAD_REAL(data, "emnist-letters");
    QCOMPARE(data->size(), std::int64_t{13000});
    QCOMPARE(data->officialTrain, std::int64_t{10400});
    QVERIFY(classCounts(*data, 0, 10400) == std::vector<int>(26, 400));
    QVERIFY(classCounts(*data, 10400, 13000) == std::vector<int>(26, 100));
    QCOMPARE(data->labels[0], 22);  // W, stored as 23
    QCOMPARE(data->classNames[22], std::string("W"));
    // The file has 254 in row 5, column 20 and 3 in row 20, column 5.
    QCOMPARE(bytesAt(*data, 0, 20 * 28 + 5, 1)[0], std::uint8_t{254});
    QCOMPARE(bytesAt(*data, 0, 5 * 28 + 20, 1)[0], std::uint8_t{3});
    QCOMPARE(sumOf(*data, 0), std::int64_t{63004});
    // Most upright T have their bar above: the upper third of the mean T is wider than the lower one.
    std::vector<double> mean(784, 0);
    for (std::int64_t i = 0; i < data->officialTrain; ++i)
        if (data->labels[static_cast<std::size_t>(i)] == 'T' - 'A')
            for (std::size_t p = 0; p < 784; ++p) mean[p] += pixelsOf(*data, i)[p];
    const auto ink = [&](std::size_t from, std::size_t to) {
        return std::accumulate(mean.begin() + std::ptrdiff_t(from * 28), mean.begin() + std::ptrdiff_t(to * 28), 0.0);
    };
    QVERIFY(ink(4, 11) > 1.3 * ink(17, 24));
}

void DatasetTest::cifar10() {
    NEEDS_DATA();
    LOAD_REAL(data, "cifar-10");
    // As many of the five training files as lie there; the first is.
    QVERIFY(data->officialTrain >= 10000 && data->officialTrain % 10000 == 0);
    QCOMPARE(data->size(), data->officialTrain + 10000);
    QVERIFY((classCounts(*data, 0, 10000) == std::vector<int>{1005, 974, 1032, 1016, 999, 937, 1030, 1001, 1025, 981}));
    QVERIFY(classCounts(*data, data->officialTrain, data->size()) == std::vector<int>(10, 1000));
    QCOMPARE(data->classNames[static_cast<std::size_t>(data->labels[0])], std::string("frog"));
    QVERIFY((bytesAt(*data, 0, 0, 4) == Bytes{59, 43, 50, 68}));
    QVERIFY((bytesAt(*data, 0, 1024, 3) == Bytes{62, 46, 48}));
    QVERIFY((bytesAt(*data, 0, 2048, 3) == Bytes{63, 45, 43}));
    QCOMPARE(sumOf(*data, 0), std::int64_t{317790});
    QVERIFY((bytesAt(*data, data->officialTrain, 0, 4) == Bytes{158, 159, 165, 166}));
}

void DatasetTest::cifar100() {
    NEEDS_DATA();
    LOAD_REAL(data, "cifar-100");
    QVERIFY(classCounts(*data, 0, data->officialTrain) ==
            std::vector<int>(100, static_cast<int>(data->officialTrain / 100)));
    QVERIFY(data->officialTrain == 10000 || data->officialTrain == 50000);
    QCOMPARE(data->labels[0], 19);
    QCOMPARE(data->labels[static_cast<std::size_t>(data->officialTrain)], 49);
    QCOMPARE(data->classNames[0], std::string("apple"));
    QCOMPARE(data->classNames[99], std::string("worm"));
    QVERIFY((bytesAt(*data, data->officialTrain, 0, 4) == Bytes{199, 196, 195, 195}));
}

void DatasetTest::usps() {
    NEEDS_DATA();
    LOAD_REAL(data, "usps");
    QCOMPARE(data->officialTrain, std::int64_t{7291});
    QVERIFY((classCounts(*data, 0, 7291) == std::vector<int>{1194, 1005, 731, 658, 652, 556, 664, 645, 542, 644}));
    QVERIFY((classCounts(*data, 7291, 9298) == std::vector<int>{359, 264, 198, 166, 200, 160, 170, 147, 166, 177}));
    QVERIFY((bytesAt(*data, 0, 6, 7) == Bytes{0, 47, 237, 106, 0, 0, 0}));
    QCOMPARE(sumOf(*data, 0), std::int64_t{22261});
    QCOMPARE(sumOf(*data, 7291), std::int64_t{17768});
}

void DatasetTest::optdigits() {
    NEEDS_DATA();
    LOAD_REAL(data, "optdigits");
    QCOMPARE(data->officialTrain, std::int64_t{3823});
    QVERIFY((classCounts(*data, 0, 3823) == std::vector<int>{376, 389, 380, 389, 387, 376, 377, 387, 380, 382}));
    QVERIFY((classCounts(*data, 3823, 5620) == std::vector<int>{178, 182, 177, 183, 181, 182, 181, 179, 174, 180}));
    QVERIFY((bytesAt(*data, 0, 0, 6) == Bytes{0, 16, 96, 239, 191, 16}));  // 0 1 6 15 12 1
}

void DatasetTest::glyphs() {
    Settings s = settingsFor("glyphs");
    s.set("data.glyphs.samples", 500);
    s.set("data.glyphs.size", 20);
    s.set("data.glyphs.classes", 6);
    const auto data = loadDataset(s, "/nonexistent");
    QVERIFY((data->images.sizes() == at::IntArrayRef{500, 1, 20, 20}));
    QVERIFY((sampleShapeOf(s) == std::vector<std::int64_t>{1, 20, 20}) && sampleShapeOf(s) == data->sampleShape());
    QCOMPARE(data->classes(), 6);
    QCOMPARE(classesOf(s), 6);
    QCOMPARE(data->classNames[1], std::string("cross"));
    QCOMPARE(data->difficulty.size(), std::size_t{500});
    QCOMPARE(data->officialTrain, std::int64_t{375});
    QVERIFY(loadLabels(s, "/nonexistent")->labels == data->labels);
}

void DatasetTest::registryAgreesWithTheSchema() {
    std::vector<std::string> choices;
    for (const ParameterSection& section : experimentSchema(nullptr, {}))
        for (const ParameterSpec& spec : section.parameters)
            if (spec.key == "data.dataset")
                for (const ParameterChoice& choice : spec.choices) choices.push_back(choice.value);
    std::vector<std::string> listed;
    for (const DatasetInfo& info : listDatasets()) {
        listed.push_back(info.id);
        const Settings s = settingsFor(info.id);
        const DatasetFacts facts = datasetFacts(s);
        QCOMPARE(info.classes, facts.classes);
        QCOMPARE(classesOf(s), facts.classes);
        QVERIFY((sampleShapeOf(s) == std::vector<std::int64_t>{facts.channels, facts.side, facts.side}));
        QCOMPARE(info.builtIn, info.files.empty());
    }
    QVERIFY(listed == choices);
    QCOMPARE(listDatasets()[4].shape, std::string("3 x 32 x 32"));
    EXPECT_INPUT_ERROR(datasetEntry("imagenet"), "data.dataset", "'imagenet'", "glyphs, mnist");
}

void DatasetTest::checkSaysWhatWasFound() {
    QCOMPARE(checkDataset("glyphs"), std::string("6,000 images 1 x 24 x 24 (4,500 train, 1,500 test), 10 classes"));
    EXPECT_INPUT_ERROR(checkDataset("mnist", {.dataDir = "/nonexistent"}), "MNIST", "/nonexistent",
                       "MNIST/raw/train-labels-idx1-ubyte.gz", "--data DIR or EXITLAB_DATA");
    EXPECT_INPUT_ERROR(checkDataset("cifar-10", {.dataDir = "/nonexistent"}), "cifar-10-batches-bin/data_batch_5.bin");
    NEEDS_DATA();
    QCOMPARE(checkDataset("fashion-mnist", {.dataDir = dataFolder}),
             std::string("70,000 images 1 x 28 x 28 (60,000 train, 10,000 test), 10 classes"));
    QCOMPARE(checkDataset("usps", {.dataDir = dataFolder}),
             std::string("9,298 images 1 x 16 x 16 (7,291 train, 2,007 test), 10 classes"));
}

void DatasetTest::plainAndPackedAreEqual() {
    QTemporaryDir plainDir, packedDir;
    const std::filesystem::path plain = plainDir.path().toStdString(), packed = packedDir.path().toStdString();
    writeSmallMnist(plain, false);
    writeSmallMnist(packed, true);
    const auto a = loadDataset(settingsFor("mnist"), plain);
    const auto b = loadDataset(settingsFor("mnist"), packed);
    QVERIFY(a != b);
    QVERIFY(a->labels == b->labels && a->labels == (std::vector<std::int32_t>{1, 2, 3, 8, 9}));
    QVERIFY(a->images.equal(b->images));
    QCOMPARE(a->officialTrain, std::int64_t{3});
    QCOMPARE(bytesAt(*a, 4, 783, 1)[0], std::uint8_t((5 * 784 - 1) * 7 % 256));
}

void DatasetTest::brokenSetsAreRefusedWhole() {
    QTemporaryDir dir;
    const std::filesystem::path root = dir.path().toStdString();
    const auto load = [&](const char* id) { return loadDataset(settingsFor(id), root); };
    writeSmallMnist(root, false);
    // Labels and images that do not belong together.
    writeFile(root / "MNIST/raw/t10k-labels-idx1-ubyte", idxLabels({8, 9, 1}));
    EXPECT_INPUT_ERROR(load("mnist"), "t10k-images-idx3-ubyte: byte 4", "2 images, expected 3");
    std::filesystem::remove(root / "MNIST/raw/t10k-labels-idx1-ubyte");
    EXPECT_INPUT_ERROR(load("mnist"), "MNIST/raw/t10k-labels-idx1-ubyte, MNIST/raw/t10k-labels-idx1-ubyte.gz");
    // A later training file is checked like the first.
    const std::string record = '\3' + std::string(3072, 'x');
    const auto cifar = root / "cifar-10-batches-bin";
    writeFile(cifar / "data_batch_2.bin", record);
    EXPECT_INPUT_ERROR(load("cifar-10"), "tried cifar-10-batches-bin/test_batch.bin)");
    writeFile(cifar / "test_batch.bin", record + record);
    const auto some = load("cifar-10");
    QCOMPARE(some->size(), std::int64_t{3});
    QCOMPARE(some->officialTrain, std::int64_t{1});
    writeFile(cifar / "data_batch_4.bin", record + "z");
    EXPECT_INPUT_ERROR(load("cifar-10"), "data_batch_4.bin: byte 3073");
    // Names are optional, but not half a list.
    const std::string fine = std::string{3, 77} + std::string(3072, 'x');
    const auto cifar100 = root / "cifar-100-binary";
    writeFile(cifar100 / "train.bin", fine);
    writeFile(cifar100 / "test.bin", fine);
    QCOMPARE(load("cifar-100")->classNames[77], std::string("77"));
    writeFile(cifar100 / "fine_label_names.txt", "apple\n");
    EXPECT_INPUT_ERROR(load("cifar-100"), "fine_label_names.txt", "expected 100 class names");
}

void DatasetTest::labelsNeedNoImages() {
    QTemporaryDir dir;
    const std::filesystem::path root = dir.path().toStdString();
    writeSmallMnist(root, true);
    std::filesystem::remove(root / "MNIST/raw/train-images-idx3-ubyte.gz");
    const auto labels = loadLabels(settingsFor("mnist"), root);
    QVERIFY((labels->labels == std::vector<std::int32_t>{1, 2, 3, 8, 9}));
    QCOMPARE(labels->officialTrain, std::int64_t{3});
    QCOMPARE(labels->classes(), 10);
    QVERIFY(!labels->images.defined());
    EXPECT_INPUT_ERROR(loadDataset(settingsFor("mnist"), root), "train-images-idx3-ubyte");
    NEEDS_DATA();
    for (const char* id : {"mnist", "emnist-letters", "cifar-10", "cifar-100", "usps", "optdigits"}) {
        const auto apart = loadLabels(settingsFor(id), dataFolder);
        const auto whole = loadDataset(settingsFor(id), dataFolder);
        QVERIFY2(apart->labels == whole->labels && apart->officialTrain == whole->officialTrain &&
                     apart->classNames == whole->classNames,
                 id);
    }
}

void DatasetTest::cacheSharesAndForgets() {
    Settings s = settingsFor("glyphs");
    s.set("data.glyphs.samples", 100);
    const auto withSeed = [&](int seed) {
        s.set("seed", seed);
        return loadDataset(s, "");
    };
    std::weak_ptr<const Dataset> first = withSeed(1);
    QVERIFY(!first.expired());
    QCOMPARE(withSeed(1), first.lock());
    // What does not change the data does not change the key.
    s.set("data.clients", 7);
    QCOMPARE(withSeed(1), first.lock());
    const auto held = withSeed(2);
    withSeed(3);
    withSeed(1);  // used again: not the oldest
    withSeed(4);
    QVERIFY(!first.expired());
    withSeed(5);
    withSeed(6);
    QVERIFY(first.expired());     // three others since
    QCOMPARE(withSeed(2), held);  // forgotten too, but somebody still has it
}

void DatasetTest::changedFilesAreReadAgain() {
    QTemporaryDir dir;
    const std::filesystem::path root = dir.path().toStdString();
    writeSmallMnist(root, false);
    const Settings s = settingsFor("mnist");
    const auto before = loadDataset(s, root);
    QCOMPARE(loadDataset(s, root), before);
    QCOMPARE(loadLabels(s, root), before);  // what is loaded already is as good
    writeFile(root / "MNIST/raw/t10k-labels-idx1-ubyte", idxLabels({4, 5}));
    std::filesystem::last_write_time(root / "MNIST/raw/t10k-labels-idx1-ubyte",
                                     std::filesystem::file_time_type::clock::now() + std::chrono::seconds(2));
    QCOMPARE(loadDataset(s, root)->labels[3], 4);
    QCOMPARE(before->labels[3], 8);
}

void DatasetTest::manyThreadsShareOneLoad() {
    Settings s = settingsFor("glyphs");
    s.set("data.glyphs.samples", 2000);
    s.set("seed", 77);
    std::vector<std::shared_ptr<const Dataset>> found(8);
    std::vector<std::thread> threads;
    for (auto& place : found) threads.emplace_back([&] { place = loadDataset(s, ""); });
    for (std::thread& thread : threads) thread.join();
    for (const auto& data : found) QCOMPARE(data, found[0]);
    // All of them hear of an error, and none waits forever.
    std::atomic<int> errors{0};
    threads.clear();
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            errors += inputError([] { loadDataset(settingsFor("mnist"), "/nonexistent"); }).find("MNIST") == 0;
        });
    for (std::thread& thread : threads) thread.join();
    QCOMPARE(errors.load(), 8);
}

void DatasetTest::batchEqualsTheDefinition_data() {
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("perChannel");
    QTest::newRow("grey") << 1 << 5 << 7 << false;
    QTest::newRow("colour") << 3 << 4 << 6 << false;
    QTest::newRow("colour, own statistics") << 3 << 4 << 6 << true;
    QTest::newRow("two channels") << 2 << 3 << 3 << true;
    QTest::newRow("one pixel") << 3 << 1 << 1 << true;
    QTest::newRow("single") << 1 << 1 << 1 << false;
}

void DatasetTest::batchEqualsTheDefinition() {
    QFETCH(int, channels);
    QFETCH(int, height);
    QFETCH(int, width);
    QFETCH(bool, perChannel);
    Dataset data;
    data.images = at::arange(20 * channels * height * width, at::kLong)
                      .mul(37)
                      .remainder(256)
                      .to(at::kByte)
                      .reshape({20, channels, height, width});
    data.labels.assign(20, 0);
    if (perChannel) {
        data.mean = {0.4914f, 0.4822f, 0.4465f};
        data.std = {0.247f, 0.2435f, 0.2616f};
    }
    const std::vector<std::int64_t> rows{3, 19, 0, 3};
    const Tensor batch = gatherBatch(data, rows.data(), 4);
    QVERIFY((batch.sizes() == at::IntArrayRef{4, channels, height, width}));
    QVERIFY(batch.scalar_type() == at::kFloat && !batch.requires_grad());
    QVERIFY(batch.is_contiguous(at::MemoryFormat::ChannelsLast));
    for (int i = 0; i < 4; ++i)
        for (int c = 0; c < channels; ++c)
            for (int y = 0; y < height; ++y)
                for (int x = 0; x < width; ++x) {
                    const auto at = perChannel ? static_cast<std::size_t>(c) : 0;
                    const float byte = data.images[rows[static_cast<std::size_t>(i)]][c][y][x].item<float>();
                    QCOMPARE(batch[i][c][y][x].item<float>(), (byte / 255.0f - data.mean[at]) / data.std[at]);
                }
    QVERIFY(gatherBatch(data, nullptr, 0).numel() == 0);
}

void DatasetTest::batchOfUnknownSample() {
    Dataset data;
    data.images = at::zeros({2, 1, 2, 2}, at::kByte);
    data.labels.assign(2, 0);
    for (const std::int64_t wrong : {std::int64_t{-1}, std::int64_t{2}})
        QVERIFY_EXCEPTION_THROWN(gatherBatch(data, &wrong, 1), std::out_of_range);
}

QTEST_GUILESS_MAIN(DatasetTest)
#include "tst_dataset.moc"
