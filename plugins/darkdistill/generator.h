// SPDX-License-Identifier: GPL-3.0-or-later
// Makes what the first stage takes, for a wanted class and difficulty (darkdistill.md 2.5):
//     z = [eps, Embed(y), w D + b] -> Linear(3q, h) -> BatchNorm -> ReLU -> Linear(h, latent)
#pragma once

#include "core/model/layer.h"
#include "plugins/darkdistill/parts.h"

namespace exitlab::darkdistill {

struct GeneratorShape {
    std::int64_t classes = 0;
    std::int64_t noise = 32;    ///< q
    std::int64_t hidden = 256;  ///< h
    Shape latent;               ///< of one sample
    bool difficulty = true;     ///< whether D is an input at all
};

class Generator {
  public:
    /// Initial values from the stream, as the layers usually start: Embedding standard normal, linear layers uniform.
    Generator(const GeneratorShape& shape, std::string prefix, double rate, Rng rng);

    /// eps [n, q] in [0, 1], labels int64 [n], difficulty [n] (not read where it is no input) -> [n, latent ...]. The
    /// batch's own statistics normalise.
    Tensor generate(const Tensor& noise, const Tensor& labels, const Tensor& difficulty) const;

    const GeneratorShape& shape() const { return shape_; }
    TrainedTensors& tensors() { return tensors_; }
    const TrainedTensors& tensors() const { return tensors_; }

  private:
    GeneratorShape shape_;
    TrainedTensors tensors_;
};

/// L_div = exp(-mean over all ordered pairs of mean (eps_a - eps_b)^2 mean |x_a - x_b|): 1 where the generator ignores
/// its noise. noise [n, q], latents [n, ...].
Tensor diversityLoss(const Tensor& noise, const Tensor& latents);

}  // namespace exitlab::darkdistill
