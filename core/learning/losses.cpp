// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/losses.h"

namespace exitlab {

Tensor crossEntropy(const Tensor& logits, const Tensor& labels) { return at::cross_entropy_loss(logits, labels); }

Tensor distillation(const Tensor& teacherLogits, const Tensor& studentLogits, double tau) {
    const Tensor teacher = at::log_softmax(teacherLogits.detach() / tau, 1);
    const Tensor student = at::log_softmax(studentLogits / tau, 1);
    const auto batch = static_cast<double>(studentLogits.size(0));
    return at::kl_div(student, teacher, at::Reduction::Sum, /*log_target=*/true) * (tau * tau / batch);
}

}  // namespace exitlab
