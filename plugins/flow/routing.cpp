// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/flow/routing.h"

#include "core/base/error.h"

namespace exitlab::flow {

RoutingNetwork::RoutingNetwork(std::int64_t inputs, std::vector<std::int64_t> hidden, int stages)
    : inputs_(inputs), hidden_(std::move(hidden)) {
    Declarer declarer;
    Shape shape{inputs_};
    for (std::size_t i = 0; i < hidden_.size(); ++i) {
        declarer.enter(TensorSpan::Part::Stage, static_cast<int>(i), "trunk." + std::to_string(i) + ".");
        trunk_.push_back(std::make_unique<Linear>(hidden_[i]));
        shape = trunk_.back()->declare(declarer, shape);
    }
    for (int j = 0; j < stages; ++j) {
        declarer.enter(TensorSpan::Part::Head, j, "routes." + std::to_string(j) + ".");
        routes_.push_back(std::make_unique<Linear>(2));
        routes_.back()->declare(declarer, shape);
    }
    std::int64_t total = 0;
    for (const auto& declared : declarer.declared()) {
        spans_.push_back(declared.span);
        spans_.back().offset = total;
        total += declared.span.numel;
        inits_.push_back(declared.init);
    }
    values_ = at::zeros({total}, at::kFloat);
    gradients_ = at::zeros({total}, at::kFloat);
    for (std::size_t i = 0; i < spans_.size(); ++i) {
        const TensorSpan& span = spans_[i];
        // variable_data: a leaf with a version counter of its own, as in Network.
        Tensor view = values_.narrow(0, span.offset, span.numel).view(span.shape).variable_data();
        view.requires_grad_(true);
        view.mutable_grad() = gradients_.narrow(0, span.offset, span.numel).view(span.shape);
        *declarer.declared()[i].slot = view;
        tensors_.push_back(std::move(view));
    }
}

RoutingNetwork::RoutingNetwork(const RoutingNetwork& other)
    : RoutingNetwork(other.inputs_, other.hidden_, static_cast<int>(other.routes_.size())) {
    values_.copy_(other.values_);
}

void RoutingNetwork::initialize(std::uint64_t seed) {
    auto* out = values_.data_ptr<float>();
    for (std::size_t i = 0; i < spans_.size(); ++i) {
        Rng rng(seed, Purpose::InitialWeights, 0, keyOf("routing." + spans_[i].name));
        const double bound = inits_[i].value;
        for (std::int64_t j = 0; j < spans_[i].numel; ++j)
            out[spans_[i].offset + j] = static_cast<float>(rng.uniform(-bound, bound));
    }
}

Tensor RoutingNetwork::routes(const Tensor& images) const {
    Tensor x = images.flatten(1);
    for (const auto& layer : trunk_) x = at::relu(layer->forward(x, false));
    std::vector<Tensor> pairs;
    for (const auto& layer : routes_) pairs.push_back(layer->forward(x, false));
    return at::softmax(at::stack(pairs, 1), 2);
}

SpanSet RoutingNetwork::all() const {
    SpanSet set;
    set.add(0, values_.numel());
    return set;
}

void RoutingNetwork::backward(const Tensor& loss) const {
    torch::autograd::backward({loss}, {}, c10::nullopt, false, tensors_);
}

NamedTensors RoutingNetwork::named() const {
    NamedTensors named;
    for (const TensorSpan& span : spans_)
        named[span.name] = values_.narrow(0, span.offset, span.numel).view(span.shape).clone();
    return named;
}

void RoutingNetwork::assign(const NamedTensors& named, const std::string& file) {
    for (const TensorSpan& span : spans_) {
        const auto found = named.find(span.name);
        if (found == named.end() || found->second.scalar_type() != at::kFloat || found->second.sizes() != span.shape) {
            std::string shape;
            for (const auto size : span.shape) shape += (shape.empty() ? "" : " x ") + std::to_string(size);
            throw InputError(file, "server." + span.name,
                             std::string(found == named.end() ? "missing" : "wrong shape or type") + "; expected " +
                                 shape + " float values of the routing network (algorithm.hidden)");
        }
    }
    const at::NoGradGuard noGrad;
    for (const TensorSpan& span : spans_)
        values_.narrow(0, span.offset, span.numel).copy_(named.at(span.name).flatten());
}

std::vector<Tensor> personalised(const Network& global, const Tensor& images, const Blend& blend) {
    const std::vector<int>& places = global.plan().places();
    std::vector<Tensor> logits;
    Tensor x = images, earlier;
    int stage = 0;
    for (int k = 0; k < global.exits(); ++k) {
        for (; stage <= places[static_cast<std::size_t>(k)]; ++stage)
            x = blend(stage, x, [stage](const Network& branch, const Tensor& input) {
                return branch.stage(stage, stage == 0 ? branch.enter(input, false) : input, false);
            });
        const Tensor own = blend(stage - 1, x, [k](const Network& branch, const Tensor& input) {
            return branch.classify(k, branch.feature(k, input, false), false);
        });
        logits.push_back(global.answer(own, earlier));
    }
    return logits;
}

Blend softBlend(const Network& global, const Network& local, const Tensor& routes) {
    return [&global, &local, routes](int stage, const Tensor& input, const Part& part) {
        const Tensor ours = part(global, input), theirs = part(local, input);
        // One probability per sample, along all other dimensions.
        std::vector<std::int64_t> shape(static_cast<std::size_t>(ours.dim()), 1);
        shape.front() = ours.size(0);
        const Tensor p = routes.select(1, stage);
        return p.select(1, 0).reshape(shape) * ours + p.select(1, 1).reshape(shape) * theirs;
    };
}

Blend hardBlend(const Network& global, const Network& local, const Tensor& routes, bool separate) {
    return [&global, &local, chosen = takesGlobal(routes), separate](int stage, const Tensor& input, const Part& part) {
        const Tensor ours = chosen.select(1, stage);
        const Tensor rows = ours.nonzero().squeeze(1);
        if (rows.size(0) == input.size(0)) return part(global, input);
        if (rows.size(0) == 0) return part(local, input);
        if (separate) {
            const Tensor others = ours.logical_not().nonzero().squeeze(1);
            const Tensor a = part(global, input.index_select(0, rows)), b = part(local, input.index_select(0, others));
            std::vector<std::int64_t> shape = a.sizes().vec();
            shape.front() = input.size(0);
            Tensor joined = at::empty(shape, a.options());
            joined.index_copy_(0, rows, a);
            joined.index_copy_(0, others, b);
            return joined;
        }
        const Tensor a = part(global, input);
        std::vector<std::int64_t> shape(static_cast<std::size_t>(a.dim()), 1);
        shape.front() = a.size(0);
        return at::where(ours.reshape(shape), a, part(local, input));
    };
}

Tensor takesGlobal(const Tensor& routes) { return routes.select(2, 0) >= routes.select(2, 1); }

}  // namespace exitlab::flow
