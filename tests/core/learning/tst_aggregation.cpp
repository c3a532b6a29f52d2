// SPDX-License-Identifier: GPL-3.0-or-later
// Aggregation kernels, similarity and the projection onto the simplex.
#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/rng.h"
#include "core/learning/aggregation.h"
#include "core/learning/similarity.h"
#include "core/learning/simplex.h"
#include "tests/support/golden.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

std::vector<Json> cases(const char* file, const char* group) { return golden(file).at(group).get<std::vector<Json>>(); }

Table square(int n, const std::vector<double>& values) {
    Table table(n, n);
    table.values = values;
    return table;
}

double sum(const std::vector<double>& v) { return std::accumulate(v.begin(), v.end(), 0.0); }

}  // namespace

class TestAggregation : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void goldenMeans() {
        for (const Json& c : cases("aggregation", "means")) {
            const auto samples = c.at("samples").get<std::vector<std::int64_t>>();
            const auto rows = toRows(c.at("vectors"));
            QCOMPARE_NEAR(weightedSum(rows, shares(samples, false)), toTensor(c.at("weighted_by_samples")), 2e-6);
            QCOMPARE_NEAR(weightedSum(rows, shares(samples, true)), toTensor(c.at("uniform")), 2e-6);
            QVERIFY(std::abs(sum(shares(samples, false)) - 1) < 1e-15);
        }
    }

    void meanOverHoldersElementByElement() {
        Rng rng(5, Purpose::Test);
        constexpr std::int64_t kSize = 60;
        for (int trial = 0; trial < 100; ++trial) {
            SpanSet all;
            all.add(3, 20);
            all.add(30, 25);
            std::vector<Tensor> vectors, dense;
            std::vector<SpanSet> held;
            std::vector<double> weights;
            for (std::uint64_t i = 0; i < 1 + rng.below(4); ++i) {
                SpanSet own;
                for (int part = 0; part < 4; ++part)
                    own.add(static_cast<std::int64_t>(rng.below(50)), static_cast<std::int64_t>(rng.below(10)));
                held.push_back(own.intersect(all));
                dense.push_back(randomTensor({kSize}, rng.next()));
                vectors.push_back(held.back().gather(dense.back()));
                weights.push_back(static_cast<double>(rng.below(4)));  // sometimes nothing
            }
            const Tensor before = randomTensor({kSize}, rng.next());
            const Tensor found = before.clone();
            averageOverHolders(vectors, held, weights, all, found);
            Tensor expected = before.clone();
            for (std::int64_t j = 0; j < kSize; ++j) {
                SpanSet element;
                element.add(j, 1);
                double top = 0, bottom = 0;
                for (std::size_t i = 0; i < held.size(); ++i) {
                    if (held[i].intersect(element).empty()) continue;
                    top += weights[i] * dense[i][j].item<double>();
                    bottom += weights[i];
                }
                if (bottom > 0) expected[j] = top / bottom;
            }
            QCOMPARE_NEAR(found, expected, 1e-6);
        }
    }

    void allHoldersAreThePlainMean() {
        SpanSet all;
        all.add(0, 50);
        const std::vector<Tensor> rows{randomTensor({50}, 1), randomTensor({50}, 2), randomTensor({50}, 3)};
        const std::vector<double> weights = shares({3, 5, 8}, false);
        const Tensor found = at::zeros({50});
        averageOverHolders(rows, {all, all, all}, weights, all, found);
        QVERIFY(sameBits(found, weightedSum(rows, weights)));
        averageOverHolders(rows, {all, all, all}, {6, 10, 16}, all, found);  // weights of any scale
        QCOMPARE_NEAR(found, weightedSum(rows, weights), 1e-6);
    }

    void nobodyCountsNothingChanges() {
        SpanSet all;
        all.add(0, 4);
        const Tensor target = at::full({4}, 7, at::kFloat);
        averageOverHolders({at::ones({4})}, {all}, {0}, all, target);
        averageOverHolders({}, {}, {}, all, target);
        QCOMPARE_NEAR(target, at::full({4}, 7, at::kFloat), 0);
    }

    void goldenMixing() {
        for (const Json& c : cases("aggregation", "mixing")) {
            const Table weights = toTable(c.at("weights"));
            const auto rows = toRows(c.at("vectors"));
            QCOMPARE_NEAR(at::stack(mix(weights, rows)), toTensor(c.at("mixed")), 2e-6);
            QCOMPARE_NEAR(at::stack(mix(weights, rows, true)), toTensor(c.at("mixed_sequential")), 2e-6);
        }
    }

    void goldenSimilarity() {
        for (const Json& c : cases("aggregation", "similarities")) {
            const Table s = updateSimilarity(toRows(c.at("before")), toRows(c.at("after")));
            QCOMPARE_NEAR(s, toTable(c.at("s")), 1e-6);
        }
    }

    void identityMixingReturnsTheSameBits() {
        const std::vector<Tensor> rows{randomTensor({50}, 1), randomTensor({50}, 2), randomTensor({50}, 3)};
        const auto mixed = mix(square(3, {1, 0, 0, 0, 1, 0, 0, 0, 1}), rows);
        for (std::size_t i = 0; i < rows.size(); ++i) QVERIFY(sameBits(mixed[i], rows[i]));
    }

    void inputsStayAsTheyAre() {
        const std::vector<Tensor> rows{randomTensor({9}, 1), randomTensor({9}, 2)};
        const std::vector<Tensor> copies{rows[0].clone(), rows[1].clone()};
        weightedSum(rows, {0.25, 0.75});
        mix(square(2, {0.5, 0.5, 0.25, 0.75}), rows, true);
        QVERIFY(sameBits(rows[0], copies[0]) && sameBits(rows[1], copies[1]));
    }

    void similarityProperties() {
        const Tensor start = randomTensor({40}, 1);
        const std::vector<Tensor> before{start, start, start, start};
        const Tensor step = randomTensor({40}, 2);
        const std::vector<Tensor> after{start - step, start - 3 * step, start + step, start};
        const Table s = updateSimilarity(before, after);
        QVERIFY(std::abs(s.at(0, 1) - 1) < 1e-5);
        QVERIFY(std::abs(s.at(0, 2) + 1) < 1e-5);
        QCOMPARE(s.at(0, 3), 0.0);  // no update: no direction
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(s.at(i, i), 1.0);
            for (int j = 0; j < 4; ++j) QCOMPARE(s.at(i, j), s.at(j, i));
        }
    }

    void similarityOfDivergedHeadsIsANumber() {
        const float inf = std::numeric_limits<float>::infinity(), huge = std::numeric_limits<float>::max();
        const std::vector<Tensor> before{at::tensor({1.f, 1.f}), at::tensor({huge, 1.f}), at::tensor({0.f, 0.f})};
        const std::vector<Tensor> after{at::tensor({std::nanf(""), 0.f}), at::tensor({-huge, 0.f}),
                                        at::tensor({inf, -inf})};
        for (const double s : updateSimilarity(before, after).values) QVERIFY(std::isfinite(s));
    }

    void gramIsExactForWholeNumbers() {
        std::vector<Tensor> rows{at::arange(7, at::kFloat), at::ones({7})};
        const Table g = gram(rows);
        QCOMPARE(g, square(2, {91, 21, 21, 7}));
    }

    void projectionLandsOnTheSimplexAndIsNearest() {
        Rng rng(1, Purpose::Test);
        for (int round = 0; round < 200; ++round) {
            const auto n = 1 + rng.below(12);
            std::vector<double> v(n);
            for (double& x : v) x = rng.normal() * std::pow(10, rng.uniform(-2, 2));
            const std::vector<double> w = projectOntoSimplex(v);
            QVERIFY(std::abs(sum(w) - 1) < 1e-9);
            // Kuhn-Tucker: one shift for all positive entries, larger gap for the others.
            double shift = std::numeric_limits<double>::quiet_NaN();
            for (std::size_t i = 0; i < n; ++i) {
                QVERIFY(w[i] >= 0);
                if (w[i] <= 0) continue;
                if (std::isnan(shift)) shift = v[i] - w[i];
                QVERIFY(std::abs(v[i] - w[i] - shift) < 1e-9);
            }
            for (std::size_t i = 0; i < n; ++i)
                if (w[i] <= 0) QVERIFY(v[i] <= shift + 1e-9);
            // Projecting again changes nothing; adding a constant neither.
            QCOMPARE_NEAR(projectOntoSimplex(w), w, 1e-12);
            std::vector<double> moved = v;
            for (double& x : moved) x += 3;
            QCOMPARE_NEAR(projectOntoSimplex(moved), w, 1e-9);
        }
        QVERIFY(projectOntoSimplex({}).empty());
        QCOMPARE(projectOntoSimplex({-7}), std::vector<double>{1});
    }

    void goldenProjections() {
        for (const Json& c : cases("teacher", "projections"))
            QCOMPARE_NEAR(projectOntoSimplex(toDoubles(c.at("v"))), toDoubles(c.at("w")), 2e-9);
    }
};

QTEST_GUILESS_MAIN(TestAggregation)
#include "tst_aggregation.moc"
