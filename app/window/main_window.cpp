// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QStatusBar>
#include <algorithm>
#include <utility>

#include "app/window/banner.h"
#include "app/window/design_controller.h"
#include "app/window/engine_service.h"
#include "app/window/exits_page.h"
#include "app/window/page_rail.h"
#include "app/window/preview_service.h"
#include "app/window/run_controller.h"
#include "app/window/runs_controller.h"
#include "app/window/store_service.h"
#include "app/window/transfer_controller.h"
#include "app/window/watch_page.h"
#include "core/base/error.h"
#include "widgets/design/design_view.h"
#include "widgets/exits/exits_view.h"
#include "widgets/models/run_table_model.h"
#include "widgets/runs/run_table_view.h"
#include "widgets/runs/runs_view.h"
#include "widgets/watch/watch_view.h"

namespace exitlab {

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
    transfers_ = new TransferController(this, store_, engine_, runs_, &settings_, options_.remember);
    makeMenus();
    connectServices();
    connectPages();
    restoreSession();
    showStartState();
    showTitle();
    engine_->load(options_.pluginDirs);
    store_->open();
}

MainWindow::~MainWindow() {
    // What is being driven uses engine and store; it ends first.
    delete driving_;
    delete transfers_;
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
    runs_->setExitsAction(exits_->exploreAction());
    addPage(QStringLiteral("design"), tr("Design"), tr("Set up an experiment"), QStringLiteral("design"), design_);
    addPage(QStringLiteral("watch"), tr("Watch"), tr("Follow runs as they happen"), QStringLiteral("watch"), watch_);
    addPage(QStringLiteral("exits"), tr("Exits"), tr("What early exits save"), QStringLiteral("exits"), exits_);
    addPage(QStringLiteral("runs"), tr("Runs"), tr("Every stored run"), QStringLiteral("runs"), runs_);
    driving_ = new RunController(this, engine_, store_, options_.run, {design_, watch_, runs_});
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
        showStartState();
        driving_->begin();
        store_->refresh();
        if (!options_.compareRuns.empty())
            driving_->compare(QList<qint64>(options_.compareRuns.begin(), options_.compareRuns.end()));
        // The last one loaded is shown; the first one named is meant.
        for (auto run = options_.openRuns.rbegin(); run != options_.openRuns.rend(); ++run)
            if (store_->store()) store_->load(*run);
        if (store_->store()) exits_->open();
        if (!options_.openRuns.empty()) exits_->explore({options_.openRuns.begin(), options_.openRuns.end()});
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
}

void MainWindow::connectPages() {
    connect(design_, &DesignView::previewRequested, previews_, &PreviewService::request);
    connect(design_, &DesignView::failed, this, &MainWindow::report);
    connect(design_, &DesignView::said, this, [this](const QString& words) { statusBar()->showMessage(words, 5000); });
    connect(design_, &DesignView::titleChanged, this, &MainWindow::showTitle);
    connect(watch_, &WatchPage::commandsChanged, this, &MainWindow::followWatchPage);
    connect(driving_, &RunController::pageWanted, this, &MainWindow::showPage);
    connect(driving_, &RunController::failed, this, &MainWindow::report);
    connect(driving_, &RunController::said, this,
            [this](const QString& words, int milliseconds) { statusBar()->showMessage(words, milliseconds); });
    connect(runs_, &RunsView::cloneRequested, this, &MainWindow::cloneToDesign);
    connect(runs_, &RunsView::repeatRequested, this, &MainWindow::repeat);
    runsController_ = new RunsController(runs_, store_, this);
    connect(runsController_, &RunsController::failed, this, &MainWindow::report);
    connect(runsController_, &RunsController::said, this,
            [this](const QString& words) { statusBar()->showMessage(words, 5000); });
    connect(runsController_, &RunsController::leaving, this, [this](const QList<qint64>& runs) {
        for (const qint64 run : runs) watch_->closeRun(run);
    });
    connect(transfers_, &TransferController::failed, this, &MainWindow::report);
    connect(transfers_, &TransferController::said, this,
            [this](const QString& words) { statusBar()->showMessage(words, 5000); });
    connect(transfers_, &TransferController::imported, this, [this](const QList<qint64>& runs) {
        showPage(QStringLiteral("runs"));
        store_->refresh();
        // The listing under way may be older than they are.
        auto waiting = std::make_shared<QMetaObject::Connection>();
        *waiting = connect(store_, &StoreService::entriesListed, this, [this, runs, waiting] {
            if (runs_->model()->rowOf(runs.front()) < 0) return;
            disconnect(*waiting);
            runs_->selectRuns(runs);
        });
    });
    connect(exits_, &ExitsPage::failed, this, &MainWindow::report);
    connect(exits_, &ExitsPage::said, this, [this](const QString& words) { statusBar()->showMessage(words, 5000); });
    connect(exits_->exploreAction(), &QAction::triggered, this, &MainWindow::exploreExits);
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
    showStartState();
}

void MainWindow::onListed(const std::vector<RunSummary>& runs) {
    if (!std::exchange(listedOnce_, true)) restoreRuns(runs);
    driving_->onListed(runs);
    exits_->setRuns(runs);
}

void MainWindow::openRun(std::int64_t run) { driving_->openRun(run); }

void MainWindow::repeat(std::int64_t run, const QString& experiment, std::uint64_t seed, bool now) {
    if (!engine_->engine()) return;
    try {
        const MethodCatalog& methods = engine_->engine()->methods();
        Experiment again = Experiment::parse(experiment.toStdString(), methods, "run " + std::to_string(run));
        again.set("seed", Json(seed), methods);
        if (now)
            driving_->start(again);
        else
            cloneToDesign(run, QString::fromStdString(again.toText()));
    } catch (const std::exception& error) {
        report(tr("Run %1 cannot be repeated here.").arg(run), QString::fromUtf8(error.what()));
    }
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

bool MainWindow::isRunning() const { return driving_->isRunning(); }

bool MainWindow::isSettled() const {
    return engineAnswered_ && storeAnswered_ && listedOnce_ && store_->isIdle() && previews_->isIdle() &&
           driving_->isIdle() && designController_->isIdle() && runsController_->isIdle() && exits_->isIdle() &&
           transfers_->isIdle();
}

void MainWindow::showStartState() {
    QString blocked;
    if (!store_->store())
        blocked = storeAnswered_ ? tr("The run database cannot be used") : tr("The run database is being opened");
    driving_->setBlocked(blocked);
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

void MainWindow::closeEvent(QCloseEvent* event) {
    if (driving_->isRunning()) {
        event->ignore();
        driving_->askClose();
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

void MainWindow::restoreRuns(const std::vector<RunSummary>& stored) {
    if (!options_.openRuns.empty() || !options_.compareRuns.empty()) return;
    // Runs that were deleted since are passed over in silence.
    const auto exists = [&](qint64 run) {
        return std::any_of(stored.begin(), stored.end(),
                           [run](const RunSummary& summary) { return summary.id == run; });
    };
    for (const QList<qint64>& runs : session_.comparisons)
        if (std::all_of(runs.begin(), runs.end(), exists)) driving_->compare(runs);
    for (const qint64 run : session_.openRuns)
        if (exists(run)) store_->load(run);
    // A comparison comes with its page.
    if (!session_.comparisons.isEmpty()) showPage(options_.page.isEmpty() ? session_.page : options_.page);
}

void MainWindow::saveSession() {
    if (!options_.remember) return;
    session_.geometry = saveGeometry();
    session_.page = currentPage();
    session_.designLayout = design_->saveLayout();
    session_.runsLayout = runs_->saveLayout();
    session_.watchLayout = watch_->saveLayout();
    session_.exitsState = exits_->saveState();
    session_.openRuns = watch_->openRuns();
    session_.comparisons = watch_->comparisons();
    if (design_->isReady()) {
        session_.experiment = QString::fromStdString(design_->experiment().toText());
        session_.experimentFile = design_->file();
    }
    settings_.setSession(session_);
}

}  // namespace exitlab
