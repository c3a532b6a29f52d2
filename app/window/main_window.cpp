// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>

#include "app/window/banner.h"
#include "app/window/design_controller.h"
#include "app/window/engine_service.h"
#include "app/window/exits_page.h"
#include "app/window/page_rail.h"
#include "app/window/preview_service.h"
#include "app/window/run_session.h"
#include "app/window/runs_controller.h"
#include "app/window/store_service.h"
#include "app/window/watch_page.h"
#include "core/base/error.h"
#include "widgets/design/design_view.h"
#include "widgets/exits/exits_view.h"
#include "widgets/runs/run_table_view.h"
#include "widgets/runs/runs_view.h"
#include "widgets/watch/watch_view.h"

namespace exitlab {

namespace {
/// How often the table follows a run in progress.
constexpr int kListEveryMs = 1000;
}  // namespace

MainWindow::MainWindow(const Options& options, QWidget* parent)
    : QMainWindow(parent), options_(options), settings_(options.settingsFile) {
    setObjectName(QStringLiteral("mainWindow"));
    engine_ = new EngineService(this);
    store_ = new StoreService(options_.database, this);
    previews_ = new PreviewService(options_.run, this);
    if (options_.remember) session_ = settings_.session();
    installLanguage(*QCoreApplication::instance(), options_.language.value_or(settings_.language()));
    Theme::instance().setMode(options_.theme.value_or(settings_.theme()));
    makePages();
    designController_ = new DesignController(design_, settings_, options_.run, options_.remember, this);
    makeMenus();
    connectServices();
    connectPages();
    restoreSession();
    showRunState();
    showTitle();
    engine_->load(options_.pluginDirs);
    store_->open();
}

MainWindow::~MainWindow() {
    // The run's thread uses engine and store; it ends first.
    run_.reset();
}

void MainWindow::makePages() {
    auto* centre = new QWidget(this);
    auto* row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    rail_ = new PageRail(centre);
    row->addWidget(rail_);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    banner_ = new Banner(centre);
    stack_ = new QStackedWidget(centre);
    column->addWidget(banner_);
    column->addWidget(stack_, 1);
    row->addLayout(column, 1);
    setCentralWidget(centre);
    pageGroup_ = new QActionGroup(this);
    design_ = new DesignView(stack_);
    watch_ = new WatchPage(stack_);
    exits_ = new ExitsPage(options_.database, options_.run, stack_);
    runs_ = new RunsView(stack_);
    addPage(QStringLiteral("design"), tr("Design"), tr("Set up an experiment"), QStringLiteral("design"), design_);
    addPage(QStringLiteral("watch"), tr("Watch"), tr("Follow runs as they happen"), QStringLiteral("watch"), watch_);
    addPage(QStringLiteral("exits"), tr("Exits"), tr("What early exits save"), QStringLiteral("exits"), exits_);
    addPage(QStringLiteral("runs"), tr("Runs"), tr("Every stored run"), QStringLiteral("runs"), runs_);
    runLabel_ = new QLabel(this);
    runLabel_->setObjectName(QStringLiteral("runLabel"));
    statusBar()->addPermanentWidget(runLabel_);
}

void MainWindow::addPage(const QString& id, const QString& title, const QString& tip, const QString& iconName,
                         QWidget* page) {
    auto* action = new QAction(icon(iconName), title, this);
    action->setObjectName(QStringLiteral("page.") + id);
    action->setIconText(title);
    action->setCheckable(true);
    action->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(pages_.size() + 1)));
    action->setToolTip(QStringLiteral("%1 (%2)").arg(tip, action->shortcut().toString(QKeySequence::NativeText)));
    action->setStatusTip(tip);
    pageGroup_->addAction(action);
    stack_->addWidget(page);
    connect(action, &QAction::triggered, stack_, [this, page] { stack_->setCurrentWidget(page); });
    rail_->addPage(action);
    pages_[id] = action;
}

QString MainWindow::currentPage() const {
    for (auto page = pages_.begin(); page != pages_.end(); ++page)
        if (page.value()->isChecked()) return page.key();
    return {};
}

bool MainWindow::showPage(const QString& id) {
    if (!pages_.contains(id)) return false;
    pages_[id]->trigger();
    return true;
}

void MainWindow::connectServices() {
    connect(engine_, &EngineService::ready, this, &MainWindow::onEngineReady);
    connect(engine_, &EngineService::failed, this, [this](const QString& message, const QString& details) {
        engineAnswered_ = true;
        report(message, details);
    });
    connect(store_, &StoreService::opened, this, [this] {
        storeAnswered_ = true;
        showRunState();
        store_->refresh();
        // The last one loaded is shown; the first one named is meant.
        for (auto run = options_.openRuns.rbegin(); run != options_.openRuns.rend(); ++run)
            if (store_->store()) store_->load(*run);
        if (store_->store()) exits_->open();
        exits_->explore({options_.openRuns.begin(), options_.openRuns.end()});
    });
    connect(store_, &StoreService::failed, this, [this](const QString& message, const QString& details) {
        storeAnswered_ = true;
        listedOnce_ = true;
        report(message, details);
    });
    connect(store_, &StoreService::listed, this, &MainWindow::onListed);
    connect(store_, &StoreService::loaded, watch_, &WatchPage::showStored);
    connect(previews_, &PreviewService::partitionReady, design_, &DesignView::showPartition);
    connect(previews_, &PreviewService::partitionFailed, design_, &DesignView::showPartitionError);
    connect(previews_, &PreviewService::costReady, design_, &DesignView::showCost);
    connect(previews_, &PreviewService::costFailed, design_, &DesignView::showCostError);
    listTimer_ = new QTimer(this);
    listTimer_->setInterval(kListEveryMs);
    connect(listTimer_, &QTimer::timeout, store_, &StoreService::refresh);
}

void MainWindow::connectPages() {
    connect(design_, &DesignView::previewRequested, previews_, &PreviewService::request);
    connect(design_, &DesignView::startRequested, this, &MainWindow::start);
    connect(design_, &DesignView::failed, this, &MainWindow::report);
    connect(design_, &DesignView::said, this, [this](const QString& words) { statusBar()->showMessage(words, 5000); });
    connect(design_, &DesignView::titleChanged, this, &MainWindow::showTitle);
    const auto command = [this](void (RunSession::*what)()) {
        return [this, what] {
            if (!run_) return;
            (run_.get()->*what)();
            showRunState();
            store_->refresh();
        };
    };
    connect(watch_, &WatchPage::pauseRequested, this, command(&RunSession::pause));
    connect(watch_, &WatchPage::resumeRequested, this, command(&RunSession::unpause));
    connect(watch_, &WatchPage::stepRequested, this, command(&RunSession::step));
    connect(watch_, &WatchPage::checkpointRequested, this, command(&RunSession::checkpoint));
    connect(watch_, &WatchPage::stopRequested, this, &MainWindow::askStop);
    connect(watch_, &WatchPage::commandsChanged, this, &MainWindow::followWatchPage);
    connect(watch_, &WatchPage::branchRequested, this,
            [this](qint64 run, int, const QString& experiment) { cloneToDesign(run, experiment); });
    connect(watch_, &WatchPage::closeLiveRefused, this, [this] {
        statusBar()->showMessage(tr("This run is in progress. Stop it first, then close its tab."), 5000);
    });
    connect(runs_, &RunsView::openRequested, this, &MainWindow::openRun);
    connect(runs_, &RunsView::resumeRequested, this, &MainWindow::resume);
    connect(runs_, &RunsView::cloneRequested, this, &MainWindow::cloneToDesign);
    connect(runs_, &RunsView::repeatRequested, this, &MainWindow::repeat);
    connect(runs_, &RunsView::branchRequested, this,
            [this](qint64 run, int, const QString& experiment) { cloneToDesign(run, experiment); });
    runsController_ = new RunsController(runs_, store_, this);
    connect(runsController_, &RunsController::failed, this, &MainWindow::report);
    connect(runsController_, &RunsController::said, this,
            [this](const QString& words) { statusBar()->showMessage(words, 5000); });
    connect(runsController_, &RunsController::leaving, this, [this](const QList<qint64>& runs) {
        for (const qint64 run : runs) watch_->closeRun(run);
    });
    connect(exits_, &ExitsPage::failed, this, &MainWindow::report);
    connect(exits_, &ExitsPage::said, this, [this](const QString& words) { statusBar()->showMessage(words, 5000); });
    connect(exits_->exploreAction(), &QAction::triggered, this, &MainWindow::exploreExits);
    runs_->table()->addAction(exits_->exploreAction());
    connect(pages_[QStringLiteral("runs")], &QAction::triggered, store_, &StoreService::refresh);
}

void MainWindow::onEngineReady() {
    engineAnswered_ = true;
    previews_->setEngine(engine_->engine());
    designController_->setEngine(engine_->engine());
    exits_->setEngine(engine_->engine());
    const auto& problems = engine_->engine()->pluginProblems();
    for (const Engine::PluginProblem& problem : problems)
        report(tr("A method could not be loaded."), QString::fromStdString(problem.file + ": " + problem.message));
    std::optional<Experiment> start;
    if (!session_.experiment.isEmpty()) {
        try {
            start = Experiment::parse(session_.experiment.toStdString(), engine_->engine()->methods(), "last session");
        } catch (const std::exception& error) {
            // Settings of another version; the defaults take their place.
            report(tr("The settings of the last session could not be restored."), QString::fromUtf8(error.what()));
        }
    }
    if (!start) {
        try {
            start = loadExperimentOrPreset("quick", engine_->engine()->methods());
        } catch (const Error&) {
            // No such preset, or not its method: the view makes the defaults of a method that is there.
            start.reset();
        }
    }
    design_->setCatalog(engine_->engine()->methods(), engine_->presets(), start);
    std::vector<std::string> settings;
    for (const MethodInfo& method : engine_->engine()->methods())
        for (const ParameterSpec& spec : method.parameters) settings.push_back(spec.key);
    runs_->setKnownSettings(settings);
    if (!options_.experimentFile.isEmpty()) design_->openFile(options_.experimentFile);
    showRunState();
}

void MainWindow::start(const Experiment& experiment) {
    if (run_ || !store_->store() || !engine_->engine()) return;
    auto session = std::make_unique<RunSession>(engine_->engine(), store_->store(), options_.run);
    RunSession* started = session.get();
    attach(std::move(session), QString::fromStdString(experiment.name()));
    started->start(experiment);
    showRunState();
}

void MainWindow::resume(std::int64_t run) {
    if (run_ || !store_->store() || !engine_->engine()) return;
    watch_->closeRun(run);
    auto session = std::make_unique<RunSession>(engine_->engine(), store_->store(), options_.run);
    RunSession* started = session.get();
    attach(std::move(session), tr("Run %1").arg(run));
    started->resume(run);
    watch_->setLiveRun(run);
    runs_->setActiveRun(run);
    showRunState();
}

void MainWindow::repeat(std::int64_t run, const QString& experiment, std::uint64_t seed, bool now) {
    if (!engine_->engine()) return;
    try {
        const MethodCatalog& methods = engine_->engine()->methods();
        Experiment again = Experiment::parse(experiment.toStdString(), methods, "run " + std::to_string(run));
        again.set("seed", Json(seed), methods);
        if (now)
            start(again);
        else
            cloneToDesign(run, QString::fromStdString(again.toText()));
    } catch (const std::exception& error) {
        report(tr("Run %1 cannot be repeated here.").arg(run), QString::fromUtf8(error.what()));
    }
}

void MainWindow::attach(std::unique_ptr<RunSession> session, const QString& name) {
    run_ = std::move(session);
    runName_ = name;
    runStatus_ = RunStatus::Queued;
    watch_->beginLive(name);
    connect(run_.get(), &RunSession::created, this, [this](qint64 run) {
        watch_->setLiveRun(run);
        runs_->setActiveRun(run);
        store_->refresh();
    });
    connect(run_.get(), &RunSession::told, this, [this](const std::vector<ReportPtr>& reports) {
        if (runStatus_ == RunStatus::Queued) {
            runStatus_ = RunStatus::Running;
            showRunState();
        }
        watch_->addLive(reports);
    });
    connect(run_.get(), &RunSession::finished, this, &MainWindow::onFinished);
    listTimer_->start();
    showPage(QStringLiteral("watch"));
}

void MainWindow::onFinished(const RunFinished& result) {
    const std::int64_t run = run_->run();
    watch_->setLiveState(result.status);
    watch_->endLive();
    listTimer_->stop();
    if (result.status == RunStatus::Failed)
        report(tr("The run \"%1\" failed after round %2. What it finished is kept.").arg(runName_).arg(result.round),
               QString::fromStdString(result.error));
    else
        statusBar()->showMessage(result.status == RunStatus::Stopped
                                     ? tr("Stopped after round %1; it can be resumed").arg(result.round)
                                     : tr("Finished %1 rounds").arg(result.round));
    // The session is the sender of this signal.
    run_.release()->deleteLater();
    runs_->setActiveRun(-1);
    store_->refresh();
    showRunState();
    if (run >= 0) runs_->selectRun(run);
    if (closing_) close();
}

void MainWindow::onListed(const std::vector<RunSummary>& runs) {
    listedOnce_ = true;
    exits_->setRuns(runs);
    if (!run_ || run_->run() < 0) return;
    // Whether the loop really waits is known to it alone; it tells the store.
    for (const RunSummary& summary : runs)
        if (summary.id == run_->run() && summary.status != runStatus_ &&
            (summary.status == RunStatus::Running || summary.status == RunStatus::Paused)) {
            runStatus_ = summary.status;
            watch_->setLiveState(runStatus_);
            showRunState();
        }
}

void MainWindow::openRun(std::int64_t run) {
    showPage(QStringLiteral("watch"));
    if (run_ && run_->run() == run) {
        watch_->showRun(run);
        return;
    }
    if (store_->store()) store_->load(run);
}

void MainWindow::exploreExits() {
    // The run on the Watch page, or what is selected in the table.
    const WatchView* watched = currentPage() == QLatin1String("watch") ? watch_->currentView() : nullptr;
    const QList<qint64> runs = watched ? QList<qint64>{watched->property("run").toLongLong()} : runs_->selectedRuns();
    showPage(QStringLiteral("exits"));
    exits_->explore(runs);
}

void MainWindow::cloneToDesign(std::int64_t run, const QString& experiment) {
    if (!engine_->engine()) return;
    try {
        design_->setExperiment(
            Experiment::parse(experiment.toStdString(), engine_->engine()->methods(), "run " + std::to_string(run)), {},
            tr("settings of run %1").arg(run));
        showPage(QStringLiteral("design"));
        statusBar()->showMessage(tr("Settings of run %1").arg(run), 5000);
    } catch (const std::exception& error) {
        report(tr("The settings of run %1 cannot be used here.").arg(run), QString::fromUtf8(error.what()));
    }
}

bool MainWindow::isRunning() const { return run_ != nullptr; }

bool MainWindow::isSettled() const {
    return engineAnswered_ && storeAnswered_ && listedOnce_ && store_->isIdle() && previews_->isIdle() &&
           designController_->isIdle() && runsController_->isIdle() && exits_->isIdle();
}

void MainWindow::showRunState() {
    const bool running = run_ != nullptr;
    const bool stopping = running && run_->stopRequested();
    const bool pausing = running && run_->pauseRequested();
    QString blocked;
    if (running)
        blocked = tr("\"%1\" is in progress; one run at a time").arg(runName_);
    else if (!store_->store())
        blocked = storeAnswered_ ? tr("The run database cannot be used") : tr("The run database is being opened");
    design_->setStartBlocked(blocked);
    runs_->setStartBlocked(blocked);
    QString words;
    if (stopping)
        words = tr("Stopping \"%1\"").arg(runName_);
    else if (running && pausing && runStatus_ != RunStatus::Paused)
        words = tr("Pausing \"%1\" after this round").arg(runName_);
    else if (running)
        words = tr("%1: \"%2\"").arg(statusStyle(Theme::instance().colours(), runStatus_).word, runName_);
    runLabel_->setText(words);
}

void MainWindow::showTitle() {
    QString title;
    if (design_->isReady()) {
        title = design_->file().isEmpty() ? QString::fromStdString(design_->experiment().name())
                                          : design_->file().section(u'/', -1);
        title += QStringLiteral("[*] - ");
    }
    setWindowTitle(title + QStringLiteral("ExitLab"));
    setWindowModified(design_->isReady() && design_->isModified());
}

void MainWindow::report(const QString& message, const QString& details) { banner_->add(message, details); }

void MainWindow::askStop() {
    if (!run_) return;
    auto* question = new QMessageBox(QMessageBox::Question, tr("Stop the run"), tr("Stop \"%1\" now?").arg(runName_),
                                     QMessageBox::Cancel, this);
    question->setObjectName(QStringLiteral("stopQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(
        tr("The round in progress is dropped, finished rounds and a checkpoint are kept. It can be resumed later."));
    QPushButton* yes = question->addButton(tr("Stop"), QMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("confirmStop"));
    question->setDefaultButton(yes);
    connect(yes, &QPushButton::clicked, this, [this] {
        if (run_) run_->stop();
        showRunState();
    });
    question->open();
}

void MainWindow::askClose() {
    if (findChild<QMessageBox*>(QStringLiteral("closeQuestion"))) return;
    auto* question = new QMessageBox(QMessageBox::Question, tr("A run is in progress"),
                                     tr("\"%1\" has not finished.").arg(runName_), QMessageBox::Cancel, this);
    question->setObjectName(QStringLiteral("closeQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(tr("It can be stopped with a checkpoint and resumed later from the Runs page."));
    QPushButton* yes = question->addButton(tr("Checkpoint and quit"), QMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("confirmClose"));
    question->setDefaultButton(yes);
    connect(yes, &QPushButton::clicked, this, [this] {
        closing_ = true;
        if (run_) {
            run_->stop();
            statusBar()->showMessage(tr("Writing a checkpoint; the window closes when it is safe"));
            showRunState();
        } else {
            close();
        }
    });
    question->open();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (run_) {
        event->ignore();
        if (!closing_) askClose();
        return;
    }
    saveSession();
    event->accept();
}

void MainWindow::restoreSession() {
    resize(1440, 900);
    if (!session_.geometry.isEmpty()) restoreGeometry(session_.geometry);
    if (!session_.designLayout.isEmpty()) design_->restoreLayout(session_.designLayout);
    if (!session_.runsLayout.isEmpty()) runs_->restoreLayout(session_.runsLayout);
    if (!session_.watchLayout.isEmpty()) watch_->restoreLayout(session_.watchLayout);
    if (!session_.exitsState.isEmpty()) exits_->restoreState(session_.exitsState);
    const QString page = options_.page.isEmpty() ? session_.page : options_.page;
    if (!showPage(page)) showPage(QStringLiteral("design"));
}

void MainWindow::saveSession() {
    if (!options_.remember) return;
    session_.geometry = saveGeometry();
    session_.page = currentPage();
    session_.designLayout = design_->saveLayout();
    session_.runsLayout = runs_->saveLayout();
    session_.watchLayout = watch_->saveLayout();
    session_.exitsState = exits_->saveState();
    if (design_->isReady()) {
        session_.experiment = QString::fromStdString(design_->experiment().toText());
        session_.experimentFile = design_->file();
    }
    settings_.setSession(session_);
}

}  // namespace exitlab
