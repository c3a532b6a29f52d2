// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps and forecasts from the command line.
#include <QJsonArray>

#include "cli_runner.h"

class TestSweepCommand : public QObject {
    Q_OBJECT

  private slots:
    void aDryRunOnlyLists();
    void everyCombinationRunsOnce();
    void aFailureDoesNotStopTheOthers();
    void wrongFilesAreRefused();
    void aStoppedSweepGoesOn();
    void aForecastMatchesTheRun();
    void aPartitionIsListedWithItsHandEdits();

  private:
    void write(const QString& name, const QByteArray& text) const {
        QFile file(cli_.path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    CliRunner cli_;
};

void TestSweepCommand::aDryRunOnlyLists() {
    write("dry.json", R"({"schema": "exitlab-sweep-1", "base": "tiny.json", "seeds": [1, 2],
                          "axes": {"training.lr": [0.05, 0.1], "algorithm.id": ["fedper", "local"]}})");
    const CliResult result = cli_.run({"sweep", "dry.json", "--dry-run", "--db", "dry.db"});
    QVERIFY2(result.code == 0, qPrintable(result.err));
    QVERIFY(result.out.contains("training.lr=0.05, algorithm.id=local, seed=2"));
    QVERIFY2(result.out.contains("8 experiments, 8 to run."), qPrintable(result.out));
    QVERIFY(!QFile::exists(cli_.path("dry.db")));
    const auto points = cli_.run({"sweep", "dry.json", "--dry-run", "--json", "--db", "dry.db"}).objects();
    QCOMPARE(points.size(), 8);
    QCOMPARE(points.last()["experiment"]["algorithm"]["id"].toString(), QString("local"));
}

void TestSweepCommand::everyCombinationRunsOnce() {
    write("sweep.json", R"({"schema": "exitlab-sweep-1", "base": "tiny.json",
                            "axes": {"training.lr": {"from": 0.02, "to": 0.08, "steps": 2}}, "seeds": [1, 2]})");
    const CliResult first = cli_.run({"sweep", "sweep.json", "--db", "s.db"});
    QVERIFY2(first.code == 0, qPrintable(first.err));
    QVERIFY(first.out.contains("tag sweep-1"));
    QVERIFY2(first.out.contains(QRegularExpression("training.lr=0.08, seed=2 +4 +finished +\\d")),
             qPrintable(first.out));
    QCOMPARE(cli_.run({"list", "--json", "--db", "s.db"}).objects().size(), 4);
    // What is there is kept; a further seed is new.
    write("sweep.json", R"({"schema": "exitlab-sweep-1", "base": "tiny.json",
                            "axes": {"training.lr": {"from": 0.02, "to": 0.08, "steps": 2}}, "seeds": [1, 2, 3]})");
    const auto again = cli_.run({"sweep", "sweep.json", "--db", "s.db", "--json"}).objects();
    QCOMPARE(again.size(), 6);
    int kept = 0;
    for (const QJsonObject& run : again) kept += run["state"].toString() == "finished before";
    QCOMPARE(kept, 4);
    const auto runs = cli_.run({"list", "--json", "--db", "s.db"}).objects();
    QCOMPARE(runs.size(), 6);
    for (const QJsonObject& run : runs) QCOMPARE(run["tags"].toString(), QString("sweep-1"));
}

void TestSweepCommand::aFailureDoesNotStopTheOthers() {
    // An impossible partition is known only once the labels are.
    write("fails.json", R"({"schema": "exitlab-sweep-1", "base": "tiny.json",
                            "axes": {"data.partition.edits": ["0:0=100000", ""]}})");
    const CliResult result = cli_.run({"sweep", "fails.json", "--db", "f.db"});
    QCOMPARE(result.code, 5);
    QVERIFY2(result.err.contains("data.partition.edits"), qPrintable(result.err));
    QVERIFY(result.err.contains("1 of 2 runs failed"));
    QCOMPARE(cli_.run({"list", "--json", "--db", "f.db"}).objects().size(), 1);
}

void TestSweepCommand::wrongFilesAreRefused() {
    write("wrong.json", R"({"schema": "exitlab-sweep-1", "base": "tiny.json", "axes": {"training.lrr": [1]}})");
    const CliResult result = cli_.run({"sweep", "wrong.json", "--db", "w.db"});
    QCOMPARE(result.code, 3);
    QVERIFY2(result.err.contains("wrong.json") && result.err.contains("training.lr\""), qPrintable(result.err));
    QVERIFY(!QFile::exists(cli_.path("w.db")));
    QCOMPARE(cli_.run({"sweep", "none.json"}).code, 3);
    QCOMPARE(cli_.run({"sweep"}).code, 2);
}

void TestSweepCommand::aStoppedSweepGoesOn() {
    cli_.writeExperiment("long.json", {{"rounds", 400}});
    write("long-sweep.json", R"({"schema": "exitlab-sweep-1", "base": "long.json", "seeds": [1],
                                 "axes": {"evaluation.every": [50]}})");
    QProcess process;
    cli_.start(process, {"sweep", "long-sweep.json", "--db", "l.db"});
    QVERIFY(process.waitForReadyRead(CliRunner::kTimeout));
    QTest::qWait(1500);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    const CliResult stopped = CliRunner::finish(process);
    if (stopped.code == 0) QSKIP("this machine was done before it could be stopped");
    QCOMPARE(stopped.code, 6);
    const CliResult rest = cli_.run({"sweep", "long-sweep.json", "--db", "l.db"});
    QVERIFY2(rest.code == 0, qPrintable(rest.err));
    const auto runs = cli_.run({"list", "--json", "--db", "l.db"}).objects();
    QCOMPARE(runs.size(), 1);
    QCOMPARE(runs.first()["status"].toString(), QString("finished"));
}

void TestSweepCommand::aForecastMatchesTheRun() {
    const CliResult people = cli_.run({"cost", "tiny.json", "--forecast"});
    QVERIFY2(people.code == 0, qPrintable(people.err));
    QVERIFY(people.out.contains("samples per second"));
    const QJsonObject forecast =
        cli_.run({"cost", "tiny.json", "--forecast", "--json"}).objects().value(0)["forecast"].toObject();
    const QJsonObject run = cli_.finalReport({"run", "tiny.json", "--json", "--db", "c.db"});
    QCOMPARE(forecast["traffic"]["up_total"].toInt(), run["bytes_up"].toInt());
    QCOMPARE(forecast["traffic"]["down_total"].toInt(), run["bytes_down"].toInt());
    QVERIFY(forecast["seconds"]["total"].toDouble() > 0);
}

void TestSweepCommand::aPartitionIsListedWithItsHandEdits() {
    const CliResult people = cli_.run({"partition", "tiny.json"});
    QVERIFY2(people.code == 0, qPrintable(people.err));
    const auto before = cli_.run({"partition", "tiny.json", "--json"}).objects();
    QCOMPARE(before.size(), 4);
    const QString first = before[2]["labels"].toObject().keys().value(0);
    const auto total = [](const QJsonObject& client) {
        return client["train"].toInt() + client["validation"].toInt() + client["test"].toInt();
    };
    const auto edited = cli_.run({"partition", "tiny.json", "--json", "--set", "data.partition.edits=2:0=7"}).objects();
    QCOMPARE(edited.size(), 4);
    int sevens = 0, sum = 0;
    for (const QString& name : edited[2]["labels"].toObject().keys()) {
        sevens +=
            edited[2]["labels"].toObject()[name].toInt() == 7 && before[2]["labels"].toObject()[name].toInt() != 7;
        sum += edited[2]["labels"].toObject()[name].toInt();
    }
    QCOMPARE(sum, total(edited[2]));
    QVERIFY(sevens >= 1 && !first.isEmpty());
    QCOMPARE(cli_.run({"partition", "tiny.json", "--set", "data.partition.edits=2:0=99999"}).code, 3);
}

QTEST_GUILESS_MAIN(TestSweepCommand)
#include "tst_sweep.moc"
