// SPDX-License-Identifier: GPL-3.0-or-later
// sweep: every combination of some settings' values, one run after another; goes on where it was left.
#include <fmt/core.h>

#include <algorithm>

#include "app/cli/experiment_options.h"
#include "app/cli/help.h"
#include "app/cli/program.h"
#include "app/cli/run_progress.h"
#include "app/cli/run_table.h"
#include "app/cli/signals.h"
#include "core/base/error.h"
#include "core/config/sweep.h"

namespace exitlab::cli {
namespace {

struct Options {
    std::string file, workers;
    double threshold = 0.6;
    bool dryRun = false, json = false, quiet = false;
};

/// One experiment of the sweep and what became of it.
struct Entry {
    SweepEntry point{};
    std::int64_t run = 0;  ///< 0: none yet
    enum class State { Waiting, Kept, Done, Failed, Stopped } state = State::Waiting;
    std::string error;
};

const char* toText(Entry::State state) {
    switch (state) {
        case Entry::State::Waiting:
            return "waiting";
        case Entry::State::Kept:
            return "finished before";
        case Entry::State::Done:
            return "finished";
        case Entry::State::Failed:
            return "failed";
        case Entry::State::Stopped:
            return "stopped";
    }
    return "";
}

/// What a signal stops: the run that is going on, and those after it.
class Stopper {
  public:
    void attach(RunControl* control) {
        const std::lock_guard lock(mutex_);
        control_ = control;
        if (control_ && stopped_) control_->stop();
    }
    void stop() {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        if (control_) control_->stop();
    }
    bool stopped() const {
        const std::lock_guard lock(mutex_);
        return stopped_;
    }

  private:
    mutable std::mutex mutex_;
    RunControl* control_ = nullptr;
    bool stopped_ = false;
};

/// Runs of the database that are an experiment of this sweep: finished ones are kept, others can be resumed.
struct Known {
    Experiment experiment;
    RunSummary run;
};

std::vector<Known> knownRuns(Session& session) {
    std::vector<Known> known;
    if (!session.databaseExists()) return known;
    for (RunSummary& run : session.reader().list()) {
        try {
            known.push_back({Experiment::parse(run.experiment, session.methods(), "run"), run});
        } catch (const Error&) {
            // Of a method that is not there: no experiment of this sweep.
        }
    }
    return known;
}

/// The newest finished run of the experiment, else the newest that can go on; 0 for none.
std::pair<std::int64_t, bool> findKnown(const std::vector<Known>& known, const Experiment& experiment) {
    std::int64_t resumable = 0;
    for (const Known& one : known) {
        if (!sameResults(one.experiment, experiment)) continue;
        if (one.run.status == RunStatus::Finished) return {one.run.id, true};
        const bool canGoOn = one.run.status == RunStatus::Stopped || one.run.status == RunStatus::Interrupted ||
                             one.run.status == RunStatus::Failed;
        if (canGoOn && one.run.checkpointRound > 0 && resumable == 0) resumable = one.run.id;
    }
    return {resumable, false};
}

void printPlan(const std::vector<Entry>& entries, bool json) {
    if (json) {
        for (const Entry& entry : entries)
            fmt::print("{}\n", Json({{"result", "point"},
                                     {"label", entry.point.label},
                                     {"state", toText(entry.state)},
                                     {"run", entry.run > 0 ? Json(entry.run) : Json()},
                                     {"experiment", entry.point.experiment.toJson()}})
                                   .dump());
        return;
    }
    TextTable table;
    table.column("");
    table.column("experiment", TextTable::Align::Left, 80);
    table.column("state", TextTable::Align::Left);
    table.column("run");
    int number = 0;
    for (const Entry& entry : entries)
        table.row({fmt::format("{}", ++number), entry.point.label.empty() ? "the base" : entry.point.label,
                   entry.state == Entry::State::Waiting && entry.run > 0 ? "to be resumed" : toText(entry.state),
                   entry.run > 0 ? fmt::format("{}", entry.run) : "-"});
    fmt::print("{}", table.text(Style(stdout)));
}

void printTable(Session& session, const std::vector<Entry>& entries, double threshold) {
    std::vector<std::pair<const Entry*, std::optional<Compared>>> rows;
    std::size_t exits = 0;
    for (const Entry& entry : entries) {
        std::optional<Compared> measured;
        if (const bool ended = entry.state == Entry::State::Done || entry.state == Entry::State::Kept; ended)
            if (const auto run = session.reader().find(entry.run)) measured = measureRun(session, *run, threshold);
        if (measured) exits = std::max(exits, measured->run.accuracy.size());
        rows.emplace_back(&entry, std::move(measured));
    }
    TextTable table;
    table.column("experiment", TextTable::Align::Left, 80);
    table.column("run");
    table.column("state", TextTable::Align::Left);
    addMeasureColumns(table, exits, threshold);
    for (const auto& [entry, measured] : rows) {
        std::vector<std::string> cells{entry->point.label.empty() ? "the base" : entry->point.label,
                                       entry->run > 0 ? fmt::format("{}", entry->run) : "-", toText(entry->state)};
        if (measured) addMeasureCells(cells, {*measured}, exits);
        table.row(std::move(cells));
    }
    fmt::print("\n{}\n{}", table.text(Style(stdout)), measureLegend(threshold));
}

void printJson(Session& session, const std::vector<Entry>& entries, double threshold) {
    for (const Entry& entry : entries) {
        Json out = Json::object();
        if (entry.run > 0)
            if (const auto run = session.reader().find(entry.run))
                out = comparedJson(measureRun(session, *run, threshold), threshold);
        out["result"] = "run";
        out["label"] = entry.point.label;
        out["state"] = toText(entry.state);
        out["error"] = entry.error;
        fmt::print("{}\n", out.dump());
    }
}

/// Starts or resumes one experiment; a failure is its own and ends nothing else.
void driveOne(Session& session, Entry& entry, std::string& tag, const Options& options, Stopper& stopper, bool& unread,
              const std::string& position) {
    RunStore& store = session.store();
    RunFinished finished;
    RunControl control;
    try {
        const bool resumed = entry.run > 0;
        if (!resumed) {
            // Missing or broken data and impossible partitions are refused before there is a run.
            (void)previewPartition(entry.point.experiment, session.runOptions());
            entry.run = store.createRun(entry.point.experiment);
        }
        if (tag.empty()) tag = fmt::format("sweep-{}", entry.run);
        if (!resumed) store.setTags(entry.run, tag);
        if (!options.json && !options.quiet)
            fmt::print("{}  run {}{}  {}\n", position, entry.run, resumed ? " (resumed)" : "", entry.point.label);
        std::fflush(stdout);
        RunProgress progress(entry.run, false, options.json || options.quiet);
        {
            SignalWatch watch(
                [&] {
                    stopper.stop();
                    progress.note("stopping; finished runs and rounds are kept (a second Ctrl-C leaves at once)");
                },
                [&] { progress.tick(); });
            stopper.attach(&control);
            const ReportSink sink = [&](const ReportPtr& report) {
                if (!progress.take(report) && !unread) {
                    unread = true;
                    stopper.stop();
                }
            };
            finished = resumed ? resumeRun(session.engine(), store, entry.run, control, sink, session.runOptions())
                               : executeRun(session.engine(), entry.point.experiment, store, entry.run, control, sink,
                                            session.runOptions());
            stopper.attach(nullptr);
        }
        progress.end();
    } catch (const Error& error) {
        stopper.attach(nullptr);
        if (error.kind() == Error::Kind::Storage) throw;
        entry.state = Entry::State::Failed;
        entry.error = error.what();
        printError(fmt::format("{}: {}", entry.point.label, error.what()));
        return;
    }
    entry.state = finished.status == RunStatus::Finished  ? Entry::State::Done
                  : finished.status == RunStatus::Stopped ? Entry::State::Stopped
                                                          : Entry::State::Failed;
    entry.error = finished.error;
    if (entry.state == Entry::State::Failed) printError(fmt::format("run {} failed: {}", entry.run, finished.error));
}

ExitCode sweep(Session& session, const Options& options) {
    Sweep sweep = Sweep::load(options.file, session.methods());
    if (!options.workers.empty()) sweep.base.set("run.workers", options.workers, session.methods());
    (void)sweep.experiments(session.methods(), options.file);
    const std::vector<Known> known = knownRuns(session);
    std::vector<Entry> entries;
    for (SweepEntry& point : sweep.points(session.methods(), options.file)) {
        Entry entry;
        entry.point = std::move(point);
        const auto [run, finished] = findKnown(known, entry.point.experiment);
        entry.run = run;
        if (finished) entry.state = Entry::State::Kept;
        entries.push_back(std::move(entry));
    }
    const auto waiting = [&] {
        return std::count_if(entries.begin(), entries.end(),
                             [](const Entry& entry) { return entry.state == Entry::State::Waiting; });
    };
    if (options.dryRun) {
        printPlan(entries, options.json);
        if (!options.json)
            fmt::print("\n{}, {} to run.\n", plural(static_cast<std::int64_t>(entries.size()), "experiment"),
                       waiting());
        return ExitCode::Ok;
    }

    std::string tag;
    for (const Known& one : known)
        for (const Entry& entry : entries)
            if (tag.empty() && one.run.id == entry.run && one.run.tags.rfind("sweep-", 0) == 0)
                tag = one.run.tags.substr(0, one.run.tags.find(','));
    Stopper stopper;
    bool unread = false;
    std::size_t number = 0;
    for (Entry& entry : entries) {
        ++number;
        if (entry.state != Entry::State::Waiting || stopper.stopped()) continue;
        driveOne(session, entry, tag, options, stopper, unread, fmt::format("{}/{}", number, entries.size()));
    }
    if (unread) throw Error(Error::Kind::Storage, "the sweep was stopped: its output cannot be written any more");

    if (options.quiet) {
        for (const Entry& entry : entries)
            if (entry.run > 0) fmt::print("{}\n", entry.run);
    } else if (options.json) {
        printJson(session, entries, options.threshold);
    } else {
        printTable(session, entries, options.threshold);
        if (!tag.empty()) fmt::print("The runs are stored with the tag {} in {}\n", tag, session.database().string());
    }
    if (SignalWatch::received()) {
        if (!options.json && !options.quiet)
            fmt::print(stderr, "\n{} left; the same command goes on there\n", plural(waiting(), "experiment"));
        return ExitCode::Signal;
    }
    const auto failed = std::count_if(entries.begin(), entries.end(), [](const Entry& entry) {
        return entry.state == Entry::State::Failed || entry.state == Entry::State::Stopped;
    });
    if (failed > 0) throw Error(Error::Kind::Run, fmt::format("{} of {} runs failed", failed, entries.size()));
    return ExitCode::Ok;
}

}  // namespace

void addSweepCommand(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add(
        kRunsGroup, "sweep",
        "Run every combination of some settings' values\n"
        "FILE is a JSON: {\"schema\": \"exitlab-sweep-1\", \"base\": \"quick\", \"axes\": {\"algorithm.lambda\": "
        "[0.05, 0.1], \"training.lr\": {\"from\": 0.01, \"to\": 0.1, \"steps\": 3, \"log\": true}}, \"seeds\": "
        "[1, 2, 3]}. The base is a preset, a file or an experiment. Runs are done one after another; one that fails "
        "does not stop the others. Experiments that are finished in the database are not run again and those that "
        "were stopped are resumed, so the same command continues a sweep.",
        {"exitlab-cli sweep lambda.json --dry-run", "exitlab-cli sweep lambda.json",
         "exitlab-cli sweep lambda.json --json > results.jsonl"});
    command->add_option("FILE", options->file, "Sweep file (JSON)")->type_name("")->required();
    command->add_flag("-n,--dry-run", options->dryRun, "Only list the experiments and which of them are done");
    command
        ->add_option("--workers", options->workers,
                     "Threads that train clients, 0: one per core (setting run.workers); the result is the same")
        ->type_name("N");
    command->add_option("--threshold", options->threshold, "Confidence at which samples leave (default: 0.6)")
        ->type_name("X")
        ->check(numberBetween(0, 1));
    CLI::Option* json = command->add_flag("--json", options->json, "One JSON object per experiment instead of a table");
    command->add_flag("-q,--quiet", options->quiet, "Print the runs' numbers only (for scripts)")->excludes(json);
    program.onRun(command, [&program, options] { return sweep(program.session(), *options); });
}

}  // namespace exitlab::cli
