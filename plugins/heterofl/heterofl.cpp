// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/heterofl/heterofl.h"

#include <cmath>

#include "core/config/spec_builder.h"
#include "core/plugin/plugin_api.h"

namespace exitlab {
namespace {

constexpr const char* kRates = "algorithm.rates";
constexpr const char* kClasses = "classes";

std::vector<double> rates(const Settings& settings) {
    return levelWidths(settings, kRates, [](int level, int levels) { return std::ldexp(1.0, -(levels - 1 - level)); });
}

/// Whether the rows of a tensor belong to classes.
bool classifies(const TensorSpan& span, int classes) {
    const std::string head = "heads." + std::to_string(span.index) + ".";
    for (const std::string& layer : {std::string("exits.classifier."), head, head + "linear."})
        if (span.name == layer + "weight" || span.name == layer + "bias") return span.shape.front() == classes;
    return false;
}

}  // namespace

std::vector<ParameterSpec> HeteroFl::parameters() {
    return {
        textSpec(kRates, "Width of each level", "")
            .help("Share of the channels that each device tier holds, weakest first, such as 0.125,0.25,0.5,1; empty: "
                  "half per tier down.")
            .longHelp(
                "One number per tier (devices.tiers), ascending to 1. Of C channels the first ceil(share * C) are "
                "held. Empty: 2^-(L-l) for tier l of L. Where any share is below 1, ResNet-18 uses the statistics of "
                "the batch (model.norm_policy = batch). The reference code measures statistics over all clients' data "
                "once training has ended; here a test uses those of the evaluation batch, so accuracy depends a "
                "little on evaluation.batch.")
            .source("HeteroFL: 1, .5, .25, .125, .0625"),
        booleanSpec("algorithm.scaler", "Scaler", true)
            .help("Divides hidden activations of a narrowed network by its share while training.")
            .longHelp("A layer with fewer inputs gives smaller outputs; the scaler keeps their size, so that the "
                      "weights fit the full network, which has no scaler in a test.")
            .source("HeteroFL, section 3.2"),
        booleanSpec("algorithm.mask", "Masked loss", true)
            .help("Leaves out classes that a client does not have, in its loss and at the server.")
            .longHelp(
                "Logits of absent classes are set to 0 in the client's cross-entropy, so that their rows of the "
                "classifiers get no gradient, and these rows do not count in the mean. The client tells the server "
                "which classes it has: one byte per class and round.")
            .source("HeteroFL, section 3.3 (masking trick)"),
    };
}

void HeteroFl::adapt(Settings& settings) { adaptNormalisation(settings, rates(settings)); }

HeteroFl::HeteroFl(const FederationInfo& info)
    : NarrowedLevels(info, rates(info.settings),
                     info.settings.boolean("algorithm.scaler") ? WidthScaling::WhileTraining : WidthScaling::None,
                     LevelDepth::All),
      masked_(settings().boolean("algorithm.mask")),
      classRows_(static_cast<std::size_t>(info.network->classes())) {
    const int classes = info.network->classes();
    for (const TensorSpan& span : info.spans().spans) {
        if (!classifies(span, classes)) continue;
        const std::int64_t row = span.numel / classes;
        for (int c = 0; c < classes; ++c) classRows_[static_cast<std::size_t>(c)].add(span.offset + c * row, row);
    }
}

Payload HeteroFl::alsoTravels() const {
    return {masked_ ? static_cast<std::int64_t>(info().network->classes()) : 0, 0};
}

void HeteroFl::beginLocal(LocalWork& work) const {
    if (!masked_) return;
    const auto& counts = work.classCounts();
    Tensor present = at::zeros({static_cast<std::int64_t>(counts.size())}, at::kByte);
    for (std::size_t c = 0; c < counts.size(); ++c) present[static_cast<std::int64_t>(c)] = counts[c] > 0 ? 1 : 0;
    work.scratch[kClasses] = present.to(at::kFloat);
    work.send(kClasses, present, "classes");
}

std::vector<LossTerm> HeteroFl::loss(const LossBatch& batch) const {
    if (!masked_) return Algorithm::loss(batch);
    const Tensor& present = batch.work.scratch.at(kClasses);
    ExitOutputs masked = batch.out;
    for (Tensor& z : masked.logits)
        if (z.defined()) z = z * present;
    return Algorithm::loss({batch.work, masked, batch.images, batch.labels, batch.rows});
}

void HeteroFl::combine(ServerRound& round) {
    std::vector<SpanSet> counted;
    for (const Upload& upload : round.uploads()) {
        counted.push_back(round.held(upload.model));
        if (!masked_) continue;
        const Tensor& present = upload.sent.at(kClasses);
        SpanSet absent;
        for (std::size_t c = 0; c < classRows_.size(); ++c) {
            if (present[static_cast<std::int64_t>(c)].item<bool>()) continue;
            for (const auto& [offset, length] : classRows_[c].ranges()) absent.add(offset, length);
        }
        counted.back() = counted.back().without(absent);
    }
    round.averageShared(std::vector<double>(counted.size(), 1), counted);
}

}  // namespace exitlab

EXITLAB_METHOD(exitlab::HeteroFl)
