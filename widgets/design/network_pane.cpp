// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/design/network_pane.h"

#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QStackedLayout>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/design/readouts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

QTableView* makeTable(QWidget* parent, const QString& name, const QString& title, QAbstractItemModel* model) {
    auto* table = new QTableView(parent);
    table->setObjectName(name);
    table->setAccessibleName(title);
    table->setModel(model);
    table->setShowGrid(false);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setFocusPolicy(Qt::TabFocus);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(space::rowHeight);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return table;
}

/// The share as a bar in the exit's colour, with its number.
class ShareDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const ThemeColours& colours = Theme::instance().colours();
        const double share = index.data(ExitCostModel::ShareRole).toDouble();
        painter->save();
        painter->setFont(Theme::numbers(type::body));
        const int number = painter->fontMetrics().horizontalAdvance(QStringLiteral("100 %")) + space::grid;
        QRect cell = option.rect.adjusted(space::grid, 0, -space::grid, 0);
        painter->setPen(colours.text);
        painter->drawText(cell, Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
        QRect bar(cell.left(), cell.center().y() - space::half + 1, std::max(0, cell.width() - number), space::grid);
        painter->fillRect(bar, colours.line);
        bar.setWidth(int(bar.width() * std::clamp(share, 0.0, 1.0)));
        painter->fillRect(bar, exitColour(colours, index.row(), index.model()->rowCount()));
        painter->restore();
    }
};

}  // namespace

NetworkPane::NetworkPane(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("networkPane"));
    message_ = new QLabel(tr("The network's exits and their cost appear here."), this);
    message_->setAlignment(Qt::AlignCenter);
    message_->setWordWrap(true);
    message_->setForegroundRole(QPalette::PlaceholderText);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    message_->setMargin(space::wide);
    message_->setTextFormat(Qt::PlainText);

    auto* area = new QScrollArea(this);
    area->setAccessibleName(tr("Network"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    auto* content = new QWidget(area);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(space::grid, space::grid, space::grid, space::grid);
    column->setSpacing(space::wide);
    readouts_ = new Readouts(content);
    diagram_ = new NetworkDiagram(content);
    model_ = new ExitCostModel(this);
    table_ = makeTable(content, QStringLiteral("exitCosts"), tr("Cost of each exit"), model_);
    table_->setItemDelegateForColumn(ExitCostModel::Share, new ShareDelegate(table_));
    tiers_ = new QLabel(content);
    tiers_->setObjectName(QStringLiteral("tierWords"));
    tiers_->setWordWrap(true);
    makeCaption(tiers_);
    tierModel_ = new TierCostModel(this);
    tierTable_ = makeTable(content, QStringLiteral("tierCosts"), tr("What the devices of each tier hold"), tierModel_);
    groups_ = new QLabel(content);
    groups_->setTextFormat(Qt::RichText);
    groups_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(readouts_);
    column->addWidget(diagram_);
    column->addWidget(table_);
    column->addWidget(tiers_);
    column->addWidget(tierTable_);
    column->addWidget(groups_);
    column->addStretch(1);
    area->setWidget(content);
    stack_ = new QStackedLayout(this);
    stack_->addWidget(message_);
    stack_->addWidget(area);
}

void NetworkPane::setCost(const CostReport& cost) {
    readouts_->setValues(
        {{tr("Parameters"), formatNumber(double(cost.parameters)), formatCount(cost.parameters)},
         {tr("Full cost"),
          cost.exits.empty() ? QStringLiteral("-")
                             : tr("%1 M MACs").arg(formatNumber(double(cost.exits.back().cumulativeMacs) / 1e6)),
          tr("Multiply-accumulates of one sample through every exit")},
         {tr("Up per client, round"), formatBytes(double(cost.uplinkBytes)),
          tr("%1 B").arg(formatCount(cost.uplinkBytes))},
         {tr("Down per client, round"), formatBytes(double(cost.downlinkBytes)),
          tr("%1 B").arg(formatCount(cost.downlinkBytes))}});
    diagram_->setCost(cost);
    model_->setCost(cost);
    tierModel_->setCost(cost);
    for (QTableView* table : {table_, tierTable_})
        table->setFixedHeight(table->horizontalHeader()->sizeHint().height() +
                              table->model()->rowCount() * space::rowHeight + 2);
    tierTable_->setVisible(!cost.subModels.empty());
    tiers_->setText(cost.subModels.empty()
                        ? tr("Every client holds the whole network, whatever its device. Methods for devices of "
                             "different capacity divide it when there are two device tiers or more.")
                        : tr("What the devices of each tier hold of the network:"));
    QString html = QStringLiteral(
                       "<table cellspacing='0' cellpadding='3'><tr><th align='left'>%1</th>"
                       "<th align='right'>&nbsp;&nbsp;%2</th><th align='right'>&nbsp;&nbsp;%3</th></tr>")
                       .arg(tr("Tensors"), tr("Parameters"), tr("Size"));
    for (const CostGroup& group : cost.groups)
        html += QStringLiteral(
                    "<tr><td>%1</td><td align='right'>&nbsp;&nbsp;%2</td>"
                    "<td align='right'>&nbsp;&nbsp;%3</td></tr>")
                    .arg(QString::fromStdString(group.name).toHtmlEscaped(), formatCount(group.parameters),
                         formatBytes(double(group.bytes)));
    groups_->setText(html + QStringLiteral("</table>"));
    groups_->setVisible(!cost.groups.empty());
    stack_->setCurrentIndex(1);
}

void NetworkPane::setError(const QString& reason) {
    message_->setText(reason);
    stack_->setCurrentIndex(0);
}

}  // namespace exitlab
