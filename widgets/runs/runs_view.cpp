// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/runs_view.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedLayout>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>

#include "widgets/models/run_table_model.h"
#include "widgets/runs/run_details.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

/// Selected rows have a pale ground, so icons keep the colour that says the state.
class RunDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

  protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        if (option->icon.isNull() || !(option->state & QStyle::State_Selected)) return;
        const QPixmap picture = option->icon.pixmap(option->decorationSize, option->widget->devicePixelRatioF());
        QIcon steady;
        steady.addPixmap(picture, QIcon::Normal);
        steady.addPixmap(picture, QIcon::Selected);
        option->icon = steady;
    }
};

/// Percent per exit in columns of one width, each over a line in the exit's colour as long as the accuracy.
class ExitAccuracyDelegate : public RunDelegate {
  public:
    using RunDelegate::RunDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const auto accuracy = index.data(RunTableModel::AccuracyRole).value<QList<double>>();
        return {int(accuracy.size()) * cellWidth(option) + space::grid, space::rowHeight};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QStyleOptionViewItem background = option;
        initStyleOption(&background, index);
        background.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &background, painter, option.widget);
        const auto accuracy = index.data(RunTableModel::AccuracyRole).value<QList<double>>();
        const ThemeColours& colours = Theme::instance().colours();
        const int width = cellWidth(option);
        painter->save();
        painter->setFont(Theme::numbers());
        painter->setClipRect(option.rect);
        const bool selected = option.state & QStyle::State_Selected;
        for (int k = 0; k < int(accuracy.size()); ++k) {
            const QRect cell(option.rect.left() + space::half + k * width, option.rect.top(), width,
                             option.rect.height());
            const bool known = std::isfinite(accuracy[k]);
            painter->setPen(selected ? option.palette.color(QPalette::HighlightedText) : colours.text);
            painter->drawText(cell.adjusted(0, 0, -space::grid, -3), Qt::AlignRight | Qt::AlignVCenter,
                              known ? QString::number(100 * accuracy[k], 'f', 1) : QStringLiteral("-"));
            if (!known) continue;
            QRectF line(cell.left() + space::half, cell.bottom() - 3, width - space::grid - space::half, 2);
            painter->fillRect(line, colours.line);
            line.setWidth(line.width() * std::clamp(accuracy[k], 0.0, 1.0));
            painter->fillRect(line, exitColour(colours, k, int(accuracy.size())));
        }
        painter->restore();
    }

  private:
    static int cellWidth(const QStyleOptionViewItem&) {
        static const int width =
            QFontMetrics(Theme::numbers()).horizontalAdvance(QStringLiteral("100.0")) + space::wide;
        return width;
    }
};

/// A star that one click gives or takes.
class StarDelegate : public RunDelegate {
  public:
    using RunDelegate::RunDelegate;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem&,
                     const QModelIndex& index) override {
        if (event->type() != QEvent::MouseButtonRelease || static_cast<QMouseEvent*>(event)->button() != Qt::LeftButton)
            return false;
        return model->setData(index, !index.data(Qt::EditRole).toBool());
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QStyledItemDelegate::paint(painter, option, index);
        if (index.data(Qt::EditRole).toBool() || !(option.state & QStyle::State_MouseOver)) return;
        painter->setOpacity(0.35);
        QRect place(0, 0, space::iconSmall, space::iconSmall);
        place.moveCenter(option.rect.center());
        icon(QStringLiteral("star")).paint(painter, place);
        painter->setOpacity(1);
    }
};

constexpr int kAll = -1;
constexpr int kLayoutVersion = 1;

}  // namespace

RunsView::RunsView(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("runsView"));
    model_ = new RunTableModel(this);
    filter_ = new RunFilterModel(this);
    filter_->setSourceModel(model_);
    makeActions();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeToolBar());
    split_ = new QSplitter(Qt::Horizontal, this);
    split_->setObjectName(QStringLiteral("runsColumns"));
    auto* left = new QWidget(split_);
    stack_ = new QStackedLayout(left);
    makeTable();
    empty_ = new QLabel(left);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    stack_->addWidget(table_);
    stack_->addWidget(empty_);
    details_ = new RunDetails(split_);
    split_->addWidget(left);
    split_->addWidget(details_);
    split_->setStretchFactor(0, 1);
    split_->setStretchFactor(1, 0);
    split_->setChildrenCollapsible(false);
    column->addWidget(split_, 1);
    resetLayout();

    connect(model_, &RunTableModel::starEdited, this, &RunsView::starEdited);
    connect(model_, &RunTableModel::noteEdited, this, &RunsView::noteEdited);
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsView::showState);
    connect(filter_, &QAbstractItemModel::rowsInserted, this, &RunsView::showState);
    connect(filter_, &QAbstractItemModel::rowsRemoved, this, &RunsView::showState);
    connect(filter_, &QAbstractItemModel::dataChanged, this, &RunsView::showState);
    connect(table_, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.column() != RunTableModel::Note && index.column() != RunTableModel::Star) open_->trigger();
    });
    showState();
}

void RunsView::makeActions() {
    const auto make = [this](const QString& name, const QString& iconName, const QString& text, const QString& tip,
                             const QKeySequence& shortcut) {
        auto* action = new QAction(icon(iconName), text, this);
        action->setObjectName(name);
        action->setShortcut(shortcut);
        action->setToolTip(QStringLiteral("%1 (%2)").arg(tip, shortcut.toString(QKeySequence::NativeText)));
        action->setStatusTip(tip);
        return action;
    };
    open_ = make(QStringLiteral("openRun"), QStringLiteral("watch"), tr("Open &plots"),
                 tr("Show the plots of the selected run"), QKeySequence(tr("Ctrl+Return")));
    resume_ = make(QStringLiteral("resumeRun"), QStringLiteral("resume"), tr("&Resume"),
                   tr("Continue the selected run after its last checkpoint"), QKeySequence(tr("Ctrl+Shift+R")));
    clone_ = make(QStringLiteral("cloneRun"), QStringLiteral("design"), tr("&Clone to Design"),
                  tr("Show the settings of the selected run in Design"), QKeySequence(tr("Ctrl+D")));
    delete_ = make(QStringLiteral("deleteRuns"), QStringLiteral("delete"), tr("&Delete"),
                   tr("Delete the selected runs with their checkpoints"), QKeySequence(tr("Ctrl+Delete")));
    star_ = make(QStringLiteral("starRuns"), QStringLiteral("star"), tr("S&tar"),
                 tr("Star the selected runs, or take the stars back"), QKeySequence(tr("Ctrl+B")));
    refresh_ = make(QStringLiteral("refreshRuns"), QStringLiteral("redo"), tr("Re&fresh"), tr("Read the runs again"),
                    QKeySequence(tr("Ctrl+F5")));
    find_ = make(QStringLiteral("findRuns"), QStringLiteral("search"), tr("F&ind"), tr("Go to the filter of the runs"),
                 QKeySequence(QKeySequence::Find));
    connect(open_, &QAction::triggered, this, [this] {
        if (const RunSummary* run = selected()) Q_EMIT openRequested(run->id);
    });
    connect(resume_, &QAction::triggered, this, [this] {
        if (const RunSummary* run = selected()) Q_EMIT resumeRequested(run->id);
    });
    connect(clone_, &QAction::triggered, this, [this] {
        if (const RunSummary* run = selected()) Q_EMIT cloneRequested(run->id, QString::fromStdString(run->experiment));
    });
    connect(delete_, &QAction::triggered, this, &RunsView::askDelete);
    connect(star_, &QAction::triggered, this, [this] {
        const QList<qint64> runs = selectedRuns();
        const bool all =
            std::all_of(runs.begin(), runs.end(), [this](qint64 run) { return model_->find(run)->starred; });
        for (const qint64 run : runs) model_->setData(model_->index(model_->rowOf(run), RunTableModel::Star), !all);
    });
    connect(refresh_, &QAction::triggered, this, &RunsView::refreshRequested);
    connect(find_, &QAction::triggered, this, [this] {
        search_->setFocus(Qt::ShortcutFocusReason);
        search_->selectAll();
    });
}

QWidget* RunsView::makeToolBar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(space::grid, space::half, space::grid, space::half);
    tools_ = row;
    row->setSpacing(space::half);
    search_ = new QLineEdit(bar);
    search_->setObjectName(QStringLiteral("runSearch"));
    search_->setPlaceholderText(tr("Filter by name, method, data set, tag, note"));
    search_->setAccessibleName(tr("Filter of the runs"));
    search_->setToolTip(
        tr("Shows the runs that contain every word (%1)").arg(find_->shortcut().toString(QKeySequence::NativeText)));
    search_->setClearButtonEnabled(true);
    search_->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    search_->setMinimumWidth(30 * space::grid);
    state_ = new QComboBox(bar);
    state_->setObjectName(QStringLiteral("runState"));
    state_->setAccessibleName(tr("State of the runs shown"));
    state_->setToolTip(tr("Show only runs in this state"));
    state_->addItem(tr("All states"), kAll);
    for (const RunStatus status : {RunStatus::Running, RunStatus::Paused, RunStatus::Finished, RunStatus::Stopped,
                                   RunStatus::Interrupted, RunStatus::Failed, RunStatus::Queued})
        state_->addItem(statusIcon(status), statusStyle(Theme::instance().colours(), status).word, int(status));
    starred_ = new QToolButton(bar);
    starred_->setObjectName(QStringLiteral("onlyStarred"));
    starred_->setIcon(icon(QStringLiteral("star")));
    starred_->setCheckable(true);
    starred_->setAutoRaise(true);
    starred_->setToolTip(tr("Show only starred runs"));
    starred_->setAccessibleName(starred_->toolTip());
    row->addWidget(search_, 1);
    row->addWidget(state_);
    row->addWidget(starred_);
    count_ = new QLabel(bar);
    makeCaption(count_);
    row->addSpacing(space::half);
    row->addWidget(count_);
    row->addStretch(1);
    for (QAction* action : {open_, resume_, clone_, delete_, refresh_}) {
        auto* tool = new QToolButton(bar);
        tool->setDefaultAction(action);
        tool->setAutoRaise(true);
        tool->setToolButtonStyle(action == refresh_ || action == delete_ ? Qt::ToolButtonIconOnly
                                                                         : Qt::ToolButtonTextBesideIcon);
        tool->setFocusPolicy(Qt::TabFocus);
        row->addWidget(tool);
    }
    connect(search_, &QLineEdit::textChanged, filter_, &RunFilterModel::setText);
    connect(state_, &QComboBox::currentIndexChanged, this, [this] {
        const int status = state_->currentData().toInt();
        filter_->setStatuses(status == kAll ? QSet<int>() : QSet<int>{status});
        showState();
    });
    connect(starred_, &QToolButton::toggled, this, [this](bool on) {
        filter_->setStarredOnly(on);
        showState();
    });
    connect(search_, &QLineEdit::textChanged, this, &RunsView::showState);
    return bar;
}

void RunsView::addToolActions(const QList<QAction*>& actions) {
    for (QAction* action : actions) {
        auto* tool = new QToolButton(tools_->parentWidget());
        tool->setDefaultAction(action);
        tool->setAutoRaise(true);
        tool->setToolButtonStyle(Qt::ToolButtonIconOnly);
        tool->setFocusPolicy(Qt::TabFocus);
        tools_->addWidget(tool);
    }
    table_->addActions(actions);
}

void RunsView::makeTable() {
    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("runTable"));
    table_->setAccessibleName(tr("Runs"));
    table_->setModel(filter_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->setTabKeyNavigation(false);
    table_->setMouseTracking(true);
    table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    table_->addActions({open_, resume_, clone_, star_, delete_});
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(space::rowHeight);
    QHeaderView* header = table_->horizontalHeader();
    header->setObjectName(QStringLiteral("runHeader"));
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(3 * space::grid);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, [this, header](const QPoint& at) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        for (int column = RunTableModel::Id; column < RunTableModel::ColumnCount; ++column) {
            QAction* show = menu->addAction(model_->headerData(column, Qt::Horizontal).toString());
            show->setCheckable(true);
            show->setChecked(!header->isSectionHidden(column));
            connect(show, &QAction::toggled, header,
                    [header, column](bool on) { header->setSectionHidden(column, !on); });
        }
        menu->popup(header->viewport()->mapToGlobal(at));
    });
    const auto paleSelection = [this] {
        const ThemeColours& colours = Theme::instance().colours();
        QPalette palette = table_->palette();
        palette.setColor(QPalette::Highlight, colours.selection);
        palette.setColor(QPalette::HighlightedText, colours.text);
        table_->setPalette(palette);
    };
    connect(&Theme::instance(), &Theme::changed, table_, paleSelection);
    paleSelection();
    table_->setItemDelegate(new RunDelegate(table_));
    table_->setItemDelegateForColumn(RunTableModel::Accuracy, new ExitAccuracyDelegate(table_));
    table_->setItemDelegateForColumn(RunTableModel::Star, new StarDelegate(table_));
    table_->setSortingEnabled(true);
    table_->sortByColumn(RunTableModel::Id, Qt::DescendingOrder);
}

void RunsView::setRuns(std::vector<RunSummary> runs) {
    const bool first = model_->rowCount() == 0;
    model_->setRuns(std::move(runs));
    // The newest run is what one most likely came for.
    if (first && filter_->rowCount() > 0) table_->selectRow(0);
    showState();
}

void RunsView::setActiveRun(std::int64_t run) {
    active_ = run;
    showState();
}

void RunsView::setStartBlocked(const QString& reason) {
    blocked_ = reason;
    showState();
}

QList<qint64> RunsView::selectedRuns() const {
    QList<qint64> runs;
    for (const QModelIndex& index : table_->selectionModel()->selectedRows())
        runs << index.data(RunTableModel::RunIdRole).toLongLong();
    return runs;
}

void RunsView::selectRun(std::int64_t run) {
    const QModelIndex at = filter_->mapFromSource(model_->index(model_->rowOf(run), RunTableModel::Id));
    if (!at.isValid()) return;
    table_->setCurrentIndex(at);
    table_->scrollTo(at);
}

const RunSummary* RunsView::selected() const {
    const QList<qint64> runs = selectedRuns();
    return runs.size() == 1 ? model_->find(runs.front()) : nullptr;
}

void RunsView::showState() {
    const QList<qint64> runs = selectedRuns();
    const RunSummary* one = selected();
    const bool resumable = one && one->id != active_ &&
                           (one->status == RunStatus::Interrupted || one->status == RunStatus::Stopped ||
                            one->status == RunStatus::Paused || one->status == RunStatus::Failed);
    open_->setEnabled(one != nullptr);
    clone_->setEnabled(one != nullptr && !one->experiment.empty());
    resume_->setEnabled(resumable && blocked_.isEmpty());
    QString why = resume_->statusTip();
    if (!blocked_.isEmpty())
        why = blocked_;
    else if (one && !resumable)
        why = tr("Only a stopped, failed or interrupted run can be resumed");
    else if (one && one->checkpointRound > 0)
        why = tr("Continue after round %1").arg(one->checkpointRound);
    resume_->setToolTip(QStringLiteral("%1 (%2)").arg(why, resume_->shortcut().toString(QKeySequence::NativeText)));
    star_->setEnabled(!runs.isEmpty());
    delete_->setEnabled(!runs.isEmpty() && !runs.contains(active_));
    details_->setRun(one, int(runs.size()));
    const int shown = filter_->rowCount(), all = model_->rowCount();
    count_->setText(shown == all ? (all == 1 ? tr("1 run") : tr("%1 runs").arg(formatCount(all)))
                                 : tr("%1 of %2 runs").arg(formatCount(shown), formatCount(all)));
    empty_->setText(all == 0 ? tr("No runs yet. Design one and press Start; it will be kept here.")
                             : tr("No run matches the filter."));
    stack_->setCurrentIndex(shown == 0 ? 1 : 0);
}

void RunsView::askDelete() {
    const QList<qint64> runs = selectedRuns();
    if (runs.isEmpty() || runs.contains(active_)) return;
    const RunSummary* one = selected();
    const QString what = one ? tr("Delete \"%1\" (no. %2)?").arg(QString::fromStdString(one->name)).arg(one->id)
                             : tr("Delete %n runs?", nullptr, int(runs.size()));
    auto* question = new QMessageBox(QMessageBox::Question, tr("Delete"), what, QMessageBox::Cancel, this);
    question->setObjectName(QStringLiteral("deleteQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(tr("Reports and checkpoints go with them. This cannot be undone."));
    QPushButton* yes = question->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    yes->setObjectName(QStringLiteral("confirmDelete"));
    question->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [this, runs] { Q_EMIT deleteRequested(runs); });
    question->open();
}

void RunsView::resetLayout() {
    QHeaderView* header = table_->horizontalHeader();
    // What a person looks for first stands first. Widths are in characters of a figure: they follow the font.
    struct Place {
        RunTableModel::Column column;
        int width;
    };
    const std::vector<Place> places = {
        {RunTableModel::Star, 2},     {RunTableModel::Id, 6},        {RunTableModel::Status, 12},
        {RunTableModel::Name, 20},    {RunTableModel::Method, 11},   {RunTableModel::DataSet, 11},
        {RunTableModel::Mean, 8},     {RunTableModel::Accuracy, 22}, {RunTableModel::Rounds, 9},
        {RunTableModel::Seconds, 9},  {RunTableModel::Traffic, 9},   {RunTableModel::Seed, 5},
        {RunTableModel::Created, 16}, {RunTableModel::Note, 20}};
    const int figure = QFontMetrics(Theme::numbers()).horizontalAdvance(u'0');
    for (std::size_t at = 0; at < places.size(); ++at) {
        header->setSectionHidden(places[at].column, false);
        header->moveSection(header->visualIndex(places[at].column), int(at));
        header->resizeSection(places[at].column, places[at].width * figure + space::wide);
    }
    table_->sortByColumn(RunTableModel::Id, Qt::DescendingOrder);
    split_->setSizes({900, space::sidePanel + 5 * space::grid});
}

QByteArray RunsView::saveLayout() const {
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << kLayoutVersion << table_->horizontalHeader()->saveState() << split_->saveState();
    return state;
}

void RunsView::restoreLayout(const QByteArray& state) {
    int version = 0;
    QByteArray header, split;
    QDataStream stream(state);
    stream >> version >> header >> split;
    if (stream.status() != QDataStream::Ok || version != kLayoutVersion) return;
    table_->horizontalHeader()->restoreState(header);
    split_->restoreState(split);
}

}  // namespace exitlab
