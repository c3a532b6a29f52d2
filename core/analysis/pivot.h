// SPDX-License-Identifier: GPL-3.0-or-later
// Methods x data sets as papers print them: mean ± standard deviation over seeds, the best bold, marks of a test
// against a baseline.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/analysis/groups.h"

namespace exitlab {

struct PivotQuestion {
    std::string rows = "method", columns = "data";  ///< a field or setting, see FieldReader
    Measure measure;
    double threshold = 0.6;  ///< named in titles; what it gives was measured in makeRecord()
    std::string baseline;    ///< a row, empty: no test
    double level = 0.05;
};

struct PivotCell {
    Spread spread;                   ///< n = 0: no run
    int settings = 0;                ///< groups of equal settings in it; above 1 the seeds are not repetitions alone
    bool best = false;               ///< the best mean of its column
    std::optional<PairedTest> test;  ///< against the baseline's cell of the column
};

struct PivotRow {
    std::string name;
    std::vector<PivotCell> cells;        ///< per column
    int wins = 0, ties = 0, losses = 0;  ///< against the baseline over the columns
};

struct PivotTable {
    PivotQuestion question;
    std::vector<std::string> columns;
    std::vector<PivotRow> rows;  ///< the baseline first, then by name
    bool mixed = false;          ///< a cell holds more than one setting
};

/// Runs without the row or column value are left out, and so is a value that no run has. Throws InputError naming a
/// baseline that is no row.
PivotTable pivotTable(const std::vector<const RunRecord*>& runs, const PivotQuestion& question);

/// "71.2 ± 0.3"; shares in percent. Decimals: see pivotDecimals().
std::string cellText(const PivotCell& cell, const Measure& measure, int decimals, const std::string& plusMinus);
/// One for percent; otherwise as many as leave four significant digits to the largest mean.
int pivotDecimals(const PivotTable& table);

/// A whole tabular environment (booktabs) with a caption-ready note in comments; all text escaped.
std::string pivotLatex(const PivotTable& table);
/// A header, then one line per row: mean, standard deviation, n, p and verdict of every column, all digits, shares
/// 0..1.
std::string pivotCsv(const PivotTable& table);
/// "win", "tie", "loss", "" (too few).
const char* toString(Verdict verdict);

}  // namespace exitlab
