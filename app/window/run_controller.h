// SPDX-License-Identifier: GPL-3.0-or-later
// Between the pages and what is being driven: starts, queue, race, branch, comparison, and the questions they ask. The
// window makes it and puts its actions into the menus.
#pragma once

#include <QList>
#include <QObject>
#include <functional>

#include "core/federation/run.h"
#include "core/store/run_store.h"

class QAction;
class QDockWidget;
class QLabel;
class QMainWindow;
class QTimer;
class QToolButton;

namespace exitlab {

class DesignView;
class EngineService;
class QueueController;
class QueuePanel;
class RunsView;
class StoreService;
class WatchController;
class WatchPage;

class RunController : public QObject {
    Q_OBJECT

  public:
    struct Pages {
        DesignView* design;
        WatchPage* watch;
        RunsView* runs;
    };
    RunController(QMainWindow* window, EngineService* engine, StoreService* store, const RunOptions& options,
                  Pages pages);
    ~RunController() override;

    QueueController* queue() const { return queue_; }
    bool isRunning() const;
    bool isIdle() const;
    /// The database is open.
    void begin();
    void onListed(const std::vector<RunSummary>& runs);
    /// Shows the plots of a stored run, or the live ones if it is being driven here.
    void openRun(std::int64_t run);
    void compare(const QList<qint64>& runs);
    /// Now, or into the queue if something is being driven and the user says so.
    void start(const Experiment& experiment);
    /// Asks what to do with the run that is being driven; closes the window when it is safe.
    void askClose();
    /// Why nothing can be started at all (no database); empty: nothing is in the way.
    void setBlocked(const QString& reason);

    /// Of the queue, then compare and side by side; for the Run menu.
    QList<QAction*> actions() const;
    QDockWidget* queueDock() const { return dock_; }

  Q_SIGNALS:
    void pageWanted(const QString& id);
    void said(const QString& message, int milliseconds);
    void failed(const QString& message, const QString& details);
    /// What is being driven or waits has changed.
    void changed();

  private:
    void makeQueueDock();
    void makeActions();
    void connectPages();
    void connectQueue();
    void startRace(const std::vector<Experiment>& experiments);
    void startBranch(std::int64_t parent, int round, const Experiment& experiment);
    void resume(std::int64_t run);
    /// Now, or into the queue if something is being driven and the user says so.
    void nowOrQueue(const QString& name, const std::function<void()>& now, const std::function<void()>& queue);
    void beginBranch(qint64 run, int round, const QString& experiment);
    void onEnded(const std::vector<RunSummary>& runs, const std::vector<RunFinished>& results);
    void askStop();
    void showState();

    QMainWindow* window_;
    EngineService* engine_;
    StoreService* store_;
    Pages pages_;
    QueueController* queue_;
    WatchController* watching_;
    QueuePanel* panel_ = nullptr;
    QDockWidget* dock_ = nullptr;
    QAction *toggle_ = nullptr, *side_ = nullptr, *enqueue_ = nullptr;
    QLabel* words_ = nullptr;
    QToolButton* waiting_ = nullptr;
    QTimer* listTimer_ = nullptr;
    QString blocked_;
    bool closing_ = false;
};

}  // namespace exitlab
