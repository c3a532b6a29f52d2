// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/losses.h"

#include <stdexcept>

namespace exitlab {
namespace {

/// Sum over classes, mean over the batch, of the divergence between log-probabilities.
Tensor divergence(const Tensor& teacher, const Tensor& student, double factor) {
    const auto batch = static_cast<double>(student.size(0));
    return at::kl_div(student, teacher, at::Reduction::Sum, /*log_target=*/true) * (factor / batch);
}

}  // namespace

Tensor crossEntropy(const Tensor& logits, const Tensor& labels) { return at::cross_entropy_loss(logits, labels); }

Tensor crossEntropyPerSample(const Tensor& logits, const Tensor& labels) {
    return at::cross_entropy_loss(logits, labels, {}, at::Reduction::None);
}

Tensor softTargetCrossEntropy(const Tensor& targets, const Tensor& logits) {
    return -(targets.detach() * at::log_softmax(logits, 1)).sum() / static_cast<double>(logits.size(0));
}

Tensor distillation(const Tensor& teacherLogits, const Tensor& studentLogits, double tau) {
    const Tensor teacher = at::log_softmax(teacherLogits.detach() / tau, 1);
    const Tensor student = at::log_softmax(studentLogits / tau, 1);
    return divergence(teacher, student, tau * tau);
}

Tensor liveDistillation(const Tensor& teacherLogits, const Tensor& studentLogits, double tau) {
    const Tensor teacher = at::log_softmax(teacherLogits / tau, 1);
    const Tensor student = at::log_softmax(studentLogits / tau, 1);
    const auto batch = static_cast<double>(student.size(0));
    return (teacher.exp() * (teacher - student)).sum() * (tau * tau / batch);
}

Tensor mutualDistillation(const std::vector<Tensor>& logits, double tau) {
    if (logits.empty()) throw std::invalid_argument("mutual distillation of no exits");
    std::vector<Tensor> students, teachers;
    for (const Tensor& one : logits) {
        students.push_back(at::log_softmax(one / tau, 1));
        teachers.push_back(students.back().detach());
    }
    Tensor loss = students.front().sum() * 0;
    const double factor = tau * tau / static_cast<double>(std::max<std::size_t>(logits.size() - 1, 1));
    for (std::size_t i = 0; i < students.size(); ++i)
        for (std::size_t j = 0; j < teachers.size(); ++j)
            if (i != j) loss = loss + divergence(teachers[j], students[i], factor);
    return loss;
}

Tensor featureDistillation(const Tensor& teacher, const Tensor& student, FeatureLoss kind, double tau) {
    switch (kind) {
        case FeatureLoss::Divergence:
            return distillation(teacher, student, tau);
        case FeatureLoss::MeanSquare:
            return at::mse_loss(student, teacher.detach());
        case FeatureLoss::Cosine:
            break;
    }
    // The length of a zero feature has no derivative; below the clamp none is asked for.
    const auto unit = [](const Tensor& x) { return x / x.square().sum(1, true).clamp_min(1e-16).sqrt(); };
    return 1 - (unit(teacher.detach()) * unit(student)).sum(1).mean();
}

}  // namespace exitlab
