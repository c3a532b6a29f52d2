// SPDX-License-Identifier: GPL-3.0-or-later
// Fine-tuning in a federation: what is frozen never moves and never travels, and imported weights are the same file for
// the whole life of a run.
#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/store/run_store.h"
#include "core/store/safetensors.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;
namespace fs = std::filesystem;

namespace {

const Changes kVit{
    {"model.architecture", "vit"}, {"model.width", "8"}, {"training.rounds", "2"}, {"model.adapter_rank", "2"}};

Changes with(const Changes& base, const Changes& more) {
    Changes all = base;
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// The trunk of a network of these settings, from another seed.
void writeTrunk(const fs::path& file, const Changes& changes, std::uint64_t seed) {
    const NetworkPlan plan(modelSettings(changes), {1, 16, 16}, 4);
    Network network(plan);
    network.initialize(seed);
    std::vector<TensorRef> refs;
    for (const TensorSpan& span : plan.spans().spans)
        if (!span.ofExits())
            refs.push_back({span.name, "F32", span.shape, network.values().data_ptr<float>() + span.offset,
                            static_cast<std::size_t>(span.numel) * sizeof(float)});
    writeSafetensors(file, refs);
}

QString messageOf(const std::function<void()>& call) {
    try {
        call();
    } catch (const InputError& e) {
        return e.what();
    }
    return "nothing was thrown";
}

}  // namespace

class TestFineTuning : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void frozenValuesNeitherMoveNorTravel_data() {
        QTest::addColumn<QString>("architecture");
        QTest::addColumn<QString>("tuning");
        for (const char* architecture : {"vit", "resnet18"})
            for (const char* tuning : {"frozen", "lora", "parallel", "serial", "ssf"})
                QTest::newRow((std::string(architecture) + ", " + tuning).c_str())
                    << QString(architecture) << QString(tuning);
    }
    void frozenValuesNeitherMoveNorTravel() {
        QFETCH(QString, architecture);
        QFETCH(QString, tuning);
        Changes changes = with(
            kVit,
            {{"model.tuning", tuning.toStdString()}, {"training.weight_decay", "0.1"}, {"training.momentum", "0.5"}});
        if (architecture == "resnet18")
            changes = with(changes, {{"model.architecture", "resnet18"}, {"model.width", "2"}});
        const Experiment experiment = smallExperiment("fedavg", changes);
        const Driven driven = drive(experiment);
        const NetworkPlan plan(experiment.settings(), {1, 16, 16}, 4);
        std::int64_t trained = 0, frozen = 0;
        for (const TensorSpan& span : plan.spans().spans) {
            if (span.buffer) continue;
            const Tensor before = slice(plan.spans(), driven.initial, span.name);
            if (span.frozen) {
                frozen += span.numel;
                QVERIFY2(sameBits(slice(plan.spans(), driven.global, span.name), before), span.name.c_str());
                for (const Tensor& values : driven.values)
                    QVERIFY2(sameBits(slice(plan.spans(), values, span.name), before), span.name.c_str());
            } else {
                trained += span.numel;
                // Behind a ReLU that is shut for every image, and zero: nothing moves it.
                if (span.name.find("adapter.down.bias") != std::string::npos) continue;
                QVERIFY2(!sameBits(slice(plan.spans(), driven.global, span.name), before), span.name.c_str());
            }
        }
        QVERIFY(frozen > 0 && trained > 0);
        // 3 of 6 clients, fp32 both ways.
        for (const TrafficMeasured& traffic : driven.told.of<TrafficMeasured>()) {
            std::int64_t up = 0, down = 0;
            for (const std::int64_t bytes : traffic.up) up += bytes;
            for (const std::int64_t bytes : traffic.down) down += bytes;
            QCOMPARE(up, std::int64_t{3 * 4 * trained});
            QCOMPARE(down, up);
            for (const std::string& group : traffic.groups) QVERIFY2(group != "backbone", group.c_str());
        }
        QCOMPARE(costOf(engine(), experiment).uplinkBytes, std::int64_t{4 * trained});
    }

    void workersDoNotChangeTheBits() {
        const auto run = [](const char* workers) {
            return drive(smallExperiment(
                "fedavg",
                with(kVit, {{"model.tuning", "lora"}, {"model.lora_dropout", "0.2"}, {"run.workers", workers}})));
        };
        QVERIFY(sameBits(run("1").global, run("3").global));
    }

    void importedWeightsAreTheStart() {
        QTemporaryDir dir;
        const fs::path file = fs::path(dir.path().toStdString()) / "trunk.safetensors";
        writeTrunk(file, kVit, 99);
        const Experiment experiment =
            smallExperiment("fedavg", with(kVit, {{"model.tuning", "frozen"}, {"model.weights", file.string()}}));
        const Driven driven = drive(experiment);
        const NetworkPlan plan(experiment.settings(), {1, 16, 16}, 4);
        Network expected(plan);
        expected.initialize(99);
        for (const TensorSpan& span : plan.spans().spans)
            if (span.frozen)
                QVERIFY(sameBits(slice(plan.spans(), driven.global, span.name),
                                 slice(plan.spans(), expected.values(), span.name)));
    }

    void aRunRemembersItsFile() {
        QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString(), file = folder / "trunk.safetensors";
        writeTrunk(file, kVit, 99);
        RunStore store(folder / "runs.db");
        const Experiment experiment = smallExperiment("fedavg", with(kVit, {{"model.tuning", "frozen"},
                                                                            {"model.weights", file.string()},
                                                                            {"training.rounds", "6"},
                                                                            {"run.checkpoint_every", "1"}}));
        const std::int64_t run = store.createRun(experiment);
        RunControl control;
        int infos = 0;
        const RunFinished first = executeRun(engine(), experiment, store, run, control, [&](const ReportPtr& report) {
            if (const auto* round = std::get_if<RoundFinished>(report.get()); round && round->round == 2)
                control.stop();
            if (const auto* message = std::get_if<Message>(report.get()))
                infos += message->text.find("start as without it: heads.0") != std::string::npos;
        });
        QVERIFY2(first.status == RunStatus::Stopped, first.error.c_str());
        QCOMPARE(infos, 1);
        const auto exportTo = [&](int round) {
            return exportWeights(engine(), store, run, round, folder / ("round" + std::to_string(round)));
        };
        QVERIFY(!exportTo(0).empty());
        const auto exported = exportTo(1);
        QCOMPARE(exported.size(), std::size_t{1});
        // Whole: another network can start from it, frozen trunk and trained heads alike.
        const NetworkPlan plan(experiment.settings(), {1, 16, 16}, 4);
        Network network(plan), trunk(plan);
        trunk.initialize(99);
        QVERIFY(importWeights(network, exported.front()).notes.empty());
        QVERIFY(sameBits(slice(plan.spans(), network.values(), "stages.1.linear1.weight"),
                         slice(plan.spans(), trunk.values(), "stages.1.linear1.weight")));
        QVERIFY(slice(plan.spans(), network.values(), "heads.0.linear.weight").ne(0).any().item<bool>());

        const std::string before = sha256OfFile(file);
        writeTrunk(file, kVit, 100);
        const auto reports = store.reader().reports(run, true).size();
        const auto refused = [&](const std::function<void()>& call) {
            const QString message = messageOf(call);
            const bool clear =
                message.startsWith(QString::fromStdString(file.string()) + ": SHA-256: not the weights") &&
                message.contains(QString::fromStdString(before)) &&
                message.contains(QString::fromStdString(sha256OfFile(file)));
            if (!clear) qWarning("%s", qPrintable(message));
            return clear;
        };
        RunControl again;
        const auto resume = [&] { resumeRun(engine(), store, run, again, {}); };
        QVERIFY(refused(resume));
        QVERIFY(refused([&] { exportTo(0); }));
        QVERIFY(refused([&] { exportTo(1); }));
        QCOMPARE(store.reader().reports(run, true).size(), reports);
        fs::remove(file);
        QVERIFY(messageOf(resume).contains("does not exist"));

        // The same bytes again, and the run goes on as if it had never stopped.
        writeTrunk(file, kVit, 99);
        const RunFinished last = resumeRun(engine(), store, run, again, {});
        QVERIFY2(last.status == RunStatus::Finished, last.error.c_str());
        QCOMPARE(QString::fromStdString(last.weightsSha256),
                 QString::fromStdString(drive(experiment).finished.weightsSha256));
    }
};

QTEST_GUILESS_MAIN(TestFineTuning)
#include "tst_fine_tuning.moc"
