// SPDX-License-Identifier: GPL-3.0-or-later
// Controls in a scrolled column: the wheel scrolls the column, and turns a control only once it has been chosen.
#pragma once

#include <QWheelEvent>
#include <QWidget>

namespace exitlab {

template <class Control>
class WheelSafe : public Control {
  public:
    template <class... Arguments>
    explicit WheelSafe(Arguments&&... arguments) : Control(std::forward<Arguments>(arguments)...) {
        this->setFocusPolicy(Qt::StrongFocus);
    }

  protected:
    void wheelEvent(QWheelEvent* event) override { this->hasFocus() ? Control::wheelEvent(event) : event->ignore(); }
};

}  // namespace exitlab
