// SPDX-License-Identifier: GPL-3.0-or-later
// The head of the Watch page: how the run stands, what can be done with it, which round is shown.
#pragma once

#include <QWidget>

#include "core/metrics/report.h"

class QAction;
class QLabel;
class QProgressBar;
class QSlider;
class QToolButton;

namespace exitlab {

class RunHistory;

/// Shares of the phases of the last rounds as one thin bar.
class PhaseBar : public QWidget {
    Q_OBJECT
  public:
    explicit PhaseBar(QWidget* parent = nullptr);
    void setPhases(std::vector<QString> names, std::vector<double> seconds);
    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    std::vector<QString> names_;
    std::vector<double> seconds_;
};

class RunHeader : public QWidget {
    Q_OBJECT
  public:
    explicit RunHeader(QWidget* parent = nullptr);

    void setStatus(RunStatus status, bool diverged);
    void setReadOnly(bool readOnly);
    void refresh(const RunHistory& history);
    /// Several runs as one: the rounds that all have done, times and phases summed up. They cannot be branched
    /// together.
    void refresh(const std::vector<const RunHistory*>& runs, const QString& title, const QString& about);
    void clear();
    /// Round chosen by the slider; the last one while it follows.
    int round() const { return round_; }
    bool follows() const { return follows_; }
    QList<QAction*> commands() const { return commands_; }
    /// Button at the right end, with the menu of docks.
    void setDockMenu(class QMenu* menu);

  signals:
    void pauseRequested();
    void resumeRequested();
    void stepRequested();
    void stopRequested();
    void checkpointRequested();
    void branchRequested(int round);
    void roundChosen(int round);

  private:
    void showFacts(const std::vector<const RunHistory*>& runs);
    QAction* addCommand(const QString& icon, const QString& text, const QString& tip, const QKeySequence& keys,
                        void (RunHeader::*signal)());
    void enableCommands();
    void showStatus();
    void showRound();

    RunStatus status_ = RunStatus::Queued;
    bool diverged_ = false;
    bool any_ = false;
    bool readOnly_ = false;
    bool follows_ = true;
    bool several_ = false;
    int round_ = 0;
    int last_ = 0;
    QWidget* facts_;  ///< progress, time left, speed, time split; hidden without a run
    QLabel *stateIcon_, *state_, *name_, *method_, *progress_, *left_, *speed_, *roundLabel_;
    QProgressBar* bar_;
    PhaseBar* phases_;
    QSlider* slider_;
    QToolButton* docks_;
    QAction *pause_, *resume_, *step_, *stop_, *checkpoint_, *branch_, *follow_;
    QList<QAction*> commands_;
};

}  // namespace exitlab
