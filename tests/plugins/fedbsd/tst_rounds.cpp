// SPDX-License-Identifier: GPL-3.0-or-later
// Whole rounds of FedBSD and its options against the independent reference.
#include <QTest>

#include <cmath>

#include "core/learning/losses.h"
#include "tests/support/golden_rounds.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

Changes changesOf(const Json& g, const Json& options) {
    const auto flag = [&](const char* key) { return options.at(key).get<bool>() ? "true" : "false"; };
    return {{"training.optimizer_state", "reset"},
            {"algorithm.lambda", options.at("lambda").dump()},
            {"algorithm.temperature", g.at("settings").at("temperature").dump()},
            {"algorithm.distance", options.at("distance").get<std::string>()},
            {"algorithm.init_from_global", flag("init_from_global")},
            {"algorithm.two_phase", flag("two_phase")}};
}

}  // namespace

class TestRounds : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void variant_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"default", "mse", "cosine", "init_from_global", "two_phase"})
            QTest::newRow(name) << name;
    }
    void variant() {
        QFETCH(QString, name);
        const Json g = golden("fedbsd_rounds");
        const Json variant = g.at("variants").at(name.toStdString());
        const Json& options = variant.at("options");
        RunSetup setup = goldenSetup(g, "fedbsd", changesOf(g, options));
        const SpanTable& spans = setup.plan->spans();
        const std::vector<AfterRound> rounds = runGolden(setup, g.at("initial"));
        QCOMPARE(rounds.size(), variant.at("rounds").size());
        for (std::size_t t = 0; t < rounds.size(); ++t) {
            const Json& expected = variant.at("rounds")[t];
            const AfterRound& found = rounds[t];
            const auto cohort = expected.at("cohort").get<std::vector<int>>();
            compareValues(spans, found.global(), expected.at("server"));
            std::vector<std::int64_t> samples;
            for (std::size_t c = 0; c < cohort.size(); ++c) {
                const auto client = static_cast<std::size_t>(cohort[c]);
                samples.push_back(g.at("clients")[client].at("samples").get<std::int64_t>());
                for (const auto& [tensor, value] : expected.at("personal")[c].items()) {
                    // A shared backbone is the server's again after the round.
                    if (options.at("init_from_global").get<bool>() && tensor.rfind("stages.", 0) == 0) continue;
                    QCOMPARE_NEAR(slice(spans, found.clients[client], tensor), toTensor(value), kGoldenTolerance);
                }
            }
            compareLoss(found.told.of<LossMeasured>().at(0), expected.at("losses"), samples);
            checkDistance(found, expected, samples, options.at("lambda").get<double>());
            if (t == 0 || options.at("init_from_global").get<bool>()) continue;
            for (int i = 0; i < 4; ++i)
                if (std::find(cohort.begin(), cohort.end(), i) == cohort.end())
                    QVERIFY(sameBits(found.clients[static_cast<std::size_t>(i)],
                                     rounds[t - 1].clients[static_cast<std::size_t>(i)]));
        }
    }

    void distances() {
        const Json cases = golden("fedbsd_rounds").at("loss_cases");
        for (const Json& one : cases.at("values")) {
            const std::string name = one.at("distance");
            const FeatureLoss kind = name == "kl"    ? FeatureLoss::Divergence
                                     : name == "mse" ? FeatureLoss::MeanSquare
                                                     : FeatureLoss::Cosine;
            const Tensor student = toTensor(cases.at("student")).requires_grad_(true);
            const Tensor loss =
                featureDistillation(toTensor(cases.at("teacher")), student, kind, one.at("temperature").get<double>());
            loss.backward();
            QVERIFY(std::abs(loss.item<double>() - one.at("value").get<double>()) < 1e-6);
            QCOMPARE_NEAR(student.grad(), toTensor(one.at("grad")), 1e-6);
        }
    }

  private:
    /// The report says per exit what the loss term says in sum.
    static void checkDistance(const AfterRound& found, const Json& expected, const std::vector<std::int64_t>& samples,
                              double lambda) {
        const MethodSeries series = found.told.of<MethodSeries>("distillation_distance").at(0);
        QCOMPARE(series.labels, (std::vector<std::string>{"exit 1", "exit 2", "exit 3"}));
        double sum = 0, seen = 0;
        for (std::size_t c = 0; c < samples.size(); ++c)
            for (const Json& step : expected.at("losses")[c]) {
                if (!step.at("terms").contains("distillation")) continue;
                sum += static_cast<double>(samples[c]) * step.at("terms").at("distillation").get<double>();
                seen += static_cast<double>(samples[c]);
            }
        const double mean = (series.values[0] + series.values[1] + series.values[2]) / 3;
        QVERIFY2(std::abs(lambda * mean - sum / seen) < kGoldenTolerance, std::to_string(mean).c_str());
    }
};

QTEST_GUILESS_MAIN(TestRounds)
#include "tst_rounds.moc"
