// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/aggregation.h"

#include <cmath>
#include <numeric>

namespace exitlab {

Tensor weightedSum(const std::vector<Tensor>& vectors, const std::vector<double>& weights) {
    Tensor sum = at::mul(vectors.at(0), weights.at(0));
    for (std::size_t i = 1; i < vectors.size(); ++i) sum.add_(vectors[i], weights.at(i));
    return sum;
}

void averageOverHolders(const std::vector<Tensor>& vectors, const std::vector<SpanSet>& held,
                        const std::vector<double>& weights, const SpanSet& all, const Tensor& target) {
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (total <= 0) return;
    if (std::all_of(held.begin(), held.end(), [&](const SpanSet& set) { return set == all; })) {
        std::vector<double> normalised = weights;
        if (std::abs(total - 1) > 1e-9)
            for (double& weight : normalised) weight /= total;
        all.scatter(weightedSum(vectors, normalised), target);
        return;
    }
    const Tensor sums = at::zeros_like(target), weightSums = at::zeros_like(target);
    auto* sum = sums.data_ptr<float>();
    auto* weightSum = weightSums.data_ptr<float>();
    for (std::size_t i = 0; i < vectors.size(); ++i) {
        const auto* in = vectors[i].data_ptr<float>();
        const auto weight = static_cast<float>(weights[i] / total);
        for (const auto& [offset, length] : held[i].ranges()) {
            for (std::int64_t j = offset; j < offset + length; ++j) {
                sum[j] += weight * *in++;
                weightSum[j] += weight;
            }
        }
    }
    auto* out = target.data_ptr<float>();
    for (const auto& [offset, length] : all.ranges())
        for (std::int64_t j = offset; j < offset + length; ++j)
            if (weightSum[j] > 0) out[j] = sum[j] / weightSum[j];
}

std::vector<double> shares(const std::vector<std::int64_t>& samples, bool uniform) {
    double total = 0;
    for (const auto n : samples) total += uniform ? 1.0 : static_cast<double>(n);
    std::vector<double> result;
    for (const auto n : samples) result.push_back((uniform ? 1.0 : static_cast<double>(n)) / total);
    return result;
}

std::vector<Tensor> mix(const Table& weights, const std::vector<Tensor>& vectors, bool sequential) {
    std::vector<Tensor> sources = vectors;
    std::vector<Tensor> mixed;
    for (int i = 0; i < weights.rows; ++i) {
        std::vector<double> row;
        for (int j = 0; j < weights.cols; ++j) row.push_back(weights.at(i, j));
        mixed.push_back(weightedSum(sources, row));
        if (sequential) sources[static_cast<std::size_t>(i)] = mixed.back();
    }
    return mixed;
}

}  // namespace exitlab
