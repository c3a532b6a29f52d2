// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/depthfl/depthfl.h"

#include "core/base/error.h"
#include "core/config/spec_builder.h"
#include "core/learning/losses.h"
#include "core/learning/rates.h"
#include "core/learning/server_steps.h"
#include "core/plugin/plugin_api.h"

namespace exitlab::depthfl {
namespace {

constexpr const char* kPaper = "DepthFL (ICLR 2023)";
/// What a client keeps: g_k, packed over the parameters that it trains.
constexpr const char* kGradient = "dynamic";

}  // namespace

DepthFl::DepthFl(const FederationInfo& info)
    : Algorithm(info),
      distillation_(settings().boolean("algorithm.distillation")),
      dynamic_(settings().boolean("algorithm.dynamic")),
      uniform_(settings().text("algorithm.weights") == "uniform"),
      horizon_(static_cast<int>(settings().integer("algorithm.horizon"))),
      alpha_(settings().real("algorithm.alpha")) {
    if (dynamic_) drift_ = at::zeros({parameterCount()}, at::kFloat);
}

std::vector<ParameterSpec> DepthFl::parameters() {
    return {
        booleanSpec("algorithm.distillation", "Mutual distillation", true)
            .help("Every exit of a client also learns from its other exits")
            .longHelp(
                "Adds w(t) / (K - 1) sum_i sum_{j != i} KL(softmax(z_j) || softmax(z_i)) over a client's K exits; "
                "teachers are detached, the divergence is summed over classes and averaged over the batch "
                "(averaging over classes too would weaken it by their number).")
            .source(kPaper),
        integerSpec("algorithm.horizon", "Ramp", 300)
            .range(1, 100'000)
            .unit("rounds")
            .visibleWhen("algorithm.distillation", {true})
            .help("Rounds until mutual distillation has its full weight")
            .longHelp(
                "w(t) = exp(-5 (1 - min(t, H) / H)^2) in round t, counted from 1: 0.007 at first, 0.29 halfway, 1 "
                "from round H on. In a run of far fewer rounds than H the distillation hardly takes part.")
            .source(std::string(kPaper) + ": 300 of 1000 rounds"),
        booleanSpec("algorithm.dynamic", "FedDyn", true)
            .help("Dynamic regularisation: clients and server correct each other's drift")
            .longHelp(
                "A client adds -g_k + alpha (w - w^t) to its gradients and keeps g_k <- g_k - alpha (w - w^t). "
                "The server keeps h <- h - alpha (m_q / N) (mean - w) with m_q of N clients holding a tensor, and "
                "sets w <- mean - h / alpha (weights and biases only). It does not become FedAvg for a small "
                "alpha: the first round always gives mean + (m_q / N) (mean - w). The added terms are no part "
                "of the reported losses.")
            .source("FedDyn (ICLR 2021), as DepthFL uses it"),
        realSpec("algorithm.alpha", "Strength of FedDyn", 0.1)
            .above(0)
            .atMost(100)
            .step(0.01)
            .visibleWhen("algorithm.dynamic", {true})
            .help("How strongly local weights are held at the ones that came down")
            .longHelp("alpha of FedDyn; a larger one keeps clients closer to the server's weights and makes h follow "
                      "more slowly.")
            .source(kPaper),
        choiceSpec("algorithm.weights", "Weights of holders", "uniform")
            .choice("uniform", "Equal", "Every client that holds a tensor counts the same")
            .choice("samples", "By samples", "As training.aggregation says")
            .help("How clients count in the average of what they hold")
            .longHelp("uniform: as published. samples: the weights of training.aggregation, as ReeFL's re-run of "
                      "DepthFL has it.")
            .source(kPaper),
    };
}

void DepthFl::beginLocal(LocalWork& work) const {
    if (!dynamic_) return;
    work.scratch["start"] = work.network().values().narrow(0, 0, parameterCount()).clone();
    const Tensor gradient = at::zeros({parameterCount()}, at::kFloat);
    if (const Tensor kept = work.kept(kGradient); kept.defined()) {
        if (kept.scalar_type() != at::kFloat || kept.numel() != work.trainable().numel())
            throw InputError("checkpoint",
                             "kept." + std::string(kGradient) + " of client " + std::to_string(work.client()),
                             "expected " + std::to_string(work.trainable().numel()) + " float values");
        work.trainable().scatter(kept, gradient);
    }
    work.scratch["gradient"] = gradient;
}

std::vector<LossTerm> DepthFl::loss(const LossBatch& batch) const {
    std::vector<LossTerm> terms{{"task", taskLoss(batch, 1)}};
    if (distillation_) {
        std::vector<Tensor> logits;
        for (const Tensor& z : batch.out.logits)
            if (z.defined()) logits.push_back(z);
        terms.push_back(
            {"distillation", mutualDistillation(logits) * distillationRamp(batch.work.round() + 1, horizon_)});
    }
    if (dynamic_) {
        // Directly into the gradients: one pass over the arena instead of one autograd node per tensor.
        const Network& network = batch.work.network();
        addDynamicPull(batch.work.trainable(), network.values(), network.gradients(), batch.work.scratch.at("start"),
                       batch.work.scratch.at("gradient"), alpha_);
    }
    return terms;
}

void DepthFl::localUpdate(LocalWork& work) const {
    work.train();
    if (!dynamic_) return;
    work.keep(kGradient,
              work.trainable().gather(dynamicMemory(work.trainable(), work.network().values(), work.scratch.at("start"),
                                                    work.scratch.at("gradient"), alpha_)));
}

void DepthFl::combine(ServerRound& round) {
    const Tensor before = round.global().narrow(0, 0, parameterCount()).clone();
    round.averageShared(uniform_ ? std::vector<double>(round.uploads().size(), 1) : round.weights());
    if (distillation_)
        round.report(MethodSeries{0,
                                  "ramp",
                                  "Weight of mutual distillation",
                                  "w(t)",
                                  {"w(t)"},
                                  {distillationRamp(round.round() + 1, horizon_)}});
    if (dynamic_) correctDrift(round, before);
}

void DepthFl::correctDrift(ServerRound& round, const Tensor& before) {
    std::vector<SpanSet> held;
    for (const Upload& upload : round.uploads()) held.push_back(round.held(upload.model));
    const Tensor mean = round.global().narrow(0, 0, parameterCount()).clone();
    SpanSet parameters;
    parameters.add(0, parameterCount());
    round.setGlobal(parameters,
                    dynamicStep(drift_, before, mean, holdersOf(held, parameterCount()), info().clients, alpha_));
    round.report(MethodSeries{0,
                              "dynamic",
                              "FedDyn: drift kept by the server",
                              "Euclidean norm",
                              {"h / alpha", "mean - w"},
                              {(drift_ / alpha_).norm().item<double>(), (mean - before).norm().item<double>()}});
}

ExitOutputs DepthFl::predict(EvaluationView& view, const Tensor& images) const {
    ExitOutputs out = Algorithm::predict(view, images);
    if (!view.testing()) return out;
    const auto right = [&](const Tensor& logits) { return logits.argmax(1).eq(view.labels()).sum().to(at::kDouble); };
    Tensor sum = out.logits.front();
    for (std::size_t k = 1; k < out.logits.size(); ++k) sum = sum + out.logits[k];
    // Right answers of the ensemble (the mean of logits has the same maximum) and of the last exit, and samples.
    const Tensor seen = at::full({}, static_cast<double>(images.size(0)), at::kDouble);
    const Tensor found = at::stack({right(sum), right(out.logits.back()), seen});
    Tensor& counts = view.notes["ensemble"];
    counts = counts.defined() ? counts + found : found;
    return out;
}

void DepthFl::evaluated(const std::vector<NamedTensors>& notes, MethodReporter& reporter) {
    double ensemble = 0, last = 0;
    int clients = 0;
    for (const NamedTensors& note : notes) {
        const auto found = note.find("ensemble");
        if (found == note.end()) continue;  // no test samples
        const double seen = found->second[2].item<double>();
        ensemble += found->second[0].item<double>() / seen;
        last += found->second[1].item<double>() / seen;
        ++clients;
    }
    if (clients == 0) return;
    reporter.report(MethodSeries{0,
                                 "ensemble",
                                 "Ensemble of all exits (mean of logits)",
                                 "accuracy, mean over clients",
                                 {"ensemble", "last exit"},
                                 {ensemble / clients, last / clients}});
}

NamedTensors DepthFl::state() const { return dynamic_ ? NamedTensors{{"h", drift_.clone()}} : NamedTensors{}; }

void DepthFl::restore(const NamedTensors& state) {
    if (!dynamic_) return;
    const auto found = state.find("h");
    if (found == state.end() || found->second.scalar_type() != at::kFloat || found->second.sizes() != drift_.sizes())
        throw InputError("checkpoint", "server.h", "expected " + std::to_string(parameterCount()) + " float values");
    drift_ = found->second.clone();
}

}  // namespace exitlab::depthfl

EXITLAB_METHOD(exitlab::depthfl::DepthFl)
