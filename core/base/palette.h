// SPDX-License-Identifier: GPL-3.0-or-later
// The colours of the one visual language, free of any toolkit: the window (widgets/theme) and what is printed
// (core/report) draw with the same values. Meaning: exits are an ordinal ramp, runs and methods categories, cosines
// diverging, magnitudes and accuracies sequential.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace exitlab {

/// sRGB, each part 0..1.
struct Rgb {
    double red = 0, green = 0, blue = 0;
    constexpr Rgb() = default;
    constexpr Rgb(double r, double g, double b) : red(r), green(g), blue(b) {}
    /// 0xRRGGBB
    constexpr explicit Rgb(std::uint32_t hex)
        : red(((hex >> 16) & 0xFF) / 255.0), green(((hex >> 8) & 0xFF) / 255.0), blue((hex & 0xFF) / 255.0) {}
    bool operator==(const Rgb&) const = default;
};

/// Every colour of one theme; what each is for: widgets/theme/tokens.h.
struct Palette {
    bool dark = false;
    Rgb background, panel, raised, line, grid, outline;
    Rgb text, secondary, disabled;
    Rgb accent, onAccent, selection, missing;
    Rgb running, finished, paused, interrupted, queued;
    Rgb info, warning, error;
    std::array<Rgb, 3> exits;        ///< stops of the ramp, shallow to deep
    std::array<Rgb, 7> categorical;  ///< Okabe-Ito, mended to 3:1 where the original falls short
    Rgb conflict, diverging0, agreement;
    std::array<Rgb, 7> sequential;  ///< viridis-like, 0..1
};

const Palette& lightPalette();
const Palette& darkPalette();

/// Colour of exit `exit` (from 0) of `exits`, evenly spaced on the ramp; an only exit is the deep end.
Rgb exitColour(const Palette& palette, int exit, int exits);
/// -1 (conflict) .. 0 (neutral) .. 1 (agreement); clamped.
Rgb divergingColour(const Palette& palette, double value);
/// 0..1; clamped.
Rgb sequentialColour(const Palette& palette, double value);
/// Closed (0) or open (1).
Rgb stateColour(const Palette& palette, bool open);

/// How a run, method or other category is drawn, so that colour is never the only carrier.
enum class Marker { Disc, Square, Diamond, TriangleUp, TriangleDown, Plus, Cross };
enum class Dash { Solid, Dash, Dot, DashDot };
struct CategoryLook {
    Rgb colour;
    Dash dash = Dash::Solid;
    Marker marker = Marker::Disc;
};
/// The dash changes with every category, not only after the colours are used up, and once more with each pass through
/// them, so that the pair of colour and dash is distinct over kCategories of them.
CategoryLook categoryLook(const Palette& palette, int index);
inline constexpr int kCategories = 28;

/// Contrast ratio of WCAG 2.1, 1..21.
double contrast(const Rgb& a, const Rgb& b);
/// Black or white, whichever reads better on `background`.
Rgb readableOn(const Rgb& background);

/// "#2a69d6"
std::string hexText(const Rgb& colour);

}  // namespace exitlab
