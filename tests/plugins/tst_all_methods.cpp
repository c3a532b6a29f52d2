// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every method that ships: manifest and settings explain themselves, results do not depend on workers or
// interruptions, it learns, and it says what travels.
#include <QTest>

#include <cmath>

#include "core/base/error.h"
#include "tests/support/networks.h"
#include "tests/support/resumed.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

/// Three device tiers and public samples for those that use them.
const Changes kDevices{{"devices.tiers", "3"}, {"data.public_samples", "40"}, {"training.participation", "0.67"}};

Changes with(Changes changes, const Changes& more) {
    changes.insert(changes.end(), more.begin(), more.end());
    return changes;
}

bool isTestModule(const MethodInfo& method) { return method.id == "failing" || method.id == "faulty"; }

}  // namespace

class TestAllMethods : public QObject {
    Q_OBJECT

    static void methods() {
        QTest::addColumn<QString>("method");
        for (const MethodInfo& method : engine().methods())
            if (!isTestModule(method)) QTest::newRow(method.id.c_str()) << QString::fromStdString(method.id);
    }

  private Q_SLOTS:
    void settingsExplainThemselves_data() { methods(); }
    void settingsExplainThemselves() {
        QFETCH(QString, method);
        const MethodInfo& info = *findMethod(engine().methods(), method.toStdString());
        QVERIFY(!info.summary.empty() && !info.longHelp.empty() && !info.citation.empty());
        for (const ParameterSpec& spec : info.parameters) {
            QVERIFY2(!spec.help.empty() && !spec.longHelp.empty() && !spec.source.empty(), spec.key.c_str());
            QVERIFY2(spec.key.rfind("algorithm.", 0) == 0, spec.key.c_str());
            QVERIFY2(validate(spec, spec.defaultValue).empty(), spec.key.c_str());
        }
    }

    void resultsDoNotDependOnHowItRuns_data() { methods(); }
    void resultsDoNotDependOnHowItRuns() {
        QFETCH(QString, method);
        const std::string found = outcomeDepends(smallExperiment(method.toStdString(), kDevices), 2);
        QVERIFY2(found.empty(), found.c_str());
    }

    void withNormalisationToo_data() { methods(); }
    void withNormalisationToo() {
        QFETCH(QString, method);
        const std::string found = outcomeDepends(
            smallResNet(method.toStdString(), with(kDevices, {{"training.rounds", "2"}, {"data.clients", "6"}})), 1);
        QVERIFY2(found.empty(), found.c_str());
    }

    void itLearns_data() { methods(); }
    void itLearns() {
        QFETCH(QString, method);
        const std::string id = method.toStdString();
        Changes changes = with(kDevices, {{"training.rounds", "15"},
                                          {"training.local_epochs", "3"},
                                          {"data.glyphs.samples", "900"},
                                          {"data.glyphs.difficulty", "0.1"},
                                          {"data.partition.kind", "iid"},
                                          {"model.width", "24"},
                                          {"training.lr", "0.05"},
                                          {"evaluation.conflict_every", "0"},
                                          {"evaluation.every", "15"}});
        // The published weight of distillation is too much for so small a network.
        if (id == "cafedistill") changes.emplace_back("algorithm.lambda", "0.1");
        const Driven run = drive(smallExperiment(id, changes));
        // Four classes: chance is 0.25. Those that train one exit of several are judged by their best one.
        const double best = *std::max_element(run.finished.accuracy.begin(), run.finished.accuracy.end());
        QVERIFY2(best > 0.45, std::to_string(best).c_str());
        QVERIFY(!run.finished.diverged);
    }

    void trafficIsCounted_data() { methods(); }
    void trafficIsCounted() {
        QFETCH(QString, method);
        Changes changes = with(kDevices, {{"training.rounds", "2"}});
        // Flow's routing network is large beside an MLP of width 12; small it is no more than a second network.
        if (method == "flow") changes.emplace_back("algorithm.hidden", "8");
        const Driven run = drive(smallExperiment(method.toStdString(), changes));
        if (method == "local") {
            QCOMPARE(run.finished.bytesUp + run.finished.bytesDown, std::int64_t{0});
            return;
        }
        QVERIFY(run.finished.bytesUp > 0 && run.finished.bytesDown > 0);
        // Nobody sends more than two whole networks (Flow has two) or all neighbours' ones.
        const auto whole = static_cast<std::int64_t>(run.global.numel()) * 4;
        QVERIFY(run.finished.bytesUp <= 2 * 4 * 6 * whole);
        for (const TrafficMeasured& round : run.told.of<TrafficMeasured>())
            for (const std::string& group : round.groups) QVERIFY(!group.empty());
    }

    void deviceLossIsSurvived_data() { methods(); }
    void deviceLossIsSurvived() {
        QFETCH(QString, method);
        const Driven run = drive(smallExperiment(
            method.toStdString(), with(kDevices, {{"devices.dropout", "0.6"}, {"training.rounds", "5"}})));
        QCOMPARE(run.finished.status, RunStatus::Finished);
        QVERIFY2(!run.finished.diverged && run.finished.error.empty(), run.finished.error.c_str());
        int lost = 0;
        for (const Message& message : run.told.of<Message>())
            lost += message.text.find("devices.dropout") != std::string::npos;
        QVERIFY(lost > 0);
    }

    void simulatedTimeFollowsTheDevices() {
        const auto seconds = [](const Changes& changes) {
            return drive(smallExperiment("fedavg", changes)).told.of<MethodSeries>("device_time").back().values;
        };
        const auto slow = seconds({{"devices.speed", "0.001"}, {"devices.bandwidth", "1000000"}});
        const auto twice = seconds({{"devices.speed", "0.002"}, {"devices.bandwidth", "1000000"}});
        QVERIFY(std::abs(slow[2] / twice[2] - 2) < 0.01);
        QVERIFY(slow[0] >= slow[1] && slow[2] > slow[0]);
    }

    /// Early-exit weights are settings of any method; ScaleFL's tests hold its own, InclusiveFL trains one exit only.
    void weightsOfExitsAreASettingOfIt_data() { methods(); }
    void weightsOfExitsAreASettingOfIt() {
        QFETCH(QString, method);
        const std::string id = method.toStdString();
        const Changes two = with(kDevices, {{"training.rounds", "2"}});
        const Driven own = drive(smallExperiment(id, two));
        const Driven other = drive(smallExperiment(
            id, with(two, {{"training.exit_weights", "weighted"}, {"training.exit_weight_list", "0.2,0.5,0.7"}})));
        QVERIFY(!sameValues(own, other));
    }

    void methodsForCapacityNeedTiersOnlyToDiffer() {
        // With one tier EEFL with the plain policy is FedAvg on summed exits.
        const Driven eefl = drive(smallExperiment("eefl", {{"algorithm.policy", "base"}}));
        const Driven fedavg = drive(smallExperiment("fedavg", {{"training.exit_weights", "sum"}}));
        QVERIFY(sameValues(eefl, fedavg));
    }
};

QTEST_GUILESS_MAIN(TestAllMethods)
#include "tst_all_methods.moc"
