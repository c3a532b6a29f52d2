// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "core/report/axes.h"

namespace exitlab::report {

namespace {

/// More label at line ends than this would be a legend in the margin.
constexpr std::size_t kMostDirect = 8;
constexpr double kLabelStep = 8.5;

struct EndLabel {
    const Line* line;
    double want, place;
};

/// Labels beside the ends of their lines, apart from each other and inside the plot; empty where they do not fit.
std::vector<EndLabel> endLabels(const CurvePlot& plot, const Rect& inner, const Scale& y) {
    std::vector<EndLabel> labels;
    for (const Line& line : plot.lines) {
        if (line.label.empty()) continue;
        for (std::size_t i = std::min(line.x.size(), line.y.size()); i-- > 0;) {
            if (!std::isfinite(line.y[i])) continue;
            const double at = inner.bottom() - std::clamp(y.share(line.y[i]), 0.0, 1.0) * inner.height;
            labels.push_back({&line, at, at});
            break;
        }
    }
    std::stable_sort(labels.begin(), labels.end(),
                     [](const EndLabel& a, const EndLabel& b) { return a.want < b.want; });
    const double room = inner.height + kLabelStep;
    if (static_cast<double>(labels.size()) * kLabelStep > room) return {};
    for (std::size_t i = 1; i < labels.size(); ++i)
        labels[i].place = std::max(labels[i].place, labels[i - 1].place + kLabelStep);
    // What was pushed below the plot pushes back.
    double most = inner.bottom() + kLabelStep / 4;
    for (std::size_t i = labels.size(); i-- > 0;) {
        labels[i].place = std::min(labels[i].place, most);
        most = labels[i].place - kLabelStep;
    }
    return labels;
}

std::vector<LegendEntry> legendOf(const CurvePlot& plot) {
    std::vector<LegendEntry> entries;
    for (const Line& line : plot.lines)
        if (!line.label.empty()) entries.push_back({line.label, line.colour, line.dash, line.marker, plot.stacked});
    return entries;
}

void drawStack(Canvas& canvas, const CurvePlot& plot, const Rect& inner, const Scale& x, const Scale& y) {
    if (plot.lines.empty()) return;
    const std::vector<double>& keys = plot.lines.front().x;
    std::vector<double> below(keys.size(), 0);
    const auto at = [&](double key, double value) {
        return std::pair(inner.x + x.share(key) * inner.width, inner.bottom() - y.share(value) * inner.height);
    };
    for (const Line& line : plot.lines) {
        std::vector<std::pair<double, double>> outline;
        for (std::size_t i = 0; i < keys.size(); ++i) outline.push_back(at(keys[i], below[i]));
        for (std::size_t i = 0; i < keys.size() && i < line.y.size(); ++i)
            if (std::isfinite(line.y[i])) below[i] += line.y[i];
        for (std::size_t i = keys.size(); i-- > 0;) outline.push_back(at(keys[i], below[i]));
        canvas.polygon(outline, line.colour, 0.85);
    }
}

void drawLines(Canvas& canvas, const CurvePlot& plot, const Rect& inner, const Scale& x, const Scale& y) {
    const auto at = [&](double key, double value) {
        return std::pair(inner.x + x.share(key) * inner.width, inner.bottom() - y.share(value) * inner.height);
    };
    for (const Line& line : plot.lines) {
        std::vector<std::pair<double, double>> band;
        for (std::size_t i = 0; i < line.low.size() && i < line.x.size(); ++i)
            if (std::isfinite(line.low[i])) band.push_back(at(line.x[i], line.low[i]));
        for (std::size_t i = std::min(line.high.size(), line.x.size()); i-- > 0;)
            if (std::isfinite(line.high[i])) band.push_back(at(line.x[i], line.high[i]));
        canvas.polygon(band, line.colour, 0.15);
    }
    for (const Line& line : plot.lines) {
        std::vector<std::pair<double, double>> points;
        for (std::size_t i = 0; i < std::min(line.x.size(), line.y.size()); ++i)
            points.push_back(at(line.x[i], line.y[i]));
        canvas.curve(points, line.colour, 1.1, line.dash);
        // A single point is no line; markers also tell runs apart without colour.
        const std::size_t step = line.marker ? std::max<std::size_t>(1, points.size() / 10) : 1;
        if (line.marker || points.size() == 1)
            for (std::size_t i = 0; i < points.size(); i += step)
                if (std::isfinite(points[i].second))
                    canvas.marker(points[i].first, points[i].second, line.marker.value_or(Marker::Disc), line.colour);
    }
}

void drawCurvePlot(Canvas& canvas, const CurvePlot& plot, const Rect& all) {
    std::vector<const std::vector<double>*> keys, values;
    std::vector<double> totals;
    for (const Line& line : plot.lines) {
        keys.push_back(&line.x);
        if (plot.stacked) {
            totals.resize(std::max(totals.size(), line.y.size()), 0);
            for (std::size_t i = 0; i < line.y.size(); ++i)
                if (std::isfinite(line.y[i])) totals[i] += line.y[i];
        } else {
            values.insert(values.end(), {&line.y, &line.low, &line.high});
        }
    }
    if (plot.stacked) values = {&totals};
    const auto [xLow, xHigh] = rangeOf(keys);
    auto [yLow, yHigh] = rangeOf(values);
    // Sizes, times and shares mean something from 0 on.
    if (plot.y.unit == Unit::Bytes || plot.y.unit == Unit::Seconds || plot.stacked) yLow = std::min(yLow, 0.0);
    const Scale y(plot.y, yLow, yHigh, std::max(2, static_cast<int>(all.height / 30)));
    AxisSpec xAxis = plot.x;
    // Rounds end where they end.
    if (xAxis.unit == Unit::Whole && xHigh > xLow) {
        if (!xAxis.low) xAxis.low = xLow;
        if (!xAxis.high) xAxis.high = xHigh;
    }
    const Scale x(xAxis, xLow, xHigh, std::max(2, static_cast<int>(all.width / 45)));

    const double left = leftRoom(canvas, y);
    Rect inner{all.x + left, all.y + 6, all.width - left - 10, all.height - 6 - kBottomRoom};
    std::vector<LegendEntry> legend = legendOf(plot);
    double widest = 0;
    for (const LegendEntry& entry : legend) widest = std::max(widest, canvas.textWidth(entry.label, print::labelInk()));
    const bool direct = !plot.stacked && legend.size() > 1 && legend.size() <= kMostDirect &&
                        widest < all.width * 0.25 && !endLabels(plot, inner, y).empty();
    const double noteHeight = plot.note.empty() ? 0 : 10;
    if (direct) {
        inner.width -= widest + 6;
    } else if (!legend.empty()) {
        const double height = legendHeight(canvas, legend, inner.width);
        drawLegend(canvas, legend, inner.x, inner.y - 2, inner.width);
        inner.y += height;
        inner.height -= height;
    }
    if (noteHeight > 0) {
        canvas.text(inner.x, inner.y + 2, plot.note, print::tickInk(), Align::Left, inner.width);
        inner.y += noteHeight;
        inner.height -= noteHeight;
    }
    drawAxes(canvas, inner, x, y);
    canvas.clip({inner.x - 2, inner.y - 2, inner.width + 4, inner.height + 4});
    plot.stacked ? drawStack(canvas, plot, inner, x, y) : drawLines(canvas, plot, inner, x, y);
    canvas.unclip();
    if (!direct) return;
    for (const EndLabel& label : endLabels(plot, inner, y)) {
        const double from = inner.right() + 1, to = inner.right() + 6;
        canvas.line(from, label.want, to, label.place, label.line->colour, 0.6);
        Ink ink = print::labelInk();
        ink.colour = label.line->colour;
        canvas.text(to + 1.5, label.place, label.line->label, ink);
    }
}

}  // namespace

Figure curveFigure(CurvePlot plot, double widthMm, double heightMm) {
    Figure figure;
    figure.widthMm = widthMm;
    figure.heightMm = heightMm;
    figure.draw = [plot = std::move(plot)](Canvas& canvas, const Rect& all) { drawCurvePlot(canvas, plot, all); };
    return figure;
}

}  // namespace exitlab::report
