// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/feddf/feddf.h"

#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/error.h"
#include "core/learning/adam.h"
#include "core/learning/losses.h"
#include "core/plugin/plugin_api.h"

namespace exitlab::feddf {
namespace {

constexpr int kCheckEvery = 100;  ///< steps between two looks at the samples kept aside (FedDF)
constexpr const char* kAccuracy = "accuracy";

/// Streams of a round: two per level.
enum class Draw : std::uint64_t { Batches, Network };
std::uint64_t streamOf(int level, Draw draw) {
    return 2 * static_cast<std::uint64_t>(level) + static_cast<std::uint64_t>(draw);
}
/// Beside every level's: which public samples are kept aside.
constexpr std::uint64_t kAside = 1'000'000;

Rng drawsOf(std::uint64_t seed, int round, std::uint64_t stream) {
    return {seed, Purpose::Method, static_cast<std::uint64_t>(round), stream};
}

}  // namespace

FedDf::FedDf(const FederationInfo& info)
    : Algorithm(info),
      levels_(depthLevels()),
      steps_(static_cast<int>(settings().integer("algorithm.steps"))),
      patience_(static_cast<int>(settings().integer("algorithm.patience"))),
      batch_(settings().integer("algorithm.batch")),
      rate_(settings().real("algorithm.lr")),
      dropWorst_(settings().boolean("algorithm.drop_worst")) {
    const std::int64_t samples = settings().integer("data.public_samples");
    if (steps_ > 0 && samples < 1)
        throw InputError("data.public_samples", std::to_string(samples),
                         "FedDF distils on unlabelled images of the server; expected at least 1 (500, say)");
    if (steps_ > 0 && patience_ > 0 && samples < 10)
        throw InputError("data.public_samples", std::to_string(samples),
                         "algorithm.patience keeps a tenth of them aside; expected at least 10");
}

std::vector<ExitSource> FedDf::exitSources() const {
    if (settings().text("algorithm.answers") == "smallest") return levels_.sources();
    return std::vector<ExitSource>(static_cast<std::size_t>(info().exits()), ExitSource{levels_.count() - 1});
}

std::vector<bool> FedDf::ownExits(int level) const {
    std::vector<bool> exits(static_cast<std::size_t>(info().exits()), false);
    std::fill_n(exits.begin(), levels_.exits[static_cast<std::size_t>(level)], true);
    return exits;
}

Payload FedDf::alsoTravels() const { return {dropWorst_ ? static_cast<std::int64_t>(sizeof(float)) : 0, 0}; }

void FedDf::localUpdate(LocalWork& work) const {
    work.train();
    if (!dropWorst_) return;
    const at::NoGradGuard noGrad;
    const auto deepest = static_cast<std::size_t>(levels_.exits[static_cast<std::size_t>(group(work.client()))] - 1);
    const std::int64_t size = settings().integer("evaluation.batch");
    std::int64_t right = 0;
    for (std::int64_t first = 0; first < work.samples(); first += size) {
        Rows rows(static_cast<std::size_t>(std::min(size, work.samples() - first)));
        std::iota(rows.begin(), rows.end(), first);
        const ExitOutputs out = work.network().forward(work.images(rows), work.exits(), false);
        right += out.logits[deepest].argmax(1).eq(work.labels(rows)).sum().item<std::int64_t>();
    }
    work.send(kAccuracy, at::full({1}, static_cast<double>(right) / static_cast<double>(work.samples()), at::kFloat),
              "training accuracy");
}

std::function<FedDf::Rows()> FedDf::batches(int round, int level, const Rows& rows) const {
    const auto size = std::min(static_cast<std::size_t>(batch_), rows.size());
    return [order = rows, at = rows.size(), size,
            rng = drawsOf(info().seed, round, streamOf(level, Draw::Batches))]() mutable {
        if (at + size > order.size()) {
            rng.shuffle(order);
            at = 0;
        }
        const auto first = order.begin() + static_cast<std::ptrdiff_t>(at);
        at += size;
        return Rows(first, first + static_cast<std::ptrdiff_t>(size));
    };
}

Tensor FedDf::divergence(const Network& network, int level, const Tensor& images, const Tensor& ensemble,
                         bool training) const {
    const ExitOutputs out = network.forward(images, ownExits(level), training);
    const int exits = levels_.exits[static_cast<std::size_t>(level)];
    Tensor sum;
    for (int k = 0; k < exits; ++k) {
        const Tensor one = distillation(ensemble, out.logits[static_cast<std::size_t>(k)], 1);
        sum = sum.defined() ? sum + one : one;
    }
    return sum / exits;
}

double FedDf::divergenceOf(ServerRound& round, const Network& network, int level, const Rows& rows,
                           const Tensor& ensemble) const {
    const at::NoGradGuard noGrad;
    const auto size = static_cast<std::size_t>(settings().integer("evaluation.batch"));
    double sum = 0;
    for (std::size_t first = 0; first < rows.size(); first += size) {
        round.checkStop();
        const std::size_t count = std::min(size, rows.size() - first);
        const Rows some(rows.begin() + static_cast<std::ptrdiff_t>(first),
                        rows.begin() + static_cast<std::ptrdiff_t>(first + count));
        const Tensor mean =
            divergence(network, level, round.publicBatch(some), ensemble.index_select(0, at::tensor(some)), false);
        sum += mean.item<double>() * static_cast<double>(count);
    }
    return sum / static_cast<double>(rows.size());
}

Tensor FedDf::ensembleLogits(ServerRound& round, const std::vector<Tensor>& before,
                             const std::vector<bool>& counts) const {
    const at::NoGradGuard noGrad;
    const Network& network = round.network();
    const std::int64_t size = settings().integer("evaluation.batch");
    Tensor sum;
    int teachers = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (!counts[i]) continue;
        const Upload& upload = round.uploads()[i];
        const auto group = static_cast<std::size_t>(upload.group);
        // The model as the client has it after training: what it does not send is the server's.
        network.values().copy_(before[group]);
        round.held(upload.model).scatter(upload.shared, network.values());
        std::vector<Tensor> parts;
        for (std::int64_t first = 0; first < round.publicSamples(); first += size) {
            round.checkStop();
            Rows rows(static_cast<std::size_t>(std::min(size, round.publicSamples() - first)));
            std::iota(rows.begin(), rows.end(), first);
            const ExitOutputs out = network.forward(round.publicBatch(rows), ownExits(upload.group), false);
            parts.push_back(out.logits[static_cast<std::size_t>(levels_.exits[group] - 1)]);
        }
        const Tensor logits = at::cat(parts);
        sum = sum.defined() ? sum + logits : logits;
        ++teachers;
    }
    return teachers > 0 ? sum / teachers : Tensor{};
}

FedDf::Distilled FedDf::distil(ServerRound& round, int level, const Tensor& ensemble) const {
    const int model = levels_.models[static_cast<std::size_t>(level)];
    const SpanSet& held = round.held(model);
    const SpanSet trained =
        held.intersect(info().spans().where([](const TensorSpan& span) { return !span.buffer && !span.frozen; }));
    Network& network = round.network(model);
    network.values().copy_(round.global(level));
    network.gradients().zero_();
    network.seedDropout(drawsOf(info().seed, round.round(), streamOf(level, Draw::Network)).next());

    Rows rows(static_cast<std::size_t>(round.publicSamples()));
    std::iota(rows.begin(), rows.end(), 0);
    Rows checked = rows;
    if (patience_ > 0) {
        // The same for every level of a round, so that the levels can be compared.
        drawsOf(info().seed, round.round(), kAside).shuffle(rows);
        const auto aside = static_cast<std::ptrdiff_t>(rows.size() / 10);
        checked.assign(rows.end() - aside, rows.end());
        rows.resize(rows.size() - checked.size());
        std::sort(rows.begin(), rows.end());
    }

    Distilled result;
    result.before = result.after = divergenceOf(round, network, level, checked, ensemble);
    Tensor best = held.gather(network.values());
    int bestStep = 0;
    const std::function<Rows()> next = batches(round.round(), level, rows);
    AdamState adam;
    AdamSettings optimiser;
    while (result.steps < steps_) {
        round.checkStop();
        const Rows batch = next();
        optimiser.rate = rate_ / 2 * (1 + std::cos(M_PI * result.steps / steps_));
        divergence(network, level, round.publicBatch(batch), ensemble.index_select(0, at::tensor(batch)), true)
            .backward();
        adamStep(trained, network.values(), network.gradients(), adam, optimiser);
        ++result.steps;
        if (patience_ == 0 || (result.steps % kCheckEvery != 0 && result.steps != steps_)) continue;
        const double now = divergenceOf(round, network, level, checked, ensemble);
        if (now < result.after) {
            result.after = now;
            best = held.gather(network.values());
            bestStep = result.steps;
        } else if (result.steps - bestStep >= patience_) {
            break;
        }
    }
    if (patience_ == 0) {
        best = held.gather(network.values());
        result.after = divergenceOf(round, network, level, checked, ensemble);
    }
    round.setGlobal(held, best, level);
    return result;
}

void FedDf::combine(ServerRound& round) {
    const auto& uploads = round.uploads();
    std::vector<bool> counts(uploads.size(), true);
    std::vector<SpanSet> counted;
    std::vector<bool> present(static_cast<std::size_t>(levels_.count()), false);
    int dropped = 0;
    for (std::size_t i = 0; i < uploads.size(); ++i) {
        if (dropWorst_) {
            counts[i] = uploads[i].sent.at(kAccuracy).item<double>() >= 1.0 / info().network->classes();
            dropped += counts[i] ? 0 : 1;
        }
        counted.push_back(counts[i] ? round.held(uploads[i].model) : SpanSet{});
        if (counts[i]) present[static_cast<std::size_t>(uploads[i].group)] = true;
    }
    if (dropWorst_)
        round.report(MethodSeries{0,
                                  "dropped",
                                  "Clients left out as worse than guessing",
                                  "clients",
                                  {"left out"},
                                  {static_cast<double>(dropped)}});
    std::vector<Tensor> before;
    for (int level = 0; level < levels_.count(); ++level) before.push_back(round.global(level).clone());
    round.averageShared(round.weights(), counted);
    if (steps_ == 0) return;

    const Tensor ensemble = ensembleLogits(round, before, counts);
    if (!ensemble.defined()) return;  // everybody was left out
    std::vector<std::string> labels;
    std::vector<double> divergences, steps;
    std::vector<std::string> levels;
    for (int level = 0; level < levels_.count(); ++level) {
        const bool here = present[static_cast<std::size_t>(level)];
        const double none = std::numeric_limits<double>::quiet_NaN();
        const Distilled one = here ? distil(round, level, ensemble) : Distilled{none, none, 0};
        levels.push_back("level " + std::to_string(level + 1));
        labels.push_back(levels.back() + " before");
        labels.push_back(levels.back() + " after");
        divergences.push_back(one.before);
        divergences.push_back(one.after);
        steps.push_back(one.steps);
    }
    round.report(MethodSeries{0, "distillation", "Divergence from the ensemble on public samples",
                              "mean over exits of KL (nats)", labels, divergences});
    round.report(MethodSeries{0, "steps", "Distillation steps", "steps", levels, steps});
}

}  // namespace exitlab::feddf

EXITLAB_METHOD(exitlab::feddf::FedDf)
