// SPDX-License-Identifier: GPL-3.0-or-later
// One client's local training in one round, on a worker's network.
#pragma once

#include <atomic>
#include <map>

#include "core/data/dataset.h"
#include "core/learning/exit_surgery.h"
#include "core/learning/sgd.h"
#include "core/model/network.h"

namespace exitlab {

class Algorithm;

using NamedTensors = std::map<std::string, Tensor>;

struct LossTerm {
    std::string name;  ///< stable over batches and rounds: "task", "distillation"
    Tensor value;      ///< scalar, already weighted
};

class LocalWork;

/// What loss() sees of one batch.
struct LossBatch {
    LocalWork& work;  ///< loss() is const, the client's scratch is not
    const ExitOutputs& out;
    const Tensor& images;                   ///< as gatherBatch gives them
    const Tensor& labels;                   ///< int64 [n]
    const std::vector<std::int64_t>& rows;  ///< positions in the client's training part, from 0
};

/// How the exits of one network are coupled beside the method's own loss (training.self_distillation*,
/// training.gradient_surgery).
struct ExitCoupling {
    double selfDistillation = 0;  ///< a: (1 - a) L + a sum_{k < last} T^2 KL(z_last / T || z_k / T)
    double temperature = 3;       ///< T
    Surgery surgery = Surgery::None;
    double caGradRadius = 0.5;
    static ExitCoupling of(const Settings& settings);
};

/// Thrown out of local training when the run is stopped; nothing of the round is kept.
struct StopRequested {};

/// The networks of one thread that share one arena, and companions with arenas of their own; made when first asked for.
class NetworkSet {
  public:
    explicit NetworkSet(const NetworkPlan& plan) : full_(plan) {}
    Network& full() { return full_; }
    /// In the arena of the full one.
    Network& narrowed(double width, WidthScaling scaling);
    /// A second full network with its own arena.
    Network& companion();

  private:
    Network full_;
    std::map<std::pair<double, WidthScaling>, std::unique_ptr<Network>> narrowed_;
    std::unique_ptr<Network> companion_;
};

class LocalWork {
  public:
    struct Task {
        int round = 0;  ///< from 0
        int client = 0;
        std::uint64_t seed = 0;
        std::vector<bool> exits;  ///< computed and trained
        double width = 1;         ///< of the sub-model
        WidthScaling scaling = WidthScaling::None;
        const SpanSet* held = nullptr;  ///< elements of the sub-model; null: all
        const std::vector<std::int64_t>* train = nullptr;
        const NamedTensors* kept = nullptr;  ///< named tensors that the client has, may be null
        const Tensor* global = nullptr;      ///< the server's values of the client's group
        bool seen = true;                    ///< whether the client has trained before
        std::function<Tensor(int client)> peer;
        int epochs = 1;
        std::int64_t batch = 32;
        SgdSettings sgd;
        ExitCoupling coupling;
        int firstEpoch = 0;  ///< numbers the epochs for the order of batches
    };

    /// `velocity`: momentum [parameters], changed in place; undefined without momentum.
    LocalWork(NetworkSet& networks, const Dataset& data, const Algorithm& algorithm, Task task, Tensor velocity,
              const std::atomic<bool>& stop);

    int round() const { return task_.round; }
    int client() const { return task_.client; }
    std::uint64_t seed() const { return task_.seed; }
    const std::vector<bool>& exits() const { return task_.exits; }
    std::int64_t samples() const { return static_cast<std::int64_t>(task_.train->size()); }
    double learningRate() const { return task_.sgd.rate; }
    /// For steps at another rate than the round's (personal fine-tuning).
    void setLearningRate(double rate) { task_.sgd.rate = rate; }
    int epochs() const { return task_.epochs; }
    std::int64_t batchSize() const { return task_.batch; }
    const SgdSettings& sgd() const { return task_.sgd; }
    /// The network of the client's sub-model.
    Network& network() const { return *network_; }
    /// The same arena at another width.
    Network& network(double width) const { return networks_.narrowed(width, task_.scaling); }
    /// A second network with an arena of its own; whatever it held before, its values are the method's to set.
    Network& companion() const { return networks_.companion(); }
    /// Slices that training may change: parameters of the sub-model below the deepest exit, heads of exits(), not
    /// frozen.
    const SpanSet& trainable() const { return trainable_; }
    /// The server's values as they came down, flat [total].
    const Tensor& global() const { return *task_.global; }
    /// Whether the client has never trained before.
    bool firstTime() const { return !task_.seen; }
    /// uplink() slices of another client, packed, as they were at the start of the round; only of ClientPlan::peers.
    Tensor peer(int client) const { return task_.peer(client); }
    /// A tensor that the client keeps under this name, or undefined.
    Tensor kept(const std::string& name) const;
    /// Training samples of each class at the client.
    const std::vector<std::int64_t>& classCounts() const { return classCounts_; }
    /// Images and labels of positions in the client's training part.
    Tensor images(const std::vector<std::int64_t>& rows) const;
    Tensor labels(const std::vector<std::int64_t>& rows) const;

    /// The method's own tensors for the time of this local training (a frozen teacher ...).
    NamedTensors scratch;
    /// Keeps a tensor at the client: kept() sees it from the next round on. Only if the client's round succeeds.
    void keep(const std::string& name, const Tensor& value) { keeps_[name] = value; }
    /// Travels up (Upload::sent), counted in `group`.
    void send(const std::string& name, const Tensor& value, const std::string& group);
    /// Reaches the server's reports (Upload::noted) without being traffic.
    void note(const std::string& name, const Tensor& value) { notes_[name] = value; }

    /// Takes a share of the training part (rounded; at least one sample, and never the last one) out of train() and
    /// eachBatch(): always the same samples of a client. What was held out before comes back.
    void holdOut(double share);
    /// Their positions in the client's training part, in a random order; empty unless held out.
    const std::vector<std::int64_t>& heldOut() const { return heldOut_; }

    /// `epochs` passes over the client's data in shuffled batches (the last, smaller one included; a batch size above
    /// the client's data means one full batch), SGD on loss() over trainable().
    void train(int epochs);
    void train() { train(task_.epochs); }
    /// The same with steps of the method's own: `step` gets one batch.
    struct Batch {
        Tensor images, labels;
        std::vector<std::int64_t> rows;  ///< positions in the client's training part
        int epoch = 0;                   ///< of this call, from 0
        int epochs = 1;
    };
    void eachBatch(int epochs, const std::function<void(const Batch&)>& step);
    /// The same over some rows of the client's training part.
    void eachBatch(int epochs, const std::vector<std::int64_t>& rows, const std::function<void(const Batch&)>& step);
    /// Forward, loss(), backward, SGD on one batch.
    void step(const Batch& batch) { step(batch, trainable_); }
    /// The same where only `slices` learn; gradients of the rest are left for the method to clear.
    void step(const Batch& batch, const SpanSet& slices) { step(batch, slices, *network_, velocity_); }
    /// The same on another network (a companion), with a momentum buffer of the method's own [parameters].
    void step(const Batch& batch, const SpanSet& slices, const Network& network, const Tensor& velocity);
    /// Counts loss terms of a step of the method's own and returns their sum (undefined without terms).
    Tensor count(const std::vector<LossTerm>& terms, std::int64_t samples);
    /// One SGD step over `slices` with the gradients that are there; they are zero afterwards.
    void descend(const SpanSet& slices);
    /// The same on another network (a companion), with a momentum buffer of the method's own [parameters].
    void descend(const SpanSet& slices, const Network& network, const Tensor& velocity);
    /// The current epoch of train(), from 0, and whether it is the last.
    int epoch() const { return epoch_; }
    bool lastEpoch() const { return epoch_ + 1 == epochsAsked_; }

    /// Sums over batches seen so far: per term value * samples, and samples.
    const std::vector<std::string>& terms() const { return terms_; }
    const std::vector<double>& termSums() const { return termSums_; }
    std::int64_t samplesSeen() const { return samplesSeen_; }
    bool diverged() const { return diverged_; }
    const NamedTensors& keeps() const { return keeps_; }
    const NamedTensors& sent() const { return sent_; }
    const std::map<std::string, std::int64_t>& sentBytes() const { return sentBytes_; }
    const NamedTensors& notes() const { return notes_; }

  private:
    NetworkSet& networks_;
    Network* network_;
    const Dataset& data_;
    const Algorithm& algorithm_;
    Task task_;
    Tensor velocity_;
    const std::atomic<bool>& stop_;
    std::vector<LossTerm> losses(const ExitOutputs& out, const Batch& batch);

    SpanSet trainable_;
    Rng surgeryRng_;
    std::vector<std::int64_t> classCounts_;
    std::vector<std::int64_t> rows_, heldOut_;  ///< trained on, held out: positions in the training part
    int epochsDone_ = 0, epoch_ = 0, epochsAsked_ = 0;
    std::vector<std::string> terms_;
    std::vector<double> termSums_;
    std::int64_t samplesSeen_ = 0;
    bool diverged_ = false;
    NamedTensors keeps_, sent_, notes_;
    std::map<std::string, std::int64_t> sentBytes_;
};

}  // namespace exitlab
