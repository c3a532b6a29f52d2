// SPDX-License-Identifier: GPL-3.0-or-later
// Going on from a round of a stored run.
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <map>

#include "core/base/error.h"
#include "core/config/derived.h"
#include "core/store/run_store.h"
#include "tests/support/federation.h"

using namespace exitlab;
using namespace exitlab::test;
namespace fs = std::filesystem;

class TestBranch : public QObject {
    Q_OBJECT

    QTemporaryDir dir_;
    fs::path database(const char* name) const { return dir_.filePath(name).toStdString(); }

    static RunFinished execute(RunStore& store, const Experiment& experiment, std::int64_t run) {
        RunControl control;
        return executeRun(engine(), experiment, store, run, control, {});
    }
    static RunFinished queued(RunStore& store, std::int64_t run) {
        RunControl control;
        return executeQueued(engine(), store, run, control, {});
    }
    static Experiment keeping(const std::string& method, Changes more = {}) {
        Changes changes{{"training.rounds", "6"}, {"run.checkpoint_every", "1"}, {"run.checkpoint_keep", "0"}};
        changes.insert(changes.end(), more.begin(), more.end());
        return smallExperiment(method, changes);
    }
    template <class Act>
    static std::string refusal(Act act) {
        try {
            act();
        } catch (const InputError& error) {
            return error.what();
        }
        return {};
    }
    static bool contains(const std::string& text, const char* part) {
        if (text.find(part) != std::string::npos) return true;
        qWarning("\"%s\" does not contain \"%s\"", text.c_str(), part);
        return false;
    }

  private Q_SLOTS:
    void nothingChangedGivesTheSameBits_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addRow("cafedistill") << "cafedistill"
                                     << "algorithm.teacher_head"
                                     << "separate";
        QTest::addRow("fedper, momentum kept") << "fedper"
                                               << "training.optimizer_state"
                                               << "keep";
        QTest::addRow("heterofl, tiers") << "heterofl"
                                         << "devices.tiers"
                                         << "3";
    }
    void nothingChangedGivesTheSameBits() {
        QFETCH(QString, method);
        QFETCH(QString, key);
        QFETCH(QString, value);
        RunStore store(database(QTest::currentDataTag()));
        const Experiment experiment = keeping(method.toStdString(), {{key.toStdString(), value.toStdString()}});
        const std::int64_t parent = store.createRun(experiment);
        const RunFinished whole = execute(store, experiment, parent);
        QVERIFY2(whole.status == RunStatus::Finished, whole.error.c_str());
        QVERIFY((branchRounds(store, parent) == std::vector<int>{1, 2, 3, 4, 5, 6}));
        const std::int64_t branch = branchRun(engine(), store, parent, 2, experiment);
        const RunFinished result = queued(store, branch);
        QVERIFY2(result.status == RunStatus::Finished, result.error.c_str());
        QCOMPARE(result.weightsSha256, whole.weightsSha256);
        // Every number of every round, the copied ones and the new ones.
        const auto rounds = [&](std::int64_t run) {
            std::vector<ReportBody> kept;
            for (const ReportBody& body : comparable(store.reader().reports(run, true)))
                if (!std::holds_alternative<RunStarted>(body) && !std::holds_alternative<CheckpointWritten>(body))
                    kept.push_back(body);
            return kept;
        };
        QVERIFY(rounds(branch) == rounds(parent));
        const RunSummary summary = store.reader().find(branch).value();
        QCOMPARE(summary.parent, parent);
        QCOMPARE(summary.parentRound, 2);
        QCOMPARE(summary.completed, 6);
    }

    void oneChangeGoesOnFromTheSamePast() {
        RunStore store(database("change.db"));
        const Experiment experiment = keeping("fedper");
        const std::int64_t parent = store.createRun(experiment);
        const RunFinished whole = execute(store, experiment, parent);
        Experiment other = experiment;
        other.set("training.lr", "0.001", engine().methods());
        const std::int64_t branch = branchRun(engine(), store, parent, 3, other);
        const RunFinished result = queued(store, branch);
        QVERIFY(result.status == RunStatus::Finished && result.weightsSha256 != whole.weightsSha256);
        double before = 0, after = 0;
        bool sameFirst = true;
        std::map<int, double> rates;
        for (const ReportPtr& report : store.reader().reports(branch))
            if (const auto* loss = std::get_if<LossMeasured>(report.get())) rates[loss->round] = loss->learningRate;
        before = rates.at(3);
        after = rates.at(4);
        const double decay = experiment.settings().real("training.lr_decay"),
                     lr = experiment.settings().real("training.lr");
        QVERIFY(before > after && std::abs(after - before * decay * 0.001 / lr) < 1e-9);
        for (const ReportPtr& mine : store.reader().reports(branch))
            if (const auto* evaluated = std::get_if<Evaluated>(mine.get()); evaluated && evaluated->round <= 3)
                for (const ReportPtr& theirs : store.reader().reports(parent))
                    if (const auto* was = std::get_if<Evaluated>(theirs.get()); was && was->round == evaluated->round)
                        sameFirst = sameFirst && *was == *evaluated;
        QVERIFY(sameFirst);
        // What was copied was told under the parent's settings, what follows under its own.
        std::vector<std::string> begun;
        for (const ReportPtr& report : store.reader().reports(branch))
            if (const auto* started = std::get_if<RunStarted>(report.get())) begun.push_back(started->experiment);
        QVERIFY((begun == std::vector<std::string>{experiment.toText(), other.toText()}));
    }

    void moreRoundsExtendAFinishedRun() {
        RunStore store(database("extend.db"));
        const Experiment shorter = keeping("local"), longer = keeping("local", {{"training.rounds", "9"}});
        const std::int64_t parent = store.createRun(shorter);
        execute(store, shorter, parent);
        const RunFinished extended = queued(store, branchRun(engine(), store, parent, 6, longer));
        QVERIFY2(extended.status == RunStatus::Finished, extended.error.c_str());
        QCOMPARE(extended.round, 9);
        // With a constant rate the same as all nine at once.
        const std::int64_t whole = store.createRun(longer);
        QCOMPARE(extended.weightsSha256, execute(store, longer, whole).weightsSha256);
    }

    void whatCannotBranchSaysWhatCan() {
        RunStore store(database("refused.db"));
        const Experiment experiment = smallExperiment(
            "cafedistill", {{"training.rounds", "4"}, {"run.checkpoint_every", "2"}, {"run.checkpoint_keep", "0"}});
        const std::int64_t parent = store.createRun(experiment);
        QVERIFY(contains(refusal([&] { branchRun(engine(), store, parent, 2, experiment); }), "the run has none"));
        execute(store, experiment, parent);
        const std::string round = refusal([&] { branchRun(engine(), store, parent, 3, experiment); });
        QVERIFY(contains(round, "round 3") && contains(round, "rounds 2, 4") && contains(round, "checkpoint_keep"));
        for (const auto& [key, value] :
             {std::pair("data.clients", "5"), std::pair("model.exits", "2"), std::pair("seed", "99"),
              std::pair("algorithm.id", "fedavg"), std::pair("devices.tiers", "2")}) {
            Experiment other = experiment;
            other.set(key, std::string(value), engine().methods());
            QVERIFY(isFixedInBranch(key));
            QVERIFY2(contains(refusal([&] { branchRun(engine(), store, parent, 2, other); }), key), key);
        }
        Experiment shortened = experiment;
        shortened.set("training.rounds", "2", engine().methods());
        QVERIFY(contains(refusal([&] { branchRun(engine(), store, parent, 2, shortened); }), "training.rounds"));
        QVERIFY_EXCEPTION_THROWN(branchRun(engine(), store, 77, 2, experiment), InputError);
        QCOMPARE(store.reader().list().size(), std::size_t(1));
    }

    void theQueueGoesOnAfterAFailure() {
        RunStore store(database("queue.db"));
        const std::int64_t good = store.createRun(smallExperiment("fedper"));
        const std::int64_t bad = store.createRun(smallExperiment("local", {{"data.dataset", "cifar-10"}}));
        store.enqueue({bad, good});
        QVERIFY(store.claimNext() == std::vector<std::int64_t>{bad});
        RunControl control;
        const RunOptions nowhere{dir_.filePath("nothing").toStdString()};
        const RunFinished failed = executeQueued(engine(), store, bad, control, {}, nowhere);
        QVERIFY(failed.status == RunStatus::Failed && !failed.error.empty());
        QVERIFY(store.reader().find(bad)->status == RunStatus::Failed);
        QCOMPARE(store.reader().find(bad)->error, failed.error);
        QVERIFY(store.claimNext() == std::vector<std::int64_t>{good});
        QVERIFY(queued(store, good).status == RunStatus::Finished);
        QVERIFY(store.reader().queue().empty());
        QCOMPARE(store.reader().find(good)->weightsSha256, drive(smallExperiment("fedper")).finished.weightsSha256);
    }
};

QTEST_GUILESS_MAIN(TestBranch)
#include "tst_branch.moc"
