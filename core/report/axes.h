// SPDX-License-Identifier: GPL-3.0-or-later
// The frame that plots share: ticks at round numbers, units in titles, a grid behind. Internal to core/report.
#pragma once

#include <string>
#include <vector>

#include "core/report/plot.h"

namespace exitlab::report {

/// Sizes in points and the light theme's inks.
namespace print {
inline constexpr double tick = 6.5, title = 7, label = 6.8;
inline const Palette& colours() { return lightPalette(); }
inline Ink tickInk() { return {colours().secondary, tick, false, false}; }
inline Ink titleInk() { return {colours().text, title, false, false}; }
inline Ink labelInk() { return {colours().text, label, false, false}; }
}  // namespace print

/// A linear scale with ticks, its unit scaled for all of them alike.
class Scale {
  public:
    /// Ends that the axis does not fix are those of the data, widened to whole ticks. `target`: ticks that fit.
    Scale(const AxisSpec& axis, double dataLow, double dataHigh, int target);

    double low() const { return low_; }
    double high() const { return high_; }
    const std::vector<double>& ticks() const { return ticks_; }
    /// Of a tick, in the unit that the title names.
    std::string text(double value) const;
    std::string title() const;
    double share(double value) const { return (value - low_) / (high_ - low_); }

  private:
    AxisSpec axis_;
    double low_ = 0, high_ = 1, factor_ = 1;
    int decimals_ = 0;
    std::string unit_;
    std::vector<double> ticks_;
};

/// Draws grid, ticks and titles of both axes around `inner`.
void drawAxes(Canvas& canvas, const Rect& inner, const Scale& x, const Scale& y);
/// Room that the y axis needs at the left.
double leftRoom(const Canvas& canvas, const Scale& y);
inline constexpr double kBottomRoom = 25;

struct LegendEntry {
    std::string label;
    Rgb colour;
    Dash dash = Dash::Solid;
    std::optional<Marker> marker;
    bool area = false;  ///< a square of the colour instead of a line
};
/// Rows of entries above a plot, in which they never cover data; returns their height.
double legendHeight(const Canvas& canvas, const std::vector<LegendEntry>& entries, double width);
void drawLegend(Canvas& canvas, const std::vector<LegendEntry>& entries, double x, double y, double width);

/// Smallest and largest finite value; 0 and 1 without any.
std::pair<double, double> rangeOf(const std::vector<const std::vector<double>*>& lists);

}  // namespace exitlab::report
