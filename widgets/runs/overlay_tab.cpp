// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHBoxLayout>
#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/plots/curve_plot.h"
#include "widgets/runs/compare_tabs.h"
#include "widgets/runs/compare_words.h"

namespace exitlab {

namespace {

const QString kGroups = QStringLiteral("groups");

/// Identifies a metric in a choice, its exit apart.
QString metricKey(const MetricCurve& curve) {
    return QStringLiteral("%1/%2/%3")
        .arg(int(curve.metric))
        .arg(QString::fromStdString(curve.series), QString::fromStdString(curve.label));
}

const MetricCurve* curveOf(const RunRecord& record, const QString& metric, int exit) {
    for (const MetricCurve& curve : record.curves)
        if (curve.exit == exit && metricKey(curve) == metric) return &curve;
    return nullptr;
}

const MetricCurve* curveOf(const RunRecord& record, MetricCurve::Metric metric) {
    for (const MetricCurve& curve : record.curves)
        if (curve.exit < 0 && curve.metric == metric) return &curve;
    return nullptr;
}

/// Where the rounds of a curve lie on another axis (bytes, seconds): the last value known then.
std::vector<double> placed(const std::vector<double>& rounds, const std::vector<double>& axisRounds,
                           const std::vector<double>& axisValues) {
    std::vector<double> keys;
    for (const double round : rounds) {
        const auto after = std::upper_bound(axisRounds.begin(), axisRounds.end(), round);
        keys.push_back(after == axisRounds.begin() ? 0 : axisValues[std::size_t(after - axisRounds.begin() - 1)]);
    }
    return keys;
}

}  // namespace

OverlayTab::OverlayTab(QWidget* parent) : CompareTab(parent) {
    what_ = addChoice(QStringLiteral("overlayWhat"), tr("Show"),
                      tr("Every run by itself, or repetitions by seed as one mean with a band"));
    what_->addItem(tr("Runs"), QStringLiteral("runs"));
    what_->addItem(tr("Groups by seed"), kGroups);
    metric_ = addChoice(QStringLiteral("overlayMetric"), tr("Metric"), tr("What the curves show"));
    metric_->setMinimumContentsLength(20);
    exit_ = addChoice(QStringLiteral("overlayExit"), tr("Exit"), tr("Exit that the metric is taken at"));
    key_ = addChoice(QStringLiteral("overlayKey"), tr("Over"), tr("Horizontal axis"));
    key_->addItem(tr("Rounds"), QStringLiteral("rounds"));
    key_->addItem(tr("Bytes sent"), QStringLiteral("bytes"));
    key_->addItem(tr("Wall time"), QStringLiteral("seconds"));
    bar()->addStretch(1);
    plot_ = new CurvePlot(this);
    plot_->setObjectName(QStringLiteral("overlayPlot"));
    plot_->setTitle(tr("Runs compared"));
    plot_->setEmptyText(tr("The chosen runs have not told this metric yet."));
    setContent(plot_);
    connect(metric_, &QComboBox::activated, this, [this] {
        wantedMetric_ = metric_->currentData().toString();
        refresh();
    });
    connect(exit_, &QComboBox::activated, this, [this] {
        wantedExit_ = exit_->currentData().toString();
        draw();
    });
    for (QComboBox* box : {what_, key_}) connect(box, &QComboBox::currentIndexChanged, this, &OverlayTab::draw);
    refresh();
}

QStringList OverlayTab::choices() const {
    return {what_->currentData().toString(), wantedMetric_, wantedExit_, key_->currentData().toString()};
}

void OverlayTab::setChoices(const QStringList& choices) {
    if (choices.size() != 4) return;
    what_->setCurrentIndex(std::max(0, what_->findData(choices[0])));
    wantedMetric_ = choices[1];
    wantedExit_ = choices[2];
    key_->setCurrentIndex(std::max(0, key_->findData(choices[3])));
    refresh();
}

void OverlayTab::refresh() {
    if (data().records.empty()) {
        showMessage(tr("Select runs in the table: their curves appear here, each run in its own colour."));
        return;
    }
    std::vector<std::pair<QString, QString>> metrics;
    for (const auto& record : data().records)
        for (const MetricCurve& curve : record->curves) {
            const std::pair<QString, QString> entry(metricTitle(curve), metricKey(curve));
            if (std::find(metrics.begin(), metrics.end(), entry) == metrics.end()) metrics.push_back(entry);
        }
    fill(metric_, metrics, wantedMetric_);
    const QString metric = metric_->currentData().toString();
    int exits = 0;
    bool whole = false;
    for (const auto& record : data().records)
        for (const MetricCurve& curve : record->curves)
            if (metricKey(curve) == metric) {
                exits = std::max(exits, curve.exit + 1);
                whole = whole || curve.exit < 0;
            }
    std::vector<std::pair<QString, QString>> choices;
    if (whole) choices.emplace_back(exits > 0 ? tr("Mean over exits") : tr("All"), QStringLiteral("-1"));
    for (int exit = 0; exit < exits; ++exit) choices.emplace_back(tr("Exit %1").arg(exit + 1), QString::number(exit));
    fill(exit_, choices, wantedExit_);
    exit_->setEnabled(choices.size() > 1);
    draw();
}

void OverlayTab::draw() {
    if (data().records.empty()) return;
    showContent();
    const QString metric = metric_->currentData().toString();
    const int exit = exit_->currentData().isValid() ? exit_->currentData().toInt() : -1;
    const bool grouped = what_->currentData().toString() == kGroups;
    const int key = key_->currentIndex();
    const auto axis = key == 1 ? MetricCurve::Metric::Traffic : MetricCurve::Metric::Seconds;
    const std::vector<const RunRecord*> runs = data().runs();
    std::vector<RunGroup> groups;
    if (grouped) {
        groups = groupRuns(runs);
    } else {
        for (const RunRecord* run : runs) groups.push_back({{run}, 0, runLabel(*run).toStdString()});
    }
    std::vector<int> colours;
    for (const RunGroup& group : groups) {
        const auto oldest = std::min_element(group.runs.begin(), group.runs.end(),
                                             [](const auto* a, const auto* b) { return a->run.id < b->run.id; });
        colours.push_back((*oldest)->run.colour);
    }
    const std::vector<int> categories = distinctCategories(colours);
    std::vector<Curve> curves;
    const MetricCurve* shown = nullptr;
    bool banded = false;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        std::vector<const MetricCurve*> parts, axes;
        for (const RunRecord* run : groups[g].runs) {
            if (const MetricCurve* curve = curveOf(*run, metric, exit)) parts.push_back(curve);
            if (const MetricCurve* curve = key > 0 ? curveOf(*run, axis) : nullptr) axes.push_back(curve);
        }
        if (parts.empty()) continue;
        shown = parts.front();
        const CurveBand band = bandOf(parts);
        Curve curve;
        curve.id = grouped ? QString::fromStdString(groups[g].label) : QString::number(groups[g].runs.front()->run.id);
        curve.label = grouped ? tr("%1 (n = %2)").arg(QString::fromStdString(groups[g].label)).arg(band.n)
                              : QString::fromStdString(groups[g].label);
        curve.style = CurveStyle::category(categories[g]);
        curve.keys = band.rounds;
        curve.values = band.mean;
        if (key > 0) {
            const CurveBand on = bandOf(axes);
            curve.keys = placed(band.rounds, on.rounds, on.mean);
        }
        for (std::size_t i = 0; band.n > 1 && i < band.mean.size(); ++i) {
            curve.low.push_back(band.mean[i] - band.deviation[i]);
            curve.high.push_back(band.mean[i] + band.deviation[i]);
            banded = true;
        }
        curves.push_back(std::move(curve));
    }
    if (shown) {
        const Unit unit = metricUnit(*shown);
        const QString words = exit >= 0            ? tr("%1, exit %2").arg(metricAxis(*shown)).arg(exit + 1)
                              : exit_->count() > 1 ? tr("%1, mean over exits").arg(metricAxis(*shown))
                                                   : metricAxis(*shown);
        plot_->setValueAxis(words, unit,
                            unit == Unit::Percent ? std::optional(QCPRange(0, 1)) : std::optional<QCPRange>());
        plot_->setTitle(metricTitle(*shown));
    }
    if (key == 0)
        plot_->setKeyAxis(tr("round"));
    else if (key == 1)
        plot_->setKeyAxis(tr("bytes sent, up and down"), Unit::Bytes);
    else
        plot_->setKeyAxis(tr("wall time"), Unit::Seconds);
    plot_->setNote(banded ? tr("mean over seeds, band ± 1 standard deviation") : QString());
    plot_->setCurves(std::move(curves));
}

}  // namespace exitlab
