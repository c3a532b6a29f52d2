// SPDX-License-Identifier: GPL-3.0-or-later
// Plots: labels that never overlap, gaps and infinities, a zoom that survives updates, coalesced drawing, tables and
// CSV that hold exactly the data, themes.
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <limits>

#include "core/base/rng.h"
#include "widgets/plots/bar_plot.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/drawing.h"
#include "widgets/plots/heat_map.h"
#include "widgets/plots/image_grid.h"
#include "widgets/plots/scatter_plot.h"
#include "widgets/plots/timeline_plot.h"
#include "widgets/theme/theme.h"

using namespace exitlab;

namespace {
constexpr double gap = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();

Curve line(const QString& id, std::vector<double> values, CurveStyle style = {}) {
    Curve c{id, id, style, {}, std::move(values), {}, {}};
    for (std::size_t i = 0; i < c.values.size(); ++i) c.keys.push_back(static_cast<double>(i) + 1);
    return c;
}

void show(QWidget& widget, QSize size = {640, 400}) {
    widget.resize(size);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
    QTest::qWait(100);
}
}  // namespace

class PlotsTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        Theme::instance().apply(*qApp);
        Theme::instance().setMode(ThemeMode::Light);
    }

    void labelsDoNotOverlap() {
        Rng rng(3, Purpose::Test);
        for (int trial = 0; trial < 200; ++trial) {
            const int n = 1 + static_cast<int>(rng.below(20));
            std::vector<double> wanted;
            for (int i = 0; i < n; ++i) wanted.push_back(rng.uniform(0, 300));
            std::vector<double> placed = spreadLabels(wanted, 15, 0, 300);
            for (int i = 0; i < n; ++i)
                for (int j = 0; j < n; ++j) {
                    const auto a = static_cast<std::size_t>(i), b = static_cast<std::size_t>(j);
                    if (i != j) QVERIFY(std::abs(placed[a] - placed[b]) > 15 - 1e-6);
                    if (wanted[a] < wanted[b]) QVERIFY(placed[a] < placed[b]);
                }
            for (const double y : placed) QVERIFY(y >= 7.5 - 1e-6 && y <= 292.5 + 1e-6);
        }
        // Labels with room stay where they belong.
        QCOMPARE(spreadLabels({50, 100}, 15, 0, 300), (std::vector<double>{50, 100}));
    }

    void smoothingKeepsGapsAndConstants() {
        const auto flat = smoothed({2, 2, gap, 2}, 0.9);
        QCOMPARE(flat[0], 2.0);
        QCOMPARE(flat[1], 2.0);
        QVERIFY(std::isnan(flat[2]));
        QCOMPARE(flat[3], 2.0);
        QCOMPARE(smoothed({1, 5}, 0), (std::vector<double>{1, 5}));
    }

    void gapsAndInfinities() {
        CurvePlot plot;
        plot.setCurve(line("a", {1, gap, 3, inf, 5}));
        show(plot);
        QCOMPARE(plot.canvas()->graphCount(), 3);
        // Nothing infinite reaches the axes, and the axis holds the finite values.
        const QCPRange y = plot.canvas()->yAxis->range();
        QVERIFY(std::isfinite(y.lower) && std::isfinite(y.upper));
        QVERIFY(y.upper >= 5 && y.upper < 6);
        for (int g = 0; g < plot.canvas()->graphCount(); ++g)
            for (const QCPGraphData& point : *plot.canvas()->graph(g)->data()) QVERIFY(!std::isinf(point.value));
        // The table still tells.
        QCOMPARE(plot.toolTip(), QString());
        const QString csv = plot.table().toCsv();
        QVERIFY(csv.contains("2,nan\n"));
        QVERIFY(csv.contains("4,inf\n"));
    }

    void csvIsExactlyTheData() {
        CurvePlot plot;
        plot.setKeyAxis("round");
        Curve banded{"e", "exit 1, \"first\"", CurveStyle::exit(0, 2), {1, 2}, {0.1, 1.0 / 3}, {0, 0.25}, {0.2, 0.5}};
        plot.setCurve(banded);
        plot.setCurve({"f", "exit 2", CurveStyle::exit(1, 2), {2, 3}, {gap, 1e-300}, {}, {}});
        QCOMPARE(plot.table().toCsv(), QString("round,\"exit 1, \"\"first\"\"\",\"exit 1, \"\"first\"\", band low\","
                                               "\"exit 1, \"\"first\"\", band high\",exit 2\n"
                                               "1,0.1,0,0.2,\n2,0.3333333333333333,0.25,0.5,nan\n3,,,,1e-300\n"));
        QTemporaryDir dir;
        QVERIFY(plot.exportTo(dir.filePath("data.csv"), FigureWidth::Single).isEmpty());
        QFile file(dir.filePath("data.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()), plot.table().toCsv());
        QVERIFY(plot.exportTo(dir.filePath("data.xyz"), FigureWidth::Single).contains(".pdf"));
        QVERIFY(plot.exportTo(dir.filePath("no/such/folder/a.pdf"), FigureWidth::Single).contains("cannot be written"));
    }

    void tableModelHolds() {
        CurvePlot plot;
        plot.setCurve(line("a", {0.123456789, gap}));
        PlotTableModel model(plot.table());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.columnCount(), 2);
        QCOMPARE(model.index(0, 1).data().toString(), QString("0.1235"));
        QCOMPARE(model.index(0, 1).data(Qt::ToolTipRole).toString(), QString("0.123456789"));
        QCOMPARE(model.index(0, 1).data(PlotTableModel::SortRole).toDouble(), 0.123456789);
    }

    void zoomSurvivesUpdates() {
        CurvePlot plot;
        plot.setCurve(line("a", {1, 2, 3, 4}));
        show(plot);
        const QPointF centre = plot.canvas()->axisRect()->center();
        QWheelEvent wheel(centre, plot.canvas()->mapToGlobal(centre), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(plot.canvas(), &wheel);
        QVERIFY(plot.isZoomed());
        const QCPRange x = plot.canvas()->xAxis->range(), y = plot.canvas()->yAxis->range();
        for (int k = 5; k < 50; ++k) plot.append("a", k, k);
        QTest::qWait(100);
        QCOMPARE(plot.canvas()->xAxis->range(), x);
        QCOMPARE(plot.canvas()->yAxis->range(), y);
        QTest::mouseDClick(plot.canvas(), Qt::LeftButton, {}, centre.toPoint());
        QVERIFY(!plot.isZoomed());
        QTest::qWait(100);
        QVERIFY(plot.canvas()->xAxis->range().contains(49));
        QVERIFY(plot.canvas()->xAxis->range().contains(1));
    }

    void burstsAreOneReplotAndHiddenPlotsNone() {
        CurvePlot plot;
        plot.setCurve(line("a", {1}));
        show(plot);
        const int before = plot.replots();
        for (int k = 2; k < 2000; ++k) plot.append("a", k, std::sin(k));
        QTest::qWait(150);
        QVERIFY(plot.replots() > before);
        QVERIFY2(plot.replots() - before <= 3, qPrintable(QString::number(plot.replots() - before)));
        plot.hide();
        const int hidden = plot.replots();
        plot.append("a", 2000, 7);
        QTest::qWait(100);
        QCOMPARE(plot.replots(), hidden);
        plot.show();
        QTest::qWait(100);
        QVERIFY(plot.replots() > hidden);
        QVERIFY(plot.canvas()->xAxis->range().contains(2000));
    }

    void themeChangesPens() {
        CurvePlot plot;
        plot.setCurve(line("a", {1, 2}, CurveStyle::exit(0, 3)));
        plot.setCurve(line("b", {2, 3}, CurveStyle::category(1)));
        show(plot);
        QCOMPARE(plot.curvePen("a").color(), exitColour(lightColours(), 0, 3));
        QCOMPARE(plot.curvePen("b").style(), categoryStyle(lightColours(), 1).dash);
        Theme::instance().setMode(ThemeMode::Dark);
        QTest::qWait(100);
        QCOMPARE(plot.curvePen("a").color(), exitColour(darkColours(), 0, 3));
        const QImage image = plot.grab().toImage();
        QCOMPARE(image.pixelColor(3, 3), darkColours().background);
        // A figure is light all the same, and the screen stays dark.
        const QImage figure = QImage::fromData(plot.figure("png", FigureWidth::Single));
        QCOMPARE(figure.pixelColor(3, 3), lightColours().background);
        QTest::qWait(100);
        QCOMPARE(plot.curvePen("a").color(), exitColour(darkColours(), 0, 3));
        Theme::instance().setMode(ThemeMode::Light);
    }

    void emptyPlotsSayWhatWillCome() {
        CurvePlot plot;
        plot.setEmptyText("Curves appear after the first round.");
        show(plot);
        QCOMPARE(plot.accessibleDescription(), plot.emptyText());
        QVERIFY(!plot.canvas()->isVisible());
        plot.setCurve(line("a", {1}));
        QTest::qWait(100);
        QVERIFY(plot.canvas()->isVisible());
        QVERIFY(plot.accessibleDescription().contains("a: 1"));
        plot.clear();
        QTest::qWait(100);
        QVERIFY(!plot.canvas()->isVisible());
    }

    void hoverAndKeysRead() {
        CurvePlot plot;
        plot.setValueAxis("accuracy", Unit::Percent, QCPRange(0, 1));
        plot.setCurve(line("exit 1", {0.5, 0.61234}));
        show(plot);
        QVERIFY(plot.readout(2.2).contains("round 2"));
        QVERIFY(plot.readout(2.2).contains("61.23"));
        plot.setFocus();
        QTest::keyClick(&plot, Qt::Key_Right);
        QVERIFY(plot.accessibleDescription().contains("round 1"));
        QTest::keyClick(&plot, Qt::Key_Right);
        QVERIFY(plot.accessibleDescription().contains("round 2"));
        // Limits hold: shares stay within 0..1 and the axis ends at tenths.
        QVERIFY(plot.canvas()->yAxis->range().lower >= 0);
        QVERIFY(qFuzzyCompare(plot.canvas()->yAxis->range().upper, 0.7));
    }

    void clickOnALabelHidesTheCurve() {
        CurvePlot plot;
        plot.setCurve(line("a", {1, 1}));
        plot.setCurve(line("b", {2, 2}));
        show(plot);
        const QRect rect = plot.canvas()->axisRect()->rect();
        const int y = qRound(plot.canvas()->yAxis->coordToPixel(2));
        QTest::mouseClick(plot.canvas(), Qt::LeftButton, {}, QPoint(rect.right() + 12, y));
        QVERIFY(!plot.isCurveVisible("b"));
        QVERIFY(plot.isCurveVisible("a"));
    }

    void logarithmicAxisDropsZeros() {
        CurvePlot plot;
        plot.setLogarithmic(true);
        plot.setCurve(line("a", {0, 1e-3, 1}));
        show(plot);
        QVERIFY(plot.canvas()->yAxis->range().lower > 0);
        QVERIFY(plot.canvas()->yAxis->range().lower < 1e-3);
    }

    void heatMapCells() {
        HeatMap map;
        map.setRowsClickable(true);
        map.setColours(HeatMap::Colours::Diverging);
        map.setMissingWords("nothing shared", "closed");
        HeatData d;
        d.rowAxis = "client";
        d.colAxis = "exit";
        d.rows = {7, 9};
        d.cols = {1, 2};
        d.values = Table(2, 2);
        d.values.values = {-1, gap, 0.5, 1};
        d.closed = {false, false, true, false};
        map.setData(d);
        show(map);
        QCOMPARE(map.cellColour(0, 0), lightColours().conflict);
        QVERIFY(!map.cellColour(0, 1).isValid());
        QVERIFY(!map.cellColour(1, 0).isValid());
        QCOMPARE(map.cellColour(1, 1), lightColours().agreement);
        QCOMPARE(map.cellText(0, 1), QString("client 7, exit 2: nothing shared"));
        QVERIFY(map.cellText(1, 0).contains("0.5") && map.cellText(1, 0).contains("closed"));
        QCOMPARE(map.table().toCsv(), QString("client,exit 1,exit 2\n7,-1,nan\n9,0.5,1\n"));

        QSignalSpy spy(&map, &HeatMap::rowActivated);
        QTest::mouseClick(map.canvas(), Qt::LeftButton, {},
                          QPoint(map.canvas()->axisRect()->center().x(), qRound(map.canvas()->yAxis->coordToPixel(1))));
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.first().first().toInt(), 9);
        QTest::keyClick(&map, Qt::Key_Down);
        QTest::keyClick(&map, Qt::Key_Return);
        QCOMPARE(spy.count(), 2);
        QCOMPARE(spy.last().first().toInt(), 7);
    }

    void roundsAreMarkedWhereTheyAre() {
        WholeTicker ticker;
        for (int count = 2; count <= 12; ++count)
            for (const double last : {2.0, 5.0, 12.0, 30.0, 31.0, 47.0, 60.0, 300.0}) {
                ticker.setTickCount(count);
                QVector<double> ticks;
                static_cast<QCPAxisTicker&>(ticker).generate(QCPRange(0.5, last), QLocale::c(), 'g', 6, ticks, nullptr,
                                                             nullptr);
                QVERIFY(!ticks.isEmpty());
                for (const double tick : ticks)
                    QVERIFY2(tick == std::round(tick), qPrintable(QString("%1 for %2 ticks").arg(tick).arg(count)));
            }
    }

    void largeMatrixIsDrawnAsAnImage() {
        HeatMap map;
        HeatData d;
        d.values = Table(1000, 1000, 0.25);
        for (int i = 0; i < 1000; ++i) {
            d.rows.push_back(i);
            d.cols.push_back(i);
        }
        map.setData(d);
        QElapsedTimer clock;
        clock.start();
        show(map);
        qInfo("1000 x 1000 cells shown within %lld ms", clock.elapsed());
        QCOMPARE(map.grab().toImage().pixelColor(map.canvas()->axisRect()->center()).name(),
                 sequentialColour(lightColours(), 0.25).name());
    }

    void timelineCountsOpenExits() {
        TimelinePlot plot;
        Table depth(2, 3, gap);
        depth.at(0, 0) = 0;
        depth.at(0, 1) = 1;
        depth.at(1, 2) = 3;
        plot.setTimeline({0, 1}, {1, 2, 5}, depth, 3);
        plot.setCurve({1, 2, 5}, {0, 0.5, 1}, "R(t)");
        show(plot);
        QCOMPARE(plot.cellColour(0, 1), exitColour(lightColours(), 0, 3));
        QCOMPARE(plot.cellColour(1, 2), exitColour(lightColours(), 2, 3));
        QVERIFY(!plot.cellColour(1, 0).isValid());
        QCOMPARE(plot.table().toCsv(), QString("round,R(t),\"client 0, open exits\",\"client 1, open exits\"\n"
                                               "1,0,0,nan\n2,0.5,1,nan\n5,1,nan,3\n"));
    }

    void barsStackAndMirror() {
        BarPlot plot;
        plot.setKeyAxis("round");
        plot.setValueAxis("bytes", Unit::Bytes);
        plot.setDirections("up", "down");
        plot.setBars({1, 2},
                     {{"backbone", 0, false, {10, 20}}, {"heads", 1, false, {1, 2}}, {"backbone", 0, true, {5, 6}}});
        show(plot);
        QVERIFY(plot.canvas()->yAxis->range().contains(22));
        QVERIFY(plot.canvas()->yAxis->range().contains(-6));
        QCOMPARE(plot.table().toCsv(),
                 QString("round,\"backbone, up\",\"heads, up\",\"backbone, down\"\n1,10,1,5\n2,20,2,6\n"));
        QVERIFY(plot.readout(1).contains("sum"));
        // The colour of the first layer is where its bar is.
        const QImage image = plot.canvas()->grab().toImage();
        const QPoint inside(qRound(plot.canvas()->xAxis->coordToPixel(2)),
                            qRound(plot.canvas()->yAxis->coordToPixel(10)));
        QCOMPARE(image.pixelColor(inside), categoryStyle(lightColours(), 0).colour);
    }

    void groupedBarsStandSideBySide() {
        BarPlot plot;
        plot.setGrouped(true);
        plot.setKeyAxis("level");
        plot.setBars({0, 1},
                     {{"a", 0, false, {4, 2}}, {"b", 1, false, {1, std::nan("")}}, {"exit 2", 1, false, {3, 3}, 3}},
                     {"low", "high"});
        show(plot);
        QVERIFY(plot.canvas()->yAxis->range().contains(4) && plot.canvas()->yAxis->range().upper < 5);  // not stacked
        const QImage image = plot.canvas()->grab().toImage();
        const auto colourAt = [&](double x, double y) {
            return image.pixelColor(qRound(plot.canvas()->xAxis->coordToPixel(x)),
                                    qRound(plot.canvas()->yAxis->coordToPixel(y)));
        };
        const double third = 0.8 / 3;  // of the width of a key's bars
        QCOMPARE(colourAt(0 - third, 0.5), categoryStyle(lightColours(), 0).colour);
        QCOMPARE(colourAt(0, 0.5), categoryStyle(lightColours(), 1).colour);
        QCOMPARE(colourAt(0, 1.8), lightColours().background);
        QCOMPARE(colourAt(0 + third, 2.5), exitColour(lightColours(), 1, 3));
        QCOMPARE(colourAt(1, 0.7), lightColours().background);  // not counted
        QCOMPARE(plot.readout(0), QString("level: low\na  4\nb  1\nexit 2  3"));
        QCOMPARE(plot.table().toCsv(), QString("level,a,b,exit 2\nlow,4,1,3\nhigh,2,nan,3\n"));
    }

    void pointsAreColouredByGroupOrValue() {
        ScatterPlot plot;
        plot.setAxes("cost", "gain", "accuracy");
        const double none = std::nan("");
        ScatterData data{{{"small", 0, 0}, {"large", 1, 0}}, {1, 3, 2.13, none}, {0, 5, 2.37, 1}, {0, 1, 1, 0}, {}};
        plot.setPoints(data);
        show(plot);
        QCOMPARE(plot.unplaced(), std::size_t{1});
        QVERIFY(plot.canvas()->xAxis->range().contains(1) && plot.canvas()->xAxis->range().contains(3));
        QVERIFY(plot.canvas()->xAxis->range().upper < 3.5);
        const auto at = [&](double x, double y) {
            return plot.canvas()->grab().toImage().pixelColor(qRound(plot.canvas()->xAxis->coordToPixel(x)),
                                                              qRound(plot.canvas()->yAxis->coordToPixel(y)));
        };
        QCOMPARE(at(1, 0), categoryStyle(lightColours(), 0).colour);
        QCOMPARE(at(3, 5), categoryStyle(lightColours(), 1).colour);
        QCOMPARE(plot.readout(1), QString("large\ncost  3\ngain  5"));
        QVERIFY(plot.accessibleDescription().contains("4 points in 2 groups, 1 of them without a place"));

        data.value = {-5, -3, none, -4};  // also below zero
        plot.setPoints(data);
        plot.flush();
        QCOMPARE(plot.pointColour(0), sequentialColour(lightColours(), 0));
        QCOMPARE(plot.pointColour(1), sequentialColour(lightColours(), 1));
        QVERIFY(!plot.pointColour(2).isValid());  // hollow
        QTest::qWait(100);
        QCOMPARE(at(1, 0), sequentialColour(lightColours(), 0));
        QCOMPARE(at(3, 5), sequentialColour(lightColours(), 1));
        QCOMPARE(at(2.13, 2.37), lightColours().background);
        QCOMPARE(
            plot.table().toCsv(),
            QString("group,cost,gain,accuracy\nsmall,1,0,-5\nlarge,3,5,-3\nlarge,2.13,2.37,nan\nsmall,nan,1,-4\n"));
        // The keyboard walks from left to right.
        plot.setFocus();
        QTest::keyClick(&plot, Qt::Key_Right);
        QTest::keyClick(&plot, Qt::Key_Right);
        QVERIFY(plot.accessibleDescription().startsWith("large; cost  2.13"));
        // Points alike, in one place.
        plot.setPoints({{}, {1, 1}, {2, 2}, {}, {}});
        plot.flush();
        QCOMPARE(plot.pointColour(1), categoryStyle(lightColours(), 0).colour);
        QVERIFY(plot.canvas()->xAxis->range().size() > 0);
        QCOMPARE(plot.table().columns.size(), std::size_t{2});
    }

    void picturesKeepTheirPixels() {
        ImageGrid plot;
        MethodImageGrid images;
        images.rows = images.cols = 2;
        images.channels = 3;
        images.height = 2;
        images.width = 2;
        // Red, green, blue and white corners; a grey tile; a black one.
        images.pixels = {255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255};
        images.pixels.resize(24, 128);
        images.pixels.resize(36, 0);
        images.labels = {"corners", "", "black"};
        plot.setImages(images);
        show(plot);
        QCOMPARE(plot.tileCount(), std::size_t{3});
        QCOMPARE(plot.tile(0).pixelColor(1, 0), QColor(0, 255, 0));
        const QImage image = plot.canvas()->grab().toImage();
        const QRectF first = plot.tileRect(0), second = plot.tileRect(1), third = plot.tileRect(2);
        QVERIFY(first.width() >= 60 && first.width() == first.height());
        QVERIFY(first.right() < second.left() && first.bottom() + plotsize::labelHeight <= third.top());
        // Squares of one colour up to their edges: nothing is smoothed.
        const auto inside = [&](double x, double y) {
            return image.pixelColor(qRound(first.left() + x * first.width()), qRound(first.top() + y * first.height()));
        };
        QCOMPARE(inside(0.05, 0.05), QColor(255, 0, 0));
        QCOMPARE(inside(0.47, 0.47), QColor(255, 0, 0));
        QCOMPARE(inside(0.53, 0.47), QColor(0, 255, 0));
        QCOMPARE(inside(0.47, 0.53), QColor(0, 0, 255));
        QCOMPARE(inside(0.53, 0.53), QColor(255, 255, 255));
        QCOMPARE(image.pixelColor(second.center().toPoint()), QColor(128, 128, 128));
        QCOMPARE(plot.readout(0), QString("corners (row 1, column 1)\n2 x 2 pixels, mean 127.5, from 0 to 255"));
        QVERIFY(plot.readout(1).startsWith("row 1, column 2\n"));
        QCOMPARE(plot.table().rows.size(), std::size_t{3});
        QVERIFY(plot.table().toCsv().endsWith("2,1,black,0,0,0\n"));
        for (const char* format : {"png", "pdf", "svg"}) QVERIFY(plot.figure(format, FigureWidth::Single).size() > 500);
        plot.flush();
        QCOMPARE(plot.tileRect(0), first);  // a figure leaves the screen as it was
        QTest::keyClick(&plot, Qt::Key_Down);
        QTest::keyClick(&plot, Qt::Key_Down);
        QVERIFY(plot.accessibleDescription().startsWith("black (row 2, column 1)"));
        plot.clear();
        plot.flush();
        QVERIFY(!plot.hasData());
    }

    void figuresHaveTheirPrintSize() {
        CurvePlot plot;
        plot.setTitle("Test");
        plot.setCurve(line("a", {1, 2, 3}));
        show(plot);
        const QByteArray pdf = plot.figure("pdf", FigureWidth::Single);
        QVERIFY(pdf.startsWith("%PDF"));
        QVERIFY(pdf.contains("/FontFile2") || pdf.contains("/FontFile3") || pdf.contains("/FontFile "));
        const QByteArray svg = plot.figure("svg", FigureWidth::Double);
        QVERIFY(svg.contains("viewBox=\"0 0 680 "));
        const QImage png = QImage::fromData(plot.figure("png", FigureWidth::Single));
        QVERIFY(std::abs(png.width() / 300.0 * 25.4 - 88) < 0.5);
    }

    void twentyCurvesOfTenThousandPoints() {
        CurvePlot plot;
        Rng rng(1, Purpose::Test);
        std::vector<Curve> curves;
        for (int c = 0; c < 20; ++c) {
            Curve curve{QString::number(c), QString("run %1").arg(c), CurveStyle::category(c), {}, {}, {}, {}};
            double v = 0;
            for (int i = 0; i < 10000; ++i) {
                curve.keys.push_back(i);
                curve.values.push_back(v += rng.normal());
            }
            curves.push_back(std::move(curve));
        }
        plot.setCurves(curves);
        show(plot, {1200, 700});
        QCOMPARE(plot.curveCount(), std::size_t{20});
        QElapsedTimer clock;
        clock.start();
        constexpr int times = 20;
        for (int i = 0; i < times; ++i) plot.canvas()->replot(QCustomPlot::rpImmediateRefresh);
        qInfo("20 x 10 000 points: %.1f ms per replot", static_cast<double>(clock.elapsed()) / times);
        clock.restart();
        for (int i = 0; i < times; ++i) {
            for (int c = 0; c < 20; ++c) plot.append(QString::number(c), 10000 + i, 0);
            plot.flush();
            plot.canvas()->replot(QCustomPlot::rpImmediateRefresh);
        }
        qInfo("20 x 10 000 points, each grown by one: %.1f ms per update",
              static_cast<double>(clock.elapsed()) / times);
    }
};

QTEST_MAIN(PlotsTest)
#include "tst_plots.moc"
