// SPDX-License-Identifier: GPL-3.0-or-later
// The stored runs with exit records: one is explored, ticked ones lend their curves for comparison.
#pragma once

#include <QList>
#include <QWidget>

#include "widgets/exits/exits_values.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;

namespace exitlab {

class RunChooser : public QWidget {
    Q_OBJECT

  public:
    explicit RunChooser(QWidget* parent = nullptr);

    /// Keeps what is chosen and ticked if it is still there.
    void setRuns(std::vector<RecordedRun> runs);
    const std::vector<RecordedRun>& runs() const { return runs_; }
    const RecordedRun* find(qint64 run) const;
    /// The run explored and its round (0: the newest); chosen() follows if that is a change.
    void choose(qint64 run, int round = 0);
    void compareWith(const QList<qint64>& runs);
    qint64 chosenRun() const { return run_; }
    int chosenRound() const { return round_; }
    /// Ticked runs but the one explored, in the order of the list.
    QList<qint64> compared() const;
    void focusSearch();

  Q_SIGNALS:
    void chosen(qint64 run, int round);
    void comparedChanged();

  private:
    void fill();
    void filter();
    void showRounds();
    QList<qint64> ticked() const;

    std::vector<RecordedRun> runs_;
    qint64 run_ = -1;
    int round_ = 0;
    bool filling_ = false;
    QLineEdit* search_ = nullptr;
    QListWidget* list_ = nullptr;
    QLabel* note_ = nullptr;
    QComboBox* rounds_ = nullptr;
};

}  // namespace exitlab
