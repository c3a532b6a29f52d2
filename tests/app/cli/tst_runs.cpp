// SPDX-License-Identifier: GPL-3.0-or-later
// Runs from start to end, stopped, killed and continued.
#include "cli_runner.h"

class TestRuns : public QObject {
    Q_OBJECT

  private slots:
    void people();
    void machines();
    void scripts();
    void listAndShow();
    void workersDoNotChangeTheResult();
    void settingsFromTheCommandLine();
    void signalStopsAndResumeContinues();
    void killedRunContinues();
    void secondSignalLeavesAtOnce();
    void closedPipeStopsTheRun();
    void resumeRefuses();
    void failedRun();

  private:
    /// Starts a long run and waits until `round` is finished.
    bool startAndReach(QProcess& process, const QStringList& arguments, int round) const;

    CliRunner cli_;
};

void TestRuns::people() {
    const CliResult result = cli_.run({"run", "tiny.json", "--db", "people.db"});
    QVERIFY2(result.code == 0, qPrintable(result.err));
    QCOMPARE(result.err, QString());
    // A header, one line per evaluation with the accuracy of three exits, and the summary.
    int evaluations = 0;
    const QRegularExpression line("^ *\\d/3( +\\d+\\.\\d %){3} +[\\d.]+ +[\\d.]+ s$");
    for (const QString& text : result.lines()) evaluations += line.match(text).hasMatch();
    QCOMPARE(evaluations, 3);
    QVERIFY(result.out.contains("finished after 3 of 3 rounds"));
    QVERIFY(result.out.contains("mean over 4 clients"));
    QVERIFY(!result.out.contains('\033'));
}

void TestRuns::machines() {
    const CliResult result = cli_.run({"run", "tiny.json", "--json", "--db", "machines.db"});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.err, QString());
    const QList<QJsonObject> reports = result.objects();
    for (const QJsonObject& report : reports) {
        QVERIFY(report.contains("report"));
        QCOMPARE(report["run"].toInt(), 1);
    }
    QCOMPARE(reports.first()["report"].toString(), QString("run_started"));
    const QJsonObject last = reports.last();
    QCOMPARE(last["report"].toString(), QString("run_finished"));
    QCOMPARE(last["status"].toString(), QString("finished"));
    QCOMPARE(last["accuracy"].toArray().size(), 3);
    QVERIFY(last["seconds"].toDouble() > 0);
    QVERIFY(last["bytes_up"].toDouble() > 0);
    QVERIFY(last["bytes_down"].toDouble() > 0);
    QVERIFY(QRegularExpression("^[0-9a-f]{64}$").match(last["weights_sha256"].toString()).hasMatch());
    int evaluated = 0;
    for (const QJsonObject& report : reports) evaluated += report["report"].toString() == "evaluated";
    QCOMPARE(evaluated, 3);
}

void TestRuns::scripts() {
    QCOMPARE(cli_.run({"run", "tiny.json", "--quiet", "--db", "scripts.db"}).out, QString("1\n"));
    QCOMPARE(cli_.run({"run", "--set", "seed=4", "tiny.json", "-q", "--db", "scripts.db"}).out, QString("2\n"));
    QCOMPARE(cli_.run({"--db", "scripts.db", "list", "--json"}).objects().first()["seed"].toInt(), 4);
}

void TestRuns::listAndShow() {
    for (const char* seed : {"1", "2", "3"})
        QCOMPARE(cli_.run({"run", "tiny.json", "-q", "--seed", seed, "--name", QString("Seed ") + seed}).code, 0);
    const CliResult list = cli_.run({"list"});
    QCOMPARE(list.code, 0);
    QCOMPARE(list.lines().size(), 4);
    QVERIFY(list.lines().at(1).contains("Seed 3"));  // newest first
    QVERIFY(list.lines().at(1).contains("3/3"));
    // Columns are aligned: the header's "status" stands over every status.
    const qsizetype column = list.lines().at(0).indexOf("status");
    for (int i = 1; i < 4; ++i) QCOMPARE(list.lines().at(i).indexOf("finished"), column);
    QVERIFY(cli_.run({"list", "--limit", "1"}).out.contains("2 runs older"));

    const CliResult show = cli_.run({"show", "2"});
    QCOMPARE(show.code, 0);
    for (const char* part : {"2, Seed 2", "finished", "weights", "training.local_epochs", "Accuracy over 4 clients"})
        QVERIFY2(show.out.contains(part), part);
    QVERIFY(!show.out.contains("training.lr_decay"));
    QVERIFY(cli_.run({"show", "2", "--all"}).out.contains("training.lr_decay"));
    const QJsonObject json = cli_.run({"show", "last", "--json"}).objects().first();
    QCOMPARE(json["run"].toInt(), 3);
    QCOMPARE(json["experiment"].toObject()["data"].toObject()["clients"].toInt(), 4);

    // The stored experiment is a file that runs again, to the same weights.
    QFile again(cli_.path("again.json"));
    QVERIFY(again.open(QIODevice::WriteOnly));
    again.write(cli_.run({"show", "2", "--experiment"}).out.toUtf8());
    again.close();
    QCOMPARE(cli_.finalReport({"run", "again.json", "--json"})["weights_sha256"],
             cli_.run({"show", "2", "--json"}).objects().first()["weights_sha256"]);

    const CliResult missing = cli_.run({"show", "17"});
    QCOMPARE(missing.code, 3);
    QVERIFY(missing.err.contains("run 17: is not in"));
}

void TestRuns::workersDoNotChangeTheResult() {
    const QJsonObject one = cli_.finalReport({"run", "tiny.json", "--json", "--workers", "1", "--db", "workers.db"});
    const QJsonObject two = cli_.finalReport({"run", "tiny.json", "--json", "--workers", "2", "--db", "workers.db"});
    QCOMPARE(one["weights_sha256"].toString().size(), 64);
    QCOMPARE(two["weights_sha256"], one["weights_sha256"]);
    QCOMPARE(two["accuracy"], one["accuracy"]);
    const QJsonObject other = cli_.finalReport({"run", "tiny.json", "--json", "--seed", "2", "--db", "workers.db"});
    QVERIFY(other["weights_sha256"] != one["weights_sha256"]);
}

void TestRuns::settingsFromTheCommandLine() {
    // The method goes first whatever the order, so that its own settings can follow or precede it.
    const CliResult result = cli_.run({"run", "tiny.json", "--json", "--db", "set.db", "--set", "algorithm.lambda=0.5",
                                       "training.rounds=2", "--set", "algorithm.id=cafedistill", "--name", "Changed"});
    QCOMPARE(result.code, 0);
    const QJsonObject started = result.objects().first();
    QCOMPARE(started["name"].toString(), QString("Changed"));
    QCOMPARE(started["rounds"].toInt(), 2);
    QCOMPARE(started["experiment"].toObject()["algorithm"].toObject()["lambda"].toDouble(), 0.5);
}

bool TestRuns::startAndReach(QProcess& process, const QStringList& arguments, int round) const {
    cli_.writeExperiment("long.json", {{"rounds", 60}});
    cli_.start(process, arguments);
    process.setReadChannel(QProcess::StandardOutput);
    while (process.waitForReadyRead(CliRunner::kTimeout)) {
        while (process.canReadLine()) {
            const QJsonObject report = QJsonDocument::fromJson(process.readLine()).object();
            if (report["report"].toString() == "round_finished" && report["round"].toInt() >= round) return true;
        }
    }
    return false;
}

void TestRuns::signalStopsAndResumeContinues() {
    for (const int signal : {SIGTERM, SIGINT}) {
        const QString db = QString("stop-%1.db").arg(signal);
        QProcess process;
        QVERIFY(startAndReach(process, {"run", "long.json", "--json", "--db", db}, 3));
        QCOMPARE(kill(static_cast<pid_t>(process.processId()), signal), 0);
        const CliResult stopped = CliRunner::finish(process);
        QCOMPARE(stopped.code, 6);
        const QJsonObject last = stopped.objects().last();
        QCOMPARE(last["status"].toString(), QString("stopped"));
        const int reached = last["round"].toInt();
        QVERIFY(reached >= 3 && reached < 60);
        QVERIFY(stopped.err.contains("stopping"));
        QVERIFY(cli_.run({"list", "--db", db}).out.contains("stopped"));

        const CliResult resumed = cli_.run({"resume", "last", "--json", "--db", db});
        QCOMPARE(resumed.code, 0);
        QCOMPARE(resumed.objects().first()["first_round"].toInt(), reached + 1);
        const QJsonObject whole = cli_.finalReport({"run", "long.json", "--json", "--db", db});
        QCOMPARE(whole["status"].toString(), QString("finished"));
        QCOMPARE(resumed.objects().last()["weights_sha256"], whole["weights_sha256"]);
        QCOMPARE(resumed.objects().last()["accuracy"], whole["accuracy"]);
        QCOMPARE(resumed.objects().last()["bytes_up"], whole["bytes_up"]);
    }
}

void TestRuns::killedRunContinues() {
    QProcess process;
    const QStringList start{"run", "long.json", "--json", "--db", "killed.db", "--set", "run.checkpoint_every=5"};
    QVERIFY(startAndReach(process, start, 12));
    process.kill();
    process.waitForFinished(CliRunner::kTimeout);
    QCOMPARE(cli_.run({"list", "--db", "killed.db", "--json"}).objects().first()["status"].toString(),
             QString("interrupted"));
    const QJsonObject resumed = cli_.finalReport({"resume", "1", "--json", "--db", "killed.db"});
    const QJsonObject whole = cli_.finalReport(start);
    QCOMPARE(resumed["weights_sha256"].toString().size(), 64);
    QCOMPARE(resumed["weights_sha256"], whole["weights_sha256"]);
}

void TestRuns::secondSignalLeavesAtOnce() {
    // The first signal finds a process that cannot react: its threads are stopped while the second is sent.
    QProcess process;
    QVERIFY(startAndReach(process, {"run", "long.json", "--json", "--db", "twice.db"}, 2));
    const auto pid = static_cast<pid_t>(process.processId());
    QCOMPARE(kill(pid, SIGSTOP), 0);
    QCOMPARE(kill(pid, SIGINT), 0);
    QCOMPARE(kill(pid, SIGTERM), 0);
    QCOMPARE(kill(pid, SIGCONT), 0);
    const CliResult result = CliRunner::finish(process);
    QCOMPARE(result.code, 6);
    QVERIFY(result.objects().isEmpty() || result.objects().last()["report"].toString() != "run_finished");
}

void TestRuns::closedPipeStopsTheRun() {
    cli_.writeExperiment("long.json", {{"rounds", 60}});
    QProcess shell;
    shell.setProcessEnvironment(cli_.environment());
    shell.setWorkingDirectory(cli_.path("."));
    shell.start("bash",
                {"-c", "\"$0\" run long.json --json --db pipe.db | head -n 5 > /dev/null; exit ${PIPESTATUS[0]}",
                 CliRunner::program()});
    const CliResult result = CliRunner::finish(shell);
    QCOMPARE(result.code, 4);
    QVERIFY2(result.err.contains("cannot be written"), qPrintable(result.err));
    const QJsonObject run = cli_.run({"list", "--db", "pipe.db", "--json"}).objects().first();
    QCOMPARE(run["status"].toString(), QString("stopped"));
}

void TestRuns::resumeRefuses() {
    QCOMPARE(cli_.run({"run", "tiny.json", "-q", "--db", "done.db"}).code, 0);
    const CliResult finished = cli_.run({"resume", "1", "--db", "done.db"});
    QCOMPARE(finished.code, 3);
    QVERIFY(finished.err.contains("nothing to resume"));

    QProcess process;
    QVERIFY(startAndReach(process, {"run", "long.json", "--json", "--db", "busy.db"}, 1));
    const CliResult busy = cli_.run({"resume", "1", "--db", "busy.db"});
    QCOMPARE(kill(static_cast<pid_t>(process.processId()), SIGTERM), 0);
    QCOMPARE(CliRunner::finish(process).code, 6);
    QCOMPARE(busy.code, 3);
    QVERIFY2(busy.err.contains("another process"), qPrintable(busy.err));
}

void TestRuns::failedRun() {
    // Settings that blow the weights up, and the wish to stop then.
    const CliResult result =
        cli_.run({"run", "tiny.json", "--db", "failed.db", "--set", "training.lr=100", "training.weight_decay=1",
                  "algorithm.id=fedavg", "training.rounds=30", "run.on_divergence=stop"});
    QCOMPARE(result.code, 5);
    QVERIFY2(result.err.contains("diverged"), qPrintable(result.err));
    QVERIFY(cli_.run({"list", "--db", "failed.db"}).out.contains("diverged"));
}

QTEST_GUILESS_MAIN(TestRuns)
#include "tst_runs.moc"
