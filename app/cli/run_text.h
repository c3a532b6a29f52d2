// SPDX-License-Identifier: GPL-3.0-or-later
// Runs in words and in JSON, the same in every command.
#pragma once

#include <string>
#include <vector>

#include "core/config/parameter_spec.h"
#include "core/metrics/report_json.h"
#include "core/store/run_store.h"

namespace exitlab::cli {

/// "finished", "stopped", "finished, diverged"
std::string statusText(const RunSummary& run);
/// "2026-11-20 11:40" in the machine's time zone, from ISO 8601 in UTC; other text as it is.
std::string localTime(const std::string& utc);
/// NaN for no values.
double meanOf(const std::vector<double>& values);
Json summaryJson(const RunSummary& run);

}  // namespace exitlab::cli
