// SPDX-License-Identifier: GPL-3.0-or-later
// From an Experiment to the things a run is made of.
#pragma once

#include "core/config/derived.h"
#include "core/data/dataset.h"
#include "core/data/partition.h"
#include "core/federation/algorithm.h"
#include "core/federation/run.h"
#include "core/model/weights_import.h"
#include "core/plugin/loader.h"

namespace exitlab {

struct Engine::Impl {
    LoadedPlugins plugins;
    MethodCatalog catalog;
};

/// 0 means one per core; never more than the clients.
int workerCount(const Settings& settings);

/// Everything a RoundLoop needs; built once, not changed.
struct RunSetup {
    explicit RunSetup(Experiment asked) : experiment(std::move(asked)) {}

    Experiment experiment;
    std::shared_ptr<const Dataset> data;
    Partition partition;
    std::unique_ptr<NetworkPlan> plan;
    Tensor initial;           ///< values everything starts from, flat [total]
    ImportedWeights weights;  ///< the file they were read from, if any
    DeviceFleet fleet;
    std::unique_ptr<Algorithm> algorithm;
    /// Clients that train in round t (from 0), ascending; empty: drawCohort.
    std::function<std::vector<int>(int round)> cohort;
};

/// `size` of the method's candidates, drawn without replacement from (seed, Cohort, round): the same for any number of
/// workers or ranks, and for any two methods without wishes of their own. Throws InputError if none of 1000 draws is
/// accepted.
std::vector<int> drawCohort(const Algorithm& algorithm, std::uint64_t seed, int round);

/// Loads data, draws the partition, plans the network, makes the algorithm. Throws InputError.
RunSetup prepareRun(const Engine& engine, const Experiment& experiment, const RunOptions& options);

/// The settings after the method's own adapt(), if it has one: what networks are planned with.
Settings adaptedSettings(const Engine& engine, const Settings& settings);

/// The method's algorithm for a network; throws InputError naming the methods that exist.
std::unique_ptr<Algorithm> makeAlgorithm(const Engine& engine, const FederationInfo& info);

}  // namespace exitlab
