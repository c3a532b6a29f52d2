// SPDX-License-Identifier: GPL-3.0-or-later
// Layers know three things: which tensors they need, what they cost, and how to compute. A network is declared first
// (shapes, parameters, multiply-accumulates; nothing allocated), then bound to an arena.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/model/spans.h"
#include "core/model/tuning.h"
#include "core/torch.h"

namespace exitlab {

/// How a tensor starts. Uniform: in [-bound, bound].
struct Init {
    enum class Kind { Uniform, Constant, Normal } kind = Kind::Uniform;
    double value = 0;  ///< bound, constant or standard deviation
    double mean = 0;   ///< of Normal
    /// PyTorch's default for Linear and Conv: U(-1/sqrt(fan_in), 1/sqrt(fan_in)) for weight and bias.
    static Init fanIn(std::int64_t fan);
    static Init constant(double v) { return {Kind::Constant, v, 0}; }
    static Init standardNormal() { return normal(1); }
    static Init normal(double deviation, double mean = 0) { return {Kind::Normal, deviation, mean}; }
};

/// Collects what the layers of a network declare.
class Declarer {
  public:
    struct Declared {
        TensorSpan span;
        Init init;
        Tensor* slot;  ///< the layer's member that becomes a view of the arena
    };

    /// Following declarations belong to this part; their names get `prefix`.
    void enter(TensorSpan::Part part, int index, const std::string& prefix);
    /// A nested name: "conv1." inside "stages.0.0."
    class Scope {
      public:
        Scope(Declarer& declarer, const std::string& name);
        ~Scope();
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

      private:
        Declarer& declarer_;
        std::size_t length_;
    };

    void parameter(Tensor& slot, const std::string& name, Shape shape, Init init, bool norm = false);
    /// A parameter of a fine-tuning adapter (TensorSpan::adapter).
    void adapter(Tensor& slot, const std::string& name, Shape shape, Init init);
    void buffer(Tensor& slot, const std::string& name, Shape shape, double start);
    /// Multiply-accumulates of one sample (convolutions, linear layers and attention products; nothing else counts).
    void macs(std::int64_t count) { macs_ += count; }
    /// What a layer whose outputs were narrowed multiplies them by (HeteroFL's and ScaleFL's scalers); 1 in a network
    /// of full width.
    struct Scaling {
        double training = 1, testing = 1;
        double factor(bool isTraining) const { return isTraining ? training : testing; }
    };
    void setScaling(Scaling scaling) { scaling_ = scaling; }
    const Scaling& scaling() const { return scaling_; }
    /// What fine-tuning adds to the layers that follow (model.tuning).
    void setTuning(const Tuning& tuning) { tuning_ = tuning; }
    const Tuning& tuning() const { return tuning_; }
    void setGenerator(std::shared_ptr<at::Generator> generator) { generator_ = std::move(generator); }
    /// The network's own generator, for layers that draw while training (Network::seedDropout).
    const std::shared_ptr<at::Generator>& generator() const { return generator_; }

    std::int64_t takeMacs() { return std::exchange(macs_, 0); }
    const std::vector<Declared>& declared() const { return declared_; }

  private:
    std::vector<Declared> declared_;
    std::string prefix_;
    TensorSpan::Part part_ = TensorSpan::Part::Stem;
    int index_ = 0;
    std::int64_t macs_ = 0;
    Scaling scaling_;
    Tuning tuning_;
    std::shared_ptr<at::Generator> generator_ = std::make_shared<at::Generator>(at::detail::createCPUGenerator());
};

class Layer {
  public:
    Layer() = default;
    virtual ~Layer() = default;
    Layer(const Layer&) = delete;
    Layer& operator=(const Layer&) = delete;

    /// Declares tensors and cost for an input shape; returns the output shape. Throws InputError if the input does not
    /// fit.
    virtual Shape declare(Declarer& declarer, const Shape& input) = 0;
    virtual Tensor forward(const Tensor& input, bool training) const = 0;
};

using LayerPtr = std::unique_ptr<Layer>;

/// Layers one after another, named by the given names ("" = no name of its own).
class Sequence : public Layer {
  public:
    void append(const std::string& name, LayerPtr layer) { layers_.emplace_back(name, std::move(layer)); }
    Shape declare(Declarer& declarer, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;

  private:
    std::vector<std::pair<std::string, LayerPtr>> layers_;
};

/// What a linear layer or convolution takes part in beyond its own product.
struct LayerRole {
    bool scaled = false;      ///< outputs are scaled where the network is narrowed (Declarer::Scaling)
    bool lowRank = false;     ///< has a low-rank update under model.tuning = lora
    bool adapter = false;     ///< has an adapter of its own under parallel and serial
    bool scaleShift = false;  ///< is followed by scale and shift under ssf
};
/// Of a trunk whose stages are single layers.
constexpr LayerRole kHiddenLayer{true, true, true, true};

/// y = x W^T + b over the last dimension. Weight [out, in], bias [out]. The default role is that of a classifier.
class Linear : public Layer {
  public:
    explicit Linear(std::int64_t outputs, LayerRole role = {}) : outputs_(outputs), role_(role) {}
    Shape declare(Declarer& declarer, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;
    std::int64_t outputs() const { return outputs_; }

  private:
    std::int64_t outputs_;
    LayerRole role_;
    Declarer::Scaling scaling_;
    Tensor weight_, bias_;
    LowRank lowRank_;
    BottleneckAdapter adapter_;
    ScaleShift scaleShift_;
};

/// 2-D convolution, square kernel. Weight [out, in, k, k].
class Conv : public Layer {
  public:
    Conv(std::int64_t outputs, std::int64_t kernel, std::int64_t stride, std::int64_t padding, bool bias,
         LayerRole role = kHiddenLayer)
        : outputs_(outputs), kernel_(kernel), stride_(stride), padding_(padding), hasBias_(bias), role_(role) {}
    Shape declare(Declarer& declarer, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;

  private:
    std::int64_t outputs_, kernel_, stride_, padding_;
    bool hasBias_;
    LayerRole role_;
    Declarer::Scaling scaling_;
    Tensor weight_, bias_;
    LowRank lowRank_;
    BottleneckAdapter adapter_;
    ScaleShift scaleShift_;
};

/// A convolution that a normalisation follows: no bias, and scale and shift come after the normalisation, which would
/// undo them here. Its block has the adapter.
constexpr LayerRole kNormalisedConv{true, true, false, false};

/// 2-D batch normalisation: momentum 0.1, eps 1e-5; statistics are buffers. Without tracking there are none: the
/// batch's own statistics are used in a test too.
class BatchNorm : public Layer {
  public:
    explicit BatchNorm(bool tracking = true) : tracking_(tracking) {}
    Shape declare(Declarer& declarer, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;

  private:
    bool tracking_;
    Tensor weight_, bias_, mean_, variance_;
    ScaleShift scaleShift_;
};

/// Max-pooling 2 x 2 and ReLU. Pooling first gives the same values and gradients as ReLU first, at a quarter of the
/// work.
class PoolRelu : public Layer {
  public:
    Shape declare(Declarer& declarer, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;
};

class Relu : public Layer {
  public:
    Shape declare(Declarer&, const Shape& input) override { return input; }
    Tensor forward(const Tensor& input, bool) const override { return at::relu(input); }
};

/// [C, H, W] -> [C * H * W].
class Flatten : public Layer {
  public:
    Shape declare(Declarer&, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;
};

/// Two 3x3 convolutions with batch normalisation and a shortcut (He et al. 2016); the shortcut is a 1x1 convolution
/// with batch normalisation where stride or width change, else the identity.
class BasicBlock : public Layer {
  public:
    BasicBlock(std::int64_t outputs, std::int64_t stride, bool tracking = true);
    Shape declare(Declarer& declarer, const Shape& input) override;
    Tensor forward(const Tensor& input, bool training) const override;

  private:
    std::int64_t outputs_, stride_;
    bool tracking_;
    Conv conv1_, conv2_;
    BatchNorm norm1_, norm2_;
    std::unique_ptr<Conv> shortcutConv_;
    std::unique_ptr<BatchNorm> shortcutNorm_;
    BottleneckAdapter adapter_;  ///< of the residual branch
};

}  // namespace exitlab
