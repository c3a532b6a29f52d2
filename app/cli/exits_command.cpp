// SPDX-License-Identifier: GPL-3.0-or-later
// What early exits cost and buy, from stored exit records: no forward pass.
#include <fmt/core.h>

#include <cmath>
#include <limits>
#include <optional>

#include "app/cli/help.h"
#include "app/cli/program.h"
#include "app/cli/run_text.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/base/error.h"
#include "core/inference/policies.h"

namespace exitlab::cli {
namespace {

struct Options {
    std::string run, rule = "confidence";
    std::optional<double> threshold, budget;
    int round = 0;  ///< 0: the newest
    bool json = false;
};

ExitRule ruleOf(const std::string& name) {
    if (name == "entropy") return ExitRule::Entropy;
    if (name == "margin") return ExitRule::Margin;
    return ExitRule::Confidence;
}

/// A policy's result under the name of its row.
struct Row {
    std::string name;
    PolicyResult result;
};

std::string thresholdsText(const std::vector<double>& thresholds) {
    std::string out;
    for (std::size_t k = 0; k + 1 < thresholds.size(); ++k)
        out += (out.empty() ? "" : ", ") + (std::isinf(thresholds[k])
                                                ? fmt::format("exit {}: nobody", k + 1)
                                                : fmt::format("exit {}: {}", k + 1, number(thresholds[k])));
    return out;
}

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

/// "37.2 % fewer MACs than the last exit for 2.0 points of accuracy"
std::string inWords(const PolicyResult& result, double lastExit) {
    if (result.saving == 0) return "Nothing is saved: no sample leaves early.";
    const double points = std::round((lastExit - result.clientAccuracy) * 1000) / 10;
    std::string price = "at the same accuracy";
    if (points > 0) price = fmt::format("for {:.1f} points of accuracy", points);
    if (points < 0) price = fmt::format("and {:.1f} points more accuracy", -points);
    return fmt::format("{} fewer MACs than always using the last exit, {} (mean over clients).",
                       percent(result.clientSaving), price);
}

Json resultJson(const PolicyResult& result, const std::string& rule) {
    Json out = Json::object();
    out["rule"] = rule;
    out["thresholds"] = numbersJson(result.thresholds);
    out["accuracy"] = numberJson(result.clientAccuracy);
    out["sample_accuracy"] = numberJson(result.accuracy);
    out["shares"] = numbersJson(result.shares);
    out["macs"] = numberJson(result.macs);
    out["saving"] = numberJson(result.clientSaving);
    out["sample_saving"] = numberJson(result.saving);
    return out;
}

class ExitsReport {
  public:
    ExitsReport(Session& session, const Options& options)
        : options_(options), run_(session.run(options.run)), rule_(ruleOf(options.rule)) {
        const std::string name = fmt::format("run {}", run_.id);
        const auto reports = session.reader().reports(run_.id);
        macs_ = startOf(reports, run_.id).exitMacs;
        auto records =
            session.reader().records(run_.id, options.round > 0 ? std::optional<int>(options.round) : std::nullopt);
        if (!records || !records->test || records->test->size() == 0) {
            if (options.round > 0)
                throw InputError(name, fmt::format("round {}", options.round),
                                 "has no exit records; evaluation.records=all keeps those of every evaluation");
            throw InputError(name, "evaluation.records",
                             run_.completed == 0 ? "the run has not finished a round, so there are no exit records yet"
                                                 : "this run keeps no exit records, or none yet; the last evaluation "
                                                   "takes them unless evaluation.records is none");
        }
        records_ = *records;
        alone_ = anytimeAccuracy(*records_.test);
    }

    ExitCode print() const {
        if (options_.threshold) return threshold();
        if (options_.budget) return budget();
        return sweep();
    }

  private:
    const ExitRecords& test() const { return *records_.test; }

    void printHead(const std::string& what) const {
        const Style style(stdout);
        fmt::print("{}\n",
                   style.bold(fmt::format("Run {}, {}, {}: {}", run_.id, oneLine(run_.name), run_.method, what)));
        fmt::print(
            "{} test samples of {}, round {}. Accuracy and saving are means over clients; \"over samples\" "
            "counts every sample once.\n\n",
            test().size(), plural(run_.clients, "client"), records_.round);
    }

    void printAlone() const {
        TextTable table;
        table.column("every sample leaves at", TextTable::Align::Left);
        table.column("accuracy");
        table.column("MACs");
        table.column("of full cost");
        for (std::size_t k = 0; k < alone_.size() && k < macs_.size(); ++k)
            table.row({fmt::format("exit {}", k + 1), percent(alone_[k]), quantity(macs_[k]),
                       percent(macs_[k] / macs_.back())});
        fmt::print("{}\n", table.text(Style(stdout)));
    }

    Json head() const {
        Json out = Json::object();
        out["run"] = run_.id;
        out["round"] = records_.round;
        out["test_samples"] = test().size();
        out["exit_accuracy"] = numbersJson(alone_);
        out["exit_macs"] = numbersJson(macs_);
        return out;
    }

    ExitCode sweep() const {
        const std::vector<PolicyResult> results = thresholdSweep(test(), rule_, macs_);
        if (options_.json) {
            Json out = head();
            out["sweep"] = Json::array();
            for (const PolicyResult& result : results) out["sweep"].push_back(resultJson(result, options_.rule));
            fmt::print("{}\n", out.dump());
            return ExitCode::Ok;
        }
        printHead(fmt::format("a sample leaves at the first exit whose {}", condition("the threshold")));
        printAlone();
        std::vector<Row> rows;
        for (const PolicyResult& result : results)
            rows.push_back(
                {fmt::format("{:.{}f}", result.thresholds.front(), rule_ == ExitRule::Entropy ? 3 : 2), result});
        printRows(options_.rule == "entropy" ? "entropy" : "threshold", rows, test().exits);
        return ExitCode::Ok;
    }

    ExitCode threshold() const {
        const double value = *options_.threshold;
        const PolicyResult result = thresholdPolicy(test(), rule_, value, macs_);
        if (options_.json) {
            Json out = head();
            out["policy"] = resultJson(result, options_.rule);
            fmt::print("{}\n", out.dump());
            return ExitCode::Ok;
        }
        printHead(fmt::format("a sample leaves at the first exit whose {}", condition(number(value))));
        printAlone();
        printRows("threshold", {{number(value), result}}, test().exits);
        fmt::print("\n{}\n", inWords(result, alone_.back()));
        return ExitCode::Ok;
    }

    ExitCode budget() const {
        if (!records_.validation || records_.validation->size() == 0)
            throw InputError(fmt::format("run {}", run_.id), "data.validation_share",
                             "this run has no validation part to fix the thresholds of a budget on; run it with "
                             "data.validation_share above 0 (0.2, say), or use --threshold");
        const BudgetFit fit = fitBudget(*records_.validation, *options_.budget, macs_);
        const PolicyResult result = evaluatePolicy(test(), ExitRule::Confidence, fit.thresholds, macs_);
        if (options_.json) {
            Json out = head();
            out["budget"] = *options_.budget;
            out["validation_share"] = fit.validationShare;
            out["policy"] = resultJson(result, options_.rule);
            fmt::print("{}\n", out.dump());
            return ExitCode::Ok;
        }
        printHead(fmt::format("at most {} of the full cost", percent(*options_.budget)));
        printAlone();
        printRows("budget", {{percent(*options_.budget), result}}, test().exits);
        fmt::print("\n{}\n", inWords(result, alone_.back()));
        fmt::print("Confidence thresholds {} (fixed on {} validation samples, where they cost {}).\n",
                   thresholdsText(fit.thresholds), records_.validation->size(), percent(fit.validationShare));
        return ExitCode::Ok;
    }

    std::string condition(const std::string& threshold) const {
        switch (rule_) {
            case ExitRule::Entropy:
                return "entropy (nats) is below " + threshold;
            case ExitRule::Margin:
                return "margin (best minus second probability) reaches " + threshold;
            case ExitRule::Confidence:
                break;
        }
        return "confidence (largest probability) reaches " + threshold;
    }

    const Options& options_;
    RunSummary run_;
    ExitRule rule_;
    RecordsTaken records_;
    std::vector<double> macs_, alone_;
};

}  // namespace

void addExitsCommand(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add(
        kResultsGroup, "exits",
        "What leaving early costs and buys: a sweep, a threshold or a budget\n"
        "Computed from the predictions that the run's last evaluation stored, so it works for old runs too. MACs are "
        "multiply-accumulates of one sample; the saving is against always using the last exit.",
        {"exitlab-cli exits last", "exitlab-cli exits 3 --threshold 0.6", "exitlab-cli exits 3 --budget 0.5",
         "exitlab-cli exits 3 --rule entropy --json"});
    command->add_option("RUN", options->run, "Number of the run, or \"last\"")->type_name("")->required();
    CLI::Option* threshold =
        command
            ->add_option("--threshold", options->threshold,
                         "One threshold for all exits; a probability for confidence and margin, nats for entropy")
            ->type_name("X")
            ->check(numberBetween(0, std::numeric_limits<double>::infinity()));
    CLI::Option* budget =
        command
            ->add_option("--budget", options->budget,
                         "Share of the full cost, 0 to 1: thresholds are fixed on the validation part so that it "
                         "costs at most that, and reported on the test part")
            ->type_name("SHARE")
            ->check(numberBetween(0, 1))
            ->excludes(threshold);
    command->add_option("--rule", options->rule, "What is compared: confidence (default), entropy or margin")
        ->type_name("RULE")
        ->check(oneOf({"confidence", "entropy", "margin"}));
    command->add_option("--round", options->round, "Records of this round (default: the newest)")
        ->type_name("K")
        ->check(wholeNumberFrom(1));
    command->add_flag("--json", options->json, "One JSON object");
    program.onRun(command, [&program, options, budget] {
        if (budget->count() > 0) {
            if (options->rule != "confidence")
                throw Error(Error::Kind::Usage, "--budget works with the confidence rule only");
        }
        if (options->threshold && options->rule != "entropy" && *options->threshold > 1)
            throw Error(Error::Kind::Usage,
                        fmt::format("--threshold: expected a probability from 0 to 1, found {}", *options->threshold));
        return ExitsReport(program.session(), *options).print();
    });
}

}  // namespace exitlab::cli
