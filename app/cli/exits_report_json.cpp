// SPDX-License-Identifier: GPL-3.0-or-later
// The answers of `exits` for machines.
#include <fmt/core.h>

#include "app/cli/exits_report.h"
#include "core/inference/reliability.h"

namespace exitlab::cli {
namespace {

const char* sourceId(FitSource source) {
    return source == FitSource::Validation ? "validation" : source == FitSource::Test ? "test" : "fleet-validation";
}

Json costJson(const SampleCost& cost) {
    return {{"latency_ms", numberJson(cost.latencyMs)}, {"energy_mj", numberJson(cost.energyMj)}};
}

Json savingJson(const Saving& saving) {
    static constexpr const char* kKinds[] = {"last-exit", "iso-accuracy", "iso-cost"};
    Json out = Json::object();
    out["kind"] = kKinds[static_cast<int>(saving.kind)];
    out["against"] = saving.kind == Saving::Kind::LastExit ? "last exit" : saving.other;
    out["reached"] = saving.reached;
    out["macs"] = numberJson(saving.macs);
    out["other_macs"] = numberJson(saving.otherMacs);
    out["accuracy"] = numberJson(saving.accuracy);
    out["other_accuracy"] = numberJson(saving.otherAccuracy);
    out["words"] = inWords(saving);
    return out;
}

}  // namespace

Json resultJson(const PolicyResult& result, ExitPolicy policy) {
    Json out = Json::object();
    out["policy"] = toString(policy);
    out["rule"] = policy == ExitPolicy::Budgeted ? "confidence" : toString(policy);
    out["thresholds"] = numbersJson(result.thresholds);
    out["accuracy"] = numberJson(result.clientAccuracy);
    out["sample_accuracy"] = numberJson(result.accuracy);
    out["shares"] = numbersJson(result.shares);
    out["macs"] = numberJson(result.macs);
    out["saving"] = numberJson(result.clientSaving);
    out["sample_saving"] = numberJson(result.saving);
    return out;
}

Json ExitsReport::headJson() const {
    Json out = Json::object();
    out["run"] = own_.run.id;
    out["round"] = own_.round;
    out["test_samples"] = own_.explorer->records().size();
    std::vector<double> accuracy;
    for (const PolicyResult& exit : alone_) accuracy.push_back(exit.clientAccuracy);
    out["exit_accuracy"] = numbersJson(accuracy);
    out["exit_macs"] = numbersJson(own_.explorer->macs());
    return out;
}

Json ExitsReport::reliabilityJson(const ExitAnswer* answer) const {
    const auto list = [](const std::vector<ExitReliability>& exits) {
        Json out = Json::array();
        for (const ExitReliability& exit : exits) {
            Json bins = Json::array();
            for (const ReliabilityBin& bin : exit.bins)
                bins.push_back({{"low", bin.low},
                                {"high", bin.high},
                                {"samples", bin.samples},
                                {"accuracy", bin.accuracy},
                                {"confidence", bin.confidence}});
            out.push_back({{"exit", exit.exit},
                           {"samples", exit.samples},
                           {"accuracy", numberJson(exit.accuracy)},
                           {"confidence", numberJson(exit.confidence)},
                           {"calibration_error", numberJson(exit.error)},
                           {"bins", bins}});
        }
        return out;
    };
    Json out = Json::object();
    out["all"] = list(exitReliability(own_.explorer->records()));
    if (answer) out["leaving"] = list(exitReliability(own_.explorer->records(), &answer->taken));
    return out;
}

ExitCode ExitsReport::printPointJson(const ExitAnswer& answer) {
    const std::vector<double>& macs = own_.explorer->macs();
    Json out = headJson();
    const ScopeOutcome& fleet = answer.scopes.front();
    out["policy"] = resultJson(answer.total, fleet.choice.policy);
    const auto fitInto = [](Json& to, const ScopeOutcome& scope) {
        if (!scope.fit) return;
        to["budget"] = scope.choice.budget;
        to["validation_share"] = scope.fit->validationShare;
        to["fitted_on"] = sourceId(scope.source);
        to["fitted_samples"] = scope.fittedOn;
    };
    fitInto(out, fleet);
    if (answer.scopes.size() > 1) {
        out["groups"] = Json::array();
        for (const ScopeOutcome& scope : answer.scopes) {
            if (scope.clients.empty()) continue;
            Json group = resultJson(scope.result, scope.choice.policy);
            group["name"] = scope.name.empty() ? "everybody else" : scope.name;
            group["clients"] = scope.clients;
            fitInto(group, scope);
            out["groups"].push_back(std::move(group));
        }
    }
    out["savings"] = Json::array();
    for (const Saving& saving : savings(answer)) out["savings"].push_back(savingJson(saving));
    std::optional<DeviceAnswer> costs;
    if (device_) {
        costs = onDevice(answer, macs, *device_);
        out["device"] = {{"id", device_->id},
                         {"macs_per_second", device_->macsPerSecond},
                         {"check_seconds", device_->checkSeconds},
                         {"joules_per_mac", device_->joulesPerMac},
                         {"idle_watts", device_->idleWatts},
                         {"client_mean", costJson(costs->clientMean)},
                         {"sample_mean", costJson(costs->mean)},
                         {"last_exit", costJson(costs->lastExit)}};
    }
    if (options_.perClient) {
        out["clients"] = Json::array();
        for (std::size_t i = 0; i < answer.clients.size(); ++i) {
            const ClientOutcome& client = answer.clients[i];
            Json row{{"client", client.client},
                     {"samples", client.samples},
                     {"accuracy", numberJson(client.accuracy)},
                     {"shares", numbersJson(client.shares)},
                     {"macs", numberJson(client.macs)},
                     {"saving", numberJson(client.saving)}};
            if (!answer.scopes[client.scope].name.empty()) row["group"] = answer.scopes[client.scope].name;
            if (costs) row.update(costJson(costs->clients[i]));
            out["clients"].push_back(std::move(row));
        }
    }
    if (options_.reliability) out["reliability"] = reliabilityJson(&answer);
    if (!galleryFiles_.empty()) out["files"] = galleryFiles_;
    fmt::print("{}\n", out.dump());
    return ExitCode::Ok;
}

}  // namespace exitlab::cli
