// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <limits>

#include "core/metrics/report_json.h"

using namespace exitlab;

namespace {
QString text(const ReportBody& report) { return QString::fromStdString(toJson(report, 7).dump()); }
const double kNaN = std::numeric_limits<double>::quiet_NaN();
}  // namespace

class TestReportJson : public QObject {
    Q_OBJECT
  private slots:
    void evaluated() {
        Evaluated report;
        report.round = 3;
        report.accuracy = Table(2, 2, 0.5);
        report.accuracy.at(1, 0) = kNaN;
        report.loss = Table(1, 1, 2.25);
        report.samples = {4, 5};
        report.calibration = {0.125, std::numeric_limits<double>::infinity()};
        QCOMPARE(text(report),
                 QString(R"({"report":"evaluated","run":7,"round":3,"accuracy":[[0.5,0.5],[null,0.5]],"loss":[[2.25]],)"
                         R"("samples":[4,5],"calibration":[0.125,null]})"));
    }
    void finished() {
        RunFinished report;
        report.status = RunStatus::Stopped;
        report.round = 9;
        report.accuracy = {0.5};
        report.seconds = 1.5;
        report.bytesUp = 10;
        report.bytesDown = 11;
        report.weightsSha256 = "ab";
        QCOMPARE(text(report),
                 QString(R"({"report":"run_finished","run":7,"status":"stopped","round":9,"accuracy":[0.5],)"
                         R"("seconds":1.5,"bytes_up":10,"bytes_down":11,"weights_sha256":"ab","error":"",)"
                         R"("diverged":false})"));
    }
    void namedLists() {
        QCOMPARE(text(LossMeasured{2, 0.5, {"ce", "kl"}, {1.0, kNaN}, 3.0}),
                 QString(R"({"report":"loss_measured","run":7,"round":2,"learning_rate":0.5,)"
                         R"("terms":{"ce":1.0,"kl":null},"total":3.0})"));
        QCOMPARE(text(TrafficMeasured{2, {"heads"}, {5}, {6}}),
                 QString(R"({"report":"traffic_measured","run":7,"round":2,"up":{"heads":5},"down":{"heads":6}})"));
        QCOMPARE(text(RoundFinished{1, {0, 2}, {2}, 0.5, 64, {"train"}, {0.25}}),
                 QString(R"({"report":"round_finished","run":7,"round":1,"cohort":[0,2],"failed":[2],"seconds":0.5,)"
                         R"("samples":64,"phases":{"train":0.25}})"));
    }
    void experimentIsAnObject() {
        RunStarted report;
        report.experiment = R"({"seed": 4})";
        QCOMPARE(toJson(report, 1).at("experiment").at("seed").get<int>(), 4);
        report.experiment = "not json";
        QCOMPARE(toJson(report, 1).at("experiment").get<std::string>(), std::string("not json"));
    }
    void everyTypeHasItsName() {
        const std::vector<std::pair<ReportBody, const char*>> all = {{RunStarted{}, "run_started"},
                                                                     {Evaluated{}, "evaluated"},
                                                                     {RecordsTaken{}, "records_taken"},
                                                                     {LossMeasured{}, "loss_measured"},
                                                                     {ConflictMeasured{}, "conflict_measured"},
                                                                     {MethodSeries{}, "method_series"},
                                                                     {MethodMatrix{}, "method_matrix"},
                                                                     {TrafficMeasured{}, "traffic_measured"},
                                                                     {RoundFinished{}, "round_finished"},
                                                                     {Message{}, "message"},
                                                                     {CheckpointWritten{}, "checkpoint_written"},
                                                                     {RunFinished{}, "run_finished"}};
        QCOMPARE(all.size(), std::variant_size_v<ReportBody>);
        for (const auto& [report, name] : all) {
            QCOMPARE(QString(reportName(report)), QString(name));
            const auto json = toJson(report, 1);
            QCOMPARE(json.at("report").get<std::string>(), std::string(name));
            QVERIFY(json.contains("round") || json.contains("first_round"));
        }
    }
    void recordsGiveCountsOnly() {
        auto records = std::make_shared<ExitRecords>();
        records->exits = 2;
        records->client = {1, 1, 1};
        QCOMPARE(
            text(RecordsTaken{5, records, nullptr}),
            QString(
                R"({"report":"records_taken","run":7,"round":5,"test_samples":3,"validation_samples":0,"exits":2})"));
    }
};

QTEST_GUILESS_MAIN(TestReportJson)
#include "tst_report_json.moc"
