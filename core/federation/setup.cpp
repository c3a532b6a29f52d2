// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/setup.h"

#include <thread>

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/config/derived.h"
#include "core/federation/worker_pool.h"

namespace exitlab {

Engine::Engine(const std::vector<std::filesystem::path>& pluginDirs) : impl_(std::make_unique<Impl>()) {
    prepareNumericLibraries();
    impl_->plugins = loadPlugins(pluginDirs);
    for (const LoadedMethod& method : impl_->plugins.methods) impl_->catalog.push_back(method.info);
}

Engine::~Engine() = default;

const MethodCatalog& Engine::methods() const { return impl_->catalog; }

const std::vector<Engine::PluginProblem>& Engine::pluginProblems() const { return impl_->plugins.problems; }

int workerCount(const Settings& settings) {
    const auto asked = static_cast<int>(settings.integer("run.workers"));
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return std::clamp(asked > 0 ? asked : cores, 1, static_cast<int>(settings.integer("data.clients")));
}

namespace {

const LoadedMethod* loadedMethod(const Engine& engine, const std::string& id) {
    for (const LoadedMethod& method : engine.impl().plugins.methods)
        if (method.info.id == id) return &method;
    return nullptr;
}

}  // namespace

Settings adaptedSettings(const Engine& engine, const Settings& settings) {
    Settings adapted = settings;
    const LoadedMethod* method = loadedMethod(engine, settings.text("algorithm.id"));
    if (method && method->module->adapt) method->module->adapt(adapted);
    return adapted;
}

std::unique_ptr<Algorithm> makeAlgorithm(const Engine& engine, const FederationInfo& info) {
    const std::string& id = info.settings.text("algorithm.id");
    if (const LoadedMethod* method = loadedMethod(engine, id)) return method->module->create(info);
    std::string known;
    for (const MethodInfo& method : engine.methods()) known += (known.empty() ? "" : ", ") + method.id;
    throw InputError("algorithm.id", "", "no method '" + id + "' is loaded; there are: " + known);
}

std::vector<int> drawCohort(const Algorithm& algorithm, std::uint64_t seed, int round) {
    const std::vector<int> candidates = algorithm.candidates();
    const int count = static_cast<int>(candidates.size());
    Rng rng(seed, Purpose::Cohort, static_cast<std::uint64_t>(round));
    for (int attempt = 0; attempt < 1000; ++attempt) {
        std::vector<int> cohort = rng.sample(count, std::clamp(algorithm.cohortSize(), 1, count));
        for (int& client : cohort) client = candidates[static_cast<std::size_t>(client)];
        if (algorithm.accepts(cohort)) return cohort;
    }
    throw InputError("training.participation", "", "no cohort suits the method: " + algorithm.acceptance());
}

RunSetup prepareRun(const Engine& engine, const Experiment& experiment, const RunOptions& options) {
    const Settings& settings = experiment.settings();
    RunSetup setup{experiment};
    setup.data = loadDataset(settings, dataRoot(options.dataDir));
    setup.partition = makePartition(settings, experiment.seed(), setup.data->labels, setup.data->classes(),
                                    setup.data->officialTrain);
    const Settings adapted = adaptedSettings(engine, settings);
    setup.plan = std::make_unique<NetworkPlan>(adapted, setup.data->sampleShape(), setup.data->classes());
    setup.fleet = DeviceFleet(settings, static_cast<int>(setup.partition.clients.size()), experiment.seed());
    Network network(*setup.plan);
    network.initialize(experiment.seed());
    if (const std::string& file = adapted.text("model.weights"); !file.empty())
        setup.weights = importWeights(network, file);
    setup.initial = network.values().clone();
    FederationInfo info;
    info.network = setup.plan.get();
    info.settings = adapted;
    info.seed = experiment.seed();
    info.rounds = static_cast<int>(settings.integer("training.rounds"));
    info.clients = static_cast<int>(setup.partition.clients.size());
    info.cohort = cohortSize(settings);
    for (const ClientSamples& client : setup.partition.clients)
        info.trainSamples.push_back(static_cast<std::int64_t>(client.train.size()));
    info.fleet = setup.fleet;
    setup.algorithm = makeAlgorithm(engine, info);
    return setup;
}

}  // namespace exitlab
