// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/grid_view.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSortFilterProxyModel>
#include <algorithm>

#include "widgets/theme/theme.h"

namespace exitlab {

GridView::GridView(const QString& name, const QString& accessibleName, QWidget* parent)
    : QTableView(parent), model_(new GridModel(this)), sorted_(new QSortFilterProxyModel(this)) {
    setObjectName(name);
    setAccessibleName(accessibleName);
    sorted_->setSourceModel(model_);
    sorted_->setSortRole(GridModel::SortRole);
    setModel(sorted_);
    setSortingEnabled(true);
    sortByColumn(-1, Qt::AscendingOrder);  // its own order until the user asks for another
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(space::rowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setResizeContentsPrecision(60);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* copy = new QAction(icon(QStringLiteral("copy")), tr("Copy"), this);
    copy->setToolTip(tr("Copy the selected cells, separated by tabs"));
    connect(copy, &QAction::triggered, this, &GridView::copySelection);
    auto* csv = new QAction(tr("Copy table as CSV"), this);
    csv->setToolTip(tr("Copy the whole table with all digits"));
    connect(csv, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(model_->grid().toCsv()); });
    addActions({copy, csv});
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void GridView::setGrid(Grid grid) {
    const bool sameColumns = grid.columns.size() == model_->grid().columns.size() &&
                             std::equal(grid.columns.begin(), grid.columns.end(), model_->grid().columns.begin(),
                                        [](const auto& a, const auto& b) { return a.title == b.title; });
    std::vector<int> widths;
    for (int column = 0; sameColumns && column < model_->columnCount(); ++column) widths.push_back(columnWidth(column));
    model_->setGrid(std::move(grid));
    if (!sameColumns) {
        sortByColumn(-1, Qt::AscendingOrder);
        resizeColumnsToContents();
        for (int column = 0; column < model_->columnCount(); ++column)
            setColumnWidth(column, std::min(columnWidth(column) + space::grid, 40 * space::grid));
    } else {
        for (std::size_t column = 0; column < widths.size(); ++column) setColumnWidth(int(column), widths[column]);
    }
}

void GridView::copySelection() {
    QModelIndexList cells = selectionModel()->selectedIndexes();
    std::sort(cells.begin(), cells.end(), [](const QModelIndex& a, const QModelIndex& b) {
        return std::pair(a.row(), a.column()) < std::pair(b.row(), b.column());
    });
    QString text;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (i > 0) text += cells[i].row() == cells[i - 1].row() ? u'\t' : u'\n';
        text += cells[i].data().toString();
    }
    QGuiApplication::clipboard()->setText(text);
}

void GridView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

}  // namespace exitlab
