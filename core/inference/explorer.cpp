// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/explorer.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "core/base/error.h"

namespace exitlab {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr const char* kPolicyNames[] = {"confidence", "entropy", "margin", "patience", "budgeted", "anytime"};
/// Steps between the ends of a curve of thresholds.
constexpr int kSweepSteps = 40;

Error usage(const std::string& what) { return Error(Error::Kind::Usage, what); }

template <class T>
void gather(std::vector<T>& to, const std::vector<T>& from, const std::vector<std::size_t>& rows, std::size_t width) {
    to.resize(rows.size() * width);
    for (std::size_t i = 0; i < rows.size(); ++i)
        std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(rows[i] * width), width,
                    to.begin() + static_cast<std::ptrdiff_t>(i * width));
}

ExitRecords rowsOf(const ExitRecords& from, const std::vector<std::size_t>& rows) {
    ExitRecords out;
    out.exits = from.exits;
    out.classes = from.classes;
    const auto exits = static_cast<std::size_t>(from.exits);
    gather(out.client, from.client, rows, 1);
    gather(out.sample, from.sample, rows, 1);
    gather(out.label, from.label, rows, 1);
    gather(out.prediction, from.prediction, rows, exits);
    gather(out.confidence, from.confidence, rows, exits);
    gather(out.entropy, from.entropy, rows, exits);
    gather(out.margin, from.margin, rows, exits);
    return out;
}

std::string nameOf(const ClientGroup& group) {
    return group.name.empty() ? "clients " + clientsText(group.clients) : group.name;
}

}  // namespace

const char* toString(ExitPolicy policy) { return kPolicyNames[static_cast<int>(policy)]; }

ExitPolicy exitPolicyFrom(const std::string& text) {
    std::string known;
    for (const ExitPolicy policy : kExitPolicies) {
        if (text == toString(policy)) return policy;
        known += (known.empty() ? "" : ", ") + std::string(toString(policy));
    }
    throw usage("exit policy \"" + text + "\": expected one of " + known);
}

bool hasThresholds(ExitPolicy policy) {
    return policy == ExitPolicy::Confidence || policy == ExitPolicy::Entropy || policy == ExitPolicy::Margin;
}

ExitRule ruleOf(ExitPolicy policy) {
    return policy == ExitPolicy::Entropy  ? ExitRule::Entropy
           : policy == ExitPolicy::Margin ? ExitRule::Margin
                                          : ExitRule::Confidence;
}

ExitExplorer::Packed::Packed(const ExitRecords& from) {
    std::vector<std::size_t> order(from.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return from.client[a] < from.client[b]; });
    records = rowsOf(from, order);
    for (std::size_t i = 0; i < records.size(); ++i)
        if (i == 0 || records.client[i] != records.client[i - 1]) {
            clients.push_back(records.client[i]);
            begins.push_back(i);
        }
    begins.push_back(records.size());
}

ExitRecords ExitExplorer::Packed::of(const std::vector<int>& wanted) const {
    std::vector<std::size_t> rows;
    for (const int client : wanted) {
        const auto at = std::lower_bound(clients.begin(), clients.end(), client);
        if (at == clients.end() || *at != client) continue;
        const auto index = static_cast<std::size_t>(at - clients.begin());
        for (std::size_t row = begins[index]; row < begins[index + 1]; ++row) rows.push_back(row);
    }
    return rowsOf(records, rows);
}

ExitExplorer::ExitExplorer(const ExitRecords& test, const ExitRecords* validation, std::vector<double> macs)
    : test_(test), validation_(validation ? *validation : ExitRecords{}), macs_(std::move(macs)) {
    if (test.size() == 0) throw InputError("exit records", "", "there are no test samples in them");
    if (validation && validation->size() > 0 && validation->exits != test.exits)
        throw InputError("exit records", "",
                         "validation records have " + std::to_string(validation->exits) + " exits, test records " +
                             std::to_string(test.exits));
    if (macs_.size() != static_cast<std::size_t>(test.exits))
        throw InputError(
            "exit records", "",
            "have " + std::to_string(test.exits) + " exits, and there are costs of " + std::to_string(macs_.size()));
}

std::vector<double> ExitExplorer::usedThresholds(const ExitChoice& choice, const std::string& where) const {
    const auto exits = static_cast<std::size_t>(test_.records.exits);
    std::vector<double> used = choice.thresholds;
    if (used.size() == 1) used.resize(std::max<std::size_t>(1, exits - 1), used.front());
    if (used.size() == exits) used.pop_back();  // the last exit takes what is left, whatever is said
    if (used.size() != exits - 1)
        throw usage(where + ": " + std::to_string(choice.thresholds.size()) +
                    " thresholds, expected one for all exits, "
                    "or " +
                    std::to_string(exits - 1) + ": one per exit but the last, which takes what is left");
    for (const double threshold : used)
        if (std::isnan(threshold)) throw usage(where + ": a threshold is not a number");
    used.push_back(choice.policy == ExitPolicy::Entropy ? kInfinity : -kInfinity);
    return used;
}

void ExitExplorer::fit(ScopeOutcome& scope) const {
    ExitRecords own = validation_.of(scope.clients);
    scope.source = FitSource::Validation;
    const ExitRecords* on = &own;
    if (own.size() == 0 && hasValidation()) {
        scope.source = FitSource::FleetValidation;
        on = &validation_.records;
    } else if (own.size() == 0) {
        scope.source = FitSource::Test;
        own = test_.of(scope.clients);
    }
    scope.fittedOn = static_cast<std::int64_t>(on->size());
    scope.fit = fitBudget(*on, scope.choice.budget, macs_);
}

ExitAnswer ExitExplorer::answer(const ExitPlan& plan) const {
    ExitAnswer answer;
    answer.scopes.resize(plan.groups.size() + 1);
    answer.scopes[0].choice = plan.fleet;
    std::map<int, std::size_t> scopeOf;
    for (std::size_t g = 0; g < plan.groups.size(); ++g) {
        const ClientGroup& group = plan.groups[g];
        ScopeOutcome& scope = answer.scopes[g + 1];
        scope.name = nameOf(group);
        scope.choice = group.choice;
        if (group.clients.empty()) throw usage("group " + std::to_string(g + 1) + ": has no clients");
        for (const int client : group.clients) {
            if (!std::binary_search(test_.clients.begin(), test_.clients.end(), client))
                throw usage(scope.name + ": client " + std::to_string(client) +
                            " has no test samples; there are clients " + clientsText(test_.clients));
            const auto [at, isNew] = scopeOf.emplace(client, g + 1);
            if (!isNew)
                throw usage("client " + std::to_string(client) + " is in two groups, " +
                            answer.scopes[at->second].name + " and " + scope.name);
            scope.clients.push_back(client);
        }
        std::sort(scope.clients.begin(), scope.clients.end());
    }
    for (const int client : test_.clients)
        if (scopeOf.emplace(client, 0).second) answer.scopes[0].clients.push_back(client);

    answer.taken.assign(test_.records.size(), exits() - 1);
    std::vector<std::vector<double>> thresholds(answer.scopes.size());
    for (std::size_t s = 0; s < answer.scopes.size(); ++s) {
        ScopeOutcome& scope = answer.scopes[s];
        const std::string where = scope.name.empty() ? "exit policy" : scope.name;
        const ExitChoice& choice = scope.choice;
        if (choice.policy == ExitPolicy::Budgeted && !scope.clients.empty()) {
            if (!(choice.budget > 0 && choice.budget <= 1))
                throw usage(where + ": the budget must be above 0 and at most 1, a share of the full cost");
            try {
                fit(scope);
            } catch (const InputError& error) {
                if (scope.name.empty()) throw;
                throw InputError(scope.name, "", error.what());
            }
            thresholds[s] = scope.fit->thresholds;
        } else if (hasThresholds(choice.policy)) {
            thresholds[s] = usedThresholds(choice, where);
        } else if (choice.policy == ExitPolicy::Anytime && (choice.exit < 0 || choice.exit >= exits())) {
            throw usage(where + ": there is no exit " + std::to_string(choice.exit + 1) + ", expected 1 to " +
                        std::to_string(exits()));
        }
    }
    for (std::size_t c = 0; c < test_.clients.size(); ++c) {
        const std::size_t s = scopeOf.at(test_.clients[c]);
        const ExitChoice& choice = answer.scopes[s].choice;
        const std::size_t first = test_.begins[c], last = test_.begins[c + 1];
        if (choice.policy == ExitPolicy::Anytime)
            std::fill(answer.taken.begin() + static_cast<std::ptrdiff_t>(first),
                      answer.taken.begin() + static_cast<std::ptrdiff_t>(last), choice.exit);
        else if (choice.policy == ExitPolicy::Patience)
            exitsByPatience(test_.records, choice.patience, first, last, answer.taken);
        else
            exitsTaken(test_.records, ruleOf(choice.policy), thresholds[s], first, last, answer.taken);
    }

    const std::vector<ClientTally> tallies = clientTallies(test_.records, answer.taken);
    std::vector<std::vector<ClientTally>> perScope(answer.scopes.size());
    for (const ClientTally& tally : tallies) {
        ClientOutcome outcome;
        outcome.client = tally.client;
        outcome.scope = scopeOf.at(tally.client);
        outcome.samples = tally.samples;
        const PolicyResult alone = resultOf({tally}, macs_, {});
        outcome.accuracy = alone.accuracy;
        outcome.macs = alone.macs;
        outcome.saving = alone.saving;
        outcome.shares = alone.shares;
        perScope[outcome.scope].push_back(tally);
        answer.clients.push_back(std::move(outcome));
    }
    for (std::size_t s = 0; s < answer.scopes.size(); ++s)
        answer.scopes[s].result = resultOf(perScope[s], macs_, thresholds[s]);
    answer.total = resultOf(tallies, macs_, plan.groups.empty() ? thresholds[0] : std::vector<double>{});
    return answer;
}

const std::vector<float>& ExitExplorer::measureOf(ExitRule rule) const {
    return rule == ExitRule::Entropy  ? test_.records.entropy
           : rule == ExitRule::Margin ? test_.records.margin
                                      : test_.records.confidence;
}

std::vector<SweepPoint> ExitExplorer::sweep(ExitPolicy policy) const {
    std::vector<SweepPoint> points;
    const ExitRecords& records = test_.records;
    if (hasThresholds(policy)) {
        const auto exits = static_cast<std::size_t>(records.exits);
        const std::vector<float>& measure = measureOf(ruleOf(policy));
        std::vector<float> deciding;
        for (std::size_t i = 0; i < measure.size(); ++i)
            if (i % exits + 1 < exits && !std::isnan(measure[i])) deciding.push_back(measure[i]);
        std::sort(deciding.begin(), deciding.end());
        std::vector<double> thresholds{-kInfinity};
        for (int step = 1; step < kSweepSteps && !deciding.empty(); ++step) {
            const double value = deciding[(deciding.size() - 1) * static_cast<std::size_t>(step) / kSweepSteps];
            if (value > thresholds.back()) thresholds.push_back(value);
        }
        thresholds.push_back(kInfinity);
        for (const double threshold : thresholds)
            points.push_back({threshold, thresholdPolicy(records, ruleOf(policy), threshold, macs_)});
    } else if (policy == ExitPolicy::Patience) {
        for (int patience = 1; patience <= exits(); ++patience)
            points.push_back({static_cast<double>(patience), patiencePolicy(records, patience, macs_)});
    } else if (policy == ExitPolicy::Budgeted) {
        for (PolicyResult& result : budgetSweep(hasValidation() ? validation_.records : records, records, macs_)) {
            const double share = result.macs / macs_.back();
            points.push_back({share, std::move(result)});
        }
    } else {
        for (int exit = 0; exit < exits(); ++exit)
            points.push_back({static_cast<double>(exit + 1),
                              resultOf(clientTallies(records, std::vector<int>(records.size(), exit)), macs_, {})});
    }
    std::stable_sort(points.begin(), points.end(),
                     [](const SweepPoint& a, const SweepPoint& b) { return a.result.macs < b.result.macs; });
    return points;
}

std::vector<PolicyResult> ExitExplorer::exitsAlone() const {
    std::vector<PolicyResult> alone;
    for (SweepPoint& point : sweep(ExitPolicy::Anytime)) alone.push_back(std::move(point.result));
    return alone;
}

DeviceAnswer onDevice(const ExitAnswer& answer, const std::vector<double>& macs, const ExitDevice& device) {
    DeviceAnswer out;
    std::int64_t samples = 0;
    for (const ClientOutcome& client : answer.clients) {
        const bool checks = answer.scopes[client.scope].choice.policy != ExitPolicy::Anytime;
        const SampleCost cost = expectedCost(device, macs, client.shares, checks);
        const auto weight = static_cast<double>(client.samples);
        out.mean.latencyMs += weight * cost.latencyMs;
        out.mean.energyMj += weight * cost.energyMj;
        out.clientMean.latencyMs += cost.latencyMs;
        out.clientMean.energyMj += cost.energyMj;
        samples += client.samples;
        out.clients.push_back(cost);
    }
    const auto n = static_cast<double>(samples), count = static_cast<double>(answer.clients.size());
    out.mean = {out.mean.latencyMs / n, out.mean.energyMj / n};
    out.clientMean = {out.clientMean.latencyMs / count, out.clientMean.energyMj / count};
    out.lastExit = costAt(device, macs, static_cast<int>(macs.size()) - 1, false);
    return out;
}

std::vector<int> parseClients(const std::string& text) {
    constexpr int kMost = 1'000'000;
    const auto wrong = [&] { return usage("clients \"" + text + "\": expected numbers and ranges such as 0-4,7"); };
    std::vector<int> clients;
    const char* at = text.data();
    const char* const end = at + text.size();
    const auto skip = [&] {
        while (at != end && *at == ' ') ++at;
    };
    const auto number = [&] {
        skip();
        int value = 0;
        const auto [next, problem] = std::from_chars(at, end, value);
        if (problem != std::errc() || value < 0 || value > kMost) throw wrong();
        at = next;
        skip();
        return value;
    };
    for (;;) {
        const int first = number();
        int last = first;
        if (at != end && *at == '-') {
            ++at;
            last = number();
            if (last < first) throw wrong();
        }
        for (int client = first; client <= last; ++client) clients.push_back(client);
        if (at == end) break;
        if (*at++ != ',') throw wrong();
    }
    std::sort(clients.begin(), clients.end());
    clients.erase(std::unique(clients.begin(), clients.end()), clients.end());
    return clients;
}

std::string clientsText(const std::vector<int>& clients) {
    std::string text;
    for (std::size_t i = 0; i < clients.size();) {
        std::size_t j = i;
        while (j + 1 < clients.size() && clients[j + 1] == clients[j] + 1) ++j;
        text += (text.empty() ? "" : ", ") + std::to_string(clients[i]);
        if (j > i) text += (j == i + 1 ? ", " : "-") + std::to_string(clients[j]);
        i = j + 1;
    }
    return text;
}

}  // namespace exitlab
