// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/glyph_shapes.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "core/data/glyphs.h"

namespace exitlab {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;
/// Longest piece of a stroke, in units of the shape.
constexpr float kPiece = 0.22f;

/// Degrees, clockwise on the screen as y points down; 0 is to the right.
GlyphStroke arc(float cx, float cy, float rx, float ry, float from, float to) {
    const int steps = std::max(3, static_cast<int>(std::abs(to - from) / 14));
    GlyphStroke stroke;
    for (int i = 0; i <= steps; ++i) {
        const float a = (from + (to - from) * static_cast<float>(i) / static_cast<float>(steps)) * kPi / 180;
        stroke.push_back({cx + rx * std::cos(a), cy + ry * std::sin(a)});
    }
    return stroke;
}

GlyphStroke joined(GlyphStroke first, const GlyphStroke& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

GlyphStroke spiral() {
    GlyphStroke stroke;
    constexpr int steps = 44;
    for (int i = 0; i <= steps; ++i) {
        const float t = static_cast<float>(i) / steps;
        const float a = t * 2.05f * 2 * kPi;
        const float r = 0.08f + 0.88f * t;
        stroke.push_back({r * std::cos(a), r * std::sin(a)});
    }
    return stroke;
}

/// Five points joined by every second one.
GlyphStroke star() {
    GlyphStroke stroke;
    for (int i = 0; i <= 5; ++i) {
        const float a = (-90 + 144.0f * static_cast<float>(i)) * kPi / 180;
        stroke.push_back({std::cos(a), std::sin(a)});
    }
    return stroke;
}

GlyphStroke wave() {
    GlyphStroke stroke;
    for (int i = 0; i <= 18; ++i) {
        const float x = -1 + static_cast<float>(i) / 9;
        stroke.push_back({x, 0.5f * std::sin(x * 1.5f * kPi)});
    }
    return stroke;
}

GlyphStroke cutShort(const GlyphStroke& stroke) {
    GlyphStroke cut{stroke.front()};
    for (std::size_t i = 1; i < stroke.size(); ++i) {
        const GlyphPoint a = stroke[i - 1];
        const GlyphPoint b = stroke[i];
        const int pieces = std::max(1, static_cast<int>(std::ceil(std::hypot(b.x - a.x, b.y - a.y) / kPiece)));
        for (int p = 1; p <= pieces; ++p) {
            const float t = static_cast<float>(p) / static_cast<float>(pieces);
            cut.push_back({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
        }
    }
    return cut;
}

struct NamedShape {
    const char* name;
    GlyphShape shape;
};

const std::vector<NamedShape>& table() {
    static const std::vector<NamedShape> shapes{
        {"ring", {arc(0, 0, 0.85f, 0.85f, 0, 360)}},
        {"cross", {{{-0.9f, 0}, {0.9f, 0}}, {{0, -0.9f}, {0, 0.9f}}}},
        {"triangle", {{{0, -0.85f}, {0.9f, 0.7f}, {-0.9f, 0.7f}, {0, -0.85f}}}},
        {"arrow", {{{-0.95f, 0}, {0.95f, 0}}, {{0.25f, -0.65f}, {0.95f, 0}, {0.25f, 0.65f}}}},
        {"spiral", {spiral()}},
        {"zigzag", {{{-0.85f, -0.75f}, {0.75f, -0.75f}, {-0.75f, 0.75f}, {0.85f, 0.75f}}}},
        {"star", {star()}},
        {"tee", {{{-0.85f, -0.8f}, {0.85f, -0.8f}}, {{0, -0.8f}, {0, 0.9f}}}},
        {"bars", {{{-0.45f, -0.9f}, {-0.45f, 0.9f}}, {{0.45f, -0.9f}, {0.45f, 0.9f}}}},
        {"crescent", {joined(arc(0, 0, 0.9f, 0.9f, 50, 310), arc(0.42f, 0, 0.62f, 0.69f, 285, 75))}},
        {"square", {{{-0.75f, -0.75f}, {0.75f, -0.75f}, {0.75f, 0.75f}, {-0.75f, 0.75f}, {-0.75f, -0.75f}}}},
        {"hook", {joined({{0.3f, -0.95f}}, arc(-0.2f, 0.35f, 0.5f, 0.55f, 0, 180))}},
        {"hourglass", {{{-0.7f, -0.85f}, {0.7f, -0.85f}, {-0.7f, 0.85f}, {0.7f, 0.85f}, {-0.7f, -0.85f}}}},
        {"chevrons", {{{-0.8f, -0.7f}, {-0.1f, 0}, {-0.8f, 0.7f}}, {{0.1f, -0.7f}, {0.8f, 0}, {0.1f, 0.7f}}}},
        {"wave", {wave()}},
        {"fork", {{{0, -0.95f}, {0, 0.95f}}, arc(0, -0.75f, 0.75f, 0.85f, 0, 180)}},
    };
    return shapes;
}

}  // namespace

const std::vector<GlyphShape>& glyphShapes() {
    static const std::vector<GlyphShape> shapes = [] {
        std::vector<GlyphShape> all;
        for (const NamedShape& named : table()) {
            GlyphShape shape;
            for (const GlyphStroke& stroke : named.shape) shape.push_back(cutShort(stroke));
            all.push_back(std::move(shape));
        }
        return all;
    }();
    return shapes;
}

const std::vector<std::string>& glyphNames() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const NamedShape& named : table()) all.emplace_back(named.name);
        return all;
    }();
    return names;
}

}  // namespace exitlab
