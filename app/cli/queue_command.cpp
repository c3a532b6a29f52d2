// SPDX-License-Identifier: GPL-3.0-or-later
// queue: runs that wait in the database and are driven one after another, by this program or by the window.
#include <fmt/core.h>

#include <charconv>

#include "app/cli/experiment_options.h"
#include "app/cli/help.h"
#include "app/cli/program.h"
#include "app/cli/race_entrants.h"
#include "app/cli/race_progress.h"
#include "app/cli/run_text.h"
#include "app/cli/signals.h"
#include "app/cli/text_table.h"
#include "core/base/error.h"
#include "core/federation/race.h"

namespace exitlab::cli {
namespace {

struct Options {
    std::string action = "list";
    std::vector<std::string> what;
    ExperimentOptions experiment;
    std::string methods;
    bool json = false;
};

Error usage(const std::string& message) { return {Error::Kind::Usage, message}; }

bool isNumber(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

/// What is given to add: runs by number (continued), a race with --methods, or experiments.
ExitCode add(Session& session, const Options& options) {
    // `--set a=1 quick`: what follows a list of changes and is none is an experiment.
    std::vector<std::string> what = options.what, changes;
    for (const std::string& text : options.experiment.changes)
        (text.find('=') == std::string::npos ? what : changes).push_back(text);
    if (what.empty()) throw usage("queue add: an experiment, a preset or the number of a run is missing");
    RunStore& store = session.store();
    std::vector<std::int64_t> added;
    const auto check = [&](const Experiment& experiment) {
        (void)previewPartition(experiment, session.runOptions());
        if (const std::string& dataset = experiment.settings().text("data.dataset"); dataset != "glyphs")
            (void)checkDataset(dataset, session.runOptions());
    };
    if (!options.methods.empty()) {
        RaceOptions race;
        race.sources = what;
        race.methods = options.methods;
        race.changes = changes;
        race.name = options.experiment.name;
        race.workers = options.experiment.workers;
        race.seeds = options.experiment.seed;
        const std::vector<Entrant> entrants = raceEntrants(session, race);
        check(entrants.front().experiment);
        std::string group;
        for (const Entrant& entrant : entrants) {
            added.push_back(store.createRun(entrant.experiment));
            if (group.empty()) group = fmt::format("race-{}", added.front());
            store.setGroup(added.back(), group);
            store.setTags(added.back(), group);
        }
        store.enqueue(added, true);
    } else {
        // Everything is understood before anything is stored.
        std::vector<Experiment> experiments;
        for (const std::string& one : what) {
            if (isNumber(one)) {
                added.push_back(session.run(one).id);
                continue;
            }
            ExperimentOptions single = options.experiment;
            single.source = one;
            single.changes = changes;
            experiments.push_back(single.load(session));
            check(experiments.back());
        }
        for (const Experiment& experiment : experiments) added.push_back(store.createRun(experiment));
        store.enqueue(added);
    }
    if (options.json) {
        fmt::print("{}\n", Json({{"added", added}}).dump());
        return ExitCode::Ok;
    }
    std::string text;
    for (const std::int64_t run : added) text += fmt::format("{}{}", text.empty() ? "" : ", ", run);
    fmt::print("{} {} in the queue; start with: exitlab-cli queue run\n", plural(added.size(), "run"),
               "(" + text + ")" + (added.size() == 1 ? " waits" : " wait"));
    return ExitCode::Ok;
}

ExitCode list(Session& session, const Options& options) {
    std::vector<QueuePlace> places;
    bool paused = false;
    if (session.databaseExists() || !session.options.database.empty()) {
        places = session.reader().queue();
        paused = session.reader().queuePaused();
    }
    TextTable table;
    table.column("place");
    table.column("run");
    table.column("name", TextTable::Align::Left, 28);
    table.column("method", TextTable::Align::Left, 16);
    table.column("data", TextTable::Align::Left, 16);
    table.column("seed");
    table.column("rounds");
    table.column("status", TextTable::Align::Left);
    for (std::size_t place = 0; place < places.size(); ++place)
        for (const std::int64_t id : places[place].runs) {
            const auto run = session.reader().find(id);
            if (!run) continue;
            if (options.json) {
                Json out = summaryJson(*run);
                out["place"] = place + 1;
                out["race"] = places[place].runs.size() > 1;
                fmt::print("{}\n", out.dump());
                continue;
            }
            table.row({fmt::format("{}", place + 1), fmt::format("{}", id), run->name, run->method, run->dataset,
                       fmt::format("{}", run->seed), fmt::format("{}/{}", run->completed, run->rounds),
                       statusText(*run)});
        }
    if (options.json) return ExitCode::Ok;
    if (places.empty())
        fmt::print("The queue is empty. Add to it with: exitlab-cli queue add quick\n");
    else
        fmt::print("{}{}", table.text(Style(stdout)),
                   paused ? "The queue is paused in the window; `exitlab-cli queue run` runs it all the same.\n" : "");
    return ExitCode::Ok;
}

std::int64_t onlyRun(Session& session, const Options& options, std::size_t count) {
    if (options.what.size() != count)
        throw usage(fmt::format("queue {}: expected {}", options.action,
                                count == 1 ? "the number of a run" : "the number of a run and its new place"));
    return session.run(options.what.front()).id;
}

ExitCode remove(Session& session, const Options& options) {
    if (options.what.empty()) throw usage("queue remove: the number of a run is missing");
    for (const std::string& one : options.what) {
        const std::int64_t run = session.run(one).id;
        if (!session.store().removeFromQueue(run))
            throw InputError(fmt::format("run {}", run), "", "is not in the queue (see `exitlab-cli queue list`)");
    }
    return list(session, options);
}

ExitCode move(Session& session, const Options& options) {
    const std::int64_t run = onlyRun(session, options, 2);
    const std::string& text = options.what.back();
    int place = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), place);
    if (failed != std::errc() || end != text.data() + text.size() || place < 1)
        throw usage("queue move: expected a place from 1, found \"" + text + "\"");
    session.store().moveInQueue(run, place - 1);
    return list(session, options);
}

/// Place after place until the queue is empty. A run that fails does not hold the others up.
ExitCode run(Session& session, const Options& options) {
    RunStore& store = session.store();
    std::mutex mutex;
    Race* current = nullptr;
    bool stopped = false;
    const auto stop = [&] {
        const std::lock_guard lock(mutex);
        stopped = true;
        if (current) current->stop();
    };
    std::string troubles;
    SignalWatch watch([&] { stop(); }, [] {});
    int driven = 0;
    for (;;) {
        const std::vector<std::int64_t> runs = stopped ? std::vector<std::int64_t>() : store.claimNext();
        if (runs.empty()) break;
        std::vector<std::string> names;
        for (const std::int64_t id : runs) {
            const auto summary = store.reader().find(id);
            names.push_back(summary ? fmt::format("{} ({})", summary->method, id) : fmt::format("run {}", id));
        }
        RaceProgress progress(names, 1, !options.json);
        const auto first = store.reader().find(runs.front());
        progress.begin(first ? first->seed : 0);
        Race race(session.engine(), store, runs, session.runOptions());
        {
            const std::lock_guard lock(mutex);
            current = &race;
            if (stopped) race.stop();
        }
        const std::vector<RunFinished> results = race.drive([&](std::size_t entry, const ReportPtr& report) {
            if (!progress.take(entry, report)) stop();
        });
        {
            const std::lock_guard lock(mutex);
            current = nullptr;
        }
        progress.end();
        for (std::size_t i = 0; i < runs.size(); ++i) {
            ++driven;
            if (results[i].status == RunStatus::Failed)
                troubles += fmt::format("{}run {} failed: {}", troubles.empty() ? "" : "; ", runs[i], results[i].error);
            if (options.json) {
                const auto summary = store.reader().find(runs[i]);
                if (summary) fmt::print("{}\n", summaryJson(*summary).dump());
            } else {
                fmt::print("run {} {} after round {}\n", runs[i], toString(results[i].status), results[i].round);
            }
            std::fflush(stdout);
        }
        // What was stopped by hand keeps its place at the head of the queue, to go on from there.
        std::vector<std::int64_t> left;
        for (std::size_t i = 0; i < runs.size(); ++i)
            if (results[i].status == RunStatus::Stopped) left.push_back(runs[i]);
        if (stopped && !left.empty()) {
            store.enqueue(left, left.size() > 1);
            store.moveInQueue(left.front(), 0);
        }
    }
    if (driven == 0 && !options.json) fmt::print("Nothing waits in the queue.\n");
    if (SignalWatch::received()) return ExitCode::Signal;
    if (!troubles.empty()) throw Error(Error::Kind::Run, troubles);
    return ExitCode::Ok;
}

}  // namespace

void addQueueCommand(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add(
        kRunsGroup, "queue",
        "Runs that wait: add, list, remove, move, run\n"
        "The queue is kept in the database and shared with the window. `queue run` drives one run after the other; one "
        "that fails does not hold the others up, one that is interrupted keeps its place and goes on from its "
        "checkpoint. With --methods the runs are driven together, as a race.",
        {"exitlab-cli queue add quick quick-fedavg --set training.rounds=20",
         "exitlab-cli queue add quick --methods cafedistill,fedper", "exitlab-cli queue list",
         "exitlab-cli queue move 7 1", "exitlab-cli queue remove 7", "exitlab-cli queue run"});
    command->add_option("ACTION", options->action, "add, list (default), remove, move or run")
        ->type_name("")
        ->check(oneOf({"add", "list", "remove", "move", "run"}));
    command
        ->add_option("WHAT", options->what,
                     "add: experiment files, presets, or numbers of runs to continue; remove: numbers of runs; move: "
                     "the number of a run and its new place, from 1")
        ->type_name("")
        ->expected(0, -1);
    command->add_option("--methods", options->methods, "add: methods that run the one experiment side by side")
        ->type_name("A,B,...");
    command->add_option("--set", options->experiment.changes, "add: change a setting")
        ->type_name("KEY=VALUE")
        ->expected(1, -1);
    command->add_option("--seed", options->experiment.seed, "add: seed of everything random (setting seed)")
        ->type_name("N");
    command->add_option("--name", options->experiment.name, "add: name of the runs (setting name)")->type_name("NAME");
    command->add_option("--workers", options->experiment.workers, "add: threads that train clients, 0: one per core")
        ->type_name("N");
    command->add_flag("--json", options->json, "JSON objects instead of a table");
    program.onRun(command, [&program, options] {
        Session& session = program.session();
        if (options->action == "add") return add(session, *options);
        if (options->action == "remove") return remove(session, *options);
        if (options->action == "move") return move(session, *options);
        if (!options->what.empty())
            throw usage("queue " + options->action + " takes no arguments, found \"" + options->what.front() + "\"");
        return options->action == "run" ? run(session, *options) : list(session, *options);
    });
}

}  // namespace exitlab::cli
