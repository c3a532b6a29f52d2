// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/recurrent_exits.h"

#include <cmath>

#include "core/base/error.h"
#include "core/model/heads.h"

namespace exitlab {
namespace {

constexpr double kInitDeviation = 0.02;  // of the learnt tokens and positions (reefl.md 1.3)

void declareNamed(Declarer& declarer, const char* name, Layer& layer, const Shape& input) {
    const Declarer::Scope scope(declarer, name);
    layer.declare(declarer, input);
}

}  // namespace

RecurrentExits::Block::Block(std::int64_t width, std::int64_t attention, std::int64_t hidden)
    : query(attention), key(attention), value(attention), output(width), linear1(hidden), linear2(width) {}

void RecurrentExits::Block::declare(Declarer& declarer, const Shape& tokens) {
    declareNamed(declarer, "norm1", norm1, tokens);
    declareNamed(declarer, "attention.query", query, tokens);
    declareNamed(declarer, "attention.key", key, tokens);
    declareNamed(declarer, "attention.value", value, tokens);
    Shape narrow = tokens;
    narrow.back() = query.outputs();
    declareNamed(declarer, "attention.output", output, narrow);
    declareNamed(declarer, "norm2", norm2, tokens);
    declareNamed(declarer, "linear1", linear1, tokens);
    Shape wide = tokens;
    wide.back() = linear1.outputs();
    declareNamed(declarer, "linear2", linear2, wide);
}

Tensor RecurrentExits::Block::forward(const Tensor& x, std::int64_t heads, bool training) const {
    const std::int64_t n = x.size(0), tokens = x.size(1), attention = query.outputs();
    const Tensor normed = norm1.forward(x, training);
    const auto split = [&](const Linear& projection) {
        return projection.forward(normed, training).view({n, tokens, heads, attention / heads}).transpose(1, 2);
    };
    const double scale = 1 / std::sqrt(static_cast<double>(attention));
    const Tensor scores = at::matmul(split(query) * scale, split(key).transpose(2, 3));
    const Tensor mixed = at::matmul(at::softmax(scores, 3), split(value));
    const Tensor attended = x + output.forward(mixed.transpose(1, 2).reshape({n, tokens, attention}), training);
    const Tensor hidden = at::gelu(linear1.forward(norm2.forward(attended, training), training));
    return attended + linear2.forward(hidden, training);
}

RecurrentExits::RecurrentExits(const Settings& settings, int classes)
    : classes_(classes),
      attention_(settings.integer("model.ree.attention")),
      heads_(settings.integer("model.ree.heads")),
      ratio_(settings.real("model.ree.ratio")),
      steps_(static_cast<int>(settings.integer("model.ree.steps"))),
      layers_(static_cast<int>(settings.integer("model.ree.layers"))),
      modulation_(settings.boolean("model.ree.modulation")),
      norm_(settings.text("model.ree.head") == "norm-linear"),
      cnnWidth_(settings.integer("model.ree.width")),
      classifier_(classes) {
    if (attention_ % heads_ != 0)
        throw InputError("model.ree.heads", "",
                         "expected a divisor of model.ree.attention (" + std::to_string(attention_) + "), found " +
                             std::to_string(heads_));
}

void RecurrentExits::declare(Declarer& declarer, const std::vector<Shape>& stages) {
    width_ = stages.front().size() == 2 ? stages.front()[1] : cnnWidth_;
    const auto depth = static_cast<std::int64_t>(stages.size());
    const Init start = Init::normal(kInitDeviation);
    declarer.parameter(meta_, "meta_token", {1, width_}, start);
    declarer.parameter(positions_, "positions", {depth + 1, width_}, start);
    const auto hidden = static_cast<std::int64_t>(std::floor(ratio_ * static_cast<double>(width_)));
    for (int i = 0; i < layers_; ++i) {
        const Declarer::Scope scope(declarer, i == 0 ? "" : "layers." + std::to_string(i));
        blocks_.push_back(std::make_unique<Block>(width_, attention_, hidden));
        blocks_.back()->declare(declarer, {depth + 1, width_});
    }
    if (norm_) declareNamed(declarer, "norm", headNorm_, {width_});
    declareNamed(declarer, "classifier", classifier_, {width_});
    // What it costs depends on the stage it is asked at: stageMacs() and classifierMacs() say it.
    (void)declarer.takeMacs();
}

void RecurrentExits::declareStage(Declarer& declarer, int stage, const Shape& output) {
    stages_.resize(static_cast<std::size_t>(stage) + 1);
    if (output.size() == 2) return;
    StageToken& own = stages_.back();
    own.token = std::make_unique<Linear>(cnnWidth_);
    const std::int64_t channels = Head::pooledWidth(output);
    declareNamed(declarer, "token", *own.token, {channels});
    if (!modulation_) return;
    declarer.parameter(own.modulation, "modulation.weight", {channels, cnnWidth_}, Init::constant(0));
    declarer.macs(channels * cnnWidth_);
}

std::int64_t RecurrentExits::stageMacs(int stage) const {
    const std::int64_t tokens = stage + 2;
    const auto hidden = static_cast<std::int64_t>(std::floor(ratio_ * static_cast<double>(width_)));
    const std::int64_t once =
        tokens * (4 * width_ * attention_ + 2 * width_ * hidden) + 2 * tokens * tokens * attention_;
    return once * layers_ * steps_;
}

Tensor RecurrentExits::token(int stage, const Tensor& output) const {
    const StageToken& own = stages_[static_cast<std::size_t>(stage)];
    const Tensor pooled = Head::pooled(output);
    return own.token ? own.token->forward(pooled, false) : pooled;
}

Tensor RecurrentExits::fuse(const std::vector<Tensor>& tokens, bool training) const {
    std::vector<Tensor> all{meta_.expand({tokens.front().size(0), width_})};
    all.insert(all.end(), tokens.begin(), tokens.end());
    Tensor x = at::stack(all, 1) + positions_.narrow(0, 0, static_cast<std::int64_t>(all.size()));
    for (int step = 0; step < steps_; ++step)
        for (const auto& block : blocks_) x = block->forward(x, heads_, training);
    return x;
}

Tensor RecurrentExits::classify(const Tensor& feature, bool training) const {
    return classifier_.forward(norm_ ? headNorm_.forward(feature, training) : feature, training);
}

Tensor RecurrentExits::modulate(int stage, const Tensor& output, const Tensor& token) const {
    if (!modulation_) return output;
    if (output.dim() == 3) return at::cat({token.unsqueeze(1), output.narrow(1, 1, output.size(1) - 1)}, 1);
    const Tensor added = at::linear(token, stages_[static_cast<std::size_t>(stage)].modulation);
    return output + (output.dim() == 4 ? added.unsqueeze(2).unsqueeze(3) : added);
}

}  // namespace exitlab
