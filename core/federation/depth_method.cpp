// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/depth_method.h"

#include "core/config/spec_builder.h"
#include "core/federation/sample_weights.h"
#include "core/learning/losses.h"

namespace exitlab {

std::vector<ParameterSpec> DepthMethod::policyParameters() {
    return {
        choiceSpec("algorithm.policy", "Training policy", "boosted")
            .choice("base", "Joint", "Every exit answers by itself; losses are added")
            .choice("boosted", "Boosted", "Every exit corrects those before it; gradients are balanced")
            .choice("l2w", "Learnt sample weights", "A small network weights every sample at every exit")
            .help("How a client trains its exits together.")
            .longHelp(
                "base: sum_k CE(z_k, y). boosted: out_k = z_k + sg[E_k], E_1 = 0, E_{k+1} = r (z_k + E_k), and "
                "gradient "
                "equilibrium; out_k is also what is tested and what the server works with. l2w: sum_k mean_i w_ik "
                "CE_ik "
                "with w = 1 + 0.8 (v - mean v), v from a tanh network of 500 hidden units on a sample's losses, which "
                "stays at the client and learns every 10 batches that the other half of the batch does better when "
                "each "
                "sample leaves at its quota's exit. The reference's logs show l2w collapsing at times. base and l2w "
                "leave the settings of training as they are.")
            .source("boosted in the main experiments of DarkDistill's reference code"),
        realSpec("algorithm.boost", "Share of earlier exits", 0.2)
            .range(0, 1)
            .step(0.1)
            .visibleWhen("algorithm.policy", {"boosted"})
            .help("r: how much of what earlier exits said is handed on.")
            .longHelp(
                "E_{k+1} = r (z_k + E_k); takes the place of training.boost. 0 leaves gradient equilibrium alone.")
            .source("DarkDistill, reference code: 0.2; BoostNet: 0.5"),
        realSpec("algorithm.l2w_rate", "Rate of the weight network", 0.001)
            .above(0)
            .atMost(1)
            .step(0.001)
            .visibleWhen("algorithm.policy", {"l2w"})
            .help("Learning rate of Adam for the network that weights samples.")
            .longHelp("One step every 10 batches of local training.")
            .source("Our choice: Adam's usual rate; the published one is not known to us")};
}

ParameterSpec DepthMethod::quotaParameter(bool always) {
    auto spec = realSpec("algorithm.quota_ratio", "Quota ratio", 1.5)
                    .above(0)
                    .atMost(10)
                    .step(0.1)
                    .help("r: how much larger each exit's share of a batch is than that of the exit before.")
                    .longHelp(
                        "q_k = r^k / sum_j r^j; at exit k the most confident of the samples left, floor(B q_k) of "
                        "them, are taken, the last exit has the rest. 1: equal shares; below 1: most leave early.")
                    .source("DarkDistill, reference code: 1.5");
    if (!always) spec.visibleWhen("algorithm.policy", {"l2w"});
    return spec;
}

void DepthMethod::adaptPolicy(Settings& settings) {
    if (settings.text("algorithm.policy") != "boosted") return;
    settings.set("training.exit_outputs", "boosted");
    settings.set("training.boost", settings.real("algorithm.boost"));
    settings.set("training.exit_gradients", "equilibrium");
}

std::vector<ClientPlan> DepthMethod::plan(int, const std::vector<int>& cohort) { return planByTier(cohort); }

std::vector<LossTerm> DepthMethod::loss(const LossBatch& batch) const {
    if (!weighsSamples()) return {{"task", taskLoss(batch, 1)}};
    const ExitLosses losses(batch.out, batch.labels);
    const Tensor weights = SampleWeights::of(batch.work, losses.table.detach()).detach();
    Tensor sum;
    for (std::size_t i = 0; i < losses.exits.size(); ++i) {
        const Tensor own =
            (losses.table.select(1, static_cast<std::int64_t>(i)) * weights.select(1, static_cast<std::int64_t>(i)))
                .mean() *
            exitWeight(losses.exits[i], 1);
        sum = sum.defined() ? sum + own : own;
    }
    return {{"task", sum}};
}

void DepthMethod::localUpdate(LocalWork& work) const {
    if (!weighsSamples()) {
        work.train();
        return;
    }
    SampleWeights weights(work, settings().real("algorithm.l2w_rate"), settings().real("algorithm.quota_ratio"));
    int batches = 0;
    work.eachBatch(work.epochs(), [&](const LocalWork::Batch& batch) {
        if (batches++ % SampleWeights::kEvery == 0) weights.learn(batch);
        work.step(batch);
    });
    weights.keep();
}

}  // namespace exitlab
