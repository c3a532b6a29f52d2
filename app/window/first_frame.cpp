// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/first_frame.h"

#include <QEvent>
#include <QTimer>
#include <QWidget>

#include "core/store/process.h"

namespace exitlab {

FirstFrame::FirstFrame(QWidget* window) : QObject(window) { window->installEventFilter(this); }

bool FirstFrame::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::Paint) {
        object->removeEventFilter(this);
        // After the children, which are painted in the same go.
        QTimer::singleShot(0, this, [this] { Q_EMIT painted(processAgeMs()); });
    }
    return false;
}

}  // namespace exitlab
