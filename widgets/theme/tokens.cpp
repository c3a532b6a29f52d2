// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/tokens.h"

#include <QObject>
#include <utility>

namespace exitlab {
namespace {

QColor colourOf(const Rgb& c) {
    return QColor::fromRgbF(static_cast<float>(c.red), static_cast<float>(c.green), static_cast<float>(c.blue));
}

Rgb rgbOf(const QColor& c) { return {c.redF(), c.greenF(), c.blueF()}; }

ThemeColours coloursOf(const Palette& palette) {
    ThemeColours c;
    c.dark = palette.dark;
    c.palette = &palette;
    const std::pair<QColor ThemeColours::*, Rgb Palette::*> same[] = {
        {&ThemeColours::background, &Palette::background},
        {&ThemeColours::panel, &Palette::panel},
        {&ThemeColours::raised, &Palette::raised},
        {&ThemeColours::line, &Palette::line},
        {&ThemeColours::grid, &Palette::grid},
        {&ThemeColours::outline, &Palette::outline},
        {&ThemeColours::text, &Palette::text},
        {&ThemeColours::secondary, &Palette::secondary},
        {&ThemeColours::disabled, &Palette::disabled},
        {&ThemeColours::accent, &Palette::accent},
        {&ThemeColours::onAccent, &Palette::onAccent},
        {&ThemeColours::selection, &Palette::selection},
        {&ThemeColours::missing, &Palette::missing},
        {&ThemeColours::running, &Palette::running},
        {&ThemeColours::finished, &Palette::finished},
        {&ThemeColours::paused, &Palette::paused},
        {&ThemeColours::interrupted, &Palette::interrupted},
        {&ThemeColours::queued, &Palette::queued},
        {&ThemeColours::info, &Palette::info},
        {&ThemeColours::warning, &Palette::warning},
        {&ThemeColours::error, &Palette::error},
        {&ThemeColours::conflict, &Palette::conflict},
        {&ThemeColours::diverging0, &Palette::diverging0},
        {&ThemeColours::agreement, &Palette::agreement},
    };
    for (const auto& [mine, source] : same) c.*mine = colourOf(palette.*source);
    c.exitShallow = colourOf(palette.exits.front());
    c.exitDeep = colourOf(palette.exits.back());
    for (std::size_t i = 0; i < c.categorical.size(); ++i) {
        c.categorical[i] = colourOf(palette.categorical[i]);
        c.sequential[i] = colourOf(palette.sequential[i]);
    }
    return c;
}

}  // namespace

const ThemeColours& lightColours() {
    static const ThemeColours colours = coloursOf(lightPalette());
    return colours;
}

const ThemeColours& darkColours() {
    static const ThemeColours colours = coloursOf(darkPalette());
    return colours;
}

QColor exitColour(const ThemeColours& colours, int exit, int exits) {
    return colourOf(exitColour(*colours.palette, exit, exits));
}

CategoryStyle categoryStyle(const ThemeColours& colours, int index) {
    static constexpr std::array pens = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    const CategoryLook look = categoryLook(*colours.palette, index);
    return {colourOf(look.colour), pens[static_cast<std::size_t>(look.dash)], look.marker};
}

QColor divergingColour(const ThemeColours& colours, double value) {
    return colourOf(divergingColour(*colours.palette, value));
}

QColor sequentialColour(const ThemeColours& colours, double value) {
    return colourOf(sequentialColour(*colours.palette, value));
}

QColor stateColour(const ThemeColours& colours, bool open) { return colourOf(stateColour(*colours.palette, open)); }

QColor readableOn(const QColor& background) { return colourOf(readableOn(rgbOf(background))); }

double contrast(const QColor& a, const QColor& b) { return contrast(rgbOf(a), rgbOf(b)); }

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
