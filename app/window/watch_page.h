// SPDX-License-Identifier: GPL-3.0-or-later
// The Watch page: a tab per open run and per comparison, live ones and stored ones alike.
#pragma once

#include <QMap>
#include <QWidget>
#include <utility>
#include <vector>

#include "core/store/run_store.h"

class QAction;
class QMenu;
class QStackedLayout;
class QTabWidget;

namespace exitlab {

class CompareView;
class WatchView;

class WatchPage : public QWidget {
    Q_OBJECT

  public:
    explicit WatchPage(QWidget* parent = nullptr);

    /// A tab for the run that starts now, or a comparison for a race.
    void beginLive(const std::vector<RunSummary>& runs);
    /// `run` counts from 0, in the order of beginLive().
    void addLive(int run, const std::vector<ReportPtr>& reports);
    /// Of all that are live.
    void setLiveState(RunStatus status);
    /// They have ended; their tabs stay.
    void endLive(const std::vector<RunFinished>& results);
    /// The tab of the only live run; null in a race.
    WatchView* live() const { return live_; }
    CompareView* liveRace() const { return race_; }

    /// A tab with all of a stored run; the one it has already is shown and filled anew.
    void showStored(const RunSummary& run, const std::vector<ReportPtr>& reports);
    /// Shows the tab of a run if it has one. A run of the race that goes on gets one.
    bool showRun(std::int64_t run);
    using Loaded = std::vector<std::pair<RunSummary, std::vector<ReportPtr>>>;
    /// Stored runs side by side: beside those of the comparison that asked for more, or in a tab of their own.
    void showComparison(const Loaded& runs);

    WatchView* view(std::int64_t run) const;
    WatchView* currentView() const;
    CompareView* currentComparison() const;
    void closeRun(std::int64_t run);
    /// For the session: runs with tabs of their own, and those of every comparison.
    QList<qint64> openRuns() const;
    QList<QList<qint64>> comparisons() const;

    /// Pause, resume, step, stop, checkpoint of the live run, then those of the tab that is shown.
    QList<QAction*> commands() const;
    QAction* compareAction() const { return compare_; }
    /// Of the tab that is shown; null if there is none.
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
    /// The user wants to choose stored runs to set side by side; `shown` are there already.
    void compareRequested(const QList<qint64>& shown);
    /// A stored run is to be shown alone.
    void openRequested(qint64 run);

  private:
    struct LiveRun {
        RunSummary summary;
        std::vector<ReportPtr> told;  ///< for a tab that is opened later
    };

    WatchView* addRunTab(const RunSummary& run);
    CompareView* addCompareTab(const QString& title);
    void addTab(QWidget* view, const QString& title);
    template <class View>
    void connectCommands(View* view);
    void closeTab(int index);
    void setTabTitle(QWidget* view, const QString& title, const QString& tip);
    bool isLive(std::int64_t run) const;

    QStackedLayout* stack_ = nullptr;
    QTabWidget* tabs_ = nullptr;
    QAction* compare_ = nullptr;
    WatchView* live_ = nullptr;
    CompareView* race_ = nullptr;
    CompareView* growing_ = nullptr;  ///< asked for more runs
    std::vector<LiveRun> liveRuns_;
    QByteArray layout_, compareLayout_;
};

}  // namespace exitlab
