// SPDX-License-Identifier: GPL-3.0-or-later
// Reports as JSON, one object each: {"report": "evaluated", "round": 3, ...}. For --json and for the store's payloads.
#pragma once

#include <nlohmann/json.hpp>

#include "core/metrics/report.h"

namespace exitlab {

/// "run_started", "evaluated", "records_taken", "loss_measured", "conflict_measured", "method_series", "method_matrix",
/// "method_histogram", "method_scatter", "method_image_grid", "traffic_measured", "round_finished", "message",
/// "checkpoint_written", "run_finished".
const char* reportName(const ReportBody& report);

/// A number, or null where it is not finite (JSON has no NaN).
nlohmann::ordered_json numberJson(double value);
nlohmann::ordered_json numbersJson(const std::vector<double>& values);

/// Every object starts with "report" and "run" (id), then "round" where the report has one. Tables are arrays of rows;
/// lists with names (loss terms, traffic groups, phases, stages) are objects; numbers that are not finite become null.
/// RecordsTaken gives counts only, MethodImageGrid its sizes and labels without the pixels. RunFinished has "status",
/// "accuracy", "seconds", "bytes_up", "bytes_down", "weights_sha256".
nlohmann::ordered_json toJson(const ReportBody& report, std::int64_t run);

}  // namespace exitlab
