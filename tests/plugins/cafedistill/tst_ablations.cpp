// SPDX-License-Identifier: GPL-3.0-or-later
// Every setting of CAFEDistill changes what it says it changes, and nothing else where that can be told.
#include <QTest>

#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

/// 10 rounds, so that the schedule passes all its stages; distillation strong enough to be seen.
Driven run(const Changes& changes, const std::string& method = "cafedistill") {
    Changes all{{"training.rounds", "10"}, {"training.participation", "1"}, {"evaluation.every", "100"}};
    all.insert(all.end(), changes.begin(), changes.end());
    return drive(smallExperiment(method, all));
}

/// Students only: without the last exit, which is always open.
int students(const MethodMatrix& opened) {
    int count = 0;
    for (int i = 0; i < opened.values.rows; ++i)
        for (int k = 0; k + 1 < opened.values.cols; ++k) count += opened.values.at(i, k) > 0 ? 1 : 0;
    return count;
}

std::vector<int> studentsPerRound(const Driven& driven) {
    std::vector<int> counts;
    for (const MethodMatrix& opened : driven.told.of<MethodMatrix>("opened")) counts.push_back(students(opened));
    return counts;
}

bool shallowFirst(const MethodMatrix& opened) {
    for (int i = 0; i < opened.values.rows; ++i)
        for (int k = 0; k + 2 < opened.values.cols; ++k)
            if (opened.values.at(i, k + 1) > opened.values.at(i, k)) return false;
    return true;
}

}  // namespace

class TestAblations : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void schedule() {
        const Driven plain = run({});
        // 6 clients, 2 student exits: floor(12 * 2t / 10).
        QCOMPARE(studentsPerRound(plain), (std::vector<int>{0, 2, 4, 7, 9, 12, 12, 12, 12, 12}));
        for (const MethodMatrix& opened : plain.told.of<MethodMatrix>("opened")) QVERIFY(shallowFirst(opened));
        const auto opening = plain.told.of<MethodSeries>("opening");
        QCOMPARE(opening[3].labels, (std::vector<std::string>{"R(t)", "opened"}));
        QCOMPARE(opening[3].values, (std::vector<double>{0.6, 7.0 / 12}));
        QCOMPARE(opening[3].round, 4);
    }

    void withoutSelectionAllIsOpen() {
        const Driven all = run({{"algorithm.ablation.selection", "false"}});
        QCOMPARE(studentsPerRound(all), std::vector<int>(10, 12));
        QCOMPARE(all.told.of<MethodSeries>("opening").front().values, (std::vector<double>{1, 1}));
    }

    void withoutDepthPriorityAnyExitOpens() {
        const Driven random = run({{"algorithm.ablation.depth_priority", "false"}});
        QCOMPARE(studentsPerRound(random), studentsPerRound(run({})));
        const auto opened = random.told.of<MethodMatrix>("opened");
        QVERIFY(!std::all_of(opened.begin(), opened.end(), shallowFirst));
    }

    void withoutRankingClientsAreDrawn() {
        const Driven ranked = run({}), drawn = run({{"algorithm.ablation.conflict_ranking", "false"}});
        QCOMPARE(studentsPerRound(drawn), studentsPerRound(ranked));
        const auto a = ranked.told.of<MethodMatrix>("opened"), b = drawn.told.of<MethodMatrix>("opened");
        for (const MethodMatrix& opened : b) QVERIFY(shallowFirst(opened));
        bool differs = false;
        for (std::size_t t = 0; t < a.size(); ++t) differs = differs || !(a[t].values == b[t].values);
        QVERIFY(differs);
    }

    void rankingFollowsTheSimilarityKnownBefore() {
        // Round 4: exit 1 is open to all and exit 2 to one, who has the least conflict in the matrix after round 3.
        const Driven ranked = run({{"evaluation.conflict_every", "1"}});
        const Table s = ranked.told.of<MethodMatrix>("similarity").at(2).values;
        const Table opened = ranked.told.of<MethodMatrix>("opened").at(3).values;
        std::vector<double> conflict(6);
        int chosen = -1;
        for (int i = 0; i < 6; ++i) {
            for (int j = 0; j < 6; ++j) conflict[static_cast<std::size_t>(i)] += std::min(s.at(i, j), 0.0);
            if (opened.at(i, 1) > 0) chosen = i;
        }
        QVERIFY(chosen >= 0);
        QCOMPARE(conflict[static_cast<std::size_t>(chosen)], *std::max_element(conflict.begin(), conflict.end()));
    }

    void withoutKdOnlyLabelsCount() {
        for (const LossMeasured& loss : run({{"algorithm.ablation.kd", "false"}}).told.of<LossMeasured>())
            QCOMPARE(loss.terms, std::vector<std::string>{"task"});
        const auto losses = run({}).told.of<LossMeasured>();
        QCOMPARE(losses.front().terms, std::vector<std::string>{"task"});  // nothing is open yet
        QCOMPARE(losses.back().terms, (std::vector<std::string>{"task", "distillation"}));
        QVERIFY(losses.back().values[1] > 0);
    }

    void withoutCrossClientEveryoneTeachesItself() {
        const Driven alone = run({{"algorithm.ablation.cross_client_kd", "false"}});
        Table identity(6, 6);
        for (int i = 0; i < 6; ++i) identity.at(i, i) = 1;
        for (const MethodMatrix& weights : alone.told.of<MethodMatrix>("teacher_weights"))
            QCOMPARE(weights.values, identity);
        for (const MethodSeries& gap : alone.told.of<MethodSeries>("decoupling_gap"))
            for (const double value : gap.values) QVERIFY(std::abs(value) < 1e-9);
        const Driven mixed = run({{"algorithm.mu", "2"}});
        bool listens = false;
        for (const MethodMatrix& weights : mixed.told.of<MethodMatrix>("teacher_weights"))
            for (int i = 0; i < 6; ++i) {
                double sum = 0;
                for (int j = 0; j < 6; ++j) {
                    sum += weights.values.at(i, j);
                    listens = listens || (i != j && weights.values.at(i, j) > 0);
                }
                QVERIFY(std::abs(sum - 1) < 1e-9);
            }
        QVERIFY(listens);
        QVERIFY(mixed.told.of<MethodSeries>("decoupling_gap").back().values[0] > 0);
    }

    void conflictDampsTheOpening() {
        const Driven damped = run({{"algorithm.conflict_damped", "true"}}), plain = run({});
        const auto slow = damped.told.of<MethodSeries>("opening"), fast = plain.told.of<MethodSeries>("opening");
        bool slower = false;
        for (std::size_t t = 0; t < slow.size(); ++t) {
            QVERIFY(slow[t].values[0] <= fast[t].values[0]);
            slower = slower || slow[t].values[0] < fast[t].values[0];
        }
        QVERIFY(slower);
    }

    void whereTheMixtureGoes() {
        const Driven replace = run({}), separate = run({{"algorithm.teacher_head", "separate"}});
        for (const ClientState& client : replace.clients) QVERIFY(client.kept.empty());
        for (const ClientState& client : separate.clients) QVERIFY(client.kept.count("teacher_head"));
        QVERIFY(!sameValues(replace, separate));
        // Separate heads of two clients differ; so do the teachers kept beside them.
        QVERIFY(!sameBits(separate.clients[0].kept.at("teacher_head"), separate.clients[1].kept.at("teacher_head")));
    }

    void otherSettingsMatter_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("lambda") << "algorithm.lambda"
                                << "0.2";
        QTest::newRow("tau") << "algorithm.tau"
                             << "4";
        QTest::newRow("mu") << "algorithm.mu"
                            << "0.2";
        QTest::newRow("frozen teacher") << "algorithm.teacher"
                                        << "frozen";
        QTest::newRow("reference rule") << "algorithm.rule"
                                        << "reference";
        QTest::newRow("greedy") << "algorithm.selection"
                                << "greedy";
    }
    void otherSettingsMatter() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QVERIFY(!sameValues(run({{key.toStdString(), value.toStdString()}}), run({})));
    }

    void frozenAndSeparateAreOne() {
        // A separate head is frozen by nature: the setting for the live one changes nothing.
        QVERIFY(sameValues(run({{"algorithm.teacher_head", "separate"}, {"algorithm.teacher", "frozen"}}),
                           run({{"algorithm.teacher_head", "separate"}})));
    }

    void oneExitIsFedPer() {
        // No student, but the last heads are still mixed: with everyone its own teacher this is FedPer.
        const Changes one{{"model.exits", "1"}};
        Changes alone = one;
        alone.emplace_back("algorithm.ablation.cross_client_kd", "false");
        QVERIFY(sameValues(run(alone), run(one, "fedper")));
        for (const char* key : {"algorithm.ablation.depth_priority", "algorithm.ablation.selection"})
            QVERIFY(run({{"model.exits", "1"}, {key, "false"}}).finished.status == RunStatus::Finished);
        QVERIFY(run({{"model.exits", "1"}, {"algorithm.conflict_damped", "true"}, {"algorithm.rule", "reference"}})
                    .finished.status == RunStatus::Finished);
    }
};

QTEST_GUILESS_MAIN(TestAblations)
#include "tst_ablations.moc"
