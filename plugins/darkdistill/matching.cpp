// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/darkdistill/matching.h"

#include <cmath>
#include <limits>

#include "core/learning/quota.h"

namespace exitlab::darkdistill {

Matcher::Matcher(std::int64_t hidden, double rate, Rng rng) : tensors_("matcher.", rate) {
    tensors_.addUniform("hidden.weight", {hidden, 3}, 3, rng);
    tensors_.addUniform("hidden.bias", {hidden}, 3, rng);
    tensors_.addUniform("output.weight", {1, hidden}, hidden, rng);
    tensors_.addUniform("output.bias", {1}, hidden, rng);
    tensors_.finish();
}

Tensor Matcher::delta(const Tensor& points) const {
    const auto& w = tensors_;
    const Tensor h = at::relu(at::linear(points, w.at("hidden.weight"), w.at("hidden.bias")));
    return at::tanh(at::linear(h, w.at("output.weight"), w.at("output.bias"))).squeeze(1);
}

Matching matchExits(const Tensor& difficulty, const std::vector<int>& owner, int exits,
                    const std::vector<std::int64_t>& chosen, const MatchingRule& rule) {
    Matching result;
    const double none = std::numeric_limits<double>::quiet_NaN();
    result.mean.assign(static_cast<std::size_t>(exits), none);
    result.variance.assign(static_cast<std::size_t>(exits), none);
    result.delta.resize(static_cast<std::size_t>(exits));
    const Tensor own = difficulty.index_select(0, at::tensor(chosen, at::kLong));
    std::vector<std::size_t> filled;
    for (std::size_t e = 0; e < result.mean.size(); ++e) {
        const std::vector<std::int64_t> samples = ownedBy(owner, static_cast<int>(e));
        if (samples.empty()) continue;
        filled.push_back(e);
        const Tensor d = difficulty.index_select(0, at::tensor(samples, at::kLong)).to(at::kDouble);
        result.mean[e] = d.mean().item<double>();
        result.variance[e] = (d - result.mean[e]).square().mean().item<double>();
    }
    Tensor total = at::zeros_like(own);
    for (const std::size_t e : filled) {
        if (rule.learnt) {
            const Tensor point =
                at::stack({own, at::full_like(own, result.mean[e]), at::full_like(own, result.variance[e])}, 1);
            result.delta[e] = rule.learnt->delta(point);
        } else {
            result.delta[e] = (own - result.mean[e]).abs();
            total = total + result.delta[e];
        }
    }
    std::vector<Tensor> scores;
    for (const std::size_t e : filled) {
        // Where the total is 0 every part of it is.
        if (!rule.learnt) result.delta[e] = result.delta[e] / at::where(total > 0, total, at::ones_like(total));
        scores.push_back(-(rule.mean && !chosen.empty() ? result.delta[e].mean() : result.delta[e].sum()));
    }
    const Tensor soft = at::softmax(at::stack(scores), 0);
    std::vector<Tensor> weights(static_cast<std::size_t>(exits), at::zeros({}, difficulty.options()));
    const auto best = static_cast<std::size_t>(soft.argmax().item<std::int64_t>());
    for (std::size_t i = 0; i < filled.size(); ++i)
        weights[filled[i]] =
            !rule.hard ? soft[static_cast<std::int64_t>(i)] : at::full({}, i == best ? 1.0 : 0.0, difficulty.options());
    result.weights = at::stack(weights);
    return result;
}

}  // namespace exitlab::darkdistill
