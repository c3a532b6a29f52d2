// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "app/cli/help.h"
#include "app/cli/program.h"
#include "app/cli/run_choice.h"
#include "app/cli/run_text.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/analysis/run_filter.h"

namespace exitlab::cli {
namespace {

struct Options {
    int limit = 30;
    bool json = false;
    bool trash = false;
    std::string where, words, sort, columns;
};

void printTable(const std::vector<RunEntryPtr>& runs) {
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
    for (const RunEntryPtr& entry : runs) {
        const RunSummary& run = entry->run;
        table.row({fmt::format("{}", run.id), run.name, run.method, run.dataset, fmt::format("{}", run.seed),
                   statusText(run), fmt::format("{}/{}", run.completed, run.rounds), percent(meanOf(run.accuracy)),
                   run.accuracy.empty() ? "-" : percent(run.accuracy.back()), durationText(run.seconds),
                   localTime(run.created)});
    }
    fmt::print("{}", table.text(Style(stdout)));
}

void printColumns(const std::vector<RunEntryPtr>& runs, const std::vector<FieldReader>& columns) {
    TextTable table;
    for (const FieldReader& column : columns) {
        // Of settings the values tell; numbers stand at the right.
        bool text = column.kind() != RunField::Kind::Number;
        if (column.isSetting())
            for (const RunEntryPtr& entry : runs)
                text = text ||
                       std::holds_alternative<std::string_view>(column.value({&entry->run, entry->settings.get()}));
        table.column(column.key(), text ? TextTable::Align::Left : TextTable::Align::Right, 40);
    }
    for (const RunEntryPtr& entry : runs) {
        std::vector<std::string> cells;
        for (const FieldReader& column : columns) cells.push_back(fieldText(column, *entry));
        table.row(std::move(cells));
    }
    fmt::print("{}", table.text(Style(stdout)));
}

void printJson(const std::vector<RunEntryPtr>& runs, const std::vector<FieldReader>& columns) {
    for (const RunEntryPtr& entry : runs) {
        Json out = summaryJson(entry->run);
        for (const FieldReader& column : columns) {
            if (!column.isSetting()) {
                if (!out.contains(column.key())) out[column.key()] = fieldJson(column, *entry);
                continue;
            }
            out["settings"][column.key()] = fieldJson(column, *entry);
        }
        fmt::print("{}\n", out.dump());
    }
}

ExitCode list(Session& session, const Options& options) {
    RunTable table(session, options.trash);
    std::vector<FieldReader> columns;
    if (!options.columns.empty()) columns = table.columns(options.columns);
    std::vector<RunEntryPtr> runs = table.choose(options.where, options.words, options.sort);
    const std::size_t all = runs.size();
    if (options.limit > 0 && all > static_cast<std::size_t>(options.limit))
        runs.resize(static_cast<std::size_t>(options.limit));
    if (options.json) {
        printJson(runs, columns);
        return ExitCode::Ok;
    }
    if (table.entries().empty()) {
        if (options.trash)
            fmt::print("The trash of {} is empty.\n", session.database().string());
        else
            fmt::print("No runs in {} yet. Start one with: exitlab-cli run quick\n", session.database().string());
        return ExitCode::Ok;
    }
    if (runs.empty()) {
        fmt::print("None of {} matches.\n", plural(static_cast<std::int64_t>(table.entries().size()), "run"));
        return ExitCode::Ok;
    }
    if (columns.empty())
        printTable(runs);
    else
        printColumns(runs, columns);
    if (runs.size() < all)
        fmt::print("{} {}; --limit 0 shows all\n", plural(static_cast<std::int64_t>(all - runs.size()), "run"),
                   options.sort.empty() ? "older" : "more");
    return ExitCode::Ok;
}

}  // namespace

void addListCommand(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add(
        kRunsGroup, "list",
        "List the stored runs, newest first\n"
        "Accuracies are means over clients at the last evaluation: over all exits (mean) and of the last exit. A "
        "condition compares columns (run, name, method, data, status, seed, rounds, completed, clients, exits, mean, "
        "last, best, best_mean, exit1 ..., best1 ..., macs, traffic, up, down, seconds, created, tags, star, note, "
        "group, parent, diverged, error) and settings (training.lr ...) with = != < <= > >= ~ (contains) !~ and in (a, "
        "b), joined by "
        "and, or, not and brackets. Numbers may end in %, kB, MB, GB, s, min, h.",
        {"exitlab-cli list", "exitlab-cli list --limit 5 --json",
         "exitlab-cli list --where \"training.lr < 0.1 and method = fedper and tag = paper\"",
         "exitlab-cli list --sort -mean,seed --columns run,method,data,mean,traffic,training.lr",
         "exitlab-cli list --trash"});
    command->add_option("-n,--limit", options->limit, "Show at most N runs, 0: all (default: 30)")
        ->type_name("N")
        ->check(wholeNumberFrom(0));
    command->add_option("-w,--where", options->where, "Only the runs for which the condition holds")
        ->type_name("CONDITION");
    command->add_option("--search", options->words, "Only the runs that contain every word")->type_name("WORDS");
    command->add_option("-s,--sort", options->sort, "Columns or settings to sort by; a minus before one: largest first")
        ->type_name("A,-B,...");
    command->add_option("-c,--columns", options->columns, "Columns and settings to show instead of the usual ones")
        ->type_name("A,B,...");
    command->add_flag("--trash", options->trash, "The runs in the trash instead of the others");
    command->add_flag("--json", options->json,
                      "One JSON object per run and line; settings of --columns are in \"settings\"");
    program.onRun(command, [&program, options] { return list(program.session(), *options); });
}

}  // namespace exitlab::cli
