// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>
#include <QPalette>
#include <QStyle>
#include <QWidget>

#include "widgets/theme/outline_style.h"

namespace exitlab {
namespace {

QPalette makePalette(const ThemeColours& c) {
    QPalette p;
    p.setColor(QPalette::Window, c.panel);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.background);
    p.setColor(QPalette::AlternateBase, c.panel);
    p.setColor(QPalette::ToolTipBase, c.raised);
    p.setColor(QPalette::ToolTipText, c.text);
    p.setColor(QPalette::PlaceholderText, c.secondary);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::Button, c.dark ? c.raised : c.panel);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.onAccent);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::LinkVisited, c.secondary);
    p.setColor(QPalette::Highlight, c.accent);
    p.setColor(QPalette::HighlightedText, c.onAccent);
    p.setColor(QPalette::Light, c.dark ? c.raised.lighter(120) : c.background);
    p.setColor(QPalette::Midlight, c.raised);
    p.setColor(QPalette::Mid, c.line);
    p.setColor(QPalette::Dark, c.outline);
    p.setColor(QPalette::Shadow, c.dark ? QColor(0, 0, 0) : c.outline);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText})
        p.setColor(QPalette::Disabled, role, c.disabled);
    p.setColor(QPalette::Disabled, QPalette::Highlight, c.line);
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, c.disabled);
    return p;
}

/// Only what Fusion takes from neither the palette nor a property.
QString makeStyleSheet(const ThemeColours& c) {
    return QStringLiteral(
               "QToolTip { color: %1; background: %2; border: 1px solid %3; padding: 4px; }"
               "QMainWindow::separator { background: %4; width: 4px; height: 4px; }"
               "QMainWindow::separator:hover { background: %5; }"
               "QHeaderView::section { background: %6; color: %7; border: none; border-right: 1px solid %3;"
               " border-bottom: 1px solid %3; padding: 4px 3px; }"
               "QTableView, QTreeView, QListView, QPlainTextEdit { border: 1px solid %3; gridline-color: %3; }"
               "QStatusBar::item { border: none; }")
        .arg(c.text.name(), c.raised.name(), c.line.name(), c.panel.name(), c.accent.name(), c.panel.name(),
             c.secondary.name());
}

/// A label in one of the text styles; repaints itself in the new theme's colour.
void styleLabel(QLabel* label, int size, QFont::Weight weight, QColor ThemeColours::*colour) {
    label->setFont(Theme::font(size, weight));
    const auto recolour = [label, colour] {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, Theme::instance().colours().*colour);
        label->setPalette(palette);
    };
    recolour();
    QObject::connect(&Theme::instance(), &Theme::changed, label, recolour);
}

}  // namespace

Theme& Theme::instance() {
    static Theme theme;
    return theme;
}

Theme::Theme() = default;

void Theme::apply(QApplication& app) {
    app_ = &app;
    QApplication::setStyle(new OutlineStyle);
    QApplication::setFont(font(type::body));
    app.setAttribute(Qt::AA_DontShowIconsInMenus, false);
    app.installEventFilter(this);
    refresh();
}

void Theme::setMode(ThemeMode mode) {
    mode_ = mode;
    refresh();
}

bool Theme::systemIsDark() const {
    // Qt 6.4 has no colour scheme to ask for; Fusion's standard palette follows the platform theme's appearance.
    return app_ && QApplication::style()->standardPalette().color(QPalette::Window).lightness() < 128;
}

void Theme::refresh() {
    const bool dark = mode_ == ThemeMode::Dark || (mode_ == ThemeMode::System && systemIsDark());
    const ThemeColours* next = dark ? &darkColours() : &lightColours();
    const bool differs = next != colours_;
    colours_ = next;
    if (app_) {
        const QPalette palette = makePalette(*colours_);
        if (differs || QApplication::palette() != palette) {
            applying_ = true;
            QApplication::setPalette(palette);
            app_->setStyleSheet(makeStyleSheet(*colours_));
            applying_ = false;
        }
    }
    if (differs) emit changed();
}

bool Theme::eventFilter(QObject* object, QEvent* event) {
    // The platform tells a new system theme as a change of the application's palette.
    if (object == app_ && !applying_ && mode_ == ThemeMode::System &&
        (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::ThemeChange))
        refresh();
    return QObject::eventFilter(object, event);
}

QFont Theme::font(int pixelSize, QFont::Weight weight) {
    QFont f = QApplication::font();
    f.setPixelSize(pixelSize);
    f.setWeight(weight);
    return f;
}

QFont Theme::numbers(int pixelSize) {
    // Qt 6.4 cannot ask for the OpenType feature "tnum". The usual system fonts (DejaVu Sans, Noto Sans, Cantarell,
    // Segoe UI) have figures of one width by default, so the system font is right as it is; kerning would undo it.
    QFont f = font(pixelSize);
    f.setKerning(false);
    return f;
}

void makeTitle(QLabel* label) { styleLabel(label, type::title, QFont::DemiBold, &ThemeColours::text); }
void makeHeading(QLabel* label) { styleLabel(label, type::heading, QFont::DemiBold, &ThemeColours::text); }
void makeCaption(QLabel* label) { styleLabel(label, type::small, QFont::Normal, &ThemeColours::secondary); }

}  // namespace exitlab
