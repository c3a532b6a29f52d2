// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/compare_view.h"

#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QShowEvent>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"
#include "widgets/watch/compare_panels.h"
#include "widgets/watch/dock_board.h"
#include "widgets/watch/run_header.h"

namespace exitlab {
namespace {

constexpr int layoutVersion = 1;  // of saved states; raise when docks come or go
constexpr int wideFrom = 1600;    // pixels: three columns instead of two
constexpr int swatchWidth = 24;

/// The run's line as in the plots: colour, dash and marker.
QIcon swatch(int colour) {
    const CategoryStyle style = categoryStyle(Theme::instance().colours(), colour);
    QPixmap picture(swatchWidth * 2, space::iconSmall * 2);
    picture.setDevicePixelRatio(2);
    picture.fill(Qt::transparent);
    QCPPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(style.colour, 2, style.dash));
    painter.drawLine(QPointF(1, space::iconSmall / 2.0), QPointF(swatchWidth - 1, space::iconSmall / 2.0));
    QCPScatterStyle marker = markerStyle(style.marker, style.colour, plotsize::marker + 1);
    marker.applyTo(&painter, QPen(style.colour));
    marker.drawShape(&painter, swatchWidth / 2.0, space::iconSmall / 2.0);
    return QIcon(picture);
}

}  // namespace

CompareView::CompareView(QWidget* parent) : QWidget(parent), header_(new RunHeader) {
    board_ = new DockBoard([this](DockPanel* panel) {
        static_cast<ComparedPanel*>(panel)->refresh(runs_, choice());
        panel->markRound(markedRound());
    });
    add_ = new QAction(icon(QStringLiteral("add")), tr("Add runs"), this);
    add_->setObjectName(QStringLiteral("compareAdd"));
    add_->setShortcut(QKeySequence(QStringLiteral("Ctrl+K, +")));
    add_->setToolTip(
        tr("Choose stored runs to show beside these (%1)").arg(add_->shortcut().toString(QKeySequence::NativeText)));
    connect(add_, &QAction::triggered, this, &CompareView::addRequested);
    QWidget::addAction(add_);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header_);
    layout->addWidget(makeStrip());
    layout->addWidget(board_, 1);
    makePanels();
    QMenu* menu = board_->menu();
    menu->addSeparator();
    resetLayout_ = menu->addAction(icon(QStringLiteral("layout")), tr("Reset layout"), this, [this] { resetLayout(); });
    resetLayout_->setToolTip(tr("All docks back to where they were at first"));
    resetLayout_->setShortcut(QKeySequence(QStringLiteral("Ctrl+K, 0")));
    addActions(menu->actions());
    header_->setDockMenu(menu);
    placeDocks(false);

    connect(header_, &RunHeader::pauseRequested, this, &CompareView::pauseRequested);
    connect(header_, &RunHeader::resumeRequested, this, &CompareView::resumeRequested);
    connect(header_, &RunHeader::stepRequested, this, &CompareView::stepRequested);
    connect(header_, &RunHeader::stopRequested, this, &CompareView::stopRequested);
    connect(header_, &RunHeader::checkpointRequested, this, &CompareView::checkpointRequested);
    connect(header_, &RunHeader::roundChosen, this, [this](int) {
        for (ComparedPanel* panel : panels_)
            if (!panel->followsSlider() && board_->isSeen(panel)) panel->markRound(markedRound());
        board_->mark([](const DockPanel* panel) { return panel->followsSlider(); });
    });
    connect(board_, &DockBoard::refreshing, this, [this] {
        if (!headerStale_) return;
        headerStale_ = false;
        std::vector<const RunHistory*> histories;
        QStringList about;
        for (const ComparedRun& run : runs_) {
            histories.push_back(run.history.get());
            about << run.label;
        }
        header_->refresh(histories, title_, about.join(QStringLiteral(", ")));
        showExits();
    });
    connect(&Theme::instance(), &Theme::changed, this, &CompareView::showRuns);
    setTitle(tr("Comparison"));
}

CompareView::~CompareView() {
    header_->disconnect(this);
    board_->disconnect(this);
    Theme::instance().disconnect(this);
}

QWidget* CompareView::makeStrip() {
    auto* strip = new QWidget;
    auto* row = new QHBoxLayout(strip);
    row->setContentsMargins(space::wide, 0, space::grid, space::half);
    row->setSpacing(space::grid);
    auto* chips = new QWidget;
    chips_ = new QHBoxLayout(chips);
    chips_->setContentsMargins(0, 0, 0, 0);
    chips_->setSpacing(space::half);
    auto* scroll = new QScrollArea;
    scroll->setAccessibleName(tr("Compared runs"));
    scroll->setWidget(chips);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedHeight(space::controlHeight + space::half);
    scroll->setAccessibleName(tr("Runs that are compared"));
    row->addWidget(scroll, 1);
    const auto choice = [row](const QString& label, const QStringList& entries, const QString& tip, const char* name) {
        auto* word = new QLabel(label);
        auto* box = new QComboBox;
        box->addItems(entries);
        box->setObjectName(QLatin1String(name));
        box->setAccessibleName(tip);
        box->setToolTip(tip);
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        word->setBuddy(box);
        row->addWidget(word);
        row->addWidget(box);
        return box;
    };
    exit_ = choice(tr("Exit"), {tr("mean of exits")}, tr("Exit whose accuracy is compared"), "compareExit");
    axis_ = choice(tr("Axis"), {tr("round"), tr("bytes sent"), tr("wall time"), tr("simulated time")},
                   tr("Horizontal axis of all plots"), "compareAxis");
    for (QComboBox* box : {exit_, axis_})
        connect(box, &QComboBox::currentIndexChanged, this, [this] { board_->mark(~0u); });
    auto* add = new QToolButton;
    add->setDefaultAction(add_);
    add->setAutoRaise(true);
    add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add->setIconSize({space::iconSmall, space::iconSmall});
    row->addWidget(add);
    return strip;
}

void CompareView::makePanels() {
    addPanel(new CompareAccuracy, 'A');
    addPanel(new CompareEfficiency, 'B');
    addPanel(new CompareLoss, 'L');
    addPanel(new CompareTraffic, 'T');
    addPanel(new CompareTime, 'I');
    addPanel(new CompareConflict, 'V');
    addPanel(new CompareTiles, 'C');
    auto* table = new CompareTable;
    addPanel(table, 'N');
    connect(table, &CompareTable::openRequested, this, &CompareView::openRequested);
}

void CompareView::addPanel(ComparedPanel* panel, char key) {
    panels_ << panel;
    board_->add(panel, QStringLiteral("compare.") + panel->id(),
                QKeySequence(QStringLiteral("Ctrl+K, %1").arg(QLatin1Char(key))));
}

void CompareView::placeDocks(bool wide) {
    const auto names = [](const char* list) {
        QStringList full;
        for (const QString& name : QString::fromLatin1(list).split(u' ')) full << QStringLiteral("compare.") + name;
        return full;
    };
    if (wide)
        board_->place({names("accuracy"), names("efficiency"), names("tiles")},
                      {names("loss conflict"), names("traffic time"), names("table")}, {500, 500, 500});
    else
        board_->place({names("accuracy efficiency"), names("tiles")},
                      {names("loss conflict"), names("traffic time table")}, {520, 480});
}

void CompareView::setTitle(const QString& title) {
    title_ = title;
    mark(0);
}

ComparedRun* CompareView::find(std::int64_t run) {
    for (ComparedRun& one : runs_)
        if (one.run == run) return &one;
    return nullptr;
}

bool CompareView::contains(std::int64_t run) const { return const_cast<CompareView*>(this)->find(run) != nullptr; }

void CompareView::addRun(std::int64_t run, const QString& name, const QString& method, int colour, RunStatus status,
                         bool diverged) {
    ComparedRun* known = find(run);
    if (!known) {
        runs_.emplace_back();
        known = &runs_.back();
    }
    known->run = run;
    known->name = name;
    known->method = method;
    known->colour = colour;
    known->status = status;
    known->diverged = diverged;
    labelRuns(runs_);
    showRuns();
    showState();
    mark(~0u);
}

void CompareView::addReports(std::int64_t run, const std::vector<ReportPtr>& reports) {
    ComparedRun* known = find(run);
    if (!known) return;
    unsigned kinds = 0;
    for (const ReportPtr& report : reports) {
        kinds |= known->history->add(report);
        if (std::holds_alternative<RunStarted>(*report)) setRunState(run, RunStatus::Running);
        if (const auto* end = std::get_if<RunFinished>(report.get())) setRunState(run, end->status, end->diverged);
    }
    mark(kinds);
}

void CompareView::setReports(std::int64_t run, const std::vector<ReportPtr>& reports) {
    ComparedRun* known = find(run);
    if (!known) return;
    const RunStatus status = known->status;
    const bool diverged = known->diverged;
    known->history = std::make_shared<RunHistory>();
    addReports(run, reports);
    setRunState(run, status, diverged);
    mark(~0u);
}

void CompareView::setRunState(std::int64_t run, RunStatus status, bool diverged) {
    ComparedRun* known = find(run);
    if (!known) return;
    known->status = status;
    known->diverged = diverged;
    showState();
    mark(RunHistory::End);
}

void CompareView::removeRun(std::int64_t run) {
    std::erase_if(runs_, [run](const ComparedRun& one) { return one.run == run; });
    labelRuns(runs_);
    showRuns();
    showState();
    mark(~0u);
}

void CompareView::setRunVisible(std::int64_t run, bool visible) {
    ComparedRun* known = find(run);
    if (!known || known->visible == visible) return;
    known->visible = visible;
    showRuns();
    mark(~0u);
}

void CompareView::setReadOnly(bool readOnly) {
    readOnly_ = readOnly;
    header_->setReadOnly(readOnly);
    showRuns();
}

void CompareView::setAxis(CompareAxis axis) { axis_->setCurrentIndex(static_cast<int>(axis)); }

void CompareView::setExit(int exit) {
    showExits();
    exit_->setCurrentIndex(std::clamp(exit + 1, 0, exit_->count() - 1));
}

CompareChoice CompareView::choice() const {
    CompareChoice choice;
    choice.axis = static_cast<CompareAxis>(std::max(0, axis_->currentIndex()));
    choice.exit = std::max(0, exit_->currentIndex()) - 1;
    choice.round = shownRound();
    return choice;
}

double CompareView::markedRound() const { return header_->follows() ? std::nan("") : header_->round(); }

int CompareView::shownRound() const {
    if (header_->round() > 0) return header_->round();
    int last = 0;
    for (const ComparedRun& run : runs_) last = std::max(last, run.history->lastRound());
    return last;
}

void CompareView::showExits() {
    int exits = 0;
    for (const ComparedRun& run : runs_) exits = std::max(exits, run.history->exits());
    if (exit_->count() == exits + 1) return;
    const QSignalBlocker quiet(exit_);
    const int chosen = exit_->currentIndex();
    exit_->clear();
    exit_->addItem(tr("mean of exits"));
    exit_->addItems(exitNames(exits));
    exit_->setCurrentIndex(std::clamp(chosen, 0, exits));
}

void CompareView::showRuns() {
    while (QLayoutItem* item = chips_->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    for (const ComparedRun& run : runs_) {
        auto* chip = new QToolButton;
        chip->setObjectName(QStringLiteral("compareRun%1").arg(run.run));
        chip->setText(QString(run.label).replace(u'&', QLatin1String("&&")));
        chip->setIcon(swatch(run.colour));
        chip->setIconSize({swatchWidth, space::iconSmall});
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setCheckable(true);
        chip->setChecked(run.visible);
        chip->setPopupMode(QToolButton::MenuButtonPopup);
        chip->setToolTip(tr("%1, %2. Click: show or hide it in all plots").arg(run.name, run.method));
        chip->setAccessibleName(tr("Show run %1").arg(run.label));
        auto* menu = new QMenu(chip);
        const qint64 id = run.run;
        menu->addAction(icon(QStringLiteral("watch")), tr("Open alone"), this, [this, id] { emit openRequested(id); });
        QAction* remove = menu->addAction(icon(QStringLiteral("close")), tr("Take out of the comparison"), this,
                                          [this, id] { emit removeRequested(id); });
        // A race is watched whole; and one run at least stays.
        remove->setEnabled(readOnly_ && runs_.size() > 1);
        chip->setMenu(menu);
        connect(chip, &QToolButton::toggled, this, [this, id](bool on) { setRunVisible(id, on); });
        chips_->addWidget(chip);
    }
    chips_->addStretch(1);
}

void CompareView::showState() {
    if (runs_.empty()) return;
    const auto any = [this](RunStatus status) {
        return std::any_of(runs_.begin(), runs_.end(), [=](const ComparedRun& run) { return run.status == status; });
    };
    // Together they are what most needs to be known: running, then paused, waiting, failed, and finished last.
    RunStatus status = RunStatus::Finished;
    for (const RunStatus candidate : {RunStatus::Running, RunStatus::Paused, RunStatus::Queued, RunStatus::Failed,
                                      RunStatus::Interrupted, RunStatus::Stopped})
        if (any(candidate)) {
            status = candidate;
            break;
        }
    header_->setStatus(status, std::any_of(runs_.begin(), runs_.end(), [](const auto& run) { return run.diverged; }));
}

void CompareView::mark(unsigned kinds) {
    headerStale_ = true;
    board_->mark(kinds);
}

QByteArray CompareView::saveState() const { return board_->saveState(layoutVersion); }

bool CompareView::restoreState(const QByteArray& state) {
    restored_ = board_->restoreState(state, layoutVersion);
    return restored_;
}

void CompareView::resetLayout() { placeDocks(width() >= wideFrom); }

QList<QAction*> CompareView::allActions() const {
    QList<QAction*> actions = header_->commands();
    for (QAction* action : board_->menu()->actions())
        if (!action->isSeparator()) actions << action;
    return actions;
}

QMenu* CompareView::dockMenu() const { return board_->menu(); }
QList<QDockWidget*> CompareView::docks() const { return board_->docks(); }

ComparedPanel* CompareView::panel(const QString& id) const {
    for (ComparedPanel* panel : panels_)
        if (panel->id() == id) return panel;
    return nullptr;
}

void CompareView::flush() {
    headerStale_ = true;
    board_->flush();
}

void CompareView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!placed_ && !restored_) placeDocks(width() >= wideFrom);
    placed_ = true;
}

}  // namespace exitlab
