// SPDX-License-Identifier: GPL-3.0-or-later
// Every colour, distance and size that ExitLab draws with. Nothing outside widgets/theme names a colour or a pixel
// size.
#pragma once

#include <QColor>
#include <QString>
#include <Qt>
#include <array>

#include "core/base/palette.h"
#include "core/metrics/report.h"

namespace exitlab {

/// Distances and sizes in device-independent pixels.
namespace space {
inline constexpr int grid = 8;   ///< between groups and around content
inline constexpr int half = 4;   ///< inside a control, between an icon and its word
inline constexpr int wide = 16;  ///< between sections
inline constexpr int radius = 4;
inline constexpr int iconSmall = 16;
inline constexpr int iconLarge = 24;
inline constexpr int controlHeight = 28;
inline constexpr int rowHeight = 24;   ///< of a table
inline constexpr int railWidth = 72;   ///< page rail of the window
inline constexpr int sidePanel = 280;  ///< help and inspector columns
}  // namespace space

/// Type sizes in pixels.
namespace type {
inline constexpr int small = 11;    ///< plots, captions, badges
inline constexpr int body = 13;     ///< forms, tables, menus
inline constexpr int heading = 16;  ///< group headings, dialog titles
inline constexpr int title = 20;    ///< page titles
}  // namespace type

/// Colours of one theme. Text pairs have a contrast of at least 4.5:1 on `background` and `panel`, `outline`, icons,
/// state colours and every colour of a data line at least 3:1 (tests/widgets/tst_theme.cpp). `line` and `grid` are
/// separators that carry no information and stay faint; the border of a control is `outline`.
struct ThemeColours {
    bool dark = false;
    const Palette* palette = nullptr;  ///< where the values come from, free of Qt
    QColor background;                 ///< pages, plots, edit fields
    QColor panel;                      ///< bars, docks, rails
    QColor raised;                     ///< hovered and pressed controls, tool tips
    QColor line;                       ///< separators
    QColor grid;                       ///< behind data
    QColor outline;                    ///< borders of controls, axes
    QColor text, secondary, disabled;
    QColor accent, onAccent;
    QColor selection;  ///< behind selected rows; carries `text`
    QColor missing;    ///< hatch of what was not measured or not opened
    // State: always with an icon and a word.
    QColor running, finished, paused, interrupted, queued;
    QColor info, warning, error;
    // Data.
    QColor exitShallow, exitDeep;            ///< ends of the ramp of exits
    std::array<QColor, 7> categorical;       ///< Okabe-Ito, mended to 3:1 where the original falls short
    QColor conflict, diverging0, agreement;  ///< -1, 0, +1
    std::array<QColor, 7> sequential;        ///< viridis-like, 0..1
};

const ThemeColours& lightColours();
const ThemeColours& darkColours();

/// Colour of exit `exit` (from 0) of `exits`: the ramp light teal to indigo, evenly spaced; an only exit is the deep
/// end.
QColor exitColour(const ThemeColours& colours, int exit, int exits);

/// How a run, method or other category is drawn, so that colour is never the only carrier.
struct CategoryStyle {
    QColor colour;
    Qt::PenStyle dash = Qt::SolidLine;
    Marker marker = Marker::Disc;
};
/// Categories repeat their colours after 7, with another dash pattern and marker: 28 distinct styles.
CategoryStyle categoryStyle(const ThemeColours& colours, int index);
inline constexpr int categoryCount = kCategories;

/// -1 (conflict) .. 0 (neutral) .. 1 (agreement); clamped.
QColor divergingColour(const ThemeColours& colours, double value);
/// 0..1; clamped.
QColor sequentialColour(const ThemeColours& colours, double value);
/// Closed (0) or open (1).
QColor stateColour(const ThemeColours& colours, bool open);
/// Black or white, whichever reads better on `background`.
QColor readableOn(const QColor& background);

/// Contrast ratio of WCAG 2.1, 1..21, of two opaque colours.
double contrast(const QColor& a, const QColor& b);

/// What a run's state looks like: icon name, word and colour.
struct StatusStyle {
    QString icon;
    QString word;
    QColor colour;
};
StatusStyle statusStyle(const ThemeColours& colours, RunStatus status, bool diverged = false);

}  // namespace exitlab
