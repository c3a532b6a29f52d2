// SPDX-License-Identifier: GPL-3.0-or-later
// Help, errors and exit codes: what a person meets who does not know the program yet.
#include <pty.h>
#include <unistd.h>

#include "cli_runner.h"

class TestUsage : public QObject {
    Q_OBJECT

  private slots:
    void helpNamesEveryCommandAndExitCode();
    void everyCommandExplainsItself_data();
    void everyCommandExplainsItself();
    void version();
    void errors_data();
    void errors();
    void brokenFilesAreNamed();
    void coloursOnATerminalOnly();
    void listsWhatThereIs();
    void describes();
    void completionIsValidBash();

  private:
    QString onTerminal(const QStringList& arguments, bool noColor) const;

    CliRunner cli_;
};

static const QStringList kCommands{"run",       "race",    "resume",   "list",    "show",     "exits",
                                   "compare",   "export",  "import",   "report",  "cost",     "sweep",
                                   "partition", "methods", "describe", "presets", "datasets", "completion"};

void TestUsage::helpNamesEveryCommandAndExitCode() {
    const CliResult help = cli_.run({"--help"});
    QCOMPARE(help.code, 0);
    QCOMPARE(help.err, QString());
    for (const QString& command : kCommands) QVERIFY2(help.out.contains("\n  " + command + " "), qPrintable(command));
    for (int code = 0; code <= 6; ++code) QVERIFY(help.out.contains(QString("\n  %1   ").arg(code)));
    QVERIFY(help.out.contains("Examples"));
    for (const QString& line : help.lines()) QVERIFY2(line.size() <= 100, qPrintable(line));
    // Asking for help leaves no trace.
    QVERIFY(!QFile::exists(cli_.path("exitlab")));
}

void TestUsage::everyCommandExplainsItself_data() {
    QTest::addColumn<QString>("command");
    for (const QString& command : kCommands) QTest::newRow(qPrintable(command)) << command;
}

void TestUsage::everyCommandExplainsItself() {
    QFETCH(QString, command);
    const CliResult help = cli_.run({command, "--help"});
    QCOMPARE(help.code, 0);
    QVERIFY(help.out.startsWith("Usage: exitlab-cli " + command));
    QVERIFY(help.out.contains("Examples"));
    QVERIFY(help.out.contains("--db FILE"));
    QCOMPARE(help.err, QString());
}

void TestUsage::version() {
    const CliResult result = cli_.run({"--version"});
    QCOMPARE(result.code, 0);
    QVERIFY(QRegularExpression("^exitlab-cli \\d+\\.\\d+\\.\\d+ ").match(result.out).hasMatch());
}

void TestUsage::errors_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("message");

    QTest::newRow("no command") << QStringList{} << 2 << "a command is missing";
    QTest::newRow("command") << QStringList{"rnu"} << 2 << "did you mean \"run\"?";
    QTest::newRow("option") << QStringList{"run", "quick", "--sed", "1"} << 2 << "\"--seed\"";
    QTest::newRow("no experiment") << QStringList{"run"} << 2 << "FILE|PRESET is missing";
    QTest::newRow("extra argument") << QStringList{"list", "all"} << 2 << "unexpected argument \"all\"";
    QTest::newRow("number") << QStringList{"list", "--limit", "ten"} << 2 << "whole number from 0, found \"ten\"";
    QTest::newRow("set") << QStringList{"run", "quick", "--set", "seed"} << 2 << "expected KEY=VALUE";
    QTest::newRow("run number") << QStringList{"show", "first"} << 4 << "there is no such database";
    QTest::newRow("rule") << QStringList{"exits", "1", "--rule", "entropi"} << 2 << "did you mean \"entropy\"?";
    QTest::newRow("budget") << QStringList{"exits", "1", "--budget", "1.5"} << 2 << "from 0 to 1";
    QTest::newRow("threshold") << QStringList{"exits", "1", "--threshold", "60"} << 2 << "probability";
    QTest::newRow("both") << QStringList{"exits", "1", "--threshold", ".6", "--budget", ".5"} << 2
                          << "they exclude each other";
    const QStringList race{"race", "quick", "--methods"};
    QTest::newRow("race of nothing") << QStringList{"race"} << 2 << "an experiment is missing";
    QTest::newRow("race of one") << QStringList{"race", "quick"} << 2 << "a race needs --methods";
    QTest::newRow("race of one method") << race + QStringList{"fedper"} << 2 << "two methods or more";
    QTest::newRow("race of twins") << race + QStringList{"fedper,fedper"} << 2 << "\"fedper\" is named twice";
    QTest::newRow("race of equals") << QStringList{"race", "quick", "quick"} << 2 << "\"quick\" is named twice";
    QTest::newRow("race list") << race + QStringList{"fedper,,local"} << 2 << "expected a list";
    QTest::newRow("race method") << race + QStringList{"fedper,fedavgg"} << 3 << "did you mean \"fedavg\"?";
    QTest::newRow("race both") << QStringList{"race", "quick", "quick-local", "--methods", "fedper,local"} << 2
                               << "--methods goes with one experiment";
    QTest::newRow("race seeds") << race + QStringList{"fedper,local", "--seeds", "1,x"} << 3
                                << "seed: expected a whole number";
    QTest::newRow("race for all") << race + QStringList{"fedper,cafedistill", "--set", "algorithm.lambda=1"} << 2
                                  << "write fedper:algorithm.lambda=1";
    QTest::newRow("race id") << race + QStringList{"fedper,local", "--set", "fedper:algorithm.id=fedavg"} << 2
                             << "--methods says which methods";
    QTest::newRow("race stranger") << race + QStringList{"fedper,local", "--set", "fedavg:training.lr=1"} << 2
                                   << "\"fedavg\" in \"fedavg:training.lr=1\" takes no part; there are fedper, local";
    QTest::newRow("race key") << race + QStringList{"fedper,local", "--set", "local:training.rouns=1"} << 3
                              << "did you mean \"training.rounds\"?";
    QTest::newRow("race difference") << race + QStringList{"fedper,local", "--set", "local:data.partition.alpha=9"} << 3
                                     << "fedper and local differ in data.partition.alpha (0.3, 9.0)";
    QTest::newRow("preset") << QStringList{"run", "qick"} << 3 << "did you mean \"quick\"?";
    QTest::newRow("key") << QStringList{"run", "quick", "--set", "training.rouns=2"} << 3
                         << "did you mean \"training.rounds\"?";
    QTest::newRow("value") << QStringList{"cost", "quick", "--set", "training.rounds=0"} << 3
                           << "training.rounds: expected a whole number from 1";
    QTest::newRow("seed") << QStringList{"cost", "quick", "--seed", "one"} << 3 << "seed: expected a whole number";
    QTest::newRow("method") << QStringList{"run", "quick", "--set", "algorithm.id=fedavgg"} << 3
                            << "did you mean \"fedavg\"?";
    QTest::newRow("describe") << QStringList{"describe", "trainin"} << 3 << "did you mean \"training\"?";
    QTest::newRow("data set") << QStringList{"datasets", "check", "mnis"} << 3 << "did you mean \"mnist\"?";
    QTest::newRow("no data") << QStringList{"run", "fashion-mnist-cafedistill"} << 3 << "FashionMNIST";
    QTest::newRow("plugin folder") << QStringList{"methods", "--plugin-dir", "nowhere"} << 3 << "no such folder";
    QTest::newRow("database") << QStringList{"list", "--db", "nowhere.db"} << 4 << "nowhere.db: there is no such";
    QTest::newRow("database before") << QStringList{"--db", "nowhere.db", "list"} << 4
                                     << "nowhere.db: there is no such";
}

void TestUsage::errors() {
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QString, message);
    const CliResult result = cli_.run(arguments);
    QVERIFY2(result.err.contains(message), qPrintable(result.err));
    QVERIFY(result.err.startsWith("exitlab-cli: error: "));
    QCOMPARE(result.err.count('\n'), 1);
    QCOMPARE(result.code, code);
    QCOMPARE(result.out, QString());
    // What is wrong with the command or the settings is found before there is a run.
    QVERIFY(!QFile::exists(cli_.database()));
}

void TestUsage::brokenFilesAreNamed() {
    QFile experiment(cli_.path("broken.json"));
    QVERIFY(experiment.open(QIODevice::WriteOnly));
    experiment.write("{\n  \"schema\": \"exitlab-experiment-1\",\n  \"seed\" 1\n}\n");
    experiment.close();
    CliResult result = cli_.run({"run", "broken.json"});
    QCOMPARE(result.code, 3);
    QVERIFY2(result.err.contains("broken.json: line 3"), qPrintable(result.err));

    QFile database(cli_.path("letter.db"));
    QVERIFY(database.open(QIODevice::WriteOnly));
    database.write(QByteArray("Dear reader, this is no database. ").repeated(100));
    database.close();
    for (const char* command : {"list", "show"}) {
        QStringList arguments{command, "--db", "letter.db"};
        if (arguments.first() == "show") arguments << "1";
        result = cli_.run(arguments);
        QCOMPARE(result.code, 4);
        QVERIFY2(result.err.contains("letter.db"), qPrintable(result.err));
    }
    // It has not been touched.
    QVERIFY(database.open(QIODevice::ReadOnly));
    QVERIFY(database.readAll().startsWith("Dear reader"));
}

QString TestUsage::onTerminal(const QStringList& arguments, bool noColor) const {
    int master = -1, slave = -1;
    winsize size{};
    size.ws_col = 90;
    size.ws_row = 25;
    if (openpty(&master, &slave, nullptr, nullptr, &size) != 0) return {};
    QProcess process;
    QProcessEnvironment environment = cli_.environment();
    environment.insert("TERM", "xterm");
    if (noColor) environment.insert("NO_COLOR", "1");
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(cli_.path("."));
    process.setChildProcessModifier([slave] {
        dup2(slave, STDOUT_FILENO);
        dup2(slave, STDERR_FILENO);
    });
    process.start(CliRunner::program(), arguments);
    process.waitForStarted();
    close(slave);
    QByteArray text;
    char buffer[4096];
    // Reading ends with an error once the last writer is gone.
    for (ssize_t got = read(master, buffer, sizeof buffer); got > 0; got = read(master, buffer, sizeof buffer))
        text.append(buffer, got);
    close(master);
    process.waitForFinished(CliRunner::kTimeout);
    return QString::fromUtf8(text);
}

void TestUsage::coloursOnATerminalOnly() {
    QVERIFY(!cli_.run({"presets"}).out.contains('\033'));
    if (!QFile::exists("/dev/pts/ptmx")) QSKIP("this machine has no pseudo-terminals (devpts is not mounted)");
    QVERIFY(onTerminal({"presets"}, false).contains("\033["));
    const QString plain = onTerminal({"presets"}, true);
    QVERIFY(plain.contains("quick"));
    QVERIFY(!plain.contains('\033'));
    // The progress bar is for terminals; it is gone at the end.
    const QString bar = onTerminal({"run", "tiny.json", "--db", "terminal.db"}, true);
    QVERIFY2(bar.contains("\rround 1/3") || bar.contains("\033[Kround 1/3"), qPrintable(bar));
    QVERIFY(bar.contains("ETA"));
    QVERIFY(!bar.contains("\033[32m"));
    QVERIFY(bar.contains("finished after 3 of 3 rounds"));
}

void TestUsage::listsWhatThereIs() {
    const CliResult presets = cli_.run({"presets", "--json"});
    QCOMPARE(presets.code, 0);
    QStringList ids;
    for (const QJsonObject& preset : presets.objects()) ids << preset["id"].toString();
    QVERIFY(ids.contains("quick"));
    QVERIFY(cli_.run({"presets"}).out.contains("\nquick "));

    const CliResult methods = cli_.run({"methods", "--json"});
    ids.clear();
    for (const QJsonObject& method : methods.objects()) ids << method["id"].toString();
    for (const char* id : {"cafedistill", "fedavg", "fedper", "local"}) QVERIFY(ids.contains(id));
    QVERIFY(cli_.run({"methods"}).out.contains("CAFEDistill"));
    QCOMPARE(methods.err, QString());

    const CliResult sets = cli_.run({"datasets", "list"});
    QCOMPARE(sets.code, 0);
    QVERIFY(sets.out.contains("fashion-mnist"));
    const CliResult checked = cli_.run({"datasets", "check", "glyphs"});
    QCOMPARE(checked.code, 0);
    QVERIFY(checked.out.contains("10 classes"));
    // All sets: those without files are told, and are no error.
    const CliResult all = cli_.run({"datasets", "check", "--json", "--data", cli_.path(".")});
    QCOMPARE(all.code, 0);
    for (const QJsonObject& set : all.objects()) QCOMPARE(set["ok"].toBool(), set["id"].toString() == "glyphs");

    const CliResult empty = cli_.run({"list"});
    QCOMPARE(empty.code, 0);
    QVERIFY(empty.out.contains("No runs"));
    QVERIFY(!QFile::exists(cli_.database()));
}

void TestUsage::describes() {
    const CliResult method = cli_.run({"describe", "cafedistill"});
    QCOMPARE(method.code, 0);
    for (const char* part : {"algorithm.lambda", "number from 0", "default", "Default from:", "2601.10015"})
        QVERIFY2(method.out.contains(part), part);
    const CliResult section = cli_.run({"describe", "training"});
    QVERIFY(section.out.contains("training.lr_decay"));
    QVERIFY(!section.out.contains("data.clients"));
    const CliResult setting = cli_.run({"describe", "data.partition.alpha"});
    QVERIFY(setting.out.contains("used when data.partition.kind is dirichlet"));
    QVERIFY(!setting.out.contains("data.partition.kind  "));

    const CliResult alpha = cli_.run({"describe", "data.partition.alpha", "--json"});
    QCOMPARE(alpha.objects().size(), 1);
    QCOMPARE(alpha.objects()[0]["used_when"].toObject()["key"], QString("data.partition.kind"));
    QVERIFY(alpha.objects()[0]["above"].isDouble());
    // Everything: each section and each method is a line with its settings.
    const CliResult all = cli_.run({"describe", "--json"});
    QCOMPARE(all.code, 0);
    QStringList ids;
    for (const QJsonObject& item : all.objects()) {
        ids << item["id"].toString();
        QVERIFY(item["parameters"].isArray());
    }
    for (const char* id : {"training", "data", "cafedistill", "darkdistill"}) QVERIFY2(ids.contains(id), id);
    const CliResult nothing = cli_.run({"describe"});
    QCOMPARE(nothing.code, 3);
    QVERIFY(nothing.err.contains("NAME"));
}

void TestUsage::completionIsValidBash() {
    const CliResult script = cli_.run({"completion", "bash"});
    QCOMPARE(script.code, 0);
    QProcess bash;
    bash.start("bash", {"-c", script.out + "\nCOMP_WORDS=(exitlab-cli run qui); COMP_CWORD=2; _exitlab_cli; "
                                           "echo \"${COMPREPLY[@]}\"; "
                                           "COMP_WORDS=(exitlab-cli exits 1 --ru); COMP_CWORD=3; _exitlab_cli; "
                                           "echo \"${COMPREPLY[@]}\"; "
                                           "COMP_WORDS=(exitlab-cli sh); COMP_CWORD=1; _exitlab_cli; "
                                           "echo \"${COMPREPLY[@]}\"; "
                                           "COMP_WORDS=(exitlab-cli race quick --methods fedper,fed); COMP_CWORD=4; "
                                           "_exitlab_cli; echo \"${COMPREPLY[@]}\""});
    const CliResult result = CliRunner::finish(bash);
    QCOMPARE(result.err, QString());
    QCOMPARE(result.lines().size(), 4);
    QVERIFY(result.lines().at(0).split(' ').contains("quick-fedavg"));
    QCOMPARE(result.lines().at(1), QString("--rule"));
    QCOMPARE(result.lines().at(2), QString("show"));
    QVERIFY(result.lines().at(3).split(' ').contains("fedper,fedavg"));
}

QTEST_GUILESS_MAIN(TestUsage)
#include "tst_usage.moc"
