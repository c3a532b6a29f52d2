// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/gradient_conflict.h"

#include <limits>

#include "core/learning/losses.h"
#include "core/learning/similarity.h"

namespace exitlab {

GradientConflict measureGradientConflict(const Network& network, const Tensor& images, const Tensor& labels, int held) {
    const int exits = network.exits();
    const int stages = network.plan().stages();
    const auto& places = network.plan().places();
    const double none = std::numeric_limits<double>::quiet_NaN();
    GradientConflict result;

    network.gradients().zero_();
    std::vector<bool> wanted(static_cast<std::size_t>(exits), false);
    std::fill_n(wanted.begin(), held, true);
    const ExitOutputs out = network.forward(images, wanted, false);
    std::vector<Tensor> gradients;  // per exit, of the whole arena; an exit touches no parameters above it
    for (int k = 0; k < held; ++k) {
        crossEntropy(out.logits[static_cast<std::size_t>(k)], labels).backward({}, /*retain_graph=*/k + 1 < held);
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
        const Table measured = cosines(grams.back());
        Table cosine(exits, exits, none);
        for (int k = 0; k < held; ++k)
            for (int l = 0; l < held; ++l)
                if (places[static_cast<std::size_t>(k)] >= s && places[static_cast<std::size_t>(l)] >= s)
                    cosine.at(k, l) = measured.at(k, l);
        result.stages.push_back(std::move(cosine));
    }

    result.trunk = Table(exits, exits, none);
    for (int k = 0; k < held; ++k) {
        result.trunk.at(k, k) = 1;
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
    const Tensor& last = out.logits[static_cast<std::size_t>(held - 1)];
    const Tensor teacherLog = at::log_softmax(last, 1);
    const Tensor teacherChoice = last.argmax(1);
    for (const Tensor& logits : out.logits) {
        if (!logits.defined()) {
            result.divergence.push_back(none);
            result.agreement.push_back(none);
            continue;
        }
        result.divergence.push_back(
            at::kl_div(at::log_softmax(logits, 1), teacherLog, at::Reduction::Sum, true).item<double>() /
            static_cast<double>(logits.size(0)));
        result.agreement.push_back(logits.argmax(1).eq(teacherChoice).to(at::kDouble).mean().item<double>());
    }
    return result;
}

}  // namespace exitlab
