// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "app/cli/help.h"
#include "app/cli/program.h"
#include "app/cli/run_text.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"

namespace exitlab::cli {
namespace {

struct Options {
    int limit = 30;
    bool json = false;
};

void printTable(const std::vector<RunSummary>& runs) {
    TextTable table;
    table.column("run");
    table.column("name", TextTable::Align::Left, 28);
    table.column("method", TextTable::Align::Left, 16);
    table.column("data", TextTable::Align::Left, 16);
    table.column("seed");
    table.column("status", TextTable::Align::Left);
    table.column("rounds");
    table.column("mean");
    table.column("last exit");
    table.column("time");
    table.column("started", TextTable::Align::Left);
    for (const RunSummary& run : runs)
        table.row({fmt::format("{}", run.id), run.name, run.method, run.dataset, fmt::format("{}", run.seed),
                   statusText(run), fmt::format("{}/{}", run.completed, run.rounds), percent(meanOf(run.accuracy)),
                   run.accuracy.empty() ? "-" : percent(run.accuracy.back()), durationText(run.seconds),
                   localTime(run.created)});
    fmt::print("{}", table.text(Style(stdout)));
}

ExitCode list(Session& session, const Options& options) {
    // The user's own database comes with the first run; a named one that is missing is a mistake.
    std::vector<RunSummary> runs;
    if (session.databaseExists() || !session.options.database.empty()) runs = session.reader().list();
    const std::size_t all = runs.size();
    if (options.limit > 0 && all > static_cast<std::size_t>(options.limit))
        runs.resize(static_cast<std::size_t>(options.limit));
    if (options.json) {
        for (const RunSummary& run : runs) fmt::print("{}\n", summaryJson(run).dump());
        return ExitCode::Ok;
    }
    if (runs.empty()) {
        fmt::print("No runs in {} yet. Start one with: exitlab-cli run quick\n", session.database().string());
        return ExitCode::Ok;
    }
    printTable(runs);
    if (runs.size() < all)
        fmt::print("{} older; --limit 0 shows all\n", plural(static_cast<std::int64_t>(all - runs.size()), "run"));
    return ExitCode::Ok;
}

}  // namespace

void addListCommand(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add(kRunsGroup, "list",
                                    "List the stored runs, newest first\n"
                                    "Accuracies are means over clients at the last evaluation: over all exits (mean) "
                                    "and of the last exit.",
                                    {"exitlab-cli list", "exitlab-cli list --limit 5 --json"});
    command->add_option("-n,--limit", options->limit, "Show at most N runs, 0: all (default: 30)")
        ->type_name("N")
        ->check(wholeNumberFrom(0));
    command->add_flag("--json", options->json, "One JSON object per run and line");
    program.onRun(command, [&program, options] { return list(program.session(), *options); });
}

}  // namespace exitlab::cli
