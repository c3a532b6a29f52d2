// SPDX-License-Identifier: GPL-3.0-or-later
// The run facade's answers about the partition are those of the code that runs use.
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

#include "core/data/glyphs.h"
#include "core/data/partition.h"
#include "core/federation/run.h"
#include "tests/core/data/data_test.h"

using namespace exitlab;

class PreviewTest : public QObject {
    Q_OBJECT

  private:
    MethodCatalog catalog_{{.id = "fedavg",
                            .name = "FedAvg-EE",
                            .version = "1",
                            .summary = "Averages everything",
                            .citation = "",
                            .longHelp = "",
                            .parameters = {}}};
    Experiment experiment(const std::vector<std::pair<std::string, Json>>& changes) const {
        Experiment made = Experiment::defaults(catalog_, "fedavg");
        for (const auto& [key, value] : changes) made.set(key, value, catalog_);
        return made;
    }

  private Q_SLOTS:
    void previewIsThePartition();
    void entropyOfKnownMixtures();
    void rowsNameEveryUsedSample();
    void impossibleRequestsAreRefused();
    void onlyLabelFilesAreRead();
    void fastEnoughToFollowASlider();
};

void PreviewTest::previewIsThePartition() {
    const Experiment made = experiment({{"data.clients", 15}, {"seed", 9}});
    const PartitionPreview preview = previewPartition(made);
    std::vector<std::int32_t> labels;
    for (std::int64_t i = 0; i < 6000; ++i) labels.push_back(glyphLabel(i, 10));
    const Partition partition = makePartition(made.settings(), 9, labels, 10, 4500);
    QCOMPARE(preview.labels.rows, 15);
    QCOMPARE(preview.labels.cols, 10);
    QCOMPARE(preview.classNames[0], std::string("ring"));
    double all = 0;
    for (int i = 0; i < 15; ++i) {
        const ClientSamples& client = partition.clients[static_cast<std::size_t>(i)];
        const auto at = static_cast<std::size_t>(i);
        QCOMPARE(preview.train[at], std::int64_t(client.train.size()));
        QCOMPARE(preview.validation[at], std::int64_t(client.validation.size()));
        QCOMPARE(preview.test[at], std::int64_t(client.test.size()));
        double sum = 0;
        for (int c = 0; c < 10; ++c) sum += preview.labels.at(i, c);
        QCOMPARE(sum, double(client.train.size() + client.validation.size() + client.test.size()));
        all += sum;
    }
    QCOMPARE(all, 6000.0);
    QVERIFY(preview == previewPartition(made));
    QVERIFY(!(preview == previewPartition(experiment({{"data.clients", 15}, {"seed", 10}}))));
}

void PreviewTest::entropyOfKnownMixtures() {
    const auto entropies = [&](int perClient) {
        return previewPartition(experiment({{"data.partition.kind", "pathological"},
                                            {"data.clients", 10},
                                            {"data.partition.classes_per_client", perClient}}))
            .entropy;
    };
    for (const double entropy : entropies(1)) QCOMPARE(entropy, 0.0);
    // Two or five classes in equal amounts.
    for (const double entropy : entropies(2)) QVERIFY(std::abs(entropy - std::log(2)) < 1e-12);
    for (const double entropy : entropies(5)) QVERIFY(std::abs(entropy - std::log(5)) < 1e-12);
}

void PreviewTest::rowsNameEveryUsedSample() {
    const Experiment made = experiment({{"data.clients", 8}, {"data.samples", 1000}});
    const std::vector<PartitionRow> rows = partitionRows(made);
    const PartitionPreview preview = previewPartition(made);
    QCOMPARE(rows.size(), std::size_t{1000});
    std::vector<std::int64_t> train(8, 0), validation(8, 0), test(8, 0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i > 0) QVERIFY(rows[i - 1].sample < rows[i].sample);
        auto& part = rows[i].part == PartitionRow::Part::Train        ? train
                     : rows[i].part == PartitionRow::Part::Validation ? validation
                                                                      : test;
        ++part[static_cast<std::size_t>(rows[i].client)];
    }
    QVERIFY(train == preview.train && validation == preview.validation && test == preview.test);
}

void PreviewTest::impossibleRequestsAreRefused() {
    EXPECT_INPUT_ERROR(previewPartition(experiment({{"data.clients", 500}, {"data.partition.alpha", 0.001}})),
                       "data.partition.alpha", "500 clients", "expected alpha from", "at most");
    EXPECT_INPUT_ERROR(previewPartition(experiment({{"data.partition.kind", "pathological"}, {"data.clients", 3}})),
                       "data.partition.classes_per_client", "at least 4 classes per client");
    EXPECT_INPUT_ERROR(previewPartition(experiment({{"data.dataset", "mnist"}}), {.dataDir = "/nonexistent"}), "MNIST",
                       "/nonexistent", "train-labels-idx1-ubyte");
}

void PreviewTest::onlyLabelFilesAreRead() {
    QTemporaryDir dir;
    const std::filesystem::path root = dir.path().toStdString();
    std::string labels;
    for (int i = 0; i < 200; ++i) labels += static_cast<char>(i % 10);
    test::writeFile(root / "MNIST/raw/train-labels-idx1-ubyte", test::idxLabels(labels));
    test::writeFile(root / "MNIST/raw/t10k-labels-idx1-ubyte", test::idxLabels(labels));
    const PartitionPreview preview = previewPartition(
        experiment({{"data.dataset", "mnist"}, {"data.clients", 4}, {"data.split", "official"}}), {.dataDir = root});
    QCOMPARE(preview.classNames[3], std::string("3"));
    QCOMPARE(preview.test[0] + preview.test[1] + preview.test[2] + preview.test[3], std::int64_t{200});
}

void PreviewTest::fastEnoughToFollowASlider() {
    NEEDS_DATA();
    const RunOptions options{.dataDir = dataFolder};
    Experiment made = experiment({{"data.dataset", "mnist"}, {"data.clients", 100}});
    QElapsedTimer timer;
    timer.start();
    previewPartition(made, options);
    qInfo("first preview of MNIST, labels read: %.1f ms", double(timer.nsecsElapsed()) / 1e6);
    made.set("data.partition.alpha", Json(0.3), catalog_);
    timer.restart();
    const PartitionPreview preview = previewPartition(made, options);
    const double ms = double(timer.nsecsElapsed()) / 1e6;
    qInfo("next preview, 70,000 labels, 100 clients: %.1f ms", ms);
    QCOMPARE(preview.labels.rows, 100);
    QVERIFY(ms < 1000);  // 100 ms are promised; the bound leaves room for sanitizers
}

QTEST_GUILESS_MAIN(PreviewTest)
#include "tst_preview.moc"
