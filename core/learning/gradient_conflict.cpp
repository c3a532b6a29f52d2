// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/gradient_conflict.h"

#include <limits>

#include "core/learning/losses.h"
#include "core/learning/similarity.h"

namespace exitlab {

GradientConflict measureGradientConflict(const Network& network, const Tensor& images, const Tensor& labels) {
    const int exits = network.exits();
    const int stages = network.plan().stages();
    const auto& places = network.plan().places();
    const double none = std::numeric_limits<double>::quiet_NaN();
    GradientConflict result;

    network.gradients().zero_();
    const ExitOutputs out = network.forwardAll(images, false);
    std::vector<Tensor> gradients;  // per exit, of the whole arena; an exit touches no parameters above it
    for (int k = 0; k < exits; ++k) {
        crossEntropy(out.logits[static_cast<std::size_t>(k)], labels).backward({}, /*retain_graph=*/k + 1 < exits);
        gradients.push_back(network.gradients().clone());
        network.gradients().zero_();
    }

    Table trunkGram(exits, exits);
    std::vector<Table> grams;
    for (int s = 0; s < stages; ++s) {
        const SpanSet spans = network.spans().stage(s);
        std::vector<Tensor> slices;
        for (const Tensor& gradient : gradients) slices.push_back(spans.gather(gradient));
        grams.push_back(gram(slices));
        Table cosine = cosines(grams.back());
        for (int k = 0; k < exits; ++k)
            for (int l = 0; l < exits; ++l)
                if (places[static_cast<std::size_t>(k)] < s || places[static_cast<std::size_t>(l)] < s)
                    cosine.at(k, l) = none;
        result.stages.push_back(std::move(cosine));
    }

    result.trunk = Table(exits, exits, 1);
    for (int k = 0; k < exits; ++k) {
        for (int l = 0; l < k; ++l) {
            // The deeper exit's gradient counts only on the stages that the shallower one shares.
            Table pair(2, 2);
            for (int s = 0; s <= places[static_cast<std::size_t>(l)]; ++s) {
                const Table& g = grams[static_cast<std::size_t>(s)];
                pair.at(0, 0) += g.at(k, k);
                pair.at(1, 1) += g.at(l, l);
                pair.at(0, 1) += g.at(k, l);
            }
            pair.at(1, 0) = pair.at(0, 1);
            const double cosine = cosines(pair).at(0, 1);
            result.trunk.at(k, l) = result.trunk.at(l, k) = cosine;
            ++result.pairs;
            if (cosine < 0) ++result.negativePairs;
        }
    }

    const at::NoGradGuard noGrad;
    const Tensor& last = out.logits.back();
    const Tensor teacherLog = at::log_softmax(last, 1);
    const Tensor teacherChoice = last.argmax(1);
    for (const Tensor& logits : out.logits) {
        result.divergence.push_back(
            at::kl_div(at::log_softmax(logits, 1), teacherLog, at::Reduction::Sum, true).item<double>() /
            static_cast<double>(logits.size(0)));
        result.agreement.push_back(logits.argmax(1).eq(teacherChoice).to(at::kDouble).mean().item<double>());
    }
    return result;
}

}  // namespace exitlab
