// SPDX-License-Identifier: GPL-3.0-or-later
// What a run will take, before it is started: memory by formula, traffic by the method's own payloads and cohorts, time
// from a short probe on this machine. Torch-free.
#pragma once

#include <cstdint>
#include <optional>

#include "core/federation/run.h"

namespace exitlab {

/// Bytes. What the program and its libraries take besides (about 200 MB) is not counted.
struct MemoryForecast {
    std::int64_t data = 0;     ///< the data set, once
    std::int64_t workers = 0;  ///< per worker: values, gradients, momentum and the activations of one batch
    std::int64_t clients = 0;  ///< what every client keeps: its personal part, momentum where that is kept
    std::int64_t server = 0;   ///< initial and global values, the copy a stopped round returns to, scratch
    std::int64_t round = 0;    ///< what the cohort of a round brings back
    std::int64_t total() const { return data + workers + clients + server + round; }
    bool operator==(const MemoryForecast&) const = default;
};

/// Bytes over all clients of a round. Exact (what the run will report) unless devices drop out.
struct TrafficForecast {
    double upPerRound = 0, downPerRound = 0;  ///< mean over the rounds
    std::int64_t upTotal = 0, downTotal = 0;
    bool operator==(const TrafficForecast&) const = default;
};

/// Seconds on this machine, extrapolated from a probe.
struct TimeForecast {
    double training = 0;    ///< of a round
    double server = 0;      ///< of a round: combining, the server's own training
    double evaluation = 0;  ///< of one test of all clients
    double conflict = 0;    ///< of one measurement of gradient conflict
    double perRound = 0;    ///< mean over the rounds, tests and measurements where they are due
    double total = 0;
    double samplesPerSecond = 0;  ///< training samples, all workers together
    double probed = 0;            ///< how long the probe itself trained and tested
    bool operator==(const TimeForecast&) const = default;
};

struct Forecast {
    int cohort = 0;   ///< clients of a round
    int workers = 0;  ///< threads that train them
    int rounds = 0;
    std::int64_t trainSamples = 0, testSamples = 0;  ///< over all clients
    MemoryForecast memory;
    TrafficForecast traffic;
    std::optional<TimeForecast> time;  ///< only after a probe
    bool operator==(const Forecast&) const = default;
};

/// Memory and traffic; reads labels only. Throws InputError as a run would.
Forecast forecastOf(const Engine& engine, const Experiment& experiment, const RunOptions& options = {});

/// Trains a few batches and tests a few samples of as many clients as there are workers, with the real network, method
/// and data, about `budget` seconds (the first batch is finished however long it takes), and adds the time. Nothing is
/// stored. control.stop() cancels: nullopt. Throws InputError as a run would.
std::optional<Forecast> probeForecast(const Engine& engine, const Experiment& experiment, RunControl& control,
                                      const RunOptions& options = {}, double budget = 1.2);

}  // namespace exitlab
