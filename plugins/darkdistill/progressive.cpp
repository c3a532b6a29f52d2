// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/darkdistill/progressive.h"

#include "core/learning/losses.h"
#include "core/learning/quota.h"

namespace exitlab::darkdistill {
namespace {

std::string levelName(std::size_t level) { return "level " + std::to_string(level + 1); }

/// What the generator is given as difficulty.
Tensor wanted(const Condition& condition, const StageRules& rules) {
    return rules.condition ? condition.difficulty : at::zeros_like(condition.difficulty);
}

}  // namespace

GeneratorTerms generatorGradients(Generator& generator, Network& network, const Level& level, const Tensor& reference,
                                  const Condition& condition, const Tensor& noise, const StageRules& rules) {
    GeneratorTerms terms;
    const Tensor latents = generator.generate(noise, condition.labels, wanted(condition, rules));
    // Both models live in one arena, one after the other: each gives its gradient at the latents at once.
    const Tensor x = latents.detach().requires_grad_(true);
    load(network, level.values);
    const std::vector<Tensor> outputs = computed(network.forwardLatent(x, level.exits, false).logits);
    terms.owner = assignByQuota(outputs, rules.quotaRatio);
    const Tensor label = ownedLosses(outputs, terms.owner, condition.labels).mean();
    Tensor gradient = torch::autograd::grad({label}, {x}).front();
    terms.label = label.item<double>();
    if (rules.condition) {
        load(network, reference);
        std::vector<bool> first(level.exits.size(), false);
        first[0] = true;
        const Tensor found = crossEntropyPerSample(network.forwardLatent(x, first, false).logits[0], condition.labels);
        const Tensor difficulty = (found - condition.difficulty).square().mean();
        gradient = gradient + torch::autograd::grad({difficulty}, {x}).front();
        terms.difficulty = difficulty.item<double>();
    }
    const Tensor diversity = diversityLoss(noise, x);
    gradient = gradient + torch::autograd::grad({diversity}, {x}).front();
    terms.diversity = diversity.item<double>();
    latents.backward(gradient);
    return terms;
}

PairLoss pairGradients(Network& network, const Level& teacher, const Level& student, const Tensor& latents,
                       const Tensor& difficulty, double share, const StageRules& rules) {
    PairLoss result;
    std::vector<Tensor> teacherFeatures;
    std::vector<int> teacherOwner;
    {
        const at::NoGradGuard noGrad;
        load(network, teacher.values);
        const ExitOutputs out = network.forwardLatent(latents, teacher.exits, false);
        teacherFeatures = computed(out.features);
        teacherOwner = assignByQuota(computed(out.logits), rules.quotaRatio);
    }
    load(network, student.values);
    network.gradients().zero_();
    const ExitOutputs out = network.forwardLatent(latents, student.exits, false);
    result.owner = assignByQuota(computed(out.logits), rules.quotaRatio);

    Tensor total;
    const int last = teacher.count - 1;
    for (int t = rules.joinAll ? 0 : last; t <= last; ++t) {
        result.chosen = ownedBy(teacherOwner, t);
        result.matching = matchExits(difficulty, result.owner, student.count, result.chosen, rules.matching);
        const Tensor index = at::tensor(result.chosen, at::kLong);
        const Tensor taught = teacherFeatures[static_cast<std::size_t>(t)].index_select(0, index);
        for (int e = 0; e < student.count; ++e) {
            const Tensor weight = result.matching.weights[e];
            if (!result.matching.delta[static_cast<std::size_t>(e)].defined() || weight.item<double>() == 0) continue;
            const Tensor learning = out.features[static_cast<std::size_t>(e)].index_select(0, index);
            const Tensor part = weight * relation(taught, learning, rules);
            total = total.defined() ? total + part : part;
        }
    }
    if (!total.defined()) return result;
    total = total / (static_cast<double>(student.count) * (rules.joinAll ? teacher.count : 1));
    result.loss = total.item<double>();
    (share * total).backward();
    return result;
}

void progressiveEpoch(ServerRound& round, std::vector<Level>& levels, std::vector<Generator>& generators,
                      Matcher* matcher, const Tensor& reference, Draws& draws, const StageRules& rules, StageLog& log) {
    Network& network = round.network();
    const auto noise = [&](std::size_t l) {
        return draws.noise(static_cast<int>(l), rules.batch, generators[l].shape().noise);
    };
    std::vector<Condition> conditions(levels.size());
    for (std::size_t l = 0; l < levels.size(); ++l) {
        if (!levels[l].present()) continue;
        round.checkStop();
        const Tensor pairs =
            at::tensor(draws.pairs(static_cast<int>(l), levels[l].labels.size(0), rules.batch), at::kLong);
        conditions[l] = {levels[l].difficulty.index_select(0, pairs), levels[l].labels.index_select(0, pairs)};
        const GeneratorTerms terms =
            generatorGradients(generators[l], network, levels[l], reference, conditions[l], noise(l), rules);
        generators[l].tensors().step();
        log.add("generator_loss", "class", terms.label);
        if (rules.condition) log.add("generator_loss", "difficulty", terms.difficulty);
        log.add("generator_loss", "diversity", terms.diversity);
    }

    double total = 0;
    const auto teaches = [&](std::size_t l) { return levels[l].present() && levels[l + 1].present(); };
    for (std::size_t l = 0; l + 1 < levels.size(); ++l)
        if (teaches(l)) total += levels[l].weight;
    for (int step = 0; step < rules.steps; ++step) {
        // From the largest down: a model that has taught in this step may change.
        for (std::size_t l = levels.size() - 1; l-- > 0;) {
            if (!teaches(l)) continue;
            round.checkStop();
            Tensor latents;
            {
                const at::NoGradGuard noGrad;
                latents = generators[l].generate(noise(l), conditions[l].labels, wanted(conditions[l], rules));
            }
            const PairLoss pair = pairGradients(network, levels[l], levels[l + 1], latents, conditions[l].difficulty,
                                                levels[l].weight / total, rules);
            descend(network, levels[l + 1].trainable, levels[l + 1].values, rules);
            log.add("reverse_kd", levelName(l) + " to " + std::to_string(l + 2), pair.loss);
            for (int e = 0; e < levels[l + 1].count; ++e)
                log.add("matching." + std::to_string(l + 1), "exit " + std::to_string(e + 1),
                        pair.matching.weights[e].item<double>());
        }
        if (matcher) matcher->tensors().step();
    }
}

}  // namespace exitlab::darkdistill
