// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands that set runs side by side measure of them and how they lay it out.
#pragma once

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "app/cli/run_text.h"
#include "app/cli/session.h"
#include "app/cli/text_table.h"

namespace exitlab::cli {

struct Compared {
    RunSummary run;
    /// With confidence threshold; NaN without exit records. Means over clients.
    double exitAccuracy = std::numeric_limits<double>::quiet_NaN();
    double saving = std::numeric_limits<double>::quiet_NaN();
    double simulatedSeconds = std::numeric_limits<double>::quiet_NaN();  ///< on its devices; NaN without devices

    /// NaN before the first round has ended.
    double secondsPerRound() const;
};

Compared measureRun(Session& session, const RunSummary& run, double threshold);
/// The run's summary with mean_accuracy, threshold, threshold_accuracy and saving.
Json comparedJson(const Compared& compared, double threshold);

/// Columns "exit 1" ... "mean", "at 0.6", "saving", "up", "down".
void addMeasureColumns(TextTable& table, std::size_t exits, double threshold);
/// Their cells: of one run, or of repetitions as mean and standard deviation (traffic: the mean).
void addMeasureCells(std::vector<std::string>& cells, const std::vector<Compared>& runs, std::size_t exits);
/// What the columns mean.
std::string measureLegend(double threshold);

/// Mean and sample standard deviation (n - 1) of what is not NaN: NaN for none, deviation NaN for one.
struct Spread {
    double mean = 0, deviation = 0;
};
Spread spreadOf(const std::vector<double>& values);

/// Keys that two of the experiments set differently, among those that `considered` accepts; in the order of keys.
std::vector<std::string> differingKeys(const std::vector<Settings>& experiments,
                                       const std::function<bool(const std::string& key)>& considered);
/// A comparison misleads where more than the method differs; a seed of its own does so on purpose. Prints the keys.
void noteDifferences(const std::vector<Settings>& experiments);

}  // namespace exitlab::cli
