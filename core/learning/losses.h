// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/torch.h"

namespace exitlab {

/// Mean cross-entropy over the batch. logits [n, classes], labels int64 [n].
Tensor crossEntropy(const Tensor& logits, const Tensor& labels);
/// The same of every sample: [n].
Tensor crossEntropyPerSample(const Tensor& logits, const Tensor& labels);
/// Cross-entropy to target probabilities [n, classes], mean over the batch: -(1/n) sum_i sum_c p_ic log q_ic. The
/// targets are detached. It differs from the divergence by the targets' entropy only: same gradient.
Tensor softTargetCrossEntropy(const Tensor& targets, const Tensor& logits);

/// tau^2 * KL(softmax(teacher / tau) || softmax(student / tau)), summed over classes and averaged over the batch
/// (batchmean; averaging over classes too would weaken it by their number). The teacher is detached
/// (cafedistill.md 1.3).
Tensor distillation(const Tensor& teacherLogits, const Tensor& studentLogits, double tau);

/// The same where the teacher learns as well: the gradient goes to both.
Tensor liveDistillation(const Tensor& teacherLogits, const Tensor& studentLogits, double tau);

/// Every exit learns from every other: 1 / (K - 1) sum_i sum_{j != i} distillation(logits_j, logits_i, tau) over the K
/// given (DepthFL, ReeFL's `all`). 0 for a single one.
Tensor mutualDistillation(const std::vector<Tensor>& logits, double tau = 1);

/// How features are compared.
enum class FeatureLoss {
    Divergence,  ///< tau^2 KL(softmax(teacher / tau) || softmax(student / tau)) over channels, batchmean
    MeanSquare,  ///< mean over batch and channels of the squared difference
    Cosine       ///< mean over the batch of 1 - cosine; a feature of length 0 has cosine 0
};
/// Distillation of features [n, channels] (fedbsd.md 2.2); the teacher is detached. tau matters for Divergence only.
Tensor featureDistillation(const Tensor& teacher, const Tensor& student, FeatureLoss kind, double tau = 1);

}  // namespace exitlab
