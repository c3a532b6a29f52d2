// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/timeline_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace exitlab {

TimelinePlot::TimelinePlot(QWidget* parent) : HeatMap(parent) {
    setMissingWords(tr("not sampled"), tr("not opened yet"));
    canvas()->yAxis2->setTicker(QSharedPointer<QCPAxisTicker>(new UnitTicker(Unit::Number)));
    canvas()->yAxis2->ticker()->setTickCount(4);
    canvas()->yAxis2->grid()->setVisible(false);
    canvas()->addLayer(QStringLiteral("curve"), canvas()->layer(QStringLiteral("main")), QCustomPlot::limAbove);
    casing_ = canvas()->addGraph(canvas()->xAxis, canvas()->yAxis2);
    graph_ = canvas()->addGraph(canvas()->xAxis, canvas()->yAxis2);
    for (QCPGraph* g : {casing_, graph_}) g->setLayer(QStringLiteral("curve"));
}

void TimelinePlot::setTimeline(std::vector<int> clients, std::vector<int> rounds, Table depth, int exits) {
    setColours(Colours::Depth, exits);
    HeatData data;
    data.rowAxis = tr("client");
    data.colAxis = tr("round");
    data.rows = std::move(clients);
    data.cols = std::move(rounds);
    data.values = std::move(depth);
    // Another round is not another picture: keep the user's zoom although the matrix has grown.
    const bool zoomed = isZoomed();
    setData(std::move(data));
    setZoomed(zoomed);
}

void TimelinePlot::setCurve(const std::vector<int>& rounds, const std::vector<double>& values, const QString& title) {
    curveRounds_ = rounds;
    curveValues_ = values;
    curveTitle_ = title;
    touchStyle();
}

void TimelinePlot::clearAll() {
    curveRounds_.clear();
    curveValues_.clear();
    clear();
}

int TimelinePlot::secondAxisWidth() const { return curveValues_.empty() ? 0 : 52; }

void TimelinePlot::updateItems() {
    HeatMap::updateItems();
    const bool any = !curveValues_.empty();
    canvas()->yAxis2->setVisible(any);
    canvas()->yAxis2->setTickLabels(any);
    canvas()->yAxis2->setLabel(curveTitle_);
    // The key axis counts columns; a round lies at the column that holds it.
    QVector<double> keys, values;
    double high = 0, low = 0;
    for (std::size_t i = 0; i < curveRounds_.size() && i < curveValues_.size(); ++i) {
        const auto at = std::lower_bound(data().cols.begin(), data().cols.end(), curveRounds_[i]);
        if (at == data().cols.end() || *at != curveRounds_[i]) continue;
        keys << static_cast<double>(at - data().cols.begin());
        const double v = std::isfinite(curveValues_[i]) ? curveValues_[i] : std::numeric_limits<double>::quiet_NaN();
        values << v;
        if (std::isfinite(v)) high = std::max(high, v), low = std::min(low, v);
    }
    for (QCPGraph* g : {casing_, graph_}) g->setData(keys, values, true);
    canvas()->yAxis2->setRange(low, high > low ? high + (high - low) * 0.05 : low + 1);
}

void TimelinePlot::restyle(const ThemeColours& c) {
    HeatMap::restyle(c);
    canvas()->yAxis2->setBasePen(QPen(c.outline, 1));
    casing_->setPen(QPen(c.background, 4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    graph_->setPen(QPen(c.text, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

QString TimelinePlot::extraReadout(int col) const {
    if (col < 0 || col >= static_cast<int>(data().cols.size())) return {};
    const int round = data().cols[static_cast<std::size_t>(col)];
    const auto at = std::find(curveRounds_.begin(), curveRounds_.end(), round);
    if (at == curveRounds_.end()) return {};
    const auto i = static_cast<std::size_t>(at - curveRounds_.begin());
    return i < curveValues_.size() ? tr("%1: %2").arg(curveTitle_, formatNumber(curveValues_[i], 6)) : QString();
}

PlotTable TimelinePlot::table() const {
    // One row per round, so that the curve is a column beside the clients.
    PlotTable t;
    t.columns.push_back({tr("round"), Unit::Number});
    if (!curveValues_.empty()) t.columns.push_back({curveTitle_, Unit::Number});
    for (const int client : data().rows) t.columns.push_back({tr("client %1, open exits").arg(client), Unit::Number});
    for (int c = 0; c < data().values.cols; ++c) {
        const int round = data().cols[static_cast<std::size_t>(c)];
        std::vector<PlotTable::Cell> row{static_cast<double>(round)};
        if (!curveValues_.empty()) {
            const auto at = std::find(curveRounds_.begin(), curveRounds_.end(), round);
            const auto i = static_cast<std::size_t>(at - curveRounds_.begin());
            if (i < curveValues_.size())
                row.emplace_back(curveValues_[i]);
            else
                row.emplace_back();
        }
        for (int r = 0; r < data().values.rows; ++r) row.emplace_back(data().values.at(r, c));
        t.rows.push_back(std::move(row));
    }
    return t;
}

}  // namespace exitlab
