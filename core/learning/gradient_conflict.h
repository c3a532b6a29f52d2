// SPDX-License-Identifier: GPL-3.0-or-later
// How the exits of one network pull at the trunk they share (cafedistill.md 1.4, early-exit.md 7.3).
#pragma once

#include "core/metrics/table.h"
#include "core/model/network.h"

namespace exitlab {

struct GradientConflict {
    std::vector<Table> stages;  ///< per stage: exits x exits cosine; NaN unless both exits lie at or above the stage
    Table trunk;                ///< the same over all stages both exits share
    int negativePairs = 0;      ///< pairs k < l with a negative trunk cosine
    int pairs = 0;
    std::vector<double> divergence;  ///< per exit: mean KL(p_last || p_k), nats
    std::vector<double> agreement;   ///< per exit: share of predictions equal to the last exit's
};

/// One forward and one backward pass per exit on a probe batch, statistics of normalisation layers as in a test
/// (nothing of the network changes; gradients are zero afterwards). images as gatherBatch gives them, labels int64 [n].
/// `held`: the client's exits are 0 .. held-1; NaN elsewhere, and its last own exit is the one that others are compared
/// with.
GradientConflict measureGradientConflict(const Network& network, const Tensor& images, const Tensor& labels, int held);

}  // namespace exitlab
