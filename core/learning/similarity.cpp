// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/similarity.h"

#include <cmath>

namespace exitlab {

Table gram(const std::vector<Tensor>& vectors) {
    const int n = static_cast<int>(vectors.size());
    Table result(n, n);
    for (int i = 0; i < n; ++i) {
        const auto* a = vectors[static_cast<std::size_t>(i)].data_ptr<float>();
        const std::int64_t length = vectors[static_cast<std::size_t>(i)].numel();
        for (int j = 0; j <= i; ++j) {
            const auto* b = vectors[static_cast<std::size_t>(j)].data_ptr<float>();
            // Four running sums: fixed order, yet independent enough for the processor.
            double sums[4] = {0, 0, 0, 0};
            for (std::int64_t e = 0; e < length; ++e)
                sums[e & 3] += static_cast<double>(a[e]) * static_cast<double>(b[e]);
            result.at(i, j) = result.at(j, i) = (sums[0] + sums[1]) + (sums[2] + sums[3]);
        }
    }
    return result;
}

Table cosines(const Table& gramMatrix) {
    Table result(gramMatrix.rows, gramMatrix.cols);
    for (int i = 0; i < gramMatrix.rows; ++i)
        for (int j = 0; j < gramMatrix.cols; ++j) {
            const double lengths = std::sqrt(gramMatrix.at(i, i) * gramMatrix.at(j, j));
            result.at(i, j) = i == j ? 1 : lengths > 0 ? std::clamp(gramMatrix.at(i, j) / lengths, -1.0, 1.0) : 0;
        }
    return result;
}

Table updateSimilarity(const std::vector<Tensor>& before, const std::vector<Tensor>& after) {
    std::vector<Tensor> updates;
    for (std::size_t i = 0; i < before.size(); ++i)
        updates.push_back(at::nan_to_num(before[i], 0) - at::nan_to_num(after[i], 0));
    Table similarity = cosines(gram(updates));
    // Diverged heads: a difference may overflow although both ends were finite.
    for (double& s : similarity.values)
        if (!std::isfinite(s)) s = 0;
    return similarity;
}

}  // namespace exitlab
