// SPDX-License-Identifier: GPL-3.0-or-later
// A slim title bar for docks that also carries the panel's choices: no second row for them.
#pragma once

#include <QWidget>

class QDockWidget;
class QMenu;

namespace exitlab {

class DockTitle : public QWidget {
    Q_OBJECT
  public:
    /// `content`: its plots' menus are behind a button; null: none.
    DockTitle(QDockWidget* dock, QWidget* controls, QWidget* content = nullptr);

  protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace exitlab
