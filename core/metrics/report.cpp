// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/report.h"

#include <array>
#include <cmath>

#include "core/base/error.h"

namespace exitlab {

namespace {

/// In the order of RunStatus; stored in databases, so never rename.
constexpr std::array<const char*, 7> kStatusNames = {"queued",  "running",     "paused", "finished",
                                                     "stopped", "interrupted", "failed"};

/// Largest number of tiles along an axis and of pixels along a side: products of four stay within 64 bits.
constexpr int kMaxSide = 10000;

std::string count(std::size_t n, const char* what) { return std::to_string(n) + " " + what; }

}  // namespace

const char* toString(RunStatus status) { return kStatusNames.at(static_cast<std::size_t>(status)); }

RunStatus runStatusFrom(const std::string& text) {
    std::string expected;
    for (std::size_t i = 0; i < kStatusNames.size(); ++i) {
        if (text == kStatusNames[i]) return static_cast<RunStatus>(i);
        expected += (i ? ", " : "") + std::string(kStatusNames[i]);
    }
    throw InputError("run status", "", "\"" + text + "\", expected one of " + expected);
}

std::string flaw(const MethodHistogram& h) {
    const auto rows = static_cast<std::size_t>(h.counts.rows), cols = static_cast<std::size_t>(h.counts.cols);
    if (h.counts.rows < 0 || h.counts.cols < 0 || rows != h.groups.size() || cols != h.bins.size() ||
        h.counts.values.size() != rows * cols)
        return count(h.counts.values.size(), "counts as ") + std::to_string(h.counts.rows) + " x " +
               std::to_string(h.counts.cols) + ", expected " + count(h.groups.size(), "groups") + " x " +
               count(h.bins.size(), "bins");
    for (const double value : h.counts.values)
        if (value < 0 || std::isinf(value)) return "a count of " + std::to_string(value) + ", expected one from 0";
    return {};
}

std::string flaw(const MethodScatter& s) {
    const std::size_t n = s.x.size();
    const bool grouped = !s.groups.empty() || !s.group.empty();
    if (s.y.size() != n || (grouped && s.group.size() != n) || (!s.value.empty() && s.value.size() != n))
        return count(n, "x, ") + count(s.y.size(), "y, ") + count(s.group.size(), "groups and ") +
               count(s.value.size(), "values of points, expected as many of each (values: or none)");
    for (const int group : s.group)
        if (group < 0 || static_cast<std::size_t>(group) >= s.groups.size())
            return "a point of group " + std::to_string(group) + ", expected one below " +
                   std::to_string(s.groups.size());
    return {};
}

std::string flaw(const MethodImageGrid& g) {
    if (g.pixels.empty() && g.labels.empty() && g.rows == 0 && g.cols == 0) return {};
    for (const int side : {g.rows, g.cols, g.height, g.width})
        if (side < 1 || side > kMaxSide)
            return std::to_string(g.rows) + " x " + std::to_string(g.cols) + " tiles of " + std::to_string(g.height) +
                   " x " + std::to_string(g.width) + " pixels, expected 1 to " + std::to_string(kMaxSide) + " each";
    if (g.channels != 1 && g.channels != 3)
        return std::to_string(g.channels) + " channels, expected 1 (grey) or 3 (red, green, blue)";
    const auto rows = static_cast<std::size_t>(g.rows), cols = static_cast<std::size_t>(g.cols);
    if (g.pixels.size() != g.tiles() * g.tileBytes() || g.tiles() > rows * cols || g.tiles() <= (rows - 1) * cols)
        return count(g.pixels.size(), "bytes of pixels, expected ") + std::to_string(rows * cols) + " tiles of " +
               count(g.tileBytes(), "bytes (the last row may be incomplete)");
    if (!g.labels.empty() && g.labels.size() != g.tiles())
        return count(g.labels.size(), "labels for ") + count(g.tiles(), "tiles");
    return {};
}

}  // namespace exitlab
