// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/fedbsd/fedbsd.h"

#include <numeric>

#include "core/config/spec_builder.h"
#include "core/learning/aggregation.h"
#include "core/plugin/plugin_api.h"

namespace exitlab {
namespace {

constexpr std::int64_t kTeacherBatch = 256;  // samples per forward pass of the teacher

FeatureLoss distanceOf(const std::string& name) {
    if (name == "mse") return FeatureLoss::MeanSquare;
    return name == "cosine" ? FeatureLoss::Cosine : FeatureLoss::Divergence;
}

std::string teacherName(int exit) { return "teacher." + std::to_string(exit); }

/// Features of the client's samples at all exits under a resting network, as scratch tensors [n, d].
void keepTeacher(const Network& teacher, LocalWork& work) {
    const at::NoGradGuard noGrad;
    const auto exits = static_cast<std::size_t>(teacher.exits());
    std::vector<std::vector<Tensor>> parts(exits);
    for (std::int64_t first = 0; first < work.samples(); first += kTeacherBatch) {
        std::vector<std::int64_t> rows(static_cast<std::size_t>(std::min(kTeacherBatch, work.samples() - first)));
        std::iota(rows.begin(), rows.end(), first);
        const ExitOutputs out = teacher.forward(work.images(rows), work.exits(), false);
        for (std::size_t k = 0; k < exits; ++k) parts[k].push_back(out.features[k]);
    }
    for (std::size_t k = 0; k < exits; ++k) work.scratch[teacherName(static_cast<int>(k))] = at::cat(parts[k]);
}

}  // namespace

FedBsd::FedBsd(const FederationInfo& info)
    : Algorithm(info),
      lambda_(settings().real("algorithm.lambda")),
      temperature_(settings().real("algorithm.temperature")),
      distance_(distanceOf(settings().text("algorithm.distance"))),
      fromGlobal_(settings().boolean("algorithm.init_from_global")),
      twoPhase_(settings().boolean("algorithm.two_phase")),
      backbone_(travelling(personalHeads().shared)) {}

std::vector<ParameterSpec> FedBsd::parameters() {
    return {
        realSpec("algorithm.lambda", "Distillation weight", 1)
            .range(0, 1000)
            .step(0.1)
            .help("How strongly a client's features are pulled to those of the common backbone; 0 for not at all.")
            .longHelp("L = (1/m) sum_k CE_k + lambda (1/m) sum_k D_k. For small differences D acts like half a "
                      "centred squared difference of the features per channel, whatever the temperature, so this is "
                      "the weight to tune.")
            .source("Not stated in what we could read of the paper; our choice, tune from {0.1, 1, 10}"),
        choiceSpec("algorithm.distance", "Distance of features", "kl")
            .choice("kl", "Divergence", "T^2 KL of the softmax over feature channels")
            .choice("mse", "Squared difference", "Mean over batch and channels")
            .choice("cosine", "Cosine", "1 - cosine, mean over the batch")
            .help("What is called different between two features.")
            .longHelp("Features are what a classifier sees: after pooling, before its own layers. kl ignores a shift "
                      "of all channels, cosine ignores their scale, the squared difference ignores nothing.")
            .source("The paper's L_BSD(P_g, P_b) is read as the divergence of softmax features"),
        realSpec("algorithm.temperature", "Temperature", 1)
            .above(0)
            .atMost(100)
            .step(0.5)
            .visibleWhen("algorithm.distance", {"kl"})
            .help("Softens the features before they are compared.")
            .longHelp("T^2 KL(softmax(g / T) || softmax(f / T)). The factor T^2 keeps gradients at one scale; for "
                      "small differences T hardly matters.")
            .source("Our choice; the paper's value is not known to us"),
        booleanSpec("algorithm.init_from_global", "Start from the common backbone", false)
            .help("Every round a client's backbone is replaced by the common one before training.")
            .longHelp("Off: a client keeps its own backbone between its turns and only its first turn starts from the "
                      "common one; the common backbone teaches. On: backbones are shared as in FedPer, and the "
                      "distillation only keeps features from drifting; with weight 0 it is FedPer with equal weights "
                      "of clients.")
            .source("Off: the paper wants backbones that stay personal"),
        booleanSpec("algorithm.two_phase", "Backbone first, then heads", false)
            .help("Train the backbone on the whole loss, then the heads alone on labels.")
            .longHelp("Two phases of training.local_epochs each. In the second the backbone rests, its running "
                      "statistics included. Off: backbone and heads together, as the loss is written.")
            .source("Our choice: the paper's single loss suggests joint training")};
}

Layout FedBsd::layout() const { return fromGlobal_ ? personalHeads() : Layout{{}, info().spans().all()}; }

SpanSet FedBsd::uplink() const { return fromGlobal_ ? SpanSet{} : backbone_; }

void FedBsd::beginLocal(LocalWork& work) const {
    const Tensor& own = work.network().values();
    if (work.firstTime() && !fromGlobal_) backbone_.copy(work.global(), own);
    if (lambda_ <= 0) return;
    // Statistics and scales that stay with clients (model.norm_*) are the client's own in the teacher too.
    Network& teacher = work.companion();
    teacher.values().copy_(own);
    backbone_.copy(work.global(), teacher.values());
    keepTeacher(teacher, work);
    work.scratch["distance"] = at::zeros({info().exits() + 1}, at::kDouble);
}

std::vector<LossTerm> FedBsd::loss(const LossBatch& batch) const {
    const int exits = info().exits();
    std::vector<LossTerm> terms{{"task", taskLoss(batch, 1.0 / exits)}};
    if (lambda_ <= 0) return terms;
    const Tensor rows = at::tensor(batch.rows, at::kLong);
    std::vector<Tensor> distances;
    for (int k = 0; k < exits; ++k)
        distances.push_back(featureDistillation(batch.work.scratch.at(teacherName(k)).index_select(0, rows),
                                                batch.out.features[static_cast<std::size_t>(k)], distance_,
                                                temperature_));
    const Tensor all = at::stack(distances);
    // Per exit the sum over samples, then the samples: what report() divides.
    const auto count = static_cast<double>(batch.rows.size());
    const Tensor& sums = batch.work.scratch.at("distance");
    sums.narrow(0, 0, exits).add_(all.detach().to(at::kDouble), count);
    sums[exits].add_(count);
    terms.push_back({"distillation", all.sum() * (lambda_ / exits)});
    return terms;
}

void FedBsd::localUpdate(LocalWork& work) const {
    if (twoPhase_)
        trainInPhases(work);
    else
        work.train();
    if (lambda_ > 0) work.note("distance", work.scratch.at("distance"));
}

void FedBsd::trainInPhases(LocalWork& work) const {
    const Network& network = work.network();
    const SpanSet heads =
        work.trainable().intersect(info().spans().where([](const TensorSpan& span) { return span.ofExits(); }));
    const SpanSet trunk = work.trainable().without(heads);
    work.eachBatch(work.epochs(), [&](const LocalWork::Batch& batch) {
        work.step(batch, trunk);
        network.gradients().zero_();  // what rests has gradients too
    });
    work.eachBatch(work.epochs(), [&](const LocalWork::Batch& batch) {
        // Not in training mode: a backbone that rests does not move its statistics either.
        const ExitOutputs out = network.forward(batch.images, work.exits(), false);
        const Tensor task = taskLoss({work, out, batch.images, batch.labels, batch.rows}, 1.0 / info().exits());
        work.count({{"task", task}}, static_cast<std::int64_t>(batch.rows.size())).backward();
        work.descend(heads);
        network.gradients().zero_();
    });
}

void FedBsd::combine(ServerRound& round) {
    std::vector<Tensor> backbones;
    std::vector<std::int64_t> samples;
    for (const Upload& upload : round.uploads()) {
        backbones.push_back(fromGlobal_ ? upload.shared : upload.after);
        samples.push_back(upload.samples);
    }
    const std::vector<double> alike = shares(samples, /*uniform=*/true);
    if (fromGlobal_)
        round.averageShared(alike);
    else
        round.setGlobal(backbone_, weightedSum(backbones, alike));
    report(round, backbones, backbone_.gather(round.global()));
}

void FedBsd::report(ServerRound& round, const std::vector<Tensor>& backbones, const Tensor& common) const {
    double away = 0;
    const double length = common.norm().item<double>();
    for (const Tensor& backbone : backbones) away += (backbone - common).norm().item<double>();
    round.report(MethodSeries{0,
                              "backbone_spread",
                              "Distance of backbones from their mean",
                              "|w_k - w_g| / |w_g|",
                              {"mean over clients"},
                              {length > 0 ? away / static_cast<double>(backbones.size()) / length : 0}});
    if (lambda_ <= 0) return;
    Tensor sums;
    for (const Upload& upload : round.uploads()) {
        const Tensor& own = upload.noted.at("distance");
        sums = sums.defined() ? sums + own : own;
    }
    MethodSeries series{0, "distillation_distance", "Distance of features from the common backbone's", "", {}, {}};
    series.axis = distance_ == FeatureLoss::Divergence   ? "T^2 KL (nats)"
                  : distance_ == FeatureLoss::MeanSquare ? "mean squared difference"
                                                         : "1 - cosine";
    const auto* sum = sums.data_ptr<double>();
    for (int k = 0; k < info().exits(); ++k) {
        series.labels.push_back("exit " + std::to_string(k + 1));
        series.values.push_back(sum[k] / sum[info().exits()]);
    }
    round.report(std::move(series));
}

void FedBsd::evaluateAs(EvaluationView& view) const {
    // Who has never trained has no backbone of its own yet.
    if (!view.trained()) backbone_.copy(view.global(), view.network().values());
}

}  // namespace exitlab

EXITLAB_METHOD(exitlab::FedBsd)
