// SPDX-License-Identifier: GPL-3.0-or-later
// PCGrad, CAGrad and MGDA: by hand, against their definitions, and what they promise.
#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

#include "core/learning/aggregation.h"
#include "core/learning/gradient_surgery.h"
#include "core/learning/similarity.h"
#include "tests/support/golden.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

std::vector<Tensor> randomGradients(int count, std::int64_t length, std::uint64_t seed) {
    std::vector<Tensor> gradients;
    for (int i = 0; i < count; ++i)
        gradients.push_back(randomTensor({length}, 100 * seed + static_cast<std::uint64_t>(i)) *
                            std::pow(10.0, 0.3 * (i % 4)));
    return gradients;
}

std::vector<double> improvements(const Table& gram, const std::vector<double>& coefficients) {
    std::vector<double> out;
    for (int i = 0; i < gram.rows; ++i) {
        double inner = 0;
        for (int j = 0; j < gram.cols; ++j) inner += gram.at(i, j) * coefficients[static_cast<std::size_t>(j)];
        out.push_back(inner);
    }
    return out;
}

double least(const std::vector<double>& values) { return *std::min_element(values.begin(), values.end()); }

double squaredLength(const Table& gram, const std::vector<double>& w) {
    const std::vector<double> inner = improvements(gram, w);
    return std::max(0.0, std::inner_product(w.begin(), w.end(), inner.begin(), 0.0));
}

/// CAGrad's function of the weights, from its definition.
double caValue(const Table& gram, const std::vector<double>& w, double c) {
    const std::vector<double> mean(w.size(), 1.0 / static_cast<double>(w.size()));
    const std::vector<double> toMean = improvements(gram, mean);
    return std::inner_product(w.begin(), w.end(), toMean.begin(), 0.0) +
           c * std::sqrt(squaredLength(gram, mean) * squaredLength(gram, w));
}

/// PCGrad on the vectors themselves, as its algorithm reads, in the orders that the generator gives.
Tensor projectedMean(const std::vector<Tensor>& gradients, Rng rng) {
    Tensor sum = at::zeros_like(gradients.front(), at::kDouble);
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        std::vector<int> order;
        for (std::size_t j = 0; j < gradients.size(); ++j)
            if (j != i) order.push_back(static_cast<int>(j));
        rng.shuffle(order);
        Tensor own = gradients[i].to(at::kDouble);
        for (const int j : order) {
            const Tensor other = gradients[static_cast<std::size_t>(j)].to(at::kDouble);
            const double inner = own.dot(other).item<double>();
            if (inner < 0) own = own - other * (inner / other.dot(other).item<double>());
        }
        sum += own;
    }
    return sum / static_cast<double>(gradients.size());
}

Tensor combined(const std::vector<Tensor>& gradients, const std::vector<double>& coefficients) {
    Tensor sum = at::zeros_like(gradients.front(), at::kDouble);
    for (std::size_t i = 0; i < gradients.size(); ++i) sum += gradients[i].to(at::kDouble) * coefficients[i];
    return sum;
}

Table square(int n, const std::vector<double>& values) {
    Table table(n, n);
    table.values = values;
    return table;
}

}  // namespace

class TestGradientSurgery : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void golden() {
        const Json file = test::golden("gradient_surgery");
        for (const Json& c : file.at("cagrad")) {
            // From the gradients in float as a network gives them, and from the reference's own Gram matrix.
            for (const Table& g : {gram(toRows(c.at("gradients"))), toTable(c.at("gram"))}) {
                for (const Json& one : c.at("cagrad")) {
                    const double factor = one.at("c").get<double>();
                    QCOMPARE_NEAR(caGrad(g, factor), toDoubles(one.at("coefficients")), 1e-6);
                    QCOMPARE_NEAR(caGradWeights(g, factor), toDoubles(one.at("w")), 1e-6);
                }
                QCOMPARE_NEAR(minNormWeights(g), toDoubles(c.at("mgda").at("w")), 1e-6);
            }
        }
        for (const Json& c : file.at("pcgrad")) {
            const auto gradients = toRows(c.at("gradients"));
            const auto orders = c.at("orders").get<std::vector<std::vector<int>>>();
            const std::vector<double> found = pcGrad(gram(gradients), orders);
            QCOMPARE_NEAR(found, toDoubles(c.at("coefficients")), 1e-6);
            QCOMPARE_NEAR(toDoubles(combined(gradients, found)), toDoubles(c.at("mean")), 1e-6);
        }
        QVERIFY_EXCEPTION_THROWN(pcGrad(Table(2, 2), {{1}}), std::invalid_argument);
    }

    void pcGradByHand() {
        // g_1 = (1, 0), g_2 = (-1, 1): projected (1/2, 1/2) and (0, 1); their mean is (1/4, 3/4) = g_1 + 3/4 g_2.
        Rng rng(1, Purpose::Test);
        QCOMPARE_NEAR(pcGrad(square(2, {1, -1, -1, 2}), rng), (std::vector<double>{1, 0.75}), 1e-15);
    }

    void pcGradIsTheAlgorithm() {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const auto gradients = randomGradients(2 + static_cast<int>(seed % 6), 5, seed);
            Rng rng(seed, Purpose::Test);
            const std::vector<double> c = pcGrad(gram(gradients), rng);
            QCOMPARE_NEAR(combined(gradients, c), projectedMean(gradients, Rng(seed, Purpose::Test)), 1e-5);
        }
    }

    void pcGradOrderIsDrawn() {
        // With three gradients in conflict the order matters; the same generator gives the same bits.
        const Table g = square(3, {1, -0.5, -0.5, -0.5, 4, -1, -0.5, -1, 9});
        Rng a(1, Purpose::Test), b(1, Purpose::Test);
        QCOMPARE(pcGrad(g, a), pcGrad(g, b));
        bool differs = false;
        const std::vector<double> first = pcGrad(g, a);
        for (int i = 0; i < 10; ++i) differs = differs || pcGrad(g, a) != first;
        QVERIFY(differs);
    }

    void withoutConflictPcGradIsTheMean() {
        Rng rng(1, Purpose::Test);
        QCOMPARE_NEAR(pcGrad(square(3, {4, 0, 0, 0, 1, 0, 0, 0, 9}), rng), std::vector<double>(3, 1.0 / 3), 1e-15);
        QCOMPARE_NEAR(pcGrad(square(2, {1, 0.5, 0.5, 1}), rng), std::vector<double>(2, 0.5), 1e-15);
    }

    void twoGradientsDescendUnderPcGrad() {
        Rng rng(1, Purpose::Test);
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            const Table g = gram(randomGradients(2, 2, seed));
            QVERIFY(least(improvements(g, pcGrad(g, rng))) >= -1e-9 * g.at(1, 1));
        }
    }

    void factorZeroIsTheMean() {
        const Table g = gram(randomGradients(5, 7, 1));
        QCOMPARE(caGrad(g, 0), std::vector<double>(5, 0.2));
        // Near 0 it is near the mean.
        QCOMPARE_NEAR(caGrad(g, 1e-6), std::vector<double>(5, 0.2), 1e-3);
    }

    void orthogonalEqualGradientsGiveTheMeansDirection() {
        // By symmetry w is uniform: d = g_0 (1 + c) / (1 + c^2).
        for (const double c : {0.2, 0.5, 1.0}) {
            Table g(3, 3);
            for (int i = 0; i < 3; ++i) g.at(i, i) = 4;
            QCOMPARE_NEAR(caGrad(g, c), std::vector<double>(3, (1 + c) / (1 + c * c) / 3), 1e-9);
        }
    }

    void caGradByHand() {
        // g_1 = (1, 0), g_2 = (0, 2), c = 2: the worst improvement is found on a fine grid of weights.
        const Table g = square(2, {1, 0, 0, 4});
        double best = std::numeric_limits<double>::infinity(), at = 0;
        for (int i = 0; i <= 100'000; ++i) {
            const double value = caValue(g, {i / 1e5, 1 - i / 1e5}, 2);
            if (value < best) {
                best = value;
                at = i / 1e5;
            }
        }
        QVERIFY(at > 0.5 && at < 1);
        QCOMPARE_NEAR(caGradWeights(g, 2), (std::vector<double>{at, 1 - at}), 2e-5);
    }

    void caGradIsOptimal_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("length");
        QTest::addColumn<double>("factor");
        for (const int count : {2, 3, 4, 8, 16, 24})
            for (const int length : {3, 12, 400})
                for (const double factor : {0.05, 0.4, 0.5, 1.0, 5.0})
                    QTest::addRow("%d of %d, c %g", count, length, factor) << count << length << factor;
    }
    void caGradIsOptimal() {
        QFETCH(int, count);
        QFETCH(int, length);
        QFETCH(double, factor);
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const Table g = gram(randomGradients(count, length, seed));
            const std::vector<double> mean(static_cast<std::size_t>(count), 1.0 / count);
            const std::vector<double> w = caGradWeights(g, factor);
            QVERIFY(least(w) >= 0);
            QVERIFY(std::abs(std::accumulate(w.begin(), w.end(), 0.0) - 1) < 1e-12);
            std::vector<double> d = caGrad(g, factor);
            for (double& x : d) x *= 1 + factor * factor;
            // d lies in the ball around the mean ...
            std::vector<double> away = d;
            for (double& x : away) x -= 1.0 / count;
            const double radius = factor * std::sqrt(squaredLength(g, mean));
            QVERIFY(std::sqrt(squaredLength(g, away)) <= radius * (1 + 1e-6));
            const double scale = *std::max_element(g.values.begin(), g.values.end());
            // ... and its worst improvement is as large as the bound that any weights give (duality): both are optimal.
            const double gap = caValue(g, w, factor) - least(improvements(g, d));
            // Where gradients cancel, the bound on coefficients costs at most this: c |g_0| s / 4 with s 1e-3 of the
            // longest gradient.
            const double floor = 1e-3 * std::sqrt(scale);
            const double cost = std::sqrt(squaredLength(g, w)) < floor ? radius * floor / 4 : 0;
            QVERIFY2(std::abs(gap) < 2e-6 * scale * (1 + factor) + cost,
                     qPrintable(QString("seed %1: gap %2 of %3").arg(seed).arg(gap).arg(scale)));
        }
    }

    void everyLossDescendsFromFactorOne() {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const Table g = gram(randomGradients(2 + static_cast<int>(seed % 9), 4, seed));
            const double scale = *std::max_element(g.values.begin(), g.values.end());
            for (const double c : {1.0, 2.0, 10.0}) QVERIFY(least(improvements(g, caGrad(g, c))) >= -1e-5 * scale);
        }
    }

    void minNormIsTheLimit() {
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            const Table g = gram(randomGradients(2 + static_cast<int>(seed % 10), 40, seed));
            const std::vector<double> w = minNormWeights(g);
            const double length = squaredLength(g, w);
            // The condition of the shortest vector of a hull, which is descent for all.
            QVERIFY(least(improvements(g, w)) >= length - 1e-8 * *std::max_element(g.values.begin(), g.values.end()));
            const double far = squaredLength(g, caGradWeights(g, 1e5));
            QVERIFY(std::abs(far - length) < 1e-3 * length);
        }
        // By hand: the foot of the perpendicular between (1, 0) and (0, 2), and an end where the foot lies outside.
        QCOMPARE_NEAR(minNormWeights(square(2, {1, 0, 0, 4})), (std::vector<double>{0.8, 0.2}), 1e-9);
        QCOMPARE_NEAR(minNormWeights(square(2, {1, 2, 2, 9})), (std::vector<double>{1, 0}), 1e-12);
    }

    void scaleDoesNotMatter() {
        const Table g = gram(randomGradients(6, 5, 3));
        const std::vector<double> expected = caGrad(g, 0.4);
        for (const double factor : {1e-20, 1e-6, 1e12}) {
            Table scaled = g;
            for (double& value : scaled.values) value *= factor;
            QCOMPARE_NEAR(caGrad(scaled, 0.4), expected, 1e-8);
        }
    }

    void degenerateGradients() {
        Rng rng(1, Purpose::Test);
        const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
        // None, one, all zero, not finite.
        QVERIFY(caGrad(Table(0, 0), 0.5).empty() && pcGrad(Table(0, 0), rng).empty());
        QCOMPARE_NEAR(caGrad(Table(1, 1, 9), 0.5), std::vector<double>{1.2}, 1e-9);
        for (const double value : {0.0, nan, inf}) {
            const std::vector<double> half(2, 0.5);
            QCOMPARE(pcGrad(Table(2, 2, value), rng), half);
            QCOMPARE(minNormWeights(Table(2, 2, value)), half);
            QCOMPARE_NEAR(caGrad(Table(2, 2, value), 0.5), std::vector<double>(2, value == 0 ? 0.4 : 0.5), 1e-12);
        }
        // Equal gradients share evenly; a zero gradient among others does no harm.
        QCOMPARE_NEAR(caGrad(Table(4, 4, 2), 0.5), std::vector<double>(4, 1.5 / 1.25 / 4), 1e-6);
        for (const double c : caGrad(square(2, {0, 0, 0, 1}), 0.5)) QVERIFY(std::isfinite(c));
        // Opposite gradients of different length: no common descent, so nobody may get worse under c = 1.
        const Table opposite = square(2, {1, -2, -2, 4});
        QVERIFY(least(improvements(opposite, caGrad(opposite, 1))) >= -1e-3);
        // Three that sum to zero: the mean vanishes and so does the step.
        const Table balanced = square(3, {1, -0.5, -0.5, -0.5, 1, -0.5, -0.5, -0.5, 1});
        for (const double c : caGrad(balanced, 0.5)) QVERIFY(std::abs(c) < 1);
        QVERIFY(squaredLength(balanced, caGrad(balanced, 0.5)) < 1e-12);
        QVERIFY_EXCEPTION_THROWN(caGrad(balanced, -1), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(caGrad(Table(2, 3), 1), std::invalid_argument);
    }
};

QTEST_GUILESS_MAIN(TestGradientSurgery)
#include "tst_gradient_surgery.moc"
