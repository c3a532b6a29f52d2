// SPDX-License-Identifier: GPL-3.0-or-later
// What came out: accuracy, losses, traffic, time and what went wrong.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "core/base/number_text.h"
#include "core/metrics/summary.h"
#include "core/report/plot.h"
#include "core/report/sections.h"

namespace exitlab::report {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
/// Warnings listed; a flood of them says the same again and again.
constexpr std::size_t kMostWarnings = 100;

std::vector<std::int64_t> samplesOf(const Evaluated& evaluated) {
    std::vector<std::int64_t> samples = evaluated.samples;
    samples.resize(static_cast<std::size_t>(evaluated.accuracy.rows), 0);
    return samples;
}

Line category(const std::string& label, int index) {
    const CategoryLook look = categoryLook(lightPalette(), index);
    Line line;
    line.label = label;
    line.colour = look.colour;
    line.dash = look.dash;
    return line;
}

/// One line per name that any round has; what a round lacks is NaN.
template <class Report, class Names, class Values>
std::vector<Line> namedLines(const std::vector<const Report*>& reports, Names names, Values values) {
    std::vector<Line> lines;
    std::map<std::string, std::size_t> places;
    for (const Report* report : reports) {
        const auto& named = names(*report);
        const auto& found = values(*report);
        for (std::size_t i = 0; i < named.size() && i < found.size(); ++i) {
            const auto [at, fresh] = places.try_emplace(named[i], lines.size());
            if (fresh) lines.push_back(category(named[i], static_cast<int>(lines.size())));
            lines[at->second].x.push_back(report->round);
            lines[at->second].y.push_back(static_cast<double>(found[i]));
        }
    }
    return lines;
}

/// The same keys for all, as areas on top of each other need: 0 where a line has no value.
void align(std::vector<Line>& lines) {
    std::map<double, std::size_t> keys;
    for (const Line& line : lines)
        for (const double x : line.x) keys.emplace(x, 0);
    std::vector<double> all;
    for (auto& [key, place] : keys) {
        place = all.size();
        all.push_back(key);
    }
    for (Line& line : lines) {
        std::vector<double> values(all.size(), 0);
        for (std::size_t i = 0; i < line.x.size(); ++i) values[keys[line.x[i]]] = line.y[i];
        line.x = all;
        line.y = std::move(values);
    }
}

/// Shares of a round are often milliseconds.
std::string shortTime(double seconds) { return seconds < 1 ? number(1000 * seconds) + " ms" : durationText(seconds); }

std::int64_t sum(const std::vector<std::int64_t>& values) {
    std::int64_t total = 0;
    for (const std::int64_t v : values) total += v;
    return total;
}

/// Median, 10th percentile and worst client of an exit over rounds.
Figure spreadFigure(const RunData& run, int exit) {
    CurvePlot plot;
    plot.y = {"accuracy", Unit::Percent, {}, {}};
    plot.lines = {category("median", 0), category("10th percentile", 1), category("worst client", 3)};
    for (const Evaluated* evaluated : run.evaluations) {
        const ClientSummary s = summarizeExit(evaluated->accuracy, exit, samplesOf(*evaluated));
        const double values[] = {s.median, s.p10, s.worst};
        for (std::size_t i = 0; i < plot.lines.size(); ++i) {
            plot.lines[i].x.push_back(evaluated->round);
            plot.lines[i].y.push_back(values[i]);
        }
    }
    return curveFigure(std::move(plot));
}

}  // namespace

Figure accuracyFigure(const RunData& run, double widthMm, double heightMm) {
    CurvePlot plot;
    plot.y = {"accuracy", Unit::Percent, {}, {}};
    plot.note = "mean over clients, band: one standard deviation";
    const int exits = run.evaluations.front()->accuracy.cols;
    for (int e = 0; e < exits; ++e) {
        Line line;
        line.label = exitName(e);
        line.colour = exitColour(lightPalette(), e, exits);
        for (const Evaluated* evaluated : run.evaluations) {
            const ClientSummary s = summarizeExit(evaluated->accuracy, e, samplesOf(*evaluated));
            line.x.push_back(evaluated->round);
            line.y.push_back(s.mean);
            line.low.push_back(std::max(0.0, s.mean - s.deviation));
            line.high.push_back(std::min(1.0, s.mean + s.deviation));
        }
        plot.lines.push_back(std::move(line));
    }
    return curveFigure(std::move(plot), widthMm, heightMm);
}

void addAccuracy(Document& document, const RunData& run, int level, bool brief) {
    document.heading(level, "Accuracy of the exits");
    if (run.evaluations.empty()) {
        document.note("The run has not been evaluated yet.");
        return;
    }
    const Evaluated& last = *run.evaluations.back();
    DataTable table;
    table.title = fmt::format("Over {} after round {}", plural(last.accuracy.rows, "client"), last.round);
    table.columns.push_back({"exit", Align::Right});
    for (const char* title : {"mean", "weighted", "std", "worst", "10 %", "median", "90 %", "best mean"})
        table.columns.push_back({title, Align::Right});
    for (int e = 0; e < last.accuracy.cols; ++e) {
        const ClientSummary s = summarizeExit(last.accuracy, e, samplesOf(last));
        const auto at = static_cast<std::size_t>(e);
        table.add({std::to_string(e + 1), percent(s.mean), percent(s.weightedMean), percent(s.deviation),
                   percent(s.worst), percent(s.p10), percent(s.median), percent(s.p90),
                   at < run.summary.bestAccuracy.size() ? percent(run.summary.bestAccuracy[at]) : "-"});
    }
    document.add(std::move(table));
    document.note(
        "Mean over clients, mean weighted by test samples, standard deviation and percentiles over clients; "
        "best mean of any round.");
    if (run.evaluations.size() > 1)
        document.figure(accuracyFigure(run, kDouble, brief ? 60 : 74), "Accuracy of each exit over rounds.");
}

void addClientsByExits(Document& document, const RunData& run) {
    if (run.evaluations.empty()) return;
    const Evaluated& last = *run.evaluations.back();
    document.heading(3, "Every client at every exit");
    HeatMapSpec map;
    map.values = Table(last.accuracy.cols, last.accuracy.rows);
    for (int c = 0; c < last.accuracy.rows; ++c)
        for (int e = 0; e < last.accuracy.cols; ++e) map.values.at(e, c) = last.accuracy.at(c, e);
    map.rows = exitNames(last.accuracy.cols);
    map.cols = numbersFrom(0, last.accuracy.rows);
    map.colTitle = "client";
    map.value = "accuracy";
    map.unit = Unit::Percent;
    map.low = 0;
    map.high = 1;
    document.figure(heatFigure(std::move(map), kDouble),
                    fmt::format("Accuracy of every client at every exit after round {}.", last.round));
    if (run.evaluations.size() < 2) return;
    Figures pair;
    std::vector<std::pair<int, const char*>> shown{{0, "first"}, {last.accuracy.cols - 1, "last"}};
    if (last.accuracy.cols < 2) shown.erase(shown.begin());
    for (const auto& [exit, word] : shown) {
        pair.figures.push_back(spreadFigure(run, exit));
        pair.figures.back().caption = fmt::format("Spread over clients at the {} exit.", word);
        pair.figures.back().description = pair.figures.back().caption;
    }
    document.add(std::move(pair));
}

void addLosses(Document& document, const RunData& run) {
    if (run.losses.empty()) return;
    document.heading(2, "Loss");
    CurvePlot terms;
    terms.y = {"loss", Unit::Number, {}, {}};
    terms.lines = namedLines(
        run.losses, [](const LossMeasured& r) -> const auto& { return r.terms; },
        [](const LossMeasured& r) -> const auto& { return r.values; });
    CurvePlot rate;
    rate.y = {"learning rate", Unit::Number, 0, {}};
    rate.lines.push_back(category({}, 0));
    Line total = category("total", 6);
    for (const LossMeasured* loss : run.losses) {
        rate.lines[0].x.push_back(loss->round);
        rate.lines[0].y.push_back(loss->learningRate);
        total.x.push_back(loss->round);
        total.y.push_back(loss->total);
    }
    if (terms.lines.size() != 1) terms.lines.push_back(std::move(total));
    Figures pair{{curveFigure(std::move(terms)), curveFigure(std::move(rate))}};
    pair.figures[0].caption = "Terms of the local loss: mean over the batches of the cohort, weighted by samples.";
    pair.figures[1].caption = "Learning rate of local training.";
    for (Figure& figure : pair.figures) figure.description = figure.caption;
    document.add(std::move(pair));
}

void addTraffic(Document& document, const RunData& run) {
    if (run.traffic.empty()) return;
    document.heading(2, "Traffic");
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> groups;
    std::vector<std::string> order;
    Line up = category("up", 0), down = category("down", 1);
    std::map<int, double> bytesAfter;
    double sentUp = 0, sentDown = 0;
    for (const TrafficMeasured* traffic : run.traffic) {
        for (std::size_t i = 0; i < traffic->groups.size(); ++i) {
            const auto [at, fresh] = groups.try_emplace(traffic->groups[i]);
            if (fresh) order.push_back(traffic->groups[i]);
            if (i < traffic->up.size()) at->second.first += traffic->up[i];
            if (i < traffic->down.size()) at->second.second += traffic->down[i];
        }
        sentUp += static_cast<double>(sum(traffic->up));
        sentDown += static_cast<double>(sum(traffic->down));
        up.x.push_back(traffic->round);
        up.y.push_back(sentUp);
        down.x.push_back(traffic->round);
        down.y.push_back(sentDown);
        bytesAfter[traffic->round] = sentUp + sentDown;
    }
    if (sentUp + sentDown == 0) {
        document.words("Nothing travelled: the method does not communicate.");
        return;
    }
    const auto size = [](double bytes) { return bytesText(bytes); };
    const auto rounds = static_cast<double>(run.traffic.size());
    DataTable table;
    table.columns = {{"tensors", Align::Left},
                     {"up", Align::Right},
                     {"down", Align::Right},
                     {"up per round", Align::Right},
                     {"down per round", Align::Right}};
    for (const std::string& name : order) {
        const auto [u, d] = groups[name];
        table.add({name, size(static_cast<double>(u)), size(static_cast<double>(d)),
                   size(static_cast<double>(u) / rounds), size(static_cast<double>(d) / rounds)});
    }
    table.add({"total", size(sentUp), size(sentDown), size(sentUp / rounds), size(sentDown / rounds)});
    document.note("Bytes of the payloads of all clients of the cohort, counted from the tensors that travel.");
    document.add(std::move(table));
    CurvePlot cumulative;
    cumulative.y = {"traffic so far", Unit::Bytes, {}, {}};
    cumulative.lines = {std::move(up), std::move(down)};
    Figures pair;
    pair.figures.push_back(curveFigure(std::move(cumulative)));
    pair.figures.back().caption = "Traffic of all clients, summed over rounds.";
    if (run.evaluations.size() > 1) {
        CurvePlot bought;
        bought.x = {"traffic so far, up and down", Unit::Bytes, 0, {}};
        bought.y = {"accuracy", Unit::Percent, {}, {}};
        const int exits = run.evaluations.front()->accuracy.cols;
        for (int e = 0; e < exits; ++e) {
            Line line;
            line.label = exitName(e);
            line.colour = exitColour(lightPalette(), e, exits);
            for (const Evaluated* evaluated : run.evaluations) {
                const auto bytes = bytesAfter.find(evaluated->round);
                if (bytes == bytesAfter.end()) continue;
                line.x.push_back(bytes->second);
                line.y.push_back(summarizeExit(evaluated->accuracy, e, samplesOf(*evaluated)).mean);
            }
            bought.lines.push_back(std::move(line));
        }
        pair.figures.push_back(curveFigure(std::move(bought)));
        pair.figures.back().caption = "What the bytes bought: mean accuracy of each exit.";
    }
    for (Figure& figure : pair.figures) figure.description = figure.caption;
    document.add(std::move(pair));
}

void addTime(Document& document, const RunData& run) {
    if (run.rounds.empty()) return;
    document.heading(2, "Time");
    std::map<std::string, double> phases;
    std::vector<std::string> order;
    double total = 0;
    std::int64_t samples = 0;
    for (const RoundFinished* round : run.rounds) {
        total += round->seconds;
        samples += round->samples;
        for (std::size_t i = 0; i < round->phases.size() && i < round->phaseSeconds.size(); ++i) {
            if (phases.find(round->phases[i]) == phases.end()) order.push_back(round->phases[i]);
            phases[round->phases[i]] += round->phaseSeconds[i];
        }
    }
    const auto rounds = static_cast<double>(run.rounds.size());
    document.words(fmt::format("{} in {}: {} per round, {} training samples per second.", durationText(total),
                               plural(static_cast<std::int64_t>(run.rounds.size()), "round"), shortTime(total / rounds),
                               quantity(total > 0 ? std::round(static_cast<double>(samples) / total) : kNaN)));
    DataTable table;
    table.columns = {{"phase", Align::Left}, {"per round", Align::Right}, {"share", Align::Right}};
    for (const std::string& phase : order)
        table.add({phase, shortTime(phases[phase] / rounds), percent(total > 0 ? phases[phase] / total : kNaN)});
    document.add(std::move(table));
    CurvePlot budget;
    budget.stacked = true;
    budget.y = {"time of a round", Unit::Seconds, 0, {}};
    budget.lines = namedLines(
        run.rounds, [](const RoundFinished& r) -> const auto& { return r.phases; },
        [](const RoundFinished& r) -> const auto& { return r.phaseSeconds; });
    align(budget.lines);
    Figures pair;
    if (run.rounds.size() > 1) {
        pair.figures.push_back(curveFigure(std::move(budget)));
        pair.figures.back().caption = "Where the time of a round went.";
    }
    for (const auto& series : run.series)
        if (series.id == kDeviceTime && series.rounds.size() > 1) {
            CurvePlot devices;
            devices.y = {series.last().axis, Unit::Number, {}, {}};
            devices.lines = namedLines(
                series.rounds, [](const MethodSeries& r) -> const auto& { return r.labels; },
                [](const MethodSeries& r) -> const auto& { return r.values; });
            pair.figures.push_back(curveFigure(std::move(devices)));
            pair.figures.back().caption = series.last().title + ".";
        }
    for (Figure& figure : pair.figures) figure.description = figure.caption;
    if (!pair.figures.empty()) document.add(std::move(pair));
}

void addWarnings(Document& document, const RunData& run) {
    document.heading(2, "Warnings");
    DataTable table;
    table.columns = {{"round", Align::Right}, {"level", Align::Left}, {"message", Align::Left}};
    std::size_t all = 0;
    for (const Message* message : run.messages) {
        if (message->level == Message::Level::Info) continue;
        if (++all <= kMostWarnings)
            table.add({std::to_string(message->round), message->level == Message::Level::Error ? "error" : "warning",
                       message->text.substr(0, 1500)});
    }
    if (all == 0) {
        document.words("None.");
        return;
    }
    document.add(std::move(table));
    if (all > kMostWarnings)
        document.note(fmt::format("{} more; `exitlab-cli export` writes all of them.", all - kMostWarnings));
}

}  // namespace exitlab::report
