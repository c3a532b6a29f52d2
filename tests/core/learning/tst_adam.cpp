// SPDX-License-Identifier: GPL-3.0-or-later
// Adam over slices of an arena and over free tensors.
#include <QTest>

#include <cmath>

#include "core/base/error.h"
#include "core/learning/adam.h"
#include "tests/support/golden.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

/// One weight, algorithm 1 of the paper in double.
struct ByHand {
    double w, m = 0, v = 0;
    int t = 0;
    void step(double g, const AdamSettings& s) {
        ++t;
        g += s.weightDecay * w;
        m = s.beta1 * m + (1 - s.beta1) * g;
        v = s.beta2 * v + (1 - s.beta2) * g * g;
        w -= s.rate * (m / (1 - std::pow(s.beta1, t))) / (std::sqrt(v / (1 - std::pow(s.beta2, t))) + s.epsilon);
    }
};

SpanSet range(std::int64_t offset, std::int64_t length) {
    SpanSet set;
    set.add(offset, length);
    return set;
}

}  // namespace

class TestAdam : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void firstStepHasTheLengthOfTheRate() {
        // Bias correction makes m / sqrt(v) the gradient's sign; without it the step would be sqrt(0.001) / 0.1 times
        // as long.
        const Tensor w = at::zeros({3}), g = at::tensor({5.f, -0.01f, 0.f});
        AdamState state;
        adamStep(range(0, 3), w, g, state, {0.1, 0.9, 0.999, 1e-8, 0});
        QCOMPARE_NEAR(w, at::tensor({-0.1f, 0.1f, 0.f}), 1e-6);
        QVERIFY(g.eq(0).all().item<bool>());
        QCOMPARE(state.steps, std::int64_t{1});
    }

    void followsThePaper_data() {
        QTest::addColumn<double>("decay");
        QTest::addColumn<double>("beta1");
        QTest::addColumn<double>("beta2");
        QTest::addColumn<double>("epsilon");
        QTest::newRow("defaults") << 0.0 << 0.9 << 0.999 << 1e-8;
        QTest::newRow("decay") << 0.1 << 0.9 << 0.999 << 1e-8;
        QTest::newRow("betas of GANs") << 0.0 << 0.5 << 0.9 << 1e-8;
        QTest::newRow("large epsilon") << 0.01 << 0.9 << 0.99 << 0.1;
    }
    void followsThePaper() {
        QFETCH(double, decay);
        QFETCH(double, beta1);
        QFETCH(double, beta2);
        QFETCH(double, epsilon);
        const AdamSettings settings{0.02, beta1, beta2, epsilon, decay};
        const Tensor start = randomTensor({6}, 1);
        std::vector<ByHand> hand;
        for (int i = 0; i < 6; ++i) hand.push_back({start[i].item<double>()});
        const Tensor flat = start.clone(), gradients = at::zeros({6});
        AdamState state;
        Tensor leaf = start.to(at::kDouble).requires_grad_(true);
        Adam adam({leaf}, settings);
        for (std::uint64_t t = 0; t < 40; ++t) {
            const Tensor g = randomTensor({6}, 10 + t);
            gradients.copy_(g);
            leaf.mutable_grad() = g.to(at::kDouble);
            for (int i = 0; i < 6; ++i) hand[static_cast<std::size_t>(i)].step(g[i].item<double>(), settings);
            adamStep(range(0, 6), flat, gradients, state, settings);
            adam.step();
        }
        std::vector<double> expected;
        for (const ByHand& one : hand) expected.push_back(one.w);
        QCOMPARE_NEAR(toDoubles(leaf.detach()), expected, 1e-12);
        QCOMPARE_NEAR(toDoubles(flat), expected, 2e-5);
    }

    void whatIsOutsideTheSpansStays() {
        const Tensor w = randomTensor({10}, 1), g = randomTensor({10}, 2);
        const Tensor before = w.clone(), gradients = g.clone();
        AdamState state;
        SpanSet spans = range(2, 3);
        spans.add(7, 1);
        adamStep(spans, w, g, state, {0.1, 0.9, 0.999, 1e-8, 0.5});
        for (int i = 0; i < 10; ++i) {
            const bool inside = (i >= 2 && i < 5) || i == 7;
            QCOMPARE(w[i].item<float>() != before[i].item<float>(), inside);
            QCOMPARE(state.mean[i].item<float>() != 0, inside);
            QCOMPARE(g[i].item<float>(), inside ? 0.f : gradients[i].item<float>());
        }
    }

    void findsTheMinimum() {
        Tensor x = at::tensor({4.0, -3.0}).requires_grad_(true);
        Adam adam({x}, {0.1});
        for (int i = 0; i < 500; ++i) {
            ((x - at::tensor({1.0, 2.0})).square() * at::tensor({1.0, 100.0})).sum().backward();
            adam.step();
        }
        QCOMPARE_NEAR(x.detach(), at::tensor({1.0, 2.0}), 1e-3);
    }

    void parametersWithoutGradientStay() {
        Tensor used = at::ones({2}).requires_grad_(true), idle = at::ones({2}).requires_grad_(true);
        Adam adam({used, idle}, {0.1, 0.9, 0.999, 1e-8, 0.5});
        used.sum().backward();
        adam.step();
        QVERIFY(used.lt(1).all().item<bool>());
        QVERIFY(idle.eq(1).all().item<bool>());
    }

    void restoredStateGoesOnToTheSameBits() {
        const auto drive = [](Adam& adam, Tensor& x, int from, int to) {
            for (int i = from; i < to; ++i) {
                x.mutable_grad() = randomTensor({5}, static_cast<std::uint64_t>(i));
                adam.step();
            }
        };
        Tensor whole = at::ones({5}).requires_grad_(true);
        Adam one({whole}, {});
        drive(one, whole, 0, 8);
        Tensor parts = at::ones({5}).requires_grad_(true);
        Adam first({parts}, {});
        drive(first, parts, 0, 3);
        Adam second({parts}, {});
        second.restore(first.state());
        drive(second, parts, 3, 8);
        QVERIFY(sameBits(parts.detach(), whole.detach()));
        QVERIFY_EXCEPTION_THROWN(second.restore({}), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(second.restore({at::ones({4}), at::ones({4}), at::ones({1}, at::kLong)}),
                                 std::invalid_argument);
    }
};

QTEST_GUILESS_MAIN(TestAdam)
#include "tst_adam.moc"
