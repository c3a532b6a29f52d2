// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/learning/sgd.h"
#include "tests/support/golden.h"

using namespace exitlab;
using namespace exitlab::test;

class TestSgd : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    /// torch.optim.SGD's rule in double: g += wd w; v = momentum v + g; w -= lr v.
    void severalStepsFollowTorch_data() {
        QTest::addColumn<double>("momentum");
        QTest::addColumn<double>("decay");
        QTest::newRow("plain") << 0.0 << 0.0;
        QTest::newRow("weight decay") << 0.0 << 0.01;
        QTest::newRow("momentum") << 0.9 << 0.0;
        QTest::newRow("both") << 0.9 << 0.01;
    }
    void severalStepsFollowTorch() {
        QFETCH(double, momentum);
        QFETCH(double, decay);
        const Tensor values = randomTensor({101}, 1);
        Tensor w = values.to(at::kDouble), v = at::zeros({101}, at::kDouble);
        const Tensor velocity = momentum > 0 ? at::zeros({101}, at::kFloat) : Tensor();
        SpanSet all;
        all.add(0, 101);
        for (std::uint64_t step = 0; step < 10; ++step) {
            const double rate = 0.1 / static_cast<double>(step + 1);
            const Tensor gradients = randomTensor({101}, 10 + step);
            const Tensor g = gradients.to(at::kDouble) + decay * w;
            v = momentum * v + g;
            w = w - rate * v;
            sgdStep(all, values, gradients, velocity, {rate, momentum, decay});
            QVERIFY2(gradients.eq(0).all().item<bool>(), "the next backward starts from zero");
        }
        QCOMPARE_NEAR(values.to(at::kDouble), w, 2e-6);
        if (velocity.defined()) QCOMPARE_NEAR(velocity.to(at::kDouble), v, 2e-6);
    }

    void byHand() {
        const Tensor values = at::tensor({1.0f, 2.0f}), velocity = at::zeros({2}, at::kFloat);
        SpanSet all;
        all.add(0, 2);
        sgdStep(all, values, at::tensor({0.5f, -1.0f}), velocity, {0.1, 0.5, 0.1});
        QCOMPARE_NEAR(velocity, at::tensor({0.6f, -0.8f}), 1e-7);
        QCOMPARE_NEAR(values, at::tensor({0.94f, 2.08f}), 1e-6);
        sgdStep(all, values, at::tensor({0.0f, 0.0f}), velocity, {0.1, 0.5, 0.0});
        QCOMPARE_NEAR(velocity, at::tensor({0.3f, -0.4f}), 1e-7);
        QCOMPARE_NEAR(values, at::tensor({0.91f, 2.12f}), 1e-6);
    }

    void outsideTheSpansNothingMoves() {
        const Tensor values = randomTensor({20}, 1), gradients = randomTensor({16}, 2),
                     velocity = randomTensor({16}, 3);
        const Tensor oldValues = values.clone(), oldGradients = gradients.clone(), oldVelocity = velocity.clone();
        SpanSet some;
        some.add(2, 3);
        some.add(9, 4);
        sgdStep(some, values, gradients, velocity, {0.1, 0.9, 0.01});
        for (std::int64_t i = 0; i < 20; ++i) {
            const bool inside = (i >= 2 && i < 5) || (i >= 9 && i < 13);
            QCOMPARE(values[i].item<float>() == oldValues[i].item<float>(), !inside);
            if (i >= 16) continue;
            QCOMPARE(velocity[i].item<float>() == oldVelocity[i].item<float>(), !inside);
            QCOMPARE(gradients[i].item<float>() == oldGradients[i].item<float>(), !inside);
        }
    }

    void slicesGiveTheBitsOfTheWhole() {
        // Vectorised and scalar parts of a loop must agree: how spans are cut may not change a bit.
        const Tensor a = randomTensor({97}, 1), b = a.clone();
        const Tensor va = randomTensor({97}, 2), vb = va.clone();
        const Tensor ga = randomTensor({97}, 3), gb = ga.clone();
        SpanSet whole, parts;
        whole.add(0, 97);
        parts.add(0, 97);
        sgdStep(whole, a, ga, va, {0.1, 0.9, 0.01});
        for (const auto& [offset, length] : {std::pair{0, 7}, {7, 33}, {40, 1}, {41, 56}}) {
            SpanSet part;
            part.add(offset, length);
            sgdStep(part, b, gb, vb, {0.1, 0.9, 0.01});
        }
        QVERIFY(sameBits(a, b));
        QVERIFY(sameBits(va, vb));
    }
};

QTEST_GUILESS_MAIN(TestSgd)
#include "tst_sgd.moc"
