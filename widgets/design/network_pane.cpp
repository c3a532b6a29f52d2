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

void ExitCostModel::setCost(const CostReport& cost) {
    beginResetModel();
    exits_ = cost.exits;
    endResetModel();
}

int ExitCostModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(exits_.size()); }

int ExitCostModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(ColumnCount); }

QVariant ExitCostModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const ExitCost& exit = exits_[std::size_t(index.row())];
    if (role == ShareRole) return exit.share;
    if (role == Qt::TextAlignmentRole)
        return int((index.column() <= Place ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::FontRole && index.column() > Place) return Theme::numbers();
    if (role == Qt::ToolTipRole && index.column() == StageParameters) return formatCount(exit.stageParameters);
    if (role == Qt::ToolTipRole && index.column() == HeadParameters) return formatCount(exit.headParameters);
    if (role == Qt::ToolTipRole && index.column() == Macs) return formatCount(exit.cumulativeMacs);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
        case Exit:
            return tr("Exit %1").arg(index.row() + 1);
        case Place:
            return QString::fromStdString(exit.stage);
        case StageParameters:
            return formatCount(exit.stageParameters);
        case HeadParameters:
            return formatCount(exit.headParameters);
        case Macs:
            return formatNumber(double(exit.cumulativeMacs) / 1e6);
        case Share:
            return formatPercent(exit.share, 0);
        default:
            return {};
    }
}

QVariant ExitCostModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    static const QStringList titles = {tr("Exit"),      tr("After"),     tr("Stage par."),
                                       tr("Head par."), tr("MACs, 10⁶"), tr("Of full cost")};
    static const QStringList tips = {
        tr("Exits from the shallowest to the deepest"),
        tr("Where the exit's head is attached"),
        tr("Parameters of the stages this exit adds to the trunk"),
        tr("Parameters of the exit's own head"),
        tr("Multiply-accumulates from the input to this exit, earlier heads included, for one sample"),
        tr("Share of the MACs of the last exit")};
    if (role == Qt::DisplayRole) return titles[section];
    if (role == Qt::ToolTipRole) return tips[section];
    if (role == Qt::TextAlignmentRole)
        return int((section <= Place ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

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
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    auto* content = new QWidget(area);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(space::grid, space::grid, space::grid, space::grid);
    column->setSpacing(space::wide);
    readouts_ = new Readouts(content);
    diagram_ = new NetworkDiagram(content);
    model_ = new ExitCostModel(this);
    table_ = new QTableView(content);
    table_->setObjectName(QStringLiteral("exitCosts"));
    table_->setAccessibleName(tr("Cost of each exit"));
    table_->setModel(model_);
    table_->setItemDelegateForColumn(ExitCostModel::Share, new ShareDelegate(table_));
    table_->setShowGrid(false);
    table_->setSelectionMode(QAbstractItemView::NoSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setFocusPolicy(Qt::TabFocus);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(space::rowHeight);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    table_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    groups_ = new QLabel(content);
    groups_->setTextFormat(Qt::RichText);
    groups_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(readouts_);
    column->addWidget(diagram_);
    column->addWidget(table_);
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
    table_->setFixedHeight(table_->horizontalHeader()->sizeHint().height() + model_->rowCount() * space::rowHeight + 2);
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
