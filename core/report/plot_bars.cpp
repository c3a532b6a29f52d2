// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "core/report/axes.h"

namespace exitlab::report {

namespace {

void drawBarPlot(Canvas& canvas, const BarPlot& plot, const Rect& all) {
    const std::size_t bins = plot.bins.size();
    std::vector<double> totals(bins, 0);
    double most = 0;
    for (const BarPlot::Group& group : plot.groups)
        for (std::size_t b = 0; b < bins && b < group.values.size(); ++b) {
            if (!std::isfinite(group.values[b])) continue;
            totals[b] += group.values[b];
            most = std::max(most, plot.stacked ? totals[b] : group.values[b]);
        }
    const Scale y(plot.y, 0, most, std::max(2, static_cast<int>(all.height / 30)));
    const double left = leftRoom(canvas, y);
    Rect inner{all.x + left, all.y + 6, all.width - left - 6, all.height - 6 - kBottomRoom};
    if (plot.groups.size() > 1) {
        std::vector<LegendEntry> legend;
        for (const BarPlot::Group& group : plot.groups) legend.push_back({group.label, group.colour, {}, {}, true});
        const double height = legendHeight(canvas, legend, inner.width);
        drawLegend(canvas, legend, inner.x, inner.y - 2, inner.width);
        inner.y += height;
        inner.height -= height;
    }
    const Palette& c = print::colours();
    for (const double tick : y.ticks()) {
        const double at = inner.bottom() - y.share(tick) * inner.height;
        canvas.line(inner.x, at, inner.right(), at, c.grid, 0.6);
        canvas.text(inner.x - 4, at, y.text(tick), print::tickInk(), Align::Right);
    }
    const double step = inner.width / static_cast<double>(std::max<std::size_t>(bins, 1));
    const double bar = step * (step > 6 ? 0.76 : 0.92);
    std::vector<double> below(bins, 0);
    const auto lanes = static_cast<double>(plot.stacked ? 1 : std::max<std::size_t>(1, plot.groups.size()));
    for (std::size_t g = 0; g < plot.groups.size(); ++g)
        for (std::size_t b = 0; b < bins && b < plot.groups[g].values.size(); ++b) {
            const double value = plot.groups[g].values[b];
            if (!std::isfinite(value) || value <= 0) continue;
            const double height = (y.share(value) - y.share(0)) * inner.height;
            const double x = inner.x + static_cast<double>(b) * step + (step - bar) / 2 +
                             (plot.stacked ? 0 : static_cast<double>(g) * bar / lanes);
            const double top = inner.bottom() - below[b] - height;
            canvas.fill({x, top, bar / lanes, height}, plot.groups[g].colour);
            if (plot.stacked) below[b] += height;
        }
    // Labels that would touch are left out evenly.
    double widest = 4;
    for (const std::string& bin : plot.bins) widest = std::max(widest, canvas.textWidth(bin, print::tickInk()));
    const auto every = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil((widest + 8) / step)));
    for (std::size_t b = 0; b < bins; b += every)
        canvas.text(inner.x + (static_cast<double>(b) + 0.5) * step, inner.bottom() + 7.5, plot.bins[b],
                    print::tickInk(), Align::Centre, every * step * 1.6);
    canvas.line(inner.x, inner.bottom(), inner.right(), inner.bottom(), c.outline, 0.6);
    canvas.text(inner.x + inner.width / 2, inner.bottom() + 18, plot.x.title, print::titleInk(), Align::Centre,
                inner.width);
    canvas.textUpwards(inner.x - left + 6, inner.y + inner.height / 2, y.title(), print::titleInk(), inner.height + 16);
}

void drawReliability(Canvas& canvas, const ReliabilityPlot& plot, const Rect& all) {
    const Scale x({"confidence", Unit::Percent, 0, 1}, 0, 1, 5), y({"accuracy", Unit::Percent, 0, 1}, 0, 1, 5);
    const double left = leftRoom(canvas, y);
    const Rect inner{all.x + left, all.y + 16, all.width - left - 8, all.height - 16 - kBottomRoom};
    canvas.text(inner.x, all.y + 8, plot.title, print::titleInk(), Align::Left, inner.width);
    drawAxes(canvas, inner, x, y);
    const auto at = [&](double a, double b) {
        return std::pair(inner.x + a * inner.width, inner.bottom() - b * inner.height);
    };
    const double bins = static_cast<double>(std::max<std::size_t>(1, plot.middle.size()));
    for (std::size_t b = 0; b < plot.middle.size(); ++b) {
        if (!std::isfinite(plot.accuracy[b])) continue;
        const double bar = inner.width / bins * 0.84, height = plot.accuracy[b] * inner.height;
        const double x0 = inner.x + plot.middle[b] * inner.width - bar / 2;
        // Pale where few samples are: such a bar says little.
        canvas.fill({x0, inner.bottom() - height, bar, height}, plot.colour, plot.share[b] < 0.01 ? 0.35 : 0.9);
    }
    const auto [x0, y0] = at(0, 0);
    const auto [x1, y1] = at(1, 1);
    canvas.line(x0, y0, x1, y1, print::colours().secondary, 0.7, Dash::Dash);
}

void drawPoints(Canvas& canvas, const PointPlot& plot, const Rect& all) {
    std::vector<double> xs, ys;
    for (const PointPlot::Point& point : plot.points)
        if (std::isfinite(point.x) && std::isfinite(point.y)) {
            xs.push_back(point.x);
            ys.push_back(point.y);
        }
    const auto [xLow, xHigh] = rangeOf({&xs});
    const auto [yLow, yHigh] = rangeOf({&ys});
    const Scale x(plot.x, xLow, xHigh, std::max(2, static_cast<int>(all.width / 50)));
    const Scale y(plot.y, yLow, yHigh, std::max(2, static_cast<int>(all.height / 30)));
    const double left = leftRoom(canvas, y);
    Rect inner{all.x + left, all.y + 6, all.width - left - 8, all.height - 6 - kBottomRoom};
    std::vector<LegendEntry> legend;
    for (const auto& [label, look] : plot.legend)
        legend.push_back({label, look.colour, Dash::Solid, look.marker, false});
    if (!legend.empty()) {
        const double height = legendHeight(canvas, legend, inner.width);
        drawLegend(canvas, legend, inner.x, inner.y - 2, inner.width);
        inner.y += height;
        inner.height -= height;
    }
    drawAxes(canvas, inner, x, y);
    for (const PointPlot::Point& point : plot.points)
        if (std::isfinite(point.x) && std::isfinite(point.y))
            canvas.marker(inner.x + x.share(point.x) * inner.width, inner.bottom() - y.share(point.y) * inner.height,
                          point.marker, point.colour);
}

}  // namespace

Figure barFigure(BarPlot plot, double widthMm, double heightMm) {
    Figure figure;
    figure.widthMm = widthMm;
    figure.heightMm = heightMm;
    figure.draw = [plot = std::move(plot)](Canvas& canvas, const Rect& all) { drawBarPlot(canvas, plot, all); };
    return figure;
}

Figure pointFigure(PointPlot plot, double widthMm, double heightMm) {
    Figure figure;
    figure.widthMm = widthMm;
    figure.heightMm = heightMm;
    figure.draw = [plot = std::move(plot)](Canvas& canvas, const Rect& all) { drawPoints(canvas, plot, all); };
    return figure;
}

Figure reliabilityFigure(ReliabilityPlot plot, double widthMm, double heightMm) {
    Figure figure;
    figure.widthMm = widthMm;
    figure.heightMm = heightMm;
    figure.draw = [plot = std::move(plot)](Canvas& canvas, const Rect& all) { drawReliability(canvas, plot, all); };
    return figure;
}

}  // namespace exitlab::report
