// SPDX-License-Identifier: GPL-3.0-or-later
// Exported files, read back by a parser of their own.
#include <QTest>
#include <cmath>
#include <map>
#include <set>

#include "core/metrics/summary.h"
#include "core/store/csv.h"
#include "core/store/export.h"
#include "tests/core/store/store_testing.h"

using namespace exitlab;
using namespace exitlab::testing;
namespace fs = std::filesystem;

namespace {

using Rows = std::vector<std::vector<std::string>>;

/// RFC 4180: quotes, commas and line ends inside fields.
Rows parse(const fs::path& path) {
    const std::string text = readText(path);
    Rows rows(1, std::vector<std::string>(1));
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '"' && i + 1 < text.size() && text[i + 1] == '"')
                rows.back().back() += text[++i];
            else if (c == '"')
                quoted = false;
            else
                rows.back().back() += c;
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',') {
            rows.back().emplace_back();
        } else if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
            ++i;
            rows.emplace_back(1);
        } else {
            rows.back().back() += c;
        }
    }
    rows.pop_back();  // after the last line end
    return rows;
}

double number(const std::string& text) { return std::stod(text); }
bool equal(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

}  // namespace

class TestExport : public QObject {
    Q_OBJECT
    QTemporaryDir dir_;
    std::unique_ptr<RunStore> store_;
    std::int64_t run_ = 0;
    fs::path path(const char* name) const { return fs::path(dir_.path().toStdString()) / name; }
    Rows exported(const char* name) const { return parse(path("out") / name); }

  private slots:
    void initTestCase() {
        store_ = std::make_unique<RunStore>(path("run.db"));
        run_ = store_->createRun(experiment());
        store_->append(run_, makeReport(started()));
        for (int k = 1; k <= 3; ++k)
            for (const auto& report : round(k)) store_->append(run_, report);
        store_->append(run_, makeReport(MethodMatrix{
                                 3, "../W", "W", "a", "b", {}, {}, randomTable(1, 1, 3), ColourMeaning::Magnitude}));
        store_->append(run_, makeReport(MethodScatter{3, "plain", "", "", "", {}, {1}, {2}, {}, {}, ""}));
        store_->append(run_, makeReport(MethodImageGrid{3, "grey", "", 1, 1, 1, 1, 2, {16, 255}, {}}));
        store_->append(run_, makeReport(RoundFinished{4, {1}, {}, 0.1, 5, {"probe"}, {0.5}}));
        store_->append(run_, makeReport(finished(4)));
        store_->flush();
        const auto files = exportRun(store_->reader(), run_, path("out"),
                                     {{7, 0, PartitionRow::Part::Train},
                                      {8, 1, PartitionRow::Part::Validation},
                                      {9, 2, PartitionRow::Part::Test}});
        // What is said to be written is what is there.
        std::set<std::string> said, there;
        for (const fs::path& file : files) said.insert(file.string());
        for (const auto& entry : fs::directory_iterator(path("out"))) there.insert(entry.path().string());
        QVERIFY(said == there);
        QCOMPARE(said.size(), std::size_t(15 + 1 + 2 + (1 + 3) + (1 + 1)));
    }
    void experimentIsTheFile() { QCOMPARE(readText(path("out/experiment.json")), experiment().toText()); }
    void metrics() {
        const Rows rows = exported("metrics.csv");
        QCOMPARE(rows[0], (std::vector<std::string>{"round", "client", "exit", "metric", "value"}));
        std::map<std::vector<std::string>, double> values;
        for (std::size_t i = 1; i < rows.size(); ++i) {
            QCOMPARE(rows[i].size(), std::size_t(5));
            values[{rows[i][0], rows[i][1], rows[i][2], rows[i][3]}] = number(rows[i][4]);
        }
        // 2 x 6 per table, 3 sample counts, 3 x 2 per exit, the negative share.
        QCOMPARE(values.size(), std::size_t(3 * (12 + 3 + 6 + 1)));
        for (int k = 1; k <= 3; ++k)
            for (int c = 0; c < 3; ++c)
                for (int e = 0; e < 2; ++e) {
                    const auto value = [&](const char* metric) {
                        return values.at({std::to_string(k), std::to_string(c), std::to_string(e), metric});
                    };
                    QVERIFY(equal(value("accuracy"), evaluated(k).accuracy.at(c, e)));  // to the last bit
                    QVERIFY(equal(value("loss"), evaluated(k).loss.at(c, e)));
                }
        QCOMPARE(values.at({"2", "1", "", "samples"}), 5.0);
        QCOMPARE(values.at({"2", "", "0", "calibration"}), 0.1);
        QVERIFY(std::isnan(values.at({"2", "", "", "negative_share"})));
    }
    void summary() {
        const Rows rows = exported("summary.csv");
        QCOMPARE(rows.size(), std::size_t(1 + 3 * 2));
        const ClientSummary s = summarizeExit(evaluated(2).accuracy, 1, evaluated(2).samples);
        const auto& row = rows[4];
        QCOMPARE(row[0] + "," + row[1], std::string("2,1"));
        QVERIFY(number(row[2]) == s.mean && number(row[3]) == s.weightedMean && number(row[4]) == s.deviation);
        QVERIFY(number(row[5]) == s.p10 && number(row[6]) == s.median && number(row[8]) == s.worst);
        QCOMPARE(row[9], std::string("2"));
        QCOMPARE(row[10], std::string("nan"));
    }
    void losses() {
        const Rows rows = exported("losses.csv");
        QCOMPARE(rows.size(), std::size_t(1 + 3 * 3));
        QCOMPARE(number(rows[1][1]), 0.1 / 3);
        QCOMPARE(rows[5], (std::vector<std::string>{"2", rows[1][1], "kl", "nan"}));
        QCOMPARE(rows[6][2] + rows[6][3], std::string("totalinf"));
    }
    void rounds() {
        const Rows rows = exported("rounds.csv");
        QCOMPARE(rows[0], (std::vector<std::string>{"round", "seconds", "samples", "cohort", "failed", "seconds_train",
                                                    "seconds_evaluate", "seconds_probe"}));
        QCOMPARE(rows[1], (std::vector<std::string>{"1", "0.25", "640", "0 2", "2", "0.125", "0.0625", ""}));
        QCOMPARE(rows[4], (std::vector<std::string>{"4", "0.1", "5", "1", "", "", "", "0.5"}));
    }
    void traffic() {
        const Rows rows = exported("traffic.csv");
        QCOMPARE(rows.size(), std::size_t(7));
        QCOMPARE(rows[2], (std::vector<std::string>{"1", "heads", "20", "40"}));
    }
    void quotingSurvives() {
        const Rows rows = exported("messages.csv");
        QCOMPARE(rows.size(), std::size_t(4));
        QCOMPARE(rows[1], (std::vector<std::string>{"1", "warning", "client 2: \xe2\x88\x9e loss\nsecond line"}));
        CsvFile csv(path("quotes.csv"), "a,b");
        csv.row("x, \"y\"\r\n", "");
        csv.row("", Nothing{});
        csv.commit();
        QCOMPARE(readText(path("quotes.csv")), std::string("a,b\r\n\"x, \"\"y\"\"\r\n\",\r\n,\r\n"));
    }
    void matrices() {
        QCOMPARE(exported("labels.csv").size(), std::size_t(7));
        const Rows cosine = exported("exit_cosine.csv");
        QCOMPARE(cosine.size(), std::size_t(1 + 3 * 2 * 4));
        QCOMPARE(number(cosine[2][4]), randomTable(2, 2, 1).at(0, 1));
        QCOMPARE(cosine[2][1], std::string("stage 1"));
        QCOMPARE(cosine[5][4], std::string("nan"));
        const Rows similarity = exported("client_similarity.csv");
        QCOMPARE(similarity[2][1] + similarity[2][2], std::string("02"));  // ids of the cohort
        const Rows opened = exported("matrix_opened.csv");
        QCOMPARE(opened.size(), std::size_t(1 + 3 * 6));
        QCOMPARE(opened[6][1] + opened[6][2], std::string("22"));
        QCOMPARE(exported("matrix____W.csv").size(), std::size_t(2));  // "../W" stays in the folder
        QCOMPARE(exported("series.csv")[2][4], std::string("exit 2"));
    }
    void histograms() {
        const Rows rows = exported("histogram_levels.csv");
        QCOMPARE(rows.size(), std::size_t(1 + 3 * 6));
        QCOMPARE(rows[0], (std::vector<std::string>{"round", "group", "bin", "count"}));
        QCOMPARE(rows[1 + 6 + 3], (std::vector<std::string>{"2", "b", "1", rows[1 + 6 + 3][3]}));
        QCOMPARE(number(rows[1 + 6 + 3][3]), histogram(2).counts.at(1, 0));
        QCOMPARE(rows[6][2] + rows[6][3], std::string("\"3\", deepnan"));
    }
    void scatters() {
        const Rows rows = exported("scatter_clients.csv");
        QCOMPARE(rows.size(), std::size_t(1 + 3 * 3));
        QCOMPARE(rows[1], (std::vector<std::string>{"1", "small", rows[1][2], "0", "nan"}));
        QCOMPARE(number(rows[2][2]), 1.0 / 3);
        QCOMPARE(rows[9], (std::vector<std::string>{"3", "large", "nan", "1", "3"}));
        // Without groups and values the fields are empty.
        QCOMPARE(exported("scatter_plain.csv")[1], (std::vector<std::string>{"3", "", "1", "2", ""}));
    }
    void images() {
        const Rows rows = exported("images_samples.csv");
        QCOMPARE(rows.size(), std::size_t(1 + 3 * 3));
        QCOMPARE(rows[6],
                 (std::vector<std::string>{"2", "images_samples_round_2.ppm", "2", "0", "2", "3", "2", "d, og"}));
        const MethodImageGrid told = testing::images(2);
        const std::string file = readText(path("out/images_samples_round_2.ppm")), head = "P6\n6 4\n255\n";
        QCOMPARE(file.substr(0, head.size()), head);
        QCOMPARE(file.size(), head.size() + 6 * 4 * 3);
        const auto byte = [&](std::size_t row, std::size_t col, std::size_t channel) {
            return static_cast<std::uint8_t>(file[head.size() + (row * 6 + col) * 3 + channel]);
        };
        QCOMPARE(byte(0, 0, 1), told.pixels[6]);            // tile 0, green, (0, 0)
        QCOMPARE(byte(1, 5, 2), told.pixels[18 + 12 + 5]);  // tile 1, blue, (1, 2)
        QCOMPARE(byte(2, 1, 0), told.pixels[2 * 18 + 1]);   // tile 2, red, (0, 1)
        QCOMPARE(byte(3, 5, 0), std::uint8_t(0));           // no tile
        QCOMPARE(readText(path("out/images_grey_round_3.pgm")), std::string("P5\n2 1\n255\n\x10\xff"));
    }
    void records() {
        const Rows rows = exported("exit_records.csv");
        const auto test = randomRecords(20, 3);
        QCOMPARE(rows.size(), std::size_t(1 + 20 * 2 + 5 * 2));
        const auto& row = rows[1 + 5 * 2 + 1];
        QCOMPARE(row[0], std::string("test"));
        QCOMPARE(row[1], std::to_string(test->client[5]));
        QCOMPARE(row[4], std::string("1"));
        QCOMPARE(std::stof(row[6]), test->confidence[11]);
        QCOMPARE(rows.back()[0], std::string("validation"));
    }
    void partition() {
        QCOMPARE(
            exported("partition.csv"),
            (Rows{{"sample", "client", "part"}, {"7", "0", "train"}, {"8", "1", "validation"}, {"9", "2", "test"}}));
    }
    void errorsAreNamed() {
        QVERIFY(errorOf([&] { exportRun(store_->reader(), 99, path("none")); }, Error::Kind::Usage).find("no run 99") !=
                std::string::npos);
        QVERIFY(!fs::exists(path("none")));
        QVERIFY(errorOf([&] { exportRun(store_->reader(), run_, "/proc/exitlab"); }).find("/proc/exitlab") == 0);
        writeText(path("file"), "x");
        QVERIFY(errorOf([&] { exportRun(store_->reader(), run_, path("file")); }).find(path("file").string()) == 0);
        fs::create_directories(path("taken/metrics.csv/x"));
        QVERIFY(errorOf([&] { exportRun(store_->reader(), run_, path("taken")); }).find("metrics.csv") !=
                std::string::npos);
    }
    void emptyRun() {
        const std::int64_t empty = store_->createRun(experiment());
        QCOMPARE(exportRun(store_->reader(), empty, path("empty")).size(), std::size_t(7));
        QCOMPARE(parse(path("empty/metrics.csv")).size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestExport)
#include "tst_export.moc"
