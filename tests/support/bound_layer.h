// SPDX-License-Identifier: GPL-3.0-or-later
// One layer bound to a small arena of its own, as Network binds all of its layers.
#pragma once

#include "core/model/layer.h"

namespace exitlab::test {

class BoundLayer {
  public:
    BoundLayer(Layer& layer, const Shape& input, const Tuning& tuning = {});

    Tensor forward(const Tensor& input, bool training) const { return layer_.forward(input, training); }
    const Shape& output() const { return output_; }
    const Tensor& values() const { return values_; }
    const Tensor& gradients() const { return gradients_; }
    std::int64_t parameters() const { return parameters_; }

    std::vector<std::string> names() const;
    /// Copies in double, in the tensor's shape.
    Tensor tensor(const std::string& name) const;
    Tensor gradient(const std::string& name) const;
    void set(const std::string& name, const Tensor& value);

    /// Standard normal parameters and statistics; variances in [0.5, 1.5].
    void randomize(std::uint64_t seed);
    /// Constants as declared, uniform tensors at 0.
    void start();

  private:
    const TensorSpan& span(const std::string& name) const;

    Layer& layer_;
    Declarer declarer_;
    std::vector<TensorSpan> spans_;
    Shape output_;
    std::int64_t parameters_ = 0;
    Tensor values_, gradients_;
};

}  // namespace exitlab::test
