// SPDX-License-Identifier: GPL-3.0-or-later
// Gradient surgery through a network: parts of exits add up to the plain gradient, and only where exits meet are they
// weighed; the rules themselves against the reference.
#include <QTest>

#include "core/learning/aggregation.h"
#include "core/learning/exit_surgery.h"
#include "core/learning/gradient_surgery.h"
#include "core/learning/losses.h"
#include "core/learning/similarity.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

struct Bench {
    explicit Bench(const Changes& changes = {})
        : plan(modelSettings(changes), {1, 6, 6}, 4), network(plan), rng(1, Purpose::Test) {
        network.initialize(3);
        images = randomTensor({9, 1, 6, 6}, 1);
        labels = at::arange(9, at::kLong).remainder(4);
    }
    /// Cross-entropies of different weight, and something that uses features directly.
    Tensor loss(const ExitOutputs& out) const {
        Tensor sum = out.features[0].square().mean() * 0.3;
        for (std::size_t k = 0; k < out.logits.size(); ++k)
            if (out.logits[k].defined()) sum = sum + crossEntropy(out.logits[k], labels) * (1.0 + double(k));
        return sum;
    }
    Tensor gradient(Surgery rule, double c = 0.5) {
        network.gradients().zero_();
        const ExitOutputs out = network.forwardAll(images, true);
        surgicalBackward(
            network, out, [this](const ExitOutputs& o) { return loss(o); }, rule, c, rng);
        return network.gradients().clone();
    }
    Tensor plain() {
        network.gradients().zero_();
        loss(network.forwardAll(images, true)).backward();
        return network.gradients().clone();
    }
    NetworkPlan plan;
    Network network;
    Rng rng;
    Tensor images, labels;
};

}  // namespace

class TestExitSurgery : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void partsAddUp() {
        Bench bench;
        QCOMPARE_NEAR(bench.gradient(Surgery::None), bench.plain(), 1e-6);
        QCOMPARE_NEAR(bench.gradient(Surgery::CaGrad, 0), bench.plain(), 1e-5);
    }

    void onlyMeetingPlacesChange() {
        Bench bench;
        const Tensor plain = bench.plain(), settled = bench.gradient(Surgery::CaGrad, 0.9);
        const SpanTable& spans = bench.plan.spans();
        QVERIFY(!at::allclose(spans.stage(0).gather(settled), spans.stage(0).gather(plain), 1e-4, 1e-6));
        QCOMPARE_NEAR(spans.stage(2).gather(settled), spans.stage(2).gather(plain), 1e-6);
        QCOMPARE_NEAR(spans.heads().gather(settled), spans.heads().gather(plain), 1e-6);
    }

    void oneExitIsPlain() {
        Bench bench(Changes{{"model.exits", "1"}});
        QCOMPARE_NEAR(bench.gradient(Surgery::PcGrad), bench.plain(), 1e-6);
    }

    void conflictingExitsAreSettled() {
        // Two exits that want opposite things of stage 1: the second one's labels are other classes.
        Bench bench(Changes{{"model.exits", "2"}, {"model.exit_places", "1,3"}});
        const auto lossOf = [&](const ExitOutputs& out) {
            return crossEntropy(out.logits[0], bench.labels) - crossEntropy(out.logits[1], bench.labels) * 0.5;
        };
        const ExitOutputs out = bench.network.forwardAll(bench.images, true);
        std::vector<Tensor> parts;
        const SpanSet meeting = bench.plan.spans().stage(0);
        for (int k = 0; k < 2; ++k) {
            bench.network.gradients().zero_();
            const auto at = static_cast<std::size_t>(k);
            (crossEntropy(out.logits[at], bench.labels) * (k == 0 ? 1.0 : -0.5)).backward({}, true);
            parts.push_back(meeting.gather(bench.network.gradients()));
        }
        const Table products = gram(parts);
        QVERIFY2(products.at(0, 1) < 0, "the test needs a conflict");
        bench.network.gradients().zero_();
        surgicalBackward(bench.network, bench.network.forwardAll(bench.images, true), lossOf, Surgery::PcGrad, 0.5,
                         bench.rng);
        const double overlap = products.at(0, 1);
        const Tensor expected =
            parts[0] - parts[1] * (overlap / products.at(1, 1)) + parts[1] - parts[0] * (overlap / products.at(0, 0));
        QCOMPARE_NEAR(meeting.gather(bench.network.gradients()), expected, 1e-5);
    }

    void trainingUsesIt() {
        const Driven plain = drive(smallExperiment("fedavg"));
        for (const char* rule : {"pcgrad", "cagrad"}) {
            const Driven settled = drive(smallExperiment("fedavg", {{"training.gradient_surgery", rule}}));
            QVERIFY(!sameValues(settled, plain));
            QVERIFY(sameValues(settled, drive(smallExperiment(
                                            "fedavg", {{"training.gradient_surgery", rule}, {"run.workers", "1"}}))));
        }
        // Without anything to settle it is plain training, but for rounding.
        const Driven mean =
            drive(smallExperiment("fedavg", {{"training.gradient_surgery", "cagrad"}, {"training.cagrad_c", "0"}}));
        QCOMPARE_NEAR(mean.global, plain.global, 1e-4);
    }

    void selfDistillationIsATermOfAnyMethod() {
        const Driven taught = drive(smallExperiment("fedper", {{"training.self_distillation", "0.3"}}));
        QCOMPARE(taught.told.of<LossMeasured>().at(0).terms, (std::vector<std::string>{"task", "self_distillation"}));
        QVERIFY(!sameValues(taught, drive(smallExperiment("fedper"))));
    }

    void weightsOfExitsHoldForAnyMethod() {
        const auto run = [](const Changes& changes) { return drive(smallExperiment("fedavg", changes)); };
        const Driven own = run({});
        QVERIFY(sameValues(run({{"training.exit_weights", "mean"}}), own));
        // A plain sum is the mean with three times the rate, as long as momentum and decay scale along.
        const Driven sum = run({{"training.exit_weights", "sum"},
                                {"training.lr", "0.01"},
                                {"training.weight_decay", "0"},
                                {"training.lr_decay", "1"}});
        const Driven mean = run({{"training.lr", "0.03"}, {"training.weight_decay", "0"}, {"training.lr_decay", "1"}});
        QCOMPARE_NEAR(sum.global, mean.global, 1e-5);
        QCOMPARE_NEAR(
            run({{"training.exit_weights", "weighted"}, {"training.exit_weight_list", "0.33333333333333333"}}).global,
            own.global, 1e-5);
        QVERIFY(!sameValues(run({{"training.exit_weights", "weighted"}, {"training.exit_weight_list", "1,0"}}), own));
    }

    void caGradReference() {
        for (const Json& one : golden("gradient_surgery").at("cagrad")) {
            const Table products = toTable(one.at("gram"));
            for (const Json& solved : one.at("cagrad")) {
                const double c = solved.at("c");
                const std::vector<double> found = caGrad(products, c);
                std::vector<Tensor> gradients;
                const Tensor all = toTensor(one.at("gradients")).to(at::kFloat);
                for (std::int64_t i = 0; i < all.size(0); ++i) gradients.push_back(all[i]);
                QCOMPARE_NEAR(weightedSum(gradients, found),
                              at::tensor(solved.at("d_scaled").get<std::vector<float>>()), 1e-4);
            }
        }
    }

    void pcGradReference() {
        const Json g = golden("gradient_surgery");
        // The kernel draws its orders: with three gradients its result is one of the eight.
        for (const Json& one : g.at("pcgrad")) {
            if (one.at("name") != "three_ascending") continue;
            std::vector<Tensor> gradients;
            const Tensor all = toTensor(one.at("gradients")).to(at::kFloat);
            for (std::int64_t i = 0; i < all.size(0); ++i) gradients.push_back(all[i]);
            Rng rng(5, Purpose::Test);
            for (int draw = 0; draw < 20; ++draw) {
                const std::vector<double> found = pcGrad(gram(gradients), rng);
                double best = 1;
                for (const Json& order : g.at("pcgrad_three_every_order")) {
                    const Json& c = order.is_array() ? order : order.at("coefficients");
                    double worst = 0;
                    for (std::size_t i = 0; i < found.size(); ++i)
                        worst = std::max(worst, std::abs(found[i] - c.at(i).get<double>()));
                    best = std::min(best, worst);
                }
                QVERIFY2(best < 1e-5, std::to_string(best).c_str());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestExitSurgery)
#include "tst_exit_surgery.moc"
