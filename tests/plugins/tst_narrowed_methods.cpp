// SPDX-License-Identifier: GPL-3.0-or-later
// What ScaleFL, HeteroFL and FjORD have in common: FedAvg as their limit, the same bits however they run, normalisation
// without statistics, and that they learn.
#include <QTemporaryDir>
#include <QTest>

#include "core/store/run_store.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

const char* const kMethods[] = {"scalefl", "heterofl", "fjord"};

Changes with(Changes changes, const Changes& more) {
    changes.insert(changes.end(), more.begin(), more.end());
    return changes;
}

}  // namespace

class TestNarrowedMethods : public QObject {
    Q_OBJECT

    static void methods() {
        QTest::addColumn<QString>("method");
        for (const char* method : kMethods) QTest::newRow(method) << method;
    }
    static void methodsAndNetworks() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<bool>("resnet");
        for (const char* method : kMethods)
            for (const bool resnet : {false, true})
                QTest::addRow("%s%s", method, resnet ? " resnet18" : "") << method << resnet;
    }
    static Experiment make(bool resnet, const std::string& method, const Changes& changes) {
        return resnet ? smallResNet(method, changes) : smallExperiment(method, changes);
    }

  private Q_SLOTS:
    void withOneFullLevelTheyAreFedAvg_data() { methodsAndNetworks(); }
    void withOneFullLevelTheyAreFedAvg() {
        QFETCH(QString, method);
        QFETCH(bool, resnet);
        // Several tiers of full width are as good as one, where depth does not shrink too.
        for (const char* tiers : {"1", "3"}) {
            if (method == "scalefl" && std::string(tiers) == "3") continue;
            Changes own{{"devices.tiers", tiers}}, theirs;
            if (method == "scalefl") {
                own = with(own, {{"algorithm.gamma", "0"}});
                const char* weights = resnet ? "0.1, 0.2, 0.3, 0.4" : "0.16666667, 0.33333333, 0.5";
                theirs = {{"training.exit_weights", "weighted"}, {"training.exit_weight_list", weights}};
            } else {
                own = with(own, {{"algorithm.rates", "1"}});
            }
            if (method == "heterofl") own = with(own, {{"algorithm.mask", "false"}});
            const Changes exits{{"model.exits", resnet ? "4" : "3"}, {"training.rounds", "2"}};
            own = with(own, exits);
            theirs = with(theirs, exits);
            if (method != "fjord") theirs = with(theirs, {{"training.aggregation", "uniform"}});
            const Driven fedavg = drive(make(resnet, "fedavg", theirs));
            const Driven found = drive(make(resnet, method.toStdString(), own));
            QCOMPARE_NEAR(found.global, fedavg.global, 1e-6, 1e-5);
            QVERIFY((found.global - found.initial).abs().max().item<double>() > 1e-3);
        }
    }

    void runsAreTheSameForAnyNumberOfWorkers_data() { methodsAndNetworks(); }
    void runsAreTheSameForAnyNumberOfWorkers() {
        QFETCH(QString, method);
        QFETCH(bool, resnet);
        const auto run = [&](const char* workers) {
            return drive(make(resnet, method.toStdString(),
                              {{"devices.tiers", "3"}, {"training.rounds", "3"}, {"run.workers", workers}}));
        };
        const Driven one = run("1"), three = run("3");
        QCOMPARE(one.finished.status, RunStatus::Finished);
        QVERIFY(sameValues(one, three));
        QCOMPARE(one.finished.weightsSha256, three.finished.weightsSha256);
        QVERIFY(comparable(one.told.reports) == comparable(three.told.reports));
    }

    void resumedEqualsUninterrupted_data() { methods(); }
    void resumedEqualsUninterrupted() {
        QFETCH(QString, method);
        Changes changes{{"devices.tiers", "3"}, {"training.rounds", "4"}};
        if (method == "fjord") changes.push_back({"algorithm.distillation", "true"});
        const Experiment experiment = smallExperiment(method.toStdString(), changes);
        const Driven whole = drive(experiment);
        QTemporaryDir dir;
        RunStore store(std::filesystem::path(dir.path().toStdString()) / "runs.db");
        const std::int64_t run = store.createRun(experiment);
        RunControl control, again;
        const RunFinished first = executeRun(engine(), experiment, store, run, control, [&](const ReportPtr& report) {
            if (const auto* round = std::get_if<RoundFinished>(report.get()); round && round->round == 2)
                control.stop();
        });
        QCOMPARE(first.round, 2);
        const RunFinished second = resumeRun(engine(), store, run, again, {});
        QCOMPARE(second.round, 4);
        QCOMPARE(second.weightsSha256, whole.finished.weightsSha256);
        QCOMPARE(second.bytesUp, whole.finished.bytesUp);
        QCOMPARE(second.accuracy, whole.finished.accuracy);
    }

    void mixedWidthsTrackNoStatistics_data() { methods(); }
    void mixedWidthsTrackNoStatistics() {
        QFETCH(QString, method);
        const auto statistics = [&](const Changes& changes) {
            const RunSetup setup = prepareRun(engine(), smallResNet(method.toStdString(), changes), {});
            return setup.plan->spans().statistics().numel();
        };
        QCOMPARE(statistics({{"devices.tiers", "2"}}), std::int64_t{0});
        QVERIFY2(statistics({{"devices.tiers", "1"}}) > 0, "one width keeps model.norm_policy");
    }

    void devicesOfDifferentStrengthLearn_data() { methods(); }
    void devicesOfDifferentStrengthLearn() {
        QFETCH(QString, method);
        const Driven run = drive(smallExperiment(method.toStdString(), {{"devices.tiers", "3"},
                                                                        {"model.width", "32"},
                                                                        {"data.partition.kind", "iid"},
                                                                        {"training.participation", "1"},
                                                                        {"training.rounds", "12"},
                                                                        {"training.local_epochs", "2"}}));
        // Chance is 0.25.
        for (const double accuracy : run.finished.accuracy) QVERIFY2(accuracy > 0.6, std::to_string(accuracy).c_str());
        const std::vector<double> levels = run.told.of<MethodSeries>("level_last_exit").back().values;
        QCOMPARE(levels.size(), std::size_t{3});
        for (const double accuracy : levels) QVERIFY2(accuracy > 0.5, std::to_string(accuracy).c_str());
    }
};

QTEST_GUILESS_MAIN(TestNarrowedMethods)
#include "tst_narrowed_methods.moc"
