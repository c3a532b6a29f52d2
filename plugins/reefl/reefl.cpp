// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/reefl/reefl.h"

#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/learning/losses.h"
#include "core/learning/rates.h"
#include "core/plugin/plugin_api.h"
#include "plugins/reefl/parameters.h"

namespace exitlab::reefl {
namespace {

/// What a client of FedDyn keeps: g_k, packed over the parameters that it trains.
constexpr const char* kMemory = "feddyn";

std::vector<double> toVector(const Tensor& values) {
    return {values.data_ptr<double>(), values.data_ptr<double>() + values.numel()};
}

std::vector<Tensor> ownLogits(const ExitOutputs& out) {
    std::vector<Tensor> own;
    for (const Tensor& z : out.logits)
        if (z.defined()) own.push_back(z);
    return own;
}

std::vector<std::string> exitLabels(int exits) {
    std::vector<std::string> labels;
    for (int k = 1; k <= exits; ++k) labels.push_back("exit " + std::to_string(k));
    return labels;
}

}  // namespace

ReeFl::ReeFl(const FederationInfo& info)
    : Algorithm(info),
      teaching_(teachingFrom(settings().text("algorithm.kd"))),
      schedule_(settings().text("algorithm.kd_weight_rule") == "schedule"),
      horizon_(static_cast<int>(settings().integer("algorithm.kd_horizon"))),
      weight_(settings().real("algorithm.kd_weight")),
      temperature_(settings().real("algorithm.temperature")),
      memory_(settings().real("algorithm.memory")),
      validationShare_(settings().real("algorithm.validation_share")),
      server_(settings().text("algorithm.server") == "feddyn"    ? Server::FedDyn
              : settings().text("algorithm.server") == "fedadam" ? Server::FedAdam
                                                                 : Server::Average),
      alpha_(settings().real("algorithm.feddyn_alpha")),
      adam_{settings().real("algorithm.fedadam_lr"), settings().real("algorithm.fedadam_beta1"),
            settings().real("algorithm.fedadam_beta2"), settings().real("algorithm.fedadam_tau")},
      proximal_(settings().text("algorithm.proximal") == "norm"      ? Proximal::Norm
                : settings().text("algorithm.proximal") == "squared" ? Proximal::Squared
                                                                     : Proximal::None),
      mu_(settings().real("algorithm.mu")),
      personalEpochs_(static_cast<int>(settings().integer("algorithm.personal_epochs"))),
      personalEvery_(static_cast<int>(settings().integer("algorithm.personal_every"))),
      personalRate_(settings().real("algorithm.personal_lr")) {
    if (mu_ == 0) proximal_ = Proximal::None;
    const auto zeros = [this] { return at::zeros({parameterCount()}, at::kFloat); };
    if (server_ == Server::FedDyn) drift_ = zeros();
    if (server_ == Server::FedAdam) {
        mean_ = zeros();
        square_ = zeros();
    }
}

std::vector<ParameterSpec> ReeFl::parameters() { return parameterSpecs(); }

void ReeFl::adapt(Settings& settings) { settings.set("model.exit_module", "recurrent"); }

std::vector<ClientPlan> ReeFl::plan(int, const std::vector<int>& cohort) { return planByTier(cohort); }

double ReeFl::teachingWeight(int round) const {
    if (teaching_ == Teaching::None) return 0;
    return schedule_ ? distillationRamp(round + 1, horizon_) : weight_;
}

void ReeFl::beginLocal(LocalWork& work) const {
    const auto exits = std::count(work.exits().begin(), work.exits().end(), true);
    work.scratch["rho"] = at::zeros({exits}, at::kDouble);
    work.scratch["teachers"] = at::zeros({info().exits()}, at::kDouble);
    if (teaching_ == Teaching::Dynamic) {
        work.holdOut(validationShare_);
        work.scratch["held_out"] = at::zeros({1}, at::kLong);  // where the next batch begins
    }
    if (proximal_ != Proximal::None || server_ == Server::FedDyn)
        work.scratch["start"] = work.network().values().narrow(0, 0, parameterCount()).clone();
    if (server_ != Server::FedDyn) return;
    const Tensor memory = at::zeros({parameterCount()}, at::kFloat);
    if (const Tensor kept = work.kept(kMemory); kept.defined()) {
        const std::int64_t wanted = work.trainable().numel();
        if (kept.scalar_type() != at::kFloat || kept.numel() != wanted)
            throw InputError("checkpoint", "clients." + std::to_string(work.client()) + ".kept." + kMemory,
                             "expected " + std::to_string(wanted) + " float values");
        work.trainable().scatter(kept, memory);
    }
    work.scratch["memory"] = memory;
}

std::vector<double> ReeFl::heldOutLoss(LocalWork& work) const {
    const at::NoGradGuard noGrad;
    const std::vector<std::int64_t>& held = work.heldOut();
    const auto size = static_cast<std::int64_t>(held.size());
    auto& next = work.scratch.at("held_out").data_ptr<std::int64_t>()[0];
    std::vector<std::int64_t> rows;
    for (std::int64_t i = 0; i < std::min(size, work.batchSize()); ++i)
        rows.push_back(held[static_cast<std::size_t>((next + i) % size)]);
    next = (next + static_cast<std::int64_t>(rows.size())) % size;
    const ExitOutputs out = work.network().forward(work.images(rows), work.exits(), false);
    const Tensor labels = work.labels(rows);
    std::vector<double> losses;
    for (const Tensor& z : ownLogits(out)) losses.push_back(crossEntropy(z, labels).item<double>());
    return losses;
}

std::vector<LossTerm> ReeFl::loss(const LossBatch& batch) const {
    LocalWork& work = batch.work;
    const std::vector<Tensor> logits = ownLogits(batch.out);
    Tensor task;
    std::vector<double> losses;
    for (int k = 0; k < info().exits(); ++k) {
        const Tensor& z = batch.out.logits[static_cast<std::size_t>(k)];
        if (!z.defined()) continue;
        const Tensor ce = crossEntropy(z, batch.labels);
        losses.push_back(ce.item<double>());
        const Tensor weighted = ce * exitWeight(k, 1);
        task = task.defined() ? task + weighted : weighted;
    }
    std::vector<LossTerm> terms{{"task", task}};

    Tensor& running = work.scratch.at("rho");
    std::vector<double> rho = toVector(running);
    updateRunning(rho, losses, memory_);
    std::copy(rho.begin(), rho.end(), running.data_ptr<double>());
    int teacher = lowest(rho);
    if (teaching_ == Teaching::Forward) teacher = static_cast<int>(logits.size()) - 1;
    // A client with a single sample has nothing to hold out.
    if (teaching_ == Teaching::Dynamic) teacher = lowest(work.heldOut().empty() ? losses : heldOutLoss(work));
    work.scratch.at("teachers").data_ptr<double>()[teacher] += 1;
    const Tensor kd = taught(teaching_, logits, teacher, temperature_);
    if (kd.defined()) terms.push_back({"distillation", kd * teachingWeight(work.round())});

    if (!work.scratch.count("start")) return terms;
    const auto added = [](double value) { return at::full({}, value, at::kFloat); };
    if (proximal_ != Proximal::None)
        terms.push_back({"proximal", added(addProximal(work, static_cast<int>(logits.size())))});
    if (server_ == Server::FedDyn) {
        const Network& network = work.network();
        terms.push_back({"feddyn", added(addDynamicPull(work.trainable(), network.values(), network.gradients(),
                                                        work.scratch.at("start"), work.scratch.at("memory"), alpha_))});
    }
    return terms;
}

double ReeFl::addProximal(LocalWork& work, int exits) const {
    // The gradient is added directly, as one number per tensor: no autograd node is needed.
    const at::NoGradGuard noGrad;
    const Network& network = work.network();
    const Tensor& start = work.scratch.at("start");
    double value = 0;
    for (const TensorSpan& span : info().spans().spans) {
        if (!work.trainable().contains(span)) continue;
        const Tensor drift =
            network.values().narrow(0, span.offset, span.numel) - start.narrow(0, span.offset, span.numel);
        const Tensor gradient = network.gradients().narrow(0, span.offset, span.numel);
        const double square = drift.dot(drift).item<double>();
        if (proximal_ == Proximal::Squared) {
            gradient.add_(drift, mu_);
            value += 0.5 * mu_ * square;
        } else if (square > 0) {
            const double norm = std::sqrt(square);
            gradient.add_(drift, 0.5 * mu_ * exits / norm);
            value += 0.5 * mu_ * exits * norm;
        }
    }
    return value;
}

void ReeFl::localUpdate(LocalWork& work) const {
    work.train();
    work.note("rho", work.scratch.at("rho"));
    work.note("teachers", work.scratch.at("teachers"));
    if (server_ != Server::FedDyn) return;
    const Tensor memory = dynamicMemory(work.trainable(), work.network().values(), work.scratch.at("start"),
                                        work.scratch.at("memory"), alpha_);
    work.keep(kMemory, work.trainable().gather(memory));
}

void ReeFl::combine(ServerRound& round) {
    const Tensor before = round.global().narrow(0, 0, parameterCount()).clone();
    round.averageShared();
    if (server_ != Server::Average) serverStep(round, before);
    report(round);
}

void ReeFl::serverStep(ServerRound& round, const Tensor& before) {
    std::vector<SpanSet> held;
    for (const Upload& upload : round.uploads()) held.push_back(round.held(upload.model));
    const Tensor holders = holdersOf(held, parameterCount());
    const Tensor mean = round.global().narrow(0, 0, parameterCount()).clone();
    const Tensor next = server_ == Server::FedDyn ? dynamicStep(drift_, before, mean, holders, info().clients, alpha_)
                                                  : adamServerStep(mean_, square_, before, mean, holders, adam_);
    SpanSet parameters;
    parameters.add(0, parameterCount());
    round.setGlobal(parameters, next);
}

void ReeFl::report(ServerRound& round) const {
    const int exits = info().exits();
    const auto count = static_cast<std::size_t>(exits);
    const double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> rho(count, 0), holders(count, 0);
    for (const Upload& upload : round.uploads()) {
        const std::vector<double> own = toVector(upload.noted.at("rho"));
        for (std::size_t k = 0; k < own.size(); ++k) {
            rho[k] += own[k];
            ++holders[k];
        }
    }
    for (std::size_t k = 0; k < count; ++k) rho[k] = holders[k] > 0 ? rho[k] / holders[k] : none;
    round.report(
        MethodSeries{0, "running_loss", "Running losses of the exits", "cross-entropy (nats)", exitLabels(exits), rho});
    if (teaching_ == Teaching::None) return;
    if (teaching_ != Teaching::All) {
        // How many batches each exit taught, by tier.
        const int tiers = info().fleet.tiers();
        MethodHistogram teachers{0, "teachers", "Exits that taught", "teacher", "batches", exitLabels(exits), {}, {}};
        teachers.counts = Table(tiers, exits);
        for (int tier = 1; tier <= tiers; ++tier) teachers.groups.push_back("tier " + std::to_string(tier));
        for (const Upload& upload : round.uploads()) {
            const std::vector<double> own = toVector(upload.noted.at("teachers"));
            for (int k = 0; k < exits; ++k)
                teachers.counts.at(info().fleet.tier(upload.client), k) += own[static_cast<std::size_t>(k)];
        }
        round.report(std::move(teachers));
    }
    round.report(MethodSeries{0, "kd_weight", "Weight of teaching", "w(t)", {"w(t)"}, {teachingWeight(round.round())}});
}

std::optional<ClientPlan> ReeFl::trainsBeforeTest(int round, int client) const {
    if (personalEpochs_ == 0) return {};
    // Tests come every so many rounds, and after the last one; a run that is stopped is tested once more.
    const auto every = static_cast<int>(settings().integer("evaluation.every"));
    const int test = (round + every - 1) / every;
    if (round < info().rounds && test % personalEvery_ != 0) return {};
    return planByTier({client}).front();
}

void ReeFl::prepareTest(EvaluationView& view, LocalWork& work) const {
    view.companion().values().copy_(view.network().values());
    view.notes["tuned"] = at::ones({1}, at::kDouble);
    work.setLearningRate(personalRate_);
    beginLocal(work);
    // What holds clients together in a federation has no place in a copy of one's own.
    work.scratch.erase("start");
    work.train(personalEpochs_);
}

ExitOutputs ReeFl::predict(EvaluationView& view, const Tensor& images) const {
    ExitOutputs out = view.network().forwardAll(images, false);
    if (!view.testing()) return out;
    const bool tuned = view.notes.count("tuned") > 0;
    const ExitOutputs untuned = tuned ? view.companion().forwardAll(images, false) : out;
    // Right answers of the first k exits together (the mean of logits has the same maximum as their sum), of every
    // exit before and after fine-tuning; the last number of each row is the number of samples.
    const auto count = [&](const char* name, const std::vector<Tensor>& logits) {
        Tensor right = at::zeros({info().exits() + 1}, at::kDouble);
        for (std::size_t k = 0; k < logits.size(); ++k)
            right.data_ptr<double>()[k] = logits[k].argmax(1).eq(view.labels()).sum().item<double>();
        right.data_ptr<double>()[info().exits()] = static_cast<double>(images.size(0));
        Tensor& sum = view.notes[name];
        sum = sum.defined() ? sum + right : right;
    };
    std::vector<Tensor> together;
    for (const Tensor& z : untuned.logits) together.push_back(together.empty() ? z : together.back() + z);
    count("ensemble", together);
    if (!tuned) return out;
    count("before", untuned.logits);
    count("after", out.logits);
    return out;
}

void ReeFl::evaluated(const std::vector<NamedTensors>& notes, MethodReporter& reporter) {
    const auto exits = static_cast<std::size_t>(info().exits());
    // Mean over the clients that have test samples: per exit, and of each client's own deepest exit.
    const auto means = [&](const char* name) {
        std::vector<double> sums(exits + 1, 0);
        int clients = 0;
        for (std::size_t i = 0; i < notes.size(); ++i) {
            const auto found = notes[i].find(name);
            if (found == notes[i].end()) continue;
            const auto* right = found->second.data_ptr<double>();
            for (std::size_t k = 0; k < exits; ++k) sums[k] += right[k] / right[exits];
            const SubModel own = subModels()[static_cast<std::size_t>(info().fleet.tier(static_cast<int>(i)))];
            sums[exits] += right[own.exits - 1] / right[exits];
            ++clients;
        }
        for (double& sum : sums) sum /= std::max(clients, 1);
        if (clients == 0) sums.clear();
        return sums;
    };
    std::vector<double> ensemble = means("ensemble");
    if (ensemble.empty()) return;
    ensemble.resize(exits);
    std::vector<std::string> labels;
    for (std::size_t k = 1; k <= exits; ++k) labels.push_back(k == 1 ? "exit 1" : "exits 1 to " + std::to_string(k));
    reporter.report(MethodSeries{0, "ensemble", "Ensemble of exits (mean of logits, global model)",
                                 "accuracy, mean over clients", labels, ensemble});
    const std::vector<double> before = means("before"), after = means("after");
    if (after.empty()) return;
    labels.clear();
    std::vector<double> values;
    for (std::size_t k = 0; k <= exits; ++k) {
        const std::string name = k < exits ? "exit " + std::to_string(k + 1) : "own deepest exit";
        labels.insert(labels.end(), {name + ", global", name + ", fine-tuned"});
        values.insert(values.end(), {before[k], after[k]});
    }
    reporter.report(MethodSeries{0, "personal", "Personal fine-tuning", "accuracy, mean over clients", labels, values});
}

NamedTensors ReeFl::state() const {
    if (server_ == Server::FedDyn) return {{"h", drift_.clone()}};
    if (server_ == Server::FedAdam) return {{"m", mean_.clone()}, {"v", square_.clone()}};
    return {};
}

void ReeFl::restore(const NamedTensors& state) {
    const auto take = [&](const char* name, Tensor& target) {
        const auto found = state.find(name);
        if (found == state.end() || found->second.scalar_type() != at::kFloat ||
            found->second.sizes() != target.sizes())
            throw InputError("checkpoint", "server." + std::string(name),
                             "expected " + std::to_string(parameterCount()) + " float values");
        target = found->second.clone();
    };
    if (server_ == Server::FedDyn) take("h", drift_);
    if (server_ == Server::FedAdam) {
        take("m", mean_);
        take("v", square_);
    }
}

}  // namespace exitlab::reefl

EXITLAB_METHOD(exitlab::reefl::ReeFl)
