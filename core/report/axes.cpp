// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/axes.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace exitlab::report {

namespace {

constexpr double kSwatch = 14, kGap = 3, kBetween = 10;

/// 1, 2, 2.5 or 5 times a power of ten.
double niceStep(double span, int target) {
    const double raw = span / std::max(1, target);
    const double power = std::pow(10, std::floor(std::log10(raw)));
    for (const double step : {1.0, 2.0, 2.5, 5.0})
        if (step * power >= raw * 0.999) return step * power;
    return 10 * power;
}

/// Digits after the point that tell ticks apart.
int decimalsOf(double step) {
    for (int decimals = 0; decimals < 6; ++decimals) {
        const double scaled = step * std::pow(10, decimals);
        if (std::abs(scaled - std::round(scaled)) < 1e-6 * std::max(1.0, scaled)) return decimals;
    }
    return 6;
}

}  // namespace

Scale::Scale(const AxisSpec& axis, double dataLow, double dataHigh, int target) : axis_(axis) {
    low_ = axis.low.value_or(dataLow);
    high_ = axis.high.value_or(dataHigh);
    if (!(high_ > low_)) {
        const double room = low_ == 0 || axis.unit == Unit::Whole ? 1 : std::abs(low_) * 0.1;
        if (!axis.low) low_ -= room;
        if (!axis.high || high_ <= low_) high_ = low_ + (axis.low ? 1 : 2) * room;
    }
    const double most = std::max(std::abs(low_), std::abs(high_));
    if (axis.unit == Unit::Percent) {
        factor_ = 100;
        unit_ = "%";
    } else if (axis.unit == Unit::Seconds) {
        unit_ = "s";
        if (most < 0.1) factor_ = 1e3, unit_ = "ms";
        if (most >= 36000)
            factor_ = 1.0 / 3600, unit_ = "h";
        else if (most >= 600)
            factor_ = 1.0 / 60, unit_ = "min";
    } else if (axis.unit == Unit::Bytes || axis.unit == Unit::Quantity) {
        static constexpr const char* kPrefixes[] = {"", "k", "M", "G", "T", "P"};
        std::size_t power = 0;
        for (double v = most; v >= 1000 && power + 1 < std::size(kPrefixes); v /= 1000) {
            ++power;
            factor_ /= 1000;
        }
        unit_ = std::string(kPrefixes[power]) + (axis.unit == Unit::Bytes ? "B" : "");
    }
    double step = niceStep((high_ - low_) * factor_, target);
    if (axis.unit == Unit::Whole) step = std::max(1.0, std::ceil(step));
    if (!axis.low) low_ = std::floor(low_ * factor_ / step + 1e-9) * step / factor_;
    if (!axis.high) high_ = std::ceil(high_ * factor_ / step - 1e-9) * step / factor_;
    decimals_ = decimalsOf(step);
    for (double tick = std::ceil(low_ * factor_ / step - 1e-9) * step; tick <= high_ * factor_ + 1e-9 * step;
         tick += step)
        ticks_.push_back(tick / factor_);
}

std::string Scale::text(double value) const {
    const double shown = value * factor_;
    const double clean = std::abs(shown) < 1e-12 ? 0 : shown;
    if (clean != 0 && (std::abs(clean) >= 1e6 || std::abs(clean) < 1e-4)) return fmt::format("{:.3g}", clean);
    std::string digits = fmt::format("{:.{}f}", clean, decimals_);
    if (digits[0] == '-') digits.replace(0, 1, "\xe2\x88\x92");  // the minus sign
    return digits;
}

std::string Scale::title() const {
    if (unit_.empty()) return axis_.title;
    return axis_.title.empty() ? unit_ : axis_.title + " (" + unit_ + ")";
}

double leftRoom(const Canvas& canvas, const Scale& y) {
    double widest = 0;
    for (const double tick : y.ticks()) widest = std::max(widest, canvas.textWidth(y.text(tick), print::tickInk()));
    return widest + 4 + (y.title().empty() ? 0 : 12) + 2;
}

void drawAxes(Canvas& canvas, const Rect& inner, const Scale& x, const Scale& y) {
    const Palette& c = print::colours();
    for (const double tick : y.ticks()) {
        const double at = inner.bottom() - y.share(tick) * inner.height;
        canvas.line(inner.x, at, inner.right(), at, c.grid, 0.6);
        canvas.text(inner.x - 4, at, y.text(tick), print::tickInk(), Align::Right);
    }
    for (const double tick : x.ticks()) {
        const double at = inner.x + x.share(tick) * inner.width;
        canvas.line(at, inner.y, at, inner.bottom(), c.grid, 0.6);
        canvas.line(at, inner.bottom(), at, inner.bottom() + 2, c.outline, 0.5);
        canvas.text(at, inner.bottom() + 7.5, x.text(tick), print::tickInk(), Align::Centre);
    }
    canvas.line(inner.x, inner.bottom(), inner.right(), inner.bottom(), c.outline, 0.6);
    canvas.text(inner.x + inner.width / 2, inner.bottom() + 18, x.title(), print::titleInk(), Align::Centre,
                inner.width);
    if (!y.title().empty())
        canvas.textUpwards(inner.x - leftRoom(canvas, y) + 6, inner.y + inner.height / 2, y.title(), print::titleInk(),
                           inner.height + 16);
}

namespace {

/// Places of the entries, row by row; returns the number of rows.
int layOut(const Canvas& canvas, const std::vector<LegendEntry>& entries, double width,
           std::vector<std::pair<double, int>>& places) {
    double x = 0;
    int row = 0;
    for (const LegendEntry& entry : entries) {
        const double needed =
            std::min(width, kSwatch + kGap + canvas.textWidth(entry.label, print::labelInk()) + kBetween);
        if (x > 0 && x + needed - kBetween > width) {
            x = 0;
            ++row;
        }
        places.emplace_back(x, row);
        x += needed;
    }
    return entries.empty() ? 0 : row + 1;
}

constexpr double kLegendRow = 10;

}  // namespace

double legendHeight(const Canvas& canvas, const std::vector<LegendEntry>& entries, double width) {
    std::vector<std::pair<double, int>> places;
    const int rows = layOut(canvas, entries, width, places);
    return rows * kLegendRow + (rows > 0 ? 3 : 0);
}

void drawLegend(Canvas& canvas, const std::vector<LegendEntry>& entries, double x, double y, double width) {
    std::vector<std::pair<double, int>> places;
    layOut(canvas, entries, width, places);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const LegendEntry& entry = entries[i];
        const double left = x + places[i].first, middle = y + (places[i].second + 0.5) * kLegendRow;
        if (entry.area)
            canvas.fill({left + 3, middle - 3.5, 8, 7}, entry.colour);
        else
            canvas.line(left, middle, left + kSwatch, middle, entry.colour, 1.2, entry.dash);
        if (entry.marker) canvas.marker(left + kSwatch / 2, middle, *entry.marker, entry.colour);
        canvas.text(left + kSwatch + kGap, middle, entry.label, print::labelInk(), Align::Left,
                    std::max(20.0, width - places[i].first - kSwatch - kGap));
    }
}

std::pair<double, double> rangeOf(const std::vector<const std::vector<double>*>& lists) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const auto* list : lists)
        for (const double v : *list) {
            if (!std::isfinite(v)) continue;
            low = std::min(low, v);
            high = std::max(high, v);
        }
    return low <= high ? std::pair(low, high) : std::pair(0.0, 1.0);
}

}  // namespace exitlab::report
