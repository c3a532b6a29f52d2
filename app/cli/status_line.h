// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

#include "app/cli/terminal.h"

namespace exitlab::cli {

/// The line at the bottom of a terminal that is drawn again and again: text, a bar, text. On the standard error; not
/// thread-safe.
class StatusLine {
  public:
    explicit StatusLine(bool shown) : shown_(shown), unicode_(unicodeOutput()), style_(stderr) {}

    bool shown() const { return shown_; }
    /// share: 0..1 of the bar. Text that does not fit is cut.
    void draw(const std::string& left, double share, std::string right);
    /// Before anything else is printed.
    void clear();

  private:
    const bool shown_, unicode_;
    const Style style_;
    bool drawn_ = false;
};

double secondsBetween(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to);
/// "4:05" or "12 s", for a clock that is redrawn: whole seconds.
std::string clockText(double seconds);

}  // namespace exitlab::cli
