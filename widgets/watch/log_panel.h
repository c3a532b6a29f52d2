// SPDX-License-Identifier: GPL-3.0-or-later
// What the run said: messages, checkpoints, failures, the end.
#pragma once

#include <QAbstractTableModel>
#include <QIcon>
#include <deque>

#include "widgets/watch/panel.h"

class QTableView;

namespace exitlab {

/// The last lines of a run; older ones go, so that a chatty run cannot fill the memory.
class LogModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { RoundColumn, LevelColumn, TextColumn, ColumnCount };
    enum Role { SortRole = Qt::UserRole, LevelRole };
    static constexpr std::size_t most = 5000;

    explicit LogModel(QObject* parent = nullptr);
    void append(const std::vector<LogLine>& lines, std::size_t from);
    void clear();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    std::deque<LogLine> lines_;
    QIcon info_, warning_, error_, finished_;
};

class LogPanel : public WatchPanel {
    Q_OBJECT
  public:
    LogPanel();
    void refresh(const RunHistory& history, int round) override;
    void clear() override;
    LogModel* model() const { return model_; }

  private:
    LogModel* model_;
    QTableView* view_;
    QLabel* empty_;
    QComboBox* level_;
    std::size_t taken_ = 0;  ///< lines of the run already in the model
};

}  // namespace exitlab
