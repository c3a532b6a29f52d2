// SPDX-License-Identifier: GPL-3.0-or-later
// Pages: no heading alone at the end of one, tables that go on under their head, nothing beyond the margins.
#include <QTest>

#include "core/base/rng.h"
#include "core/report/document.h"
#include "core/report/plot.h"

using namespace exitlab;
using namespace exitlab::report;

namespace {

constexpr double kPageBottom = (297 - 17) * kPointsPerMm, kPageTop = 15 * kPointsPerMm;

DataTable table(int rows, int columns = 3) {
    DataTable t;
    t.title = "A table";
    for (int c = 0; c < columns; ++c) t.columns.push_back({"column " + std::to_string(c), Align::Right});
    for (int r = 0; r < rows; ++r)
        t.add(std::vector<std::string>(static_cast<std::size_t>(columns), std::to_string(r)));
    return t;
}

Figure figure(double width, double height) {
    CurvePlot plot;
    plot.lines.emplace_back();
    plot.lines[0].x = {1, 2};
    plot.lines[0].y = {1, 2};
    Figure f = curveFigure(plot, width, height);
    f.caption = "A caption";
    return f;
}

}  // namespace

class TestPages : public QObject {
    Q_OBJECT

  private slots:
    void headingsStayWithWhatFollows_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 40; ++seed) QTest::addRow("%d", seed) << seed;
    }
    void headingsStayWithWhatFollows() {
        QFETCH(int, seed);
        Rng rng(static_cast<std::uint64_t>(seed), Purpose::Test);
        Document document;
        document.title = "Pages";
        for (int i = 0; i < 40; ++i) {
            document.heading(static_cast<int>(rng.below(3)) + 1, "Heading " + std::to_string(i));
            if (rng.below(4) == 0) document.heading(3, "One below it");
            switch (rng.below(5)) {
                case 0:
                    document.words(std::string(rng.below(2000) + 1, 'w'));
                    break;
                case 1:
                    document.add(table(static_cast<int>(rng.below(60)) + 1));
                    break;
                case 2:
                    document.add(Figures{{figure(88, 62), figure(88, 40), figure(180, 90)}});
                    break;
                case 3:
                    document.words("A sentence that introduces a table:");
                    document.add(table(5));
                    break;
                default:
                    document.add(FactTable{{{"name", "value"}, {"other", std::string(300, 'v')}}});
            }
        }
        std::string pdf;
        std::vector<PlacedBlock> places;
        const int pages = writePdf(document, pdf, &places);
        QVERIFY(pages > 3);
        QCOMPARE(places.size(), document.blocks.size());
        for (std::size_t i = 0; i < places.size(); ++i) {
            QVERIFY(places[i].page >= 1 && places[i].page <= places[i].lastPage && places[i].lastPage <= pages);
            QVERIFY(places[i].top >= kPageTop - 1);
            QVERIFY2(places[i].bottom <= kPageBottom + 12, qPrintable(QString::number(places[i].bottom)));
            const bool heading = std::holds_alternative<Heading>(document.blocks[i]);
            if (heading && i + 1 < places.size()) QCOMPARE(places[i].page, places[i + 1].page);
            if (std::holds_alternative<DataTable>(document.blocks[i]))
                QCOMPARE(places[i].heads, places[i].lastPage - places[i].page + 1);
            if (i > 0) QVERIFY(places[i].page >= places[i - 1].lastPage);
        }
    }

    void longTablesRepeatTheirHead() {
        Document document;
        document.title = "Table";
        document.add(table(300));
        std::string pdf;
        std::vector<PlacedBlock> places;
        const int pages = writePdf(document, pdf, &places);
        QVERIFY(pages >= 5);
        QCOMPARE(places[0].heads, pages);
        // Too wide as well: each part has its own heads.
        Document wide;
        wide.title = "Wide";
        wide.add(table(20, 60));
        writePdf(wide, pdf, &places);
        QVERIFY(places[0].heads >= 4);
    }

    void longWordsAndCodeGoOnOverPages() {
        Document document;
        document.title = std::string(300, 'T');
        std::string code;
        for (int i = 0; i < 400; ++i) code += "line " + std::to_string(i) + "\n";
        document.code(code);
        std::string pdf;
        std::vector<PlacedBlock> places;
        QVERIFY(writePdf(document, pdf, &places) >= 4);
        QVERIFY(places[0].bottom <= kPageBottom + 12);
    }
};

QTEST_GUILESS_MAIN(TestPages)
#include "tst_pages.moc"
