// SPDX-License-Identifier: GPL-3.0-or-later
// Methods x data sets: means, marks, LaTeX and CSV.
#include <QtTest>
#include <cmath>

#include "analysis_testing.h"
#include "core/analysis/pivot.h"
#include "core/base/error.h"

using namespace exitlab;
using exitlab::testing::Bench;

namespace {

/// Three seeds of two methods on two data sets; fedper wins clearly on glyphs, one seed only on fashion_mnist.
void fill(Bench& bench) {
    const double offsets[] = {-0.01, 0, 0.01};
    for (int i = 0; i < 3; ++i) {
        bench.add({"fedavg", "glyphs", std::uint64_t(i + 1), 0.1, 0.5 + offsets[i]});
        bench.add({"fedper", "glyphs", std::uint64_t(i + 1), 0.1, 0.7 + offsets[i] * 1.1});
    }
    bench.add({"fedavg", "fashion_mnist", 1, 0.1, 0.8});
    bench.add({"fedper", "fashion_mnist", 1, 0.1, 0.75});
    bench.add({"local & own", "glyphs", 1, 0.1, 0.6});
}

}  // namespace

class TestPivot : public QObject {
    Q_OBJECT

  private slots:
    void meansBestAndVerdicts() {
        Bench bench;
        fill(bench);
        PivotQuestion question;
        question.baseline = "fedavg";
        const PivotTable table = pivotTable(bench.all(), question);
        QCOMPARE(table.columns, (std::vector<std::string>{"fashion_mnist", "glyphs"}));
        QCOMPARE(table.rows.size(), std::size_t(3));
        QCOMPARE(table.rows[0].name, std::string("fedavg"));
        QCOMPARE(table.rows[1].name, std::string("fedper"));
        QVERIFY(!table.mixed);
        const PivotCell& won = table.rows[1].cells[1];
        QCOMPARE(won.spread.n, 3);
        QVERIFY(std::abs(won.spread.mean - 0.7) < 1e-12 && std::abs(won.spread.deviation - 0.011) < 1e-12);
        QVERIFY(won.best && !table.rows[0].cells[1].best);
        QVERIFY(won.test && won.test->verdict == Verdict::Win);
        QVERIFY(table.rows[0].cells[0].best);
        QVERIFY(table.rows[1].cells[0].test && table.rows[1].cells[0].test->verdict == Verdict::TooFew);
        QVERIFY(!table.rows[0].cells[0].test);
        QCOMPARE(table.rows[1].wins, 1);
        QCOMPARE(table.rows[1].ties + table.rows[1].losses, 0);
        QCOMPARE(table.rows[2].cells[0].spread.n, 0);
        QVERIFY(!table.rows[2].cells[0].best && !table.rows[2].cells[0].test);
        QCOMPARE(cellText(won, question.measure, 1, "+-"), std::string("70.0 +- 1.1"));
        QCOMPARE(cellText(table.rows[0].cells[0], question.measure, 1, "+-"), std::string("80.0"));
        question.baseline = "nobody";
        QVERIFY_EXCEPTION_THROWN(pivotTable(bench.all(), question), InputError);
    }

    void lessIsBetterForCosts() {
        Bench bench;
        fill(bench);
        PivotQuestion question;
        question.measure = {Measure::Kind::Seconds};
        question.rows = "training.lr";
        question.columns = "seed";
        const PivotTable table = pivotTable(bench.all(), question);
        QCOMPARE(table.columns, (std::vector<std::string>{"1", "2", "3"}));
        QCOMPARE(table.rows.size(), std::size_t(1));
        QVERIFY(table.rows[0].cells[0].best);
        // Two methods on two data sets share the cell: said, as their mean is over more than seeds.
        QVERIFY(table.mixed && table.rows[0].cells[0].settings == 5);
        QCOMPARE(pivotDecimals(table), 2);
        question.rows = "method";
        question.columns = "data";
        const PivotTable costs = pivotTable(bench.all(), question);
        QVERIFY2(costs.rows[0].cells[1].best, "the earlier runs took less time");
    }

    void numbersSortAsNumbers() {
        Bench bench;
        for (const double lr : {10.0, 9.0, 0.5}) bench.add({"fedavg", "glyphs", 1, lr});
        PivotQuestion question;
        question.columns = "training.lr";
        QCOMPARE(pivotTable(bench.all(), question).columns, (std::vector<std::string>{"0.5", "9", "10"}));
        question.columns = "no.such.setting";
        QVERIFY(pivotTable(bench.all(), question).rows.empty());
        QVERIFY(pivotTable({}, question).columns.empty());
        QVERIFY(pivotLatex(pivotTable({}, question)).find("\\end{tabular}") != std::string::npos);
    }

    void latex() {
        Bench bench;
        fill(bench);
        PivotQuestion question;
        question.baseline = "fedavg";
        const std::string text = pivotLatex(pivotTable(bench.all(), question));
        const std::string expected =
            "\\begin{tabular}{lrrr}\n"
            "\\toprule\n"
            "method & fashion\\_mnist & glyphs & W/T/L \\\\\n"
            "\\midrule\n"
            "fedavg & $\\mathbf{80.0}$ (1) & $50.0 \\pm 1.0$ (3) & -- \\\\\n"
            "fedper & $75.0$ (1) & $\\mathbf{70.0} \\pm 1.1^{+}$ (3) & 1/0/0 \\\\\n"
            "local \\& own & -- & $60.0$ (1) & 0/0/0 \\\\\n"
            "\\bottomrule\n"
            "\\end{tabular}\n";
        QVERIFY2(text.size() > expected.size() && text.substr(text.size() - expected.size()) == expected, text.c_str());
        QVERIFY(text.find("% Needs \\usepackage{booktabs}\n") == 0);
        QVERIFY(text.find("corrected resampled paired t-test by seed, level 0.05") != std::string::npos);
    }

    void csv() {
        Bench bench;
        fill(bench);
        PivotQuestion question;
        std::string text = pivotCsv(pivotTable(bench.all(), question));
        QCOMPARE(
            text.substr(0, text.find("\r\n")),
            std::string("method,fashion_mnist mean,fashion_mnist std,fashion_mnist n,glyphs mean,glyphs std,glyphs n"));
        QVERIFY2(text.find("\r\nfedavg,0.8,,1,0.5,") != std::string::npos, text.c_str());
        QVERIFY(text.find("\r\nlocal & own,,,0,0.6,,1\r\n") != std::string::npos);
        question.baseline = "fedavg";
        text = pivotCsv(pivotTable(bench.all(), question));
        QVERIFY(text.find(",win\r\n") != std::string::npos);
        bench.add({"a \"b\", c", "glyphs", 1});
        QVERIFY(pivotCsv(pivotTable(bench.all(), question)).find("\"a \"\"b\"\", c\"") != std::string::npos);
    }
};

QTEST_MAIN(TestPivot)
#include "tst_pivot.moc"
