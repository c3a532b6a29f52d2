// SPDX-License-Identifier: GPL-3.0-or-later
// Early-exit policies computed from exit records alone (cafedistill.md 1.10, early-exit.md 7.1).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/inference/exit_records.h"

namespace exitlab {

/// What decides whether a sample leaves at an exit.
enum class ExitRule {
    Confidence,  ///< leave when the largest probability >= threshold
    Entropy,     ///< leave when the entropy (nats) < threshold
    Margin       ///< leave when largest - second largest >= threshold
};

/// Outcome of a policy on a set of records.
struct PolicyResult {
    std::vector<double> thresholds;  ///< per exit; the last exit takes every sample that is left
    double accuracy = 0;             ///< over samples
    double clientAccuracy = 0;       ///< mean over clients of the client's accuracy
    std::vector<double> shares;      ///< per exit: share of samples that leave there; sums to 1
    double macs = 0;                 ///< expected, over samples
    double saving = 0;               ///< 1 - macs / macs of the last exit, over samples
    double clientSaving = 0;         ///< mean over clients of the client's saving
    bool operator==(const PolicyResult&) const = default;
};

/// Exit taken by each sample when exit k has thresholds[k]; the last exit always takes what is left. Thresholds are
/// compared in the records' precision (float), so a typed 0.7 meets a recorded 0.7; NaN never leaves early.
std::vector<int> exitsTaken(const ExitRecords& records, ExitRule rule, const std::vector<double>& thresholds);
/// The same for the rows [first, last) only: their exits go to taken[first] .. taken[last - 1].
void exitsTaken(const ExitRecords& records, ExitRule rule, const std::vector<double>& thresholds, std::size_t first,
                std::size_t last, std::vector<int>& taken);

/// Where the samples of one client left, and how many of them were right.
struct ClientTally {
    int client = 0;
    std::int64_t samples = 0, correct = 0;
    std::vector<std::int64_t> left;  ///< per exit; sums to samples
    bool operator==(const ClientTally&) const = default;
};
/// One per client that has samples, by ascending id. `taken`: exit of every row.
std::vector<ClientTally> clientTallies(const ExitRecords& records, const std::vector<int>& taken);
/// Every mean that a PolicyResult has. Without any sample every value is NaN. `macs`: cumulative cost per exit, whose
/// number decides the exits; throws Error(Usage) if the last is not above 0.
PolicyResult resultOf(const std::vector<ClientTally>& tallies, const std::vector<double>& macs,
                      std::vector<double> thresholds);

/// `macs`: cumulative cost per exit (records.exits values). Without any sample every value is NaN. Throws Error(Usage)
/// when the lengths do not fit the records.
PolicyResult evaluatePolicy(const ExitRecords& records, ExitRule rule, const std::vector<double>& thresholds,
                            const std::vector<double>& macs);
/// One threshold for all exits.
PolicyResult thresholdPolicy(const ExitRecords& records, ExitRule rule, double threshold,
                             const std::vector<double>& macs);

/// Leave at the first exit whose last `patience` predictions, its own included, agree; the last exit takes what is
/// left. The result has no thresholds. Throws Error(Usage) if patience < 1.
PolicyResult patiencePolicy(const ExitRecords& records, int patience, const std::vector<double>& macs);
std::vector<int> exitsByPatience(const ExitRecords& records, int patience);
/// For the rows [first, last) only, as with exitsTaken().
void exitsByPatience(const ExitRecords& records, int patience, std::size_t first, std::size_t last,
                     std::vector<int>& taken);

/// Accuracy of every exit on all samples: mean over clients.
std::vector<double> anytimeAccuracy(const ExitRecords& records);

/// Thresholds of the budgeted policy for the geometric parameter p (quotas proportional to p^k, k = 1..K), fixed on a
/// validation part; +infinity where no sample may leave, -infinity at the last exit.
std::vector<double> budgetThresholds(const ExitRecords& validation, double p);
/// Bisection on p in [0.05, 1.95] so that the validation cost is at most `share` of the full cost; throws InputError if
/// even the cheapest exits cost more (says the feasible range).
struct BudgetFit {
    double p = 0;
    std::vector<double> thresholds;
    double validationShare = 0;  ///< cost reached on the validation part, of the full cost
    bool operator==(const BudgetFit&) const = default;
};
BudgetFit fitBudget(const ExitRecords& validation, double share, const std::vector<double>& macs);

/// The accuracy-cost curve of a rule: one result per threshold of a sweep (.30, .35, ... .95, .99 for confidence and
/// margin; the same fractions of ln(classes) for entropy).
std::vector<PolicyResult> thresholdSweep(const ExitRecords& records, ExitRule rule, const std::vector<double>& macs);
/// One result on `test` per p in {1..39}/20, thresholds from `validation`.
std::vector<PolicyResult> budgetSweep(const ExitRecords& validation, const ExitRecords& test,
                                      const std::vector<double>& macs);

/// Smallest expected cost of a sweep that reaches `accuracy`, or NaN.
double isoAccuracyMacs(const std::vector<PolicyResult>& sweep, double accuracy);
/// Best accuracy of a sweep that costs at most `macs`, or NaN.
double isoMacsAccuracy(const std::vector<PolicyResult>& sweep, double macs);

}  // namespace exitlab
