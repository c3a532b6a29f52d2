// SPDX-License-Identifier: GPL-3.0-or-later
// Several runs beside each other: one table, their curves on shared axes, and repetitions over seeds as groups.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "core/analysis/groups.h"
#include "core/base/number_text.h"
#include "core/metrics/summary.h"
#include "core/report/plot.h"
#include "core/report/sections.h"

namespace exitlab::report {

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
    const Spread spread = spreadOf(values);
    if (spread.n < 2) return percent(spread.mean);
    return fmt::format("{:.1f} \xc2\xb1 {}", 100 * spread.mean, percent(spread.deviation));
}

using Runs = std::vector<std::unique_ptr<RunData>>;

int mostExits(const Runs& runs) {
    int exits = 0;
    for (const auto& run : runs) exits = std::max(exits, static_cast<int>(run->summary.accuracy.size()));
    return exits;
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
                                     std::string("traffic"), std::string("s per round")})
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
        row.push_back(bytesText(static_cast<double>(s.bytesUp + s.bytesDown)));
        row.push_back(number(run->secondsPerRound()));
        table.add(std::move(row));
    }
    if (!shared.empty()) document.words("All runs: " + shared + ".");
    document.add(std::move(table));
    document.note(
        fmt::format("Accuracy of each exit and their mean at the last evaluation; accuracy and saved MACs "
                    "when samples leave at confidence {} (always the last exit: 0 %). All are means over "
                    "clients. Traffic is up and down together.",
                    number(threshold)));
}

void addGroups(Document& document, const Runs& runs, double threshold) {
    std::vector<RunRecord> records;
    for (const auto& run : runs) records.push_back(run->record(threshold));
    std::vector<const RunRecord*> all;
    for (const RunRecord& record : records) all.push_back(&record);
    const std::vector<RunGroup> groups = groupRuns(all);
    if (std::none_of(groups.begin(), groups.end(), [](const RunGroup& group) { return group.runs.size() > 1; })) return;
    document.heading(2, "Repetitions");
    DataTable table;
    table.columns = {{"group", Align::Left}, {"n", Align::Right}, {"seeds", Align::Left}};
    std::vector<Measure> shown;
    for (int e = 0; e < mostExits(runs); ++e) {
        shown.push_back({Measure::Kind::Exit, e});
        table.columns.push_back({exitName(e), Align::Right});
    }
    for (const auto& [kind, title] : {std::pair{Measure::Kind::Mean, std::string("mean")},
                                      {Measure::Kind::AtThreshold, "at " + number(threshold)},
                                      {Measure::Kind::Saving, std::string("MACs saved")}}) {
        shown.push_back({kind, 0});
        table.columns.push_back({title, Align::Right});
    }
    int left = 0;
    for (const RunGroup& group : groups) {
        std::string seeds;
        for (const RunRecord* record : group.runs)
            seeds += (seeds.empty()            ? ""
                      : group.runs.size() <= 5 ? ",\xc2\xa0"
                                               : ", ") +
                     std::to_string(record->run.seed);
        // The label begins with the method's id; people know its name.
        std::string label = group.label;
        const std::string& id = group.runs.front()->run.method;
        for (const auto& run : runs)
            if (run->summary.method == id && label.rfind(id, 0) == 0) {
                label.replace(0, id.size(), run->methodName());
                break;
            }
        std::vector<std::string> row{label, std::to_string(group.runs.size()), seeds};
        for (const Measure& measure : shown) row.push_back(spreadText(valuesOf(group, measure)));
        table.add(std::move(row));
        left += group.repeated;
    }
    document.add(std::move(table));
    std::string note = "Mean and standard deviation (n - 1) over runs that differ in nothing but the seed.";
    if (left > 0) note += fmt::format(" {} of a seed that is there already left out.", plural(left, "run"));
    document.note(note);
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

}  // namespace exitlab::report
