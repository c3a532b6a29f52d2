// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/cafedistill/teacher.h"

#include "core/learning/simplex.h"
#include "core/model/network.h"

namespace exitlab::cafedistill {

Table matchTeachers(const Table& similarity, double mu) {
    const int n = similarity.rows;
    Table weights(n, n);
    for (int i = 0; i < n; ++i) {
        std::vector<double> row;
        for (int j = 0; j < n; ++j) row.push_back(1.0 / n + similarity.at(i, j) / (2 * mu));
        row = projectOntoSimplex(row);
        for (int j = 0; j < n; ++j) weights.at(i, j) = row[static_cast<std::size_t>(j)];
    }
    return weights;
}

double decouplingGap(const std::vector<Tensor>& logits, const std::vector<double>& weights, const Tensor& mixed) {
    const at::NoGradGuard noGrad;
    Tensor ensemble;
    for (std::size_t j = 0; j < logits.size(); ++j) {
        if (weights[j] == 0) continue;
        const Tensor p = at::softmax(logits[j].to(at::kDouble), 1) * weights[j];
        ensemble = ensemble.defined() ? ensemble + p : p;
    }
    const Tensor collapsed = at::log_softmax(mixed.to(at::kDouble), 1);
    const Tensor divergence = at::xlogy(ensemble, ensemble) - ensemble * collapsed;
    return divergence.sum().item<double>() / static_cast<double>(mixed.size(0));
}

}  // namespace exitlab::cafedistill
