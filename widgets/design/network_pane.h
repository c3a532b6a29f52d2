// SPDX-License-Identifier: GPL-3.0-or-later
// What the designed network costs: trunk and exits as a diagram, one table row per exit, and what travels.
#pragma once

#include <QAbstractTableModel>
#include <QWidget>

#include "core/federation/run.h"

class QLabel;
class QPainter;
class QStackedLayout;
class QTableView;

namespace exitlab {

class Readouts;

class ExitCostModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Exit, Place, StageParameters, HeadParameters, Macs, Up, Down, Share, ColumnCount };
    enum Role { ShareRole = Qt::UserRole + 1 };  ///< double, 0..1

    using QAbstractTableModel::QAbstractTableModel;
    void setCost(const CostReport& cost);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    std::vector<ExitCost> exits_;
};

/// What the devices of each tier hold, one row per tier.
class TierCostModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Tier, Clients, Exits, Width, Parameters, Macs, Share, Up, Down, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setCost(const CostReport& cost);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    std::vector<SubModelCost> tiers_;
    double fullMacs_ = 1;
};

/// Trunk from left to right, a head below each exit, its share of the full cost below the head; below that a bar per
/// device tier over what its devices hold.
class NetworkDiagram : public QWidget {
    Q_OBJECT

  public:
    explicit NetworkDiagram(QWidget* parent = nullptr);
    void setCost(const CostReport& cost);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

  private:
    QRectF stageBox(int exit) const;
    QRectF headBox(int exit) const;
    QRectF tierBar(int tier) const;
    QString tierWords(int tier) const;
    void paintTiers(QPainter& painter) const;

    std::vector<ExitCost> exits_;
    std::vector<SubModelCost> tiers_;
};

class NetworkPane : public QWidget {
    Q_OBJECT

  public:
    explicit NetworkPane(QWidget* parent = nullptr);
    void setCost(const CostReport& cost);
    /// In words why there is nothing to show.
    void setError(const QString& reason);

  private:
    QStackedLayout* stack_ = nullptr;
    QLabel* message_ = nullptr;
    Readouts* readouts_ = nullptr;
    NetworkDiagram* diagram_ = nullptr;
    ExitCostModel* model_ = nullptr;
    QTableView* table_ = nullptr;
    TierCostModel* tierModel_ = nullptr;
    QTableView* tierTable_ = nullptr;
    QLabel *tiers_ = nullptr, *groups_ = nullptr;
};

}  // namespace exitlab
