// SPDX-License-Identifier: GPL-3.0-or-later
// What the server sees and may do after local training: uploads, the global values, networks to train on.
#pragma once

#include "core/federation/local_work.h"
#include "core/metrics/report.h"
#include "core/model/network.h"

namespace exitlab {

/// What a client sent.
struct Upload {
    int client = 0;
    std::int64_t samples = 0;
    int group = 0;       ///< of the shared values it works with
    int model = 0;       ///< sub-model it holds
    Tensor shared;       ///< its slices of layout.shared after training, packed (ServerRound::held says which)
    Tensor before;       ///< uplink() slices as the server last knew them, packed
    Tensor after;        ///< the same after training: travels up
    NamedTensors sent;   ///< what LocalWork::send added: travels up
    NamedTensors noted;  ///< what LocalWork::note added: diagnostics of the simulation, not traffic
};

/// Takes a method's own results; the round is filled in.
class MethodReporter {
  public:
    virtual ~MethodReporter() = default;
    virtual void report(MethodSeries series) = 0;
    virtual void report(MethodMatrix matrix) = 0;
    virtual void report(MethodHistogram histogram) = 0;
    virtual void report(MethodScatter scatter) = 0;
    virtual void report(MethodImageGrid images) = 0;
};

/// What the server may do with a round's uploads (ascending client id).
class ServerRound : public MethodReporter {
  public:
    virtual int round() const = 0;  ///< from 0
    virtual const std::vector<Upload>& uploads() const = 0;
    /// Aggregation weights of the uploads by training.aggregation (samples or uniform); sum to 1.
    virtual std::vector<double> weights() const = 0;
    /// The server's values of a group, flat [total]; only layout.shared and broadcast() are meaningful.
    virtual const Tensor& global(int group = 0) const = 0;
    /// Writes packed slices into a group's values.
    virtual void setGlobal(const SpanSet& target, const Tensor& packed, int group = 0) = 0;
    /// Slices of layout.shared that a sub-model holds: what Upload::shared is packed from.
    virtual const SpanSet& held(int model) const = 0;

    /// Kernels 1 to 3: in every group, each element becomes the weighted mean over the group's uploads that hold it;
    /// elements that nobody held stay. By weights(), or by weights given (any scale, one per upload).
    virtual void averageShared() = 0;
    virtual void averageShared(const std::vector<double>& weights) = 0;
    /// The same where only part of what an upload holds counts: `counted`, one per upload.
    virtual void averageShared(const std::vector<double>& weights, const std::vector<SpanSet>& counted) = 0;

    /// Writes `packed` into the client's personal values; counted as downlink.
    virtual void deliver(int client, const SpanSet& target, const Tensor& packed) = 0;
    /// Keeps a named tensor at the client (LocalWork::kept sees it from the next round on); counted as downlink in
    /// `group`.
    virtual void deliverKept(int client, const std::string& name, const Tensor& value, const std::string& group) = 0;

    /// Whether conflict metrics are due this round: the time for costly extra results.
    virtual bool measuring() const = 0;
    /// Logits of the client's probe batch at an exit under its current values, once per packed head
    /// (spans().head(exit)): [n, classes] each.
    virtual std::vector<Tensor> probeLogits(int client, int exit, const std::vector<Tensor>& heads) = 0;

    /// A network for training on the server, of a sub-model; its values are the method's to set.
    virtual Network& network(int model = 0) = 0;
    /// Unlabelled images that the server has (data.public_samples), as rows for publicBatch.
    virtual std::int64_t publicSamples() const = 0;
    virtual Tensor publicBatch(const std::vector<std::int64_t>& rows) const = 0;
    /// True once the run is asked to stop: long server work then throws StopRequested.
    virtual void checkStop() const = 0;
};

}  // namespace exitlab
