// SPDX-License-Identifier: GPL-3.0-or-later
// Device tiers, their profiles and the virtual clock.
#include <QTest>

#include <cmath>

#include "core/base/error.h"
#include "core/federation/devices.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

std::vector<int> countsOf(const DeviceFleet& fleet) {
    std::vector<int> counts;
    for (int t = 0; t < fleet.tiers(); ++t) counts.push_back(fleet.count(t));
    return counts;
}

DeviceFleet fleet(const Changes& changes, int clients, std::uint64_t seed = 1) {
    return DeviceFleet(modelSettings(changes), clients, seed);
}

}  // namespace

class TestDevices : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void mixesOfThePaper() {
        QCOMPARE(countsOf(fleet({{"devices.tiers", "4"}}, 100)), (std::vector<int>{25, 25, 25, 25}));
        QCOMPARE(countsOf(fleet({{"devices.tiers", "4"}, {"devices.mix", "small"}}, 100)),
                 (std::vector<int>{40, 30, 20, 10}));
        QCOMPARE(countsOf(fleet({{"devices.tiers", "4"}, {"devices.mix", "large"}}, 100)),
                 (std::vector<int>{10, 20, 30, 40}));
        QCOMPARE(countsOf(fleet({{"devices.tiers", "3"}, {"devices.mix", "custom"}, {"devices.shares", "4,3,3"}}, 10)),
                 (std::vector<int>{4, 3, 3}));
    }

    void everyClientHasATier() {
        for (const int clients : {1, 2, 7, 10, 33})
            for (const char* mix : {"equal", "small", "large"}) {
                const auto counts = countsOf(fleet({{"devices.tiers", "4"}, {"devices.mix", mix}}, clients));
                QCOMPARE(std::accumulate(counts.begin(), counts.end(), 0), clients);
            }
        QCOMPARE(tierCounts({1, 1, 1}, 5), (std::vector<int>{2, 2, 1}));
    }

    void assignments() {
        const auto tiers = [](const DeviceFleet& f, int clients) {
            std::vector<int> list;
            for (int i = 0; i < clients; ++i) list.push_back(f.tier(i));
            return list;
        };
        const Changes three{{"devices.tiers", "3"}};
        const auto with = [&](const char* assignment) {
            Changes changes = three;
            changes.emplace_back("devices.assignment", assignment);
            return changes;
        };
        QCOMPARE(tiers(fleet(with("modulo"), 7), 7), (std::vector<int>{0, 1, 2, 0, 1, 2, 0}));
        QCOMPARE(tiers(fleet(with("blocks"), 6), 6), (std::vector<int>{0, 0, 1, 1, 2, 2}));
        const auto shuffled = tiers(fleet(with("shuffled"), 30), 30);
        QCOMPARE(shuffled, tiers(fleet(with("shuffled"), 30), 30));
        QVERIFY(shuffled != tiers(fleet(with("shuffled"), 30, 2), 30));
        QVERIFY(shuffled != tiers(fleet(with("blocks"), 30), 30));
    }

    void secondsByHand() {
        // 2 GMAC/s and 8 Mbit/s = 1 MB/s: 10^6 MACs forward, 1000 samples, 3 passes: 1.5 s; 3 MB: 3 s.
        const DeviceFleet one = fleet({{"devices.speed", "2"}, {"devices.bandwidth", "8"}}, 3);
        QVERIFY(std::abs(one.seconds(0, 1e6, 1000, 1'000'000, 2'000'000) - 4.5) < 1e-9);
    }

    void lossesHaveTheirProbability() {
        const DeviceFleet two =
            fleet({{"devices.tiers", "2"}, {"devices.assignment", "blocks"}, {"devices.dropout", "0,0.3"}}, 200);
        int lost[2] = {};
        for (int round = 0; round < 50; ++round)
            for (int client = 0; client < 200; ++client) lost[client / 100] += two.lost(round, client) ? 1 : 0;
        QCOMPARE(lost[0], 0);
        QVERIFY2(std::abs(lost[1] / 5000.0 - 0.3) < 0.03, std::to_string(lost[1]).c_str());
    }

    void brokenLists_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        for (const char* value : {"", ",", "1,,2", "1;2", "fast", "1,2x", "-1", "0", "nan", "inf", "1e300"})
            QTest::addRow("speed '%s'", value) << "devices.speed" << value;
        QTest::newRow("dropout 1") << "devices.dropout"
                                   << "1";
        QTest::newRow("shares of nobody") << "devices.shares"
                                          << "0,0";
        QTest::newRow("too many shares") << "devices.shares"
                                         << "1,1,1";
        QTest::newRow("too many tiers") << "devices.bandwidth"
                                        << "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1";
    }
    void brokenLists() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        const Changes changes{{"devices.tiers", "2"},
                              {"devices.mix", "custom"},
                              {"devices.shares", "1,1"},
                              {key.toStdString(), value.toStdString()}};
        try {
            fleet(changes, 10);
            QFAIL("it was taken");
        } catch (const InputError& e) {
            QVERIFY2(std::string(e.what()).rfind(key.toStdString() + ": expected", 0) == 0, e.what());
        }
    }

    void brokenListsAreProblemsOfTheExperiment() {
        const auto keys = [](const Changes& changes) {
            std::vector<std::string> found;
            for (const auto& problem : smallExperiment("fedavg", changes).problems()) found.push_back(problem.key);
            return found;
        };
        QCOMPARE(keys({}), std::vector<std::string>{});
        QCOMPARE(keys({{"devices.speed", "slow"}, {"devices.dropout", "2"}}),
                 (std::vector<std::string>{"devices.speed", "devices.dropout"}));
        QCOMPARE(keys({{"training.exit_weights", "weighted"}, {"training.exit_weight_list", "1,2,3,4"}}),
                 std::vector<std::string>{"training.exit_weight_list"});
        QCOMPARE(keys({{"training.lr_schedule", "steps"}, {"training.lr_milestones", "20,10"}}),
                 std::vector<std::string>{"training.lr_milestones"});
        // What is not used is not asked for.
        QCOMPARE(keys({{"training.exit_weight_list", "?"}, {"training.lr_milestones", "?"}, {"devices.shares", "?"}}),
                 std::vector<std::string>{});
    }
};

QTEST_GUILESS_MAIN(TestDevices)
#include "tst_devices.moc"
