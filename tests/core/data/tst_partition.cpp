// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QtTest>
#include <cmath>
#include <numeric>
#include <set>

#include "core/data/partition.h"
#include "core/data/partition_rules.h"
#include "tests/core/data/data_test.h"

using namespace exitlab;

namespace {

using Labels = std::vector<std::int32_t>;

/// `perClass` samples of each class, classes taking turns.
Labels turns(int classes, int perClass) {
    Labels labels;
    for (int i = 0; i < classes * perClass; ++i) labels.push_back(i % classes);
    return labels;
}

Settings settings(const char* kind, int clients, double validationShare = 0) {
    Settings s = test::settingsFor("mnist");
    s.set("data.partition.kind", kind);
    s.set("data.clients", clients);
    s.set("data.validation_share", validationShare);
    return s;
}

std::vector<std::int64_t> poolOf(const ClientSamples& client) {
    std::vector<std::int64_t> pool = client.train;
    pool.insert(pool.end(), client.validation.begin(), client.validation.end());
    pool.insert(pool.end(), client.test.begin(), client.test.end());
    return pool;
}

/// Samples of each class at each client, all parts or one of them.
CountRows labelMatrix(const Partition& partition, const Labels& labels, int classes,
                      std::vector<std::int64_t> ClientSamples::*part = nullptr) {
    CountRows rows;
    for (const ClientSamples& client : partition.clients) {
        std::vector<std::int64_t> row(static_cast<std::size_t>(classes), 0);
        for (const std::int64_t sample : part ? client.*part : poolOf(client))
            ++row[static_cast<std::size_t>(labels[static_cast<std::size_t>(sample)])];
        rows.push_back(row);
    }
    return rows;
}

/// Ascending parts, every sample of 0 .. n-1 at most once; returns how many are used.
std::size_t distinctSamples(const Partition& partition, std::int64_t n) {
    std::set<std::int64_t> seen;
    for (const ClientSamples& client : partition.clients) {
        for (const auto* part : {&client.train, &client.validation, &client.test})
            if (!std::is_sorted(part->begin(), part->end())) return 0;
        for (const std::int64_t sample : poolOf(client))
            if (sample < 0 || sample >= n || !seen.insert(sample).second) return 0;
    }
    return seen.size();
}

}  // namespace

class PartitionTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyRuleIsDisjointCompleteAndDeterministic_data();
    void everyRuleIsDisjointCompleteAndDeterministic();
    void iidSizesDifferByAtMostOne();
    void sharesOfTheParts();
    void tinyPoolsKeepATrainingAndATestSample();
    void dirichletSharesHaveTheirDistribution();
    void dirichletFullClientsGetNoMore();
    void dirichletGivesEveryClientItsMinimum();
    void dirichletSurvivesTinyAlpha();
    void dirichletRefusalCanBeFollowed();
    void pathologicalClasses_data();
    void pathologicalClasses();
    void pathologicalAmounts();
    void pathologicalImpossible();
    void officialTestFollowsTheTrainingDistribution();
    void officialTestReachesEveryClient();
    void subsetOfTheSamples();
    void impossibleNumberOfClients();
    void drawsStayTheSame();
    void publicSamplesAreNobodysOwn();
    void hundredClientsInMilliseconds();
};

void PartitionTest::everyRuleIsDisjointCompleteAndDeterministic_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("split");
    for (const char* kind : {"iid", "dirichlet", "pathological"})
        for (const char* split : {"merged", "official"})
            QTest::newRow((std::string(kind) + ", " + split).c_str()) << kind << split;
}

void PartitionTest::everyRuleIsDisjointCompleteAndDeterministic() {
    QFETCH(QString, kind);
    QFETCH(QString, split);
    const Labels labels = turns(10, 301);
    Settings s = settings(kind.toLatin1(), 13, 0.2);
    s.set("data.split", split.toStdString());
    const Partition partition = makePartition(s, 5, labels, 10, 2000);
    QCOMPARE(partition.clients.size(), std::size_t{13});
    QCOMPARE(distinctSamples(partition, 3010), std::size_t{3010});
    QVERIFY(partition == makePartition(s, 5, labels, 10, 2000));
    QVERIFY(!(partition == makePartition(s, 6, labels, 10, 2000)));
    for (const ClientSamples& client : partition.clients) {
        QVERIFY(!client.train.empty() && !client.test.empty());
        if (split == "merged") continue;
        for (const std::int64_t sample : client.train) QVERIFY(sample < 2000);
        for (const std::int64_t sample : client.validation) QVERIFY(sample < 2000);
        for (const std::int64_t sample : client.test) QVERIFY(sample >= 2000);
    }
}

void PartitionTest::iidSizesDifferByAtMostOne() {
    const Labels labels = turns(7, 143);  // 1001 samples
    const Partition partition = makePartition(settings("iid", 30), 1, labels, 7, 0);
    int larger = 0;
    for (const ClientSamples& client : partition.clients) {
        const std::size_t size = poolOf(client).size();
        QVERIFY(size == 33 || size == 34);
        larger += size == 34;
    }
    QCOMPARE(larger, 1001 - 30 * 33);
}

void PartitionTest::sharesOfTheParts() {
    Settings s = settings("iid", 10, 0.2);
    const Labels labels = turns(10, 100);  // 100 samples each
    for (const ClientSamples& client : makePartition(s, 1, labels, 10, 0).clients) {
        QCOMPARE(client.train.size(), std::size_t{60});
        QCOMPARE(client.validation.size(), std::size_t{15});
        QCOMPARE(client.test.size(), std::size_t{25});
    }
    // 0.29 * 100 is 28.999... in floating point.
    s.set("data.train_share", 0.29);
    s.set("data.validation_share", 0.0);
    for (const ClientSamples& client : makePartition(s, 1, labels, 10, 0).clients) {
        QCOMPARE(client.train.size(), std::size_t{29});
        QVERIFY(client.validation.empty());
    }
}

void PartitionTest::tinyPoolsKeepATrainingAndATestSample() {
    for (const double share : {0.05, 0.95}) {
        Settings s = settings("iid", 10, 0.5);
        s.set("data.train_share", share);
        for (const ClientSamples& client : makePartition(s, 1, turns(2, 10), 2, 0).clients) {
            QCOMPARE(client.train.size(), std::size_t{1});
            QCOMPARE(client.test.size(), std::size_t{1});
        }
        for (const ClientSamples& client : makePartition(s, 1, turns(2, 5), 2, 0).clients) {
            QCOMPARE(client.train.size(), std::size_t{1});
            QVERIFY(client.test.empty() && client.validation.empty());
        }
    }
}

void PartitionTest::dirichletSharesHaveTheirDistribution() {
    // One class: shares are Dirichlet(alpha) of n, so the expected sum of squares is (alpha + 1) / (n alpha + 1).
    const int clients = 8;
    const double alpha = 0.5;
    std::vector<std::int64_t> samples(4000);
    std::iota(samples.begin(), samples.end(), 0);
    double sum = 0;
    constexpr int draws = 600;
    std::vector<double> mean(clients, 0);
    for (int seed = 0; seed < draws; ++seed) {
        const SampleLists pools =
            dealDirichlet({.seed = std::uint64_t(seed), .clients = clients, .alpha = alpha}, {samples});
        for (std::size_t i = 0; i < pools.size(); ++i) {
            const double share = double(pools[i].size()) / 4000;
            sum += share * share / draws;
            mean[i] += share / draws;
        }
    }
    const double expected = (alpha + 1) / (clients * alpha + 1);  // 0.3
    QVERIFY2(std::abs(sum - expected) < 0.015, std::to_string(sum).c_str());
    for (const double share : mean) QVERIFY2(std::abs(share - 1.0 / clients) < 0.025, std::to_string(share).c_str());
}

void PartitionTest::dirichletFullClientsGetNoMore() {
    const Labels labels = turns(10, 200);
    Settings s = settings("dirichlet", 20);
    int full = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const CountRows rows = labelMatrix(makePartition(s, seed, labels, 10, 0), labels, 10);
        for (const auto& row : rows) {
            std::int64_t held = 0;
            for (const std::int64_t amount : row) {
                if (held >= 100) {  // N / n
                    QCOMPARE(amount, std::int64_t{0});
                    ++full;
                }
                held += amount;
            }
        }
    }
    QVERIFY(full > 100);
}

void PartitionTest::dirichletGivesEveryClientItsMinimum() {
    const Labels labels = turns(10, 2000);
    Settings s = settings("dirichlet", 100);
    for (const int minimum : {1, 4, 20}) {
        s.set("data.partition.min_samples", minimum);
        s.set("data.partition.alpha", minimum == 20 ? 0.5 : 0.1);
        for (const ClientSamples& client : makePartition(s, 2, labels, 10, 0).clients)
            QVERIFY(poolOf(client).size() >= std::size_t(minimum));
    }
    // Half of the fair share is enough, however much is asked for: 2000 / 100 / 2 = 10.
    s.set("data.partition.min_samples", 1'000'000);
    s.set("data.partition.alpha", 10.0);
    std::size_t least = 1'000'000;
    for (const ClientSamples& client : makePartition(s, 2, turns(10, 200), 10, 0).clients)
        least = std::min(least, poolOf(client).size());
    QVERIFY(least >= 10 && least < 100);
}

void PartitionTest::dirichletSurvivesTinyAlpha() {
    // Nearly every share underflows to 0, and the client that would get a class may be full already.
    const SampleLists pools =
        dealDirichlet({.seed = 1, .clients = 5, .alpha = 1e-6}, SampleLists(20, std::vector<std::int64_t>(50, 1)));
    std::size_t all = 0;
    for (const auto& pool : pools) {
        QCOMPARE(pool.size() % 50, std::size_t{0});
        QVERIFY(pool.size() <= 200 + 50);
        all += pool.size();
    }
    QCOMPARE(all, std::size_t{1000});
}

void PartitionTest::dirichletRefusalCanBeFollowed() {
    const Labels labels = turns(10, 500);
    Settings s = settings("dirichlet", 100);
    s.set("data.partition.alpha", 0.01);
    s.set("data.partition.min_samples", 10);
    const QString message = QString::fromStdString(test::inputError([&] { makePartition(s, 1, labels, 10, 0); }));
    qInfo().noquote() << message;
    const auto match = QRegularExpression(R"(^data\.partition\.alpha: no draw with alpha 0\.01 gives each of )"
                                          R"(100 clients at least 10 of 5,000 samples; expected alpha from ([0-9.]+) )"
                                          R"(on with 100 clients, or at most (\d+) clients with alpha 0\.01, or a )"
                                          R"(smaller data\.partition\.min_samples$)")
                           .match(message);
    QVERIFY(match.hasMatch());
    Settings larger = s;
    larger.set("data.partition.alpha", match.captured(1).toDouble());
    QCOMPARE(makePartition(larger, 1, labels, 10, 0).clients.size(), std::size_t{100});
    Settings fewer = s;
    fewer.set("data.clients", match.captured(2).toInt());
    QVERIFY(match.captured(2).toInt() > 1);
    QCOMPARE(makePartition(fewer, 1, labels, 10, 0).clients.size(), match.captured(2).toULong());
}

void PartitionTest::pathologicalClasses_data() {
    QTest::addColumn<int>("clients");
    QTest::addColumn<int>("perClient");
    QTest::addColumn<QString>("amounts");
    for (const char* amounts : {"balanced", "random"})
        for (const auto& [clients, perClient] : {std::pair{100, 2}, {5, 2}, {7, 3}, {13, 10}, {10, 1}, {23, 7}})
            QTest::addRow("%d clients of %d, %s", clients, perClient, amounts) << clients << perClient << amounts;
}

void PartitionTest::pathologicalClasses() {
    QFETCH(int, clients);
    QFETCH(int, perClient);
    QFETCH(QString, amounts);
    const Labels labels = turns(10, 305);
    Settings s = settings("pathological", clients);
    s.set("data.partition.classes_per_client", perClient);
    s.set("data.partition.amounts", amounts.toStdString());
    const Partition partition = makePartition(s, 9, labels, 10, 0);
    QCOMPARE(distinctSamples(partition, 3050), std::size_t{3050});
    const CountRows rows = labelMatrix(partition, labels, 10);
    std::vector<int> owners(10, 0);
    std::set<std::set<std::size_t>> combinations;
    for (const auto& row : rows) {
        std::set<std::size_t> held;
        for (std::size_t c = 0; c < row.size(); ++c)
            if (row[c] > 0) held.insert(c);
        QCOMPARE(held.size(), std::size_t(perClient));
        for (const std::size_t c : held) ++owners[c];
        combinations.insert(held);
    }
    QVERIFY(*std::max_element(owners.begin(), owners.end()) - *std::min_element(owners.begin(), owners.end()) <= 1);
    // Clients are not made in a few moulds.
    if (clients == 100) QVERIFY(combinations.size() > 25);
}

void PartitionTest::pathologicalAmounts() {
    const Labels labels = turns(10, 600);
    Settings s = settings("pathological", 50);  // 10 clients a class
    for (const auto& row : labelMatrix(makePartition(s, 1, labels, 10, 0), labels, 10))
        for (const std::int64_t amount : row) QVERIFY(amount == 0 || amount == 60);
    s.set("data.partition.amounts", "random");
    std::int64_t least = 600, most = 0;
    for (const auto& row : labelMatrix(makePartition(s, 1, labels, 10, 0), labels, 10))
        for (const std::int64_t amount : row) {
            if (amount == 0) continue;
            least = std::min(least, amount);
            most = std::max(most, amount);
        }
    QVERIFY2(least >= 1 && least < 40 && most > 80, (std::to_string(least) + " " + std::to_string(most)).c_str());
}

void PartitionTest::pathologicalImpossible() {
    const Labels labels = turns(10, 20);
    Settings s = settings("pathological", 4);
    EXPECT_INPUT_ERROR(makePartition(s, 1, labels, 10, 0), "data.partition.classes_per_client",
                       "4 clients with 2 classes each cannot hold all 10 classes", "at least 3 classes per client",
                       "at least 5 clients");
    s.set("data.partition.classes_per_client", 11);
    EXPECT_INPUT_ERROR(makePartition(s, 1, labels, 10, 0), "data.partition.classes_per_client", "only 10");
    s.set("data.partition.classes_per_client", 2);
    s.set("data.clients", 101);
    EXPECT_INPUT_ERROR(makePartition(s, 1, labels, 10, 0), "data.clients", "a class of 20 samples", "21 clients",
                       "at most 100 clients with 2 classes each");
    s.set("data.clients", 100);
    QCOMPARE(makePartition(s, 1, labels, 10, 0).clients.size(), std::size_t{100});
    // Classes without samples are none.
    s.set("data.clients", 5);
    QCOMPARE(makePartition(s, 1, labels, 40, 0).clients.size(), std::size_t{5});
}

void PartitionTest::officialTestFollowsTheTrainingDistribution() {
    const Labels labels = turns(10, 700);  // 6000 train, 1000 test
    for (const char* kind : {"iid", "dirichlet", "pathological"}) {
        Settings s = settings(kind, 20);
        s.set("data.split", "official");
        const Partition partition = makePartition(s, 3, labels, 10, 6000);
        const CountRows train = labelMatrix(partition, labels, 10, &ClientSamples::train);
        const CountRows test = labelMatrix(partition, labels, 10, &ClientSamples::test);
        int moved = 0;
        for (std::size_t i = 0; i < train.size(); ++i)
            for (std::size_t c = 0; c < 10; ++c) {
                const double exact = double(train[i][c]) / 6;  // 600 train and 100 test samples of each class
                moved += std::abs(double(test[i][c]) - exact) >= 1;
                if (train[i][c] == 0) QCOMPARE(test[i][c], std::int64_t{0});
            }
        QCOMPARE(moved, 0);
    }
}

void PartitionTest::officialTestReachesEveryClient() {
    // 60 test samples for 40 clients of very different size.
    const Labels labels = turns(10, 206);
    Settings s = settings("dirichlet", 40);
    s.set("data.split", "official");
    s.set("data.partition.min_samples", 2);
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
        const Partition partition = makePartition(s, seed, labels, 10, 2000);
        QCOMPARE(distinctSamples(partition, 2060), std::size_t{2060});
        const CountRows train = labelMatrix(partition, labels, 10, &ClientSamples::train);
        for (std::size_t i = 0; i < partition.clients.size(); ++i) {
            QVERIFY(!partition.clients[i].test.empty());
            for (const std::int64_t sample : partition.clients[i].test)
                QVERIFY(train[i][static_cast<std::size_t>(labels[static_cast<std::size_t>(sample)])] > 0);
        }
    }
    // Test samples of a class that nobody trains on are left out.
    const Labels unseen{0, 0, 0, 0, 1, 0, 0};
    Settings few = settings("iid", 2);
    few.set("data.split", "official");
    const Partition partition = makePartition(few, 1, unseen, 2, 4);
    QCOMPARE(distinctSamples(partition, 7), std::size_t{6});
    for (const ClientSamples& client : partition.clients) QCOMPARE(client.test.size(), std::size_t{1});
}

void PartitionTest::subsetOfTheSamples() {
    const Labels labels = turns(10, 500);
    Settings s = settings("iid", 10, 0.2);
    s.set("data.samples", 1000);
    const Partition partition = makePartition(s, 1, labels, 10, 4000);
    QCOMPARE(distinctSamples(partition, 5000), std::size_t{1000});
    std::int64_t last = 0;
    for (const ClientSamples& client : partition.clients)
        for (const std::int64_t sample : poolOf(client)) last = std::max(last, sample);
    QVERIFY(last > 4800);  // from everywhere
    s.set("data.split", "official");
    std::size_t test = 0;
    for (const ClientSamples& client : makePartition(s, 1, labels, 10, 4000).clients) test += client.test.size();
    QVERIFY(test > 150 && test < 250);
    s.set("data.samples", 5001);
    EXPECT_INPUT_ERROR(makePartition(s, 1, labels, 10, 4000), "data.samples", "5001 samples", "5,000", "0 for all");
}

void PartitionTest::impossibleNumberOfClients() {
    for (const char* kind : {"iid", "dirichlet", "pathological"})
        EXPECT_INPUT_ERROR(makePartition(settings(kind, 21), 1, turns(2, 10), 2, 0), "data.clients", "21 clients",
                           "20 training samples");
    QVERIFY_EXCEPTION_THROWN(makePartition(settings("iid", 2), 1, Labels{0, 1, 2}, 2, 0), std::invalid_argument);
}

void PartitionTest::drawsStayTheSame() {
    // Stored results name a seed, not the samples: a seed must give the same partition in every version.
    const Labels labels = turns(3, 8);
    Settings s = settings("dirichlet", 3, 0.2);
    s.set("data.partition.alpha", 0.5);
    const Partition partition = makePartition(s, 1, labels, 3, 0);
    QString text;
    for (const ClientSamples& client : partition.clients) {
        for (const auto* part : {&client.train, &client.validation, &client.test}) {
            for (const std::int64_t sample : *part) text += QString::number(sample) + ' ';
            text += "| ";
        }
    }
    QCOMPARE(text, QString("3 6 12 15 19 | 4 | 0 1 21 | 10 11 16 18 | 17 | 5 13 | 2 8 14 22 23 | 7 | 9 20 | "));
}

void PartitionTest::publicSamplesAreNobodysOwn() {
    const Labels labels = turns(5, 300);
    Settings s = settings("dirichlet", 6, 0.2);
    const Partition without = makePartition(s, 1, labels, 5, 0);
    QVERIFY(without.publicSamples.empty());
    s.set("data.public_samples", 60);
    const Partition with = makePartition(s, 1, labels, 5, 0);
    QVERIFY(with == makePartition(s, 1, labels, 5, 0));
    QCOMPARE(with.publicSamples.size(), std::size_t{60});
    std::size_t left = 0, before = 0;
    for (std::size_t i = 0; i < with.clients.size(); ++i) {
        const ClientSamples &mine = with.clients[i], &was = without.clients[i];
        QVERIFY(mine.test == was.test && mine.validation == was.validation);
        QVERIFY(mine.train.size() >= 2);
        for (const std::int64_t sample : with.publicSamples)
            QVERIFY(!std::binary_search(mine.train.begin(), mine.train.end(), sample));
        QVERIFY(std::includes(was.train.begin(), was.train.end(), mine.train.begin(), mine.train.end()));
        left += mine.train.size();
        before += was.train.size();
    }
    QCOMPARE(left + 60, before);

    s.set("data.public_samples", 100000);
    try {
        makePartition(s, 1, labels, 5, 0);
        QFAIL("more than there are were given away");
    } catch (const InputError& e) {
        // The number it names can be followed.
        const std::string what = e.what();
        QVERIFY2(what.rfind("data.public_samples: expected at most ", 0) == 0, e.what());
        s.set("data.public_samples",
              std::stoi(what.substr(std::string("data.public_samples: expected at most ").size())));
        for (const ClientSamples& client : makePartition(s, 1, labels, 5, 0).clients)
            QCOMPARE(client.train.size(), std::size_t{2});
    }
}

void PartitionTest::hundredClientsInMilliseconds() {
    const Labels labels = turns(10, 7000);
    for (const char* kind : {"iid", "dirichlet", "pathological"}) {
        QElapsedTimer timer;
        timer.start();
        const Partition partition = makePartition(settings(kind, 100, 0.2), 1, labels, 10, 60000);
        qInfo("%s, 70,000 samples, 100 clients: %.1f ms", kind, double(timer.nsecsElapsed()) / 1e6);
        QCOMPARE(partition.clients.size(), std::size_t{100});
        QVERIFY(timer.elapsed() < 1000);  // 100 ms are promised; the bound leaves room for sanitizers
    }
}

QTEST_GUILESS_MAIN(PartitionTest)
#include "tst_partition.moc"
