// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exits_report.h"

#include <fmt/core.h>

#include <cmath>

#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/base/error.h"
#include "core/inference/reliability.h"
#include "core/store/gallery_export.h"

namespace exitlab::cli {
namespace {

std::string exitWord(std::size_t k) { return fmt::format("exit {}", k + 1); }

std::string thresholdsText(const std::vector<double>& thresholds) {
    std::string out;
    for (std::size_t k = 0; k + 1 < thresholds.size(); ++k)
        out += (out.empty() ? "" : ", ") + (std::isinf(thresholds[k])
                                                ? fmt::format("exit {}: nobody", k + 1)
                                                : fmt::format("exit {}: {}", k + 1, number(thresholds[k])));
    return out;
}

std::string condition(ExitPolicy policy, const std::string& threshold) {
    switch (policy) {
        case ExitPolicy::Entropy:
            return "entropy (nats) is below " + threshold;
        case ExitPolicy::Margin:
            return "margin (best minus second probability) reaches " + threshold;
        default:
            return "confidence (largest probability) reaches " + threshold;
    }
}

std::string joined(const std::vector<double>& values) {
    std::string out;
    for (const double value : values) out += (out.empty() ? "" : ", ") + number(value);
    return out;
}

/// "a sample leaves at the first exit whose confidence (largest probability) reaches 0.6"
std::string policyText(const ExitChoice& choice) {
    switch (choice.policy) {
        case ExitPolicy::Patience:
            return fmt::format("a sample leaves when {} in a row agree", plural(choice.patience, "exit"));
        case ExitPolicy::Budgeted:
            return fmt::format("at most {} of the full cost", percent(choice.budget));
        case ExitPolicy::Anytime:
            return fmt::format("every sample uses exit {}", choice.exit + 1);
        default:
            return "a sample leaves at the first exit whose " + condition(choice.policy, joined(choice.thresholds));
    }
}

std::string valueText(const ExitChoice& choice) {
    switch (choice.policy) {
        case ExitPolicy::Patience:
            return std::to_string(choice.patience);
        case ExitPolicy::Budgeted:
            return percent(choice.budget);
        case ExitPolicy::Anytime:
            return fmt::format("exit {}", choice.exit + 1);
        default:
            return joined(choice.thresholds);
    }
}

const char* valueTitle(ExitPolicy policy) {
    switch (policy) {
        case ExitPolicy::Entropy:
            return "entropy";
        case ExitPolicy::Patience:
            return "patience";
        case ExitPolicy::Budgeted:
            return "budget";
        case ExitPolicy::Anytime:
            return "anytime";
        default:
            return "threshold";
    }
}

const char* sourceText(FitSource source) {
    switch (source) {
        case FitSource::Validation:
            return "validation samples";
        case FitSource::FleetValidation:
            return "validation samples of all clients, as these have none";
        case FitSource::Test:
            break;
    }
    return "test samples, as the run has no validation part: the cost on new samples may be higher";
}

struct Row {
    std::string name;
    PolicyResult result;
};

void printRows(const std::string& title, const std::vector<Row>& rows, int exits) {
    TextTable table;
    table.column(title);
    table.column("accuracy");
    table.column("over samples");
    for (int k = 1; k <= exits; ++k) table.column(fmt::format("at exit {}", k));
    table.column("MACs");
    table.column("saving");
    table.column("over samples");
    for (const auto& [name, result] : rows) {
        std::vector<std::string> cells{name, percent(result.clientAccuracy), percent(result.accuracy)};
        for (const double share : result.shares) cells.push_back(percent(share));
        cells.push_back(quantity(result.macs));
        cells.push_back(percent(result.clientSaving));
        cells.push_back(percent(result.saving));
        table.row(std::move(cells));
    }
    fmt::print("{}", table.text(Style(stdout)));
}

}  // namespace

std::string ExitsReport::Recorded::label() const { return fmt::format("run {} ({})", run.id, run.method); }

ExitsReport::Recorded ExitsReport::load(const std::string& text, std::optional<int> round) {
    Recorded recorded;
    recorded.run = session_.run(text);
    const std::string name = fmt::format("run {}", recorded.run.id);
    const std::vector<double> macs = startOf(session_.reader().reports(recorded.run.id), recorded.run.id).exitMacs;
    const auto records = session_.reader().records(recorded.run.id, round);
    if (!records || !records->test || records->test->size() == 0) {
        if (round)
            throw InputError(name, fmt::format("round {}", *round),
                             "has no exit records; evaluation.records=all keeps those of every evaluation");
        throw InputError(name, "evaluation.records",
                         recorded.run.completed == 0
                             ? "the run has not finished a round, so there are no exit records yet"
                             : "this run keeps no exit records, or none yet; the last evaluation takes them unless "
                               "evaluation.records is none");
    }
    recorded.round = records->round;
    recorded.explorer = std::make_shared<const ExitExplorer>(*records->test, records->validation.get(), macs);
    return recorded;
}

ExitsReport::ExitsReport(Session& session, const ExitsOptions& options)
    : session_(session), options_(options), policy_(policyOf(options)) {
    if (!options.device.empty()) device_ = deviceFrom(options.device);
    own_ = load(options.run, options.round > 0 ? std::optional<int>(options.round) : std::nullopt);
    alone_ = own_.explorer->exitsAlone();
}

ExitCode ExitsReport::print() {
    if (const auto plan = planOf(options_, own_.explorer->exits())) return printPoint(*plan);
    const auto needsPoint = [](bool asked, const char* option) {
        if (asked)
            throw Error(
                Error::Kind::Usage,
                fmt::format("{} needs one operating point: add --threshold, --budget, --patience or --exit", option));
    };
    needsPoint(!options_.against.empty(), "--against");
    needsPoint(options_.perClient, "--per-client");
    needsPoint(!options_.galleryDir.empty(), "--gallery");
    needsPoint(device_.has_value(), "--device");
    return printSweep();
}

void ExitsReport::printHead(const std::string& what) const {
    fmt::print("{}\n", Style(stdout).bold(fmt::format("Run {}, {}, {}: {}", own_.run.id, oneLine(own_.run.name),
                                                      own_.run.method, what)));
    fmt::print(
        "{} test samples of {}, round {}. Accuracy and saving are means over clients; \"over samples\" counts every "
        "sample once.\n\n",
        own_.explorer->records().size(), plural(own_.run.clients, "client"), own_.round);
}

void ExitsReport::printAlone() const {
    const std::vector<double>& macs = own_.explorer->macs();
    TextTable table;
    table.column("every sample leaves at", TextTable::Align::Left);
    table.column("accuracy");
    table.column("MACs");
    table.column("of full cost");
    if (device_) {
        table.column("latency, ms");
        table.column("energy, mJ");
    }
    for (std::size_t k = 0; k < alone_.size(); ++k) {
        std::vector<std::string> cells{exitWord(k), percent(alone_[k].clientAccuracy), quantity(macs[k]),
                                       percent(macs[k] / macs.back())};
        if (device_) {
            const SampleCost cost = costAt(*device_, macs, static_cast<int>(k), false);
            cells.push_back(number(cost.latencyMs));
            cells.push_back(number(cost.energyMj));
        }
        table.row(std::move(cells));
    }
    fmt::print("{}\n", table.text(Style(stdout)));
}

ExitCode ExitsReport::printSweep() {
    std::vector<Row> rows;
    const ExitExplorer& explorer = *own_.explorer;
    if (hasThresholds(policy_)) {
        for (PolicyResult& result : thresholdSweep(explorer.records(), ruleOf(policy_), explorer.macs())) {
            const std::string name =
                fmt::format("{:.{}f}", result.thresholds.front(), policy_ == ExitPolicy::Entropy ? 3 : 2);
            rows.push_back({name, std::move(result)});
        }
    } else {
        for (SweepPoint& point : explorer.sweep(policy_)) {
            const std::string name = policy_ == ExitPolicy::Budgeted  ? percent(point.parameter)
                                     : policy_ == ExitPolicy::Anytime ? fmt::format("exit {}", point.parameter)
                                                                      : fmt::format("{}", point.parameter);
            rows.push_back({name, std::move(point.result)});
        }
    }
    if (options_.json) {
        Json out = headJson();
        out["sweep"] = Json::array();
        for (const Row& row : rows) out["sweep"].push_back(resultJson(row.result, policy_));
        if (options_.reliability) out["reliability"] = reliabilityJson(nullptr);
        fmt::print("{}\n", out.dump());
        return ExitCode::Ok;
    }
    printHead(hasThresholds(policy_)
                  ? fmt::format("a sample leaves at the first exit whose {}", condition(policy_, "the threshold"))
              : policy_ == ExitPolicy::Patience ? "a sample leaves when so many exits in a row agree"
              : policy_ == ExitPolicy::Budgeted ? "thresholds fitted to a share of the full cost"
                                                : "every sample uses the same exit");
    printAlone();
    printRows(valueTitle(policy_), rows, explorer.exits());
    if (options_.reliability) printReliability(nullptr);
    return ExitCode::Ok;
}

std::vector<Saving> ExitsReport::savings(const ExitAnswer& answer) {
    const double full = own_.explorer->macs().back();
    const auto mean = [&](const PolicyResult& result) { return averaged(result, Averaging::Clients, full); };
    const PolicyResult point = mean(answer.total);
    std::vector<Saving> all{againstLastExit(point, mean(alone_.back()))};
    std::vector<PolicyResult> fixed;
    for (const PolicyResult& exit : alone_) fixed.push_back(mean(exit));
    const auto add = [&](const std::string& name, const std::vector<PolicyResult>& curve) {
        for (Saving& saving : againstCurve(point, name, curve)) all.push_back(std::move(saving));
    };
    if (alone_.size() > 1) add("one exit for every sample", fixed);
    for (const std::string& other : options_.against) {
        const Recorded recorded = load(other, std::nullopt);
        const ExitPolicy policy = answer.scopes.front().clients.empty() ? answer.scopes.back().choice.policy
                                                                        : answer.scopes.front().choice.policy;
        add(recorded.label(),
            averaged(recorded.explorer->sweep(policy), Averaging::Clients, recorded.explorer->macs().back()));
    }
    return all;
}

ExitCode ExitsReport::printPoint(const ExitPlan& plan) {
    const ExitAnswer answer = own_.explorer->answer(plan);
    if (!options_.galleryDir.empty()) writeGallery(answer);
    if (options_.json) return printPointJson(answer);
    printHead(plan.groups.empty() ? policyText(plan.fleet)
                                  : fmt::format("{} of clients with a policy of their own",
                                                plural(static_cast<std::int64_t>(plan.groups.size()), "group")));
    printAlone();
    if (plan.groups.empty())
        printRows(valueTitle(plan.fleet.policy), {{valueText(plan.fleet), answer.total}}, own_.explorer->exits());
    else
        printScopes(answer);
    fmt::print("\n");
    for (const Saving& saving : savings(answer)) fmt::print("{}\n", inWords(saving));
    for (const ScopeOutcome& scope : answer.scopes)
        if (scope.fit)
            fmt::print("{}onfidence thresholds {} (fixed on {} {}; they cost {} there).\n",
                       scope.name.empty() ? "C" : scope.name + ": c", thresholdsText(scope.fit->thresholds),
                       scope.fittedOn, sourceText(scope.source), percent(scope.fit->validationShare));
    if (device_) printDevice(answer);
    if (options_.perClient) printClients(answer);
    if (options_.reliability) printReliability(&answer);
    if (!galleryFiles_.empty()) fmt::print("\n");
    for (const std::string& file : galleryFiles_) fmt::print("{}\n", file);
    return ExitCode::Ok;
}

void ExitsReport::printScopes(const ExitAnswer& answer) const {
    std::vector<Row> rows;
    for (const ScopeOutcome& scope : answer.scopes) {
        if (scope.clients.empty()) continue;
        const std::string who = scope.name.empty() ? "everybody else" : scope.name;
        rows.push_back(
            {fmt::format("{}: {} {}", who, toString(scope.choice.policy), valueText(scope.choice)), scope.result});
    }
    rows.push_back({"all clients", answer.total});
    printRows("clients", rows, own_.explorer->exits());
}

void ExitsReport::printDevice(const ExitAnswer& answer) const {
    const DeviceAnswer costs = onDevice(answer, own_.explorer->macs(), *device_);
    fmt::print("\n{}: {} GMAC/s, {} ms per exit check, {} nJ per MAC, {} W idle ({}).\n", device_->title,
               number(device_->macsPerSecond / 1e9), number(device_->checkSeconds * 1e3),
               number(device_->joulesPerMac * 1e9), number(device_->idleWatts), device_->source);
    TextTable table;
    table.column("per sample", TextTable::Align::Left);
    table.column("latency, ms");
    table.column("energy, mJ");
    table.row({"mean over clients", number(costs.clientMean.latencyMs), number(costs.clientMean.energyMj)});
    table.row({"over samples", number(costs.mean.latencyMs), number(costs.mean.energyMj)});
    table.row({"last exit always", number(costs.lastExit.latencyMs), number(costs.lastExit.energyMj)});
    fmt::print("{}", table.text(Style(stdout)));
}

void ExitsReport::printClients(const ExitAnswer& answer) const {
    std::optional<DeviceAnswer> costs;
    if (device_) costs = onDevice(answer, own_.explorer->macs(), *device_);
    TextTable table;
    table.column("client");
    table.column("samples");
    table.column("accuracy");
    for (int k = 1; k <= own_.explorer->exits(); ++k) table.column(fmt::format("at exit {}", k));
    table.column("MACs");
    table.column("saving");
    if (costs) {
        table.column("latency, ms");
        table.column("energy, mJ");
    }
    if (answer.scopes.size() > 1) table.column("group", TextTable::Align::Left);
    for (std::size_t i = 0; i < answer.clients.size(); ++i) {
        const ClientOutcome& client = answer.clients[i];
        std::vector<std::string> cells{std::to_string(client.client), std::to_string(client.samples),
                                       percent(client.accuracy)};
        for (const double share : client.shares) cells.push_back(percent(share));
        cells.push_back(quantity(client.macs));
        cells.push_back(percent(client.saving));
        if (costs) {
            cells.push_back(number(costs->clients[i].latencyMs));
            cells.push_back(number(costs->clients[i].energyMj));
        }
        cells.push_back(answer.scopes[client.scope].name);
        table.row(std::move(cells));
    }
    fmt::print("\n{}", table.text(Style(stdout)));
}

void ExitsReport::printReliability(const ExitAnswer* answer) const {
    const ExitRecords& records = own_.explorer->records();
    const auto print = [](const std::vector<ExitReliability>& exits) {
        TextTable table;
        table.column("exit");
        table.column("samples");
        table.column("accuracy");
        table.column("confidence");
        table.column("calibration error");
        for (const ExitReliability& exit : exits)
            table.row({std::to_string(exit.exit + 1), std::to_string(exit.samples), percent(exit.accuracy),
                       percent(exit.confidence), percent(exit.error)});
        fmt::print("{}", table.text(Style(stdout)));
    };
    const auto all = exitReliability(records);
    fmt::print("\nReliability over all test samples (expected calibration error, {} bins)\n", all.front().bins.size());
    print(all);
    if (answer) {
        fmt::print("\nReliability over the samples that leave at the exit\n");
        print(exitReliability(records, &answer->taken));
    }
    TextTable bins;
    bins.column("confidence");
    for (std::size_t k = 0; k < all.size(); ++k) {
        bins.column(fmt::format("accuracy {}", k + 1));
        bins.column(fmt::format("samples {}", k + 1));
    }
    for (std::size_t b = 0; b < all.front().bins.size(); ++b) {
        std::vector<std::string> cells{
            fmt::format("{:.3f} to {:.3f}", all.front().bins[b].low, all.front().bins[b].high)};
        for (const ExitReliability& exit : all) {
            cells.push_back(exit.bins[b].samples > 0 ? percent(exit.bins[b].accuracy) : "-");
            cells.push_back(std::to_string(exit.bins[b].samples));
        }
        bins.row(std::move(cells));
    }
    fmt::print("\n{}", bins.text(Style(stdout)));
}

void ExitsReport::writeGallery(const ExitAnswer& answer) {
    GalleryQuery query;
    query.surestFirst = options_.order == "easy";
    query.limit = static_cast<std::size_t>(options_.count);
    if (!options_.only.empty()) query.right = options_.only == "right";
    const auto exits = galleryOf(own_.explorer->records(), answer.taken, query);
    const Experiment experiment =
        Experiment::parse(own_.run.experiment, session_.methods(), fmt::format("run {}", own_.run.id));
    const SampleImages images = sampleImages(experiment, gallerySamples(exits), session_.runOptions());
    for (const auto& file : exportGallery(exits, images, options_.galleryDir)) galleryFiles_.push_back(file.string());
}

}  // namespace exitlab::cli
