// SPDX-License-Identifier: GPL-3.0-or-later
// Tests every client with the values it would use, all exits in one forward pass, and keeps the exit records.
#pragma once

#include <atomic>

#include "core/data/dataset.h"
#include "core/data/partition.h"
#include "core/federation/federation_state.h"
#include "core/federation/worker_pool.h"

namespace exitlab {

struct Evaluation {
    Evaluated summary;
    std::shared_ptr<const ExitRecords> test;
    std::shared_ptr<const ExitRecords> validation;  ///< only if asked for and there is a validation part
    std::vector<NamedTensors> notes;                ///< per client: what the method noted
};

/// `settings`: of the experiment, with `seed`. `stop` may be null; when it becomes true, StopRequested is thrown.
Evaluation evaluateClients(const FederationState& state, const Algorithm& algorithm, const Dataset& data,
                           const Partition& partition, WorkerPool& pool, const Settings& settings, std::uint64_t seed,
                           bool withValidation, const std::atomic<bool>* stop);

}  // namespace exitlab
