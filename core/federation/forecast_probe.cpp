// SPDX-License-Identifier: GPL-3.0-or-later
// The probe: two short rounds through the real loop, from which a whole run is extrapolated.
#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/base/error.h"
#include "core/config/derived.h"
#include "core/federation/forecast.h"
#include "core/federation/round_loop.h"

namespace exitlab {
namespace {

using Clock = std::chrono::steady_clock;

/// Rounds of a probe at most: small experiments need no second of it.
constexpr int kMostRounds = 12;

/// Ends the loop from its sink: enough is known.
struct Enough {};

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double phase(const RoundFinished& round, const std::string& name) {
    for (std::size_t i = 0; i < round.phases.size(); ++i)
        if (round.phases[i] == name) return round.phaseSeconds[i];
    return 0;
}

/// The experiment with everything that only a whole run needs left out.
Experiment probeExperiment(const Experiment& experiment, const MethodCatalog& catalog) {
    Experiment probe = experiment;
    probe.set("evaluation.every", Json(1), catalog);
    probe.set("evaluation.records", "none", catalog);
    if (experiment.settings().integer("evaluation.conflict_every") > 0)
        probe.set("evaluation.conflict_every", Json(1), catalog);
    probe.set("run.checkpoint_every", Json(0), catalog);
    probe.set("training.local_epochs", Json(1), catalog);
    return probe;
}

/// Cuts a setup down to a few clients with a few samples each, and remembers what a whole run has.
class Excerpt {
  public:
    Excerpt(RunSetup& setup, int workers) : setup_(setup), whole_(setup.partition), batch_(0) {
        const Settings& settings = setup.experiment.settings();
        batch_ = settings.integer("training.batch");
        const std::vector<SubModel> models = setup.algorithm->subModels();
        for (const SubModel& model : models) {
            const NetworkPlan part = setup.plan->narrowed(model.width, model.scaling);
            macs_.push_back(part.exitMacs()[static_cast<std::size_t>(model.exits - 1)]);
        }
        const int rounds = static_cast<int>(settings.integer("training.rounds"));
        double cohorts = 0;
        const int drawn = std::min(rounds, 50);
        for (int round = 0; round < drawn; ++round) {
            const std::vector<int> cohort = drawCohort(*setup.algorithm, setup.experiment.seed(), round);
            if (round == 0) first_ = cohort;
            for (const int client : cohort) work_ += work(client, trainOf(whole_, client));
            cohorts += static_cast<double>(cohort.size());
        }
        work_ /= drawn;
        cohort_ = cohorts / drawn;
        // The clients of the first cohort, the largest networks first, as many as train at the same time; but all of
        // them where the method wants particular cohorts.
        if (const auto wanted = static_cast<std::size_t>(workers); first_.size() > wanted) {
            std::stable_sort(first_.begin(), first_.end(), [&](int a, int b) { return macsOf(a) > macsOf(b); });
            std::vector<int> few(first_.begin(), first_.begin() + static_cast<std::ptrdiff_t>(wanted));
            std::sort(few.begin(), few.end());
            if (setup.algorithm->accepts(few)) first_ = few;
        }
        std::sort(first_.begin(), first_.end());
        setup.cohort = [cohort = first_](int) { return cohort; };
        for (ClientSamples& client : setup.partition.clients) {
            client.validation.clear();
            client.test.clear();
        }
        takeBatches(1);
        for (const int client : first_) {
            const auto& all = whole_.clients[static_cast<std::size_t>(client)].test;
            auto& part = setup.partition.clients[static_cast<std::size_t>(client)].test;
            part.assign(all.begin(), all.begin() + std::min<std::ptrdiff_t>(std::ssize(all), 128));
            tested_ += static_cast<double>(part.size());
        }
    }

    /// Each client of the probe trains on this many batches.
    void takeBatches(std::int64_t batches) {
        taken_ = 0;
        for (const int client : first_) {
            const auto& all = whole_.clients[static_cast<std::size_t>(client)].train;
            auto& part = setup_.partition.clients[static_cast<std::size_t>(client)].train;
            part.assign(all.begin(), all.begin() + std::min<std::ptrdiff_t>(std::ssize(all), batches * batch_));
            taken_ += work(client, static_cast<std::int64_t>(part.size()));
        }
    }
    std::int64_t mostBatches() const {
        std::int64_t most = 1;
        for (const int client : first_) most = std::max(most, (trainOf(whole_, client) + batch_ - 1) / batch_);
        return most;
    }

    double taken() const { return taken_; }    ///< work of the probe's last round: MACs of one epoch
    double perRound() const { return work_; }  ///< of a round of the run
    double cohort() const { return cohort_; }
    double probed() const { return static_cast<double>(first_.size()); }
    double testedShare() const {
        double all = 0;
        for (const ClientSamples& client : whole_.clients) all += static_cast<double>(client.test.size());
        return tested_ > 0 ? all / tested_ : 0;
    }

  private:
    static std::int64_t trainOf(const Partition& partition, int client) {
        return static_cast<std::int64_t>(partition.clients[static_cast<std::size_t>(client)].train.size());
    }
    double macsOf(int client) const {
        return macs_[macs_.size() > 1 ? static_cast<std::size_t>(setup_.fleet.tier(client)) : 0];
    }
    double work(int client, std::int64_t samples) const { return macsOf(client) * static_cast<double>(samples); }

    RunSetup& setup_;
    const Partition whole_;
    std::int64_t batch_;
    std::vector<double> macs_;
    std::vector<int> first_;
    double work_ = 0, taken_ = 0, cohort_ = 0, tested_ = 0;
};

void add(RoundFinished& sum, const RoundFinished& round) {
    sum.samples += round.samples;
    for (std::size_t i = 0; i < round.phases.size(); ++i) {
        const auto found = std::find(sum.phases.begin(), sum.phases.end(), round.phases[i]);
        if (found == sum.phases.end()) {
            sum.phases.push_back(round.phases[i]);
            sum.phaseSeconds.push_back(round.phaseSeconds[i]);
        } else {
            sum.phaseSeconds[static_cast<std::size_t>(found - sum.phases.begin())] += round.phaseSeconds[i];
        }
    }
}

/// `sum`: over `count` rounds of the probe.
TimeForecast extrapolated(const RoundFinished& sum, int count, const Excerpt& excerpt, const Settings& settings) {
    const auto mean = [&](const char* name) { return phase(sum, name) / count; };
    TimeForecast time;
    const auto rounds = static_cast<double>(settings.integer("training.rounds"));
    const auto epochs = static_cast<double>(settings.integer("training.local_epochs"));
    const double rate = excerpt.taken() / std::max(1e-9, mean("train"));
    time.training = rate > 0 ? excerpt.perRound() * epochs / rate : 0;
    time.server = mean("plan") + mean("aggregate");
    time.evaluation = mean("evaluate") * excerpt.testedShare();
    time.conflict = mean("probe") * excerpt.cohort() / std::max(1.0, excerpt.probed());
    const auto times = [&](const char* key) {
        const auto every = static_cast<double>(settings.integer(key));
        return every > 0 ? std::ceil(rounds / every) : 0;
    };
    time.total = rounds * (time.training + time.server) + times("evaluation.every") * time.evaluation +
                 times("evaluation.conflict_every") * time.conflict;
    time.perRound = time.total / rounds;
    time.samplesPerSecond = static_cast<double>(sum.samples) / count / std::max(1e-9, mean("train"));
    return time;
}

}  // namespace

std::optional<Forecast> probeForecast(const Engine& engine, const Experiment& experiment, RunControl& control,
                                      const RunOptions& options, double budget) {
    Forecast forecast = forecastOf(engine, experiment, options);
    if (control.stopRequested()) return std::nullopt;
    RunSetup setup = prepareRun(engine, probeExperiment(experiment, engine.methods()), options);
    Excerpt excerpt(setup, forecast.workers);

    // The middle of the run stands for all of it: schedules (opened exits, growing distillation) change its cost.
    const int wholeRounds = forecast.rounds, firstRound = wholeRounds / 2;
    const auto start = Clock::now();
    RoundFinished measured;  // sums over the rounds that count
    int rounds = 0, counted = 0;
    std::string failure;
    RoundLoop::Hooks hooks;
    hooks.checkpoint = [](const FederationState&, const NamedTensors&) {};
    hooks.paused = [](bool) {};
    hooks.sink = [&](const ReportPtr& report) {
        if (const auto* message = std::get_if<Message>(report.get());
            message && message->level == Message::Level::Error)
            failure = message->text;
        const auto* round = std::get_if<RoundFinished>(report.get());
        if (!round) return;
        const double left = budget - secondsSince(start);
        // The first round also warms up caches and allocators; it counts only where a second one takes too long.
        const double perBatch = std::max(1e-4, phase(*round, "train"));
        const double fixed = std::max(0.0, round->seconds - perBatch);
        const bool last = left < (rounds == 0 ? fixed + perBatch : round->seconds) ||
                          rounds + 1 >= std::min(kMostRounds, wholeRounds - firstRound);
        if (rounds > 0 || last) {
            add(measured, *round);
            ++counted;
        }
        ++rounds;
        if (last) throw Enough{};
        if (rounds == 1)
            excerpt.takeBatches(std::clamp(static_cast<std::int64_t>((left - fixed) / perBatch / 2), std::int64_t{1},
                                           excerpt.mostBatches()));
    };
    try {
        RoundLoop loop(setup, control, std::move(hooks));
        loop.state().round = firstRound;
        (void)loop.run();
    } catch (const Enough&) {
        // What was wanted is in `measured`.
    }
    if (control.stopRequested()) return std::nullopt;
    if (counted == 0 || measured.samples == 0)
        throw Error(Error::Kind::Run, "the probe could not train: " + (failure.empty() ? "no round ended" : failure));
    forecast.time = extrapolated(measured, counted, excerpt, experiment.settings());
    forecast.time->probed = secondsSince(start);
    return forecast;
}

}  // namespace exitlab
