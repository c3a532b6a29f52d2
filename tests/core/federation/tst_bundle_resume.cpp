// SPDX-License-Identifier: GPL-3.0-or-later
// A run that stopped, travelled in a bundle and went on elsewhere ends in the same bits as one that never stopped.
#include <QTemporaryDir>
#include <QTest>

#include "core/store/bundle.h"
#include "core/store/run_store.h"
#include "tests/support/federation.h"

using namespace exitlab;
using namespace exitlab::test;
namespace fs = std::filesystem;

class TestBundleResume : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void goesOnElsewhere_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"cafedistill", "fedper", "darkdistill"}) QTest::newRow(method) << method;
    }
    void goesOnElsewhere() {
        QFETCH(QString, method);
        QTemporaryDir dir;
        const fs::path root = dir.path().toStdString();
        const Experiment experiment =
            smallExperiment(method.toStdString(), {{"training.rounds", "6"}, {"run.checkpoint_every", "2"}});
        RunStore here(root / "here.db");
        RunControl whole;
        const std::int64_t reference = here.createRun(experiment);
        const RunFinished expected = executeRun(engine(), experiment, here, reference, whole, {});
        QVERIFY2(expected.status == RunStatus::Finished, expected.error.c_str());

        const std::int64_t run = here.createRun(experiment);
        RunControl control;
        const RunFinished stopped = executeRun(engine(), experiment, here, run, control, [&](const ReportPtr& report) {
            if (const auto* done = std::get_if<RoundFinished>(report.get()); done && done->round == 3) control.stop();
        });
        QCOMPARE(stopped.status, RunStatus::Stopped);
        here.flush();
        writeBundle(here.path(), run, root / "run.exitlab");

        RunStore there(root / "there/runs.db");
        const std::int64_t arrived = readBundles(there, {root / "run.exitlab"}, engine().methods()).at(0);
        RunControl again;
        const RunFinished finished = resumeRun(engine(), there, arrived, again, {});
        QVERIFY2(finished.status == RunStatus::Finished, finished.error.c_str());
        QCOMPARE(finished.round, 6);
        QCOMPARE(finished.weightsSha256, expected.weightsSha256);
        QCOMPARE(finished.accuracy, expected.accuracy);
        // The last evaluation, its records included, is that of the run that never stopped.
        there.flush();
        QVERIFY(*here.reader().records(reference) == *there.reader().records(arrived));
    }
};

QTEST_GUILESS_MAIN(TestBundleResume)
#include "tst_bundle_resume.moc"
