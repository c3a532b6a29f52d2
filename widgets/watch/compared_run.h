// SPDX-License-Identifier: GPL-3.0-or-later
// Runs side by side: what the panels of a comparison read. No widgets here.
#pragma once

#include <QString>
#include <cstdint>
#include <memory>
#include <vector>

#include "widgets/plots/curve_plot.h"
#include "widgets/watch/run_history.h"

namespace exitlab {

struct ComparedRun {
    std::int64_t run = 0;
    QString name, method;
    int colour = 0;  ///< of the run, for life
    RunStatus status = RunStatus::Queued;
    bool diverged = false;
    bool visible = true;
    std::shared_ptr<RunHistory> history = std::make_shared<RunHistory>();
    QString label;  ///< by which it is told apart: see labelRuns()
};
using ComparedRuns = std::vector<ComparedRun>;

/// The shared horizontal axis.
enum class CompareAxis { Round, Bytes, WallTime, SimulatedTime };

struct CompareChoice {
    CompareAxis axis = CompareAxis::Round;
    int exit = -1;  ///< -1: the mean of all exits
    int round = 0;  ///< of what shows one round
};

/// "CAFEDistill · 12": the method where the names are all alike, the name where the methods are, and the number.
void labelRuns(ComparedRuns& runs);

/// Where a round of a run lies on the axis; NaN where that is not known.
double axisKey(const RunHistory& history, CompareAxis axis, int round);

enum class CompareBand { None, Deviation, Percentiles, Extremes };
/// Mean over clients of the chosen exit (or of all exits), empty band for None. The band over clients is that of the
/// chosen exit; of the mean of exits, that of each client's mean.
Curve accuracyCurve(const ComparedRun& run, const CompareChoice& choice, CompareBand band);
/// Statistics of one evaluation likewise.
ClientSummary chosenSummary(const RunHistory& history, const Evaluated& evaluation, int exit);

}  // namespace exitlab
