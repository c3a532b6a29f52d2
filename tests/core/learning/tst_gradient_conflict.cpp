// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>

#include "core/learning/gradient_conflict.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

NetworkPlan plan(const Changes& changes, const Shape& sample, int classes) {
    return {modelSettings(changes), sample, classes};
}

}  // namespace

class TestGradientConflict : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void golden_data() {
        QTest::addColumn<int>("index");
        QTest::newRow("convnet") << 0;
        QTest::newRow("mlp") << 1;
    }
    void golden() {
        QFETCH(int, index);
        const Json c = test::golden("gradient_conflict").at("cases").at(static_cast<std::size_t>(index));
        const bool convnet = c.at("name") == "convnet";
        Tensor input = toTensor(c.at("input"));
        if (!convnet) input = input.view({input.size(0), 1, 1, input.size(1)});
        const int classes = toTensor(c.at("logits")).size(2);
        const Json& first = c.at("parameters").at(convnet ? "stages.0.conv.weight" : "stages.0.weight");
        const auto width = first.at("shape").at(0).get<int>();
        const NetworkPlan p =
            plan({{"model.architecture", convnet ? "convnet" : "mlp"}, {"model.width", std::to_string(width)}},
                 input.sizes().slice(1).vec(), classes);
        Network network(p);
        assign(p.spans(), network.values(), c.at("parameters"));
        const GradientConflict found =
            measureGradientConflict(network, input, toTensor(c.at("labels"), at::kLong), network.exits());
        const int exits = p.exits();
        QCOMPARE(found.stages.size(), c.at("stage_cosine").size());
        for (std::size_t s = 0; s < found.stages.size(); ++s)
            QCOMPARE_NEAR(found.stages[s], toTable(c.at("stage_cosine")[s]), 1e-5);
        QCOMPARE_NEAR(found.trunk, toTable(c.at("trunk_cosine")), 1e-5);
        QCOMPARE(found.pairs, exits * (exits - 1) / 2);
        QVERIFY(std::abs(static_cast<double>(found.negativePairs) / found.pairs - c.at("conflict_rate").get<double>()) <
                1e-8);
        QCOMPARE_NEAR(found.divergence, toDoubles(c.at("teacher_divergence")), 2e-6);
        QCOMPARE_NEAR(found.agreement, toDoubles(c.at("teacher_agreement")), 1e-8);
    }

    void measuringChangesNothing_data() {
        QTest::addColumn<QString>("architecture");
        for (const char* name : {"mlp", "convnet", "resnet18"}) QTest::newRow(name) << name;
    }
    void measuringChangesNothing() {
        QFETCH(QString, architecture);
        const NetworkPlan p =
            plan({{"model.architecture", architecture.toStdString()}, {"model.width", "3"}}, {1, 24, 24}, 4);
        Network network(p);
        network.initialize(4);
        const Tensor images = randomTensor({6, 1, 24, 24}, 1);
        network.forwardAll(images, true);  // statistics that are not the initial ones
        const Tensor before = network.values().clone();
        const Tensor labels = at::arange(6, at::kLong).remainder(4);
        const GradientConflict once = measureGradientConflict(network, images, labels, network.exits());
        QVERIFY(sameBits(network.values(), before));
        QVERIFY(network.gradients().eq(0).all().item<bool>());
        // Left-over gradients of somebody else do not count either.
        network.gradients().fill_(3);
        const GradientConflict again = measureGradientConflict(network, images, labels, network.exits());
        QCOMPARE(again.trunk, once.trunk);
        QVERIFY(again.stages == once.stages);
    }

    void shape() {
        // Exits after stages 2 and 4 of a ResNet: nothing of exit 1 reaches stages 3 and 4.
        const NetworkPlan p =
            plan({{"model.architecture", "resnet18"}, {"model.width", "2"}, {"model.exits", "2"}}, {1, 16, 16}, 4);
        Network network(p);
        network.initialize(4);
        const GradientConflict c = measureGradientConflict(network, randomTensor({8, 1, 16, 16}, 1),
                                                           at::arange(8, at::kLong).remainder(4), network.exits());
        QCOMPARE(c.stages.size(), std::size_t{4});
        for (std::size_t s = 0; s < 4; ++s) {
            QVERIFY(std::isnan(c.stages[s].at(0, 1)) == (s > 1));
            QVERIFY(std::isnan(c.stages[s].at(0, 0)) == (s > 1));
            QCOMPARE(c.stages[s].at(1, 1), 1.0);
        }
        QCOMPARE(c.trunk.at(0, 1), c.trunk.at(1, 0));
        QVERIFY(std::abs(c.trunk.at(0, 1)) <= 1);
        QCOMPARE(c.divergence.back(), 0.0);
        QCOMPARE(c.agreement.back(), 1.0);
        QVERIFY(c.divergence.front() > 0);
    }

    void oneExitHasNoConflict() {
        const NetworkPlan p = plan({{"model.exits", "1"}}, {1, 16, 16}, 4);
        Network network(p);
        network.initialize(4);
        const GradientConflict c = measureGradientConflict(network, randomTensor({4, 1, 16, 16}, 1),
                                                           at::zeros({4}, at::kLong), network.exits());
        QCOMPARE(c.pairs, 0);
        QCOMPARE(c.trunk, Table(1, 1, 1));
    }
};

QTEST_GUILESS_MAIN(TestGradientConflict)
#include "tst_gradient_conflict.moc"
