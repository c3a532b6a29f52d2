// SPDX-License-Identifier: GPL-3.0-or-later
// The run facade with a real store: what is stored, and that a resumed run ends in the same bits as one that never
// stopped.
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

#include "core/base/error.h"
#include "core/store/run_store.h"
#include "core/store/safetensors.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;
namespace fs = std::filesystem;

namespace {

/// Thrown by a listener: stands for a process that dies, as nothing of the run is tidied up after it.
struct Crash : std::runtime_error {
    Crash() : std::runtime_error("power cut") {}
};

struct Bench {
    QTemporaryDir dir;
    RunStore store{fs::path(dir.path().toStdString()) / "runs.db"};

    RunFinished execute(const Experiment& experiment, std::int64_t run, const ReportSink& sink = {}) {
        RunControl control;
        return executeRun(engine(), experiment, store, run, control, sink);
    }
    RunFinished resume(std::int64_t run, const ReportSink& sink = {}) {
        RunControl control;
        return resumeRun(engine(), store, run, control, sink);
    }
};

/// The reports of rounds after `round`, without what belongs to a session rather than to the run.
std::vector<ReportBody> roundsAfter(const RunStore& store, std::int64_t run, int round) {
    std::vector<ReportBody> kept;
    for (const ReportBody& body : comparable(store.reader().reports(run, true))) {
        const bool session = std::holds_alternative<RunStarted>(body) ||
                             std::holds_alternative<CheckpointWritten>(body) ||
                             std::holds_alternative<RunFinished>(body);
        if (session) continue;
        const int at = std::visit(
            [](const auto& report) {
                if constexpr (requires { report.round; })
                    return report.round;
                else
                    return 0;
            },
            body);
        // A session that stops leaves records of its last round, which the run that went on has no reason to take.
        if (at > round) kept.push_back(body);
    }
    return kept;
}

ReportSink afterRound(int round, const std::function<void()>& act) {
    return [=](const ReportPtr& report) {
        if (const auto* finished = std::get_if<RoundFinished>(report.get()); finished && finished->round == round)
            act();
    };
}

std::string text(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

class TestRuns : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aRunIsStored() {
        Bench bench;
        const Experiment experiment = smallExperiment("cafedistill", {{"run.checkpoint_every", "2"}});
        const std::int64_t run = bench.store.createRun(experiment);
        Recorder told;
        const RunFinished finished = bench.execute(experiment, run, told.sink());
        QVERIFY2(finished.status == RunStatus::Finished, finished.error.c_str());
        QVERIFY(told.of<RunFinished>().back() == finished);
        const auto stored = bench.store.reader().reports(run, true);
        QCOMPARE(stored.size(), told.reports.size());
        for (std::size_t i = 0; i < stored.size(); ++i)
            QVERIFY2(*stored[i] == *told.reports[i], std::to_string(i).c_str());
        const RunSummary summary = bench.store.reader().find(run).value();
        QVERIFY(summary.status == RunStatus::Finished);
        QCOMPARE(summary.completed, 4);
        QCOMPARE(summary.weightsSha256, finished.weightsSha256);
        QCOMPARE(summary.checkpointRound, 4);
        QCOMPARE(finished.weightsSha256, drive(experiment).finished.weightsSha256);  // the store changes nothing
        QVERIFY_EXCEPTION_THROWN(bench.resume(run), InputError);                     // finished
        QVERIFY_EXCEPTION_THROWN(bench.resume(run + 1), InputError);                 // unknown
    }

    void resumedEqualsUninterrupted_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("resnet");
        const auto row = [](const char* method, const char* key, const char* value, bool resnet) {
            QTest::addRow("%s %s=%s%s", method, key, value, resnet ? " resnet18" : "")
                << method << key << value << resnet;
        };
        row("cafedistill", "algorithm.teacher_head", "replace", false);
        row("cafedistill", "algorithm.teacher_head", "separate", false);
        row("cafedistill", "model.norm_policy", "local", true);
        row("fedavg", "model.norm_policy", "averaged", true);
        row("fedper", "training.optimizer_state", "keep", false);
        row("fedper", "training.optimizer_state", "reset", false);
        row("local", "training.momentum", "0", false);
    }
    void resumedEqualsUninterrupted() {
        QFETCH(QString, method);
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(bool, resnet);
        const Changes changes{
            {"training.rounds", "6"}, {"run.checkpoint_every", "2"}, {key.toStdString(), value.toStdString()}};
        const Experiment experiment =
            resnet ? smallResNet(method.toStdString(), changes) : smallExperiment(method.toStdString(), changes);
        Bench bench;
        const std::int64_t whole = bench.store.createRun(experiment);
        const RunFinished expected = bench.execute(experiment, whole);
        QVERIFY2(expected.status == RunStatus::Finished, expected.error.c_str());

        // Stopped after round 3, where a checkpoint is written; crashed in round 5, where the last one is of round 4.
        for (const bool crash : {false, true}) {
            const std::int64_t run = bench.store.createRun(experiment);
            RunControl control;
            const auto act = [&] {
                if (crash) throw Crash();
                control.stop();
            };
            const int last = crash ? 5 : 3, from = crash ? 4 : 3;
            const RunFinished first =
                executeRun(engine(), experiment, bench.store, run, control, afterRound(last, act));
            QVERIFY(first.status == (crash ? RunStatus::Failed : RunStatus::Stopped));
            QCOMPARE(first.round, last);
            QCOMPARE(first.error, std::string(crash ? "power cut" : ""));
            QVERIFY(first.bytesUp > 0 || method == "local");

            Recorder told;
            const RunFinished second = bench.resume(run, told.sink());
            QVERIFY2(second.status == RunStatus::Finished, second.error.c_str());
            QCOMPARE(told.of<RunStarted>().at(0).firstRound, from + 1);
            QCOMPARE(second.weightsSha256, expected.weightsSha256);
            QCOMPARE(second.bytesUp, expected.bytesUp);
            QCOMPARE(second.bytesDown, expected.bytesDown);
            QCOMPARE(second.accuracy, expected.accuracy);
            const auto mine = roundsAfter(bench.store, run, from), theirs = roundsAfter(bench.store, whole, from);
            QVERIFY(!theirs.empty());
            QVERIFY(mine == theirs);
            QVERIFY(bench.store.reader().find(run)->status == RunStatus::Finished);
        }
    }

    void withoutCheckpointItStartsOver() {
        const Experiment experiment = smallExperiment("cafedistill", {{"training.rounds", "3"}});
        Bench bench;
        const std::int64_t whole = bench.store.createRun(experiment), run = bench.store.createRun(experiment);
        const RunFinished expected = bench.execute(experiment, whole);
        QVERIFY(bench.execute(experiment, run, afterRound(2, [] { throw Crash(); })).status == RunStatus::Failed);
        QVERIFY(bench.store.reader().checkpoints(run).empty());
        QCOMPARE(bench.resume(run).weightsSha256, expected.weightsSha256);
        QVERIFY(roundsAfter(bench.store, run, 0) == roundsAfter(bench.store, whole, 0));
        int started = 0;
        for (const ReportPtr& report : bench.store.reader().reports(run))
            started += std::holds_alternative<RunStarted>(*report);
        QCOMPARE(started, 1);
    }

    void divergenceIsRememberedOverAResume() {
        const Experiment experiment =
            smallExperiment("fedavg", {{"training.lr", "100"}, {"training.local_epochs", "20"}});
        Bench bench;
        const std::int64_t run = bench.store.createRun(experiment);
        RunControl control;
        const RunFinished first =
            executeRun(engine(), experiment, bench.store, run, control, afterRound(1, [&] { control.stop(); }));
        QVERIFY(first.diverged);
        Recorder told;
        QVERIFY(bench.resume(run, told.sink()).diverged);
        QVERIFY2(told.of<Message>().empty(), "said once");
    }

    void aChangedCheckpointIsRefused() {
        const Experiment experiment = smallExperiment("fedavg");
        Bench bench;
        const std::int64_t run = bench.store.createRun(experiment);
        RunControl control;
        executeRun(engine(), experiment, bench.store, run, control, afterRound(2, [&] { control.stop(); }));
        const fs::path file = bench.store.reader().checkpoints(run).at(0).file;
        std::string bytes = text(file);
        bytes[bytes.size() - 3] = static_cast<char>(bytes[bytes.size() - 3] ^ 1);  // one bit of one weight
        std::ofstream(file, std::ios::binary) << bytes;
        const auto before = bench.store.reader().reports(run, true);
        const auto refusal = [&] {
            try {
                bench.resume(run);
            } catch (const Error& e) {
                return std::string(e.what());
            }
            return std::string("resumed");
        };
        std::string said = refusal();
        QVERIFY2(said.find("changed after it was written") != std::string::npos, said.c_str());
        QVERIFY(said.find(file.string()) != std::string::npos);
        fs::remove(file);
        said = refusal();
        QVERIFY2(said.find("cannot be read") != std::string::npos, said.c_str());
        const auto after = bench.store.reader().reports(run, true);
        QCOMPARE(after.size(), before.size());
        for (std::size_t i = 0; i < after.size(); ++i)
            QVERIFY2(*after[i] == *before[i], "what was stored is left alone");
        QVERIFY(bench.store.reader().find(run)->status == RunStatus::Stopped);
    }

    void anOlderCheckpointStandsInForADamagedOne() {
        const Experiment experiment =
            smallExperiment("cafedistill", {{"training.rounds", "6"}, {"run.checkpoint_every", "2"}});
        Bench bench;
        const std::string expected = bench.execute(experiment, bench.store.createRun(experiment)).weightsSha256;
        const std::int64_t run = bench.store.createRun(experiment);
        RunControl control;
        executeRun(engine(), experiment, bench.store, run, control, afterRound(4, [&] { control.stop(); }));
        const auto checkpoints = bench.store.reader().checkpoints(run);
        QCOMPARE(checkpoints.back().round, 4);
        std::ofstream(checkpoints.back().file, std::ios::binary) << "not a checkpoint";
        Recorder told;
        const RunFinished finished = bench.resume(run, told.sink());
        QCOMPARE(finished.weightsSha256, expected);
        QCOMPARE(told.of<RunStarted>().front().firstRound, 3);
        const auto messages = told.of<Message>();
        QVERIFY(!messages.empty() && messages.front().level == Message::Level::Warning);
        QVERIFY2(messages.front().text.find("resumed after round 2") != std::string::npos,
                 messages.front().text.c_str());
    }

    void whatCannotBeResumedKeepsItsReports() {
        const Experiment experiment = smallExperiment("fedavg");
        Bench bench;
        const std::int64_t run = bench.store.createRun(experiment);
        bench.execute(experiment, run, [](const ReportPtr& report) {
            if (std::holds_alternative<RoundFinished>(*report)) throw Crash();
        });
        Engine none({});
        RunControl control;
        const auto before = bench.store.reader().reports(run, true).size();
        QVERIFY_EXCEPTION_THROWN(resumeRun(none, bench.store, run, control, {}), InputError);
        QCOMPARE(bench.store.reader().reports(run, true).size(), before);
    }

    void checkpointsAreKeptAsAsked() {
        Bench bench;
        const auto roundsOf = [&](const char* keep) {
            const Experiment experiment = smallExperiment(
                "fedper", {{"training.rounds", "5"}, {"run.checkpoint_every", "1"}, {"run.checkpoint_keep", keep}});
            const std::int64_t run = bench.store.createRun(experiment);
            bench.execute(experiment, run);
            std::vector<int> rounds;
            for (const CheckpointInfo& checkpoint : bench.store.reader().checkpoints(run)) {
                if (!fs::exists(checkpoint.file)) return std::vector<int>{-1};
                rounds.push_back(checkpoint.round);
            }
            std::sort(rounds.begin(), rounds.end());
            return rounds;
        };
        QCOMPARE(roundsOf("2"), (std::vector<int>{4, 5}));
        QCOMPARE(roundsOf("0"), (std::vector<int>{1, 2, 3, 4, 5}));
    }

    void aRunThatCannotStartSaysWhy() {
        Bench bench;
        const Experiment experiment = smallExperiment("fedavg", {{"data.dataset", "mnist"}});
        const std::int64_t run = bench.store.createRun(experiment);
        RunControl control;
        RunOptions options;
        options.dataDir = fs::path(bench.dir.path().toStdString()) / "no data here";
        const RunFinished finished = executeRun(engine(), experiment, bench.store, run, control, {}, options);
        QVERIFY(finished.status == RunStatus::Failed);
        QVERIFY2(finished.error.find("no data here") != std::string::npos, finished.error.c_str());
        QVERIFY(finished.weightsSha256.empty());
        const RunSummary summary = bench.store.reader().find(run).value();
        QVERIFY(summary.status == RunStatus::Failed);
        QCOMPARE(summary.error, finished.error);
    }

    void pauseIsSeenInTheStore() {
        Bench bench;
        const Experiment experiment = smallExperiment("fedper", {{"training.rounds", "2"}});
        const std::int64_t run = bench.store.createRun(experiment);
        RunControl control;
        control.pause();
        RunFinished finished;
        std::thread loop([&] { finished = executeRun(engine(), experiment, bench.store, run, control, {}); });
        const bool paused =
            QTest::qWaitFor([&] { return bench.store.reader().find(run)->status == RunStatus::Paused; }, 10000);
        control.resume();
        loop.join();
        QVERIFY(paused);
        QVERIFY(finished.status == RunStatus::Finished);
        QVERIFY(bench.store.reader().find(run)->status == RunStatus::Finished);
    }

    void exportedWeights() {
        Bench bench;
        const Experiment experiment =
            smallResNet("cafedistill", {{"training.rounds", "2"}, {"algorithm.teacher_head", "separate"}});
        const std::int64_t run = bench.store.createRun(experiment);
        bench.execute(experiment, run);
        const Driven expected = drive(experiment);
        const fs::path dir = fs::path(bench.dir.path().toStdString()) / "weights";
        const auto files = exportWeights(engine(), bench.store, run, 2, dir);
        QCOMPARE(files.size(), std::size_t{5});
        QCOMPARE(files[0].filename().string(), std::string("global.safetensors"));
        QCOMPARE(files[1].filename().string(), std::string("client-000.safetensors"));
        const NetworkPlan plan(experiment.settings(), {1, 16, 16}, 4);
        const auto same = [&](const SafetensorsFile& file, const std::string& name, const Tensor& values) {
            const Tensor t = slice(plan.spans(), values, name).contiguous();
            const StoredTensor& stored = file.tensors.at(name);
            return stored.shape == t.sizes().vec() &&
                   stored.data == std::string(static_cast<const char*>(t.data_ptr()), t.nbytes());
        };
        const SafetensorsFile global = readSafetensors(files[0]);
        QVERIFY(same(global, "stem.conv.weight", expected.global));
        QVERIFY(!global.tensors.count("heads.0.weight") && !global.tensors.count("stem.norm.running_mean"));
        for (std::size_t i = 0; i < 4; ++i) {
            const SafetensorsFile client = readSafetensors(files[i + 1]);
            QVERIFY(same(client, "heads.2.weight", expected.values[i]));
            QVERIFY(same(client, "stem.norm.running_mean", expected.values[i]));
            QCOMPARE(client.tensors.count("teacher_head"), expected.clients[i].kept.count("teacher_head"));
        }
        const auto initial = exportWeights(engine(), bench.store, run, 0, dir / "initial");
        QVERIFY(same(readSafetensors(initial[0]), "stem.conv.weight", expected.initial));
        try {
            exportWeights(engine(), bench.store, run, 1, dir);
            QFAIL("round 1 has no checkpoint");
        } catch (const InputError& e) {
            QVERIFY2(QByteArray(e.what()).contains("0, 2"), e.what());
        }
    }
};

QTEST_GUILESS_MAIN(TestRuns)
#include "tst_runs.moc"
