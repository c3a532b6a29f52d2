// SPDX-License-Identifier: GPL-3.0-or-later
// ReeFL's recurrent exit module: values and gradients against the independent reference, sizes, cost, and what of it a
// sub-model holds.
#include <QTest>

#include "core/base/error.h"
#include "core/learning/losses.h"
#include "tests/support/bound_layer.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

constexpr double kNear = 5e-6;

Changes moduleChanges(const Json& g) {
    return {{"model.exit_module", "recurrent"},
            {"model.ree.attention", g.at("attention_width").dump()},
            {"model.ree.heads", g.at("attention_heads").dump()},
            {"model.ree.width", g.at("width").dump()}};
}

Settings with(const Json& g, const Changes& more) {
    Changes changes = moduleChanges(g);
    changes.insert(changes.end(), more.begin(), more.end());
    return modelSettings(changes);
}

/// Raw tokens [stages, n, d] -> logits and modulated tokens side by side [stages, n, classes + d].
class Module final : public Layer {
  public:
    Module(const Settings& settings, int classes) : module_(settings, classes) {}
    Shape declare(Declarer& declarer, const Shape& stages) override {
        const Declarer::Scope scope(declarer, "exits");
        module_.declare(declarer, std::vector<Shape>(static_cast<std::size_t>(stages[0]), Shape{2, stages[1]}));
        return stages;
    }
    Tensor forward(const Tensor& raw, bool training) const override {
        std::vector<Tensor> tokens, out;
        for (const Tensor& token : raw.unbind(0)) {
            tokens.push_back(token);
            const Tensor fused = module_.fuse(tokens, training);
            const Tensor logits = module_.classify(fused.select(1, 0) + token, training);
            tokens.back() = fused.select(1, fused.size(1) - 1);
            out.push_back(at::cat({logits, tokens.back()}, 1));
        }
        return at::stack(out);
    }

  private:
    RecurrentExits module_;
};

std::int64_t parametersOf(std::int64_t width, std::int64_t depth, int classes, const Changes& changes = {}) {
    Changes all{{"model.exit_module", "recurrent"}};
    all.insert(all.end(), changes.begin(), changes.end());
    RecurrentExits module(modelSettings(all), classes);
    Declarer declarer;
    module.declare(declarer, std::vector<Shape>(static_cast<std::size_t>(depth), Shape{2, width}));
    std::int64_t count = 0;
    for (const auto& declared : declarer.declared()) count += declared.span.numel;
    return count;
}

Tensor sumOfLosses(const ExitOutputs& out, const Tensor& labels) {
    Tensor sum = at::zeros({});
    for (const Tensor& z : out.logits)
        if (z.defined()) sum = sum + crossEntropy(z, labels);
    return sum;
}

}  // namespace

class TestExitModule : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void goldenModule() {
        const Json g = golden("ree_module");
        const Json& one = g.at("module");
        const int classes = g.at("classes");
        Module layer(with(g, {}), classes);
        BoundLayer bound(layer, {g.at("depth"), g.at("width")});
        QCOMPARE(bound.names().size(), one.at("gradients").size());
        for (const std::string& name : bound.names()) bound.set(name, toTensor(g.at("parameters").at(name)));
        const Tensor raw = toTensor(one.at("tokens")).requires_grad_(true);
        const Tensor out = bound.forward(raw, true);
        const Tensor logits = out.narrow(2, 0, classes), modulated = out.narrow(2, classes, out.size(2) - classes);
        QCOMPARE_NEAR(logits.detach(), toTensor(one.at("logits")), kNear);
        QCOMPARE_NEAR(modulated.detach(), toTensor(one.at("modulated")), kNear);
        Tensor loss = (modulated * toTensor(one.at("probe"))).sum();
        for (const Tensor& z : logits.unbind(0)) loss = loss + crossEntropy(z, toTensor(g.at("labels"), at::kLong));
        QVERIFY(std::abs(loss.item<double>() - one.at("loss").get<double>()) < kNear);
        loss.backward();
        QCOMPARE_NEAR(raw.grad(), toTensor(one.at("grad_tokens")), kNear);
        for (const auto& [name, gradient] : one.at("gradients").items())
            QCOMPARE_NEAR(bound.gradient(name), toTensor(gradient, at::kDouble), kNear);
    }

    void goldenNetworks_data() {
        QTest::addColumn<QString>("architecture");
        QTest::addColumn<int>("index");
        QTest::newRow("mlp") << "mlp" << 0;
        QTest::newRow("mlp without modulation") << "mlp" << 1;
        QTest::newRow("convnet") << "convnet" << 0;
    }
    void goldenNetworks() {
        QFETCH(QString, architecture);
        QFETCH(int, index);
        const Json g = golden("ree_module");
        const bool mlp = architecture == "mlp";
        const Json& one = mlp ? g.at("network")[static_cast<std::size_t>(index)] : g.at("convnet");
        const Json& parameters = mlp ? g.at("parameters") : one.at("parameters");
        const Tensor input = toTensor(mlp ? g.at("input") : one.at("input"));
        const Shape sample = mlp ? Shape{1, 1, input.size(1)} : Shape{1, 22, 22};
        const bool modulation = !mlp || one.at("modulation").get<bool>();
        Network network(NetworkPlan(with(g, {{"model.architecture", architecture.toStdString()},
                                             {"model.width", mlp ? "5" : "3"},
                                             {"model.ree.modulation", modulation ? "true" : "false"}}),
                                    sample, g.at("classes")));
        const SpanTable& spans = network.spans();
        // Without modulation there are no weights to modulate with.
        QCOMPARE(spans.spans.size(), parameters.size() - (modulation ? 0 : 3));
        Json known = parameters;
        if (!modulation)
            for (int s = 0; s < 3; ++s) known.erase("stages." + std::to_string(s) + ".modulation.weight");
        assign(spans, network.values(), known);
        Shape batch = sample;
        batch.insert(batch.begin(), input.size(0));
        const ExitOutputs out = network.forwardAll(input.view(batch), true);
        QCOMPARE_NEAR(at::stack(out.logits).detach(), toTensor(one.at("logits")), kNear);
        const Tensor loss = sumOfLosses(out, toTensor(mlp ? g.at("labels") : one.at("labels"), at::kLong));
        QVERIFY(std::abs(loss.item<double>() - one.at("loss").get<double>()) < kNear);
        loss.backward();
        for (const auto& [name, gradient] : one.at("gradients").items()) {
            if (!known.contains(name)) continue;
            const Tensor found = slice(spans, network.gradients(), name);
            QCOMPARE_NEAR(found, gradient.is_null() ? at::zeros_like(found) : toTensor(gradient), kNear);
        }
    }

    void startsWithoutModulation() {
        const NetworkPlan plan(modelSettings({{"model.exit_module", "recurrent"}}), {1, 4, 4}, 3);
        Network network(plan);
        network.initialize(5);
        for (int s = 0; s < 3; ++s)
            QCOMPARE(slice(plan.spans(), network.values(), "stages." + std::to_string(s) + ".modulation.weight")
                         .abs()
                         .max()
                         .item<double>(),
                     0.0);
        const Tensor positions = slice(plan.spans(), network.values(), "exits.positions");
        QCOMPARE(positions.sizes().vec(), (std::vector<std::int64_t>{4, 128}));
        QVERIFY(std::abs(positions.std().item<double>() - 0.02) < 0.003);
    }

    void sizes() {
        const Json g = golden("ree_module");
        for (const Json& one : g.at("sizes")) {
            const Changes changes = one.at("width") == g.at("width") ? moduleChanges(g) : Changes{};
            QCOMPARE(parametersOf(one.at("width"), one.at("depth"), one.at("classes"), changes),
                     one.at("parameters").get<std::int64_t>());
        }
        // Twelve heads of their own on DeiT-S with 100 classes: 471 216.
        QVERIFY(parametersOf(384, 12, 100) < 12 * (2 * 384 + 384 * 100 + 100));
    }

    void cost() {
        RecurrentExits module(modelSettings({{"model.exit_module", "recurrent"}}), 100);
        Declarer declarer;
        module.declare(declarer, std::vector<Shape>(12, Shape{197, 384}));
        std::int64_t sum = 0;
        for (int l = 0; l < 12; ++l) {
            const std::int64_t n = l + 2;
            QCOMPARE(module.stageMacs(l), n * (4 * 384 * 16 + 2 * 384 * 518) + 2 * n * n * 16);
            sum += module.stageMacs(l);
        }
        QVERIFY(std::abs(static_cast<double>(sum) / 1e6 - 38) < 0.5);
        QCOMPARE(module.classifierMacs(), std::int64_t{38400});

        // A trunk of its own kind pays for tokens as well; parameters of the module count once, at the first exit.
        const Changes heads{{"model.width", "12"}};
        const NetworkPlan plain(modelSettings(heads), {1, 4, 4}, 3);
        const NetworkPlan recurrent(modelSettings({{"model.exit_module", "recurrent"}, {"model.ree.width", "8"}}),
                                    {1, 4, 4}, 3);
        std::int64_t macs = 0;
        RecurrentExits small(recurrent.settings(), 3);
        Declarer other;
        small.declare(other, std::vector<Shape>(3, Shape{12}));
        for (int s = 0; s < 3; ++s) {
            macs += plain.stageCost(s).macs + 2 * 12 * 8 + small.stageMacs(s);
            QCOMPARE(recurrent.stageCost(s).parameters, plain.stageCost(s).parameters + 12 * 8 + 8 + 12 * 8);
            QCOMPARE(recurrent.exitMacs()[static_cast<std::size_t>(s)], static_cast<double>(macs + 3 * 8 * (s + 1)));
        }
        QCOMPARE(recurrent.exitParameters()[2], recurrent.spans().parameters);
    }

    void subModelsHoldTheWholeSharedModule() {
        const NetworkPlan plan(modelSettings({{"model.exit_module", "recurrent"}, {"model.ree.width", "8"}}), {1, 4, 4},
                               3);
        for (int exit = 0; exit < 3; ++exit) {
            const SpanSet held = plan.held(plan.spans(), exit);
            for (const TensorSpan& span : plan.spans().spans) {
                const bool ofStage = span.name.rfind("stages.", 0) == 0;
                QCOMPARE(held.contains(span), !ofStage || span.name[7] - '0' <= exit);
            }
        }
    }

    void shallowNetworksAnswerLikeDeepOnes() {
        Network network(
            NetworkPlan(modelSettings({{"model.exit_module", "recurrent"}, {"model.ree.width", "8"}}), {1, 4, 4}, 3));
        network.initialize(5);
        network.values().add_(0.1 * randomTensor({network.spans().total}, 6));
        const Tensor images = randomTensor({3, 1, 4, 4}, 7);
        const ExitOutputs all = network.forwardAll(images, false);
        const ExitOutputs last = network.forward(images, {false, false, true}, false);
        const ExitOutputs two = network.forward(images, {true, true, false}, true);
        QVERIFY(!last.logits[0].defined() && !two.logits[2].defined());
        QVERIFY(sameBits(last.logits[2], all.logits[2]));
        QVERIFY(sameBits(two.logits[0], all.logits[0]) && sameBits(two.logits[1], all.logits[1]));
    }

    void frozenTrunkLeavesTheModuleTrainable() {
        const NetworkPlan plan(modelSettings({{"model.exit_module", "recurrent"}, {"model.tuning", "frozen"}}),
                               {1, 4, 4}, 3);
        for (const TensorSpan& span : plan.spans().spans) {
            const bool ofModule = span.name.rfind("exits.", 0) == 0 || span.name.find("token") != std::string::npos ||
                                  span.name.find("modulation") != std::string::npos;
            QCOMPARE(span.frozen, !ofModule);
            QCOMPARE(span.group() == "exit module", ofModule);
        }
    }

    void stepsAndLayersAndClassifierOfTheAblations() {
        const std::int64_t once = parametersOf(8, 3, 3);
        QCOMPARE(parametersOf(8, 3, 3, {{"model.ree.steps", "2"}}), once);
        QCOMPARE(parametersOf(8, 3, 3, {{"model.ree.head", "linear"}}), once - 16);
        const std::int64_t block = once - 8 - 4 * 8 - (16 + 8 * 3 + 3);
        QCOMPARE(parametersOf(8, 3, 3, {{"model.ree.layers", "2"}}), once + block);
        QVERIFY_EXCEPTION_THROWN(parametersOf(8, 3, 3, {{"model.ree.heads", "3"}}), InputError);
    }
};

QTEST_GUILESS_MAIN(TestExitModule)
#include "tst_exit_module.moc"
