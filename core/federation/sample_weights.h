// SPDX-License-Identifier: GPL-3.0-or-later
// Learnt weights of samples at exits (policy l2w, darkdistill.md 2.2; Han et al., ECCV 2022): a client's small network
// looks at a sample's losses and says how much the sample counts at each exit.
//     v = tanh(W2 tanh(W1 losses + b1) + b2)   [n, K];   w = 1 + 0.8 (v - mean v)
#pragma once

#include "core/federation/local_work.h"
#include "core/learning/adam.h"

namespace exitlab {

/// Cross-entropy of every sample at every exit that was computed.
struct ExitLosses {
    ExitLosses(const ExitOutputs& out, const Tensor& labels);
    std::vector<int> exits;
    Tensor table;  ///< [n, K]
};

class SampleWeights {
  public:
    /// Batches between two steps of the network.
    static constexpr int kEvery = 10;

    /// The client's network as it last left it, or a new one; of() finds it during this local training.
    SampleWeights(LocalWork& work, double rate, double quotaRatio);

    /// w [n, K] for losses [n, K], with a gradient for the network.
    static Tensor of(const LocalWork& work, const Tensor& losses);

    /// One step of the network: a trial step of the model on the first half of the batch with the present weights, the
    /// loss of the second half after it (each sample at the exit that the quota gives it), and its gradient with
    /// respect to the weights. The model is left as it was. Batches of fewer than 4 samples are passed over.
    void learn(const LocalWork::Batch& batch);

    /// Keeps network and optimizer at the client.
    void keep();

  private:
    Tensor halfLosses(const Tensor& images, const Tensor& labels) const;

    LocalWork& work_;
    double quotaRatio_;
    std::int64_t exits_ = 0;
    int learned_ = 0;
    std::unique_ptr<Adam> adam_;
};

}  // namespace exitlab
