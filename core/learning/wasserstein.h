// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/torch.h"

namespace exitlab {

/// How differently two models answer the same samples: the 1-Wasserstein distance between the two distributions of
/// each class's logit, mean over classes (flow-kdpdfl.md 4). logits [m, classes] of both; in one dimension the distance
/// is the mean absolute difference of the sorted values. No gradient; accumulated in double. 0 without samples, NaN if
/// a logit is NaN. Throws std::invalid_argument if the shapes differ.
double wassersteinDistance(const Tensor& logits, const Tensor& others);

}  // namespace exitlab
