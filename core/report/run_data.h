// SPDX-License-Identifier: GPL-3.0-or-later
// One stored run, sorted by kind of report, for the sections of a report. Internal to core/report.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/analysis/run_record.h"
#include "core/config/experiment.h"
#include "core/federation/run.h"
#include "core/inference/policies.h"
#include "core/report/report.h"
#include "core/store/run_store.h"

namespace exitlab::report {

/// The reports of one of a method's results, in the order of the rounds.
template <class T>
struct ResultOver {
    std::string id;
    std::vector<const T*> rounds;
    const T& last() const { return *rounds.back(); }
};

class RunData {
  public:
    /// Throws Error(Usage) if there is no such run.
    RunData(const RunReader& reader, std::int64_t run, const ReportContext& context);

    RunSummary summary;
    RunOrigin origin;
    const RunStarted* start = nullptr;  ///< null: never started
    std::vector<const Evaluated*> evaluations;
    std::vector<const LossMeasured*> losses;
    std::vector<const ConflictMeasured*> conflicts;
    std::vector<const TrafficMeasured*> traffic;
    std::vector<const RoundFinished*> rounds;
    std::vector<const Message*> messages;
    std::vector<ResultOver<MethodSeries>> series;
    std::vector<ResultOver<MethodMatrix>> matrices;
    std::vector<ResultOver<MethodHistogram>> histograms;
    std::vector<ResultOver<MethodScatter>> scatters;
    std::vector<ResultOver<MethodImageGrid>> images;
    std::optional<RecordsTaken> records;

    std::optional<Experiment> experiment;  ///< empty: its method is not installed
    std::string problem;                   ///< why there is no experiment or no cost
    const MethodInfo* method = nullptr;
    std::optional<CostReport> cost;

    int exits() const { return summary.exits > 0 ? summary.exits : static_cast<int>(summary.accuracy.size()); }
    /// The method's name for people.
    std::string methodName() const { return method ? method->name : summary.method; }
    /// "12: Quick start"
    std::string label() const;
    /// "Quick start, CAFEDistill, seed 3 (run 12)"
    std::string longLabel() const;
    /// Test records that fit the costs known; null if there are none.
    const ExitRecords* tests() const;
    std::optional<PolicyResult> atThreshold(double threshold) const;
    double secondsPerRound() const;
    /// For comparisons of several runs.
    RunRecord record(double threshold) const;

  private:
    void sort();
    std::vector<ReportPtr> reports_;
};

/// "2026-11-20 17:05 UTC" of ISO 8601.
std::string timeText(const std::string& iso);
/// "exit 1"
std::string exitName(int exit);
std::vector<std::string> exitNames(int exits);
std::vector<std::string> numbersFrom(int first, int count);

}  // namespace exitlab::report
