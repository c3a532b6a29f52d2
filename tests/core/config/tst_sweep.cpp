// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps: what a file expands to, in which order, and what is said about a wrong one.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/config/json_text.h"
#include "core/config/sweep.h"
#include "tests/core/config/test_catalog.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

Sweep sweep(const std::string& rest) {
    const std::string base = Experiment::defaults(catalog()).toText();
    return Sweep::fromJson(parseJson("{\"schema\": \"exitlab-sweep-1\", \"base\": " + base + rest + "}", "s.json"),
                           catalog(), "s.json");
}

std::string refused(const std::string& rest) {
    return messageOf<InputError>([&] { (void)sweep(rest).experiments(catalog(), "s.json"); });
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

class TestSweep : public QObject {
    Q_OBJECT
  private slots:
    void axesMultiplyAndSeedsAreFastest() {
        const Sweep two = sweep(R"(, "axes": {"training.lr": [0.1, 0.2], "training.rounds": [5, 6]}, "seeds": [3, 4])");
        const auto points = two.points(catalog());
        QCOMPARE(points.size(), std::size_t(8));
        QCOMPARE(two.count(catalog()), std::size_t(8));
        QCOMPARE(points[0].label, std::string("training.lr=0.1, training.rounds=5, seed=3"));
        QCOMPARE(points[1].label, std::string("training.lr=0.1, training.rounds=5, seed=4"));
        QCOMPARE(points[2].label, std::string("training.lr=0.1, training.rounds=6, seed=3"));
        QCOMPARE(points[7].experiment.settings().real("training.lr"), 0.2);
        QCOMPARE(points[7].experiment.seed(), std::uint64_t(4));
        // Repetitions share a name, so that they can be grouped.
        QCOMPARE(points[0].experiment.name(), points[1].experiment.name());
        QVERIFY(points[0].experiment.name() != points[2].experiment.name());
    }

    void withoutAxesItIsTheBase() {
        const auto points = sweep("").points(catalog());
        QCOMPARE(points.size(), std::size_t(1));
        QVERIFY(points[0].experiment == Experiment::defaults(catalog()));
    }

    void rangesAreLinearOrLogarithmic() {
        const auto lr = [](const char* range) {
            std::vector<double> values;
            for (const Experiment& one :
                 sweep(std::string(R"(, "axes": {"training.lr": )") + range + "}").experiments(catalog()))
                values.push_back(one.settings().real("training.lr"));
            return values;
        };
        QVERIFY(lr(R"({"from": 0.1, "to": 0.3, "steps": 3})") == (std::vector<double>{0.1, 0.2, 0.3}));
        QVERIFY(lr(R"({"from": 0.001, "to": 1, "steps": 4, "log": true})") ==
                (std::vector<double>{0.001, 0.01, 0.1, 1}));
        QVERIFY(lr(R"({"from": 0.5, "to": 1, "steps": 1})") == std::vector<double>{0.5});
        std::vector<std::int64_t> rounds;
        for (const Experiment& one :
             sweep(R"(, "axes": {"training.rounds": {"from": 1, "to": 4, "steps": 7}})").experiments(catalog()))
            rounds.push_back(one.settings().integer("training.rounds"));
        QVERIFY2(rounds == (std::vector<std::int64_t>{1, 2, 3, 4}), "whole numbers, each once");
    }

    void theMethodIsSetBeforeItsSettings() {
        const auto points =
            sweep(R"(, "axes": {"algorithm.mu": [0.1], "algorithm.id": ["fedprox", "cafedistill"]})").points(catalog());
        QCOMPARE(points.size(), std::size_t(2));
        for (const SweepEntry& point : points) {
            QVERIFY2(point.problem.empty(), point.problem.c_str());
            QCOMPARE(point.experiment.settings().real("algorithm.mu"), 0.1);
        }
        QCOMPARE(points[0].experiment.method(), std::string("fedprox"));
    }

    void pointsThatCannotRunSayWhy() {
        const Sweep wrong = sweep(R"(, "axes": {"training.lr": [0.1, -1], "model.exits": [2, 9]})");
        const auto points = wrong.points(catalog());
        QVERIFY(points[0].problem.empty());
        QVERIFY2(has(points[1].problem, "model.exits"), points[1].problem.c_str());
        QVERIFY2(has(points[2].problem, "training.lr"), points[2].problem.c_str());
        const std::string said = messageOf<InputError>([&] { (void)wrong.experiments(catalog(), "s.json"); });
        QVERIFY2(has(said, "s.json: training.lr=0.1, model.exits=9: model.exits"), said.c_str());
    }

    void wrongFilesAreRefusedByPlace_data() {
        QTest::addColumn<QString>("rest");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char* name, const char* rest, const QStringList& words) {
            QTest::newRow(name) << QString::fromUtf8(rest) << words;
        };
        row("unknown key", R"(, "axis": {})", {"axis", "did you mean \"axes\""});
        row("unknown setting", R"(, "axes": {"training.lrr": [1]})", {"training.lrr", "training.lr"});
        row("other method's", R"(, "axes": {"algorithm.warmup": [1]})", {"algorithm.warmup", "fedprox"});
        row("no values", R"(, "axes": {"training.lr": []})", {"training.lr", "at least one value"});
        row("no list", R"(, "axes": {"training.lr": 0.1})", {"training.lr", "a list of values or a range"});
        row("twice", R"(, "axes": {"training.rounds": [5, 5.0]})", {"training.rounds", "5 is given twice"});
        row("range of words", R"(, "axes": {"data.partition.kind": {"from": 0, "to": 1, "steps": 2}})",
            {"data.partition.kind", "a number"});
        row("log of zero", R"(, "axes": {"training.lr": {"from": 0, "to": 1, "steps": 2, "log": true}})",
            {"training.lr", "above 0"});
        row("no steps", R"(, "axes": {"training.lr": {"from": 0, "to": 1}})", {"training.lr", "steps"});
        row("half steps", R"(, "axes": {"training.lr": {"from": 0, "to": 1, "steps": 1.5}})", {"steps", "1.5"});
        row("seed as axis", R"(, "axes": {"seed": [1]})", {"seed", "seeds"});
        row("seed twice", R"(, "seeds": [1, 1])", {"seeds", "given twice"});
        row("seed below zero", R"(, "seeds": [-1])", {"seeds", "from 0"});
        row("too many",
            R"(, "axes": {"training.lr": {"from": 0.1, "to": 1, "steps": 1000},
                          "training.rounds": {"from": 1, "to": 1000, "steps": 1000}})",
            {"10000"});
    }
    void wrongFilesAreRefusedByPlace() {
        QFETCH(QString, rest);
        QFETCH(QStringList, words);
        const std::string said = refused(rest.toStdString());
        QVERIFY2(has(said, "s.json"), said.c_str());
        for (const QString& word : words) QVERIFY2(has(said, word.toStdString()), said.c_str());
    }

    void filesComeBackAsTheyWere() {
        QTemporaryDir dir;
        const std::string path = dir.filePath("sweep.json").toStdString();
        const Sweep one = sweep(
            R"(, "axes": {"training.lr": {"from": 0.1, "to": 0.3, "steps": 3, "log": true}, "training.rounds": [5]},
                "seeds": [1, 2])");
        one.save(path);
        const Sweep back = Sweep::load(path, catalog());
        QVERIFY(back.base == one.base);
        QVERIFY(back.axes == one.axes);
        QVERIFY(back.seeds == one.seeds);
        QCOMPARE(back.toText(), one.toText());
    }

    void aBaseBesideTheFileIsFound() {
        QTemporaryDir dir;
        Experiment base = Experiment::defaults(catalog(), "fedper");
        base.save(dir.filePath("base.json").toStdString());
        QFile file(dir.filePath("sweep.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"schema": "exitlab-sweep-1", "base": "base.json"})");
        file.close();
        QVERIFY(Sweep::load(file.fileName().toStdString(), catalog()).base == base);
    }

    void axesAsTyped() {
        const Experiment base = Experiment::defaults(catalog());
        const ParameterSpec& lr = *base.spec("training.lr");
        QVERIFY(parseAxis(lr, "0.1, 0.2").values == (std::vector<Json>{0.1, 0.2}));
        const SweepAxis range = parseAxis(lr, "0.01..1 / 3 log");
        QVERIFY(range.range == (SweepRange{0.01, 1, 3, true}));
        QCOMPARE(axisText(range), std::string("0.01..1 / 3 log"));
        QVERIFY(parseAxis(lr, axisText(range)) == range);
        const ParameterSpec& speed = *base.spec("devices.speed");
        QCOMPARE(parseAxis(speed, "1,2; 4,8").values.size(), std::size_t(2));
        QCOMPARE(axisText(parseAxis(speed, "1,2; 4,8")), std::string("1,2; 4,8"));
        for (const char* text : {"", "0.1,", "0.1, -1", "0.1..1", "0.1..1 / x", "many"}) {
            const std::string said = messageOf<InputError>([&] { (void)parseAxis(lr, text); });
            QVERIFY2(said.find("training.lr") == 0, said.c_str());
        }
    }

    void whatOnlySaysHowItIsComputedIsNoDifference() {
        const Experiment base = Experiment::defaults(catalog());
        Experiment other = base;
        other.set("name", "Another", catalog());
        other.set("run.workers", "3", catalog());
        QVERIFY(sameResults(base, other));
        other.set("training.lr", "0.3", catalog());
        QVERIFY(!sameResults(base, other));
        other = base;
        other.set("run.on_divergence", "stop", catalog());
        QVERIFY(!sameResults(base, other));
    }
};

QTEST_GUILESS_MAIN(TestSweep)
#include "tst_sweep.moc"
