// SPDX-License-Identifier: GPL-3.0-or-later
// Tells when a window has painted itself for the first time: how long a person waited for it.
#pragma once

#include <QObject>

class QWidget;

namespace exitlab {

class FirstFrame : public QObject {
    Q_OBJECT

  public:
    explicit FirstFrame(QWidget* window);

  Q_SIGNALS:
    /// Milliseconds since the process was started, dynamic loading included.
    void painted(double ms);

  protected:
    bool eventFilter(QObject* object, QEvent* event) override;
};

}  // namespace exitlab
