// SPDX-License-Identifier: GPL-3.0-or-later
// What ReeFL promises in whole runs: what travels, what stays, which methods it contains, and the same bits whatever
// the number of workers or the moment of a restart.
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

#include "core/base/error.h"
#include "core/metrics/summary.h"
#include "plugins/reefl/reefl.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

Changes with(Changes changes, const Changes& more) {
    changes.insert(changes.end(), more.begin(), more.end());
    return changes;
}

Experiment small(const Changes& changes = {}) {
    return smallExperiment("reefl", with({{"devices.tiers", "3"},
                                          {"devices.assignment", "modulo"},
                                          {"model.ree.width", "16"},
                                          {"algorithm.kd_horizon", "3"}},
                                         changes));
}

/// One client of tier 2 alone, full batches.
Driven alone(const Changes& changes) {
    RunSetup setup = prepareRun(engine(),
                                small(with({{"training.rounds", "1"},
                                            {"training.batch", "65536"},
                                            {"training.momentum", "0"},
                                            {"training.weight_decay", "0"}},
                                           changes)),
                                {});
    setup.cohort = [](int) { return std::vector<int>{2}; };
    RunControl control;
    return drive(setup, control);
}

bool ofStage(const TensorSpan& span, int stage) {
    return span.name.rfind("stages." + std::to_string(stage) + ".", 0) == 0;
}

std::int64_t bytes(const TrafficMeasured& traffic, const std::string& group, bool up) {
    for (std::size_t i = 0; i < traffic.groups.size(); ++i)
        if (traffic.groups[i] == group) return up ? traffic.up[i] : traffic.down[i];
    return 0;
}

}  // namespace

class TestMethod : public QObject {
    Q_OBJECT

    QTemporaryDir dir_;

  private Q_SLOTS:
    void withoutTeachingItIsFedAvgOfTheModule() {
        const Changes both{{"devices.tiers", "1"}, {"training.momentum", "0.9"}};
        const Driven reefl = drive(small(with(both, {{"algorithm.kd", "none"}})));
        const Driven fedavg = drive(smallExperiment("fedavg", with(both, {{"model.exit_module", "recurrent"},
                                                                          {"model.ree.width", "16"},
                                                                          {"training.exit_weights", "sum"}})));
        QVERIFY(sameValues(reefl, fedavg));
        QVERIFY2(!sameValues(reefl, drive(small(both))), "the comparison can tell methods apart");
        const Driven constant =
            drive(small(with(both, {{"algorithm.kd_weight_rule", "constant"}, {"algorithm.kd_weight", "0"}})));
        QVERIFY(sameValues(reefl, constant));
    }

    void oneExitHasNobodyToTeach() {
        const Driven driven = alone({{"model.exits", "1"}, {"devices.tiers", "1"}, {"model.ree.modulation", "false"}});
        const LossMeasured loss = driven.told.of<LossMeasured>().at(0);
        QCOMPARE(loss.terms, std::vector<std::string>{"task"});
        QVERIFY(std::abs(loss.total - std::log(4.0)) < 0.7);
    }

    void shallowClientsNeverTouchDeepStages() {
        RunSetup setup = prepareRun(engine(), small(), {});
        setup.cohort = [](int) { return std::vector<int>{0, 3}; };
        RunControl control;
        const Driven driven = drive(setup, control);
        for (const TensorSpan& span : setup.plan->spans().spans) {
            const Tensor before = driven.initial.narrow(0, span.offset, span.numel);
            const Tensor after = driven.global.narrow(0, span.offset, span.numel);
            const bool idle = ofStage(span, 1) || ofStage(span, 2) || span.name == "stages.0.modulation.weight" ||
                              span.name == "exits.attention.key.bias";
            if (ofStage(span, 1) || ofStage(span, 2)) QVERIFY2(sameBits(before, after), span.name.c_str());
            if (!idle) QVERIFY2(!sameBits(before, after), span.name.c_str());
        }
    }

    void payloads() {
        const Driven driven = drive(small());
        const NetworkPlan plan(adaptedSettings(engine(), small().settings()), {1, 16, 16}, 4);
        const auto rounds = driven.told.of<RoundFinished>();
        const auto traffic = driven.told.of<TrafficMeasured>();
        QCOMPARE(traffic.size(), std::size_t{4});
        for (std::size_t t = 0; t < traffic.size(); ++t) {
            std::int64_t trunk = 0, module = 0;
            for (const int client : rounds[t].cohort)
                for (const TensorSpan& span : plan.spans().spans) {
                    const bool shared = span.name.rfind("exits.", 0) == 0;
                    if (!shared && span.name[7] - '0' > client % 3) continue;
                    const bool stage = span.name.find("token") == std::string::npos &&
                                       span.name.find("modulation") == std::string::npos && !shared;
                    (stage ? trunk : module) += span.numel * 4;
                }
            for (const bool up : {false, true}) {
                QCOMPARE(bytes(traffic[t], "backbone", up), trunk);
                QCOMPARE(bytes(traffic[t], "exit module", up), module);
            }
            QCOMPARE(traffic[t].groups.size(), std::size_t{2});
        }
    }

    void frozenSendsTheModuleOnly() {
        const Driven driven = drive(small({{"model.tuning", "frozen"}, {"algorithm.server", "feddyn"}}));
        for (const TrafficMeasured& traffic : driven.told.of<TrafficMeasured>())
            QCOMPARE(traffic.groups, std::vector<std::string>{"exit module"});
        const NetworkPlan plan(adaptedSettings(engine(), small({{"model.tuning", "frozen"}}).settings()), {1, 16, 16},
                               4);
        int moved = 0;
        for (const TensorSpan& span : plan.spans().spans) {
            const bool same = sameBits(driven.initial.narrow(0, span.offset, span.numel),
                                       driven.global.narrow(0, span.offset, span.numel));
            if (span.frozen) QVERIFY2(same, span.name.c_str());
            moved += same ? 0 : 1;
        }
        QVERIFY(moved > 15);
    }

    void adaptersTravelWithTheModule() {
        const Driven driven = drive(small({{"model.architecture", "vit"},
                                           {"model.patch", "4"},
                                           {"model.tuning", "lora"},
                                           {"model.adapter_rank", "2"},
                                           {"training.rounds", "2"}}));
        for (const TrafficMeasured& traffic : driven.told.of<TrafficMeasured>())
            QCOMPARE(traffic.groups, (std::vector<std::string>{"adapters", "exit module"}));
        QVERIFY(!sameBits(driven.global, driven.initial));
    }

    void heldOutSamplesAreNotTrained() {
        RunSetup setup =
            prepareRun(engine(), small({{"algorithm.kd", "dynamic"}, {"algorithm.validation_share", "0.25"}}), {});
        RunControl control;
        const Driven driven = drive(setup, control);
        for (const RoundFinished& round : driven.told.of<RoundFinished>()) {
            std::int64_t expected = 0;
            for (const int client : round.cohort) {
                const auto n =
                    static_cast<std::int64_t>(setup.partition.clients[static_cast<std::size_t>(client)].train.size());
                expected += n - std::llround(0.25 * static_cast<double>(n));
            }
            QCOMPARE(round.samples, expected);
        }
        QVERIFY(!sameValues(driven, drive(small({{"algorithm.kd", "dynamic_ma"}}))));
    }

    void everyRuleOfTeachingIsAnother() {
        std::vector<std::string> weights;
        for (const char* rule : {"none", "forward", "all", "dynamic", "dynamic_ma"}) {
            weights.push_back(drive(small({{"algorithm.kd", rule}, {"algorithm.kd_weight_rule", "constant"}}))
                                  .finished.weightsSha256);
            QVERIFY2(std::count(weights.begin(), weights.end(), weights.back()) == 1, rule);
        }
    }

    /// Two steps on one batch: the first starts where the pull is 0, so the second shows it alone.
    void proximalTerms() {
        const Tensor start = alone({}).initial;
        const double rate = 0.05, mu = 0.5;
        const Changes plain{{"training.lr", "0.05"}, {"algorithm.kd", "none"}};
        const Tensor one = alone(with(plain, {{"training.local_epochs", "1"}})).global;
        const Tensor two = alone(with(plain, {{"training.local_epochs", "2"}})).global;
        const NetworkPlan plan(adaptedSettings(engine(), small().settings()), {1, 16, 16}, 4);
        for (const char* kind : {"norm", "squared"}) {
            const Driven pulled = alone(with(
                plain,
                {{"training.local_epochs", "2"}, {"algorithm.proximal", kind}, {"algorithm.mu", std::to_string(mu)}}));
            double value = 0;
            for (const TensorSpan& span : plan.spans().spans) {
                const auto part = [&](const Tensor& all) { return all.narrow(0, span.offset, span.numel); };
                const Tensor drift = part(one) - part(start);
                const double norm = drift.norm().item<double>();
                const bool squared = std::string(kind) == "squared";
                // Un-squared: once per exit, of which there are three.
                const Tensor gradient = squared ? drift * mu : norm > 0 ? drift * (1.5 * mu / norm) : drift;
                value += squared ? 0.5 * mu * norm * norm : 1.5 * mu * norm;
                QCOMPARE_NEAR(part(pulled.global), part(two) - rate * gradient, 2e-6);
            }
            const LossMeasured loss = pulled.told.of<LossMeasured>().at(0);
            QCOMPARE(loss.terms, (std::vector<std::string>{"task", "proximal"}));
            QVERIFY(std::abs(loss.values.at(1) - value / 2) < 1e-5);
        }
    }

    void dynamicRegularisation() {
        const double rate = 0.05, alpha = 0.5;
        const Changes plain{{"training.lr", "0.05"}, {"algorithm.kd", "none"}};
        const Driven first = alone(with(plain, {{"training.local_epochs", "1"}}));
        const Tensor two = alone(with(plain, {{"training.local_epochs", "2"}})).global;
        const Driven dynamic = alone(with(plain, {{"training.local_epochs", "2"},
                                                  {"algorithm.server", "feddyn"},
                                                  {"algorithm.feddyn_alpha", std::to_string(alpha)}}));
        const Tensor own = two - rate * alpha * (first.global - first.initial);
        // One holder of six clients: h = -alpha/6 (w - w^t), the new values w - h / alpha.
        QCOMPARE_NEAR(dynamic.global, own + (own - first.initial) / 6, 3e-6);
        QCOMPARE_NEAR(dynamic.clients[2].kept.at("feddyn"), alpha * (first.initial - own), 3e-6);
        QVERIFY(dynamic.clients[0].kept.empty());
        QCOMPARE(dynamic.told.of<TrafficMeasured>().at(0).up, first.told.of<TrafficMeasured>().at(0).up);
    }

    void fineTuningLeavesNoTrace() {
        const Changes base{{"training.rounds", "3"}};
        const Driven global = drive(small(base));
        const Driven tuned =
            drive(small(with(base, {{"algorithm.personal_epochs", "2"}, {"algorithm.personal_lr", "0.1"}})));
        QVERIFY(sameValues(global, tuned));
        QCOMPARE(tuned.finished.weightsSha256, global.finished.weightsSha256);
        QVERIFY(global.told.of<MethodSeries>("personal").empty());
        const auto personal = tuned.told.of<MethodSeries>("personal");
        const auto before = global.told.of<Evaluated>(), after = tuned.told.of<Evaluated>();
        QCOMPARE(personal.size(), after.size());
        QCOMPARE(personal.size(), std::size_t{3});
        double gain = 0;
        for (std::size_t t = 0; t < personal.size(); ++t) {
            const std::vector<double> untuned = meanPerExit(before[t]), means = meanPerExit(after[t]);
            for (std::size_t k = 0; k < 3; ++k) {
                QVERIFY(std::abs(personal[t].values.at(2 * k) - untuned[k]) < 1e-12);
                QVERIFY(std::abs(personal[t].values.at(2 * k + 1) - means[k]) < 1e-12);
            }
            double own = 0;
            for (int i = 0; i < 6; ++i) own += after[t].accuracy.at(i, i % 3) / 6;
            QVERIFY(std::abs(personal[t].values.at(7) - own) < 1e-12);
            gain += personal[t].values.at(7) - personal[t].values.at(6);
        }
        QVERIFY2(gain > 0, "clients with skewed labels gain from their own data");
        QVERIFY(global.told.of<MethodSeries>("ensemble") == tuned.told.of<MethodSeries>("ensemble"));
    }

    void fineTuningOnlyWhenDue() {
        const Driven tuned = drive(
            small({{"training.rounds", "5"}, {"algorithm.personal_epochs", "1"}, {"algorithm.personal_every", "2"}}));
        std::vector<int> rounds;
        for (const MethodSeries& one : tuned.told.of<MethodSeries>("personal")) rounds.push_back(one.round);
        QCOMPARE(rounds, (std::vector<int>{2, 4, 5}));
        QCOMPARE(tuned.told.of<MethodSeries>("ensemble").size(), std::size_t{5});
    }

    void ensembleOfOneExitIsThatExit() {
        const Driven driven = drive(small());
        const auto ensembles = driven.told.of<MethodSeries>("ensemble");
        const auto tests = driven.told.of<Evaluated>();
        QCOMPARE(ensembles.size(), tests.size());
        for (std::size_t t = 0; t < tests.size(); ++t) {
            QVERIFY(std::abs(ensembles[t].values.at(0) - meanPerExit(tests[t])[0]) < 1e-12);
            QCOMPARE(ensembles[t].labels, (std::vector<std::string>{"exit 1", "exits 1 to 2", "exits 1 to 3"}));
        }
    }

    void variants() {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QString>("value");
        QTest::newRow("mean") << "algorithm.server"
                              << "average";
        QTest::newRow("feddyn") << "algorithm.server"
                                << "feddyn";
        QTest::newRow("fedadam") << "algorithm.server"
                                 << "fedadam";
        QTest::newRow("dynamic") << "algorithm.kd"
                                 << "dynamic";
        QTest::newRow("personal") << "algorithm.personal_epochs"
                                  << "1";
        QTest::newRow("devices drop out") << "devices.dropout"
                                          << "0.4";
    }
    void workersDoNotMatter_data() { variants(); }
    void workersDoNotMatter() {
        QFETCH(QString, setting);
        QFETCH(QString, value);
        const Changes changes{{setting.toStdString(), value.toStdString()}};
        const Driven one = drive(small(with(changes, {{"run.workers", "1"}})));
        const Driven three = drive(small(with(changes, {{"run.workers", "3"}})));
        QVERIFY(sameValues(one, three));
        QVERIFY(comparable(one.told.reports) == comparable(three.told.reports));
    }

    void continuedIsTheSame_data() { variants(); }
    void continuedIsTheSame() {
        QFETCH(QString, setting);
        QFETCH(QString, value);
        const Experiment experiment =
            small({{setting.toStdString(), value.toStdString()}, {"run.checkpoint_every", "2"}});
        const auto file = std::filesystem::path(dir_.path().toStdString()) / "checkpoint";
        const auto run = [&](bool resume) {
            RunSetup setup = prepareRun(engine(), experiment, {});
            RunControl control;
            Recorder told;
            RoundLoop::Hooks hooks;
            hooks.sink = told.sink();
            hooks.paused = [](bool) {};
            hooks.checkpoint = [&](const FederationState& state, const NamedTensors& server) {
                if (state.round == 2) state.save(file, server);
            };
            RoundLoop loop(setup, control, std::move(hooks));
            if (resume) setup.algorithm->restore(loop.state().load(file));
            return std::pair{loop.run(), told.of<Evaluated>().back()};
        };
        const auto whole = run(false), second = run(true);
        QCOMPARE(second.first.weightsSha256, whole.first.weightsSha256);
        QVERIFY(second.second == whole.second);
    }

    void brokenCheckpoints() {
        for (const char* server : {"feddyn", "fedadam"}) {
            RunSetup setup = prepareRun(engine(), small({{"algorithm.server", server}}), {});
            const NamedTensors good = setup.algorithm->state();
            setup.algorithm->restore(good);
            for (const auto& [name, tensor] : good) {
                NamedTensors missing = good, longer = good, whole = good;
                missing.erase(name);
                longer[name] = at::zeros({tensor.numel() + 1}, at::kFloat);
                whole[name] = at::zeros({tensor.numel()}, at::kLong);
                for (const NamedTensors& bad : {missing, longer, whole})
                    QVERIFY_EXCEPTION_THROWN(setup.algorithm->restore(bad), InputError);
            }
        }
        RunSetup setup = prepareRun(engine(), small(), {});
        setup.algorithm->restore({});
    }

    void learnsGlyphs_data() {
        QTest::addColumn<QString>("architecture");
        QTest::newRow("mlp") << "mlp";
        QTest::newRow("convnet") << "convnet";
    }
    void learnsGlyphs() {
        QFETCH(QString, architecture);
        const Driven driven = drive(small({{"model.architecture", architecture.toStdString()},
                                           {"model.padding", "same"},
                                           {"training.rounds", architecture == "mlp" ? "10" : "40"},
                                           {"training.local_epochs", "2"},
                                           {"training.participation", "1"},
                                           {"training.lr", "0.1"},
                                           {"training.clip_value", "1"},
                                           {"training.lr_schedule", "cosine"}}));
        // Early exits of a narrow ConvNet see little; its last one must learn as the MLP's do.
        const auto& accuracy = driven.finished.accuracy;
        for (std::size_t k = architecture == "mlp" ? 0 : accuracy.size() - 1; k < accuracy.size(); ++k)
            QVERIFY2(accuracy[k] > 0.5, std::to_string(accuracy[k]).c_str());
    }
};

QTEST_GUILESS_MAIN(TestMethod)
#include "tst_method.moc"
