// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/sgd.h"

namespace exitlab {
namespace {

// Element-wise and independent, so that the compiler can vectorise without changing a bit.
#pragma GCC optimize("O3")
void step(float* __restrict w, float* __restrict g, float* __restrict v, std::int64_t n, float rate, float momentum,
          float decay) {
    for (std::int64_t i = 0; i < n; ++i) {
        const float gradient = g[i] + decay * w[i];
        const float velocity = momentum * v[i] + gradient;
        v[i] = velocity;
        w[i] -= rate * velocity;
        g[i] = 0;
    }
}

void plainStep(float* __restrict w, float* __restrict g, std::int64_t n, float rate, float decay) {
    for (std::int64_t i = 0; i < n; ++i) {
        w[i] -= rate * (g[i] + decay * w[i]);
        g[i] = 0;
    }
}

void clip(float* __restrict g, std::int64_t n, float limit) {
    // Written so that NaN stays NaN: a diverged run must be seen.
    for (std::int64_t i = 0; i < n; ++i) g[i] = g[i] > limit ? limit : g[i] < -limit ? -limit : g[i];
}

}  // namespace

void sgdStep(const SpanSet& spans, const Tensor& values, const Tensor& gradients, const Tensor& velocity,
             const SgdSettings& settings) {
    auto* w = values.data_ptr<float>();
    auto* g = gradients.data_ptr<float>();
    const auto rate = static_cast<float>(settings.rate);
    const auto decay = static_cast<float>(settings.weightDecay);
    for (const auto& [offset, length] : spans.ranges()) {
        if (settings.clip > 0) clip(g + offset, length, static_cast<float>(settings.clip));
        if (velocity.defined())
            step(w + offset, g + offset, velocity.data_ptr<float>() + offset, length, rate,
                 static_cast<float>(settings.momentum), decay);
        else
            plainStep(w + offset, g + offset, length, rate, decay);
    }
}

}  // namespace exitlab
