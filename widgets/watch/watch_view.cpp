// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/watch_view.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QShowEvent>
#include <QVBoxLayout>
#include <cmath>

#include "widgets/plots/plot_base.h"
#include "widgets/theme/theme.h"
#include "widgets/watch/accuracy_panels.h"
#include "widgets/watch/conflict_panels.h"
#include "widgets/watch/dock_title.h"
#include "widgets/watch/log_panel.h"
#include "widgets/watch/method_panels.h"
#include "widgets/watch/run_header.h"
#include "widgets/watch/training_panels.h"

namespace exitlab {
namespace {

constexpr int shortestInterval = 40;  // ms between two readings of the history
constexpr int layoutVersion = 3;      // of saved states; raise when docks come or go
constexpr int wideFrom = 1600;        // pixels: three columns instead of two

}  // namespace

WatchView::WatchView(QWidget* parent)
    : QWidget(parent),
      header_(new RunHeader),
      area_(new QMainWindow),
      dockMenu_(new QMenu(tr("Docks"), this)),
      history_(std::make_unique<RunHistory>()) {
    area_->setWindowFlags(Qt::Widget);
    area_->setDockNestingEnabled(true);
    area_->setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks | QMainWindow::AnimatedDocks);
    area_->setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    area_->setDocumentMode(true);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header_);
    layout->addWidget(area_, 1);

    makePanels();
    dockMenu_->addSeparator();
    resetLayout_ =
        dockMenu_->addAction(icon(QStringLiteral("layout")), tr("Reset layout"), this, [this] { resetLayout(); });
    resetLayout_->setToolTip(tr("All docks back to where they were at first"));
    resetLayout_->setShortcut(QKeySequence(QStringLiteral("Ctrl+K, 0")));
    addActions(dockMenu_->actions());
    header_->setDockMenu(dockMenu_);
    placeDocks(false);

    connect(header_, &RunHeader::pauseRequested, this, &WatchView::pauseRequested);
    connect(header_, &RunHeader::resumeRequested, this, &WatchView::resumeRequested);
    connect(header_, &RunHeader::stepRequested, this, &WatchView::stepRequested);
    connect(header_, &RunHeader::stopRequested, this, &WatchView::stopRequested);
    connect(header_, &RunHeader::checkpointRequested, this, &WatchView::checkpointRequested);
    connect(header_, &RunHeader::branchRequested, this, &WatchView::branchRequested);
    connect(header_, &RunHeader::roundChosen, this, [this](int) {
        for (qsizetype i = 0; i < panels_.size(); ++i)
            if (panels_[i]->followsSlider())
                stale_[static_cast<std::size_t>(i)] = true;
            else if (seen_[static_cast<std::size_t>(i)])
                panels_[i]->markRound(header_->follows() ? std::nan("") : header_->round());
        if (!timer_.isActive()) timer_.start();
    });
    timer_.setSingleShot(true);
    timer_.setInterval(shortestInterval);
    connect(&timer_, &QTimer::timeout, this, &WatchView::refresh);
}

WatchView::~WatchView() {
    // Docks tell that they vanish while they are destroyed: that must not reach members that are gone already.
    for (QDockWidget* dock : docks_) dock->disconnect(this);
    for (WatchPanel* panel : panels_) panel->disconnect(this);
    header_->disconnect(this);
}

void WatchView::makePanels() {
    addPanel(new AccuracyPanel, 'A');
    addPanel(clients_ = new ClientsPanel, 'C');
    addPanel(client_ = new ClientPanel, 'O');
    addPanel(new CalibrationPanel, 'B');
    addPanel(new LossPanel, 'L');
    addPanel(new RatePanel, 'R');
    addPanel(new TrafficPanel, 'T');
    addPanel(new TimePanel, 'I');
    addPanel(new DeviceTimePanel, 'D');
    addPanel(new CosinePanel, 'E');
    addPanel(new ConflictPanel, 'V');
    addPanel(new SimilarityPanel, 'S');
    addPanel(new MatrixPanel(QStringLiteral("teachers"), tr("Teachers"), "teacher_weights",
                             tr("How much every client listens to the last exit of every other client appears here for "
                                "methods that choose teachers, such as CAFEDistill, from the first round on.")),
             'W');
    addPanel(new TimelinePanel, 'P');
    addPanel(new SeriesPanel(QStringLiteral("gap"), tr("Decoupling gap"), "decoupling_gap",
                             tr("How far the decoupled distillation is from the coupled one appears here for methods "
                                "that decouple it, such as CAFEDistill, when the conflict metrics are measured.")),
             'G');
    addPanel(new MethodPanel, 'M');
    addPanel(new HistogramPanel, 'H');
    addPanel(new ScatterPanel, 'X');
    addPanel(new ImagesPanel, 'J');
    addPanel(new LogPanel, 'N');
    connect(clients_, &ClientsPanel::clientChosen, this, [this](int client) {
        client_->choose(client);
        clients_->setSelected(client);
        raise(QStringLiteral("client"));
    });
}

void WatchView::addPanel(WatchPanel* panel, char key) {
    auto* dock = new QDockWidget(panel->title(), area_);
    dock->setObjectName(panel->id());
    dock->setWidget(panel);
    dock->setTitleBarWidget(new DockTitle(dock, panel->controls(), panel));
    QAction* toggle = dock->toggleViewAction();
    toggle->setToolTip(tr("Show or hide the dock %1").arg(panel->title()));
    toggle->setShortcut(QKeySequence(QStringLiteral("Ctrl+K, %1").arg(QLatin1Char(key))));
    dockMenu_->addAction(toggle);
    const qsizetype i = panels_.size();
    panels_ << panel;
    docks_ << dock;
    stale_.push_back(true);
    seen_.push_back(false);
    connect(panel, &WatchPanel::stale, this, [this, i] {
        stale_[static_cast<std::size_t>(i)] = true;
        refreshPanel(i);
    });
    connect(dock, &QDockWidget::visibilityChanged, this, [this, i](bool visible) {
        seen_[static_cast<std::size_t>(i)] = visible;
        if (visible) refreshPanel(i);
    });
}

void WatchView::placeDocks(bool wide) {
    const auto dock = [this](const char* id) {
        for (QDockWidget* d : docks_)
            if (d->objectName() == QLatin1String(id)) return d;
        return docks_.front();
    };
    for (QDockWidget* d : docks_) {
        d->setFloating(false);
        area_->removeDockWidget(d);
    }
    using Group = QList<const char*>;
    QList<Group> top, bottom;
    if (wide) {
        top = {{"accuracy", "calibration"}, {"clients", "client"}, {"cosine", "similarity", "teachers", "gap"}};
        bottom = {{"loss", "rate", "traffic", "time", "devices"},
                  {"timeline", "conflict", "method", "histogram", "scatter", "images"},
                  {"log"}};
    } else {
        top = {{"accuracy", "calibration", "client"}, {"clients", "cosine", "similarity", "teachers", "gap"}};
        bottom = {{"loss", "rate", "traffic", "time", "devices", "log"},
                  {"timeline", "conflict", "method", "histogram", "scatter", "images"}};
    }
    QList<QDockWidget*> heads, feet;
    for (qsizetype column = 0; column < top.size(); ++column) {
        QDockWidget* head = dock(top[column].front());
        if (column == 0)
            area_->addDockWidget(Qt::TopDockWidgetArea, head);
        else
            area_->splitDockWidget(heads.back(), head, Qt::Horizontal);
        heads << head;
    }
    for (qsizetype column = 0; column < bottom.size(); ++column) {
        QDockWidget* foot = dock(bottom[column].front());
        area_->splitDockWidget(heads[column], foot, Qt::Vertical);
        feet << foot;
    }
    const auto stack = [&](const QList<Group>& groups) {
        for (const Group& group : groups) {
            for (qsizetype k = 1; k < group.size(); ++k) area_->tabifyDockWidget(dock(group[k - 1]), dock(group[k]));
            for (const char* id : group) dock(id)->show();
            dock(group.front())->raise();
        }
    };
    stack(top);
    stack(bottom);
    QList<int> widths, heights;
    for (qsizetype column = 0; column < heads.size(); ++column) widths << (wide ? 500 : column == 0 ? 540 : 460);
    area_->resizeDocks(heads, widths, Qt::Horizontal);
    for (qsizetype column = 0; column < heads.size(); ++column)
        area_->resizeDocks({heads[column], feet[column]}, {560, 440}, Qt::Vertical);
}

void WatchView::resetLayout() { placeDocks(width() >= wideFrom); }

QByteArray WatchView::saveState() const { return area_->saveState(layoutVersion); }

bool WatchView::restoreState(const QByteArray& state) {
    restored_ = area_->restoreState(state, layoutVersion);
    return restored_;
}

QList<QAction*> WatchView::allActions() const {
    QList<QAction*> actions = header_->commands();
    for (QAction* action : dockMenu_->actions())
        if (!action->isSeparator()) actions << action;
    return actions;
}

WatchPanel* WatchView::panel(const QString& id) const {
    for (WatchPanel* p : panels_)
        if (p->id() == id) return p;
    return nullptr;
}

int WatchView::shownRound() const { return header_->round(); }

void WatchView::raise(const QString& id) {
    for (QDockWidget* dock : docks_)
        if (dock->objectName() == id) {
            dock->show();
            dock->raise();
        }
}

void WatchView::addReport(const ReportPtr& report) {
    if (!report) return;
    mark(history_->add(report));
    if (std::holds_alternative<RunStarted>(*report)) setRunState(RunStatus::Running);
    if (const auto* end = std::get_if<RunFinished>(report.get())) setRunState(end->status, end->diverged);
}

void WatchView::setReports(const std::vector<ReportPtr>& reports) {
    clear();
    for (const ReportPtr& report : reports) addReport(report);
}

void WatchView::clear() {
    history_ = std::make_unique<RunHistory>();
    header_->clear();
    for (WatchPanel* panel : panels_) panel->clear();
    mark(RunHistory::Everything);
}

void WatchView::setRunState(RunStatus status, bool diverged) { header_->setStatus(status, diverged); }

void WatchView::setReadOnly(bool readOnly) { header_->setReadOnly(readOnly); }

void WatchView::mark(unsigned kinds) {
    for (qsizetype i = 0; i < panels_.size(); ++i)
        if (panels_[i]->kinds() & kinds) stale_[static_cast<std::size_t>(i)] = true;
    headerStale_ = true;
    if (isVisible() && !timer_.isActive()) timer_.start();
}

void WatchView::refresh() {
    if (headerStale_) {
        headerStale_ = false;
        header_->refresh(*history_);
    }
    for (qsizetype i = 0; i < panels_.size(); ++i) refreshPanel(i);
}

void WatchView::refreshPanel(qsizetype i) {
    const auto at = static_cast<std::size_t>(i);
    WatchPanel* panel = panels_[i];
    // A dock behind another tab is "visible" to Qt; its own signal knows better.
    if (!stale_[at] || !seen_[at] || !panel->isVisible()) return;
    stale_[at] = false;
    panel->refresh(*history_, header_->round() > 0 ? header_->round() : history_->lastRound());
    panel->markRound(header_->follows() ? std::nan("") : header_->round());
}

void WatchView::flush() {
    timer_.stop();
    headerStale_ = false;
    header_->refresh(*history_);
    for (qsizetype i = 0; i < panels_.size(); ++i) {
        stale_[static_cast<std::size_t>(i)] = false;
        panels_[i]->refresh(*history_, header_->round() > 0 ? header_->round() : history_->lastRound());
        for (PlotBase* plot : panels_[i]->findChildren<PlotBase*>()) plot->flush();
    }
}

void WatchView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    // The default layout depends on the room there is, which is known only now.
    if (!placed_ && !restored_) placeDocks(width() >= wideFrom);
    placed_ = true;
    timer_.start();
}

}  // namespace exitlab
