// SPDX-License-Identifier: GPL-3.0-or-later
// Teacher matching and the client-decoupled teacher (cafedistill.md 1.6, 1.7).
#pragma once

#include "core/metrics/table.h"
#include "core/torch.h"

namespace exitlab::cafedistill {

/// Row i minimises sum_j (w_ij - 1/n_s)^2 - (1/mu) sum_j s_ij w_ij on the simplex; closed form
/// w_i = Proj_simplex(1/n_s + s_i / (2 mu)).
Table matchTeachers(const Table& similarity, double mu);

/// Mean over samples of KL(sum_j w_j p_j || softmax(z of the mixed head)), nats: what is lost by collapsing the
/// ensemble of last exits into one head. logits: of each client's head, and of the mixed one, on one batch
/// [n, classes].
double decouplingGap(const std::vector<Tensor>& logits, const std::vector<double>& weights, const Tensor& mixed);

}  // namespace exitlab::cafedistill
