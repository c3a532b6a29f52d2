// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/pivot.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "core/analysis/run_fields.h"
#include "core/base/error.h"

namespace exitlab {

namespace {

std::string textOf(const FieldValue& value) {
    struct As {
        std::string operator()(std::monostate) const { return {}; }
        std::string operator()(bool on) const { return on ? "true" : "false"; }
        std::string operator()(double real) const { return settingText(real); }
        std::string operator()(std::string_view text) const { return std::string(text); }
    };
    return std::visit(As{}, value);
}

/// Numbers by size, words by letters.
bool before(const std::string& a, const std::string& b) {
    double x = 0, y = 0;
    const auto number = [](const std::string& text, double& value) {
        const auto [at, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
        return failed == std::errc() && at == text.data() + text.size();
    };
    const bool first = number(a, x), second = number(b, y);
    if (first && second && x != y) return x < y;
    return first != second ? first : a < b;
}

struct Before {
    bool operator()(const std::string& a, const std::string& b) const { return before(a, b); }
};

void markBest(PivotTable& table) {
    const bool higher = table.question.measure.higherIsBetter();
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        double best = std::nan("");
        for (const PivotRow& row : table.rows) {
            const Spread& spread = row.cells[c].spread;
            if (spread.n > 0 && (std::isnan(best) || (higher ? spread.mean > best : spread.mean < best)))
                best = spread.mean;
        }
        for (PivotRow& row : table.rows)
            row.cells[c].best = row.cells[c].spread.n > 0 && row.cells[c].spread.mean == best;
    }
}

using Cells = std::map<std::string, std::map<std::string, std::vector<const RunRecord*>, Before>, Before>;

/// The runs of a cell as one group: of several settings, pairing by seed would pick one at will.
void test(PivotTable& table, const std::vector<std::vector<std::vector<RunGroup>>>& groups, std::size_t baseline) {
    const PivotQuestion& question = table.question;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        if (r == baseline) continue;
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const auto &mine = groups[r][c], &theirs = groups[baseline][c];
            if (mine.empty() || theirs.empty()) continue;
            PairedTest result;
            if (mine.size() > 1 || theirs.size() > 1) {
                result.p = result.t = std::nan("");
                result.reason = "the cell or the baseline's holds more than one setting";
            } else {
                result = compareGroups(mine.front(), theirs.front(), question.measure, question.level);
            }
            table.rows[r].wins += result.verdict == Verdict::Win;
            table.rows[r].ties += result.verdict == Verdict::Tie;
            table.rows[r].losses += result.verdict == Verdict::Loss;
            table.rows[r].cells[c].test = std::move(result);
        }
    }
}

}  // namespace

PivotTable pivotTable(const std::vector<const RunRecord*>& runs, const PivotQuestion& question) {
    const FieldReader rowReader(question.rows), columnReader(question.columns);
    Cells cells;
    std::map<std::string, int, Before> columns;
    for (const RunRecord* run : runs) {
        const RunRow row{&run->run, &run->settings};
        const std::string name = textOf(rowReader.value(row)), column = textOf(columnReader.value(row));
        if (name.empty() || column.empty()) continue;
        cells[name][column].push_back(run);
        columns[column] = 0;
    }
    PivotTable table;
    table.question = question;
    for (const auto& [column, unused] : columns) table.columns.push_back(column);
    std::vector<std::string> names;
    for (const auto& [name, unused] : cells) names.push_back(name);
    if (!question.baseline.empty()) {
        const auto found = std::find(names.begin(), names.end(), question.baseline);
        if (found == names.end()) {
            std::string known;
            for (const std::string& name : names) known += (known.empty() ? "" : ", ") + name;
            throw InputError("baseline", "", "expected one of " + known + "; found \"" + question.baseline + "\"");
        }
        std::rotate(names.begin(), found, found + 1);
    }
    std::vector<std::vector<std::vector<RunGroup>>> groups;
    for (const std::string& name : names) {
        PivotRow& row = table.rows.emplace_back();
        auto& rowGroups = groups.emplace_back();
        row.name = name;
        for (const std::string& column : table.columns) {
            PivotCell& cell = row.cells.emplace_back();
            auto& cellGroups = rowGroups.emplace_back(groupRuns(cells[name][column]));
            std::vector<double> values;
            for (const RunGroup& group : cellGroups)
                for (const double value : valuesOf(group, question.measure)) values.push_back(value);
            cell.spread = spreadOf(values);
            cell.settings = static_cast<int>(cellGroups.size());
            table.mixed = table.mixed || cell.settings > 1;
        }
    }
    markBest(table);
    if (!question.baseline.empty() && !table.rows.empty()) test(table, groups, 0);
    return table;
}

const char* toString(Verdict verdict) {
    switch (verdict) {
        case Verdict::Win:
            return "win";
        case Verdict::Tie:
            return "tie";
        case Verdict::Loss:
            return "loss";
        case Verdict::TooFew:
            return "";
    }
    return "";
}

}  // namespace exitlab
