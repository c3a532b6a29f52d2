// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/adam.h"

#include <cmath>
#include <stdexcept>

namespace exitlab {
namespace {

/// Factors of one step that do not depend on the element.
struct Corrected {
    double rate, root;  ///< rate / (1 - beta1^t), 1 / sqrt(1 - beta2^t)

    Corrected(const AdamSettings& settings, std::int64_t step)
        : rate(settings.rate / (1 - std::pow(settings.beta1, static_cast<double>(step)))),
          root(1 / std::sqrt(1 - std::pow(settings.beta2, static_cast<double>(step)))) {}
};

// Element-wise and independent, so that the compiler can vectorise without changing a bit.
#pragma GCC optimize("O3", "no-math-errno")
void stepSlice(float* __restrict w, float* __restrict g, float* __restrict m, float* __restrict v, std::int64_t n,
               const AdamSettings& settings, const Corrected& corrected) {
    const auto beta1 = static_cast<float>(settings.beta1), rest1 = static_cast<float>(1 - settings.beta1);
    const auto beta2 = static_cast<float>(settings.beta2), rest2 = static_cast<float>(1 - settings.beta2);
    const auto decay = static_cast<float>(settings.weightDecay), epsilon = static_cast<float>(settings.epsilon);
    const auto rate = static_cast<float>(corrected.rate), root = static_cast<float>(corrected.root);
    for (std::int64_t i = 0; i < n; ++i) {
        const float gradient = g[i] + decay * w[i];
        m[i] = beta1 * m[i] + rest1 * gradient;
        v[i] = beta2 * v[i] + rest2 * gradient * gradient;
        w[i] -= rate * m[i] / (std::sqrt(v[i]) * root + epsilon);
        g[i] = 0;
    }
}

}  // namespace

void adamStep(const SpanSet& spans, const Tensor& values, const Tensor& gradients, AdamState& state,
              const AdamSettings& settings) {
    if (!state.mean.defined()) state.mean = at::zeros_like(gradients);
    if (!state.square.defined()) state.square = at::zeros_like(gradients);
    const Corrected corrected(settings, ++state.steps);
    for (const auto& [offset, length] : spans.ranges())
        stepSlice(values.data_ptr<float>() + offset, gradients.data_ptr<float>() + offset,
                  state.mean.data_ptr<float>() + offset, state.square.data_ptr<float>() + offset, length, settings,
                  corrected);
}

Adam::Adam(std::vector<Tensor> parameters, const AdamSettings& settings)
    : parameters_(std::move(parameters)), states_(parameters_.size()), settings_(settings) {
    const at::NoGradGuard noGrad;
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        states_[i].mean = at::zeros_like(parameters_[i]);
        states_[i].square = at::zeros_like(parameters_[i]);
    }
}

void Adam::step() {
    const at::NoGradGuard noGrad;
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        Tensor& gradient = parameters_[i].mutable_grad();
        if (!gradient.defined()) continue;
        AdamState& state = states_[i];
        const Corrected corrected(settings_, ++state.steps);
        if (settings_.weightDecay != 0) gradient.add_(parameters_[i], settings_.weightDecay);
        state.mean.mul_(settings_.beta1).add_(gradient, 1 - settings_.beta1);
        state.square.mul_(settings_.beta2).addcmul_(gradient, gradient, 1 - settings_.beta2);
        parameters_[i].addcdiv_(state.mean, (state.square.sqrt() * corrected.root).add_(settings_.epsilon),
                                -corrected.rate);
        gradient.zero_();
    }
}

std::vector<Tensor> Adam::state() const {
    std::vector<Tensor> out;
    for (const AdamState& state : states_) {
        out.push_back(state.mean);
        out.push_back(state.square);
        out.push_back(at::full({1}, state.steps, at::kLong));
    }
    return out;
}

void Adam::restore(const std::vector<Tensor>& state) {
    if (state.size() != 3 * states_.size()) throw std::invalid_argument("Adam: three tensors per parameter expected");
    for (std::size_t i = 0; i < states_.size(); ++i) {
        if (state[3 * i].sizes() != parameters_[i].sizes() || state[3 * i + 1].sizes() != parameters_[i].sizes())
            throw std::invalid_argument("Adam: the moments have another shape than the parameter");
        states_[i] = {state[3 * i].clone(), state[3 * i + 1].clone(), state[3 * i + 2].item<std::int64_t>()};
    }
}

}  // namespace exitlab
