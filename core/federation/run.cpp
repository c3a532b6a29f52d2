// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/run.h"

#include <fstream>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/config/derived.h"
#include "core/federation/round_loop.h"
#include "core/store/run_store.h"
#include "core/store/safetensors.h"

namespace exitlab {
namespace {

/// "000012": names that sort like numbers.
std::string padded(std::size_t number, std::size_t digits) {
    const std::string text = std::to_string(number);
    return std::string(text.size() < digits ? digits - text.size() : 0, '0') + text;
}

/// Wires a RoundLoop to the store, runs it, and turns any failure into a final report.
class Execution {
  public:
    Execution(RunStore& store, std::int64_t run, RunControl& control, const ReportSink& sink)
        : store_(store), run_(run), control_(control), sink_(sink) {}

    RunFinished finish(const std::function<RunFinished()>& body) {
        RunFinished finished;
        try {
            finished = body();
        } catch (const std::exception& e) {
            finished = reached_;
            finished.status = RunStatus::Failed;
            finished.error = e.what();
        }
        send(makeReport(finished));
        try {
            store_.flush();
        } catch (const std::exception& e) {
            if (finished.error.empty()) finished.error = e.what();
            finished.status = RunStatus::Failed;
        }
        return finished;
    }

    /// `damaged`: why a newer checkpoint was passed over, or empty.
    RunFinished drive(RunSetup& setup, const std::optional<std::filesystem::path>& checkpoint,
                      const std::string& damaged) {
        RoundLoop::Hooks hooks;
        hooks.sink = [this](const ReportPtr& report) { send(report); };
        hooks.paused = [this](bool paused) { store_.setStatus(run_, paused ? RunStatus::Paused : RunStatus::Running); };
        const int keep = static_cast<int>(setup.experiment.settings().integer("run.checkpoint_keep"));
        hooks.checkpoint = [this, keep](const FederationState& state, const NamedTensors& server) {
            const auto file = store_.filesDir(run_) /
                              ("checkpoint-" + padded(static_cast<std::size_t>(state.round), 6) + ".safetensors");
            const CheckpointInfo info = state.save(file, server);
            store_.addCheckpoint(run_, info, keep);
            send(makeReport(CheckpointWritten{info.round, file.filename().string(), info.bytes}));
        };
        RoundLoop loop(setup, control_, std::move(hooks));
        if (checkpoint) setup.algorithm->restore(loop.state().load(*checkpoint));
        loop.announce();
        if (!checkpoint)
            for (const std::string& note : setup.weights.notes)
                send(makeReport(Message{0, Message::Level::Info, setup.weights.file.string() + ": " + note}));
        if (!damaged.empty())
            send(makeReport(Message{loop.state().round, Message::Level::Warning,
                                    "resumed after round " + std::to_string(loop.state().round) +
                                        ", as a newer checkpoint cannot be used: " + damaged}));
        try {
            return loop.run();
        } catch (...) {
            loop.tell(reached_);
            throw;
        }
    }

  private:
    void send(const ReportPtr& report) {
        store_.append(run_, report);
        if (sink_) sink_(report);
    }

    RunStore& store_;
    std::int64_t run_;
    RunControl& control_;
    const ReportSink& sink_;
    RunFinished reached_;  ///< by a run that failed
};

Experiment storedExperiment(const Engine& engine, const RunReader& reader, std::int64_t run) {
    const auto summary = reader.find(run);
    if (!summary) throw InputError("run " + std::to_string(run), "", "is not in this database");
    return Experiment::parse(summary->experiment, engine.methods(), "run " + std::to_string(run));
}

std::vector<TensorRef> namedTensors(const SpanSet& part, const SpanTable& spans, const Tensor& values) {
    std::vector<TensorRef> refs;
    for (const TensorSpan& span : spans.spans)
        if (part.contains(span))
            refs.push_back({span.name, "F32", span.shape, values.data_ptr<float>() + span.offset,
                            static_cast<std::size_t>(span.numel) * sizeof(float)});
    return refs;
}

/// A checkpoint that changed on disk would resume to other bits without a sign of it.
void requireIntact(const CheckpointInfo& checkpoint) {
    if (!std::ifstream(checkpoint.file))
        throw InputError(checkpoint.file.string(), "", "the checkpoint cannot be read");
    if (const std::string found = sha256OfFile(checkpoint.file); found != checkpoint.sha256)
        throw InputError(
            checkpoint.file.string(), "SHA-256",
            "the checkpoint was changed after it was written: expected " + checkpoint.sha256 + ", found " + found);
}

/// What comes from an imported file is in no checkpoint; a checkpoint knows whether the file is still the same.
void requireSameWeights(const RunSetup& setup, const std::filesystem::path& checkpoint) {
    if (setup.weights.sha256.empty() || !std::filesystem::exists(checkpoint)) return;
    FederationState probe(*setup.plan, *setup.algorithm, setup.initial,
                          static_cast<int>(setup.partition.clients.size()));
    probe.weights = setup.weights;
    (void)probe.load(checkpoint);
}

/// What exit k adds to the exits before it: stages from `firstStage` to its own, its head, its part of a shared module.
SpanSet addedBy(int exit, int firstStage, const NetworkPlan& plan) {
    const int last = plan.places()[static_cast<std::size_t>(exit)];
    return plan.spans().where([&](const TensorSpan& span) {
        switch (span.part) {
            case TensorSpan::Part::Stem:
                return exit == 0;
            case TensorSpan::Part::Stage:
                return span.index >= firstStage && span.index <= last;
            case TensorSpan::Part::Head:
                return span.index == exit;
            case TensorSpan::Part::Exits:
                return (span.index == 0 && exit == 0) || (span.index > firstStage && span.index <= last + 1);
        }
        return false;
    });
}

}  // namespace

RunFinished executeRun(const Engine& engine, const Experiment& experiment, RunStore& store, std::int64_t run,
                       RunControl& control, const ReportSink& sink, const RunOptions& options) {
    Execution execution(store, run, control, sink);
    return execution.finish([&] {
        RunSetup setup = prepareRun(engine, experiment, options);
        return execution.drive(setup, std::nullopt, {});
    });
}

RunFinished resumeRun(const Engine& engine, RunStore& store, std::int64_t run, RunControl& control,
                      const ReportSink& sink, const RunOptions& options) {
    const RunReader reader = store.reader();
    const Experiment experiment = storedExperiment(engine, reader, run);
    if (reader.find(run)->status == RunStatus::Finished)
        throw InputError("run " + std::to_string(run), "", "is finished; there is nothing to resume");
    // Everything that can refuse is asked before anything stored is given up: data, partition, method, checkpoint.
    RunSetup setup = prepareRun(engine, experiment, options);
    std::optional<CheckpointInfo> start;
    std::string damaged;
    std::vector<CheckpointInfo> checkpoints = reader.checkpoints(run);
    for (auto checkpoint = checkpoints.rbegin(); checkpoint != checkpoints.rend() && !start; ++checkpoint) {
        try {
            requireIntact(*checkpoint);
            start = *checkpoint;
        } catch (const InputError& e) {
            if (damaged.empty()) damaged = e.what();
        }
    }
    if (!start && !damaged.empty()) throw Error(Error::Kind::Input, damaged);
    if (start) requireSameWeights(setup, start->file);

    Execution execution(store, run, control, sink);
    return execution.finish([&] {
        // Without a checkpoint the run starts over: nothing that it told before counts.
        store.rewind(run, start ? start->round : -1);
        return execution.drive(setup, start ? std::optional(start->file) : std::nullopt, damaged);
    });
}

RunFinished executeQueued(const Engine& engine, RunStore& store, std::int64_t run, RunControl& control,
                          const ReportSink& sink, const RunOptions& options) {
    RunFinished finished;
    try {
        finished = resumeRun(engine, store, run, control, sink, options);
    } catch (const std::exception& e) {
        // Refused before anything was touched: the next of the queue must not wait for this one.
        finished.status = RunStatus::Failed;
        finished.error = e.what();
        if (const auto known = store.reader().find(run)) finished.round = known->completed;
        const ReportPtr report = makeReport(finished);
        store.append(run, report);
        store.flush();
        if (sink) sink(report);
    }
    store.finishInQueue(run);
    return finished;
}

std::vector<int> branchRounds(const RunStore& store, std::int64_t run) {
    std::vector<int> rounds;
    for (const CheckpointInfo& checkpoint : store.reader().checkpoints(run))
        if (checkpoint.round > 0) rounds.push_back(checkpoint.round);
    return rounds;
}

std::int64_t branchRun(const Engine& engine, RunStore& store, std::int64_t parent, int round, const Experiment& changed,
                       const RunOptions& options) {
    const std::string name = "branch of run " + std::to_string(parent);
    store.flush();
    const RunReader reader = store.reader();
    const Experiment before = storedExperiment(engine, reader, parent);
    for (const auto& [key, value] : before.settings().all())
        if (isFixedInBranch(key) && (!changed.settings().has(key) || changed.settings().value(key) != value))
            throw InputError(name, key,
                             "cannot differ from the parent's value " + value.dump() +
                                 ": data, network, devices, seed and method are fixed by the checkpoint. What can be "
                                 "changed: training.*, evaluation.*, run.*, the name and the method's own settings");
    const auto rounds = changed.settings().integer("training.rounds");
    if (rounds <= round)
        throw InputError(name, "training.rounds",
                         "expected more than " + std::to_string(round) + ", after which the branch begins, found " +
                             std::to_string(rounds));
    std::optional<CheckpointInfo> start;
    std::string known;
    for (const CheckpointInfo& checkpoint : reader.checkpoints(parent)) {
        if (checkpoint.round == round) start = checkpoint;
        if (checkpoint.round > 0) known += (known.empty() ? "" : ", ") + std::to_string(checkpoint.round);
    }
    if (!start || round < 1)
        throw InputError("run " + std::to_string(parent), "round " + std::to_string(round),
                         "has no checkpoint to branch from; " +
                             (known.empty() ? std::string("the run has none") : "there are those of rounds " + known) +
                             ". To keep more, run with a smaller run.checkpoint_every and run.checkpoint_keep = 0");
    requireIntact(*start);
    // Whether the method's own settings, which may have changed, fit the state that was kept is known by trying.
    RunSetup setup = prepareRun(engine, changed, options);
    requireSameWeights(setup, start->file);
    FederationState state(*setup.plan, *setup.algorithm, setup.initial,
                          static_cast<int>(setup.partition.clients.size()));
    state.weights = setup.weights;
    try {
        setup.algorithm->restore(state.load(start->file));
    } catch (const std::exception& e) {
        throw InputError(name, "algorithm",
                         std::string("the checkpoint does not fit these settings of the method: ") + e.what());
    }
    return store.createBranch(parent, round, changed);
}

CostReport costOf(const Engine& engine, const Experiment& experiment, const RunOptions&) {
    const Settings& settings = experiment.settings();
    FederationInfo info;
    info.settings = adaptedSettings(engine, settings);
    const NetworkPlan plan(info.settings, sampleShapeOf(settings), classesOf(settings));
    info.network = &plan;
    info.seed = experiment.seed();
    info.rounds = static_cast<int>(settings.integer("training.rounds"));
    info.cohort = cohortSize(settings);
    // The layout does not depend on how many clients there are; small state keeps the forecast instant.
    info.clients = 1;
    info.trainSamples = {1};
    info.fleet = DeviceFleet(settings, static_cast<int>(settings.integer("data.clients")), info.seed);
    const auto algorithm = makeAlgorithm(engine, info);

    CostReport report;
    const Layout layout = effectiveLayout(*algorithm, plan.spans(), settings);
    const SpanSet broadcast = effectiveBroadcast(*algorithm, plan.spans(), info.settings);
    const auto sizeOf = [](std::int64_t numel) { return numel * static_cast<std::int64_t>(sizeof(float)); };
    const auto macs = plan.exitMacs();
    const auto parameters = plan.exitParameters();
    int stage = 0;
    for (int k = 0; k < plan.exits(); ++k) {
        const auto at = static_cast<std::size_t>(k);
        ExitCost exit;
        exit.stage = "stage " + std::to_string(plan.places()[at] + 1);
        const SpanSet added = addedBy(k, stage, plan);
        exit.uplinkBytes = sizeOf(layout.shared.intersect(added).numel());
        exit.downlinkBytes = sizeOf(broadcast.intersect(added).numel());
        for (; stage <= plan.places()[at]; ++stage) exit.stageParameters += plan.stageCost(stage).parameters;
        exit.headParameters = plan.headCost(k).parameters;
        exit.cumulativeParameters = parameters[at];
        exit.cumulativeMacs = static_cast<std::int64_t>(macs[at]);
        exit.share = macs[at] / macs.back();
        report.exits.push_back(std::move(exit));
    }
    for (const auto& [group, bytes] : bytesByGroup(plan.spans().all(), plan.spans()))
        report.groups.push_back({group, bytes / static_cast<std::int64_t>(sizeof(float)), bytes});
    report.parameters = plan.spans().parameters;
    const Payload also = algorithm->alsoTravels();
    report.uplinkBytes = sizeOf(layout.shared.numel() + algorithm->uplink().numel()) + also.up;
    report.downlinkBytes = sizeOf(broadcast.numel() + algorithm->downlink().numel()) + also.down;
    const std::vector<SubModel> models = algorithm->subModels();
    for (std::size_t i = 0; i < models.size() && models.size() > 1; ++i) {
        const NetworkPlan part = plan.narrowed(models[i].width, models[i].scaling);
        const SpanSet held = heldBy(models[i], plan);
        const auto last = static_cast<std::size_t>(models[i].exits - 1);
        SubModelCost cost;
        cost.exits = models[i].exits;
        cost.width = models[i].width;
        cost.clients = info.fleet.count(static_cast<int>(i));
        cost.parameters = part.exitParameters()[last];
        cost.macs = static_cast<std::int64_t>(part.exitMacs()[last]);
        cost.uplinkBytes =
            sizeOf(layout.shared.intersect(held).numel() + algorithm->uplink().intersect(held).numel()) + also.up;
        cost.downlinkBytes = sizeOf(broadcast.intersect(held).numel()) + also.down;
        report.subModels.push_back(cost);
    }
    return report;
}

std::vector<std::filesystem::path> exportWeights(const Engine& engine, RunStore& store, std::int64_t run, int round,
                                                 const std::filesystem::path& dir, const RunOptions& options) {
    const RunReader reader = store.reader();
    const RunSetup setup = prepareRun(engine, storedExperiment(engine, reader, run), options);
    const SpanTable& spans = setup.plan->spans();
    FederationState state(*setup.plan, *setup.algorithm, setup.initial,
                          static_cast<int>(setup.partition.clients.size()));
    state.weights = setup.weights;
    const auto checkpoints = reader.checkpoints(run);
    if (round == 0 && !checkpoints.empty()) requireSameWeights(setup, checkpoints.front().file);
    if (round != 0) {
        std::string known = "0";
        std::optional<std::filesystem::path> file;
        for (const CheckpointInfo& checkpoint : reader.checkpoints(run)) {
            known += ", " + std::to_string(checkpoint.round);
            if (checkpoint.round != round) continue;
            requireIntact(checkpoint);
            file = checkpoint.file;
        }
        if (!file)
            throw InputError("run " + std::to_string(run), "round " + std::to_string(round),
                             "has no checkpoint; there are weights of rounds " + known);
        state.load(*file);
    }
    std::filesystem::create_directories(dir);
    const std::map<std::string, std::string> about{
        {"format", "pt"}, {"exitlab_run", std::to_string(run)}, {"round", std::to_string(round)}};
    std::vector<std::filesystem::path> files;
    if (!state.layout.shared.empty()) {
        files.push_back(dir / "global.safetensors");
        // Frozen values never travel, but without them the rest is no network.
        const SpanSet common =
            spans.where([&](const TensorSpan& span) { return span.frozen || state.layout.shared.contains(span); });
        writeSafetensors(files.back(), namedTensors(common, spans, state.global()), about);
    }
    if (state.layout.personal.empty()) return files;
    const Tensor values = state.global().clone();
    for (std::size_t i = 0; i < state.clients.size(); ++i) {
        state.load(static_cast<int>(i), values);
        std::vector<TensorRef> refs = namedTensors(state.layout.personal, spans, values);
        for (const auto& [name, tensor] : state.clients[i].kept)
            refs.push_back({name, "F32", tensor.sizes().vec(), tensor.data_ptr<float>(), tensor.nbytes()});
        files.push_back(dir / ("client-" + padded(i, 3) + ".safetensors"));
        writeSafetensors(files.back(), refs, about);
    }
    return files;
}

}  // namespace exitlab
