// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace exitlab {

/// Euclidean projection onto {w >= 0, sum w = 1} by sorting (cafedistill.md 1.6).
std::vector<double> projectOntoSimplex(const std::vector<double>& v);

}  // namespace exitlab
