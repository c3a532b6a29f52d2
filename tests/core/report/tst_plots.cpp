// SPDX-License-Identifier: GPL-3.0-or-later
// The figures: sound SVG at print size, for ordinary data and for data that has little to draw.
#include <QTest>
#include <QXmlStreamReader>

#include <cairo.h>

#include <cmath>

#include "core/report/axes.h"
#include "core/report/table_layout.h"

using namespace exitlab;
using namespace exitlab::report;

namespace {

const double kNaN = std::nan("");

/// Pixels that are not paper, of a figure drawn at one pixel per point.
int inked(const Figure& figure) {
    const int width = static_cast<int>(figure.widthMm * kPointsPerMm),
              height = static_cast<int>(figure.heightMm * kPointsPerMm);
    cairo_surface_t* image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t* cairo = cairo_create(image);
    {
        Canvas canvas(cairo);
        const Rect all{0, 0, double(width), double(height)};
        canvas.fill(all, lightPalette().background);
        figure.draw(canvas, all);
    }
    cairo_surface_flush(image);
    const unsigned char* data = cairo_image_surface_get_data(image);
    const int stride = cairo_image_surface_get_stride(image);
    int count = 0;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const auto* pixel = data + y * stride + 4 * x;
            count += pixel[0] < 200 || pixel[1] < 200 || pixel[2] < 200;
        }
    cairo_destroy(cairo);
    cairo_surface_destroy(image);
    return count;
}

void sound(const Figure& figure, int leastInk) {
    const std::string svg = svgOf(figure);
    QXmlStreamReader xml(QByteArray::fromStdString(svg));
    QString width;
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"svg")
            width = xml.attributes().value("width").toString();
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    // 88 mm are 249.4 points.
    QVERIFY2(width.startsWith(QString::number(static_cast<int>(figure.widthMm * kPointsPerMm))), qPrintable(width));
    const int ink = inked(figure);
    QVERIFY2(ink >= leastInk, qPrintable(QString("%1 inked pixels").arg(ink)));
}

Line line(std::vector<double> x, std::vector<double> y, const std::string& label = "line") {
    Line l;
    l.label = label;
    l.x = std::move(x);
    l.y = std::move(y);
    l.colour = lightPalette().accent;
    return l;
}

}  // namespace

class TestPlots : public QObject {
    Q_OBJECT

  private slots:
    void curves_data() {
        QTest::addColumn<QString>("kind");
        for (const char* name :
             {"ordinary", "one point", "empty", "gaps", "flat", "huge", "many", "stacked", "negative"})
            QTest::newRow(name) << name;
    }
    void curves() {
        QFETCH(QString, kind);
        CurvePlot plot;
        plot.y = {"accuracy", Unit::Percent, {}, {}};
        if (kind == "ordinary")
            plot.lines = {line({1, 2, 3}, {0.1, 0.5, 0.7}, "exit 1"), line({1, 2, 3}, {0.2, 0.6, 0.71}, "exit 2")};
        if (kind == "one point") plot.lines = {line({1}, {0.5})};
        if (kind == "empty") plot.lines = {line({}, {})};
        if (kind == "gaps") plot.lines = {line({1, 2, 3, 4}, {0.1, kNaN, INFINITY, 0.7})};
        if (kind == "flat") plot.lines = {line({1, 2, 3}, {0, 0, 0})};
        if (kind == "huge") {
            plot.y.unit = Unit::Quantity;
            plot.lines = {line({1, 2, 3}, {1e12, 2e12, 3.5e12})};
        }
        if (kind == "many")
            for (int i = 0; i < 24; ++i)
                plot.lines.push_back(
                    line({1, 2, 3}, {0.1, 0.2, 0.01 * i}, "a rather long name of run " + std::to_string(i)));
        if (kind == "stacked") {
            plot.stacked = true;
            plot.lines = {line({1, 2, 3}, {1, 2, 3}, "train"), line({1, 2, 3}, {1, 1, kNaN}, "evaluate")};
        }
        if (kind == "negative") {
            plot.y.unit = Unit::Number;
            plot.lines = {line({1, 2, 3}, {-3, -1, -2})};
        }
        sound(curveFigure(plot), 200);
        sound(curveFigure(plot, kDouble, 74), 200);
    }

    void scalesEndAtRoundNumbers_data() {
        QTest::addColumn<int>("unit");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<QString>("title");
        QTest::newRow("percent") << int(Unit::Percent) << 0.113 << 0.87 << "what (%)";
        QTest::newRow("bytes") << int(Unit::Bytes) << 0.0 << 3.2e6 << "what (MB)";
        QTest::newRow("milliseconds") << int(Unit::Seconds) << 0.0 << 0.03 << "what (ms)";
        QTest::newRow("minutes") << int(Unit::Seconds) << 0.0 << 3000.0 << "what (min)";
        QTest::newRow("number") << int(Unit::Number) << -1.3 << 2.2 << "what";
        QTest::newRow("rounds") << int(Unit::Whole) << 1.0 << 3.0 << "what";
        QTest::newRow("small") << int(Unit::Number) << 1e-7 << 3e-7 << "what";
    }
    void scalesEndAtRoundNumbers() {
        QFETCH(int, unit);
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(QString, title);
        const Scale scale({"what", static_cast<Unit>(unit), {}, {}}, low, high, 5);
        QCOMPARE(QString::fromStdString(scale.title()), title);
        QVERIFY(scale.low() <= low && scale.high() >= high);
        QVERIFY(scale.ticks().size() >= 2 && scale.ticks().size() <= 9);
        QSet<QString> texts;
        for (const double tick : scale.ticks()) {
            const QString text = QString::fromStdString(scale.text(tick));
            QVERIFY2(!texts.contains(text), qPrintable(text));
            QVERIFY2(text.size() <= 8, qPrintable(text));
            texts << text;
        }
        QVERIFY(std::abs(scale.ticks().front() - scale.low()) < 1e-9 * std::abs(high));
        QVERIFY(std::abs(scale.ticks().back() - scale.high()) < 1e-9 * std::abs(high));
    }

    void wholeTicksAreWhole() {
        const Scale scale({"round", Unit::Whole, {}, {}}, 1, 3, 20);
        for (const double tick : scale.ticks()) QCOMPARE(tick, std::round(tick));
        const Scale fixed({"share", Unit::Percent, 0, 1}, 0.4, 0.41, 5);
        QCOMPARE(fixed.low(), 0.0);
        QCOMPARE(fixed.high(), 1.0);
    }

    void heatMaps() {
        HeatMapSpec map;
        map.values = Table(3, 20, 0.5);
        map.values.at(1, 3) = kNaN;
        for (int i = 0; i < 20; ++i) map.cols.push_back(std::to_string(i));
        map.rows = {"exit 1", "exit 2", "exit 3"};
        map.unit = Unit::Percent;
        map.low = 0;
        map.high = 1;
        sound(heatFigure(map, kDouble), 5000);
        map.colour = ColourMeaning::Diverging;
        map.unit = Unit::Number;
        map.values.at(0, 0) = -1;
        sound(heatFigure(map), 500);
        map.colour = ColourMeaning::State;
        sound(heatFigure(map), 500);
        // Many clients: an image, a file of some kilobytes.
        HeatMapSpec large;
        large.values = Table(100, 100, 0.5);
        large.values.at(0, 0) = 1;
        sound(heatFigure(large), 5000);
        QVERIFY(svgOf(heatFigure(large)).size() < 60000);
        HeatMapSpec none;
        none.values = Table(1, 1, kNaN);
        sound(heatFigure(none), 0);
    }

    void barsPointsPicturesAndReliability() {
        BarPlot bars;
        bars.y = {"samples", Unit::Percent, 0, 1};
        bars.bins = {"0.3", "0.4", "0.5"};
        bars.groups = {{"exit 1", {0.5, 0.4, kNaN}, lightPalette().accent},
                       {"exit 2", {0.5, 0.6, 1}, lightPalette().error}};
        sound(barFigure(bars), 3000);
        bars.stacked = false;
        sound(barFigure(bars), 2000);
        PointPlot points;
        points.points = {{1, 2, lightPalette().accent, Marker::Disc}, {3, kNaN, lightPalette().accent, Marker::Plus}};
        points.legend = {{"group", points.points.front()}};
        sound(pointFigure(points), 100);
        MethodImageGrid images{1, "i", "Images", 1, 2, 3, 1, 1, {255, 0, 0, 0, 255, 0}, {"red", "green"}};
        sound(imageFigure(images), 1000);
        ReliabilityPlot reliability{{0.25, 0.75}, {0.5, kNaN}, {1, 0}, "Exit 1", lightPalette().accent};
        sound(reliabilityFigure(reliability), 1000);
    }

    void tablesTooWideAreSetInParts() {
        cairo_surface_t* image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 10, 10);
        cairo_t* cairo = cairo_create(image);
        {
            const Canvas canvas(cairo);
            DataTable table;
            table.columns.push_back({"client", Align::Right});
            for (int c = 0; c < 40; ++c) table.columns.push_back({"column " + std::to_string(c), Align::Right});
            table.add(std::vector<std::string>(41, "12.35 M"));
            const TableLayout layout(canvas, table, 510);
            QVERIFY(layout.parts() >= 2);
            DataTable words;
            words.columns = {{"key", Align::Left}, {"value", Align::Left}};
            words.add({"short", std::string(600, 'x') + " " + std::string(600, 'y')});
            const TableLayout wrapped(canvas, words, 510);
            QCOMPARE(wrapped.parts(), std::size_t(1));
            QVERIFY(wrapped.rowHeight(0, 0) > 40);
        }
        cairo_destroy(cairo);
        cairo_surface_destroy(image);
    }
};

QTEST_GUILESS_MAIN(TestPlots)
#include "tst_plots.moc"
