// SPDX-License-Identifier: GPL-3.0-or-later
// A trunk of stages with a classifier (head) at each exit, all tensors in one arena.
#pragma once

#include "core/base/rng.h"
#include "core/config/experiment.h"
#include "core/model/layer.h"

namespace exitlab {

/// Cost of one part of the network for one sample.
struct PartCost {
    std::int64_t parameters = 0;
    std::int64_t macs = 0;
};

struct ExitOutputs {
    std::vector<Tensor> features;  ///< per exit: [n, d], what its head sees; undefined where not computed
    std::vector<Tensor> logits;    ///< per exit: [n, classes]; undefined where the exit was not asked for
};

/// The declared form of a network; cheap (nothing allocated). Exits count from 0; the last one sits on the last stage.
class NetworkPlan {
  public:
    /// From the model.* settings, for samples of this shape. Throws InputError naming the setting that does not fit.
    NetworkPlan(const Settings& settings, const Shape& sample, int classes);

    int exits() const { return static_cast<int>(places_.size()); }
    int stages() const { return static_cast<int>(stageCosts_.size()); }
    int classes() const { return classes_; }
    const Shape& sample() const { return sample_; }
    /// Stage after which each exit sits, from 0.
    const std::vector<int>& places() const { return places_; }
    const SpanTable& spans() const { return spans_; }
    const PartCost& stageCost(int stage) const { return stageCosts_[static_cast<std::size_t>(stage)]; }
    const PartCost& headCost(int exit) const { return headCosts_[static_cast<std::size_t>(exit)]; }
    /// Multiply-accumulates to reach exit k's answer: trunk to its stage, own and earlier heads (cafedistill.md 1.10).
    std::vector<double> exitMacs() const;
    std::vector<std::int64_t> exitParameters() const;

  private:
    friend class Network;
    Settings settings_;
    Shape sample_;
    int classes_;
    std::vector<int> places_;
    SpanTable spans_;
    std::vector<PartCost> stageCosts_, headCosts_;
};

/// A live network: one per worker. Not thread-safe.
class Network {
  public:
    explicit Network(const NetworkPlan& plan);
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;

    const NetworkPlan& plan() const { return plan_; }
    const SpanTable& spans() const { return plan_.spans(); }
    int exits() const { return plan_.exits(); }

    /// All parameters and buffers, flat float [total]; every layer's tensors are views of it.
    const Tensor& values() const { return values_; }
    /// Gradients of the parameters, flat float [parameters]; backward() adds to it.
    const Tensor& gradients() const { return gradients_; }

    /// Draws every tensor anew from (seed, InitialWeights): the same values for the same plan, on any machine.
    void initialize(std::uint64_t seed);

    /// Starts the stream that dropout draws from: once per local training, from (seed, round, client).
    void seedDropout(std::uint64_t seed);

    /// images: as gatherBatch gives them. Computes the trunk to the deepest wanted exit. `training`: batch statistics.
    ExitOutputs forward(const Tensor& images, const std::vector<bool>& wanted, bool training) const;
    ExitOutputs forwardAll(const Tensor& images, bool training) const;

    const Linear& head(int exit) const { return *heads_[static_cast<std::size_t>(exit)]; }

  private:
    NetworkPlan plan_;
    std::vector<Init> inits_;
    LayerPtr stem_;
    std::vector<LayerPtr> stages_;
    std::vector<std::unique_ptr<Linear>> heads_;
    std::shared_ptr<at::Generator> generator_;
    Tensor values_, gradients_;
};

/// A head as one flat vector (weight [classes, d], then bias [classes]) applied to features [n, d] -> [n, classes].
Tensor applyHead(const Tensor& flatHead, const Tensor& features);

}  // namespace exitlab
