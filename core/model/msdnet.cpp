// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/msdnet.h"

#include "core/base/error.h"
#include "core/model/conv_norm.h"

namespace exitlab {
namespace {

std::int64_t factor(int scale) { return std::int64_t{1} << scale; }

/// 1x1 bottleneck to min(C_in, f C_out) channels, then 3x3.
class Bottleneck {
  public:
    Bottleneck(std::int64_t inputs, std::int64_t outputs, std::int64_t stride, std::int64_t widening, bool tracking)
        : narrow_(std::min(inputs, widening * outputs), 1, 1, tracking), wide_(outputs, 3, stride, tracking) {}
    Shape declare(Declarer& declarer, const Shape& input) {
        Shape shape;
        {
            const Declarer::Scope scope(declarer, "bottleneck");
            shape = narrow_.declare(declarer, input);
        }
        const Declarer::Scope scope(declarer, "main");
        return wide_.declare(declarer, shape);
    }
    Tensor forward(const Tensor& x, bool training) const {
        return wide_.forward(narrow_.forward(x, training), training);
    }

  private:
    ConvNormRelu narrow_, wide_;
};

/// One dense layer: at every scale the input, what a convolution of it adds, and (but for the finest) what a strided
/// convolution of the finer scale adds; the latter two share the growth.
class DenseLayer {
  public:
    DenseLayer(const MsdNetSettings& s, const std::vector<Shape>& input) {
        for (int i = 0; i < s.scales; ++i) {
            const auto at = static_cast<std::size_t>(i);
            const std::int64_t growth = s.growth * factor(i);
            const std::int64_t fromFiner = i == 0 ? 0 : growth / 2;
            normal_.push_back(std::make_unique<Bottleneck>(input[at][0], growth - fromFiner, 1, factor(i), s.tracking));
            down_.push_back(
                i == 0 ? nullptr : std::make_unique<Bottleneck>(input[at - 1][0], fromFiner, 2, factor(i), s.tracking));
        }
    }

    std::vector<Shape> declare(Declarer& declarer, const std::vector<Shape>& input) {
        std::vector<Shape> output = input;
        for (std::size_t i = 0; i < input.size(); ++i) {
            const Declarer::Scope scope(declarer, "scales." + std::to_string(i));
            {
                const Declarer::Scope normal(declarer, "normal");
                output[i][0] += normal_[i]->declare(declarer, input[i])[0];
            }
            if (!down_[i]) continue;
            const Declarer::Scope down(declarer, "down");
            output[i][0] += down_[i]->declare(declarer, input[i - 1])[0];
        }
        return output;
    }

    std::vector<Tensor> forward(const std::vector<Tensor>& input, bool training) const {
        std::vector<Tensor> output;
        for (std::size_t i = 0; i < input.size(); ++i) {
            std::vector<Tensor> parts{input[i], normal_[i]->forward(input[i], training)};
            if (down_[i]) parts.push_back(down_[i]->forward(input[i - 1], training));
            output.push_back(at::cat(parts, 1));
        }
        return output;
    }

  private:
    std::vector<std::unique_ptr<Bottleneck>> normal_, down_;
};

class Stem final : public Layer {
  public:
    explicit Stem(const MsdNetSettings& settings) : settings_(settings) {}

    Shape declare(Declarer& declarer, const Shape& input) override {
        if (input.size() != 3 || input[1] != input[2])
            throw InputError("model.architecture", "", "MSDNet needs square images, channels x side x side");
        Shape shape = input;
        for (int i = 0; i < settings_.scales; ++i) {
            if (i > 0 && (shape[1] < 2 || shape[2] < 2))
                throw InputError("model.scales", "",
                                 "images of " + std::to_string(input[1]) + " x " + std::to_string(input[2]) +
                                     " have at most " + std::to_string(i) + " scales, found " +
                                     std::to_string(settings_.scales));
            convs_.push_back(
                std::make_unique<ConvNormRelu>(settings_.channels * factor(i), 3, i == 0 ? 1 : 2, settings_.tracking));
            const Declarer::Scope scope(declarer, "scales." + std::to_string(i));
            shape = convs_.back()->declare(declarer, shape);
            pack_.add(shape);
        }
        return pack_.packed();
    }
    Tensor forward(const Tensor& input, bool training) const override {
        std::vector<Tensor> scales;
        Tensor x = input;
        for (const auto& conv : convs_) scales.push_back(x = conv->forward(x, training));
        return pack_.pack(scales);
    }

  private:
    MsdNetSettings settings_;
    std::vector<std::unique_ptr<ConvNormRelu>> convs_;
    ScalePack pack_;
};

/// Dense layers between two exits. What lies packed in its input follows from the image's size, which the packed length
/// determines.
class Stage final : public Layer {
  public:
    Stage(const MsdNetSettings& settings, int stage) : settings_(settings), stage_(stage) {}

    Shape declare(Declarer& declarer, const Shape& input) override {
        input_ = msdNetPackOf(settings_, stage_ - 1, input);
        std::vector<Shape> shapes = input_.scales();
        for (int i = 0; i < settings_.layers(stage_); ++i) {
            const Declarer::Scope scope(declarer, "layers." + std::to_string(i));
            layers_.push_back(std::make_unique<DenseLayer>(settings_, shapes));
            shapes = layers_.back()->declare(declarer, shapes);
        }
        for (const Shape& shape : shapes) output_.add(shape);
        return output_.packed();
    }
    Tensor forward(const Tensor& input, bool training) const override {
        std::vector<Tensor> scales = input_.unpack(input);
        for (const auto& layer : layers_) scales = layer->forward(scales, training);
        return output_.pack(scales);
    }

  private:
    MsdNetSettings settings_;
    int stage_;
    ScalePack input_, output_;
    std::vector<std::unique_ptr<DenseLayer>> layers_;
};

}  // namespace

void ScalePack::add(const Shape& scale) {
    scales_.push_back(scale);
    offsets_.push_back(total_);
    total_ += scale[0] * scale[1] * scale[2];
}

Tensor ScalePack::pack(const std::vector<Tensor>& scales) const {
    std::vector<Tensor> flat;
    for (const Tensor& scale : scales) flat.push_back(scale.contiguous().flatten(1));
    return at::cat(flat, 1);
}

Tensor ScalePack::scale(const Tensor& packed, std::size_t index) const {
    const Shape& shape = scales_[index];
    const std::int64_t length = shape[0] * shape[1] * shape[2];
    return packed.narrow(1, offsets_[index], length)
        .reshape({packed.size(0), shape[0], shape[1], shape[2]})
        .contiguous(at::MemoryFormat::ChannelsLast);
}

std::vector<Tensor> ScalePack::unpack(const Tensor& packed) const {
    std::vector<Tensor> scales;
    for (std::size_t i = 0; i < scales_.size(); ++i) scales.push_back(scale(packed, i));
    return scales;
}

Tensor ScalePack::coarsest(const Tensor& packed) const { return scale(packed, scales_.size() - 1); }

MsdNetSettings MsdNetSettings::of(const Settings& settings) {
    MsdNetSettings s;
    s.channels = settings.integer("model.width");
    s.growth = settings.integer("model.growth");
    s.scales = static_cast<int>(settings.integer("model.scales"));
    s.base = static_cast<int>(settings.integer("model.stage_layers"));
    s.step = static_cast<int>(settings.integer("model.stage_step"));
    s.growing = settings.text("model.stage_growth") == "linear";
    s.tracking = settings.text("model.norm_policy") != "batch";
    return s;
}

LayerPtr msdNetStem(const MsdNetSettings& settings) { return std::make_unique<Stem>(settings); }

LayerPtr msdNetStage(const MsdNetSettings& settings, int stage) { return std::make_unique<Stage>(settings, stage); }

ScalePack msdNetPackOf(const MsdNetSettings& settings, int stage, const Shape& packed) {
    int layers = 0;
    for (int i = 0; i <= stage; ++i) layers += settings.layers(i);
    for (std::int64_t size = 1; size <= 4096; ++size) {
        ScalePack pack;
        std::int64_t side = size;
        for (int i = 0; i < settings.scales; ++i) {
            pack.add({(settings.channels + layers * settings.growth) * factor(i), side, side});
            side = (side + 1) / 2;  // 3x3, stride 2, padding 1
        }
        if (pack.packed() == packed) return pack;
    }
    throw std::logic_error("this is not the packed output of an MSDNet stage");
}

}  // namespace exitlab
