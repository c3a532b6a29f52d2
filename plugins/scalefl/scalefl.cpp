// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/scalefl/scalefl.h"

#include "core/config/spec_builder.h"
#include "core/learning/losses.h"
#include "core/plugin/plugin_api.h"

namespace exitlab {
namespace {

constexpr const char* kRatios = "algorithm.ratios";

/// As published for BERT with four levels; for other numbers evenly from 0.4 to 1.
double standardRatio(int level, int levels) {
    constexpr double kFour[] = {0.4, 0.55, 0.75, 1};
    if (levels == 4) return kFour[level];
    return level + 1 == levels ? 1 : 0.4 + 0.6 * level / (levels - 1);
}

std::vector<double> ratios(const Settings& settings) { return levelWidths(settings, kRatios, standardRatio); }

}  // namespace

std::vector<ParameterSpec> ScaleFl::parameters() {
    return {
        textSpec(kRatios, "Width of each level", "")
            .help("Share of the channels that each device tier holds, weakest first, such as 0.4,0.55,0.75,1; empty "
                  "for the published ones.")
            .longHelp(
                "One number per tier (devices.tiers), ascending to 1. Of C channels the first ceil(share * C) are "
                "held. Empty: 0.4, 0.55, 0.75, 1 for four tiers, else evenly from 0.4 to 1. How many exits a tier "
                "holds follows from its number. Where any share is below 1, ResNet-18 uses the statistics of the "
                "batch (model.norm_policy = batch), in tests too, as the reference code does.")
            .source("ScaleFL: .4,.55,.75,1 (BERT); .7,.7,.75,1 (ResNet-110); .65,.7,.85,1 (MSDNet)"),
        realSpec("algorithm.gamma", "Distillation weight", 0.05)
            .range(0, 1000)
            .step(0.05)
            .help("Weight of the distillation from a client's last exit into its earlier ones; 0: none.")
            .longHelp(
                "The divergence is summed over classes and averaged over the batch. The reference code averages over "
                "classes too, which makes its distillation weaker by the number of classes C: its gamma corresponds "
                "to gamma / C here.")
            .source("ScaleFL: 0.05 (0 in the reference code's defaults)"),
        realSpec("algorithm.temperature", "Temperature", 3)
            .above(0)
            .atMost(100)
            .step(0.5)
            .help("Softens teacher and student before they are compared.")
            .longHelp("Both logits are divided by it; the divergence is multiplied by its square.")
            .source("ScaleFL, reference code"),
        realSpec("algorithm.kd_after", "Distillation starts after", 0.25)
            .range(0, 1)
            .step(0.05)
            .help("Share of the rounds that is trained on labels alone.")
            .longHelp("Until then the last exit has little to teach.")
            .source("ScaleFL, reference code"),
        choiceSpec("algorithm.teacher", "Teacher's gradient", "detached")
            .choice("detached", "Detached", "The last exit teaches and does not learn from it")
            .choice("live", "Live", "The divergence changes the last exit as well, as in the reference code")
            .help("Whether distillation also changes the exit that teaches.")
            .longHelp("live: the reference code does not detach the teacher, so that the last exit is drawn towards "
                      "the earlier ones.")
            .source("Our choice: detached, as in all other methods; reference code: live"),
    };
}

void ScaleFl::adapt(Settings& settings) { adaptNormalisation(settings, ratios(settings)); }

ScaleFl::ScaleFl(const FederationInfo& info)
    : NarrowedLevels(info, ratios(info.settings), WidthScaling::Always, LevelDepth::ByTier),
      gamma_(settings().real("algorithm.gamma")),
      temperature_(settings().real("algorithm.temperature")),
      kdAfter_(settings().real("algorithm.kd_after")),
      detached_(settings().text("algorithm.teacher") == "detached") {}

std::vector<LossTerm> ScaleFl::loss(const LossBatch& batch) const {
    const auto& logits = batch.out.logits;
    const auto own =
        static_cast<int>(std::count_if(logits.begin(), logits.end(), [](const Tensor& z) { return z.defined(); }));
    const double norm = own * (own + 1) / 2.0;
    const Tensor& teacher = logits[static_cast<std::size_t>(own - 1)];
    // The small subtraction keeps 0.3 of 10 rounds at 3.
    const bool distils = gamma_ > 0 && own > 1 && batch.work.round() >= kdAfter_ * info().rounds - 1e-9;
    Tensor task, distilled;
    for (int k = 0; k < own; ++k) {
        const Tensor& z = logits[static_cast<std::size_t>(k)];
        const double weight = (k + 1) / norm;
        const Tensor ce = crossEntropy(z, batch.labels) * exitWeight(k, weight);
        task = task.defined() ? task + ce : ce;
        if (!distils || k + 1 == own) continue;
        const Tensor kd =
            (detached_ ? distillation(teacher, z, temperature_) : liveDistillation(teacher, z, temperature_)) *
            (gamma_ * weight);
        distilled = distilled.defined() ? distilled + kd : kd;
    }
    std::vector<LossTerm> terms{{"task", task}};
    if (distilled.defined()) terms.push_back({"distillation", distilled});
    return terms;
}

void ScaleFl::combine(ServerRound& round) { round.averageShared(std::vector<double>(round.uploads().size(), 1)); }

}  // namespace exitlab

EXITLAB_METHOD(exitlab::ScaleFl)
