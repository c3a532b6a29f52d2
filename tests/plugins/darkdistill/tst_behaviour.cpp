// SPDX-License-Identifier: GPL-3.0-or-later
// What DarkDistill must be equal to, what travels, what a checkpoint holds, and that every variant runs and learns.
#include <QTest>

#include "core/base/error.h"
#include "plugins/darkdistill/darkdistill.h"
#include "tests/support/golden_rounds.h"

using namespace exitlab;
using namespace exitlab::darkdistill;
using namespace exitlab::test;

namespace {

Changes with(Changes changes, const Changes& more) {
    changes.insert(changes.end(), more.begin(), more.end());
    return changes;
}

/// Three tiers, two clients each; four of six are sampled, so that redraws happen.
const Changes kTiers{{"devices.tiers", "3"},
                     {"devices.assignment", "modulo"},
                     {"training.participation", "0.67"},
                     {"algorithm.generator_hidden", "16"},
                     {"algorithm.generator_noise", "4"},
                     {"algorithm.kd_steps", "2"}};

Experiment small(const Changes& changes = {}) { return smallExperiment("darkdistill", with(kTiers, changes)); }

std::int64_t sum(const std::vector<std::int64_t>& v) { return std::accumulate(v.begin(), v.end(), std::int64_t{0}); }

void variants() {
    QTest::addColumn<Changes>("changes");
    const auto row = [](const char* name, const Changes& changes) { QTest::newRow(name) << changes; };
    row("progressive", {});
    row("learn", {{"algorithm.matching", "learn"}, {"algorithm.matching_reduce", "mean"}});
    row("hard", {{"algorithm.matching_hard", "true"}});
    row("join all", {{"algorithm.kd_join", "all"}});
    row("before", {{"algorithm.aggregation", "before"}});
    row("no condition", {{"algorithm.ablation.difficulty_condition", "false"}});
    row("parallel", {{"algorithm.variant", "parallel"}});
    row("parallel without increase",
        {{"algorithm.variant", "parallel"}, {"algorithm.ablation.difficulty_increase", "false"}});
    row("base policy", {{"algorithm.policy", "base"}});
}

}  // namespace

Q_DECLARE_METATYPE(Changes)

class TestBehaviour : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void withoutReverseDistillationItIsEefl() {
        const Changes eeflTiers(kTiers.begin(), kTiers.begin() + 3);
        const Changes all{{"training.participation", "1"}};
        const Driven bare = drive(small(with(all, {{"algorithm.ablation.reverse_kd", "false"}})));
        const Driven eefl = drive(smallExperiment("eefl", with(eeflTiers, all)));
        QVERIFY(sameBits(bare.global, eefl.global));
        QVERIFY(bare.told.of<TrafficMeasured>() == eefl.told.of<TrafficMeasured>());
        QVERIFY(bare.told.of<Evaluated>() == eefl.told.of<Evaluated>());
        QVERIFY(!sameBits(drive(small(all)).global, eefl.global));
        // Nor does the server stage change anything without steps, but for the order of rounding.
        const Driven still = drive(small(with(all, {{"algorithm.kd_steps", "0"}})));
        QCOMPARE_NEAR(still.global, eefl.global, 1e-5);
    }

    /// Every variant is a method of its own; equal results would mean that a setting is not read.
    void variantsDiffer() {
        std::vector<Tensor> seen;
        for (const Changes& changes :
             {Changes{}, Changes{{"algorithm.matching", "learn"}}, Changes{{"algorithm.matching_reduce", "mean"}},
              Changes{{"algorithm.matching_hard", "true"}}, Changes{{"algorithm.kd_join", "all"}},
              Changes{{"algorithm.aggregation", "before"}},
              Changes{{"algorithm.ablation.difficulty_condition", "false"}}, Changes{{"algorithm.variant", "parallel"}},
              Changes{{"algorithm.variant", "parallel"}, {"algorithm.ablation.difficulty_increase", "false"}},
              Changes{{"algorithm.policy", "base"}}, Changes{{"algorithm.rkd_angle", "0"}},
              Changes{{"algorithm.rkd_distance", "0"}}, Changes{{"algorithm.kd_rate", "0.01"}},
              Changes{{"algorithm.kd_weight_decay", "0"}}, Changes{{"algorithm.quota_ratio", "1"}},
              Changes{{"algorithm.server_epochs", "1"}}, Changes{{"algorithm.generator_rate", "0.001"}}}) {
            const Tensor global = drive(small(with(changes, {{"training.rounds", "2"}}))).global;
            QVERIFY(global.isfinite().all().item<bool>());
            for (std::size_t i = 0; i < seen.size(); ++i)
                QVERIFY2(!sameBits(seen[i], global), ("as variant " + std::to_string(i)).c_str());
            seen.push_back(global);
        }
    }

    void everyLevelTakesPart() {
        const Driven run = drive(small({{"training.participation", "0.5"}}));
        for (const RoundFinished& round : run.told.of<RoundFinished>()) {
            std::set<int> tiers;
            for (const int client : round.cohort) tiers.insert(client % 3);
            QCOMPARE(tiers.size(), std::size_t{3});
        }
        try {
            drive(small({{"training.participation", "0.34"}}));
            QFAIL("two clients cannot be of three tiers");
        } catch (const InputError& e) {
            QVERIFY2(QString(e.what()).contains("training.participation"), e.what());
            QVERIFY2(QString(e.what()).contains("devices.tiers"), e.what());
        }
        try {
            drive(small({{"devices.assignment", "blocks"}, {"devices.mix", "custom"}, {"devices.shares", "1,0,1"}}));
            QFAIL("a tier without clients");
        } catch (const InputError& e) {
            QVERIFY2(QString(e.what()).contains("tier 2"), e.what());
        }
    }

    /// 12 bytes per training sample besides what EEFL sends; 8 in the parallel form, which needs no difficulties.
    void payload() {
        for (const bool parallel : {false, true}) {
            const Driven run = drive(small({{"algorithm.variant", parallel ? "parallel" : "progressive"}}));
            RunSetup setup = prepareRun(engine(), small(), {});
            const auto traffic = run.told.of<TrafficMeasured>();
            const auto rounds = run.told.of<RoundFinished>();
            for (std::size_t t = 0; t < traffic.size(); ++t) {
                std::int64_t held = 0, samples = 0;
                for (const int client : rounds[t].cohort) {
                    samples += run.told.of<RunStarted>().at(0).trainSamples[static_cast<std::size_t>(client)];
                    for (const TensorSpan& span : setup.plan->spans().spans)
                        if (span.index <= client % 3) held += 4 * span.numel;
                }
                QCOMPARE(sum(traffic[t].down), held);
                QCOMPARE(sum(traffic[t].up), held + (parallel ? 8 : 12) * samples);
            }
        }
    }

    /// Every training sample of the cohort is counted once; pictures come when conflict metrics are due.
    void reports() {
        for (const char* form : {"progressive", "parallel"}) {
            const Driven run = drive(small({{"algorithm.variant", form}, {"evaluation.conflict_every", "4"}}));
            const auto rounds = run.told.of<RoundFinished>();
            const auto sizes = run.told.of<RunStarted>().at(0).trainSamples;
            std::map<int, double> samples;
            for (const int client : rounds.at(3).cohort)
                samples[client % 3] += static_cast<double>(sizes[static_cast<std::size_t>(client)]);
            for (int level = 0; level < 3; ++level) {
                const auto found = run.told.of<MethodHistogram>("difficulty." + std::to_string(level + 1));
                QCOMPARE(found.size(), std::size_t{1});
                QCOMPARE(found[0].round, 4);
                QCOMPARE(found[0].groups.size(), static_cast<std::size_t>(level) + 1);
                QVERIFY2(flaw(found[0]).empty(), flaw(found[0]).c_str());
                double counted = 0;
                for (const double count : found[0].counts.values) counted += count;
                QCOMPARE(counted, samples[level]);
            }
            const auto latents = run.told.of<MethodScatter>("latents");
            QCOMPARE(latents.size(), std::size_t{1});
            QVERIFY2(flaw(latents[0]).empty(), flaw(latents[0]).c_str());
            QCOMPARE(latents[0].x.size(), 50 * latents[0].groups.size());
            QCOMPARE(run.told.of<MethodSeries>("pools").size(), std::size_t{4});
            const bool progressive = std::string(form) == "progressive";
            QCOMPARE(run.told.of<MethodSeries>("matching.2").size(), std::size_t(progressive ? 4 : 0));
            for (const MethodSeries& weights : run.told.of<MethodSeries>("matching.2")) {
                double total = 0;
                for (const double weight : weights.values) total += weight;
                QVERIFY(std::abs(total - 1) < 1e-5);
            }
        }
    }

    void workersDoNotMatter_data() { variants(); }
    void workersDoNotMatter() {
        QFETCH(Changes, changes);
        const Driven one = drive(small(with(changes, {{"run.workers", "1"}})));
        const Driven three = drive(small(with(changes, {{"run.workers", "3"}})));
        QVERIFY(sameValues(one, three));
        QVERIFY(comparable(one.told.reports) == comparable(three.told.reports));
    }

    /// A federation that stops after two rounds and goes on from what a checkpoint holds ends with the same bits.
    void goesOnFromACheckpoint_data() { variants(); }
    void goesOnFromACheckpoint() {
        QFETCH(Changes, changes);
        const Driven whole = drive(small(changes));
        const auto file = std::filesystem::temp_directory_path() /
                          ("darkdistill-" + std::to_string(QCoreApplication::applicationPid()) + ".safetensors");
        {
            RunSetup setup = prepareRun(engine(), small(changes), {});
            RunControl control;
            RoundLoop* running = nullptr;
            RoundLoop::Hooks hooks;
            hooks.paused = [](bool) {};
            hooks.checkpoint = [](const FederationState&, const NamedTensors&) {};
            hooks.sink = [&](const ReportPtr& report) {
                const auto* round = std::get_if<RoundFinished>(report.get());
                if (!round || round->round != 2) return;
                running->state().save(file, setup.algorithm->state());
                control.stop();
            };
            RoundLoop loop(setup, control, std::move(hooks));
            running = &loop;
            QVERIFY(loop.run().status == RunStatus::Stopped);
        }
        RunSetup setup = prepareRun(engine(), small(changes), {});
        RunControl control;
        RoundLoop::Hooks hooks;
        hooks.paused = [](bool) {};
        hooks.checkpoint = [](const FederationState&, const NamedTensors&) {};
        hooks.sink = [](const ReportPtr&) {};
        RoundLoop loop(setup, control, std::move(hooks));
        setup.algorithm->restore(loop.state().load(file));
        std::filesystem::remove(file);
        QCOMPARE(loop.state().round, 2);
        QCOMPARE(loop.run().weightsSha256, whole.finished.weightsSha256);
    }

    void brokenCheckpoints() {
        const RunSetup setup = prepareRun(engine(), small({{"algorithm.matching", "learn"}}), {});
        const NamedTensors good = setup.algorithm->state();
        setup.algorithm->restore(good);
        const auto refused = [&](const std::string& name, const Tensor& value) {
            NamedTensors bad = good;
            QVERIFY2(bad.count(name), name.c_str());
            if (value.defined())
                bad[name] = value;
            else
                bad.erase(name);
            try {
                setup.algorithm->restore(bad);
                QFAIL(("accepted a broken " + name).c_str());
            } catch (const InputError& e) {
                QVERIFY2(QString(e.what()).contains(QString::fromStdString("server." + name)), e.what());
            }
        };
        refused("reference", {});
        refused("reference", at::zeros({3}));
        refused("generator.0.hidden.weight", {});
        refused("generator.1.hidden.weight", at::zeros({2, 2}));
        refused("generator.2.output.bias.mean", at::zeros({1}));
        refused("generator.0.embedding.weight", good.at("generator.0.embedding.weight").to(at::kDouble));
        refused("generator.0.norm.bias.steps", at::zeros({1}));
        refused("matcher.hidden.bias", {});
        for (const auto& [name, value] : setup.algorithm->state())
            QVERIFY2(sameBits(value, good.at(name)), name.c_str());
    }

    void architectures_data() {
        QTest::addColumn<QString>("name");
        const Experiment experiment = small();
        for (const ParameterChoice& choice : experiment.spec("model.architecture")->choices)
            QTest::newRow(choice.value.c_str()) << QString::fromStdString(choice.value);
    }
    void architectures() {
        QFETCH(QString, name);
        const Changes changes{{"model.architecture", name.toStdString()},
                              {"model.width", name == "resnet18" ? "2" : "8"},
                              {"model.padding", "same"},
                              {"data.glyphs.samples", "100"},
                              {"data.partition.kind", "iid"},
                              {"evaluation.probe_samples", "2"}};
        for (const char* form : {"progressive", "parallel"}) {
            const Driven run = drive(small(with(changes, {{"training.rounds", "1"}, {"algorithm.variant", form}})));
            QVERIFY(run.finished.status == RunStatus::Finished);
            QVERIFY(run.global.isfinite().all().item<bool>());
            for (const double loss : run.told.of<MethodSeries>("reverse_kd").at(0).values) QVERIFY(std::isfinite(loss));
        }
    }

    void learns_data() { variants(); }
    void learns() {
        QFETCH(Changes, changes);
        const Driven run = drive(small(with(changes, {{"training.rounds", "8"},
                                                      {"training.participation", "1"},
                                                      {"data.partition.kind", "iid"},
                                                      {"training.lr", "0.05"}})));
        for (const double accuracy : run.finished.accuracy)
            QVERIFY2(accuracy > 0.5, std::to_string(accuracy).c_str());  // 4 classes
    }
};

QTEST_GUILESS_MAIN(TestBehaviour)
#include "tst_behaviour.moc"
