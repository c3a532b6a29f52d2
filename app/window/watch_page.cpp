// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/watch_page.h"

#include <QLabel>
#include <QStackedLayout>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

#include "widgets/models/run_table_model.h"
#include "widgets/theme/theme.h"
#include "widgets/watch/watch_view.h"

namespace exitlab {

namespace {
constexpr const char* kRun = "run";
constexpr qsizetype kHeaderCommands = 5;  // pause, resume, step, stop, checkpoint
}  // namespace

WatchPage::WatchPage(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("watchPage"));
    stack_ = new QStackedLayout(this);
    auto* empty = new QLabel(tr("No run is open. Press Start in Design, or open one in Runs."), this);
    empty->setAlignment(Qt::AlignCenter);
    empty->setForegroundRole(QPalette::PlaceholderText);
    tabs_ = new QTabWidget(this);
    tabs_->setObjectName(QStringLiteral("watchTabs"));
    tabs_->setDocumentMode(true);
    tabs_->setMovable(true);
    tabs_->setElideMode(Qt::ElideRight);
    tabs_->tabBar()->setAccessibleName(tr("Open runs"));
    stack_->addWidget(empty);
    stack_->addWidget(tabs_);
    connect(tabs_, &QTabWidget::currentChanged, this, &WatchPage::commandsChanged);
}

WatchView* WatchPage::addTab(const QString& title) {
    auto* view = new WatchView(tabs_);
    if (const WatchView* before = currentView()) layout_ = before->saveState();
    if (!layout_.isEmpty()) view->restoreState(layout_);
    const int index = tabs_->addTab(view, title);
    tabs_->setTabToolTip(index, title);
    auto* close = new QToolButton(tabs_->tabBar());
    close->setObjectName(QStringLiteral("closeTab"));
    close->setIcon(icon(QStringLiteral("close")));
    close->setAutoRaise(true);
    close->setIconSize({space::grid + space::half, space::grid + space::half});
    close->setToolTip(tr("Close this run's plots; the run stays in the table"));
    close->setAccessibleName(tr("Close %1").arg(title));
    tabs_->tabBar()->setTabButton(index, QTabBar::RightSide, close);
    connect(close, &QToolButton::clicked, view, [this, view] { closeTab(tabs_->indexOf(view)); });
    tabs_->setCurrentIndex(index);
    stack_->setCurrentIndex(1);
    connect(view, &WatchView::branchRequested, this, [this, view](int round) {
        if (const auto& started = view->history().started)
            Q_EMIT branchRequested(view->property(kRun).toLongLong(), round,
                                   QString::fromStdString(started->experiment));
    });
    return view;
}

void WatchPage::beginLive(const QString& name) {
    live_ = addTab(name);
    running_ = true;
    live_->setProperty(kRun, qint64{-1});
    setLiveState(RunStatus::Queued);
    connect(live_, &WatchView::pauseRequested, this, &WatchPage::pauseRequested);
    connect(live_, &WatchView::resumeRequested, this, &WatchPage::resumeRequested);
    connect(live_, &WatchView::stepRequested, this, &WatchPage::stepRequested);
    connect(live_, &WatchView::stopRequested, this, &WatchPage::stopRequested);
    connect(live_, &WatchView::checkpointRequested, this, &WatchPage::checkpointRequested);
    Q_EMIT commandsChanged();
}

void WatchPage::setLiveRun(std::int64_t run) {
    if (!live_) return;
    live_->setProperty(kRun, qint64{run});
    showTitle(live_, tabs_->tabToolTip(tabs_->indexOf(live_)), run);
}

void WatchPage::addLive(const std::vector<ReportPtr>& reports) {
    if (!live_) return;
    for (const ReportPtr& report : reports) {
        if (const auto* started = std::get_if<RunStarted>(report.get()))
            showTitle(live_, QString::fromStdString(started->name), live_->property(kRun).toLongLong());
        live_->addReport(report);
    }
}

void WatchPage::setLiveState(RunStatus status) {
    if (!live_) return;
    live_->setRunState(status);
    tabs_->setTabIcon(tabs_->indexOf(live_), statusIcon(status));
}

void WatchPage::endLive() {
    if (!live_) return;
    running_ = false;
    live_->setReadOnly(true);
    live_->disconnect(this);
    live_ = nullptr;
    Q_EMIT commandsChanged();
}

void WatchPage::showStored(const RunSummary& run, const std::vector<ReportPtr>& reports) {
    WatchView* shown = view(run.id);
    if (!shown) {
        shown = addTab(QString::fromStdString(run.name));
        shown->setProperty(kRun, qint64{run.id});
    }
    showTitle(shown, QString::fromStdString(run.name), run.id);
    shown->setReports(reports);
    shown->setReadOnly(true);
    shown->setRunState(run.status, run.diverged);
    tabs_->setTabIcon(tabs_->indexOf(shown), statusIcon(run.status, run.diverged));
    tabs_->setCurrentWidget(shown);
    Q_EMIT commandsChanged();
}

bool WatchPage::showRun(std::int64_t run) {
    WatchView* shown = view(run);
    if (shown) tabs_->setCurrentWidget(shown);
    return shown != nullptr;
}

WatchView* WatchPage::view(std::int64_t run) const {
    for (int tab = 0; tab < tabs_->count(); ++tab)
        if (tabs_->widget(tab)->property(kRun).toLongLong() == run) return qobject_cast<WatchView*>(tabs_->widget(tab));
    return nullptr;
}

WatchView* WatchPage::currentView() const { return qobject_cast<WatchView*>(tabs_->currentWidget()); }

void WatchPage::closeRun(std::int64_t run) {
    if (WatchView* shown = view(run)) closeTab(tabs_->indexOf(shown));
}

void WatchPage::closeTab(int index) {
    auto* view = qobject_cast<WatchView*>(tabs_->widget(index));
    if (view == live_ && running_) {
        Q_EMIT closeLiveRefused();
        return;
    }
    layout_ = view->saveState();
    tabs_->removeTab(index);
    view->deleteLater();
    if (tabs_->count() == 0) stack_->setCurrentIndex(0);
}

void WatchPage::showTitle(WatchView* view, const QString& name, std::int64_t run) {
    const int index = tabs_->indexOf(view);
    tabs_->setTabToolTip(index, name);
    // A tab's "&" would be a mnemonic.
    QString title = run < 0 ? name : tr("%1 · %2").arg(name).arg(run);
    tabs_->setTabText(index, title.replace(u'&', QLatin1String("&&")));
}

QList<QAction*> WatchPage::commands() const {
    const WatchView* shown = live_ ? live_ : currentView();
    return shown ? shown->allActions().mid(0, kHeaderCommands) : QList<QAction*>();
}

QMenu* WatchPage::dockMenu() const {
    const WatchView* shown = currentView();
    return shown ? shown->dockMenu() : nullptr;
}

QByteArray WatchPage::saveLayout() const {
    const WatchView* shown = currentView();
    return shown ? shown->saveState() : layout_;
}

void WatchPage::restoreLayout(const QByteArray& state) { layout_ = state; }

void WatchPage::resetLayout() {
    layout_.clear();
    for (int tab = 0; tab < tabs_->count(); ++tab)
        if (auto* view = qobject_cast<WatchView*>(tabs_->widget(tab))) view->resetLayout();
}

}  // namespace exitlab
