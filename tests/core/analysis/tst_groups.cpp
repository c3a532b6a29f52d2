// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of seeds, what differs, and the corrected test, whose numbers were computed independently: t by hand from the
// formula, p by Simpson's rule over the density of Student's t (400,000 steps) and, for two degrees of freedom, by the
// closed form 1 - t / sqrt(2 + t^2).
#include <QtTest>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "analysis_testing.h"
#include "core/analysis/groups.h"
#include "core/base/error.h"

using namespace exitlab;
using exitlab::testing::Bench;

namespace {
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

bool close(double a, double b, double relative = 1e-9) { return std::abs(a - b) <= relative * std::abs(b); }
}  // namespace

class TestGroups : public QObject {
    Q_OBJECT

  private slots:
    void onlyDifferencesAreListed() {
        Bench bench;
        bench.add({"fedper", "glyphs", 1, 0.1});
        bench.add({"fedavg", "glyphs", 2, 0.1});
        bench.add({"fedavg", "glyphs", 2, 0.2, 0.5, RunStatus::Finished, "pathological"});
        const auto found = differences(bench.all());
        std::vector<std::string> keys;
        for (const Difference& one : found) keys.push_back(one.key);
        QCOMPARE(keys, (std::vector<std::string>{"seed", "data.partition.kind", "data.partition.alpha", "algorithm.id",
                                                 "training.lr", "data.partition.classes_per_client"}));
        QCOMPARE(found[4].values, (std::vector<std::string>{"0.1", "0.1", "0.2"}));
        // Without effect in two of them.
        QCOMPARE(found[5].values, (std::vector<std::string>{"", "", "2"}));
        QVERIFY(differences({bench.all().front()}).empty());
        QVERIFY(differences({}).empty());
    }

    void runsEqualButForTheSeedAreAGroup() {
        Bench bench;
        bench.add({"fedper", "glyphs", 3, 0.1, 0.50});
        bench.add({"fedper", "glyphs", 1, 0.1, 0.52});
        bench.add({"fedper", "glyphs", 2, 0.2, 0.60});
        bench.add({"fedper", "glyphs", 3, 0.1, 0.54});                      // again: the newer counts
        bench.add({"fedper", "glyphs", 1, 0.1, 0.90, RunStatus::Stopped});  // again, but it did not finish
        bench.add({"fedavg", "fashion-mnist", 1, 0.1, 0.40});
        const auto all = bench.all();
        const auto groups = groupRuns(all);
        QCOMPARE(groups.size(), std::size_t(3));
        QCOMPARE(groups[0].runs.size(), std::size_t(2));
        QCOMPARE(groups[0].repeated, 2);
        QCOMPARE(groups[0].runs[0]->run.seed, std::uint64_t(1));
        QCOMPARE(groups[0].runs[0]->run.id, std::int64_t(2));
        QCOMPARE(groups[0].runs[1]->run.id, std::int64_t(4));
        QCOMPARE(groups[0].label, std::string("fedper, glyphs, lr 0.1"));
        QCOMPARE(groups[1].label, std::string("fedper, glyphs, lr 0.2"));
        QCOMPARE(groups[2].label, std::string("fedavg, fashion-mnist"));
        const Spread spread = spreadOf(valuesOf(groups[0], {Measure::Kind::Mean, 0}));
        QCOMPARE(spread.n, 2);
        QVERIFY(close(spread.mean, 0.53));
        QVERIFY(close(spread.deviation, 0.01 * std::sqrt(2.0), 1e-6));
    }

    void measuresAndTheirNames() {
        Bench bench;
        RunRecord& record = bench.add({"fedper", "glyphs", 1, 0.1, 0.5});
        record.exitAccuracy = 0.55;
        record.saving = 0.3;
        const auto list = measures(2);
        for (const Measure& measure : list) {
            QCOMPARE(measureFrom(measure.id(), 2), measure);
            QVERIFY(!measure.title(0.6).empty());
        }
        QVERIFY(close(Measure{Measure::Kind::Mean}.of(record), 0.5));
        QVERIFY(close(measureFrom("exit2", 2).of(record), 0.6));
        QVERIFY(close(measureFrom("best1", 2).of(record), 0.5));
        QVERIFY(close(measureFrom("last", 2).of(record), 0.6));
        QVERIFY(close(measureFrom("at_threshold", 2).of(record), 0.55));
        QVERIFY(close(measureFrom("traffic", 2).of(record), 3e6));
        QVERIFY(close(measureFrom("seconds_per_round", 2).of(record), 1));
        QVERIFY(std::isnan((Measure{Measure::Kind::Exit, 7}).of(record)));
        QCOMPARE(measureFrom("at_threshold", 2).title(0.6), std::string("accuracy at threshold 0.6"));
        QVERIFY_EXCEPTION_THROWN(measureFrom("exit3", 2), InputError);
    }

    void spreads() {
        const Spread spread = spreadOf({1, kNaN, 2, 4});
        QCOMPARE(spread.n, 3);
        QVERIFY(close(spread.mean, 7.0 / 3));
        QVERIFY(close(spread.deviation, std::sqrt(((16 + 1 + 25) / 9.0) / 2)));
        QVERIFY(std::isnan(spreadOf({}).mean) && std::isnan(spreadOf({3}).deviation));
        const MetricCurve a{MetricCurve::Metric::Accuracy, -1, {}, {}, {}, {}, {1, 2, 3}, {0.1, 0.2, 0.3}};
        const MetricCurve b{MetricCurve::Metric::Accuracy, -1, {}, {}, {}, {}, {2, 3, 4}, {0.4, kNaN, 0.5}};
        const CurveBand band = bandOf({&a, &b});
        QCOMPARE(band.n, 2);
        QCOMPARE(band.rounds, (std::vector<double>{2, 3}));
        QVERIFY(close(band.mean[0], 0.3) && close(band.deviation[0], 0.1 * std::sqrt(2.0)));
        QVERIFY(std::isnan(band.mean[1]));
    }

    void correctedTest_data() {
        QTest::addColumn<QList<double>>("d");
        QTest::addColumn<double>("ratio");
        QTest::addColumn<double>("t");
        QTest::addColumn<double>("p");
        QTest::addColumn<int>("verdict");
        QTest::newRow("five seeds") << QList<double>{0.02, 0.03, 0.01, 0.04, 0.02} << 1.0 / 3 << 2.882306768491569
                                    << 0.04490879035037054 << int(Verdict::Win);
        QTest::newRow("three seeds, closed form")
            << QList<double>{1.5, -0.5, 2.5} << 0.25 << 1.0 << 0.42264973081037416 << int(Verdict::Tie);
        QTest::newRow("ten seeds") << QList<double>{0.012, 0.015, 0.011, 0.016, 0.013,
                                                    0.012, 0.014, 0.013, 0.015, 0.011}
                                   << 0.1 << 16.85487930902322 << 4.0824040e-08 << int(Verdict::Win);
    }
    void correctedTest() {
        QFETCH(QList<double>, d);
        QFETCH(double, ratio);
        QFETCH(double, t);
        QFETCH(double, p);
        QFETCH(int, verdict);
        const std::vector<double> differences(d.begin(), d.end());
        const PairedTest test = correctedPairedTest(differences, ratio, 0.05, true);
        QCOMPARE(test.pairs, int(d.size()));
        QCOMPARE(test.degrees, int(d.size()) - 1);
        QVERIFY2(close(test.t, t), qPrintable(QString::number(test.t, 'g', 17)));
        QVERIFY2(close(test.p, p, 1e-6), qPrintable(QString::number(test.p, 'g', 17)));
        QCOMPARE(int(test.verdict), verdict);
        // The other way round, and where less is better.
        std::vector<double> turned;
        for (const double value : differences) turned.push_back(-value);
        const PairedTest other = correctedPairedTest(turned, ratio, 0.05, true);
        QVERIFY(close(other.p, test.p) && close(other.t, -test.t));
        if (test.verdict == Verdict::Win) {
            QCOMPARE(int(other.verdict), int(Verdict::Loss));
            QCOMPARE(int(correctedPairedTest(turned, ratio, 0.05, false).verdict), int(Verdict::Win));
        }
        // A stricter level keeps a tie, the correction makes the test more careful than the plain one.
        QCOMPARE(int(correctedPairedTest(differences, ratio, p * 0.99, true).verdict), int(Verdict::Tie));
        QVERIFY(correctedPairedTest(differences, 0, 0.05, true).p < test.p);
    }

    void tooFewSaysSo() {
        QCOMPARE(int(correctedPairedTest({}, 0.3, 0.05, true).verdict), int(Verdict::TooFew));
        const PairedTest one = correctedPairedTest({0.3}, 0.3, 0.05, true);
        QCOMPARE(int(one.verdict), int(Verdict::TooFew));
        QVERIFY2(one.reason.find("at least 2 seeds") != std::string::npos, one.reason.c_str());
        QVERIFY(std::isnan(one.p) && close(one.difference, 0.3));
        QVERIFY(correctedPairedTest({0.3, 0.2}, kNaN, 0.05, true).reason.find("split") != std::string::npos);
        QVERIFY(!correctedPairedTest({kInf, 0.2}, 0.3, 0.05, true).reason.empty());
        const PairedTest equal = correctedPairedTest({0, 0, 0}, 0.3, 0.05, true);
        QVERIFY(equal.p == 1 && equal.verdict == Verdict::Tie);
        const PairedTest constant = correctedPairedTest({0.5, 0.5}, 0.3, 0.05, true);
        QVERIFY(constant.p == 0 && constant.verdict == Verdict::Win);
        QVERIFY_EXCEPTION_THROWN(correctedPairedTest({1, 2}, 0.3, 0, true), std::invalid_argument);
    }

    void groupsArePairedBySeed() {
        Bench bench;
        const double baseline[] = {0.50, 0.60, 0.55}, other[] = {0.62, 0.52, 0.57};
        for (int i = 0; i < 3; ++i) bench.add({"fedavg", "glyphs", std::uint64_t(i + 1), 0.1, baseline[i]});
        // In another order of seeds, and with one more that has no partner.
        for (const int i : {1, 2, 0}) bench.add({"fedper", "glyphs", std::uint64_t(3 - i), 0.1, other[i]});
        bench.add({"fedper", "glyphs", 9, 0.1, 0.1});
        const auto all = bench.all();
        const auto groups = groupRuns(all);
        QCOMPARE(groups.size(), std::size_t(2));
        const PairedTest test = compareGroups(groups[1], groups[0], {Measure::Kind::Mean, 0}, 0.05);
        // Seeds 1, 2, 3: 0.57 - 0.50, 0.52 - 0.60, 0.62 - 0.55.
        QCOMPARE(test.pairs, 3);
        QVERIFY(close(test.difference, (0.07 - 0.08 + 0.07) / 3, 1e-6));
        QVERIFY(close(test.testPerTrain, 0.25));
        const Spread spread = spreadOf({0.07, -0.08, 0.07});
        const double t = spread.mean / std::sqrt((1.0 / 3 + 0.25)) / spread.deviation;
        QVERIFY(close(test.t, t, 1e-6));
        QVERIFY(close(test.p, 1 - t / std::sqrt(2 + t * t), 1e-6));
    }

    void recordsComeFromReports() {
        Bench bench;
        RunSummary run = bench.add({}).run;
        RunStarted started;
        started.trainSamples = {30, 50};
        started.testSamples = {10, 10};
        started.exitMacs = {1, 4};
        std::vector<ReportPtr> reports{makeReport(started)};
        for (const int round : {1, 2, 3, 2}) {  // resumed: round 2 once more
            Evaluated evaluated;
            evaluated.round = round;
            evaluated.accuracy = Table(2, 2, 0.1 * round);
            evaluated.loss = Table(2, 2, 2);
            evaluated.samples = {10, 10};
            evaluated.calibration = {0.1, 0.3};
            reports.push_back(makeReport(evaluated));
            reports.push_back(makeReport(TrafficMeasured{round, {"all"}, {10}, {20}}));
            reports.push_back(makeReport(MethodSeries{round, "gap", "Gap", "share", {"a", "b"}, {0.5, 1.0 * round}}));
        }
        auto records = std::make_shared<ExitRecords>();
        records->exits = records->classes = 2;
        records->client = records->sample = records->label = {0, 0};
        records->prediction = {0, 1, 1, 0};
        records->confidence = {0.9F, 0.9F, 0.5F, 0.9F};
        records->entropy = records->margin = {0, 0, 0, 0};
        const RunRecord record = makeRecord(run, reports, RecordsTaken{3, records, nullptr}, 0.6, bench.parser());
        QCOMPARE(record.testPerTrain, 0.25);
        QCOMPARE(record.exitAccuracy, 1.0);
        QVERIFY(close(record.saving, 1 - 2.5 / 4));
        const auto find = [&](const MetricCurve& wanted) -> const MetricCurve* {
            for (const MetricCurve& curve : record.curves)
                if (curve.sameAs(wanted)) return &curve;
            return nullptr;
        };
        const MetricCurve* exit = find({MetricCurve::Metric::Accuracy, 1, {}, {}, {}, {}, {}, {}});
        QVERIFY(exit);
        QCOMPARE(exit->rounds, (std::vector<double>{1, 2}));
        QVERIFY(close(exit->values[1], 0.2));
        const MetricCurve* series = find({MetricCurve::Metric::Series, -1, "gap", "b", {}, {}, {}, {}});
        QVERIFY(series && series->values.back() == 2 && series->title == "Gap");
        QVERIFY(find({MetricCurve::Metric::Traffic, -1, {}, {}, {}, {}, {}, {}})->values.front() == 30);
    }
};

QTEST_MAIN(TestGroups)
#include "tst_groups.moc"
