// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/round_loop.h"

#include <cmath>
#include <numeric>

#include "core/config/derived.h"
#include "core/learning/similarity.h"
#include "core/metrics/summary.h"

namespace exitlab {
namespace {

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

void PhaseClock::mark(const std::string& phase) {
    const auto now = std::chrono::steady_clock::now();
    move("", phase, std::chrono::duration<double>(now - last_).count());
    last_ = now;
}

void PhaseClock::move(const std::string& from, const std::string& to, double seconds) {
    const auto slot = [this](const std::string& name) -> double& {
        auto found = std::find(names_.begin(), names_.end(), name);
        if (found == names_.end()) {
            found = names_.insert(names_.end(), name);
            seconds_.push_back(0);
        }
        return seconds_[static_cast<std::size_t>(found - names_.begin())];
    };
    if (!from.empty()) {
        seconds = std::min(seconds, slot(from));
        slot(from) -= seconds;
    }
    slot(to) += seconds;
}

double PhaseClock::total() const { return std::accumulate(seconds_.begin(), seconds_.end(), 0.0); }

void PhaseClock::into(RoundFinished& report) const {
    report.phases = names_;
    report.phaseSeconds = seconds_;
    report.seconds = total();
}

void PhaseClock::restart() { *this = PhaseClock(); }

RoundLoop::RoundLoop(RunSetup& setup, RunControl& control, Hooks hooks)
    : setup_(setup),
      settings_(setup.experiment.settings()),
      control_(control),
      hooks_(std::move(hooks)),
      rounds_(static_cast<int>(settings_.integer("training.rounds"))),
      state_(*setup.plan, effectiveLayout(*setup.algorithm, setup.plan->spans(), settings_),
             static_cast<int>(setup.partition.clients.size()), setup.experiment.seed()),
      pool_(*setup.plan, workerCount(settings_)),
      scratch_(*setup.plan) {
    prepareThread();
}

void RoundLoop::announce() {
    const NetworkPlan& plan = *setup_.plan;
    RunStarted started;
    started.name = setup_.experiment.name();
    started.method = setup_.experiment.method();
    started.experiment = setup_.experiment.toText();
    started.firstRound = state_.round + 1;
    started.rounds = rounds_;
    started.clients = static_cast<int>(setup_.partition.clients.size());
    started.exits = plan.exits();
    started.classes = setup_.data->classes();
    started.workers = pool_.workers();
    started.classNames = setup_.data->classNames;
    started.labels = Table(started.clients, started.classes);
    for (int i = 0; i < started.clients; ++i) {
        const ClientSamples& client = setup_.partition.clients[static_cast<std::size_t>(i)];
        started.trainSamples.push_back(static_cast<std::int64_t>(client.train.size()));
        started.validationSamples.push_back(static_cast<std::int64_t>(client.validation.size()));
        started.testSamples.push_back(static_cast<std::int64_t>(client.test.size()));
        for (const auto* part : {&client.train, &client.validation, &client.test})
            for (const auto sample : *part)
                started.labels.at(i, setup_.data->labels[static_cast<std::size_t>(sample)]) += 1;
    }
    started.exitMacs = plan.exitMacs();
    started.exitParameters = plan.exitParameters();
    for (int s = 1; s <= plan.stages(); ++s) started.stages.push_back("stage " + std::to_string(s));
    send(makeReport(std::move(started)));
}

double RoundLoop::learningRate() const {
    return settings_.real("training.lr") * std::pow(settings_.real("training.lr_decay"), state_.round);
}

bool RoundLoop::due(const char* everyKey) const {
    const std::int64_t every = settings_.integer(everyKey);
    return every > 0 && ((state_.round + 1) % every == 0 || state_.round + 1 == rounds_);
}

void RoundLoop::message(Message::Level level, const std::string& text) const {
    send(makeReport(Message{state_.round, level, text}));
}

RunFinished RoundLoop::run() {
    RunFinished finished;
    const bool records = settings_.text("evaluation.records") != "none";
    while (state_.round < rounds_) {
        const RunControl::Next next = control_.next(hooks_.paused);
        if (next == RunControl::Next::Checkpoint) {
            checkpoint();
            continue;
        }
        if (next == RunControl::Next::Stop) {
            finished.status = RunStatus::Stopped;
            break;
        }
        try {
            oneRound();
        } catch (const StopRequested&) {
            finished.status = RunStatus::Stopped;
            break;
        }
        if (state_.diverged && settings_.text("run.on_divergence") == "stop") {
            message(Message::Level::Error, "stopped because the run diverged (run.on_divergence = stop)");
            finished.status = RunStatus::Stopped;
            break;
        }
    }
    // A run that ends early, or between two evaluations, still says where it stands.
    if (state_.round > 0 && (evaluatedRound_ != state_.round || (records && recordsRound_ != state_.round)))
        evaluate(records, nullptr);
    if (checkpointRound_ != state_.round) checkpoint();
    tell(finished);
    finished.weightsSha256 = state_.weightsSha256();
    return finished;
}

void RoundLoop::tell(RunFinished& finished) const {
    finished.round = state_.round;
    finished.accuracy = lastAccuracy_;
    finished.seconds = state_.seconds;
    finished.bytesUp = state_.bytesUp;
    finished.bytesDown = state_.bytesDown;
    finished.diverged = state_.diverged;
}

void RoundLoop::oneRound() {
    clock_.restart();
    const std::vector<int> cohort = setup_.cohort(state_.round);
    const std::vector<ClientPlan> plans = setup_.algorithm->plan(state_.round, cohort);
    const auto exits = static_cast<std::size_t>(setup_.plan->exits());
    if (plans.size() != cohort.size() ||
        std::any_of(plans.begin(), plans.end(), [=](const ClientPlan& plan) { return plan.exits.size() != exits; }))
        throw Error(Error::Kind::Run, "the method's plan of round " + std::to_string(state_.round + 1) +
                                          " must have one entry per client of the cohort and exit");
    const bool measuring = due("evaluation.conflict_every");

    std::vector<std::int64_t> sizes;
    for (const int client : cohort)
        sizes.push_back(
            static_cast<std::int64_t>(setup_.partition.clients[static_cast<std::size_t>(client)].train.size()));
    std::vector<Trained> trained(cohort.size());
    clock_.mark("plan");
    pool_.run(sizes, [&](Network& network, std::size_t i) {
        trained[i] = trainClient(network, cohort[i], plans[i], measuring);
    });
    clock_.mark("train");
    double probing = 0;
    for (const Trained& one : trained) probing += one.probeSeconds;
    clock_.move("train", "probe",
                probing / std::min(static_cast<double>(pool_.workers()), static_cast<double>(cohort.size())));

    RoundFinished report;
    report.cohort = cohort;
    apply(cohort, trained, report);
    reportLoss(trained);
    if (measuring) reportConflict(trained);
    ++state_.round;
    clock_.mark("aggregate");

    // state_.round now counts this round as done, so what is due is asked for the round before.
    const auto every = settings_.integer("evaluation.every");
    const bool last = state_.round == rounds_;
    if (last || state_.round % every == 0) {
        const std::string& records = settings_.text("evaluation.records");
        try {
            evaluate(records == "all" || (records == "last" && last), &control_.stopFlag());
        } catch (const StopRequested&) {
            // The round itself is complete; run() tests it once more before it ends.
        }
        clock_.mark("evaluate");
    }
    report.round = state_.round;
    for (const Trained& one : trained) report.samples += one.samplesSeen;
    clock_.into(report);
    state_.seconds += report.seconds;
    send(makeReport(std::move(report)));
    const auto checkpointEvery = settings_.integer("run.checkpoint_every");
    if (checkpointEvery > 0 && state_.round % checkpointEvery == 0) checkpoint();
}

std::vector<std::int64_t> RoundLoop::probeSamples(int client) const {
    std::vector<std::int64_t> samples = setup_.partition.clients[static_cast<std::size_t>(client)].train;
    Rng rng(setup_.experiment.seed(), Purpose::Probe, 0, static_cast<std::uint64_t>(client));
    rng.shuffle(samples);
    const auto wanted = static_cast<std::size_t>(settings_.integer("evaluation.probe_samples"));
    if (samples.size() > wanted) samples.resize(wanted);
    return samples;
}

RoundLoop::Trained RoundLoop::trainClient(Network& network, int client, const ClientPlan& plan, bool measuring) const {
    Trained result;
    result.upload.client = client;
    const std::vector<std::int64_t>& train = setup_.partition.clients[static_cast<std::size_t>(client)].train;
    result.upload.samples = static_cast<std::int64_t>(train.size());
    const ClientState& known = state_.clients[static_cast<std::size_t>(client)];
    try {
        if (train.empty()) throw Error(Error::Kind::Run, "the client has no training samples");
        const Algorithm& algorithm = *setup_.algorithm;
        const SpanSet uplink = algorithm.uplink();
        const SpanSet lastHead = network.spans().head(network.exits() - 1);
        state_.load(client, network.values());
        network.gradients().zero_();
        result.upload.before = uplink.gather(network.values());
        result.headBefore = lastHead.gather(network.values());

        const double momentum = settings_.real("training.momentum");
        if (momentum > 0) {
            const bool keep = settings_.text("training.optimizer_state") == "keep";
            result.velocity = keep && known.velocity.defined() ? known.velocity.clone()
                                                               : at::zeros({network.spans().parameters}, at::kFloat);
        }
        LocalWork::Task task;
        task.round = state_.round;
        task.client = client;
        task.seed = setup_.experiment.seed();
        task.exits = plan.exits;
        task.train = &train;
        task.kept = &known.kept;
        task.epochs = static_cast<int>(settings_.integer("training.local_epochs"));
        task.batch = settings_.integer("training.batch");
        task.sgd = {learningRate(), momentum, settings_.real("training.weight_decay")};
        LocalWork work(network, *setup_.data, algorithm, std::move(task), result.velocity, control_.stopFlag());
        algorithm.beginLocal(work);
        algorithm.localUpdate(work);

        result.upload.shared = state_.layout.shared.gather(network.values());
        result.upload.after = uplink.gather(network.values());
        result.personal = state_.layout.personal.gather(network.values());
        result.headAfter = lastHead.gather(network.values());
        result.terms = work.terms();
        result.termSums = work.termSums();
        result.samplesSeen = work.samplesSeen();
        result.diverged = work.diverged();
        if (measuring) {
            const auto start = std::chrono::steady_clock::now();
            const std::vector<std::int64_t> samples = probeSamples(client);
            const auto count = static_cast<std::int64_t>(samples.size());
            result.conflict = measureGradientConflict(network, gatherBatch(*setup_.data, samples.data(), count),
                                                      gatherLabels(*setup_.data, samples.data(), count));
            result.probeSeconds = secondsSince(start);
        }
    } catch (const std::exception& e) {
        // StopRequested is no std::exception and passes: a stop drops the whole round.
        // What a client brought back before it failed counts nowhere.
        Trained failed;
        failed.upload.client = client;
        failed.error = e.what();
        return failed;
    }
    return result;
}

void RoundLoop::apply(const std::vector<int>& cohort, std::vector<Trained>& trained, RoundFinished& report) {
    TrafficCounter traffic;
    const auto sharedBytes = bytesByGroup(state_.layout.shared, *state_.spans);
    const auto uplinkBytes = bytesByGroup(setup_.algorithm->uplink(), *state_.spans);
    const bool keepVelocity = settings_.text("training.optimizer_state") == "keep";
    std::vector<Upload> uploads;
    for (std::size_t i = 0; i < cohort.size(); ++i) {
        traffic.down(sharedBytes);
        Trained& one = trained[i];
        if (!one.error.empty()) {
            report.failed.push_back(cohort[i]);
            message(Message::Level::Error, "client " + std::to_string(cohort[i]) + " failed in round " +
                                               std::to_string(state_.round + 1) + " and was left out: " + one.error);
            continue;
        }
        if (one.diverged && !state_.diverged) {
            state_.diverged = true;
            message(Message::Level::Error, "the loss of client " + std::to_string(cohort[i]) +
                                               " is not a finite number in round " + std::to_string(state_.round + 1) +
                                               "; try a smaller training.lr");
        }
        traffic.up(sharedBytes);
        traffic.up(uplinkBytes);
        ClientState& client = state_.clients[static_cast<std::size_t>(cohort[i])];
        if (!state_.layout.personal.empty()) client.personal = std::move(one.personal);
        if (keepVelocity) client.velocity = std::move(one.velocity);
        uploads.push_back(std::move(one.upload));
    }
    if (uploads.empty())
        throw Error(Error::Kind::Run, "every client of round " + std::to_string(state_.round + 1) +
                                          " failed; the first: " + trained.front().error);
    EngineRound round(
        {state_, *setup_.algorithm, *setup_.data, settings_, scratch_, traffic,
         [this](int client) { return probeSamples(client); }, hooks_.sink, due("evaluation.conflict_every")},
        std::move(uploads));
    setup_.algorithm->combine(round);

    TrafficMeasured measured = traffic.measured(state_.round + 1);
    state_.bytesUp += std::accumulate(measured.up.begin(), measured.up.end(), std::int64_t{0});
    state_.bytesDown += std::accumulate(measured.down.begin(), measured.down.end(), std::int64_t{0});
    send(makeReport(std::move(measured)));
}

void RoundLoop::reportLoss(const std::vector<Trained>& trained) {
    LossMeasured report;
    report.round = state_.round + 1;
    report.learningRate = learningRate();
    std::int64_t samples = 0;
    for (const Trained& one : trained) {
        samples += one.samplesSeen;
        for (std::size_t k = 0; k < one.terms.size(); ++k) {
            auto found = std::find(report.terms.begin(), report.terms.end(), one.terms[k]);
            if (found == report.terms.end()) {
                found = report.terms.insert(report.terms.end(), one.terms[k]);
                report.values.push_back(0);
            }
            report.values[static_cast<std::size_t>(found - report.terms.begin())] += one.termSums[k];
        }
    }
    for (double& value : report.values) value /= static_cast<double>(std::max<std::int64_t>(samples, 1));
    report.total = std::accumulate(report.values.begin(), report.values.end(), 0.0);
    send(makeReport(std::move(report)));
}

void RoundLoop::reportConflict(const std::vector<Trained>& trained) {
    ConflictMeasured report;
    report.round = state_.round + 1;
    const int exits = setup_.plan->exits();
    for (int s = 1; s <= setup_.plan->stages(); ++s) report.stages.push_back("stage " + std::to_string(s));
    report.stages.push_back("trunk");
    report.exitCosine.assign(report.stages.size(), Table(exits, exits));
    report.divergence.assign(static_cast<std::size_t>(exits), 0);
    report.agreement.assign(static_cast<std::size_t>(exits), 0);
    std::vector<Tensor> before, after;
    int negative = 0, pairs = 0, measured = 0;
    for (const Trained& one : trained) {
        if (!one.conflict) continue;
        ++measured;
        report.cohort.push_back(one.upload.client);
        before.push_back(one.headBefore);
        after.push_back(one.headAfter);
        const auto add = [](Table& sum, const Table& part) {
            for (std::size_t e = 0; e < part.values.size(); ++e) sum.values[e] += part.values[e];
        };
        for (std::size_t s = 0; s + 1 < report.exitCosine.size(); ++s)
            add(report.exitCosine[s], one.conflict->stages[s]);
        add(report.exitCosine.back(), one.conflict->trunk);
        for (std::size_t k = 0; k < report.divergence.size(); ++k) {
            report.divergence[k] += one.conflict->divergence[k];
            report.agreement[k] += one.conflict->agreement[k];
        }
        negative += one.conflict->negativePairs;
        pairs += one.conflict->pairs;
    }
    const double count = std::max(1, measured);
    for (Table& table : report.exitCosine)
        for (double& value : table.values) value /= count;
    for (std::size_t k = 0; k < report.divergence.size(); ++k) {
        report.divergence[k] /= count;
        report.agreement[k] /= count;
    }
    report.negativeShare = pairs > 0 ? static_cast<double>(negative) / pairs : 0;
    report.clientSimilarity = updateSimilarity(before, after);
    send(makeReport(std::move(report)));
}

void RoundLoop::evaluate(bool withRecords, const std::atomic<bool>* stop) {
    Evaluation evaluation = evaluateClients(state_, *setup_.algorithm, *setup_.data, setup_.partition, pool_,
                                            settings_.integer("evaluation.batch"), withRecords, stop);
    lastAccuracy_ = meanPerExit(evaluation.summary);
    if (evaluatedRound_ != state_.round) send(makeReport(evaluation.summary));
    evaluatedRound_ = state_.round;
    if (!withRecords) return;
    send(makeReport(RecordsTaken{state_.round, evaluation.test, evaluation.validation}));
    recordsRound_ = state_.round;
}

void RoundLoop::checkpoint() {
    hooks_.checkpoint(state_, setup_.algorithm->state());
    checkpointRound_ = state_.round;
}

}  // namespace exitlab
