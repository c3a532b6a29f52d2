// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>

#include "app/cli/help.h"
#include "app/cli/program.h"
#include "app/cli/run_table.h"
#include "core/base/error.h"

namespace exitlab::cli {
namespace {

struct Options {
    std::vector<std::string> runs;
    double threshold = 0.6;
    bool json = false;
};

Compared measure(Session& session, const std::string& which, double threshold) {
    const RunSummary run = session.run(which);
    if (run.accuracy.empty())
        throw InputError(fmt::format("run {}", run.id), "", "has no evaluation yet, so it cannot be compared");
    return measureRun(session, run, threshold);
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
    addMeasureColumns(table, exits, threshold);
    table.column("time");
    for (const Compared& one : runs) {
        const RunSummary& run = one.run;
        std::vector<std::string> cells{fmt::format("{}", run.id), run.name, run.method, fmt::format("{}", run.seed),
                                       fmt::format("{}", run.completed)};
        addMeasureCells(cells, {one}, exits);
        cells.push_back(durationText(run.seconds));
        table.row(std::move(cells));
    }
    fmt::print("{}\n{}", table.text(style), measureLegend(threshold));
}

/// Settings of the runs whose method is installed; results of the others can be shown all the same.
std::vector<Settings> settingsOf(Session& session, const std::vector<Compared>& runs) {
    std::vector<Settings> known;
    for (const Compared& one : runs) {
        try {
            known.push_back(Experiment::parse(one.run.experiment, session.methods(), "run").settings());
        } catch (const Error&) {
            continue;
        }
    }
    return known;
}

ExitCode compare(Session& session, const Options& options) {
    std::vector<Compared> runs;
    for (const std::string& which : options.runs) runs.push_back(measure(session, which, options.threshold));
    if (options.json) {
        for (const Compared& one : runs) fmt::print("{}\n", comparedJson(one, options.threshold).dump());
        return ExitCode::Ok;
    }
    printTable(runs, options.threshold);
    noteDifferences(settingsOf(session, runs));
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
