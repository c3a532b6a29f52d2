// SPDX-License-Identifier: GPL-3.0-or-later
// Layers of transformers. The text classifier (cafedistill.md 1.10): token embedding with sinusoidal positions and
// post-norm encoder layers (Vaswani et al. 2017). The vision transformer (reefl.md 1.2; Dosovitskiy et al. 2021,
// Touvron et al. 2021): patch embedding with a class token and learnt positions, pre-norm blocks. Sequences are [n,
// tokens, width]; an exit reads position 0 (the class token).
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

/// Layer normalisation over the last dimension. Weight and bias [width]. `scaleShift`: followed by scale and shift
/// under model.tuning = ssf.
class LayerNorm : public Layer {
  public:
    explicit LayerNorm(double epsilon = 1e-5, bool scaleShift = false)
        : epsilon_(epsilon), hasScaleShift_(scaleShift) {}
    Shape declare(Declarer& declarer, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;

  private:
    double epsilon_;
    bool hasScaleShift_;
    Tensor weight_, bias_;
    ScaleShift scaleShift_;
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

/// Linear layers of an attention or feed-forward part: low-rank updates are for queries and values only, adapters
/// belong to the part as a whole.
constexpr LayerRole kProjection{true, false, false, true};
constexpr LayerRole kLowRankProjection{true, true, false, true};

/// Multi-head self-attention over all positions (no mask), separate q, k, v and output projections.
class SelfAttention : public Layer {
  public:
    SelfAttention(std::int64_t width, std::int64_t heads)
        : heads_(heads),
          query_(width, kLowRankProjection),
          key_(width, kProjection),
          value_(width, kLowRankProjection),
          output_(width, kProjection) {}
    Shape declare(Declarer& declarer, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;

  private:
    std::int64_t heads_;
    Linear query_, key_, value_, output_;
    BottleneckAdapter adapter_;
};

/// x = norm1(x + attention(x)); x = norm2(x + linear2(relu(linear1(x)))), dropout after both parts and inside the
/// second.
class EncoderLayer : public Layer {
  public:
    EncoderLayer(std::int64_t width, std::int64_t heads, std::int64_t hidden, double dropout)
        : attention_(width, heads),
          linear1_(hidden, kProjection),
          linear2_(width, kProjection),
          norm1_(1e-5, true),
          norm2_(1e-5, true),
          dropout_(dropout) {}
    Shape declare(Declarer& declarer, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;

  private:
    SelfAttention attention_;
    Linear linear1_, linear2_;
    LayerNorm norm1_, norm2_;
    BottleneckAdapter adapter_;  ///< of the feed-forward part
    Dropout dropout_;
};

/// Images [c, h, w] -> tokens [1 + n, width]: the class token, then n patches row by row, each a linear map of its
/// p x p pixels; learnt positions are added to all of them. Tokens and positions start at N(0, 0.02).
class PatchEmbedding : public Layer {
  public:
    PatchEmbedding(std::int64_t patch, std::int64_t width)
        : patchSide_(patch), width_(width), patch_(width, patch, patch, 0, true, kProjection) {}
    Shape declare(Declarer& declarer, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;

  private:
    std::int64_t patchSide_, width_;
    Conv patch_;
    Tensor classToken_, positions_;
};

/// Pre-norm block: x <- x + attention(norm1(x)); x <- x + linear2(GELU(linear1(norm2(x)))), exact (erf) GELU, layer
/// normalisation with eps 1e-6.
class VisionBlock : public Layer {
  public:
    VisionBlock(std::int64_t width, std::int64_t heads, std::int64_t hidden)
        : norm1_(1e-6, true),
          norm2_(1e-6, true),
          attention_(width, heads),
          linear1_(hidden, kProjection),
          linear2_(width, kProjection) {}
    Shape declare(Declarer& declarer, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;

  private:
    LayerNorm norm1_, norm2_;
    SelfAttention attention_;
    Linear linear1_, linear2_;
    BottleneckAdapter adapter_;  ///< of the feed-forward part
};

}  // namespace exitlab
