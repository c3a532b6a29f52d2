// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/inclusivefl/inclusivefl.h"

#include "core/base/error.h"
#include "core/config/spec_builder.h"
#include "core/plugin/plugin_api.h"

namespace exitlab::inclusivefl {
namespace {

/// The tensors of one stage that a gradient step changes.
std::vector<const TensorSpan*> tensorsOf(const SpanTable& table, int stage) {
    std::vector<const TensorSpan*> tensors;
    for (const TensorSpan& span : table.spans)
        if (span.part == TensorSpan::Part::Stage && span.index == stage && !span.buffer) tensors.push_back(&span);
    return tensors;
}

/// "stages.2.conv.weight" -> "conv.weight": what is left when the stage's number does not matter.
std::string nameInStage(const TensorSpan& span) { return span.name.substr(span.name.find('.', 7) + 1); }

/// Whether two stages have the same tensors in the same shapes.
bool alike(const std::vector<const TensorSpan*>& a, const std::vector<const TensorSpan*>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const TensorSpan* x, const TensorSpan* y) {
        return nameInStage(*x) == nameInStage(*y) && x->shape == y->shape;
    });
}

std::string stateName(int level) { return "delta." + std::to_string(level); }

}  // namespace

InclusiveFl::InclusiveFl(const FederationInfo& info)
    : Algorithm(info),
      levels_(depthLevels()),
      beta_(settings().real("algorithm.beta")),
      applied_(static_cast<std::size_t>(levels_.count())) {
    if (settings().text("training.exit_outputs") != "plain")
        throw InputError("training.exit_outputs", settings().text("training.exit_outputs"),
                         "InclusiveFL trains one exit per model, there are no earlier ones to add; expected plain");
}

std::vector<ParameterSpec> InclusiveFl::parameters() {
    return {
        realSpec("algorithm.beta", "Momentum from above", 0.2)
            .range(0, 1)
            .step(0.05)
            .help("Share of the larger level's last update in the update of a level's last stage; 0 passes nothing "
                  "down")
            .longHelp("Delta <- beta mu + (1 - beta) Delta for the last stage of every level but the largest. mu is "
                      "the mean over the stages of the next level's last block of its update in the previous "
                      "round; stages whose tensors have other shapes are left out. Without anything that fits, or "
                      "if that level had no clients then, Delta stays as it is.")
            .source("InclusiveFL (KDD 2022): 0.2")};
}

std::vector<SubModel> InclusiveFl::subModels() const {
    std::vector<SubModel> models = depthLevels();
    for (SubModel& model : models) model.lastExitOnly = true;
    return models;
}

std::vector<ClientPlan> InclusiveFl::plan(int, const std::vector<int>& cohort) {
    std::vector<ClientPlan> plans = planByTier(cohort);
    for (std::size_t i = 0; i < cohort.size(); ++i) {
        const auto last = static_cast<std::size_t>(levels_.exits[static_cast<std::size_t>(group(cohort[i]))] - 1);
        plans[i].exits.assign(plans[i].exits.size(), false);
        plans[i].exits[last] = true;
    }
    return plans;
}

std::vector<LossTerm> InclusiveFl::loss(const LossBatch& batch) const { return {{"task", taskLoss(batch, 1)}}; }

int InclusiveFl::deepestStage(int level) const {
    const int exit = levels_.exits[static_cast<std::size_t>(level)] - 1;
    return info().network->places()[static_cast<std::size_t>(exit)];
}

SpanSet InclusiveFl::stageParameters(int first, int last) const {
    return info().spans().where([&](const TensorSpan& span) {
        return span.part == TensorSpan::Part::Stage && !span.buffer && span.index >= first && span.index <= last;
    });
}

SpanSet InclusiveFl::sharedPart(const ServerRound& round) const {
    // The largest sub-model's trunk; heads play no part in what the server mixes.
    return round.held(levels_.models.back());
}

Tensor InclusiveFl::momentumFor(int level) const {
    const Tensor& above = applied_[static_cast<std::size_t>(level + 1)];
    if (!above.defined()) return {};
    const Tensor delta = at::zeros({info().spans().total}, at::kFloat);
    blockParameters(level + 1).scatter(above, delta);
    const auto target = tensorsOf(info().spans(), deepestStage(level));
    Tensor sum;
    int fitting = 0;
    for (int stage = blockStart(level + 1); stage <= deepestStage(level + 1); ++stage) {
        const auto tensors = tensorsOf(info().spans(), stage);
        if (!alike(tensors, target)) continue;
        const Tensor one = stageParameters(stage, stage).gather(delta);
        sum = sum.defined() ? sum + one : one;
        ++fitting;
    }
    return fitting > 0 ? sum / fitting : Tensor{};
}

void InclusiveFl::combine(ServerRound& round) {
    const int levels = levels_.count();
    std::vector<double> levelWeights(static_cast<std::size_t>(levels), 0);
    const std::vector<double> weights = round.weights();
    for (std::size_t i = 0; i < weights.size(); ++i)
        levelWeights[static_cast<std::size_t>(round.uploads()[i].group)] += weights[i];

    std::vector<Tensor> before;
    for (int level = 0; level < levels; ++level) before.push_back(round.global(level).clone());
    round.averageShared();  // M_l - Delta_l, as long as nothing comes from above

    const SpanSet shared = sharedPart(round);
    std::vector<Tensor> applied(applied_.size());
    std::vector<std::string> labels;
    std::vector<double> passed, moved;
    for (int level = 0; level < levels; ++level) {
        const auto at = static_cast<std::size_t>(level);
        labels.push_back("level " + std::to_string(level + 1));
        passed.push_back(0);
        moved.push_back(0);
        if (levelWeights[at] <= 0) continue;
        const Tensor delta = before[at] - round.global(level);
        const Tensor momentum = level + 1 < levels ? momentumFor(level) : Tensor{};
        if (momentum.defined()) {
            const SpanSet last = stageParameters(deepestStage(level), deepestStage(level));
            last.scatter(momentum * beta_ + last.gather(delta) * (1 - beta_), delta);
            // Tensors that stay with the clients are nobody's to change.
            const SpanSet own = last.intersect(shared);
            round.setGlobal(own, own.gather(before[at] - delta), level);
            passed.back() = momentum.norm().item<double>();
        }
        applied[at] = blockParameters(level).gather(delta);
        moved.back() = applied[at].norm().item<double>();
    }
    applied_ = std::move(applied);
    shareLowerStages(round, levelWeights);
    round.report(MethodSeries{0, "momentum", "Momentum from the level above", "Euclidean norm of mu", labels,
                              std::move(passed)});
    round.report(MethodSeries{0, "update", "Update of each level's last block", "Euclidean norm of Delta", labels,
                              std::move(moved)});
}

void InclusiveFl::shareLowerStages(ServerRound& round, const std::vector<double>& levelWeights) const {
    const SpanSet shared = sharedPart(round);
    // Stage -1 is the stem: it lies below every level's last block.
    for (int stage = -1; stage <= deepestStage(levels_.count() - 1); ++stage) {
        const SpanSet part = shared.intersect(info().spans().where([&](const TensorSpan& span) {
            return stage < 0 ? span.part == TensorSpan::Part::Stem
                             : span.part == TensorSpan::Part::Stage && span.index == stage;
        }));
        std::vector<int> sharing;
        double total = 0;
        for (int level = 0; level < levels_.count(); ++level) {
            if (stage >= blockStart(level)) continue;
            sharing.push_back(level);
            total += levelWeights[static_cast<std::size_t>(level)];
        }
        if (part.empty() || sharing.size() < 2 || total <= 0) continue;
        Tensor common;
        for (const int level : sharing) {
            const double weight = levelWeights[static_cast<std::size_t>(level)] / total;
            if (weight <= 0) continue;
            const Tensor one = part.gather(round.global(level)) * weight;
            common = common.defined() ? common + one : one;
        }
        for (const int level : sharing) round.setGlobal(part, common, level);
    }
}

NamedTensors InclusiveFl::state() const {
    NamedTensors state;
    for (int level = 0; level < levels_.count(); ++level)
        if (const Tensor& delta = applied_[static_cast<std::size_t>(level)]; delta.defined())
            state[stateName(level)] = delta;
    return state;
}

void InclusiveFl::restore(const NamedTensors& state) {
    std::vector<Tensor> applied(applied_.size());
    std::size_t known = 0;
    for (int level = 0; level < levels_.count(); ++level) {
        const auto found = state.find(stateName(level));
        if (found == state.end()) continue;
        const std::int64_t wanted = blockParameters(level).numel();
        if (found->second.scalar_type() != at::kFloat || found->second.sizes() != at::IntArrayRef{wanted})
            throw InputError("checkpoint", "server." + stateName(level),
                             "expected " + std::to_string(wanted) + " float values");
        applied[static_cast<std::size_t>(level)] = found->second.clone();
        ++known;
    }
    if (known != state.size())
        throw InputError("checkpoint", "server",
                         "expected delta.0 to delta." + std::to_string(levels_.count() - 1) + " and nothing else");
    applied_ = std::move(applied);
}

}  // namespace exitlab::inclusivefl

EXITLAB_METHOD(exitlab::inclusivefl::InclusiveFl)
