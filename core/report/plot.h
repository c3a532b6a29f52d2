// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of reports: curves, bars, heat maps, points and pictures, in the window's colours and at print size.
// Each function gives a Figure without caption. Internal to core/report.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/metrics/report.h"
#include "core/metrics/table.h"
#include "core/report/canvas.h"

namespace exitlab::report {

inline constexpr double kSingle = 88;   ///< mm, one column
inline constexpr double kDouble = 180;  ///< mm, two columns

enum class Unit {
    Number,
    Percent,  ///< of shares 0..1
    Bytes,    ///< decimal multiples
    Seconds,
    Quantity,  ///< k, M, G
    Whole      ///< rounds, samples
};

struct AxisSpec {
    std::string title;  ///< without the unit, which is added where the figures need one
    Unit unit = Unit::Number;
    std::optional<double> low, high;  ///< fixed ends; the data's where empty
};

struct Line {
    std::string label;
    std::vector<double> x, y;
    std::vector<double> low, high;  ///< band, or empty
    Rgb colour;
    Dash dash = Dash::Solid;
    std::optional<Marker> marker;  ///< at each point
};

struct CurvePlot {
    AxisSpec x{"round", Unit::Whole, {}, {}}, y;
    std::vector<Line> lines;
    std::string note;      ///< of the band, in the legend
    bool stacked = false;  ///< areas from 0 on top of each other; all lines have the same x
};
Figure curveFigure(CurvePlot plot, double widthMm = kSingle, double heightMm = 62);

struct BarPlot {
    AxisSpec x, y;
    std::vector<std::string> bins;
    struct Group {
        std::string label;
        std::vector<double> values;  ///< per bin
        Rgb colour;
    };
    std::vector<Group> groups;
    bool stacked = true;
};
Figure barFigure(BarPlot plot, double widthMm = kSingle, double heightMm = 62);

struct HeatMapSpec {
    Table values;                           ///< NaN: hatched
    std::vector<std::string> rows, cols;    ///< labels; those that do not fit are left out evenly
    std::string rowTitle, colTitle, value;  ///< axes and colour bar
    Unit unit = Unit::Number;
    ColourMeaning colour = ColourMeaning::Magnitude;
    std::optional<double> low, high;  ///< of the colours; cosines are always -1..1
};
/// As high as its rows need between bounds.
Figure heatFigure(HeatMapSpec map, double widthMm = kSingle);

struct PointPlot {
    AxisSpec x, y;
    struct Point {
        double x = 0, y = 0;
        Rgb colour;
        Marker marker = Marker::Disc;
    };
    std::vector<Point> points;
    std::vector<std::pair<std::string, Point>> legend;
};
Figure pointFigure(PointPlot plot, double widthMm = kSingle, double heightMm = 62);

Figure imageFigure(const MethodImageGrid& images, double widthMm = kSingle);

/// Accuracy over confidence per bin, over the diagonal.
struct ReliabilityPlot {
    std::vector<double> middle, accuracy, share;  ///< per bin; accuracy NaN: no sample
    std::string title;
    Rgb colour;
};
Figure reliabilityFigure(ReliabilityPlot plot, double widthMm = kSingle, double heightMm = 62);

}  // namespace exitlab::report
