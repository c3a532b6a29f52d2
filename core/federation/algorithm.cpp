// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/algorithm.h"

#include <stdexcept>

#include "core/config/derived.h"
#include "core/learning/losses.h"

namespace exitlab {

SpanSet heldBy(const SubModel& model, const NetworkPlan& full) {
    const SpanSet held = full.narrowed(model.width, model.scaling).held(full.spans(), model.exits - 1);
    if (!model.lastExitOnly) return held;
    return held.without(full.spans().where(
        [&](const TensorSpan& span) { return span.part == TensorSpan::Part::Head && span.index + 1 < model.exits; }));
}

bool staysLocal(const TensorSpan& span, const Settings& settings) {
    return span.norm && settings.text(span.buffer ? "model.norm_policy" : "model.norm_parameters") == "local";
}

Algorithm::Algorithm(const FederationInfo& info) : info_(info) {
    if (settings().text("training.exit_weights") == "weighted")
        exitWeights_ = numberList(settings(), "training.exit_weight_list", info.exits(), 0, 1e6);
}

Layout Algorithm::layout() const { return {info_.spans().all(), {}}; }

Layout Algorithm::personalHeads() const {
    const auto ofExits = [](const TensorSpan& span) { return span.ofExits(); };
    return {info_.spans().where(std::not_fn(ofExits)), info_.spans().where(ofExits)};
}

SpanSet Algorithm::travelling(const SpanSet& asked) const {
    return asked.intersect(
        info_.spans().where([this](const TensorSpan& span) { return !span.frozen && !staysLocal(span, settings()); }));
}

std::vector<SubModel> Algorithm::subModels() const { return {SubModel{info_.exits()}}; }

std::vector<SubModel> Algorithm::depthLevels() const {
    const int tiers = info_.fleet.tiers();
    std::vector<SubModel> levels;
    for (int tier = 0; tier < tiers; ++tier)
        levels.push_back(SubModel{((tier + 1) * info_.exits() + tiers - 1) / tiers});
    return levels;
}

std::vector<int> Algorithm::candidates() const {
    std::vector<int> all(static_cast<std::size_t>(info_.clients));
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
    return all;
}

int Algorithm::cohortSize() const { return info_.cohort; }

std::vector<ClientPlan> Algorithm::plan(int, const std::vector<int>& cohort) {
    return std::vector<ClientPlan>(cohort.size(),
                                   ClientPlan{std::vector<bool>(static_cast<std::size_t>(info_.exits()), true)});
}

std::vector<ClientPlan> Algorithm::planByTier(const std::vector<int>& cohort) const {
    const std::vector<SubModel> models = subModels();
    std::vector<ClientPlan> plans;
    for (const int client : cohort) {
        ClientPlan plan;
        plan.model = info_.fleet.tier(client);
        plan.exits.assign(static_cast<std::size_t>(info_.exits()), false);
        std::fill_n(plan.exits.begin(), models[static_cast<std::size_t>(plan.model)].exits, true);
        plans.push_back(std::move(plan));
    }
    return plans;
}

void Algorithm::beginLocal(LocalWork&) const {}

double Algorithm::exitWeight(int exit, double own) const {
    const std::string& rule = settings().text("training.exit_weights");
    if (rule == "sum") return 1;
    if (rule == "mean") return 1.0 / info_.exits();
    if (rule == "weighted") return exitWeights_[static_cast<std::size_t>(exit)];
    return own;
}

Tensor Algorithm::taskLoss(const LossBatch& batch, double own) const {
    std::vector<int> exits;
    for (int k = 0; k < info_.exits(); ++k)
        if (batch.out.logits[static_cast<std::size_t>(k)].defined()) exits.push_back(k);
    return taskLoss(batch, own, exits);
}

Tensor Algorithm::taskLoss(const LossBatch& batch, double own, const std::vector<int>& exits) const {
    Tensor sum;
    const bool alike = settings().text("training.exit_weights") != "weighted";
    for (const int k : exits) {
        const Tensor ce = crossEntropy(batch.out.logits[static_cast<std::size_t>(k)], batch.labels);
        const Tensor weighted = alike ? ce : ce * exitWeight(k, own);
        sum = sum.defined() ? sum + weighted : weighted;
    }
    return alike ? sum * exitWeight(0, own) : sum;
}

std::vector<LossTerm> Algorithm::loss(const LossBatch& batch) const {
    return {{"task", taskLoss(batch, 1.0 / info_.exits())}};
}

void Algorithm::localUpdate(LocalWork& work) const { work.train(); }

void Algorithm::combine(ServerRound& round) { round.averageShared(); }

void Algorithm::prepareTest(EvaluationView&, LocalWork& work) const {
    beginLocal(work);
    localUpdate(work);
}

void Algorithm::evaluateAs(EvaluationView&) const {}

ExitOutputs Algorithm::predict(EvaluationView& view, const Tensor& images) const {
    return view.network().forwardAll(images, false);
}

void Algorithm::restore(const NamedTensors& state) {
    if (!state.empty()) throw std::logic_error("a method that has state must restore it");
}

}  // namespace exitlab
