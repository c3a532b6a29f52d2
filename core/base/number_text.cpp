// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/number_text.h"

#include <fmt/core.h>

#include <cmath>
#include <iterator>

namespace exitlab {
namespace {

/// `value` (above 0) as three to four digits and the prefix of its power of 1000.
std::string scaled(double value, const char* unit) {
    static constexpr const char* kPrefixes[] = {"", "k", "M", "G", "T", "P"};
    std::size_t power = 0;
    double shown = value;
    while (std::fabs(shown) >= 999.95 && power + 1 < std::size(kPrefixes)) {
        shown /= 1000;
        ++power;
    }
    const std::string suffix = std::string(kPrefixes[power]) + unit;
    // Trailing zeros are kept, so that a column lines up; whole numbers below 1000 stay whole.
    std::string digits =
        power == 0 && shown == std::round(shown) ? fmt::format("{:.0f}", shown) : fmt::format("{:#.4g}", shown);
    if (digits.back() == '.') digits.pop_back();
    return digits + (suffix.empty() ? "" : " ") + suffix;
}

}  // namespace

std::string number(double value) {
    if (std::isnan(value)) return "-";
    return fmt::format("{:.4g}", value);
}

std::string percent(double fraction) {
    if (!std::isfinite(fraction)) return "-";
    // -0.0 would read as a loss.
    const double shown = std::round(fraction * 1000) / 10;
    return fmt::format("{:.1f} %", shown == 0 ? 0.0 : shown);
}

std::string quantity(double value) { return std::isfinite(value) ? scaled(value, "") : "-"; }

std::string bytesText(double bytes) { return std::isfinite(bytes) ? scaled(bytes, "B") : "-"; }

std::string durationText(double seconds) {
    if (!std::isfinite(seconds)) return "-";
    if (seconds < 9.995) return fmt::format("{:.2f} s", seconds);
    if (seconds < 59.95) return fmt::format("{:.1f} s", seconds);
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string plural(std::int64_t count, const std::string& one, const std::string& many) {
    return fmt::format("{} {}", count, count == 1 ? one : many.empty() ? one + "s" : many);
}

}  // namespace exitlab
