// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/darkdistill/parallel.h"

#include "core/learning/losses.h"

namespace exitlab::darkdistill {
namespace {

std::string exitName(std::size_t exit) { return "exit " + std::to_string(exit + 1); }

std::vector<bool> only(std::size_t exits, std::size_t exit) {
    std::vector<bool> wanted(exits, false);
    wanted[exit] = true;
    return wanted;
}

/// Boosted outputs of an exit depend on the earlier ones: all of them are asked for.
std::vector<bool> upTo(std::size_t exits, std::size_t exit) {
    std::vector<bool> wanted(exits, false);
    std::fill_n(wanted.begin(), exit + 1, true);
    return wanted;
}

}  // namespace

std::vector<std::pair<const Level*, double>> holders(const std::vector<Level>& levels, int exit) {
    double total = 0;
    for (const Level& level : levels)
        if (level.count > exit) total += level.weight;
    std::vector<std::pair<const Level*, double>> found;
    for (const Level& level : levels)
        if (level.count > exit && level.present()) found.emplace_back(&level, level.weight / total);
    return found;
}

ExitGeneratorTerms exitGeneratorGradients(Generator& generator, Network& network, const std::vector<Level>& levels,
                                          int exit, const Tensor& reference, const Tensor& labels, const Tensor& noise,
                                          bool increase) {
    ExitGeneratorTerms terms;
    const auto e = static_cast<std::size_t>(exit);
    const auto exits = static_cast<std::size_t>(network.exits());
    const Tensor latents = generator.generate(noise, labels, {});
    const Tensor x = latents.detach().requires_grad_(true);

    // The models live in one arena, one after the other: first what they say together, then the way back through each.
    const auto ensemble = holders(levels, exit);
    Tensor together;
    for (const auto& [level, share] : ensemble) {
        const at::NoGradGuard noGrad;
        load(network, level->values);
        const Tensor part = network.forwardLatent(x, upTo(exits, e), false).logits[e] * share;
        together = together.defined() ? together + part : part;
    }
    together.requires_grad_(true);
    const Tensor label = crossEntropy(together, labels);
    const Tensor back = torch::autograd::grad({label}, {together}).front();
    terms.label = label.item<double>();
    Tensor gradient = at::zeros_like(x);
    for (const auto& [level, share] : ensemble) {
        load(network, level->values);
        const Tensor output = network.forwardLatent(x, upTo(exits, e), false).logits[e];
        gradient = gradient + torch::autograd::grad({output}, {x}, {back * share}).front();
    }

    load(network, reference);
    const Tensor difficulty = crossEntropy(network.forwardLatent(x, only(exits, 0), false).logits[0], labels);
    terms.difficulty = difficulty.item<double>();
    if (increase) gradient = gradient - torch::autograd::grad({difficulty}, {x}).front();
    const Tensor diversity = diversityLoss(noise, x);
    gradient = gradient + torch::autograd::grad({diversity}, {x}).front();
    terms.diversity = diversity.item<double>();
    latents.backward(gradient);
    return terms;
}

std::vector<Tensor> teacherFeatures(Network& network, const std::vector<Level>& levels,
                                    const std::vector<Tensor>& latents) {
    const at::NoGradGuard noGrad;
    std::vector<Tensor> features(latents.size());
    // Level by level, because loading a model is the dearer part; the sum runs over levels either way.
    for (const Level& level : levels) {
        if (!level.present()) continue;
        load(network, level.values);
        for (int e = 0; e < level.count; ++e) {
            const auto at = static_cast<std::size_t>(e);
            if (!latents[at].defined()) continue;
            double share = 0;
            for (const auto& [holder, own] : holders(levels, e))
                if (holder == &level) share = own;
            const Tensor part =
                network.forwardLatent(latents[at], only(latents.size(), at), false).features[at] * share;
            features[at] = features[at].defined() ? features[at] + part : part;
        }
    }
    return features;
}

ParallelLoss parallelGradients(Network& network, const Tensor& global, const std::vector<Tensor>& latents,
                               const std::vector<Tensor>& labels, const std::vector<Tensor>& teachers,
                               const StageRules& rules) {
    const std::size_t exits = latents.size();
    load(network, global);
    network.gradients().zero_();
    std::vector<ExitOutputs> out(exits);
    std::vector<Tensor> difficulty(exits);
    for (std::size_t t = 0; t < exits; ++t) {
        if (!latents[t].defined()) continue;
        std::vector<bool> wanted(exits, false);
        for (std::size_t s = t == 0 ? 0 : t - 1; s <= std::min(t + 1, exits - 1); ++s) wanted[s] = true;
        wanted[0] = wanted[0] || rules.increase;
        out[t] = network.forwardLatent(latents[t], wanted, false);
        if (rules.increase) difficulty[t] = crossEntropy(out[t].logits[0], labels[t]);
    }
    ParallelLoss result;
    Tensor total;
    const auto add = [&](const Tensor& part) { total = total.defined() ? total + part : part; };
    for (std::size_t s = 0; s < exits; ++s) {
        Tensor sum;
        int count = 0;
        for (std::size_t t = s == 0 ? 0 : s - 1; t <= std::min(s + 1, exits - 1); ++t) {
            if (!latents[t].defined()) continue;
            const Tensor part = relation(teachers[t], out[t].features[s], rules);
            sum = sum.defined() ? sum + part : part;
            ++count;
        }
        result.perStudent.push_back(0);
        if (count == 0) continue;
        sum = sum / static_cast<double>(count);
        result.perStudent.back() = sum.item<double>();
        add(sum);
    }
    for (std::size_t e = 0; e < exits && rules.increase; ++e) {
        result.difficulty.push_back(difficulty[e].defined() ? difficulty[e].item<double>() : 0);
        if (e == 0 || !difficulty[e].defined() || !difficulty[e - 1].defined()) continue;
        const Tensor gap = (difficulty[e] - difficulty[e - 1]).abs();
        result.increase += gap.item<double>();
        add(gap);
    }
    if (total.defined()) total.backward();
    return result;
}

void parallelEpoch(ServerRound& round, const std::vector<Level>& levels, Level& student,
                   std::vector<Generator>& generators, const Tensor& reference, Draws& draws, const StageRules& rules,
                   StageLog& log) {
    Network& network = round.network();
    const std::size_t exits = generators.size();
    const auto noise = [&](std::size_t e) {
        return draws.noise(static_cast<int>(e), rules.batch, generators[e].shape().noise);
    };
    std::vector<Tensor> labels(exits);
    for (std::size_t e = 0; e < exits; ++e) {
        std::vector<Tensor> pool;
        for (const auto& [level, share] : holders(levels, static_cast<int>(e))) pool.push_back(level->labels);
        if (pool.empty()) continue;
        round.checkStop();
        const Tensor all = at::cat(pool);
        const Tensor pairs = at::tensor(draws.pairs(static_cast<int>(e), all.size(0), rules.batch), at::kLong);
        labels[e] = all.index_select(0, pairs);
        const ExitGeneratorTerms terms =
            exitGeneratorGradients(generators[e], network, levels, static_cast<int>(e), reference, labels[e], noise(e),
                                   rules.increase && e > 0);
        generators[e].tensors().step();
        log.add("generator_loss", "class", terms.label);
        log.add("generator_loss", "diversity", terms.diversity);
        log.add("generator_difficulty", exitName(e), terms.difficulty);
    }
    for (int step = 0; step < rules.steps; ++step) {
        round.checkStop();
        std::vector<Tensor> latents(exits);
        for (std::size_t e = 0; e < exits; ++e) {
            const at::NoGradGuard noGrad;
            if (labels[e].defined()) latents[e] = generators[e].generate(noise(e), labels[e], {});
        }
        const std::vector<Tensor> teachers = teacherFeatures(network, levels, latents);
        const ParallelLoss loss = parallelGradients(network, student.values, latents, labels, teachers, rules);
        descend(network, student.trainable, student.values, rules);
        for (std::size_t s = 0; s < exits; ++s) log.add("reverse_kd", exitName(s), loss.perStudent[s]);
        if (rules.increase) log.add("reverse_kd", "difficulty increase", loss.increase);
    }
}

}  // namespace exitlab::darkdistill
