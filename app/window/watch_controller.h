// SPDX-License-Identifier: GPL-3.0-or-later
// What the Watch page asks for that is not in memory: stored runs to set side by side, and the rounds that a branch can
// start from. Reads in a thread; late answers to old questions are dropped.
#pragma once

#include <QObject>

#include "app/window/watch_page.h"
#include "app/window/worker.h"

namespace exitlab {

class StoreService;

class WatchController : public QObject {
    Q_OBJECT

  public:
    WatchController(WatchPage* page, StoreService* store, QWidget* window);

    /// Opens a list of the stored runs; what is chosen is shown side by side, beside `shown`.
    void chooseRuns(const QList<qint64>& shown);
    /// Shows these stored runs side by side.
    void compare(const QList<qint64>& runs);
    /// Branch after `round`, or, if it has no checkpoint, after one that the user chooses.
    void beginBranch(qint64 run, int round, const QString& experiment);
    bool isIdle() const { return pending_ == 0; }

  Q_SIGNALS:
    void branchReady(qint64 run, int round, const QString& experiment);
    void failed(const QString& message, const QString& details);

  private:
    using Answer = std::function<void()>;
    void post(const QString& failure, std::function<Answer(const RunReader&)> job);
    void askRound(qint64 run, int round, const std::vector<int>& rounds, const QString& experiment);

    WatchPage* page_;
    StoreService* store_;
    QWidget* window_;
    quint64 comparison_ = 0;  ///< token of the newest question
    int pending_ = 0;
    Worker worker_;  // last: ends before what its jobs touch
};

}  // namespace exitlab
