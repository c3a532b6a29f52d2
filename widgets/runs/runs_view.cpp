// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/runs_view.h"

#include <QAction>
#include <QDataStream>
#include <QIODevice>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSet>
#include <QSplitter>
#include <QStackedLayout>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/models/run_filter_model.h"
#include "widgets/runs/compare_panel.h"
#include "widgets/runs/condition_edit.h"
#include "widgets/runs/run_details.h"
#include "widgets/runs/run_filter_bar.h"
#include "widgets/runs/run_table_view.h"
#include "widgets/runs/runs_actions.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {
constexpr int kLayoutVersion = 3;
/// A selection that is being made with the arrow keys is not compared row by row.
constexpr int kSelectingMs = 80;
}  // namespace

RunsView::RunsView(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("runsView"));
    model_ = new RunTableModel(this);
    filter_ = new RunFilterModel(this);
    filter_->setSourceModel(model_);
    actions_ = new RunsActions(this);
    addActions(actions_->ofRuns());
    addActions(actions_->ofPage());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeToolBar();
    bar_ = new RunFilterBar(filter_, actions_->find, actions_->condition, this);
    split_ = new QSplitter(Qt::Vertical, this);
    split_->setObjectName(QStringLiteral("runsRows"));
    split_->setChildrenCollapsible(false);
    auto* upper = new QWidget(split_);
    stack_ = new QStackedLayout(upper);
    table_ = new RunTableView(model_, filter_, upper);
    stack_->addWidget(table_);
    stack_->addWidget(makeEmptyPage());
    lower_ = new QSplitter(Qt::Horizontal, split_);
    lower_->setObjectName(QStringLiteral("runsColumns"));
    lower_->setChildrenCollapsible(false);
    compare_ = new ComparePanel(lower_);
    details_ = new RunDetails(lower_);
    lower_->addWidget(compare_);
    lower_->addWidget(details_);
    lower_->setStretchFactor(0, 1);
    lower_->setStretchFactor(1, 0);
    split_->addWidget(upper);
    split_->addWidget(lower_);
    split_->setStretchFactor(0, 3);
    split_->setStretchFactor(1, 2);
    column->addWidget(tools_);
    column->addWidget(bar_);
    column->addWidget(split_, 1);
    bar_->condition()->setValues([this](const QString& field) { return valuesOf(field); });
    wireActions();
    wireTable();
    resetLayout();
    showState();
}

RunsView::~RunsView() {
    // What the children tell while they go is of no interest any more.
    table_->selectionModel()->disconnect(this);
    filter_->disconnect(this);
}

void RunsView::makeToolBar() {
    tools_ = new QToolBar(this);
    tools_->setObjectName(QStringLiteral("runsToolBar"));
    tools_->setIconSize({space::iconSmall, space::iconSmall});
    tools_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    RunsActions& a = *actions_;
    tools_->addActions({a.open, a.resume, a.repeat, a.branch, a.clone, a.restore, a.remove, a.emptyTrash});
    tools_->addSeparator();
    tools_->addActions({a.star, a.tag, a.note, a.trash});
    tools_->addSeparator();
    tools_->addActions({a.columns, a.compare, a.showTrash, a.refresh});
    // What is plain from its picture goes without words, so that all of it fits a small screen.
    for (QAction* action : {a.star, a.tag, a.note, a.trash, a.columns, a.refresh})
        if (auto* button = qobject_cast<QToolButton*>(tools_->widgetForAction(action)))
            button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    for (QToolButton* button : tools_->findChildren<QToolButton*>()) button->setFocusPolicy(Qt::TabFocus);
}

void RunsView::addToolActions(const QList<QAction*>& actions) {
    others_ += actions;
    addActions(actions);
    // Before the actions of the page.
    QAction* before = actions_->columns;
    tools_->insertActions(before, actions);
    tools_->insertSeparator(before);
    for (QToolButton* button : tools_->findChildren<QToolButton*>()) button->setFocusPolicy(Qt::TabFocus);
}

void RunsView::setExitsAction(QAction* action) {
    exits_ = action;
    tools_->insertAction(actions_->resume, action);
    if (QWidget* button = tools_->widgetForAction(action)) button->setFocusPolicy(Qt::TabFocus);
}

QList<QAction*> RunsView::runActions() const {
    QList<QAction*> all = actions_->ofRuns() + others_;
    if (exits_) all.insert(1, exits_);
    return all;
}

QList<QAction*> RunsView::pageActions() const { return actions_->ofPage(); }

QAction* RunsView::openAction() const { return actions_->open; }
QAction* RunsView::resumeAction() const { return actions_->resume; }
QAction* RunsView::cloneAction() const { return actions_->clone; }
QAction* RunsView::trashAction() const { return actions_->trash; }
QAction* RunsView::deleteAction() const { return actions_->remove; }
QAction* RunsView::starAction() const { return actions_->star; }
QAction* RunsView::refreshAction() const { return actions_->refresh; }
QAction* RunsView::findAction() const { return actions_->find; }

QWidget* RunsView::makeEmptyPage() {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->addStretch(1);
    empty_ = new QLabel(page);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    clear_ = new QPushButton(icon(QStringLiteral("close")), tr("Clear the filters"), page);
    clear_->setObjectName(QStringLiteral("clearFilters"));
    clear_->setToolTip(actions_->clearFilters->toolTip());
    connect(clear_, &QPushButton::clicked, actions_->clearFilters, &QAction::trigger);
    column->addWidget(empty_);
    column->addWidget(clear_, 0, Qt::AlignHCenter);
    column->addStretch(1);
    return page;
}

void RunsView::wireTable() {
    connect(model_, &RunTableModel::starEdited, this, &RunsView::starEdited);
    connect(model_, &RunTableModel::noteEdited, this, &RunsView::noteEdited);
    connect(model_, &RunTableModel::tagsEdited, this, &RunsView::tagsEdited);
    selecting_ = new QTimer(this);
    selecting_->setSingleShot(true);
    selecting_->setInterval(kSelectingMs);
    connect(selecting_, &QTimer::timeout, this, &RunsView::askForRecords);
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        showState();
        selecting_->start();
    });
    connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this, &RunsView::showState);
    connect(filter_, &RunFilterModel::changed, this, &RunsView::showState);
    connect(filter_, &QAbstractItemModel::dataChanged, this, &RunsView::showState);
    connect(filter_, &QAbstractItemModel::modelReset, this, [this] {
        showState();
        selecting_->start();
    });
    connect(bar_, &RunFilterBar::changed, this, &RunsView::showState);
    connect(table_, &RunTableView::sortingChanged, this, &RunsView::showState);
    connect(table_, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        const int column = index.column();
        if (column != RunTableModel::Note && column != RunTableModel::Tags && column != RunTableModel::Star)
            actions_->open->trigger();
    });
    connect(compare_, &ComparePanel::thresholdChanged, this, &RunsView::askForRecords);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table_, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->setToolTipsVisible(true);
        menu->addActions(runActions());
        menu->addSeparator();
        menu->addActions({actions_->sortColumn, actions_->sortAlso, actions_->columns});
        menu->popup(table_->viewport()->mapToGlobal(at));
    });
    connect(table_, &RunTableView::columnMenuRequested, this, [this](const QPoint& at, int column) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->setToolTipsVisible(true);
        if (column >= 0) {
            connect(menu->addAction(tr("Sort by %1").arg(model_->titleOf(column))), &QAction::triggered, table_,
                    [this, column] { table_->sortBy(column, false); });
            connect(menu->addAction(tr("Then sort by %1").arg(model_->titleOf(column))), &QAction::triggered, table_,
                    [this, column] { table_->sortBy(column, true); });
            connect(menu->addAction(tr("Hide %1").arg(model_->titleOf(column))), &QAction::triggered, table_,
                    [this, column] { table_->horizontalHeader()->hideSection(column); });
            menu->addSeparator();
        }
        menu->addAction(actions_->columns);
        menu->popup(at);
    });
}

void RunsView::wireActions() {
    RunsActions& a = *actions_;
    const auto on = [this](QAction* action, auto what) { connect(action, &QAction::triggered, this, what); };
    on(a.open, [this] {
        for (const qint64 run : selectedRuns()) Q_EMIT openRequested(run);
    });
    on(a.resume, [this] {
        if (const RunSummary* run = selected()) Q_EMIT resumeRequested(run->id);
    });
    on(a.repeat, [this] { askToRepeat(); });
    on(a.branch, [this] {
        if (const RunSummary* run = selected())
            Q_EMIT branchRequested(run->id, run->checkpointRound, QString::fromStdString(run->experiment));
    });
    on(a.clone, [this] {
        if (const RunSummary* run = selected()) Q_EMIT cloneRequested(run->id, QString::fromStdString(run->experiment));
    });
    on(a.star, [this] {
        const QList<qint64> runs = selectedRuns();
        const bool all =
            std::all_of(runs.begin(), runs.end(), [this](qint64 run) { return model_->find(run)->starred; });
        for (const qint64 run : runs) model_->setData(model_->index(model_->rowOf(run), RunTableModel::Star), !all);
    });
    on(a.tag, [this] { editTags(); });
    on(a.note, [this] { editNote(); });
    on(a.trash, [this] {
        const QList<qint64> runs = selectedRuns();
        if (!runs.isEmpty()) Q_EMIT trashRequested(runs);
    });
    on(a.restore, [this] {
        const QList<qint64> runs = selectedRuns();
        if (!runs.isEmpty()) Q_EMIT restoreRequested(runs);
    });
    on(a.remove, [this] {
        const QList<qint64> runs = selectedRuns();
        const RunSummary* one = selected();
        askRemove(runs, one ? tr("Delete \"%1\" (no. %2)?").arg(QString::fromStdString(one->name)).arg(one->id)
                            : tr("Delete %1 runs?").arg(runs.size()));
    });
    on(a.emptyTrash, [this] {
        QList<qint64> runs;
        for (const RunEntryPtr& entry : trash_) runs << entry->run.id;
        askRemove(runs, tr("Delete everything in the trash? Runs: %1").arg(runs.size()));
    });
    connect(a.showTrash, &QAction::toggled, this, &RunsView::showTrash);
    connect(a.compare, &QAction::toggled, this, [this](bool shown) {
        lower_->setVisible(shown);
        askForRecords();
    });
    on(a.columns, [this] { chooseColumns(); });
    on(a.sortColumn, [this] { table_->sortBy(table_->currentIndex().column(), false); });
    on(a.sortAlso, [this] { table_->sortBy(table_->currentIndex().column(), true); });
    on(a.find, [this] { bar_->focusSearch(); });
    on(a.condition, [this] { bar_->focusCondition(); });
    on(a.clearFilters, [this] { bar_->clear(); });
    connect(a.refresh, &QAction::triggered, this, &RunsView::refreshRequested);
}

void RunsView::setRuns(std::vector<RunSummary> runs) {
    RunListing listing;
    listing.update(std::move(runs));
    listing.readSettings();
    setEntries(listing.entries());
}

void RunsView::setEntries(std::vector<RunEntryPtr> entries) {
    runs_ = std::move(entries);
    if (!trashShown_) applyEntries();
}

void RunsView::setTrash(std::vector<RunEntryPtr> entries) {
    trash_ = std::move(entries);
    if (trashShown_) applyEntries();
}

void RunsView::setKnownSettings(const std::vector<std::string>& keys) {
    known_ = keys;
    bar_->condition()->setSettings(keys);
}

void RunsView::applyEntries() {
    const std::vector<RunEntryPtr>& entries = trashShown_ ? trash_ : runs_;
    std::vector<std::string> keys = settingKeys(entries);
    keys.insert(keys.end(), known_.begin(), known_.end());
    bar_->condition()->setSettings(std::move(keys));
    const bool first = model_->rowCount() == 0;
    const QList<qint64> runs = selectedRuns();
    const auto states = [&] {
        QList<int> list;
        for (const qint64 run : runs) {
            const RunSummary* found = model_->find(run);
            list << (found ? int(found->status) : -1);
        }
        return list;
    };
    const QList<int> before = states();
    model_->setEntries(entries);
    // A run that has ended told more than was compared; while it goes on, choosing it again reads it again.
    if (states() != before) selecting_->start();
    // The newest run is what one most likely came for.
    if (first && filter_->rowCount() > 0 && selectedRuns().isEmpty()) table_->selectRow(0);
    listed_ = true;
    showState();
}

void RunsView::setActiveRuns(const QList<qint64>& runs) {
    active_ = runs;
    showState();
}

void RunsView::setStartBlocked(const QString& reason) {
    blocked_ = reason;
    showState();
}

QList<qint64> RunsView::selectedRuns() const { return table_->selectedRuns(); }

void RunsView::selectRun(std::int64_t run) { selectRuns({run}); }

void RunsView::selectRuns(const QList<qint64>& runs) {
    if (!runs.isEmpty()) table_->selectRuns(runs, runs.front());
}

const RunSummary* RunsView::selected() const {
    const QList<qint64> runs = selectedRuns();
    return runs.size() == 1 ? model_->find(runs.front()) : nullptr;
}

void RunsView::askForRecords() {
    if (lower_->isHidden()) return;
    const QList<qint64> runs = selectedRuns();
    if (runs.isEmpty())
        compare_->setRecords({});
    else
        compare_->setWaiting(int(runs.size()));
    Q_EMIT recordsRequested(runs, compare_->threshold());
}

void RunsView::showState() {
    RunsActions::Selection selection;
    selection.runs = selectedRuns();
    selection.one = selected();
    selection.active =
        std::any_of(selection.runs.begin(), selection.runs.end(), [this](qint64 run) { return active_.contains(run); });
    selection.trash = trashShown_;
    selection.shown = filter_->rowCount();
    selection.blocked = blocked_;
    selection.filtering = filter_->isFiltering() || !bar_->condition()->text().isEmpty();
    actions_->follow(selection);
    details_->setRun(selection.one, int(selection.runs.size()));
    const int shown = filter_->rowCount(), all = model_->rowCount();
    QString words;
    if (trashShown_)
        words = tr("%1 in the trash").arg(formatCount(all));
    else if (shown == all)
        words = all == 1 ? tr("1 run") : tr("%1 runs").arg(formatCount(all));
    else
        words = tr("%1 of %2 runs").arg(formatCount(shown), formatCount(all));
    if (selection.runs.size() > 1) words = tr("%1, %2 selected").arg(words, formatCount(selection.runs.size()));
    bar_->setSummary(tr("%1. Sorted by %2").arg(words, table_->sortingText()));
    if (!listed_)
        empty_->setText(tr("The runs are being read."));
    else if (all > 0)
        empty_->setText(tr("No run matches the filter."));
    else if (trashShown_)
        empty_->setText(tr("The trash is empty."));
    else
        empty_->setText(tr("No runs yet. Design one and press Start; it will be kept here."));
    clear_->setVisible(all > 0);
    stack_->setCurrentIndex(shown == 0 ? 1 : 0);
}

void RunsView::showTrash(bool shown) {
    trashShown_ = shown;
    trash_.clear();
    applyEntries();
    Q_EMIT trashShown(shown);
}

QStringList RunsView::valuesOf(const QString& field) const {
    const FieldReader reader(field.toStdString());
    QSet<QString> found;
    for (const RunEntryPtr& entry : model_->entries()) {
        const FieldValue value = reader.value({&entry->run, entry->settings.get()});
        if (const auto* text = std::get_if<std::string_view>(&value)) {
            const QString words = QString::fromUtf8(text->data(), qsizetype(text->size()));
            if (reader.kind() == RunField::Kind::Tags)
                for (const QString& tag : words.split(QStringLiteral(", "), Qt::SkipEmptyParts)) found << tag;
            else if (!words.isEmpty())
                found << words;
        } else if (const auto* number = std::get_if<double>(&value); number && reader.isSetting()) {
            found << QString::fromStdString(settingText(*number));
        } else if (std::holds_alternative<bool>(value)) {
            found << QStringLiteral("true") << QStringLiteral("false");
        }
        if (found.size() >= 200) break;
    }
    QStringList values(found.begin(), found.end());
    values.sort(Qt::CaseInsensitive);
    return values;
}

void RunsView::resetLayout() {
    table_->resetColumns();
    split_->setSizes({420, 320});
    lower_->setSizes({900, space::sidePanel + 5 * space::grid});
    lower_->setVisible(true);
    actions_->compare->setChecked(true);
}

QByteArray RunsView::saveLayout() const {
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << kLayoutVersion << table_->saveState() << split_->saveState() << lower_->saveState()
           << actions_->compare->isChecked() << bar_->saveState() << compare_->saveState();
    return state;
}

void RunsView::restoreLayout(const QByteArray& state) {
    int version = 0;
    QByteArray table, split, lower, bar, compare;
    bool comparing = true;
    QDataStream stream(state);
    stream >> version >> table >> split >> lower >> comparing >> bar >> compare;
    if (stream.status() != QDataStream::Ok || version != kLayoutVersion) return;
    table_->restoreState(table);
    split_->restoreState(split);
    lower_->restoreState(lower);
    actions_->compare->setChecked(comparing);
    bar_->restoreState(bar);
    compare_->restoreState(compare);
}

}  // namespace exitlab
