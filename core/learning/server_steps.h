// SPDX-License-Identifier: GPL-3.0-or-later
// What a server does with the mean of a round's uploads instead of taking it as it is, and the client's side of it. All
// of it per element, so that elements which only some clients hold fit in; `held` says how many did this round.
#pragma once

#include "core/model/spans.h"

namespace exitlab {

/// How many of the uploads hold each of the first `count` elements of the arena, float [count].
Tensor holdersOf(const std::vector<SpanSet>& held, std::int64_t count);

// ---- FedDyn (Acar et al., ICLR 2021): client k adds -<g_k, w> + alpha/2 |w - w^t|^2 to its loss.

/// Adds -g_k + alpha (w - w^t) to the gradients of `slices` and returns the value of those two terms. `memory` (g_k)
/// and `start` (w^t) are as long as the parameters; an undefined memory is 0.
double addDynamicPull(const SpanSet& slices, const Tensor& values, const Tensor& gradients, const Tensor& start,
                      const Tensor& memory, double alpha);
/// g_k - alpha (w - w^t) on `slices`: the client's memory after its training, float [parameters].
Tensor dynamicMemory(const SpanSet& slices, const Tensor& values, const Tensor& start, const Tensor& memory,
                     double alpha);
/// The server's step for elements that somebody held: h <- h - alpha (m / N)(mean - w), w <- mean - h / alpha, with m
/// holders of N clients. `h` is changed in place; returns the new w. All float [parameters].
Tensor dynamicStep(const Tensor& h, const Tensor& before, const Tensor& mean, const Tensor& holders, int clients,
                   double alpha);

// ---- FedAdam (Reddi et al., ICLR 2021) without bias correction; moments move only where somebody held the element.

struct ServerAdamSettings {
    double rate = 0.001, beta1 = 0.9, beta2 = 0.999;
    double tau = 1e-6;  ///< added to the root of the second moment
};
/// g = w - mean; m, v: moments, changed in place; w <- w - rate m / (sqrt(v) + tau). All float [parameters].
Tensor adamServerStep(const Tensor& m, const Tensor& v, const Tensor& before, const Tensor& mean, const Tensor& holders,
                      const ServerAdamSettings& settings);

}  // namespace exitlab
