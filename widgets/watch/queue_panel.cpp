// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/queue_panel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMimeData>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/models/run_table_model.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {
namespace {
const QString kMime = QStringLiteral("application/x-exitlab-queue-run");
}

bool QueueItem::isActive() const {
    return std::any_of(runs.begin(), runs.end(), [](const Run& run) {
        return run.status == RunStatus::Running || run.status == RunStatus::Paused;
    });
}

void QueueModel::setItems(std::vector<QueueItem> items) {
    if (items == items_) return;
    if (items.size() == items_.size()) {
        items_ = std::move(items);
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    items_ = std::move(items);
    endResetModel();
}

int QueueModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(items_.size());
}

int QueueModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant QueueModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const QueueItem& item = items_[static_cast<std::size_t>(index.row())];
    const QueueItem::Run& first = item.runs.front();
    const bool race = item.runs.size() > 1;
    // Of a race the one that is furthest behind, and what most needs to be known of its state.
    const auto least = std::min_element(item.runs.begin(), item.runs.end(),
                                        [](const auto& a, const auto& b) { return a.completed < b.completed; });
    RunStatus status = first.status;
    for (const QueueItem::Run& run : item.runs)
        if (run.status == RunStatus::Running) status = run.status;
    if (role == Qt::DisplayRole) {
        switch (index.column()) {
            case Place:
                return formatCount(index.row() + 1);
            case Name:
                return race ? tr("Race: %1").arg(first.name) : first.name;
            case Method: {
                QStringList methods;
                for (const QueueItem::Run& run : item.runs) methods << run.method;
                return methods.join(QStringLiteral(", "));
            }
            case Rounds:
                return tr("%1 of %2").arg(formatCount(least->completed), formatCount(first.rounds));
            case State:
                return statusStyle(Theme::instance().colours(), status).word;
            default:
                return {};
        }
    }
    if (role == Qt::DecorationRole && index.column() == State) return statusIcon(status);
    if (role == Qt::TextAlignmentRole && (index.column() == Place || index.column() == Rounds))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::FontRole && (index.column() == Place || index.column() == Rounds)) return Theme::numbers();
    if (role == Qt::ToolTipRole) {
        QStringList lines;
        for (const QueueItem::Run& run : item.runs)
            lines << tr("Run %1: %2, %3, %4 of %5 rounds")
                         .arg(run.run)
                         .arg(run.name, run.method, formatCount(run.completed), formatCount(run.rounds));
        return lines.join('\n');
    }
    return {};
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
        case Place:
            return tr("place");
        case Name:
            return tr("name");
        case Method:
            return tr("method");
        case Rounds:
            return tr("rounds");
        case State:
            return tr("state");
        default:
            return {};
    }
}

Qt::ItemFlags QueueModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::ItemIsDropEnabled;
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    if (!items_[static_cast<std::size_t>(index.row())].isActive()) flags |= Qt::ItemIsDragEnabled;
    return flags;
}

QStringList QueueModel::mimeTypes() const { return {kMime}; }

QMimeData* QueueModel::mimeData(const QModelIndexList& indexes) const {
    if (indexes.isEmpty()) return nullptr;
    auto* data = new QMimeData;
    data->setData(kMime, QByteArray::number(qlonglong(items_[static_cast<std::size_t>(indexes.front().row())].id())));
    return data;
}

bool QueueModel::canDropMimeData(const QMimeData* data, Qt::DropAction action, int, int, const QModelIndex&) const {
    return data && action == Qt::MoveAction && data->hasFormat(kMime);
}

bool QueueModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                              const QModelIndex& parent) {
    if (!canDropMimeData(data, action, row, column, parent)) return false;
    const qint64 run = data->data(kMime).toLongLong();
    int to = parent.isValid() ? parent.row() : row < 0 ? rowCount() : row;
    const auto from =
        std::find_if(items_.begin(), items_.end(), [run](const QueueItem& item) { return item.id() == run; });
    // Taken out first, what lies below moves up.
    if (from != items_.end() && from - items_.begin() < to) --to;
    emit moveRequested(run, to);
    return false;
}

QueuePanel::QueuePanel(QWidget* parent) : QWidget(parent), model_(new QueueModel(this)), view_(new QTableView) {
    setObjectName(QStringLiteral("queuePanel"));
    const auto action = [this](const char* name, const char* picture, const QString& text, const QString& tip,
                               const char* keys) {
        auto* a = new QAction(icon(QLatin1String(picture)), text, this);
        a->setObjectName(QLatin1String(name));
        a->setShortcut(QKeySequence(QLatin1String(keys)));
        a->setToolTip(tr("%1 (%2)").arg(tip, a->shortcut().toString(QKeySequence::NativeText)));
        a->setStatusTip(tip);
        addAction(a);
        return a;
    };
    run_ = action("queueRun", "run", tr("Run queue"), tr("Drive the waiting runs one after another"), "Ctrl+Shift+F5");
    up_ = action("queueUp", "up", tr("Move up"), tr("The selected run earlier"), "Alt+Up");
    down_ = action("queueDown", "down", tr("Move down"), tr("The selected run later"), "Alt+Down");
    remove_ = action("queueRemove", "delete", tr("Remove from queue"),
                     tr("The selected run leaves the queue; one that has not begun goes to the trash"), "Alt+Delete");
    open_ = action("queueOpen", "watch", tr("Open queued run"), tr("Show the selected run on the Watch page"),
                   "Ctrl+Shift+Return");
    connect(run_, &QAction::triggered, this, [this] { emit pauseRequested(!paused_); });
    connect(up_, &QAction::triggered, this, [this] { move(-1); });
    connect(down_, &QAction::triggered, this, [this] { move(1); });
    connect(remove_, &QAction::triggered, this, [this] {
        if (const QueueItem* item = selected()) emit removeRequested(item->id());
    });
    connect(open_, &QAction::triggered, this, [this] {
        if (const QueueItem* item = selected()) emit openRequested(item->id());
    });
    connect(model_, &QueueModel::moveRequested, this, [this](qint64 run, int to) {
        wanted_ = run;
        emit moveRequested(run, to);
    });

    view_->setObjectName(QStringLiteral("queueTable"));
    view_->setAccessibleName(tr("Runs that wait, first to be driven first"));
    view_->setModel(model_);
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setDragDropMode(QAbstractItemView::InternalMove);
    view_->setDragDropOverwriteMode(false);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setShowGrid(false);
    view_->setWordWrap(false);
    view_->setTabKeyNavigation(false);
    view_->verticalHeader()->hide();
    view_->verticalHeader()->setDefaultSectionSize(space::rowHeight);
    view_->horizontalHeader()->setSectionResizeMode(QueueModel::Name, QHeaderView::Stretch);
    view_->horizontalHeader()->setHighlightSections(false);
    for (const int column : {QueueModel::Place, QueueModel::Method, QueueModel::Rounds, QueueModel::State})
        view_->horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &QueuePanel::showState);
    connect(view_, &QTableView::activated, open_, &QAction::trigger);
    empty_ =
        new QLabel(tr("Nothing waits. Add experiments with Add to queue, Sweep or Race in Design; they are driven "
                      "one after another, also after a restart."));
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setMargin(space::wide);
    empty_->setForegroundRole(QPalette::PlaceholderText);

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(space::grid, space::half, space::grid, space::half);
    bar->setSpacing(space::half);
    for (QAction* one : {run_, up_, down_, remove_}) {
        auto* button = new QToolButton;
        button->setDefaultAction(one);
        button->setAutoRaise(true);
        button->setIconSize({space::iconSmall, space::iconSmall});
        button->setToolButtonStyle(one == run_ ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
        button->setAccessibleName(one->text());
        button->setFocusPolicy(Qt::TabFocus);
        bar->addWidget(button);
    }
    words_ = new QLabel;
    makeCaption(words_);
    words_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    bar->addWidget(words_, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(view_, 1);
    column->addWidget(empty_, 1);
    showState();
}

void QueuePanel::setQueue(std::vector<QueueItem> items, bool paused) {
    paused_ = paused;
    const qint64 chosen = wanted_ ? wanted_ : selected() ? selected()->id() : 0;
    wanted_ = 0;
    model_->setItems(std::move(items));
    for (int row = 0; row < model_->rowCount(); ++row)
        if (model_->items()[static_cast<std::size_t>(row)].id() == chosen)
            view_->setCurrentIndex(model_->index(row, QueueModel::Name));
    showState();
}

const QueueItem* QueuePanel::selected() const {
    const auto rows = view_->selectionModel()->selectedRows();
    if (rows.isEmpty() || rows.front().row() >= model_->rowCount()) return nullptr;
    return &model_->items()[static_cast<std::size_t>(rows.front().row())];
}

void QueuePanel::move(int by) {
    const QueueItem* item = selected();
    if (!item) return;
    const int row = view_->selectionModel()->selectedRows().front().row();
    wanted_ = item->id();
    emit moveRequested(item->id(), std::clamp(row + by, 0, model_->rowCount() - 1));
}

void QueuePanel::showState() {
    const int count = model_->rowCount();
    const QueueItem* item = selected();
    const int row = item ? view_->selectionModel()->selectedRows().front().row() : -1;
    const bool waits = item && !item->isActive();
    // What is being driven stays in front.
    const bool firstActive = count > 0 && model_->items().front().isActive();
    up_->setEnabled(waits && row > (firstActive ? 1 : 0));
    down_->setEnabled(waits && row + 1 < count);
    remove_->setEnabled(waits);
    open_->setEnabled(item != nullptr);
    const int waiting = count - static_cast<int>(std::count_if(model_->items().begin(), model_->items().end(),
                                                               [](const QueueItem& one) { return one.isActive(); }));
    const QString text = paused_ ? tr("Run queue") : tr("Pause queue");
    const QString tip = paused_ ? tr("Drive the waiting runs one after another")
                                : tr("What is being driven goes on; the next ones wait");
    run_->setText(text);
    run_->setIcon(icon(paused_ ? QStringLiteral("run") : QStringLiteral("pause")));
    run_->setToolTip(tr("%1 (%2)").arg(tip, run_->shortcut().toString(QKeySequence::NativeText)));
    run_->setStatusTip(tip);
    words_->setText(waiting == 0 ? QString()
                    : paused_    ? tr("%n waiting, queue paused", nullptr, waiting)
                                 : tr("%n waiting", nullptr, waiting));
    view_->setVisible(count > 0);
    empty_->setVisible(count == 0);
}

}  // namespace exitlab
