// SPDX-License-Identifier: GPL-3.0-or-later
// Losses and distances between clouds of features: relations, 1-D Wasserstein, principal axes.
#include <QTest>

#include <cmath>

#include "core/learning/projection.h"
#include "core/learning/relational.h"
#include "core/learning/wasserstein.h"
#include "tests/support/derivatives.h"
#include "tests/support/golden.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

Tensor cloud(std::int64_t n, std::int64_t d, std::uint64_t seed) { return randomTensor({n, d}, seed).to(at::kDouble); }

Tensor points(const std::vector<double>& values, std::int64_t dimensions) {
    return at::tensor(values, at::kDouble).view({-1, dimensions});
}

using Loss = Tensor (*)(const Tensor&, const Tensor&);

}  // namespace

Q_DECLARE_METATYPE(Loss)

class TestRelational : public QObject {
    Q_OBJECT

    void losses() {
        QTest::addColumn<Loss>("loss");
        QTest::newRow("distance") << Loss(relationalDistance);
        QTest::newRow("angle") << Loss(relationalAngle);
    }

  private Q_SLOTS:
    void golden() {
        const Json parts = test::golden("darkdistill_parts");
        for (const Json& c : parts.at("relations")) {
            for (const auto type : {at::kDouble, at::kFloat}) {
                // Golden values have nine digits.
                const double near = type == at::kDouble ? 2e-8 : 1e-5;
                const Tensor teacher = toTensor(c.at("teacher"), type), student = toTensor(c.at("student"), type);
                const auto distance = [&](const Tensor& x) { return relationalDistance(teacher, x); };
                const auto angle = [&](const Tensor& x) { return relationalAngle(teacher, x); };
                QCOMPARE_NEAR(toDoubles(distance(student)), {c.at("distance").get<double>()}, near);
                QCOMPARE_NEAR(toDoubles(angle(student)), {c.at("angle").get<double>()}, near);
                QCOMPARE_NEAR(gradientOf(student, distance), toTensor(c.at("grad_distance"), type), near);
                QCOMPARE_NEAR(gradientOf(student, angle), toTensor(c.at("grad_angle"), type), near);
            }
        }
        const Json pairs = test::golden("kdpdfl_rounds").at("distance_cases");
        for (const Json& c : pairs) {
            const double found = wassersteinDistance(toTensor(c.at("own")), toTensor(c.at("other")));
            QVERIFY(std::abs(found - c.at("d").get<double>()) < 1e-8);
        }
    }

    void distanceByHand() {
        // Teacher at 0, 1, 3 on a line: distances 1, 2, 3, mean 2: 1/2, 1, 3/2. Student at 0, 1, 2: 3/4, 3/4, 3/2.
        // Squares of 1/4, 1/4, 0, halved, twice each, over nine entries. Squared distances would give another value.
        const Tensor loss = relationalDistance(points({0, 1, 3}, 1), points({0, 1, 2}, 1));
        QVERIFY(std::abs(loss.item<double>() - 2 * (0.0625 / 2 + 0.0625 / 2) / 9) < 1e-14);
    }

    void distanceBeyondOneIsLinear() {
        // Four teachers: three together, one far; the student the other way round. Entries come from the definition.
        const Tensor teacher = points({0, 0.001, 0.002, 10}, 1), student = points({0, 10, 0.001, 0.002}, 1);
        const auto matrix = [](const Tensor& x) {
            const Tensor d = (x - x.t()).abs();
            return d / (d.sum() / 12);
        };
        const Tensor gap = (matrix(student) - matrix(teacher)).abs();
        QVERIFY(gap.max().item<double>() > 1);
        const double expected = at::smooth_l1_loss(matrix(student), matrix(teacher)).item<double>();
        QVERIFY(std::abs(relationalDistance(teacher, student).item<double>() - expected) < 1e-9);
    }

    void angleByHand() {
        // A right angle at a, 45 degrees at b and c against a line a - b - c with b in the middle.
        const Tensor teacher = points({0, 0, 1, 0, 0, 1}, 2), student = points({0, 0, 1, 0, 2, 0}, 2);
        // Entries off the diagonal, [a][b][c] and [a][c][b]: teacher 0, r, r; student 1, -1, 1 with r = 1 / sqrt 2.
        const double r = std::sqrt(0.5);
        const auto smooth = [](double x) { return x < 1 ? x * x / 2 : x - 0.5; };
        const double expected = 2 * (smooth(1) + smooth(1 + r) + smooth(1 - r)) / 27;
        QVERIFY(std::abs(relationalAngle(teacher, student).item<double>() - expected) < 1e-12);
    }

    void blindToPositionScaleAndRotation_data() { losses(); }
    void blindToPositionScaleAndRotation() {
        QFETCH(Loss, loss);
        const Tensor x = cloud(7, 2, 1);
        const Tensor rotation = at::tensor({0.6, -0.8, 0.8, 0.6}, at::kDouble).view({2, 2});
        QVERIFY(loss(x, at::matmul(x * 3, rotation) + 5).item<double>() < 1e-20);
        // Widths may differ.
        QVERIFY(loss(x, at::cat({x, at::zeros({7, 4}, at::kDouble)}, 1)).item<double>() < 1e-20);
        QVERIFY(loss(x, cloud(7, 2, 2)).item<double>() > 1e-3);
    }

    void gradients_data() { losses(); }
    void gradients() {
        QFETCH(Loss, loss);
        const Tensor teacher = cloud(5, 3, 1).requires_grad_(true), student = cloud(5, 4, 2);
        const auto value = [&](const Tensor& x) { return loss(teacher, x); };
        const auto number = [&](const Tensor& x) { return value(x).item<double>(); };
        QCOMPARE_NEAR(gradientOf(student, value), centralDifference(student, number), 1e-8);
        QVERIFY2(!teacher.grad().defined(), "the teacher is detached");
        const auto penalty = [&](const Tensor& x) { return gradientOf(x, value).square().sum().item<double>() / 2; };
        QCOMPARE_NEAR(secondGradientOf(student, value), centralDifference(student, penalty), 1e-7);
    }

    void coincidingSamplesHaveFiniteGradients_data() { losses(); }
    void coincidingSamplesHaveFiniteGradients() {
        QFETCH(Loss, loss);
        const auto value = [&](const Tensor& teacher) {
            return [&loss, teacher](const Tensor& x) { return loss(teacher, x); };
        };
        for (const auto type : {at::kDouble, at::kFloat}) {
            const Tensor apart = cloud(5, 3, 1).to(type);
            Tensor together = apart.clone();
            together[3].copy_(together[1]);
            for (const auto& [teacher, student] :
                 {std::pair{apart, together}, std::pair{together, apart}, std::pair{together, together},
                  std::pair{apart, at::zeros({5, 3}, type)}, std::pair{at::zeros({5, 3}, type), apart}}) {
                QVERIFY(loss(teacher, student).isfinite().item<bool>());
                const Tensor first = gradientOf(student, value(teacher));
                QVERIFY(first.isfinite().all().item<bool>());
                // Not only a number: of the size that neighbouring samples give, not 1e6 or 1e12 times as much.
                QVERIFY(first.abs().max().item<double>() < 100);
                QVERIFY(secondGradientOf(student, value(teacher)).isfinite().all().item<bool>());
            }
        }
    }

    void tooFewSamples() {
        for (const std::int64_t n : {0, 1}) {
            QCOMPARE(relationalDistance(cloud(n, 3, 1), cloud(n, 3, 2)).item<double>(), 0.0);
            QCOMPARE_NEAR(gradientOf(cloud(n, 3, 2), [&](const Tensor& x) { return relationalDistance(x, x); }),
                          at::zeros({n, 3}, at::kDouble), 0);
        }
        QCOMPARE(relationalAngle(cloud(2, 3, 1), cloud(2, 3, 2)).item<double>(), 0.0);
        QVERIFY(relationalDistance(points({0, 1}, 1), points({0, 5}, 1)).item<double>() < 1e-20);
    }

    void wassersteinByHand() {
        // Sorted 1, 2, 4 against 0, 2, 5: 2/3; a shift by 3: 3. Mean over the two classes.
        const Tensor a = points({4, 0, 1, 1, 2, 2}, 2), b = points({2, 3, 5, 4, 0, 5}, 2);
        QVERIFY(std::abs(wassersteinDistance(a, b) - (2.0 / 3 + 3) / 2) < 1e-15);
        QCOMPARE(wassersteinDistance(a, b), wassersteinDistance(b, a));
        QCOMPARE(wassersteinDistance(a, a.flip(0)), 0.0);  // the same values in another order
        QCOMPARE(wassersteinDistance(at::zeros({0, 3}), at::zeros({0, 3})), 0.0);
        QVERIFY(std::isnan(wassersteinDistance(a, b * std::nan(""))));
        QVERIFY_EXCEPTION_THROWN(wassersteinDistance(a, b.slice(0, 1)), std::invalid_argument);
    }

    void wassersteinIsAMetric() {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const Tensor a = cloud(9, 4, seed), b = cloud(9, 4, 50 + seed) * 2, c = cloud(9, 4, 90 + seed) + 1;
            const double ab = wassersteinDistance(a, b), bc = wassersteinDistance(b, c), ac = wassersteinDistance(a, c);
            QVERIFY(ab > 0 && ac <= ab + bc + 1e-12);
        }
    }

    void principalAxesByHand() {
        // Along (3, 4) / 5 with steps 5, across it with steps 1.
        const Tensor x = points({-3, -4, 3, 4, -0.8, 0.6, 0.8, -0.6}, 2) + 7;
        const Projection found = principalAxes(x);
        QCOMPARE_NEAR(found.center, at::tensor({7.0, 7.0}, at::kDouble), 1e-12);
        QCOMPARE_NEAR(found.axes, points({0.6, 0.8, 0.8, -0.6}, 2), 1e-12);
        QCOMPARE_NEAR(found.explained, (std::vector<double>{25.0 / 26, 1.0 / 26}), 1e-12);
        QCOMPARE_NEAR(found.project(x), points({-5, 0, 5, 0, 0, -1, 0, 1}, 2), 1e-12);
    }

    void bothDecompositionsAgree() {
        // 6 x 4 goes through the covariance; with columns of zeros 6 x 9 goes through the Gram matrix.
        const Tensor x = cloud(6, 4, 3);
        const Tensor wide = at::cat({x, at::zeros({6, 5}, at::kDouble)}, 1);
        const Projection narrow = principalAxes(x), padded = principalAxes(wide);
        QCOMPARE_NEAR(padded.project(wide), narrow.project(x), 1e-10);
        QCOMPARE_NEAR(padded.explained, narrow.explained, 1e-12);
        const Tensor axes = padded.axes;
        QCOMPARE_NEAR(at::matmul(axes, axes.t()), at::eye(2, at::kDouble), 1e-12);
        // Signs do not depend on those of the vectors, nor axes on their order.
        QCOMPARE_NEAR(principalAxes(-x).axes, narrow.axes, 1e-10);
        QCOMPARE_NEAR(principalAxes(x.flip(0)).axes, narrow.axes, 1e-10);
        for (int k = 0; k < 2; ++k)
            QVERIFY(narrow.axes[k][narrow.axes[k].abs().argmax().item<std::int64_t>()].item<double>() > 0);
    }

    void principalAxesOfLittle() {
        for (const Tensor& x : {cloud(1, 5, 1), at::full({4, 3}, 0.1, at::kDouble)}) {
            const Projection found = principalAxes(x);
            QVERIFY(found.axes.eq(0).all().item<bool>());
            QVERIFY(found.project(x).eq(0).all().item<bool>());
            QCOMPARE(found.explained, (std::vector<double>{0, 0}));
        }
        // On a line the second axis is none.
        const Projection line = principalAxes(points({0, 0, 0, 1, 2, 3, 2, 4, 6, 3, 6, 9}, 3));
        QVERIFY(std::abs(line.explained[0] - 1) < 1e-12);
        QCOMPARE(line.explained[1], 0.0);
        QVERIFY_EXCEPTION_THROWN(principalAxes(at::zeros({0, 3})), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(principalAxes(at::full({2, 3}, std::nan(""))), std::invalid_argument);
    }
};

QTEST_GUILESS_MAIN(TestRelational)
#include "tst_relational.moc"
