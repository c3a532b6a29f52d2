// SPDX-License-Identifier: GPL-3.0-or-later
// A trunk of stages with an exit at some of them, all tensors in one arena.
#pragma once

#include "core/base/rng.h"
#include "core/config/experiment.h"
#include "core/model/heads.h"
#include "core/model/recurrent_exits.h"

namespace exitlab {

/// Cost of one part of the network for one sample.
struct PartCost {
    std::int64_t parameters = 0;
    std::int64_t macs = 0;
};

struct ExitOutputs {
    std::vector<Tensor> features;  ///< per exit: [n, d], what its classifier sees; undefined where not computed
    std::vector<Tensor> logits;    ///< per exit: [n, classes]; undefined where the exit was not asked for
};

/// How outputs and gradients of exits are formed (early-exit.md 7.2); holds for every method.
struct ExitRules {
    /// BoostNet: exit k answers z_k + sg[E_k], E_0 = 0, E_{k+1} = r (z_k + E_k).
    bool boosted = false;
    double boost = 0.2;  ///< r
    /// Gradient equilibrium: of K exits, exit e (from 0) sends 1/(K-e) of its gradient into the trunk, and the trunk
    /// below it gets (K-e-1)/(K-e) of what comes from above.
    bool equilibrium = false;
};

/// What the layers of a narrowed network do to their outputs.
enum class WidthScaling { None, WhileTraining, Always };

/// The declared form of a network; cheap (nothing allocated). Exits count from 0; the last one sits on the last stage.
class NetworkPlan {
  public:
    /// From the model.* settings, for samples of this shape. Throws InputError naming the setting that does not fit.
    NetworkPlan(const Settings& settings, const Shape& sample, int classes);

    int exits() const { return static_cast<int>(places_.size()); }
    int stages() const { return static_cast<int>(stageCosts_.size()); }
    int classes() const { return classes_; }
    const Shape& sample() const { return sample_; }
    /// Shape of one sample as stage 1 takes it: the output of the stem, or the sample itself.
    const Shape& latent() const { return latent_; }
    /// Shape of one sample after a stage.
    const Shape& stageOutput(int stage) const { return outputs_[static_cast<std::size_t>(stage)]; }
    /// Stage after which each exit sits, from 0.
    const std::vector<int>& places() const { return places_; }
    const SpanTable& spans() const { return spans_; }
    const Settings& settings() const { return settings_; }
    const PartCost& stageCost(int stage) const { return stageCosts_[static_cast<std::size_t>(stage)]; }
    const PartCost& headCost(int exit) const { return headCosts_[static_cast<std::size_t>(exit)]; }
    /// Of the exit module that all exits share: its parameters; what it computes counts at stages and exits.
    const PartCost& exitModuleCost() const { return exitModuleCost_; }
    /// Multiply-accumulates to reach exit k's answer: trunk to its stage, own and earlier heads (cafedistill.md 1.10).
    std::vector<double> exitMacs() const;
    std::vector<std::int64_t> exitParameters() const;

    /// The same network with the first ceil(share * C) of the C channels of every hidden layer. Its tensors are leading
    /// blocks of this plan's tensors of the same names: a Network of it lives in the arena of a full one.
    NetworkPlan narrowed(double share, WidthScaling scaling) const;
    /// 1 unless narrowed.
    double width() const { return width_; }
    /// Elements of `full`'s arena that this plan uses up to exit `exit` (stem, stages to its place, heads to it, shared
    /// exit module).
    SpanSet held(const SpanTable& full, int exit) const;

  private:
    friend class Network;
    void declare();

    Settings settings_;
    Shape sample_, latent_;
    int classes_;
    double width_ = 1;
    WidthScaling scaling_ = WidthScaling::None;
    std::vector<int> places_;
    std::vector<Shape> outputs_;
    SpanTable spans_;
    std::vector<PartCost> stageCosts_, headCosts_;
    PartCost exitModuleCost_;
};

struct Built;

/// A live network: one per worker. Not thread-safe.
class Network {
  public:
    /// In an arena of its own; also for a narrowed plan.
    explicit Network(const NetworkPlan& plan);
    /// A narrowed network whose tensors are views of the full one's arena; it must not outlive it.
    Network(const NetworkPlan& narrowedPlan, const Network& full);
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;

    const NetworkPlan& plan() const { return plan_; }
    /// Of the arena: the full network's table, also for a narrowed one.
    const SpanTable& spans() const { return *arena_; }
    int exits() const { return plan_.exits(); }

    /// All parameters and buffers, flat float [total]; every layer's tensors are views of it.
    const Tensor& values() const { return values_; }
    /// Gradients of the parameters, flat float [parameters]; backward() adds to it.
    const Tensor& gradients() const { return gradients_; }

    /// Draws every tensor anew from (seed, InitialWeights): the same values for the same plan, on any machine.
    void initialize(std::uint64_t seed);

    /// Starts the stream that dropout draws from: once per local training, from (seed, round, client).
    void seedDropout(std::uint64_t seed);

    /// images: as gatherBatch gives them. Computes the trunk to the deepest wanted exit. `training`: batch statistics,
    /// gradient rules of training.
    ExitOutputs forward(const Tensor& images, const std::vector<bool>& wanted, bool training) const;
    ExitOutputs forwardAll(const Tensor& images, bool training) const;
    /// The same from what stage 1 takes (plan().latent()): generated features enter here.
    ExitOutputs forwardLatent(const Tensor& latent, const std::vector<bool>& wanted, bool training) const;

    /// The parts of a forward pass, for methods that combine two networks stage by stage. Exits with an exit module of
    /// their own history (recurrent) cannot be taken apart: exit() is for separate heads.
    Tensor enter(const Tensor& images, bool training) const;
    Tensor stage(int index, const Tensor& x, bool training) const;
    Tensor feature(int exit, const Tensor& stageOutput, bool training) const;
    Tensor classify(int exit, const Tensor& feature, bool training) const;
    /// What an exit answers, exits asked in order: its own logits, or (training.exit_outputs = boosted) added to what
    /// earlier exits said. `earlier` starts undefined and is carried from exit to exit.
    Tensor answer(const Tensor& own, Tensor& earlier) const;

    /// Exit k's classifier with other values (spans().head(k) packed) on features [n, d] -> [n, classes]; no gradient
    /// for the values. For heads only.
    Tensor applyHead(int exit, const Tensor& packedHead, const Tensor& features) const;

  private:
    struct GuestHead;

    void bind(Built built);
    /// The exit module's work after a stage: takes the token of x, puts the modulated one into x and the history
    /// unless nothing follows; the exit's feature if it answers there.
    Tensor recur(int stage, bool answers, bool last, Tensor& x, std::vector<Tensor>& tokens, bool training) const;

    NetworkPlan plan_;
    const SpanTable* arena_;
    std::vector<Init> inits_;
    LayerPtr stem_;
    std::vector<LayerPtr> stages_;
    std::vector<std::unique_ptr<Head>> heads_;
    std::unique_ptr<RecurrentExits> recurrent_;
    ExitRules rules_;
    std::shared_ptr<at::Generator> generator_;
    mutable std::vector<std::shared_ptr<GuestHead>> guests_;
    Tensor values_, gradients_;
};

/// x, with its gradient multiplied by `factor` on the way back.
Tensor scaleGradient(const Tensor& x, double factor);

}  // namespace exitlab
