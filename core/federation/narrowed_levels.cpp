// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/narrowed_levels.h"

#include <limits>
#include <numeric>

#include "core/base/error.h"
#include "core/config/derived.h"

namespace exitlab {
namespace {

constexpr const char* kCorrect = "level_correct";  // [levels, exits], samples answered right
constexpr const char* kTested = "level_tested";    // [1], samples

std::vector<bool> firstExits(int count, int exits) {
    std::vector<bool> wanted(static_cast<std::size_t>(exits), false);
    std::fill_n(wanted.begin(), count, true);
    return wanted;
}

}  // namespace

std::vector<double> levelWidths(const Settings& settings, const std::string& key,
                                const std::function<double(int level, int levels)>& standard) {
    const auto levels = static_cast<int>(settings.integer("devices.tiers"));
    std::vector<double> widths;
    if (settings.text(key).find_first_not_of(' ') == std::string::npos)
        for (int l = 0; l < levels; ++l) widths.push_back(standard(l, levels));
    else
        widths = numberList(settings, key, levels, 1e-3, 1);
    if (!std::is_sorted(widths.begin(), widths.end()))
        throw InputError(key, "", "expected shares that do not fall from the weakest tier to the strongest");
    if (widths.back() < 1)
        throw InputError(key, "",
                         "expected 1 for the strongest tier, or nobody would train the rest of the network; " +
                             std::to_string(levels) + " numbers are wanted (devices.tiers)");
    return widths;
}

void adaptNormalisation(Settings& settings, const std::vector<double>& widths) {
    if (widths.front() < 1) settings.set("model.norm_policy", "batch");
}

NarrowedLevels::NarrowedLevels(const FederationInfo& info, const std::vector<double>& widths, WidthScaling scaling,
                               LevelDepth depth)
    : Algorithm(info), levels_(widths.size(), SubModel{info.exits()}) {
    if (depth == LevelDepth::ByTier) levels_ = depthLevels();
    for (std::size_t l = 0; l < widths.size(); ++l) {
        levels_.at(l).width = widths[l];
        levels_.at(l).scaling = scaling;
    }
}

std::vector<ClientPlan> NarrowedLevels::plan(int, const std::vector<int>& cohort) { return planByTier(cohort); }

ExitOutputs NarrowedLevels::predict(EvaluationView& view, const Tensor& images) const {
    const ExitOutputs full = Algorithm::predict(view, images);
    if (!view.testing() || levels() == 1) return full;
    const int exits = info().exits();
    Tensor& correct = view.notes[kCorrect];
    Tensor& tested = view.notes[kTested];
    if (!correct.defined()) {
        correct = at::zeros({levels(), exits}, at::kLong);
        tested = at::zeros({1}, at::kLong);
    }
    tested += images.size(0);
    ExitOutputs out = full;
    // From the strongest level down: one of the same width as the next stronger one is a part of it.
    for (int l = levels() - 1; l >= 0; --l) {
        const SubModel& own = level(l);
        if (own.width < 1 && own.width < level(l + 1).width)
            out = view.network(own.width, own.scaling).forward(images, firstExits(own.exits, exits), false);
        auto row = correct.accessor<std::int64_t, 2>()[l];
        for (int k = 0; k < own.exits; ++k)
            row[k] += out.logits[static_cast<std::size_t>(k)].argmax(1).eq(view.labels()).sum().item<std::int64_t>();
    }
    return full;
}

void NarrowedLevels::evaluated(const std::vector<NamedTensors>& notes, MethodReporter& reporter) {
    if (levels() == 1) return;
    const int exits = info().exits();
    Table accuracy(levels(), exits);
    int clients = 0;
    for (const NamedTensors& client : notes) {
        const auto found = client.find(kCorrect);
        if (found == client.end()) continue;  // nothing to test it on
        ++clients;
        const auto correct = found->second.accessor<std::int64_t, 2>();
        const auto samples = static_cast<double>(client.at(kTested).item<std::int64_t>());
        for (int l = 0; l < levels(); ++l)
            for (int k = 0; k < exits; ++k) accuracy.at(l, k) += static_cast<double>(correct[l][k]) / samples;
    }
    MethodScatter cost;
    cost.id = "level_cost";
    cost.title = "Accuracy against cost of each level's exits";
    cost.xAxis = "multiply-accumulates (millions)";
    cost.yAxis = "accuracy";
    std::vector<std::string> labels;
    std::vector<double> last;
    std::vector<int> levelIds(static_cast<std::size_t>(levels())), exitIds(static_cast<std::size_t>(exits));
    std::iota(levelIds.begin(), levelIds.end(), 0);
    std::iota(exitIds.begin(), exitIds.end(), 0);
    for (int l = 0; l < levels(); ++l) {
        for (int k = 0; k < exits; ++k) {
            double& cell = accuracy.at(l, k);
            cell = k < level(l).exits && clients > 0 ? cell / clients : std::numeric_limits<double>::quiet_NaN();
        }
        labels.push_back("level " + std::to_string(l + 1));
        last.push_back(accuracy.at(l, level(l).exits - 1));
        const std::vector<double> macs = info().network->narrowed(level(l).width, level(l).scaling).exitMacs();
        for (int k = 0; k < level(l).exits; ++k) {
            cost.x.push_back(macs[static_cast<std::size_t>(k)] / 1e6);
            cost.y.push_back(accuracy.at(l, k));
            cost.group.push_back(l);
        }
    }
    cost.groups = labels;
    reporter.report(MethodMatrix{0, "level_accuracy", "Accuracy of each level's own sub-model", "level", "exit",
                                 levelIds, exitIds, accuracy, ColourMeaning::Magnitude});
    reporter.report(
        MethodSeries{0, "level_last_exit", "Accuracy of each level at its last exit", "accuracy", labels, last});
    reporter.report(std::move(cost));
}

}  // namespace exitlab
