// SPDX-License-Identifier: GPL-3.0-or-later
// The one interface of every method. A method answers questions at the steps of a round; it never owns the loop, and
// never touches threads, files, the database or the clock. Each hook's default is plain FedAvg on all exits: loss (1/m)
// sum_k CE(z_k, y), everything shared, weighted mean.
#pragma once

#include "core/config/experiment.h"
#include "core/federation/local_work.h"
#include "core/learning/aggregation.h"
#include "core/metrics/report.h"
#include "core/model/network.h"

namespace exitlab {

/// What a method knows of the federation it runs in. Valid as long as the algorithm.
struct FederationInfo {
    const NetworkPlan* network = nullptr;
    Settings settings;  ///< of the whole experiment; the method's own keys start with "algorithm."
    std::uint64_t seed = 0;
    int rounds = 0;
    int clients = 0;
    int cohort = 0;                          ///< clients per round
    std::vector<std::int64_t> trainSamples;  ///< per client

    int exits() const { return network->exits(); }
    const SpanTable& spans() const { return network->spans(); }
};

/// Which tensors travel and which stay. Together they cover the arena. The engine then applies model.norm_policy and
/// model.norm_parameters: normalisation tensors set to `local` become personal whatever the method says.
struct Layout {
    SpanSet shared;
    SpanSet personal;
};

/// One client's part in a round.
struct ClientPlan {
    /// Exits that are computed and trained; the default is all. Heads left out are not touched at all.
    std::vector<bool> exits;
};

/// What a client sent.
struct Upload {
    int client = 0;
    std::int64_t samples = 0;
    Tensor shared;  ///< layout.shared after training, packed
    Tensor before;  ///< uplink() slices as the server last knew them, packed
    Tensor after;   ///< the same after training: travels up
};

/// What the server may do with a round's uploads (ascending client id).
class ServerRound {
  public:
    virtual ~ServerRound() = default;

    virtual int round() const = 0;  ///< from 0
    virtual const std::vector<Upload>& uploads() const = 0;
    /// Aggregation weights of the uploads by training.aggregation (samples or uniform); sum to 1.
    virtual std::vector<double> weights() const = 0;
    /// The global values, flat [total]; only layout.shared is meaningful.
    virtual const Tensor& global() const = 0;
    /// Kernel 1: the weighted mean of the uploads becomes the shared part of the global values.
    virtual void averageShared() = 0;
    /// Writes `packed` into the client's personal values; counted as downlink.
    virtual void deliver(int client, const SpanSet& target, const Tensor& packed) = 0;
    /// Keeps a named tensor at the client (LocalWork::kept sees it from the next round on); counted as downlink in
    /// `group`.
    virtual void deliverKept(int client, const std::string& name, const Tensor& value, const std::string& group) = 0;
    /// Whether conflict metrics are due this round: the time for costly extra results.
    virtual bool measuring() const = 0;
    /// What exit `exit`'s head sees of the client's probe batch under the current global and personal values: [n, d].
    virtual Tensor probeFeatures(int client, int exit) = 0;
    /// Results of the method; round is filled in.
    virtual void report(MethodSeries series) = 0;
    virtual void report(MethodMatrix matrix) = 0;
    virtual void report(MethodHistogram histogram) = 0;
    virtual void report(MethodScatter scatter) = 0;
    virtual void report(MethodImageGrid images) = 0;
};

using NamedTensors = std::map<std::string, Tensor>;

class Algorithm {
  public:
    explicit Algorithm(const FederationInfo& info) : info_(info) {}
    virtual ~Algorithm() = default;
    Algorithm(const Algorithm&) = delete;
    Algorithm& operator=(const Algorithm&) = delete;

    /// Which tensors are shared, which are personal.
    virtual Layout layout() const;

    /// Once per round (from 0), before training, for the cohort (ascending ids): one plan per client.
    virtual std::vector<ClientPlan> plan(int round, const std::vector<int>& cohort);

    /// Before a client's local training, with its values loaded: fill work.scratch. Called from worker threads.
    virtual void beginLocal(LocalWork& work) const;
    /// Named loss terms of one batch; their sum is minimised, each is logged. Called from worker threads.
    virtual std::vector<LossTerm> loss(const LossBatch& batch) const;
    /// The phases of local work; default: training.local_epochs epochs of SGD on loss(). Called from worker threads.
    virtual void localUpdate(LocalWork& work) const;

    /// Personal slices that travel up besides the shared ones; default none.
    virtual SpanSet uplink() const { return {}; }
    /// Personal slices that come back from the server each round through ServerRound::deliver; for the forecast of
    /// traffic.
    virtual SpanSet downlink() const { return {}; }

    /// The server's use of the uploads; default averageShared().
    virtual void combine(ServerRound& round);

    /// Adjusts the values (global and personal parts loaded) a client is tested with; default: as they are. Called from
    /// worker threads.
    virtual void evaluateAs(int client, const Tensor& values) const;

    /// Server state beyond the global values, for checkpoints: restore(state()) gives the same bits.
    virtual NamedTensors state() const { return {}; }
    virtual void restore(const NamedTensors& state);

  protected:
    /// The usual personalised layout: everything but the heads is shared, all heads are personal.
    Layout personalHeads() const;
    const FederationInfo& info() const { return info_; }
    const Settings& settings() const { return info_.settings; }

  private:
    FederationInfo info_;
};

}  // namespace exitlab
