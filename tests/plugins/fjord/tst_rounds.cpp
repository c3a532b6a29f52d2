// SPDX-License-Identifier: GPL-3.0-or-later
// FjORD's whole rounds against the independent reference, whose draws are given.
#include <QTest>

#include "plugins/fjord/fjord.h"
#include "tests/support/golden_rounds.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

FederationInfo infoOf(const RunSetup& setup) {
    FederationInfo info;
    info.network = setup.plan.get();
    info.settings = setup.plan->settings();
    info.seed = setup.experiment.seed();
    info.rounds = static_cast<int>(info.settings.integer("training.rounds"));
    info.clients = static_cast<int>(setup.partition.clients.size());
    for (const ClientSamples& client : setup.partition.clients)
        info.trainSamples.push_back(static_cast<std::int64_t>(client.train.size()));
    info.fleet = setup.fleet;
    return info;
}

}  // namespace

class TestFjordRounds : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void golden_data() {
        QTest::addColumn<QString>("variant");
        const Json g = exitlab::test::golden("fjord_rounds");
        for (const auto& [name, variant] : g.at("variants").items())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void golden() {
        QFETCH(QString, variant);
        const Json g = exitlab::test::golden("fjord_rounds");
        const Json& expected = g.at("variants").at(variant.toStdString());
        RunSetup setup = goldenSetup(g, "fjord",
                                     {{"devices.tiers", "4"},
                                      {"training.optimizer_state", "reset"},
                                      {"algorithm.distillation", expected.at("options").at("distillation").dump()}});
        setup.algorithm = std::make_unique<Fjord>(infoOf(setup), [&](const LocalWork& work) -> Fjord::Draws {
            const Json& row = expected.at("rounds")[static_cast<std::size_t>(work.round())];
            const auto cohort = row.at("cohort").get<std::vector<int>>();
            const auto place = std::find(cohort.begin(), cohort.end(), work.client()) - cohort.begin();
            return [levels = row.at("draws")[static_cast<std::size_t>(place)].get<std::vector<int>>(),
                    step = std::size_t{0}](int) mutable { return levels.at(step++); };
        });
        const std::vector<AfterRound> rounds = runGolden(setup, g.at("initial"));
        QCOMPARE(rounds.size(), expected.at("rounds").size());
        for (std::size_t t = 0; t < rounds.size(); ++t) {
            const Json& row = expected.at("rounds")[t];
            compareValues(setup.plan->spans(), rounds[t].global(), row.at("server"));
            std::vector<std::int64_t> samples;
            std::int64_t bytes = 0;
            for (const int client : row.at("cohort").get<std::vector<int>>()) {
                const Json& one = g.at("clients")[static_cast<std::size_t>(client)];
                samples.push_back(one.at("samples").get<std::int64_t>());
                const std::int64_t w = g.at("widths")[one.at("tier").get<std::size_t>()];
                bytes += 4 * (5 * w + w + 2 * (w * w + w) + 3 * (3 * w + 3));
            }
            compareLoss(rounds[t].told.of<LossMeasured>().at(0), row.at("losses"), samples);
            const TrafficMeasured traffic = rounds[t].told.of<TrafficMeasured>().at(0);
            std::int64_t up = 0, down = 0;
            for (const auto b : traffic.up) up += b;
            for (const auto b : traffic.down) down += b;
            QCOMPARE(up, bytes);
            QCOMPARE(down, bytes);
            if (QTest::currentTestFailed()) return;
        }
    }

    void drawsAreUniformUpToTheOwnLevel() {
        const Experiment experiment = smallExperiment("fjord");
        RunSetup setup = prepareRun(engine(), experiment, {});
        NetworkSet networks(*setup.plan);
        const std::atomic<bool> stop{false};
        const auto draws = [&](int round, int client, int level, int count) {
            LocalWork::Task task;
            task.round = round;
            task.client = client;
            task.seed = 7;
            task.exits.assign(3, true);
            task.train = &setup.partition.clients[0].train;
            const LocalWork work(networks, *setup.data, *setup.algorithm, task, {}, stop);
            const Fjord::Draws draw = Fjord::uniform(work);
            std::vector<int> found;
            for (int i = 0; i < count; ++i) found.push_back(draw(level));
            return found;
        };
        std::vector<int> counts(4, 0);
        for (const int level : draws(0, 0, 3, 4000)) ++counts.at(static_cast<std::size_t>(level));
        for (const int count : counts) QVERIFY(std::abs(count - 1000) < 130);  // five standard deviations
        QCOMPARE(draws(2, 1, 0, 20), std::vector<int>(20, 0));
        QCOMPARE(draws(2, 1, 3, 50), draws(2, 1, 3, 50));
        QVERIFY(draws(2, 1, 3, 50) != draws(2, 2, 3, 50));
        QVERIFY(draws(2, 1, 3, 50) != draws(3, 1, 3, 50));
    }
};

QTEST_GUILESS_MAIN(TestFjordRounds)
#include "tst_rounds.moc"
