// SPDX-License-Identifier: GPL-3.0-or-later
// What each client reaches and pays at the operating point.
#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "core/inference/explorer.h"
#include "widgets/plots/plot_table.h"

namespace exitlab {

class ExitClientsModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Client, Group, Samples, Accuracy, Macs, Saving, Latency, Energy, FirstShare };
    enum Role { SortRole = Qt::UserRole + 1, ClientRole };  ///< number or text; int

    explicit ExitClientsModel(QObject* parent = nullptr);

    void setAnswer(const ExitAnswer& answer, const DeviceAnswer& costs);
    void clear();
    PlotTable table() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    double number(const ClientOutcome& client, const SampleCost& cost, int column) const;
    QString groupOf(const ClientOutcome& client) const;

    std::vector<ClientOutcome> clients_;
    std::vector<SampleCost> costs_;
    std::vector<QString> scopes_;
    int exits_ = 0;
};

}  // namespace exitlab
