// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers behind a plot: for "Show as table", for CSV and for readers that cannot see the picture.
#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <QStringList>
#include <variant>
#include <vector>

#include "widgets/theme/format.h"

class QWidget;

namespace exitlab {

struct PlotTable {
    /// Nothing (the series has no value here), a number (may be NaN: not measured) or a word.
    using Cell = std::variant<std::monostate, double, QString>;
    struct Column {
        QString header;  ///< with unit
        Unit unit = Unit::Number;
    };
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;

    /// RFC 4180 with a header line. Numbers with all their digits, "nan" and "inf" as words, nothing as nothing.
    QString toCsv() const;
};

/// Read-only model of a PlotTable. Display rounds to 4 significant digits; the tool tip has them all.
class PlotTableModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Role { SortRole = Qt::UserRole };  ///< double or QString

    explicit PlotTableModel(PlotTable table, QObject* parent = nullptr);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    PlotTable table_;
};

/// Opens a window with the table, sortable, with Copy; it deletes itself when closed and holds the numbers of now.
void showPlotTable(QWidget* parent, const QString& title, PlotTable table);

}  // namespace exitlab
