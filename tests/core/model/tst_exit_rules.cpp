// SPDX-License-Identifier: GPL-3.0-or-later
// Boosted outputs and gradient equilibrium, against the independent reference and against what they promise.
#include <QTest>

#include "core/learning/losses.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

constexpr double kNear = 3e-6;

/// An MLP whose exit k answers logits[k][i] to sample i: identities as stages, one-hot samples, logits as heads.
struct Given {
    explicit Given(const Json& one, const Changes& changes = {})
        : logits(toTensor(one.at("logits"))), labels(toTensor(one.at("labels"), at::kLong)) {
        const auto exits = logits.size(0), samples = logits.size(1);
        Changes all{{"model.width", std::to_string(samples)},
                    {"model.stages", std::to_string(exits)},
                    {"model.exits", std::to_string(exits)}};
        all.insert(all.end(), changes.begin(), changes.end());
        network = std::make_unique<Network>(
            NetworkPlan(modelSettings(all), {1, 1, samples}, static_cast<int>(logits.size(2))));
        images = at::eye(samples).view({samples, 1, 1, samples});
        for (std::int64_t k = 0; k < exits; ++k) {
            slice(spans(), network->values(), "stages." + std::to_string(k) + ".weight").copy_(at::eye(samples));
            slice(spans(), network->values(), head(k)).copy_(logits[k].t());
        }
    }
    const SpanTable& spans() const { return network->spans(); }
    static std::string head(std::int64_t k) { return "heads." + std::to_string(k) + ".weight"; }

    Tensor logits, labels, images;
    std::unique_ptr<Network> network;
};

Tensor weightedLoss(const ExitOutputs& out, const Tensor& labels, const std::vector<double>& weights) {
    Tensor sum = at::zeros({});
    for (std::size_t k = 0; k < out.logits.size(); ++k)
        if (out.logits[k].defined()) sum = sum + crossEntropy(out.logits[k], labels) * weights[k];
    return sum;
}

std::vector<bool> firstExits(int all, int count) {
    std::vector<bool> wanted(static_cast<std::size_t>(all), false);
    std::fill_n(wanted.begin(), count, true);
    return wanted;
}

}  // namespace

class TestExitRules : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void outputsOfGivenLogits() {
        int boosted = 0;
        const Json g = golden("training_schemes");
        for (const Json& one : g.at("cases")) {
            if (one.at("scheme") == "self_distillation") continue;
            Changes changes;
            if (one.at("scheme") == "boosted") {
                changes = {{"training.exit_outputs", "boosted"}, {"training.boost", one.at("ratio").dump()}};
                ++boosted;
            }
            const Given given(one, changes);
            const ExitOutputs out = given.network->forwardAll(given.images, true);
            QCOMPARE_NEAR(at::stack(out.logits), toTensor(one.contains("out") ? one.at("out") : one.at("logits")),
                          kNear);
            const Tensor loss = weightedLoss(out, given.labels, one.at("weights").get<std::vector<double>>());
            QVERIFY(std::abs(loss.item<double>() - one.at("loss").get<double>()) < kNear);
            loss.backward();
            // The samples are one-hot: the gradient of a head is that of its logits, transposed.
            const Tensor gradients = toTensor(one.at("grad"));
            for (std::int64_t k = 0; k < given.logits.size(0); ++k)
                QCOMPARE_NEAR(slice(given.spans(), given.network->gradients(), Given::head(k)), gradients[k].t(),
                              kNear);
        }
        QCOMPARE(boosted, 4);
    }

    void exitsThatDoNotTrainStillBoostLaterOnes() {
        const Given given(golden("training_schemes").at("cases")[5], {{"training.exit_outputs", "boosted"}});
        const ExitOutputs all = given.network->forwardAll(given.images, true);
        const ExitOutputs some = given.network->forward(given.images, {false, true, false, true}, true);
        QVERIFY(!some.logits[0].defined() && !some.logits[2].defined() && !some.features[2].defined());
        for (const std::size_t k : {1U, 3U}) QVERIFY(sameBits(some.logits[k], all.logits[k]));
        (crossEntropy(some.logits[1], given.labels) + crossEntropy(some.logits[3], given.labels)).backward();
        for (const std::int64_t k : {0, 2})
            QCOMPARE(slice(given.spans(), given.network->gradients(), Given::head(k)).abs().max().item<double>(), 0.0);
    }

    void goldenEquilibrium() {
        const Json g = golden("training_schemes").at("equilibrium");
        const auto run = [&](const Json& one, const char* rule) {
            const auto shape = g.at("parameters").at("stages.0.weight").at("shape");
            auto network = std::make_unique<Network>(
                NetworkPlan(modelSettings({{"model.width", shape[0].dump()}, {"training.exit_gradients", rule}}),
                            {1, 1, shape[1].get<std::int64_t>()}, 3));
            assign(network->spans(), network->values(), g.at("parameters"));
            const Tensor x = toTensor(g.at("x"));
            const int exits = one.at("exits");
            const ExitOutputs out = network->forward(x.view({x.size(0), 1, 1, x.size(1)}), firstExits(3, exits), true);
            const Tensor loss = weightedLoss(out, toTensor(g.at("y"), at::kLong), {1, 1, 1});
            if (std::abs(loss.item<double>() - one.at("loss").get<double>()) > kNear) network.reset();
            loss.backward();
            return network;
        };
        for (const Json& one : g.at("cases")) {
            for (const auto& [rule, key] : {std::pair{"equilibrium", "grad"}, std::pair{"plain", "plain_grad"}}) {
                const auto network = run(one, rule);
                QVERIFY(network);
                for (const auto& [name, gradient] : one.at(key).items()) {
                    const Tensor found = slice(network->spans(), network->gradients(), name);
                    QCOMPARE_NEAR(found, gradient.is_null() ? at::zeros_like(found) : toTensor(gradient), kNear);
                }
            }
        }
    }

    void goldenBoostedWithEquilibrium() {
        const Json g = golden("eefl_rounds");
        const Json& client = g.at("clients")[2];
        for (const Json& one : g.at("gradients")) {
            const bool boosted = one.at("boosted"), equilibrium = one.at("equilibrium");
            Network network(
                NetworkPlan(modelSettings({{"model.width", "5"},
                                           {"training.exit_outputs", boosted ? "boosted" : "plain"},
                                           {"training.boost", g.at("settings").at("boost_rate").dump()},
                                           {"training.exit_gradients", equilibrium ? "equilibrium" : "plain"}}),
                            {1, 1, 6}, 3));
            assign(network.spans(), network.values(), g.at("initial"));
            const Tensor x = toTensor(client.at("x"));
            const int exits = one.at("exits");
            const ExitOutputs out = network.forward(x.view({x.size(0), 1, 1, x.size(1)}), firstExits(3, exits), true);
            const std::vector<Tensor> own(out.logits.begin(), out.logits.begin() + exits);
            QCOMPARE_NEAR(at::stack(own), toTensor(one.at("outputs")), kNear);
            weightedLoss(out, toTensor(client.at("y"), at::kLong), {1, 1, 1}).backward();
            for (const TensorSpan& span : network.spans().spans) {
                const Tensor found = slice(network.spans(), network.gradients(), span.name);
                const auto expected = one.at("gradients").find(span.name);
                QCOMPARE_NEAR(
                    found, expected == one.at("gradients").end() ? at::zeros_like(found) : toTensor(*expected), kNear);
            }
        }
    }

    void everyExitCountsTheSameInTheTrunk_data() {
        QTest::addColumn<QString>("module");
        QTest::addColumn<bool>("modulation");
        QTest::newRow("heads") << "heads" << true;
        QTest::newRow("recurrent") << "recurrent" << true;
        QTest::newRow("recurrent, history only") << "recurrent" << false;
    }
    /// Of K exits, each sends 1/(K-s) of its gradient into stage s, however far above it lies.
    void everyExitCountsTheSameInTheTrunk() {
        QFETCH(QString, module);
        QFETCH(bool, modulation);
        const auto gradients = [&](const char* rule, std::size_t exit) {
            Network network(NetworkPlan(modelSettings({{"model.exit_module", module.toStdString()},
                                                       {"model.ree.width", "8"},
                                                       {"model.ree.modulation", modulation ? "true" : "false"},
                                                       {"training.exit_gradients", rule}}),
                                        {1, 1, 6}, 3));
            network.initialize(3);
            network.values().add_(0.05 * randomTensor({network.spans().total}, 4));
            const ExitOutputs out = network.forwardAll(randomTensor({5, 1, 1, 6}, 5), true);
            crossEntropy(out.logits[exit], at::arange(5, at::kLong).remainder(3)).backward();
            return std::pair{network.spans(), network.gradients()};
        };
        for (std::size_t exit = 0; exit < 3; ++exit) {
            const auto [spans, plain] = gradients("plain", exit);
            const Tensor balanced = gradients("equilibrium", exit).second;
            for (std::size_t s = 0; s <= exit; ++s) {
                const std::string name = "stages." + std::to_string(s) + ".weight";
                const Tensor expected = slice(spans, plain, name) / static_cast<double>(3 - s);
                QVERIFY(expected.abs().max().item<double>() > 1e-4);
                QCOMPARE_NEAR(slice(spans, balanced, name), expected, 1e-6, 1e-4);
            }
            const std::string own = module == "heads" ? "heads." + std::to_string(exit) + ".weight"
                                                      : std::string("exits.classifier.weight");
            QCOMPARE_NEAR(slice(spans, balanced, own), slice(spans, plain, own), 1e-7);
        }
    }

    void testsAreNotRescaled() {
        Network network(NetworkPlan(modelSettings({{"training.exit_gradients", "equilibrium"}}), {1, 1, 6}, 3));
        network.initialize(3);
        const Tensor images = randomTensor({5, 1, 1, 6}, 5), labels = at::arange(5, at::kLong).remainder(3);
        const auto gradient = [&](bool training) {
            network.gradients().zero_();
            weightedLoss(network.forwardAll(images, training), labels, {1, 1, 1}).backward();
            return network.gradients().clone();
        };
        const Tensor balanced = gradient(true), plain = gradient(false);
        QVERIFY((balanced - plain).abs().max().item<double>() > 1e-3);
        Network other(NetworkPlan(modelSettings({}), {1, 1, 6}, 3));
        other.values().copy_(network.values());
        weightedLoss(other.forwardAll(images, true), labels, {1, 1, 1}).backward();
        QVERIFY(sameBits(other.gradients(), plain));
    }
};

QTEST_GUILESS_MAIN(TestExitRules)
#include "tst_exit_rules.moc"
