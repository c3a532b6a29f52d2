// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's side of ServerRound: applies what the method decides and counts what travels.
#pragma once

#include "core/federation/evaluator.h"

namespace exitlab {

/// Bytes of one round by tensor group.
class TrafficCounter {
  public:
    void up(const std::string& group, std::int64_t bytes) { counts_[group].first += bytes; }
    void down(const std::string& group, std::int64_t bytes) { counts_[group].second += bytes; }
    void up(const std::map<std::string, std::int64_t>& groups);
    void down(const std::map<std::string, std::int64_t>& groups);
    TrafficMeasured measured(int round) const;

  private:
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> counts_;
};

class EngineRound final : public ServerRound {
  public:
    struct Context {
        FederationState& state;
        const Algorithm& algorithm;
        const Dataset& data;
        const Settings& settings;
        Network& network;  ///< scratch of the run thread
        TrafficCounter& traffic;
        std::function<std::vector<std::int64_t>(int client)> probe;  ///< sample indices of a client's probe batch
        std::function<void(const ReportPtr&)> sink;
        bool measuring = false;
    };

    EngineRound(Context context, std::vector<Upload> uploads)
        : context_(std::move(context)), uploads_(std::move(uploads)) {}

    int round() const override { return context_.state.round; }
    const std::vector<Upload>& uploads() const override { return uploads_; }
    std::vector<double> weights() const override;
    const Tensor& global() const override { return context_.state.global; }
    void averageShared() override;
    void deliver(int client, const SpanSet& target, const Tensor& packed) override;
    void deliverKept(int client, const std::string& name, const Tensor& value, const std::string& group) override;
    bool measuring() const override { return context_.measuring; }
    Tensor probeFeatures(int client, int exit) override;
    void report(MethodSeries series) override;
    void report(MethodMatrix matrix) override;
    void report(MethodHistogram histogram) override;
    void report(MethodScatter scatter) override;
    void report(MethodImageGrid images) override;

  private:
    /// Refuses what contradicts itself.
    template <class Result>
    void tell(Result result);

    Context context_;
    std::vector<Upload> uploads_;
};

}  // namespace exitlab
