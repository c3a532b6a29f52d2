// SPDX-License-Identifier: GPL-3.0-or-later
// What `exits` prints: the page Exits of the window in words and in JSON.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/exit_codes.h"
#include "app/cli/run_text.h"
#include "app/cli/session.h"
#include "core/inference/gallery.h"
#include "core/inference/savings.h"

namespace exitlab::cli {

struct ExitsOptions {
    std::string run;
    std::vector<std::string> policies, rules;
    std::vector<std::string> thresholds;  ///< each one number, or one per exit: "0.6,0.7"
    std::vector<int> patience, exits;     ///< exits from 1
    std::vector<double> budgets;
    std::vector<std::string> clients;  ///< one list per group
    std::string device;
    std::vector<std::string> against;
    std::string galleryDir, only, order = "easy";
    int count = 24;
    int round = 0;  ///< 0: the newest
    bool reliability = false, perClient = false, json = false;

    /// The values above in the order of the command line: a number after --clients is for those clients.
    enum class Kind { Policy, Threshold, Budget, Patience, Exit, Clients };
    struct Given {
        Kind kind;
        std::size_t at;  ///< index into the list of its kind
    };
    std::vector<Given> given;
};

/// The policy of the curve: the last one named.
ExitPolicy policyOf(const ExitsOptions& options);
/// Nullopt: no operating point was given, so a sweep is wanted. Throws Error(Usage) when options contradict each other.
std::optional<ExitPlan> planOf(const ExitsOptions& options, int exits);

/// A policy's result as it stands in every --json of `exits`.
Json resultJson(const PolicyResult& result, ExitPolicy policy);

class ExitsReport {
  public:
    ExitsReport(Session& session, const ExitsOptions& options);
    ExitCode print();

  private:
    /// A run with its records.
    struct Recorded {
        RunSummary run;
        int round = 0;
        std::shared_ptr<const ExitExplorer> explorer;
        std::string label() const;
    };
    Recorded load(const std::string& run, std::optional<int> round);

    ExitCode printSweep();
    ExitCode printPoint(const ExitPlan& plan);
    ExitCode printPointJson(const ExitAnswer& answer);
    void printHead(const std::string& what) const;
    void printAlone() const;
    void printScopes(const ExitAnswer& answer) const;
    void printDevice(const ExitAnswer& answer) const;
    void printClients(const ExitAnswer& answer) const;
    void printReliability(const ExitAnswer* answer) const;
    void writeGallery(const ExitAnswer& answer);
    std::vector<Saving> savings(const ExitAnswer& answer);
    Json headJson() const;
    Json reliabilityJson(const ExitAnswer* answer) const;
    std::vector<std::string> galleryFiles_;

    Session& session_;
    const ExitsOptions& options_;
    ExitPolicy policy_;
    Recorded own_;
    std::vector<PolicyResult> alone_;
    std::optional<ExitDevice> device_;
};

}  // namespace exitlab::cli
