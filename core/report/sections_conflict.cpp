// SPDX-License-Identifier: GPL-3.0-or-later
// Conflict between exits and clients, and what the method itself reported.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/number_text.h"
#include "core/report/plot.h"
#include "core/report/sections.h"

namespace exitlab {

namespace {

/// Matrices that belong to the conflict of exits and clients rather than to a method's own curiosities.
bool isConflict(const std::string& id) { return id == "opened" || id == "teacher_weights" || id == "similarity"; }

/// Ids along an axis; a reader counts exits from 1.
std::vector<std::string> axisLabels(const std::string& axis, const std::vector<int>& ids, int count) {
    std::vector<std::string> labels;
    for (int i = 0; i < count; ++i) {
        const int id = static_cast<std::size_t>(i) < ids.size() ? ids[static_cast<std::size_t>(i)] : i;
        labels.push_back(axis == "exit" ? std::to_string(id + 1) : std::to_string(id));
    }
    return labels;
}

HeatMapSpec mapOf(const MethodMatrix& matrix) {
    HeatMapSpec map;
    map.values = matrix.values;
    map.rows = axisLabels(matrix.rowAxis, matrix.rows, matrix.values.rows);
    map.cols = axisLabels(matrix.colAxis, matrix.cols, matrix.values.cols);
    map.rowTitle = matrix.rowAxis;
    map.colTitle = matrix.colAxis;
    map.value = matrix.title;
    map.colour = matrix.colour;
    return map;
}

/// Open or closed per round: for each column, the share of the rows that are open.
Figure timelineFigure(const ResultOver<MethodMatrix>& result) {
    HeatMapSpec map;
    const MethodMatrix& last = result.last();
    map.values = Table(last.values.cols, static_cast<int>(result.rounds.size()));
    for (std::size_t r = 0; r < result.rounds.size(); ++r) {
        const Table& t = result.rounds[r]->values;
        map.cols.push_back(std::to_string(result.rounds[r]->round));
        for (int c = 0; c < std::min(t.cols, map.values.rows); ++c) {
            double open = 0, known = 0;
            for (int i = 0; i < t.rows; ++i) {
                if (!std::isfinite(t.at(i, c))) continue;
                open += t.at(i, c) >= 0.5;
                ++known;
            }
            map.values.at(c, static_cast<int>(r)) = known > 0 ? open / known : std::nan("");
        }
    }
    map.rows = axisLabels(last.colAxis, last.cols, last.values.cols);
    map.rowTitle = last.colAxis;
    map.colTitle = "round";
    map.value = "share open";
    map.unit = Unit::Percent;
    map.low = 0;
    map.high = 1;
    return heatFigure(std::move(map), kDouble);
}

void addMatrix(Document& document, const ResultOver<MethodMatrix>& result) {
    const MethodMatrix& last = result.last();
    if (last.values.empty()) return;
    if (last.colour == ColourMeaning::State && result.rounds.size() > 1)
        document.figure(timelineFigure(result),
                        fmt::format("{}: share of the cohort's {}s for which each {} is open, over rounds.", last.title,
                                    last.rowAxis, last.colAxis));
    else
        document.figure(heatFigure(mapOf(last), last.values.cols > 24 ? kDouble : kSingle),
                        fmt::format("{} after round {}.", last.title, last.round));
}

Figure seriesFigure(const ResultOver<MethodSeries>& result, bool exits) {
    CurvePlot plot;
    plot.y = {result.last().axis, Unit::Number, {}, {}};
    std::map<std::string, std::size_t> places;
    for (const MethodSeries* series : result.rounds)
        for (std::size_t i = 0; i < series->labels.size() && i < series->values.size(); ++i) {
            const auto [at, fresh] = places.try_emplace(series->labels[i], plot.lines.size());
            if (fresh) {
                Line line;
                line.label = series->labels[i];
                const CategoryLook look = categoryLook(lightPalette(), static_cast<int>(plot.lines.size()));
                line.colour =
                    exits ? exitColour(lightPalette(), static_cast<int>(i), static_cast<int>(series->labels.size()))
                          : look.colour;
                line.dash = exits ? Dash::Solid : look.dash;
                plot.lines.push_back(std::move(line));
            }
            plot.lines[at->second].x.push_back(series->round);
            plot.lines[at->second].y.push_back(series->values[i]);
        }
    // A single line needs no name: the caption gives it.
    if (plot.lines.size() == 1) plot.lines.front().label.clear();
    return curveFigure(std::move(plot));
}

bool areExits(const std::vector<std::string>& labels) {
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (labels[i].rfind("exit ", 0) != 0) return false;
    return !labels.empty();
}

Figure histogramFigure(const MethodHistogram& histogram) {
    BarPlot plot;
    plot.x.title = histogram.axis;
    plot.y = {histogram.valueAxis, Unit::Number, 0, {}};
    plot.bins = histogram.bins;
    plot.stacked = false;
    const bool exits = areExits(histogram.groups);
    for (std::size_t g = 0; g < histogram.groups.size(); ++g) {
        BarPlot::Group group;
        group.label = histogram.groups[g];
        group.colour = exits
                           ? exitColour(lightPalette(), static_cast<int>(g), static_cast<int>(histogram.groups.size()))
                           : categoryLook(lightPalette(), static_cast<int>(g)).colour;
        for (std::size_t b = 0; b < histogram.bins.size(); ++b)
            group.values.push_back(histogram.counts.at(static_cast<int>(g), static_cast<int>(b)));
        plot.groups.push_back(std::move(group));
    }
    return barFigure(std::move(plot));
}

Figure scatterFigure(const MethodScatter& scatter) {
    PointPlot plot;
    plot.x = {scatter.xAxis, Unit::Number, {}, {}};
    plot.y = {scatter.yAxis, Unit::Number, {}, {}};
    double low = 0, high = 0;
    bool any = false;
    for (const double v : scatter.value) {
        if (!std::isfinite(v)) continue;
        low = any ? std::min(low, v) : v;
        high = any ? std::max(high, v) : v;
        any = true;
    }
    for (std::size_t i = 0; i < scatter.x.size(); ++i) {
        const int group = scatter.group.empty() ? 0 : scatter.group[i];
        const CategoryLook look = categoryLook(lightPalette(), group);
        PointPlot::Point point{scatter.x[i], scatter.y[i], look.colour, look.marker};
        if (!scatter.value.empty())
            point.colour =
                std::isfinite(scatter.value[i])
                    ? sequentialColour(lightPalette(), high > low ? (scatter.value[i] - low) / (high - low) : 0.5)
                    : lightPalette().missing;
        plot.points.push_back(point);
    }
    for (std::size_t g = 0; g < scatter.groups.size(); ++g) {
        const CategoryLook look = categoryLook(lightPalette(), static_cast<int>(g));
        plot.legend.push_back({scatter.groups[g], {0, 0, look.colour, look.marker}});
    }
    return pointFigure(std::move(plot));
}

/// Figures of one column, set two by two.
class Pairs {
  public:
    explicit Pairs(Document& document) : document_(document) {}
    ~Pairs() { flush(); }
    void add(Figure figure, const std::string& caption) {
        figure.caption = figure.description = caption;
        row_.figures.push_back(std::move(figure));
    }
    void flush() {
        if (!row_.figures.empty()) document_.add(std::move(row_));
        row_ = {};
    }

  private:
    Document& document_;
    Figures row_;
};

}  // namespace

void addConflict(Document& document, const RunData& run) {
    const bool own =
        std::any_of(run.matrices.begin(), run.matrices.end(), [](const auto& matrix) { return isConflict(matrix.id); });
    if (run.conflicts.empty() && !own) return;
    document.heading(2, "Conflict between exits and clients");
    if (!run.conflicts.empty()) {
        const ConflictMeasured& last = *run.conflicts.back();
        document.words(fmt::format(
            "Cosines of the gradients of two exits on the parameters they share, and of the updates of two clients' "
            "last heads; after round {} {} of the pairs of exits pull the trunk in opposite directions.",
            last.round, percent(last.negativeShare)));
        Pairs pairs(document);
        for (std::size_t i = 0; i < last.exitCosine.size(); ++i) {
            const Table& t = last.exitCosine[i];
            // A stage that a single exit uses has no pair.
            const bool any = std::any_of(t.values.begin(), t.values.end(), [](double v) { return std::isfinite(v); });
            if (t.empty() || !any || t.rows < 2) continue;
            HeatMapSpec map;
            map.values = t;
            map.rows = map.cols = numbersFrom(1, t.rows);
            map.rowTitle = map.colTitle = "exit";
            map.value = "cosine";
            map.colour = ColourMeaning::Diverging;
            const std::string stage = i < last.stages.size() ? last.stages[i] : "";
            pairs.add(heatFigure(std::move(map), 57.3), fmt::format("Exits on {}, round {}.", stage, last.round));
        }
        pairs.flush();
        if (run.conflicts.size() > 1) {
            CurvePlot negative, agreement;
            negative.y = {"negative pairs of exits", Unit::Percent, 0, {}};
            negative.lines.emplace_back();
            negative.lines[0].colour = lightPalette().conflict;
            agreement.y = {"same prediction as the last exit", Unit::Percent, {}, {}};
            const int exits = static_cast<int>(last.agreement.size());
            for (int e = 0; e + 1 < exits; ++e) {
                agreement.lines.emplace_back();
                agreement.lines.back().label = exitName(e);
                agreement.lines.back().colour = exitColour(lightPalette(), e, exits);
            }
            for (const ConflictMeasured* conflict : run.conflicts) {
                negative.lines[0].x.push_back(conflict->round);
                negative.lines[0].y.push_back(conflict->negativeShare);
                for (std::size_t e = 0; e < agreement.lines.size() && e < conflict->agreement.size(); ++e) {
                    agreement.lines[e].x.push_back(conflict->round);
                    agreement.lines[e].y.push_back(conflict->agreement[e]);
                }
            }
            pairs.add(curveFigure(std::move(negative)), "Share of pairs of exits with opposite gradients.");
            if (!agreement.lines.empty())
                pairs.add(curveFigure(std::move(agreement)), "How often each exit predicts what the last one does.");
            pairs.flush();
        }
        if (!last.clientSimilarity.empty() && last.clientSimilarity.rows > 1) {
            HeatMapSpec map;
            map.values = last.clientSimilarity;
            map.rows = map.cols = axisLabels("client", last.cohort, last.clientSimilarity.rows);
            map.rowTitle = map.colTitle = "client";
            map.value = "cosine";
            map.colour = ColourMeaning::Diverging;
            pairs.add(heatFigure(std::move(map)), fmt::format("Clients of the cohort of round {}.", last.round));
        }
        for (const auto& matrix : run.matrices)
            if (isConflict(matrix.id) && matrix.last().colour != ColourMeaning::State && !matrix.last().values.empty())
                pairs.add(heatFigure(mapOf(matrix.last())),
                          fmt::format("{} after round {}.", matrix.last().title, matrix.last().round));
    }
    for (const auto& matrix : run.matrices)
        if (isConflict(matrix.id) && (run.conflicts.empty() || matrix.last().colour == ColourMeaning::State))
            addMatrix(document, matrix);
}

void addMethodResults(Document& document, const RunData& run) {
    const auto own = [](const auto& result) { return result.id != kDeviceTime && !isConflict(result.id); };
    if (std::none_of(run.series.begin(), run.series.end(), own) &&
        std::none_of(run.matrices.begin(), run.matrices.end(), own) && run.histograms.empty() && run.scatters.empty() &&
        run.images.empty())
        return;
    document.heading(2, "What the method itself reports");
    Pairs pairs(document);
    for (const auto& series : run.series)
        if (own(series)) pairs.add(seriesFigure(series, areExits(series.last().labels)), series.last().title + ".");
    for (const auto& histogram : run.histograms)
        pairs.add(histogramFigure(histogram.last()),
                  fmt::format("{} after round {}.", histogram.last().title, histogram.last().round));
    for (const auto& scatter : run.scatters)
        pairs.add(scatterFigure(scatter.last()),
                  fmt::format("{} after round {}{}.", scatter.last().title, scatter.last().round,
                              scatter.last().value.empty() ? "" : ", coloured by " + scatter.last().valueAxis));
    pairs.flush();
    for (const auto& matrix : run.matrices)
        if (own(matrix)) addMatrix(document, matrix);
    for (const auto& images : run.images)
        if (images.last().tiles() > 0)
            document.figure(imageFigure(images.last(), kDouble),
                            fmt::format("{} after round {}.", images.last().title, images.last().round));
}

}  // namespace exitlab
