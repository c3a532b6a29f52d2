// SPDX-License-Identifier: GPL-3.0-or-later
// Distances, mixtures and whole rounds of KD-PDFL against the independent reference.
#include <QTest>

#include <cmath>

#include "core/learning/wasserstein.h"
#include "plugins/kdpdfl/mixing.h"
#include "tests/support/golden_rounds.h"

using namespace exitlab;
using namespace exitlab::test;

class TestRounds : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void distances() {
        for (const Json& one : golden("kdpdfl_rounds").at("distance_cases"))
            QVERIFY(std::abs(wassersteinDistance(toTensor(one.at("own")), toTensor(one.at("other"))) -
                             one.at("d").get<double>()) < 1e-6);
    }

    void mixing_data() {
        QTest::addColumn<int>("index");
        const Json cases = golden("kdpdfl_rounds").at("mixing_cases");
        for (std::size_t i = 0; i < cases.size(); ++i)
            QTest::newRow(cases[i].at("name").get<std::string>().c_str()) << static_cast<int>(i);
    }
    void mixing() {
        QFETCH(int, index);
        const Json one = golden("kdpdfl_rounds").at("mixing_cases")[static_cast<std::size_t>(index)];
        const kdpdfl::Mixing found = kdpdfl::mixingOf(one.at("d").get<std::vector<double>>());
        QCOMPARE_NEAR(found.weights, toDoubles(one.at("pi")), 1e-8);
        if (one.at("tau").is_null())
            QVERIFY(std::isnan(found.tau));
        else
            QVERIFY(std::abs(found.tau - one.at("tau").get<double>()) < 1e-12);
    }

    void variant_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("ring") << "ring";
        QTest::newRow("full") << "full";
    }
    void variant() {
        QFETCH(QString, name);
        const Json g = golden("kdpdfl_rounds");
        const Json variant = g.at("variants").at(name.toStdString());
        RunSetup setup = goldenSetup(
            g, "kdpdfl", {{"training.optimizer_state", "reset"}, {"algorithm.topology", name.toStdString()}});
        const SpanTable& spans = setup.plan->spans();
        const std::vector<AfterRound> rounds = runGolden(setup, g.at("initial"));
        QCOMPARE(rounds.size(), variant.at("rounds").size());
        for (std::size_t t = 0; t < rounds.size(); ++t) {
            const Json& expected = variant.at("rounds")[t];
            const AfterRound& found = rounds[t];
            const auto cohort = expected.at("cohort").get<std::vector<int>>();
            const MethodMatrix mixing = found.told.of<MethodMatrix>("mixing").at(0),
                               distance = found.told.of<MethodMatrix>("distance").at(0);
            QCOMPARE(mixing.rows, cohort);
            QCOMPARE(mixing.cols, (std::vector<int>{0, 1, 2, 3, 4}));
            std::vector<std::int64_t> samples;
            double taus = 0;
            for (std::size_t c = 0; c < cohort.size(); ++c) {
                const int row = static_cast<int>(c), client = cohort[c];
                samples.push_back(g.at("clients")[static_cast<std::size_t>(client)].at("samples").get<std::int64_t>());
                // Who is no neighbour has no share and no distance.
                std::vector<double> pi(5, 0), d(5, std::nan(""));
                pi[static_cast<std::size_t>(client)] = expected.at("pi")[c][0];
                d[static_cast<std::size_t>(client)] = 0;
                for (std::size_t j = 0; j < expected.at("neighbours")[c].size(); ++j) {
                    const auto neighbour = expected.at("neighbours")[c][j].get<std::size_t>();
                    pi[neighbour] = expected.at("pi")[c][j + 1];
                    d[neighbour] = expected.at("d")[c][j];
                }
                for (int j = 0; j < 5; ++j) {
                    const auto at = static_cast<std::size_t>(j);
                    QVERIFY(std::abs(mixing.values.at(row, j) - pi[at]) < kGoldenTolerance);
                    QCOMPARE(std::isnan(distance.values.at(row, j)), std::isnan(d[at]));
                    if (!std::isnan(d[at])) QVERIFY(std::abs(distance.values.at(row, j) - d[at]) < kGoldenTolerance);
                }
                if (!expected.at("tau")[c].is_null()) taus += expected.at("tau")[c].get<double>();
                compareValues(spans, found.clients[static_cast<std::size_t>(client)], expected.at("personal")[c]);
            }
            compareLoss(found.told.of<LossMeasured>().at(0), expected.at("losses"), samples);
            const MethodSeries series = found.told.of<MethodSeries>("distances").at(0);
            if (t == 0)
                QVERIFY(std::isnan(series.values[2]));
            else
                QVERIFY(std::abs(series.values[2] - taus / static_cast<double>(cohort.size())) < kGoldenTolerance);
            for (int i = 0; t > 0 && i < 5; ++i)
                if (std::find(cohort.begin(), cohort.end(), i) == cohort.end())
                    QVERIFY(sameBits(found.clients[static_cast<std::size_t>(i)],
                                     rounds[t - 1].clients[static_cast<std::size_t>(i)]));
        }
    }
};

QTEST_GUILESS_MAIN(TestRounds)
#include "tst_rounds.moc"
