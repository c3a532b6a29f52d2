// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of the network: a row per exit, a row per device tier.
#include "widgets/design/network_pane.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {

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
    if (role == Qt::ToolTipRole && index.column() == Up) return tr("%1 B").arg(formatCount(exit.uplinkBytes));
    if (role == Qt::ToolTipRole && index.column() == Down) return tr("%1 B").arg(formatCount(exit.downlinkBytes));
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
        case Up:
            return formatBytes(double(exit.uplinkBytes));
        case Down:
            return formatBytes(double(exit.downlinkBytes));
        case Share:
            return formatPercent(exit.share, 0);
        default:
            return {};
    }
}

QVariant ExitCostModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    const QStringList titles = {tr("Exit"),      tr("After"), tr("Stage par."), tr("Head par."),
                                tr("MACs, 10⁶"), tr("Up"),    tr("Down"),       tr("Of full cost")};
    const QStringList tips = {
        tr("Exits from the shallowest to the deepest"),
        tr("Where the exit's head is attached"),
        tr("Parameters of the stages this exit adds to the trunk"),
        tr("Parameters of the exit's own head"),
        tr("Multiply-accumulates from the input to this exit, earlier heads included, for one sample"),
        tr("Bytes of what this exit adds that a client sends in a round; what does not travel is personal"),
        tr("Bytes of what this exit adds that a client receives in a round"),
        tr("Share of the MACs of the last exit")};
    if (role == Qt::DisplayRole) return titles[section];
    if (role == Qt::ToolTipRole) return tips[section];
    if (role == Qt::TextAlignmentRole)
        return int((section <= Place ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

void TierCostModel::setCost(const CostReport& cost) {
    beginResetModel();
    tiers_ = cost.subModels;
    fullMacs_ = cost.exits.empty() ? 1 : double(cost.exits.back().cumulativeMacs);
    endResetModel();
}

int TierCostModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(tiers_.size()); }

int TierCostModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(ColumnCount); }

QVariant TierCostModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const SubModelCost& tier = tiers_[std::size_t(index.row())];
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Tier ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::FontRole && index.column() != Tier) return Theme::numbers();
    if (role == Qt::ToolTipRole) {
        if (index.column() == Macs) return formatCount(tier.macs);
        if (index.column() == Up) return tr("%1 B").arg(formatCount(tier.uplinkBytes));
        if (index.column() == Down) return tr("%1 B").arg(formatCount(tier.downlinkBytes));
    }
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
        case Tier:
            return tr("Tier %1").arg(index.row() + 1);
        case Clients:
            return formatCount(tier.clients);
        case Exits:
            return formatCount(tier.exits);
        case Width:
            return formatPercent(tier.width, 0);
        case Parameters:
            return formatCount(tier.parameters);
        case Macs:
            return formatNumber(double(tier.macs) / 1e6);
        case Share:
            return formatPercent(double(tier.macs) / fullMacs_, 0);
        case Up:
            return formatBytes(double(tier.uplinkBytes));
        case Down:
            return formatBytes(double(tier.downlinkBytes));
        default:
            return {};
    }
}

QVariant TierCostModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    const QStringList titles = {tr("Devices"),   tr("Clients"), tr("Exits"), tr("Width"), tr("Parameters"),
                                tr("MACs, 10⁶"), tr("Of full"), tr("Up"),    tr("Down")};
    const QStringList tips = {tr("Device tiers from the weakest to the strongest"),
                              tr("Clients whose device is of this tier"),
                              tr("Exits that the tier's devices hold, from the shallowest on"),
                              tr("Share of the channels of every hidden layer"),
                              tr("Parameters of the part they hold"),
                              tr("Multiply-accumulates to its last exit, for one sample"),
                              tr("The same as a share of the whole network's"),
                              tr("Bytes that a client of this tier sends in a round"),
                              tr("Bytes that a client of this tier receives in a round")};
    if (role == Qt::DisplayRole) return titles[section];
    if (role == Qt::ToolTipRole) return tips[section];
    if (role == Qt::TextAlignmentRole)
        return int((section == Tier ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

}  // namespace exitlab
