// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/watch_page.h"

#include <QAction>
#include <QDataStream>
#include <QIODevice>
#include <QLabel>
#include <QStackedLayout>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "widgets/models/run_table_model.h"
#include "widgets/theme/theme.h"
#include "widgets/watch/compare_view.h"
#include "widgets/watch/watch_view.h"

namespace exitlab {

namespace {
constexpr const char* kRun = "run";
constexpr qsizetype kHeaderCommands = 5;       // pause, resume, step, stop, checkpoint
constexpr quint32 kLayoutMagic = 0x45575432U;  // two layouts in one

QString nameOf(const RunSummary& run) { return QString::fromStdString(run.name); }
}  // namespace

WatchPage::WatchPage(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("watchPage"));
    compare_ = new QAction(icon(QStringLiteral("compare")), tr("Compare runs"), this);
    compare_->setObjectName(QStringLiteral("compareRuns"));
    compare_->setShortcut(QKeySequence(tr("Ctrl+Alt+C")));
    compare_->setStatusTip(tr("Choose stored runs and watch them side by side on shared axes"));
    compare_->setToolTip(
        tr("%1 (%2)").arg(compare_->statusTip(), compare_->shortcut().toString(QKeySequence::NativeText)));
    connect(compare_, &QAction::triggered, this, [this] {
        growing_ = nullptr;
        Q_EMIT compareRequested({});
    });

    stack_ = new QStackedLayout(this);
    auto* none = new QWidget(this);
    auto* column = new QVBoxLayout(none);
    auto* empty =
        new QLabel(tr("No run is open. Press Start in Design, open one in Runs, or set several side by side."), none);
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setForegroundRole(QPalette::PlaceholderText);
    const auto button = [this] {
        auto* b = new QToolButton;
        b->setDefaultAction(compare_);
        b->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        b->setIconSize({space::iconSmall, space::iconSmall});
        b->setAutoRaise(true);
        return b;
    };
    column->addStretch(1);
    column->addWidget(empty);
    column->addWidget(button(), 0, Qt::AlignCenter);
    column->addStretch(1);
    tabs_ = new QTabWidget(this);
    tabs_->setAccessibleName(tr("Open runs"));
    tabs_->setObjectName(QStringLiteral("watchTabs"));
    tabs_->setDocumentMode(true);
    tabs_->setMovable(true);
    tabs_->setElideMode(Qt::ElideRight);
    tabs_->tabBar()->setAccessibleName(tr("Open runs"));
    tabs_->setCornerWidget(button(), Qt::TopRightCorner);
    stack_->addWidget(none);
    stack_->addWidget(tabs_);
    connect(tabs_, &QTabWidget::currentChanged, this, &WatchPage::commandsChanged);
}

void WatchPage::addTab(QWidget* view, const QString& title) {
    const int index = tabs_->addTab(view, QString());
    auto* close = new QToolButton(tabs_->tabBar());
    close->setObjectName(QStringLiteral("closeTab"));
    close->setIcon(icon(QStringLiteral("close")));
    close->setAutoRaise(true);
    close->setIconSize({space::grid + space::half, space::grid + space::half});
    close->setToolTip(tr("Close these plots; the runs stay in the table"));
    close->setAccessibleName(tr("Close %1").arg(title));
    tabs_->tabBar()->setTabButton(index, QTabBar::RightSide, close);
    connect(close, &QToolButton::clicked, view, [this, view] { closeTab(tabs_->indexOf(view)); });
    tabs_->setCurrentIndex(index);
    stack_->setCurrentIndex(1);
}

WatchView* WatchPage::addRunTab(const RunSummary& run) {
    auto* view = new WatchView(tabs_);
    if (const WatchView* before = currentView()) layout_ = before->saveState();
    if (!layout_.isEmpty()) view->restoreState(layout_);
    view->setProperty(kRun, qint64{run.id});
    addTab(view, nameOf(run));
    setTabTitle(view, tr("%1 · %2").arg(nameOf(run)).arg(run.id), nameOf(run));
    connect(view, &WatchView::branchRequested, this, [this, view](int round) {
        if (const auto& started = view->history().started)
            Q_EMIT branchRequested(view->property(kRun).toLongLong(), round,
                                   QString::fromStdString(started->experiment));
    });
    return view;
}

CompareView* WatchPage::addCompareTab(const QString& title) {
    auto* view = new CompareView(tabs_);
    if (const CompareView* before = currentComparison()) compareLayout_ = before->saveState();
    if (!compareLayout_.isEmpty()) view->restoreState(compareLayout_);
    view->setTitle(title);
    addTab(view, title);
    setTabTitle(view, title, title);
    tabs_->setTabIcon(tabs_->indexOf(view), icon(QStringLiteral("compare")));
    connect(view, &CompareView::openRequested, this, [this](qint64 run) {
        if (!showRun(run)) Q_EMIT openRequested(run);
    });
    connect(view, &CompareView::removeRequested, view, &CompareView::removeRun);
    connect(view, &CompareView::addRequested, this, [this, view] {
        growing_ = view;
        QList<qint64> shown;
        for (const ComparedRun& run : view->runs()) shown << run.run;
        Q_EMIT compareRequested(shown);
    });
    return view;
}

template <class View>
void WatchPage::connectCommands(View* view) {
    connect(view, &View::pauseRequested, this, &WatchPage::pauseRequested);
    connect(view, &View::resumeRequested, this, &WatchPage::resumeRequested);
    connect(view, &View::stepRequested, this, &WatchPage::stepRequested);
    connect(view, &View::stopRequested, this, &WatchPage::stopRequested);
    connect(view, &View::checkpointRequested, this, &WatchPage::checkpointRequested);
}

bool WatchPage::isLive(std::int64_t run) const {
    return std::any_of(liveRuns_.begin(), liveRuns_.end(), [run](const LiveRun& one) { return one.summary.id == run; });
}

void WatchPage::beginLive(const std::vector<RunSummary>& runs) {
    liveRuns_.clear();
    for (const RunSummary& run : runs) {
        closeRun(run.id);  // what it showed of a stored run comes again, and more
        liveRuns_.push_back({run, {}});
    }
    if (runs.size() == 1) {
        live_ = addRunTab(runs.front());
        connectCommands(live_);
    } else if (!runs.empty()) {
        race_ = addCompareTab(tr("Race: %1").arg(nameOf(runs.front())));
        for (const RunSummary& run : runs)
            race_->addRun(run.id, nameOf(run), QString::fromStdString(run.method), run.colour, RunStatus::Queued);
        connectCommands(race_);
    }
    setLiveState(RunStatus::Queued);
    Q_EMIT commandsChanged();
}

void WatchPage::addLive(int run, const std::vector<ReportPtr>& reports) {
    if (run < 0 || run >= static_cast<int>(liveRuns_.size())) return;
    LiveRun& live = liveRuns_[static_cast<std::size_t>(run)];
    live.told.insert(live.told.end(), reports.begin(), reports.end());
    const std::int64_t id = live.summary.id;
    if (WatchView* own = view(id)) {
        for (const ReportPtr& report : reports) {
            if (const auto* started = std::get_if<RunStarted>(report.get())) {
                const QString name = QString::fromStdString(started->name);
                setTabTitle(own, tr("%1 · %2").arg(name).arg(id), name);
            }
            own->addReport(report);
        }
    }
    for (int tab = 0; tab < tabs_->count(); ++tab)
        if (auto* comparison = qobject_cast<CompareView*>(tabs_->widget(tab)); comparison && comparison->contains(id))
            comparison->addReports(id, reports);
}

void WatchPage::setLiveState(RunStatus status) {
    for (const LiveRun& run : liveRuns_) {
        if (WatchView* own = view(run.summary.id)) {
            own->setRunState(status);
            tabs_->setTabIcon(tabs_->indexOf(own), statusIcon(status));
        }
        if (!race_) continue;
        const auto& known = race_->runs();
        const auto at =
            std::find_if(known.begin(), known.end(), [&](const ComparedRun& one) { return one.run == run.summary.id; });
        // One that has left the race keeps its end.
        const bool over = at != known.end() && at->history->finished.has_value();
        if (!over) race_->setRunState(run.summary.id, status);
    }
    if (race_) tabs_->setTabIcon(tabs_->indexOf(race_), statusIcon(status));
}

void WatchPage::endLive(const std::vector<RunFinished>& results) {
    for (std::size_t i = 0; i < liveRuns_.size(); ++i) {
        const RunFinished result = i < results.size() ? results[i] : RunFinished{};
        const std::int64_t run = liveRuns_[i].summary.id;
        if (WatchView* own = view(run)) {
            own->setRunState(result.status, result.diverged);
            own->setReadOnly(true);
            tabs_->setTabIcon(tabs_->indexOf(own), statusIcon(result.status, result.diverged));
        }
        if (race_) race_->setRunState(run, result.status, result.diverged);
    }
    if (race_) {
        race_->setReadOnly(true);
        tabs_->setTabIcon(tabs_->indexOf(race_), icon(QStringLiteral("compare")));
    }
    liveRuns_.clear();
    live_ = nullptr;
    race_ = nullptr;
    Q_EMIT commandsChanged();
}

void WatchPage::showStored(const RunSummary& run, const std::vector<ReportPtr>& reports) {
    if (isLive(run.id)) {  // it began while it was loaded
        showRun(run.id);
        return;
    }
    WatchView* shown = view(run.id);
    if (!shown) shown = addRunTab(run);
    setTabTitle(shown, tr("%1 · %2").arg(nameOf(run)).arg(run.id), nameOf(run));
    shown->setReports(reports);
    shown->setReadOnly(true);
    shown->setRunState(run.status, run.diverged);
    tabs_->setTabIcon(tabs_->indexOf(shown), statusIcon(run.status, run.diverged));
    tabs_->setCurrentWidget(shown);
    Q_EMIT commandsChanged();
}

void WatchPage::showComparison(const Loaded& runs) {
    if (runs.empty()) return;
    CompareView* view = growing_;
    growing_ = nullptr;
    std::set<std::int64_t> numbers;
    for (const auto& [run, reports] : runs) numbers.insert(run.id);
    // The same runs again: the tab that has them.
    for (int tab = 0; tab < tabs_->count() && !view; ++tab)
        if (auto* other = qobject_cast<CompareView*>(tabs_->widget(tab))) {
            std::set<std::int64_t> theirs;
            for (const ComparedRun& run : other->runs()) theirs.insert(run.run);
            if (theirs == numbers) view = other;
        }
    if (!view) view = addCompareTab(tr("Comparison"));
    if (view != race_) view->setReadOnly(true);
    for (const auto& [run, reports] : runs) {
        const auto live = std::find_if(liveRuns_.begin(), liveRuns_.end(),
                                       [id = run.id](const LiveRun& one) { return one.summary.id == id; });
        if (view == race_ && live != liveRuns_.end()) continue;
        view->addRun(run.id, nameOf(run), QString::fromStdString(run.method), run.colour, run.status, run.diverged);
        view->setReports(run.id, live == liveRuns_.end() ? reports : live->told);
    }
    if (view != race_) {
        const QString title = tr("Comparison of %n runs", nullptr, static_cast<int>(view->runs().size()));
        view->setTitle(title);
        setTabTitle(view, title, title);
    }
    tabs_->setCurrentWidget(view);
    Q_EMIT commandsChanged();
}

bool WatchPage::showRun(std::int64_t run) {
    WatchView* shown = view(run);
    if (!shown) {
        const auto live = std::find_if(liveRuns_.begin(), liveRuns_.end(),
                                       [run](const LiveRun& one) { return one.summary.id == run; });
        if (live == liveRuns_.end()) return false;
        shown = addRunTab(live->summary);
        shown->setReports(live->told);
        connectCommands(shown);
        Q_EMIT commandsChanged();
    }
    tabs_->setCurrentWidget(shown);
    return true;
}

WatchView* WatchPage::view(std::int64_t run) const {
    for (int tab = 0; tab < tabs_->count(); ++tab)
        if (auto* view = qobject_cast<WatchView*>(tabs_->widget(tab)); view && view->property(kRun).toLongLong() == run)
            return view;
    return nullptr;
}

WatchView* WatchPage::currentView() const { return qobject_cast<WatchView*>(tabs_->currentWidget()); }
CompareView* WatchPage::currentComparison() const { return qobject_cast<CompareView*>(tabs_->currentWidget()); }

QList<qint64> WatchPage::openRuns() const {
    QList<qint64> runs;
    for (int tab = 0; tab < tabs_->count(); ++tab)
        if (qobject_cast<WatchView*>(tabs_->widget(tab))) runs << tabs_->widget(tab)->property(kRun).toLongLong();
    return runs;
}

QList<QList<qint64>> WatchPage::comparisons() const {
    QList<QList<qint64>> all;
    for (int tab = 0; tab < tabs_->count(); ++tab)
        if (const auto* view = qobject_cast<CompareView*>(tabs_->widget(tab))) {
            all.emplace_back();
            for (const ComparedRun& run : view->runs()) all.back() << run.run;
        }
    return all;
}

void WatchPage::closeRun(std::int64_t run) {
    if (WatchView* shown = view(run)) closeTab(tabs_->indexOf(shown));
}

void WatchPage::closeTab(int index) {
    QWidget* view = tabs_->widget(index);
    if (view == live_ || view == race_) {
        Q_EMIT closeLiveRefused();
        return;
    }
    if (const auto* run = qobject_cast<WatchView*>(view)) layout_ = run->saveState();
    if (const auto* comparison = qobject_cast<CompareView*>(view)) compareLayout_ = comparison->saveState();
    if (view == growing_) growing_ = nullptr;
    tabs_->removeTab(index);
    view->deleteLater();
    if (tabs_->count() == 0) stack_->setCurrentIndex(0);
}

void WatchPage::setTabTitle(QWidget* view, const QString& title, const QString& tip) {
    const int index = tabs_->indexOf(view);
    tabs_->setTabToolTip(index, tip);
    // A tab's "&" would be a mnemonic.
    tabs_->setTabText(index, QString(title).replace(u'&', QLatin1String("&&")));
}

QList<QAction*> WatchPage::commands() const {
    const auto of = [](const QWidget* widget) {
        if (const auto* run = qobject_cast<const WatchView*>(widget)) return run->allActions();
        if (const auto* comparison = qobject_cast<const CompareView*>(widget)) return comparison->allActions();
        return QList<QAction*>();
    };
    const QWidget* live = live_ ? static_cast<QWidget*>(live_) : race_;
    return of(live ? live : tabs_->currentWidget()).mid(0, kHeaderCommands);
}

QMenu* WatchPage::dockMenu() const {
    if (const WatchView* shown = currentView()) return shown->dockMenu();
    if (const CompareView* shown = currentComparison()) return shown->dockMenu();
    return nullptr;
}

QByteArray WatchPage::saveLayout() const {
    const WatchView* run = currentView();
    const CompareView* comparison = currentComparison();
    QByteArray both;
    QDataStream out(&both, QIODevice::WriteOnly);
    out << kLayoutMagic << (run ? run->saveState() : layout_)
        << (comparison ? comparison->saveState() : compareLayout_);
    return both;
}

void WatchPage::restoreLayout(const QByteArray& state) {
    QDataStream in(state);
    quint32 magic = 0;
    QByteArray run, comparison;
    in >> magic >> run >> comparison;
    if (magic != kLayoutMagic || in.status() != QDataStream::Ok) return;  // of another version
    layout_ = run;
    compareLayout_ = comparison;
}

void WatchPage::resetLayout() {
    layout_.clear();
    compareLayout_.clear();
    for (int tab = 0; tab < tabs_->count(); ++tab) {
        if (auto* run = qobject_cast<WatchView*>(tabs_->widget(tab))) run->resetLayout();
        if (auto* comparison = qobject_cast<CompareView*>(tabs_->widget(tab))) comparison->resetLayout();
    }
}

}  // namespace exitlab
