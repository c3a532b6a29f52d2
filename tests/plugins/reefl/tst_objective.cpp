// SPDX-License-Identifier: GPL-3.0-or-later
// ReeFL's local objective on given logits against the independent reference; schedules and clipping.
#include <QTest>

#include <cmath>

#include "core/learning/losses.h"
#include "core/learning/sgd.h"
#include "plugins/reefl/objective.h"
#include "tests/support/golden.h"

using namespace exitlab;
using namespace exitlab::reefl;
using namespace exitlab::test;

namespace {
constexpr double kNear = 2e-6;
}

class TestObjective : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void goldenBatches() {
        const Json g = golden("ree_module").at("objective");
        const Tensor logits = toTensor(g.at("logits")), held = toTensor(g.at("validation_logits"));
        for (const Json& one : g.at("cases")) {
            const Teaching rule = teachingFrom(one.at("rule"));
            const std::int64_t exits = one.at("exits");
            std::vector<double> rho(static_cast<std::size_t>(exits), 0);
            for (std::size_t b = 0; b < one.at("batches").size(); ++b) {
                const Json& expected = one.at("batches")[b];
                const auto batch = static_cast<std::int64_t>(b);
                const Tensor z = logits[batch].narrow(0, 0, exits).clone().requires_grad_(true);
                const Tensor labels = toTensor(g.at("labels")[b], at::kLong);
                const Tensor heldLabels = toTensor(g.at("validation_labels")[b], at::kLong);
                Tensor total = at::zeros({});
                std::vector<double> losses, heldLosses;
                for (std::int64_t k = 0; k < exits; ++k) {
                    const Tensor ce = crossEntropy(z[k], labels);
                    total = total + ce;
                    losses.push_back(ce.item<double>());
                    heldLosses.push_back(crossEntropy(held[batch][k], heldLabels).item<double>());
                }
                updateRunning(rho, losses, 0.8);
                QCOMPARE_NEAR(rho, toDoubles(expected.at("rho")), kNear);
                const int teacher = rule == Teaching::Dynamic ? lowest(heldLosses) : lowest(rho);
                if (rule == Teaching::Dynamic || rule == Teaching::DynamicAverage)
                    QCOMPARE(teacher, expected.at("teacher").get<int>());
                const Tensor kd = taught(rule, z.unbind(0), teacher, one.at("temperature"));
                QCOMPARE(kd.defined(), exits > 1 && rule != Teaching::None);
                const double value = kd.defined() ? kd.item<double>() : 0;
                QVERIFY2(std::abs(value - expected.at("kd").get<double>()) < kNear, std::to_string(value).c_str());
                if (kd.defined()) total = total + kd * one.at("weight").get<double>();
                QVERIFY(std::abs(total.item<double>() - expected.at("total").get<double>()) < 2 * kNear);
                total.backward();
                QCOMPARE_NEAR(z.grad(), toTensor(expected.at("gradient")), kNear);
            }
        }
    }

    /// The mean over classes as well would make the term weaker by their number.
    void teachingIsSummedOverClasses() {
        const std::vector<Tensor> logits{randomTensor({6, 5}, 1), randomTensor({6, 5}, 2)};
        const Tensor p = at::softmax(logits[1], 1);
        const double expected = (p * (p.log() - at::log_softmax(logits[0], 1))).sum(1).mean().item<double>();
        QVERIFY(std::abs(taught(Teaching::Forward, logits, 0, 1).item<double>() - expected) < kNear);
    }

    void teachersAreNotTaught() {
        const Tensor z = randomTensor({3, 4, 5}, 3).requires_grad_(true);
        taught(Teaching::DynamicAverage, z.unbind(0), 1, 1).backward();
        QCOMPARE(z.grad()[1].abs().max().item<double>(), 0.0);
        for (const std::int64_t k : {0, 2}) QVERIFY(z.grad()[k].abs().max().item<double>() > 1e-3);
    }

    void goldenClipping() {
        const Json g = golden("ree_module").at("clipping");
        Tensor values = toTensor(g.at("start"));
        const Tensor velocity = at::zeros_like(values);
        SpanSet all;
        all.add(0, values.numel());
        for (std::size_t i = 0; i < g.at("gradients").size(); ++i) {
            const Tensor gradients = toTensor(g.at("gradients")[i]);
            sgdStep(all, values, gradients, velocity,
                    {g.at("lr"), g.at("momentum"), g.at("weight_decay"), g.at("clip_value")});
            QCOMPARE_NEAR(values, toTensor(g.at("after")[i]), kNear);
        }
    }

    void theFirstOfEqualsTeaches() {
        QCOMPARE(lowest({2, 1, 1, 3}), 1);
        QCOMPARE(lowest({0, 0}), 0);
        QCOMPARE(lowest({5}), 0);
    }
};

QTEST_GUILESS_MAIN(TestObjective)
#include "tst_objective.moc"
