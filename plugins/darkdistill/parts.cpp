// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/darkdistill/parts.h"

#include <cmath>

#include "core/base/error.h"

namespace exitlab::darkdistill {
namespace {

template <class Draw>
Tensor filled(const std::vector<std::int64_t>& shape, Draw&& draw) {
    Tensor tensor = at::empty(shape, at::kFloat);
    for (std::int64_t i = 0; i < tensor.numel(); ++i) tensor.data_ptr<float>()[i] = static_cast<float>(draw());
    return tensor;
}

std::string shapeText(at::IntArrayRef shape) {
    std::string text;
    for (const auto size : shape) text += (text.empty() ? "" : " x ") + std::to_string(size);
    return text.empty() ? "one number" : text;
}

}  // namespace

void TrainedTensors::add(const std::string& name, const Tensor& value) { tensors_[name] = value; }

void TrainedTensors::addUniform(const std::string& name, const std::vector<std::int64_t>& shape, std::int64_t inputs,
                                Rng& rng) {
    const double bound = 1 / std::sqrt(static_cast<double>(inputs));
    add(name, filled(shape, [&] { return rng.uniform(-bound, bound); }));
}

void TrainedTensors::addNormal(const std::string& name, const std::vector<std::int64_t>& shape, Rng& rng) {
    add(name, filled(shape, [&] { return rng.normal(); }));
}

void TrainedTensors::addConstant(const std::string& name, const std::vector<std::int64_t>& shape, double value) {
    add(name, at::full(shape, value, at::kFloat));
}

void TrainedTensors::finish() {
    std::vector<Tensor> parameters;
    for (auto& [name, tensor] : tensors_) parameters.push_back(tensor.requires_grad_(true));
    AdamSettings settings;
    settings.rate = rate_;
    adam_ = std::make_unique<Adam>(std::move(parameters), settings);
}

std::vector<std::string> TrainedTensors::names() const {
    std::vector<std::string> names;
    for (const auto& entry : tensors_) names.push_back(prefix_ + entry.first);
    return names;
}

void TrainedTensors::save(NamedTensors& state) const {
    const std::vector<Tensor> moments = adam_->state();
    const std::vector<std::string> all = names();
    for (std::size_t i = 0; i < all.size(); ++i) {
        state[all[i]] = adam_->parameters()[i].detach().clone();
        state[all[i] + ".mean"] = moments[3 * i].clone();
        state[all[i] + ".square"] = moments[3 * i + 1].clone();
        state[all[i] + ".steps"] = moments[3 * i + 2].clone();
    }
}

void TrainedTensors::restore(const NamedTensors& state) {
    const at::NoGradGuard noGrad;
    std::vector<Tensor> moments, values;
    const std::vector<std::string> all = names();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto shape = adam_->parameters()[i].sizes().vec();
        values.push_back(expectTensor(state, all[i], shape, at::kFloat));
        moments.push_back(expectTensor(state, all[i] + ".mean", shape, at::kFloat));
        moments.push_back(expectTensor(state, all[i] + ".square", shape, at::kFloat));
        moments.push_back(expectTensor(state, all[i] + ".steps", {1}, at::kLong));
    }
    for (std::size_t i = 0; i < all.size(); ++i) adam_->parameters()[i].copy_(values[i]);
    adam_->restore(moments);
}

Tensor expectTensor(const NamedTensors& state, const std::string& name, const std::vector<std::int64_t>& shape,
                    at::ScalarType type) {
    const auto found = state.find(name);
    if (found == state.end()) throw InputError("checkpoint", "server." + name, "is missing");
    if (found->second.scalar_type() != type || found->second.sizes() != at::IntArrayRef(shape))
        throw InputError("checkpoint", "server." + name,
                         "expected " + std::string(at::toString(type)) + " " + shapeText(shape) + ", found " +
                             at::toString(found->second.scalar_type()) + " " + shapeText(found->second.sizes()));
    return found->second;
}

}  // namespace exitlab::darkdistill
