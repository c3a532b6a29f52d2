// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>

#include "core/base/error.h"
#include "core/learning/losses.h"
#include "tests/support/bound_layer.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

/// The golden ResNet: stem of 4 channels, one block per stage, two exits; logits stacked [exit, n, classes].
class TinyResNet final : public Layer {
  public:
    TinyResNet() : blocks_{{4, 1}, {8, 2}}, heads_{Linear(4), Linear(4)} {
        stem_.append("conv", std::make_unique<Conv>(4, 3, 1, 1, false));
        stem_.append("norm", std::make_unique<BatchNorm>());
        stem_.append("", std::make_unique<Relu>());
    }
    Shape declare(Declarer& declarer, const Shape& input) override {
        const auto part = [&](const std::string& name, Layer& layer, const Shape& shape) {
            const Declarer::Scope scope(declarer, name);
            return layer.declare(declarer, shape);
        };
        Shape shape = part("stem", stem_, input);
        for (std::size_t k = 0; k < 2; ++k) {
            shape = part("stages." + std::to_string(k) + ".0", blocks_[k], shape);
            part("heads." + std::to_string(k), heads_[k], {shape.front()});
        }
        return shape;
    }
    Tensor forward(const Tensor& input, bool training) const override {
        Tensor x = stem_.forward(input, training);
        std::vector<Tensor> logits;
        for (std::size_t k = 0; k < 2; ++k) {
            x = blocks_[k].forward(x, training);
            logits.push_back(heads_[k].forward(x.mean({2, 3}), training));
        }
        return at::stack(logits);
    }

  private:
    Sequence stem_;
    BasicBlock blocks_[2];
    Linear heads_[2];
};

NetworkPlan plan(const Changes& changes, const Shape& sample = {1, 24, 24}, int classes = 4) {
    return {modelSettings(changes), sample, classes};
}

Tensor sumOfLosses(const Tensor& stacked, const Tensor& labels) {
    Tensor sum = at::zeros({});
    for (const Tensor& logits : stacked.unbind(0)) sum = sum + crossEntropy(logits, labels);
    return sum;
}

Tensor initialized(const NetworkPlan& networkPlan, std::uint64_t seed) {
    Network network(networkPlan);
    network.initialize(seed);
    return network.values().clone();
}

}  // namespace

class TestNetwork : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void goldenConvNet() {
        const Json g = golden("convnet_forward").at("convnet");
        const NetworkPlan p = plan({{"model.architecture", "convnet"}, {"model.width", "3"}});
        Network network(p);
        QCOMPARE(p.spans().spans.size(), g.at("parameters").size());
        assign(p.spans(), network.values(), g.at("parameters"));
        const ExitOutputs out = network.forwardAll(toTensor(g.at("input")), true);
        const Tensor logits = at::stack(out.logits);
        QCOMPARE_NEAR(logits, toTensor(g.at("logits")), 2e-6);
        const Tensor loss = sumOfLosses(logits, toTensor(g.at("labels"), at::kLong));
        QVERIFY(std::abs(loss.item<double>() - g.at("loss").get<double>()) < 2e-6);
        loss.backward();
        for (const auto& [name, gradient] : g.at("gradients").items())
            QCOMPARE_NEAR(slice(p.spans(), network.gradients(), name), toTensor(gradient), 3e-6);
    }

    void goldenResNet_data() {
        QTest::addColumn<bool>("training");
        QTest::newRow("training") << true;
        QTest::newRow("evaluation") << false;
    }
    void goldenResNet() {
        QFETCH(bool, training);
        const Json g = golden("convnet_forward").at("resnet");
        const Json expected = g.at(training ? "train" : "eval");
        TinyResNet layers;
        BoundLayer bound(layers, {3, 8, 8});
        QCOMPARE(bound.names().size(), g.at("parameters").size() + g.at("buffers").size());
        for (const char* part : {"parameters", "buffers"})
            for (const auto& [name, value] : g.at(part).items()) bound.set(name, toTensor(value));
        const Tensor logits = bound.forward(toTensor(g.at("input")), training);
        QCOMPARE_NEAR(logits, toTensor(expected.at("logits")), 5e-6);
        const Tensor loss = sumOfLosses(logits, toTensor(g.at("labels"), at::kLong));
        QVERIFY(std::abs(loss.item<double>() - expected.at("loss").get<double>()) < 5e-6);
        loss.backward();
        for (const auto& [name, gradient] : expected.at("gradients").items())
            QCOMPARE_NEAR(bound.gradient(name), toTensor(gradient, at::kDouble), 1e-5);
        const Json buffers = training ? expected.at("buffers_after") : g.at("buffers");
        for (const auto& [name, value] : buffers.items())
            QCOMPARE_NEAR(bound.tensor(name), toTensor(value, at::kDouble), 2e-6);
    }

    void namesAndPartsOfResNet18() {
        const NetworkPlan p = plan({{"model.architecture", "resnet18"}, {"model.width", "2"}, {"model.exits", "4"}});
        std::map<std::string, int> names;
        for (const TensorSpan& span : p.spans().spans) ++names[span.name];
        QCOMPARE(names.size(), p.spans().spans.size());
        for (const char* name : {"stem.conv.weight", "stem.norm.running_var", "stages.0.1.conv2.weight",
                                 "stages.3.0.shortcut.conv.weight", "stages.3.0.shortcut.norm.bias", "heads.3.bias"})
            QVERIFY2(names.count(name), name);
        QVERIFY2(!names.count("stages.0.0.shortcut.conv.weight"), "width and stride stay: identity");
        QCOMPARE(p.spans().backbone().numel() + p.spans().heads().numel(), p.spans().parameters);
        QCOMPARE(p.spans().statistics().numel(), p.spans().total - p.spans().parameters);
    }

    void sameSeedSameValues() {
        const NetworkPlan p = plan({{"model.architecture", "resnet18"}, {"model.width", "2"}});
        QVERIFY(sameBits(initialized(p, 5), initialized(p, 5)));
        QVERIFY(!sameBits(initialized(p, 5), initialized(p, 6)));
        Network network(p);
        network.initialize(1);
        network.values().add_(1);
        network.initialize(5);
        QVERIFY2(sameBits(network.values(), initialized(p, 5)), "initialising again starts afresh");
    }

    void anotherExitDoesNotChangeTheOthers() {
        const NetworkPlan one = plan({{"model.exits", "1"}, {"model.stages", "3"}});
        const NetworkPlan three = plan({{"model.exits", "3"}, {"model.stages", "3"}});
        const Tensor a = initialized(one, 5), b = initialized(three, 5);
        int compared = 0;
        for (const TensorSpan& span : one.spans().spans) {
            if (span.part == TensorSpan::Part::Head) continue;  // the only head there has another number
            QVERIFY2(sameBits(slice(one.spans(), a, span.name), slice(three.spans(), b, span.name)), span.name.c_str());
            ++compared;
        }
        QCOMPARE(compared, 6);
    }

    void initialValuesFillTheirBounds() {
        const NetworkPlan p = plan({{"model.architecture", "convnet"}, {"model.width", "32"}});
        const Tensor values = initialized(p, 3);
        const auto check = [&](const std::string& name, double fan) {
            const double bound = 1 / std::sqrt(fan);
            const Tensor t = slice(p.spans(), values, name);
            QVERIFY2(t.abs().max().item<double>() <= bound, name.c_str());
            QVERIFY2(t.abs().max().item<double>() > 0.8 * bound, name.c_str());
            QVERIFY2(std::abs(t.mean().item<double>()) < 0.4 * bound, name.c_str());
        };
        check("stages.0.conv.weight", 9);
        check("stages.1.conv.weight", 9 * 32);
        check("stages.1.conv.bias", 9 * 32);
        check("heads.2.weight", 32);
        // U(-b, b) has the deviation b / sqrt(3).
        const double deviation = slice(p.spans(), values, "stages.1.conv.weight").std().item<double>();
        QVERIFY(std::abs(deviation * std::sqrt(3.0 * 9 * 32) - 1) < 0.02);
    }

    void normalisationStartsNeutral() {
        const NetworkPlan p = plan({{"model.architecture", "resnet18"}, {"model.width", "2"}});
        const Tensor values = initialized(p, 3);
        for (const char* name : {"stem.norm.weight", "stem.norm.running_var"})
            QVERIFY(slice(p.spans(), values, name).eq(1).all().item<bool>());
        for (const char* name : {"stem.norm.bias", "stem.norm.running_mean"})
            QVERIFY(slice(p.spans(), values, name).eq(0).all().item<bool>());
    }

    void exitPlaces_data() {
        QTest::addColumn<QString>("exits");
        QTest::addColumn<QString>("places");
        QTest::addColumn<QList<int>>("expected");
        QTest::newRow("all") << "4"
                             << "" << QList<int>{0, 1, 2, 3};
        QTest::newRow("three of four") << "3"
                                       << "" << QList<int>{1, 2, 3};
        QTest::newRow("two of four") << "2"
                                     << "" << QList<int>{1, 3};
        QTest::newRow("only the last") << "1"
                                       << "" << QList<int>{3};
        QTest::newRow("chosen") << "2"
                                << "1, 4" << QList<int>{0, 3};
    }
    void exitPlaces() {
        QFETCH(QString, exits);
        QFETCH(QString, places);
        QFETCH(QList<int>, expected);
        const NetworkPlan p = plan({{"model.architecture", "resnet18"},
                                    {"model.width", "2"},
                                    {"model.exits", exits.toStdString()},
                                    {"model.exit_places", places.toStdString()}});
        QCOMPARE(QList<int>(p.places().begin(), p.places().end()), expected);
        Network network(p);
        const ExitOutputs out = network.forwardAll(at::zeros({2, 1, 24, 24}), false);
        for (int k = 0; k < expected.size(); ++k)
            QCOMPARE(out.features[static_cast<std::size_t>(k)].size(1), std::int64_t{2} << expected[k]);
    }

    void onlyWantedExitsAreComputed() {
        const NetworkPlan p = plan({});
        Network network(p);
        network.initialize(1);
        const Tensor images = randomTensor({3, 1, 24, 24}, 1);
        const ExitOutputs all = network.forwardAll(images, true);
        const ExitOutputs some = network.forward(images, {false, true, false}, true);
        QVERIFY(!some.logits[0].defined() && !some.logits[2].defined() && !some.features[2].defined());
        QVERIFY(sameBits(some.logits[1].detach(), all.logits[1].detach()));
        some.logits[1].sum().backward();
        for (const TensorSpan& span : p.spans().spans) {
            const bool above = span.part == TensorSpan::Part::Head ? span.index != 1 : span.index > 1;
            const bool touched = slice(p.spans(), network.gradients(), span.name).ne(0).any().item<bool>();
            QCOMPARE(touched, !above);
        }
    }

    void gradientsAddUpInTheArena() {
        const NetworkPlan p = plan({{"model.architecture", "convnet"}, {"model.width", "4"}});
        Network network(p);
        network.initialize(1);
        const Tensor images = randomTensor({2, 1, 24, 24}, 2);
        network.forwardAll(images, true).logits.back().sum().backward();
        const Tensor once = network.gradients().clone();
        network.forwardAll(images, true).logits.back().sum().backward();
        QCOMPARE_NEAR(network.gradients(), 2 * once, 1e-6);
        QCOMPARE(network.gradients().numel(), p.spans().parameters);
    }

    void writingValuesBetweenStepsIsSeen() {
        const NetworkPlan p = plan({{"model.architecture", "resnet18"}, {"model.width", "2"}});
        Network network(p);
        network.initialize(1);
        const Tensor images = randomTensor({4, 1, 24, 24}, 3);
        const Tensor before = network.forwardAll(images, false).logits.back().detach().clone();
        const Tensor other = initialized(p, 2);
        network.values().copy_(other);
        const Tensor after = network.forwardAll(images, false).logits.back().detach().clone();
        QVERIFY(!sameBits(before, after));
        Network fresh(p);
        fresh.initialize(2);
        QVERIFY(sameBits(after, fresh.forwardAll(images, false).logits.back().detach()));
        // A backward pass after a training pass must accept that statistics changed in between.
        network.forwardAll(images, true).logits.back().sum().backward();
        QVERIFY(!sameBits(slice(p.spans(), network.values(), "stem.norm.running_mean"),
                          slice(p.spans(), other, "stem.norm.running_mean")));
    }

    void headAsVector() {
        const NetworkPlan p = plan({});
        Network network(p);
        network.initialize(1);
        const ExitOutputs out = network.forwardAll(randomTensor({3, 1, 24, 24}, 4), false);
        const Tensor flat = p.spans().head(2).gather(network.values());
        QCOMPARE_NEAR(network.applyHead(2, flat, out.features[2]), out.logits[2].detach(), 1e-6);
    }

    void imagesTooSmallAreRefused() {
        const Changes convnet{{"model.architecture", "convnet"}, {"model.width", "4"}};
        try {
            plan(convnet, {1, 16, 16});
            QFAIL("16 pixels cannot pass three stages without padding");
        } catch (const InputError& e) {
            QVERIFY2(QByteArray(e.what()).contains("model.padding = same"), e.what());
        }
        QCOMPARE(plan({{"model.architecture", "convnet"}, {"model.width", "4"}, {"model.padding", "same"}}, {1, 16, 16})
                     .stages(),
                 3);
    }
};

QTEST_GUILESS_MAIN(TestNetwork)
#include "tst_network.moc"
