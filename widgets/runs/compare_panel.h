// SPDX-License-Identifier: GPL-3.0-or-later
// The comparison of the selected runs, below the table: overlay, differences, groups and test, pivot. It is given
// values and asks for nothing but other values.
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "core/analysis/run_record.h"

class QDoubleSpinBox;
class QLabel;
class QTabWidget;
class QTimer;

namespace exitlab {

class CompareTab;
class DifferencesTab;
class GroupsTab;
class OverlayTab;
class PivotTab;
struct CompareData;

class ComparePanel : public QWidget {
    Q_OBJECT

  public:
    explicit ComparePanel(QWidget* parent = nullptr);

    /// Records are on their way: said if it takes a while.
    void setWaiting(int runs);
    /// `leftOut`: selected runs that are too many to compare at once.
    void setRecords(std::vector<std::shared_ptr<const RunRecord>> records, int leftOut = 0);
    /// Confidence at which samples leave, for "at threshold" and "MACs saved"; the records are to be made with it.
    double threshold() const;

    OverlayTab* overlay() const { return overlay_; }
    DifferencesTab* differences() const { return differences_; }
    GroupsTab* groups() const { return groups_; }
    PivotTab* pivot() const { return pivot_; }

    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

  Q_SIGNALS:
    void thresholdChanged(double threshold);

  private:
    void showTab();

    QTabWidget* tabs_;
    OverlayTab* overlay_;
    DifferencesTab* differences_;
    GroupsTab* groups_;
    PivotTab* pivot_;
    QDoubleSpinBox* threshold_;
    QLabel* status_;
    QTimer *changed_, *waiting_;
    std::shared_ptr<const CompareData> data_;
    QList<CompareTab*> stale_;  ///< tabs that have not seen data_ yet: only the one on screen is filled
};

}  // namespace exitlab
