// SPDX-License-Identifier: GPL-3.0-or-later
// The parallel form's quantities and gradients against the independent reference.
#include <QTest>

#include "core/learning/aggregation.h"
#include "core/learning/losses.h"
#include "plugins/darkdistill/parallel.h"
#include "tests/plugins/darkdistill/golden_parts.h"

using namespace exitlab;
using namespace exitlab::darkdistill;
using namespace exitlab::test;

namespace {

constexpr double kNear = 1e-5;

}  // namespace

class TestParallel : public QObject {
    Q_OBJECT
    const Json g = golden("darkdistill_parallel");
    std::vector<Level> levels;
    std::vector<Tensor> latents, labels;

    std::string gradientDifference(const Json& expected, const Tensor& gradients) const {
        for (const auto& [name, value] : expected.items()) {
            const std::string wrong =
                difference(slice(tinyNetwork().spans(), gradients, name), toTensor(value), kNear, 1e-5);
            if (!wrong.empty()) return name + ": " + wrong;
        }
        return {};
    }

  private Q_SLOTS:
    void initTestCase() {
        for (std::size_t l = 0; l < 3; ++l) {
            levels.push_back(
                goldenLevel(g.at("models")[l], static_cast<int>(l) + 1, g.at("level_samples")[l].get<double>()));
            latents.push_back(toTensor(g.at("latents")[l]));
            labels.push_back(at::tensor(wholeNumbers(g.at("y")[l]), at::kLong));
        }
    }

    void generated() {
        for (std::size_t e = 0; e < 3; ++e) {
            const Generator generator = goldenGenerator(g.at("generator_values")[e]);
            QCOMPARE_NEAR(generator.generate(toTensor(g.at("eps")[e]), labels[e], {}).detach(), latents[e], kNear);
        }
    }

    void teachers() {
        const std::vector<Tensor> found = teacherFeatures(tinyNetwork(), levels, latents);
        for (std::size_t e = 0; e < 3; ++e) QCOMPARE_NEAR(found[e], toTensor(g.at("teachers")[e]), kNear);
        // A level that is absent does not take part; an exit that nobody holds has no teacher.
        std::vector<Level> without = levels;
        without[2].weight = 0;
        QVERIFY(!teacherFeatures(tinyNetwork(), without, latents)[2].defined());
        QCOMPARE(holders(without, 0).size(), std::size_t{2});
        QVERIFY(std::abs(holders(without, 0)[0].second - 12.0 / 19) < 1e-12);
    }

    void student() {
        const Level global = goldenLevel(g.at("global"), 3);
        const std::vector<Tensor> taught = teacherFeatures(tinyNetwork(), levels, latents);
        StageRules rules;
        rules.increase = false;
        const ParallelLoss plain = parallelGradients(tinyNetwork(), global.values, latents, labels, taught, rules);
        QCOMPARE_NEAR(plain.perStudent, toDoubles(g.at("per_student")), kNear);
        std::string wrong = gradientDifference(g.at("rkd_gradients"), tinyNetwork().gradients());
        QVERIFY2(wrong.empty(), wrong.c_str());

        const Tensor without = tinyNetwork().gradients().clone();
        rules.increase = true;
        const ParallelLoss both = parallelGradients(tinyNetwork(), global.values, latents, labels, taught, rules);
        QCOMPARE_NEAR(both.perStudent, plain.perStudent, 1e-6);
        QCOMPARE_NEAR(both.difficulty, toDoubles(g.at("mean_difficulty")), kNear);
        QVERIFY(std::abs(both.increase - g.at("model_increase").get<double>()) < kNear);
        wrong = gradientDifference(g.at("model_increase_gradients"), tinyNetwork().gradients() - without);
        QVERIFY2(wrong.empty(), wrong.c_str());

        // Without the relations only the increase is left.
        rules.distance = rules.angle = 0;
        parallelGradients(tinyNetwork(), global.values, latents, labels, taught, rules);
        wrong = gradientDifference(g.at("model_increase_gradients"), tinyNetwork().gradients());
        QVERIFY2(wrong.empty(), wrong.c_str());
    }

    /// The increase term of the golden file is the difference that `increase` makes; signs and reference included.
    void generators() {
        const Level reference = goldenLevel(g.at("reference"), 3);
        for (std::size_t e = 1; e < 3; ++e) {
            const Json& expected = g.at("generators")[e];
            Generator with = goldenGenerator(g.at("generator_values")[e]);
            Generator without = goldenGenerator(g.at("generator_values")[e]);
            const Tensor noise = toTensor(g.at("eps")[e]);
            const auto exit = static_cast<int>(e);
            const ExitGeneratorTerms terms =
                exitGeneratorGradients(with, tinyNetwork(), levels, exit, reference.values, labels[e], noise, true);
            exitGeneratorGradients(without, tinyNetwork(), levels, exit, reference.values, labels[e], noise, false);
            QVERIFY(std::abs(terms.difficulty - expected.at("mean_difficulty").get<double>()) < kNear);
            QVERIFY(std::abs(terms.diversity - expected.at("diversity").get<double>()) < kNear);
            for (const auto& [name, value] : expected.at("increase_gradients").items()) {
                if (name == "hidden.bias") continue;
                const Tensor found = with.tensors().at(name).grad() - without.tensors().at(name).grad();
                QCOMPARE_NEAR(found, toTensor(value), kNear);
            }
        }
    }

    /// L_y of the ensemble by differences of one weight, at the first exit: beyond it E of the boosted outputs, which
    /// has no gradient, would move the differences.
    void ensembleGradient() {
        const Level reference = goldenLevel(g.at("reference"), 3);
        const Tensor noise = toTensor(g.at("eps")[0]);
        const auto at = [&](std::int64_t index, float shift) {
            Generator moved = goldenGenerator(g.at("generator_values")[0]);
            {
                const at::NoGradGuard noGrad;
                Tensor(moved.tensors().at("output.bias")).data_ptr<float>()[index] += shift;
            }
            const ExitGeneratorTerms terms =
                exitGeneratorGradients(moved, tinyNetwork(), levels, 0, reference.values, labels[0], noise, false);
            return std::pair{terms.label + terms.diversity,
                             moved.tensors().at("output.bias").grad()[index].item<double>()};
        };
        double largest = 0;
        for (std::int64_t i = 0; i < 6; ++i) {
            const double numeric = (at(i, 2e-3F).first - at(i, -2e-3F).first) / 4e-3;
            const double found = at(i, 0).second;
            QVERIFY2(std::abs(found - numeric) < 1e-3,
                     QByteArray::number(found) + " instead of " + QByteArray::number(numeric));
            largest = std::max(largest, std::abs(numeric));
        }
        QVERIFY(largest > 0.02);

        // The class term against its definition.
        Tensor together = at::zeros({labels[1].size(0), 3});
        for (const auto& [level, share] : holders(levels, 1)) {
            const at::NoGradGuard noGrad;
            load(tinyNetwork(), level->values);
            together = together + tinyNetwork().forwardLatent(latents[1], level->exits, false).logits[1] * share;
        }
        Generator generator = goldenGenerator(g.at("generator_values")[1]);
        const ExitGeneratorTerms terms = exitGeneratorGradients(generator, tinyNetwork(), levels, 1, reference.values,
                                                                labels[1], toTensor(g.at("eps")[1]), false);
        QVERIFY(std::abs(terms.label - crossEntropy(together, labels[1]).item<double>()) < kNear);
    }
};

QTEST_GUILESS_MAIN(TestParallel)
#include "tst_parallel.moc"
