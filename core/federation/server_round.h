// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's side of ServerRound: applies what the method decides and counts what travels.
#pragma once

#include "core/base/error.h"
#include "core/federation/evaluator.h"

namespace exitlab {

/// Bytes of one round by tensor group.
class TrafficCounter {
  public:
    void up(const std::string& group, std::int64_t bytes) { counts_[group].first += bytes; }
    void down(const std::string& group, std::int64_t bytes) { counts_[group].second += bytes; }
    void up(const std::map<std::string, std::int64_t>& groups);
    void down(const std::map<std::string, std::int64_t>& groups);
    void add(const TrafficCounter& other);
    std::int64_t up() const;
    std::int64_t down() const;
    TrafficMeasured measured(int round) const;

  private:
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> counts_;
};

/// Fills in the round and sends to a sink. Throws Error(Run) for a result that contradicts itself (flaw()).
class RoundReporter final : public MethodReporter {
  public:
    RoundReporter(int round, const std::function<void(const ReportPtr&)>& sink) : round_(round), sink_(sink) {}
    void report(MethodSeries series) override { send(std::move(series)); }
    void report(MethodMatrix matrix) override { send(std::move(matrix)); }
    void report(MethodHistogram histogram) override { send(std::move(histogram)); }
    void report(MethodScatter scatter) override { send(std::move(scatter)); }
    void report(MethodImageGrid images) override { send(std::move(images)); }

  private:
    template <class T>
    void send(T result) {
        if constexpr (requires { flaw(result); })
            if (const std::string what = flaw(result); !what.empty())
                throw Error(Error::Kind::Run, "result \"" + result.id + "\" of the method: " + what);
        result.round = round_;
        sink_(makeReport(std::move(result)));
    }
    int round_;
    std::function<void(const ReportPtr&)> sink_;
};

class EngineRound final : public ServerRound {
  public:
    struct Context {
        FederationState& state;
        const Dataset& data;
        const Settings& settings;
        NetworkSet& networks;  ///< scratch of the run thread
        const std::vector<SubModel>& models;
        const std::vector<SpanSet>& held;  ///< per sub-model: its slices of the shared part
        const std::vector<std::int64_t>& publicRows;
        TrafficCounter& traffic;
        std::function<std::vector<std::int64_t>(int client)> probe;  ///< sample indices of a client's probe batch
        std::function<void(const ReportPtr&)> sink;
        const std::atomic<bool>& stop;
        bool measuring = false;
    };

    EngineRound(Context context, std::vector<Upload> uploads)
        : context_(std::move(context)),
          uploads_(std::move(uploads)),
          reporter_(context_.state.round + 1, context_.sink) {}

    int round() const override { return context_.state.round; }
    const std::vector<Upload>& uploads() const override { return uploads_; }
    std::vector<double> weights() const override;
    const Tensor& global(int group) const override { return context_.state.global(group); }
    void setGlobal(const SpanSet& target, const Tensor& packed, int group) override;
    const SpanSet& held(int model) const override { return context_.held[static_cast<std::size_t>(model)]; }
    void averageShared() override { averageShared(weights()); }
    void averageShared(const std::vector<double>& weights) override;
    void averageShared(const std::vector<double>& weights, const std::vector<SpanSet>& counted) override;
    void deliver(int client, const SpanSet& target, const Tensor& packed) override;
    void deliverKept(int client, const std::string& name, const Tensor& value, const std::string& group) override;
    bool measuring() const override { return context_.measuring; }
    std::vector<Tensor> probeLogits(int client, int exit, const std::vector<Tensor>& heads) override;
    Network& network(int model) override;
    std::int64_t publicSamples() const override { return static_cast<std::int64_t>(context_.publicRows.size()); }
    Tensor publicBatch(const std::vector<std::int64_t>& rows) const override;
    void checkStop() const override;
    void report(MethodSeries series) override { reporter_.report(std::move(series)); }
    void report(MethodMatrix matrix) override { reporter_.report(std::move(matrix)); }
    void report(MethodHistogram histogram) override { reporter_.report(std::move(histogram)); }
    void report(MethodScatter scatter) override { reporter_.report(std::move(scatter)); }
    void report(MethodImageGrid images) override { reporter_.report(std::move(images)); }

  private:
    Context context_;
    std::vector<Upload> uploads_;
    RoundReporter reporter_;
};

}  // namespace exitlab
