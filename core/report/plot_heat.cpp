// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "core/report/axes.h"

namespace exitlab::report {

namespace {

constexpr double kBarWidth = 8, kBarRoom = 44, kTopRoom = 6;
/// Beyond so many cells they are an image: a rectangle each would make the file slow to open.
constexpr int kMostRects = 1600;

struct Colours {
    const HeatMapSpec& map;
    double low, high;
    Rgb of(double value) const {
        const Palette& c = print::colours();
        if (map.colour == ColourMeaning::Diverging) return divergingColour(c, value);
        if (map.colour == ColourMeaning::State) return stateColour(c, value >= 0.5);
        return sequentialColour(c, (value - low) / (high - low));
    }
};

std::pair<double, double> limits(const HeatMapSpec& map) {
    if (map.colour == ColourMeaning::Diverging) return {-1, 1};
    if (map.colour == ColourMeaning::State) return {0, 1};
    const auto [low, high] = rangeOf({&map.values.values});
    const double from = map.low.value_or(std::min(low, 0.0)), to = map.high.value_or(high);
    return {from, to > from ? to : from + 1};
}

std::string cellText(const HeatMapSpec& map, double value) {
    if (map.unit == Unit::Percent) return fmt::format("{:.0f}", 100 * value);
    if (map.unit == Unit::Whole) return fmt::format("{:.0f}", value);
    return fmt::format("{:.2f}", std::abs(value) < 0.005 ? 0.0 : value);
}

void drawBar(Canvas& canvas, const HeatMapSpec& map, const Colours& colours, const Rect& bar) {
    if (map.colour == ColourMeaning::State) {
        const Palette& c = print::colours();
        double y = bar.y;
        for (const auto& [open, word] : {std::pair{true, "open"}, std::pair{false, "closed"}}) {
            canvas.fill({bar.x, y, kBarWidth, kBarWidth}, stateColour(c, open));
            canvas.frame({bar.x, y, kBarWidth, kBarWidth}, c.outline, 0.4);
            canvas.text(bar.right() + 3, y + kBarWidth / 2, word, print::tickInk());
            y += kBarWidth + 4;
        }
        return;
    }
    constexpr int steps = 64;
    std::vector<Rgb> ramp;
    for (int i = 0; i < steps; ++i)
        ramp.push_back(colours.of(colours.high - (colours.high - colours.low) * i / (steps - 1)));
    canvas.pixels(bar, steps, 1, ramp);
    canvas.frame(bar, print::colours().outline, 0.4);
    AxisSpec axis{map.value, map.unit, colours.low, colours.high};
    const Scale scale(axis, colours.low, colours.high, std::clamp(static_cast<int>(bar.height / 22), 1, 5));
    double widest = 0;
    for (const double tick : scale.ticks()) {
        const double y = bar.bottom() - scale.share(tick) * bar.height;
        canvas.line(bar.right(), y, bar.right() + 2, y, print::colours().outline, 0.4);
        canvas.text(bar.right() + 3.5, y, scale.text(tick), print::tickInk());
        widest = std::max(widest, canvas.textWidth(scale.text(tick), print::tickInk()));
    }
    canvas.textUpwards(bar.right() + 3.5 + widest + 6, bar.y + bar.height / 2, scale.title(), print::titleInk(),
                       std::max(bar.height + 20, 40.0));
}

/// Labels along an axis with room between them; every n-th where all do not fit.
std::size_t every(double step, double needed) {
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(needed / std::max(step, 0.01))));
}

void drawHeat(Canvas& canvas, const HeatMapSpec& map, const Rect& all) {
    const auto [low, high] = limits(map);
    const Colours colours{map, low, high};
    const Table& t = map.values;
    double rowLabel = 0, colLabel = 0;
    for (const std::string& label : map.rows) rowLabel = std::max(rowLabel, canvas.textWidth(label, print::tickInk()));
    for (const std::string& label : map.cols) colLabel = std::max(colLabel, canvas.textWidth(label, print::tickInk()));
    rowLabel = std::min(rowLabel, 70.0);
    const double left = rowLabel + 5 + 13;
    const Rect inner{all.x + left, all.y + kTopRoom, all.width - left - kBarRoom, all.height - kTopRoom - kBottomRoom};
    const double w = inner.width / std::max(1, t.cols), h = inner.height / std::max(1, t.rows);
    const Palette& c = print::colours();
    if (t.rows * t.cols > kMostRects) {
        std::vector<Rgb> cells;
        for (const double v : t.values) cells.push_back(std::isfinite(v) ? colours.of(v) : c.raised);
        canvas.pixels(inner, t.rows, t.cols, cells);
    } else {
        Ink ink = print::tickInk();
        ink.size = std::min(6.5, h * 0.8);
        bool written = h >= 7 && w >= 9;
        for (int r = 0; r < t.rows && written; ++r)
            for (int k = 0; k < t.cols && written; ++k)
                written = !std::isfinite(t.at(r, k)) || canvas.textWidth(cellText(map, t.at(r, k)), ink) < w - 1.5;
        for (int r = 0; r < t.rows; ++r)
            for (int k = 0; k < t.cols; ++k) {
                const Rect cell{inner.x + k * w, inner.y + r * h, w, h};
                const double value = t.at(r, k);
                if (!std::isfinite(value)) {
                    canvas.fill(cell, c.background);
                    canvas.hatch(cell, c.missing);
                    continue;
                }
                const Rgb colour = colours.of(value);
                // A hair wider, so that no gap shows between neighbours.
                canvas.fill({cell.x, cell.y, cell.width + 0.15, cell.height + 0.15}, colour);
                if (!written || map.colour == ColourMeaning::State) continue;
                ink.colour = readableOn(colour);
                canvas.text(cell.x + w / 2, cell.y + h / 2, cellText(map, value), ink, Align::Centre);
            }
    }
    canvas.frame(inner, c.outline, 0.4);
    const std::size_t rowStep = every(h, 8), colStep = every(w, colLabel + 4);
    for (std::size_t r = 0; r < map.rows.size(); r += rowStep)
        canvas.text(inner.x - 4, inner.y + (static_cast<double>(r) + 0.5) * h, map.rows[r], print::tickInk(),
                    Align::Right, rowLabel + 1);
    for (std::size_t k = 0; k < map.cols.size(); k += colStep)
        canvas.text(inner.x + (static_cast<double>(k) + 0.5) * w, inner.bottom() + 7, map.cols[k], print::tickInk(),
                    Align::Centre);
    canvas.text(inner.x + inner.width / 2, inner.bottom() + 17, map.colTitle, print::titleInk(), Align::Centre);
    canvas.textUpwards(all.x + 6, inner.y + inner.height / 2, map.rowTitle, print::titleInk(), inner.height + 24);
    drawBar(canvas, map, colours,
            {inner.right() + 7, inner.y, kBarWidth, std::max(20.0, std::min(inner.height, 160.0))});
}

}  // namespace

Figure heatFigure(HeatMapSpec map, double widthMm) {
    Figure figure;
    figure.widthMm = widthMm;
    // Square cells where that gives a figure of a sensible height.
    const double cells = std::max(1, map.values.cols), rows = std::max(1, map.values.rows);
    const double square = (widthMm - 24) / cells * rows + 11;
    const double most = widthMm > 100 ? 110 : widthMm > 70 ? 74 : 56;
    figure.heightMm = std::clamp(square, std::max(26.0, std::min(rows * 3.4 + 12, most)), most);
    figure.draw = [map = std::move(map)](Canvas& canvas, const Rect& all) { drawHeat(canvas, map, all); };
    return figure;
}

Figure imageFigure(const MethodImageGrid& images, double widthMm) {
    Figure figure;
    figure.widthMm = widthMm;
    const double gap = 1.5;  // points
    const int cols = std::max(1, images.cols), rows = std::max(1, images.rows);
    const double label = images.labels.empty() ? 0 : 8;
    const double tile = std::min(widthMm * kPointsPerMm / cols - gap, 60.0);
    const double tileHeight = tile * std::max(1, images.height) / std::max(1, images.width);
    figure.heightMm = rows * (tileHeight + gap + label) / kPointsPerMm + 1;
    figure.draw = [images, gap, tile, tileHeight, label, cols](Canvas& canvas, const Rect& all) {
        std::size_t from = 0;
        const auto pixels = static_cast<std::size_t>(images.height) * static_cast<std::size_t>(images.width);
        for (std::size_t i = 0; i < images.tiles(); ++i, from += images.tileBytes()) {
            std::vector<Rgb> colours;
            for (std::size_t p = 0; p < pixels; ++p) {
                const auto part = [&](std::size_t channel) {
                    return images.pixels[from + (images.channels == 3 ? channel * pixels : 0) + p] / 255.0;
                };
                colours.emplace_back(part(0), part(1), part(2));
            }
            const auto col = static_cast<double>(i % static_cast<std::size_t>(cols));
            const auto row = static_cast<double>(i / static_cast<std::size_t>(cols));
            const Rect place{all.x + col * (tile + gap), all.y + row * (tileHeight + gap + label), tile, tileHeight};
            canvas.pixels(place, images.height, images.width, colours);
            if (i < images.labels.size())
                canvas.text(place.x + tile / 2, place.bottom() + label / 2, images.labels[i], print::tickInk(),
                            Align::Centre, tile);
        }
    };
    return figure;
}

}  // namespace exitlab::report
