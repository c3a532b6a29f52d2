// SPDX-License-Identifier: GPL-3.0-or-later
// Several runs side by side on shared axes: a race while it goes on, or stored runs.
#pragma once

#include <QWidget>

#include "widgets/watch/compared_run.h"

class QComboBox;
class QDockWidget;
class QHBoxLayout;
class QMenu;
class QToolButton;

namespace exitlab {

class ComparedPanel;
class DockBoard;
class RunHeader;

class CompareView : public QWidget {
    Q_OBJECT
  public:
    explicit CompareView(QWidget* parent = nullptr);
    ~CompareView() override;

    /// What the comparison is called: "Race of 3 methods".
    void setTitle(const QString& title);
    QString title() const { return title_; }
    /// A run that is there already keeps its place and its reports.
    void addRun(std::int64_t run, const QString& name, const QString& method, int colour, RunStatus status,
                bool diverged = false);
    void addReports(std::int64_t run, const std::vector<ReportPtr>& reports);
    /// All at once, instead of what was there.
    void setReports(std::int64_t run, const std::vector<ReportPtr>& reports);
    void setRunState(std::int64_t run, RunStatus status, bool diverged = false);
    void removeRun(std::int64_t run);
    void setRunVisible(std::int64_t run, bool visible);
    bool contains(std::int64_t run) const;
    const ComparedRuns& runs() const { return runs_; }

    /// Stored runs only: nothing can be commanded.
    void setReadOnly(bool readOnly);
    void setAxis(CompareAxis axis);
    /// -1: the mean of all exits.
    void setExit(int exit);
    CompareChoice choice() const;
    int shownRound() const;

    QByteArray saveState() const;
    bool restoreState(const QByteArray& state);
    void resetLayout();
    /// Commands of the header, then one toggle per dock and Reset layout.
    QList<QAction*> allActions() const;
    QMenu* dockMenu() const;
    QList<QDockWidget*> docks() const;
    ComparedPanel* panel(const QString& id) const;
    QAction* addAction() const { return add_; }

    /// Everything that waits is read and drawn now (for tests and pictures).
    void flush();

    QSize minimumSizeHint() const override { return {640, 400}; }

  signals:
    void pauseRequested();
    void resumeRequested();
    void stepRequested();
    void stopRequested();
    void checkpointRequested();
    /// Show the run alone.
    void openRequested(qint64 run);
    /// The user wants more runs beside these.
    void addRequested();
    void removeRequested(qint64 run);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void makePanels();
    QWidget* makeStrip();
    void addPanel(ComparedPanel* panel, char key);
    void placeDocks(bool wide);
    void showRuns();
    void showExits();
    void showState();
    void mark(unsigned kinds);
    double markedRound() const;
    ComparedRun* find(std::int64_t run);

    ComparedRuns runs_;
    QString title_;
    RunHeader* header_;
    DockBoard* board_;
    QHBoxLayout* chips_ = nullptr;
    QComboBox *axis_ = nullptr, *exit_ = nullptr;
    QAction *resetLayout_ = nullptr, *add_ = nullptr;
    QList<ComparedPanel*> panels_;
    bool headerStale_ = true;
    bool readOnly_ = false;
    bool placed_ = false;
    bool restored_ = false;
};

}  // namespace exitlab
