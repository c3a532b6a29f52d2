// SPDX-License-Identifier: GPL-3.0-or-later
// Which runs are shown, and in which order. Ten thousand runs are filtered and sorted within milliseconds, so
// everything happens at once; a proxy of Qt's would tell the views of every gap by itself.
#pragma once

#include <QAbstractProxyModel>
#include <QSet>
#include <unordered_map>
#include <vector>

#include "core/analysis/run_filter.h"
#include "widgets/models/run_table_model.h"

namespace exitlab {

class RunFilterModel : public QAbstractProxyModel {
    Q_OBJECT

  public:
    explicit RunFilterModel(QObject* parent = nullptr);

    /// Must be a RunTableModel.
    void setSourceModel(QAbstractItemModel* source) override;

    /// Every word must occur in name, method, data set, tags, note, status or number.
    void setText(const QString& text);
    /// Empty: all.
    void setStatuses(const QSet<int>& statuses);
    void setStarredOnly(bool starred);
    void setCondition(const RunFilter& condition);
    bool isFiltering() const {
        return !words_.empty() || !statuses_.isEmpty() || starredOnly_ || !condition_.acceptsAll();
    }

    /// The first key decides; runs without a value are last in both directions, equal ones newest first.
    void setSorting(std::vector<SortBy> keys);
    const std::vector<SortBy>& sorting() const { return sorting_; }
    /// One column alone; -1: none.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    QModelIndex mapToSource(const QModelIndex& proxy) const override;
    QModelIndex mapFromSource(const QModelIndex& source) const override;
    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  Q_SIGNALS:
    /// Rows came, went or moved.
    void changed();

  private:
    bool accepts(const RunEntry& entry) const;
    void rebuild();
    void show(std::vector<std::int64_t> runs);
    void onDataChanged(const QModelIndex& first, const QModelIndex& last);
    void onAboutToRemove(int first, int last);
    int rowOf(std::int64_t run) const;

    RunTableModel* table_ = nullptr;
    std::vector<std::int64_t> shown_;                       ///< runs, top first
    mutable std::unordered_map<std::int64_t, int> places_;  ///< of shown_; empty: to be made
    std::vector<std::string> words_;
    QSet<int> statuses_;
    RunFilter condition_;
    std::vector<SortBy> sorting_;
    bool starredOnly_ = false;
};

}  // namespace exitlab
