// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/inference/policies.h"
#include "core/metrics/summary.h"

using namespace exitlab;

namespace {

const double kInfinity = std::numeric_limits<double>::infinity();

/// Records from per-exit lists [exit][sample]; every label 0, predictions 0 (right) unless given.
ExitRecords fromConfidence(const std::vector<std::vector<double>>& confidence) {
    ExitRecords records;
    records.exits = static_cast<int>(confidence.size());
    records.classes = 10;
    const std::size_t n = confidence[0].size();
    for (std::size_t i = 0; i < n; ++i) {
        records.client.push_back(0);
        records.sample.push_back(static_cast<int>(i));
        records.label.push_back(0);
        for (const auto& exit : confidence) {
            records.prediction.push_back(0);
            records.confidence.push_back(static_cast<float>(exit[i]));
            records.entropy.push_back(static_cast<float>(1 - exit[i]));
            records.margin.push_back(static_cast<float>(exit[i] / 2));
        }
    }
    return records;
}

ExitRecords randomRecords(std::size_t n, int exits, int clients, std::uint64_t seed) {
    Rng rng(seed, Purpose::Test);
    ExitRecords records;
    records.exits = exits;
    records.classes = 10;
    for (std::size_t i = 0; i < n; ++i) {
        records.client.push_back(static_cast<int>(rng.below(static_cast<std::uint64_t>(clients))));
        records.sample.push_back(static_cast<int>(i));
        records.label.push_back(static_cast<int>(rng.below(10)));
        for (int k = 0; k < exits; ++k) {
            const bool right = rng.uniform() < 0.5 + 0.1 * k;
            records.prediction.push_back(right ? records.label.back() : (records.label.back() + 1) % 10);
            records.confidence.push_back(static_cast<float>(rng.uniform(0.1, 1.0)));
            records.entropy.push_back(static_cast<float>(rng.uniform(0, 2.3)));
            records.margin.push_back(static_cast<float>(rng.uniform()));
        }
    }
    return records;
}

/// Two clients, two exits, by hand: client 4 has samples 0, 1, 2, client 9 has sample 3.
ExitRecords handRecords() {
    ExitRecords records;
    records.exits = 2;
    records.classes = 3;
    records.client = {4, 4, 4, 9};
    records.sample = {10, 11, 12, 13};
    records.label = {0, 1, 2, 1};
    records.prediction = {0, 0, 2, 1, 2, 2, 1, 0};
    records.confidence = {0.9f, 0.5f, 0.7f, 0.8f, 0.4f, 0.9f, 0.6f, 0.95f};
    records.entropy = {0.2f, 0.9f, 0.7f, 0.5f, 1.0f, 0.3f, 0.8f, 0.1f};
    records.margin = {0.8f, 0.1f, 0.5f, 0.7f, 0.1f, 0.8f, 0.4f, 0.9f};
    return records;
}

ExitRecords goldenRecords(const nlohmann::json& set) {
    ExitRecords records;
    const auto& shape = set.at("confidence").at("shape");
    const int exits = shape.at(0);
    const int n = shape.at(1);
    records.exits = exits;
    records.classes = set.at("probabilities").at("shape").at(2);
    for (int i = 0; i < n; ++i) {
        records.client.push_back(0);
        records.sample.push_back(i);
        records.label.push_back(set.at("labels").at(static_cast<std::size_t>(i)));
        for (int k = 0; k < exits; ++k) {
            const auto at = static_cast<std::size_t>(k * n + i);
            records.prediction.push_back(set.at("prediction").at("values").at(at));
            records.confidence.push_back(set.at("confidence").at("values").at(at));
            records.entropy.push_back(set.at("entropy").at("values").at(at));
            records.margin.push_back(set.at("margin").at("values").at(at));
        }
    }
    return records;
}

bool near(double a, double b, double tolerance = 1e-8) { return std::abs(a - b) <= tolerance; }

void compareOutcome(const nlohmann::json& expected, const std::vector<int>& taken, const PolicyResult& result) {
    QCOMPARE(taken, expected.at("exit").get<std::vector<int>>());
    const auto shares = expected.at("shares").get<std::vector<double>>();
    for (std::size_t k = 0; k < shares.size(); ++k) QVERIFY(near(result.shares[k], shares[k]));
    QVERIFY(near(result.accuracy, expected.at("accuracy")));
    QVERIFY(near(result.macs, expected.at("expected_macs"), 1e-2));
    QVERIFY(near(result.saving, expected.at("saving")));
}

void compareThresholds(const nlohmann::json& expected, const std::vector<double>& found) {
    QCOMPARE(found.size(), expected.size() + 1);
    QCOMPARE(found.back(), -kInfinity);
    for (std::size_t k = 0; k < expected.size(); ++k) {
        if (expected[k].is_null())
            QCOMPARE(found[k], kInfinity);
        else
            QCOMPARE(static_cast<float>(found[k]), expected[k].get<float>());
    }
}

}  // namespace

class TestPolicies : public QObject {
    Q_OBJECT
  private slots:
    void thresholdByHand() {
        const ExitRecords records = handRecords();
        // Samples 0 and 1 leave at exit 0 (0.9 and 0.7 >= 0.7), 2 and 3 at exit 1.
        QCOMPARE(exitsTaken(records, ExitRule::Confidence, {0.7, 0.7}), (std::vector<int>{0, 0, 1, 1}));
        const PolicyResult result = thresholdPolicy(records, ExitRule::Confidence, 0.7, {100, 400});
        // Predictions: 0 right, 2 for 1 wrong, 2 right, 0 for 1 wrong.
        QCOMPARE(result.accuracy, 0.5);
        QCOMPARE(result.clientAccuracy, (2.0 / 3 + 0.0) / 2);
        QCOMPARE(result.shares, (std::vector<double>{0.5, 0.5}));
        QCOMPARE(result.macs, 250.0);
        QCOMPARE(result.saving, 0.375);
        // Client 4: (100 + 100 + 400) / 3 = 200 -> 0.5 saved; client 9: nothing saved.
        QCOMPARE(result.clientSaving, 0.25);
        QCOMPARE(result.thresholds, (std::vector<double>{0.7, 0.7}));
    }
    void rulesAtEquality() {
        const ExitRecords records = handRecords();
        // Entropy leaves strictly below, confidence and margin at or above.
        QCOMPARE(exitsTaken(records, ExitRule::Entropy, {0.7, 0}), (std::vector<int>{0, 1, 1, 1}));
        QCOMPARE(exitsTaken(records, ExitRule::Entropy, {0.7001, 0}), (std::vector<int>{0, 0, 1, 1}));
        QCOMPARE(exitsTaken(records, ExitRule::Margin, {0.5, 2}), (std::vector<int>{0, 0, 1, 1}));
        QCOMPARE(exitsTaken(records, ExitRule::Entropy, {kInfinity, 0}), (std::vector<int>{0, 0, 0, 0}));
        QCOMPARE(exitsTaken(records, ExitRule::Entropy, {-kInfinity, 0}), (std::vector<int>{1, 1, 1, 1}));
        QCOMPARE(exitsTaken(records, ExitRule::Confidence, {kInfinity, 0}), (std::vector<int>{1, 1, 1, 1}));
        QCOMPARE(exitsTaken(records, ExitRule::Confidence, {-kInfinity, 0}), (std::vector<int>{0, 0, 0, 0}));
    }
    void notANumberStays() {
        ExitRecords records = handRecords();
        records.confidence[0] = std::numeric_limits<float>::quiet_NaN();
        records.entropy[0] = std::numeric_limits<float>::quiet_NaN();
        QCOMPARE(exitsTaken(records, ExitRule::Confidence, {0.1, 0.1})[0], 1);
        QCOMPARE(exitsTaken(records, ExitRule::Entropy, {9, 9})[0], 1);
        QCOMPARE(budgetThresholds(records, 1.0)[0], static_cast<double>(0.6f));
    }
    void noSamples() {
        ExitRecords records;
        records.exits = 2;
        records.classes = 2;
        const PolicyResult result = thresholdPolicy(records, ExitRule::Confidence, 0.5, {1, 2});
        QVERIFY(std::isnan(result.accuracy) && std::isnan(result.macs) && std::isnan(result.clientSaving));
        QVERIFY(std::isnan(anytimeAccuracy(records)[1]));
        QVERIFY_EXCEPTION_THROWN(fitBudget(records, 0.5, {1, 2}), InputError);
    }
    void wrongLengthsAreRefused() {
        QVERIFY_EXCEPTION_THROWN(exitsTaken(handRecords(), ExitRule::Margin, {0.5}), Error);
        QVERIFY_EXCEPTION_THROWN(thresholdPolicy(handRecords(), ExitRule::Margin, 0.5, {1, 2, 3}), Error);
        QVERIFY_EXCEPTION_THROWN(thresholdPolicy(handRecords(), ExitRule::Margin, 0.5, {0, 0}), Error);
    }
    void anytimeIsTheMeanOverClients() {
        // Exit 0: client 4 right on samples 0 and 2, client 9 on its only one. Exit 1: client 4 on all, client 9 on
        // none.
        const std::vector<double> accuracy = anytimeAccuracy(handRecords());
        QCOMPARE(accuracy[0], (2.0 / 3 + 1.0) / 2);
        QCOMPARE(accuracy[1], (1.0 + 0.0) / 2);
    }
    void farApartClientIds() {
        ExitRecords records = handRecords();
        const PolicyResult near = thresholdPolicy(records, ExitRule::Margin, 0.45, {1, 3});
        records.client = {-2000000000, -2000000000, -2000000000, 2000000000};
        QCOMPARE(thresholdPolicy(records, ExitRule::Margin, 0.45, {1, 3}), near);
    }

    void budgetOfTheDocument() {
        // early-exit.md 7.1.
        const ExitRecords records = fromConfidence({{.95, .20, .60, .90, .35, .55, .80, .40, .99, .30},
                                                    {.97, .50, .85, .92, .45, .75, .88, .65, .99, .41},
                                                    {.5, .5, .5, .5, .5, .5, .5, .5, .5, .5}});
        const auto check = [&](double p, float first, float second, const std::vector<double>& shares) {
            const std::vector<double> thresholds = budgetThresholds(records, p);
            QCOMPARE(thresholds.size(), std::size_t(3));
            QCOMPARE(static_cast<float>(thresholds[0]), first);
            QCOMPARE(static_cast<float>(thresholds[1]), second);
            QCOMPARE(thresholds[2], -kInfinity);
            const PolicyResult result = evaluatePolicy(records, ExitRule::Confidence, thresholds, {1, 2, 3});
            for (std::size_t k = 0; k < 3; ++k) QVERIFY(near(result.shares[k], shares[k]));
        };
        check(0.5, .60f, .65f, {.5, .2, .3});
        check(1.0, .90f, .75f, {.3, .3, .4});
    }
    void tiesLeaveTogether() {
        // p = 0.5, K = 2: floor(4 * 2/3) = 2 of 4, but all four tie.
        const std::vector<double> thresholds =
            budgetThresholds(fromConfidence({{.7, .7, .7, .7}, {.9, .9, .9, .9}}), 0.5);
        QCOMPARE(static_cast<float>(thresholds[0]), .7f);
        // p = 0.25, K = 3, n = 3: counts 2 and 0; the second exit opens for nobody.
        const std::vector<double> few =
            budgetThresholds(fromConfidence({{.5, .9, .7}, {.6, .8, .95}, {.9, .9, .9}}), 0.25);
        QCOMPARE(static_cast<float>(few[0]), .7f);
        QCOMPARE(few[1], kInfinity);
    }
    void budgetIsKept() {
        const ExitRecords validation = randomRecords(2000, 4, 10, 1);
        const std::vector<double> macs = {10, 30, 60, 100};
        double last = 0;
        for (const double share : {0.15, 0.3, 0.5, 0.7, 0.85}) {
            const BudgetFit fit = fitBudget(validation, share, macs);
            const PolicyResult result = evaluatePolicy(validation, ExitRule::Confidence, fit.thresholds, macs);
            QVERIFY(near(result.macs / macs.back(), fit.validationShare));
            QVERIFY(fit.validationShare <= share);
            // 2000 samples: the staircase is fine, so little of the budget is left over.
            if (share < 0.8) QVERIFY(fit.validationShare > share - 0.005);
            QVERIFY(fit.p > last);
            last = fit.p;
        }
        QCOMPARE(fitBudget(validation, 1.0, macs).p, 1.95);
        try {
            fitBudget(validation, 0.05, macs);
            QFAIL("a share below the first exit's cost was accepted");
        } catch (const InputError& error) {
            QVERIFY(QString(error.what()).contains("smallest feasible is 0.1"));
        }
    }
    void sweeps() {
        const ExitRecords records = randomRecords(500, 3, 5, 2);
        const std::vector<double> macs = {1, 2, 4};
        const auto confidence = thresholdSweep(records, ExitRule::Confidence, macs);
        QCOMPARE(confidence.size(), std::size_t(15));
        QVERIFY(near(confidence.front().thresholds[0], 0.30) && near(confidence[13].thresholds[0], 0.95));
        QVERIFY(near(confidence.back().thresholds[0], 0.99));
        for (std::size_t i = 1; i < confidence.size(); ++i) QVERIFY(confidence[i].macs >= confidence[i - 1].macs);
        const auto entropy = thresholdSweep(records, ExitRule::Entropy, macs);
        QVERIFY(near(entropy.front().thresholds[0], 0.30 * std::log(10.0)));
        const auto budget = budgetSweep(randomRecords(300, 3, 5, 3), records, macs);
        QCOMPARE(budget.size(), std::size_t(39));
        QVERIFY(budget.front().macs < budget.back().macs);

        std::vector<PolicyResult> curve(3);
        curve[0].accuracy = 0.5, curve[0].macs = 10;
        curve[1].accuracy = 0.8, curve[1].macs = 30;
        curve[2].accuracy = 0.9, curve[2].macs = 20;
        QCOMPARE(isoAccuracyMacs(curve, 0.7), 20.0);
        QCOMPARE(isoAccuracyMacs(curve, 0.5), 10.0);
        QVERIFY(std::isnan(isoAccuracyMacs(curve, 0.95)));
    }
    void patience() {
        ExitRecords records = fromConfidence({{.5, .5}, {.5, .5}, {.5, .5}, {.5, .5}});
        records.prediction = {1, 2, 2, 3, 0, 0, 0, 0};
        QCOMPARE(exitsByPatience(records, 2), (std::vector<int>{2, 1}));
        QCOMPARE(exitsByPatience(records, 3), (std::vector<int>{3, 2}));
        QCOMPARE(exitsByPatience(records, 1), (std::vector<int>{0, 0}));
        QVERIFY_EXCEPTION_THROWN(exitsByPatience(records, 0), Error);
        QCOMPARE(patiencePolicy(records, 2, {1, 2, 3, 4}).macs, 2.5);
    }

    void reference() {
        // Values of an independent implementation (tests/reference/policies.py).
        std::ifstream file(EXITLAB_SOURCE_DIR "/tests/reference/golden/policies.json");
        QVERIFY2(file.good(), "tests/reference/golden/policies.json");
        const nlohmann::json golden = nlohmann::json::parse(file);
        const auto macs = golden.at("macs").get<std::vector<double>>();
        const auto vectors = [&](const nlohmann::json& confidence, const nlohmann::json& expected) {
            const std::size_t n = confidence.at("shape").at(1);
            std::vector<std::vector<double>> perExit;
            for (std::size_t k = 0; k < 3; ++k) {
                perExit.emplace_back();
                for (std::size_t i = 0; i < n; ++i) perExit[k].push_back(confidence.at("values").at(k * n + i));
            }
            const ExitRecords records = fromConfidence(perExit);
            const auto thresholds = budgetThresholds(records, expected.at("p"));
            compareThresholds(expected.at("thresholds"), thresholds);
            QCOMPARE(exitsTaken(records, ExitRule::Confidence, thresholds),
                     expected.at("exit").get<std::vector<int>>());
        };
        const auto& document = golden.at("document_vector");
        for (const auto& expected : document.at("cases")) vectors(document.at("confidence"), expected);
        for (const auto& expected : golden.at("edge_vectors")) vectors(expected.at("confidence"), expected);

        const ExitRecords test = goldenRecords(golden.at("test"));
        const ExitRecords validation = goldenRecords(golden.at("validation"));
        const auto anytime = anytimeAccuracy(test);
        for (std::size_t k = 0; k < anytime.size(); ++k) {
            QVERIFY(near(anytime[k], golden.at("anytime").at("accuracy").at(k)));
            QVERIFY(near(expectedCalibrationError(test, static_cast<int>(k)), golden.at("calibration").at("ece").at(k),
                         1e-6));
        }
        int compared = 0;
        for (const auto& expected : golden.at("policies")) {
            const std::string kind = expected.at("kind");
            if (kind == "patience") {
                const int m = expected.at("threshold");
                compareOutcome(expected, exitsByPatience(test, m), patiencePolicy(test, m, macs));
            } else {
                const ExitRule rule = kind == "confidence" ? ExitRule::Confidence
                                      : kind == "entropy"  ? ExitRule::Entropy
                                                           : ExitRule::Margin;
                const double threshold = expected.at("threshold");
                compareOutcome(expected, exitsTaken(test, rule, std::vector<double>(macs.size(), threshold)),
                               thresholdPolicy(test, rule, threshold, macs));
            }
            ++compared;
        }
        for (const auto& expected : golden.at("budgeted")) {
            const auto thresholds = budgetThresholds(validation, expected.at("p"));
            compareThresholds(expected.at("thresholds"), thresholds);
            for (const auto& [name, records] : {std::pair{"validation", &validation}, std::pair{"test", &test}})
                compareOutcome(expected.at(name), exitsTaken(*records, ExitRule::Confidence, thresholds),
                               evaluatePolicy(*records, ExitRule::Confidence, thresholds, macs));
            ++compared;
        }
        QVERIFY(compared > 10);
    }

    void fastEnoughToDrag() {
        const ExitRecords records = randomRecords(10000, 4, 100, 4);
        const std::vector<double> macs = {1, 2, 3, 4};
        double best = 1e9;
        for (int i = 0; i < 5; ++i) {
            QElapsedTimer timer;
            timer.start();
            const PolicyResult result = thresholdPolicy(records, ExitRule::Confidence, 0.6 + 0.01 * i, macs);
            best = std::min(best, static_cast<double>(timer.nsecsElapsed()) / 1e6);
            QVERIFY(result.macs > 1);
        }
        qInfo("threshold on 10,000 x 4: %.3f ms", best);
        QVERIFY2(best < 5, "a threshold must follow the mouse");
    }
};

QTEST_GUILESS_MAIN(TestPolicies)
#include "tst_policies.moc"
