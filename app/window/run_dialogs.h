// SPDX-License-Identifier: GPL-3.0-or-later
// Questions about what is being driven. None blocks.
#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace exitlab {

/// "X is in progress": Add to queue, or nothing.
void askQueue(QWidget* window, const QString& active, const QString& name, const std::function<void()>& add);
/// Stop now; with runs that wait, whether the next of them begins (`goOn`).
void askStop(QWidget* window, const QString& active, int waiting, const std::function<void(bool goOn)>& stop);
/// The window is to be closed: checkpoint and quit, or stay.
void askClose(QWidget* window, const QString& active, const std::function<void()>& close);

}  // namespace exitlab
