// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/darkdistill/darkdistill.h"

#include "core/base/error.h"
#include "core/learning/losses.h"
#include "core/learning/quota.h"
#include "core/plugin/plugin_api.h"
#include "plugins/darkdistill/parallel.h"
#include "plugins/darkdistill/parameters.h"
#include "plugins/darkdistill/progressive.h"
#include "plugins/darkdistill/reports.h"

namespace exitlab::darkdistill {
namespace {

constexpr const char* kDifficulty = "difficulty";
constexpr const char* kOwner = "owner";
constexpr const char* kLabels = "labels";
constexpr std::int64_t kMatcherHidden = 100;
constexpr double kMatcherRate = 1e-3;
/// Keys of the streams that initial values come from.
constexpr std::uint64_t kMatcherKey = 99, kGeneratorKey = 100;
/// Epoch number, above any real one, of the draws for pictures.
constexpr int kPictureEpoch = 999;

}  // namespace

DarkDistill::DarkDistill(const FederationInfo& info, DrawSource draws)
    : DepthMethod(info),
      parallel_(settings().text("algorithm.variant") == "parallel"),
      distils_(settings().boolean("algorithm.ablation.reverse_kd") && (parallel_ || levels() > 1)),
      apart_(distils_ && !parallel_ && settings().text("algorithm.aggregation") == "before"),
      quotaRatio_(settings().real("algorithm.quota_ratio")),
      draws_(std::move(draws)) {
    for (int tier = 0; distils_ && tier < levels(); ++tier)
        if (info.fleet.count(tier) == 0 && levels() > 1)
            throw InputError("devices.tiers", "",
                             "expected clients of every tier, found none of tier " + std::to_string(tier + 1) +
                                 "; DarkDistill needs every level in every round");
    rules_.batch = settings().integer("algorithm.server_batch");
    rules_.steps = static_cast<int>(settings().integer("algorithm.kd_steps"));
    rules_.rate = settings().real("algorithm.kd_rate");
    rules_.decay = settings().real("algorithm.kd_weight_decay");
    rules_.quotaRatio = quotaRatio_;
    rules_.distance = settings().real("algorithm.rkd_distance");
    rules_.angle = settings().real("algorithm.rkd_angle");
    rules_.condition = settings().boolean("algorithm.ablation.difficulty_condition");
    rules_.joinAll = settings().text("algorithm.kd_join") == "all";
    rules_.increase = settings().boolean("algorithm.ablation.difficulty_increase");
    rules_.matching.mean = settings().text("algorithm.matching_reduce") == "mean";
    rules_.matching.hard = settings().boolean("algorithm.matching_hard");
    if (!distils_) return;
    GeneratorShape shape;
    shape.classes = info.network->classes();
    shape.noise = settings().integer("algorithm.generator_noise");
    shape.hidden = settings().integer("algorithm.generator_hidden");
    shape.latent = info.network->latent();
    shape.difficulty = !parallel_;
    const int count = parallel_ ? info.exits() : levels();
    for (int g = 0; g < count; ++g)
        generators_.emplace_back(shape, "generator." + std::to_string(g) + ".",
                                 settings().real("algorithm.generator_rate"),
                                 Rng(info.seed, Purpose::Method, 0, kGeneratorKey + static_cast<std::uint64_t>(g)));
    if (parallel_ || settings().text("algorithm.matching") != "learn") return;
    matcher_ = std::make_unique<Matcher>(kMatcherHidden, kMatcherRate, Rng(info.seed, Purpose::Method, 0, kMatcherKey));
    rules_.matching.learnt = matcher_.get();
}

std::vector<ParameterSpec> DarkDistill::parameters() {
    std::vector<ParameterSpec> specs = policyParameters();
    specs.push_back(quotaParameter(/*always=*/true));
    for (ParameterSpec& spec : parameterSpecs()) specs.push_back(std::move(spec));
    return specs;
}

void DarkDistill::adapt(Settings& settings) {
    adaptPolicy(settings);
    // Models work on the server in test mode, so their statistics have to be there.
    if (settings.boolean("algorithm.ablation.reverse_kd") && settings.text("model.norm_policy") == "local")
        settings.set("model.norm_policy", "averaged");
}

bool DarkDistill::accepts(const std::vector<int>& cohort) const {
    if (!distils_) return true;
    std::vector<bool> seen(static_cast<std::size_t>(levels()), false);
    for (const int client : cohort) seen[static_cast<std::size_t>(info().fleet.tier(client))] = true;
    return std::all_of(seen.begin(), seen.end(), [](bool one) { return one; });
}

std::string DarkDistill::acceptance() const {
    return "DarkDistill wants a client of each of the " + std::to_string(levels()) +
           " device tiers in every round; expected more participation or fewer devices.tiers";
}

std::vector<ExitSource> DarkDistill::exitSources() const {
    if (!apart_) return {};
    return std::vector<ExitSource>(static_cast<std::size_t>(info().exits()), ExitSource{levels() - 1, -1});
}

void DarkDistill::beginLocal(LocalWork& work) const {
    DepthMethod::beginLocal(work);
    work.scratch[kDifficulty] = at::zeros({work.samples()}, at::kFloat);
    work.scratch[kOwner] = at::zeros({work.samples()}, at::kLong);
}

std::vector<LossTerm> DarkDistill::loss(const LossBatch& batch) const {
    if (batch.work.lastEpoch()) {
        const at::NoGradGuard noGrad;
        const Tensor rows = at::tensor(batch.rows, at::kLong);
        const std::vector<int> owner = assignByQuota(computed(batch.out.logits), quotaRatio_);
        batch.work.scratch[kDifficulty].index_copy_(0, rows, crossEntropyPerSample(batch.out.logits[0], batch.labels));
        batch.work.scratch[kOwner].index_copy_(
            0, rows, at::tensor(std::vector<std::int64_t>(owner.begin(), owner.end()), at::kLong));
    }
    return DepthMethod::loss(batch);
}

Payload DarkDistill::alsoTravelsWith(int client) const {
    if (!distils_) return {};
    // A label, and unless both sides draw them alike a difficulty, of every training sample.
    const auto each = static_cast<std::int64_t>(sizeof(std::int64_t) + (parallel_ ? 0 : sizeof(float)));
    return {each * info().trainSamples[static_cast<std::size_t>(client)], 0};
}

void DarkDistill::localUpdate(LocalWork& work) const {
    DepthMethod::localUpdate(work);
    work.note(kDifficulty, work.scratch[kDifficulty]);
    work.note(kOwner, work.scratch[kOwner]);
    if (!distils_) return;
    std::vector<std::int64_t> rows(static_cast<std::size_t>(work.samples()));
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<std::int64_t>(i);
    work.send(kLabels, work.labels(rows), "labels");
    if (!parallel_) work.send(kDifficulty, work.scratch[kDifficulty], "difficulties");
}

std::vector<Level> DarkDistill::superLocalModels(const ServerRound& round) const {
    const std::vector<SubModel> models = subModels();
    const std::vector<double> weights = round.weights();
    std::vector<Level> levels(models.size());
    for (std::size_t l = 0; l < levels.size(); ++l) {
        Level& level = levels[l];
        const int index = static_cast<int>(l);
        const SpanSet& held = round.held(index);
        level.count = models[l].exits;
        level.exits.assign(static_cast<std::size_t>(info().exits()), false);
        std::fill_n(level.exits.begin(), level.count, true);
        level.values = round.global(apart_ ? index : 0).clone();
        level.trainable = held.intersect(info().spans().where([](const TensorSpan& span) {
            return span.part == TensorSpan::Part::Stage && !span.buffer && !span.frozen;
        }));
        std::vector<Tensor> uploads, difficulties, labels;
        std::vector<double> shares;
        for (std::size_t i = 0; i < round.uploads().size(); ++i) {
            const Upload& upload = round.uploads()[i];
            if (upload.model != index) continue;
            uploads.push_back(upload.shared);
            shares.push_back(weights[i]);
            level.weight += weights[i];
            labels.push_back(upload.sent.at(kLabels));
            if (!parallel_) difficulties.push_back(upload.sent.at(kDifficulty));
        }
        if (uploads.empty()) continue;
        for (double& share : shares) share /= level.weight;
        held.scatter(weightedSum(uploads, shares), level.values);
        level.labels = at::cat(labels);
        if (!parallel_) level.difficulty = at::cat(difficulties);
    }
    return levels;
}

Tensor DarkDistill::blockAverage(const ServerRound& round, const std::vector<Level>& levels) const {
    std::vector<Tensor> vectors;
    std::vector<SpanSet> held;
    std::vector<double> weights;
    for (std::size_t l = 0; l < levels.size(); ++l) {
        if (!levels[l].present()) continue;
        held.push_back(round.held(static_cast<int>(l)));
        vectors.push_back(held.back().gather(levels[l].values));
        weights.push_back(levels[l].weight);
    }
    Tensor average = round.global(groups() - 1).clone();
    averageOverHolders(vectors, held, weights, round.held(static_cast<int>(levels.size()) - 1), average);
    return average;
}

std::unique_ptr<Draws> DarkDistill::draws(int round, int epoch) const {
    if (draws_) return draws_(round, epoch);
    return std::make_unique<RandomDraws>(info().seed, round, epoch, static_cast<int>(generators_.size()));
}

void DarkDistill::combine(ServerRound& round) {
    std::vector<int> exitsOfLevels;
    for (const SubModel& model : subModels()) exitsOfLevels.push_back(model.exits);
    if (round.measuring()) reportDifficulty(round, exitsOfLevels, info().network->classes());
    if (!distils_) {
        round.averageShared();
        return;
    }
    std::vector<Level> levels = superLocalModels(round);
    const Tensor reference = reference_.defined() ? reference_ : round.global(groups() - 1).clone();
    reportPools(round, levels);
    StageLog log;
    if (parallel_)
        distilInParallel(round, levels, reference, log);
    else
        distilProgressively(round, levels, reference, log);
    reportStage(round, log);
    if (!round.measuring()) return;
    const Rng pictures(info().seed, Purpose::Method, static_cast<std::uint64_t>(round.round()) * 1000 + kPictureEpoch);
    if (parallel_)
        reportLatents(round, generators_, pictures);
    else if (const auto teacher = levels.size() - 2; levels[teacher].present())
        reportLatents(round, generators_[teacher], levels[teacher], rules_.condition, pictures);
}

void DarkDistill::distilProgressively(ServerRound& round, std::vector<Level>& levels, const Tensor& reference,
                                      StageLog& log) {
    const auto count = static_cast<int>(levels.size());
    if (apart_) {
        const Tensor average = blockAverage(round, levels);
        for (int l = 0; l < count; ++l) round.held(l).copy(average, levels[static_cast<std::size_t>(l)].values);
    }
    for (int epoch = 0; epoch < epochs(); ++epoch)
        progressiveEpoch(round, levels, generators_, matcher_.get(), reference, *draws(round.round(), epoch), rules_,
                         log);
    // A level whose clients were all lost has learnt nothing this round.
    if (apart_ || levels.back().present()) reference_ = levels.back().values.clone();
    if (apart_) {
        for (int l = 0; l < count; ++l)
            round.setGlobal(round.held(l), round.held(l).gather(levels[static_cast<std::size_t>(l)].values), l);
        return;
    }
    const SpanSet& all = round.held(count - 1);
    round.setGlobal(all, all.gather(blockAverage(round, levels)));
}

void DarkDistill::distilInParallel(ServerRound& round, std::vector<Level>& levels, const Tensor& reference,
                                   StageLog& log) {
    Level student = levels.back();
    student.values = blockAverage(round, levels);
    for (int epoch = 0; epoch < epochs(); ++epoch)
        parallelEpoch(round, levels, student, generators_, reference, *draws(round.round(), epoch), rules_, log);
    reference_ = student.values.clone();
    const SpanSet& all = round.held(static_cast<int>(levels.size()) - 1);
    round.setGlobal(all, all.gather(student.values));
}

NamedTensors DarkDistill::state() const {
    NamedTensors state;
    if (!distils_) return state;
    state["reference"] = reference_.defined() ? reference_.clone() : at::empty({0}, at::kFloat);
    for (const Generator& generator : generators_) generator.tensors().save(state);
    if (matcher_) matcher_->tensors().save(state);
    return state;
}

void DarkDistill::restore(const NamedTensors& state) {
    if (!distils_) return;
    const auto found = state.find("reference");
    const bool none = found != state.end() && found->second.numel() == 0;
    reference_ = none ? Tensor{} : expectTensor(state, "reference", {info().spans().total}, at::kFloat).clone();
    for (Generator& generator : generators_) generator.tensors().restore(state);
    if (matcher_) matcher_->tensors().restore(state);
}

}  // namespace exitlab::darkdistill

EXITLAB_METHOD(exitlab::darkdistill::DarkDistill)
