// SPDX-License-Identifier: GPL-3.0-or-later
// Fine-tuning regimes: sizes of reefl.md 1.6, starting values, gradients, and what is frozen.
#include <QTest>

#include <cmath>

#include "core/base/error.h"
#include "core/learning/losses.h"
#include "tests/support/bound_layer.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

Changes with(const Changes& base, const Changes& more) {
    Changes all = base;
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

const Changes kDeitS{{"model.architecture", "vit"}, {"model.width", "384"}, {"model.attention_heads", "6"},
                     {"model.patch", "16"},         {"model.stages", "12"}, {"model.exits", "4"}};

/// A small network of each architecture, with samples that fit.
struct Small {
    std::string architecture;
    Changes changes;
    Shape sample;
};
const std::vector<Small> kSmall{
    {"vit", {{"model.architecture", "vit"}, {"model.width", "8"}, {"model.stages", "3"}}, {1, 8, 8}},
    {"convnet", {{"model.architecture", "convnet"}, {"model.width", "5"}}, {1, 24, 24}},
    {"convnet, padded",
     {{"model.architecture", "convnet"}, {"model.width", "5"}, {"model.padding", "same"}},
     {2, 12, 12}},
    {"resnet18", {{"model.architecture", "resnet18"}, {"model.width", "2"}}, {1, 12, 12}},
    {"resnet18 of the batch",
     {{"model.architecture", "resnet18"}, {"model.width", "2"}, {"model.norm_policy", "batch"}},
     {1, 12, 12}},
    {"mlp", {{"model.architecture", "mlp"}, {"model.width", "6"}}, {1, 8, 8}},
    {"msdnet", {{"model.architecture", "msdnet"}, {"model.growth", "4"}, {"model.stages", "3"}}, {1, 12, 12}},
};
const std::vector<std::string> kRegimes{"lora", "parallel", "serial", "ssf"};

NetworkPlan planOf(const Small& small, const std::string& tuning, const Changes& more = {}) {
    return {modelSettings(with(with(small.changes, {{"model.tuning", tuning}, {"model.adapter_rank", "3"}}), more)),
            small.sample, 4};
}

Tensor images(const Shape& sample, std::int64_t count = 3) {
    Shape shape = sample;
    shape.insert(shape.begin(), count);
    return randomTensor(shape, 7);
}

SpanSet adapters(const NetworkPlan& plan) {
    return plan.spans().where([](const TensorSpan& span) { return span.adapter; });
}

std::int64_t adapterElements(const NetworkPlan& plan, TensorSpan::Part part, int index = 0) {
    return plan.spans()
        .where([&](const TensorSpan& s) { return s.adapter && s.part == part && s.index == index; })
        .numel();
}

/// Values at which every regime is the plain network: B = 0, up = 0, scale 1 and shift 0.
void neutralize(const NetworkPlan& plan, const Tensor& values) {
    for (const TensorSpan& span : plan.spans().spans) {
        if (!span.adapter) continue;
        const auto ends = [&](const std::string& end) {
            return span.name.size() >= end.size() &&
                   span.name.compare(span.name.size() - end.size(), end.size(), end) == 0;
        };
        Tensor tensor = slice(plan.spans(), values, span.name);
        if (ends("lora.b") || ends("up.weight") || ends("up.bias") || ends("ssf.shift")) tensor.fill_(0);
        if (ends("ssf.scale")) tensor.fill_(1);
    }
}

/// Adds normal numbers times `deviation` to what fine-tuning added.
void disturb(const NetworkPlan& plan, const Tensor& values, double deviation) {
    const SpanSet added = adapters(plan);
    for (const auto& [offset, length] : added.ranges())
        values.narrow(0, offset, length).add_(randomTensor({length}, 5), deviation);
}

Tensor lossOf(const Network& network, const Tensor& input, bool training) {
    const Tensor labels = at::arange(input.size(0), at::kLong).remainder(4);
    Tensor loss = at::zeros({});
    for (const Tensor& logits : network.forwardAll(input, training).logits) loss = loss + crossEntropy(logits, labels);
    return loss;
}

void rows() {
    QTest::addColumn<int>("small");
    QTest::addColumn<QString>("tuning");
    for (std::size_t i = 0; i < kSmall.size(); ++i)
        for (const std::string& regime : kRegimes)
            QTest::newRow((kSmall[i].architecture + ", " + regime).c_str())
                << static_cast<int>(i) << QString::fromStdString(regime);
}

}  // namespace

class TestTuning : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void sizesOfDeitS() {
        const auto plan = [](const char* tuning) {
            return NetworkPlan(modelSettings(with(kDeitS, {{"model.tuning", tuning}})), {3, 224, 224}, 100);
        };
        using Part = TensorSpan::Part;
        const NetworkPlan lora = plan("lora"), parallel = plan("parallel"), serial = plan("serial"), ssf = plan("ssf");
        QCOMPARE(adapterElements(lora, Part::Stage, 4), std::int64_t{49'152});
        QCOMPARE(adapters(lora).numel(), std::int64_t{589'824});
        for (const NetworkPlan* one : {&parallel, &serial}) {
            QCOMPARE(adapterElements(*one, Part::Stage, 4), std::int64_t{2 * 24'992});
            QCOMPARE(adapters(*one).numel(), std::int64_t{599'808});
        }
        QCOMPARE(adapterElements(ssf, Part::Stage, 4), std::int64_t{8'448});
        QCOMPARE(adapterElements(ssf, Part::Stem), std::int64_t{2 * 384});
        QCOMPARE(adapterElements(ssf, Part::Head, 2), std::int64_t{2 * 384});
        QCOMPARE(adapters(ssf).numel(), std::int64_t{102'144 + 4 * 2 * 384});
        // The recurrent module has one such normalisation for all exits.
        const NetworkPlan ree(
            modelSettings(with(kDeitS, {{"model.tuning", "ssf"}, {"model.exit_module", "recurrent"}})), {3, 224, 224},
            100);
        QCOMPARE(adapters(ree).numel(), std::int64_t{102'144 + 2 * 384});
    }

    void macsOfDeitS() {
        const auto block = [](const char* tuning) {
            return NetworkPlan(modelSettings(with(kDeitS, {{"model.tuning", tuning}})), {3, 224, 224}, 100)
                .stageCost(4)
                .macs;
        };
        const std::int64_t plain = block("full");
        QCOMPARE(block("frozen"), plain);
        QCOMPARE(block("lora") - plain, std::int64_t{197 * 49'152});
        QCOMPARE(block("parallel") - plain, std::int64_t{197 * 4 * 32 * 384});
        QCOMPARE(block("serial"), block("parallel"));
        QCOMPARE(block("ssf"), plain);
    }

    void onlyTheTrunkIsFrozen_data() { rows(); }
    void onlyTheTrunkIsFrozen() {
        QFETCH(int, small);
        QFETCH(QString, tuning);
        const NetworkPlan plan = planOf(kSmall[static_cast<std::size_t>(small)], tuning.toStdString());
        const NetworkPlan plain = planOf(kSmall[static_cast<std::size_t>(small)], "full");
        QVERIFY(!adapters(plan).empty());
        std::int64_t frozen = 0;
        for (const TensorSpan& span : plan.spans().spans) {
            QCOMPARE(span.frozen, !span.adapter && !span.ofExits() && !span.buffer);
            QCOMPARE(span.group() == "adapters", span.adapter);
            frozen += span.frozen ? span.numel : 0;
        }
        QCOMPARE(frozen, plain.spans().backbone().numel());
        QCOMPARE(plan.spans().parameters, plain.spans().parameters + adapters(plan).numel());
        // Every stage has something to train.
        for (int stage = 0; stage < plan.stages(); ++stage)
            QVERIFY(adapterElements(plan, TensorSpan::Part::Stage, stage) > 0);
    }

    void neutralAdaptersChangeNothing_data() { rows(); }
    void neutralAdaptersChangeNothing() {
        QFETCH(int, small);
        QFETCH(QString, tuning);
        const Small& kind = kSmall[static_cast<std::size_t>(small)];
        const NetworkPlan plan = planOf(kind, tuning.toStdString()), plain = planOf(kind, "full");
        Network network(plan), expected(plain);
        network.initialize(3);
        expected.initialize(3);
        const at::NoGradGuard noGrad;
        const Tensor input = images(kind.sample);
        const Tensor answer = expected.forwardAll(input, false).logits.back();
        const Tensor start = network.forwardAll(input, false).logits.back().clone();
        if (tuning == "lora")
            QCOMPARE_NEAR(start, answer, 1e-6);
        else
            QVERIFY2(!sameBits(start, answer), "these start near the plain network, not at it");
        neutralize(plan, network.values());
        QCOMPARE_NEAR(network.forwardAll(input, false).logits.back(), answer, 1e-6);
        // And with other values they do something, at every exit.
        disturb(plan, network.values(), 0.5);
        const ExitOutputs out = network.forwardAll(input, false), old = expected.forwardAll(input, false);
        for (std::size_t k = 0; k < out.logits.size(); ++k) QVERIFY(!sameBits(out.logits[k], old.logits[k]));
    }

    void startingValues() {
        const Small wide{"vit", {{"model.architecture", "vit"}, {"model.width", "128"}}, {1, 8, 8}};
        const auto values = [&](const char* tuning, const std::string& name) {
            const NetworkPlan plan = planOf(wide, tuning, {{"model.adapter_rank", "32"}});
            Network network(plan);
            network.initialize(11);
            return slice(plan.spans(), network.values(), name).clone();
        };
        const auto deviates = [](const Tensor& t, double mean, double deviation) {
            return std::abs(t.mean().item<double>() - mean) < 0.01 &&
                   std::abs(t.std().item<double>() / deviation - 1) < 0.25;
        };
        const Tensor a = values("lora", "stages.1.attention.query.lora.a");
        QVERIFY(a.abs().max().item<double>() <= 1 / std::sqrt(128.0));
        QVERIFY(deviates(a, 0, 1 / std::sqrt(3 * 128.0)));
        QVERIFY(values("lora", "stages.1.attention.value.lora.b").eq(0).all().item<bool>());
        for (const char* tuning : {"parallel", "serial"}) {
            QVERIFY(deviates(values(tuning, "stages.0.attention.adapter.down.weight"), 0, 0.02));
            QVERIFY(deviates(values(tuning, "stages.0.adapter.up.weight"), 0, 0.02));
            QVERIFY(values(tuning, "stages.0.adapter.up.bias").eq(0).all().item<bool>());
            QVERIFY(values(tuning, "stages.0.adapter.down.bias").eq(0).all().item<bool>());
        }
        QVERIFY(deviates(values("ssf", "stages.2.linear1.ssf.scale"), 1, 0.02));
        QVERIFY(deviates(values("ssf", "stages.2.linear1.ssf.shift"), 0, 0.02));
        QVERIFY(deviates(values("ssf", "heads.0.norm.ssf.scale"), 1, 0.02));
    }

    void loraIsALowRankMatrix() {
        // A ConvNet whose weight is W + (alpha / r) B A answers as the one with the update beside it; so does an MLP.
        for (const std::size_t kind : {std::size_t{1}, std::size_t{2}, std::size_t{5}}) {
            const NetworkPlan plan = planOf(kSmall[kind], "lora", {{"model.lora_alpha", "6"}});
            const NetworkPlan plain = planOf(kSmall[kind], "full");
            Network network(plan), merged(plain);
            network.initialize(3);
            const at::NoGradGuard noGrad;
            disturb(plan, network.values(), 0.3);
            for (const TensorSpan& span : plain.spans().spans) {
                Tensor target = slice(plain.spans(), merged.values(), span.name);
                target.copy_(slice(plan.spans(), network.values(), span.name));
                if (span.ofExits() || span.shape.size() < 2) continue;
                const std::string layer = span.name.substr(0, span.name.size() - std::string("weight").size());
                const Tensor a = slice(plan.spans(), network.values(), layer + "lora.a");
                const Tensor b = slice(plan.spans(), network.values(), layer + "lora.b");
                target.add_(at::matmul(b, a.flatten(1)).view(span.shape), 6.0 / 3.0);
            }
            const Tensor input = images(kSmall[kind].sample);
            QCOMPARE_NEAR(network.forwardAll(input, false).logits.back(), merged.forwardAll(input, false).logits.back(),
                          1e-4, 1e-4);
        }
    }

    void adaptersByHand() {
        // One stage of an MLP: parallel sees the stage's input, serial its own output, both before the ReLU.
        for (const bool parallel : {true, false}) {
            const NetworkPlan plan = planOf(kSmall[5], parallel ? "parallel" : "serial");
            Network network(plan);
            network.initialize(3);
            const at::NoGradGuard noGrad;
            network.values().add_(randomTensor({plan.spans().total}, 5), 0.2);
            const auto value = [&](const std::string& name) {
                return slice(plan.spans(), network.values(), "stages.0." + name);
            };
            const Tensor x = network.enter(images(kSmall[5].sample), false);
            const Tensor y = at::linear(x, value("weight"), value("bias"));
            const Tensor inner =
                at::relu(at::linear(parallel ? x : y, value("adapter.down.weight"), value("adapter.down.bias")));
            const Tensor expected =
                at::relu(y + at::linear(inner, value("adapter.up.weight"), value("adapter.up.bias")));
            QCOMPARE_NEAR(network.stage(0, x, false), expected, 1e-5);
        }
    }

    void gradientsAreThoseOfDifferences_data() {
        QTest::addColumn<QString>("tuning");
        for (const std::string& regime : kRegimes) QTest::newRow(regime.c_str()) << QString::fromStdString(regime);
    }
    void gradientsAreThoseOfDifferences() {
        QFETCH(QString, tuning);
        // A transformer: smooth but for the ReLU inside the adapters.
        const NetworkPlan plan = planOf(kSmall[0], tuning.toStdString());
        Network network(plan);
        network.initialize(3);
        {
            const at::NoGradGuard noGrad;
            disturb(plan, network.values(), 0.1);
        }
        const Tensor input = images(kSmall[0].sample);
        lossOf(network, input, false).backward();
        const at::NoGradGuard noGrad;
        const Tensor before = network.values().clone(), gradient = network.gradients().clone();
        for (const TensorSpan& span : plan.spans().spans) {
            const Tensor g = gradient.narrow(0, span.offset, span.numel);
            if (span.frozen) {
                QVERIFY2(g.eq(0).all().item<bool>(), span.name.c_str());
                continue;
            }
            const double norm = g.norm().item<double>();
            QVERIFY2(norm > 0, span.name.c_str());
            if (norm < 0.02) continue;  // too flat for single precision
            // Along a direction that is not the gradient itself, but close enough to be measurable.
            const Tensor direction = g * (0.5 + randomTensor({span.numel}, 8).abs()) / norm;
            const double step = 2e-3;
            const auto at = [&](double way) {
                network.values().copy_(before);
                network.values().narrow(0, span.offset, span.numel).add_(direction, way);
                return lossOf(network, input, false).to(at::kDouble).item<double>();
            };
            const double measured = (at(step) - at(-step)) / (2 * step), expected = g.dot(direction).item<double>();
            QVERIFY2(std::abs(measured - expected) < 0.02 * std::abs(expected) + 2e-3,
                     (span.name + ": " + std::to_string(measured) + " against " + std::to_string(expected)).c_str());
        }
    }

    void gradientsOfSingleLayers_data() {
        QTest::addColumn<int>("layer");
        QTest::addColumn<int>("kind");
        const char* layers[] = {"linear", "convolution", "padded convolution", "strided convolution"};
        const char* kinds[] = {"lora", "parallel", "serial", "ssf"};
        for (int layer = 0; layer < 4; ++layer)
            for (int kind = 0; kind < 4; ++kind)
                QTest::newRow((std::string(layers[layer]) + ", " + kinds[kind]).c_str())
                    << layer << static_cast<int>(Tuning::Kind::LowRank) + kind;
    }
    void gradientsOfSingleLayers() {
        QFETCH(int, layer);
        QFETCH(int, kind);
        // Networks of ReLU have kinks everywhere; their layers have none but those inside the adapters.
        Tuning tuning;
        tuning.kind = static_cast<Tuning::Kind>(kind);
        tuning.rank = 3;
        tuning.loraAlpha = 6;
        Linear linear(4, kHiddenLayer);
        Conv plain(4, 3, 1, 0, true), padded(4, 3, 1, 1, true), strided(4, 3, 2, 1, true);
        Layer* layers[] = {&linear, &plain, &padded, &strided};
        const Shape sample = layer == 0 ? Shape{6} : Shape{2, 7, 7};
        BoundLayer bound(*layers[layer], sample, tuning);
        bound.randomize(5);
        const Tensor input = images(sample);
        const Tensor probe = randomTensor(bound.forward(input, true).sizes().vec(), 6);
        const auto value = [&] { return (bound.forward(input, true) * probe).sum(); };
        value().backward();
        const at::NoGradGuard noGrad;
        for (const std::string& name : bound.names()) {
            const Tensor before = bound.tensor(name), g = bound.gradient(name);
            const double norm = g.norm().item<double>();
            QVERIFY2(norm > 0, name.c_str());
            const double step = 1e-3 * before.norm().item<double>();
            const auto at = [&](double way) {
                bound.set(name, before + way / norm * g);
                const double result = value().to(at::kDouble).item<double>();
                bound.set(name, before);
                return result;
            };
            const double measured = (at(step) - at(-step)) / (2 * step);
            QVERIFY2(std::abs(measured / norm - 1) < 0.03,
                     (name + ": " + std::to_string(measured) + " against " + std::to_string(norm)).c_str());
        }
    }

    void dropoutOfTheUpdateFollowsTheSeed() {
        const NetworkPlan plan = planOf(kSmall[0], "lora", {{"model.lora_dropout", "0.5"}});
        Network network(plan);
        network.initialize(3);
        const at::NoGradGuard noGrad;
        const Tensor input = images(kSmall[0].sample);
        const auto draw = [&](std::uint64_t seed) {
            network.seedDropout(seed);
            return network.forwardAll(input, true).logits.back().clone();
        };
        QVERIFY2(sameBits(draw(1), draw(2)), "B is still 0");
        disturb(plan, network.values(), 0.3);
        QVERIFY(sameBits(draw(1), draw(1)));
        QVERIFY(!sameBits(draw(1), draw(2)));
        QVERIFY(
            sameBits(network.forwardAll(input, false).logits.back(), network.forwardAll(input, false).logits.back()));
    }

    void narrowedNetworksShareTheirAdapters() {
        for (const std::string& tuning : kRegimes) {
            const NetworkPlan full = planOf(kSmall[0], tuning, {{"model.width", "16"}});
            const NetworkPlan half = full.narrowed(0.5, WidthScaling::None);
            Network network(full);
            network.initialize(1);
            Network narrow(half, network);
            lossOf(narrow, images(kSmall[0].sample), true).backward();
            const SpanSet outside = full.spans().all().without(half.held(full.spans(), 2));
            for (const auto& [offset, length] : outside.ranges())
                QVERIFY(network.gradients().narrow(0, offset, length).eq(0).all().item<bool>());
        }
    }

    void guestHeadsHaveScaleAndShiftToo() {
        const NetworkPlan plan = planOf(kSmall[0], "ssf");
        Network network(plan);
        network.initialize(4);
        const at::NoGradGuard noGrad;
        const ExitOutputs out = network.forwardAll(images(kSmall[0].sample), false);
        const Tensor packed = plan.spans().head(2).gather(network.values());
        QCOMPARE_NEAR(network.applyHead(2, packed, out.features[2]), out.logits[2], 1e-6);
    }

    void recurrentModuleIsTrainedInEveryRegime() {
        // With a CNN it has tokens and modulation beside the stages; they serve the exits.
        const NetworkPlan plan = planOf(kSmall[1], "frozen", {{"model.exit_module", "recurrent"}});
        int tokens = 0;
        for (const TensorSpan& span : plan.spans().spans) {
            QCOMPARE(span.frozen, !span.ofExits());
            tokens +=
                span.name.find(".token.") != std::string::npos || span.name.find(".modulation.") != std::string::npos;
        }
        QCOMPARE(tokens, 3 * 3);
    }
};

QTEST_GUILESS_MAIN(TestTuning)
#include "tst_tuning.moc"
