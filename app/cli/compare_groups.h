// SPDX-License-Identifier: GPL-3.0-or-later
// Differences, groups and pivots on the command line.
#pragma once

#include <string>
#include <vector>

#include "app/cli/exit_codes.h"
#include "core/analysis/groups.h"

namespace exitlab::cli {

struct CompareOptions {
    double threshold = 0.6;
    double level = 0.05;
    std::string baseline, value = "mean", rows = "method", columns = "data", latex, csv;
    bool json = false;
};

ExitCode printDifferences(const std::vector<const RunRecord*>& runs, const CompareOptions& options);
ExitCode printGroups(const std::vector<const RunRecord*>& runs, const CompareOptions& options);
/// Throws Error(Storage) for a file that cannot be written.
ExitCode printPivot(const std::vector<const RunRecord*>& runs, const CompareOptions& options);

}  // namespace exitlab::cli
