// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "core/base/rng.h"

using namespace exitlab;

namespace {

struct Moments {
    double mean = 0, variance = 0;
};

template <class Draw>
Moments momentsOf(int n, Draw draw) {
    double sum = 0, squares = 0;
    for (int i = 0; i < n; ++i) {
        const double x = draw();
        sum += x;
        squares += x * x;
    }
    const double mean = sum / n;
    return {mean, squares / n - mean * mean};
}

/// Within four standard errors: wrong once in 16,000 for a random seed, and never for this fixed one.
bool near(double found, double expected, double deviation, int n) {
    return std::abs(found - expected) < 4 * deviation / std::sqrt(n);
}

constexpr int kDraws = 100'000;

}  // namespace

class TestRng : public QObject {
    Q_OBJECT

  private slots:
    /// Results of stored runs depend on these: a change of the generator must be noticed.
    void drawsAreFixed() {
        Rng bits(1, Purpose::Test, 2, 3);
        const std::vector<std::uint64_t> first{bits.next(), bits.next(), bits.next()};
        QCOMPARE(first,
                 (std::vector<std::uint64_t>{0x4b5ff08baf541749ULL, 0xed1d41a5a58f9820ULL, 0x05033c59fc1d311cULL}));
        Rng rng(1, Purpose::Partition);
        QCOMPARE(rng.uniform(), 0.6268762522971026);
        QCOMPARE(rng.below(1000), std::uint64_t{961});
        QVERIFY(std::abs(rng.normal() - 0.4632243199965583) < 1e-12);
        QVERIFY(std::abs(rng.gamma(0.5) - 0.07129021125858821) < 1e-12);
        QCOMPARE(rng.sample(20, 5), (std::vector<int>{0, 1, 11, 15, 17}));
        std::vector<int> order(8);
        std::iota(order.begin(), order.end(), 0);
        rng.shuffle(order);
        QCOMPARE(order, (std::vector<int>{1, 0, 2, 6, 5, 4, 7, 3}));
    }
    void dirichletIsFixed() {
        const auto shares = Rng(3, Purpose::Test).dirichlet(0.1, 4);
        const std::vector<double> expected{1.934755021459291e-07, 0.6889731755854618, 0.31102556833519684,
                                           1.0626038393810507e-06};
        for (std::size_t i = 0; i < expected.size(); ++i) QVERIFY(std::abs(shares[i] - expected[i]) < 1e-12);
    }
    void everyPartOfTheKeyCounts() {
        std::set<std::uint64_t> seen;
        for (std::uint64_t seed = 0; seed < 10; ++seed)
            for (const Purpose purpose : {Purpose::Partition, Purpose::Split, Purpose::Cohort})
                for (std::uint64_t round = 0; round < 10; ++round)
                    for (std::uint64_t client = 0; client < 10; ++client)
                        seen.insert(Rng(seed, purpose, round, client).next());
        QCOMPARE(seen.size(), std::size_t{10 * 3 * 10 * 10});
    }
    void equalKeysAndCopiesGiveEqualDraws() {
        Rng a(7, Purpose::Batches, 3, 5), b(7, Purpose::Batches, 3, 5);
        for (int i = 0; i < 10; ++i) QCOMPARE(a.next(), b.next());
        Rng copy = a;
        for (int i = 0; i < 10; ++i) QCOMPARE(copy.normal(), a.normal());
    }
    void neighbouringKeysAreUnrelated() {
        // First draws over clients 0, 1, 2 ... must look uniform: they pick who starts where.
        double sum = 0, product = 0, last = 0.5;
        for (int client = 0; client < kDraws; ++client) {
            const double x = Rng(1, Purpose::Batches, 0, static_cast<std::uint64_t>(client)).uniform();
            sum += x;
            product += (x - 0.5) * (last - 0.5);
            last = x;
        }
        QVERIFY(near(sum / kDraws, 0.5, std::sqrt(1.0 / 12), kDraws));
        QVERIFY(near(product / kDraws, 0, 1.0 / 12, kDraws));
    }

    void uniformIsUniform() {
        Rng rng(1, Purpose::Test);
        double lowest = 1, highest = 0;
        const Moments m = momentsOf(kDraws, [&] {
            const double x = rng.uniform();
            lowest = std::min(lowest, x);
            highest = std::max(highest, x);
            return x;
        });
        QVERIFY(lowest >= 0 && lowest < 1e-3 && highest < 1 && highest > 0.999);
        QVERIFY(near(m.mean, 0.5, std::sqrt(1.0 / 12), kDraws));
        QVERIFY(near(m.variance, 1.0 / 12, std::sqrt(1.0 / 180), kDraws));
        for (int i = 0; i < 1000; ++i) {
            const double x = rng.uniform(-3, 5);
            QVERIFY(x >= -3 && x < 5);
        }
    }
    void belowIsUniform() {
        Rng rng(2, Purpose::Test);
        std::vector<int> counts(7);
        for (int i = 0; i < kDraws; ++i) ++counts[rng.below(7)];
        double chi2 = 0;
        for (const int count : counts) chi2 += std::pow(count - kDraws / 7.0, 2) / (kDraws / 7.0);
        QVERIFY2(chi2 < 22.5, qPrintable(QString::number(chi2)));  // 0.1 % point of chi2 with 6 degrees of freedom
        for (int i = 0; i < 100; ++i) QCOMPARE(rng.below(1), std::uint64_t{0});
        // Where 2^64 is far from a multiple of n, plain remainders would fall into the lower half five times of eight.
        const std::uint64_t n = 3ULL << 62;
        int lower = 0;
        for (int i = 0; i < kDraws; ++i) lower += rng.below(n) < n / 2;
        QVERIFY(near(static_cast<double>(lower) / kDraws, 0.5, 0.5, kDraws));
    }
    void normalIsNormal() {
        Rng rng(3, Purpose::Test);
        int inside = 0;
        const Moments m = momentsOf(kDraws, [&] {
            const double x = rng.normal();
            inside += std::abs(x) < 1;
            return x;
        });
        QVERIFY(near(m.mean, 0, 1, kDraws));
        QVERIFY(near(m.variance, 1, std::sqrt(2), kDraws));
        QVERIFY(near(static_cast<double>(inside) / kDraws, 0.682689, 0.4655, kDraws));
    }
    void gammaHasItsMoments_data() {
        QTest::addColumn<double>("shape");
        for (const double shape : {0.1, 0.5, 1.0, 2.5, 100.0})
            QTest::newRow(qPrintable(QString::number(shape))) << shape;
    }
    void gammaHasItsMoments() {
        QFETCH(double, shape);
        Rng rng(4, Purpose::Test);
        const Moments m = momentsOf(kDraws, [&] {
            const double x = rng.gamma(shape);
            return x >= 0 ? x : std::nan("");
        });
        // Variance of the sample variance of Gamma(a): (mu4 - a^2) / n with mu4 = 3 a^2 + 6 a.
        QVERIFY(near(m.mean, shape, std::sqrt(shape), kDraws));
        QVERIFY(near(m.variance, shape, std::sqrt(2 * shape * shape + 6 * shape), kDraws));
    }

    void dirichletSumsToOne_data() {
        QTest::addColumn<double>("alpha");
        for (const double alpha : {1e-320, 1e-300, 1e-6, 0.01, 0.1, 1.0, 1000.0})
            QTest::newRow(qPrintable(QString::number(alpha))) << alpha;
    }
    void dirichletSumsToOne() {
        QFETCH(double, alpha);
        Rng rng(5, Purpose::Test);
        for (int i = 0; i < 200; ++i) {
            const auto shares = rng.dirichlet(alpha, 20);
            double sum = 0;
            for (const double share : shares) {
                QVERIFY(share >= 0 && share <= 1);
                sum += share;
            }
            QVERIFY2(std::abs(sum - 1) < 1e-12, qPrintable(QString::number(sum)));
        }
    }
    void dirichletHasItsMoments_data() {
        QTest::addColumn<double>("alpha");
        for (const double alpha : {1e-320, 0.1, 1.0, 10.0}) QTest::newRow(qPrintable(QString::number(alpha))) << alpha;
    }
    void dirichletHasItsMoments() {
        QFETCH(double, alpha);
        constexpr int n = 5, draws = 20'000;
        Rng rng(6, Purpose::Test);
        for (std::size_t k = 0; k < n; k += n - 1) {
            const Moments m = momentsOf(draws, [&] { return rng.dirichlet(alpha, n)[k]; });
            // Var = (1/n)(1 - 1/n) / (n alpha + 1)
            const double variance = 0.2 * 0.8 / (n * alpha + 1);
            QVERIFY(near(m.mean, 0.2, std::sqrt(variance), draws));
            QVERIFY2(std::abs(m.variance / variance - 1) < 0.05, qPrintable(QString::number(m.variance / variance)));
        }
    }
    void dirichletOfNoneAndOne() {
        Rng rng(7, Purpose::Test);
        QVERIFY(rng.dirichlet(0.1, 0).empty());
        QCOMPARE(rng.dirichlet(0.1, 1), std::vector<double>{1.0});
    }

    void shufflesAreEquallyLikely() {
        Rng rng(8, Purpose::Test);
        std::map<std::vector<int>, int> counts;
        constexpr int draws = 24'000;
        for (int i = 0; i < draws; ++i) {
            std::vector<int> values{0, 1, 2, 3};
            rng.shuffle(values);
            ++counts[values];
        }
        QCOMPARE(counts.size(), std::size_t{24});
        double chi2 = 0;
        for (const auto& [order, count] : counts) chi2 += std::pow(count - draws / 24.0, 2) / (draws / 24.0);
        QVERIFY2(chi2 < 49.8, qPrintable(QString::number(chi2)));  // 0.1 % point, 23 degrees of freedom
    }
    void samplesAreAscendingAndFair() {
        Rng rng(9, Purpose::Test);
        std::vector<int> counts(10);
        constexpr int draws = 20'000;
        for (int i = 0; i < draws; ++i) {
            const auto ids = rng.sample(10, 3);
            QCOMPARE(ids.size(), std::size_t{3});
            QVERIFY(ids[0] < ids[1] && ids[1] < ids[2] && ids[0] >= 0 && ids[2] < 10);
            for (const int id : ids) ++counts[static_cast<std::size_t>(id)];
        }
        for (const int count : counts) QVERIFY(near(static_cast<double>(count) / draws, 0.3, std::sqrt(0.21), draws));
        QVERIFY(rng.sample(10, 0).empty());
        std::vector<int> all(10);
        std::iota(all.begin(), all.end(), 0);
        QCOMPARE(rng.sample(10, 10), all);
    }
};

QTEST_GUILESS_MAIN(TestRng)
#include "tst_rng.moc"
