// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exits/exit_clients_model.h"

#include "widgets/exits/exit_text.h"
#include "widgets/plots/trade_off_plot.h"
#include "widgets/theme/theme.h"

namespace exitlab {

ExitClientsModel::ExitClientsModel(QObject* parent) : QAbstractTableModel(parent) {}

void ExitClientsModel::setAnswer(const ExitAnswer& answer, const DeviceAnswer& costs) {
    const int exits = answer.clients.empty() ? 0 : static_cast<int>(answer.clients.front().shares.size());
    std::vector<QString> scopes;
    for (const ScopeOutcome& scope : answer.scopes) scopes.push_back(choiceText(scope.choice));
    // Dragging a threshold changes numbers, not rows: selection and place stay.
    const bool sameRows =
        exits == exits_ && clients_.size() == answer.clients.size() &&
        std::equal(clients_.begin(), clients_.end(), answer.clients.begin(),
                   [](const ClientOutcome& a, const ClientOutcome& b) { return a.client == b.client; });
    if (!sameRows) beginResetModel();
    clients_ = answer.clients;
    costs_ = costs.clients;
    scopes_ = std::move(scopes);
    exits_ = exits;
    if (!sameRows)
        endResetModel();
    else if (!clients_.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void ExitClientsModel::clear() {
    beginResetModel();
    clients_.clear();
    costs_.clear();
    scopes_.clear();
    endResetModel();
}

int ExitClientsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(clients_.size());
}

int ExitClientsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : FirstShare + exits_;
}

double ExitClientsModel::number(const ClientOutcome& client, const SampleCost& cost, int column) const {
    switch (column) {
        case Client:
            return client.client;
        case Samples:
            return static_cast<double>(client.samples);
        case Accuracy:
            return client.accuracy;
        case Macs:
            return client.macs;
        case Saving:
            return client.saving;
        case Latency:
            return cost.latencyMs;
        case Energy:
            return cost.energyMj;
        default:
            return client.shares[static_cast<std::size_t>(column - FirstShare)];
    }
}

QString ExitClientsModel::groupOf(const ClientOutcome& client) const {
    return client.scope < scopes_.size() ? scopes_[client.scope] : QString();
}

QVariant ExitClientsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto row = static_cast<std::size_t>(index.row());
    const ClientOutcome& client = clients_[row];
    const int column = index.column();
    if (role == ClientRole) return client.client;
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::Alignment((column == Group ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (role == Qt::FontRole) return column == Group ? QVariant() : QVariant(Theme::numbers());
    if (column == Group)
        return role == Qt::DisplayRole || role == Qt::ToolTipRole || role == SortRole ? QVariant(groupOf(client))
                                                                                      : QVariant();
    const double value = number(client, costs_[row], column);
    if (role == SortRole) return value;
    if (role == Qt::ToolTipRole) return formatExact(value);
    if (role != Qt::DisplayRole) return {};
    switch (column) {
        case Client:
        case Samples:
            return formatCount(static_cast<std::int64_t>(value));
        case Macs:
            return formatMacs(value);
        case Latency:
        case Energy:
            return formatNumber(value);
        default:
            return formatFixed(value * 100, 1);
    }
}

QVariant ExitClientsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::Alignment((section == Group ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole) {
        if (section == Saving) return tr("Share of the MACs of the last exit that is saved");
        if (section >= FirstShare)
            return tr("Share of the client's samples that leave at exit %1").arg(section - FirstShare + 1);
        return {};
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Client:
            return tr("Client");
        case Group:
            return tr("Policy");
        case Samples:
            return tr("Samples");
        case Accuracy:
            return tr("Accuracy, %");
        case Macs:
            return tr("MACs");
        case Saving:
            return tr("Saving, %");
        case Latency:
            return tr("Latency, ms");
        case Energy:
            return tr("Energy, mJ");
        default:
            return tr("Exit %1, %").arg(section - FirstShare + 1);
    }
}

PlotTable ExitClientsModel::table() const {
    PlotTable t;
    for (int column = 0; column < columnCount(); ++column) {
        const bool share = column == Accuracy || column == Saving || column >= FirstShare;
        t.columns.push_back({headerData(column, Qt::Horizontal).toString().remove(QStringLiteral(", %")),
                             share ? Unit::Percent : Unit::Number});
    }
    for (std::size_t row = 0; row < clients_.size(); ++row) {
        std::vector<PlotTable::Cell> cells;
        for (int column = 0; column < columnCount(); ++column) {
            if (column == Group)
                cells.emplace_back(groupOf(clients_[row]));
            else
                cells.emplace_back(number(clients_[row], costs_[row], column));
        }
        t.rows.push_back(std::move(cells));
    }
    return t;
}

}  // namespace exitlab
