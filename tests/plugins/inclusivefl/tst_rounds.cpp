// SPDX-License-Identifier: GPL-3.0-or-later
// InclusiveFL against the independent reference, and what its levels share.
#include <QTest>

#include <set>

#include "core/base/error.h"
#include "plugins/inclusivefl/inclusivefl.h"
#include "tests/support/golden_rounds.h"
#include "tests/support/resumed.h"

using namespace exitlab;
using namespace exitlab::test;

class TestInclusiveFl : public QObject {
    Q_OBJECT

    static Experiment three(const Changes& more = {}) {
        Changes changes{{"devices.tiers", "3"}, {"devices.assignment", "blocks"}, {"training.participation", "1"}};
        changes.insert(changes.end(), more.begin(), more.end());
        return smallExperiment("inclusivefl", changes);
    }

  private Q_SLOTS:
    void golden_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"three_levels", "blocks"}) QTest::newRow(name) << name;
    }
    void golden() {
        QFETCH(QString, name);
        const Json all = test::golden("inclusivefl_rounds");
        Json g = all.at("cases").at(name.toStdString());
        g["settings"] = all.at("settings");
        g["classes"] = all.at("classes");
        RunSetup setup = goldenSetup(g, "inclusivefl",
                                     {{"devices.tiers", g.at("levels").dump()},
                                      {"training.optimizer_state", "reset"},
                                      {"algorithm.beta", g.at("settings").at("beta").dump()}});
        const SpanTable& spans = setup.plan->spans();
        const std::vector<AfterRound> rounds = runGolden(setup, g.at("initial"));
        QCOMPARE(rounds.size(), g.at("rounds").size());
        for (std::size_t t = 0; t < rounds.size(); ++t) {
            const Json& expected = g.at("rounds")[t];
            const AfterRound& found = rounds[t];
            for (std::size_t level = 0; level < found.globals.size(); ++level)
                compareValues(spans, found.globals[level], expected.at("models")[level]);
            std::vector<std::int64_t> samples;
            for (const int client : expected.at("cohort").get<std::vector<int>>())
                samples.push_back(g.at("clients")[static_cast<std::size_t>(client)].at("samples").get<std::int64_t>());
            compareLoss(found.told.of<LossMeasured>().at(0), expected.at("losses"), samples);

            const MethodSeries momentum = found.told.of<MethodSeries>("momentum").at(0);
            for (std::size_t level = 0; level < found.globals.size(); ++level) {
                // Absent levels leave nothing to pass down.
                QCOMPARE(found.server.count("delta." + std::to_string(level)),
                         expected.at("delta")[level].is_null() ? std::size_t{0} : std::size_t{1});
                const Json& mu = expected.at("mu")[level];
                const double norm =
                    mu.is_null()
                        ? 0
                        : at::cat({toTensor(mu.at("weight")).flatten(), toTensor(mu.at("bias"))}).norm().item<double>();
                QVERIFY(std::abs(momentum.values.at(level) - norm) < kGoldenTolerance);
            }
        }
    }

    void withOneLevelItIsFedAvgOnTheLastExit() {
        const Driven inclusive = drive(smallExperiment("inclusivefl"));
        const Driven average = drive(
            smallExperiment("fedavg", {{"training.exit_weights", "weighted"}, {"training.exit_weight_list", "0,0,1"}}));
        const SpanTable spans = NetworkPlan(smallExperiment("fedavg").settings(), {1, 16, 16}, 4).spans();
        for (const TensorSpan& span : spans.spans) {
            if (span.part == TensorSpan::Part::Head && span.index < 2) continue;  // there they decay
            QCOMPARE_NEAR(slice(spans, inclusive.values.at(0), span.name),
                          slice(spans, average.values.at(0), span.name), 1e-6);
        }
    }

    void momentumMatters() {
        const Outcome with = runOut(three()), without = runOut(three({{"algorithm.beta", "0"}}));
        const SpanTable spans = NetworkPlan(three().settings(), {1, 16, 16}, 4).spans();
        const auto stage = [&](const Outcome& run, std::size_t level, const char* name) {
            return slice(spans, run.globals.at(level), name);
        };
        // Level 1's only stage takes 16 x 16 pixels and fits no other; level 2 gets what level 3 learnt.
        QVERIFY(!sameBits(stage(with, 1, "stages.1.weight"), stage(without, 1, "stages.1.weight")));
        const auto norms = with.told.of<MethodSeries>("momentum");
        QCOMPARE(norms.front().values, (std::vector<double>{0, 0, 0}));
        QCOMPARE(norms.at(1).values.at(0), 0.0);
        QVERIFY(norms.at(1).values.at(1) > 0);
        QCOMPARE(norms.at(1).values.at(2), 0.0);
    }

    /// Stages below their last block are the same for the levels that share them; last blocks and heads are not.
    void levelsShareWhatLiesBelowTheirLastBlock() {
        const Outcome run = runOut(three());
        const SpanTable spans = NetworkPlan(three().settings(), {1, 16, 16}, 4).spans();
        const auto same = [&](std::size_t a, std::size_t b, const std::string& name) {
            return sameBits(slice(spans, run.globals.at(a), name), slice(spans, run.globals.at(b), name));
        };
        QVERIFY(same(1, 2, "stages.0.weight"));
        QVERIFY(!same(0, 1, "stages.0.weight"));
        QVERIFY(!same(1, 2, "stages.1.weight"));
        // Only the level's own exit was ever trained.
        for (std::size_t level = 0; level < 3; ++level)
            for (std::size_t head = 0; head < 3; ++head) {
                const std::string name = "heads." + std::to_string(head) + ".weight";
                const Tensor initial = slice(spans, prepareRun(engine(), three(), {}).initial, name);
                QCOMPARE(sameBits(slice(spans, run.globals.at(level), name), initial), head != level);
            }
    }

    void moreTiersThanExitsShareAModel() {
        RunSetup setup = prepareRun(engine(), three({{"devices.tiers", "5"}}), {});
        QCOMPARE(setup.algorithm->groups(), 3);
        std::set<int> groups;
        for (int client = 0; client < 6; ++client) groups.insert(setup.algorithm->group(client));
        QCOMPARE(groups, (std::set<int>{0, 1, 2}));
        RunControl control;
        QVERIFY(drive(setup, control).finished.status == RunStatus::Finished);
    }

    /// A level's client exchanges the trunk up to its exit and that exit's head alone.
    void traffic() {
        RunSetup setup = prepareRun(engine(), three(), {});
        std::map<std::string, std::int64_t> expected;
        for (int client = 0; client < 6; ++client)
            for (const TensorSpan& span : setup.plan->spans().spans)
                if (span.part == TensorSpan::Part::Head ? span.index == client / 2 : span.index <= client / 2)
                    expected[span.group()] += 4 * span.numel;
        RunControl control;
        const Driven driven = drive(setup, control);
        for (const TrafficMeasured& one : driven.told.of<TrafficMeasured>()) {
            QCOMPARE(one.groups.size(), expected.size());
            for (std::size_t g = 0; g < one.groups.size(); ++g) {
                QCOMPARE(one.up[g], expected.at(one.groups[g]));
                QCOMPARE(one.down[g], expected.at(one.groups[g]));
            }
        }
    }

    void withNormalisation() {
        for (const char* policy : {"local", "averaged", "batch"}) {
            const Driven driven = drive(smallResNet("inclusivefl", {{"devices.tiers", "3"},
                                                                    {"model.norm_policy", policy},
                                                                    {"model.norm_parameters", "local"},
                                                                    {"training.rounds", "2"}}));
            QVERIFY(driven.finished.status == RunStatus::Finished && !driven.finished.diverged);
        }
    }

    void independentOfWorkersAndCheckpoints() {
        QCOMPARE(outcomeDepends(three({{"training.participation", "0.7"}}), 2), std::string());
    }

    void brokenStateIsRefused() {
        RunSetup setup = prepareRun(engine(), three(), {});
        Algorithm& method = *setup.algorithm;
        const std::int64_t count = setup.plan->spans().stage(1).numel();
        for (const NamedTensors& broken :
             {NamedTensors{{"delta.1", at::zeros({count + 1})}}, NamedTensors{{"delta.1", at::zeros({1, count})}},
              NamedTensors{{"delta.1", at::zeros({count}, at::kDouble)}},
              NamedTensors{{"delta.3", at::zeros({count})}}})
            QVERIFY_EXCEPTION_THROWN(method.restore(broken), InputError);
        method.restore({{"delta.1", at::ones({count})}});
        QVERIFY(sameBits(method.state().at("delta.1"), at::ones({count})));
        QCOMPARE(method.state().size(), std::size_t{1});
    }

    void boostedOutputsAreRefused() {
        QVERIFY_EXCEPTION_THROWN(prepareRun(engine(), three({{"training.exit_outputs", "boosted"}}), {}), InputError);
    }

    void learns() {
        const Driven driven = drive(three({{"training.rounds", "12"}}));
        for (const double accuracy : driven.finished.accuracy)
            QVERIFY2(accuracy > 0.5, std::to_string(accuracy).c_str());
    }
};

QTEST_GUILESS_MAIN(TestInclusiveFl)
#include "tst_rounds.moc"
