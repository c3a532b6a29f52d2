// SPDX-License-Identifier: GPL-3.0-or-later
// A slim title bar for docks that also carries the panel's choices: no second row for them.
#pragma once

#include <QWidget>

class QDockWidget;

namespace exitlab {

class DockTitle : public QWidget {
    Q_OBJECT
  public:
    DockTitle(QDockWidget* dock, QWidget* controls);

  protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace exitlab
