// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "core/analysis/pivot.h"

namespace exitlab {

namespace {

double shown(double value, const Measure& measure) { return measure.isShare() ? 100 * value : value; }

std::string latexText(const std::string& text) {
    std::string escaped;
    for (const char c : text) switch (c) {
            case '\\':
                escaped += "\\textbackslash{}";
                break;
            case '~':
                escaped += "\\textasciitilde{}";
                break;
            case '^':
                escaped += "\\textasciicircum{}";
                break;
            case '&':
            case '%':
            case '$':
            case '#':
            case '_':
            case '{':
            case '}':
                escaped += '\\';
                escaped += c;
                break;
            case '\n':
            case '\r':
                escaped += ' ';
                break;
            default:
                escaped += c;
        }
    return escaped;
}

std::string csvText(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

std::string csvNumber(double value) { return std::isnan(value) ? std::string() : settingText(value); }

/// The number of seeds if all cells have the same; 0: they differ.
int commonCount(const PivotTable& table) {
    int n = 0;
    for (const PivotRow& row : table.rows)
        for (const PivotCell& cell : row.cells) {
            if (cell.spread.n == 0) continue;
            if (n != 0 && cell.spread.n != n) return 0;
            n = cell.spread.n;
        }
    return n;
}

std::string latexCell(const PivotCell& cell, const Measure& measure, int decimals, bool counts) {
    if (cell.spread.n == 0) return "--";
    std::string text = cellText(cell, measure, decimals, "\\pm");
    const std::size_t sign = text.find(" \\pm ");
    std::string mean = text.substr(0, sign);
    if (cell.best) mean = "\\mathbf{" + mean + "}";
    text = "$" + mean + (sign == std::string::npos ? "" : text.substr(sign));
    if (cell.test && cell.test->verdict == Verdict::Win) text += "^{+}";
    if (cell.test && cell.test->verdict == Verdict::Loss) text += "^{-}";
    text += "$";
    if (counts) text += fmt::format(" ({})", cell.spread.n);
    return text;
}

}  // namespace

int pivotDecimals(const PivotTable& table) {
    if (table.question.measure.isShare()) return 1;
    double largest = 0;
    for (const PivotRow& row : table.rows)
        for (const PivotCell& cell : row.cells)
            if (cell.spread.n > 0 && std::isfinite(cell.spread.mean))
                largest = std::max(largest, std::abs(cell.spread.mean));
    if (largest == 0) return 1;
    return std::clamp(3 - static_cast<int>(std::floor(std::log10(largest))), 0, 6);
}

std::string cellText(const PivotCell& cell, const Measure& measure, int decimals, const std::string& plusMinus) {
    if (cell.spread.n == 0) return {};
    std::string text = fmt::format("{:.{}f}", shown(cell.spread.mean, measure), decimals);
    if (!std::isnan(cell.spread.deviation))
        text += fmt::format(" {} {:.{}f}", plusMinus, shown(cell.spread.deviation, measure), decimals);
    return text;
}

std::string pivotLatex(const PivotTable& table) {
    const PivotQuestion& question = table.question;
    const Measure& measure = question.measure;
    const int decimals = pivotDecimals(table), n = commonCount(table);
    const bool tally = !question.baseline.empty() && !table.rows.empty();
    std::string unit = measure.unit();
    std::string text = "% Needs \\usepackage{booktabs}\n";
    text += "% " + measure.title(question.threshold) + (unit.empty() ? "" : " in " + unit) +
            ": mean and standard deviation over " +
            (n > 0 ? fmt::format("{} seed(s)", n) : std::string("seeds (number)")) + "; the best of each column bold\n";
    if (tally)
        text += fmt::format(
            "% + better, - worse than {} (corrected resampled paired t-test by seed, level {}); W/T/L: wins, ties, "
            "losses\n",
            question.baseline, settingText(question.level));
    if (table.mixed) text += "% Some cells hold runs of more than one setting\n";
    text += "\\begin{tabular}{l" + std::string(table.columns.size(), 'r') + (tally ? "r" : "") + "}\n\\toprule\n";
    text += latexText(question.rows);
    for (const std::string& column : table.columns) text += " & " + latexText(column);
    if (tally) text += " & W/T/L";
    text += " \\\\\n\\midrule\n";
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const PivotRow& row = table.rows[r];
        text += latexText(row.name);
        for (const PivotCell& cell : row.cells) text += " & " + latexCell(cell, measure, decimals, n == 0);
        if (tally) text += r == 0 ? " & --" : fmt::format(" & {}/{}/{}", row.wins, row.ties, row.losses);
        text += " \\\\\n";
    }
    return text + "\\bottomrule\n\\end{tabular}\n";
}

std::string pivotCsv(const PivotTable& table) {
    const bool tested = !table.question.baseline.empty();
    std::string text = csvText(table.question.rows);
    for (const std::string& column : table.columns) {
        for (const char* what : {" mean", " std", " n"}) text += ',' + csvText(column + what);
        if (tested) text += ',' + csvText(column + " p") + ',' + csvText(column + " verdict");
    }
    text += "\r\n";
    for (const PivotRow& row : table.rows) {
        text += csvText(row.name);
        for (const PivotCell& cell : row.cells) {
            text += ',' + csvNumber(cell.spread.mean) + ',' + csvNumber(cell.spread.deviation) + ',' +
                    std::to_string(cell.spread.n);
            if (tested)
                text += ',' + (cell.test ? csvNumber(cell.test->p) : std::string()) + ',' +
                        (cell.test ? toString(cell.test->verdict) : "");
        }
        text += "\r\n";
    }
    return text;
}

}  // namespace exitlab
