// SPDX-License-Identifier: GPL-3.0-or-later
// DarkDistill's single quantities and their gradients against the independent reference.
#include <QTest>

#include "core/learning/quota.h"
#include "core/learning/relational.h"
#include "plugins/darkdistill/progressive.h"
#include "tests/plugins/darkdistill/golden_parts.h"

using namespace exitlab;
using namespace exitlab::darkdistill;
using namespace exitlab::test;

namespace {

constexpr double kNear = 1e-5;

Matcher goldenMatcher(const Json& named) {
    Matcher matcher(4, 1e-3, Rng(1, Purpose::Test));
    const at::NoGradGuard noGrad;
    for (const auto& [name, value] : named.items()) Tensor(matcher.tensors().at(name)).copy_(toTensor(value));
    return matcher;
}

std::string matcherDifference(const Matcher& matcher, const Json& gradients) {
    for (const auto& [name, value] : gradients.items()) {
        const Tensor gradient = matcher.tensors().at(name).grad();
        const std::string wrong = difference(gradient.defined() ? gradient : at::zeros_like(matcher.tensors().at(name)),
                                             toTensor(value), kNear);
        if (!wrong.empty()) return name + ": " + wrong;
    }
    return {};
}

}  // namespace

class TestParts : public QObject {
    Q_OBJECT
    const Json g = golden("darkdistill_parts");

  private Q_SLOTS:
    void quota() {
        for (const Json& one : g.at("quota")) {
            const Tensor all = toTensor(one.at("outputs"));
            std::vector<Tensor> outputs;
            for (std::int64_t k = 0; k < all.size(0); ++k) outputs.push_back(all[k]);
            QCOMPARE(quotaCounts(all.size(1), static_cast<int>(all.size(0)), 1.5), wholeNumbers(one.at("counts")));
            QCOMPARE(assignByQuota(outputs, 1.5), one.at("owner").get<std::vector<int>>());
        }
        QCOMPARE(quotaCounts(32, 4, 1), (std::vector<std::int64_t>{8, 8, 8, 8}));
        const std::vector<Tensor> lost(2, at::full({4, 3}, std::numeric_limits<float>::quiet_NaN()));
        QCOMPARE(assignByQuota(lost, 1), (std::vector<int>{0, 0, 1, 1}));  // a diverged model: still everybody once
    }

    void matching_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < g.at("matching").size(); ++i)
            QTest::newRow(g.at("matching")[i].at("name").get<std::string>().c_str()) << static_cast<int>(i);
    }
    void matching() {
        QFETCH(int, index);
        const Json& one = g.at("matching")[static_cast<std::size_t>(index)];
        Matcher matcher = goldenMatcher(g.at("matcher"));
        MatchingRule rule;
        rule.learnt = one.at("rule") == "learn" ? &matcher : nullptr;
        rule.mean = one.at("reduce") == "mean";
        rule.hard = one.at("hard");
        const int exits = one.at("exits");
        const Matching found = matchExits(toTensor(one.at("difficulty")), one.at("owner").get<std::vector<int>>(),
                                          exits, wholeNumbers(one.at("teacher_samples")), rule);
        QCOMPARE_NEAR(found.weights.detach(), toTensor(one.at("a")), kNear);
        QCOMPARE_NEAR(found.mean, toDoubles(one.at("mean")), kNear);
        QCOMPARE_NEAR(found.variance, toDoubles(one.at("variance")), kNear);
        for (int e = 0; e < exits; ++e) {
            const auto at = static_cast<std::size_t>(e);
            QCOMPARE(found.delta[at].defined(), !one.at("delta")[at].is_null());
            if (found.delta[at].defined())
                QCOMPARE_NEAR(toDoubles(found.delta[at].detach()), toDoubles(one.at("delta")[at]), kNear);
        }
        if (!one.contains("matcher_gradients")) return;
        (found.weights * toTensor(one.at("probe"))).sum().backward();
        const std::string wrong = matcherDifference(matcher, one.at("matcher_gradients"));
        QVERIFY2(wrong.empty(), wrong.c_str());
    }

    void generators() {
        for (const Json& one : g.at("generators")) {
            Generator generator = goldenGenerator(g.at("generator"));
            const Json& c = g.at("condition");
            const Condition condition{toTensor(c.at("difficulty")), at::tensor(wholeNumbers(c.at("y")), at::kLong)};
            const Tensor noise = toTensor(c.at("eps"));
            StageRules rules;
            rules.condition = one.at("condition");
            const Tensor given = rules.condition ? condition.difficulty : at::zeros_like(condition.difficulty);
            QCOMPARE_NEAR(generator.generate(noise, condition.labels, given).detach(), toTensor(one.at("latents")),
                          kNear);
            const int level = one.at("level");
            const Level reference = goldenLevel(g.at("models")[2], 3);
            const GeneratorTerms terms = generatorGradients(
                generator, tinyNetwork(), goldenLevel(g.at("models")[static_cast<std::size_t>(level)], level + 1),
                reference.values, condition, noise, rules);
            QCOMPARE(terms.owner, one.at("owner").get<std::vector<int>>());
            QVERIFY(std::abs(terms.label - one.at("label").get<double>()) < kNear);
            QVERIFY(std::abs(terms.diversity - one.at("diversity").get<double>()) < kNear);
            if (rules.condition) QVERIFY(std::abs(terms.difficulty - one.at("difficulty").get<double>()) < kNear);
            const std::string wrong = generatorDifference(generator, one.at("gradients"), kNear);
            QVERIFY2(wrong.empty(), wrong.c_str());
            // Nothing of this reaches the models.
            QVERIFY(tinyNetwork().gradients().abs().max().item<float>() == 0);
        }
    }

    void pairs_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < g.at("pairs").size(); ++i)
            QTest::newRow(g.at("pairs")[i].at("name").get<std::string>().c_str()) << static_cast<int>(i);
    }
    void pairs() {
        QFETCH(int, index);
        const Json& one = g.at("pairs")[static_cast<std::size_t>(index)];
        const auto t = one.at("teacher").get<std::size_t>();
        if (one.at("teacher_exit").get<std::size_t>() != t) {
            joined(one);
            return;
        }
        Matcher matcher = goldenMatcher(g.at("matcher"));
        StageRules rules;
        rules.matching.learnt = one.at("rule") == "learn" ? &matcher : nullptr;
        rules.matching.mean = one.at("reduce") == "mean";
        rules.matching.hard = one.at("hard");
        const Level teacher = goldenLevel(g.at("models")[t], static_cast<int>(t) + 1);
        const Level student = goldenLevel(g.at("models")[t + 1], static_cast<int>(t) + 2);
        const Tensor difficulty = toTensor(g.at("condition").at("difficulty"));
        const PairLoss found =
            pairGradients(tinyNetwork(), teacher, student, toTensor(g.at("latents")), difficulty, 1, rules);
        QVERIFY(std::abs(found.loss - one.at("loss").get<double>()) < kNear);
        QCOMPARE(found.chosen, wholeNumbers(one.at("teacher_samples")));
        QCOMPARE(found.owner, one.at("student_owner").get<std::vector<int>>());
        QCOMPARE_NEAR(found.matching.weights.detach(), toTensor(one.at("a")), kNear);
        std::string wrong = differenceOf(one.at("gradients"), tinyNetwork().gradients());
        QVERIFY2(wrong.empty(), wrong.c_str());
        if (one.contains("matcher_gradients")) wrong = matcherDifference(matcher, one.at("matcher_gradients"));
        QVERIFY2(wrong.empty(), wrong.c_str());
        // A share scales the gradient, not the loss that is told.
        const PairLoss half =
            pairGradients(tinyNetwork(), teacher, student, toTensor(g.at("latents")), difficulty, 0.5, rules);
        QCOMPARE(half.loss, found.loss);
        wrong = differenceOf(one.at("gradients"), tinyNetwork().gradients() * 2);
        QVERIFY2(wrong.empty(), wrong.c_str());
    }

    void generatorStarts() {
        GeneratorShape shape;
        shape.classes = 40;
        shape.hidden = 64;
        shape.latent = {2, 5, 5};
        const Generator one(shape, "generator.1.", 0.01, Rng(3, Purpose::Method, 0, 101));
        const Generator same(shape, "generator.1.", 0.01, Rng(3, Purpose::Method, 0, 101));
        const Generator other(shape, "generator.2.", 0.01, Rng(3, Purpose::Method, 0, 102));
        for (const auto& [name, tensor] : one.tensors().all()) {
            QVERIFY(sameBits(tensor.detach(), same.tensors().at(name).detach()));
            if (name.rfind("norm", 0) != 0) QVERIFY(!sameBits(tensor.detach(), other.tensors().at(name).detach()));
        }
        const Tensor embedding = one.tensors().at("embedding.weight").detach();
        QVERIFY(std::abs(embedding.std().item<double>() - 1) < 0.1);
        const Tensor hidden = one.tensors().at("hidden.weight").detach();
        const double bound = 1 / std::sqrt(96.0);
        QVERIFY(hidden.abs().max().item<double>() <= bound);
        QVERIFY(hidden.abs().max().item<double>() > 0.95 * bound);
        const Tensor x = one.generate(at::rand({4, 32}), at::zeros({4}, at::kLong), at::ones({4}));
        QCOMPARE(x.sizes().vec(), (std::vector<std::int64_t>{4, 2, 5, 5}));
    }

  private:
    std::string differenceOf(const Json& expected, const Tensor& gradients) const {
        for (const auto& [name, value] : expected.items()) {
            const std::string wrong = difference(slice(tinyNetwork().spans(), gradients, name), toTensor(value), kNear);
            if (!wrong.empty()) return name + ": " + wrong;
        }
        return {};
    }

    /// The case of an earlier teacher exit is one of the two terms of kd_join = all; the other is the first case.
    void joined(const Json& one) const {
        StageRules rules;
        rules.joinAll = true;
        const PairLoss found =
            pairGradients(tinyNetwork(), goldenLevel(g.at("models")[1], 2), goldenLevel(g.at("models")[2], 3),
                          toTensor(g.at("latents")), toTensor(g.at("condition").at("difficulty")), 1, rules);
        const Json& last = g.at("pairs")[0];
        const double mean = (one.at("loss").get<double>() + last.at("loss").get<double>()) / 2;
        QVERIFY(std::abs(found.loss - mean) < kNear);
        for (const auto& [name, value] : one.at("gradients").items()) {
            const Tensor both = (toTensor(value) + toTensor(last.at("gradients").at(name))) / 2;
            QCOMPARE_NEAR(slice(tinyNetwork().spans(), tinyNetwork().gradients(), name), both, kNear);
        }
    }
};

QTEST_GUILESS_MAIN(TestParts)
#include "tst_parts.moc"
