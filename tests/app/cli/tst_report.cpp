// SPDX-License-Identifier: GPL-3.0-or-later
// Reports and bundles from the command line, with real runs.
#include <QDir>

#include "cli_runner.h"
#include "core/store/run_store.h"

using namespace exitlab;

class TestReportCommand : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void ofOneRun();
    void ofSeveralRuns();
    void asPdf();
    void whereItGoes();
    void reportRefuses();
    void bundleThereAndBack();
    void resumedElsewhere();
    void importRefuses();
    void exportRefuses();

  private:
    QString read(const QString& name) const {
        QFile file(cli_.path(name));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    CliRunner cli_;
};

void TestReportCommand::initTestCase() {
    for (const char* seed : {"1", "2"})
        QCOMPARE(cli_.run({"run", "tiny.json", "-q", "--seed", seed, "--set", "training.lr=0.1",
                           "evaluation.conflict_every=1"})
                     .code,
                 0);
    QCOMPARE(cli_.run({"run", "tiny.json", "-q", "--set", "algorithm.id=local", "evaluation.records=none"}).code, 0);
}

void TestReportCommand::ofOneRun() {
    const CliResult result = cli_.run({"report", "1", "--to", "one.html"});
    QVERIFY2(result.code == 0, qPrintable(result.err));
    QVERIFY2(result.out.startsWith("one.html ("), qPrintable(result.out));
    QCOMPARE(result.err, QString());
    const QString html = read("one.html");
    const QJsonObject run = cli_.run({"show", "1", "--json"}).objects().first();
    // What was stored is what is told.
    QVERIFY(html.contains(run["weights_sha256"].toString()));
    const QJsonObject exits = cli_.run({"exits", "1", "--threshold", "0.6", "--json"}).objects().first();
    const double saving = exits["policy"].toObject()["saving"].toDouble();
    QVERIFY2(html.contains(QString("At 0.6: %1 % fewer MACs").arg(100 * saving, 0, 'f', 1)),
             qPrintable(html.mid(0, 0)));
    for (const QJsonValue& accuracy : run["accuracy"].toArray())
        QVERIFY(html.contains(QString(">%1 %<").arg(100 * accuracy.toDouble(), 0, 'f', 1)));
    // Costs come from the engine.
    const QJsonObject cost = cli_.run({"cost", "tiny.json", "--json"}).objects().first();
    QCOMPARE(cost["exits"].toArray().size(), 3);
    QVERIFY(html.contains("stage parameters"));
    // The command in it repeats the run to the same bits.
    const qsizetype from = html.indexOf("<pre>exitlab-cli ") + 17, to = html.indexOf("</pre>", from);
    QVERIFY(to > from);
    const QString line = html.mid(from, to - from);
    QProcess shell;
    shell.setProcessEnvironment(cli_.environment());
    shell.setWorkingDirectory(cli_.path("."));
    shell.start("bash", {"-c", "exec " + CliRunner::program() + " " + line + " --json --db again.db"});
    const CliResult again = CliRunner::finish(shell);
    QVERIFY2(again.code == 0, qPrintable(again.err + line));
    QCOMPARE(again.objects().last()["weights_sha256"].toString(), run["weights_sha256"].toString());
}

void TestReportCommand::ofSeveralRuns() {
    const CliResult result = cli_.run({"report", "1", "2", "3", "1", "--to", "all.html", "--title", "Three <runs>"});
    QVERIFY2(result.code == 0, qPrintable(result.err));
    const QString html = read("all.html");
    QVERIFY(html.contains("<title>Three &lt;runs&gt;</title>"));
    QVERIFY(html.contains(">Overview<") && html.contains(">Repetitions<"));
    QCOMPARE(html.count("class=\"page\">Run 1: "), qsizetype(1));
    // Mean and deviation over the two seeds, as `race` and a person would compute them.
    const QJsonArray a = cli_.run({"show", "1", "--json"}).objects().first()["accuracy"].toArray();
    const QJsonArray b = cli_.run({"show", "2", "--json"}).objects().first()["accuracy"].toArray();
    const double mean = (a[0].toDouble() + b[0].toDouble()) / 2;
    const double deviation = qAbs(a[0].toDouble() - b[0].toDouble()) / qSqrt(2);
    QVERIFY(html.contains(
        QString::fromUtf8("%1 \xc2\xb1 %2 %").arg(100 * mean, 0, 'f', 1).arg(100 * deviation, 0, 'f', 1)));
}

void TestReportCommand::asPdf() {
    const QList<QJsonObject> json = cli_.run({"report", "1", "--to", "one.pdf", "--json"}).objects();
    QCOMPARE(json.size(), 1);
    QVERIFY(json[0]["pages"].toInt() >= 4);
    QCOMPARE(json[0]["bytes"].toInteger(), QFileInfo(cli_.path("one.pdf")).size());
    QFile pdf(cli_.path("one.pdf"));
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    QVERIFY(pdf.readAll().startsWith("%PDF-"));
}

void TestReportCommand::whereItGoes() {
    QCOMPARE(cli_.run({"report", "last"}).code, 0);
    QVERIFY(QFile::exists(cli_.path("report-run-3.html")));
    QVERIFY(read("report-run-3.html").contains("keeps no exit records"));
    QCOMPARE(cli_.run({"report", "1", "3"}).code, 0);
    QVERIFY(QFile::exists(cli_.path("report-runs-1-3.html")));
}

void TestReportCommand::reportRefuses() {
    const CliResult suffix = cli_.run({"report", "1", "--to", "one.docx"});
    QCOMPARE(suffix.code, 2);
    QVERIFY2(suffix.err.contains("one.docx") && suffix.err.contains(".pdf"), qPrintable(suffix.err));
    QCOMPARE(cli_.run({"report", "99"}).code, 3);
    QCOMPARE(cli_.run({"report"}).code, 2);
    const CliResult folder = cli_.run({"report", "1", "--to", "no/such/one.pdf"});
    QCOMPARE(folder.code, 4);
    QVERIFY(folder.err.contains("one.pdf"));
}

void TestReportCommand::bundleThereAndBack() {
    const CliResult written = cli_.run({"export", "2", "--bundle", "two.exitlab"});
    QVERIFY2(written.code == 0, qPrintable(written.err));
    QVERIFY2(written.out.contains("with the checkpoint of round 3"), qPrintable(written.out));
    const CliResult taken = cli_.run({"import", "two.exitlab", "two.exitlab", "--db", "other.db"});
    QVERIFY2(taken.code == 0, qPrintable(taken.err));
    QVERIFY(taken.out.contains("two.exitlab"));
    QJsonObject here = cli_.run({"show", "2", "--json"}).objects().first();
    for (const char* run : {"1", "2"}) {
        QJsonObject there = cli_.run({"show", run, "--json", "--db", "other.db"}).objects().first();
        for (QJsonObject* one : {&here, &there}) {
            one->remove("run");
            one->remove("checkpoints");  // paths
        }
        QCOMPARE(there, here);
    }
    // Everything that was told went along: the tables of both are equal, byte for byte.
    QCOMPARE(cli_.run({"export", "2", "--to", "a"}).code, 0);
    QCOMPARE(cli_.run({"export", "1", "--to", "b", "--db", "other.db"}).code, 0);
    const QStringList files = QDir(cli_.path("a")).entryList(QDir::Files);
    QCOMPARE(QDir(cli_.path("b")).entryList(QDir::Files), files);
    QVERIFY(files.size() >= 12);
    for (const QString& file : files) QCOMPARE(read("a/" + file), read("b/" + file));
    const QList<QJsonObject> json =
        cli_.run({"export", "2", "--bundle", "none.exitlab", "--checkpoints", "none", "--json"}).objects();
    QCOMPARE(json.first()["checkpoints"].toArray().size(), 0);
    QCOMPARE(cli_.run({"import", "none.exitlab", "--db", "other.db", "--json"}).objects().first()["run"].toInt(), 3);
}

void TestReportCommand::resumedElsewhere() {
    // Stopped after its second round, in a bundle to another database, resumed: the same weights as in one go.
    const QString whole = cli_.run({"show", "1", "--json"}).objects().first()["weights_sha256"].toString();
    QCOMPARE(cli_.run({"run", "tiny.json", "-q", "--db", "cut.db", "--set", "training.lr=0.1",
                       "evaluation.conflict_every=1", "run.checkpoint_every=1", "run.checkpoint_keep=0"})
                 .code,
             0);
    {
        RunStore store(cli_.path("cut.db").toStdString());
        store.rewind(1, 2);  // as a crash in round 3 leaves it
        store.setStatus(1, RunStatus::Interrupted);
    }
    QCOMPARE(cli_.run({"export", "1", "--bundle", "cut.exitlab", "--db", "cut.db"}).code, 0);
    QCOMPARE(cli_.run({"import", "cut.exitlab", "--db", "new/place.db"}).code, 0);
    const CliResult resumed = cli_.run({"resume", "1", "--db", "new/place.db", "--json"});
    QVERIFY2(resumed.code == 0, qPrintable(resumed.err));
    QCOMPARE(resumed.objects().last()["weights_sha256"].toString(), whole);
}

void TestReportCommand::importRefuses() {
    QFile lie(cli_.path("lie.exitlab"));
    QVERIFY(lie.open(QIODevice::WriteOnly));
    lie.write("no bundle");
    lie.close();
    const CliResult result = cli_.run({"import", "lie.exitlab", "--db", "fresh.db"});
    QCOMPARE(result.code, 3);
    QCOMPARE(result.err.count('\n'), 1);
    QVERIFY2(result.err.contains("lie.exitlab"), qPrintable(result.err));
    QVERIFY(cli_.run({"list", "--db", "fresh.db", "--json"}).out.isEmpty());
    QCOMPARE(cli_.run({"import", "missing.exitlab", "--db", "fresh.db"}).code, 3);
    QCOMPARE(cli_.run({"import"}).code, 2);
}

void TestReportCommand::exportRefuses() {
    const CliResult nothing = cli_.run({"export", "1"});
    QCOMPARE(nothing.code, 2);
    QVERIFY2(nothing.err.contains("--to DIR or --bundle FILE"), qPrintable(nothing.err));
    QCOMPARE(cli_.run({"export", "1", "--to", "x", "--checkpoints", "all"}).code, 2);
    QCOMPARE(cli_.run({"export", "1", "--bundle", "x.exitlab", "--checkpoints", "some"}).code, 2);
    QCOMPARE(cli_.run({"export", "1", "--bundle", "x.exitlab", "--round", "1"}).code, 2);
}

QTEST_GUILESS_MAIN(TestReportCommand)
#include "tst_report.moc"
