// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/watch_view.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>
#include <QShowEvent>
#include <QVBoxLayout>
#include <cmath>

#include "widgets/theme/theme.h"
#include "widgets/watch/accuracy_panels.h"
#include "widgets/watch/conflict_panels.h"
#include "widgets/watch/dock_board.h"
#include "widgets/watch/log_panel.h"
#include "widgets/watch/method_panels.h"
#include "widgets/watch/run_header.h"
#include "widgets/watch/training_panels.h"

namespace exitlab {
namespace {

constexpr int layoutVersion = 3;  // of saved states; raise when docks come or go
constexpr int wideFrom = 1600;    // pixels: three columns instead of two

}  // namespace

WatchView::WatchView(QWidget* parent)
    : QWidget(parent),
      header_(new RunHeader),
      board_(new DockBoard([this](DockPanel* panel) { read(static_cast<WatchPanel*>(panel)); })),
      history_(std::make_unique<RunHistory>()) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header_);
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

    connect(header_, &RunHeader::pauseRequested, this, &WatchView::pauseRequested);
    connect(header_, &RunHeader::resumeRequested, this, &WatchView::resumeRequested);
    connect(header_, &RunHeader::stepRequested, this, &WatchView::stepRequested);
    connect(header_, &RunHeader::stopRequested, this, &WatchView::stopRequested);
    connect(header_, &RunHeader::checkpointRequested, this, &WatchView::checkpointRequested);
    connect(header_, &RunHeader::branchRequested, this, &WatchView::branchRequested);
    connect(header_, &RunHeader::roundChosen, this, [this](int) {
        for (WatchPanel* panel : panels_)
            if (!panel->followsSlider() && board_->isSeen(panel)) panel->markRound(markedRound());
        board_->mark([](const DockPanel* panel) { return panel->followsSlider(); });
    });
    connect(board_, &DockBoard::refreshing, this, [this] {
        if (!headerStale_) return;
        headerStale_ = false;
        header_->refresh(*history_);
    });
}

WatchView::~WatchView() {
    for (WatchPanel* panel : panels_) panel->disconnect(this);
    header_->disconnect(this);
    board_->disconnect(this);
}

QList<QDockWidget*> WatchView::docks() const { return board_->docks(); }
QMenu* WatchView::dockMenu() const { return board_->menu(); }

double WatchView::markedRound() const { return header_->follows() ? std::nan("") : header_->round(); }

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
        board_->raise(QStringLiteral("client"));
    });
}

void WatchView::addPanel(WatchPanel* panel, char key) {
    panels_ << panel;
    board_->add(panel, panel->id(), QKeySequence(QStringLiteral("Ctrl+K, %1").arg(QLatin1Char(key))));
}

void WatchView::placeDocks(bool wide) {
    const auto names = [](const char* list) { return QString::fromLatin1(list).split(u' '); };
    if (wide)
        board_->place({names("accuracy calibration"), names("clients client"), names("cosine similarity teachers gap")},
                      {names("loss rate traffic time devices"),
                       names("timeline conflict method histogram scatter images"), names("log")},
                      {500, 500, 500});
    else
        board_->place(
            {names("accuracy calibration client"), names("clients cosine similarity teachers gap")},
            {names("loss rate traffic time devices log"), names("timeline conflict method histogram scatter images")},
            {540, 460});
}

void WatchView::resetLayout() { placeDocks(width() >= wideFrom); }

QByteArray WatchView::saveState() const { return board_->saveState(layoutVersion); }

bool WatchView::restoreState(const QByteArray& state) {
    restored_ = board_->restoreState(state, layoutVersion);
    return restored_;
}

QList<QAction*> WatchView::allActions() const {
    QList<QAction*> actions = header_->commands();
    for (QAction* action : board_->menu()->actions())
        if (!action->isSeparator()) actions << action;
    return actions;
}

WatchPanel* WatchView::panel(const QString& id) const {
    for (WatchPanel* p : panels_)
        if (p->id() == id) return p;
    return nullptr;
}

int WatchView::shownRound() const { return header_->round(); }

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
    headerStale_ = true;
    board_->mark(kinds);
}

void WatchView::read(WatchPanel* panel) {
    panel->refresh(*history_, header_->round() > 0 ? header_->round() : history_->lastRound());
    panel->markRound(markedRound());
}

void WatchView::flush() {
    headerStale_ = true;
    board_->flush();
}

void WatchView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    // The default layout depends on the room there is, which is known only now.
    if (!placed_ && !restored_) placeDocks(width() >= wideFrom);
    placed_ = true;
}

}  // namespace exitlab
