// SPDX-License-Identifier: GPL-3.0-or-later
// FedBSD's equivalences, payloads, tests of clients without a turn, and what its settings change.
#include <QTest>

#include <cmath>
#include <numeric>

#include "tests/support/networks.h"
#include "tests/support/resumed.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

Changes with(Changes changes, const Changes& more) {
    changes.insert(changes.end(), more.begin(), more.end());
    return changes;
}

Experiment make(bool resnet, const std::string& method, const Changes& changes = {}) {
    return resnet ? smallResNet(method, changes) : smallExperiment(method, changes);
}

std::int64_t bytes(const SpanTable& spans, const std::string& group) {
    std::int64_t sum = 0;
    for (const TensorSpan& span : spans.spans)
        if (span.group() == group) sum += span.numel * 4;
    return sum;
}

}  // namespace

class TestMethod : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void withoutDistillationFromGlobalIsFedPer_data() {
        QTest::addColumn<bool>("resnet");
        QTest::addColumn<QString>("statistics");
        QTest::newRow("mlp") << false << "local";
        QTest::newRow("resnet18, statistics local") << true << "local";
        QTest::newRow("resnet18, statistics averaged") << true << "averaged";
    }
    void withoutDistillationFromGlobalIsFedPer() {
        QFETCH(bool, resnet);
        QFETCH(QString, statistics);
        const Changes both{{"model.norm_policy", statistics.toStdString()}};
        const Driven fedper = drive(make(resnet, "fedper", with(both, {{"training.aggregation", "uniform"}})));
        const Changes plain = with(both, {{"algorithm.lambda", "0"}, {"algorithm.init_from_global", "true"}});
        // The mean counts clients alike whatever the setting says.
        for (const char* aggregation : {"samples", "uniform"}) {
            const Driven bsd = drive(make(resnet, "fedbsd", with(plain, {{"training.aggregation", aggregation}})));
            QVERIFY(sameValues(bsd, fedper));
            QCOMPARE(bsd.finished.weightsSha256, fedper.finished.weightsSha256);
            QVERIFY(bsd.told.of<Evaluated>() == fedper.told.of<Evaluated>());
            QVERIFY(bsd.told.of<TrafficMeasured>() == fedper.told.of<TrafficMeasured>());
        }
        const Driven pulled = drive(
            make(resnet, "fedbsd", with(both, {{"algorithm.init_from_global", "true"}, {"algorithm.lambda", "5"}})));
        QVERIFY(!sameValues(pulled, fedper));
        QVERIFY(!sameValues(drive(make(resnet, "fedbsd", with(both, {{"algorithm.lambda", "0"}}))), fedper));
    }

    void strongDistillationDrawsFeaturesToTheTeachers() {
        const Changes changes{{"algorithm.distance", "mse"},   {"training.rounds", "6"},
                              {"training.participation", "1"}, {"training.lr", "0.02"},
                              {"training.momentum", "0"},      {"training.local_epochs", "3"}};
        const auto last = [&](const char* lambda) {
            const Driven run = drive(smallExperiment("fedbsd", with(changes, {{"algorithm.lambda", lambda}})));
            const MethodSeries distance = run.told.of<MethodSeries>("distillation_distance").back();
            return std::accumulate(distance.values.begin(), distance.values.end(), 0.0);
        };
        const double weak = last("0.0001"), strong = last("30");
        QVERIFY2(strong < 0.2 * weak, (std::to_string(strong) + " " + std::to_string(weak)).c_str());
    }

    void firstTurnStartsFromTheCommonBackbone() {
        // In the first round everybody has the same values: nothing to distil in the first step, and afterwards the
        // common backbone is the plain mean of those that were sent.
        RunSetup setup = prepareRun(
            engine(), smallExperiment("fedbsd", {{"training.rounds", "1"}, {"training.batch", "65536"}}), {});
        RunControl control;
        const Driven run = drive(setup, control);
        const MethodSeries distance = run.told.of<MethodSeries>("distillation_distance").at(0);
        for (const double d : distance.values) QVERIFY2(std::abs(d) < 1e-6, std::to_string(d).c_str());
        const SpanTable& spans = setup.plan->spans();
        const SpanSet backbone = spans.backbone();
        Tensor mean = at::zeros({backbone.numel()});
        const std::vector<int> cohort = run.told.of<RoundFinished>().at(0).cohort;
        for (const int client : cohort)
            mean += backbone.gather(run.values[static_cast<std::size_t>(client)]) / static_cast<double>(cohort.size());
        QCOMPARE_NEAR(backbone.gather(run.global), mean, 1e-6);
        QVERIFY(!sameBits(backbone.gather(run.global), backbone.gather(run.initial)));
        QVERIFY(sameBits(spans.heads().gather(run.global), spans.heads().gather(run.initial)));
    }

    void clientsWithoutATurnAreTestedWithTheCommonBackbone() {
        RunSetup setup = prepareRun(engine(), smallExperiment("fedbsd", {{"training.rounds", "2"}}), {});
        setup.cohort = [](int) { return std::vector<int>{0, 2, 3}; };
        RunControl control;
        const Driven run = drive(setup, control);
        const Evaluated told = run.told.of<Evaluated>().back();
        Network network(*setup.plan);
        network.values().copy_(run.initial);
        setup.plan->spans().backbone().copy(run.global, network.values());
        const std::vector<std::int64_t>& test = setup.partition.clients[1].test;
        const auto n = static_cast<std::int64_t>(test.size());
        QVERIFY(n > 0);
        const at::NoGradGuard noGrad;
        const ExitOutputs out = network.forwardAll(gatherBatch(*setup.data, test.data(), n), false);
        const Tensor labels = gatherLabels(*setup.data, test.data(), n);
        for (int k = 0; k < 3; ++k) {
            const double loss = at::cross_entropy_loss(out.logits[static_cast<std::size_t>(k)], labels).item<double>();
            QVERIFY(std::abs(told.loss.at(1, k) - loss) < 1e-5);
        }
    }

    void payload_data() {
        QTest::addColumn<QString>("statistics");
        QTest::addColumn<QString>("parameters");
        QTest::newRow("all local") << "local"
                                   << "local";
        QTest::newRow("statistics averaged") << "averaged"
                                             << "averaged";
        QTest::newRow("statistics local") << "local"
                                          << "averaged";
    }
    void payload() {
        QFETCH(QString, statistics);
        QFETCH(QString, parameters);
        const Experiment experiment = smallResNet("fedbsd", {{"training.rounds", "1"},
                                                             {"model.norm_policy", statistics.toStdString()},
                                                             {"model.norm_parameters", parameters.toStdString()}});
        RunSetup setup = prepareRun(engine(), experiment, {});
        RunControl control;
        const TrafficMeasured told = drive(setup, control).told.of<TrafficMeasured>().at(0);
        const SpanTable& spans = setup.plan->spans();
        std::int64_t backbone = bytes(spans, "backbone");
        if (parameters == "local")
            for (const TensorSpan& span : spans.spans)
                if (span.norm && !span.buffer && !span.ofExits()) backbone -= span.numel * 4;
        std::map<std::string, std::int64_t> expected{{"backbone", 2 * backbone}};  // 2 clients
        if (statistics == "averaged") expected["norm statistics"] = 2 * bytes(spans, "norm statistics");
        QCOMPARE(told.groups.size(), expected.size());
        for (std::size_t i = 0; i < told.groups.size(); ++i) {
            QCOMPARE(told.up[i], expected.at(told.groups[i]));
            QCOMPARE(told.down[i], expected.at(told.groups[i]));
        }
        const CostReport forecast = costOf(engine(), experiment);
        QCOMPARE(2 * forecast.uplinkBytes, std::accumulate(told.up.begin(), told.up.end(), std::int64_t{0}));
        QCOMPARE(2 * forecast.downlinkBytes, std::accumulate(told.down.begin(), told.down.end(), std::int64_t{0}));
    }

    void inTwoPhasesHeadsRestFirst() {
        // One full batch per epoch: jointly, backbone and heads step together; in phases, one after the other.
        const Changes one{{"training.rounds", "1"}, {"training.batch", "65536"}, {"training.participation", "1"}};
        const Driven joint = drive(smallExperiment("fedbsd", one)),
                     phases = drive(smallExperiment("fedbsd", with(one, {{"algorithm.two_phase", "true"}})));
        RunSetup setup = prepareRun(engine(), smallExperiment("fedbsd", one), {});
        const SpanTable& spans = setup.plan->spans();
        // One full step of the backbone on the same loss with the same heads: the same backbone.
        QVERIFY(sameBits(spans.backbone().gather(joint.values[0]), spans.backbone().gather(phases.values[0])));
        QVERIFY(!sameBits(spans.heads().gather(joint.values[0]), spans.heads().gather(phases.values[0])));
        QCOMPARE(phases.told.of<RoundFinished>().at(0).samples, 2 * joint.told.of<RoundFinished>().at(0).samples);
    }

    void restingBackboneKeepsItsStatistics() {
        // Phase 2 of a ResNet: statistics move as often as in one phase alone.
        const Changes one{{"training.rounds", "1"}, {"training.batch", "65536"}};
        const Driven joint = drive(smallResNet("fedbsd", one)),
                     phases = drive(smallResNet("fedbsd", with(one, {{"algorithm.two_phase", "true"}})));
        RunSetup setup = prepareRun(engine(), smallResNet("fedbsd", one), {});
        const SpanSet statistics = setup.plan->spans().statistics();
        const std::vector<int> cohort = joint.told.of<RoundFinished>().at(0).cohort;
        for (const int client : cohort)
            QVERIFY(sameBits(statistics.gather(joint.values[static_cast<std::size_t>(client)]),
                             statistics.gather(phases.values[static_cast<std::size_t>(client)])));
    }

    void outcomeIsReproducible_data() {
        QTest::addColumn<bool>("resnet");
        QTest::addColumn<QString>("key");
        QTest::newRow("kept backbone") << false << "";
        QTest::newRow("from global") << false << "algorithm.init_from_global";
        QTest::newRow("two phases, resnet18") << true << "algorithm.two_phase";
    }
    void outcomeIsReproducible() {
        QFETCH(bool, resnet);
        QFETCH(QString, key);
        Changes changes{{"model.norm_policy", "averaged"}};
        if (!key.isEmpty()) changes.emplace_back(key.toStdString(), "true");
        const std::string found = outcomeDepends(make(resnet, "fedbsd", changes), 2);
        QVERIFY2(found.empty(), found.c_str());
    }

    void learns() {
        const Driven run = drive(smallExperiment(
            "fedbsd", {{"training.rounds", "8"}, {"training.participation", "1"}, {"training.local_epochs", "3"}}));
        // Four classes: chance is 0.25.
        QVERIFY2(run.finished.accuracy.back() > 0.6, std::to_string(run.finished.accuracy.back()).c_str());
        QVERIFY(!run.finished.diverged);
    }
};

QTEST_GUILESS_MAIN(TestMethod)
#include "tst_method.moc"
