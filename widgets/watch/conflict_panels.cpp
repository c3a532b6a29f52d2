// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/conflict_panels.h"

#include <QLabel>
#include <QStackedWidget>
#include <algorithm>
#include <cmath>
#include <map>

namespace exitlab {
namespace {

constexpr auto trunkWord = "trunk";

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

std::vector<Curve> curvesOf(const ByRound<MethodSeries>& series) {
    std::vector<Curve> curves;
    std::map<std::string, std::size_t> places;
    for (const auto& report : series)
        for (std::size_t i = 0; i < report->labels.size() && i < report->values.size(); ++i) {
            const auto [at, fresh] = places.try_emplace(report->labels[i], curves.size());
            if (fresh) {
                const int index = static_cast<int>(curves.size());
                curves.push_back(
                    {text(report->labels[i]), text(report->labels[i]), CurveStyle::category(index), {}, {}, {}, {}});
            }
            curves[at->second].keys.push_back(report->round);
            curves[at->second].values.push_back(report->values[i]);
        }
    return curves;
}

void showMatrix(HeatMap* map, const MethodMatrix& matrix) {
    HeatData picture;
    picture.rowAxis = text(matrix.rowAxis);
    picture.colAxis = text(matrix.colAxis);
    picture.rows = matrix.rows;
    picture.cols = matrix.cols;
    picture.values = matrix.values;
    if (matrix.rowAxis == "exit")
        for (int& e : picture.rows) ++e;  // a reader counts exits from 1
    if (matrix.colAxis == "exit")
        for (int& e : picture.cols) ++e;
    map->setColours(matrix.colour);
    map->setRange(0, 0);  // a method's magnitudes have their own scale
    map->setValueTitle(text(matrix.title));
    map->setTitle(text(matrix.title));
    map->setData(std::move(picture));
}

CosinePanel::CosinePanel()
    : WatchPanel(QStringLiteral("cosine"), tr("Exit conflict"), RunHistory::Conflict), map_(new HeatMap) {
    words_ = addWords();
    stage_ = addChoice(tr("Part of the network"), {});
    map_->setTitle(tr("Cosine of the gradients of two exits"));
    map_->setEmptyText(
        tr("How the gradients of two exits agree on the parameters they share appears here when the conflict metrics "
           "have been measured (Metrics, probe every n rounds)."));
    map_->setColours(HeatMap::Colours::Diverging);
    map_->setValueTitle(tr("gradient cosine"));
    map_->setMissingWords(tr("nothing shared here"), tr("not opened yet"));
    setContent(map_);
}

void CosinePanel::refresh(const RunHistory& history, int round) {
    const ConflictMeasured* conflict = history.conflicts.at(round);
    if (!conflict || conflict->stages.empty()) {
        clear();
        return;
    }
    QStringList stages;
    for (const std::string& stage : conflict->stages) stages << text(stage);
    const bool first = stage_->count() == 0;
    setEntries(stage_, stages);
    if (first && stages.contains(QLatin1String(trunkWord))) {
        const QSignalBlocker quiet(stage_);
        stage_->setCurrentText(QLatin1String(trunkWord));
    }
    const auto at = static_cast<std::size_t>(std::max(0, stage_->currentIndex()));
    if (at >= conflict->exitCosine.size()) {
        clear();
        return;
    }
    HeatData picture;
    picture.rowAxis = picture.colAxis = tr("exit");
    picture.values = conflict->exitCosine[at];
    for (int e = 0; e < picture.values.rows; ++e) {
        picture.rows.push_back(e + 1);
        picture.cols.push_back(e + 1);
    }
    map_->setData(std::move(picture));
    words_->setText(
        tr("round %1, %2 negative pairs").arg(conflict->round).arg(formatPercent(conflict->negativeShare, 0)));
}

void CosinePanel::clear() {
    map_->clear();
    words_->clear();
}

ConflictPanel::ConflictPanel()
    : WatchPanel(QStringLiteral("conflict"), tr("Conflict"), RunHistory::Conflict), plot_(new CurvePlot) {
    what_ = addChoice(tr("What is drawn"), {tr("negative pairs"), tr("divergence"), tr("agreement")});
    plot_->setTitle(tr("Conflict over rounds"));
    plot_->setEmptyText(
        tr("Share of negative gradient pairs, divergence and agreement of the exits appear here when the conflict "
           "metrics have been measured."));
    setContent(plot_);
}

void ConflictPanel::refresh(const RunHistory& history, int) {
    const int what = what_->currentIndex(), exits = history.exits();
    std::vector<Curve> curves;
    if (what == 0) {
        plot_->setValueAxis(tr("negative pairs of exits"), Unit::Percent, QCPRange(0, 1));
        Curve curve{QStringLiteral("negative"), {}, {}, {}, {}, {}, {}};
        for (const auto& c : history.conflicts) {
            curve.keys.push_back(c->round);
            curve.values.push_back(c->negativeShare);
        }
        curves.push_back(std::move(curve));
    } else {
        if (what == 1)
            plot_->setValueAxis(tr("KL(last exit || exit), nats"));
        else
            plot_->setValueAxis(tr("same prediction as the last exit"), Unit::Percent, QCPRange(0, 1));
        for (int e = 0; e + 1 < exits; ++e) {  // the last exit agrees with itself
            Curve curve{QStringLiteral("exit%1").arg(e), exitName(e), CurveStyle::exit(e, exits), {}, {}, {}, {}};
            for (const auto& c : history.conflicts) {
                const auto& values = what == 1 ? c->divergence : c->agreement;
                if (static_cast<std::size_t>(e) >= values.size()) continue;
                curve.keys.push_back(c->round);
                curve.values.push_back(values[static_cast<std::size_t>(e)]);
            }
            curves.push_back(std::move(curve));
        }
    }
    plot_->setCurves(history.conflicts.empty() ? std::vector<Curve>{} : std::move(curves));
}

SimilarityPanel::SimilarityPanel()
    : WatchPanel(QStringLiteral("similarity"), tr("Similarity"), RunHistory::Conflict | RunHistory::Matrix),
      map_(new HeatMap) {
    words_ = addWords();
    what_ = addChoice(tr("Which clients"), {tr("last cohort"), tr("all clients")});
    map_->setTitle(tr("Similarity of clients"));
    map_->setEmptyText(
        tr("The cosine between the updates of every two clients of a cohort appears here when the "
           "conflict metrics have been measured."));
    map_->setColours(HeatMap::Colours::Diverging);
    map_->setValueTitle(tr("cosine of updates"));
    setContent(map_);
}

void SimilarityPanel::refresh(const RunHistory& history, int round) {
    const auto memory = history.matrices.find("similarity");
    const MethodMatrix* all = memory == history.matrices.end() ? nullptr : memory->second.at(round);
    const ConflictMeasured* conflict = history.conflicts.at(round);
    if (what_->currentIndex() == 1) {
        map_->setEmptyText(
            tr("This method keeps no similarity of all clients, or has not reported it yet. Choose the "
               "last cohort."));
        if (!all) {
            clear();
            return;
        }
        showMatrix(map_, *all);
        map_->setValueTitle(tr("cosine of updates"));
        words_->setText(tr("memory of the server, round %1").arg(all->round));
        return;
    }
    if (!conflict || conflict->clientSimilarity.empty()) {
        clear();
        return;
    }
    HeatData picture;
    picture.rowAxis = picture.colAxis = tr("client");
    picture.rows = picture.cols = conflict->cohort;
    picture.values = conflict->clientSimilarity;
    map_->setTitle(tr("Similarity of clients"));
    map_->setColours(HeatMap::Colours::Diverging);
    map_->setValueTitle(tr("cosine of updates"));
    map_->setData(std::move(picture));
    words_->setText(tr("cohort of round %1").arg(conflict->round));
}

void SimilarityPanel::clear() {
    map_->clear();
    words_->clear();
}

MatrixPanel::MatrixPanel(const QString& id, const QString& title, std::string matrix, const QString& emptyText)
    : WatchPanel(id, title, RunHistory::Matrix), matrix_(std::move(matrix)), map_(new HeatMap) {
    words_ = addWords();
    map_->setTitle(title);
    map_->setEmptyText(emptyText);
    setContent(map_);
}

void MatrixPanel::refresh(const RunHistory& history, int round) {
    const auto found = history.matrices.find(matrix_);
    const MethodMatrix* matrix = found == history.matrices.end() ? nullptr : found->second.at(round);
    if (!matrix) {
        clear();
        return;
    }
    showMatrix(map_, *matrix);
    words_->setText(tr("round %1").arg(matrix->round));
}

void MatrixPanel::clear() {
    map_->clear();
    words_->clear();
}

TimelinePanel::TimelinePanel()
    : WatchPanel(QStringLiteral("timeline"), tr("Opened exits"), RunHistory::Matrix | RunHistory::Series),
      plot_(new TimelinePlot) {
    plot_->setTitle(tr("Opened exits of every client over rounds"));
    plot_->setEmptyText(
        tr("Which exits every client trains in every round appears here for methods that open exits "
           "step by step, such as CAFEDistill, from the first round on."));
    setContent(plot_);
}

void TimelinePanel::refresh(const RunHistory& history, int) {
    std::vector<int> rounds;
    Table depth = history.openDepth(rounds);
    if (depth.empty()) {
        plot_->clearAll();
        return;
    }
    std::vector<int> clients(static_cast<std::size_t>(depth.rows));
    for (std::size_t i = 0; i < clients.size(); ++i) clients[i] = static_cast<int>(i);
    plot_->setTimeline(std::move(clients), std::move(rounds), std::move(depth), history.exits());
    const auto opening = history.series.find("opening");
    std::vector<int> keys;
    std::vector<double> values;
    QString title;
    if (opening != history.series.end())
        for (const auto& report : opening->second)
            if (!report->values.empty()) {
                keys.push_back(report->round);
                values.push_back(report->values.front());
                title = text(report->labels.empty() ? report->title : report->labels.front());
            }
    plot_->setCurve(keys, values, title);
}

SeriesPanel::SeriesPanel(const QString& id, const QString& title, std::string series, const QString& emptyText)
    : WatchPanel(id, title, RunHistory::Series), series_(std::move(series)), plot_(new CurvePlot) {
    plot_->setTitle(title);
    plot_->setEmptyText(emptyText);
    setContent(plot_);
}

void SeriesPanel::refresh(const RunHistory& history, int) {
    const auto found = history.series.find(series_);
    if (found == history.series.end() || found->second.empty()) {
        plot_->clear();
        return;
    }
    plot_->setValueAxis(text(found->second.last()->axis));
    plot_->setCurves(curvesOf(found->second));
}

MethodPanel::MethodPanel()
    : WatchPanel(QStringLiteral("method"), tr("Method"), RunHistory::Series | RunHistory::Matrix),
      plot_(new CurvePlot),
      map_(new HeatMap) {
    words_ = addWords();
    what_ = addChoice(tr("Result"), {});
    const QString empty =
        tr("Everything that the method itself reports appears here, by name, as soon as it reports it.");
    plot_->setTitle(tr("Method results"));
    plot_->setEmptyText(empty);
    map_->setTitle(tr("Method results"));
    map_->setEmptyText(empty);
    auto* pages = new QStackedWidget;
    pages->addWidget(plot_);
    pages->addWidget(map_);
    setContent(pages);
    setFocusProxy(plot_);
}

void MethodPanel::refresh(const RunHistory& history, int round) {
    QStringList titles, ids;
    QList<QVariant> keys;
    const auto collect = [&](const auto& results, const QString& prefix) {
        for (const auto& [id, list] : results)
            if (!list.empty() && id != kDeviceTime) {  // has a dock of its own
                titles << text(list.last()->title);
                ids << text(id);
                keys << prefix + text(id);
            }
    };
    collect(history.series, QStringLiteral("s:"));
    collect(history.matrices, QStringLiteral("m:"));
    setEntries(what_, distinctTitles(titles, ids), keys);
    auto* pages = qobject_cast<QStackedWidget*>(plot_->parentWidget());
    const QString key = what_->currentData().toString();
    const std::string id = key.mid(2).toStdString();
    words_->clear();
    if (key.startsWith(QStringLiteral("m:"))) {
        pages->setCurrentWidget(map_);
        if (const MethodMatrix* matrix = history.matrices.at(id).at(round)) {
            showMatrix(map_, *matrix);
            words_->setText(tr("round %1").arg(matrix->round));
        }
        return;
    }
    pages->setCurrentWidget(plot_);
    if (key.isEmpty()) {
        plot_->clear();
        return;
    }
    const auto& list = history.series.at(id);
    plot_->setTitle(text(list.last()->title));
    plot_->setValueAxis(text(list.last()->axis));
    plot_->setCurves(curvesOf(list));
}

void MethodPanel::clear() {
    setEntries(what_, {});
    plot_->clear();
    map_->clear();
    words_->clear();
}

}  // namespace exitlab
