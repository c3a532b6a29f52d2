// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/server_steps.h"

namespace exitlab {

Tensor holdersOf(const std::vector<SpanSet>& held, std::int64_t count) {
    const at::NoGradGuard noGrad;
    Tensor holders = at::zeros({count}, at::kFloat);
    for (const SpanSet& one : held)
        for (const auto& [offset, length] : one.ranges())
            if (offset < count) holders.narrow(0, offset, std::min(length, count - offset)).add_(1);
    return holders;
}

double addDynamicPull(const SpanSet& slices, const Tensor& values, const Tensor& gradients, const Tensor& start,
                      const Tensor& memory, double alpha) {
    const at::NoGradGuard noGrad;
    double value = 0;
    for (const auto& [offset, length] : slices.ranges()) {
        const Tensor w = values.narrow(0, offset, length);
        const Tensor gradient = gradients.narrow(0, offset, length);
        const Tensor drift = w - start.narrow(0, offset, length);
        gradient.add_(drift, alpha);
        value += 0.5 * alpha * drift.dot(drift).item<double>();
        if (!memory.defined()) continue;
        const Tensor g = memory.narrow(0, offset, length);
        gradient.sub_(g);
        value -= g.dot(w).item<double>();
    }
    return value;
}

Tensor dynamicMemory(const SpanSet& slices, const Tensor& values, const Tensor& start, const Tensor& memory,
                     double alpha) {
    const at::NoGradGuard noGrad;
    Tensor next = memory.defined() ? memory.clone() : at::zeros_like(start);
    for (const auto& [offset, length] : slices.ranges())
        next.narrow(0, offset, length).sub_(values.narrow(0, offset, length) - start.narrow(0, offset, length), alpha);
    return next;
}

Tensor dynamicStep(const Tensor& h, const Tensor& before, const Tensor& mean, const Tensor& holders, int clients,
                   double alpha) {
    const at::NoGradGuard noGrad;
    h.sub_(holders * (mean - before), alpha / clients);
    return at::where(holders.gt(0), mean - h / alpha, before);
}

Tensor adamServerStep(const Tensor& m, const Tensor& v, const Tensor& before, const Tensor& mean, const Tensor& holders,
                      const ServerAdamSettings& settings) {
    const at::NoGradGuard noGrad;
    const Tensor here = holders.gt(0);
    const Tensor gradient = before - mean;
    m.copy_(at::where(here, m * settings.beta1 + gradient * (1 - settings.beta1), m));
    v.copy_(at::where(here, v * settings.beta2 + gradient.square() * (1 - settings.beta2), v));
    return at::where(here, before - settings.rate * m / (v.sqrt() + settings.tau), before);
}

}  // namespace exitlab
