// SPDX-License-Identifier: GPL-3.0-or-later
// Lists, marks, the trash and comparisons over a database of made-up runs.
#include <QFile>
#include <cmath>

#include "cli_runner.h"
#include "core/store/run_store.h"

using namespace exitlab;

namespace {

MethodCatalog catalog() {
    return {{"fedavg", "FedAvg", "1", "Averages", "", "", {}}, {"fedper", "FedPer", "1", "Own heads", "", "", {}}};
}

}  // namespace

class TestCompare : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void listsByConditionAndOrder();
    void wrongConditionsNameThePlace();
    void marks();
    void trashAndRestore();
    void differences();
    void groups();
    void pivots();
    void wrongQuestions();
    void completion();

  private:
    CliResult ask(const QStringList& arguments) const {
        return cli_.run(QStringList{"--db", cli_.path("runs.db")} + arguments);
    }
    QString ids(const QStringList& arguments) const {
        QStringList found;
        for (const QJsonObject& run : ask(QStringList{"list", "--json"} + arguments).objects())
            found << QString::number(run["run"].toInt());
        return found.join(' ');
    }
    void add(RunStore& store, const char* method, int seed, double accuracy, const char* data = "glyphs",
             double lr = 0.1);

    CliRunner cli_;
};

void TestCompare::add(RunStore& store, const char* method, int seed, double accuracy, const char* data, double lr) {
    Experiment experiment = Experiment::defaults(catalog(), method);
    experiment.set("seed", Json(seed), catalog());
    experiment.set("data.dataset", Json(data), catalog());
    experiment.set("training.lr", Json(lr), catalog());
    const std::int64_t run = store.createRun(experiment);
    RunStarted started;
    started.name = experiment.name();
    started.method = method;
    started.experiment = experiment.toText();
    started.rounds = 10;
    started.clients = 2;
    started.exits = 2;
    started.classes = 2;
    started.classNames = {"a", "b"};
    started.trainSamples = {30, 30};
    started.validationSamples = {5, 5};
    started.testSamples = {10, 10};
    started.labels = Table(2, 2, 5);
    started.exitMacs = {1e6, 4e6};
    started.exitParameters = {1, 2};
    started.stages = {"stage 1", "stage 2"};
    store.append(run, makeReport(started));
    RunFinished finished;
    finished.round = 10;
    finished.accuracy = {accuracy - 0.1, accuracy + 0.1};
    finished.seconds = 60;
    finished.bytesUp = finished.bytesDown = 1'000'000;
    finished.weightsSha256 = "x";
    store.append(run, makeReport(finished));
}

void TestCompare::initTestCase() {
    RunStore store(cli_.path("runs.db").toStdString());
    const double base[] = {0.50, 0.51, 0.52, 0.50, 0.53}, better[] = {0.52, 0.54, 0.53, 0.54, 0.55};
    for (int i = 0; i < 5; ++i) {
        add(store, "fedavg", i + 1, base[i]);    // 1 3 5 7 9
        add(store, "fedper", i + 1, better[i]);  // 2 4 6 8 10
    }
    add(store, "fedavg", 1, 0.8, "fashion-mnist");  // 11
    add(store, "fedper", 1, 0.9, "glyphs", 0.5);    // 12
    store.flush();
}

void TestCompare::listsByConditionAndOrder() {
    QCOMPARE(ids({"--where", "method = fedper and mean >= 54%"}), QString("12 10 8 4"));
    QCOMPARE(ids({"--where", "training.lr > 0.1 or data = fashion-mnist"}), QString("12 11"));
    QCOMPARE(ids({"--search", "FASHION fedavg"}), QString("11"));
    QCOMPARE(ids({"--where", "method = fedavg and data = glyphs", "--sort", "-mean"}), QString("9 5 3 7 1"));
    QCOMPARE(ids({"--sort", "-mean,seed", "--limit", "2"}), QString("12 11"));
    const CliResult table = ask({"list", "--columns", "run,data,mean,macs,training.lr", "--limit", "1"});
    QCOMPARE(table.code, 0);
    QVERIFY2(table.out.contains("training.lr") && table.out.contains("0.5") && table.out.contains("90.0 %") &&
                 table.out.contains("4.000 M"),
             qPrintable(table.out));
    QVERIFY(table.out.contains("11 runs older"));
    const QJsonObject json = ask({"list", "--json", "--columns", "mean,training.lr", "-n", "1"}).objects().first();
    QCOMPARE(json["settings"].toObject()["training.lr"].toDouble(), 0.5);
    QCOMPARE(json["mean"].toDouble(), 0.9);
    QVERIFY(ask({"list", "--where", "mean > 99%"}).out.contains("None of 12 runs matches"));
}

void TestCompare::wrongConditionsNameThePlace() {
    const CliResult result = ask({"list", "--where", "mean > 0.5 and traning.lr < 1"});
    QCOMPARE(result.code, 3);
    QVERIFY2(result.err.contains("character 16") && result.err.contains("\"training.lr\""), qPrintable(result.err));
    QCOMPARE(ask({"list", "--sort", "meen"}).code, 3);
    QCOMPARE(ask({"list", "--columns", "run,,mean"}).code, 3);
    // A setting of an installed method that no run has is known all the same.
    const CliResult known = ask({"list", "--where", "algorithm.lambda > 0"});
    QCOMPARE(known.code, 0);
}

void TestCompare::marks() {
    QCOMPARE(ask({"tag", "1", "2", "1", "--add", "paper, fig 2"}).out, QString("2 runs tagged\n"));
    QCOMPARE(ids({"--where", "tag = \"fig 2\""}), QString("2 1"));
    const QJsonObject tagged = ask({"tag", "1", "--remove", "paper", "--add", "b", "--json"}).objects().first();
    QCOMPARE(tagged["tags"].toString(), QString("fig 2, b"));
    QCOMPARE(ask({"tag", "1", "--set", "", "--json"}).objects().first()["tags"].toString(), QString());
    QCOMPARE(ask({"tag", "1"}).code, 2);
    QCOMPARE(ask({"tag", "--add", "x"}).code, 2);
    QCOMPARE(ask({"tag", "99", "--add", "x"}).code, 3);
    QCOMPARE(ask({"note", "3", "--text", "look again", "--json"}).objects().first()["note"].toString(),
             QString("look again"));
    QCOMPARE(ids({"--where", "note ~ again"}), QString("3"));
    QCOMPARE(ask({"star", "--where", "seed = 4"}).out, QString("2 runs starred\n"));
    QCOMPARE(ids({"--where", "star"}), QString("8 7"));
    QCOMPARE(ask({"star", "8", "--off", "--json"}).objects().first()["starred"].toBool(true), false);
}

void TestCompare::trashAndRestore() {
    QCOMPARE(ask({"trash", "--where", "training.lr = 0.5"}).code, 0);
    QCOMPARE(ids({"--where", "training.lr = 0.5"}), QString());
    QCOMPARE(ids({"--trash"}), QString("12"));
    QVERIFY(ask({"list", "--trash"}).out.contains("fedper"));
    QCOMPARE(ask({"trash", "--empty"}).code, 2);
    QCOMPARE(ask({"restore", "--where", "seed = 1"}).out, QString("1 run restored\n"));
    QCOMPARE(ids({"--trash"}), QString());
    QVERIFY(ask({"list", "--trash"}).out.contains("is empty"));
    // For good.
    QCOMPARE(ask({"trash", "12"}).code, 0);
    QCOMPARE(ask({"trash", "--empty", "--yes"}).out, QString("1 run deleted\n"));
    QCOMPARE(ask({"show", "12"}).code, 3);
    {
        RunStore store(cli_.path("runs.db").toStdString());
        add(store, "fedper", 1, 0.9, "glyphs", 0.5);  // 13: numbers are never used twice
        store.flush();
    }
    QCOMPARE(ids({"--where", "training.lr = 0.5"}), QString("13"));
}

void TestCompare::differences() {
    const CliResult text = ask({"compare", "1", "11", "13", "--differences"});
    QCOMPARE(text.code, 0);
    for (const char* part : {"data.dataset", "fashion-mnist", "algorithm.id", "training.lr", "0.5"})
        QVERIFY2(text.out.contains(part), qPrintable(text.out));
    QVERIFY2(!text.out.contains("seed"), "equal in all three");
    const auto json = ask({"compare", "1", "13", "--differences", "--json"}).objects();
    QCOMPARE(json.size(), 2);
    QCOMPARE(json[1]["runs"].toObject()["13"].toDouble(), 0.5);
    QVERIFY(ask({"compare", "1", "--differences"}).out.contains("name another"));
}

void TestCompare::groups() {
    const QStringList question{"compare", "--where",    "data = glyphs and training.lr = 0.1",
                               "--group", "--baseline", "fedavg"};
    const CliResult text = ask(question);
    QCOMPARE(text.code, 0);
    QVERIFY2(text.out.contains("win") && text.out.contains("baseline") && text.out.contains("corrected resampled"),
             qPrintable(text.out));
    const auto json = ask(question + QStringList{"--json"}).objects();
    QCOMPARE(json.size(), 2);
    const QJsonObject fedper = json[1];
    QCOMPARE(fedper["n"].toInt(), 5);
    QCOMPARE(fedper["seeds"].toArray().size(), 5);
    const QJsonObject test = fedper["test"].toObject();
    // The same numbers as in tests/core/analysis/tst_groups.cpp: differences 2, 3, 1, 4, 2 points, ratio 1/3.
    QVERIFY(std::abs(test["t"].toDouble() - 2.882306768491569) < 1e-6);
    QVERIFY(std::abs(test["p"].toDouble() - 0.04490879) < 1e-6);
    QVERIFY(std::abs(test["test_per_train"].toDouble() - 1.0 / 3) < 1e-12);
    QCOMPARE(test["verdict"].toString(), QString("win"));
    QCOMPARE(
        ask(question + QStringList{"--level", "0.01", "--json"}).objects()[1]["test"].toObject()["verdict"].toString(),
        QString("tie"));
    const QJsonObject few = ask({"compare", "1", "2", "--group", "--baseline", "fedavg", "--json"}).objects()[1];
    QVERIFY(few["test"].toObject()["verdict"].isNull());
    QVERIFY(few["test"].toObject()["reason"].toString().contains("at least 2"));
    const CliResult two = ask({"compare", "2", "13", "--group", "--baseline", "fedper"});
    QCOMPARE(two.code, 3);
    QVERIFY2(two.err.contains("more than one group") && two.err.contains("lr 0.5"), qPrintable(two.err));
}

void TestCompare::pivots() {
    const QString tex = cli_.path("table.tex"), csv = cli_.path("table.csv");
    const QStringList question{"compare", "--where", "training.lr = 0.1", "--pivot", "--baseline", "fedavg"};
    const CliResult text = ask(question + QStringList{"--latex", tex, "--csv", csv});
    QCOMPARE(text.code, 0);
    QVERIFY2(text.out.contains("fashion-mnist") && text.out.contains("1/0/0"), qPrintable(text.out));
    QFile latex(tex);
    QVERIFY(latex.open(QIODevice::ReadOnly));
    const QString written = QString::fromUtf8(latex.readAll());
    QVERIFY2(written.contains("fedper & -- & $\\mathbf{53.6} \\pm 1.1^{+}$ (5) & 1/0/0"), qPrintable(written));
    QFile table(csv);
    QVERIFY(table.open(QIODevice::ReadOnly));
    QVERIFY(
        QString::fromUtf8(table.readAll()).startsWith("method,fashion-mnist mean,fashion-mnist std,fashion-mnist n"));
    QVERIFY(ask(question + QStringList{"--latex", "-"}).out.startsWith("% Needs"));
    const auto json = ask(question + QStringList{"--json", "--value", "exit1"}).objects();
    QCOMPARE(json.size(), 4);
    QCOMPARE(json.last()["column"].toString(), QString("glyphs"));
    QVERIFY(std::abs(json.last()["mean"].toDouble() - 0.436) < 1e-9);
    const auto seeds =
        ask({"compare", "1", "3", "5", "--pivot", "--rows", "training.lr", "--columns", "seed", "--json"});
    QCOMPARE(seeds.objects().size(), 3);
    QCOMPARE(ask(question + QStringList{"--latex", "/nonexistent/table.tex"}).code, 4);
}

void TestCompare::wrongQuestions() {
    QCOMPARE(ask({"compare"}).code, 2);
    QCOMPARE(ask({"compare", "1", "--group", "--pivot"}).code, 2);
    QCOMPARE(ask({"compare", "1", "2", "--latex", "x.tex"}).code, 2);
    QCOMPARE(ask({"compare", "1", "2", "--baseline", "fedavg"}).code, 2);
    QCOMPARE(ask({"compare", "--where", "seed = 77"}).code, 3);
    QCOMPARE(ask({"compare", "1", "--group", "--value", "speed"}).code, 3);
    QCOMPARE(ask({"compare", "1", "--pivot", "--rows", "no.such"}).code, 3);
    QCOMPARE(ask({"compare", "1", "--pivot", "--baseline", "nobody"}).code, 3);
}

void TestCompare::completion() {
    const QString script = cli_.run({"completion", "bash"}).out;
    for (const char* word : {"restore", "--baseline", "best_mean", "data.partition.alpha"})
        QVERIFY2(script.contains(word), word);
}

QTEST_MAIN(TestCompare)
#include "tst_compare.moc"
