// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/learning/losses.h"
#include "tests/support/derivatives.h"
#include "tests/support/golden.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

Tensor randomLogits(std::int64_t samples, std::int64_t classes, std::uint64_t seed, double scale = 1) {
    return randomTensor({samples, classes}, seed).to(at::kDouble) * scale;
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

    void aLiveTeacherLearnsToo() {
        const Tensor teacher = randomTensor({3, 4}, 21).to(at::kDouble),
                     student = randomTensor({3, 4}, 22).to(at::kDouble);
        QVERIFY(std::abs((liveDistillation(teacher, student, 3) - distillation(teacher, student, 3)).item<double>()) <
                1e-14);
        for (const bool first : {true, false}) {
            const auto value = [&](const Tensor& z) {
                return first ? liveDistillation(z, student, 3) : liveDistillation(teacher, z, 3);
            };
            const Tensor& at = first ? teacher : student;
            QCOMPARE_NEAR(gradientOf(at, value),
                          centralDifference(at, [&](const Tensor& z) { return value(z).item<double>(); }), 1e-8);
        }
    }

    void distillationOfEqualsIsZero() {
        const Tensor z = randomLogits(3, 6, 4);
        QVERIFY(std::abs(distillation(z, z, 2).item<double>()) < 1e-14);
        // Softmax does not see a shift, so the divergence must not either.
        QVERIFY(std::abs(distillation(z + 5, z, 2).item<double>()) < 1e-14);
        QVERIFY(distillation(z, -z, 2).item<double>() > 0);
    }

    void perSampleCrossEntropyHasTheMean() {
        const Tensor logits = randomLogits(6, 4, 1, 2), labels = at::arange(6, at::kLong).remainder(4);
        const Tensor each = crossEntropyPerSample(logits, labels);
        QCOMPARE(each.sizes(), at::IntArrayRef({6}));
        QVERIFY(std::abs(each.mean().item<double>() - crossEntropy(logits, labels).item<double>()) < 1e-14);
        QVERIFY(std::abs(each[2].item<double>() + at::log_softmax(logits, 1)[2][2].item<double>()) < 1e-14);
    }

    void softTargets() {
        const Tensor logits = randomLogits(5, 4, 1, 2), labels = at::arange(5, at::kLong).remainder(4);
        // One-hot targets are labels.
        const Tensor hard = at::one_hot(labels, 4).to(at::kDouble);
        QVERIFY(std::abs(softTargetCrossEntropy(hard, logits).item<double>() -
                         crossEntropy(logits, labels).item<double>()) < 1e-14);
        // The divergence plus the targets' entropy, summed over classes and averaged over the batch.
        const Tensor targets = at::softmax(randomLogits(5, 4, 2), 1).requires_grad_(true);
        const double entropy = -(targets * targets.log()).sum(1).mean().item<double>();
        const double divergence = distillation(targets.detach().log(), logits, 1).item<double>();
        QVERIFY(std::abs(softTargetCrossEntropy(targets, logits).item<double>() - divergence - entropy) < 1e-14);
        const auto value = [&](const Tensor& z) { return softTargetCrossEntropy(targets, z); };
        const auto number = [&](const Tensor& z) { return value(z).item<double>(); };
        QCOMPARE_NEAR(gradientOf(logits, value), centralDifference(logits, number), 1e-8);
        QVERIFY2(!targets.grad().defined(), "targets are detached");
    }

    void divergenceIsSummedOverClasses() {
        // By hand: uniform over two classes against (3/4, 1/4): log(2/3)/2 + log(2)/2, the same for a batch of equals;
        // a mean over classes too would halve it, a sum over the batch would triple it.
        const Tensor teacher = at::zeros({3, 2}, at::kDouble);
        const Tensor student = at::tensor({std::log(3.0), 0.0}, at::kDouble).repeat({3, 1});
        const double expected = (std::log(2.0 / 3) + std::log(2.0)) / 2;
        QVERIFY(std::abs(distillation(teacher, student, 1).item<double>() - expected) < 1e-14);
        QVERIFY(std::abs(featureDistillation(teacher, student, FeatureLoss::Divergence).item<double>() - expected) <
                1e-14);
        QVERIFY(std::abs(mutualDistillation({student, student, teacher}).item<double>() -
                         (2 * expected + 2 * distillation(student, teacher, 1).item<double>()) / 2) < 1e-14);
    }

    void goldenFeatureLosses() {
        const Json cases = test::golden("fedbsd_rounds").at("loss_cases");
        const Tensor teacher = toTensor(cases.at("teacher"), at::kDouble);
        const Tensor student = toTensor(cases.at("student"), at::kDouble);
        const std::map<std::string, FeatureLoss> kinds{
            {"kl", FeatureLoss::Divergence}, {"mse", FeatureLoss::MeanSquare}, {"cosine", FeatureLoss::Cosine}};
        for (const Json& c : cases.at("values")) {
            const double tau =
                c.contains("temperature") && c.at("temperature").is_number() ? c.at("temperature").get<double>() : 1;
            const auto value = [&](const Tensor& x) {
                return featureDistillation(teacher, x, kinds.at(c.at("distance").get<std::string>()), tau);
            };
            QCOMPARE_NEAR(toDoubles(value(student)), {c.at("value").get<double>()}, 2e-8);
            QCOMPARE_NEAR(gradientOf(student, value), toTensor(c.at("grad"), at::kDouble), 2e-8);
        }
    }

    void goldenSoftTargets() {
        const Json schemes = test::golden("training_schemes");
        int found = 0;
        for (const Json& c : schemes.at("cases")) {
            if (c.at("scheme") != "self_distillation") continue;
            const Tensor logits = toTensor(c.at("logits"), at::kDouble) / c.at("temperature").get<double>();
            const std::vector<double> expected = toDoubles(c.at("soft_ce"));
            const Tensor targets = at::softmax(logits[-1], 1);
            for (std::size_t k = 0; k < expected.size(); ++k) {
                const Tensor loss = softTargetCrossEntropy(targets, logits[static_cast<std::int64_t>(k)]);
                QCOMPARE_NEAR(toDoubles(loss), {expected[k]}, 2e-8);
            }
            ++found;
        }
        QVERIFY(found > 0);
    }

    void mutualDistillationIsAllPairs() {
        const std::vector<Tensor> z{randomLogits(4, 5, 1), randomLogits(4, 5, 2), randomLogits(4, 5, 3)};
        double sum = 0;
        for (const Tensor& student : z)
            for (const Tensor& teacher : z) sum += distillation(teacher, student, 2).item<double>();
        QVERIFY(std::abs(mutualDistillation(z, 2).item<double>() - sum / 2) < 1e-13);
        // Of an exit's own gradient only its part as a student is left.
        const Tensor found = gradientOf(z[0], [&](const Tensor& x) { return mutualDistillation({x, z[1], z[2]}, 2); });
        const Tensor expected = gradientOf(
            z[0], [&](const Tensor& x) { return (distillation(z[1], x, 2) + distillation(z[2], x, 2)) / 2; });
        QCOMPARE_NEAR(found, expected, 1e-14);
        QCOMPARE(mutualDistillation({z[0]}).item<double>(), 0.0);
        QVERIFY_EXCEPTION_THROWN(mutualDistillation({}), std::invalid_argument);
    }

    void featureLossesByHand() {
        const Tensor teacher = at::tensor({3.0, 4.0, 1.0, 0.0}, at::kDouble).view({2, 2});
        const Tensor student = at::tensor({4.0, 3.0, 0.0, 2.0}, at::kDouble).view({2, 2});
        // (1 + 1 + 1 + 4) / 4, not its root; cosines 24/25 and 0.
        QVERIFY(std::abs(featureDistillation(teacher, student, FeatureLoss::MeanSquare).item<double>() - 1.75) < 1e-14);
        QVERIFY(std::abs(featureDistillation(teacher, student, FeatureLoss::Cosine).item<double>() - 0.52) < 1e-14);
    }

    void featureLosses_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("divergence") << static_cast<int>(FeatureLoss::Divergence);
        QTest::newRow("mean square") << static_cast<int>(FeatureLoss::MeanSquare);
        QTest::newRow("cosine") << static_cast<int>(FeatureLoss::Cosine);
    }
    void featureLosses() {
        QFETCH(int, kind);
        const Tensor teacher = randomLogits(4, 6, 1).requires_grad_(true), student = randomLogits(4, 6, 2);
        const auto value = [&](const Tensor& x) {
            return featureDistillation(teacher, x, static_cast<FeatureLoss>(kind), 2);
        };
        const auto number = [&](const Tensor& x) { return value(x).item<double>(); };
        QCOMPARE_NEAR(gradientOf(student, value), centralDifference(student, number), 1e-8);
        QVERIFY2(!teacher.grad().defined(), "the teacher is detached");
        QVERIFY(std::abs(number(teacher.detach())) < 1e-14);
        QVERIFY(number(student) > 0);
        // Dead features, as ReLU gives them.
        QVERIFY(gradientOf(at::zeros({4, 6}, at::kDouble), value).isfinite().all().item<bool>());
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
