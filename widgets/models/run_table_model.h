// SPDX-License-Identifier: GPL-3.0-or-later
// The stored runs as a table, newest first, and the filter over it.
#pragma once

#include <QAbstractTableModel>
#include <QIcon>
#include <QSet>
#include <QSortFilterProxyModel>
#include <optional>
#include <vector>

#include "core/store/run_store.h"

namespace exitlab {

class RunTableModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column {
        Star,
        Id,
        Status,
        Name,
        Method,
        DataSet,
        Seed,
        Rounds,
        Accuracy,  ///< per exit
        Mean,      ///< over exits
        Traffic,
        Seconds,
        Created,
        Note,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole + 1,  ///< number or text; invalid: no value, always last
        RunIdRole,                    ///< qint64
        AccuracyRole,                 ///< QList<double>, 0..1 per exit; empty before the first evaluation
        BestAccuracyRole,             ///< likewise
        FilterRole                    ///< everything a text filter looks into, lower case
    };

    explicit RunTableModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Star (bool) and Note (text) only; tells the store through starEdited and noteEdited.
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

    /// Takes over a fresh listing; rows that stay keep their selection, equal rows are not repainted.
    void setRuns(std::vector<RunSummary> runs);
    const std::vector<RunSummary>& runs() const { return runs_; }
    /// Nullptr if there is none.
    const RunSummary* find(std::int64_t run) const;
    int rowOf(std::int64_t run) const;  ///< -1 if there is none

  Q_SIGNALS:
    void starEdited(qint64 run, bool starred);
    void noteEdited(qint64 run, const QString& note);

  private:
    QVariant display(const RunSummary& run, int column) const;
    QVariant sortKey(const RunSummary& run, int column) const;
    QVariant toolTip(const RunSummary& run, int column) const;

    std::vector<RunSummary> runs_;  ///< by descending id
};

/// The icon of a state, in the state's colour.
QIcon statusIcon(RunStatus status, bool diverged = false);
/// Accuracy in percent, one decimal, per exit: "61.2  64.0  66.1".
QString accuracyText(const std::vector<double>& accuracy);
/// Mean of the exits, or nullopt before the first evaluation.
std::optional<double> meanAccuracy(const std::vector<double>& accuracy);

class RunFilterModel : public QSortFilterProxyModel {
    Q_OBJECT

  public:
    explicit RunFilterModel(QObject* parent = nullptr);

    /// Every word must occur in name, method, data set, tags, note, status or number.
    void setText(const QString& text);
    /// Empty: all.
    void setStatuses(const QSet<int>& statuses);
    void setStarredOnly(bool starred);
    bool isFiltering() const { return !words_.isEmpty() || !statuses_.isEmpty() || starredOnly_; }

  protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

  private:
    QStringList words_;
    QSet<int> statuses_;
    bool starredOnly_ = false;
};

}  // namespace exitlab
