// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/compare_groups.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/cli/run_text.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/analysis/pivot.h"
#include "core/analysis/run_fields.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace exitlab::cli {
namespace {

int exitsOf(const std::vector<const RunRecord*>& runs) {
    std::size_t exits = 0;
    for (const RunRecord* run : runs) exits = std::max(exits, run->run.accuracy.size());
    return static_cast<int>(exits);
}

std::string valueText(const Measure& measure, double value) {
    if (std::isnan(value)) return "-";
    if (measure.isShare()) return percent(value);
    if (measure.unit() == "bytes") return bytesText(value);
    return measure.unit() == "s" ? durationText(value) : quantity(value);
}

/// A difference in the unit of its values, with a sign.
std::string differenceText(const Measure& measure, double value) {
    if (std::isnan(value)) return "-";
    const std::string size = valueText(measure, std::abs(value));
    return (value < 0 ? "-" : "+") + size;
}

std::string verdictText(const PairedTest& test) {
    return test.verdict == Verdict::TooFew ? "too few" : toString(test.verdict);
}

Json testJson(const PairedTest& test) {
    Json out = Json::object();
    out["pairs"] = test.pairs;
    out["difference"] = numberJson(test.difference);
    out["deviation"] = numberJson(test.deviation);
    out["test_per_train"] = numberJson(test.testPerTrain);
    out["degrees"] = test.degrees;
    out["t"] = numberJson(test.t);
    out["p"] = numberJson(test.p);
    out["verdict"] = test.verdict == Verdict::TooFew ? Json(nullptr) : Json(toString(test.verdict));
    if (!test.reason.empty()) out["reason"] = test.reason;
    return out;
}

Json spreadJson(const Spread& spread) {
    return Json{{"n", spread.n}, {"mean", numberJson(spread.mean)}, {"deviation", numberJson(spread.deviation)}};
}

/// The group of that label, or the only one of that method.
const RunGroup* baselineOf(const std::vector<RunGroup>& groups, const std::string& wanted) {
    if (wanted.empty()) return nullptr;
    std::vector<const RunGroup*> found;
    std::string labels;
    for (const RunGroup& group : groups) {
        if (group.label == wanted) return &group;
        if (group.runs.front()->run.method == wanted) found.push_back(&group);
        labels += (labels.empty() ? "\"" : ", \"") + group.label + '"';
    }
    if (found.size() == 1) return found.front();
    throw InputError(
        "--baseline", "",
        (found.empty() ? "no group is \"" : "more than one group is \"") + wanted + "\"; there are " + labels);
}

void testLegend(const std::string& baseline, double level) {
    fmt::print(
        "Against {}, paired by seed: corrected resampled t-test, two-sided, level {}, each comparison by itself.\n",
        baseline, number(level));
}

void write(const std::string& file, const std::string& text) {
    if (file.empty()) return;
    if (file == "-") {
        fmt::print("{}", text);
        return;
    }
    AtomicFile out(file);
    out.write(text);
    out.commit();
}

}  // namespace

ExitCode printDifferences(const std::vector<const RunRecord*>& runs, const CompareOptions& options) {
    const std::vector<Difference> found = differences(runs);
    if (options.json) {
        for (const Difference& difference : found) {
            Json out = Json::object();
            out["setting"] = difference.key;
            for (std::size_t i = 0; i < runs.size(); ++i) {
                const SettingValue* value = runs[i]->settings.find(difference.key);
                out["runs"][std::to_string(runs[i]->run.id)] =
                    value ? std::visit([](const auto& held) { return Json(held); }, *value) : Json(nullptr);
            }
            fmt::print("{}\n", out.dump());
        }
        return ExitCode::Ok;
    }
    if (found.empty()) {
        fmt::print("{}\n", runs.size() < 2 ? "One run has nothing to differ from; name another."
                                           : "These runs have the same settings and seed.");
        return ExitCode::Ok;
    }
    TextTable table;
    table.column("setting", TextTable::Align::Left);
    for (const RunRecord* run : runs) table.column(fmt::format("run {}", run->run.id), TextTable::Align::Left, 24);
    for (const Difference& difference : found) {
        std::vector<std::string> cells{difference.key};
        for (const std::string& value : difference.values) cells.push_back(value.empty() ? "-" : value);
        table.row(std::move(cells));
    }
    fmt::print("{}", table.text(Style(stdout)));
    return ExitCode::Ok;
}

ExitCode printGroups(const std::vector<const RunRecord*>& runs, const CompareOptions& options) {
    const Measure measure = measureFrom(options.value, exitsOf(runs));
    const std::vector<RunGroup> groups = groupRuns(runs);
    const RunGroup* baseline = baselineOf(groups, options.baseline);
    TextTable table;
    table.column("group", TextTable::Align::Left, 48);
    table.column("n");
    table.column(measure.title(options.threshold));
    table.column("std");
    if (baseline)
        for (const char* title : {"difference", "pairs", "p"}) table.column(title);
    if (baseline) table.column("verdict", TextTable::Align::Left);
    for (const RunGroup& group : groups) {
        const Spread spread = spreadOf(valuesOf(group, measure));
        const bool tested = baseline && &group != baseline;
        const PairedTest test = tested ? compareGroups(group, *baseline, measure, options.level) : PairedTest();
        if (options.json) {
            Json out = Json::object();
            out["group"] = group.label;
            out["method"] = group.runs.front()->run.method;
            out["dataset"] = group.runs.front()->run.dataset;
            out["runs"] = out["seeds"] = Json::array();
            for (const RunRecord* run : group.runs) {
                out["runs"].push_back(run->run.id);
                out["seeds"].push_back(run->run.seed);
            }
            out["value"] = measure.id();
            out.update(spreadJson(spread));
            if (tested) out["test"] = testJson(test);
            fmt::print("{}\n", out.dump());
            continue;
        }
        std::vector<std::string> cells{group.label, std::to_string(spread.n), valueText(measure, spread.mean),
                                       valueText(measure, spread.deviation)};
        if (tested)
            cells.insert(cells.end(), {differenceText(measure, test.difference), std::to_string(test.pairs),
                                       number(test.p), verdictText(test)});
        else if (baseline)
            cells.insert(cells.end(), {"", "", "", "baseline"});
        table.row(std::move(cells));
    }
    if (options.json) return ExitCode::Ok;
    fmt::print("{}", table.text(Style(stdout)));
    if (baseline) testLegend(baseline->label, options.level);
    return ExitCode::Ok;
}

ExitCode printPivot(const std::vector<const RunRecord*>& runs, const CompareOptions& options) {
    PivotQuestion question;
    question.rows = options.rows;
    question.columns = options.columns;
    question.measure = measureFrom(options.value, exitsOf(runs));
    question.threshold = options.threshold;
    question.baseline = options.baseline;
    question.level = options.level;
    const PivotTable pivot = pivotTable(runs, question);
    if (pivot.rows.empty())
        throw InputError("--pivot", "",
                         "no run has both \"" + options.rows + "\" and \"" + options.columns +
                             "\"; they are columns or settings as `list --columns` takes them");
    write(options.latex, pivotLatex(pivot));
    write(options.csv, pivotCsv(pivot));
    if (options.latex == "-" || options.csv == "-") return ExitCode::Ok;
    if (options.json) {
        for (const PivotRow& row : pivot.rows)
            for (std::size_t c = 0; c < pivot.columns.size(); ++c) {
                const PivotCell& cell = row.cells[c];
                Json out = Json::object();
                out["row"] = row.name;
                out["column"] = pivot.columns[c];
                out["value"] = question.measure.id();
                out.update(spreadJson(cell.spread));
                out["settings"] = cell.settings;
                out["best"] = cell.best;
                if (cell.test) out["test"] = testJson(*cell.test);
                fmt::print("{}\n", out.dump());
            }
        return ExitCode::Ok;
    }
    const bool tested = !question.baseline.empty();
    const int decimals = pivotDecimals(pivot);
    TextTable table;
    table.column(question.rows, TextTable::Align::Left, 32);
    for (const std::string& column : pivot.columns) table.column(column);
    if (tested) table.column("W/T/L");
    for (const PivotRow& row : pivot.rows) {
        std::vector<std::string> cells{row.name};
        for (const PivotCell& cell : row.cells) {
            std::string text = cellText(cell, question.measure, decimals, unicodeOutput() ? "±" : "+-");
            if (text.empty()) {
                cells.emplace_back("-");
                continue;
            }
            text += fmt::format(" ({})", cell.spread.n);
            const auto verdict = cell.test ? cell.test->verdict : Verdict::Tie;
            text += verdict == Verdict::Win ? " +" : verdict == Verdict::Loss ? " -" : "  ";
            cells.push_back((cell.best ? "*" : "") + text);
        }
        if (tested)
            cells.push_back(row.name == question.baseline ? "-"
                                                          : fmt::format("{}/{}/{}", row.wins, row.ties, row.losses));
        table.row(std::move(cells));
    }
    fmt::print("{}\n{}{}: mean and standard deviation over seeds (number); * the best of its column.\n",
               table.text(Style(stdout)), question.measure.title(options.threshold),
               question.measure.unit().empty() ? "" : ", " + question.measure.unit());
    if (tested) {
        fmt::print("+ better, - worse. ");
        testLegend(question.baseline, options.level);
    }
    if (pivot.mixed) fmt::print("Some cells hold runs of more than one setting; they are not tested.\n");
    return ExitCode::Ok;
}

}  // namespace exitlab::cli
