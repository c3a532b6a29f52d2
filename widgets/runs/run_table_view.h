// SPDX-License-Identifier: GPL-3.0-or-later
// The table of runs: delegates, sorting by several columns, choice and order of columns, all of it as bytes.
#pragma once

#include <QHeaderView>
#include <QTableView>
#include <vector>

#include "core/analysis/run_fields.h"

namespace exitlab {

class RunFilterModel;
class RunTableModel;

/// Shows by which columns the table is sorted: an arrow, and its rank where there are several.
class SortHeader : public QHeaderView {
    Q_OBJECT
  public:
    explicit SortHeader(QWidget* parent);
    /// Sections in order of rank; descending or not.
    void setSorted(std::vector<std::pair<int, bool>> sorted);

  protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;

  private:
    std::vector<std::pair<int, bool>> sorted_;
};

/// A column as a person chose it.
struct ColumnChoice {
    QString field;
    bool shown = true;
    int width = 0;  ///< pixels; 0: the default
    bool operator==(const ColumnChoice&) const = default;
};

class RunTableView : public QTableView {
    Q_OBJECT

  public:
    RunTableView(RunTableModel* model, RunFilterModel* filter, QWidget* parent = nullptr);

    QList<qint64> selectedRuns() const;  ///< in the order of the table
    void selectRuns(const QList<qint64>& runs, qint64 current);

    /// One column alone (again: the other direction), or with `more` as the next key.
    void sortBy(int column, bool more);
    void setSorting(std::vector<SortBy> keys);
    /// "Mean, % (descending), Seed"
    QString sortingText() const;

    /// In the order of the screen. Settings that are no column are not in it.
    std::vector<ColumnChoice> columns() const;
    /// Columns of settings are made and removed as needed; columns left out keep their place after these, hidden.
    void setColumns(const std::vector<ColumnChoice>& columns);
    void resetColumns();

    QByteArray saveState() const;
    bool restoreState(const QByteArray& state);

  Q_SIGNALS:
    void columnMenuRequested(const QPoint& global, int column);
    void sortingChanged();

  protected:
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void setDelegates();
    int defaultWidth(int column) const;
    void showSorting();
    void keepSelection();

    RunTableModel* table_;
    RunFilterModel* filter_;
    SortHeader* header_;
    QList<qint64> kept_;
    qint64 keptCurrent_ = -1;
    int keptColumn_ = 1;  ///< the number: a click on the star would give one
};

}  // namespace exitlab
