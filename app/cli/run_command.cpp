// SPDX-License-Identifier: GPL-3.0-or-later
// run and resume: drive the engine, show progress, stop politely.
#include <fmt/core.h>

#include "app/cli/experiment_options.h"
#include "app/cli/program.h"
#include "app/cli/run_progress.h"
#include "app/cli/signals.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"

namespace exitlab::cli {
namespace {

struct OutputOptions {
    bool json = false, quiet = false;

    void addTo(CLI::App* command) {
        CLI::Option* asJson =
            command->add_flag("--json", json, "Print every report as one line of JSON; the last is \"run_finished\"");
        command->add_flag("-q,--quiet", quiet, "Print the run's number only (for scripts)")->excludes(asJson);
    }
};

using Drive = std::function<RunFinished(RunControl&, const ReportSink&)>;

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

ExitCode drive(Session& session, std::int64_t id, const OutputOptions& output, const Drive& execute) {
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

}  // namespace

void addRunCommand(Program& program) {
    struct Options {
        ExperimentOptions experiment;
        OutputOptions output;
    };
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add(kRunsGroup, "run",
                                    "Start a run from an experiment file or a preset\n"
                                    "The run is stored in the database while it goes on. Ctrl-C stops it after the "
                                    "batch and keeps every finished round; `exitlab-cli resume` continues to the same "
                                    "result.",
                                    {"exitlab-cli run quick", "exitlab-cli run quick --seed 2 --set training.rounds=10",
                                     "exitlab-cli run quick --set algorithm.id=fedavg data.partition.alpha=1",
                                     "exitlab-cli run my.json --db results.db --json > reports.jsonl"});
    options->experiment.addTo(command);
    command->add_option("--name", options->experiment.name, "Name of the run (setting name)")->type_name("NAME");
    command
        ->add_option("--workers", options->experiment.workers,
                     "Threads that train clients, 0: one per core (setting run.workers); the result is the same")
        ->type_name("N");
    options->output.addTo(command);
    program.onRun(command, [&program, options] {
        Session& session = program.session();
        const Experiment experiment = options->experiment.load(session);
        // Missing or broken data and impossible partitions are refused before there is a run. What is loaded here is
        // cached for the run.
        (void)previewPartition(experiment, session.runOptions());
        if (const std::string& dataset = experiment.settings().text("data.dataset"); dataset != "glyphs")
            (void)checkDataset(dataset, session.runOptions());
        RunStore& store = session.store();
        const std::int64_t id = store.createRun(experiment);
        return drive(session, id, options->output, [&](RunControl& control, const ReportSink& sink) {
            return executeRun(session.engine(), experiment, store, id, control, sink, session.runOptions());
        });
    });
}

void addResumeCommand(Program& program) {
    struct Options {
        std::string run;
        OutputOptions output;
    };
    auto options = std::make_shared<Options>();
    CLI::App* command =
        program.add(kRunsGroup, "resume",
                    "Continue a stopped, interrupted or failed run\n"
                    "It goes on after the last checkpoint, to the same bits as if it had never stopped. A run "
                    "without a checkpoint starts over.",
                    {"exitlab-cli resume last", "exitlab-cli resume 3 --db results.db"});
    command->add_option("RUN", options->run, "Number of the run, or \"last\"")->type_name("")->required();
    options->output.addTo(command);
    program.onRun(command, [&program, options] {
        Session& session = program.session();
        const RunSummary run = session.run(options->run);
        // Opening the database has already found the runs whose process is gone.
        if (run.status == RunStatus::Running || run.status == RunStatus::Paused)
            throw InputError(fmt::format("run {}", run.id), "", "is going on in another process");
        return drive(session, run.id, options->output, [&](RunControl& control, const ReportSink& sink) {
            return resumeRun(session.engine(), session.store(), run.id, control, sink, session.runOptions());
        });
    });
}

}  // namespace exitlab::cli
