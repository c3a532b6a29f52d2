// SPDX-License-Identifier: GPL-3.0-or-later
// What can be asked of a stored run: exits, budgets, costs, comparison, files.
#include <QDir>

#include "cli_runner.h"
#include "core/store/run_store.h"
#include "core/store/safetensors.h"

using namespace exitlab;

class TestResults : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void exitsSweep();
    void exitsThreshold();
    void exitsBudget();
    void exitsWithoutRecordsOrValidation();
    void cost();
    void compare();
    void exportedTables();
    void exportedWeights();
    void exportRefuses();
    void resultsOfTheMethod();

  private:
    QStringList rows(const QString& file) const;

    CliRunner cli_;
};

void TestResults::initTestCase() {
    QCOMPARE(
        cli_.run({"run", "tiny.json", "-q", "--set", "training.rounds=6", "training.lr=0.1", "algorithm.id=fedper"})
            .out,
        QString("1\n"));
    QCOMPARE(cli_.run({"run", "tiny.json", "-q", "--set", "algorithm.id=local", "--name", "Alone"}).out,
             QString("2\n"));
    QCOMPARE(cli_.run({"run", "tiny.json", "-q", "--set", "algorithm.id=fedper", "data.validation_share=0",
                       "evaluation.records=none", "model.exits=2"})
                 .out,
             QString("3\n"));
    QCOMPARE(cli_.run({"run", "tiny.json", "-q", "--set", "algorithm.id=fedper", "data.validation_share=0"}).out,
             QString("4\n"));
}

void TestResults::exitsSweep() {
    const CliResult text = cli_.run({"exits", "1"});
    QCOMPARE(text.code, 0);
    QVERIFY(text.out.contains("every sample leaves at"));
    QVERIFY(text.out.contains("     0.99 "));

    for (const char* rule : {"confidence", "entropy", "margin"}) {
        const QJsonObject json = cli_.run({"exits", "1", "--json", "--rule", rule}).objects().first();
        const QJsonArray sweep = json["sweep"].toArray();
        QCOMPARE(sweep.size(), 15);
        for (const QJsonValue& value : sweep) {
            const QJsonObject row = value.toObject();
            QCOMPARE(row["rule"].toString(), QString(rule));
            double sum = 0;
            for (const QJsonValue& share : row["shares"].toArray()) sum += share.toDouble();
            QVERIFY(qAbs(sum - 1) < 1e-9);
            // Expected cost is the shares' cost.
            double macs = 0;
            for (int k = 0; k < 3; ++k)
                macs += row["shares"].toArray().at(k).toDouble() * json["exit_macs"].toArray().at(k).toDouble();
            QVERIFY(qAbs(macs - row["macs"].toDouble()) < 1e-6 * macs);
        }
        // A higher threshold keeps samples longer; a higher entropy lets more go.
        const double first = sweep.first().toObject()["macs"].toDouble();
        const double last = sweep.last().toObject()["macs"].toDouble();
        if (qstrcmp(rule, "entropy") == 0)
            QVERIFY(last <= first);
        else
            QVERIFY(last >= first);
    }
}

void TestResults::exitsThreshold() {
    const QJsonObject all = cli_.run({"exits", "1", "--threshold", "0", "--json"}).objects().first();
    // Threshold 0: everybody leaves at the first exit.
    QCOMPARE(all["policy"].toObject()["shares"].toArray().first().toDouble(), 1.0);
    QCOMPARE(all["policy"].toObject()["accuracy"].toDouble(), all["exit_accuracy"].toArray().first().toDouble());
    const CliResult text = cli_.run({"exits", "1", "--threshold", "0"});
    QCOMPARE(text.code, 0);
    QVERIFY2(text.out.contains("fewer MACs than always using the last exit"), qPrintable(text.out));
    QVERIFY(text.out.contains("100.0 %"));
}

void TestResults::exitsBudget() {
    const QJsonObject json = cli_.run({"exits", "1", "--budget", "0.7", "--json"}).objects().first();
    QVERIFY(json["validation_share"].toDouble() <= 0.7);
    QVERIFY(json["validation_share"].toDouble() > 0.3);
    QCOMPARE(json["policy"].toObject()["thresholds"].toArray().size(), 3);
    QVERIFY(cli_.run({"exits", "1", "--budget", "0.7"}).out.contains("fixed on"));
    const CliResult impossible = cli_.run({"exits", "1", "--budget", "0.01"});
    QCOMPARE(impossible.code, 3);
    QVERIFY(impossible.err.contains("smallest feasible"));
}

void TestResults::exitsWithoutRecordsOrValidation() {
    const CliResult none = cli_.run({"exits", "3"});
    QCOMPARE(none.code, 3);
    QVERIFY(none.err.contains("evaluation.records"));
    QCOMPARE(cli_.run({"exits", "4"}).code, 0);
    // Without a validation part a budget is fitted on the test part, and that is said.
    const CliResult budget = cli_.run({"exits", "4", "--budget", "0.7"});
    QCOMPARE(budget.code, 0);
    QVERIFY2(budget.out.contains("no validation part"), qPrintable(budget.out));
    const CliResult round = cli_.run({"exits", "4", "--round", "2"});
    QCOMPARE(round.code, 3);
    QVERIFY(round.err.contains("round 2"));
}

void TestResults::cost() {
    const CliResult text = cli_.run({"cost", "tiny.json"});
    QCOMPARE(text.code, 0);
    for (const char* part : {"stage 3", "backbone", "per client and round", "100.0 %"})
        QVERIFY2(text.out.contains(part), part);
    const QJsonObject json = cli_.run({"cost", "tiny.json", "--json"}).objects().first();
    const QJsonArray exits = json["exits"].toArray();
    QCOMPARE(exits.size(), 3);
    // First stage by hand: 3 x 3 convolution of 1 -> 4 channels with bias.
    QCOMPARE(exits.first().toObject()["stage_parameters"].toInt(), 3 * 3 * 4 + 4);
    QCOMPARE(exits.last().toObject()["cumulative_parameters"].toInt(), json["parameters"].toInt());
    QVERIFY(json["uplink_bytes"].toInt() > 0);
    // Nothing travels where everybody trains alone.
    const QJsonObject local =
        cli_.run({"cost", "tiny.json", "--json", "--set", "algorithm.id=local"}).objects().first();
    QCOMPARE(local["uplink_bytes"].toInt(), 0);
    // The forecast is what a run then counts: 6 rounds of 4 clients.
    const QJsonObject forecast =
        cli_.run({"cost", "tiny.json", "--json", "--set", "algorithm.id=fedper"}).objects().first();
    const QJsonObject run = cli_.run({"show", "1", "--json"}).objects().first();
    QCOMPARE(run["bytes_up"].toInt(), 6 * 4 * forecast["uplink_bytes"].toInt());
    QCOMPARE(run["bytes_down"].toInt(), 6 * 4 * forecast["downlink_bytes"].toInt());
}

void TestResults::compare() {
    const CliResult text = cli_.run({"compare", "1", "2", "3"});
    QCOMPARE(text.code, 0);
    QVERIFY(text.lines().first().contains("exit 3"));
    QVERIFY(text.out.contains("Alone"));
    QVERIFY2(text.out.contains("These runs also differ in "), qPrintable(text.out));
    QVERIFY(text.out.contains("model.exits"));
    const QList<QJsonObject> json = cli_.run({"compare", "1", "2", "--json"}).objects();
    QCOMPARE(json.size(), 2);
    const QJsonObject policy =
        cli_.run({"exits", "1", "--threshold", "0.6", "--json"}).objects().first()["policy"].toObject();
    QCOMPARE(json.first()["saving"], policy["saving"]);
    QCOMPARE(json.first()["threshold_accuracy"], policy["accuracy"]);
    QCOMPARE(json.last()["bytes_up"].toInt(), 0);
    QCOMPARE(cli_.run({"compare"}).code, 2);
}

QStringList TestResults::rows(const QString& file) const {
    QFile csv(cli_.path(file));
    if (!csv.open(QIODevice::ReadOnly)) return {};
    // Lines end as RFC 4180 says.
    return QString::fromUtf8(csv.readAll()).split("\r\n", Qt::SkipEmptyParts);
}

void TestResults::exportedTables() {
    const CliResult result = cli_.run({"export", "1", "--to", "out"});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.err, QString());
    for (const char* file : {"experiment.json", "metrics.csv", "summary.csv", "losses.csv", "rounds.csv", "traffic.csv",
                             "exit_cosine.csv", "labels.csv", "exit_records.csv", "partition.csv"}) {
        QVERIFY2(QFile::exists(cli_.path(QString("out/") + file)), file);
        QVERIFY2(result.out.contains(file), file);
    }
    QCOMPARE(rows("out/rounds.csv").size(), 1 + 6);
    QCOMPARE(rows("out/summary.csv").size(), 1 + 6 * 3);
    QCOMPARE(rows("out/partition.csv").size(), 1 + 400);
    QCOMPARE(rows("out/labels.csv").size(), 1 + 4 * 10);
    int accuracies = 0;
    for (const QString& row : rows("out/metrics.csv")) accuracies += row.split(',').value(3) == "accuracy";
    QCOMPARE(accuracies, 6 * 4 * 3);
    // Exactly the samples of the test parts were recorded, once per exit.
    int tested = 0, recorded = 0;
    for (const QString& row : rows("out/partition.csv")) tested += row.endsWith(",test");
    for (const QString& row : rows("out/exit_records.csv")) recorded += row.startsWith("test,");
    QCOMPARE(recorded, 3 * tested);
    // The experiment is one that runs.
    QCOMPARE(cli_.run({"cost", "out/experiment.json"}).code, 0);
    QVERIFY(!QDir(cli_.path("out")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).contains("weights-round-6"));
}

void TestResults::exportedWeights() {
    for (const int round : {0, 6}) {
        const CliResult result = cli_.run({"export", "1", "--to", "out", "--round", QString::number(round), "--json"});
        QVERIFY2(result.code == 0, qPrintable(result.err));
        const QString folder = cli_.path(QString("out/weights-round-%1").arg(round));
        QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 1 + 4);
        // The shared backbone and three personal heads make the whole network.
        std::int64_t numbers = 0;
        for (const char* file : {"global.safetensors", "client-002.safetensors"}) {
            const SafetensorsFile weights = readSafetensors((folder + "/" + file).toStdString());
            QVERIFY(!weights.tensors.empty());
            QCOMPARE(weights.metadata.at("round"), std::to_string(round));
            for (const auto& [name, tensor] : weights.tensors)
                numbers += static_cast<std::int64_t>(tensor.data.size() / sizeof(float));
        }
        const QJsonObject cost = cli_.run({"cost", "out/experiment.json", "--json"}).objects().first();
        QCOMPARE(numbers, static_cast<std::int64_t>(cost["parameters"].toInt()));
    }
    const auto bytes = [&](int round) {
        return readSafetensors(cli_.path(QString("out/weights-round-%1/global.safetensors").arg(round)).toStdString())
            .tensors.begin()
            ->second.data;
    };
    QVERIFY(bytes(0) != bytes(6));
}

void TestResults::resultsOfTheMethod() {
    QVERIFY(!cli_.run({"show", "2"}).out.contains("Results of the method"));
    {
        RunStore store(cli_.database().toStdString());
        const auto tell = [&](auto result) { store.append(2, makeReport(std::move(result))); };
        for (const int round : {1, 2})
            tell(MethodHistogram{
                round, "levels", "Clients per level", "level", "clients", {"1", "2"}, {"all"}, Table(1, 2, round)});
        tell(MethodScatter{2, "gain", "Gain", "cost", "points", {}, {1.5}, {2}, {}, {}, ""});
        tell(MethodImageGrid{3, "samples", "Samples", 1, 2, 1, 1, 1, {7, 8}, {"a", "b"}});
        store.flush();
    }
    const QString show = cli_.run({"show", "2"}).out;
    const QString part = show.mid(show.indexOf("Results of the method")).section("\n\n", 0, 0).simplified();
    QCOMPARE(part, QString("Results of the method (the values: export) result kind title rounds last "
                           "levels histogram Clients per level 2 2 gain scatter plot Gain 1 2 "
                           "samples images Samples 1 3"));
    const CliResult written = cli_.run({"export", "2", "--to", "results"});
    QCOMPARE(written.code, 0);
    for (const char* file :
         {"histogram_levels.csv", "scatter_gain.csv", "images_samples.csv", "images_samples_round_3.pgm"})
        QVERIFY2(written.out.contains(file), file);
    QCOMPARE(rows("results/histogram_levels.csv").last().trimmed(), QString("2,all,2,2"));
}

void TestResults::exportRefuses() {
    const CliResult round = cli_.run({"export", "1", "--to", "out", "--round", "4"});
    QCOMPARE(round.code, 3);
    QVERIFY2(round.err.contains("weights of rounds 0, 6"), qPrintable(round.err));
    QFile file(cli_.path("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const CliResult folder = cli_.run({"export", "1", "--to", "file"});
    QCOMPARE(folder.code, 4);
    QVERIFY2(folder.err.contains("file"), qPrintable(folder.err));
    QCOMPARE(cli_.run({"export", "1"}).code, 2);
}

QTEST_GUILESS_MAIN(TestResults)
#include "tst_results.moc"
