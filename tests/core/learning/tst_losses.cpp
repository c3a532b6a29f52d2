// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/learning/losses.h"
#include "tests/support/golden.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

Tensor randomLogits(std::int64_t samples, std::int64_t classes, std::uint64_t seed, double scale = 1) {
    return randomTensor({samples, classes}, seed).to(at::kDouble) * scale;
}

/// d f / d x by central differences; x and f in double.
Tensor centralDifference(const Tensor& x, const std::function<double(const Tensor&)>& f) {
    Tensor gradient = at::zeros_like(x);
    for (std::int64_t i = 0; i < x.numel(); ++i) {
        const double step = 1e-5;
        Tensor low = x.clone(), high = x.clone();
        low.data_ptr<double>()[i] -= step;
        high.data_ptr<double>()[i] += step;
        gradient.data_ptr<double>()[i] = (f(high) - f(low)) / (2 * step);
    }
    return gradient;
}

}  // namespace

class TestLosses : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void golden_data() {
        QTest::addColumn<int>("index");
        const Json cases = test::golden("losses").at("cases");
        for (std::size_t i = 0; i < cases.size(); ++i)
            QTest::newRow(cases[i].at("name").get<std::string>().c_str()) << static_cast<int>(i);
    }
    void golden() {
        QFETCH(int, index);
        const Json c = test::golden("losses").at("cases").at(static_cast<std::size_t>(index));
        const double tau = c.at("tau").get<double>();
        for (const auto type : {at::kDouble, at::kFloat}) {
            // Golden values have nine digits.
            const double near = type == at::kDouble ? 2e-8 : 3e-6;
            const auto close = [&](const Tensor& found, const Json& expected) {
                return difference(toDoubles(found), {expected.get<double>()}, near, near);
            };
            const Tensor logits = toTensor(c.at("logits"), type).requires_grad_(true);
            const Tensor labels = toTensor(c.at("labels"), at::kLong);
            const std::int64_t exits = logits.size(0);
            const Tensor teacher =
                c.at("teacher") == "separate" ? toTensor(c.at("teacher_logits"), type) : logits.select(0, exits - 1);
            Tensor task = at::zeros({}, logits.options().requires_grad(false)), distill = task.clone();
            for (std::int64_t k = 0; k < exits; ++k) {
                const auto at = static_cast<std::size_t>(k);
                const Tensor ce = crossEntropy(logits.select(0, k), labels);
                const Tensor kd = distillation(teacher, logits.select(0, k), tau);
                QCOMPARE(close(ce, c.at("ce")[at]), std::string());
                QCOMPARE(close(kd, c.at("kd")[at]), std::string());
                for (const Json& open : c.at("ce_set"))
                    if (open == k) task = task + ce / static_cast<double>(exits);
                for (const Json& open : c.at("kd_set"))
                    if (open == k) distill = distill + kd;
            }
            const Tensor total = task + c.at("lambda").get<double>() * distill;
            QCOMPARE(close(total, c.at("total")), std::string());
            total.backward();
            QCOMPARE_NEAR(logits.grad(), toTensor(c.at("grad"), type), near, near);
        }
    }

    void crossEntropyGradient() {
        const Tensor logits = randomLogits(5, 4, 1, 2).requires_grad_(true);
        const Tensor labels = at::arange(5, at::kLong).remainder(4);
        crossEntropy(logits, labels).backward();
        const auto value = [&](const Tensor& z) { return crossEntropy(z, labels).item<double>(); };
        QCOMPARE_NEAR(logits.grad(), centralDifference(logits.detach(), value), 1e-8);
    }

    void distillationGradient_data() {
        QTest::addColumn<double>("tau");
        for (const double tau : {0.5, 1.0, 2.0, 20.0}) QTest::addRow("tau %g", tau) << tau;
    }
    void distillationGradient() {
        QFETCH(double, tau);
        const Tensor teacher = randomLogits(5, 4, 2, 2).requires_grad_(true);
        const Tensor student = randomLogits(5, 4, 3, 2).requires_grad_(true);
        distillation(teacher, student, tau).backward();
        QVERIFY2(!teacher.grad().defined(), "the teacher is detached");
        const auto value = [&](const Tensor& z) { return distillation(teacher, z, tau).item<double>(); };
        QCOMPARE_NEAR(student.grad(), centralDifference(student.detach(), value), 1e-7);
    }

    void distillationOfEqualsIsZero() {
        const Tensor z = randomLogits(3, 6, 4);
        QVERIFY(std::abs(distillation(z, z, 2).item<double>()) < 1e-14);
        // Softmax does not see a shift, so the divergence must not either.
        QVERIFY(std::abs(distillation(z + 5, z, 2).item<double>()) < 1e-14);
        QVERIFY(distillation(z, -z, 2).item<double>() > 0);
    }

    void extremeLogitsStayFinite() {
        const Tensor sure = at::tensor({1e4, -1e4, 0.0}).view({1, 3});
        const Tensor wrong = at::tensor({-1e4, 1e4, 0.0}).view({1, 3}).requires_grad_(true);
        const Tensor loss = crossEntropy(wrong, at::zeros({1}, at::kLong)) + distillation(sure, wrong, 1);
        loss.backward();
        QVERIFY(loss.isfinite().item<bool>());
        QVERIFY(wrong.grad().isfinite().all().item<bool>());
    }
};

QTEST_GUILESS_MAIN(TestLosses)
#include "tst_losses.moc"
