// SPDX-License-Identifier: GPL-3.0-or-later
// A grid of a comparison as a table that can be sorted and copied.
#pragma once

#include <QTableView>

#include "widgets/models/grid_model.h"

class QSortFilterProxyModel;

namespace exitlab {

class GridView : public QTableView {
    Q_OBJECT

  public:
    explicit GridView(const QString& name, const QString& accessibleName, QWidget* parent = nullptr);

    /// Columns that were there keep their width.
    void setGrid(Grid grid);
    const Grid& grid() const { return model_->grid(); }
    GridModel* gridModel() const { return model_; }

  protected:
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void copySelection();

    GridModel* model_;
    QSortFilterProxyModel* sorted_;
};

}  // namespace exitlab
