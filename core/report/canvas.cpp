// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/canvas.h"

#include <cairo-svg.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace exitlab::report {

namespace {

constexpr double kPi = 3.14159265358979323846;

/// Pango wants valid UTF-8; what is none is shown as its replacement character.
std::string valid(const std::string& text) {
    char* made = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
    std::string result = made;
    g_free(made);
    return result;
}

}  // namespace

Canvas::Canvas(cairo_t* cairo) : cairo_(cairo), layout_(pango_cairo_create_layout(cairo)) {
    PangoContext* context = pango_layout_get_context(layout_);
    // A point is a point, and widths do not depend on a screen's pixels.
    pango_cairo_context_set_resolution(context, 72);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_layout_context_changed(layout_);
}

Canvas::~Canvas() { g_object_unref(layout_); }

void Canvas::set(const std::string& text, const Ink& ink) const {
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family(font, ink.mono ? "Monospace" : "Sans");
    pango_font_description_set_size(font, static_cast<int>(std::lround(ink.size * PANGO_SCALE)));
    pango_font_description_set_weight(font, ink.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout_, font);
    pango_font_description_free(font);
    // Figures of one width, so that columns of numbers line up.
    PangoAttrList* attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"));
    pango_layout_set_attributes(layout_, attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_width(layout_, -1);
    pango_layout_set_ellipsize(layout_, PANGO_ELLIPSIZE_NONE);
    pango_layout_set_alignment(layout_, PANGO_ALIGN_LEFT);
    const std::string clean = valid(text);
    pango_layout_set_text(layout_, clean.data(), static_cast<int>(clean.size()));
}

void Canvas::colour(const Rgb& c, double opacity) const {
    cairo_set_source_rgba(cairo_, c.red, c.green, c.blue, opacity);
}

double Canvas::textWidth(const std::string& text, const Ink& ink) const {
    set(text, ink);
    PangoRectangle extents;
    pango_layout_get_extents(layout_, nullptr, &extents);
    return static_cast<double>(extents.width) / PANGO_SCALE;
}

double Canvas::lineHeight(const Ink& ink) const {
    set("Ag", ink);
    PangoRectangle extents;
    pango_layout_get_extents(layout_, nullptr, &extents);
    return static_cast<double>(extents.height) / PANGO_SCALE;
}

void Canvas::text(double x, double y, const std::string& text, const Ink& ink, Align align, double limit) {
    set(text, ink);
    if (limit > 0) {
        pango_layout_set_width(layout_, static_cast<int>(limit * PANGO_SCALE));
        pango_layout_set_ellipsize(layout_, PANGO_ELLIPSIZE_END);
    }
    pango_layout_set_single_paragraph_mode(layout_, TRUE);
    PangoRectangle extents;
    pango_layout_get_extents(layout_, nullptr, &extents);
    const double width = static_cast<double>(extents.width) / PANGO_SCALE;
    const double left = align == Align::Left ? x : align == Align::Right ? x - width : x - width / 2;
    cairo_move_to(cairo_, left - static_cast<double>(extents.x) / PANGO_SCALE,
                  y - static_cast<double>(extents.height) / PANGO_SCALE / 2);
    colour(ink.colour);
    pango_cairo_show_layout(cairo_, layout_);
    pango_layout_set_single_paragraph_mode(layout_, FALSE);
}

void Canvas::textUpwards(double x, double y, const std::string& words, const Ink& ink, double limit) {
    cairo_save(cairo_);
    cairo_translate(cairo_, x, y);
    cairo_rotate(cairo_, -kPi / 2);
    text(0, 0, words, ink, Align::Centre, limit > 0 && textWidth(words, ink) > limit ? limit : -1);
    cairo_restore(cairo_);
}

std::vector<double> Canvas::wrappedLines(const std::string& text, const Ink& ink, double width) const {
    set(text, ink);
    pango_layout_set_width(layout_, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout_, PANGO_WRAP_WORD_CHAR);
    std::vector<double> heights;
    PangoLayoutIter* line = pango_layout_get_iter(layout_);
    do {
        PangoRectangle extents;
        pango_layout_iter_get_line_extents(line, nullptr, &extents);
        heights.push_back(static_cast<double>(extents.height) / PANGO_SCALE);
    } while (pango_layout_iter_next_line(line));
    pango_layout_iter_free(line);
    return heights;
}

void Canvas::wrapped(double x, double y, const std::string& text, const Ink& ink, double width, Align align,
                     std::size_t first, std::size_t count) {
    set(text, ink);
    pango_layout_set_width(layout_, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout_, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout_, align == Align::Left    ? PANGO_ALIGN_LEFT
                                        : align == Align::Right ? PANGO_ALIGN_RIGHT
                                                                : PANGO_ALIGN_CENTER);
    colour(ink.colour);
    PangoLayoutIter* line = pango_layout_get_iter(layout_);
    std::size_t index = 0;
    double top = y;
    do {
        PangoRectangle extents;
        pango_layout_iter_get_line_extents(line, nullptr, &extents);
        if (index >= first && index - first < count) {
            const double baseline = static_cast<double>(pango_layout_iter_get_baseline(line) - extents.y) / PANGO_SCALE;
            cairo_move_to(cairo_, x + static_cast<double>(extents.x) / PANGO_SCALE, top + baseline);
            pango_cairo_show_layout_line(cairo_, pango_layout_iter_get_line_readonly(line));
            top += static_cast<double>(extents.height) / PANGO_SCALE;
        }
        ++index;
    } while (pango_layout_iter_next_line(line));
    pango_layout_iter_free(line);
}

void Canvas::fill(const Rect& r, const Rgb& c, double opacity) {
    cairo_rectangle(cairo_, r.x, r.y, r.width, r.height);
    colour(c, opacity);
    cairo_fill(cairo_);
}

void Canvas::frame(const Rect& r, const Rgb& c, double width) {
    cairo_rectangle(cairo_, r.x, r.y, r.width, r.height);
    colour(c);
    cairo_set_dash(cairo_, nullptr, 0, 0);
    cairo_set_line_width(cairo_, width);
    cairo_stroke(cairo_);
}

void Canvas::hatch(const Rect& r, const Rgb& c) {
    clip(r);
    constexpr double gap = 3;
    for (double at = -r.height; at < r.width; at += gap) line(r.x + at, r.bottom(), r.x + at + r.height, r.y, c, 0.4);
    unclip();
}

void Canvas::dashes(Dash dash, double width) const {
    const double w = std::max(width, 0.6);
    switch (dash) {
        case Dash::Solid:
            cairo_set_dash(cairo_, nullptr, 0, 0);
            break;
        case Dash::Dash: {
            const double pattern[] = {4.5 * w, 2.5 * w};
            cairo_set_dash(cairo_, pattern, 2, 0);
            break;
        }
        case Dash::Dot: {
            const double pattern[] = {1.2 * w, 1.8 * w};
            cairo_set_dash(cairo_, pattern, 2, 0);
            break;
        }
        case Dash::DashDot: {
            const double pattern[] = {4.5 * w, 1.8 * w, 1.2 * w, 1.8 * w};
            cairo_set_dash(cairo_, pattern, 4, 0);
            break;
        }
    }
}

void Canvas::line(double x1, double y1, double x2, double y2, const Rgb& c, double width, Dash dash) {
    cairo_move_to(cairo_, x1, y1);
    cairo_line_to(cairo_, x2, y2);
    colour(c);
    cairo_set_line_width(cairo_, width);
    cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_BUTT);
    dashes(dash, width);
    cairo_stroke(cairo_);
}

void Canvas::curve(const std::vector<std::pair<double, double>>& points, const Rgb& c, double width, Dash dash) {
    bool drawing = false;
    for (const auto& [x, y] : points) {
        if (!std::isfinite(x) || !std::isfinite(y)) {
            drawing = false;
            continue;
        }
        drawing ? cairo_line_to(cairo_, x, y) : cairo_move_to(cairo_, x, y);
        drawing = true;
    }
    colour(c);
    cairo_set_line_width(cairo_, width);
    cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
    dashes(dash, width);
    cairo_stroke(cairo_);
}

void Canvas::polygon(const std::vector<std::pair<double, double>>& points, const Rgb& c, double opacity) {
    if (points.size() < 3) return;
    for (const auto& [x, y] : points) cairo_line_to(cairo_, x, y);
    cairo_close_path(cairo_);
    colour(c, opacity);
    cairo_fill(cairo_);
}

void Canvas::marker(double x, double y, Marker marker, const Rgb& c, double size) {
    const double r = size / 2;
    colour(c);
    cairo_set_dash(cairo_, nullptr, 0, 0);
    cairo_set_line_width(cairo_, 0.9);
    cairo_new_path(cairo_);
    switch (marker) {
        case Marker::Disc:
            cairo_arc(cairo_, x, y, r, 0, 2 * kPi);
            break;
        case Marker::Square:
            cairo_rectangle(cairo_, x - r, y - r, 2 * r, 2 * r);
            break;
        case Marker::Diamond:
            for (const auto& [dx, dy] : {std::pair{0.0, -1.2}, {1.2, 0.0}, {0.0, 1.2}, {-1.2, 0.0}})
                cairo_line_to(cairo_, x + dx * r, y + dy * r);
            break;
        case Marker::TriangleUp:
            for (const auto& [dx, dy] : {std::pair{0.0, -1.15}, {1.1, 0.85}, {-1.1, 0.85}})
                cairo_line_to(cairo_, x + dx * r, y + dy * r);
            break;
        case Marker::TriangleDown:
            for (const auto& [dx, dy] : {std::pair{0.0, 1.15}, {1.1, -0.85}, {-1.1, -0.85}})
                cairo_line_to(cairo_, x + dx * r, y + dy * r);
            break;
        case Marker::Plus:
            cairo_move_to(cairo_, x - r, y), cairo_line_to(cairo_, x + r, y);
            cairo_move_to(cairo_, x, y - r), cairo_line_to(cairo_, x, y + r);
            cairo_stroke(cairo_);
            return;
        case Marker::Cross:
            cairo_move_to(cairo_, x - r, y - r), cairo_line_to(cairo_, x + r, y + r);
            cairo_move_to(cairo_, x - r, y + r), cairo_line_to(cairo_, x + r, y - r);
            cairo_stroke(cairo_);
            return;
    }
    cairo_close_path(cairo_);
    cairo_fill(cairo_);
}

void Canvas::pixels(const Rect& rect, int rows, int cols, const std::vector<Rgb>& colours) {
    if (rows <= 0 || cols <= 0) return;
    cairo_surface_t* image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, cols, rows);
    unsigned char* data = cairo_image_surface_get_data(image);
    const int stride = cairo_image_surface_get_stride(image);
    const auto byte = [](double v) { return static_cast<std::uint32_t>(std::lround(std::clamp(v, 0.0, 1.0) * 255)); };
    for (int r = 0; r < rows && data; ++r)
        for (int c = 0; c < cols; ++c) {
            const Rgb& from =
                colours[static_cast<std::size_t>(r) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(c)];
            reinterpret_cast<std::uint32_t*>(data + r * stride)[c] =
                byte(from.red) << 16 | byte(from.green) << 8 | byte(from.blue);
        }
    cairo_surface_mark_dirty(image);
    cairo_save(cairo_);
    cairo_translate(cairo_, rect.x, rect.y);
    cairo_scale(cairo_, rect.width / cols, rect.height / rows);
    cairo_set_source_surface(cairo_, image, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cairo_), CAIRO_FILTER_NEAREST);
    cairo_rectangle(cairo_, 0, 0, cols, rows);
    cairo_fill(cairo_);
    cairo_restore(cairo_);
    cairo_surface_destroy(image);
}

void Canvas::clip(const Rect& r) {
    cairo_save(cairo_);
    cairo_rectangle(cairo_, r.x, r.y, r.width, r.height);
    cairo_clip(cairo_);
}

void Canvas::unclip() { cairo_restore(cairo_); }

std::string svgOf(const Figure& figure) {
    std::string text;
    const auto write = [](void* to, const unsigned char* data, unsigned int length) {
        static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(data), length);
        return CAIRO_STATUS_SUCCESS;
    };
    const double width = figure.widthMm * kPointsPerMm, height = figure.heightMm * kPointsPerMm;
    cairo_surface_t* surface = cairo_svg_surface_create_for_stream(write, &text, width, height);
    cairo_t* cairo = cairo_create(surface);
    {
        Canvas canvas(cairo);
        const Rect all{0, 0, width, height};
        canvas.fill(all, lightPalette().background);
        figure.draw(canvas, all);
    }
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    const cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS)
        throw Error(Error::Kind::Storage,
                    std::string("a figure could not be drawn: ") + cairo_status_to_string(status));
    return text;
}

}  // namespace exitlab::report
