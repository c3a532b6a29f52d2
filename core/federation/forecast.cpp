// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/forecast.h"

#include <numeric>

#include "core/base/paths.h"
#include "core/config/derived.h"
#include "core/federation/federation_state.h"
#include "core/federation/setup.h"

namespace exitlab {
namespace {

/// Beyond this many draws of a client the rest of the cohorts is extrapolated from the first ones.
constexpr std::int64_t kMostDraws = 20'000'000;
/// Memory of training one sample, in multiples of its stages' outputs: what layers keep for the backward pass,
/// gradients, scratch of the convolutions. Measured as peak resident memory over the batch size (32 against 512 or
/// 1024): 15 on the ConvNet of width 64, 13 on ResNet-18 of width 16, 31 on a ViT of width 64, 4 on an MLP of width
/// 512.
std::int64_t activationsOf(const Settings& settings) {
    const std::string& architecture = settings.text("model.architecture");
    return architecture == "vit" ? 31 : architecture == "mlp" ? 4 : 15;
}

std::int64_t bytesOf(std::int64_t numel) { return numel * static_cast<std::int64_t>(sizeof(float)); }

std::int64_t numelOf(const Shape& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

/// A run without its pixels: enough to ask the method what travels and what stays.
struct Outline {
    std::shared_ptr<const Dataset> labels;
    Partition partition;
    Settings settings;  ///< adapted by the method
    std::unique_ptr<NetworkPlan> plan;
    DeviceFleet fleet;
    std::unique_ptr<Algorithm> algorithm;

    Outline(const Engine& engine, const Experiment& experiment, const RunOptions& options) {
        const Settings& asked = experiment.settings();
        labels = loadLabels(asked, options.dataDir);
        partition = makePartition(asked, experiment.seed(), labels->labels, labels->classes(), labels->officialTrain);
        settings = adaptedSettings(engine, asked);
        plan = std::make_unique<NetworkPlan>(settings, sampleShapeOf(asked), labels->classes());
        fleet = DeviceFleet(asked, static_cast<int>(partition.clients.size()), experiment.seed());
        FederationInfo info;
        info.network = plan.get();
        info.settings = settings;
        info.seed = experiment.seed();
        info.rounds = static_cast<int>(asked.integer("training.rounds"));
        info.clients = static_cast<int>(partition.clients.size());
        info.cohort = cohortSize(asked);
        for (const ClientSamples& client : partition.clients)
            info.trainSamples.push_back(static_cast<std::int64_t>(client.train.size()));
        info.fleet = fleet;
        algorithm = makeAlgorithm(engine, info);
    }
};

/// Bytes of one client in one round, by what it holds.
class Payloads {
  public:
    Payloads(const Outline& outline, const Settings& asked)
        : outline_(outline), models_(outline.algorithm->subModels()) {
        const Algorithm& algorithm = *outline.algorithm;
        const NetworkPlan& plan = *outline.plan;
        const Layout layout = effectiveLayout(algorithm, plan.spans(), asked);
        const SpanSet broadcast = effectiveBroadcast(algorithm, plan.spans(), outline.settings);
        delivered_ = bytesOf(algorithm.downlink().numel());
        for (const SubModel& model : models_) {
            const SpanSet held = heldBy(model, plan);
            up_.push_back(bytesOf(layout.shared.intersect(held).numel()) +
                          bytesOf(algorithm.uplink().intersect(held).numel()));
            down_.push_back(bytesOf(broadcast.intersect(held).numel()));
        }
    }

    std::size_t model(int client) const {
        return models_.size() > 1 ? static_cast<std::size_t>(outline_.fleet.tier(client)) : 0;
    }

    void add(int round, int client, std::int64_t& up, std::int64_t& down) const {
        const Payload also = outline_.algorithm->alsoTravelsWith(client);
        down += down_[model(client)] + also.down;
        // A device that drops out has received the model; nothing of it arrives and nothing is delivered to it.
        if (outline_.fleet.lost(round, client)) return;
        up += up_[model(client)] + also.up;
        down += delivered_;
    }

  private:
    const Outline& outline_;
    std::vector<SubModel> models_;
    std::vector<std::int64_t> up_, down_;
    std::int64_t delivered_ = 0;
};

TrafficForecast trafficOf(const Outline& outline, const Experiment& experiment, int rounds) {
    const Payloads payloads(outline, experiment.settings());
    const auto clients = std::max<std::int64_t>(1, static_cast<std::int64_t>(outline.partition.clients.size()));
    const int drawn = static_cast<int>(std::clamp<std::int64_t>(kMostDraws / clients, 1, rounds));
    TrafficForecast traffic;
    for (int round = 0; round < drawn; ++round)
        for (const int client : drawCohort(*outline.algorithm, experiment.seed(), round))
            payloads.add(round, client, traffic.upTotal, traffic.downTotal);
    traffic.upPerRound = static_cast<double>(traffic.upTotal) / drawn;
    traffic.downPerRound = static_cast<double>(traffic.downTotal) / drawn;
    if (drawn < rounds) {
        traffic.upTotal = static_cast<std::int64_t>(traffic.upPerRound * rounds);
        traffic.downTotal = static_cast<std::int64_t>(traffic.downPerRound * rounds);
    }
    return traffic;
}

MemoryForecast memoryOf(const Outline& outline, const Settings& asked, int workers) {
    const NetworkPlan& plan = *outline.plan;
    const SpanTable& spans = plan.spans();
    const Layout layout = effectiveLayout(*outline.algorithm, spans, asked);
    const std::int64_t values = bytesOf(spans.total), gradients = bytesOf(spans.parameters);
    const bool momentum = asked.real("training.momentum") > 0;
    const bool keeps = momentum && asked.text("training.optimizer_state") == "keep";
    const auto clients = static_cast<std::int64_t>(outline.partition.clients.size());

    MemoryForecast memory;
    memory.data = static_cast<std::int64_t>(outline.labels->labels.size()) *
                  (numelOf(plan.sample()) + static_cast<std::int64_t>(sizeof(std::int32_t)));
    const std::int64_t activations = activationsOf(asked);
    std::int64_t outputs = numelOf(plan.sample()) + numelOf(plan.latent());
    for (int stage = 0; stage < plan.stages(); ++stage) outputs += activations * numelOf(plan.stageOutput(stage));
    std::size_t largest = 1;
    for (const ClientSamples& client : outline.partition.clients) largest = std::max(largest, client.train.size());
    const auto batch = std::min(asked.integer("training.batch"), static_cast<std::int64_t>(largest));
    memory.workers = workers * (values + gradients + (momentum ? gradients : 0) + bytesOf(outputs) * batch);
    memory.clients = clients * (bytesOf(layout.personal.numel()) + (keeps ? gradients : 0));
    memory.server = values * (2 + 2 * outline.algorithm->groups()) + gradients;
    memory.round = cohortSize(asked) *
                   (bytesOf(layout.shared.numel()) + bytesOf(layout.personal.numel()) + (momentum ? gradients : 0));
    return memory;
}

}  // namespace

Forecast forecastOf(const Engine& engine, const Experiment& experiment, const RunOptions& options) {
    const Outline outline(engine, experiment, options);
    const Settings& asked = experiment.settings();
    Forecast forecast;
    forecast.rounds = static_cast<int>(asked.integer("training.rounds"));
    forecast.cohort =
        std::min(outline.algorithm->cohortSize(), static_cast<int>(outline.algorithm->candidates().size()));
    forecast.workers = std::min(workerCount(asked), std::max(1, forecast.cohort));
    for (const ClientSamples& client : outline.partition.clients) {
        forecast.trainSamples += static_cast<std::int64_t>(client.train.size());
        forecast.testSamples += static_cast<std::int64_t>(client.test.size());
    }
    forecast.memory = memoryOf(outline, asked, workerCount(asked));
    forecast.traffic = trafficOf(outline, experiment, forecast.rounds);
    return forecast;
}

}  // namespace exitlab
