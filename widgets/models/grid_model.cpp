// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/grid_model.h"

#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

QString csvField(const QString& text) {
    if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n') && !text.contains(u'\r')) return text;
    return u'"' + QString(text).replace(u'"', QStringLiteral("\"\"")) + u'"';
}

}  // namespace

QString Grid::toCsv() const {
    QString csv;
    QStringList fields;
    for (const Column& column : columns) fields << csvField(column.title);
    csv += fields.join(u',') + QStringLiteral("\r\n");
    for (const auto& row : rows) {
        fields.clear();
        for (const GridCell& cell : row)
            fields << csvField(cell.sort.typeId() == QMetaType::Double ? formatExact(cell.sort.toDouble()) : cell.text);
        csv += fields.join(u',') + QStringLiteral("\r\n");
    }
    return csv;
}

void GridModel::setGrid(Grid grid) {
    beginResetModel();
    grid_ = std::move(grid);
    endResetModel();
}

int GridModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(grid_.rows.size()); }

int GridModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(grid_.columns.size()); }

QVariant GridModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto& row = grid_.rows[std::size_t(index.row())];
    if (std::size_t(index.column()) >= row.size()) return {};
    const GridCell& cell = row[std::size_t(index.column())];
    switch (role) {
        case Qt::DisplayRole:
            return cell.text;
        case Qt::ToolTipRole:
            return cell.tip.isEmpty() ? QVariant() : cell.tip;
        case SortRole:
            return cell.sort.isValid() ? cell.sort : QVariant(cell.text);
        case Qt::TextAlignmentRole:
            return int((cell.right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        case Qt::FontRole: {
            if (!cell.right && !cell.bold) return {};
            QFont font = cell.right ? Theme::numbers() : Theme::font(type::body);
            font.setBold(cell.bold);
            return font;
        }
        case Qt::DecorationRole:
            if (cell.icon.isEmpty()) return {};
            return cell.colour ? icon(cell.icon, cell.colour) : icon(cell.icon);
        case Qt::ForegroundRole:
            return cell.colour ? QVariant(Theme::instance().colours().*cell.colour) : QVariant();
        default:
            return {};
    }
}

QVariant GridModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    const Grid::Column& column = grid_.columns[std::size_t(section)];
    switch (role) {
        case Qt::DisplayRole:
            return column.title;
        case Qt::ToolTipRole:
            return column.tip.isEmpty() ? QVariant() : column.tip;
        case Qt::TextAlignmentRole:
            return int((column.right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        default:
            return {};
    }
}

}  // namespace exitlab
