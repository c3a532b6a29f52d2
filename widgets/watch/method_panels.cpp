// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/method_panels.h"

#include <QLabel>
#include <algorithm>
#include <numeric>

namespace exitlab {
namespace {

QString text(const std::string& s) { return QString::fromStdString(s); }

std::vector<QString> texts(const std::vector<std::string>& words) {
    std::vector<QString> list;
    for (const std::string& word : words) list.push_back(text(word));
    return list;
}

/// Depths when every group is named after one: they are ordered, so their colours are. Otherwise empty.
std::vector<int> depthsOf(const std::vector<std::string>& groups) {
    std::vector<int> depths;
    for (const std::string& group : groups) {
        depths.push_back(depthOf(text(group)));
        if (depths.back() < 0) return {};
    }
    return depths;
}

/// Of the ramp: the exits of the network, or more where a result has more levels.
int rampOf(const std::vector<int>& depths, const RunHistory& history) {
    return depths.empty() ? 0 : std::max(history.exits(), *std::max_element(depths.begin(), depths.end()) + 1);
}

}  // namespace

ResultPanel::ResultPanel(const QString& id, const QString& title, unsigned kind, PlotBase* plot,
                         const QString& emptyText)
    : WatchPanel(id, title, kind), plot_(plot), plainTitle_(title) {
    words_ = addWords();
    what_ = addChoice(tr("Result"), {});
    what_->hide();
    plot_->setTitle(title);
    plot_->setEmptyText(emptyText);
    setContent(plot_);
}

template <typename T>
const T* ResultPanel::choose(const std::map<std::string, ByRound<T>>& results, int round) {
    QStringList titles, ids;
    QList<QVariant> keys;
    for (const auto& [id, list] : results)
        if (!list.empty()) {
            titles << text(list.last()->title);
            ids << text(id);
            keys << text(id);
        }
    setEntries(what_, distinctTitles(titles, ids), keys);
    what_->setVisible(!keys.isEmpty());
    words_->clear();
    plot_->setTitle(keys.isEmpty() ? plainTitle_ : what_->currentText());
    if (keys.isEmpty()) return nullptr;
    const ByRound<T>& list = results.at(what_->currentData().toString().toStdString());
    const T* result = list.at(round);
    if (!result) {
        words_->setText(tr("from round %1 on").arg((*list.begin())->round));
        return nullptr;
    }
    words_->setText(tr("round %1").arg(result->round));
    const std::string what = flaw(*result);
    if (what.empty()) return result;
    addWord(text(what));
    return nullptr;
}

void ResultPanel::addWord(const QString& word) { words_->setText(tr("%1, %2").arg(words_->text(), word)); }

void ResultPanel::clear() {
    setEntries(what_, {});
    what_->hide();
    words_->clear();
    plot_->setTitle(plainTitle_);
    clearPlot();
}

HistogramPanel::HistogramPanel()
    : ResultPanel(QStringLiteral("histogram"), tr("Histogram"), RunHistory::Histogram, new BarPlot,
                  tr("Distributions that the method itself counts appear here, by name and for every round, as soon as "
                     "it reports them.")),
      plot_(findChild<BarPlot*>()) {
    plot_->setGrouped(true);
}

void HistogramPanel::refresh(const RunHistory& history, int round) {
    const MethodHistogram* histogram = choose(history.histograms, round);
    if (!histogram) {
        clearPlot();
        return;
    }
    const std::vector<int> depths = depthsOf(histogram->groups);
    const int ramp = rampOf(depths, history);
    std::vector<BarSeries> series;
    for (std::size_t g = 0; g < histogram->groups.size(); ++g) {
        BarSeries bars{text(histogram->groups[g]), ramp ? depths[g] : static_cast<int>(g), false, {}, ramp};
        for (int b = 0; b < histogram->counts.cols; ++b)
            bars.values.push_back(histogram->counts.at(static_cast<int>(g), b));
        series.push_back(std::move(bars));
    }
    std::vector<double> keys(histogram->bins.size());
    std::iota(keys.begin(), keys.end(), 0.0);
    plot_->setKeyAxis(text(histogram->axis));
    plot_->setValueAxis(text(histogram->valueAxis));
    plot_->setBars(std::move(keys), std::move(series), texts(histogram->bins));
}

ScatterPanel::ScatterPanel()
    : ResultPanel(
          QStringLiteral("scatter"), tr("Scatter"), RunHistory::Scatter, new ScatterPlot,
          tr("Points that the method itself reports, such as clients by cost and gain, appear here, by name and "
             "for every round, as soon as it reports them.")),
      plot_(findChild<ScatterPlot*>()) {}

void ScatterPanel::refresh(const RunHistory& history, int round) {
    const MethodScatter* scatter = choose(history.scatters, round);
    if (!scatter) {
        clearPlot();
        return;
    }
    const std::vector<int> depths = depthsOf(scatter->groups);
    const int ramp = rampOf(depths, history);
    ScatterData points;
    for (std::size_t g = 0; g < scatter->groups.size(); ++g)
        points.groups.push_back({text(scatter->groups[g]), ramp ? depths[g] : static_cast<int>(g), ramp});
    points.x = scatter->x;
    points.y = scatter->y;
    points.group = scatter->group;
    points.value = scatter->value;
    plot_->setAxes(text(scatter->xAxis), text(scatter->yAxis), text(scatter->valueAxis));
    plot_->setPoints(std::move(points));
    if (const std::size_t lost = plot_->unplaced(); lost > 0)
        addWord(lost == 1 ? tr("1 point without a place") : tr("%1 points without a place").arg(lost));
}

ImagesPanel::ImagesPanel()
    : ResultPanel(QStringLiteral("images"), tr("Images"), RunHistory::Images, new ImageGrid,
                  tr("Pictures that the method itself makes, such as generated samples, appear here, by name and for "
                     "every round, as soon as it reports them.")),
      plot_(findChild<ImageGrid*>()) {}

void ImagesPanel::refresh(const RunHistory& history, int round) {
    if (const MethodImageGrid* images = choose(history.images, round))
        plot_->setImages(*images);
    else
        clearPlot();
}

}  // namespace exitlab
