// SPDX-License-Identifier: GPL-3.0-or-later
// The network that weights samples (policy l2w): what it gives, what it learns, and that the model is left alone.
#include <QTest>

#include "core/base/error.h"
#include "core/federation/depth_method.h"
#include "core/federation/sample_weights.h"
#include "core/learning/losses.h"
#include "core/learning/quota.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

constexpr double kRatio = 1.5;

struct Bench {
    Bench() : plan(modelSettings({}), {1, 4, 4}, 4), networks(plan), network(networks.full()) {
        for (int i = 0; i < 20; ++i) {
            data.labels.push_back(i % 4);
            rows.push_back(i);
        }
        data.images = randomTensor({20, 1, 4, 4}, 5);
        data.classNames.resize(4);
        info.network = &plan;
        info.settings = modelSettings({});
        algorithm = std::make_unique<Algorithm>(info);
        network.initialize(1);
        task.seed = 9;
        task.client = 2;
        task.train = &rows;
        task.kept = &kept;
        task.exits = {true, true, true};
        task.sgd = {0.5, 0, 0, 0};
    }
    LocalWork work() { return {networks, data, *algorithm, task, {}, stop}; }

    Dataset data;
    NetworkPlan plan;
    NetworkSet networks;
    Network& network;
    std::vector<std::int64_t> rows;
    NamedTensors kept;
    FederationInfo info;
    std::unique_ptr<Algorithm> algorithm;
    LocalWork::Task task;
    std::atomic<bool> stop{false};
};

LocalWork::Batch batchOf(LocalWork& work, const std::vector<std::int64_t>& rows) {
    LocalWork::Batch batch;
    batch.rows = rows;
    batch.images = work.images(rows);
    batch.labels = work.labels(rows);
    return batch;
}

/// The loss of the second half of the batch after a trial step on the first half with the present weights.
double lossAfterTrial(const Bench& bench, LocalWork& work, const LocalWork::Batch& batch) {
    const Network& network = bench.network;
    const Tensor before = network.values().clone();
    const std::int64_t half = batch.labels.size(0) / 2;
    const auto part = [&](const Tensor& t, bool first) { return t.narrow(0, first ? 0 : half, half); };
    const ExitLosses losses(network.forwardAll(part(batch.images, true), true), part(batch.labels, true));
    (losses.table * SampleWeights::of(work, losses.table.detach()).detach()).mean(0).sum().backward();
    SgdSettings step;
    step.rate = work.learningRate();
    step.momentum = 0;
    sgdStep(work.trainable(), network.values(), network.gradients(), {}, step);
    const ExitOutputs out = network.forwardAll(part(batch.images, false), true);
    const ExitLosses others(out, part(batch.labels, false));
    const std::vector<int> owner = assignByQuota(out.logits, kRatio);
    double sum = 0;
    for (std::size_t i = 0; i < owner.size(); ++i)
        sum += others.table[static_cast<std::int64_t>(i)][owner[i]].item<double>();
    const at::NoGradGuard noGrad;
    network.values().copy_(before);
    return sum / static_cast<double>(owner.size());
}

}  // namespace

class TestSampleWeights : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void weightsAverageToOne() {
        Bench bench;
        LocalWork work = bench.work();
        const SampleWeights weights(work, 1e-3, kRatio);
        const Tensor w = SampleWeights::of(work, randomTensor({12, 3}, 4).abs()).detach();
        QCOMPARE(w.sizes().vec(), (std::vector<std::int64_t>{12, 3}));
        QVERIFY(std::abs(w.mean().item<double>() - 1) < 1e-6);
        QVERIFY(w.min().item<double>() > 1 - 1.6 && w.max().item<double>() < 1 + 1.6);
        QVERIFY(w.std().item<double>() > 1e-3);
    }

    /// Steps of the network lower the loss that it is trained on, and never move the model.
    void learnsWhatItIsFor() {
        Bench bench;
        LocalWork work = bench.work();
        SampleWeights weights(work, 3e-3, kRatio);
        const LocalWork::Batch batch = batchOf(work, bench.rows);
        const Tensor model = bench.network.values().clone();
        const double first = lossAfterTrial(bench, work, batch);
        double last = first;
        for (int step = 0; step < 20; ++step) {
            weights.learn(batch);
            const double now = lossAfterTrial(bench, work, batch);
            QVERIFY2(now < last + 1e-4, QByteArray::number(now - last));
            last = now;
        }
        QVERIFY2(last < first - 1e-3, QByteArray::number(last - first));
        QVERIFY(sameBits(model, bench.network.values()));
        QVERIFY(bench.network.gradients().abs().max().item<float>() == 0);
    }

    void tooSmallABatch() {
        Bench bench;
        LocalWork work = bench.work();
        SampleWeights weights(work, 1e-2, kRatio);
        const Tensor before = work.scratch.at("l2w.0").detach().clone();
        weights.learn(batchOf(work, {1, 2, 3}));
        QVERIFY(sameBits(before, work.scratch.at("l2w.0").detach()));
        weights.learn(batchOf(work, {1, 2, 3, 4}));
        QVERIFY(!sameBits(before, work.scratch.at("l2w.0").detach()));
    }

    void staysWithTheClient() {
        Bench bench;
        LocalWork work = bench.work();
        SampleWeights weights(work, 1e-2, kRatio);
        weights.learn(batchOf(work, bench.rows));
        weights.keep();
        bench.kept = work.keeps();
        LocalWork later = bench.work();
        SampleWeights again(later, 1e-2, kRatio);
        QVERIFY(sameBits(work.scratch.at("l2w.2").detach(), later.scratch.at("l2w.2").detach()));
        weights.learn(batchOf(work, bench.rows));
        again.learn(batchOf(later, bench.rows));
        QVERIFY(sameBits(work.scratch.at("l2w.2").detach(), later.scratch.at("l2w.2").detach()));

        const NamedTensors good = bench.kept;
        for (const char* name : {"l2w.0", "l2w.1", "l2w.7"}) {
            bench.kept = good;
            if (std::string(name) == "l2w.7")
                bench.kept.erase(name);
            else
                bench.kept[name] = at::zeros({2});
            LocalWork broken = bench.work();
            QVERIFY_EXCEPTION_THROWN(SampleWeights(broken, 1e-2, kRatio), InputError);
        }
    }
};

QTEST_GUILESS_MAIN(TestSampleWeights)
#include "tst_sample_weights.moc"
