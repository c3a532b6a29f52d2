// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/run_filter_model.h"

#include <algorithm>
#include <unordered_set>

namespace exitlab {

namespace {
/// Beyond so many rows that come or go the views start over: it is quicker than to tell them of each.
constexpr std::size_t kFew = 64;
}  // namespace

RunFilterModel::RunFilterModel(QObject* parent) : QAbstractProxyModel(parent) {}

void RunFilterModel::setSourceModel(QAbstractItemModel* source) {
    beginResetModel();
    if (table_) table_->disconnect(this);
    table_ = qobject_cast<RunTableModel*>(source);
    QAbstractProxyModel::setSourceModel(table_);
    if (table_) {
        connect(table_, &RunTableModel::refreshed, this, &RunFilterModel::rebuild);
        connect(table_, &QAbstractItemModel::dataChanged, this, &RunFilterModel::onDataChanged);
        connect(table_, &QAbstractItemModel::rowsAboutToBeRemoved, this,
                [this](const QModelIndex&, int first, int last) { onAboutToRemove(first, last); });
        connect(table_, &QAbstractItemModel::columnsAboutToBeInserted, this,
                [this](const QModelIndex&, int first, int last) { beginInsertColumns({}, first, last); });
        connect(table_, &QAbstractItemModel::columnsInserted, this, [this] { endInsertColumns(); });
        connect(table_, &QAbstractItemModel::columnsAboutToBeRemoved, this,
                [this](const QModelIndex&, int first, int last) { beginRemoveColumns({}, first, last); });
        connect(table_, &QAbstractItemModel::columnsRemoved, this, [this] { endRemoveColumns(); });
        connect(table_, &QAbstractItemModel::headerDataChanged, this, &QAbstractItemModel::headerDataChanged);
    }
    shown_.clear();
    places_.clear();
    endResetModel();
    rebuild();
}

void RunFilterModel::setText(const QString& text) {
    words_ = searchWords(text.toStdString());
    rebuild();
}

void RunFilterModel::setStatuses(const QSet<int>& statuses) {
    statuses_ = statuses;
    rebuild();
}

void RunFilterModel::setStarredOnly(bool starred) {
    starredOnly_ = starred;
    rebuild();
}

void RunFilterModel::setCondition(const RunFilter& condition) {
    condition_ = condition;
    rebuild();
}

void RunFilterModel::setSorting(std::vector<SortBy> keys) {
    if (keys == sorting_) return;
    sorting_ = std::move(keys);
    rebuild();
}

void RunFilterModel::sort(int column, Qt::SortOrder order) {
    const QString field = table_ ? table_->fieldOf(column) : QString();
    if (field.isEmpty())
        setSorting({});
    else
        setSorting({{field.toStdString(), order == Qt::DescendingOrder}});
}

bool RunFilterModel::accepts(const RunEntry& entry) const {
    if (starredOnly_ && !entry.run.starred) return false;
    if (!statuses_.isEmpty() && !statuses_.contains(int(entry.run.status))) return false;
    return containsWords(entry.search, words_) && condition_.matches({&entry.run, entry.settings.get()});
}

void RunFilterModel::rebuild() {
    if (!table_) return;
    std::vector<RunRow> rows;
    for (const RunEntryPtr& entry : table_->entries())
        if (accepts(*entry)) rows.push_back({&entry->run, entry->settings.get()});
    std::vector<std::int64_t> runs;
    runs.reserve(rows.size());
    for (const std::size_t at : sortedOrder(rows, sorting_)) runs.push_back(rows[at].run->id);
    show(std::move(runs));
}

void RunFilterModel::show(std::vector<std::int64_t> runs) {
    if (runs == shown_) return;
    const std::unordered_set<std::int64_t> wanted(runs.begin(), runs.end());
    const std::unordered_set<std::int64_t> had(shown_.begin(), shown_.end());
    std::vector<std::int64_t> added;
    for (const std::int64_t run : runs)
        if (!had.count(run)) added.push_back(run);
    const std::size_t removed = had.size() + added.size() - wanted.size();
    if (removed > kFew || added.size() > kFew) {
        beginResetModel();
        shown_ = std::move(runs);
        places_.clear();
        endResetModel();
        Q_EMIT changed();
        return;
    }
    // Few rows: editors, selection and current row stay as they are.
    for (int row = int(shown_.size()) - 1; row >= 0; --row) {
        if (wanted.count(shown_[std::size_t(row)])) continue;
        beginRemoveRows({}, row, row);
        shown_.erase(shown_.begin() + row);
        places_.clear();
        endRemoveRows();
    }
    if (!added.empty()) {
        const int first = int(shown_.size());
        beginInsertRows({}, first, first + int(added.size()) - 1);
        shown_.insert(shown_.end(), added.begin(), added.end());
        places_.clear();
        endInsertRows();
    }
    if (shown_ != runs) {
        Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
        const QModelIndexList before = persistentIndexList();
        std::vector<std::int64_t> ids;
        for (const QModelIndex& place : before) ids.push_back(shown_[std::size_t(place.row())]);
        shown_ = std::move(runs);
        places_.clear();
        QModelIndexList after;
        for (qsizetype i = 0; i < before.size(); ++i) after << index(rowOf(ids[std::size_t(i)]), before[i].column());
        changePersistentIndexList(before, after);
        Q_EMIT layoutChanged({}, VerticalSortHint);
    }
    Q_EMIT changed();
}

void RunFilterModel::onDataChanged(const QModelIndex& first, const QModelIndex& last) {
    if (shown_.empty()) return;
    if (std::size_t(last.row() - first.row()) > kFew) {
        Q_EMIT dataChanged(index(0, first.column()), index(rowCount() - 1, last.column()));
        return;
    }
    for (int row = first.row(); row <= last.row(); ++row) {
        const int at = rowOf(table_->entries()[std::size_t(row)]->run.id);
        if (at >= 0) Q_EMIT dataChanged(index(at, first.column()), index(at, last.column()));
    }
}

void RunFilterModel::onAboutToRemove(int first, int last) {
    std::unordered_set<std::int64_t> gone;
    for (int row = first; row <= last; ++row) gone.insert(table_->entries()[std::size_t(row)]->run.id);
    std::vector<std::int64_t> left;
    for (const std::int64_t run : shown_)
        if (!gone.count(run)) left.push_back(run);
    show(std::move(left));
}

int RunFilterModel::rowOf(std::int64_t run) const {
    if (places_.empty())
        for (std::size_t row = 0; row < shown_.size(); ++row) places_[shown_[row]] = int(row);
    const auto found = places_.find(run);
    return found == places_.end() ? -1 : found->second;
}

QModelIndex RunFilterModel::mapToSource(const QModelIndex& proxy) const {
    if (!proxy.isValid() || !table_ || std::size_t(proxy.row()) >= shown_.size()) return {};
    const int row = table_->rowOf(shown_[std::size_t(proxy.row())]);
    return row < 0 ? QModelIndex() : table_->index(row, proxy.column());
}

QModelIndex RunFilterModel::mapFromSource(const QModelIndex& source) const {
    if (!source.isValid() || std::size_t(source.row()) >= table_->entries().size()) return {};
    const int row = rowOf(table_->entries()[std::size_t(source.row())]->run.id);
    return row < 0 ? QModelIndex() : index(row, source.column());
}

QModelIndex RunFilterModel::index(int row, int column, const QModelIndex& parent) const {
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex RunFilterModel::parent(const QModelIndex&) const { return {}; }

int RunFilterModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(shown_.size()); }

int RunFilterModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() || !table_ ? 0 : table_->columnCount();
}

QVariant RunFilterModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return orientation == Qt::Horizontal && table_ ? table_->headerData(section, orientation, role) : QVariant();
}

}  // namespace exitlab
