// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/screenshot.h"

#include <QPixmap>

#include "app/window/main_window.h"

namespace exitlab {

namespace {
constexpr int kLookEveryMs = 50;
/// Plots draw at most every 40 ms; ten quiet looks in a row leave them time for their last replot.
constexpr int kQuietLooks = 10;
constexpr qint64 kPatienceMs = 60'000;
}  // namespace

Screenshot::Screenshot(MainWindow* window, const QString& file, QObject* parent)
    : QObject(parent), window_(window), file_(file) {
    connect(&timer_, &QTimer::timeout, this, &Screenshot::look);
    since_.start();
    timer_.start(kLookEveryMs);
}

void Screenshot::look() {
    quietLooks_ = window_->isSettled() ? quietLooks_ + 1 : 0;
    if (quietLooks_ < kQuietLooks) {
        if (since_.elapsed() < kPatienceMs) return;
        timer_.stop();
        Q_EMIT done(tr("the window was still loading after %1 s").arg(kPatienceMs / 1000));
        return;
    }
    timer_.stop();
    const bool written = window_->grab().save(file_, "PNG");
    Q_EMIT done(written ? QString() : tr("%1 cannot be written").arg(file_));
}

}  // namespace exitlab
