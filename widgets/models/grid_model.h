// SPDX-License-Identifier: GPL-3.0-or-later
// A read-only table of finished cells: what a comparison shows.
#pragma once

#include <QAbstractTableModel>
#include <QStringList>
#include <vector>

#include "widgets/theme/tokens.h"

namespace exitlab {

struct GridCell {
    QString text{};
    QVariant sort{};  ///< number or text; invalid: no value
    QString tip{};
    bool right = false;  ///< a number
    bool bold = false;
    QString icon{};                          ///< name of an icon before the text
    QColor ThemeColours::*colour = nullptr;  ///< of text and icon; null: that of text
};

struct Grid {
    struct Column {
        QString title;  ///< with unit
        QString tip;
        bool right = false;
    };
    std::vector<Column> columns;
    std::vector<std::vector<GridCell>> rows;  ///< short ones end in empty cells

    /// RFC 4180, what is shown; numbers as they sort, with all their digits.
    QString toCsv() const;
};

class GridModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Role { SortRole = Qt::UserRole + 1 };

    using QAbstractTableModel::QAbstractTableModel;

    void setGrid(Grid grid);
    const Grid& grid() const { return grid_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    Grid grid_;
};

}  // namespace exitlab
