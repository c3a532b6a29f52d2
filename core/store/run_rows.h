// SPDX-License-Identifier: GPL-3.0-or-later
// The run table: what a list of runs shows, kept up to date report by report. Internal to core/store.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/metrics/report.h"
#include "core/store/database.h"
#include "core/store/process.h"

namespace exitlab {

/// Columns of one new run.
struct NewRun {
    std::string name, method, dataset;
    std::uint64_t seed = 0;
    int rounds = 0;
    std::string configuration;  ///< JSON text
    std::string group;          ///< race or sweep; empty: none
};
std::int64_t insertRun(Connection& connection, const NewRun& run);

/// Stores the report and updates the run's row.
void storeReport(Connection& connection, std::int64_t run, const ReportBody& report, const ProcessIdentity& owner);

/// Sets the status; Running and Paused make `owner` the driver of the run, any other status ends that.
/// Throws Error(Usage) if there is no such run.
void setRunStatus(Connection& connection, std::int64_t run, RunStatus status, const ProcessIdentity& owner);

/// Forgets what came after `round` and computes the row again from what is left. Returns the names of checkpoint files
/// that are no longer listed.
std::vector<std::string> rewindRun(Connection& connection, std::int64_t run, int round, const ProcessIdentity& owner);

/// Lists the file (replacing one of the same round) and drops those beyond the `keep` newest; returns their names.
std::vector<std::string> insertCheckpoint(Connection& connection, std::int64_t run, int round, const std::string& file,
                                          std::int64_t bytes, const std::string& sha256, int keep);

/// Rows of the run, and its experiment if no other run has it. Throws Error(Usage) while a living process drives it.
void deleteRun(Connection& connection, std::int64_t run);

/// Runs marked as driven whose process is gone become Interrupted; returns how many.
int interruptOrphans(Connection& connection);

/// `sql`: "UPDATE run SET <column> = ? WHERE id = ?".
void setRunFlag(Connection& connection, std::int64_t run, const char* sql, bool flag);
void setRunTags(Connection& connection, std::int64_t run, const std::string& tags);
void setRunNote(Connection& connection, std::int64_t run, const std::string& note);

}  // namespace exitlab
