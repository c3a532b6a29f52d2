// SPDX-License-Identifier: GPL-3.0-or-later
// Methods side by side.
#include <QDir>

#include <cmath>

#include "cli_runner.h"

class TestRace : public QObject {
    Q_OBJECT

  private slots:
    void people();
    void seeds();
    void machines();
    void scripts();
    void settingsOfOneMethod();
    void experiments();
    void experimentsThatDoNotCompare();
    void whoFailsIsReported();
    void whoDivergesIsReported();
    void signalStopsAll();
    void closedPipeStopsAll();

  private:
    QJsonObject showRun(const QString& db, int run) const {
        return cli_.run({"show", QString::number(run), "--db", db, "--json"}).objects().value(0);
    }
    /// The rows of the final table: lines that begin with an entrant's name.
    static QStringList rows(const CliResult& result, const QStringList& names) {
        QStringList found;
        for (const QString& line : result.lines())
            for (const QString& name : names)
                if (line.startsWith(name + " ")) found.append(line.simplified());
        return found;
    }

    CliRunner cli_;
};

void TestRace::people() {
    const CliResult result = cli_.run({"race", "tiny.json", "--methods", "cafedistill,fedper,local", "--db", "p.db"});
    QVERIFY2(result.code == 0, qPrintable(result.err));
    QCOMPARE(result.err, QString());
    QVERIFY(!result.out.contains('\033'));
    // A line per round with everybody's accuracy.
    int rounds = 0;
    const QRegularExpression line("^ +1 +\\d/3( +\\d+\\.\\d %){3} +[\\d.]+ s$");
    for (const QString& text : result.lines()) rounds += line.match(text).hasMatch();
    QCOMPARE(rounds, 3);
    // The table: run, rounds, three exits, mean, at the threshold, saving, traffic, time.
    const QStringList table = rows(result, {"cafedistill", "fedper", "local"});
    QCOMPARE(table.size(), 3);
    const QRegularExpression row("^fedper 2 3( \\d+\\.\\d %){6} [\\d.]+ kB [\\d.]+ kB [\\d.]+ s( [\\d.:]+( s)?)?$");
    QVERIFY2(row.match(table.at(1)).hasMatch(), qPrintable(table.at(1)));
    QVERIFY(table.at(2).contains(" 0 B 0 B "));
    QVERIFY(result.out.contains("tag race-1"));

    // Ordinary runs, to the results that each has alone.
    for (int run = 1; run <= 3; ++run) {
        const QJsonObject raced = showRun("p.db", run);
        QCOMPARE(raced["status"].toString(), QString("finished"));
        QCOMPARE(raced["tags"].toString(), QString("race-1"));
        QCOMPARE(raced["name"].toString(), QString("Tiny"));
        const QJsonObject alone = cli_.finalReport(
            {"run", "tiny.json", "--json", "--db", "a.db", "--set", "algorithm.id=" + raced["method"].toString()});
        QCOMPARE(raced["weights_sha256"], alone["weights_sha256"]);
    }
    // What compare says of them, the table has said.
    const QString mean = rows(cli_.run({"compare", "1", "2", "3", "--db", "p.db"}), {"  2"}).value(0);
    QVERIFY2(mean.contains(table.at(1).section(' ', 3, 14)), qPrintable(mean + " / " + table.at(1)));
}

void TestRace::seeds() {
    const CliResult result =
        cli_.run({"race", "tiny.json", "--methods", "fedper,local", "--seeds", "3,1,7", "--db", "s.db"});
    QVERIFY2(result.code == 0, qPrintable(result.err));
    const QStringList table = rows(result, {"fedper", "local"});
    QCOMPARE(table.size(), 2);
    QVERIFY2(table.at(0).startsWith("fedper 1,3,5 3 "), qPrintable(table.at(0)));
    QVERIFY(result.out.contains("over 3 seeds"));
    // Seeds in the order given, each race whole before the next.
    const QList<QJsonObject> list = cli_.run({"list", "--db", "s.db", "--json"}).objects();
    QCOMPARE(list.size(), 6);
    QCOMPARE(list.at(5)["seed"].toInt(), 3);
    QCOMPARE(list.at(0)["seed"].toInt(), 7);
    QVERIFY(QRegularExpression("\\d+\\.\\d (±|\\+-) \\d+\\.\\d %").match(table.at(0)).hasMatch());
}

void TestRace::machines() {
    const CliResult result =
        cli_.run({"race", "tiny.json", "--methods", "fedper,local", "--seeds", "1,2", "--json", "--db", "m.db"});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.err, QString());
    const QList<QJsonObject> objects = result.objects();
    QCOMPARE(objects.size(), 4 + 2);
    double sum = 0, squares = 0;
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(objects.at(i)["result"].toString(), QString("run"));
        QCOMPARE(objects.at(i)["status"].toString(), QString("finished"));
        QVERIFY(objects.at(i)["seconds_per_round"].toDouble() > 0);
        if (objects.at(i)["entrant"].toString() != "fedper") continue;
        const double mean = objects.at(i)["mean_accuracy"].toDouble();
        sum += mean;
        squares += mean * mean;
    }
    const QJsonObject fedper = objects.at(4);
    QCOMPARE(fedper["result"].toString(), QString("entrant"));
    QCOMPARE(fedper["method"].toString(), QString("fedper"));
    QCOMPARE(fedper["runs"].toArray(), (QJsonArray{1, 3}));
    QCOMPARE(fedper["seeds"].toArray(), (QJsonArray{1, 2}));
    QCOMPARE(fedper["accuracy"].toArray().size(), 3);
    const QJsonObject spread = fedper["mean_accuracy"].toObject();
    QVERIFY(qAbs(spread["mean"].toDouble() - sum / 2) < 1e-12);
    // Of two values, with n - 1.
    QVERIFY(qAbs(spread["deviation"].toDouble() - std::sqrt(squares - sum * sum / 2)) < 1e-9);
    QVERIFY(spread["deviation"].toDouble() > 0);
    QCOMPARE(objects.at(5)["bytes_up"].toObject()["mean"].toDouble(), 0.0);

    const QList<QJsonObject> one =
        cli_.run({"race", "tiny.json", "--methods", "fedper,local", "--json", "--db", "m.db"}).objects();
    QCOMPARE(one.size(), 2 + 2);
    QVERIFY(one.at(2)["mean_accuracy"].toObject()["deviation"].isNull());
}

void TestRace::scripts() {
    QCOMPARE(cli_.run({"race", "tiny.json", "--methods", "fedper,local", "-q", "--db", "q.db"}).out, QString("1\n2\n"));
    // What follows a list of changes and is none is the experiment.
    QCOMPARE(cli_.run({"race", "--methods", "fedper,local", "--set", "training.rounds=1", "tiny.json", "-q", "--name",
                       "Sprint", "--db", "q.db"})
                 .out,
             QString("3\n4\n"));
    QCOMPARE(showRun("q.db", 4)["name"].toString(), QString("Sprint"));
    QCOMPARE(showRun("q.db", 4)["rounds"].toInt(), 1);
    QCOMPARE(showRun("q.db", 4)["tags"].toString(), QString("race-3"));
}

void TestRace::settingsOfOneMethod() {
    const CliResult result =
        cli_.run({"race", "tiny.json", "--methods", "cafedistill,fedper", "--db", "one.db", "--set",
                  "training.rounds=2", "cafedistill:algorithm.lambda=0.25", "fedper:training.lr=0.2"});
    QVERIFY2(result.code == 0, qPrintable(result.err));
    QVERIFY(result.out.contains("also differ in training.lr."));
    const QJsonObject first = showRun("one.db", 1)["experiment"].toObject();
    const QJsonObject second = showRun("one.db", 2)["experiment"].toObject();
    QCOMPARE(first["algorithm"].toObject()["lambda"].toDouble(), 0.25);
    QVERIFY(first["training"].toObject()["lr"] != second["training"].toObject()["lr"]);
    QCOMPARE(second["training"].toObject()["lr"].toDouble(), 0.2);
    for (const QJsonObject& one : {first, second}) QCOMPARE(one["training"].toObject()["rounds"].toInt(), 2);
}

void TestRace::experiments() {
    cli_.writeExperiment("slow.json", {{"lr", 0.01}});
    const CliResult result =
        cli_.run({"race", "tiny.json", "slow.json", "--db", "files.db", "--set", "slow.json:training.rounds=2"});
    QVERIFY2(result.code == 0, qPrintable(result.err));
    const QStringList table = rows(result, {"tiny", "slow"});
    QCOMPARE(table.size(), 2);
    QVERIFY2(table.at(0).startsWith("tiny cafedistill 1 3 "), qPrintable(table.at(0)));
    QVERIFY(table.at(1).startsWith("slow cafedistill 2 2 "));
    QVERIFY(result.out.contains("also differ in training.lr, training.rounds."));
}

void TestRace::experimentsThatDoNotCompare() {
    const CliResult result = cli_.run({"race", "tiny.json", "quick", "--db", "none.db"});
    QCOMPARE(result.code, 3);
    for (const char* part : {"tiny.json and quick differ in", "data.clients (4, 20)", "data.partition.alpha"})
        QVERIFY2(result.err.contains(part), qPrintable(result.err));
    QVERIFY(!QFile::exists(cli_.path("none.db")));
    // Seeds are those of the race.
    QFile file(cli_.path("tiny.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QFile other(cli_.path("other.json"));
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write(file.readAll().replace("\"seed\": 1", "\"seed\": 5"));
    other.close();
    const CliResult refused = cli_.run({"race", "tiny.json", "other.json", "-q", "--db", "none.db"});
    QCOMPARE(refused.code, 3);
    QVERIFY2(refused.err.contains("differ in seed (1, 5)"), qPrintable(refused.err));
    QCOMPARE(cli_.run({"race", "tiny.json", "other.json", "-q", "--seeds", "2", "--db", "none.db"}).code, 0);
}

void TestRace::whoFailsIsReported() {
    QDir dir(cli_.path("."));
    QVERIFY(dir.mkpath("modules"));
    for (const char* name : {"failing.so", "failing.json"})
        QVERIFY(
            QFile::copy(QString(EXITLAB_BINARY_DIR "/tests/modules/") + name, cli_.path(QString("modules/") + name)));
    const CliResult result = cli_.run({"race", "tiny.json", "--methods", "fedper,failing,local", "--db", "fail.db",
                                       "--plugin-dir", "modules", "--set", "failing:algorithm.client=-1"});
    QCOMPARE(result.code, 5);
    QVERIFY2(result.err.contains("failing failed: "), qPrintable(result.err));
    QVERIFY(result.err.contains("the others go on"));
    QVERIFY(result.err.contains("run 2 (failing) failed: "));
    const QStringList table = rows(result, {"fedper", "failing", "local"});
    QCOMPARE(table.size(), 3);
    QVERIFY2(table.at(1).startsWith("failing 2 0 - - - - - - "), qPrintable(table.at(1)));
    QCOMPARE(showRun("fail.db", 1)["status"].toString(), QString("finished"));
    QCOMPARE(showRun("fail.db", 3)["completed"].toInt(), 3);
}

void TestRace::whoDivergesIsReported() {
    const CliResult result = cli_.run({"race", "tiny.json", "--methods", "fedper,fedavg", "--db", "diverge.db", "--set",
                                       "training.rounds=30", "fedavg:training.lr=100", "fedavg:training.weight_decay=1",
                                       "fedavg:run.on_divergence=stop"});
    QCOMPARE(result.code, 5);
    QVERIFY2(result.err.contains("run 2 (fedavg) stopped itself: it diverged"), qPrintable(result.err));
    QCOMPARE(showRun("diverge.db", 1)["completed"].toInt(), 30);
}

void TestRace::signalStopsAll() {
    QProcess process;
    cli_.start(process, {"race", "tiny.json", "--methods", "fedper,local", "--seeds", "1,2", "--db", "stop.db", "--set",
                         "training.rounds=2000"});
    bool begun = false;
    while (!begun && process.waitForReadyRead(CliRunner::kTimeout))
        while (process.canReadLine()) begun = process.readLine().contains("3/2000") || begun;
    QVERIFY(begun);
    QCOMPARE(kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    const CliResult stopped = CliRunner::finish(process);
    QCOMPARE(stopped.code, 6);
    QVERIFY(stopped.err.contains("stopping all"));
    QVERIFY2(stopped.err.contains("Continue local with: exitlab-cli resume 2 --db stop.db"), qPrintable(stopped.err));
    // The table of what was reached; no run of the second seed was begun.
    QCOMPARE(rows(stopped, {"fedper", "local"}).size(), 2);
    QCOMPARE(cli_.run({"list", "--db", "stop.db", "--json"}).objects().size(), 2);
    const int first = showRun("stop.db", 1)["completed"].toInt(), second = showRun("stop.db", 2)["completed"].toInt();
    QVERIFY(second >= 3 && second < 2000);
    QVERIFY(first == second || first == second + 1);
    QCOMPARE(showRun("stop.db", 2)["status"].toString(), QString("stopped"));
}

void TestRace::closedPipeStopsAll() {
    QProcess shell;
    shell.setProcessEnvironment(cli_.environment());
    shell.setWorkingDirectory(cli_.path("."));
    shell.start("bash", {"-c",
                         "\"$0\" race tiny.json --methods fedper,local --set training.rounds=2000 --db pipe.db | "
                         "head -n 3 > /dev/null; exit ${PIPESTATUS[0]}",
                         CliRunner::program()});
    const CliResult result = CliRunner::finish(shell);
    QCOMPARE(result.code, 4);
    QVERIFY2(result.err.contains("cannot be written"), qPrintable(result.err));
    for (const QJsonObject& run : cli_.run({"list", "--db", "pipe.db", "--json"}).objects())
        QCOMPARE(run["status"].toString(), QString("stopped"));
}

QTEST_GUILESS_MAIN(TestRace)
#include "tst_race.moc"
