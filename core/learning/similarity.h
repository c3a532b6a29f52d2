// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/table.h"
#include "core/torch.h"

namespace exitlab {

/// Gram matrix of flat float vectors, accumulated in double.
Table gram(const std::vector<Tensor>& vectors);
/// Cosines from a Gram matrix: 1 on the diagonal, 0 where a vector has length 0.
Table cosines(const Table& gramMatrix);
/// Cosine of every pair of updates (before - after) of flat vectors; NaN counts as 0 (cafedistill.md 1.4).
Table updateSimilarity(const std::vector<Tensor>& before, const std::vector<Tensor>& after);

}  // namespace exitlab
