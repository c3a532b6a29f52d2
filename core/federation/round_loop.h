// SPDX-License-Identifier: GPL-3.0-or-later
// select -> downlink -> train -> uplink -> combine -> evaluate, round after round. Owns the federation's state;
// everything it tells goes through the sink, everything it is told comes through RunControl.
#pragma once

#include <chrono>

#include "core/federation/server_round.h"
#include "core/federation/setup.h"
#include "core/learning/gradient_conflict.h"

namespace exitlab {

/// Round-robin of wall time over named phases.
class PhaseClock {
  public:
    /// Time since the last call counts for `phase`.
    void mark(const std::string& phase);
    /// Moves part of one phase to another (probes run inside training).
    void move(const std::string& from, const std::string& to, double seconds);
    double total() const;
    void into(RoundFinished& report) const;
    void restart();

  private:
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
    std::vector<std::string> names_;
    std::vector<double> seconds_;
};

class RoundLoop {
  public:
    struct Hooks {
        ReportSink sink;
        std::function<void(const FederationState&, const NamedTensors&)> checkpoint;  ///< writes one
        std::function<void(bool paused)> paused;
    };

    RoundLoop(RunSetup& setup, RunControl& control, Hooks hooks);

    FederationState& state() { return state_; }
    /// RunStarted for the rounds that are left.
    void announce();
    /// Until all rounds are done or a stop; returns the final report (not yet sent).
    RunFinished run();
    /// Where the run stands: also for the final report of one that failed.
    void tell(RunFinished& finished) const;

  private:
    /// What a worker brings back of one client.
    struct Trained {
        Upload upload;
        Tensor personal, velocity, headBefore, headAfter;
        NamedTensors keeps;
        std::map<std::string, std::int64_t> sentBytes;
        std::int64_t bytesUp = 0, bytesDown = 0;  ///< of this client's round
        std::vector<std::string> terms;
        std::vector<double> termSums;
        std::int64_t samplesSeen = 0;
        std::optional<GradientConflict> conflict;
        double probeSeconds = 0;
        bool diverged = false;
        bool lost = false;  ///< its device dropped out: it neither trained nor sent
        std::string error;  ///< of a client that failed
    };

    void oneRound();
    Trained trainClient(NetworkSet& networks, int client, const ClientPlan& plan, bool measuring) const;
    void checkPlans(const std::vector<ClientPlan>& plans, const std::vector<int>& cohort) const;
    Tensor peerSlices(int client, const SpanSet& slices) const;
    std::vector<std::int64_t> probeSamples(int client) const;
    void apply(const std::vector<int>& cohort, const std::vector<ClientPlan>& plans, std::vector<Trained>& trained,
               RoundFinished& report);
    void reportDevices(const std::vector<int>& cohort, const std::vector<ClientPlan>& plans,
                       const std::vector<Trained>& trained, RoundFinished& report);
    void reportLoss(const std::vector<Trained>& trained);
    void reportConflict(const std::vector<Trained>& trained);
    void evaluate(bool withRecords, const std::atomic<bool>* stop);
    void checkpoint();
    bool due(const char* everyKey) const;
    double learningRate() const;
    void send(ReportPtr report) const { hooks_.sink(report); }
    void message(Message::Level level, const std::string& text) const;

    RunSetup& setup_;
    const Settings& settings_;
    RunControl& control_;
    Hooks hooks_;
    int rounds_;
    FederationState state_;
    std::vector<SubModel> models_;
    std::vector<SpanSet> held_;                   ///< per sub-model, of the arena
    std::vector<SpanSet> heldShared_;             ///< per sub-model, of the shared part
    std::vector<std::vector<double>> modelMacs_;  ///< per sub-model: to each exit, one sample
    SpanSet broadcast_;                           ///< what comes down to everybody, of the server's values
    WorkerPool pool_;
    NetworkSet scratch_;
    PhaseClock clock_;
    std::vector<double> lastAccuracy_;
    int evaluatedRound_ = -1, recordsRound_ = -1, checkpointRound_ = -1;
};

}  // namespace exitlab
