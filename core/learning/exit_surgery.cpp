// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/exit_surgery.h"

#include "core/learning/gradient_surgery.h"
#include "core/learning/similarity.h"

namespace exitlab {
namespace {

Tensor leafOf(const Tensor& output) {
    return output.defined() ? output.detach().requires_grad_(output.requires_grad()) : Tensor{};
}

/// Parameters of the trunk that at least two of the exits use.
SpanSet meetingPlaces(const Network& network, const std::vector<std::size_t>& exits) {
    const auto& places = network.plan().places();
    const int deepestButOne = exits.size() < 2 ? -1 : places[exits[exits.size() - 2]];
    return network.spans().where([&](const TensorSpan& span) {
        if (span.buffer) return false;
        return span.part != TensorSpan::Part::Head && exits.size() > 1 && span.within(deepestButOne);
    });
}

}  // namespace

Surgery surgeryFrom(const std::string& text) {
    return text == "pcgrad" ? Surgery::PcGrad : text == "cagrad" ? Surgery::CaGrad : Surgery::None;
}

void surgicalBackward(const Network& network, const ExitOutputs& out,
                      const std::function<Tensor(const ExitOutputs&)>& loss, Surgery rule, double c, Rng& rng) {
    ExitOutputs leaves;
    std::vector<std::size_t> exits;
    for (std::size_t k = 0; k < out.logits.size(); ++k) {
        leaves.features.push_back(leafOf(out.features[k]));
        leaves.logits.push_back(leafOf(out.logits[k]));
        if (out.logits[k].defined() && out.logits[k].requires_grad()) exits.push_back(k);
    }
    const Tensor total = loss(leaves);
    if (!total.defined() || !total.requires_grad()) return;
    total.backward();

    const Tensor& gradients = network.gradients();
    const Tensor direct = gradients.clone();
    std::vector<Tensor> parts;
    for (std::size_t i = 0; i < exits.size(); ++i) {
        gradients.zero_();
        std::vector<Tensor> roots, seeds;
        const auto add = [&](const Tensor& output, const Tensor& leaf) {
            if (!leaf.grad().defined() || !output.requires_grad()) return;
            roots.push_back(output);
            seeds.push_back(leaf.grad());
        };
        add(out.logits[exits[i]], leaves.logits[exits[i]]);
        add(out.features[exits[i]], leaves.features[exits[i]]);
        if (!roots.empty()) torch::autograd::backward(roots, seeds, /*retain_graph=*/i + 1 < exits.size());
        parts.push_back(gradients.clone());
    }

    const SpanSet meeting = meetingPlaces(network, exits);
    std::vector<Tensor> shared;
    for (const Tensor& part : parts) shared.push_back(meeting.gather(part));
    gradients.copy_(direct);
    for (const Tensor& part : parts) gradients.add_(part);
    if (exits.size() < 2 || rule == Surgery::None) return;
    const Table products = gram(shared);
    const std::vector<double> coefficients = rule == Surgery::PcGrad ? pcGrad(products, rng) : caGrad(products, c);
    Tensor settled = meeting.gather(direct);
    for (std::size_t i = 0; i < shared.size(); ++i)
        settled.add_(shared[i], coefficients[i] * static_cast<double>(shared.size()));
    meeting.scatter(settled, gradients);
}

}  // namespace exitlab
