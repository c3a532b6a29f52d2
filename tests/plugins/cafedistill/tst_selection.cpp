// SPDX-License-Identifier: GPL-3.0-or-later
// Schedule and choice of clients (cafedistill.md 1.5).
#include <QTest>

#include <cmath>
#include <numeric>

#include "plugins/cafedistill/selection.h"
#include "tests/support/golden.h"

using namespace exitlab;
using namespace exitlab::cafedistill;
using namespace exitlab::test;

namespace {

Table square(int n, const std::vector<double>& values) {
    Table table(n, n);
    table.values = values;
    return table;
}

std::vector<int> sorted(std::vector<int> values) {
    std::sort(values.begin(), values.end());
    return values;
}

Rng rng(std::uint64_t seed = 1) { return Rng(seed, Purpose::Selection); }

int countPairs(const std::vector<std::vector<int>>& students) {
    int pairs = 0;
    for (const auto& one : students) pairs += static_cast<int>(one.size());
    return pairs;
}

}  // namespace

class TestSelection : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void goldenSchedules() {
        const Json cases = golden("selection").at("schedules");
        QCOMPARE(cases.size(), std::size_t{27});
        for (const Json& c : cases) {
            const int total = c.at("T"), cohort = c.at("n_s"), exits = c.at("m");
            for (std::size_t i = 0; i < c.at("t").size(); ++i) {
                const int t = c.at("t")[i];
                const Opening o = c.at("conflict_damped").get<bool>()
                                      ? dampedOpening(t, total, cohort, exits, c.at("cbar").get<double>())
                                      : openingAt(t, total, cohort, exits);
                QVERIFY(std::abs(o.ratio - c.at("R")[i].get<double>()) < 1e-8);
                QCOMPARE(o.full, c.at("full")[i].get<int>());
                QCOMPARE(o.extra, c.at("extra")[i].get<int>());
            }
        }
    }

    void documentedSchedule_data() {
        QTest::addColumn<int>("t");
        QTest::addColumn<int>("full");
        QTest::addColumn<int>("extra");
        const int rows[][3] = {{0, 0, 0},   {25, 0, 5},  {50, 1, 0},  {75, 1, 5},
                               {125, 2, 5}, {149, 2, 9}, {150, 3, 0}, {299, 3, 0}};
        for (const auto& row : rows) QTest::addRow("t = %d", row[0]) << row[0] << row[1] << row[2];
    }
    void documentedSchedule() {
        QFETCH(int, t);
        const Opening o = openingAt(t, 300, 10, 4);
        QTEST(o.full, "full");
        QTEST(o.extra, "extra");
    }

    void scheduleOpensSteadily() {
        for (const int total : {1, 2, 3, 7, 60, 301})
            for (const int cohort : {1, 3, 10})
                for (const int exits : {1, 2, 3, 4, 8}) {
                    int before = -1;
                    for (int t = 0; t < total; ++t) {
                        const Opening o = openingAt(t, total, cohort, exits);
                        const int open = cohort * o.full + o.extra;
                        QVERIFY(o.extra >= 0 && o.extra < cohort && o.full >= 0 && o.full <= exits - 1);
                        QVERIFY(open >= before && open <= cohort * (exits - 1));
                        if (2 * t >= total) QCOMPARE(open, cohort * (exits - 1));
                        before = open;
                        // No conflict: damping changes nothing, rounding included.
                        const Opening damped = dampedOpening(t, total, cohort, exits, 0);
                        QCOMPARE(damped.full, o.full);
                        QCOMPARE(damped.extra, o.extra);
                    }
                }
    }

    void strongConflictKeepsExitsShut() {
        const Opening o = dampedOpening(299, 300, 10, 4, -1);
        QCOMPARE(o.ratio, 0.0);
        QCOMPARE(o.full + o.extra, 0);
    }

    void goldenChoices_data() {
        QTest::addColumn<int>("index");
        const Json cases = golden("selection").at("selections");
        for (std::size_t i = 0; i < cases.size(); ++i)
            QTest::addRow("%zu %s %s extra %d", i, cases[i].at("rule").get<std::string>().c_str(),
                          cases[i].at("name").get<std::string>().c_str(), cases[i].at("extra").get<int>())
                << static_cast<int>(i);
    }
    void goldenChoices() {
        QFETCH(int, index);
        const Json c = golden("selection").at("selections").at(static_cast<std::size_t>(index));
        const Table s = toTable(c.at("s"));
        QCOMPARE_NEAR(conflictSums(s), toDoubles(c.at("c")), 1e-9);
        QVERIFY(std::abs(meanConflict(s) - c.at("cbar").get<double>()) < 1e-8);
        const auto cohort = c.at("cohort").get<std::vector<int>>();
        const int extra = c.at("extra");
        // The draw may only decide what similarity leaves open: nothing here.
        for (std::uint64_t seed = 1; seed < 6; ++seed) {
            Rng draw = rng(seed);
            const std::vector<int> chosen =
                c.at("rule") == "greedy" ? chooseGreedy(s, extra, draw) : chooseOneShot(s, extra, draw);
            std::vector<int> ids;
            for (const int position : chosen) ids.push_back(cohort[static_cast<std::size_t>(position)]);
            QCOMPARE(sorted(ids), c.at("chosen").get<std::vector<int>>());
            const auto students = studentsByDepth({0, c.at("full"), extra}, static_cast<int>(cohort.size()), chosen);
            std::vector<int> opened;
            for (const auto& one : students) {
                opened.push_back(static_cast<int>(one.size()));
                for (std::size_t k = 0; k < one.size(); ++k) QCOMPARE(one[k], static_cast<int>(k));
            }
            QCOMPARE(opened, c.at("opened").get<std::vector<int>>());
        }
    }

    void tiesGoToTheLargerRowSum() {
        // No negative entry: all c_i are 0. Row sums 1.3, 1.5, 1.2.
        const Table s = square(3, {1, 0.3, 0, 0.3, 1, 0.2, 0, 0.2, 1});
        for (std::uint64_t seed = 0; seed < 10; ++seed) {
            Rng draw = rng(seed);
            QCOMPARE(chooseOneShot(s, 3, draw), (std::vector<int>{1, 0, 2}));
        }
    }

    void fullTiesAreDrawn() {
        // At the start s is 0: every client must have its chance, and one seed gives one answer.
        for (const auto choose : {&chooseOneShot, &chooseGreedy}) {
            std::vector<int> counts(4);
            for (std::uint64_t seed = 0; seed < 400; ++seed) {
                Rng draw = rng(seed), again = rng(seed);
                const std::vector<int> chosen = choose(Table(4, 4), 1, draw);
                QCOMPARE(choose(Table(4, 4), 1, again), chosen);
                ++counts[static_cast<std::size_t>(chosen.at(0))];
            }
            for (const int count : counts) QVERIFY2(count > 60 && count < 140, std::to_string(count).c_str());
        }
    }

    void greedyFollowsTheChosen() {
        // Row sums start with 0; 3 is closest to 0, then 2 (mean with {0, 3}: .45) before 1 (.4).
        const Table s = square(4, {1, 0.6, 0.5, 0.8, 0.6, 1, -0.9, 0.2, 0.5, -0.9, 1, 0.4, 0.8, 0.2, 0.4, 1});
        Rng draw = rng();
        QCOMPARE(chooseGreedy(s, 4, draw), (std::vector<int>{0, 3, 2, 1}));
        // One shot sees the conflict between 1 and 2 alone.
        QCOMPARE(chooseOneShot(s, 2, draw), (std::vector<int>{0, 3}));
    }

    void randomChoiceIsASubset() {
        std::vector<int> counts(6);
        for (std::uint64_t seed = 0; seed < 300; ++seed) {
            Rng draw = rng(seed);
            const std::vector<int> chosen = sorted(chooseRandom(6, 2, draw));
            QCOMPARE(chosen.size(), std::size_t{2});
            QVERIFY(chosen[0] >= 0 && chosen[0] < chosen[1] && chosen[1] < 6);
            for (const int i : chosen) ++counts[static_cast<std::size_t>(i)];
        }
        for (const int count : counts) QVERIFY(count > 60 && count < 140);
    }

    void anywhereOpensAsManyPairs() {
        const Opening o = openingAt(20, 100, 5, 4);  // 6 of 15 pairs
        QCOMPARE(5 * o.full + o.extra, 6);
        bool deepFirst = false;
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            Rng draw = rng(seed);
            const auto students = studentsAnywhere(o, 5, 4, draw);
            QCOMPARE(countPairs(students), 6);
            for (const auto& one : students) {
                QVERIFY(std::is_sorted(one.begin(), one.end()));
                QVERIFY(std::adjacent_find(one.begin(), one.end()) == one.end());
                for (const int k : one) QVERIFY(k >= 0 && k < 3);
                deepFirst = deepFirst || (!one.empty() && one.front() > 0);
            }
        }
        QVERIFY2(deepFirst, "depth has no say");
        Rng draw = rng();
        QCOMPARE(countPairs(studentsAnywhere(fullOpening(4), 5, 4, draw)), 15);
    }
};

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"
