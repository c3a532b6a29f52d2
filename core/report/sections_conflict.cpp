// SPDX-License-Identifier: GPL-3.0-or-later
// Conflict between exits and clients, and what the method itself reported.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "core/base/number_text.h"
#include "core/report/plot.h"
#include "core/report/sections.h"

namespace exitlab::report {

namespace {

/// Matrices that belong to the conflict of exits and clients rather than to a method's own curiosities.
bool isConflict(const std::string& id) { return id == "opened" || id == "teacher_weights" || id == "similarity"; }

/// A stage that a single exit uses has no pair of exits on it.
bool hasPair(const Table& cosines) {
    for (int r = 0; r < cosines.rows; ++r)
        for (int c = 0; c < cosines.cols; ++c)
            if (r != c && std::isfinite(cosines.at(r, c))) return true;
    return false;
}

/// As wide as its cells need to be read.
double widthFor(const Table& values) { return values.cols > 24 ? kDouble : values.cols > 4 ? kSingle : 57.3; }

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

/// "exit 2, personalised": the exit and what else the label says.
struct ExitLabel {
    int exit = -1;  ///< from 0; -1: no exit
    std::string rest;
};
ExitLabel exitOf(const std::string& label) {
    ExitLabel found;
    if (label.rfind("exit ", 0) != 0) return found;
    const char* begin = label.data() + 5;
    const auto [end, failed] = std::from_chars(begin, label.data() + label.size(), found.exit);
    found.exit = failed == std::errc() ? found.exit - 1 : -1;
    found.rest = std::string(end, label.data() + label.size());
    return found;
}

/// Lines of exits in their colours, what else tells them apart in dashes; others as categories.
void colourLines(std::vector<Line>& lines) {
    int exits = 0;
    for (const Line& line : lines) {
        const ExitLabel label = exitOf(line.label);
        exits = label.exit < 0 || exits < 0 ? -1 : std::max(exits, label.exit + 1);
    }
    std::vector<std::string> kinds;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const CategoryLook look = categoryLook(lightPalette(), static_cast<int>(i));
        lines[i].colour = look.colour;
        lines[i].dash = look.dash;
        if (exits <= 0) continue;
        const ExitLabel label = exitOf(lines[i].label);
        auto kind = std::find(kinds.begin(), kinds.end(), label.rest);
        if (kind == kinds.end()) kind = kinds.insert(kinds.end(), label.rest);
        lines[i].colour = exitColour(lightPalette(), label.exit, exits);
        lines[i].dash = static_cast<Dash>((kind - kinds.begin()) % 4);
    }
}

Figure seriesFigure(const ResultOver<MethodSeries>& result) {
    CurvePlot plot;
    plot.y = {result.last().axis, Unit::Number, {}, {}};
    std::map<std::string, std::size_t> places;
    for (const MethodSeries* series : result.rounds)
        for (std::size_t i = 0; i < series->labels.size() && i < series->values.size(); ++i) {
            const auto [at, fresh] = places.try_emplace(series->labels[i], plot.lines.size());
            if (fresh) {
                plot.lines.emplace_back();
                plot.lines.back().label = series->labels[i];
            }
            plot.lines[at->second].x.push_back(series->round);
            plot.lines[at->second].y.push_back(series->values[i]);
        }
    colourLines(plot.lines);
    // A single line needs no name: the caption gives it.
    if (plot.lines.size() == 1) plot.lines.front().label.clear();
    return curveFigure(std::move(plot));
}

bool areExits(const std::vector<std::string>& labels) {
    return !labels.empty() &&
           std::all_of(labels.begin(), labels.end(), [](const std::string& label) { return exitOf(label).exit >= 0; });
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
    /// Its last round, or over rounds what opens and closes.
    void add(const ResultOver<MethodMatrix>& result) {
        const MethodMatrix& last = result.last();
        if (last.values.empty()) return;
        if (last.colour == ColourMeaning::State && result.rounds.size() > 1)
            add(timelineFigure(result),
                fmt::format("{}: share of the cohort's {}s for which each {} is open, over rounds.", last.title,
                            last.rowAxis, last.colAxis));
        else
            add(heatFigure(mapOf(last), widthFor(last.values)),
                fmt::format("{} after round {}.", last.title, last.round));
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
            if (!hasPair(t)) continue;
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
    }
    Pairs pairs(document);
    if (!run.conflicts.empty()) {
        const ConflictMeasured& last = *run.conflicts.back();
        if (last.clientSimilarity.rows > 1) {
            HeatMapSpec map;
            map.values = last.clientSimilarity;
            map.rows = map.cols = axisLabels("client", last.cohort, last.clientSimilarity.rows);
            map.rowTitle = map.colTitle = "client";
            map.value = "cosine";
            map.colour = ColourMeaning::Diverging;
            pairs.add(heatFigure(std::move(map), widthFor(last.clientSimilarity)),
                      fmt::format("Clients of the cohort of round {}.", last.round));
        }
    }
    for (const auto& matrix : run.matrices)
        if (isConflict(matrix.id)) pairs.add(matrix);
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
        if (own(series)) pairs.add(seriesFigure(series), series.last().title + ".");
    for (const auto& histogram : run.histograms)
        pairs.add(histogramFigure(histogram.last()),
                  fmt::format("{} after round {}.", histogram.last().title, histogram.last().round));
    for (const auto& scatter : run.scatters)
        pairs.add(scatterFigure(scatter.last()),
                  fmt::format("{} after round {}{}.", scatter.last().title, scatter.last().round,
                              scatter.last().value.empty() ? "" : ", coloured by " + scatter.last().valueAxis));
    for (const auto& matrix : run.matrices)
        if (own(matrix)) pairs.add(matrix);
    pairs.flush();
    for (const auto& images : run.images)
        if (images.last().tiles() > 0)
            document.figure(imageFigure(images.last(), kDouble),
                            fmt::format("{} after round {}.", images.last().title, images.last().round));
}

}  // namespace exitlab::report
