// SPDX-License-Identifier: GPL-3.0-or-later
// The rule of hand-edited partitions: exact counts, nothing invented or doubled, one clear refusal.
#include <QTest>
#include <numeric>
#include <set>

#include "core/data/partition.h"
#include "core/data/partition_edits.h"
#include "core/federation/run.h"
#include "tests/core/data/data_test.h"

using namespace exitlab;

namespace {

using Labels = std::vector<std::int32_t>;

Labels turns(int classes, int perClass) {
    Labels labels;
    for (int i = 0; i < classes * perClass; ++i) labels.push_back(i % classes);
    return labels;
}

Settings settings(int clients, const char* edits, const char* split = "merged") {
    Settings s = test::settingsFor("mnist");
    s.set("data.clients", clients);
    s.set("data.split", split);
    s.set(kPartitionEditsKey, edits);
    return s;
}

std::vector<std::int64_t> all(const ClientSamples& client) {
    std::vector<std::int64_t> pool = client.train;
    pool.insert(pool.end(), client.validation.begin(), client.validation.end());
    pool.insert(pool.end(), client.test.begin(), client.test.end());
    return pool;
}

std::int64_t have(const Partition& partition, const Labels& labels, int client, int label) {
    std::int64_t count = 0;
    for (const std::int64_t sample : all(partition.clients[static_cast<std::size_t>(client)]))
        count += labels[static_cast<std::size_t>(sample)] == label;
    return count;
}

const Labels kLabels = turns(10, 600);

Partition draw(const char* edits, const char* split = "merged", int clients = 20) {
    return makePartition(settings(clients, edits, split), 1, kLabels, 10, 5000);
}

}  // namespace

class TestPartitionEditRule : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void withoutEditsNothingChanges() {
        const Partition plain = draw("");
        QVERIFY(plain.drawn == plain.dealt);
        // Setting cells to what they hold moves nothing.
        const std::string same = "3:0=" + std::to_string(plain.drawn[3][0]);
        QVERIFY(draw(same.c_str()).clients == plain.clients);
    }

    void editedCellsHoldTheirCountsExactly() {
        const Partition edited = draw("3:0=200, 3:1=0, 7:4=12");
        QCOMPARE(have(edited, kLabels, 3, 0), std::int64_t(200));
        QCOMPARE(have(edited, kLabels, 3, 1), std::int64_t(0));
        QCOMPARE(have(edited, kLabels, 7, 4), std::int64_t(12));
        QCOMPARE(edited.dealt[3][0], std::int64_t(200));
        QVERIFY(edited.drawn == draw("").drawn);
        std::set<std::int64_t> seen;
        for (const ClientSamples& client : edited.clients)
            for (const std::int64_t sample : all(client)) QVERIFY(seen.insert(sample).second);
    }

    void missingSamplesComeFromThePoolThenFromTheRichest() {
        // Clients 0, 1, 2 with 6, 4 and 2 samples of class 0 and plenty of class 1.
        Labels labels(12, 0);
        labels.resize(30, 1);
        SampleLists pools{{0, 1, 2, 3, 4, 5, 12, 13, 14, 15, 16, 17},
                          {6, 7, 8, 9, 18, 19, 20, 21, 22, 23},
                          {10, 11, 24, 25, 26, 27, 28, 29}};
        SampleLists levelled = pools;
        applyPartitionEdits({{2, 0, 5}}, levelled, labels, 2);
        // One from client 0 (6 to 5), one more (5 to 4), then client 0 again, as the lower number of the two with 4.
        QVERIFY(levelled[0] == (std::vector<std::int64_t>{0, 1, 2, 12, 13, 14, 15, 16, 17}));
        QVERIFY(levelled[1] == pools[1]);
        QVERIFY(levelled[2] == (std::vector<std::int64_t>{3, 4, 5, 10, 11, 24, 25, 26, 27, 28, 29}));

        SampleLists pooled = pools;
        applyPartitionEdits({{2, 0, 4}, {1, 0, 1}}, pooled, labels, 2);
        // Client 1 gives 7, 8 and 9 to the pool first, though its edit comes second; 9 stays unused.
        QVERIFY(pooled[0] == pools[0]);
        QVERIFY(pooled[1] == (std::vector<std::int64_t>{6, 18, 19, 20, 21, 22, 23}));
        QVERIFY(pooled[2] == (std::vector<std::int64_t>{7, 8, 10, 11, 24, 25, 26, 27, 28, 29}));
    }

    void theOrderOfDealingDoesNotMatter() {
        SampleLists pools = draw("").dealt.empty() ? SampleLists{} : SampleLists{{5, 1, 9, 3}, {2, 8, 4, 0, 6, 7}};
        SampleLists other{{9, 5, 3, 1}, {0, 2, 4, 6, 7, 8}};
        const Labels labels{0, 1, 0, 1, 0, 1, 0, 1, 0, 1};
        applyPartitionEdits({{0, 0, 3}, {1, 1, 2}}, pools, labels, 2);
        applyPartitionEdits({{0, 0, 3}, {1, 1, 2}}, other, labels, 2);
        QVERIFY(pools == other);
    }

    void editedCellsAreNotTakenFrom() {
        const Partition edited = draw("3:0=300, 4:0=250");
        QCOMPARE(have(edited, kLabels, 3, 0), std::int64_t(300));
        QCOMPARE(have(edited, kLabels, 4, 0), std::int64_t(250));
    }

    void theLastEditOfACellCounts() { QVERIFY(draw("3:0=300, 3:0=20").clients == draw("3:0=20").clients); }

    void withTheOfficialSplitTheCountIsOfTrainingSamples() {
        const Partition edited = draw("3:0=200", "official");
        std::int64_t training = 0;
        for (const auto* part : {&edited.clients[3].train, &edited.clients[3].validation})
            for (const std::int64_t sample : *part) training += kLabels[static_cast<std::size_t>(sample)] == 0;
        QCOMPARE(training, std::int64_t(200));
        // Its test part follows in proportion: 200 of 500 training samples, 100 test samples of the class.
        std::int64_t tests = 0;
        for (const std::int64_t sample : edited.clients[3].test)
            tests += kLabels[static_cast<std::size_t>(sample)] == 0;
        QVERIFY2(std::abs(tests - 40) <= 1, qPrintable(QString::number(tests)));
    }

    void impossibleCountsAreRefusedWithTheRange() {
        EXPECT_INPUT_ERROR(draw("3:0=601"), "data.partition.edits", "client 3", "601", "class 0", "from 0 to ");
        // 600 of the class, 100 of them fixed at client 4: 500 at most.
        EXPECT_INPUT_ERROR(draw("4:0=100, 3:0=501"), "from 0 to 500");
        QCOMPARE(have(draw("4:0=100, 3:0=500"), kLabels, 3, 0), std::int64_t(500));
        EXPECT_INPUT_ERROR(draw("3:0=0, 3:1=0, 3:2=0, 3:3=0, 3:4=0, 3:5=0, 3:6=0, 3:7=0, 3:8=0, 3:9=1"), "client 3",
                           "1 sample;", "at least 2");
        EXPECT_INPUT_ERROR(draw("20:0=5"), "client 20", "from 0 to 19");
    }

    void previewsAndExportsUseThem() {
        Experiment experiment = Experiment::defaults({{"cafedistill", "C", "1", "", "", "", {}}});
        const MethodCatalog methods{{"cafedistill", "C", "1", "", "", "", {}}};
        experiment.set(kPartitionEditsKey, "3:0=200", methods);
        const PartitionPreview preview = previewPartition(experiment);
        QCOMPARE(preview.labels.at(3, 0), 200.0);
        QCOMPARE(preview.dealt.at(3, 0), 200.0);
        QVERIFY(preview.drawn.at(3, 0) != 200.0);
        std::int64_t rows = 0;
        for (const PartitionRow& row : partitionRows(experiment)) rows += row.client == 3;
        QCOMPARE(rows, preview.train[3] + preview.validation[3] + preview.test[3]);
    }
};

QTEST_GUILESS_MAIN(TestPartitionEditRule)
#include "tst_partition_edits.moc"
