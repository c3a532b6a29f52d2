// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/network.h"

#include "core/config/derived.h"
#include "core/model/architectures.h"

namespace exitlab {
namespace {

struct Built {
    Trunk trunk;
    std::vector<std::unique_ptr<Linear>> heads;
    Declarer declarer;
    std::vector<int> places;
    std::vector<PartCost> stageCosts, headCosts;
};

std::int64_t parametersSince(const Declarer& declarer, std::size_t first) {
    std::int64_t sum = 0;
    for (std::size_t i = first; i < declarer.declared().size(); ++i)
        if (!declarer.declared()[i].span.buffer) sum += declarer.declared()[i].span.numel;
    return sum;
}

/// Builds the layers and lets them declare themselves: the one place that knows the order of a network's parts.
Built build(const Settings& settings, const Shape& sample, int classes) {
    Built built;
    built.trunk = buildTrunk(settings);
    auto& declarer = built.declarer;
    const int stages = static_cast<int>(built.trunk.stages.size());
    for (const int stage : exitStages(settings)) built.places.push_back(stage - 1);

    Shape shape = sample;
    PartCost stemCost;
    if (built.trunk.stem) {
        declarer.enter(TensorSpan::Part::Stem, 0, "stem.");
        shape = built.trunk.stem->declare(declarer, shape);
        stemCost = {parametersSince(declarer, 0), declarer.takeMacs()};
    }
    std::vector<Shape> outputs;
    for (int i = 0; i < stages; ++i) {
        const std::size_t first = declarer.declared().size();
        declarer.enter(TensorSpan::Part::Stage, i, "stages." + std::to_string(i) + ".");
        shape = built.trunk.stages[static_cast<std::size_t>(i)]->declare(declarer, shape);
        outputs.push_back(shape);
        built.stageCosts.push_back({parametersSince(declarer, first), declarer.takeMacs()});
    }
    // The stem belongs to stage 1: nothing leaves before it.
    built.stageCosts.front().parameters += stemCost.parameters;
    built.stageCosts.front().macs += stemCost.macs;

    for (int k = 0; k < static_cast<int>(built.places.size()); ++k) {
        const std::size_t first = declarer.declared().size();
        declarer.enter(TensorSpan::Part::Head, k, "heads." + std::to_string(k) + ".");
        auto head = std::make_unique<Linear>(classes);
        const Shape& output = outputs[static_cast<std::size_t>(built.places[static_cast<std::size_t>(k)])];
        // Images [channels, height, width] are pooled to channels; sequences [tokens, width] are read at one token.
        head->declare(declarer, {output.size() == 2 ? output[1] : output[0]});
        built.heads.push_back(std::move(head));
        built.headCosts.push_back({parametersSince(declarer, first), declarer.takeMacs()});
    }
    return built;
}

}  // namespace

NetworkPlan::NetworkPlan(const Settings& settings, const Shape& sample, int classes)
    : settings_(settings), sample_(sample), classes_(classes) {
    const Built built = build(settings, sample, classes);
    places_ = built.places;
    stageCosts_ = built.stageCosts;
    headCosts_ = built.headCosts;
    // Parameters first, so that gradients and momentum are one slice; buffers after them.
    for (const bool buffers : {false, true}) {
        for (const auto& declared : built.declarer.declared()) {
            if (declared.span.buffer != buffers) continue;
            TensorSpan span = declared.span;
            span.offset = spans_.total;
            spans_.total += span.numel;
            spans_.spans.push_back(std::move(span));
        }
        if (!buffers) spans_.parameters = spans_.total;
    }
}

std::vector<double> NetworkPlan::exitMacs() const {
    std::vector<double> result;
    std::int64_t sum = 0;
    int stage = 0;
    for (int k = 0; k < exits(); ++k) {
        for (; stage <= places_[static_cast<std::size_t>(k)]; ++stage) sum += stageCost(stage).macs;
        sum += headCost(k).macs;
        result.push_back(static_cast<double>(sum));
    }
    return result;
}

std::vector<std::int64_t> NetworkPlan::exitParameters() const {
    std::vector<std::int64_t> result;
    std::int64_t sum = 0;
    int stage = 0;
    for (int k = 0; k < exits(); ++k) {
        for (; stage <= places_[static_cast<std::size_t>(k)]; ++stage) sum += stageCost(stage).parameters;
        sum += headCost(k).parameters;
        result.push_back(sum);
    }
    return result;
}

Network::Network(const NetworkPlan& plan) : plan_(plan) {
    Built built = build(plan.settings_, plan.sample_, plan.classes_);
    values_ = at::zeros({spans().total}, at::kFloat);
    gradients_ = at::zeros({spans().parameters}, at::kFloat);
    std::size_t next = 0;
    for (const bool buffers : {false, true}) {
        for (const auto& declared : built.declarer.declared()) {
            if (declared.span.buffer != buffers) continue;
            const TensorSpan& span = spans().spans[next++];
            // variable_data: a view with a version counter of its own. Statistics change during forward; with a shared
            // counter autograd would take that for a change of the weights.
            Tensor view = values_.narrow(0, span.offset, span.numel).view(span.shape).variable_data();
            if (!buffers) {
                view.requires_grad_(true);
                view.mutable_grad() = gradients_.narrow(0, span.offset, span.numel).view(span.shape).variable_data();
            }
            *declared.slot = view;
            inits_.push_back(declared.init);
        }
    }
    stem_ = std::move(built.trunk.stem);
    stages_ = std::move(built.trunk.stages);
    heads_ = std::move(built.heads);
    generator_ = built.declarer.generator();
}

void Network::seedDropout(std::uint64_t seed) { generator_->set_current_seed(seed); }

void Network::initialize(std::uint64_t seed) {
    auto* out = values_.data_ptr<float>();
    for (std::size_t i = 0; i < inits_.size(); ++i) {
        const TensorSpan& span = spans().spans[i];
        // Every tensor has a stream of its own: adding an exit does not change how the others start.
        Rng rng(seed, Purpose::InitialWeights, 0, keyOf(span.name));
        const Init& init = inits_[i];
        const auto draw = [&] {
            if (init.kind == Init::Kind::Constant) return init.value;
            return init.kind == Init::Kind::Normal ? init.value * rng.normal() : rng.uniform(-init.value, init.value);
        };
        for (std::int64_t j = 0; j < span.numel; ++j) out[span.offset + j] = static_cast<float>(draw());
    }
}

ExitOutputs Network::forward(const Tensor& images, const std::vector<bool>& wanted, bool training) const {
    const auto count = static_cast<std::size_t>(exits());
    ExitOutputs out;
    out.features.resize(count);
    out.logits.resize(count);
    std::size_t deepest = 0;
    for (std::size_t k = 0; k < count; ++k)
        if (wanted[k]) deepest = k;

    Tensor x = stem_ ? stem_->forward(images, training) : images;
    std::size_t stage = 0;
    for (std::size_t k = 0; k <= deepest; ++k) {
        for (; stage <= static_cast<std::size_t>(plan_.places()[k]); ++stage) x = stages_[stage]->forward(x, training);
        if (!wanted[k]) continue;
        // Images are pooled over the plane, sequences are read at position 0, vectors are taken as they are.
        out.features[k] = x.dim() == 4 ? x.mean({2, 3}) : x.dim() == 3 ? x.select(1, 0) : x;
        out.logits[k] = heads_[k]->forward(out.features[k], training);
    }
    return out;
}

ExitOutputs Network::forwardAll(const Tensor& images, bool training) const {
    return forward(images, std::vector<bool>(static_cast<std::size_t>(exits()), true), training);
}

Tensor applyHead(const Tensor& flatHead, const Tensor& features) {
    const std::int64_t inputs = features.size(1);
    const std::int64_t classes = flatHead.numel() / (inputs + 1);
    return at::linear(features, flatHead.narrow(0, 0, classes * inputs).view({classes, inputs}),
                      flatHead.narrow(0, classes * inputs, classes));
}

}  // namespace exitlab
