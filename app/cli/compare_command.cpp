// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>
#include <limits>

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
    std::vector<std::string> runs;
    double threshold = 0.6;
    bool json = false;
};

struct Compared {
    RunSummary run;
    /// With confidence threshold; NaN without exit records. Means over clients.
    double exitAccuracy = std::numeric_limits<double>::quiet_NaN();
    double saving = std::numeric_limits<double>::quiet_NaN();
};

Compared measure(Session& session, const std::string& which, double threshold) {
    Compared compared;
    compared.run = session.run(which);
    if (compared.run.accuracy.empty())
        throw InputError(fmt::format("run {}", compared.run.id), "", "has no evaluation yet, so it cannot be compared");
    const auto records = session.reader().records(compared.run.id);
    if (!records || !records->test || records->test->size() == 0) return compared;
    const RunStarted started = startOf(session.reader().reports(compared.run.id), compared.run.id);
    const PolicyResult result = thresholdPolicy(*records->test, ExitRule::Confidence, threshold, started.exitMacs);
    compared.exitAccuracy = result.clientAccuracy;
    compared.saving = result.clientSaving;
    return compared;
}

void printTable(const std::vector<Compared>& runs, double threshold) {
    const Style style(stdout);
    std::size_t exits = 0;
    for (const Compared& one : runs) exits = std::max(exits, one.run.accuracy.size());
    TextTable table;
    table.column("run");
    table.column("name", TextTable::Align::Left, 28);
    table.column("method", TextTable::Align::Left, 16);
    table.column("seed");
    table.column("round");
    for (std::size_t k = 1; k <= exits; ++k) table.column(fmt::format("exit {}", k));
    table.column("mean");
    table.column("at " + number(threshold));
    table.column("saving");
    table.column("up");
    table.column("down");
    table.column("time");
    for (const auto& [run, exitAccuracy, saving] : runs) {
        std::vector<std::string> cells{fmt::format("{}", run.id), run.name, run.method, fmt::format("{}", run.seed),
                                       fmt::format("{}", run.completed)};
        for (std::size_t k = 0; k < exits; ++k)
            cells.push_back(k < run.accuracy.size() ? percent(run.accuracy[k]) : "-");
        cells.insert(cells.end(), {percent(meanOf(run.accuracy)), percent(exitAccuracy), percent(saving),
                                   bytesText(static_cast<double>(run.bytesUp)),
                                   bytesText(static_cast<double>(run.bytesDown)), durationText(run.seconds)});
        table.row(std::move(cells));
    }
    fmt::print("{}", table.text(style));
    fmt::print(
        "\nAccuracy of each exit and their mean at the last evaluation; accuracy and saved MACs when samples leave at\n"
        "confidence {} (always the last exit: 0 %). All are means over clients.\n",
        number(threshold));
}

/// Comparisons mislead where more than the method differs; a seed of its own does so on purpose.
void warnOfDifferences(Session& session, const std::vector<Compared>& runs) {
    std::vector<std::string> keys;
    std::optional<Settings> first;
    for (const Compared& one : runs) {
        try {
            const Experiment experiment = Experiment::parse(one.run.experiment, session.methods(), "run");
            if (!first) {
                first = experiment.settings();
                continue;
            }
            for (const auto& [key, value] : experiment.settings().all()) {
                const bool expected = key == "name" || key == "seed" || key.rfind("algorithm.", 0) == 0 ||
                                      key.rfind("run.", 0) == 0 || key.rfind("evaluation.", 0) == 0;
                if (!expected && first->has(key) && first->value(key) != value &&
                    std::find(keys.begin(), keys.end(), key) == keys.end())
                    keys.push_back(key);
            }
        } catch (const Error&) {
            // A method that is not installed cannot be checked; its results still can be shown.
        }
    }
    std::string text;
    for (const std::string& key : keys) text += (text.empty() ? "" : ", ") + key;
    if (!text.empty()) fmt::print("These runs also differ in {}.\n", text);
}

ExitCode compare(Session& session, const Options& options) {
    std::vector<Compared> runs;
    for (const std::string& which : options.runs) runs.push_back(measure(session, which, options.threshold));
    if (options.json) {
        for (const auto& [run, exitAccuracy, saving] : runs) {
            Json out = summaryJson(run);
            out["mean_accuracy"] = numberJson(meanOf(run.accuracy));
            out["threshold"] = options.threshold;
            out["threshold_accuracy"] = numberJson(exitAccuracy);
            out["saving"] = numberJson(saving);
            fmt::print("{}\n", out.dump());
        }
        return ExitCode::Ok;
    }
    printTable(runs, options.threshold);
    warnOfDifferences(session, runs);
    return ExitCode::Ok;
}

}  // namespace

void addCompareCommand(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add(kResultsGroup, "compare",
                                    "Compare runs in one table: accuracy per exit, saving, traffic, time\n"
                                    "Names the settings in which the runs differ besides the method.",
                                    {"exitlab-cli compare 1 2 3", "exitlab-cli compare 1 2 --threshold 0.8 --json"});
    command->add_option("RUN", options->runs, "Numbers of the runs, or \"last\"")->type_name("")->required();
    command->add_option("--threshold", options->threshold, "Confidence at which samples leave (default: 0.6)")
        ->type_name("X")
        ->check(numberBetween(0, 1));
    command->add_flag("--json", options->json, "One JSON object per run and line");
    program.onRun(command, [&program, options] { return compare(program.session(), *options); });
}

}  // namespace exitlab::cli
