// SPDX-License-Identifier: GPL-3.0-or-later
// Flow's routes on every architecture, its equivalences, payloads, settings and state.
#include <QTest>

#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "plugins/flow/routing.h"
#include "tests/support/networks.h"
#include "tests/support/resumed.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

Changes with(Changes changes, const Changes& more) {
    changes.insert(changes.end(), more.begin(), more.end());
    return changes;
}

/// Routes that always take one branch: [n, stages, 2].
Tensor always(std::int64_t samples, int stages, int branch) {
    Tensor routes = at::zeros({samples, stages, 2});
    routes.select(2, branch).fill_(1);
    return routes;
}

/// Sends every sample to the global branch whatever it is, for ever: the softmax is saturated.
void force(Algorithm& algorithm) {
    NamedTensors state = algorithm.state();
    for (auto& [name, tensor] : state) {
        tensor.zero_();
        if (name.rfind("routes.", 0) == 0 && tensor.dim() == 1) tensor[0].fill_(1e4);
    }
    algorithm.restore(state);
}

std::string inputError(const std::function<void()>& body) {
    try {
        body();
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

double series(const Driven& run, const char* id) {
    const std::vector<double> values = run.told.of<MethodSeries>(id).back().values;
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

}  // namespace

class TestMethod : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void forcedRoutesAreOneBranch_data() {
        QTest::addColumn<QString>("architecture");
        QTest::addColumn<QString>("exits");
        QTest::addColumn<QString>("outputs");
        for (const char* name : {"mlp", "convnet", "resnet18", "msdnet", "vit"})
            QTest::newRow(name) << name << "3"
                                << "plain";
        QTest::newRow("resnet18, fewer exits than stages") << "resnet18"
                                                           << "2"
                                                           << "plain";
        QTest::newRow("boosted") << "convnet"
                                 << "3"
                                 << "boosted";
    }
    void forcedRoutesAreOneBranch() {
        QFETCH(QString, architecture);
        QFETCH(QString, exits);
        QFETCH(QString, outputs);
        Changes changes{{"model.architecture", architecture.toStdString()},
                        {"model.width", "8"},
                        {"model.exits", exits.toStdString()},
                        {"training.exit_outputs", outputs.toStdString()}};
        if (architecture == "vit")
            changes.insert(changes.end(), {{"model.attention_heads", "2"}, {"model.patch", "8"}});
        const NetworkPlan plan(modelSettings(changes), {1, 32, 32}, 4);
        const at::NoGradGuard noGrad;
        Network global(plan), local(plan);
        global.initialize(1);
        local.initialize(2);
        const Tensor images = randomTensor({6, 1, 32, 32}, 3);
        const int stages = plan.stages();
        const Network* branches[] = {&global, &local};
        for (int side = 0; side < 2; ++side) {
            const Tensor routes = always(6, stages, side);
            const ExitOutputs plain = branches[side]->forwardAll(images, false);
            const auto soft = flow::personalised(global, images, flow::softBlend(global, local, routes));
            for (const bool separate : {false, true}) {
                const auto hard = flow::personalised(global, images, flow::hardBlend(global, local, routes, separate));
                for (std::size_t k = 0; k < plain.logits.size(); ++k) {
                    QVERIFY(sameBits(hard[k].contiguous(), plain.logits[k].contiguous()));
                    QCOMPARE_NEAR(soft[k], plain.logits[k], 1e-5);
                }
            }
        }
        // Samples that part ways: computed apart or side by side, and each as if it were alone.
        Tensor mixed = at::zeros({6, stages, 2});
        for (std::int64_t i = 0; i < 6; ++i)
            for (int j = 0; j < stages; ++j) mixed[i][j][(i + j * i) % 2] = 1;
        const auto apart = flow::personalised(global, images, flow::hardBlend(global, local, mixed, true)),
                   together = flow::personalised(global, images, flow::hardBlend(global, local, mixed, false));
        for (std::size_t k = 0; k < apart.size(); ++k) {
            QCOMPARE_NEAR(apart[k], together[k], 1e-5);
            for (std::int64_t i = 0; i < 6; ++i) {
                const auto alone = flow::personalised(global, images.narrow(0, i, 1),
                                                      flow::softBlend(global, local, mixed.narrow(0, i, 1)));
                QCOMPARE_NEAR(apart[k][i], alone[k][0], 1e-4);
            }
        }
    }

    void ties() {
        const Tensor even = at::full({1, 2, 2}, 0.5);
        QVERIFY(flow::takesGlobal(even).all().item<bool>());
    }

    void routingLearnsAlone() {
        const NetworkPlan plan(modelSettings({}), {1, 16, 16}, 4);
        Network global(plan), local(plan);
        global.initialize(1);
        local.initialize(2);
        flow::RoutingNetwork policy(256, {8}, 3);
        policy.initialize(5);
        const Tensor images = randomTensor({5, 1, 16, 16}, 3);
        const auto logits = flow::personalised(global, images, flow::softBlend(global, local, policy.routes(images)));
        policy.backward((logits[0].square().sum() + logits[2].square().sum()));
        QVERIFY(policy.gradients().abs().max().item<double>() > 0);
        QCOMPARE(global.gradients().abs().max().item<double>(), 0.0);
        QCOMPARE(local.gradients().abs().max().item<double>(), 0.0);
        // Same values, but no shared memory.
        const flow::RoutingNetwork copy(policy);
        QVERIFY(sameBits(copy.values(), policy.values()));
        policy.values().add_(1);
        QVERIFY(!sameBits(copy.values(), policy.values()));
    }

    void forcedToGlobalIsFedAvg() {
        // Full batches: the order of samples, which alone differs between the methods, does not matter.
        const Changes changes{{"training.batch", "65536"}, {"training.local_epochs", "2"}};
        RunSetup setup = prepareRun(engine(), smallExperiment("flow", changes), {});
        force(*setup.algorithm);
        RunControl control;
        const Driven flow = drive(setup, control), fedavg = drive(smallExperiment("fedavg", changes));
        QCOMPARE_NEAR(flow.global, fedavg.global, 1e-5);
        const Evaluated a = flow.told.of<Evaluated>().back(), b = fedavg.told.of<Evaluated>().back();
        QCOMPARE(a.accuracy, b.accuracy);
        QCOMPARE_NEAR(a.loss, b.loss, 1e-4);
        QCOMPARE(series(flow, "harmed"), 0.0);
        QCOMPARE(series(flow, "global_share"), 1.0);
        QVERIFY(!(drive(smallExperiment("flow", changes)).told.of<Evaluated>().back().loss == b.loss));
    }

    void regulariserRewardsTheFavouredBranch() {
        const Changes changes{{"training.participation", "1"}, {"algorithm.lambda", "5"}, {"algorithm.hidden", "16"}};
        QVERIFY(series(drive(smallExperiment("flow", changes)), "global_share") > 0.95);
        QVERIFY(series(drive(smallExperiment("flow", with(changes, {{"algorithm.favour", "local"}}))), "global_share") <
                0.05);
    }

    void payload() {
        // The whole network and the routing network, both ways; the local branch stays.
        const Experiment experiment = smallExperiment("flow", {{"training.rounds", "1"}, {"algorithm.hidden", "10,6"}});
        RunSetup setup = prepareRun(engine(), experiment, {});
        RunControl control;
        const Driven run = drive(setup, control);
        const TrafficMeasured told = run.told.of<TrafficMeasured>().at(0);
        const std::int64_t routing = 256 * 10 + 10 + 10 * 6 + 6 + 3 * (6 * 2 + 2);
        std::map<std::string, std::int64_t> expected{{"routing network", 3 * 4 * routing}};
        for (const TensorSpan& span : setup.plan->spans().spans) expected[span.group()] += 3 * 4 * span.numel;
        QCOMPARE(told.groups.size(), expected.size());
        for (std::size_t i = 0; i < told.groups.size(); ++i) {
            QCOMPARE(told.up[i], expected.at(told.groups[i]));
            QCOMPARE(told.down[i], expected.at(told.groups[i]));
        }
        const CostReport forecast = costOf(engine(), experiment);
        QCOMPARE(3 * forecast.uplinkBytes, std::accumulate(told.up.begin(), told.up.end(), std::int64_t{0}));
        QCOMPARE(forecast.downlinkBytes, forecast.uplinkBytes);
    }

    void halves() {
        const Changes one{{"training.rounds", "1"}};
        const Driven all = drive(smallExperiment("flow", one)),
                     split = drive(smallExperiment("flow", with(one, {{"algorithm.split_data", "true"}})));
        // Each sample counts for the local branch, or for routing and the global one.
        std::int64_t whole = 0, parts = 0;
        const auto sizes = all.told.of<RunStarted>().at(0).trainSamples;
        const std::vector<int> cohort = all.told.of<RoundFinished>().at(0).cohort;
        for (const int client : cohort) {
            const std::int64_t n = sizes[static_cast<std::size_t>(client)];
            whole += 3 * n;
            parts += n / 2 + 2 * (n - n / 2);
        }
        QCOMPARE(all.told.of<RoundFinished>().at(0).samples, whole);
        QCOMPARE(split.told.of<RoundFinished>().at(0).samples, parts);
    }

    void localBranchStaysForTests() {
        RunSetup setup = prepareRun(engine(), smallResNet("flow", {{"training.rounds", "2"}}), {});
        setup.cohort = [](int) { return std::vector<int>{0, 2}; };
        RunControl control;
        const Driven run = drive(setup, control);
        for (std::size_t i = 0; i < 4; ++i) {
            const bool has = run.clients[i].kept.count("local") > 0;
            QCOMPARE(has, i == 0 || i == 2);
            if (!has) continue;
            const Tensor& local = run.clients[i].kept.at("local");
            QCOMPARE(local.numel(), run.global.numel());
            // Statistics of its own: it has seen other batches than the global branch.
            const SpanSet statistics = setup.plan->spans().statistics();
            QVERIFY(!sameBits(statistics.gather(local), statistics.gather(run.values[i])));
        }
        // Without a local branch both are the same network: nobody is harmed there.
        const Evaluated tested = run.told.of<Evaluated>().back();
        QVERIFY(!std::isnan(tested.accuracy.at(1, 0)));
    }

    void wrongSettings() {
        const auto prepare = [](const Changes& changes) {
            return inputError([&] { prepareRun(engine(), smallExperiment("flow", changes), {}); });
        };
        QVERIFY(prepare({}).empty());
        QVERIFY(prepare({{"algorithm.hidden", "16"}}).empty());
        for (const char* text : {"", "16,", "a", "16,0", "12.5", "70000"})
            QVERIFY2(prepare({{"algorithm.hidden", text}}).find("algorithm.hidden") == 0, text);
        QVERIFY(prepare({{"model.exit_module", "recurrent"}}).find("model.exit_module") == 0);
    }

    void brokenStateIsRefused() {
        RunSetup setup = prepareRun(engine(), smallExperiment("flow"), {});
        const NamedTensors good = setup.algorithm->state();
        setup.algorithm->restore(good);
        QCOMPARE(good.size(), std::size_t{2 * 2 + 3 * 2});
        const auto refused = [&](const std::function<void(NamedTensors&)>& fault) {
            NamedTensors broken = good;
            fault(broken);
            return inputError([&] { setup.algorithm->restore(broken); });
        };
        QVERIFY(refused([](NamedTensors& s) { s.erase("routes.1.bias"); }).find("routes.1.bias") != std::string::npos);
        QVERIFY(refused([](NamedTensors& s) {
                    s["trunk.0.weight"] = at::zeros({128, 255});
                }).find("128 x 256") != std::string::npos);
        QVERIFY(!refused([](NamedTensors& s) { s["trunk.1.bias"] = at::zeros({64}, at::kDouble); }).empty());
        QVERIFY(!refused([](NamedTensors& s) { s.clear(); }).empty());
    }

    void brokenLocalBranchIsRefused() {
        RunSetup setup = prepareRun(engine(), smallExperiment("flow", {{"training.rounds", "1"}}), {});
        RunControl control;
        RoundLoop::Hooks hooks;
        hooks.sink = [](const ReportPtr&) {};
        hooks.checkpoint = [](const FederationState&, const NamedTensors&) {};
        hooks.paused = [](bool) {};
        setup.cohort = [](int) { return std::vector<int>{0}; };
        RoundLoop loop(setup, control, std::move(hooks));
        loop.state().clients[3].kept["local"] = at::zeros({3});
        QVERIFY(inputError([&] { loop.run(); }).find("clients.3.kept.local") != std::string::npos);
    }

    void outcomeIsReproducible_data() {
        QTest::addColumn<bool>("resnet");
        QTest::addColumn<QString>("split");
        QTest::newRow("mlp") << false << "false";
        QTest::newRow("halves") << false << "true";
        QTest::newRow("resnet18") << true << "false";
    }
    void outcomeIsReproducible() {
        QFETCH(bool, resnet);
        QFETCH(QString, split);
        const Changes changes{{"algorithm.split_data", split.toStdString()}};
        const std::string found =
            outcomeDepends(resnet ? smallResNet("flow", changes) : smallExperiment("flow", changes), 2);
        QVERIFY2(found.empty(), found.c_str());
    }

    void learns() {
        const Driven run = drive(smallExperiment(
            "flow", {{"training.rounds", "8"}, {"training.participation", "1"}, {"training.local_epochs", "3"}}));
        QVERIFY2(run.finished.accuracy.back() > 0.6, std::to_string(run.finished.accuracy.back()).c_str());
        QVERIFY(!run.finished.diverged);
    }
};

QTEST_GUILESS_MAIN(TestMethod)
#include "tst_method.moc"
