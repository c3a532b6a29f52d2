// SPDX-License-Identifier: GPL-3.0-or-later
// FedDyn and FedAdam per element, against sums written out one by one.
#include <QTest>

#include <cmath>

#include "core/learning/server_steps.h"
#include "tests/support/golden.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

SpanSet slices(std::initializer_list<std::pair<std::int64_t, std::int64_t>> ranges) {
    SpanSet set;
    for (const auto& [offset, length] : ranges) set.add(offset, length);
    return set;
}

}  // namespace

class TestServerSteps : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void holders() {
        const Tensor found = holdersOf({slices({{0, 2}, {4, 1}}), slices({{1, 5}}), slices({{1, 1}})}, 5);
        QCOMPARE(toDoubles(found), (std::vector<double>{1, 3, 1, 1, 2}));
    }

    void pullIsTheDerivativeOfItsValue() {
        const SpanSet own = slices({{1, 3}, {6, 2}});
        const Tensor values = randomTensor({9}, 1), start = randomTensor({9}, 2), memory = randomTensor({9}, 3);
        const Tensor gradients = at::zeros({9});
        const double alpha = 0.3;
        const double value = addDynamicPull(own, values, gradients, start, memory, alpha);
        double expected = 0;
        for (int i = 0; i < 9; ++i) {
            const auto at = [i](const Tensor& x) { return static_cast<double>(x.data_ptr<float>()[i]); };
            const bool inside = (i >= 1 && i < 4) || (i >= 6 && i < 8);
            const double drift = at(values) - at(start);
            if (inside) expected += 0.5 * alpha * drift * drift - at(memory) * at(values);
            QVERIFY(std::abs(at(gradients) - (inside ? alpha * drift - at(memory) : 0)) < 1e-6);
        }
        QVERIFY(std::abs(value - expected) < 1e-5);
        const Tensor next = dynamicMemory(own, values, start, memory, alpha);
        // At the end of a training that found its minimum the memory is the gradient of the loss there.
        QCOMPARE_NEAR(own.gather(next), own.gather(memory - alpha * (values - start)), 1e-6);
        QVERIFY(sameBits(next.narrow(0, 4, 2), memory.narrow(0, 4, 2)));
        QVERIFY(sameBits(dynamicMemory(own, values, start, {}, alpha),
                         dynamicMemory(own, values, start, at::zeros({9}), alpha)));
    }

    void dynamicServer() {
        const Tensor h = randomTensor({4}, 1), before = randomTensor({4}, 2), mean = randomTensor({4}, 3);
        const Tensor old = h.clone();
        const Tensor holders = at::tensor({0.0f, 1.0f, 2.0f, 5.0f});
        const Tensor next = dynamicStep(h, before, mean, holders, 8, 0.25);
        for (int i = 0; i < 4; ++i) {
            const auto at = [i](const Tensor& x) { return static_cast<double>(x.data_ptr<float>()[i]); };
            const double moved = at(old) - 0.25 * at(holders) / 8 * (at(mean) - at(before));
            if (i == 0) {
                QCOMPARE(at(h), at(old));
                QCOMPARE(at(next), at(before));
                continue;
            }
            QVERIFY(std::abs(at(h) - moved) < 1e-6);
            QVERIFY(std::abs(at(next) - (at(mean) - moved / 0.25)) < 1e-5);
        }
    }

    void adamServer() {
        const ServerAdamSettings settings{0.01, 0.9, 0.99, 1e-3};
        const Tensor m = at::zeros({3}), v = at::zeros({3});
        Tensor w = randomTensor({3}, 2);
        double m1 = 0, v1 = 0, w1 = w[1].item<double>();
        for (std::uint64_t round = 0; round < 3; ++round) {
            const Tensor mean = randomTensor({3}, 10 + round);
            // The last element is held in the first round only, the first one never.
            const Tensor holders = at::tensor({0.0f, 2.0f, round == 0 ? 1.0f : 0.0f});
            const Tensor before = w;
            const Tensor keptM = m.clone(), keptV = v.clone();
            w = adamServerStep(m, v, before, mean, holders, settings);
            const double g = w1 - mean[1].item<double>();
            m1 = 0.9 * m1 + 0.1 * g;
            v1 = 0.99 * v1 + 0.01 * g * g;
            w1 -= 0.01 * m1 / (std::sqrt(v1) + 1e-3);
            QVERIFY(std::abs(w[1].item<double>() - w1) < 1e-6);
            QVERIFY(std::abs(m[1].item<double>() - m1) < 1e-6 && std::abs(v[1].item<double>() - v1) < 1e-6);
            QVERIFY(sameBits(w[0], before[0]) && m[0].item<double>() == 0);
            if (round > 0) QVERIFY(sameBits(w[2], before[2]) && sameBits(m[2], keptM[2]) && sameBits(v[2], keptV[2]));
            if (round == 0) QVERIFY(!sameBits(w[2], before[2]));
        }
    }
};

QTEST_GUILESS_MAIN(TestServerSteps)
#include "tst_server_steps.moc"
