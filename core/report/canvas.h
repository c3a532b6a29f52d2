// SPDX-License-Identifier: GPL-3.0-or-later
// Drawing on a cairo context with Pango for text: names in any script come out, fonts are embedded where the surface
// can. All lengths are points (1/72 inch), y grows downwards. Internal to core/report.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/palette.h"

typedef struct _cairo cairo_t;
typedef struct _PangoLayout PangoLayout;

namespace exitlab::report {

inline constexpr double kPointsPerMm = 72 / 25.4;

struct Rect {
    double x = 0, y = 0, width = 0, height = 0;
    double right() const { return x + width; }
    double bottom() const { return y + height; }
};

enum class Align { Left, Centre, Right };

struct Ink {
    Rgb colour;
    double size = 7;  ///< points
    bool bold = false;
    bool mono = false;
};

class Canvas {
  public:
    explicit Canvas(cairo_t* cairo);
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    cairo_t* cairo() const { return cairo_; }

    double textWidth(const std::string& text, const Ink& ink) const;
    /// Of a line of text.
    double lineHeight(const Ink& ink) const;
    /// One line; (x, y) is its left, middle or right end at half its height. Cut with an ellipsis at `limit` points.
    void text(double x, double y, const std::string& text, const Ink& ink, Align align = Align::Left,
              double limit = -1);
    /// The same, read from bottom to top.
    void textUpwards(double x, double y, const std::string& text, const Ink& ink, double limit = -1);

    /// Text wrapped to a width: how high its lines are.
    std::vector<double> wrappedLines(const std::string& text, const Ink& ink, double width) const;
    /// Draws lines first .. first + count - 1 of it, the first at the top `y`.
    void wrapped(double x, double y, const std::string& text, const Ink& ink, double width, Align align = Align::Left,
                 std::size_t first = 0, std::size_t count = SIZE_MAX);

    void fill(const Rect& rect, const Rgb& colour, double opacity = 1);
    void frame(const Rect& rect, const Rgb& colour, double width = 0.5);
    /// Diagonal lines: not measured, not opened.
    void hatch(const Rect& rect, const Rgb& colour);
    void line(double x1, double y1, double x2, double y2, const Rgb& colour, double width = 0.5,
              Dash dash = Dash::Solid);
    /// Broken where a coordinate is not finite.
    void curve(const std::vector<std::pair<double, double>>& points, const Rgb& colour, double width, Dash dash);
    void polygon(const std::vector<std::pair<double, double>>& points, const Rgb& colour, double opacity);
    void marker(double x, double y, Marker marker, const Rgb& colour, double size = 3.4);
    /// Pixels of a table of colours, as sharp squares.
    void pixels(const Rect& rect, int rows, int cols, const std::vector<Rgb>& colours);
    void clip(const Rect& rect);
    void unclip();

  private:
    void set(const std::string& text, const Ink& ink) const;
    void colour(const Rgb& colour, double opacity = 1) const;
    void dashes(Dash dash, double width) const;

    cairo_t* cairo_;
    PangoLayout* layout_;
};

/// One picture: drawn the same way into SVG, PDF or anything cairo knows.
struct Figure {
    double widthMm = 88, heightMm = 60;  ///< print sizes: 88 (one column) or 180 (two)
    std::string caption;
    std::string description;  ///< for who cannot see it
    std::function<void(Canvas&, const Rect&)> draw;
};

/// As an SVG document in the light theme. Throws Error(Storage) if cairo fails.
std::string svgOf(const Figure& figure);

}  // namespace exitlab::report
