// SPDX-License-Identifier: GPL-3.0-or-later
// KD-PDFL's graphs, payloads between clients, and what mixing does.
#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "plugins/kdpdfl/mixing.h"
#include "tests/support/networks.h"
#include "tests/support/resumed.h"

using namespace exitlab;
using namespace exitlab::test;
using kdpdfl::Graph;
using kdpdfl::Topology;

namespace {

/// Clients that can be reached from client 0.
std::size_t reached(const Topology& topology) {
    std::set<int> seen{0};
    std::vector<int> open{0};
    while (!open.empty()) {
        const int client = open.back();
        open.pop_back();
        for (const int next : topology.neighbours(client))
            if (seen.insert(next).second) open.push_back(next);
    }
    return seen.size();
}

}  // namespace

class TestMethod : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void graphs_data() {
        QTest::addColumn<int>("clients");
        QTest::addColumn<int>("degree");
        QTest::addColumn<int>("found");
        QTest::newRow("4 of 20") << 20 << 4 << 4;
        QTest::newRow("5 of 20") << 20 << 5 << 5;
        QTest::newRow("an odd sum is impossible") << 9 << 3 << 4;
        QTest::newRow("as many as there are") << 7 << 1000 << 6;
        QTest::newRow("as many as there are, even") << 8 << 1000 << 7;
        QTest::newRow("pairs") << 8 << 1 << 1;
        QTest::newRow("two clients") << 2 << 3 << 1;
        QTest::newRow("three clients") << 3 << 1 << 2;
        QTest::newRow("nobody else") << 1 << 3 << 0;
    }
    void graphs() {
        QFETCH(int, clients);
        QFETCH(int, degree);
        QFETCH(int, found);
        for (const std::uint64_t seed : {1, 2, 3}) {
            const Topology topology(Graph::Random, clients, degree, seed);
            for (int i = 0; i < clients; ++i) {
                const std::vector<int> mine = topology.neighbours(i);
                QCOMPARE(static_cast<int>(mine.size()), found);
                QVERIFY(std::is_sorted(mine.begin(), mine.end()));
                for (const int j : mine) {
                    QVERIFY(j != i && j >= 0 && j < clients);
                    const std::vector<int> theirs = topology.neighbours(j);
                    QVERIFY2(std::count(theirs.begin(), theirs.end(), i) == 1, "neighbourhood is mutual");
                }
            }
            if (found >= 2) QCOMPARE(reached(topology), static_cast<std::size_t>(clients));
        }
        if (clients == 20) {
            const Topology a(Graph::Random, clients, degree, 1), same(Graph::Random, clients, degree, 1),
                b(Graph::Random, clients, degree, 2);
            QCOMPARE(a.neighbours(3), same.neighbours(3));
            bool differs = false;
            for (int i = 0; i < clients; ++i) differs = differs || a.neighbours(i) != b.neighbours(i);
            QVERIFY(differs);
        }
    }

    void fixedGraphs() {
        QCOMPARE(Topology(Graph::Ring, 5, 9, 1).neighbours(0), (std::vector<int>{1, 4}));
        QCOMPARE(Topology(Graph::Ring, 2, 9, 1).neighbours(1), (std::vector<int>{0}));
        QVERIFY(Topology(Graph::Ring, 1, 9, 1).neighbours(0).empty());
        QCOMPARE(Topology(Graph::Full, 4, 1, 1).neighbours(2), (std::vector<int>{0, 1, 3}));
    }

    void mixingIsSafe() {
        // A zero distance is no part of the median, but has the own model's weight.
        const kdpdfl::Mixing zeros = kdpdfl::mixingOf({0, 2});
        QCOMPARE(zeros.tau, 2.0);
        QCOMPARE(zeros.weights[0], zeros.weights[1]);
        QVERIFY(std::abs(zeros.weights[2] / zeros.weights[0] - std::exp(-1)) < 1e-12);
        // A diverged neighbour is left out.
        const double nan = std::nan(""), infinite = std::numeric_limits<double>::infinity();
        const kdpdfl::Mixing broken = kdpdfl::mixingOf({nan, 0.5, infinite});
        QCOMPARE(broken.tau, 0.5);
        QCOMPARE(broken.weights[1], 0.0);
        QCOMPARE(broken.weights[3], 0.0);
        QVERIFY(std::abs(broken.weights[0] + broken.weights[2] - 1) < 1e-12);
        QCOMPARE(kdpdfl::mixingOf({nan, nan}).weights, (std::vector<double>{1, 0, 0}));
    }

    void equalModelsMixUniformly() {
        const Driven run = drive(smallExperiment("kdpdfl", {{"algorithm.topology", "full"}, {"training.rounds", "2"}}));
        const std::vector<MethodMatrix> mixing = run.told.of<MethodMatrix>("mixing");
        for (const double share : mixing.at(0).values.values) QVERIFY(std::abs(share - 1.0 / 6) < 1e-12);
        bool uneven = false;
        for (const double share : mixing.at(1).values.values) uneven = uneven || std::abs(share - 1.0 / 6) > 1e-3;
        QVERIFY(uneven);
        const auto own = run.told.of<MethodSeries>("own_share");
        QVERIFY(std::abs(own.at(0).values.at(0) - 1.0 / 6) < 1e-12 && own.at(1).values.at(0) > 1.0 / 6);
    }

    void withoutNeighboursItIsLocal() {
        const Changes alone{{"data.clients", "1"}, {"training.participation", "1"}};
        const Driven one = drive(smallExperiment("kdpdfl", alone)), local = drive(smallExperiment("local", alone));
        QVERIFY(sameValues(one, local));
        QCOMPARE(one.finished.bytesUp + one.finished.bytesDown, std::int64_t{0});
    }

    void payload_data() {
        QTest::addColumn<QString>("statistics");
        QTest::newRow("statistics averaged") << "averaged";
        QTest::newRow("statistics local") << "local";
    }
    void payload() {
        // One whole model per neighbour, from neighbour to client: as much up as down.
        QFETCH(QString, statistics);
        const Experiment experiment = smallResNet("kdpdfl", {{"training.rounds", "1"},
                                                             {"model.norm_policy", statistics.toStdString()},
                                                             {"algorithm.topology", "ring"}});
        RunSetup setup = prepareRun(engine(), experiment, {});
        RunControl control;
        const TrafficMeasured told = drive(setup, control).told.of<TrafficMeasured>().at(0);
        std::map<std::string, std::int64_t> expected;
        for (const TensorSpan& span : setup.plan->spans().spans)
            if (!(span.buffer && statistics == "local")) expected[span.group()] += 4 * span.numel * 2 * 2;
        QCOMPARE(told.groups.size(), expected.size());
        for (std::size_t i = 0; i < told.groups.size(); ++i) {
            QCOMPARE(told.up[i], expected.at(told.groups[i]));
            QCOMPARE(told.down[i], expected.at(told.groups[i]));
        }
        const CostReport forecast = costOf(engine(), experiment);
        QCOMPARE(2 * forecast.uplinkBytes, std::accumulate(told.up.begin(), told.up.end(), std::int64_t{0}));
        QCOMPARE(forecast.downlinkBytes, forecast.uplinkBytes);
    }

    void nobodyChangesOutsideTheCohort() {
        RunSetup setup = prepareRun(engine(), smallExperiment("kdpdfl", {{"training.rounds", "2"}}), {});
        setup.cohort = [](int) { return std::vector<int>{1, 4}; };
        RunControl control;
        const Driven run = drive(setup, control);
        for (std::size_t i = 0; i < run.values.size(); ++i)
            QCOMPARE(sameBits(run.values[i], run.initial), i != 1 && i != 4);
    }

    void outcomeIsReproducible_data() {
        QTest::addColumn<bool>("resnet");
        QTest::newRow("mlp") << false;
        QTest::newRow("resnet18") << true;
    }
    void outcomeIsReproducible() {
        QFETCH(bool, resnet);
        const std::string found = outcomeDepends(resnet ? smallResNet("kdpdfl") : smallExperiment("kdpdfl"), 2);
        QVERIFY2(found.empty(), found.c_str());
    }

    void learns() {
        const Driven run = drive(smallExperiment(
            "kdpdfl", {{"training.rounds", "8"}, {"training.participation", "1"}, {"training.local_epochs", "3"}}));
        QVERIFY2(run.finished.accuracy.back() > 0.6, std::to_string(run.finished.accuracy.back()).c_str());
        QVERIFY(!run.finished.diverged);
    }
};

QTEST_GUILESS_MAIN(TestMethod)
#include "tst_method.moc"
