// SPDX-License-Identifier: GPL-3.0-or-later
// Reports to rows and back, equal by ==. Internal to core/store.
#pragma once

#include <cstdint>
#include <optional>

#include "core/metrics/report.h"
#include "core/store/database.h"

namespace exitlab {

/// Round under which a report is filed: of a RunStarted, the one before its first.
int roundOf(const ReportBody& report);

/// Stores the report as number `seq` of the run. Throws Error(Usage) for a report that contradicts itself (a table
/// whose values do not fill it).
void writeReport(Connection& connection, std::int64_t run, std::int64_t seq, const ReportBody& report);

/// Reads report `seq`; throws Error(Storage) if a row is missing or is not what was written. `round` and `kind` as in
/// its row of the table report.
ReportPtr readReport(Connection& connection, std::int64_t run, std::int64_t seq, int round, const std::string& kind);

/// JSON lists as stored: NaN is null, infinities are "inf" and "-inf".
std::string listText(const std::vector<double>& values);
std::vector<double> realList(const std::string& text);

}  // namespace exitlab
