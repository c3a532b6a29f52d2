// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a report, each from stored values. A part of which nothing was stored is left out, or says so in a
// sentence where a reader would look for it. Internal to core/report.
#pragma once

#include <memory>
#include <vector>

#include "core/report/document.h"
#include "core/report/run_data.h"

namespace exitlab::report {

// sections_setup.cpp
void addFacts(Document& document, const RunData& run);
void addCommandLine(Document& document, const RunData& run, const MethodCatalog& methods);
void addChangedSettings(Document& document, const RunData& run, const MethodCatalog& methods, int level);
void addAllSettings(Document& document, const RunData& run, const MethodCatalog& methods);
void addData(Document& document, const RunData& run);
void addNetwork(Document& document, const RunData& run);
void addClientTable(Document& document, const RunData& run);
void addCitation(Document& document, const RunData& run);

// sections_results.cpp
void addAccuracy(Document& document, const RunData& run, int level, bool brief = false);
void addClientsByExits(Document& document, const RunData& run);
void addLosses(Document& document, const RunData& run);
void addTraffic(Document& document, const RunData& run);
void addTime(Document& document, const RunData& run);
void addWarnings(Document& document, const RunData& run);
/// The accuracy of each exit: mean over clients with a band of one standard deviation.
Figure accuracyFigure(const RunData& run, double widthMm, double heightMm);

// sections_exits.cpp
void addCalibration(Document& document, const RunData& run);
void addExitsTaken(Document& document, const RunData& run, double threshold);

// sections_conflict.cpp
void addConflict(Document& document, const RunData& run);
void addMethodResults(Document& document, const RunData& run);

// overview.cpp
void addOverview(Document& document, const std::vector<std::unique_ptr<RunData>>& runs, double threshold);

/// In which a run is drawn beside others, from the colour it keeps for life.
struct RunLook {
    Rgb colour;
    Dash dash;
    Marker marker;
};
/// Of several runs: where two would look alike, the later takes the next look that is free.
std::vector<RunLook> looksOf(const std::vector<std::unique_ptr<RunData>>& runs);

}  // namespace exitlab::report
