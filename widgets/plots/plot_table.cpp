// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/plot_table.h"

#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

QString csvField(const QString& text) {
    if (!text.contains(',') && !text.contains('"') && !text.contains('\n') && !text.contains('\r')) return text;
    return '"' + QString(text).replace('"', QStringLiteral("\"\"")) + '"';
}

QString exactText(const PlotTable::Cell& cell) {
    if (const auto* number = std::get_if<double>(&cell)) return formatExact(*number);
    if (const auto* word = std::get_if<QString>(&cell)) return *word;
    return {};
}

}  // namespace

QString PlotTable::toCsv() const {
    QString csv;
    QStringList fields;
    for (const Column& column : columns) fields << csvField(column.header);
    csv += fields.join(',') + '\n';
    for (const auto& row : rows) {
        fields.clear();
        for (const Cell& cell : row) fields << csvField(exactText(cell));
        csv += fields.join(',') + '\n';
    }
    return csv;
}

PlotTableModel::PlotTableModel(PlotTable table, QObject* parent)
    : QAbstractTableModel(parent), table_(std::move(table)) {}

int PlotTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(table_.rows.size());
}

int PlotTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(table_.columns.size());
}

QVariant PlotTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto& row = table_.rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<std::size_t>(index.column());
    if (column >= row.size()) return {};
    const PlotTable::Cell& cell = row[column];
    const auto* number = std::get_if<double>(&cell);
    switch (role) {
        case Qt::DisplayRole:
            return number ? formatValue(*number, table_.columns[column].unit) : exactText(cell);
        case Qt::ToolTipRole:
            return exactText(cell);
        case SortRole:
            return number ? QVariant(*number) : QVariant(exactText(cell));
        case Qt::TextAlignmentRole:
            return QVariant(Qt::Alignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
        case Qt::FontRole:
            return number ? QVariant(Theme::numbers()) : QVariant();
        default:
            return {};
    }
}

QVariant PlotTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::DisplayRole) return table_.columns[static_cast<std::size_t>(section)].header;
    if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return QAbstractTableModel::headerData(section, orientation, role);
}

void showPlotTable(QWidget* parent, const QString& title, PlotTable table) {
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setObjectName(QStringLiteral("plotTable"));
    dialog->resize(640, 480);

    const QString csv = table.toCsv();
    auto* model = new PlotTableModel(std::move(table), dialog);
    auto* sorted = new QSortFilterProxyModel(dialog);
    sorted->setSourceModel(model);
    sorted->setSortRole(PlotTableModel::SortRole);
    auto* view = new QTableView;
    view->setModel(sorted);
    view->setSortingEnabled(true);
    view->sortByColumn(-1, Qt::AscendingOrder);  // the plot's own order until the user asks for another
    view->setAlternatingRowColors(true);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(space::rowHeight);
    view->horizontalHeader()->setResizeContentsPrecision(50);
    view->resizeColumnsToContents();
    view->setAccessibleName(title);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* copy = buttons->addButton(PlotTableModel::tr("Copy as CSV"), QDialogButtonBox::ActionRole);
    copy->setIcon(icon(QStringLiteral("copy")));
    QObject::connect(copy, &QPushButton::clicked, dialog, [csv] { QGuiApplication::clipboard()->setText(csv); });
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);

    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(space::grid, space::grid, space::grid, space::grid);
    layout->addWidget(view);
    layout->addWidget(buttons);
    dialog->show();
}

}  // namespace exitlab
