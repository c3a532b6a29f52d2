// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/aggregation.h"

namespace exitlab {

Tensor weightedSum(const std::vector<Tensor>& vectors, const std::vector<double>& weights) {
    Tensor sum = at::mul(vectors.at(0), weights.at(0));
    for (std::size_t i = 1; i < vectors.size(); ++i) sum.add_(vectors[i], weights.at(i));
    return sum;
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
