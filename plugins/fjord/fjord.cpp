// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/fjord/fjord.h"

#include "core/base/rng.h"
#include "core/config/spec_builder.h"
#include "core/learning/losses.h"
#include "core/plugin/plugin_api.h"

namespace exitlab {
namespace {

constexpr const char* kRates = "algorithm.rates";

std::vector<double> rates(const Settings& settings) {
    return levelWidths(settings, kRates, [](int level, int levels) { return static_cast<double>(level + 1) / levels; });
}

}  // namespace

std::vector<ParameterSpec> Fjord::parameters() {
    return {
        textSpec(kRates, "Width of each level", "")
            .help("Share p of the channels that each device tier can hold, weakest first, such as 0.25,0.5,0.75,1; "
                  "empty: in even steps.")
            .longHelp(
                "One number per tier (devices.tiers), ascending to 1. Of C channels the first ceil(p C) are held. "
                "Empty: l / L for tier l of L. Where any share is below 1, ResNet-18 uses the statistics of the batch "
                "(model.norm_policy = batch), in tests too, in place of running statistics for every p.")
            .source("FjORD: .2, .4, .6, .8, 1"),
        booleanSpec("algorithm.distillation", "Self-distillation", false)
            .help("The widest network that the device holds teaches the drawn one.")
            .longHelp("Each step then trains both: the widest on labels, the drawn one on the softmax of the widest "
                      "at the same exit, without labels. A step costs up to twice as much.")
            .source("FjORD, section 3.3: for powerful devices; off as in the plain method"),
    };
}

void Fjord::adapt(Settings& settings) { adaptNormalisation(settings, rates(settings)); }

Fjord::Fjord(const FederationInfo& info, DrawsOf draws)
    : NarrowedLevels(info, rates(info.settings), WidthScaling::None, LevelDepth::All),
      distillation_(settings().boolean("algorithm.distillation")),
      draws_(std::move(draws)) {}

Fjord::Draws Fjord::uniform(const LocalWork& work) {
    Rng rng(work.seed(), Purpose::Method, static_cast<std::uint64_t>(work.round()),
            static_cast<std::uint64_t>(work.client()));
    return [rng](int level) mutable { return static_cast<int>(rng.below(static_cast<std::uint64_t>(level) + 1)); };
}

void Fjord::localUpdate(LocalWork& work) const {
    const int own = info().fleet.tier(work.client());
    const Draws draw = draws_(work);
    work.eachBatch(work.epochs(), [&](const LocalWork::Batch& batch) { step(work, batch, level(draw(own)).width); });
}

void Fjord::step(LocalWork& work, const LocalWork::Batch& batch, double width) const {
    const double weight = 1.0 / info().exits();
    const ExitOutputs drawn = work.network(width).forward(batch.images, work.exits(), true);
    const ExitOutputs widest = distillation_ ? work.network().forward(batch.images, work.exits(), true) : drawn;
    std::vector<LossTerm> terms{{"task", taskLoss({work, widest, batch.images, batch.labels, batch.rows}, weight)}};
    if (distillation_) {
        Tensor soft;
        for (std::size_t k = 0; k < drawn.logits.size(); ++k) {
            const Tensor one = softTargetCrossEntropy(at::softmax(widest.logits[k], 1), drawn.logits[k]);
            soft = soft.defined() ? soft + one : one;
        }
        terms.push_back({"distillation", soft * weight});
    }
    work.count(terms, static_cast<std::int64_t>(batch.rows.size())).backward();
    // Everything held takes part: outside the drawn prefix the gradient is 0, weight decay and momentum still act.
    work.descend(work.trainable());
}

}  // namespace exitlab

EXITLAB_METHOD(exitlab::Fjord)
