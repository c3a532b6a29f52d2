// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses stored runs: a filter and a list with boxes to check. Does not block.
#pragma once

#include <QDialog>
#include <QSet>
#include <vector>

#include "core/store/run_store.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace exitlab {

class RunPicker : public QDialog {
    Q_OBJECT
  public:
    /// `runs`: newest first. Those of `shown` are checked and stay so. At least `least` must be chosen.
    RunPicker(std::vector<RunSummary> runs, const QList<qint64>& shown, int least, QWidget* parent = nullptr);

    /// In the order in which they were checked.
    QList<qint64> chosen() const { return chosen_; }

  signals:
    void picked(const QList<qint64>& runs);

  private:
    void fill();
    void onChanged(QTreeWidgetItem* item);
    void showState();

    std::vector<RunSummary> runs_;
    QSet<qint64> fixed_;
    QList<qint64> chosen_;
    int least_;
    QLineEdit* search_;
    QTreeWidget* list_;
    QLabel* words_;
    QPushButton* ok_;
};

}  // namespace exitlab
