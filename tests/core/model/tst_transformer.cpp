// SPDX-License-Identifier: GPL-3.0-or-later
// The text classifier: layers against torch.nn in Python (golden values), cost table of cafedistill.md 1.7 and 1.10,
// dropout from the network's own generator.
#include <QTest>

#include "core/model/transformer.h"
#include "tests/support/bound_layer.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

const Changes kAgNews{{"model.width", "192"}, {"model.exits", "4"}, {"model.stages", "4"}};

/// The architecture is not offered to users before there is a text data set, so it is set past the schema's choices.
Settings agNews() {
    Settings settings = modelSettings(kAgNews);
    settings.set("model.architecture", "transformer");
    return settings;
}

}  // namespace

class TestTransformer : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void layersEqualTheReference() {
        const Json g = golden("transformer_forward");
        const auto heads = g.at("heads").get<std::int64_t>();
        const auto hidden = g.at("hidden").get<std::int64_t>();
        const Tensor tokens = toTensor(g.at("tokens"), at::kLong);
        const Tensor probe = toTensor(g.at("probe"));
        const std::int64_t width = probe.size(2);

        Sequence all;
        all.append("embedding", std::make_unique<TokenEmbedding>(g.at("vocabulary").get<std::int64_t>(), width, 0.0));
        for (std::size_t k = 0; k < g.at("outputs").size(); ++k)
            all.append("stages." + std::to_string(k), std::make_unique<EncoderLayer>(width, heads, hidden, 0.0));
        BoundLayer bound(all, {tokens.size(1)});
        for (const auto& [name, value] : g.at("parameters").items()) bound.set(name, toTensor(value));
        QCOMPARE(bound.names().size(), g.at("parameters").size());

        const Tensor output = bound.forward(tokens, true);
        QCOMPARE_NEAR(output.detach(), toTensor(g.at("outputs").back()), 1e-5, 1e-5);
        (output * probe).sum().backward();
        for (const auto& [name, value] : g.at("gradients").items())
            QCOMPARE_NEAR(bound.gradient(name), toTensor(value, at::kDouble), 1e-4, 1e-4);
    }

    void embeddingEqualsTheReference() {
        const Json g = golden("transformer_forward");
        TokenEmbedding embedding(g.at("vocabulary").get<std::int64_t>(), toTensor(g.at("probe")).size(2), 0.0);
        const Tensor tokens = toTensor(g.at("tokens"), at::kLong);
        BoundLayer bound(embedding, {tokens.size(1)});
        bound.set("weight", toTensor(g.at("parameters").at("embedding.weight")));
        QCOMPARE_NEAR(bound.forward(tokens, false).detach(), toTensor(g.at("embedded")), 1e-6, 1e-6);
    }

    void tables() {
        const NetworkPlan plan(agNews(), {200}, 4);
        QCOMPARE(plan.exits(), 4);
        QCOMPARE(plan.spans().backbone().numel(), std::int64_t{7923456});
        QCOMPARE(plan.spans().head(3).numel(), std::int64_t{772});
        QCOMPARE(plan.spans().heads().numel() - plan.spans().head(3).numel(), std::int64_t{2316});
        QCOMPARE(plan.spans().spans.front().numel, std::int64_t{6144000});
        const std::vector<double> macs = plan.exitMacs();
        const std::vector<double> expected{103.8, 207.7, 311.5, 415.3};
        for (std::size_t k = 0; k < expected.size(); ++k) QCOMPARE(std::round(macs[k] / 1e5) / 10, expected[k]);
    }

    void exitsReadTheFirstTokenOfEveryLayer() {
        const NetworkPlan plan(agNews(), {20}, 4);
        Network network(plan);
        network.initialize(1);
        const at::NoGradGuard noGrad;
        // Small embeddings: at their usual size an untrained softmax is saturated and looks at one token only.
        slice(plan.spans(), network.values(), "stem.weight").mul_(0.05);
        const Tensor tokens = at::arange(40, at::kLong).view({2, 20});
        const ExitOutputs out = network.forwardAll(tokens, false);
        for (std::size_t k = 0; k < 4; ++k) {
            QVERIFY((out.features[k].sizes() == at::IntArrayRef{2, 192}));
            QVERIFY((out.logits[k].sizes() == at::IntArrayRef{2, 4}));
        }
        // Attention is global: a change of the last token reaches the first position.
        Tensor other = tokens.clone();
        other.select(1, 19).fill_(7);
        QVERIFY(!sameBits(network.forwardAll(other, false).features[0], out.features[0]));
    }

    void dropoutFollowsTheNetworksGenerator() {
        const NetworkPlan plan(agNews(), {20}, 4);
        Network network(plan);
        network.initialize(1);
        const at::NoGradGuard noGrad;
        const Tensor tokens = at::arange(40, at::kLong).view({2, 20});
        const auto draw = [&](std::uint64_t seed) {
            network.seedDropout(seed);
            return network.forwardAll(tokens, true).logits.back().clone();
        };
        const Tensor first = draw(5);
        QVERIFY(sameBits(draw(5), first));
        QVERIFY(!sameBits(draw(6), first));
        QVERIFY(
            sameBits(network.forwardAll(tokens, false).logits.back(), network.forwardAll(tokens, false).logits.back()));
    }
};

QTEST_GUILESS_MAIN(TestTransformer)
#include "tst_transformer.moc"
