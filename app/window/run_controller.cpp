// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_controller.h"

#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QMainWindow>
#include <QStatusBar>
#include <QTimer>
#include <QToolButton>

#include "app/window/engine_service.h"
#include "app/window/queue_controller.h"
#include "app/window/run_dialogs.h"
#include "app/window/store_service.h"
#include "app/window/watch_controller.h"
#include "app/window/watch_page.h"
#include "widgets/design/design_view.h"
#include "widgets/runs/runs_view.h"
#include "widgets/theme/theme.h"
#include "widgets/watch/dock_title.h"
#include "widgets/watch/queue_panel.h"
#include "widgets/watch/watch_view.h"

namespace exitlab {

namespace {
/// How often the table follows a run in progress.
constexpr int kListEveryMs = 1000;
}  // namespace

RunController::RunController(QMainWindow* window, EngineService* engine, StoreService* store, const RunOptions& options,
                             Pages pages)
    : QObject(window),
      window_(window),
      engine_(engine),
      store_(store),
      pages_(pages),
      queue_(new QueueController(engine, store, options, this)),
      watching_(new WatchController(pages.watch, store, window)) {
    listTimer_ = new QTimer(this);
    listTimer_->setInterval(kListEveryMs);
    connect(listTimer_, &QTimer::timeout, store_, &StoreService::refresh);
    makeQueueDock();
    makeActions();
    connectPages();
    connectQueue();
    showState();
}

RunController::~RunController() {
    // What is driven uses engine and store; it ends first.
    delete queue_;
}

void RunController::makeQueueDock() {
    panel_ = new QueuePanel;
    dock_ = new QDockWidget(tr("Queue"), window_);
    dock_->setObjectName(QStringLiteral("queue"));
    dock_->setWidget(panel_);
    dock_->setTitleBarWidget(new DockTitle(dock_, nullptr));
    dock_->setAllowedAreas(Qt::AllDockWidgetAreas);
    window_->addDockWidget(Qt::RightDockWidgetArea, dock_);
    dock_->hide();
    toggle_ = dock_->toggleViewAction();
    toggle_->setObjectName(QStringLiteral("showQueue"));
    toggle_->setIcon(icon(QStringLiteral("queue")));
    toggle_->setShortcut(QKeySequence(tr("Ctrl+Alt+Q")));
    toggle_->setStatusTip(tr("Show or hide the runs that wait"));
    toggle_->setToolTip(
        tr("%1 (%2)").arg(toggle_->statusTip(), toggle_->shortcut().toString(QKeySequence::NativeText)));

    waiting_ = new QToolButton(window_);
    waiting_->setObjectName(QStringLiteral("queueButton"));
    waiting_->setDefaultAction(toggle_);
    waiting_->setAutoRaise(true);
    waiting_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    waiting_->setIconSize({space::iconSmall, space::iconSmall});
    words_ = new QLabel(window_);
    words_->setObjectName(QStringLiteral("runLabel"));
    window_->statusBar()->addPermanentWidget(words_);
    window_->statusBar()->addPermanentWidget(waiting_);
}

void RunController::makeActions() {
    const auto action = [this](const char* name, const char* picture, const QString& text, const QString& tip,
                               const QKeySequence& keys) {
        auto* a = new QAction(icon(QLatin1String(picture)), text, this);
        a->setObjectName(QLatin1String(name));
        a->setShortcut(keys);
        a->setStatusTip(tip);
        a->setToolTip(tr("%1 (%2)").arg(tip, keys.toString(QKeySequence::NativeText)));
        return a;
    };
    side_ = action("watchSideBySide", "compare", tr("Watch side by side"),
                   tr("Show the runs selected in Runs on shared axes"), QKeySequence(tr("Ctrl+Shift+B")));
    enqueue_ = action("queueSelected", "queue", tr("Add selected runs to queue"),
                      tr("The runs selected in Runs go on from their checkpoints when it is their turn"),
                      QKeySequence(tr("Ctrl+Alt+A")));
    connect(side_, &QAction::triggered, this, [this] { compare(pages_.runs->selectedRuns()); });
    connect(enqueue_, &QAction::triggered, this, [this] {
        for (const qint64 run : pages_.runs->selectedRuns()) queue_->enqueueRun(run);
    });
}

QList<QAction*> RunController::actions() const {
    return panel_->commands() + QList<QAction*>{toggle_, enqueue_, pages_.watch->compareAction(), side_};
}

void RunController::connectPages() {
    connect(pages_.design, &DesignView::startRequested, this, &RunController::start);
    connect(pages_.design, &DesignView::queueRequested, queue_, &QueueController::enqueue);
    connect(pages_.design, &DesignView::raceRequested, this, &RunController::startRace);
    connect(pages_.design, &DesignView::branchRequested, this, &RunController::startBranch);
    WatchPage* watch = pages_.watch;
    connect(watch, &WatchPage::pauseRequested, queue_, &QueueController::pauseRun);
    connect(watch, &WatchPage::resumeRequested, queue_, &QueueController::unpauseRun);
    connect(watch, &WatchPage::stepRequested, queue_, &QueueController::stepRun);
    connect(watch, &WatchPage::checkpointRequested, queue_, &QueueController::checkpointRun);
    connect(watch, &WatchPage::stopRequested, this, &RunController::askStop);
    connect(watch, &WatchPage::closeLiveRefused, this,
            [this] { Q_EMIT said(tr("This run is in progress. Stop it first, then close its tab."), 5000); });
    connect(watch, &WatchPage::openRequested, this, &RunController::openRun);
    connect(watching_, &WatchController::branchReady, this, &RunController::beginBranch);
    connect(watching_, &WatchController::failed, this, &RunController::failed);
    connect(pages_.runs, &RunsView::openRequested, this, &RunController::openRun);
    connect(pages_.runs, &RunsView::resumeRequested, this, &RunController::resume);
    connect(pages_.runs, &RunsView::branchRequested, watching_, &WatchController::beginBranch);
}

void RunController::connectQueue() {
    connect(panel_, &QueuePanel::moveRequested, queue_, &QueueController::move);
    connect(panel_, &QueuePanel::removeRequested, queue_, &QueueController::remove);
    connect(panel_, &QueuePanel::pauseRequested, queue_, &QueueController::setPaused);
    connect(panel_, &QueuePanel::openRequested, this, &RunController::openRun);
    connect(queue_, &QueueController::said, this, [this](const QString& words) { Q_EMIT said(words, 5000); });
    connect(queue_, &QueueController::failed, this, &RunController::failed);
    connect(queue_, &QueueController::begun, this, [this](const std::vector<RunSummary>& runs) {
        pages_.watch->beginLive(runs);
        QList<qint64> driven;
        for (const RunSummary& run : runs) driven << run.id;
        pages_.runs->setActiveRuns(driven);
        listTimer_->start();
        store_->refresh();
    });
    connect(queue_, &QueueController::told, pages_.watch, &WatchPage::addLive);
    connect(queue_, &QueueController::stateChanged, pages_.watch, &WatchPage::setLiveState);
    connect(queue_, &QueueController::ended, this, &RunController::onEnded);
    connect(queue_, &QueueController::changed, this, &RunController::showState);
}

bool RunController::isRunning() const { return queue_->isRunning(); }
bool RunController::isIdle() const { return queue_->isIdle() && watching_->isIdle(); }
void RunController::begin() { queue_->begin(); }
void RunController::onListed(const std::vector<RunSummary>& runs) { queue_->onListed(runs); }

void RunController::nowOrQueue(const QString& name, const std::function<void()>& now,
                               const std::function<void()>& queue) {
    if (!blocked_.isEmpty()) {
        Q_EMIT said(blocked_, 5000);
        return;
    }
    if (isRunning()) {
        askQueue(window_, queue_->activeName(), name, queue);
        return;
    }
    now();
    Q_EMIT pageWanted(QStringLiteral("watch"));
}

void RunController::start(const Experiment& experiment) {
    nowOrQueue(
        QString::fromStdString(experiment.name()), [&] { queue_->start(experiment); },
        [this, experiment] { queue_->enqueue({experiment}); });
}

void RunController::startRace(const std::vector<Experiment>& experiments) {
    if (experiments.empty()) return;
    nowOrQueue(
        tr("Race: %1").arg(QString::fromStdString(experiments.front().name())), [&] { queue_->race(experiments); },
        [this, experiments] { queue_->enqueueRace(experiments); });
}

void RunController::startBranch(std::int64_t parent, int round, const Experiment& experiment) {
    nowOrQueue(
        QString::fromStdString(experiment.name()), [&] { queue_->branch(parent, round, experiment); },
        [this, parent, round, experiment] { queue_->enqueueBranch(parent, round, experiment); });
}

void RunController::resume(std::int64_t run) {
    nowOrQueue(
        tr("Run %1").arg(run), [&] { queue_->resume(run); }, [this, run] { queue_->enqueueRun(run); });
}

void RunController::beginBranch(qint64 run, int round, const QString& experiment) {
    if (!engine_->engine()) return;
    try {
        pages_.design->beginBranch(
            run, round,
            Experiment::parse(experiment.toStdString(), engine_->engine()->methods(), "run " + std::to_string(run)));
        Q_EMIT pageWanted(QStringLiteral("design"));
    } catch (const std::exception& error) {
        Q_EMIT failed(tr("The settings of run %1 cannot be used here.").arg(run), QString::fromUtf8(error.what()));
    }
}

void RunController::openRun(std::int64_t run) {
    Q_EMIT pageWanted(QStringLiteral("watch"));
    if (queue_->drives(run) && pages_.watch->showRun(run)) return;
    if (store_->store()) store_->load(run);
}

void RunController::compare(const QList<qint64>& runs) {
    if (runs.size() < 2) {
        Q_EMIT said(tr("Select two runs or more in Runs, or choose them with Compare runs"), 5000);
        return;
    }
    Q_EMIT pageWanted(QStringLiteral("watch"));
    watching_->compare(runs);
}

void RunController::onEnded(const std::vector<RunSummary>& runs, const std::vector<RunFinished>& results) {
    pages_.watch->endLive(results);
    listTimer_->stop();
    for (std::size_t i = 0; i < results.size() && i < runs.size(); ++i) {
        const RunFinished& result = results[i];
        const QString name = QString::fromStdString(runs[i].name);
        if (result.status == RunStatus::Failed)
            Q_EMIT failed(
                tr("The run \"%1\" failed after round %2. What it finished is kept.").arg(name).arg(result.round),
                QString::fromStdString(result.error));
        else
            Q_EMIT said(result.status == RunStatus::Stopped
                            ? tr("Stopped after round %1; it can be resumed").arg(result.round)
                            : tr("Finished %1 rounds").arg(result.round),
                        0);
    }
    pages_.runs->setActiveRuns({});
    if (!runs.empty()) pages_.runs->selectRun(runs.front().id);
    if (closing_) window_->close();
}

void RunController::askStop() {
    if (!isRunning()) return;
    exitlab::askStop(window_, queue_->activeName(), queue_->isPaused() ? 0 : queue_->waiting(), [this](bool goOn) {
        if (!goOn) queue_->setPaused(true);
        queue_->stopRun();
    });
}

void RunController::askClose() {
    if (closing_) return;
    exitlab::askClose(window_, queue_->activeName(), [this] {
        closing_ = true;
        if (!isRunning()) {
            window_->close();
            return;
        }
        queue_->closeDown();
        Q_EMIT said(tr("Writing a checkpoint; the window closes when it is safe"), 0);
    });
}

void RunController::setBlocked(const QString& reason) {
    blocked_ = reason;
    pages_.design->setStartBlocked(reason);
    pages_.runs->setStartBlocked(reason);
    showState();
}

void RunController::showState() {
    panel_->setQueue(queue_->items(), queue_->isPaused());
    const QString name = queue_->activeName();
    QString words;
    if (queue_->isRunning() && !name.isEmpty()) {
        if (queue_->stopRequested())
            words = tr("Stopping \"%1\"").arg(name);
        else if (queue_->pauseRequested() && queue_->status() != RunStatus::Paused)
            words = tr("Pausing \"%1\" after this round").arg(name);
        else
            words = tr("%1: \"%2\"").arg(statusStyle(Theme::instance().colours(), queue_->status()).word, name);
    }
    words_->setText(words);
    const int waiting = queue_->waiting();
    waiting_->setText(waiting == 0         ? tr("Queue")
                      : queue_->isPaused() ? tr("Queue: %n waiting, paused", nullptr, waiting)
                                           : tr("Queue: %n waiting", nullptr, waiting));
    Q_EMIT changed();
}

}  // namespace exitlab
