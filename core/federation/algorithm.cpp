// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/algorithm.h"

#include <stdexcept>

#include "core/learning/losses.h"

namespace exitlab {

Layout Algorithm::layout() const { return {info_.spans().all(), {}}; }

Layout Algorithm::personalHeads() const {
    const auto isHead = [](const TensorSpan& span) { return span.part == TensorSpan::Part::Head; };
    return {info_.spans().where(std::not_fn(isHead)), info_.spans().where(isHead)};
}

std::vector<ClientPlan> Algorithm::plan(int, const std::vector<int>& cohort) {
    return std::vector<ClientPlan>(cohort.size(),
                                   ClientPlan{std::vector<bool>(static_cast<std::size_t>(info_.exits()), true)});
}

void Algorithm::beginLocal(LocalWork&) const {}

std::vector<LossTerm> Algorithm::loss(const LossBatch& batch) const {
    const auto& logits = batch.out.logits;
    Tensor sum;
    for (const Tensor& z : logits) {
        if (!z.defined()) continue;
        const Tensor ce = crossEntropy(z, batch.labels);
        sum = sum.defined() ? sum + ce : ce;
    }
    return {{"task", sum / static_cast<double>(logits.size())}};
}

void Algorithm::localUpdate(LocalWork& work) const { work.train(); }

void Algorithm::combine(ServerRound& round) { round.averageShared(); }

void Algorithm::evaluateAs(int, const Tensor&) const {}

void Algorithm::restore(const NamedTensors& state) {
    if (!state.empty()) throw std::logic_error("a method that has state must restore it");
}

}  // namespace exitlab
