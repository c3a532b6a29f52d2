// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/tokens.h"

#include <QObject>
#include <algorithm>
#include <cmath>

namespace exitlab {
namespace {

QColor mix(const QColor& a, const QColor& b, double share) {
    const auto part = [share](double x, double y) { return static_cast<float>(x + (y - x) * share); };
    return QColor::fromRgbF(part(a.redF(), b.redF()), part(a.greenF(), b.greenF()), part(a.blueF(), b.blueF()));
}

template <std::size_t N>
QColor along(const std::array<QColor, N>& stops, double value) {
    const double place = std::clamp(value, 0.0, 1.0) * static_cast<double>(N - 1);
    const auto low = std::min(static_cast<std::size_t>(place), N - 2);
    return mix(stops[low], stops[low + 1], place - static_cast<double>(low));
}

/// Relative luminance of WCAG 2.1.
double luminance(const QColor& c) {
    const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

ThemeColours makeLight() {
    ThemeColours c;
    c.background = "#FFFFFF";
    c.panel = "#F5F6F8";
    c.raised = "#E9ECF1";
    c.line = "#D9DCE1";
    c.grid = "#E9EBEF";
    c.outline = "#868E9A";
    c.text = "#1F2328";
    c.secondary = "#5B6472";
    c.disabled = "#9AA1AC";
    c.accent = "#2A69D6";  // look.md's #2F6FDE has 4.36:1 on panels
    c.onAccent = "#FFFFFF";
    c.selection = "#D6E4FB";
    c.missing = "#B9BFC8";
    c.running = c.accent;
    c.finished = "#1A7F4B";
    c.paused = "#9A5B00";
    c.interrupted = "#B84A00";
    c.queued = c.secondary;
    c.info = c.accent;
    c.warning = c.paused;
    c.error = c.interrupted;
    c.exitShallow = "#17988F";
    c.exitDeep = "#2A2A82";
    // Blue, orange, green, vermilion, purple, sky, black: the order in which runs are handed out. Orange #E69F00,
    // sky #56B4E9 and purple #CC79A7 have 2.1 to 2.8:1 on white and panels and are darkened along their hue.
    c.categorical = {"#0072B2", "#BF8400", "#009E73", "#D55E00", "#C66D9F", "#1F93D3", "#3A3F47"};
    c.conflict = "#D55E00";
    c.diverging0 = "#F1F2F4";
    c.agreement = "#0072B2";
    c.sequential = {"#440154", "#443983", "#31688E", "#21918C", "#35B779", "#90D743", "#FDE725"};
    return c;
}

ThemeColours makeDark() {
    ThemeColours c;
    c.dark = true;
    c.background = "#16181D";
    c.panel = "#1E2127";
    c.raised = "#2A2F38";
    c.line = "#343A44";
    c.grid = "#262A32";
    c.outline = "#6B7482";
    c.text = "#E6E8EB";
    c.secondary = "#9AA3B0";
    c.disabled = "#646C79";
    c.accent = "#6EA1FF";
    c.onAccent = "#10131A";
    c.selection = "#274472";
    c.missing = "#4A515D";
    c.running = c.accent;
    c.finished = "#4CC38A";
    c.paused = "#E5B567";
    c.interrupted = "#FF8A5B";
    c.queued = c.secondary;
    c.info = c.accent;
    c.warning = c.paused;
    c.error = c.interrupted;
    c.exitShallow = "#7FE3D4";
    c.exitDeep = "#7C83F5";
    // Blue #0072B2 has 3.1:1 on panels: lightened so that a one-pixel line stays clear. Yellow is used on dark only.
    c.categorical = {"#3D9BDC", "#E69F00", "#009E73", "#E8702A", "#CC79A7", "#F0E442", "#B8BEC8"};
    c.conflict = "#E8702A";
    c.diverging0 = "#2B2F37";
    c.agreement = "#3D9BDC";
    c.sequential = {"#440154", "#443983", "#31688E", "#21918C", "#35B779", "#90D743", "#FDE725"};
    return c;
}

}  // namespace

const ThemeColours& lightColours() {
    static const ThemeColours colours = makeLight();
    return colours;
}

const ThemeColours& darkColours() {
    static const ThemeColours colours = makeDark();
    return colours;
}

QColor exitColour(const ThemeColours& colours, int exit, int exits) {
    if (exits <= 1) return colours.exitDeep;
    const double share = std::clamp(static_cast<double>(exit) / (exits - 1), 0.0, 1.0);
    // Through a blue in the middle, so that neighbours differ in hue as well as in lightness.
    const std::array<QColor, 3> ramp = {colours.exitShallow, colours.dark ? QColor("#63AEE8") : QColor("#2D6DB5"),
                                        colours.exitDeep};
    return along(ramp, share);
}

CategoryStyle categoryStyle(const ThemeColours& colours, int index) {
    static constexpr std::array dashes = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    static constexpr std::array markers = {Marker::Disc,         Marker::Square, Marker::Diamond, Marker::TriangleUp,
                                           Marker::TriangleDown, Marker::Plus,   Marker::Cross};
    const auto i = static_cast<std::size_t>(std::max(index, 0));
    const std::size_t n = colours.categorical.size();
    // The dash changes with every category, not only after the colours are used up, and once more with each pass
    // through them, so that the pair of colour and dash is distinct over n * 4 categories.
    const std::size_t colour = i % n, pass = i / n;
    return {colours.categorical[colour], dashes[(colour + pass) % dashes.size()],
            markers[(colour + pass) % markers.size()]};
}

QColor divergingColour(const ThemeColours& colours, double value) {
    const double v = std::clamp(value, -1.0, 1.0);
    return v < 0 ? mix(colours.diverging0, colours.conflict, -v) : mix(colours.diverging0, colours.agreement, v);
}

QColor sequentialColour(const ThemeColours& colours, double value) { return along(colours.sequential, value); }

QColor stateColour(const ThemeColours& colours, bool open) {
    return open ? exitColour(colours, 1, 3) : colours.diverging0;
}

QColor readableOn(const QColor& background) {
    const QColor black(0, 0, 0), white(255, 255, 255);
    return contrast(background, black) >= contrast(background, white) ? black : white;
}

double contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

StatusStyle statusStyle(const ThemeColours& colours, RunStatus status, bool diverged) {
    if (diverged) return {"interrupted", QObject::tr("Diverged"), colours.interrupted};
    switch (status) {
        case RunStatus::Queued:
            return {"queued", QObject::tr("Queued"), colours.queued};
        case RunStatus::Running:
            return {"run", QObject::tr("Running"), colours.running};
        case RunStatus::Paused:
            return {"pause", QObject::tr("Paused"), colours.paused};
        case RunStatus::Finished:
            return {"finished", QObject::tr("Finished"), colours.finished};
        case RunStatus::Stopped:
            return {"stop", QObject::tr("Stopped"), colours.paused};
        case RunStatus::Interrupted:
            return {"interrupted", QObject::tr("Interrupted"), colours.interrupted};
        case RunStatus::Failed:
            return {"error", QObject::tr("Failed"), colours.error};
    }
    return {"queued", {}, colours.queued};
}

}  // namespace exitlab
