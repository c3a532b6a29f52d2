// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the queue and of branches. Internal to core/store.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/store/database.h"
#include "core/store/process.h"
#include "core/store/run_rows.h"
#include "core/store/run_store.h"

namespace exitlab {

std::vector<QueuePlace> queuePlaces(Connection& connection);
void enqueueRuns(Connection& connection, const std::vector<std::int64_t>& runs, bool together);
void moveQueuePlace(Connection& connection, std::int64_t run, int to);
bool dropQueuePlace(Connection& connection, std::int64_t run);
void dropQueueRun(Connection& connection, std::int64_t run);
std::vector<std::int64_t> claimQueuePlace(Connection& connection, const ProcessIdentity& owner);

/// Name of the checkpoint file of a round; throws Error(Usage) naming the rounds that have one.
std::string checkpointFile(Connection& connection, std::int64_t run, int round);
/// A run like `row`, Queued, with everything that `parent` told up to `round` and the checkpoint of that round.
std::int64_t insertBranch(Connection& connection, std::int64_t parent, int round, const NewRun& row);

}  // namespace exitlab
