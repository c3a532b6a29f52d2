// SPDX-License-Identifier: GPL-3.0-or-later
// Aggregation kernels (one-interface.md): what a server computes from uploads. Reductions run in the order given
// (client ids ascending), so results do not depend on who finished first.
#pragma once

#include "core/metrics/table.h"
#include "core/model/spans.h"

namespace exitlab {

/// sum_i weights[i] * vectors[i]; flat float tensors of one size.
Tensor weightedSum(const std::vector<Tensor>& vectors, const std::vector<double>& weights);

/// Kernels 1 and 2: each element of `target` becomes the weighted mean of the vectors that hold it. vectors[i] is
/// packed from held[i], a subset of `all`; weights of any scale. Where everybody holds all, the weights' own sum is not
/// divided out again if it is 1. Elements that nobody holds, and those outside `all`, stay.
void averageOverHolders(const std::vector<Tensor>& vectors, const std::vector<SpanSet>& held,
                        const std::vector<double>& weights, const SpanSet& all, const Tensor& target);

/// Samples as shares that sum to 1; uniform: every client alike.
std::vector<double> shares(const std::vector<std::int64_t>& samples, bool uniform);

/// Kernel 4: row i of the result is sum_j weights(i, j) * vectors[j]. All rows from the inputs, or (sequential, the
/// quirk of CAFEDistill's reference code) each row overwriting vectors[i] before the next row is computed.
std::vector<Tensor> mix(const Table& weights, const std::vector<Tensor>& vectors, bool sequential = false);

}  // namespace exitlab
