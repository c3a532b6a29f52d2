// SPDX-License-Identifier: GPL-3.0-or-later
// The Watch page: one run, live or stored, in docks.
#pragma once

#include <QWidget>
#include <vector>

#include "widgets/watch/run_history.h"

class QDockWidget;
class QMenu;

namespace exitlab {

class ClientPanel;
class ClientsPanel;
class DockBoard;
class RunHeader;
class WatchPanel;

/// Takes reports on the GUI thread, in bursts: panels read the history at most every 40 ms, and only those that are
/// seen; the others when they are shown.
class WatchView : public QWidget {
    Q_OBJECT
  public:
    explicit WatchView(QWidget* parent = nullptr);
    ~WatchView() override;

    void addReport(const ReportPtr& report);
    /// Another run, all at once.
    void setReports(const std::vector<ReportPtr>& reports);
    void clear();
    /// Enables the commands that make sense. RunStarted and RunFinished set it as well.
    void setRunState(RunStatus status, bool diverged = false);
    /// A stored run: nothing can be commanded.
    void setReadOnly(bool readOnly);

    const RunHistory& history() const { return *history_; }
    /// Round that maps and matrices show.
    int shownRound() const;

    /// Where the docks lie; an empty or foreign state leaves the default layout and returns false.
    QByteArray saveState() const;
    bool restoreState(const QByteArray& state);
    void resetLayout();
    /// Commands of the header, then one toggle per dock and Reset layout.
    QList<QAction*> allActions() const;
    QList<QDockWidget*> docks() const;
    const QList<WatchPanel*>& panels() const { return panels_; }
    WatchPanel* panel(const QString& id) const;
    QMenu* dockMenu() const;

    /// Everything that waits is read and drawn now (for tests and pictures).
    void flush();

    QSize minimumSizeHint() const override { return {640, 400}; }

  signals:
    void pauseRequested();
    void resumeRequested();
    void stepRequested();
    void stopRequested();
    void checkpointRequested();
    /// "Branch from here": continue with other settings from the round that is shown.
    void branchRequested(int round);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void makePanels();
    void addPanel(WatchPanel* panel, char key);
    void placeDocks(bool wide);
    void mark(unsigned kinds);
    void read(WatchPanel* panel);
    /// Round that plots over rounds mark; NaN while the newest is followed.
    double markedRound() const;

    RunHeader* header_;
    DockBoard* board_;
    QAction* resetLayout_ = nullptr;
    std::unique_ptr<RunHistory> history_;
    QList<WatchPanel*> panels_;
    ClientsPanel* clients_ = nullptr;
    ClientPanel* client_ = nullptr;
    bool headerStale_ = true;
    bool restored_ = false;
    bool placed_ = false;
};

}  // namespace exitlab
