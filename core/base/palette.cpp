// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/palette.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace exitlab {
namespace {

Rgb mix(const Rgb& a, const Rgb& b, double share) {
    const auto part = [share](double x, double y) { return x + (y - x) * share; };
    return {part(a.red, b.red), part(a.green, b.green), part(a.blue, b.blue)};
}

template <std::size_t N>
Rgb along(const std::array<Rgb, N>& stops, double value) {
    const double place = std::clamp(value, 0.0, 1.0) * static_cast<double>(N - 1);
    const auto low = std::min(static_cast<std::size_t>(place), N - 2);
    return mix(stops[low], stops[low + 1], place - static_cast<double>(low));
}

/// Relative luminance of WCAG 2.1.
double luminance(const Rgb& c) {
    const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
}

const std::array<Rgb, 7> kSequential = {Rgb(0x440154), Rgb(0x443983), Rgb(0x31688E), Rgb(0x21918C),
                                        Rgb(0x35B779), Rgb(0x90D743), Rgb(0xFDE725)};

Palette makeLight() {
    Palette c;
    c.background = Rgb(0xFFFFFF);
    c.panel = Rgb(0xF5F6F8);
    c.raised = Rgb(0xE9ECF1);
    c.line = Rgb(0xD9DCE1);
    c.grid = Rgb(0xE9EBEF);
    c.outline = Rgb(0x868E9A);
    c.text = Rgb(0x1F2328);
    c.secondary = Rgb(0x5B6472);
    c.disabled = Rgb(0x9AA1AC);
    c.accent = Rgb(0x2A69D6);  // look.md's #2F6FDE has 4.36:1 on panels
    c.onAccent = Rgb(0xFFFFFF);
    c.selection = Rgb(0xD6E4FB);
    c.missing = Rgb(0xB9BFC8);
    c.running = c.accent;
    c.finished = Rgb(0x1A7F4B);
    c.paused = Rgb(0x9A5B00);
    c.interrupted = Rgb(0xB84A00);
    c.queued = c.secondary;
    c.info = c.accent;
    c.warning = c.paused;
    c.error = c.interrupted;
    // Through a blue in the middle, so that neighbours differ in hue as well as in lightness.
    c.exits = {Rgb(0x17988F), Rgb(0x2D6DB5), Rgb(0x2A2A82)};
    // Blue, orange, green, vermilion, purple, sky, black: the order in which runs are handed out. Orange #E69F00,
    // sky #56B4E9 and purple #CC79A7 have 2.1 to 2.8:1 on white and panels and are darkened along their hue.
    c.categorical = {Rgb(0x0072B2), Rgb(0xBF8400), Rgb(0x009E73), Rgb(0xD55E00),
                     Rgb(0xC66D9F), Rgb(0x1F93D3), Rgb(0x3A3F47)};
    c.conflict = Rgb(0xD55E00);
    c.diverging0 = Rgb(0xF1F2F4);
    c.agreement = Rgb(0x0072B2);
    c.sequential = kSequential;
    return c;
}

Palette makeDark() {
    Palette c;
    c.dark = true;
    c.background = Rgb(0x16181D);
    c.panel = Rgb(0x1E2127);
    c.raised = Rgb(0x2A2F38);
    c.line = Rgb(0x343A44);
    c.grid = Rgb(0x262A32);
    c.outline = Rgb(0x6B7482);
    c.text = Rgb(0xE6E8EB);
    c.secondary = Rgb(0x9AA3B0);
    c.disabled = Rgb(0x646C79);
    c.accent = Rgb(0x6EA1FF);
    c.onAccent = Rgb(0x10131A);
    c.selection = Rgb(0x274472);
    c.missing = Rgb(0x4A515D);
    c.running = c.accent;
    c.finished = Rgb(0x4CC38A);
    c.paused = Rgb(0xE5B567);
    c.interrupted = Rgb(0xFF8A5B);
    c.queued = c.secondary;
    c.info = c.accent;
    c.warning = c.paused;
    c.error = c.interrupted;
    c.exits = {Rgb(0x7FE3D4), Rgb(0x63AEE8), Rgb(0x7C83F5)};
    // Blue #0072B2 has 3.1:1 on panels: lightened so that a one-pixel line stays clear. Yellow is used on dark only.
    c.categorical = {Rgb(0x3D9BDC), Rgb(0xE69F00), Rgb(0x009E73), Rgb(0xE8702A),
                     Rgb(0xCC79A7), Rgb(0xF0E442), Rgb(0xB8BEC8)};
    c.conflict = Rgb(0xE8702A);
    c.diverging0 = Rgb(0x2B2F37);
    c.agreement = Rgb(0x3D9BDC);
    c.sequential = kSequential;
    return c;
}

}  // namespace

const Palette& lightPalette() {
    static const Palette palette = makeLight();
    return palette;
}

const Palette& darkPalette() {
    static const Palette palette = makeDark();
    return palette;
}

Rgb exitColour(const Palette& palette, int exit, int exits) {
    if (exits <= 1) return palette.exits.back();
    return along(palette.exits, std::clamp(static_cast<double>(exit) / (exits - 1), 0.0, 1.0));
}

Rgb divergingColour(const Palette& palette, double value) {
    const double v = std::clamp(value, -1.0, 1.0);
    return v < 0 ? mix(palette.diverging0, palette.conflict, -v) : mix(palette.diverging0, palette.agreement, v);
}

Rgb sequentialColour(const Palette& palette, double value) { return along(palette.sequential, value); }

Rgb stateColour(const Palette& palette, bool open) { return open ? exitColour(palette, 1, 3) : palette.diverging0; }

CategoryLook categoryLook(const Palette& palette, int index) {
    static constexpr std::array dashes = {Dash::Solid, Dash::Dash, Dash::Dot, Dash::DashDot};
    static constexpr std::array markers = {Marker::Disc,         Marker::Square, Marker::Diamond, Marker::TriangleUp,
                                           Marker::TriangleDown, Marker::Plus,   Marker::Cross};
    const auto i = static_cast<std::size_t>(std::max(index, 0));
    const std::size_t n = palette.categorical.size();
    const std::size_t colour = i % n, pass = i / n;
    return {palette.categorical[colour], dashes[(colour + pass) % dashes.size()],
            markers[(colour + pass) % markers.size()]};
}

double contrast(const Rgb& a, const Rgb& b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

Rgb readableOn(const Rgb& background) {
    const Rgb black(0x000000), white(0xFFFFFF);
    return contrast(background, black) >= contrast(background, white) ? black : white;
}

std::string hexText(const Rgb& colour) {
    const auto byte = [](double v) { return static_cast<unsigned>(std::lround(std::clamp(v, 0.0, 1.0) * 255)); };
    return fmt::format("#{:02x}{:02x}{:02x}", byte(colour.red), byte(colour.green), byte(colour.blue));
}

}  // namespace exitlab
