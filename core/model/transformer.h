// SPDX-License-Identifier: GPL-3.0-or-later
// Layers of the text classifier (cafedistill.md 1.10): token embedding with sinusoidal positions and post-norm encoder
// layers (Vaswani et al. 2017). Sequences are [n, tokens, width]; an exit reads position 0 (the CLS token).
#pragma once

#include "core/model/layer.h"

namespace exitlab {

/// Zeroes a share of the values while training, scaled to keep the mean; draws from the network's own generator.
class Dropout : public Layer {
  public:
    explicit Dropout(double share) : share_(share) {}
    Shape declare(Declarer& declarer, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;

  private:
    double share_;
    std::shared_ptr<at::Generator> generator_;
};

/// Layer normalisation over the last dimension. Weight and bias [width].
class LayerNorm : public Layer {
  public:
    explicit LayerNorm(double epsilon = 1e-5) : epsilon_(epsilon) {}
    Shape declare(Declarer& declarer, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;

  private:
    double epsilon_;
    Tensor weight_, bias_;
};

/// Token ids int64 [n, tokens] -> embedding * sqrt(width) + sinusoidal positions, then dropout.
class TokenEmbedding : public Layer {
  public:
    TokenEmbedding(std::int64_t vocabulary, std::int64_t width, double dropout)
        : vocabulary_(vocabulary), width_(width), dropout_(dropout) {}
    Shape declare(Declarer& declarer, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;

  private:
    std::int64_t vocabulary_, width_;
    Dropout dropout_;
    Tensor weight_, positions_;
};

/// Multi-head self-attention over all positions (no mask), separate q, k, v and output projections.
class SelfAttention : public Layer {
  public:
    SelfAttention(std::int64_t width, std::int64_t heads)
        : heads_(heads), query_(width), key_(width), value_(width), output_(width) {}
    Shape declare(Declarer& declarer, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;

  private:
    std::int64_t heads_;
    Linear query_, key_, value_, output_;
};

/// x = norm1(x + attention(x)); x = norm2(x + linear2(relu(linear1(x)))), dropout after both parts and inside the
/// second.
class EncoderLayer : public Layer {
  public:
    EncoderLayer(std::int64_t width, std::int64_t heads, std::int64_t hidden, double dropout)
        : attention_(width, heads), linear1_(hidden), linear2_(width), dropout_(dropout) {}
    Shape declare(Declarer& declarer, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;

  private:
    SelfAttention attention_;
    Linear linear1_, linear2_;
    LayerNorm norm1_, norm2_;
    Dropout dropout_;
};

}  // namespace exitlab
