// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/layer.h"

namespace exitlab {

/// Square convolution that keeps the size (up to its stride), batch normalisation, ReLU: conv.*, norm.*. Fine-tuning
/// adapters stand beside convolution and normalisation where the kernel is larger than a pixel.
class ConvNormRelu final : public Layer {
  public:
    ConvNormRelu(std::int64_t outputs, std::int64_t kernel, std::int64_t stride, bool tracking)
        : path_{0, outputs, 1, kernel, stride, kernel / 2},
          conv_(outputs, kernel, stride, kernel / 2, false, kNormalisedConv),
          norm_(tracking) {}
    Shape declare(Declarer& declarer, const Shape& input) override {
        Shape shape;
        {
            const Declarer::Scope scope(declarer, "conv");
            shape = conv_.declare(declarer, input);
        }
        {
            const Declarer::Scope scope(declarer, "norm");
            norm_.declare(declarer, shape);
        }
        path_.inputs = input[0];
        path_.places = shape[1] * shape[2];
        if (path_.kernel > 1) adapter_.declare(declarer, path_);
        return shape;
    }
    Tensor forward(const Tensor& x, bool training) const override {
        return adapter_.apply(x, norm_.forward(conv_.forward(x, training), training)).relu_();
    }

  private:
    PathShape path_;
    Conv conv_;
    BatchNorm norm_;
    BottleneckAdapter adapter_;
};

}  // namespace exitlab
