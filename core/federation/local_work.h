// SPDX-License-Identifier: GPL-3.0-or-later
// One client's local training in one round, on a worker's network.
#pragma once

#include <atomic>
#include <map>

#include "core/data/dataset.h"
#include "core/learning/sgd.h"
#include "core/model/network.h"

namespace exitlab {

class Algorithm;

struct LossTerm {
    std::string name;  ///< stable over batches and rounds: "task", "distillation"
    Tensor value;      ///< scalar, already weighted
};

class LocalWork;

/// What loss() sees of one batch.
struct LossBatch {
    const LocalWork& work;
    const ExitOutputs& out;
    const Tensor& labels;  ///< int64 [n]
};

/// Thrown out of local training when the run is stopped; nothing of the round is kept.
struct StopRequested {};

class LocalWork {
  public:
    struct Task {
        int round = 0;  ///< from 0
        int client = 0;
        std::uint64_t seed = 0;
        std::vector<bool> exits;  ///< computed and trained
        const std::vector<std::int64_t>* train = nullptr;
        const std::map<std::string, Tensor>* kept = nullptr;  ///< named tensors delivered to the client, may be null
        int epochs = 1;
        std::int64_t batch = 32;
        SgdSettings sgd;
    };

    /// `velocity`: momentum [parameters], changed in place; undefined without momentum.
    LocalWork(Network& network, const Dataset& data, const Algorithm& algorithm, Task task, Tensor velocity,
              const std::atomic<bool>& stop);

    int round() const { return task_.round; }
    int client() const { return task_.client; }
    const std::vector<bool>& exits() const { return task_.exits; }
    std::int64_t samples() const { return static_cast<std::int64_t>(task_.train->size()); }
    Network& network() const { return network_; }
    /// A tensor that the server delivered under this name, or undefined.
    Tensor kept(const std::string& name) const;

    /// The method's own tensors for the time of this local training (a frozen teacher ...).
    std::map<std::string, Tensor> scratch;

    /// `epochs` passes over the client's data in shuffled batches (the last, smaller one included; a batch size above
    /// the client's data means one full batch), SGD on loss() over the trunk and the heads of exits().
    void train(int epochs);
    void train() { train(task_.epochs); }

    /// Sums over batches seen so far: per term value * samples, and samples.
    const std::vector<std::string>& terms() const { return terms_; }
    const std::vector<double>& termSums() const { return termSums_; }
    std::int64_t samplesSeen() const { return samplesSeen_; }
    bool diverged() const { return diverged_; }

  private:
    void step(const Tensor& images, const Tensor& labels);

    Network& network_;
    const Dataset& data_;
    const Algorithm& algorithm_;
    Task task_;
    Tensor velocity_;
    const std::atomic<bool>& stop_;
    SpanSet trainable_;
    int epochsDone_ = 0;
    std::vector<std::string> terms_;
    std::vector<double> termSums_;
    std::int64_t samplesSeen_ = 0;
    bool diverged_ = false;
};

}  // namespace exitlab
