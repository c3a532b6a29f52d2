// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layer.h"

#include <cmath>
#include <numeric>

#include "core/base/error.h"

namespace exitlab {
namespace {

std::int64_t product(const Shape& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

}  // namespace

Init Init::fanIn(std::int64_t fan) { return {Kind::Uniform, 1.0 / std::sqrt(static_cast<double>(fan)), 0}; }

void Declarer::enter(TensorSpan::Part part, int index, const std::string& prefix) {
    part_ = part;
    index_ = index;
    prefix_ = prefix;
}

Declarer::Scope::Scope(Declarer& declarer, const std::string& name)
    : declarer_(declarer), length_(declarer.prefix_.size()) {
    if (!name.empty()) declarer_.prefix_ += name + ".";
}

Declarer::Scope::~Scope() { declarer_.prefix_.resize(length_); }

void Declarer::parameter(Tensor& slot, const std::string& name, Shape shape, Init init, bool norm) {
    TensorSpan span;
    span.name = prefix_ + name;
    span.numel = product(shape);
    span.shape = std::move(shape);
    span.part = part_;
    span.index = index_;
    span.norm = norm;
    declared_.push_back({std::move(span), init, &slot});
}

void Declarer::adapter(Tensor& slot, const std::string& name, Shape shape, Init init) {
    parameter(slot, name, std::move(shape), init);
    declared_.back().span.adapter = true;
}

void Declarer::buffer(Tensor& slot, const std::string& name, Shape shape, double start) {
    parameter(slot, name, std::move(shape), Init::constant(start), true);
    declared_.back().span.buffer = true;
}

Shape Sequence::declare(Declarer& declarer, const Shape& input) {
    Shape shape = input;
    for (auto& [name, layer] : layers_) {
        const Declarer::Scope scope(declarer, name);
        shape = layer->declare(declarer, shape);
    }
    return shape;
}

Tensor Sequence::forward(const Tensor& input, bool training) const {
    Tensor x = input;
    for (const auto& [name, layer] : layers_) x = layer->forward(x, training);
    return x;
}

Shape Linear::declare(Declarer& declarer, const Shape& input) {
    const std::int64_t inputs = input.back();
    declarer.parameter(weight_, "weight", {outputs_, inputs}, Init::fanIn(inputs));
    declarer.parameter(bias_, "bias", {outputs_}, Init::fanIn(inputs));
    declarer.macs(product(input) * outputs_);
    if (role_.scaled) scaling_ = declarer.scaling();
    const PathShape path{inputs, outputs_, product(input) / inputs};
    if (role_.lowRank) lowRank_.declare(declarer, path);
    if (role_.adapter) adapter_.declare(declarer, path);
    if (role_.scaleShift) scaleShift_.declare(declarer, outputs_);
    Shape output = input;
    output.back() = outputs_;
    return output;
}

Tensor Linear::forward(const Tensor& input, bool training) const {
    const Tensor plain = lowRank_.apply(input, at::linear(input, weight_, bias_), training);
    const Tensor output = scaleShift_.apply(adapter_.apply(input, plain));
    const double factor = scaling_.factor(training);
    return factor == 1 ? output : output * factor;
}

Shape Conv::declare(Declarer& declarer, const Shape& input) {
    if (input.size() != 3)
        throw InputError("model.architecture", "", "a convolution needs images, channels x height x width");
    const auto side = [&](std::int64_t n) { return (n + 2 * padding_ - kernel_) / stride_ + 1; };
    if (input[1] + 2 * padding_ < kernel_ || input[2] + 2 * padding_ < kernel_)
        throw InputError("model.architecture", "",
                         "an image of " + std::to_string(input[1]) + " x " + std::to_string(input[2]) +
                             " is left for a " + std::to_string(kernel_) + " x " + std::to_string(kernel_) +
                             " convolution; use model.padding = same, fewer stages or larger images");
    const std::int64_t fan = input[0] * kernel_ * kernel_;
    declarer.parameter(weight_, "weight", {outputs_, input[0], kernel_, kernel_}, Init::fanIn(fan));
    if (hasBias_) declarer.parameter(bias_, "bias", {outputs_}, Init::fanIn(fan));
    const Shape output{outputs_, side(input[1]), side(input[2])};
    declarer.macs(product(output) * fan);
    if (role_.scaled) scaling_ = declarer.scaling();
    const PathShape path{input[0], outputs_, output[1] * output[2], kernel_, stride_, padding_};
    if (role_.lowRank) lowRank_.declare(declarer, path);
    if (role_.adapter) adapter_.declare(declarer, path);
    if (role_.scaleShift) scaleShift_.declare(declarer, outputs_);
    return output;
}

Tensor Conv::forward(const Tensor& input, bool training) const {
    const Tensor conv = at::conv2d(input, weight_, bias_, {stride_, stride_}, {padding_, padding_});
    const Tensor output = scaleShift_.apply(adapter_.apply(input, lowRank_.apply(input, conv, training)));
    const double factor = scaling_.factor(training);
    return factor == 1 ? output : output * factor;
}

Shape BatchNorm::declare(Declarer& declarer, const Shape& input) {
    const std::int64_t channels = input[0];
    declarer.parameter(weight_, "weight", {channels}, Init::constant(1), true);
    declarer.parameter(bias_, "bias", {channels}, Init::constant(0), true);
    scaleShift_.declare(declarer, channels);
    if (!tracking_) return input;
    declarer.buffer(mean_, "running_mean", {channels}, 0);
    declarer.buffer(variance_, "running_var", {channels}, 1);
    return input;
}

Tensor BatchNorm::forward(const Tensor& input, bool training) const {
    // A last batch of one sample can leave one value per channel, which has no variance: the unbiased estimate would
    // put 0/0 into the statistics for good. It is normalised as in a test.
    const bool single = input.numel() == input.size(1);
    // Without tracking there is nothing to fall back on, and nothing that could be spoiled.
    const bool fromBatch = !tracking_ || (training && !single);
    return scaleShift_.apply(at::batch_norm(input, weight_, bias_, mean_, variance_, fromBatch, 0.1, 1e-5, false));
}

Shape PoolRelu::declare(Declarer&, const Shape& input) {
    if (input[1] < 2 || input[2] < 2)
        throw InputError("model.stages", "",
                         "an image of " + std::to_string(input[1]) + " x " + std::to_string(input[2]) +
                             " is left for 2 x 2 pooling; use model.padding = same or fewer stages");
    return {input[0], input[1] / 2, input[2] / 2};
}

Tensor PoolRelu::forward(const Tensor& input, bool) const { return at::max_pool2d(input, {2, 2}).relu_(); }

Shape Flatten::declare(Declarer&, const Shape& input) { return {product(input)}; }

Tensor Flatten::forward(const Tensor& input, bool) const { return input.contiguous().flatten(1); }

BasicBlock::BasicBlock(std::int64_t outputs, std::int64_t stride, bool tracking)
    : outputs_(outputs),
      stride_(stride),
      tracking_(tracking),
      conv1_(outputs, 3, stride, 1, false, kNormalisedConv),
      conv2_(outputs, 3, 1, 1, false, kNormalisedConv),
      norm1_(tracking),
      norm2_(tracking) {}

Shape BasicBlock::declare(Declarer& declarer, const Shape& input) {
    const auto part = [&](const char* name, Layer& layer, const Shape& shape) {
        const Declarer::Scope scope(declarer, name);
        return layer.declare(declarer, shape);
    };
    Shape shape = part("conv1", conv1_, input);
    shape = part("norm1", norm1_, shape);
    shape = part("conv2", conv2_, shape);
    shape = part("norm2", norm2_, shape);
    if (stride_ != 1 || input[0] != outputs_) {
        shortcutConv_ = std::make_unique<Conv>(outputs_, 1, stride_, 0, false, kNormalisedConv);
        shortcutNorm_ = std::make_unique<BatchNorm>(tracking_);
        part("shortcut.conv", *shortcutConv_, input);
        part("shortcut.norm", *shortcutNorm_, shape);
    }
    adapter_.declare(declarer, {input[0], outputs_, shape[1] * shape[2], 1, stride_, 0});
    return shape;
}

Tensor BasicBlock::forward(const Tensor& input, bool training) const {
    Tensor x = norm1_.forward(conv1_.forward(input, training), training).relu_();
    x = adapter_.apply(input, norm2_.forward(conv2_.forward(x, training), training));
    x = x.add_(shortcutConv_ ? shortcutNorm_->forward(shortcutConv_->forward(input, training), training) : input);
    return x.relu_();
}

}  // namespace exitlab
