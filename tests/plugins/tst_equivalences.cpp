// SPDX-License-Identifier: GPL-3.0-or-later
// Settings under which two methods are the same method must give the same bits (one-interface.md).
#include <QTest>

#include "core/federation/local_work.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

/// FedPer with everything personal: whatever combine() does, nothing is shared.
class AllPersonal final : public Algorithm {
  public:
    using Algorithm::Algorithm;
    Layout layout() const override { return {{}, info().spans().all()}; }
};

FederationInfo infoOf(const RunSetup& setup) {
    FederationInfo info;
    info.network = setup.plan.get();
    info.settings = setup.experiment.settings();
    info.seed = setup.experiment.seed();
    info.rounds = static_cast<int>(info.settings.integer("training.rounds"));
    info.clients = static_cast<int>(setup.partition.clients.size());
    info.cohort = cohortSize(info.settings);
    info.fleet = setup.fleet;
    return info;
}

Changes with(Changes changes, const Changes& more) {
    changes.insert(changes.end(), more.begin(), more.end());
    return changes;
}

}  // namespace

class TestEquivalences : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void architectures() {
        QTest::addColumn<bool>("resnet");
        QTest::newRow("mlp") << false;
        QTest::newRow("resnet18") << true;
    }
    Experiment make(bool resnet, const std::string& method, const Changes& changes = {}) {
        return resnet ? smallResNet(method, changes) : smallExperiment(method, changes);
    }

    void fedPerWithAllPersonalIsLocal_data() { architectures(); }
    void fedPerWithAllPersonalIsLocal() {
        QFETCH(bool, resnet);
        RunSetup setup = prepareRun(engine(), make(resnet, "fedper"), {});
        setup.algorithm = std::make_unique<AllPersonal>(infoOf(setup));
        RunControl control;
        const Driven personal = drive(setup, control), local = drive(make(resnet, "local"));
        QVERIFY(sameValues(personal, local));
        QCOMPARE(personal.finished.weightsSha256, local.finished.weightsSha256);
        QCOMPARE(local.finished.bytesUp + local.finished.bytesDown, std::int64_t{0});
        QVERIFY2(!sameValues(local, drive(make(resnet, "fedper"))), "the comparison can tell methods apart");
    }

    void cafeDistillWithoutDistillationIsFedPer_data() {
        QTest::addColumn<bool>("resnet");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("lambda 0") << false << "algorithm.lambda"
                                  << "0";
        QTest::newRow("lambda 0, resnet18") << true << "algorithm.lambda"
                                            << "0";
        QTest::newRow("ablation") << false << "algorithm.ablation.kd"
                                  << "false";
    }
    void cafeDistillWithoutDistillationIsFedPer() {
        QFETCH(bool, resnet);
        QFETCH(QString, key);
        QFETCH(QString, value);
        const Driven fedper = drive(make(resnet, "fedper"));
        Changes changes{{key.toStdString(), value.toStdString()}, {"algorithm.ablation.selection", "false"}};
        for (const char* head : {"replace", "separate"}) {
            const Driven cafe = drive(make(resnet, "cafedistill", with(changes, {{"algorithm.teacher_head", head}})));
            QVERIFY(sameValues(cafe, fedper));
            QCOMPARE(cafe.finished.weightsSha256, fedper.finished.weightsSha256);
            QVERIFY(cafe.told.of<Evaluated>() == fedper.told.of<Evaluated>());
        }
        // With distillation it is another method.
        QVERIFY(!sameValues(drive(make(resnet, "cafedistill", {{"algorithm.ablation.selection", "false"}})), fedper));
    }

    void aloneFedAvgIsCentralised() {
        const Experiment experiment =
            smallExperiment("fedavg", {{"data.clients", "1"}, {"training.participation", "1"}});
        RunSetup setup = prepareRun(engine(), experiment, {});
        RunControl control;
        const Driven federated = drive(setup, control);

        // Plain training on the same data: one network, one optimiser, epoch after epoch.
        NetworkSet networks(*setup.plan);
        Network& network = networks.full();
        network.initialize(experiment.seed());
        const Tensor velocity = at::zeros({setup.plan->spans().parameters}, at::kFloat);
        const Algorithm plain(infoOf(setup));
        const std::atomic<bool> stop{false};
        const Settings& settings = experiment.settings();
        double rate = settings.real("training.lr");
        for (int round = 0; round < 4; ++round) {
            LocalWork::Task task;
            task.round = round;
            task.seed = experiment.seed();
            task.exits.assign(3, true);
            task.train = &setup.partition.clients[0].train;
            task.batch = settings.integer("training.batch");
            task.sgd = {rate, settings.real("training.momentum"), settings.real("training.weight_decay"), 0};
            LocalWork work(networks, *setup.data, plain, task, velocity, stop);
            work.train(1);
            rate *= settings.real("training.lr_decay");
        }
        QCOMPARE_NEAR(federated.global, network.values(), 1e-6);
        const Driven local = drive(smallExperiment("local", {{"data.clients", "1"}, {"training.participation", "1"}}));
        QVERIFY(sameValues(federated, local));
    }

    void uniformEqualsWeightedWithEqualSizes_data() { architectures(); }
    void uniformEqualsWeightedWithEqualSizes() {
        QFETCH(bool, resnet);
        const Changes equal{{"data.partition.kind", "iid"}};
        const Driven weighted = drive(make(resnet, "fedavg", equal));
        const auto sizes = weighted.told.of<RunStarted>().at(0).trainSamples;
        QVERIFY(std::all_of(sizes.begin(), sizes.end(), [&](auto n) { return n == sizes.front(); }));
        QVERIFY(
            sameValues(drive(make(resnet, "fedavg", with(equal, {{"training.aggregation", "uniform"}}))), weighted));
        const Driven skewed = drive(make(resnet, "fedavg"));
        QVERIFY(!sameValues(drive(make(resnet, "fedavg", {{"training.aggregation", "uniform"}})), skewed));
    }

    void templateWithoutPullIsFedAvg_data() { architectures(); }
    void templateWithoutPullIsFedAvg() {
        QFETCH(bool, resnet);
        const Driven fedavg = drive(make(resnet, "fedavg"));
        QVERIFY(sameValues(drive(make(resnet, "template", {{"algorithm.mu", "0"}})), fedavg));
        const Driven pulled = drive(make(resnet, "template", {{"algorithm.mu", "1"}}));
        QVERIFY(!sameValues(pulled, fedavg));
        QCOMPARE(pulled.told.of<LossMeasured>().at(0).terms, (std::vector<std::string>{"task", "proximal"}));
        // The pull does what it says: clients end nearer to where they started.
        const auto distance = [](const Driven& run) { return (run.global - run.initial).norm().item<double>(); };
        QVERIFY(distance(pulled) < distance(fedavg));
    }

    void proximalGradient() {
        // One full-batch step from a point away from the start: gradient = task gradient + mu (w - start).
        const Changes one{{"training.momentum", "0"}, {"training.weight_decay", "0"}, {"training.batch", "65536"},
                          {"training.rounds", "1"},   {"data.clients", "1"},          {"training.participation", "1"},
                          {"training.lr_decay", "1"}};
        const auto after = [&](const char* epochs, const char* mu) {
            return drive(smallExperiment("template",
                                         with(one, {{"training.local_epochs", epochs}, {"algorithm.mu", mu}})))
                .global;
        };
        const Tensor start = drive(smallExperiment("template", one)).initial;
        const Tensor first = after("1", "0"), second = after("2", "0");
        QVERIFY(sameBits(after("1", "0.5"), first));  // no drift yet
        QCOMPARE_NEAR(after("2", "0.5"), second - 0.05 * 0.5 * (first - start), 1e-6);
    }

    void batchAboveTheDataIsTheFullBatch() {
        const Changes equal{{"data.partition.kind", "iid"}, {"training.local_epochs", "2"}};
        const Driven huge = drive(smallExperiment("fedavg", with(equal, {{"training.batch", "65536"}})));
        const auto n = huge.told.of<RunStarted>().at(0).trainSamples.front();
        QVERIFY(
            sameValues(drive(smallExperiment("fedavg", with(equal, {{"training.batch", std::to_string(n)}}))), huge));
        QVERIFY(!sameValues(drive(smallExperiment("fedavg", with(equal, {{"training.batch", std::to_string(n - 1)}}))),
                            huge));
    }

    void optimiserStateMatters() {
        const Driven keep = drive(smallExperiment("fedper")),
                     reset = drive(smallExperiment("fedper", {{"training.optimizer_state", "reset"}}));
        QVERIFY(!sameValues(keep, reset));
        const Changes still{{"training.momentum", "0"}};
        QVERIFY(sameValues(drive(smallExperiment("fedper", still)),
                           drive(smallExperiment("fedper", with(still, {{"training.optimizer_state", "reset"}})))));
        for (const ClientState& client : reset.clients) QVERIFY(!client.velocity.defined());
    }
};

QTEST_GUILESS_MAIN(TestEquivalences)
#include "tst_equivalences.moc"
