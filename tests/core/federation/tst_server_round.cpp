// SPDX-License-Identifier: GPL-3.0-or-later
// What a method reports through the engine's side of ServerRound.
#include <QTest>

#include "core/federation/server_round.h"
#include "tests/support/federation.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

struct Bench {
    Bench()
        : plan(modelSettings({}), {1, 4, 4}, 3),
          network(plan),
          info{&plan, modelSettings({}), 1, 4, 2, 2, {5, 5}},
          algorithm(info),
          state(plan, effectiveLayout(algorithm, plan.spans(), info.settings), 2, 1) {
        state.round = 6;
    }
    EngineRound round() {
        return EngineRound({state, algorithm, data, info.settings, network, traffic, {}, told.sink()}, {});
    }

    NetworkPlan plan;
    Network network;
    FederationInfo info;
    Algorithm algorithm;
    FederationState state;
    Dataset data;
    TrafficCounter traffic;
    Recorder told;
};

}  // namespace

class TestServerRound : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void resultsOfEveryKindGetTheirRound() {
        Bench bench;
        EngineRound engine = bench.round();
        ServerRound& round = engine;
        round.report(MethodSeries{0, "s", "", "", {"a"}, {1}});
        round.report(MethodMatrix{0, "m", "", "client", "exit", {0}, {0}, Table(1, 1, 2), ColourMeaning::State});
        round.report(MethodHistogram{0, "h", "", "", "", {"b"}, {"g"}, Table(1, 1, 3)});
        round.report(MethodScatter{0, "p", "", "", "", {}, {4}, {5}, {}, {}, ""});
        round.report(MethodImageGrid{0, "i", "", 1, 1, 1, 1, 1, {6}, {}});
        QCOMPARE(bench.told.reports.size(), std::size_t(5));
        QCOMPARE(bench.told.of<MethodSeries>("s").at(0).round, 7);
        QCOMPARE(bench.told.of<MethodMatrix>("m").at(0).round, 7);
        QCOMPARE(bench.told.of<MethodHistogram>("h").at(0),
                 (MethodHistogram{7, "h", "", "", "", {"b"}, {"g"}, Table(1, 1, 3)}));
        QCOMPARE(bench.told.of<MethodScatter>("p").at(0),
                 (MethodScatter{7, "p", "", "", "", {}, {4}, {5}, {}, {}, ""}));
        QCOMPARE(bench.told.of<MethodImageGrid>("i").at(0), (MethodImageGrid{7, "i", "", 1, 1, 1, 1, 1, {6}, {}}));
    }
    void contradictingResultsAreRefused() {
        Bench bench;
        EngineRound round = bench.round();
        const auto refused = [&](auto result, const std::string& expected) {
            try {
                round.report(std::move(result));
            } catch (const Error& error) {
                QCOMPARE(std::string(error.what()), expected);
                QCOMPARE(static_cast<int>(error.kind()), static_cast<int>(Error::Kind::Run));
                return;
            }
            QFAIL("was taken");
        };
        refused(MethodHistogram{0, "h", "", "", "", {"b"}, {"g", "h"}, Table(1, 1)},
                "result \"h\" of the method: 1 counts as 1 x 1, expected 2 groups x 1 bins");
        refused(MethodScatter{0, "p", "", "", "", {}, {4}, {}, {}, {}, ""},
                "result \"p\" of the method: 1 x, 0 y, 0 groups and 0 values of points, expected as many of each "
                "(values: or none)");
        refused(MethodImageGrid{0, "i", "", 1, 1, 4, 1, 1, {1, 2, 3, 4}, {}},
                "result \"i\" of the method: 4 channels, expected 1 (grey) or 3 (red, green, blue)");
        QVERIFY(bench.told.reports.empty());
    }
};

QTEST_GUILESS_MAIN(TestServerRound)
#include "tst_server_round.moc"
