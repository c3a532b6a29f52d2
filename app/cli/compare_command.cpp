// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>

#include "app/cli/compare_groups.h"
#include "app/cli/help.h"
#include "app/cli/program.h"
#include "app/cli/run_choice.h"
#include "app/cli/run_table.h"
#include "core/base/error.h"

namespace exitlab::cli {
namespace {

struct Options : CompareOptions {
    std::vector<std::string> runs;
    std::string where;
    bool differences = false, groups = false, pivot = false;
};

Compared measure(Session& session, const RunSummary& run, double threshold) {
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

std::vector<Compared> chosenRuns(Session& session, const Options& options) {
    std::vector<Compared> runs;
    const auto add = [&](const RunSummary& run) {
        if (std::none_of(runs.begin(), runs.end(), [&](const Compared& one) { return one.run.id == run.id; }))
            runs.push_back(measure(session, run, options.threshold));
    };
    for (const std::string& which : options.runs) add(session.run(which));
    if (!options.where.empty()) {
        const auto found = RunTable(session, false).choose(options.where, {}, "run");
        for (const RunEntryPtr& entry : found)
            // A condition chooses what can be compared; who names a run is told why it cannot.
            if (!entry->run.accuracy.empty()) add(entry->run);
        if (found.empty()) throw InputError("--where", "", "no run satisfies the condition");
    }
    if (runs.empty()) throw Error(Error::Kind::Usage, "compare: name runs by their numbers or with --where");
    return runs;
}

ExitCode compare(Session& session, const Options& options) {
    const int asked = int(options.differences) + int(options.groups) + int(options.pivot);
    if (asked > 1) throw Error(Error::Kind::Usage, "give one of --differences, --group and --pivot");
    if (!options.pivot && !(options.latex.empty() && options.csv.empty()))
        throw Error(Error::Kind::Usage, "--latex and --csv write the table of --pivot");
    const std::vector<Compared> runs = chosenRuns(session, options);
    std::vector<const RunRecord*> records;
    for (const Compared& one : runs) records.push_back(&one);
    if (options.differences) return printDifferences(records, options);
    if (options.groups) return printGroups(records, options);
    if (options.pivot) return printPivot(records, options);
    if (!options.baseline.empty())
        throw Error(Error::Kind::Usage, "--baseline belongs to --group or --pivot: a test needs repetitions by seed");
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
    CLI::App* command = program.add(
        kResultsGroup, "compare",
        "Compare runs in one table: accuracy per exit, saving, traffic, time\n"
        "Names the settings in which the runs differ besides the method. --differences lists all settings that differ, "
        "--group takes runs that differ in the seed only together, --pivot prints methods by data sets as papers do. "
        "With --baseline both test against it, paired by seed: corrected resampled t-test (Nadeau and Bengio 2003), "
        "variance times 1/n + test / training samples of the runs' own split.",
        {"exitlab-cli compare 1 2 3", "exitlab-cli compare 1 2 --threshold 0.8 --json",
         "exitlab-cli compare 1 2 --differences",
         "exitlab-cli compare --where \"tag = paper\" --group --baseline fedavg --value exit1",
         "exitlab-cli compare --where \"tag = paper\" --pivot --baseline fedavg --latex table.tex --csv table.csv"});
    command->add_option("RUN", options->runs, "Numbers of the runs, or \"last\"")
        ->type_name("")
        ->option_text("or --where");
    command->add_option("-w,--where", options->where, "The runs for which the condition holds (see list)")
        ->type_name("CONDITION");
    command->add_option("--threshold", options->threshold, "Confidence at which samples leave (default: 0.6)")
        ->type_name("X")
        ->check(numberBetween(0, 1));
    command->add_flag("--differences", options->differences, "Only the settings that differ");
    command->add_flag("--group", options->groups, "One line per experiment: mean and deviation over its seeds");
    command->add_flag("--pivot", options->pivot,
                      "Methods by data sets: mean and deviation over seeds, the best marked");
    command->add_option("--baseline", options->baseline, "Group or row that the others are tested against")
        ->type_name("METHOD");
    command->add_option("--level", options->level, "Level of the test (default: 0.05)")
        ->type_name("X")
        ->check(numberBetween(0.0001, 0.5));
    command
        ->add_option("--value", options->value,
                     "What --group and --pivot show: mean (default), last, best, best_mean, exit1 ..., best1 ..., "
                     "at_threshold, saving, traffic, up, down, seconds, seconds_per_round, simulated_seconds, macs")
        ->type_name("VALUE");
    command->add_option("--rows", options->rows, "Column or setting of the rows of --pivot (default: method)")
        ->type_name("FIELD");
    command->add_option("--columns", options->columns, "Column or setting of its columns (default: data)")
        ->type_name("FIELD");
    command->add_option("--latex", options->latex, "Write the table of --pivot as LaTeX; -: print it")
        ->type_name("FILE");
    command->add_option("--csv", options->csv, "Write it as CSV with all digits; -: print it")->type_name("FILE");
    command->add_flag("--json", options->json, "One JSON object per line instead of a table");
    program.onRun(command, [&program, options] { return compare(program.session(), *options); });
}

}  // namespace exitlab::cli
