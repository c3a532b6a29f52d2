// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/network.h"

#include <cmath>
#include <stdexcept>

#include "core/base/error.h"
#include "core/config/derived.h"
#include "core/model/architectures.h"

namespace exitlab {

/// Layers that have declared themselves, not yet bound.
struct Built {
    Trunk trunk;
    std::vector<std::unique_ptr<Head>> heads;
    std::unique_ptr<RecurrentExits> recurrent;
    Declarer declarer;
    Shape latent;
    std::vector<Shape> outputs;  ///< of the stages
    std::vector<int> places;
    std::vector<PartCost> stageCosts, headCosts;
    PartCost exitModule;
};

namespace {

std::int64_t parametersSince(const Declarer& declarer, std::size_t first) {
    std::int64_t sum = 0;
    for (std::size_t i = first; i < declarer.declared().size(); ++i)
        if (!declarer.declared()[i].span.buffer) sum += declarer.declared()[i].span.numel;
    return sum;
}

PartCost costSince(Declarer& declarer, std::size_t first) {
    return {parametersSince(declarer, first), declarer.takeMacs()};
}

/// Exits are trained as a whole; only their normalisation gets something under SSF (reefl.md 1.6).
Tuning exitTuning(const Settings& settings) {
    const Tuning tuning = tuningOf(settings);
    return tuning.kind == Tuning::Kind::ScaleShift ? tuning : Tuning{};
}

/// Heads of their own, or one module for all exits.
void declareExits(Built& built, const Settings& settings, int classes) {
    auto& declarer = built.declarer;
    const std::vector<Shape>& outputs = built.outputs;
    if (built.recurrent) {
        const std::size_t first = declarer.declared().size();
        declarer.enter(TensorSpan::Part::Exits, 0, "exits.");
        built.recurrent->declare(declarer, outputs);
        built.exitModule = costSince(declarer, first);
        for (std::size_t i = 0; i < outputs.size(); ++i)
            built.stageCosts[i].macs += built.recurrent->stageMacs(static_cast<int>(i));
        built.headCosts.assign(built.places.size(), {0, built.recurrent->classifierMacs()});
        return;
    }
    for (std::size_t k = 0; k < built.places.size(); ++k) {
        const std::size_t first = declarer.declared().size();
        declarer.enter(TensorSpan::Part::Head, static_cast<int>(k), "heads." + std::to_string(k) + ".");
        built.heads.push_back(buildHead(settings, built.places[k], classes));
        built.heads.back()->declare(declarer, outputs[static_cast<std::size_t>(built.places[k])]);
        built.headCosts.push_back(costSince(declarer, first));
    }
}

Declarer::Scaling scalingOf(WidthScaling scaling, double width) {
    if (scaling == WidthScaling::None || width == 1) return {};
    return {1 / width, scaling == WidthScaling::Always ? 1 / width : 1};
}

/// Builds the layers and lets them declare themselves: the one place that knows the order of a network's parts.
/// `width` and `scaling` of a narrowed network; `generator`, if given, is another network's to share.
Built build(const Settings& settings, const Shape& sample, int classes, double width = 1,
            WidthScaling scaling = WidthScaling::None, const std::shared_ptr<at::Generator>& generator = nullptr) {
    Built built;
    built.trunk = buildTrunk(settings, width);
    auto& declarer = built.declarer;
    declarer.setTuning(tuningOf(settings));
    if (generator) declarer.setGenerator(generator);
    declarer.setScaling(scalingOf(scaling, width));
    const int stages = static_cast<int>(built.trunk.stages.size());
    for (const int stage : exitStages(settings)) built.places.push_back(stage - 1);
    if (settings.text("model.exit_module") == "recurrent" && settings.text("model.architecture") == "msdnet")
        throw InputError("model.exit_module", "", "MSDNet has classifiers of its own; expected heads");
    if (settings.text("model.exit_module") == "recurrent")
        built.recurrent = std::make_unique<RecurrentExits>(settings, classes);

    Shape shape = sample;
    PartCost stemCost;
    if (built.trunk.stem) {
        declarer.enter(TensorSpan::Part::Stem, 0, "stem.");
        shape = built.trunk.stem->declare(declarer, shape);
        stemCost = costSince(declarer, 0);
    }
    built.latent = shape;
    for (int i = 0; i < stages; ++i) {
        const std::size_t first = declarer.declared().size();
        declarer.enter(TensorSpan::Part::Stage, i, "stages." + std::to_string(i) + ".");
        shape = built.trunk.stages[static_cast<std::size_t>(i)]->declare(declarer, shape);
        built.outputs.push_back(shape);
        if (built.recurrent) {
            declarer.enter(TensorSpan::Part::Exits, i + 1, "stages." + std::to_string(i) + ".");
            built.recurrent->declareStage(declarer, i, shape);
        }
        built.stageCosts.push_back(costSince(declarer, first));
    }
    // The stem belongs to stage 1: nothing leaves before it.
    built.stageCosts.front().parameters += stemCost.parameters;
    built.stageCosts.front().macs += stemCost.macs;
    declarer.setScaling({});
    declarer.setTuning(exitTuning(settings));
    declareExits(built, settings, classes);
    return built;
}

ExitRules rulesOf(const Settings& settings) {
    ExitRules rules;
    rules.boosted = settings.text("training.exit_outputs") == "boosted";
    rules.boost = settings.real("training.boost");
    rules.equilibrium = settings.text("training.exit_gradients") == "equilibrium";
    return rules;
}

/// A tensor of the network as a view of the arena. variable_data: a version counter of its own. Statistics change
/// during forward; with a shared counter autograd would take that for a change of the weights.
Tensor viewOf(const Tensor& arena, const TensorSpan& span, const Shape& shape) {
    Tensor view = arena.narrow(0, span.offset, span.numel).view(span.shape);
    // A narrowed layer has the leading block along every dimension.
    for (std::size_t d = 0; d < shape.size(); ++d) view = view.narrow(static_cast<std::int64_t>(d), 0, shape[d]);
    return view.variable_data();
}

const TensorSpan& spanNamed(const SpanTable& table, const std::string& name) {
    for (const TensorSpan& span : table.spans)
        if (span.name == name) return span;
    throw std::logic_error("no tensor " + name + " in the full network");
}

void addLeadingBlock(SpanSet& set, const TensorSpan& full, const Shape& shape) {
    // Rows that are whole along the trailing dimensions are contiguous.
    std::size_t tail = shape.size();
    std::int64_t run = 1;
    while (tail > 0 && shape[tail - 1] == full.shape[tail - 1]) run *= shape[--tail];
    if (tail == 0) {
        set.add(full.offset, run);
        return;
    }
    run *= shape[--tail];
    std::vector<std::int64_t> strides(shape.size(), 1);
    for (std::size_t d = shape.size() - 1; d > 0; --d) strides[d - 1] = strides[d] * full.shape[d];
    std::vector<std::int64_t> at(tail, 0);
    for (;;) {
        std::int64_t offset = full.offset;
        for (std::size_t d = 0; d < tail; ++d) offset += at[d] * strides[d];
        set.add(offset, run);
        std::size_t d = tail;
        while (d > 0 && ++at[d - 1] == shape[d - 1]) at[--d] = 0;
        if (d == 0) return;
    }
}

}  // namespace

NetworkPlan::NetworkPlan(const Settings& settings, const Shape& sample, int classes)
    : settings_(settings), sample_(sample), classes_(classes) {
    declare();
}

void NetworkPlan::declare() {
    const Built built = build(settings_, sample_, classes_, width_, scaling_);
    places_ = built.places;
    latent_ = built.latent;
    outputs_ = built.outputs;
    stageCosts_ = built.stageCosts;
    headCosts_ = built.headCosts;
    exitModuleCost_ = built.exitModule;
    spans_ = {};
    const bool tuned = tuningOf(settings_).kind != Tuning::Kind::Full;
    // Parameters first, so that gradients and momentum are one slice; buffers after them.
    for (const bool buffers : {false, true}) {
        for (const auto& declared : built.declarer.declared()) {
            if (declared.span.buffer != buffers) continue;
            TensorSpan span = declared.span;
            span.offset = spans_.total;
            span.frozen = tuned && !span.adapter && !span.ofExits() && !span.buffer;
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
    std::int64_t sum = exitModuleCost_.parameters;
    int stage = 0;
    for (int k = 0; k < exits(); ++k) {
        for (; stage <= places_[static_cast<std::size_t>(k)]; ++stage) sum += stageCost(stage).parameters;
        sum += headCost(k).parameters;
        result.push_back(sum);
    }
    return result;
}

NetworkPlan NetworkPlan::narrowed(double share, WidthScaling scaling) const {
    NetworkPlan plan = *this;
    if (share == 1) return plan;
    if (settings_.text("model.architecture") == "msdnet")
        throw InputError("model.architecture", "",
                         "MSDNet cannot be narrowed: its layers join their inputs, so leading channels are not a "
                         "network of their own; choose convnet, resnet18, mlp or vit for methods that narrow");
    plan.width_ = share;
    plan.scaling_ = scaling;
    plan.declare();
    return plan;
}

SpanSet NetworkPlan::held(const SpanTable& full, int exit) const {
    const int lastStage = places_[static_cast<std::size_t>(exit)];
    SpanSet set;
    for (const TensorSpan& span : spans_.spans) {
        if (!span.within(lastStage) || (span.part == TensorSpan::Part::Head && span.index > exit)) continue;
        addLeadingBlock(set, spanNamed(full, span.name), span.shape);
    }
    return set;
}

/// A second instance of one head, with values of its own.
struct Network::GuestHead {
    std::unique_ptr<Head> head;
    Tensor values;
};

Network::Network(const NetworkPlan& plan) : plan_(plan), arena_(&plan_.spans()) {
    values_ = at::zeros({spans().total}, at::kFloat);
    gradients_ = at::zeros({spans().parameters}, at::kFloat);
    bind(build(plan_.settings_, plan_.sample_, plan_.classes_, plan_.width_, plan_.scaling_));
}

Network::Network(const NetworkPlan& narrowedPlan, const Network& full)
    : plan_(narrowedPlan), arena_(full.arena_), values_(full.values_), gradients_(full.gradients_) {
    // One stream for all networks of an arena: what is seeded for a client's training holds for every width.
    bind(build(plan_.settings_, plan_.sample_, plan_.classes_, plan_.width_, plan_.scaling_, full.generator_));
}

void Network::bind(Built built) {
    std::size_t next = 0;
    for (const bool buffers : {false, true}) {
        for (const auto& declared : built.declarer.declared()) {
            if (declared.span.buffer != buffers) continue;
            const TensorSpan& own = plan_.spans().spans[next++];
            const TensorSpan& span = arena_ == &plan_.spans() ? own : spanNamed(*arena_, own.name);
            Tensor view = viewOf(values_, span, own.shape);
            if (!buffers && !own.frozen) {
                view.requires_grad_(true);
                view.mutable_grad() = viewOf(gradients_, span, own.shape);
            }
            *declared.slot = view;
            inits_.push_back(declared.init);
        }
    }
    stem_ = std::move(built.trunk.stem);
    stages_ = std::move(built.trunk.stages);
    heads_ = std::move(built.heads);
    recurrent_ = std::move(built.recurrent);
    guests_.resize(heads_.size());
    rules_ = rulesOf(plan_.settings_);
    generator_ = built.declarer.generator();
}

void Network::seedDropout(std::uint64_t seed) { generator_->set_current_seed(seed); }

void Network::initialize(std::uint64_t seed) {
    if (arena_ != &plan_.spans()) throw std::logic_error("a narrowed network has no initial values of its own");
    auto* out = values_.data_ptr<float>();
    for (std::size_t i = 0; i < inits_.size(); ++i) {
        const TensorSpan& span = spans().spans[i];
        // Every tensor has a stream of its own: adding an exit does not change how the others start.
        Rng rng(seed, Purpose::InitialWeights, 0, keyOf(span.name));
        const Init& init = inits_[i];
        const auto draw = [&] {
            if (init.kind == Init::Kind::Constant) return init.value;
            return init.kind == Init::Kind::Normal ? init.mean + init.value * rng.normal()
                                                   : rng.uniform(-init.value, init.value);
        };
        for (std::int64_t j = 0; j < span.numel; ++j) out[span.offset + j] = static_cast<float>(draw());
    }
}

Tensor Network::enter(const Tensor& images, bool training) const {
    return stem_ ? stem_->forward(images, training) : images;
}

Tensor Network::stage(int index, const Tensor& x, bool training) const {
    return stages_[static_cast<std::size_t>(index)]->forward(x, training);
}

Tensor Network::feature(int exit, const Tensor& stageOutput, bool training) const {
    return heads_[static_cast<std::size_t>(exit)]->feature(stageOutput, training);
}

Tensor Network::classify(int exit, const Tensor& feature, bool training) const {
    return recurrent_ ? recurrent_->classify(feature, training)
                      : heads_[static_cast<std::size_t>(exit)]->classify(feature, training);
}

ExitOutputs Network::forward(const Tensor& images, const std::vector<bool>& wanted, bool training) const {
    return forwardLatent(enter(images, training), wanted, training);
}

ExitOutputs Network::forwardLatent(const Tensor& latent, const std::vector<bool>& wanted, bool training) const {
    const auto count = static_cast<std::size_t>(exits());
    ExitOutputs out;
    out.features.resize(count);
    out.logits.resize(count);
    std::size_t deepest = 0;
    for (std::size_t k = 0; k < count; ++k)
        if (wanted[k]) deepest = k;
    auto left = static_cast<double>(std::count(wanted.begin(), wanted.end(), true));  // K - e
    const bool equilibrium = rules_.equilibrium && training;

    Tensor x = latent, earlier;
    std::vector<Tensor> tokens;
    std::size_t stage = 0;
    for (std::size_t k = 0; k <= deepest; ++k) {
        // With boosted outputs an exit counts for later ones even where it is not trained.
        const bool answers = wanted[k] || rules_.boosted;
        const auto place = static_cast<std::size_t>(plan_.places()[k]);
        Tensor branch;
        for (; stage <= place; ++stage) {
            x = stages_[stage]->forward(x, training);
            if (recurrent_)
                branch = recur(static_cast<int>(stage), answers && stage == place, k == deepest && stage == place, x,
                               tokens, training);
        }
        if (!answers) continue;
        if (!wanted[k]) {
            const at::NoGradGuard noGrad;
            const Tensor own = classify(static_cast<int>(k),
                                        recurrent_ ? branch : feature(static_cast<int>(k), x, training), training);
            earlier = (earlier.defined() ? own + earlier : own) * rules_.boost;
            continue;
        }
        if (!recurrent_)
            out.features[k] = feature(static_cast<int>(k), equilibrium ? scaleGradient(x, 1 / left) : x, training);
        else
            out.features[k] = equilibrium ? scaleGradient(branch, 1 / left) : branch;
        if (equilibrium && k < deepest) {
            // Everything that goes on: the trunk, and the tokens that later exits read.
            x = scaleGradient(x, (left - 1) / left);
            for (Tensor& token : tokens) token = scaleGradient(token, (left - 1) / left);
        }
        --left;
        out.logits[k] = answer(classify(static_cast<int>(k), out.features[k], training), earlier);
    }
    return out;
}

Tensor Network::recur(int stage, bool answers, bool last, Tensor& x, std::vector<Tensor>& tokens, bool training) const {
    const Tensor token = recurrent_->token(stage, x);
    tokens.push_back(token);
    // The module works at every stage, also where there is no exit: it changes what the next stage sees.
    const bool modulates = recurrent_->modulates() && !last;
    if (!answers && !modulates) return {};
    const Tensor fused = recurrent_->fuse(tokens, training);
    if (modulates) {
        tokens.back() = fused.select(1, fused.size(1) - 1);
        x = recurrent_->modulate(stage, x, tokens.back());
    }
    return answers ? fused.select(1, 0) + token : Tensor{};
}

Tensor Network::answer(const Tensor& own, Tensor& earlier) const {
    if (!rules_.boosted) return own;
    const Tensor said = earlier.defined() ? own + earlier : own;
    earlier = (own.detach() + (earlier.defined() ? earlier : at::zeros_like(own))) * rules_.boost;
    return said;
}

ExitOutputs Network::forwardAll(const Tensor& images, bool training) const {
    return forward(images, std::vector<bool>(static_cast<std::size_t>(exits()), true), training);
}

Tensor Network::applyHead(int exit, const Tensor& packedHead, const Tensor& features) const {
    const auto k = static_cast<std::size_t>(exit);
    if (heads_.empty()) throw std::logic_error("exits that share one module have no heads of their own");
    if (!guests_[k]) {
        auto guest = std::make_shared<GuestHead>();
        Declarer declarer;
        declarer.setTuning(exitTuning(plan_.settings_));
        guest->head = buildHead(plan_.settings_, plan_.places()[k], plan_.classes_);
        guest->head->declare(declarer, plan_.stageOutput(plan_.places()[k]));
        guest->values = at::zeros({plan_.spans().head(exit).numel()}, at::kFloat);
        std::int64_t offset = 0;
        for (const auto& declared : declarer.declared()) {
            const TensorSpan& span = declared.span;
            if (span.buffer) {
                *declared.slot = at::full(span.shape, declared.init.value, at::kFloat);
                continue;
            }
            *declared.slot = guest->values.narrow(0, offset, span.numel).view(span.shape);
            offset += span.numel;
        }
        guests_[k] = std::move(guest);
    }
    // Values of the guest are overwritten by the next call, so no graph may refer to them.
    const at::NoGradGuard noGrad;
    guests_[k]->values.copy_(packedHead);
    return guests_[k]->head->classify(features, false);
}

Tensor scaleGradient(const Tensor& x, double factor) {
    if (factor == 1 || !x.requires_grad()) return x;
    Tensor y = at::alias(x);
    y.register_hook([factor](const Tensor& gradient) { return gradient * factor; });
    return y;
}

}  // namespace exitlab
