// SPDX-License-Identifier: GPL-3.0-or-later
// Several runs beside each other: one table, their curves on shared axes, and repetitions over seeds as groups.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include "core/base/number_text.h"
#include "core/metrics/summary.h"
#include "core/report/plot.h"
#include "core/report/sections.h"

namespace exitlab {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double meanOf(const std::vector<double>& values) {
    double sum = 0, known = 0;
    for (const double v : values)
        if (!std::isnan(v)) sum += v, ++known;
    return known > 0 ? sum / known : kNaN;
}

/// "71.2 ± 0.8 %", or one value as it is.
std::string spreadText(const std::vector<double>& values) {
    std::vector<double> known;
    for (const double v : values)
        if (!std::isnan(v)) known.push_back(v);
    if (known.size() < 2) return percent(meanOf(known));
    const double mean = meanOf(known);
    double squares = 0;
    for (const double v : known) squares += (v - mean) * (v - mean);
    // Of a sample: n - 1.
    return fmt::format("{:.1f} \xc2\xb1 {}", 100 * mean,
                       percent(std::sqrt(squares / static_cast<double>(known.size() - 1))));
}

using Runs = std::vector<std::unique_ptr<RunData>>;

int mostExits(const Runs& runs) {
    int exits = 0;
    for (const auto& run : runs) exits = std::max(exits, static_cast<int>(run->summary.accuracy.size()));
    return exits;
}

/// Everything but the seed and the name, as text: equal texts are repetitions of one another.
std::string groupKey(const RunData& run) {
    Json json = Json::parse(run.summary.experiment, nullptr, false);
    if (json.is_object()) {
        json.erase("seed");
        json.erase("name");
    }
    return json.dump();
}

/// What all runs have in common is said once instead of in every row; empty where they differ.
std::string common(const Runs& runs, const std::function<std::string(const RunData&)>& text) {
    const std::string first = text(*runs.front());
    const bool same = std::all_of(runs.begin(), runs.end(), [&](const auto& run) { return text(*run) == first; });
    return same ? first : "";
}

void addRunTable(Document& document, const Runs& runs, double threshold) {
    struct Column {
        std::string title;
        Align align;
        std::function<std::string(const RunData&)> text;
    };
    const std::vector<Column> facts = {
        {"name", Align::Left, [](const RunData& run) { return run.summary.name; }},
        {"method", Align::Left, [](const RunData& run) { return run.methodName(); }},
        {"data", Align::Left, [](const RunData& run) { return run.summary.dataset; }},
        {"seed", Align::Right, [](const RunData& run) { return std::to_string(run.summary.seed); }},
        {"status", Align::Left, [](const RunData& run) { return std::string(toString(run.summary.status)); }},
        {"rounds", Align::Right, [](const RunData& run) { return std::to_string(run.summary.completed); }}};
    DataTable table;
    table.columns.push_back({"run", Align::Right});
    std::string shared;
    std::vector<const Column*> shown;
    for (const Column& fact : facts) {
        const std::string value = common(runs, fact.text);
        // Method and seed name the rows, whatever they are.
        if (value.empty() || fact.title == "method" || fact.title == "seed") {
            table.columns.push_back({fact.title, fact.align});
            shown.push_back(&fact);
        } else {
            shared += (shared.empty() ? "" : ", ") + fact.title + " " + value;
        }
    }
    const int exits = mostExits(runs);
    for (int e = 0; e < exits; ++e) table.columns.push_back({exitName(e), Align::Right});
    for (const std::string& title : {std::string("mean"), "at " + number(threshold), std::string("MACs saved"),
                                     std::string("up"), std::string("down"), std::string("s per round")})
        table.columns.push_back({title, Align::Right});
    for (const auto& run : runs) {
        const RunSummary& s = run->summary;
        std::vector<std::string> row{std::to_string(s.id)};
        for (const Column* fact : shown) row.push_back(fact->text(*run));
        for (std::size_t e = 0; e < static_cast<std::size_t>(exits); ++e)
            row.push_back(e < s.accuracy.size() ? percent(s.accuracy[e]) : "-");
        row.push_back(percent(meanOf(s.accuracy)));
        const auto at = run->atThreshold(threshold);
        row.push_back(at ? percent(at->clientAccuracy) : "-");
        row.push_back(at ? percent(at->clientSaving) : "-");
        row.push_back(bytesText(static_cast<double>(s.bytesUp)));
        row.push_back(bytesText(static_cast<double>(s.bytesDown)));
        row.push_back(number(run->secondsPerRound()));
        table.add(std::move(row));
    }
    if (!shared.empty()) document.words("All runs: " + shared + ".");
    document.add(std::move(table));
    document.note(
        fmt::format("Accuracy of each exit and their mean at the last evaluation; accuracy and saved MACs "
                    "when samples leave at confidence {} (always the last exit: 0 %). All are means over "
                    "clients.",
                    number(threshold)));
}

void addGroups(Document& document, const Runs& runs, double threshold) {
    std::vector<std::pair<std::string, std::vector<const RunData*>>> groups;
    for (const auto& run : runs) {
        const std::string key = groupKey(*run);
        auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == key; });
        if (found == groups.end()) found = groups.insert(groups.end(), {key, {}});
        found->second.push_back(run.get());
    }
    if (groups.size() == runs.size()) return;
    document.heading(2, "Repetitions");
    DataTable table;
    const bool names = common(runs, [](const RunData& run) { return run.summary.name; }).empty();
    const bool data = common(runs, [](const RunData& run) { return run.summary.dataset; }).empty();
    if (names) table.columns.push_back({"name", Align::Left});
    table.columns.push_back({"method", Align::Left});
    if (data) table.columns.push_back({"data", Align::Left});
    table.columns.push_back({"n", Align::Right});
    table.columns.push_back({"seeds", Align::Left});
    const int exits = mostExits(runs);
    for (int e = 0; e < exits; ++e) table.columns.push_back({exitName(e), Align::Right});
    for (const std::string& title : {std::string("mean"), "at " + number(threshold), std::string("MACs saved")})
        table.columns.push_back({title, Align::Right});
    for (const auto& [key, members] : groups) {
        std::string seeds;
        std::vector<double> means, leaving, savings;
        for (const RunData* run : members) {
            seeds += (seeds.empty() ? "" : ", ") + std::to_string(run->summary.seed);
            means.push_back(meanOf(run->summary.accuracy));
            const auto at = run->atThreshold(threshold);
            leaving.push_back(at ? at->clientAccuracy : kNaN);
            savings.push_back(at ? at->clientSaving : kNaN);
        }
        const RunData& first = *members.front();
        std::vector<std::string> row;
        if (names) row.push_back(first.summary.name);
        row.push_back(first.methodName());
        if (data) row.push_back(first.summary.dataset);
        row.push_back(std::to_string(members.size()));
        row.push_back(seeds);
        for (std::size_t e = 0; e < static_cast<std::size_t>(exits); ++e) {
            std::vector<double> values;
            for (const RunData* run : members)
                values.push_back(e < run->summary.accuracy.size() ? run->summary.accuracy[e] : kNaN);
            row.push_back(spreadText(values));
        }
        row.push_back(spreadText(means));
        row.push_back(spreadText(leaving));
        row.push_back(spreadText(savings));
        table.add(std::move(row));
    }
    document.add(std::move(table));
    document.note("Runs that differ in nothing but seed and name: mean and standard deviation (n - 1) over them.");
}

Line lineOf(const RunData& run, const RunLook& look) {
    Line line;
    line.label = run.label();
    if (run.summary.name.size() <= 24) line.label = fmt::format("{}: {}", run.summary.id, run.methodName());
    line.colour = look.colour;
    line.dash = look.dash;
    line.marker = look.marker;
    return line;
}

void addCurves(Document& document, const Runs& runs, const std::vector<RunLook>& looks) {
    CurvePlot mean, last;
    mean.y = {"mean accuracy of all exits", Unit::Percent, {}, {}};
    last.y = {"accuracy of the last exit", Unit::Percent, {}, {}};
    for (std::size_t r = 0; r < runs.size(); ++r) {
        Line a = lineOf(*runs[r], looks[r]), b = a;
        for (const Evaluated* evaluated : runs[r]->evaluations) {
            const std::vector<double> exits = meanPerExit(*evaluated);
            if (exits.empty()) continue;
            a.x.push_back(evaluated->round);
            a.y.push_back(meanOf(exits));
            b.x.push_back(evaluated->round);
            b.y.push_back(exits.back());
        }
        if (a.x.empty()) continue;
        mean.lines.push_back(std::move(a));
        last.lines.push_back(std::move(b));
    }
    if (mean.lines.empty()) return;
    document.heading(2, "Accuracy over rounds");
    // Beyond a few lines two columns are too narrow for their names.
    const bool many = runs.size() > 8;
    const double width = many ? kDouble : kSingle, height = many ? 84 : 66;
    Figures pair{{curveFigure(std::move(mean), width, height), curveFigure(std::move(last), width, height)}};
    pair.figures[0].caption = "Mean over clients and exits.";
    pair.figures[1].caption = "Last exit, mean over clients.";
    for (Figure& figure : pair.figures) figure.description = figure.caption;
    document.add(std::move(pair));
}

void addTrade(Document& document, const Runs& runs, const std::vector<RunLook>& looks) {
    CurvePlot trade;
    trade.x = {"MACs per sample", Unit::Quantity, {}, {}};
    trade.y = {"accuracy", Unit::Percent, {}, {}};
    for (std::size_t r = 0; r < runs.size(); ++r) {
        const ExitRecords* test = runs[r]->tests();
        if (!test) continue;
        Line line = lineOf(*runs[r], looks[r]);
        for (const PolicyResult& result : thresholdSweep(*test, ExitRule::Confidence, runs[r]->start->exitMacs)) {
            line.x.push_back(result.macs);
            line.y.push_back(result.clientAccuracy);
        }
        trade.lines.push_back(std::move(line));
    }
    if (trade.lines.empty()) return;
    document.heading(2, "Accuracy and cost");
    document.figure(curveFigure(std::move(trade), kDouble, 84),
                    "Accuracy (mean over clients) against the expected cost of a sample, as the confidence threshold "
                    "goes from 0.30 to 0.99.");
}

}  // namespace

std::vector<RunLook> looksOf(const Runs& runs) {
    std::vector<RunLook> looks;
    std::vector<int> taken;
    for (const auto& run : runs) {
        int index = run->summary.colour;
        while (std::find(taken.begin(), taken.end(), index) != taken.end() && taken.size() < kCategories)
            index = (index + 1) % kCategories;
        taken.push_back(index);
        const CategoryLook look = categoryLook(lightPalette(), index);
        looks.push_back({look.colour, look.dash, look.marker});
    }
    return looks;
}

void addOverview(Document& document, const Runs& runs, double threshold) {
    document.heading(1, "Overview");
    addRunTable(document, runs, threshold);
    addGroups(document, runs, threshold);
    const std::vector<RunLook> looks = looksOf(runs);
    addCurves(document, runs, looks);
    addTrade(document, runs, looks);
}

}  // namespace exitlab
