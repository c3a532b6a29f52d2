// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/status_line.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/cli/text_table.h"

namespace exitlab::cli {

void StatusLine::draw(const std::string& left, double share, std::string right) {
    if (!shown_) return;
    const int room = terminalWidth(stderr) - displayWidth(left) - displayWidth(right) - 1;
    const int width = std::clamp(room, 0, 30);
    const int full = static_cast<int>(std::floor(width * std::clamp(share, 0.0, 1.0) + 1e-9));
    std::string done, open;
    for (int i = 0; i < width; ++i)
        (i < full ? done : open) += unicode_ ? (i < full ? "━" : "─") : (i < full ? "#" : ".");
    // Cut rather than wrapped: a second line could not be redrawn.
    if (room < 0) right = right.substr(0, static_cast<std::size_t>(std::max(0, static_cast<int>(right.size()) + room)));
    fmt::print(stderr, "\r\033[K{}{}{}{}", left, style_.green(done), style_.dim(open), right);
    std::fflush(stderr);
    drawn_ = true;
}

void StatusLine::clear() {
    if (!drawn_) return;
    fmt::print(stderr, "\r\033[K");
    std::fflush(stderr);
    drawn_ = false;
}

double secondsBetween(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
}

std::string clockText(double seconds) {
    if (seconds < 60) return fmt::format("{:.0f} s", std::max(0.0, std::ceil(seconds)));
    return durationText(seconds);
}

}  // namespace exitlab::cli
