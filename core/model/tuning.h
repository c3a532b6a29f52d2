// SPDX-License-Identifier: GPL-3.0-or-later
// What parameter-efficient fine-tuning adds to layers of the trunk (reefl.md 1.6). The layer's own weights are frozen;
// what is added here is trained and travels.
#pragma once

#include <memory>

#include "core/config/experiment.h"
#include "core/model/spans.h"
#include "core/torch.h"

namespace exitlab {

class Declarer;

/// model.tuning and its numbers.
struct Tuning {
    enum class Kind {
        Full,        ///< everything is trained
        Frozen,      ///< only what answers at the exits
        LowRank,     ///< LoRA (Hu et al. 2022): W + (alpha / r) B A
        Parallel,    ///< y = f(x) + Up(ReLU(Down(x))) (He et al. 2022)
        Serial,      ///< y = f(x), then y + Up(ReLU(Down(y))) (Houlsby et al. 2019)
        ScaleShift,  ///< SSF (Lian et al. 2022): scale * y + shift per channel
    };
    Kind kind = Kind::Full;
    std::int64_t rank = 32;
    double loraAlpha = 64;
    double loraDropout = 0;
};
Tuning tuningOf(const Settings& settings);

/// Zeroes a share of the values, scaled to keep the mean.
Tensor dropped(const Tensor& input, double share, at::Generator& generator);

/// y -> scale * y + shift per channel; scale ~ N(1, 0.02), shift ~ N(0, 0.02). Tensors ssf.scale, ssf.shift.
class ScaleShift {
  public:
    /// Declares nothing, and apply() changes nothing, under any other regime.
    void declare(Declarer& declarer, std::int64_t channels);
    /// Channels are the second dimension of images [n, c, h, w] and the last one of everything else.
    Tensor apply(const Tensor& output) const;

  private:
    Tensor scale_, shift_;
};

/// How an added path follows the layer it stands beside. kernel 0: a map over the last dimension; else a square
/// convolution.
struct PathShape {
    std::int64_t inputs = 0, outputs = 0;
    std::int64_t places = 1;  ///< tokens or pixels of the output: for the cost
    std::int64_t kernel = 0, stride = 1, padding = 0;
};

/// The low-rank update of one linear layer or convolution. Tensors lora.a [r, in] or [r, in, k, k], which starts as a
/// layer's weight does, and lora.b [out, r], which starts at 0: the network starts as the plain one. With convolutions
/// the product B A is a low-rank matrix [out, in k k], applied as a k x k convolution to r channels and a 1 x 1 one.
class LowRank {
  public:
    void declare(Declarer& declarer, const PathShape& shape);
    /// `output` of the layer for `input`, with the update's share.
    Tensor apply(const Tensor& input, const Tensor& output, bool training) const;

  private:
    Tensor a_, b_;
    PathShape shape_;
    double scale_ = 1, dropout_ = 0;
    std::shared_ptr<at::Generator> generator_;
};

/// The adapter beside (parallel) or behind (serial) a part of the network: Up(ReLU(Down(.))) through r channels, all
/// weights ~ N(0, 0.02), biases 0. Tensors adapter.down.*, adapter.up.*. Images pass 1 x 1 convolutions, with the
/// stride of the part, and without the border that an unpadded convolution beside them drops.
class BottleneckAdapter {
  public:
    void declare(Declarer& declarer, const PathShape& shape);
    /// `output` of the part for `input`, with the adapter's share.
    Tensor apply(const Tensor& input, const Tensor& output) const;

  private:
    Tensor branch(const Tensor& input) const;

    Tensor down_, downBias_, up_, upBias_;
    bool parallel_ = false;
    std::int64_t stride_ = 1, crop_ = 0;
};

}  // namespace exitlab
