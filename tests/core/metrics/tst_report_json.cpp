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
                         R"("samples":64,"phases":{"train":0.25},"costs":[]})"));
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
                                                                     {MethodHistogram{}, "method_histogram"},
                                                                     {MethodScatter{}, "method_scatter"},
                                                                     {MethodImageGrid{}, "method_image_grid"},
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
    void resultsOfMethods() {
        MethodHistogram histogram{2, "l", "Levels", "level", "clients", {"1", "2"}, {"a"}, Table(1, 2, 3)};
        histogram.counts.at(0, 1) = kNaN;
        QCOMPARE(text(histogram),
                 QString(R"({"report":"method_histogram","run":7,"round":2,"id":"l","title":"Levels","axis":"level",)"
                         R"("value_axis":"clients","bins":["1","2"],"groups":["a"],"counts":[[3.0,null]]})"));
        QCOMPARE(text(MethodScatter{2, "s", "S", "x", "y", {"a"}, {1, kNaN}, {0.5, 2}, {0, 0}, {kNaN, 4}, "v"}),
                 QString(R"({"report":"method_scatter","run":7,"round":2,"id":"s","title":"S","x_axis":"x",)"
                         R"("y_axis":"y","value_axis":"v","groups":["a"],"x":[1.0,null],"y":[0.5,2.0],"group":[0,0],)"
                         R"("value":[null,4.0]})"));
        // Pixels would swamp a terminal: export has them.
        QCOMPARE(text(MethodImageGrid{2, "i", "I", 1, 2, 1, 1, 2, {1, 2, 3, 4}, {"p", "q"}}),
                 QString(R"({"report":"method_image_grid","run":7,"round":2,"id":"i","title":"I","rows":1,"cols":2,)"
                         R"("channels":1,"height":1,"width":2,"tiles":2,"labels":["p","q"]})"));
    }
    void resultsAreComparedAndChecked() {
        // "Not measured" equals itself in every kind.
        MethodHistogram histogram{1, "h", "", "", "", {"b"}, {"g"}, Table(1, 1, kNaN)};
        QVERIFY(histogram == MethodHistogram(histogram) && flaw(histogram).empty());
        MethodScatter scatter{1, "s", "", "", "", {"g"}, {kNaN}, {0}, {0}, {kNaN}, ""};
        QVERIFY(scatter == MethodScatter(scatter) && flaw(scatter).empty());
        MethodScatter other = scatter;
        other.value = {1};
        QVERIFY(!(scatter == other));
        scatter.group = {1};
        QCOMPARE(flaw(scatter), std::string("a point of group 1, expected one below 1"));
        histogram.counts = Table(1, 1, std::numeric_limits<double>::infinity());
        QVERIFY(!flaw(histogram).empty());
        MethodImageGrid images{1, "i", "", 2, 2, 1, 1, 1, {1, 2, 3}, {}};
        QVERIFY(flaw(images).empty());
        QCOMPARE(images.tiles(), std::size_t(3));
        images.pixels.pop_back();  // the second row would be empty
        QVERIFY(!flaw(images).empty());
        images.pixels = {1, 2, 3, 4, 5};
        QVERIFY(!flaw(images).empty());
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
