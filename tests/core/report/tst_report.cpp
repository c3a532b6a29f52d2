// SPDX-License-Identifier: GPL-3.0-or-later
// Reports of recorded runs: what they must hold, and that a page is laid out as a page.
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

#include "core/report/report.h"
#include "report_testing.h"

using namespace exitlab;
using namespace exitlab::testing;
namespace fs = std::filesystem;

class TestReport : public QObject {
    Q_OBJECT

  private slots:
    void oneRunHoldsEverything() {
        ReportDesk desk;
        const std::int64_t run = desk.addRun(1);
        const QString html = desk.html({run});
        for (const char* part : {"<!DOCTYPE html>",
                                 "Trial",
                                 "Synthetic method 1: a method of the tests",
                                 "seed",
                                 "weights_sha256",
                                 "5f0c0ffee",
                                 "exitlab-cli run",
                                 "Settings changed from their defaults",
                                 "Accuracy of the exits",
                                 "Every client at every exit",
                                 "Leaving early",
                                 "Calibration",
                                 "Conflict between exits and clients",
                                 "Opened exits",
                                 "Teacher weights W",
                                 "What the method itself reports",
                                 "Opening R(t)",
                                 "Clients per level",
                                 "Gain over cost",
                                 "Generated samples",
                                 "Terms of the local loss",
                                 "Traffic",
                                 "backbone",
                                 "Where the time of a round went",
                                 "Data and partition",
                                 "Network and exits",
                                 "MACs so far",
                                 "Warnings",
                                 "client 2 diverged",
                                 "Citation of the method",
                                 "A. Author, Tests 2026",
                                 "Appendix",
                                 "All settings",
                                 "training.rounds",
                                 "@media (prefers-color-scheme:dark)",
                                 "tabular-nums"})
            QVERIFY2(html.contains(QString::fromUtf8(part)), part);
        // The log of a run is not a report: what is no warning stays out.
        QVERIFY(!html.contains("only for information"));
        // Nothing is fetched from elsewhere.
        QVERIFY(!html.contains("http://") && !html.contains("https://") && !html.contains("<script"));
        QVERIFY(html.count("<img alt=\"") >= 15);
        QCOMPARE(html.count("<img alt=\""), html.count("data:image/svg+xml;base64,"));
        QVERIFY2(!html.contains("alt=\"\""), "every figure has words for who cannot see it");
    }

    void numbersAreThoseThatWereStored() {
        ReportDesk desk;
        const std::int64_t run = desk.addRun(1);
        const QString html = desk.html({run});
        // Of the last evaluation: exit 1 has 0.50, 0.60, 0.70, 0.80 over clients.
        QVERIFY(html.contains(">65.0 %<"));  // mean
        QVERIFY(html.contains(">50.0 %<"));  // worst
        QVERIFY(html.contains(">53.0 %<"));  // 10th percentile
        QVERIFY(html.contains(">11.2 %<"));  // standard deviation
        QVERIFY(html.contains("3.060 kB"));  // 3 rounds x 1020 bytes up
    }

    void namesOfAnyScriptAndMarkupAreText() {
        ReportDesk desk;
        const std::int64_t run =
            desk.addRun(1, "<b>\xe8\x81\x94\xe9\x82\xa6 & \xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7 \"x\"");
        const QString html = desk.html({run});
        QVERIFY(html.contains(QString::fromUtf8(
            "&lt;b&gt;\xe8\x81\x94\xe9\x82\xa6 &amp; \xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7 &quot;x&quot;")));
        QVERIFY(!html.contains("<b>"));
        QVERIFY(desk.pdf({run}).startsWith("%PDF-"));
    }

    void severalRunsBeginWithAnOverview() {
        ReportDesk desk;
        std::vector<std::int64_t> runs;
        for (int seed = 1; seed <= 3; ++seed) runs.push_back(desk.addRun(seed));
        const QString html = desk.html(runs);
        const qsizetype overview = html.indexOf(">Overview<"), first = html.indexOf(">Run 1: Trial");
        QVERIFY(overview > 0 && first > overview);
        for (const char* part : {"Repetitions",
                                 "1,\xc2\xa0"
                                 "2,\xc2\xa0"
                                 "3",
                                 "65.0 \xc2\xb1 0.0 %", "Accuracy over rounds", "Accuracy and cost", "MACs saved",
                                 "s per round", "Comparison of 3 runs"})
            QVERIFY2(html.contains(QString::fromUtf8(part)), part);
        QCOMPARE(html.count("exitlab-cli run"), qsizetype(3));
    }

    void differentSettingsAreNoRepetitions() {
        ReportDesk desk;
        const std::int64_t a = desk.addRun(1), b = desk.addRun(2, "Other", {{"training.lr", "0.5"}});
        QVERIFY(!desk.html({a, b}).contains(">Repetitions<"));
    }

    void aRunThatNeverStarted() {
        ReportDesk desk;
        const std::int64_t run = desk.store.createRun(desk.experiment(1));
        const QString html = desk.html({run});
        QVERIFY(html.contains("has not been evaluated yet"));
        QVERIFY(html.contains("keeps no exit records"));
        QVERIFY(desk.pdf({run}).startsWith("%PDF-"));
        QVERIFY(desk.pdf({run, desk.addRun(2)}).startsWith("%PDF-"));
    }

    void aMethodThatIsNotInstalled() {
        ReportDesk desk;
        const std::int64_t run = desk.addRun(1);
        desk.catalog.clear();
        const QString html = desk.html({run});
        QVERIFY(html.contains("The settings cannot be read here"));
        // Costs are those that the run itself told.
        QVERIFY(html.contains("Network and exits") && html.contains("3.000 M"));
        QVERIFY(!html.contains("exitlab-cli run"));
    }

    void costsThatCannotBeKnown() {
        ReportDesk desk;
        const std::int64_t run = desk.addRun(1);
        desk.costFails = true;
        QVERIFY(desk.html({run}).contains("no such architecture"));
    }

    void pdfHasPagesAndMetadata() {
        ReportDesk desk;
        const std::int64_t run = desk.addRun(1);
        const ReportInfo info = desk.write({run}, "one.pdf", {"My title", 0.6});
        QVERIFY(info.pages >= 4);
        const QByteArray pdf = desk.read("one.pdf");
        QVERIFY(pdf.startsWith("%PDF-1.") && pdf.trimmed().endsWith("%%EOF"));
        QCOMPARE(info.bytes, std::int64_t(pdf.size()));
        QCOMPARE(pdf.count("/Type /Page %"), qsizetype(info.pages));
        QVERIFY2(pdf.contains("/FontFile"), "fonts are embedded");
        QVERIFY(pdf.contains("/Outlines"));
        QVERIFY(pdf.contains("My title") || pdf.contains("/Title"));
    }

    void titlesAndFileNames() {
        ReportDesk desk;
        const std::int64_t run = desk.addRun(1);
        desk.write({run}, "a.HTML", {"Ours & theirs", 0.6});
        QVERIFY(desk.read("a.HTML").contains("<title>Ours &amp; theirs</title>"));
        QCOMPARE(reportFileName({3}, ReportFormat::Pdf), std::string("report-run-3.pdf"));
        QCOMPARE(reportFileName({3, 1}, ReportFormat::Html), std::string("report-runs-3-1.html"));
        QCOMPARE(reportFileName({1, 2, 3, 4, 5, 6, 9}, ReportFormat::Html), std::string("report-runs-1-to-9.html"));
    }

    void refusals() {
        ReportDesk desk;
        const std::int64_t run = desk.addRun(1);
        QVERIFY_EXCEPTION_THROWN(desk.write({run}, "x.docx"), Error);
        QVERIFY_EXCEPTION_THROWN(desk.write({run}, "none"), Error);
        QVERIFY_EXCEPTION_THROWN(desk.write({}, "x.pdf"), Error);
        QVERIFY_EXCEPTION_THROWN(desk.write({run, 77}, "x.pdf"), Error);
        QVERIFY_EXCEPTION_THROWN(desk.write({run}, "no/such/folder/x.pdf"), Error);
        QVERIFY(!fs::exists(desk.root / "x.pdf"));
    }

    void progressAndCancel() {
        ReportDesk desk;
        const std::int64_t run = desk.addRun(1);
        std::atomic<bool> cancel{false};
        double last = 0;
        ReportContext context{desk.catalog,
                              {},
                              [&](double share) {
                                  QVERIFY(share >= last && share <= 1);
                                  last = share;
                              },
                              &cancel};
        writeReportFile(desk.store.reader(), {run}, desk.root / "p.pdf", context);
        QCOMPARE(last, 1.0);
        cancel = true;
        QVERIFY_EXCEPTION_THROWN(writeReportFile(desk.store.reader(), {run}, desk.root / "c.pdf", context),
                                 ReportCancelled);
        QVERIFY(!fs::exists(desk.root / "c.pdf"));
    }
};

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
