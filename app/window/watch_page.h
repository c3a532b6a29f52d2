// SPDX-License-Identifier: GPL-3.0-or-later
// The Watch page: one tab per open run, the live one and stored ones alike.
#pragma once

#include <QMap>
#include <QWidget>

#include "core/store/run_store.h"

class QAction;
class QMenu;
class QStackedLayout;
class QTabWidget;

namespace exitlab {

class WatchView;

class WatchPage : public QWidget {
    Q_OBJECT

  public:
    explicit WatchPage(QWidget* parent = nullptr);

    /// A tab for the run that starts now; its number comes later.
    void beginLive(const QString& name);
    void setLiveRun(std::int64_t run);
    void addLive(const std::vector<ReportPtr>& reports);
    void setLiveState(RunStatus status);
    /// The run has ended; its tab stays.
    void endLive();
    WatchView* live() const { return live_; }

    /// A tab with all of a stored run; the one it has already is shown and filled anew.
    void showStored(const RunSummary& run, const std::vector<ReportPtr>& reports);
    /// Shows the tab of a run if it has one.
    bool showRun(std::int64_t run);
    WatchView* view(std::int64_t run) const;
    WatchView* currentView() const;
    void closeRun(std::int64_t run);

    /// Pause, resume, step, stop, checkpoint of the live run, or of the run shown.
    QList<QAction*> commands() const;
    /// Of the run shown; null if there is none.
    QMenu* dockMenu() const;

    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& state);
    void resetLayout();

  Q_SIGNALS:
    void pauseRequested();
    void resumeRequested();
    void stepRequested();
    void stopRequested();
    void checkpointRequested();
    void closeLiveRefused();
    /// commands() or dockMenu() are others now.
    void commandsChanged();
    void branchRequested(qint64 run, int round, const QString& experiment);

  private:
    WatchView* addTab(const QString& title);
    void closeTab(int index);
    void showTitle(WatchView* view, const QString& name, std::int64_t run);

    QStackedLayout* stack_ = nullptr;
    QTabWidget* tabs_ = nullptr;
    WatchView* live_ = nullptr;
    bool running_ = false;
    QByteArray layout_;
};

}  // namespace exitlab
