// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/quota.h"

#include <cmath>
#include <numeric>

namespace exitlab {

std::vector<std::int64_t> quotaCounts(std::int64_t batch, int exits, double ratio) {
    double sum = 0;
    for (int k = 1; k <= exits; ++k) sum += std::pow(ratio, k);
    std::vector<std::int64_t> counts;
    std::int64_t left = batch;
    for (int k = 1; k < exits; ++k) {
        // The small addend keeps a whole number that was rounded down by the division.
        counts.push_back(
            static_cast<std::int64_t>(std::floor(static_cast<double>(batch) * std::pow(ratio, k) / sum + 1e-9)));
        left -= counts.back();
    }
    counts.push_back(left);
    return counts;
}

std::vector<int> assignByQuota(const std::vector<Tensor>& outputs, double ratio) {
    const at::NoGradGuard noGrad;
    const int exits = static_cast<int>(outputs.size());
    const std::int64_t batch = outputs.at(0).size(0);
    const std::vector<std::int64_t> counts = quotaCounts(batch, exits, ratio);
    std::vector<int> owner(static_cast<std::size_t>(batch), exits - 1);
    std::vector<std::int64_t> left(static_cast<std::size_t>(batch));
    std::iota(left.begin(), left.end(), 0);
    for (int k = 0; k + 1 < exits; ++k) {
        const auto at = static_cast<std::size_t>(k);
        const Tensor confidence = std::get<0>(at::softmax(outputs[at], 1).max(1)).to(at::kFloat).contiguous();
        const float* score = confidence.data_ptr<float>();
        // `left` is ascending, so a stable sort puts the lower index first. NaN (a diverged model) goes last.
        const auto rank = [score](std::int64_t i) { return std::isnan(score[i]) ? -1.0F : score[i]; };
        std::stable_sort(left.begin(), left.end(), [&](std::int64_t a, std::int64_t b) { return rank(a) > rank(b); });
        for (std::int64_t i = 0; i < counts[at]; ++i)
            owner[static_cast<std::size_t>(left[static_cast<std::size_t>(i)])] = k;
        left.erase(left.begin(), left.begin() + counts[at]);
        std::sort(left.begin(), left.end());
    }
    return owner;
}

std::vector<std::int64_t> ownedBy(const std::vector<int>& owner, int exit) {
    std::vector<std::int64_t> positions;
    for (std::size_t i = 0; i < owner.size(); ++i)
        if (owner[i] == exit) positions.push_back(static_cast<std::int64_t>(i));
    return positions;
}

}  // namespace exitlab
