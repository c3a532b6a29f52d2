// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/transformer.h"

#include <cmath>

#include "core/base/error.h"
#include "core/config/derived.h"

namespace exitlab {
namespace {

Shape declareNamed(Declarer& declarer, const char* name, Layer& layer, const Shape& input) {
    const Declarer::Scope scope(declarer, name);
    return layer.declare(declarer, input);
}

}  // namespace

Shape Dropout::declare(Declarer& declarer, const Shape& input) {
    generator_ = declarer.generator();
    return input;
}

Tensor Dropout::forward(const Tensor& input, bool training) const {
    return !training || share_ <= 0 ? input : dropped(input, share_, *generator_);
}

Shape LayerNorm::declare(Declarer& declarer, const Shape& input) {
    declarer.parameter(weight_, "weight", {input.back()}, Init::constant(1), true);
    declarer.parameter(bias_, "bias", {input.back()}, Init::constant(0), true);
    if (hasScaleShift_) scaleShift_.declare(declarer, input.back());
    return input;
}

Tensor LayerNorm::forward(const Tensor& input, bool) const {
    return scaleShift_.apply(at::layer_norm(input, {weight_.numel()}, weight_, bias_, epsilon_));
}

Shape TokenEmbedding::declare(Declarer& declarer, const Shape& input) {
    const std::int64_t tokens = input.at(0);
    declarer.parameter(weight_, "weight", {vocabulary_, width_}, Init::standardNormal());
    dropout_.declare(declarer, {tokens, width_});
    positions_ = at::empty({tokens, width_}, at::kFloat);
    auto* p = positions_.data_ptr<float>();
    for (std::int64_t t = 0; t < tokens; ++t)
        for (std::int64_t i = 0; i < width_; ++i) {
            const double angle = static_cast<double>(t) * std::exp(-std::log(10000.0) * static_cast<double>(i / 2 * 2) /
                                                                   static_cast<double>(width_));
            p[t * width_ + i] = static_cast<float>(i % 2 == 0 ? std::sin(angle) : std::cos(angle));
        }
    return {tokens, width_};
}

Tensor TokenEmbedding::forward(const Tensor& input, bool training) const {
    const Tensor embedded = at::embedding(weight_, input) * std::sqrt(static_cast<double>(width_));
    return dropout_.forward(embedded + positions_, training);
}

Shape SelfAttention::declare(Declarer& declarer, const Shape& input) {
    declareNamed(declarer, "query", query_, input);
    declareNamed(declarer, "key", key_, input);
    declareNamed(declarer, "value", value_, input);
    const Shape output = declareNamed(declarer, "output", output_, input);
    // Scores and the weighted sum of values: tokens x tokens x width each, whatever the number of heads.
    declarer.macs(2 * input[0] * input[0] * input[1]);
    adapter_.declare(declarer, {input[1], output[1], input[0]});
    return output;
}

Tensor SelfAttention::forward(const Tensor& input, bool training) const {
    const std::int64_t n = input.size(0), tokens = input.size(1), width = input.size(2);
    const auto split = [&](const Linear& projection) {
        return projection.forward(input, training).view({n, tokens, heads_, width / heads_}).transpose(1, 2);
    };
    const double scale = 1 / std::sqrt(static_cast<double>(width / heads_));
    const Tensor scores = at::matmul(split(query_) * scale, split(key_).transpose(2, 3));
    const Tensor mixed = at::matmul(at::softmax(scores, 3), split(value_));
    return adapter_.apply(input, output_.forward(mixed.transpose(1, 2).reshape({n, tokens, width}), training));
}

Shape EncoderLayer::declare(Declarer& declarer, const Shape& input) {
    declareNamed(declarer, "attention", attention_, input);
    declareNamed(declarer, "norm1", norm1_, input);
    const Shape hidden = declareNamed(declarer, "linear1", linear1_, input);
    declareNamed(declarer, "linear2", linear2_, hidden);
    declareNamed(declarer, "norm2", norm2_, input);
    adapter_.declare(declarer, {input[1], input[1], input[0]});
    dropout_.declare(declarer, input);
    return input;
}

Tensor EncoderLayer::forward(const Tensor& input, bool training) const {
    const Tensor attended = dropout_.forward(attention_.forward(input, training), training);
    const Tensor x = norm1_.forward(input + attended, training);
    const Tensor hidden = dropout_.forward(at::relu(linear1_.forward(x, training)), training);
    const Tensor fed = adapter_.apply(x, linear2_.forward(hidden, training));
    return norm2_.forward(x + dropout_.forward(fed, training), training);
}

Shape PatchEmbedding::declare(Declarer& declarer, const Shape& input) {
    if (input.size() != 3)
        throw InputError("model.architecture", "", "a vision transformer needs images, channels x height x width");
    const std::int64_t patches = patchCount(patchSide_, input[1], input[2]);
    declareNamed(declarer, "patch", patch_, input);
    declarer.parameter(classToken_, "class_token", {1, width_}, Init::normal(0.02));
    declarer.parameter(positions_, "positions", {1 + patches, width_}, Init::normal(0.02));
    return {1 + patches, width_};
}

Tensor PatchEmbedding::forward(const Tensor& input, bool training) const {
    const Tensor patches = patch_.forward(input, training).flatten(2).transpose(1, 2);
    return at::cat({classToken_.expand({input.size(0), 1, width_}), patches}, 1) + positions_;
}

Shape VisionBlock::declare(Declarer& declarer, const Shape& input) {
    declareNamed(declarer, "norm1", norm1_, input);
    declareNamed(declarer, "attention", attention_, input);
    declareNamed(declarer, "norm2", norm2_, input);
    const Shape hidden = declareNamed(declarer, "linear1", linear1_, input);
    declareNamed(declarer, "linear2", linear2_, hidden);
    adapter_.declare(declarer, {input[1], input[1], input[0]});
    return input;
}

Tensor VisionBlock::forward(const Tensor& input, bool training) const {
    const Tensor x = input + attention_.forward(norm1_.forward(input, training), training);
    const Tensor normed = norm2_.forward(x, training);
    const Tensor hidden = at::gelu(linear1_.forward(normed, training));
    return x + adapter_.apply(normed, linear2_.forward(hidden, training));
}

}  // namespace exitlab
