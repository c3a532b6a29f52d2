// SPDX-License-Identifier: GPL-3.0-or-later
// A small network of the server's own (generator, matcher): named tensors, trained by Adam, saved in a checkpoint.
#pragma once

#include "core/base/rng.h"
#include "core/federation/local_work.h"
#include "core/learning/adam.h"

namespace exitlab::darkdistill {

class TrainedTensors {
  public:
    /// `prefix`: of the names in a checkpoint ("generator.0.").
    TrainedTensors(std::string prefix, double rate) : prefix_(std::move(prefix)), rate_(rate) {}

    /// In this order the tensors draw their initial values. Uniform in +-1/sqrt(inputs), as linear layers start.
    void addUniform(const std::string& name, const std::vector<std::int64_t>& shape, std::int64_t inputs, Rng& rng);
    void addNormal(const std::string& name, const std::vector<std::int64_t>& shape, Rng& rng);
    void addConstant(const std::string& name, const std::vector<std::int64_t>& shape, double value);
    /// After the last tensor: gradients and Adam from here on.
    void finish();

    const Tensor& at(const std::string& name) const { return tensors_.at(name); }
    const NamedTensors& all() const { return tensors_; }
    /// One step of Adam with the gradients that are there; they are zero afterwards.
    void step() { adam_->step(); }

    /// Values, moments and steps into a checkpoint's tensors.
    void save(NamedTensors& state) const;
    /// The reverse; throws InputError naming the tensor.
    void restore(const NamedTensors& state);

  private:
    void add(const std::string& name, const Tensor& value);
    std::vector<std::string> names() const;

    std::string prefix_;
    double rate_;
    NamedTensors tensors_;
    std::unique_ptr<Adam> adam_;
};

/// A tensor of a checkpoint with this shape and type; throws InputError naming it.
Tensor expectTensor(const NamedTensors& state, const std::string& name, const std::vector<std::int64_t>& shape,
                    at::ScalarType type);

}  // namespace exitlab::darkdistill
