// SPDX-License-Identifier: GPL-3.0-or-later
// The exit explorer: what a fleet of clients reaches and pays when its samples leave early, answered from stored
// records with no forward pass. Prepared once per set of records; an answer is one pass over the samples.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/inference/device_model.h"
#include "core/inference/policies.h"

namespace exitlab {

enum class ExitPolicy {
    Confidence,  ///< leave when the largest probability >= threshold
    Entropy,     ///< leave when the entropy (nats) < threshold
    Margin,      ///< leave when largest - second largest probability >= threshold
    Patience,    ///< leave when so many exits in a row agree
    Budgeted,    ///< confidence thresholds fitted so that the clients pay a share of the full cost
    Anytime      ///< everything stops at one exit, fixed beforehand
};
inline constexpr ExitPolicy kExitPolicies[] = {ExitPolicy::Confidence, ExitPolicy::Entropy,  ExitPolicy::Margin,
                                               ExitPolicy::Patience,   ExitPolicy::Budgeted, ExitPolicy::Anytime};
const char* toString(ExitPolicy policy);  ///< "confidence", ...
/// Throws Error(Usage) naming the policies.
ExitPolicy exitPolicyFrom(const std::string& text);
/// Confidence, entropy and margin: those that a person gives thresholds for.
bool hasThresholds(ExitPolicy policy);
/// What is compared; budgeted compares confidences, as the two that compare nothing would.
ExitRule ruleOf(ExitPolicy policy);

/// A policy with its numbers; those of the other policies are not looked at.
struct ExitChoice {
    ExitPolicy policy = ExitPolicy::Confidence;
    std::vector<double> thresholds{0.7};  ///< one for all exits, or one per exit that decides (all but the last)
    int patience = 2;
    double budget = 0.5;  ///< share of the cost of the last exit
    int exit = 0;         ///< of anytime, from 0
    bool operator==(const ExitChoice&) const = default;
};

/// Clients with a policy of their own: one client, or all those with 40 % of the MACs.
struct ClientGroup {
    std::string name;
    std::vector<int> clients;
    ExitChoice choice;
    bool operator==(const ClientGroup&) const = default;
};
struct ExitPlan {
    ExitChoice fleet;  ///< of every client in no group
    std::vector<ClientGroup> groups;
    bool operator==(const ExitPlan&) const = default;
};

/// What the thresholds of a budget were fitted on, best first.
enum class FitSource {
    Validation,       ///< validation records of the same clients
    FleetValidation,  ///< of all clients, as these have none
    Test              ///< the test records themselves: the run kept no validation part, so the cost is optimistic
};

/// Clients that share a policy.
struct ScopeOutcome {
    std::string name;  ///< of the group; empty for the rest of the fleet
    std::vector<int> clients;
    ExitChoice choice;
    PolicyResult result;  ///< over these clients; NaN if there are none. thresholds: one per exit, as used
    std::optional<BudgetFit> fit;
    FitSource source = FitSource::Validation;
    std::int64_t fittedOn = 0;  ///< samples
    bool operator==(const ScopeOutcome&) const = default;
};

struct ClientOutcome {
    int client = 0;
    std::size_t scope = 0;  ///< index into ExitAnswer::scopes
    std::int64_t samples = 0;
    double accuracy = 0;
    double macs = 0;    ///< expected
    double saving = 0;  ///< 1 - macs / macs of the last exit
    std::vector<double> shares;
    bool operator==(const ClientOutcome&) const = default;
};

struct ExitAnswer {
    PolicyResult total;                  ///< over all clients; thresholds only if one policy holds for all
    std::vector<ScopeOutcome> scopes;    ///< the rest of the fleet first (it may be empty), then the groups in order
    std::vector<ClientOutcome> clients;  ///< by ascending id
    std::vector<int> taken;              ///< exit of every row of ExitExplorer::records()
    bool operator==(const ExitAnswer&) const = default;
};

/// A point of the accuracy-cost curve of a policy. `parameter`: the threshold (infinite at the ends: nobody, everybody
/// leaves), patience, share of the full cost, or the exit counted from 1.
struct SweepPoint {
    double parameter = 0;
    PolicyResult result;
    bool operator==(const SweepPoint&) const = default;
};

class ExitExplorer {
  public:
    /// `macs`: cumulative multiply-accumulates per exit. `validation` may be null. Throws InputError without test
    /// records or when the numbers of exits differ.
    ExitExplorer(const ExitRecords& test, const ExitRecords* validation, std::vector<double> macs);

    /// The test records, sorted by client.
    const ExitRecords& records() const { return test_.records; }
    const std::vector<double>& macs() const { return macs_; }
    int exits() const { return test_.records.exits; }
    const std::vector<int>& clients() const { return test_.clients; }  ///< with test samples, ascending
    bool hasValidation() const { return validation_.records.size() > 0; }

    /// Throws Error(Usage) naming group and client when a group is empty, a client is unknown or in two groups, or a
    /// number makes no sense; InputError with the feasible range when a budget cannot be kept.
    ExitAnswer answer(const ExitPlan& plan) const;

    /// The curve of a policy for the whole fleet: thresholds at the quantiles of what is compared, from "everybody
    /// leaves at once" to "nobody leaves early"; budgets p = 1/20 .. 39/20; every patience; every exit. By ascending
    /// cost.
    std::vector<SweepPoint> sweep(ExitPolicy policy) const;
    /// Every exit alone, as sweep(Anytime).
    std::vector<PolicyResult> exitsAlone() const;

  private:
    /// Records sorted by client, with where each client's rows begin.
    struct Packed {
        ExitRecords records;
        std::vector<int> clients;
        std::vector<std::size_t> begins;  ///< clients + 1
        explicit Packed(const ExitRecords& from);
        /// Rows of these clients; those that are not there are left out.
        ExitRecords of(const std::vector<int>& clients) const;
    };
    std::vector<double> usedThresholds(const ExitChoice& choice, const std::string& where) const;
    void fit(ScopeOutcome& scope) const;
    const std::vector<float>& measureOf(ExitRule rule) const;

    Packed test_, validation_;
    std::vector<double> macs_;
};

/// Latency and energy of an answer.
struct DeviceAnswer {
    SampleCost mean;                  ///< over samples
    SampleCost clientMean;            ///< mean over clients
    SampleCost lastExit;              ///< of a sample that always uses the last exit, nothing checked
    std::vector<SampleCost> clients;  ///< as ExitAnswer::clients
    bool operator==(const DeviceAnswer&) const = default;
};
DeviceAnswer onDevice(const ExitAnswer& answer, const std::vector<double>& macs, const ExitDevice& device);

/// Clients from text: "0-4, 7" (as ids stand in the plots, from 0). Throws Error(Usage) saying what was expected.
std::vector<int> parseClients(const std::string& text);
/// The shortest such text.
std::string clientsText(const std::vector<int>& clients);

}  // namespace exitlab
