// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that wait and runs that branch, on the command line.
#include "cli_runner.h"

class TestQueueCommand : public QObject {
    Q_OBJECT

    CliRunner cli_;
    QJsonObject showRun(const QString& db, int run) const {
        return cli_.run({"show", QString::number(run), "--db", db, "--json"}).objects().value(0);
    }

  private slots:
    void addMoveRemoveRun() {
        const QString db = "q.db";
        QVERIFY(cli_.run({"queue", "--db", db}).code != 0 || cli_.run({"queue"}).out.contains("empty"));
        QCOMPARE(cli_.run({"queue", "add", "tiny.json", "tiny.json", "--set", "training.rounds=2", "--db", db}).code,
                 0);
        const CliResult race = cli_.run({"queue", "add", "tiny.json", "--methods", "fedper,local", "--db", db});
        QVERIFY2(race.code == 0, qPrintable(race.err));
        QList<QJsonObject> list = cli_.run({"queue", "list", "--json", "--db", db}).objects();
        QCOMPARE(list.size(), 4);
        QCOMPARE(list[3]["place"].toInt(), 3);
        QVERIFY(list[3]["race"].toBool() && !list[0]["race"].toBool());
        QCOMPARE(list[2]["group"].toString(), QString("race-3"));
        QCOMPARE(cli_.run({"queue", "move", "4", "1", "--db", db}).code, 0);
        QCOMPARE(cli_.run({"queue", "remove", "2", "--db", db}).code, 0);
        list = cli_.run({"queue", "list", "--json", "--db", db}).objects();
        QCOMPARE(list.size(), 3);
        QCOMPARE(list[0]["run"].toInt(), 3);
        QCOMPARE(list[2]["run"].toInt(), 1);

        const CliResult run = cli_.run({"queue", "run", "--db", db, "--json"});
        QVERIFY2(run.code == 0, qPrintable(run.err));
        QStringList order;
        for (const QJsonObject& one : run.objects())
            if (one.contains("run")) order << QString::number(one["run"].toInt()) + one["status"].toString();
        QCOMPARE(order, (QStringList{"3finished", "4finished", "1finished"}));
        QCOMPARE(cli_.run({"queue", "list", "--json", "--db", db}).objects().size(), 0);
        // As alone.
        const QJsonObject alone =
            cli_.finalReport({"run", "tiny.json", "--json", "--db", "a.db", "--set", "algorithm.id=fedper"});
        QCOMPARE(showRun(db, 3)["weights_sha256"], alone["weights_sha256"]);
    }

    void aFailureHoldsNobodyUp() {
        const QString db = "f.db";
        QCOMPARE(cli_.run({"queue", "add", "tiny.json", "tiny.json", "--db", db}).code, 0);
        // Its data vanish between adding and running.
        QCOMPARE(cli_.run({"queue", "add", "tiny.json", "--set", "data.dataset=mnist", "--db", db}).code, 3);
        QCOMPARE(cli_.run({"queue", "list", "--json", "--db", db}).objects().size(), 2);
        QCOMPARE(cli_.run({"queue", "run", "--db", db}).code, 0);
        QCOMPARE(showRun(db, 2)["status"].toString(), QString("finished"));
    }

    void wrongArguments() {
        QCOMPARE(cli_.run({"queue", "dance"}).code, 2);
        QCOMPARE(cli_.run({"queue", "add"}).code, 2);
        QCOMPARE(cli_.run({"queue", "run", "3"}).code, 2);
        cli_.run({"run", "tiny.json", "-q", "--db", "w.db"});
        QCOMPARE(cli_.run({"queue", "move", "1", "--db", "w.db"}).code, 2);
        QCOMPARE(cli_.run({"queue", "move", "1", "0", "--db", "w.db"}).code, 2);
        QCOMPARE(cli_.run({"queue", "remove", "1", "--db", "w.db"}).code, 3);
        QCOMPARE(cli_.run({"queue", "add", "1", "--db", "w.db"}).code, 2);  // finished
    }

    void branch() {
        const QString db = "b.db";
        cli_.run({"run", "tiny.json", "-q", "--db", db, "--set", "run.checkpoint_every=1", "run.checkpoint_keep=0"});
        const CliResult same = cli_.run({"branch", "1", "--round", "1", "-q", "--db", db});
        QVERIFY2(same.code == 0, qPrintable(same.err));
        QCOMPARE(same.out.trimmed(), QString("2"));
        const QJsonObject parent = showRun(db, 1), branch = showRun(db, 2);
        QCOMPARE(branch["weights_sha256"], parent["weights_sha256"]);
        QCOMPARE(branch["parent"].toInt(), 1);
        QCOMPARE(branch["parent_round"].toInt(), 1);
        QVERIFY(parent["parent"].isNull());
        // More rounds extend it; another rate changes it; data cannot change.
        const CliResult longer = cli_.run({"branch", "1", "--set", "training.rounds=5", "-q", "--db", db});
        QVERIFY2(longer.code == 0, qPrintable(longer.err));
        QCOMPARE(showRun(db, 3)["completed"].toInt(), 5);
        QCOMPARE(cli_.run({"branch", "1", "--round", "2", "--set", "training.lr=0.001", "-q", "--db", db}).code, 0);
        QVERIFY(showRun(db, 4)["weights_sha256"] != parent["weights_sha256"]);
        const CliResult refused = cli_.run({"branch", "1", "--round", "1", "--set", "data.clients=3", "--db", db});
        QCOMPARE(refused.code, 3);
        QVERIFY2(refused.err.contains("data.clients"), qPrintable(refused.err));
        cli_.run({"run", "tiny.json", "-q", "--db", db});
        const CliResult none = cli_.run({"branch", "5", "--round", "2", "--db", db});
        QCOMPARE(none.code, 3);
        QVERIFY2(none.err.contains("rounds 3") && none.err.contains("checkpoint_keep"), qPrintable(none.err));
        // Into the queue, from where it is driven like any other.
        QCOMPARE(cli_.run({"branch", "1", "--round", "2", "--queue", "-q", "--db", db}).out.trimmed(), QString("6"));
        QCOMPARE(cli_.run({"queue", "run", "--db", db}).code, 0);
        QCOMPARE(showRun(db, 6)["weights_sha256"], parent["weights_sha256"]);
    }
};

QTEST_GUILESS_MAIN(TestQueueCommand)
#include "tst_queue.moc"
