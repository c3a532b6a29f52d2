// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/simplex.h"

#include <algorithm>
#include <functional>

namespace exitlab {

std::vector<double> projectOntoSimplex(const std::vector<double>& v) {
    std::vector<double> sorted = v;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    double sum = 0;
    double shift = 0;
    for (std::size_t r = 0; r < sorted.size(); ++r) {
        sum += sorted[r];
        const double candidate = (sum - 1) / static_cast<double>(r + 1);
        if (sorted[r] - candidate > 0) shift = candidate;
    }
    std::vector<double> w;
    for (const double x : v) w.push_back(std::max(x - shift, 0.0));
    return w;
}

}  // namespace exitlab
