// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands that set runs side by side measure of them and how they lay it out.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/cli/run_text.h"
#include "app/cli/session.h"
#include "app/cli/text_table.h"
#include "core/analysis/run_record.h"

namespace exitlab::cli {

using Compared = RunRecord;

Compared measureRun(Session& session, const RunSummary& run, double threshold);
/// The run's summary with mean_accuracy, threshold, threshold_accuracy and saving.
Json comparedJson(const Compared& compared, double threshold);

/// Columns "exit 1" ... "mean", "at 0.6", "saving", "up", "down".
void addMeasureColumns(TextTable& table, std::size_t exits, double threshold);
/// Their cells: of one run, or of repetitions as mean and standard deviation (traffic: the mean).
void addMeasureCells(std::vector<std::string>& cells, const std::vector<Compared>& runs, std::size_t exits);
/// What the columns mean.
std::string measureLegend(double threshold);

/// Keys that two of the experiments set differently, among those that `considered` accepts; in the order of keys.
std::vector<std::string> differingKeys(const std::vector<Settings>& experiments,
                                       const std::function<bool(const std::string& key)>& considered);
/// A comparison misleads where more than the method differs; a seed of its own does so on purpose. Prints the keys.
void noteDifferences(const std::vector<Settings>& experiments);

}  // namespace exitlab::cli
