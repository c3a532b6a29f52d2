// SPDX-License-Identifier: GPL-3.0-or-later
// Local training of one client: batches, what is trained, what is logged.
#include <QTest>

#include <cmath>

#include "core/federation/local_work.h"
#include "core/learning/losses.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

/// Records the batches it is asked about; loss is FedAvg's.
class Watching final : public Algorithm {
  public:
    using Algorithm::Algorithm;
    std::vector<LossTerm> loss(const LossBatch& batch) const override {
        const auto* first = batch.labels.data_ptr<std::int64_t>();
        batches.emplace_back(first, first + batch.labels.numel());
        return Algorithm::loss(batch);
    }
    mutable std::vector<std::vector<std::int64_t>> batches;  ///< labels, which name the samples here
};

struct Bench {
    explicit Bench(const Changes& changes = {})
        : plan(modelSettings(changes), {1, 4, 4}, 23), networks(plan), network(networks.full()) {
        for (int i = 0; i < 23; ++i) data.labels.push_back(i);
        data.images = randomTensor({23, 1, 4, 4}, 5);
        data.classNames.resize(23);
        for (int i = 0; i < 23; ++i) indices.push_back(i);
        info.network = &plan;
        info.settings = modelSettings(changes);
        algorithm = std::make_unique<Watching>(info);
        network.initialize(1);
        task.seed = 9;
        task.client = 2;
        task.round = 4;
        task.train = &indices;
        task.batch = 10;
        task.exits = {true, true, true};
        task.sgd = {0.05, 0, 0, 0};
    }
    LocalWork work() { return {networks, data, *algorithm, task, velocity, stop}; }

    Dataset data;
    NetworkPlan plan;
    NetworkSet networks;
    Network& network;
    std::vector<std::int64_t> indices;
    FederationInfo info;
    std::unique_ptr<Watching> algorithm;
    LocalWork::Task task;
    Tensor velocity;
    std::atomic<bool> stop{false};
};

std::vector<std::size_t> sizes(const Bench& bench) {
    std::vector<std::size_t> counts;
    for (const auto& batch : bench.algorithm->batches) counts.push_back(batch.size());
    return counts;
}

}  // namespace

class TestLocalWork : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void lastSmallerBatchIsUsed() {
        Bench bench;
        LocalWork work = bench.work();
        work.train(2);
        QCOMPARE(sizes(bench), (std::vector<std::size_t>{10, 10, 3, 10, 10, 3}));
        QCOMPARE(work.samplesSeen(), std::int64_t{46});
        for (std::size_t epoch = 0; epoch < 2; ++epoch) {
            std::vector<std::int64_t> seen;
            for (std::size_t b = 0; b < 3; ++b)
                for (const auto label : bench.algorithm->batches[3 * epoch + b]) seen.push_back(label);
            std::sort(seen.begin(), seen.end());
            QCOMPARE(seen, bench.indices);
        }
        QVERIFY2(bench.algorithm->batches[0] != bench.algorithm->batches[3], "epochs are shuffled anew");
    }

    void batchAboveTheDataIsOneFullBatch() {
        Bench bench;
        bench.task.batch = 1000;
        LocalWork work = bench.work();
        work.train(3);
        QCOMPARE(sizes(bench), (std::vector<std::size_t>{23, 23, 23}));
    }

    void orderDependsOnSeedRoundAndClientOnly() {
        const auto first = [](const std::function<void(LocalWork::Task&)>& change) {
            Bench bench;
            change(bench.task);
            LocalWork work = bench.work();
            work.train(1);
            return bench.algorithm->batches.front();
        };
        const auto plain = first([](LocalWork::Task&) {});
        QCOMPARE(first([](LocalWork::Task& t) { t.sgd.rate = 1e-3; }), plain);
        QVERIFY(first([](LocalWork::Task& t) { t.seed = 8; }) != plain);
        QVERIFY(first([](LocalWork::Task& t) { t.round = 5; }) != plain);
        QVERIFY(first([](LocalWork::Task& t) { t.client = 3; }) != plain);
    }

    void twoCallsContinueTheEpochs() {
        Bench a, b;
        LocalWork once = a.work(), twice = b.work();
        once.train(2);
        twice.train(1);
        twice.train(1);
        QVERIFY(a.algorithm->batches == b.algorithm->batches);
        QVERIFY(sameBits(a.network.values(), b.network.values()));
    }

    void onlyTrainedPartsMove_data() {
        QTest::addColumn<QList<bool>>("exits");
        QTest::newRow("last") << QList<bool>{false, false, true};
        QTest::newRow("first and last") << QList<bool>{true, false, true};
        QTest::newRow("first only") << QList<bool>{true, false, false};
        QTest::newRow("all") << QList<bool>{true, true, true};
    }
    void onlyTrainedPartsMove() {
        QFETCH(QList<bool>, exits);
        Bench bench;
        bench.task.exits.assign(exits.begin(), exits.end());
        bench.task.sgd = {0.05, 0.9, 0.1};  // weight decay must not reach what does not take part
        bench.velocity = at::zeros({bench.plan.spans().parameters}, at::kFloat);
        const Tensor before = bench.network.values().clone();
        LocalWork work = bench.work();
        work.train(1);
        const int deepest = exits.lastIndexOf(true);
        for (const TensorSpan& span : bench.plan.spans().spans) {
            const bool trained = span.part == TensorSpan::Part::Head ? exits[span.index] : span.index <= deepest;
            const bool moved = !sameBits(slice(bench.plan.spans(), before, span.name),
                                         slice(bench.plan.spans(), bench.network.values(), span.name));
            QVERIFY2(moved == trained, span.name.c_str());
        }
    }

    void lossOfTheDefaultIsTheMeanOverAllExits() {
        Bench bench;
        bench.task.batch = 1000;
        bench.task.exits = {true, false, true};
        Network copy(bench.plan);
        copy.values().copy_(bench.network.values());
        const Tensor labels = at::arange(23, at::kLong);
        const ExitOutputs out = copy.forwardAll(bench.data.images, true);
        const double expected =
            (crossEntropy(out.logits[0], labels) + crossEntropy(out.logits[2], labels)).item<double>() / 3;
        LocalWork work = bench.work();
        work.train(1);
        QCOMPARE(work.terms(), std::vector<std::string>{"task"});
        QVERIFY(std::abs(work.termSums()[0] / 23 - expected) < 1e-5);
        QVERIFY(!work.diverged());
    }

    void oneStepIsGradientDescent() {
        Bench bench;
        bench.task.batch = 1000;
        Network copy(bench.plan);
        copy.values().copy_(bench.network.values());
        const ExitOutputs out = copy.forwardAll(bench.data.images, true);
        Tensor loss = at::zeros({});
        for (const Tensor& z : out.logits) loss = loss + crossEntropy(z, at::arange(23, at::kLong)) / 3;
        loss.backward();
        LocalWork work = bench.work();
        work.train(1);
        QCOMPARE_NEAR(bench.network.values(), copy.values() - 0.05 * copy.gradients(), 2e-6);
    }

    void notFiniteIsNoticed() {
        Bench bench;
        bench.task.sgd.rate = 1e30;
        LocalWork work = bench.work();
        work.train(3);
        QVERIFY(work.diverged());
    }

    void stopIsSeenInEveryBatch() {
        Bench bench;
        bench.stop = true;
        LocalWork work = bench.work();
        QVERIFY_EXCEPTION_THROWN(work.train(1), StopRequested);
        QVERIFY(bench.algorithm->batches.empty());
    }

    void resNetTakesALastBatchOfOne() {
        Bench bench({{"model.architecture", "resnet18"}, {"model.width", "2"}});
        bench.task.batch = 11;  // 11, 11, 1; the last stage has one pixel
        LocalWork work = bench.work();
        work.train(2);
        QVERIFY(bench.network.values().isfinite().all().item<bool>());
        QVERIFY(!work.diverged());
    }
};

QTEST_GUILESS_MAIN(TestLocalWork)
#include "tst_local_work.moc"
