// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/policies.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "core/base/error.h"

namespace exitlab {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::size_t exitCount(const ExitRecords& records) {
    if (records.exits < 1) throw Error(Error::Kind::Usage, "exit policy: the records have no exits");
    return static_cast<std::size_t>(records.exits);
}

void checkLength(const char* what, std::size_t found, std::size_t expected) {
    if (found != expected)
        throw Error(Error::Kind::Usage, std::string("exit policy: ") + what + " has " + std::to_string(found) +
                                            " values, expected one per exit (" + std::to_string(expected) + ")");
}

/// Dense numbers 0..count-1 for the client ids of the records, which may be any integers.
struct ClientIndex {
    std::vector<std::uint32_t> of;  ///< per sample
    std::size_t count = 0;

    explicit ClientIndex(const std::vector<std::int32_t>& client) : of(client.size()) {
        if (client.empty()) return;
        const auto [low, high] = std::minmax_element(client.begin(), client.end());
        const std::int64_t first = *low;
        const std::int64_t span = static_cast<std::int64_t>(*high) - first + 1;
        if (span <= static_cast<std::int64_t>(client.size()) * 4 + 1024) {
            std::vector<std::uint32_t> number(static_cast<std::size_t>(span), 0);
            for (const std::int32_t id : client) number[static_cast<std::size_t>(id - first)] = 1;
            for (auto& entry : number)
                if (entry) entry = static_cast<std::uint32_t>(++count);
            for (std::size_t i = 0; i < client.size(); ++i)
                of[i] = number[static_cast<std::size_t>(client[i] - first)] - 1;
        } else {
            std::vector<std::int32_t> ids(client);
            std::sort(ids.begin(), ids.end());
            ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
            count = ids.size();
            for (std::size_t i = 0; i < client.size(); ++i)
                of[i] = static_cast<std::uint32_t>(std::lower_bound(ids.begin(), ids.end(), client[i]) - ids.begin());
        }
    }
};

PolicyResult outcome(const ExitRecords& records, const std::vector<int>& taken, const std::vector<double>& macs,
                     std::vector<double> thresholds) {
    checkLength("the list of costs", macs.size(), exitCount(records));
    return resultOf(clientTallies(records, taken), macs, std::move(thresholds));
}

double validationCost(const ExitRecords& validation, const std::vector<double>& thresholds,
                      const std::vector<double>& macs) {
    double sum = 0;
    for (const int exit : exitsTaken(validation, ExitRule::Confidence, thresholds))
        sum += macs[static_cast<std::size_t>(exit)];
    return sum / static_cast<double>(validation.size()) / macs.back();
}

}  // namespace

std::vector<ClientTally> clientTallies(const ExitRecords& records, const std::vector<int>& taken) {
    const std::size_t exits = exitCount(records);
    const ClientIndex index(records.client);
    std::vector<ClientTally> tallies(index.count);
    for (ClientTally& tally : tallies) tally.left.assign(exits, 0);
    for (std::size_t i = 0; i < records.size(); ++i) {
        ClientTally& tally = tallies[index.of[i]];
        tally.client = records.client[i];
        ++tally.samples;
        tally.correct += records.correct(i, taken[i]);
        ++tally.left[static_cast<std::size_t>(taken[i])];
    }
    return tallies;
}

PolicyResult resultOf(const std::vector<ClientTally>& tallies, const std::vector<double>& macs,
                      std::vector<double> thresholds) {
    const std::size_t exits = macs.size();
    if (exits == 0 || !(macs.back() > 0))
        throw Error(Error::Kind::Usage, "exit policy: the cost of the last exit is not above 0");
    PolicyResult result;
    result.thresholds = std::move(thresholds);
    if (tallies.empty()) {
        result.accuracy = result.clientAccuracy = result.macs = result.saving = result.clientSaving = kNaN;
        result.shares.assign(exits, kNaN);
        return result;
    }
    std::vector<std::int64_t> left(exits, 0);
    std::int64_t correct = 0, n = 0;
    for (const ClientTally& tally : tallies) {
        const auto samples = static_cast<double>(tally.samples);
        double cost = 0;
        for (std::size_t k = 0; k < exits; ++k) {
            left[k] += tally.left[k];
            cost += static_cast<double>(tally.left[k]) * macs[k];
        }
        n += tally.samples;
        correct += tally.correct;
        result.clientAccuracy += static_cast<double>(tally.correct) / samples;
        result.clientSaving += 1 - cost / samples / macs.back();
    }
    const auto total = static_cast<double>(n);
    result.accuracy = static_cast<double>(correct) / total;
    for (std::size_t k = 0; k < exits; ++k) {
        result.shares.push_back(static_cast<double>(left[k]) / total);
        result.macs += result.shares[k] * macs[k];
    }
    result.saving = 1 - result.macs / macs.back();
    result.clientAccuracy /= static_cast<double>(tallies.size());
    result.clientSaving /= static_cast<double>(tallies.size());
    return result;
}

std::vector<int> exitsTaken(const ExitRecords& records, ExitRule rule, const std::vector<double>& thresholds) {
    std::vector<int> taken(records.size());
    exitsTaken(records, rule, thresholds, 0, records.size(), taken);
    return taken;
}

void exitsTaken(const ExitRecords& records, ExitRule rule, const std::vector<double>& thresholds, std::size_t first,
                std::size_t end, std::vector<int>& taken) {
    const std::size_t exits = exitCount(records);
    checkLength("the list of thresholds", thresholds.size(), exits);
    // One sign turns the entropy rule (below) into the others (at or above) without a branch per sample; at equality
    // they differ, so the entropy threshold moves up by one float.
    const bool entropy = rule == ExitRule::Entropy;
    const std::vector<float>& measure = entropy                    ? records.entropy
                                        : rule == ExitRule::Margin ? records.margin
                                                                   : records.confidence;
    const float sign = entropy ? -1.0f : 1.0f;
    std::vector<float> limit(exits);
    for (std::size_t k = 0; k < exits; ++k) {
        const float threshold = sign * static_cast<float>(thresholds[k]);
        limit[k] = entropy ? std::nextafter(threshold, std::numeric_limits<float>::infinity()) : threshold;
    }
    const int last = records.exits - 1;
    const float* row = measure.data() + first * exits;
    for (std::size_t i = first; i < end; ++i, row += exits) {
        int k = 0;
        while (k < last && !(sign * row[k] >= limit[static_cast<std::size_t>(k)])) ++k;
        taken[i] = k;
    }
}

PolicyResult evaluatePolicy(const ExitRecords& records, ExitRule rule, const std::vector<double>& thresholds,
                            const std::vector<double>& macs) {
    return outcome(records, exitsTaken(records, rule, thresholds), macs, thresholds);
}

PolicyResult thresholdPolicy(const ExitRecords& records, ExitRule rule, double threshold,
                             const std::vector<double>& macs) {
    return evaluatePolicy(records, rule, std::vector<double>(exitCount(records), threshold), macs);
}

std::vector<int> exitsByPatience(const ExitRecords& records, int patience) {
    std::vector<int> taken(records.size());
    exitsByPatience(records, patience, 0, records.size(), taken);
    return taken;
}

void exitsByPatience(const ExitRecords& records, int patience, std::size_t first, std::size_t last,
                     std::vector<int>& taken) {
    if (patience < 1) throw Error(Error::Kind::Usage, "exit policy: patience must be at least 1");
    exitCount(records);
    for (std::size_t i = first; i < last; ++i) {
        taken[i] = records.exits - 1;
        int agreeing = 0;
        for (int k = 0; k < records.exits; ++k) {
            const bool same = k > 0 && records.prediction[records.at(i, k)] == records.prediction[records.at(i, k - 1)];
            agreeing = same ? agreeing + 1 : 1;
            if (agreeing >= patience) {
                taken[i] = k;
                break;
            }
        }
    }
}

PolicyResult patiencePolicy(const ExitRecords& records, int patience, const std::vector<double>& macs) {
    return outcome(records, exitsByPatience(records, patience), macs, {});
}

std::vector<double> anytimeAccuracy(const ExitRecords& records) {
    const std::size_t exits = exitCount(records);
    if (records.size() == 0) return std::vector<double>(exits, kNaN);
    const ClientIndex index(records.client);
    std::vector<std::int64_t> correct(index.count * exits, 0), samples(index.count, 0);
    for (std::size_t i = 0; i < records.size(); ++i) {
        ++samples[index.of[i]];
        for (std::size_t k = 0; k < exits; ++k)
            correct[index.of[i] * exits + k] += records.correct(i, static_cast<int>(k));
    }
    std::vector<double> accuracy(exits, 0);
    for (std::size_t c = 0; c < index.count; ++c)
        for (std::size_t k = 0; k < exits; ++k)
            accuracy[k] += static_cast<double>(correct[c * exits + k]) / static_cast<double>(samples[c]);
    for (double& value : accuracy) value /= static_cast<double>(index.count);
    return accuracy;
}

std::vector<double> budgetThresholds(const ExitRecords& validation, double p) {
    const std::size_t exits = exitCount(validation);
    if (!(p > 0) || !std::isfinite(p)) throw Error(Error::Kind::Usage, "exit budget: p must be a number above 0");
    std::vector<double> quota(exits);
    double sum = 0;
    for (std::size_t k = 0; k < exits; ++k) sum += quota[k] = std::pow(p, static_cast<double>(k + 1));
    const std::size_t n = validation.size();
    std::vector<double> thresholds(exits, kInfinity);
    thresholds.back() = -kInfinity;
    std::vector<std::uint32_t> staying(n);
    for (std::size_t i = 0; i < n; ++i) staying[i] = static_cast<std::uint32_t>(i);
    std::vector<float> confidence;
    for (std::size_t k = 0; k + 1 < exits; ++k) {
        const auto of = [&](std::uint32_t i) {
            const float value = validation.confidence[validation.at(i, static_cast<int>(k))];
            return std::isnan(value) ? -std::numeric_limits<float>::infinity() : value;
        };
        // n q_k is often a whole number that rounding leaves just below.
        const auto count = static_cast<std::size_t>(std::floor(static_cast<double>(n) * (quota[k] / sum) + 1e-9));
        if (count == 0 || count > staying.size()) continue;
        confidence.clear();
        for (const std::uint32_t i : staying) confidence.push_back(of(i));
        const auto nth = confidence.begin() + static_cast<std::ptrdiff_t>(count - 1);
        std::nth_element(confidence.begin(), nth, confidence.end(), std::greater<>());
        if (std::isinf(*nth)) continue;
        const float threshold = *nth;
        thresholds[k] = static_cast<double>(threshold);
        std::erase_if(staying, [&](std::uint32_t i) { return of(i) >= threshold; });
    }
    return thresholds;
}

BudgetFit fitBudget(const ExitRecords& validation, double share, const std::vector<double>& macs) {
    checkLength("the list of costs", macs.size(), exitCount(validation));
    if (validation.size() == 0)
        throw InputError("exit budget", "", "the run has no validation records, and thresholds are fixed on them");
    if (!(macs.back() > 0)) throw Error(Error::Kind::Usage, "exit policy: the cost of the last exit is not above 0");
    const auto fit = [&](double p) {
        BudgetFit result;
        result.p = p;
        result.thresholds = budgetThresholds(validation, p);
        result.validationShare = validationCost(validation, result.thresholds, macs);
        return result;
    };
    double low = 0.05, high = 1.95;
    BudgetFit best = fit(low);
    if (!(best.validationShare <= share)) {
        char text[160];
        std::snprintf(text, sizeof text,
                      "share %.4g of the full cost cannot be reached: the smallest feasible is %.4g (feasible: %.4g to "
                      "1)",
                      share, best.validationShare, std::ceil(best.validationShare * 1e4) / 1e4);
        throw InputError("exit budget", "", text);
    }
    const BudgetFit dearest = fit(high);
    if (dearest.validationShare <= share) return dearest;
    // The cost is a staircase in p: 31 halvings end below 1e-9, past any step that a count can make.
    for (int i = 0; i < 31; ++i) {
        const double middle = (low + high) / 2;
        BudgetFit candidate = fit(middle);
        if (candidate.validationShare <= share) {
            low = middle;
            if (candidate.validationShare >= best.validationShare) best = std::move(candidate);
        } else {
            high = middle;
        }
    }
    return best;
}

std::vector<PolicyResult> thresholdSweep(const ExitRecords& records, ExitRule rule, const std::vector<double>& macs) {
    const double unit = rule == ExitRule::Entropy ? std::log(static_cast<double>(records.classes)) : 1.0;
    std::vector<PolicyResult> sweep;
    for (int percent = 30; percent <= 95; percent += 5)
        sweep.push_back(thresholdPolicy(records, rule, percent / 100.0 * unit, macs));
    sweep.push_back(thresholdPolicy(records, rule, 0.99 * unit, macs));
    return sweep;
}

std::vector<PolicyResult> budgetSweep(const ExitRecords& validation, const ExitRecords& test,
                                      const std::vector<double>& macs) {
    if (validation.exits != test.exits)
        throw Error(Error::Kind::Usage, "exit budget: validation and test records differ in exits");
    std::vector<PolicyResult> sweep;
    for (int i = 1; i <= 39; ++i)
        sweep.push_back(evaluatePolicy(test, ExitRule::Confidence, budgetThresholds(validation, i / 20.0), macs));
    return sweep;
}

double isoAccuracyMacs(const std::vector<PolicyResult>& sweep, double accuracy) {
    double smallest = kNaN;
    for (const PolicyResult& result : sweep)
        if (result.accuracy >= accuracy && !(result.macs >= smallest)) smallest = result.macs;
    return smallest;
}

double isoMacsAccuracy(const std::vector<PolicyResult>& sweep, double macs) {
    double best = kNaN;
    for (const PolicyResult& result : sweep)
        if (result.macs <= macs && !(result.accuracy <= best)) best = result.accuracy;
    return best;
}

}  // namespace exitlab
