// SPDX-License-Identifier: GPL-3.0-or-later
// Teacher matching and the decoupling gap (cafedistill.md 1.6, 1.7).
#include <QTest>

#include <cmath>

#include "core/learning/aggregation.h"
#include "plugins/cafedistill/teacher.h"
#include "tests/support/golden.h"

using namespace exitlab;
using namespace exitlab::cafedistill;
using namespace exitlab::test;

namespace {

Table equalPeers(int n, double s) {
    Table table(n, n, s);
    for (int i = 0; i < n; ++i) table.at(i, i) = 1;
    return table;
}

/// Objective of the quadratic program for row i.
double objective(const Table& s, const std::vector<double>& w, int i, double mu) {
    double sum = 0;
    for (int j = 0; j < s.cols; ++j) {
        const double x = w[static_cast<std::size_t>(j)];
        sum += (x - 1.0 / s.cols) * (x - 1.0 / s.cols) - s.at(i, j) * x / mu;
    }
    return sum;
}

}  // namespace

class TestTeacher : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void goldenMatching() {
        const Json cases = golden("teacher").at("matching");
        QCOMPARE(cases.size(), std::size_t{12});
        for (const Json& c : cases) {
            const Table w = matchTeachers(toTable(c.at("s")), c.at("mu").get<double>());
            QCOMPARE_NEAR(w, toTable(c.at("w")), 2e-9);
            // A general solver of the quadratic program agrees with the closed form.
            QCOMPARE_NEAR(w, toTable(c.at("w_numeric")), 1e-5);
        }
    }

    void documentedValues_data() {
        QTest::addColumn<double>("mu");
        QTest::addColumn<double>("similarity");
        QTest::addColumn<double>("self");
        QTest::addColumn<double>("peer");
        const double rows[][4] = {{0.6, 0, 0.85, 0.15 / 9}, {0.6, 0.5, 0.475, 0.525 / 9}, {0.6, 0.8, 0.25, 0.75 / 9},
                                  {0.15, 0.5, 1, 0},        {0.15, 0.8, 0.7, 0.3 / 9},    {2, 0.2, 0.28, 0.08}};
        for (const auto& row : rows)
            QTest::addRow("mu %g, s %g", row[0], row[1]) << row[0] << row[1] << row[2] << row[3];
    }
    void documentedValues() {
        QFETCH(double, mu);
        QFETCH(double, similarity);
        QFETCH(double, self);
        QFETCH(double, peer);
        const Table w = matchTeachers(equalPeers(10, similarity), mu);
        for (int i = 0; i < 10; ++i)
            for (int j = 0; j < 10; ++j) QVERIFY(std::abs(w.at(i, j) - (i == j ? self : peer)) < 1e-12);
    }

    void rowsAreTheMinimum() {
        Table s = equalPeers(5, 0);
        const Tensor noise = randomTensor({5, 5}, 3).to(at::kDouble).tanh();
        for (int i = 0; i < 5; ++i)
            for (int j = 0; j < i; ++j) s.at(i, j) = s.at(j, i) = noise[i][j].item<double>();
        const Table w = matchTeachers(s, 0.4);
        for (int i = 0; i < 5; ++i) {
            std::vector<double> row;
            for (int j = 0; j < 5; ++j) row.push_back(w.at(i, j));
            const double best = objective(s, row, i, 0.4);
            for (std::size_t from = 0; from < 5; ++from)
                for (std::size_t to = 0; to < 5; ++to) {
                    const double moved = std::min(0.01, row[from]);
                    std::vector<double> other = row;
                    other[from] -= moved;
                    other[to] += moved;
                    QVERIFY(objective(s, other, i, 0.4) >= best - 1e-12);
                }
        }
    }

    void oneClientIsItsOwnTeacher() { QCOMPARE(matchTeachers(Table(1, 1, 1), 0.6).values, std::vector<double>{1}); }

    void gapByHand() {
        // Two classes, one feature of value 1: logits are weight + bias. p1 = (3/4, 1/4), p2 = (1/2, 1/2).
        const Tensor first = at::tensor({static_cast<float>(std::log(3.0)), 0.f, 0.f, 0.f});
        const Tensor second = at::zeros({4});
        const std::vector<double> w{0.5, 0.5};
        const Tensor mixed = weightedSum({first, second}, w);
        const double a = 0.625, root = std::sqrt(3.0), b = root / (1 + root);
        const double expected = a * std::log(a / b) + (1 - a) * std::log((1 - a) / (1 - b));
        const auto onThreeSamples = [](const Tensor& head) { return head.narrow(0, 0, 2).expand({3, 2}); };
        const std::vector<Tensor> logits{onThreeSamples(first), onThreeSamples(second)};
        QVERIFY(std::abs(decouplingGap(logits, w, onThreeSamples(mixed)) - expected) < 1e-7);
        QVERIFY(expected > 0);
    }

    void gapOfOneTeacherIsZero() {
        const Tensor logits = randomTensor({7, 4}, 1), other = randomTensor({7, 4}, 2);
        QVERIFY(std::abs(decouplingGap({logits, other}, {1, 0}, logits)) < 1e-12);
        QVERIFY(decouplingGap({logits, other}, {0.5, 0.5}, (logits + other) / 2) > 0);
        // Equal teachers collapse exactly.
        QVERIFY(std::abs(decouplingGap({logits, logits}, {0.5, 0.5}, logits)) < 1e-6);
    }
};

QTEST_GUILESS_MAIN(TestTeacher)
#include "tst_teacher.moc"
