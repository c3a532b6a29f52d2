// SPDX-License-Identifier: GPL-3.0-or-later
// The multi-scale dense network: sizes by hand, gradients, every exit sees the whole image.
#include <QTest>

#include "core/base/error.h"
#include "core/model/msdnet.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

const Changes kSmall{{"model.architecture", "msdnet"},
                     {"model.width", "4"},
                     {"model.growth", "4"},
                     {"model.scales", "3"},
                     {"model.stages", "3"},
                     {"model.exits", "3"}};

Settings settingsWith(Changes changes, const Changes& more = {}) {
    changes.insert(changes.end(), more.begin(), more.end());
    return modelSettings(changes);
}

}  // namespace

class TestMsdNet : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void shapesOfScales() {
        const NetworkPlan plan(settingsWith(kSmall), {3, 28, 28}, 10);
        // Stem: 4, 8, 16 channels at 28, 14, 7; stage i has i + 1 layers, each adds 4, 8, 16.
        QCOMPARE(plan.latent(), (Shape{4 * 784 + 8 * 196 + 16 * 49}));
        QCOMPARE(plan.stageOutput(0), (Shape{8 * 784 + 16 * 196 + 32 * 49}));
        QCOMPARE(plan.stageOutput(1), (Shape{16 * 784 + 32 * 196 + 64 * 49}));
        QCOMPARE(plan.stageOutput(2), (Shape{28 * 784 + 56 * 196 + 112 * 49}));
    }

    void costByHand() {
        const NetworkPlan plan(settingsWith(kSmall), {3, 28, 28}, 10);
        // The stem counts as part of stage 1: 3x3 convolutions of 3 -> 4 -> 8 -> 16 channels and their normalisation.
        const std::int64_t stem = 9 * (3 * 4 + 4 * 8 + 8 * 16) + 2 * (4 + 8 + 16);
        // One layer: scale 0: 1x1 4 -> 4, 3x3 4 -> 4. Scale 1 (growth 8, half each): normal 1x1 8 -> 8, 3x3 8 -> 4;
        // down 1x1 4 -> 4, 3x3 4 -> 4. Scale 2 (growth 16): normal 16 -> 16 -> 8; down 8 -> 8 -> 8.
        const std::int64_t layer = (16 + 9 * 16 + 2 * 8) + (64 + 9 * 32 + 2 * 12) + (16 + 9 * 16 + 2 * 8) +
                                   (256 + 9 * 128 + 2 * 24) + (64 + 9 * 64 + 2 * 16);
        QCOMPARE(plan.stageCost(0).parameters, stem + layer);
        const std::int64_t macs = 784 * 27 * 4 + 196 * 36 * 8 + 49 * 72 * 16 +  // stem
                                  784 * (16 + 144) + 196 * (64 + 288) +
                                  784 * 16 +  // scale 0, scale 1 normal, bottleneck of its down
                                  196 * 144 + 49 * (256 + 1152) + 196 * 64 + 49 * 576;  // the rest
        QCOMPARE(plan.stageCost(0).macs, macs);
        // Head 1: 3x3 32 -> 128 at 4x4, 3x3 128 -> 128 at 2x2, linear 128 -> 10.
        QCOMPARE(plan.headCost(0).macs, std::int64_t{16 * 9 * 32 * 128 + 4 * 9 * 128 * 128 + 1280});
    }

    void paperSettings() {
        // CIFAR, budgeted: 5 stages of 1 to 5 layers; 16 channels, growth 6, factors 1, 2, 4.
        const Settings budgeted =
            settingsWith({{"model.architecture", "msdnet"}, {"model.width", "16"}, {"model.exits", "5"}});
        const NetworkPlan plan(budgeted, {3, 32, 32}, 100);
        QCOMPARE(plan.stages(), 5);
        QCOMPARE(plan.stageOutput(4), (Shape{(16 + 15 * 6) * (1024 + 2 * 256 + 4 * 64)}));
        const MsdNetSettings anytime = MsdNetSettings::of(
            settingsWith({{"model.stage_layers", "4"}, {"model.stage_step", "2"}, {"model.stage_growth", "even"}}));
        QCOMPARE(anytime.layers(0), 4);
        QCOMPARE(anytime.layers(6), 2);
    }

    void gradientsByDifferences() {
        const NetworkPlan plan(
            settingsWith(kSmall, {{"model.stages", "2"}, {"model.exits", "2"}, {"model.norm_policy", "batch"}}),
            {1, 8, 8}, 3);
        Network network(plan);
        network.initialize(2);
        const Tensor images = randomTensor({6, 1, 8, 8}, 1), probe = randomTensor({2, 6, 3}, 2);
        const auto loss = [&] {
            const ExitOutputs out = network.forwardAll(images, true);
            return (out.logits[0] * probe[0]).sum() + (out.logits[1] * probe[1]).sum();
        };
        loss().backward();
        const Tensor gradient = network.gradients().clone();
        QVERIFY(gradient.abs().sum().item<float>() > 0);
        // Along the gradient, where its length is expected; single precision and the kinks of ReLU allow some percent.
        const at::NoGradGuard noGrad;
        const Tensor direction = gradient / gradient.norm();
        const Tensor start = network.values().clone();
        const double step = 1e-3;
        const auto at = [&](double t) {
            network.values()
                .narrow(0, 0, plan.spans().parameters)
                .copy_(start.narrow(0, 0, plan.spans().parameters) + direction * t);
            return loss().item<double>();
        };
        const double measured = (at(step) - at(-step)) / (2 * step);
        const double expected = gradient.dot(direction).item<double>();
        QVERIFY2(std::abs(measured - expected) < 0.03 * std::abs(expected),
                 (std::to_string(measured) + " " + std::to_string(expected)).c_str());
    }

    void firstExitSeesTheWholeImage() {
        const NetworkPlan plan(settingsWith(kSmall), {1, 28, 28}, 4);
        Network network(plan);
        network.initialize(2);
        Tensor images = randomTensor({1, 1, 28, 28}, 1);
        const Tensor before = network.forwardAll(images, false).logits[0];
        images[0][0][0][0] += 3;
        const Tensor corner = network.forwardAll(images, false).logits[0];
        images[0][0][27][27] += 3;
        const Tensor other = network.forwardAll(images, false).logits[0];
        QVERIFY(!sameBits(before, corner) && !sameBits(corner, other));
    }

    void itLearnsInAFederation() {
        const Driven run = drive(smallExperiment("fedavg", {{"model.architecture", "msdnet"},
                                                            {"model.width", "4"},
                                                            {"model.growth", "4"},
                                                            {"model.stages", "2"},
                                                            {"model.exits", "2"},
                                                            {"model.norm_policy", "averaged"},
                                                            {"training.rounds", "6"},
                                                            {"data.partition.kind", "iid"}}));
        QVERIFY2(run.finished.accuracy.at(1) > 0.5, std::to_string(run.finished.accuracy.at(1)).c_str());
    }

    void whatCannotBeIsRefused() {
        const auto message = [](const Changes& more, const Shape& sample) -> std::string {
            try {
                const NetworkPlan plan(settingsWith(kSmall, more), sample, 4);
                (void)plan.narrowed(0.5, WidthScaling::None);
            } catch (const InputError& e) {
                return e.what();
            }
            return {};
        };
        QVERIFY(message({{"model.scales", "6"}}, {1, 8, 8}).find("model.scales") == 0);
        QVERIFY(message({{"model.exit_module", "recurrent"}}, {1, 16, 16}).find("model.exit_module") == 0);
        QVERIFY(message({}, {1, 16, 12}).find("model.architecture") == 0);
        QVERIFY(message({}, {1, 16, 16}).find("cannot be narrowed") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestMsdNet)
#include "tst_msdnet.moc"
