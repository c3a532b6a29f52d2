// SPDX-License-Identifier: GPL-3.0-or-later
// run, resume and branch: drive the engine, show progress, stop politely.
#include <fmt/core.h>

#include "app/cli/drive_run.h"
#include "app/cli/experiment_options.h"
#include "app/cli/help.h"
#include "app/cli/program.h"

namespace exitlab::cli {

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
        return driveRun(session, id, options->output, [&](RunControl& control, const ReportSink& sink) {
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
        return driveRun(session, run.id, options->output, [&](RunControl& control, const ReportSink& sink) {
            return resumeRun(session.engine(), session.store(), run.id, control, sink, session.runOptions());
        });
    });
}

void addBranchCommand(Program& program) {
    struct Options {
        std::string run;
        int round = 0;
        std::vector<std::string> changes;
        std::string name;
        bool queue = false;
        OutputOptions output;
    };
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add(
        kRunsGroup, "branch",
        "Go on from a round of a stored run, with other settings\n"
        "A new run begins with the history and the checkpoint of the parent and goes on with what --set changes: "
        "training.*, evaluation.*, run.* and the method's own settings. Data, network, devices, seed and method stay. "
        "More training.rounds extend a finished run. Without changes the result is the parent's, bit for bit.",
        {"exitlab-cli branch 3 --round 20 --set training.lr=0.01", "exitlab-cli branch last --set training.rounds=200",
         "exitlab-cli branch 3 --round 20 --queue"});
    command->add_option("RUN", options->run, "Number of the parent run, or \"last\"")->type_name("")->required();
    command
        ->add_option("--round", options->round, "Round after which it goes on; one with a checkpoint (default: newest)")
        ->type_name("K")
        ->check(wholeNumberFrom(1));
    command->add_option("--set", options->changes, "Change a setting")->type_name("KEY=VALUE")->expected(1, -1);
    command->add_option("--name", options->name, "Name of the branch (setting name)")->type_name("NAME");
    command->add_flag("--queue", options->queue, "Only put it at the end of the queue");
    options->output.addTo(command);
    program.onRun(command, [&program, options] {
        Session& session = program.session();
        const RunSummary parent = session.run(options->run);
        const int round = options->round > 0 ? options->round : parent.checkpointRound;
        Experiment experiment =
            Experiment::parse(parent.experiment, session.methods(), fmt::format("run {}", parent.id));
        std::vector<SettingChange> changes;
        for (const std::string& text : options->changes) changes.push_back(parseChange(text));
        if (!options->name.empty()) changes.push_back({"name", options->name});
        applyChanges(experiment, std::move(changes), session.methods());
        requireNoProblems(experiment, fmt::format("branch of run {}", parent.id));
        RunStore& store = session.store();
        const std::int64_t id =
            branchRun(session.engine(), store, parent.id, std::max(0, round), experiment, session.runOptions());
        if (options->queue) {
            store.enqueue({id});
            if (options->output.json || options->output.quiet)
                fmt::print("{}\n", options->output.json ? Json({{"run", id}}).dump() : std::to_string(id));
            else
                fmt::print("Run {} waits in the queue; start it with: exitlab-cli queue run\n", id);
            return ExitCode::Ok;
        }
        return driveRun(session, id, options->output, [&](RunControl& control, const ReportSink& sink) {
            return resumeRun(session.engine(), store, id, control, sink, session.runOptions());
        });
    });
}

}  // namespace exitlab::cli
