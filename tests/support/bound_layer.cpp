// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/bound_layer.h"

#include <stdexcept>

#include "core/base/rng.h"

namespace exitlab::test {

BoundLayer::BoundLayer(Layer& layer, const Shape& input, const Tuning& tuning) : layer_(layer) {
    declarer_.setTuning(tuning);
    output_ = layer.declare(declarer_, input);
    std::vector<Tensor*> slots;
    std::int64_t total = 0;
    for (const bool buffers : {false, true}) {
        for (const auto& declared : declarer_.declared()) {
            if (declared.span.buffer != buffers) continue;
            spans_.push_back(declared.span);
            spans_.back().offset = total;
            total += declared.span.numel;
            slots.push_back(declared.slot);
        }
        if (!buffers) parameters_ = total;
    }
    values_ = at::zeros({total}, at::kFloat);
    gradients_ = at::zeros({parameters_}, at::kFloat);
    for (std::size_t i = 0; i < spans_.size(); ++i) {
        Tensor view = values_.narrow(0, spans_[i].offset, spans_[i].numel).view(spans_[i].shape).variable_data();
        if (!spans_[i].buffer) {
            view.requires_grad_(true);
            view.mutable_grad() =
                gradients_.narrow(0, spans_[i].offset, spans_[i].numel).view(spans_[i].shape).variable_data();
        }
        *slots[i] = view;
    }
}

std::vector<std::string> BoundLayer::names() const {
    std::vector<std::string> names;
    for (const TensorSpan& one : spans_) names.push_back(one.name);
    return names;
}

const TensorSpan& BoundLayer::span(const std::string& name) const {
    for (const TensorSpan& one : spans_)
        if (one.name == name) return one;
    throw std::out_of_range("no tensor " + name);
}

Tensor BoundLayer::tensor(const std::string& name) const {
    const TensorSpan& at = span(name);
    return values_.narrow(0, at.offset, at.numel).view(at.shape).to(at::kDouble);
}

Tensor BoundLayer::gradient(const std::string& name) const {
    const TensorSpan& at = span(name);
    return gradients_.narrow(0, at.offset, at.numel).view(at.shape).to(at::kDouble);
}

void BoundLayer::set(const std::string& name, const Tensor& value) {
    const TensorSpan& at = span(name);
    values_.narrow(0, at.offset, at.numel).copy_(value.reshape({-1}));
}

void BoundLayer::randomize(std::uint64_t seed) {
    for (const TensorSpan& one : spans_) {
        Rng rng(seed, Purpose::Test, 0, keyOf(one.name));
        const bool variance = one.name.find("running_var") != std::string::npos;
        for (std::int64_t i = 0; i < one.numel; ++i)
            values_.data_ptr<float>()[one.offset + i] =
                static_cast<float>(variance ? rng.uniform(0.5, 1.5) : rng.normal());
    }
}

void BoundLayer::start() {
    for (const auto& declared : declarer_.declared())
        if (declared.init.kind == Init::Kind::Constant)
            set(declared.span.name, at::full({declared.span.numel}, declared.init.value));
}

}  // namespace exitlab::test
