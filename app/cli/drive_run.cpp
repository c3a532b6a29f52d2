// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/drive_run.h"

#include <fmt/core.h>

#include "app/cli/run_progress.h"
#include "app/cli/signals.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/base/error.h"

namespace exitlab::cli {
namespace {

void printSummary(Session& session, const RunSummary& run, const RunFinished& finished) {
    const Style style(stdout);
    FactList facts;
    facts.add("run", fmt::format("{}, {}", run.id, run.name));
    facts.add("status", fmt::format("{} after {} of {} in {}", toString(finished.status), finished.round,
                                    plural(run.rounds, "round"), durationText(finished.seconds)));
    facts.add("traffic", fmt::format("{} up, {} down", bytesText(static_cast<double>(finished.bytesUp)),
                                     bytesText(static_cast<double>(finished.bytesDown))));
    facts.add("weights", "sha256 " + finished.weightsSha256);
    facts.add("database", session.database().string());
    fmt::print("\n{}", facts.text(style));
    if (finished.accuracy.empty()) return;
    TextTable table;
    table.column("", TextTable::Align::Left);
    std::vector<std::string> cells{fmt::format("accuracy, mean over {}", plural(run.clients, "client"))};
    for (std::size_t k = 0; k < finished.accuracy.size(); ++k) {
        table.column(fmt::format("exit {}", k + 1));
        cells.push_back(percent(finished.accuracy[k]));
    }
    table.row(std::move(cells));
    fmt::print("\n{}", table.text(style));
}

}  // namespace

void OutputOptions::addTo(CLI::App* command) {
    CLI::Option* asJson =
        command->add_flag("--json", json, "Print every report as one line of JSON; the last is \"run_finished\"");
    command->add_flag("-q,--quiet", quiet, "Print the run's number only (for scripts)")->excludes(asJson);
}

ExitCode driveRun(Session& session, std::int64_t id, const OutputOptions& output, const Drive& execute) {
    RunControl control;
    RunProgress progress(id, output.json, output.quiet);
    RunFinished finished;
    bool unread = false;
    {
        SignalWatch watch(
            [&] {
                control.stop();
                progress.note("stopping; finished rounds are kept (a second Ctrl-C leaves at once)");
            },
            [&] { progress.tick(); });
        finished = execute(control, [&](const ReportPtr& report) {
            if (!progress.take(report) && !unread) {
                unread = true;
                control.stop();
            }
        });
    }
    progress.end();

    if (finished.status == RunStatus::Failed)
        throw Error(Error::Kind::Run, fmt::format("run {} failed: {}", id, finished.error));
    if (output.quiet) fmt::print("{}\n", id);
    if (!output.json && !output.quiet) {
        const auto run = session.store().reader().find(id);
        if (run) printSummary(session, *run, finished);
        if (finished.diverged) printWarning("the loss was not a finite number; try a smaller training.lr");
    }
    const std::string database = session.options.database.empty() ? "" : " --db " + session.options.database;
    if (finished.status != RunStatus::Stopped) {
        if (!output.json && !output.quiet)
            fmt::print("\nWhat its early exits cost and buy: exitlab-cli exits {}{}\n", id, database);
        return ExitCode::Ok;
    }
    if (unread)
        throw Error(Error::Kind::Storage, fmt::format("run {} stopped: its output cannot be written any more", id));
    if (!SignalWatch::received())
        throw Error(Error::Kind::Run, fmt::format("run {} stopped itself: it diverged (run.on_divergence)", id));
    if (!output.json && !output.quiet) fmt::print(stderr, "\nContinue with: exitlab-cli resume {}{}\n", id, database);
    return ExitCode::Signal;
}

}  // namespace exitlab::cli
