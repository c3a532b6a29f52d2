// SPDX-License-Identifier: GPL-3.0-or-later
// Listings that follow one another: what did not change is shared, settings are read once.
#include <QtTest>

#include "analysis_testing.h"
#include "core/analysis/run_listing.h"

using namespace exitlab;
using exitlab::testing::Bench;

class TestRunListing : public QObject {
    Q_OBJECT

  private slots:
    void unchangedRunsAreShared() {
        Bench bench;
        std::vector<RunSummary> runs;
        for (int i = 0; i < 3; ++i) runs.push_back(bench.add({"fedper", "glyphs", std::uint64_t(i + 1)}).run);
        RunListing listing;
        listing.update(runs);
        QCOMPARE(listing.entries().size(), std::size_t(3));
        QCOMPARE(listing.entries().front()->run.id, std::int64_t(3));
        QVERIFY(!listing.entries().front()->settings);
        QVERIFY(listing.readSettings());
        QVERIFY2(!listing.readSettings(), "once");
        const auto before = listing.entries();
        runs[1].completed = 5;
        runs.erase(runs.begin());
        runs.push_back(bench.add({"local"}).run);
        listing.update(runs);
        QCOMPARE(listing.entries().size(), std::size_t(3));
        QVERIFY(listing.entries()[1] == before[0]);
        QVERIFY2(listing.entries()[2] != before[1], "a run that changed is another entry");
        QVERIFY2(listing.entries()[2]->settings == before[1]->settings, "with the same settings");
        QVERIFY(listing.readSettings());
        QVERIFY(listing.entries()[1] == before[0]);
        QVERIFY(listing.entries()[0]->search.find("local") != std::string::npos);
    }

    void keysOfAllRuns() {
        Bench bench;
        std::vector<RunSummary> runs{bench.add({"fedper"}).run, bench.add({"fedavg"}).run};
        runs[1].experiment = R"({"algorithm": {"id": "fedavg", "mu": 3}, "seed": 4})";
        RunListing listing;
        listing.update(runs);
        QVERIFY(settingKeys(listing.entries()).empty());
        listing.readSettings();
        const auto keys = settingKeys(listing.entries());
        for (const char* key : {"algorithm.mu", "training.lr", "data.partition.alpha"})
            QVERIFY2(std::count(keys.begin(), keys.end(), key) == 1, key);
        QVERIFY2(std::count(keys.begin(), keys.end(), "seed") == 0, "a column of its own");
        QVERIFY(std::is_sorted(keys.begin(), keys.end()));
    }
};

QTEST_MAIN(TestRunListing)
#include "tst_run_listing.moc"
