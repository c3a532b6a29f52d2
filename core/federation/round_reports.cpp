// SPDX-License-Identifier: GPL-3.0-or-later
// What the round loop tells of a run and of a round.
#include <cmath>
#include <limits>
#include <numeric>

#include "core/federation/round_loop.h"
#include "core/learning/similarity.h"

namespace exitlab {
namespace {

/// Element-wise means over clients that have a value there.
class Means {
  public:
    explicit Means(std::size_t size) : sums_(size, 0), counts_(size, 0) {}
    void add(const std::vector<double>& values) {
        for (std::size_t i = 0; i < sums_.size(); ++i) {
            if (std::isnan(values[i])) continue;
            sums_[i] += values[i];
            ++counts_[i];
        }
    }
    std::vector<double> means() const {
        std::vector<double> result(sums_.size(), std::numeric_limits<double>::quiet_NaN());
        for (std::size_t i = 0; i < sums_.size(); ++i)
            if (counts_[i] > 0) result[i] = sums_[i] / counts_[i];
        return result;
    }

  private:
    std::vector<double> sums_;
    std::vector<int> counts_;
};

}  // namespace

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
    for (int i = 0; i < started.clients; ++i) {
        const int tier = setup_.fleet.tier(i);
        const DeviceProfile& profile = setup_.fleet.profile(tier);
        started.devices.push_back({tier, profile.macsPerSecond, profile.bytesPerSecond});
    }
    started.exitMacs = plan.exitMacs();
    started.exitParameters = plan.exitParameters();
    for (int s = 1; s <= plan.stages(); ++s) started.stages.push_back("stage " + std::to_string(s));
    send(makeReport(std::move(started)));
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
    const auto cells = static_cast<std::size_t>(exits) * static_cast<std::size_t>(exits);
    std::vector<Means> cosines(report.stages.size(), Means(cells));
    Means divergence(static_cast<std::size_t>(exits)), agreement(static_cast<std::size_t>(exits));
    std::vector<Tensor> before, after;
    int negative = 0, pairs = 0;
    for (const Trained& one : trained) {
        if (!one.conflict) continue;
        report.cohort.push_back(one.upload.client);
        before.push_back(one.headBefore);
        after.push_back(one.headAfter);
        for (std::size_t s = 0; s + 1 < report.exitCosine.size(); ++s) cosines[s].add(one.conflict->stages[s].values);
        cosines.back().add(one.conflict->trunk.values);
        divergence.add(one.conflict->divergence);
        agreement.add(one.conflict->agreement);
        negative += one.conflict->negativePairs;
        pairs += one.conflict->pairs;
    }
    for (std::size_t s = 0; s < cosines.size(); ++s) report.exitCosine[s].values = cosines[s].means();
    report.divergence = divergence.means();
    report.agreement = agreement.means();
    report.negativeShare = pairs > 0 ? static_cast<double>(negative) / pairs : 0;
    report.clientSimilarity = updateSimilarity(before, after);
    send(makeReport(std::move(report)));
}

void RoundLoop::reportDevices(const std::vector<int>& cohort, const std::vector<ClientPlan>& plans,
                              const std::vector<Trained>& trained, RoundFinished& report) {
    double slowest = 0, sum = 0;
    int answered = 0;
    for (std::size_t i = 0; i < cohort.size(); ++i) {
        const Trained& one = trained[i];
        report.costs.push_back({cohort[i], one.bytesUp, one.bytesDown, std::numeric_limits<double>::quiet_NaN()});
        if (one.lost || !one.error.empty()) continue;
        const auto model = static_cast<std::size_t>(plans[i].model);
        const auto& exits = plans[i].exits;
        const auto deepest = std::distance(std::find(exits.rbegin(), exits.rend(), true), exits.rend()) - 1;
        const double macs = deepest < 0 ? 0 : modelMacs_[model][static_cast<std::size_t>(deepest)];
        const double seconds = setup_.fleet.seconds(cohort[i], macs, one.samplesSeen, one.bytesDown, one.bytesUp);
        report.costs.back().seconds = seconds;
        slowest = std::max(slowest, seconds);
        sum += seconds;
        ++answered;
    }
    state_.simulatedSeconds += slowest;
    hooks_.sink(makeReport(MethodSeries{state_.round + 1,
                                        kDeviceTime,
                                        "Simulated time on the devices",
                                        "time (s)",
                                        {"slowest client", "mean of the cohort", "since the start"},
                                        {slowest, answered > 0 ? sum / answered : 0, state_.simulatedSeconds}}));
}

}  // namespace exitlab
