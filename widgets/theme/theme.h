// SPDX-License-Identifier: GPL-3.0-or-later
// The look of the application: light, dark or as the system. Fusion and a QPalette do most of the work; a short style
// sheet only what a palette cannot say.
#pragma once

#include <QFont>
#include <QIcon>
#include <QObject>
#include <QStringList>

#include "widgets/theme/tokens.h"

class QApplication;
class QLabel;

namespace exitlab {

enum class ThemeMode { System, Light, Dark };

/// One per process, on the GUI thread. Everything that draws connects to changed() and asks colours() again.
class Theme : public QObject {
    Q_OBJECT
  public:
    static Theme& instance();

    /// Sets style, fonts, palette and style sheet of the application. Call once after QApplication is made.
    void apply(QApplication& app);
    void setMode(ThemeMode mode);
    ThemeMode mode() const { return mode_; }
    bool isDark() const { return colours_->dark; }
    const ThemeColours& colours() const { return *colours_; }

    /// Fonts of the four sizes. numbers() has figures of one width, for tables and readouts.
    static QFont font(int pixelSize, QFont::Weight weight = QFont::Normal);
    static QFont numbers(int pixelSize = type::body);

  signals:
    void changed();

  protected:
    bool eventFilter(QObject* object, QEvent* event) override;

  private:
    Theme();
    void refresh();
    bool systemIsDark() const;

    QApplication* app_ = nullptr;
    ThemeMode mode_ = ThemeMode::System;
    const ThemeColours* colours_ = &lightColours();
    bool applying_ = false;
};

/// An icon of ExitLab's family, drawn in the theme's text colour at paint time: it follows a change of theme by itself.
/// Names: see iconNames(). An unknown name gives a null icon.
QIcon icon(const QString& name);
/// The same in a fixed token's colour, for states and levels: `token` points into ThemeColours.
QIcon icon(const QString& name, QColor ThemeColours::*token);
QStringList iconNames();
/// Trunk with early branches; the application's own colours.
QIcon applicationIcon();

/// Text styles for labels that are not body text; they follow the theme.
void makeTitle(QLabel* label);
void makeHeading(QLabel* label);
void makeCaption(QLabel* label);

}  // namespace exitlab
