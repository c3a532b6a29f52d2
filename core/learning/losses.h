// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/torch.h"

namespace exitlab {

/// Mean cross-entropy over the batch. logits [n, classes], labels int64 [n].
Tensor crossEntropy(const Tensor& logits, const Tensor& labels);

/// tau^2 * KL(softmax(teacher / tau) || softmax(student / tau)), summed over classes and averaged over the batch
/// (batchmean; averaging over classes too would weaken it by their number). The teacher is detached
/// (cafedistill.md 1.3).
Tensor distillation(const Tensor& teacherLogits, const Tensor& studentLogits, double tau);

}  // namespace exitlab
