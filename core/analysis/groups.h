// SPDX-License-Identifier: GPL-3.0-or-later
// Runs side by side: what differs between their settings, which are repetitions of one experiment, and whether one
// method is better than another.
#pragma once

#include <string>
#include <vector>

#include "core/analysis/run_record.h"

namespace exitlab {

/// One setting in which runs differ.
struct Difference {
    std::string key;
    std::vector<std::string> values;  ///< per run; empty: the run does not have it, or it has no effect there
};
/// Only the settings that are not the same in all; names and machinery (see isMachinery) never. In the order of the
/// first run's file, then those that only others have.
std::vector<Difference> differences(const std::vector<const RunRecord*>& runs);
/// Settings that do not change the result of a run: its name, threads, checkpoints.
bool isMachinery(const std::string& key);

/// Runs that are equal in everything but the seed (and machinery).
struct RunGroup {
    std::vector<const RunRecord*> runs;  ///< one per seed, by seed; a seed that was run again: the newest that finished
    int repeated = 0;                    ///< runs left out because their seed is there already
    std::string label;                   ///< method, and what tells it from the other groups
};
/// In the order of their oldest run. `runs` must outlive the result.
std::vector<RunGroup> groupRuns(const std::vector<const RunRecord*>& runs);
std::vector<double> valuesOf(const RunGroup& group, const Measure& measure);

/// Outcome for the challenger.
enum class Verdict { Win, Tie, Loss, TooFew };

/// Corrected resampled t-test for paired values (Nadeau and Bengio, Inference for the generalization error, Machine
/// Learning 52, 2003): runs of different seeds draw their training and test samples from the same pool, so that
/// differences over seeds are not independent and the plain t-test finds differences that are not there. With n
/// differences d_j of mean m and sample variance s^2 (n - 1),
///     t = m / sqrt((1/n + n_test/n_train) s^2),   n - 1 degrees of freedom, two-sided.
/// n_test/n_train is that of the runs' own split (RunRecord::testPerTrain), the mean over the runs compared.
struct PairedTest {
    int pairs = 0;
    double difference = 0;    ///< mean of challenger - baseline
    double deviation = 0;     ///< sample standard deviation of the differences
    double testPerTrain = 0;  ///< n_test / n_train used
    double t = 0, p = 1;      ///< NaN without a verdict
    int degrees = 0;
    Verdict verdict = Verdict::TooFew;
    std::string reason;  ///< of TooFew
};
/// `differences`: challenger - baseline. Throws std::invalid_argument for a level outside (0, 1).
PairedTest correctedPairedTest(const std::vector<double>& differences, double testPerTrain, double level,
                               bool higherIsBetter);
/// Pairs by seed.
PairedTest compareGroups(const RunGroup& challenger, const RunGroup& baseline, const Measure& measure, double level);

}  // namespace exitlab
