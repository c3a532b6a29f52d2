// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that `exits` answers beyond the curve: groups, devices, comparison, reliability, images.
#include <QDir>
#include <QJsonArray>
#include <cmath>

#include "cli_runner.h"
#include "core/inference/reliability.h"
#include "core/inference/savings.h"
#include "core/store/run_store.h"

using namespace exitlab;

namespace {

QJsonArray array(const QJsonObject& object, const char* key) { return object[QLatin1String(key)].toArray(); }

bool near(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b)); }

}  // namespace

class TestExits : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        for (const char* method : {"fedper", "local"})
            QCOMPARE(cli_.run({"run", "tiny.json", "-q", "--set", "training.rounds=5", "training.lr=0.1",
                               QStringLiteral("algorithm.id=%1").arg(method)})
                         .code,
                     0);
        const RunReader reader(cli_.database().toStdString());
        const auto records = reader.records(1);
        for (const ReportPtr& report : reader.reports(1))
            if (const auto* started = std::get_if<RunStarted>(report.get())) macs_ = started->exitMacs;
        explorer_ = std::make_unique<ExitExplorer>(*records->test, records->validation.get(), macs_);
    }

    void groupsPerClientAndDevice() {
        const QJsonObject json =
            cli_.run({"exits", "1", "--clients", "0-1", "--budget", "0.7", "--clients", "3", "--exit", "2",
                      "--threshold", "0.5,0.4", "--per-client", "--device", "board", "--json"})
                .objects()
                .first();
        ExitPlan plan;
        plan.fleet.thresholds = {0.5, 0.4};
        ClientGroup weak{{}, {0, 1}, {}}, fixed{{}, {3}, {}};
        weak.choice.policy = ExitPolicy::Budgeted;
        weak.choice.budget = 0.7;
        fixed.choice.policy = ExitPolicy::Anytime;
        fixed.choice.exit = 1;
        plan.groups = {weak, fixed};
        const ExitAnswer answer = explorer_->answer(plan);
        QVERIFY(near(json["policy"].toObject()["accuracy"].toDouble(), answer.total.clientAccuracy));
        QVERIFY(near(json["policy"].toObject()["macs"].toDouble(), answer.total.macs));
        const QJsonArray groups = array(json, "groups");
        QCOMPARE(groups.size(), 3);
        QCOMPARE(groups[0].toObject()["name"].toString(), QString("everybody else"));
        QCOMPARE(groups[1].toObject()["policy"].toString(), QString("budgeted"));
        QCOMPARE(groups[1].toObject()["fitted_on"].toString(), QString("validation"));
        QVERIFY(groups[1].toObject()["validation_share"].toDouble() <= 0.7);
        const DeviceAnswer costs = onDevice(answer, macs_, deviceFrom("board"));
        const QJsonArray clients = array(json, "clients");
        QCOMPARE(clients.size(), static_cast<qsizetype>(answer.clients.size()));
        for (std::size_t i = 0; i < answer.clients.size(); ++i) {
            const QJsonObject row = clients[static_cast<qsizetype>(i)].toObject();
            QVERIFY(near(row["accuracy"].toDouble(), answer.clients[i].accuracy));
            QVERIFY(near(row["latency_ms"].toDouble(), costs.clients[i].latencyMs));
            QVERIFY(near(row["energy_mj"].toDouble(), costs.clients[i].energyMj));
        }
        QVERIFY(near(json["device"].toObject()["client_mean"].toObject()["energy_mj"].toDouble(),
                     costs.clientMean.energyMj));
        const CliResult text = cli_.run(
            {"exits", "1", "--clients", "0-1", "--budget", "0.7", "--per-client", "--device", "4,0.02,0.3,1.5"});
        QCOMPARE(text.code, 0);
        for (const char* part : {"clients 0, 1: budgeted 70.0 %", "everybody else: anytime exit 3",
                                 "validation samples", "latency, ms", "Own device: 4 GMAC/s"})
            QVERIFY2(text.out.contains(part), qPrintable(part + ("\n" + text.out)));
    }

    void everyPolicy() {
        const auto policy = [&](const QStringList& arguments) {
            return cli_.run(QStringList{"exits", "1", "--json"} + arguments).objects().first()["policy"].toObject();
        };
        QVERIFY(
            near(policy({"--patience", "2"})["macs"].toDouble(), patiencePolicy(explorer_->records(), 2, macs_).macs));
        QCOMPARE(policy({"--exit", "2"})["macs"].toDouble(), macs_[1]);
        QVERIFY(near(policy({"--policy", "margin", "--threshold", "0.3"})["macs"].toDouble(),
                     thresholdPolicy(explorer_->records(), ExitRule::Margin, 0.3, macs_).macs));
        for (const char* name : {"patience", "anytime", "budgeted"}) {
            const QJsonArray sweep =
                array(cli_.run({"exits", "1", "--policy", name, "--json"}).objects().first(), "sweep");
            QCOMPARE(sweep.size(), static_cast<qsizetype>(explorer_->sweep(exitPolicyFrom(name)).size()));
            QVERIFY(cli_.run({"exits", "1", "--policy", name}).out.contains("at exit 3"));
        }
    }

    void againstOtherRunsInTheSameWords() {
        const QJsonObject json =
            cli_.run({"exits", "1", "--threshold", "0.5", "--against", "2", "--json"}).objects().first();
        const RunReader reader(cli_.database().toStdString());
        const auto records = reader.records(2);
        const ExitExplorer other(*records->test, records->validation.get(), macs_);
        ExitPlan plan;
        plan.fleet.thresholds = {0.5};
        const PolicyResult point = averaged(explorer_->answer(plan).total, Averaging::Clients, macs_.back());
        const auto expected = againstCurve(
            point, "run 2 (local)", averaged(other.sweep(ExitPolicy::Confidence), Averaging::Clients, macs_.back()));
        const QJsonArray savings = array(json, "savings");
        QCOMPARE(savings.size(), 5);
        QCOMPARE(savings[3].toObject()["words"].toString().toStdString(), inWords(expected[0]));
        QCOMPARE(savings[4].toObject()["words"].toString().toStdString(), inWords(expected[1]));
        const QString text = cli_.run({"exits", "1", "--threshold", "0.5", "--against", "2"}).out;
        for (const QJsonValue& saving : savings) QVERIFY(text.contains(saving.toObject()["words"].toString()));
    }

    void reliabilityOfEveryExit() {
        const QJsonObject json =
            cli_.run({"exits", "1", "--threshold", "0.5", "--reliability", "--json"}).objects().first();
        ExitPlan plan;
        plan.fleet.thresholds = {0.5};
        const ExitAnswer answer = explorer_->answer(plan);
        const auto all = exitReliability(explorer_->records());
        const auto leaving = exitReliability(explorer_->records(), &answer.taken);
        const QJsonObject told = json["reliability"].toObject();
        for (std::size_t k = 0; k < 3; ++k) {
            const auto at = static_cast<qsizetype>(k);
            QVERIFY(near(array(told, "all")[at].toObject()["calibration_error"].toDouble(), all[k].error));
            QCOMPARE(array(told, "leaving")[at].toObject()["samples"].toInteger(), qint64{leaving[k].samples});
            QCOMPARE(array(array(told, "all")[at].toObject(), "bins").size(), 15);
        }
        QVERIFY(cli_.run({"exits", "1", "--reliability"}).out.contains("calibration error"));
    }

    void galleryAsFiles() {
        const CliResult result =
            cli_.run({"exits", "1", "--threshold", "0.5", "--gallery", "pictures", "--order", "hard", "--count", "5"});
        QCOMPARE(result.code, 0);
        QFile csv(cli_.path("pictures/gallery.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QStringList rows = QString::fromUtf8(csv.readAll()).split("\r\n", Qt::SkipEmptyParts);
        QVERIFY(rows.size() > 3);
        const QStringList names = rows[0].split(',');
        double before = 0;
        QString file;
        for (const QString& row : rows.mid(1)) {
            const QStringList cells = row.split(',');
            QCOMPARE(cells.size(), names.size());
            const double confidence = cells[names.indexOf("confidence")].toDouble();
            if (cells[0] == file) QVERIFY2(confidence >= before, "hard ones first: the least sure");
            file = cells[0];
            before = confidence;
            QVERIFY2(!cells[names.indexOf("difficulty")].isEmpty(), "glyphs know theirs");
            QFile picture(cli_.path("pictures/" + file));
            QVERIFY(picture.open(QIODevice::ReadOnly));
            QVERIFY(picture.read(3) == "P5\n");
        }
        const CliResult wrong =
            cli_.run({"exits", "1", "--threshold", "0.5", "--gallery", "wrong", "--only", "wrong", "--json"});
        QVERIFY(!array(wrong.objects().first(), "files").isEmpty());
    }

    void mistakesAreExplained() {
        const auto refuses = [&](const QStringList& arguments, int code, const char* words) {
            const CliResult result = cli_.run(QStringList{"exits", "1"} + arguments);
            if (result.code == code && result.err.contains(QLatin1String(words))) return true;
            qWarning("%d %s", result.code, qPrintable(result.err));
            return false;
        };
        QVERIFY(refuses({"--clients", "0-1"}, 2, "expected a --budget"));
        QVERIFY(refuses({"--clients", "0-", "--budget", "0.5"}, 2, "0-4,7"));
        QVERIFY(refuses({"--clients", "44", "--budget", "0.5"}, 2, "there are clients"));
        QVERIFY(refuses({"--budget", "0.5", "--exit", "1"}, 2, "exclude each other"));
        QVERIFY(refuses({"--policy", "entropy", "--budget", "0.5"}, 2, "belongs to the policy budgeted"));
        QVERIFY(refuses({"--threshold", "0.5,x"}, 2, "one per exit"));
        QVERIFY(refuses({"--threshold", "1.5"}, 2, "from 0 to 1"));
        QVERIFY(refuses({"--exit", "9"}, 2, "expected 1 to 3"));
        QVERIFY(refuses({"--device", "board"}, 2, "operating point"));
        QVERIFY(refuses({"--threshold", "0.5", "--device", "toaster"}, 2, "microcontroller"));
        QVERIFY(refuses({"--budget", "0.01"}, 3, "feasible: 0."));
        QVERIFY(refuses({"--clients", "0", "--budget", "0.01"}, 3, "clients 0"));
        QVERIFY(refuses({"--threshold", "0.5", "--against", "99"}, 3, "99"));
    }

  private:
    CliRunner cli_;
    std::vector<double> macs_;
    std::unique_ptr<ExitExplorer> explorer_;
};

QTEST_GUILESS_MAIN(TestExits)
#include "tst_exits.moc"
