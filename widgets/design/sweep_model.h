// SPDX-License-Identifier: GPL-3.0-or-later
// The experiments of a sweep as a table: what each has of its own, and why one cannot run.
#pragma once

#include <QAbstractTableModel>
#include <memory>

#include "core/config/sweep.h"

namespace exitlab {

using SweepEntries = std::shared_ptr<const std::vector<SweepEntry>>;

class SweepModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Number, Label, Problem, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setPoints(SweepEntries points);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    SweepEntries points_;
};

}  // namespace exitlab
