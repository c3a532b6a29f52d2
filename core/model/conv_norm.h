// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/layer.h"

namespace exitlab {

/// Square convolution that keeps the size (up to its stride), batch normalisation, ReLU: conv.*, norm.*.
class ConvNormRelu final : public Layer {
  public:
    ConvNormRelu(std::int64_t outputs, std::int64_t kernel, std::int64_t stride, bool tracking)
        : conv_(outputs, kernel, stride, kernel / 2, false), norm_(tracking) {}
    Shape declare(Declarer& declarer, const Shape& input) override {
        Shape shape;
        {
            const Declarer::Scope scope(declarer, "conv");
            shape = conv_.declare(declarer, input);
        }
        const Declarer::Scope scope(declarer, "norm");
        return norm_.declare(declarer, shape);
    }
    Tensor forward(const Tensor& x, bool training) const override {
        return norm_.forward(conv_.forward(x, training), training).relu_();
    }

  private:
    Conv conv_;
    BatchNorm norm_;
};

}  // namespace exitlab
