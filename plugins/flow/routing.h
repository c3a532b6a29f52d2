// SPDX-License-Identifier: GPL-3.0-or-later
// The routing network: from a raw sample to the probabilities, stage by stage, that the global or the local branch
// computes it. And the two branches run as one network along such routes.
#pragma once

#include <functional>

#include "core/federation/local_work.h"
#include "core/model/network.h"

namespace exitlab::flow {

/// Flattened sample -> Linear, ReLU (trunk.i.*), ... -> per stage Linear to 2 (routes.j.*), softmax.
class RoutingNetwork {
  public:
    RoutingNetwork(std::int64_t inputs, std::vector<std::int64_t> hidden, int stages);
    /// Another one with the same values.
    RoutingNetwork(const RoutingNetwork& other);
    RoutingNetwork& operator=(const RoutingNetwork&) = delete;

    void initialize(std::uint64_t seed);
    /// images [n, ...] -> [n, stages, 2]: probability of the global and of the local branch.
    Tensor routes(const Tensor& images) const;

    const Tensor& values() const { return values_; }        ///< flat
    const Tensor& gradients() const { return gradients_; }  ///< flat
    SpanSet all() const;
    /// Gradients of a loss for this network alone: others that took part in it get none.
    void backward(const Tensor& loss) const;

    /// Tensors by name, and back; throws InputError naming `file` and the tensor that does not fit.
    NamedTensors named() const;
    void assign(const NamedTensors& named, const std::string& file);

  private:
    std::int64_t inputs_;
    std::vector<std::int64_t> hidden_;
    std::vector<std::unique_ptr<Linear>> trunk_, routes_;
    std::vector<TensorSpan> spans_;
    std::vector<Init> inits_;
    std::vector<Tensor> tensors_;  ///< views, in the order of spans_
    Tensor values_, gradients_;
};

/// One of the two branches at work on a stage or exit, and how their results become one.
using Part = std::function<Tensor(const Network& branch, const Tensor& input)>;
using Blend = std::function<Tensor(int stage, const Tensor& input, const Part& part)>;

/// Logits of all exits of the blended network. The stem goes with stage 0, exit k with the stage it stands on. Branches
/// rest: nothing in training mode.
std::vector<Tensor> personalised(const Network& global, const Tensor& images, const Blend& blend);

/// p_global * global + p_local * local; routes [n, stages, 2].
Blend softBlend(const Network& global, const Network& local, const Tensor& routes);
/// Every sample takes the likelier branch, the global one in a tie. `separate`: samples do not depend on each other
/// (no statistics of the batch), so that each is computed by its own branch only.
Blend hardBlend(const Network& global, const Network& local, const Tensor& routes, bool separate);
/// 1 where the global branch is taken: bool [n, stages].
Tensor takesGlobal(const Tensor& routes);

}  // namespace exitlab::flow
