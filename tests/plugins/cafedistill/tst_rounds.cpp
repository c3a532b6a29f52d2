// SPDX-License-Identifier: GPL-3.0-or-later
// Whole rounds of all variants through RoundLoop, workers and the real methods, against the independent reference:
// given data, initial values and cohorts, everything else is the engine's own.
#include <QTest>

#include <cmath>

#include "plugins/cafedistill/selection.h"
#include "tests/support/golden_rounds.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

Changes changesOf(const Json& g, const Json& options) {
    if (options.at("method") != "cafedistill") return {};
    const Json& s = g.at("settings");
    Changes changes{{"algorithm.lambda", s.at("lambda").dump()},
                    {"algorithm.tau", s.at("tau").dump()},
                    {"algorithm.mu", s.at("mu").dump()}};
    if (options.at("rule") == "parity") changes.emplace_back("algorithm.rule", "reference");
    if (options.at("teacher") == "separate") changes.emplace_back("algorithm.teacher_head", "separate");
    if (options.at("teacher") == "frozen") changes.emplace_back("algorithm.teacher", "frozen");
    return changes;
}

}  // namespace

class TestRounds : public QObject {
    Q_OBJECT

    static void checkHeads(const SpanTable& spans, const Tensor& values, const Json& expected, const Json& initial,
                           bool trained[3]) {
        for (const auto& [name, value] : expected.items()) {
            const Tensor found = slice(spans, values, name);
            QCOMPARE_NEAR(found, toTensor(value), kGoldenTolerance);
            const int exit = name[6] - '0';
            if (!trained[exit]) QVERIFY2(sameBits(found, toTensor(initial.at(name))), name.c_str());
        }
    }

  private Q_SLOTS:
    void variant_data() {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"default", "teacher_separate", "reference_parity", "teacher_frozen", "fedper", "fedavg"})
            QTest::newRow(name) << name;
    }
    void variant() {
        QFETCH(QString, name);
        const Json g = golden("cafedistill_rounds");
        const Json variant = g.at("variants").at(name.toStdString());
        const bool cafedistill = variant.at("options").at("method") == "cafedistill";
        RunSetup setup = goldenSetup(g, variant.at("options").at("method"), changesOf(g, variant.at("options")));
        const SpanTable& spans = setup.plan->spans();
        const std::vector<AfterRound> rounds = runGolden(setup, g.at("initial"));
        QCOMPARE(rounds.size(), variant.at("rounds").size());

        bool trained[4][3] = {};
        for (std::size_t t = 0; t < rounds.size(); ++t) {
            const Json& expected = variant.at("rounds")[t];
            const AfterRound& found = rounds[t];
            const auto cohort = expected.at("cohort").get<std::vector<int>>();
            QCOMPARE(found.told.of<RoundFinished>().at(0).cohort, cohort);

            for (const auto& [tensor, value] : expected.at("theta").items())
                QCOMPARE_NEAR(slice(spans, found.global(), tensor), toTensor(value), kGoldenTolerance);

            // The loss before every local step, weighted by samples as the report has it.
            const LossMeasured loss = found.told.of<LossMeasured>().at(0);
            QVERIFY(std::abs(loss.learningRate - expected.at("lr").get<double>()) < 1e-12);
            std::vector<std::int64_t> samples;
            for (const int client : cohort)
                samples.push_back(g.at("clients")[static_cast<std::size_t>(client)].at("samples").get<std::int64_t>());
            compareLoss(loss, expected.at("losses"), samples);

            for (std::size_t c = 0; c < cohort.size(); ++c)
                for (const char* set : {"ce_sets", "kd_sets"})
                    for (const int k : expected.at(set)[c].get<std::vector<int>>()) trained[cohort[c]][k] = true;
            if (expected.contains("heads"))
                for (std::size_t i = 0; i < 4; ++i)
                    checkHeads(spans, found.clients[i], expected.at("heads")[i], g.at("initial"), trained[i]);
            else
                for (const auto& [tensor, value] : expected.at("global_heads").items())
                    QCOMPARE_NEAR(slice(spans, found.global(), tensor), toTensor(value), kGoldenTolerance);
            if (cafedistill) checkCafeDistill(found, expected, cohort, t == 0 ? nullptr : &rounds[t - 1]);
        }
    }

  private:
    static void checkCafeDistill(const AfterRound& found, const Json& expected, const std::vector<int>& cohort,
                                 const AfterRound* before) {
        const Table s = toTable(expected.at("s"));
        Table similarity(s.rows, s.cols);
        similarity.values = toDoubles(found.server.at("similarity"));
        QCOMPARE_NEAR(similarity, s, kGoldenTolerance);
        const MethodMatrix weights = found.told.of<MethodMatrix>("teacher_weights").at(0);
        QCOMPARE(weights.rows, cohort);
        QCOMPARE_NEAR(weights.values, toTable(expected.at("W")), kGoldenTolerance);

        // Who was opened: students, plus the last exit which always learns.
        const MethodMatrix opened = found.told.of<MethodMatrix>("opened").at(0);
        Table students(static_cast<int>(cohort.size()), 3);
        int count = 0;
        for (std::size_t c = 0; c < cohort.size(); ++c) {
            students.at(static_cast<int>(c), 2) = 1;
            for (const int k : expected.at("students")[c].get<std::vector<int>>()) {
                students.at(static_cast<int>(c), k) = 1;
                ++count;
            }
        }
        QCOMPARE(opened.values, students);
        const MethodSeries opening = found.told.of<MethodSeries>("opening").at(0);
        QVERIFY(std::abs(opening.values.at(1) - count / 6.0) < 1e-12);

        // c_i of this round come from what the server knew before it.
        Table known(static_cast<int>(cohort.size()), static_cast<int>(cohort.size()));
        for (std::size_t i = 0; before && i < cohort.size(); ++i)
            for (std::size_t j = 0; j < cohort.size(); ++j)
                known.at(static_cast<int>(i), static_cast<int>(j)) =
                    before->server.at("similarity")[cohort[i]][cohort[j]].item<double>();
        QCOMPARE_NEAR(cafedistill::conflictSums(known), toDoubles(expected.at("c_before")), kGoldenTolerance);

        if (!expected.contains("teacher_heads")) return;
        for (std::size_t i = 0; i < 4; ++i) {
            const auto kept = found.kept[i].find("teacher_head");
            if (kept == found.kept[i].end()) continue;  // not sampled yet: the initial head
            const Json& head = expected.at("teacher_heads")[i];
            const Tensor flat =
                at::cat({toTensor(head.at("heads.2.weight")).flatten(), toTensor(head.at("heads.2.bias"))});
            QCOMPARE_NEAR(kept->second, flat, kGoldenTolerance);
        }
        for (const int client : cohort) QVERIFY(found.kept[static_cast<std::size_t>(client)].count("teacher_head"));
    }
};

QTEST_GUILESS_MAIN(TestRounds)
#include "tst_rounds.moc"
