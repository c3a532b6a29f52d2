// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exits/exits_view.h"

#include <QAction>
#include <QComboBox>
#include <QDataStream>
#include <QDockWidget>
#include <QIODevice>
#include <QLabel>
#include <QListWidget>
#include <QMainWindow>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>
#include <numeric>

#include "widgets/design/readouts.h"
#include "widgets/exits/device_panel.h"
#include "widgets/exits/exit_clients_model.h"
#include "widgets/exits/exit_text.h"
#include "widgets/exits/gallery_view.h"
#include "widgets/exits/plan_stream.h"
#include "widgets/exits/policy_panel.h"
#include "widgets/exits/run_chooser.h"
#include "widgets/plots/bar_plot.h"
#include "widgets/plots/reliability_plot.h"
#include "widgets/plots/trade_off_plot.h"
#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

constexpr int kStateVersion = 1;
constexpr int kLayoutVersion = 1;      // of the docks; raise when docks come or go
constexpr int kGalleryPatience = 150;  // ms of quiet before images are asked for

QString exitName(int exit) { return ExitsView::tr("exit %1").arg(exit + 1); }

}  // namespace

ExitsView::ExitsView(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("exitsView"));
    area_ = new QMainWindow;
    area_->setWindowFlags(Qt::Widget);
    area_->setDockNestingEnabled(true);
    area_->setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks | QMainWindow::AnimatedDocks);
    area_->setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    area_->setDocumentMode(true);
    auto* middle = new QWidget(this);
    stack_ = new QStackedLayout(middle);
    empty_ = new QLabel(middle);
    empty_->setObjectName(QStringLiteral("exitsEmpty"));
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setMargin(space::wide);
    empty_->setTextFormat(Qt::PlainText);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    auto* work = new QWidget(middle);
    auto* column = new QVBoxLayout(work);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(area_, 1);
    stack_->addWidget(empty_);
    stack_->addWidget(work);
    split_ = new QSplitter(Qt::Horizontal, this);
    split_->setObjectName(QStringLiteral("exitsColumns"));
    split_->addWidget(makeChoices());
    split_->addWidget(middle);
    split_->setStretchFactor(1, 1);
    split_->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split_);
    makeDocks();
    makeMenu();
    resetLayout();
    setRunProblem({});

    galleryTimer_.setSingleShot(true);
    galleryTimer_.setInterval(kGalleryPatience);
    connect(&galleryTimer_, &QTimer::timeout, this, &ExitsView::askForGallery);
    connect(runs_, &RunChooser::chosen, this, &ExitsView::onRunChosen);
    connect(runs_, &RunChooser::comparedChanged, this, [this] { Q_EMIT comparedChanged(runs_->compared()); });
    connect(policy_, &PolicyPanel::planChanged, this, &ExitsView::planChanged);
    connect(device_, &DevicePanel::deviceChanged, this, &ExitsView::showNumbers);
    connect(tradeOff_, &TradeOffPlot::pointChosen, this, [this](int point) {
        const auto at = static_cast<std::size_t>(point);
        if (!curves_.empty() && at < curves_.front().points.size())
            policy_->setParameter(plan().fleet.policy, curves_.front().points[at].parameter);
    });
    connect(gallery_, &GalleryView::queryChanged, this, [this] {
        galleryStale_ = true;
        askForGallery();
    });
}

ExitsView::~ExitsView() {
    // Docks tell that they vanish while they are destroyed: that must not reach members that are gone already.
    for (QDockWidget* dock : docks_) dock->disconnect(this);
}

void ExitsView::setRuns(std::vector<RecordedRun> runs) {
    runs_->setRuns(std::move(runs));
    if (!wantedCompared_.isEmpty() && !runs_->runs().empty()) {
        const QList<qint64> compared = std::exchange(wantedCompared_, {});
        runs_->compareWith(compared);
    }
    if (wanted_ >= 0 && runs_->find(wanted_)) {
        const qint64 run = std::exchange(wanted_, -1);
        runs_->choose(run, wantedRound_);
    } else if (runs_->chosenRun() < 0 && wanted_ < 0 && !runs_->runs().empty()) {
        // The newest run is what one most likely came for.
        runs_->choose(runs_->runs().front().run);
    }
    if (!explored_) setRunProblem({});
}

void ExitsView::explore(qint64 run, int round) {
    wanted_ = run;
    wantedRound_ = round;
    if (!runs_->find(run)) return;
    wanted_ = -1;
    runs_->choose(run, round);
}

void ExitsView::compareWith(const QList<qint64>& runs) {
    if (runs_->runs().empty())
        wantedCompared_ = runs;
    else
        runs_->compareWith(runs);
}

qint64 ExitsView::run() const { return runs_->chosenRun(); }

QList<qint64> ExitsView::compared() const { return runs_->compared(); }

void ExitsView::onRunChosen(qint64 run, int round) { Q_EMIT runChosen(run, round); }

ExitPlan ExitsView::plan() const { return policy_->plan(); }
ExitDevice ExitsView::device() const { return device_->device(); }
GalleryQuery ExitsView::galleryQuery() const { return gallery_->query(); }

Averaging ExitsView::averaging() const {
    return averaging_->currentIndex() == 0 ? Averaging::Clients : Averaging::Samples;
}

void ExitsView::setExplored(const ExploredRun& run) {
    const bool other = !explored_ || explored_->run != run.run || explored_->round != run.round;
    explored_ = run;
    answer_.reset();
    if (other) {
        curves_.clear();
        tradeOff_->clear();
        usage_->clear();
        clientsModel_->clear();
        savings_->clear();
        gallery_->clear();
    }
    policy_->setRun(run.exits(), run.classes, run.clients);
    gallery_->setClients(run.clients);
    {
        const int before = reliabilityExit_->currentIndex();
        reliabilityExit_->clear();
        reliabilityExit_->addItem(tr("All exits"));
        for (int k = 0; k < run.exits(); ++k) reliabilityExit_->addItem(tr("Exit %1").arg(k + 1));
        reliabilityExit_->setCurrentIndex(before > 0 && before <= run.exits() ? before : 0);
    }
    const RecordedRun* named = runs_->find(run.run);
    title_->setText(
        tr("Run %1 · %2 · %3").arg(run.run).arg(named ? named->method : QString(), named ? named->name : QString()));
    title_->setToolTip(tr("Round %1: %2 test samples of %3 clients; %4 validation samples")
                           .arg(run.round)
                           .arg(formatCount(run.samples))
                           .arg(run.clients.size())
                           .arg(formatCount(run.validationSamples)));
    stack_->setCurrentIndex(1);
    showReliability();
    Q_EMIT planChanged(plan());
}

void ExitsView::setAnswer(const ExploredAnswer& answer) {
    if (!explored_) return;
    answer_ = answer;
    policy_->showAnswer(answer.answer);
    showNumbers();
    showCurves();
    showUsage();
    if (reliabilityOf_->currentIndex() == 1) showReliability();
    galleryStale_ = true;
    galleryTimer_.start();
}

void ExitsView::setPlanProblem(const QString& problem) { policy_->showProblem(problem); }

void ExitsView::setRunProblem(const QString& problem) {
    QString words = problem;
    if (words.isEmpty())
        words =
            runs_->runs().empty()
                ? tr("Here one sees what early exits save. It needs a run that has evaluated its clients: start one "
                     "in Design. Every run keeps the predictions of its last evaluation unless evaluation.records "
                     "is none.")
                : tr("Select a run at the left.");
    empty_->setText(words);
    if (!problem.isEmpty()) {
        explored_.reset();
        answer_.reset();
    }
    if (!explored_) stack_->setCurrentIndex(0);
}

void ExitsView::setCurves(std::vector<ExploredCurve> curves) {
    curves_ = std::move(curves);
    showCurves();
    showSavings();
}

void ExitsView::showNumbers() {
    if (!answer_ || !explored_) return;
    const DeviceAnswer costs = onDevice(answer_->answer, explored_->macs, device_->device());
    const bool clients = averaging() == Averaging::Clients;
    const PolicyResult mean = averaged(answer_->answer.total, averaging(), explored_->macs.back());
    const SampleCost& cost = clients ? costs.clientMean : costs.mean;
    const QString whose = clients ? tr("Mean over clients") : tr("Over samples");
    const auto tip = [&](const QString& what, double value) {
        return tr("%1. %2: %3").arg(whose, what, formatExact(value));
    };
    readouts_->setValues(
        {{tr("Accuracy"), formatPercent(mean.accuracy), tip(tr("Accuracy"), mean.accuracy)},
         {tr("Expected MACs"), formatMacs(mean.macs), tip(tr("Multiply-accumulates per sample"), mean.macs)},
         {tr("Saving"), formatPercent(mean.saving), tip(tr("Share of the MACs of the last exit"), mean.saving)},
         {tr("Latency"), tr("%1 ms").arg(formatNumber(cost.latencyMs)),
          tr("%1; always using the last exit: %2 ms")
              .arg(tip(tr("Milliseconds per sample"), cost.latencyMs), formatNumber(costs.lastExit.latencyMs))},
         {tr("Energy"), tr("%1 mJ").arg(formatNumber(cost.energyMj)),
          tr("%1; always using the last exit: %2 mJ")
              .arg(tip(tr("Millijoules per sample"), cost.energyMj), formatNumber(costs.lastExit.energyMj))}});
    clientsModel_->setAnswer(answer_->answer, costs);
    // Only with groups are there policies to tell apart.
    const bool groups = answer_->answer.scopes.size() > 1;
    if (clients_->isColumnHidden(ExitClientsModel::Group) == groups) {
        clients_->setColumnHidden(ExitClientsModel::Group, !groups);
        if (groups) clients_->resizeColumnToContents(ExitClientsModel::Group);
    }
    showSavings();
}

void ExitsView::showCurves() {
    if (!explored_) return;
    const double full = explored_->macs.back();
    std::vector<TradeOffCurve> curves;
    const ExitPolicy policy = answer_ ? answer_->plan.fleet.policy : plan().fleet.policy;
    for (const ExploredCurve& from : curves_) {
        TradeOffCurve curve;
        curve.label = tr("%1 · %2").arg(from.run).arg(from.method);
        curve.category = from.colour;
        for (const PolicyResult& point : averaged(from.points, averaging(), from.fullMacs)) {
            curve.macs.push_back(point.macs);
            curve.accuracy.push_back(point.accuracy);
        }
        for (const SweepPoint& point : from.points) curve.settings.push_back(settingText(policy, point.parameter));
        curves.push_back(std::move(curve));
    }
    tradeOff_->setCurves(std::move(curves));
    std::vector<double> macs, accuracy;
    for (const PolicyResult& exit : explored_->alone) {
        const PolicyResult mean = averaged(exit, averaging(), full);
        macs.push_back(mean.macs);
        accuracy.push_back(mean.accuracy);
    }
    tradeOff_->setExits(std::move(macs), std::move(accuracy));
    if (!answer_) {
        tradeOff_->setPoint({});
        return;
    }
    const PolicyResult point = averaged(answer_->answer.total, averaging(), full);
    tradeOff_->setPoint(QPointF(point.macs, point.accuracy));
}

void ExitsView::showUsage() {
    if (!answer_) return;
    const ExitAnswer& answer = answer_->answer;
    std::vector<double> keys(answer.clients.size() + 1);
    std::iota(keys.begin(), keys.end(), 0.0);
    std::vector<QString> names{tr("all")};
    for (const ClientOutcome& client : answer.clients) names.push_back(QString::number(client.client));
    std::vector<BarSeries> series;
    const int exits = explored_->exits();
    for (int k = 0; k < exits; ++k) {
        BarSeries one;
        one.label = exitName(k);
        one.category = k;
        one.exits = exits;
        one.values.push_back(answer.total.shares[static_cast<std::size_t>(k)]);
        for (const ClientOutcome& client : answer.clients)
            one.values.push_back(client.shares[static_cast<std::size_t>(k)]);
        series.push_back(std::move(one));
    }
    usage_->setBars(std::move(keys), std::move(series), std::move(names));
}

void ExitsView::showReliability() {
    if (!explored_) return;
    const bool leaving = reliabilityOf_->currentIndex() == 1 && answer_;
    reliability_->setExits(leaving ? answer_->leaving : explored_->reliability);
    reliability_->setShownExit(reliabilityExit_->currentIndex() - 1);
}

void ExitsView::showSavings() {
    if (!answer_ || !explored_) return;
    const double full = explored_->macs.back();
    const auto mean = [&](const PolicyResult& result) { return averaged(result, averaging(), full); };
    const PolicyResult point = mean(answer_->answer.total);
    std::vector<Saving> all{againstLastExit(point, mean(explored_->alone.back()))};
    std::vector<PolicyResult> fixed;
    for (const PolicyResult& exit : explored_->alone) fixed.push_back(mean(exit));
    const auto add = [&](const QString& name, const std::vector<PolicyResult>& curve) {
        for (Saving& saving : againstCurve(point, name.toStdString(), curve)) all.push_back(std::move(saving));
    };
    if (fixed.size() > 1) add(tr("one exit for every sample"), fixed);
    for (std::size_t c = 1; c < curves_.size(); ++c)
        add(tr("run %1 (%2)").arg(curves_[c].run).arg(curves_[c].method),
            averaged(curves_[c].points, averaging(), curves_[c].fullMacs));
    sentence_->setText(savingText(all.front()));
    const int row = savings_->currentRow();
    while (savings_->count() > static_cast<int>(all.size())) delete savings_->takeItem(savings_->count() - 1);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const int at = static_cast<int>(i);
        if (at >= savings_->count()) savings_->addItem(QString());
        savings_->item(at)->setText(savingText(all[i]));
    }
    if (row >= 0) savings_->setCurrentRow(std::min(row, savings_->count() - 1));
}

void ExitsView::askForGallery() {
    // Images cost more than numbers: only for those who look at them.
    if (!galleryStale_ || !answer_ || !gallery_->isVisible()) return;
    galleryStale_ = false;
    Q_EMIT galleryWanted(gallery_->query());
}

void ExitsView::setGallery(const ExploredGallery& gallery) { gallery_->setGallery(gallery); }
void ExitsView::setGalleryProblem(const QString& problem) { gallery_->setProblem(problem); }

QString ExitsView::commandLine() const {
    QStringList words{QStringLiteral("exitlab-cli exits %1").arg(run())};
    if (runs_->chosenRound() > 0) words << QStringLiteral("--round %1").arg(runs_->chosenRound());
    const auto number = [](double value) { return QString::number(value, 'g', 10); };
    const auto add = [&](const ExitChoice& choice) {
        if (hasThresholds(choice.policy)) {
            QStringList list;
            for (const double threshold : choice.thresholds) list << number(threshold);
            words << QStringLiteral("--policy %1").arg(QLatin1String(toString(choice.policy)))
                  << QStringLiteral("--threshold %1").arg(list.join(u','));
        } else if (choice.policy == ExitPolicy::Patience) {
            words << QStringLiteral("--patience %1").arg(choice.patience);
        } else if (choice.policy == ExitPolicy::Budgeted) {
            words << QStringLiteral("--budget %1").arg(number(choice.budget));
        } else {
            words << QStringLiteral("--exit %1").arg(choice.exit + 1);
        }
    };
    const ExitPlan all = plan();
    add(all.fleet);
    for (const ClientGroup& group : all.groups) {
        words << QStringLiteral("--clients %1").arg(QString::fromStdString(clientsText(group.clients)).remove(u' '));
        add(group.choice);
    }
    const ExitDevice on = device_->device();
    words << (on.id == "own" ? QStringLiteral("--device %1,%2,%3,%4")
                                   .arg(number(on.macsPerSecond / 1e9), number(on.checkSeconds * 1e3),
                                        number(on.joulesPerMac * 1e9), number(on.idleWatts))
                             : QStringLiteral("--device %1").arg(QString::fromStdString(on.id)));
    words << QStringLiteral("--per-client --reliability");
    if (const QList<qint64> others = runs_->compared(); !others.isEmpty()) {
        words << QStringLiteral("--against");
        for (const qint64 other : others) words << QString::number(other);
    }
    return words.join(u' ');
}

QByteArray ExitsView::saveState() const {
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    const GalleryQuery query = gallery_->query();
    stream << kStateVersion << (wanted_ >= 0 ? wanted_ : run()) << runs_->chosenRound()
           << (wantedCompared_.isEmpty() ? runs_->compared() : wantedCompared_) << plan() << device_->device()
           << averaging_->currentIndex() << reliabilityOf_->currentIndex() << query.right.has_value()
           << query.right.value_or(false) << query.surestFirst << split_->saveState()
           << area_->saveState(kLayoutVersion);
    return state;
}

bool ExitsView::restoreState(const QByteArray& state) {
    QDataStream stream(state);
    stream.setVersion(QDataStream::Qt_6_0);
    int version = 0, round = 0, averagingAt = 0, reliabilityAt = 0;
    qint64 run = -1;
    QList<qint64> compared;
    ExitPlan plan;
    ExitDevice device;
    bool kind = false, right = false, surest = true;
    QByteArray split, docks;
    stream >> version;
    if (stream.status() != QDataStream::Ok || version != kStateVersion) return false;
    stream >> run >> round >> compared >> plan >> device >> averagingAt >> reliabilityAt >> kind >> right >> surest >>
        split >> docks;
    if (stream.status() != QDataStream::Ok) return false;
    policy_->setPlan(plan);
    device_->setDevice(device);
    averaging_->setCurrentIndex(averagingAt == 1 ? 1 : 0);
    reliabilityOf_->setCurrentIndex(reliabilityAt == 1 ? 1 : 0);
    GalleryQuery query;
    if (kind) query.right = right;
    query.surestFirst = surest;
    gallery_->setQuery(query);
    split_->restoreState(split);
    area_->restoreState(docks, kLayoutVersion);
    compareWith(compared);
    if (run >= 0) explore(run, round);
    return true;
}

void ExitsView::flush() {
    for (PlotBase* plot :
         {static_cast<PlotBase*>(tradeOff_), static_cast<PlotBase*>(usage_), static_cast<PlotBase*>(reliability_)})
        plot->flush();
}

}  // namespace exitlab
