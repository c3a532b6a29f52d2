// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/metrics/summary.h"

using namespace exitlab;

namespace {
const double kNaN = std::numeric_limits<double>::quiet_NaN();
bool near(double a, double b) { return std::abs(a - b) < 1e-12; }

ExitRecords calibrationRecords() {
    ExitRecords records;
    records.exits = 1;
    records.classes = 2;
    records.client = {0, 0, 0, 0};
    records.sample = {0, 1, 2, 3};
    records.label = {1, 1, 0, 0};
    records.prediction = {1, 0, 0, 0};
    records.confidence = {0.75f, 0.75f, 1.0f, 0.5f};
    records.entropy = {0, 0, 0, 0};
    records.margin = {0, 0, 0, 0};
    return records;
}
}  // namespace

class TestSummary : public QObject {
    Q_OBJECT
  private slots:
    void spreadOverClients() {
        const ClientSummary s = summarize({0.4, kNaN, 0.1, 0.3, 0.2}, {1, 100, 1, 1, 7});
        QCOMPARE(s.clients, 4);
        QVERIFY(near(s.mean, 0.25));
        QVERIFY(near(s.weightedMean, (0.4 + 0.1 + 0.3 + 1.4) / 10));
        QVERIFY(near(s.deviation, std::sqrt(0.0125)));
        QVERIFY(near(s.p10, 0.13));
        QVERIFY(near(s.median, 0.25));
        QVERIFY(near(s.p90, 0.37));
        QCOMPARE(s.worst, 0.1);
    }
    void nobodyMeasured() {
        const ClientSummary s = summarize({kNaN, kNaN}, {1, 1});
        QCOMPARE(s.clients, 0);
        QVERIFY(std::isnan(s.mean) && std::isnan(s.weightedMean) && std::isnan(s.worst) && std::isnan(s.median));
        QVERIFY(std::isnan(summarize({0.5}, {0}).weightedMean));
        QVERIFY_EXCEPTION_THROWN(summarize({0.5}, {}), std::invalid_argument);
    }
    void oneExit() {
        Table table(2, 2);
        table.at(0, 0) = 0.1, table.at(0, 1) = 0.5;
        table.at(1, 0) = 0.2, table.at(1, 1) = 0.7;
        QVERIFY(near(summarizeExit(table, 1, {1, 1}).mean, 0.6));
        QVERIFY_EXCEPTION_THROWN(summarizeExit(table, 2, {1, 1}), std::out_of_range);
        Evaluated evaluated;
        evaluated.accuracy = table;
        evaluated.accuracy.at(1, 0) = kNaN;
        const auto means = meanPerExit(evaluated);
        QCOMPARE(means[0], 0.1);
        QVERIFY(near(means[1], 0.6));
    }
    void calibration() {
        const ExitRecords records = calibrationRecords();
        // Four bins: 0.5 in (0.25, 0.5], 0.75 twice in (0.5, 0.75], 1 in (0.75, 1].
        const auto bins = reliability(records, 0, 4);
        QCOMPARE(bins.size(), std::size_t(4));
        QCOMPARE(bins[0], (ReliabilityBin{0, 0.25, 0, 0, 0}));
        QCOMPARE(bins[1], (ReliabilityBin{0.25, 0.5, 1, 1.0, 0.5}));
        QCOMPARE(bins[2], (ReliabilityBin{0.5, 0.75, 2, 0.5, 0.75}));
        QCOMPARE(bins[3], (ReliabilityBin{0.75, 1.0, 1, 1.0, 1.0}));
        QVERIFY(near(expectedCalibrationError(records, 0, 4), 0.25 * 0.5 + 0.5 * 0.25));
        QVERIFY(near(expectedCalibrationError(records, 0, 1), std::abs(0.75 - 0.75)));
    }
    void calibrationWithoutConfidence() {
        ExitRecords records = calibrationRecords();
        records.confidence.assign(4, std::numeric_limits<float>::quiet_NaN());
        QVERIFY(std::isnan(expectedCalibrationError(records, 0)));
        QVERIFY_EXCEPTION_THROWN(reliability(records, 1), std::out_of_range);
    }
    void entropyOfLabels() {
        Table labels(3, 4);
        labels.at(0, 2) = 5;
        labels.at(1, 0) = labels.at(1, 1) = labels.at(1, 2) = labels.at(1, 3) = 3;
        QCOMPARE(labelEntropy(labels, 0), 0.0);
        QVERIFY(near(labelEntropy(labels, 1), std::log(4.0)));
        QCOMPARE(labelEntropy(labels, 2), 0.0);
    }
    void statusNames() {
        for (int i = 0; i <= static_cast<int>(RunStatus::Failed); ++i)
            QCOMPARE(runStatusFrom(toString(static_cast<RunStatus>(i))), static_cast<RunStatus>(i));
        QCOMPARE(QString(toString(RunStatus::Interrupted)), QString("interrupted"));
        QVERIFY_EXCEPTION_THROWN(runStatusFrom("Running"), InputError);
    }
};

QTEST_GUILESS_MAIN(TestSummary)
#include "tst_summary.moc"
