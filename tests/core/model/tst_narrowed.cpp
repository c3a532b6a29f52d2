// SPDX-License-Identifier: GPL-3.0-or-later
// A narrowed network is the narrow network that one would build from the leading blocks of the full one's tensors, and
// touches nothing else of the arena.
#include <QTest>

#include <numeric>

#include "core/base/error.h"
#include "core/learning/losses.h"
#include "core/learning/sgd.h"
#include "core/model/architectures.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

NetworkPlan planOf(const Changes& changes, const Shape& sample = {1, 24, 24}, int classes = 4) {
    return {modelSettings(changes), sample, classes};
}

Tensor leadingBlock(const Tensor& full, const Shape& shape) {
    Tensor block = full;
    for (std::size_t d = 0; d < shape.size(); ++d) block = block.narrow(static_cast<std::int64_t>(d), 0, shape[d]);
    return block;
}

/// All tensors of `narrow`, taken from the arena of `full` (its values, or its gradients: parameters only), in the
/// narrow network's own order.
Tensor blocksOf(const SpanTable& narrow, const SpanTable& full, const Tensor& values) {
    std::vector<Tensor> blocks;
    for (const TensorSpan& span : narrow.spans)
        if (!span.buffer || values.numel() == full.total)
            blocks.push_back(leadingBlock(slice(full, values, span.name), span.shape).flatten());
    return at::cat(blocks);
}

Tensor totalLoss(const ExitOutputs& out, const Tensor& labels) {
    Tensor sum = at::zeros({});
    for (const Tensor& z : out.logits)
        if (z.defined()) sum = sum + crossEntropy(z, labels);
    return sum;
}

const Changes kMlp{{"model.architecture", "mlp"}, {"model.width", "10"}};
const Changes kConvNet{{"model.architecture", "convnet"}, {"model.width", "6"}, {"model.padding", "same"}};
const Changes kVit{{"model.architecture", "vit"}, {"model.patch", "8"}};
const Changes kResNet{
    {"model.architecture", "resnet18"}, {"model.width", "4"}, {"model.exits", "4"}, {"model.norm_policy", "batch"}};

struct Case {
    const char* name;
    Changes full;
    double share;
    Changes narrow;  ///< settings of the same network built by itself; empty where widths are rounded layer by layer
};

Changes with(Changes changes, const Changes& more) {
    changes.insert(changes.end(), more.begin(), more.end());
    return changes;
}

std::vector<Case> cases() {
    return {{"mlp", kMlp, 0.5, with(kMlp, {{"model.width", "5"}})},
            {"mlp, rounded up", kMlp, 0.42, with(kMlp, {{"model.width", "5"}})},
            {"mlp, one unit", kMlp, 0.01, with(kMlp, {{"model.width", "1"}})},
            {"mlp, norm-linear heads", with(kMlp, {{"model.head", "norm-linear"}}), 0.6,
             with(kMlp, {{"model.head", "norm-linear"}, {"model.width", "6"}})},
            {"mlp, recurrent exits", with(kMlp, {{"model.exit_module", "recurrent"}}), 0.5,
             with(kMlp, {{"model.exit_module", "recurrent"}, {"model.width", "5"}})},
            {"convnet", kConvNet, 0.4, with(kConvNet, {{"model.width", "3"}})},
            {"convnet, gradient equilibrium", with(kConvNet, {{"training.exit_gradients", "equilibrium"}}), 0.5,
             with(kConvNet, {{"training.exit_gradients", "equilibrium"}, {"model.width", "3"}})},
            {"convnet, convolutional heads", with(kConvNet, {{"model.head", "conv"}, {"model.norm_policy", "batch"}}),
             0.5, with(kConvNet, {{"model.head", "conv"}, {"model.norm_policy", "batch"}, {"model.width", "3"}})},
            {"vit, whole attention heads", with(kVit, {{"model.attention_heads", "3"}, {"model.width", "12"}}), 0.5,
             with(kVit, {{"model.attention_heads", "2"}, {"model.width", "8"}})},
            {"resnet18", kResNet, 0.5, with(kResNet, {{"model.width", "2"}})},
            {"resnet18, rounded layer by layer", with(kResNet, {{"model.width", "3"}}), 0.5, {}},
            {"resnet18, averaged statistics", with(kResNet, {{"model.norm_policy", "averaged"}}), 0.5,
             with(kResNet, {{"model.norm_policy", "averaged"}, {"model.width", "2"}})}};
}

}  // namespace

class TestNarrowed : public QObject {
    Q_OBJECT

    static void rows() {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const Case& c : cases()) QTest::newRow(c.name) << index++;
    }

  private Q_SLOTS:
    void isTheNarrowNetwork_data() { rows(); }
    void isTheNarrowNetwork() {
        QFETCH(int, index);
        const Case c = cases()[static_cast<std::size_t>(index)];
        const NetworkPlan fullPlan = planOf(c.full);
        const NetworkPlan narrowPlan = fullPlan.narrowed(c.share, WidthScaling::None);
        const NetworkPlan ownPlan = c.narrow.empty() ? narrowPlan : planOf(c.narrow);
        QCOMPARE(narrowPlan.spans().total, ownPlan.spans().total);
        QCOMPARE(narrowPlan.exitMacs(), ownPlan.exitMacs());
        QCOMPARE(narrowPlan.exitParameters(), ownPlan.exitParameters());
        QVERIFY(narrowPlan.spans().total < fullPlan.spans().total);

        Network full(fullPlan), own(ownPlan);
        full.initialize(3);
        const Network narrow(narrowPlan, full);
        const SpanTable &a = ownPlan.spans(), &b = fullPlan.spans();
        const Tensor before = full.values().clone();
        own.values().copy_(blocksOf(a, b, full.values()));
        const SpanSet held = narrowPlan.held(b, narrowPlan.exits() - 1);
        QCOMPARE(held.numel(), a.total);
        QCOMPARE_NEAR(held.gather(full.values()), own.values(), 0);

        const Tensor images = randomTensor({6, 1, 24, 24}, 9);
        const Tensor labels = at::arange(6, at::kLong).remainder(4);
        const SgdSettings sgd{0.1, 0.9, 0.05, 0};
        const Tensor velocity = at::zeros({b.parameters}), ownVelocity = at::zeros({a.parameters});
        const SpanSet trained = held.intersect(b.where([](const TensorSpan& s) { return !s.buffer; }));
        for (int step = 0; step < 3; ++step) {
            const ExitOutputs x = narrow.forwardAll(images, true), y = own.forwardAll(images, true);
            for (std::size_t k = 0; k < x.logits.size(); ++k) {
                QCOMPARE_NEAR(x.features[k], y.features[k], 2e-5);
                QCOMPARE_NEAR(x.logits[k], y.logits[k], 2e-5);
            }
            totalLoss(x, labels).backward();
            totalLoss(y, labels).backward();
            QCOMPARE_NEAR(blocksOf(a, b, full.gradients()), own.gradients(), 2e-5);
            const Tensor outside = full.gradients().clone();
            trained.scatter(at::zeros({trained.numel()}), outside);
            QVERIFY2(outside.eq(0).all().item<bool>(), "a gradient fell outside the held slices");
            QVERIFY(full.gradients().ne(0).any().item<bool>());
            sgdStep(trained, full.values(), full.gradients(), velocity, sgd);
            sgdStep(a.where([](const TensorSpan& s) { return !s.buffer; }), own.values(), own.gradients(), ownVelocity,
                    sgd);
            QCOMPARE_NEAR(held.gather(full.values()), own.values(), 2e-5);
        }
        QCOMPARE_NEAR(at::stack(narrow.forwardAll(images, false).logits),
                      at::stack(own.forwardAll(images, false).logits), 1e-4);
        const Tensor after = full.values().clone();
        held.copy(before, after);
        QVERIFY2(sameBits(after, before), "training changed what the sub-model does not hold");
    }

    void heldUpToAnExit_data() { rows(); }
    void heldUpToAnExit() {
        QFETCH(int, index);
        const Case c = cases()[static_cast<std::size_t>(index)];
        const NetworkPlan full = planOf(c.full);
        for (const double share : {c.share, 1.0}) {
            const NetworkPlan plan = full.narrowed(share, WidthScaling::Always);
            for (int exit = 0; exit < plan.exits(); ++exit) {
                const int place = plan.places()[static_cast<std::size_t>(exit)];
                std::int64_t statistics = 0;
                for (const TensorSpan& span : plan.spans().spans)
                    if (span.buffer && (span.part == TensorSpan::Part::Stem || span.index <= place))
                        statistics += span.numel;
                QCOMPARE(plan.held(full.spans(), exit).numel(),
                         plan.exitParameters()[static_cast<std::size_t>(exit)] + statistics);
            }
        }
        QVERIFY(full.held(full.spans(), full.exits() - 1) == full.spans().all());
    }

    void forwardStopsAtTheOwnExit() {
        Network full(planOf(kMlp));
        full.initialize(1);
        const Network narrow(full.plan().narrowed(0.5, WidthScaling::None), full);
        const ExitOutputs out = narrow.forward(randomTensor({3, 1, 24, 24}, 1), {true, true, false}, true);
        QVERIFY(out.logits[1].defined() && !out.logits[2].defined());
        totalLoss(out, at::zeros({3}, at::kLong)).backward();
        const SpanSet held = narrow.plan().held(full.spans(), 1);
        const Tensor outside = full.gradients().clone();
        held.scatter(at::zeros({held.numel()}), outside);
        QVERIFY(outside.eq(0).all().item<bool>());
    }

    void valuesAreShared() {
        Network full(planOf(kMlp));
        const Network narrow(full.plan().narrowed(0.5, WidthScaling::None), full);
        const Tensor images = randomTensor({2, 1, 24, 24}, 1);
        QCOMPARE_NEAR(narrow.forwardAll(images, false).logits[2], at::zeros({2, 4}), 0);
        slice(full.spans(), full.values(), "heads.2.bias").fill_(3);
        QCOMPARE_NEAR(narrow.forwardAll(images, false).logits[2], at::full({2, 4}, 3, at::kFloat), 0);
    }

    void wideAndNarrowInOneGraph() {
        // Gradients of two widths add up where both reach.
        Network full(planOf(kConvNet));
        full.initialize(2);
        const Network narrow(full.plan().narrowed(0.5, WidthScaling::None), full);
        const Tensor images = randomTensor({4, 1, 24, 24}, 4), labels = at::zeros({4}, at::kLong);
        const auto gradient = [&](bool wide, bool thin) {
            full.gradients().zero_();
            Tensor loss = at::zeros({});
            if (wide) loss = loss + totalLoss(full.forwardAll(images, true), labels);
            if (thin) loss = loss + totalLoss(narrow.forwardAll(images, true), labels);
            loss.backward();
            return full.gradients().clone();
        };
        QCOMPARE_NEAR(gradient(true, true), gradient(true, false) + gradient(false, true), 1e-5);
    }

    void scalersDivideHiddenOutputs_data() {
        QTest::addColumn<int>("scaling");
        QTest::addColumn<bool>("training");
        QTest::addColumn<bool>("scaled");
        QTest::newRow("none, training") << static_cast<int>(WidthScaling::None) << true << false;
        QTest::newRow("training, training") << static_cast<int>(WidthScaling::WhileTraining) << true << true;
        QTest::newRow("training, test") << static_cast<int>(WidthScaling::WhileTraining) << false << false;
        QTest::newRow("always, training") << static_cast<int>(WidthScaling::Always) << true << true;
        QTest::newRow("always, test") << static_cast<int>(WidthScaling::Always) << false << true;
    }
    void scalersDivideHiddenOutputs() {
        QFETCH(int, scaling);
        QFETCH(bool, training);
        QFETCH(bool, scaled);
        constexpr double kShare = 0.4;
        const Tensor images = randomTensor({3, 1, 24, 24}, 8);
        for (const bool convnet : {false, true}) {
            Network full(planOf(convnet ? kConvNet : kMlp));
            full.initialize(4);
            const Network narrow(full.plan().narrowed(kShare, static_cast<WidthScaling>(scaling)), full);
            Tensor x = convnet ? images : images.flatten(1);
            const ExitOutputs out = narrow.forwardAll(images, training);
            for (int k = 0; k < 3; ++k) {
                const auto value = [&](const std::string& name) {
                    for (const TensorSpan& span : narrow.plan().spans().spans)
                        if (span.name == name)
                            return leadingBlock(slice(full.spans(), full.values(), name), span.shape);
                    return Tensor();
                };
                const std::string stage = "stages." + std::to_string(k) + (convnet ? ".conv." : ".");
                const Tensor w = value(stage + "weight"), b = value(stage + "bias");
                x = (convnet ? at::conv2d(x, w, b, 1, 1) : at::linear(x, w, b)) / (scaled ? kShare : 1);
                x = at::relu(convnet ? at::max_pool2d(x, 2, 2) : x);
                const std::string head = "heads." + std::to_string(k) + ".";
                const Tensor z = at::linear(convnet ? x.mean({2, 3}) : x, value(head + "weight"), value(head + "bias"));
                QCOMPARE_NEAR(out.logits[static_cast<std::size_t>(k)], z, 1e-5, 1e-5);
            }
        }
    }

    void fullWidthHasNoScaler() {
        const NetworkPlan plan = planOf(kMlp);
        Network full(plan);
        full.initialize(1);
        const Network same(plan.narrowed(1, WidthScaling::Always), full);
        const Tensor images = randomTensor({3, 1, 24, 24}, 1);
        QVERIFY(sameBits(same.forwardAll(images, true).logits[2], full.forwardAll(images, true).logits[2]));
    }

    void channelsAreRoundedUpLayerByLayer() {
        const NetworkPlan resnet =
            planOf(with(kResNet, {{"model.width", "64"}}), {3, 32, 32}, 10).narrowed(0.4, WidthScaling::None);
        std::vector<std::int64_t> channels;
        for (int s = 0; s < 4; ++s) channels.push_back(resnet.stageOutput(s).front());
        QCOMPARE(channels, (std::vector<std::int64_t>{26, 52, 103, 205}));
        // 0.55 * 100 is a little above 55 in binary.
        const NetworkPlan mlp = planOf({{"model.architecture", "mlp"}, {"model.width", "100"}});
        QCOMPARE(mlp.narrowed(0.55, WidthScaling::None).stageOutput(0), Shape{55});
    }

    void costByHand() {
        // 1 x 24 x 24, 7 of 10 channels -> 4: 24 -> 12 -> 6, padded; 5 classes.
        const NetworkPlan plan = planOf({{"model.architecture", "convnet"},
                                         {"model.width", "7"},
                                         {"model.padding", "same"},
                                         {"model.stages", "2"},
                                         {"model.exits", "2"}},
                                        {1, 24, 24}, 5)
                                     .narrowed(0.5, WidthScaling::Always);
        const double first = 4 * 24 * 24 * 9, second = 4 * 12 * 12 * 4 * 9, head = 4 * 5;
        QCOMPARE(plan.exitMacs(), (std::vector<double>{first + head, first + second + 2 * head}));
        QCOMPARE(plan.exitParameters(), (std::vector<std::int64_t>{40 + 25, 40 + 148 + 2 * 25}));
    }

    void batchStatisticsNeedNoHistory() {
        Network network(planOf(kResNet));
        network.initialize(1);
        QVERIFY(network.spans().statistics().empty());
        const Tensor images = randomTensor({4, 1, 24, 24}, 1);
        const Tensor before = network.forwardAll(images, false).logits[3];
        (void)network.forwardAll(randomTensor({4, 1, 24, 24}, 2) * 9, true);
        QVERIFY(sameBits(network.forwardAll(images, false).logits[3], before));
        QVERIFY(sameBits(network.forwardAll(images, true).logits[3], before));
        // One sample whose last images are single pixels has no variance, and is still a number.
        const Network small(planOf(kResNet, {1, 8, 8}));
        small.values().fill_(0.1);
        QVERIFY(at::isfinite(small.forwardAll(randomTensor({1, 1, 8, 8}, 3), true).logits[3]).all().item<bool>());
    }

    void whatCannotBeNarrowedSaysSo() {
        Settings settings = modelSettings(kMlp);
        settings.set("model.architecture", "transformer");
        QVERIFY_EXCEPTION_THROWN(buildTrunk(settings, 0.5), InputError);
        (void)buildTrunk(settings, 1);
        Network full(planOf(kMlp));
        Network narrow(full.plan().narrowed(0.5, WidthScaling::None), full);
        QVERIFY_EXCEPTION_THROWN(narrow.initialize(1), std::logic_error);
    }
};

QTEST_GUILESS_MAIN(TestNarrowed)
#include "tst_narrowed.moc"
