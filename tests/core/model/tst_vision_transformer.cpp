// SPDX-License-Identifier: GPL-3.0-or-later
// The vision transformer against the reference in Python, its sizes and cost against reefl.md 1.2, 1.3 and
// darkdistill.md 2.9, and what its settings refuse.
#include <QTest>

#include <cmath>

#include "core/base/error.h"
#include "core/config/derived.h"
#include "core/learning/losses.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

Changes vit(const Changes& changes = {}) {
    Changes all{{"model.architecture", "vit"}};
    all.insert(all.end(), changes.begin(), changes.end());
    return all;
}

/// DeiT-S and DeiT-tiny at 224 pixels, four exits.
Changes deit(int width, int heads, const Changes& changes = {}) {
    Changes all = vit({{"model.width", std::to_string(width)},
                       {"model.attention_heads", std::to_string(heads)},
                       {"model.patch", "16"},
                       {"model.stages", "12"},
                       {"model.exits", "4"}});
    all.insert(all.end(), changes.begin(), changes.end());
    return all;
}

NetworkPlan planOf(const Changes& changes, const Shape& sample = {1, 16, 16}, int classes = 4) {
    return {modelSettings(changes), sample, classes};
}

NetworkPlan goldenPlan(const Json& g, const Changes& more) {
    Changes changes = vit({{"model.width", g.at("width").dump()},
                           {"model.attention_heads", g.at("attention_heads").dump()},
                           {"model.patch", g.at("image").at("patch").dump()},
                           {"model.stages", g.at("blocks").dump()},
                           {"model.exits", g.at("blocks").dump()}});
    changes.insert(changes.end(), more.begin(), more.end());
    const std::int64_t side = g.at("image").at("size").get<std::int64_t>();
    return planOf(changes, {g.at("image").at("channels").get<std::int64_t>(), side, side}, g.at("classes").get<int>());
}

QString refusal(const Changes& changes, const Shape& sample) {
    try {
        planOf(changes, sample);
    } catch (const InputError& e) {
        return e.what();
    }
    return "nothing was refused";
}

void compareWithGolden(const Json& g, const Json& part, const NetworkPlan& plan) {
    Network network(plan);
    {
        const at::NoGradGuard noGrad;
        assign(plan.spans(), network.values(), g.at("parameters"));
        assign(plan.spans(), network.values(), part.at("parameters"));
    }
    QCOMPARE(plan.spans().spans.size(), g.at("parameters").size() + part.at("parameters").size());
    const Tensor labels = toTensor(g.at("labels"), at::kLong);
    const ExitOutputs out = network.forwardAll(toTensor(g.at("input")), true);
    QCOMPARE_NEAR(at::stack(out.logits).detach(), toTensor(part.at("logits")), 2e-5, 1e-5);
    Tensor loss = at::zeros({});
    for (const Tensor& logits : out.logits) loss = loss + crossEntropy(logits, labels);
    QVERIFY(std::abs(loss.item<double>() - part.at("loss").get<double>()) < 2e-5);
    loss.backward();
    for (const auto& [name, value] : part.at("gradients").items()) {
        const std::string wrong =
            difference(slice(plan.spans(), network.gradients(), name), toTensor(value), 3e-5, 1e-4);
        QVERIFY2(wrong.empty(), (name + ": " + wrong).c_str());
    }
}

}  // namespace

class TestVisionTransformer : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void headsEqualTheReference() {
        const Json g = golden("vision_transformer");
        compareWithGolden(g, g.at("heads"), goldenPlan(g, {}));
    }

    void recurrentModuleEqualsTheReference() {
        const Json g = golden("vision_transformer");
        const Json& ree = g.at("ree");
        const double ratio = (ree.at("hidden").get<double>() + 0.5) / g.at("width").get<double>();
        compareWithGolden(g, ree,
                          goldenPlan(g, {{"model.exit_module", "recurrent"},
                                         {"model.ree.attention", ree.at("attention_width").dump()},
                                         {"model.ree.heads", ree.at("attention_heads").dump()},
                                         {"model.ree.ratio", std::to_string(ratio)}}));
    }

    void tokensEqualTheReference() {
        const Json g = golden("vision_transformer");
        const NetworkPlan plan = goldenPlan(g, {});
        Network network(plan);
        const at::NoGradGuard noGrad;
        assign(plan.spans(), network.values(), g.at("parameters"));
        Tensor x = network.enter(toTensor(g.at("input")), false);
        QCOMPARE_NEAR(x, toTensor(g.at("tokens").at(0)), 1e-5, 1e-5);
        for (int stage = 0; stage < plan.stages(); ++stage) {
            x = network.stage(stage, x, false);
            QCOMPARE_NEAR(x, toTensor(g.at("tokens").at(static_cast<std::size_t>(stage) + 1)), 1e-5, 1e-5);
        }
        QVERIFY(plan.latent() == (Shape{5, 8}) && plan.stageOutput(2) == (Shape{5, 8}));
    }

    void sizesOfDeitS() {
        const NetworkPlan plan = planOf(deit(384, 6), {3, 224, 224}, 100);
        QVERIFY(plan.places() == (std::vector<int>{2, 5, 8, 11}));
        std::map<std::string, std::int64_t> expected;
        const Json g = golden("vision_transformer");
        for (const Json& size : g.at("sizes"))
            expected[size.at("name").get<std::string>()] = size.at("parameters").get<std::int64_t>();
        const std::int64_t stem =
            plan.spans().where([](const TensorSpan& s) { return s.part == TensorSpan::Part::Stem; }).numel();
        QCOMPARE(stem, std::int64_t{371'328});
        QCOMPARE(stem, expected.at("deit_s_stem"));
        QCOMPARE(plan.stageCost(3).parameters, std::int64_t{1'774'464});
        QCOMPARE(plan.stageCost(3).parameters, expected.at("deit_s_block"));
        std::int64_t sum = 0;
        const std::vector<double> millions{5.69, 11.02, 16.34, 21.66};
        for (int stage = 0; stage < 12; ++stage) {
            sum += plan.stageCost(stage).parameters;
            if ((stage + 1) % 3 != 0) continue;
            QCOMPARE(sum, expected.at("deit_s_" + std::to_string(stage + 1) + "_blocks"));
            QCOMPARE(std::round(static_cast<double>(sum) / 1e4) / 100, millions[static_cast<std::size_t>(stage) / 3]);
        }
        // Twelve heads of norm and linear layer, and the recurrent module that stands for them.
        QCOMPARE(12 * plan.headCost(0).parameters, std::int64_t{471'216});
        const std::vector<std::pair<int, std::int64_t>> ree{
            {100, 469'914}, {62, 455'284}, {35, 444'889}, {12, 436'034}};
        for (const auto& [classes, parameters] : ree)
            QCOMPARE(planOf(deit(384, 6, {{"model.exit_module", "recurrent"}}), {3, 224, 224}, classes)
                         .exitModuleCost()
                         .parameters,
                     parameters);
    }

    void macsOfTheDocuments() {
        // Counted: patch embedding, linear layers, attention products, classifiers. darkdistill.md 2.9 to the million.
        const NetworkPlan tiny = planOf(deit(192, 3), {3, 224, 224}, 100);
        const std::vector<double> macs = tiny.exitMacs();
        const std::vector<double> millions{335, 641, 947, 1254};
        for (std::size_t k = 0; k < 4; ++k) QCOMPARE(std::round(macs[k] / 1e6), millions[k]);
        // Without attention products: the unit of that document's figures, thop's 0.8632e10 for a batch of 32 per exit.
        const double products = 12 * 2.0 * 197 * 197 * 192;
        // thop counts normalisation as well.
        QVERIFY(std::abs((macs[3] - products) / (4 * 0.8632e10 / 32) - 1) < 0.01);

        const NetworkPlan small = planOf(deit(384, 6), {3, 224, 224}, 100);
        QCOMPARE(std::round(static_cast<double>(small.stageCost(5).macs) / 1e6), 378.0);
        QCOMPARE(std::round(small.exitMacs().back() / 1e8), 46.0);
        // By hand: 197 tokens, 12 d^2 of linear layers each, 2 * 197^2 d of products.
        QCOMPARE(small.stageCost(5).macs, std::int64_t{197LL * 12 * 384 * 384 + 2LL * 197 * 197 * 384});
        // All calls of the recurrent module together: 38 M.
        const NetworkPlan ree =
            planOf(deit(384, 6, {{"model.exit_module", "recurrent"}, {"model.exits", "12"}}), {3, 224, 224}, 100);
        std::int64_t module = 0;
        for (int stage = 0; stage < 12; ++stage) module += ree.stageCost(stage).macs - small.stageCost(stage).macs;
        QCOMPARE(std::round(static_cast<double>(module) / 1e6), 38.0);
    }

    void exitsReadTheClassToken() {
        const NetworkPlan plan = planOf(vit());
        QCOMPARE(plan.stages(), 4);
        QVERIFY(plan.places() == (std::vector<int>{1, 2, 3}));
        QCOMPARE(headKind(plan.settings()), std::string("norm-linear"));
        Network network(plan);
        network.initialize(3);
        const at::NoGradGuard noGrad;
        const Tensor x = network.enter(randomTensor({2, 1, 16, 16}, 1), false);
        Tensor other = x.clone();
        other.narrow(1, 1, 16).add_(1);
        QVERIFY(sameBits(network.feature(0, x, false), network.feature(0, other, false)));
        QVERIFY(!sameBits(network.feature(0, x, false), network.feature(0, x + 1, false)));
    }

    void patchesAreCutRowByRow() {
        const NetworkPlan plan = planOf(vit({{"model.width", "4"}, {"model.patch", "8"}}), {2, 16, 24});
        Network network(plan);
        network.initialize(3);
        const at::NoGradGuard noGrad;
        const Tensor images = randomTensor({1, 2, 16, 24}, 2);
        const Tensor tokens = network.enter(images, false);
        QVERIFY((tokens.sizes() == at::IntArrayRef{1, 7, 4}));
        const auto value = [&](const char* name) { return slice(plan.spans(), network.values(), name); };
        // Second row, first column: token 1 + 3.
        const Tensor patch = images.select(0, 0).narrow(1, 8, 8).narrow(2, 0, 8).reshape({1, -1});
        const Tensor byHand =
            at::linear(patch, value("stem.patch.weight").reshape({4, -1}), value("stem.patch.bias")).select(0, 0) +
            value("stem.positions").select(0, 4);
        QCOMPARE_NEAR(tokens.select(0, 0).select(0, 4), byHand, 1e-5);
    }

    void narrowedKeepsTheSizeOfItsHeads() {
        const NetworkPlan full =
            planOf(vit({{"model.width", "24"}, {"model.attention_heads", "4"}, {"model.exits", "2"}}));
        const NetworkPlan half = full.narrowed(0.3, WidthScaling::None);
        QCOMPARE(narrowedSettings(full.settings(), 0.3).integer("model.attention_heads"), std::int64_t{2});
        QVERIFY(half.stageOutput(0) == (Shape{17, 12}));
        Network network(full);
        network.initialize(2);
        Network narrow(half, network);
        const Tensor images = randomTensor({2, 1, 16, 16}, 4);
        // The same values in a network planned at that width: leading blocks of every tensor.
        const NetworkPlan alone =
            planOf(vit({{"model.width", "12"}, {"model.attention_heads", "2"}, {"model.exits", "2"}}));
        Network own(alone);
        const at::NoGradGuard noGrad;
        for (const TensorSpan& span : alone.spans().spans) {
            Tensor block = slice(full.spans(), network.values(), span.name);
            for (std::size_t d = 0; d < span.shape.size(); ++d)
                block = block.narrow(static_cast<std::int64_t>(d), 0, span.shape[d]);
            slice(alone.spans(), own.values(), span.name).copy_(block);
        }
        QCOMPARE_NEAR(narrow.forwardAll(images, false).logits[1], own.forwardAll(images, false).logits[1], 1e-5);
        QCOMPARE(half.held(full.spans(), 1).numel(), alone.spans().total);
    }

    void wrongSettingsAreNamed() {
        QCOMPARE(refusal(vit({{"model.patch", "5"}}), {1, 16, 16}),
                 QString("model.patch: expected a patch that divides images of 16 x 16 pixels (1, 2, 4, 8, 16), found "
                         "5"));
        QCOMPARE(refusal(vit({{"model.attention_heads", "5"}}), {1, 16, 16}),
                 QString("model.attention_heads: expected a divisor of model.width (12), as every head has the same "
                         "part of it, found 5"));
        QVERIFY(refusal(vit(), {200}).contains("needs images"));
        QVERIFY(refusal(vit({{"model.exits", "5"}}), {1, 16, 16}).startsWith("model.exits: expected at most 4"));
    }

    void upTo24BlocksAndExits() {
        const NetworkPlan plan = planOf(vit({{"model.stages", "24"}, {"model.exits", "24"}}));
        QCOMPARE(plan.exits(), 24);
        const NetworkPlan chosen =
            planOf(vit({{"model.stages", "12"}, {"model.exits", "4"}, {"model.exit_places", "4,6,9,12"}}));
        QVERIFY(chosen.places() == (std::vector<int>{3, 5, 8, 11}));
    }

    void initialTokensAreSmall() {
        const NetworkPlan plan = planOf(vit({{"model.width", "128"}, {"model.patch", "2"}}));
        Network network(plan);
        network.initialize(9);
        const double deviation = slice(plan.spans(), network.values(), "stem.positions").std().item<double>();
        QVERIFY2(std::abs(deviation - 0.02) < 0.001, QByteArray::number(deviation));
    }

    void learnsGlyphs() {
        const Experiment experiment = smallExperiment("fedavg", vit({{"model.width", "16"},
                                                                     {"training.rounds", "12"},
                                                                     {"training.lr", "0.05"},
                                                                     {"training.local_epochs", "4"},
                                                                     {"training.participation", "1"},
                                                                     {"data.partition.kind", "iid"}}));
        const Driven driven = drive(experiment);
        const Table accuracy = driven.told.of<Evaluated>().back().accuracy;
        double mean = 0;
        for (int client = 0; client < accuracy.rows; ++client) mean += accuracy.at(client, 2) / accuracy.rows;
        QVERIFY2(mean > 0.5, QByteArray::number(mean));
    }
};

QTEST_GUILESS_MAIN(TestVisionTransformer)
#include "tst_vision_transformer.moc"
