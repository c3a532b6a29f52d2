// SPDX-License-Identifier: GPL-3.0-or-later
// The small windows of the Help menu. None blocks.
#pragma once

#include <QString>
#include <vector>

class QAction;
class QWidget;

namespace exitlab {

class Engine;

/// "Trunk with early branches": version, libraries, licence.
void showAbout(QWidget* parent, const QString& database);
/// Every action with its shortcut, grouped by menu.
void showShortcuts(QWidget* parent);
/// Methods that were loaded and files that were not, with the reason.
void showPlugins(QWidget* parent, const Engine* engine);

/// Actions of the menu bar by menu title, in order; submenus are part of theirs.
std::vector<std::pair<QString, std::vector<QAction*>>> menuActions(const QWidget* window);

}  // namespace exitlab
