// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of cafedistill.md 1.7 (parameters, traffic) and 1.10 (multiply-accumulates), to the digit.
#include <QTest>

#include <numeric>

#include "core/federation/setup.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

const Changes kConvNet{
    {"data.dataset", "cifar-10"}, {"model.architecture", "convnet"}, {"model.width", "128"}, {"model.exits", "3"}};
const Changes kResNet{
    {"data.dataset", "cifar-100"}, {"model.architecture", "resnet18"}, {"model.width", "64"}, {"model.exits", "4"}};

/// Multiply-accumulates as the table rounds them: millions, `digits` after the point.
std::vector<double> millions(const NetworkPlan& plan, double digits) {
    std::vector<double> rounded;
    for (const double macs : plan.exitMacs()) rounded.push_back(std::round(macs / 1e6 * digits) / digits);
    return rounded;
}

std::int64_t earlyHeads(const NetworkPlan& plan) {
    std::int64_t sum = 0;
    for (int k = 0; k + 1 < plan.exits(); ++k) sum += plan.headCost(k).parameters;
    return sum;
}

}  // namespace

class TestCost : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void parameters_data() {
        QTest::addColumn<bool>("resnet");
        QTest::addColumn<int>("side");
        QTest::addColumn<int>("classes");
        QTest::addColumn<qint64>("backbone");
        QTest::addColumn<qint64>("last");
        QTest::addColumn<qint64>("early");
        QTest::newRow("ConvNet, CIFAR-10") << false << 32 << 10 << qint64{298752} << qint64{1290} << qint64{2580};
        QTest::newRow("ResNet-18, CIFAR-100")
            << true << 32 << 100 << qint64{11168832} << qint64{51300} << qint64{45100};
        QTest::newRow("ResNet-18, Tiny") << true << 64 << 200 << qint64{11168832} << qint64{102600} << qint64{90200};
    }
    void parameters() {
        QFETCH(bool, resnet);
        QFETCH(int, side);
        QFETCH(int, classes);
        QFETCH(qint64, backbone);
        QFETCH(qint64, last);
        QFETCH(qint64, early);
        const NetworkPlan plan(modelSettings(resnet ? kResNet : kConvNet), {3, side, side}, classes);
        QCOMPARE(plan.spans().backbone().numel(), std::int64_t{backbone});
        QCOMPARE(plan.headCost(plan.exits() - 1).parameters, std::int64_t{last});
        QCOMPARE(plan.spans().head(plan.exits() - 1).numel(), std::int64_t{last});
        QCOMPARE(earlyHeads(plan), std::int64_t{early});
        QCOMPARE(plan.spans().parameters, std::int64_t{backbone + last + early});
        QCOMPARE(plan.exitParameters().back(), std::int64_t{backbone + last + early});
        std::int64_t stages = 0;
        for (int s = 0; s < plan.stages(); ++s) stages += plan.stageCost(s).parameters;
        QCOMPARE(stages, std::int64_t{backbone});
    }

    void macs() {
        const NetworkPlan convnet(modelSettings(kConvNet), {3, 32, 32}, 10);
        QCOMPARE(millions(convnet, 100), (std::vector<double>{3.11, 28.03, 30.39}));
        const NetworkPlan small(modelSettings(kResNet), {3, 32, 32}, 100);
        QCOMPARE(millions(small, 10), (std::vector<double>{152.8, 287.0, 421.2, 555.5}));
        const NetworkPlan large(modelSettings(kResNet), {3, 64, 64}, 200);
        QCOMPARE(millions(large, 10), (std::vector<double>{611.1, 1148.0, 1684.9, 2221.9}));
        QCOMPARE(std::round(convnet.exitMacs()[0] / convnet.exitMacs()[2] * 1000), 102.0);
        QCOMPARE(std::round(small.exitMacs()[1] / small.exitMacs()[3] * 1000), 517.0);
    }

    void macsByHand() {
        // 1 x 24 x 24, width 4, no padding: 22 -> 11 -> 9 -> 4; exits after both stages, 5 classes.
        const NetworkPlan plan(
            modelSettings(
                {{"model.architecture", "convnet"}, {"model.width", "4"}, {"model.stages", "2"}, {"model.exits", "2"}}),
            {1, 24, 24}, 5);
        const double first = 4 * 22 * 22 * 9, second = 4 * 9 * 9 * 4 * 9, head = 4 * 5;
        QCOMPARE(plan.exitMacs(), (std::vector<double>{first + head, first + second + 2 * head}));
        QCOMPARE(plan.exitParameters(), (std::vector<std::int64_t>{40 + 25, 40 + 148 + 2 * 25}));
    }

    void traffic_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<bool>("resnet");
        QTest::addColumn<qint64>("up");
        QTest::newRow("CAFEDistill, ConvNet") << "cafedistill" << false << qint64{300042};
        QTest::newRow("FedAvg, ConvNet") << "fedavg" << false << qint64{302622};
        QTest::newRow("FedPer, ConvNet") << "fedper" << false << qint64{298752};
        QTest::newRow("Local, ConvNet") << "local" << false << qint64{0};
        QTest::newRow("CAFEDistill, ResNet") << "cafedistill" << true << qint64{11220132};
        QTest::newRow("FedAvg, ResNet") << "fedavg" << true << qint64{11265232};
    }
    void traffic() {
        QFETCH(QString, method);
        QFETCH(bool, resnet);
        QFETCH(qint64, up);
        Experiment experiment = smallExperiment(method.toStdString(), resnet ? kResNet : kConvNet);
        const CostReport cost = costOf(engine(), experiment);
        QCOMPARE(cost.uplinkBytes, std::int64_t{4 * up});
        QCOMPARE(cost.downlinkBytes, std::int64_t{4 * up});
        if (!resnet) return;
        // The table counts no statistics of normalisation: averaged, they travel as well.
        experiment.set("model.norm_policy", "averaged", engine().methods());
        const NetworkPlan plan(experiment.settings(), {3, 32, 32}, 100);
        const std::int64_t statistics = plan.spans().statistics().numel();
        QCOMPARE(costOf(engine(), experiment).uplinkBytes, std::int64_t{4 * (up + statistics)});
        // FedBN: scale and shift, as many numbers as statistics, stay too.
        experiment.set("model.norm_policy", "local", engine().methods());
        experiment.set("model.norm_parameters", "local", engine().methods());
        QCOMPARE(costOf(engine(), experiment).uplinkBytes, std::int64_t{4 * (up - statistics)});
    }

    void costReportAddsUp() {
        const CostReport cost = costOf(engine(), smallExperiment("cafedistill", kConvNet));
        QCOMPARE(cost.parameters, std::int64_t{302622});
        QCOMPARE(cost.exits.size(), std::size_t{3});
        QCOMPARE(cost.exits[0].stage, std::string("stage 1"));
        QCOMPARE(cost.exits[2].cumulativeParameters, std::int64_t{302622});
        QCOMPARE(cost.exits[2].share, 1.0);
        QCOMPARE(cost.exits[1].headParameters, std::int64_t{1290});
        QCOMPARE(cost.exits[0].stageParameters, std::int64_t{3 * 9 * 128 + 128});
        std::int64_t grouped = 0;
        for (const CostGroup& group : cost.groups) {
            QCOMPARE(group.bytes, 4 * group.parameters);
            grouped += group.parameters;
        }
        QCOMPARE(grouped, std::int64_t{302622});
        QVERIFY(cost == costOf(engine(), smallExperiment("cafedistill", kConvNet)));
    }

    void withoutDistillationNoTeacherComesDown() {
        Experiment experiment = smallExperiment("cafedistill", kConvNet);
        experiment.set("algorithm.ablation.kd", "false", engine().methods());
        QCOMPARE(costOf(engine(), experiment).downlinkBytes, std::int64_t{4 * 298752});
        // The last head still goes up: similarity, which orders the clients, is measured on it.
        QCOMPARE(costOf(engine(), experiment).uplinkBytes, std::int64_t{4 * 300042});
    }
};

QTEST_GUILESS_MAIN(TestCost)
#include "tst_cost.moc"
