// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/round_loop.h"

#include <cmath>
#include <numeric>

#include "core/config/derived.h"
#include "core/learning/rates.h"
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
      state_(*setup.plan, *setup.algorithm, setup.initial, static_cast<int>(setup.partition.clients.size())),
      models_(setup.algorithm->subModels()),
      pool_(*setup.plan, workerCount(settings_)),
      scratch_(*setup.plan) {
    prepareThread();
    state_.weights = setup.weights;
    for (const SubModel& model : models_) {
        const NetworkPlan plan = setup.plan->narrowed(model.width, model.scaling);
        held_.push_back(heldBy(model, *setup.plan));
        heldShared_.push_back(state_.layout.shared.intersect(held_.back()));
        modelMacs_.push_back(plan.exitMacs());
    }
    broadcast_ = effectiveBroadcast(*setup.algorithm, *state_.spans, setup.plan->settings());
}

double RoundLoop::learningRate() const { return roundRate(settings_, state_.round); }

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
    const std::vector<int> cohort = setup_.cohort
                                        ? setup_.cohort(state_.round)
                                        : drawCohort(*setup_.algorithm, setup_.experiment.seed(), state_.round);
    const std::vector<ClientPlan> plans = setup_.algorithm->plan(state_.round, cohort);
    checkPlans(plans, cohort);
    const bool measuring = due("evaluation.conflict_every");

    std::vector<std::int64_t> sizes;
    for (const int client : cohort)
        sizes.push_back(
            static_cast<std::int64_t>(setup_.partition.clients[static_cast<std::size_t>(client)].train.size()));
    std::vector<Trained> trained(cohort.size());
    clock_.mark("plan");
    pool_.run(sizes, [&](NetworkSet& networks, std::size_t i) {
        trained[i] = trainClient(networks, cohort[i], plans[i], measuring);
    });
    clock_.mark("train");
    double probing = 0;
    for (const Trained& one : trained) probing += one.probeSeconds;
    clock_.move("train", "probe",
                probing / std::min(static_cast<double>(pool_.workers()), static_cast<double>(cohort.size())));

    RoundFinished report;
    report.cohort = cohort;
    // Server work that is stopped half way leaves no trace: neither at the clients, nor in the server's values, nor in
    // what the method keeps.
    NamedTensors methodBefore = setup_.algorithm->state();
    for (auto& [name, tensor] : methodBefore) tensor = tensor.clone();
    const std::vector<ClientState> clientsBefore = state_.clients;
    std::vector<Tensor> globalsBefore;
    for (const Tensor& values : state_.globals) globalsBefore.push_back(values.clone());
    const bool divergedBefore = state_.diverged;
    try {
        apply(cohort, plans, trained, report);
    } catch (const StopRequested&) {
        state_.clients = clientsBefore;
        state_.globals = globalsBefore;
        state_.diverged = divergedBefore;
        setup_.algorithm->restore(methodBefore);
        throw;
    }
    reportLoss(trained);
    reportDevices(cohort, plans, trained, report);
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

void RoundLoop::checkPlans(const std::vector<ClientPlan>& plans, const std::vector<int>& cohort) const {
    const auto exits = static_cast<std::size_t>(setup_.plan->exits());
    const auto fits = [&](const ClientPlan& plan) {
        return plan.exits.size() == exits && plan.model >= 0 && plan.model < static_cast<int>(models_.size());
    };
    if (plans.size() != cohort.size() || !std::all_of(plans.begin(), plans.end(), fits))
        throw Error(Error::Kind::Run, "the method's plan of round " + std::to_string(state_.round + 1) +
                                          " must have one entry per client of the cohort, with one flag per exit and "
                                          "one of its sub-models");
}

Tensor RoundLoop::peerSlices(int client, const SpanSet& slices) const {
    const Tensor values = at::empty({state_.spans->total}, at::kFloat);
    state_.load(client, values);
    return slices.gather(values);
}

RoundLoop::Trained RoundLoop::trainClient(NetworkSet& networks, int client, const ClientPlan& plan,
                                          bool measuring) const {
    Trained result;
    result.upload.client = client;
    result.upload.group = state_.groups[static_cast<std::size_t>(client)];
    result.upload.model = plan.model;
    if (setup_.fleet.lost(state_.round, client)) {
        result.lost = true;
        return result;
    }
    const std::vector<std::int64_t>& train = setup_.partition.clients[static_cast<std::size_t>(client)].train;
    result.upload.samples = static_cast<std::int64_t>(train.size());
    const ClientState& known = state_.clients[static_cast<std::size_t>(client)];
    const auto modelIndex = static_cast<std::size_t>(plan.model);
    try {
        if (train.empty()) throw Error(Error::Kind::Run, "the client has no training samples");
        const Algorithm& algorithm = *setup_.algorithm;
        const Network& network = networks.full();
        const SpanSet uplink = algorithm.uplink();
        const SpanSet ownUplink = uplink.intersect(held_[modelIndex]);
        const SpanSet lastHead = network.spans().head(network.exits() - 1);
        state_.load(client, network.values());
        network.gradients().zero_();
        result.upload.before = ownUplink.gather(network.values());
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
        task.width = models_[modelIndex].width;
        task.scaling = models_[modelIndex].scaling;
        task.held = &held_[modelIndex];
        task.train = &train;
        task.kept = &known.kept;
        task.global = &state_.globalOf(client);
        task.seen = known.trained;
        task.peer = [&](int peer) {
            if (std::find(plan.peers.begin(), plan.peers.end(), peer) == plan.peers.end())
                throw std::logic_error("client " + std::to_string(peer) + " is no peer of this client's plan");
            return peerSlices(peer, uplink);
        };
        task.epochs = static_cast<int>(settings_.integer("training.local_epochs"));
        task.batch = settings_.integer("training.batch");
        task.sgd = {learningRate(), momentum, settings_.real("training.weight_decay"),
                    settings_.real("training.clip_value")};
        task.coupling = ExitCoupling::of(settings_);
        LocalWork work(networks, *setup_.data, algorithm, std::move(task), result.velocity, control_.stopFlag());
        algorithm.beginLocal(work);
        algorithm.localUpdate(work);

        result.upload.shared = heldShared_[modelIndex].gather(network.values());
        result.upload.after = ownUplink.gather(network.values());
        result.upload.sent = work.sent();
        result.upload.noted = work.notes();
        result.sentBytes = work.sentBytes();
        result.keeps = work.keeps();
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
            result.conflict =
                measureGradientConflict(work.network(), gatherBatch(*setup_.data, samples.data(), count),
                                        gatherLabels(*setup_.data, samples.data(), count), models_[modelIndex].exits);
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

void RoundLoop::apply(const std::vector<int>& cohort, const std::vector<ClientPlan>& plans,
                      std::vector<Trained>& trained, RoundFinished& report) {
    TrafficCounter traffic;
    const SpanSet uplink = setup_.algorithm->uplink();
    const auto uplinkBytes = bytesByGroup(uplink, *state_.spans);
    const bool keepVelocity = settings_.text("training.optimizer_state") == "keep";
    std::vector<Upload> uploads;
    std::string lost;
    const std::string round = std::to_string(state_.round + 1);
    for (std::size_t i = 0; i < cohort.size(); ++i) {
        const ClientPlan& plan = plans[i];
        const auto model = static_cast<std::size_t>(plan.model);
        Trained& one = trained[i];
        TrafficCounter own;
        own.down(bytesByGroup(broadcast_.intersect(held_[model]), *state_.spans));
        own.down(plan.alsoDown);
        // What a neighbour hands over leaves that neighbour and comes down here.
        for (std::size_t peer = 0; peer < plan.peers.size(); ++peer) {
            own.down(uplinkBytes);
            traffic.up(uplinkBytes);
        }
        if (one.error.empty() && !one.lost) {
            own.up(bytesByGroup(heldShared_[model], *state_.spans));
            if (plan.peers.empty()) own.up(bytesByGroup(uplink.intersect(held_[model]), *state_.spans));
            own.up(one.sentBytes);
        }
        one.bytesDown = own.down();
        one.bytesUp = own.up();
        traffic.add(own);
        if (one.lost) {
            lost += (lost.empty() ? "" : ", ") + std::to_string(cohort[i]);
            continue;
        }
        if (!one.error.empty()) {
            report.failed.push_back(cohort[i]);
            message(Message::Level::Error, "client " + std::to_string(cohort[i]) + " failed in round " + round +
                                               " and was left out: " + one.error);
            continue;
        }
        if (one.diverged && !state_.diverged) {
            state_.diverged = true;
            message(Message::Level::Error, "the loss of client " + std::to_string(cohort[i]) +
                                               " is not a finite number in round " + round +
                                               "; try a smaller training.lr");
        }
        ClientState& client = state_.clients[static_cast<std::size_t>(cohort[i])];
        client.trained = true;
        if (!state_.layout.personal.empty()) client.personal = std::move(one.personal);
        if (keepVelocity) client.velocity = std::move(one.velocity);
        for (auto& [name, tensor] : one.keeps) client.kept[name] = std::move(tensor);
        uploads.push_back(std::move(one.upload));
    }
    if (!lost.empty())
        message(Message::Level::Info, "round " + round + ": lost with their devices (devices.dropout): client " + lost);
    if (uploads.empty() && !report.failed.empty()) {
        const auto first = std::find_if(trained.begin(), trained.end(), [](const auto& t) { return !t.error.empty(); });
        throw Error(Error::Kind::Run, "every client of round " + round + " failed; the first: " + first->error);
    }
    if (!uploads.empty()) {
        EngineRound server(
            {state_, *setup_.data, settings_, scratch_, models_, heldShared_, setup_.partition.publicSamples, traffic,
             [this](int client) { return probeSamples(client); }, hooks_.sink, control_.stopFlag(),
             due("evaluation.conflict_every")},
            std::move(uploads));
        setup_.algorithm->combine(server);
    }

    TrafficMeasured measured = traffic.measured(state_.round + 1);
    state_.bytesUp += std::accumulate(measured.up.begin(), measured.up.end(), std::int64_t{0});
    state_.bytesDown += std::accumulate(measured.down.begin(), measured.down.end(), std::int64_t{0});
    send(makeReport(std::move(measured)));
}

void RoundLoop::evaluate(bool withRecords, const std::atomic<bool>* stop) {
    Evaluation evaluation = evaluateClients(state_, *setup_.algorithm, *setup_.data, setup_.partition, pool_, settings_,
                                            setup_.experiment.seed(), withRecords, stop);
    RoundReporter reporter(state_.round, hooks_.sink);
    if (evaluatedRound_ != state_.round) setup_.algorithm->evaluated(evaluation.notes, reporter);
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
