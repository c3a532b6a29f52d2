// SPDX-License-Identifier: GPL-3.0-or-later
// One direction from the conflicting gradients of several losses (early-exit.md 7.3). Everything needed is the Gram
// matrix of the gradients on the parameters that the losses share (similarity.h: gram); everything returned is one
// coefficient per gradient, so that the caller forms d = sum_i c_i g_i once (aggregation.h: weightedSum).
//
// A Gram matrix over shared parameters says nothing about those of one exit alone: there the gradient stays as it is.
#pragma once

#include <vector>

#include "core/base/rng.h"
#include "core/metrics/table.h"

namespace exitlab {

/// PCGrad (Yu et al. 2020): every gradient is projected, in the order of the others that orders[i] lists, onto the
/// normal plane of each one it conflicts with (negative inner product with the original gradient); d is the mean of the
/// results. The sum, which the paper's algorithm ends with and its code takes on parameters that not all losses have,
/// is `gradients` times as long. For two gradients no loss rises along -d to first order; for more this is not
/// promised.
std::vector<double> pcGrad(const Table& gram, const std::vector<std::vector<int>>& orders);
/// The same in random orders, which is all that is drawn.
std::vector<double> pcGrad(const Table& gram, Rng& rng);

/// CAGrad (Liu et al. 2021): with g_0 the mean gradient, w the minimiser on the simplex of
/// g_w . g_0 + c |g_0| |g_w|, g_w = sum_i w_i g_i:
///   d = (g_0 + c |g_0| g_w / |g_w|) / (1 + c^2)
/// the direction whose worst improvement min_i g_i . d is largest within |d - g_0| <= c |g_0|. c = 0 gives the mean;
/// from c = 1 on no loss rises along -d to first order; large c turns d towards minNormWeights. Where gradients cancel
/// (|g_w| near 0: a Pareto stationary point) coefficients stay below 1 / K + 1000 c.
/// Throws std::invalid_argument for c < 0.
std::vector<double> caGrad(const Table& gram, double c);

/// The w of caGrad: for those who show how much each exit counts.
std::vector<double> caGradWeights(const Table& gram, double c);

/// MGDA (Desideri 2012): the shortest vector of the gradients' convex hull; d = g_w obeys g_i . d >= |d|^2 for all i.
std::vector<double> minNormWeights(const Table& gram);

/// A Gram matrix that is not finite (a diverged run) gives the mean, coefficients 1 / K, in all of these.

}  // namespace exitlab
