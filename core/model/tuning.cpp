// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/tuning.h"

#include "core/base/error.h"
#include "core/model/layer.h"

namespace exitlab {
namespace {

constexpr double kDeviation = 0.02;  // of adapters, scales and shifts (reefl.md 1.6)

/// [channels] against an output: images have channels in the second dimension.
Tensor perChannel(const Tensor& values, const Tensor& output) {
    return output.dim() == 4 ? values.view({1, -1, 1, 1}) : values;
}

}  // namespace

Tuning tuningOf(const Settings& settings) {
    Tuning tuning;
    const std::string& kind = settings.text("model.tuning");
    if (kind == "full") return tuning;
    tuning.kind =
        kind == "frozen"     ? Tuning::Kind::Frozen
        : kind == "lora"     ? Tuning::Kind::LowRank
        : kind == "parallel" ? Tuning::Kind::Parallel
        : kind == "serial"   ? Tuning::Kind::Serial
        : kind == "ssf"
            ? Tuning::Kind::ScaleShift
            : throw InputError("model.tuning", "",
                               "no regime '" + kind + "'; expected full, frozen, lora, parallel, serial or ssf");
    tuning.rank = settings.integer("model.adapter_rank");
    tuning.loraAlpha = settings.real("model.lora_alpha");
    tuning.loraDropout = settings.real("model.lora_dropout");
    return tuning;
}

Tensor dropped(const Tensor& input, double share, at::Generator& generator) {
    const double keep = 1 - share;
    return input * at::empty_like(input).bernoulli_(keep, generator).div_(keep);
}

void ScaleShift::declare(Declarer& declarer, std::int64_t channels) {
    if (declarer.tuning().kind != Tuning::Kind::ScaleShift) return;
    declarer.adapter(scale_, "ssf.scale", {channels}, Init::normal(kDeviation, 1));
    declarer.adapter(shift_, "ssf.shift", {channels}, Init::normal(kDeviation));
}

Tensor ScaleShift::apply(const Tensor& output) const {
    if (!scale_.defined()) return output;
    return output * perChannel(scale_, output) + perChannel(shift_, output);
}

void LowRank::declare(Declarer& declarer, const PathShape& shape) {
    const Tuning& tuning = declarer.tuning();
    if (tuning.kind != Tuning::Kind::LowRank) return;
    shape_ = shape;
    scale_ = tuning.loraAlpha / static_cast<double>(tuning.rank);
    dropout_ = tuning.loraDropout;
    generator_ = declarer.generator();
    const std::int64_t area = shape.kernel > 0 ? shape.kernel * shape.kernel : 1;
    Shape first{tuning.rank, shape.inputs};
    if (shape.kernel > 0) first.insert(first.end(), {shape.kernel, shape.kernel});
    declarer.adapter(a_, "lora.a", std::move(first), Init::fanIn(shape.inputs * area));
    declarer.adapter(b_, "lora.b", {shape.outputs, tuning.rank}, Init::constant(0));
    declarer.macs(shape.places * tuning.rank * (shape.inputs * area + shape.outputs));
}

Tensor LowRank::apply(const Tensor& input, const Tensor& output, bool training) const {
    if (!a_.defined()) return output;
    const Tensor x = training && dropout_ > 0 ? dropped(input, dropout_, *generator_) : input;
    if (shape_.kernel == 0) return output + at::linear(at::linear(x, a_), b_) * scale_;
    const Tensor inner = at::conv2d(x, a_, {}, {shape_.stride, shape_.stride}, {shape_.padding, shape_.padding});
    return output + at::conv2d(inner, b_.unsqueeze(2).unsqueeze(3)) * scale_;
}

void BottleneckAdapter::declare(Declarer& declarer, const PathShape& shape) {
    const Tuning& tuning = declarer.tuning();
    if (tuning.kind != Tuning::Kind::Parallel && tuning.kind != Tuning::Kind::Serial) return;
    parallel_ = tuning.kind == Tuning::Kind::Parallel;
    const std::int64_t inputs = parallel_ ? shape.inputs : shape.outputs;
    stride_ = parallel_ ? shape.stride : 1;
    crop_ = parallel_ && shape.kernel > 0 ? (shape.kernel - 1) / 2 - shape.padding : 0;
    const Declarer::Scope scope(declarer, "adapter");
    declarer.adapter(down_, "down.weight", {tuning.rank, inputs}, Init::normal(kDeviation));
    declarer.adapter(downBias_, "down.bias", {tuning.rank}, Init::constant(0));
    declarer.adapter(up_, "up.weight", {shape.outputs, tuning.rank}, Init::normal(kDeviation));
    declarer.adapter(upBias_, "up.bias", {shape.outputs}, Init::constant(0));
    declarer.macs(shape.places * tuning.rank * (inputs + shape.outputs));
}

Tensor BottleneckAdapter::branch(const Tensor& input) const {
    if (input.dim() != 4) return at::linear(at::relu(at::linear(input, down_, downBias_)), up_, upBias_);
    const Tensor x =
        crop_ == 0 ? input
                   : input.narrow(2, crop_, input.size(2) - 2 * crop_).narrow(3, crop_, input.size(3) - 2 * crop_);
    const auto pointwise = [](const Tensor& weight) { return weight.unsqueeze(2).unsqueeze(3); };
    const Tensor inner = at::relu(at::conv2d(x, pointwise(down_), downBias_, {stride_, stride_}));
    return at::conv2d(inner, pointwise(up_), upBias_);
}

Tensor BottleneckAdapter::apply(const Tensor& input, const Tensor& output) const {
    if (!down_.defined()) return output;
    return output + branch(parallel_ ? input : output);
}

}  // namespace exitlab
