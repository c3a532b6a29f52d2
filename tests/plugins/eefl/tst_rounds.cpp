// SPDX-License-Identifier: GPL-3.0-or-later
// EEFL against the independent reference, its payloads, and what it must be equal to.
#include <QTest>

#include <numeric>

#include "core/learning/losses.h"
#include "plugins/eefl/eefl.h"
#include "tests/support/golden_rounds.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

Changes with(Changes changes, const Changes& more) {
    changes.insert(changes.end(), more.begin(), more.end());
    return changes;
}

const Changes kTiers{{"devices.tiers", "3"}, {"devices.assignment", "modulo"}};

}  // namespace

class TestRounds : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void rounds_data() {
        QTest::addColumn<QString>("policy");
        QTest::newRow("base") << "base";
        QTest::newRow("boosted") << "boosted";
    }
    void rounds() {
        QFETCH(QString, policy);
        const Json g = golden("eefl_rounds");
        RunSetup setup = goldenSetup(g, "eefl",
                                     {{"devices.tiers", "2"},
                                      {"training.optimizer_state", "reset"},
                                      {"algorithm.policy", policy.toStdString()}});
        const std::vector<AfterRound> found = runGolden(setup, g.at("initial"));
        const Json& expected = g.at("policies").at(policy.toStdString()).at("rounds");
        QCOMPARE(found.size(), expected.size());
        for (std::size_t t = 0; t < found.size(); ++t) {
            compareValues(setup.plan->spans(), found[t].global(), expected[t].at("server"));
            Json losses = Json::array();
            std::vector<std::int64_t> samples;
            for (const Json& client : expected[t].at("clients")) {
                losses.push_back(client.at("steps"));
                samples.push_back(g.at("clients")[client.at("client").get<std::size_t>()].at("samples").get<int>());
            }
            compareLoss(found[t].told.of<LossMeasured>().at(0), losses, samples);
        }
    }

    void localGradients() {
        const Json g = golden("eefl_rounds");
        const std::vector<std::int64_t> labels = g.at("clients")[2].at("y").get<std::vector<std::int64_t>>();
        for (const Json& one : g.at("gradients")) {
            const Changes rules{
                {"model.width", "5"},
                {"training.exit_outputs", one.at("boosted").get<bool>() ? "boosted" : "plain"},
                {"training.exit_gradients", one.at("equilibrium").get<bool>() ? "equilibrium" : "plain"}};
            Network network(NetworkPlan(modelSettings(rules), {1, 1, 6}, 3));
            assign(network.spans(), network.values(), g.at("initial"));
            std::vector<bool> exits(3, false);
            std::fill_n(exits.begin(), one.at("exits").get<int>(), true);
            const Tensor x = toTensor(g.at("clients")[2].at("x"));
            const ExitOutputs out = network.forward(x.view({x.size(0), 1, 1, 6}), exits, true);
            Tensor loss = at::zeros({});
            const Tensor expected = toTensor(one.at("outputs"));
            for (int k = 0; k < one.at("exits").get<int>(); ++k) {
                const Tensor& z = out.logits[static_cast<std::size_t>(k)];
                QCOMPARE_NEAR(z, expected[k], kGoldenTolerance);
                loss = loss + crossEntropy(z, at::tensor(labels, at::kLong));
            }
            loss.backward();
            compareValues(network.spans(), network.gradients(), one.at("gradients"));
        }
    }

    /// One tier and the base policy is FedAvg with a sum in place of the mean.
    void aloneItIsFedAvg() {
        const Driven eefl = drive(smallExperiment("eefl", {{"algorithm.policy", "base"}}));
        const Driven fedavg = drive(smallExperiment("fedavg", {{"training.exit_weights", "sum"}}));
        QVERIFY(sameBits(eefl.global, fedavg.global));
        QVERIFY(!sameBits(drive(smallExperiment("eefl")).global, fedavg.global));
    }

    /// Boosted with r = 0 differs from the base policy by the balance of gradients only.
    void boostedWithoutBoost() {
        const Changes none{{"algorithm.boost", "0"}};
        const Driven balanced = drive(smallExperiment("eefl", with(kTiers, none)));
        const Driven base = drive(smallExperiment(
            "eefl", with(kTiers, {{"algorithm.policy", "base"}, {"training.exit_gradients", "equilibrium"}})));
        QVERIFY(sameBits(balanced.global, base.global));
        QVERIFY(!sameBits(drive(smallExperiment("eefl", kTiers)).global, base.global));
    }

    /// A client sends and receives what its tier holds.
    void payload() {
        const Driven run = drive(smallExperiment("eefl", with(kTiers, {{"data.clients", "6"}})));
        RunSetup setup = prepareRun(engine(), smallExperiment("eefl", kTiers), {});
        const auto traffic = run.told.of<TrafficMeasured>();
        const auto rounds = run.told.of<RoundFinished>();
        QCOMPARE(traffic.size(), rounds.size());
        for (std::size_t t = 0; t < traffic.size(); ++t) {
            std::int64_t expected = 0;
            for (const int client : rounds[t].cohort)
                for (const TensorSpan& span : setup.plan->spans().spans)
                    if (span.index <= client % 3) expected += 4 * span.numel;
            const auto sum = [](const std::vector<std::int64_t>& v) {
                return std::accumulate(v.begin(), v.end(), std::int64_t{0});
            };
            QCOMPARE(sum(traffic[t].up), expected);
            QCOMPARE(sum(traffic[t].down), expected);
        }
    }

    void workersDoNotMatter_data() {
        QTest::addColumn<QString>("policy");
        for (const char* policy : {"base", "boosted", "l2w"}) QTest::newRow(policy) << policy;
    }
    void workersDoNotMatter() {
        QFETCH(QString, policy);
        const Changes changes =
            with(kTiers, {{"algorithm.policy", policy.toStdString()}, {"training.participation", "1"}});
        const Driven one = drive(smallExperiment("eefl", with(changes, {{"run.workers", "1"}})));
        const Driven three = drive(smallExperiment("eefl", with(changes, {{"run.workers", "3"}})));
        QVERIFY(sameValues(one, three));
        QVERIFY(comparable(one.told.reports) == comparable(three.told.reports));
    }

    void learns_data() { workersDoNotMatter_data(); }
    void learns() {
        QFETCH(QString, policy);
        const Driven run = drive(smallExperiment("eefl", with(kTiers, {{"algorithm.policy", policy.toStdString()},
                                                                       {"training.rounds", "8"},
                                                                       {"training.participation", "1"},
                                                                       {"data.partition.kind", "iid"},
                                                                       {"training.lr", "0.05"}})));
        for (const double accuracy : run.finished.accuracy)
            QVERIFY2(accuracy > 0.5, std::to_string(accuracy).c_str());  // 4 classes
    }
};

QTEST_GUILESS_MAIN(TestRounds)
#include "tst_rounds.moc"
