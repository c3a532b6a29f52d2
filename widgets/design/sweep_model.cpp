// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/design/sweep_model.h"

#include "widgets/theme/theme.h"

namespace exitlab {

void SweepModel::setPoints(SweepEntries points) {
    beginResetModel();
    points_ = std::move(points);
    endResetModel();
}

int SweepModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !points_ ? 0 : int(points_->size());
}

int SweepModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(ColumnCount); }

QVariant SweepModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const SweepEntry& point = (*points_)[std::size_t(index.row())];
    if (role == Qt::DecorationRole && index.column() == Problem && !point.problem.empty())
        return icon(QStringLiteral("error"), &ThemeColours::error);
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Problem) return QString::fromStdString(point.problem);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
        case Number:
            return index.row() + 1;
        case Label:
            return point.label.empty() ? tr("as designed") : QString::fromStdString(point.label);
        case Problem:
            return QString::fromStdString(point.problem);
        default:
            return {};
    }
}

QVariant SweepModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    const QStringList titles = {QString(), tr("Experiment"), tr("Problem")};
    const QStringList tips = {tr("Order in which they would run"), tr("What it has of its own"),
                              tr("Why it cannot run")};
    if (role == Qt::DisplayRole) return titles[section];
    if (role == Qt::ToolTipRole) return tips[section];
    return {};
}

}  // namespace exitlab
