// SPDX-License-Identifier: GPL-3.0-or-later
// Checks that go across settings. Each says what would be right.
#include "core/base/error.h"
#include "core/config/derived.h"
#include "core/config/experiment.h"
#include "core/config/partition_edits.h"

namespace exitlab {
namespace {

using Problems = std::vector<Experiment::Problem>;

/// A rule that throws InputError, as a problem.
template <class Rule>
void check(Problems& problems, const Rule& rule) {
    try {
        rule();
    } catch (const InputError& e) {
        // The message begins with the key, which is wanted by itself here.
        const std::string what = e.what();
        const std::size_t colon = what.find(": ");
        problems.push_back({what.substr(0, colon), what.substr(colon + 2)});
    }
}

void checkVisionTransformer(const Settings& s, Problems& problems) {
    if (s.text("model.architecture") != "vit") return;
    const int side = datasetFacts(s).side;
    check(problems, [&] { (void)patchCount(s.integer("model.patch"), side, side); });
    check(problems, [&] { (void)attentionHeads(s); });
}

/// Every stage of the ConvNet must leave at least one pixel.
void checkImageSize(const Settings& s, Problems& problems) {
    if (s.text("model.architecture") != "convnet") return;
    const int side = datasetFacts(s).side, stages = networkStages(s);
    const bool padded = s.text("model.padding") == "same";
    const auto fitting = [&](bool same) {
        int fit = 0;
        for (const int left : convNetSides(side, stages, same)) fit += left > 0;
        return fit;
    };
    if (fitting(padded) == stages) return;
    const std::string pixels = std::to_string(side) + " x " + std::to_string(side) + " pixels";
    std::string message = "images of " + pixels + " are too small for " + std::to_string(stages) + " stages " +
                          (padded ? "" : "without padding ") + "(they are used up after " +
                          std::to_string(fitting(padded)) + ")";
    std::string advice;
    if (!padded && fitting(true) == stages) advice = "choose model.padding same";
    if (fitting(padded) > 0)
        advice += std::string(advice.empty() ? "choose" : " or") + " at most " + std::to_string(fitting(padded)) +
                  (fitting(padded) == 1 ? " stage" : " stages") + " (model.stages)";
    if (advice.empty()) advice = "choose model.padding same with fewer stages";
    problems.push_back({padded ? "model.stages" : "model.padding", message + "; " + advice});
}

void checkClients(const Settings& s, Problems& problems) {
    const std::int64_t clients = s.integer("data.clients"), samples = s.integer("data.samples");
    const bool glyphs = s.text("data.dataset") == "glyphs";
    const std::string count = std::to_string(clients);
    if (glyphs && samples > s.integer("data.glyphs.samples")) {
        problems.push_back({"data.samples", "expected at most the " + std::to_string(s.integer("data.glyphs.samples")) +
                                                " that there are (data.glyphs.samples), found " +
                                                std::to_string(samples)});
    } else if (samples != 0 && samples < clients) {
        problems.push_back({"data.samples", "expected 0 (all) or at least one sample for each of the " + count +
                                                " clients, found " + std::to_string(samples)});
    } else if (glyphs && s.integer("data.glyphs.samples") < clients) {
        problems.push_back({"data.glyphs.samples", "expected at least one image for each of the " + count +
                                                       " clients, found " +
                                                       std::to_string(s.integer("data.glyphs.samples"))});
    }
    const int classes = datasetFacts(s).classes;
    const std::int64_t each = s.integer("data.partition.classes_per_client");
    if (s.text("data.partition.kind") == "pathological" && each > classes)
        problems.push_back({"data.partition.classes_per_client", "expected at most the " + std::to_string(classes) +
                                                                     " classes of the data set, found " +
                                                                     std::to_string(each)});
}

void checkEdits(const Settings& s, Problems& problems) {
    check(problems, [&] {
        requireWithin(parsePartitionEdits(s.text(kPartitionEditsKey)), s.integer("data.clients"),
                      datasetFacts(s).classes);
    });
}

/// Lists typed as text: what they would be refused for in the run.
void checkLists(const Settings& s, Problems& problems) {
    check(problems, [&] { (void)tierList(s, "devices.speed", 1e-6, 1e6); });
    check(problems, [&] { (void)tierList(s, "devices.bandwidth", 1e-6, 1e6); });
    check(problems, [&] { (void)tierList(s, "devices.dropout", 0, 0.99); });
    const auto count = [&](const char* key) { return static_cast<int>(s.integer(key)); };
    if (s.text("devices.mix") == "custom")
        check(problems, [&] { (void)numberList(s, "devices.shares", count("devices.tiers"), 0, 1e6); });
    if (s.text("training.exit_weights") == "weighted")
        check(problems, [&] { (void)numberList(s, "training.exit_weight_list", count("model.exits"), 0, 1e6); });
    if (s.text("training.lr_schedule") == "steps")
        check(problems, [&] { (void)parseMilestones("training.lr_milestones", s.text("training.lr_milestones")); });
}

}  // namespace

std::vector<Experiment::Problem> Experiment::problems() const {
    Problems problems;
    checkClients(settings_, problems);
    checkEdits(settings_, problems);
    check(problems, [this] { (void)exitStages(settings_); });
    checkImageSize(settings_, problems);
    checkVisionTransformer(settings_, problems);
    checkLists(settings_, problems);
    return problems;
}

}  // namespace exitlab
