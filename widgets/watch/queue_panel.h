// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that wait, in the order in which they will be driven. It is given the queue and asks for changes by signal.
#pragma once

#include <QAbstractTableModel>
#include <QWidget>
#include <vector>

#include "core/metrics/report.h"

class QAction;
class QLabel;
class QTableView;
class QToolButton;

namespace exitlab {

/// One place of the queue: a run, or several as a race.
struct QueueItem {
    struct Run {
        std::int64_t run = 0;
        QString name, method;
        int rounds = 0, completed = 0;
        RunStatus status = RunStatus::Queued;
        bool operator==(const Run&) const = default;
    };
    std::vector<Run> runs;
    bool isActive() const;
    std::int64_t id() const { return runs.empty() ? 0 : runs.front().run; }
    bool operator==(const QueueItem&) const = default;
};

class QueueModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Place, Name, Method, Rounds, State, ColumnCount };
    explicit QueueModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setItems(std::vector<QueueItem> items);
    const std::vector<QueueItem>& items() const { return items_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                         const QModelIndex& parent) const override;
    /// Tells where the row should go and refuses, so that the view removes nothing itself.
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

  signals:
    void moveRequested(qint64 run, int to);

  private:
    std::vector<QueueItem> items_;
};

class QueuePanel : public QWidget {
    Q_OBJECT
  public:
    explicit QueuePanel(QWidget* parent = nullptr);

    void setQueue(std::vector<QueueItem> items, bool paused);
    QueueModel* model() const { return model_; }
    QTableView* view() const { return view_; }
    /// Run or pause the queue, up, down, remove, open.
    QList<QAction*> commands() const { return {run_, up_, down_, remove_, open_}; }
    QAction* runAction() const { return run_; }
    QAction* upAction() const { return up_; }
    QAction* downAction() const { return down_; }
    QAction* removeAction() const { return remove_; }

  signals:
    /// To index `to` of the queue.
    void moveRequested(qint64 run, int to);
    void removeRequested(qint64 run);
    void pauseRequested(bool paused);
    void openRequested(qint64 run);

  private:
    const QueueItem* selected() const;
    void move(int by);
    void showState();

    QueueModel* model_;
    QTableView* view_;
    QLabel *words_, *empty_;
    QAction *run_, *up_, *down_, *remove_, *open_;
    bool paused_ = false;
    qint64 wanted_ = 0;  ///< run to select again after a move
};

}  // namespace exitlab
