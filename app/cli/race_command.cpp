// SPDX-License-Identifier: GPL-3.0-or-later
// race: methods side by side on the same data, partition, initial weights and cohorts.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/cli/help.h"
#include "app/cli/program.h"
#include "app/cli/race_entrants.h"
#include "app/cli/race_progress.h"
#include "app/cli/run_table.h"
#include "app/cli/signals.h"
#include "core/federation/race.h"

namespace exitlab::cli {
namespace {

/// One run of the race and how it ended.
struct Lane {
    std::size_t entrant = 0;
    std::int64_t run = 0;
    RunFinished finished;
};

/// What a signal or a closed pipe stops: the race of the seed that is running, and those after it.
class Stopper {
  public:
    /// nullptr: none is running.
    void attach(Race* race) {
        const std::lock_guard lock(mutex_);
        race_ = race;
        if (race_ && stopped_) race_->stop();
    }
    void stop() {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        if (race_) race_->stop();
    }
    bool stopped() const {
        const std::lock_guard lock(mutex_);
        return stopped_;
    }

  private:
    mutable std::mutex mutex_;
    Race* race_ = nullptr;
    bool stopped_ = false;
};

/// All runs of one seed, stored under a tag that the whole race shares ("race-7": its first run).
std::vector<Lane> raceOnce(Session& session, const std::vector<Entrant>& entrants, std::string& tag, Stopper& stopper,
                           const Race::Sink& sink) {
    // Missing or broken data and impossible partitions are refused before there is a run.
    const Experiment& first = entrants.front().experiment;
    (void)previewPartition(first, session.runOptions());
    if (const std::string& dataset = first.settings().text("data.dataset"); dataset != "glyphs")
        (void)checkDataset(dataset, session.runOptions());
    RunStore& store = session.store();
    std::vector<Lane> lanes;
    std::vector<Race::Entry> entries;
    for (std::size_t i = 0; i < entrants.size(); ++i) {
        const std::int64_t id = store.createRun(entrants[i].experiment);
        if (tag.empty()) tag = fmt::format("race-{}", id);
        store.setTags(id, tag);
        store.setGroup(id, tag);
        entries.push_back({entrants[i].experiment, id});
        lanes.push_back({i, id, {}});
    }
    Race race(session.engine(), store, std::move(entries), session.runOptions());
    stopper.attach(&race);
    const std::vector<RunFinished> finished = race.drive(sink);
    stopper.attach(nullptr);
    for (std::size_t i = 0; i < lanes.size(); ++i) lanes[i].finished = finished[i];
    return lanes;
}

struct Standing {
    const Entrant* entrant;
    std::vector<Compared> runs;  ///< one per seed
};

std::vector<Standing> standings(Session& session, const std::vector<Entrant>& entrants, const std::vector<Lane>& lanes,
                                double threshold) {
    std::vector<Standing> list;
    for (std::size_t i = 0; i < entrants.size(); ++i) {
        list.push_back({&entrants[i], {}});
        for (const Lane& lane : lanes)
            if (lane.entrant == i)
                if (const auto run = session.reader().find(lane.run))
                    list.back().runs.push_back(measureRun(session, *run, threshold));
    }
    return list;
}

double meanOver(const std::vector<Compared>& runs, const std::function<double(const Compared&)>& value) {
    std::vector<double> values;
    for (const Compared& one : runs) values.push_back(value(one));
    return spreadOf(values).mean;
}

std::string meanDuration(const std::vector<Compared>& runs, const std::function<double(const Compared&)>& value) {
    const double seconds = meanOver(runs, value);
    return std::isnan(seconds) ? "-" : durationText(seconds);
}

void printTable(const std::vector<Standing>& list, double threshold, bool byMethod) {
    std::size_t exits = 0, seeds = 0;
    bool simulated = false;
    for (const Standing& standing : list) {
        seeds = std::max(seeds, standing.runs.size());
        for (const Compared& one : standing.runs) {
            exits = std::max(exits, one.run.accuracy.size());
            simulated = simulated || !std::isnan(one.simulatedSeconds);
        }
    }
    TextTable table;
    table.column(byMethod ? "method" : "experiment", TextTable::Align::Left, 28);
    if (!byMethod) table.column("method", TextTable::Align::Left, 16);
    table.column(seeds > 1 ? "runs" : "run");
    table.column("round");
    addMeasureColumns(table, exits, threshold);
    table.column("per round");
    if (simulated) table.column("simulated");
    for (const Standing& standing : list) {
        std::vector<std::string> cells{standing.entrant->name};
        if (!byMethod) cells.push_back(standing.entrant->experiment.method());
        std::string runs, rounds;
        for (const Compared& one : standing.runs) {
            runs += fmt::format("{}{}", runs.empty() ? "" : ",", one.run.id);
            // The same number once.
            const std::string completed = fmt::format("{}", one.run.completed);
            if (rounds != completed) rounds += (rounds.empty() ? "" : ",") + completed;
        }
        cells.insert(cells.end(), {runs, rounds});
        addMeasureCells(cells, standing.runs, exits);
        cells.push_back(meanDuration(standing.runs, [](const Compared& one) { return one.secondsPerRound(); }));
        if (simulated)
            cells.push_back(meanDuration(standing.runs, [](const Compared& one) { return one.simulatedSeconds; }));
        table.row(std::move(cells));
    }
    fmt::print("\n{}\n{}", table.text(Style(stdout)), measureLegend(threshold));
    if (simulated) fmt::print("Simulated: time of all rounds on the clients' devices.\n");
    if (seeds > 1) fmt::print("Mean and standard deviation over {} seeds.\n", seeds);
}

/// One line per run, then one per entrant with what its seeds have in common.
void printJson(const std::vector<Standing>& list, double threshold) {
    for (const Standing& standing : list)
        for (const Compared& one : standing.runs) {
            Json out = comparedJson(one, threshold);
            out["result"] = "run";
            out["entrant"] = standing.entrant->name;
            out["seconds_per_round"] = numberJson(one.secondsPerRound());
            fmt::print("{}\n", out.dump());
        }
    for (const Standing& standing : list) {
        const auto spread = [&](const std::function<double(const Compared&)>& value) {
            std::vector<double> values;
            for (const Compared& one : standing.runs) values.push_back(value(one));
            const Spread found = spreadOf(values);
            return Json{{"mean", numberJson(found.mean)}, {"deviation", numberJson(found.deviation)}};
        };
        Json out = Json::object();
        out["result"] = "entrant";
        out["entrant"] = standing.entrant->name;
        out["method"] = standing.entrant->experiment.method();
        out["runs"] = Json::array();
        out["seeds"] = Json::array();
        std::size_t exits = 0;
        for (const Compared& one : standing.runs) {
            out["runs"].push_back(one.run.id);
            out["seeds"].push_back(one.run.seed);
            exits = std::max(exits, one.run.accuracy.size());
        }
        out["accuracy"] = Json::array();
        for (std::size_t k = 0; k < exits; ++k)
            out["accuracy"].push_back(spread([k](const Compared& one) {
                return k < one.run.accuracy.size() ? one.run.accuracy[k] : std::numeric_limits<double>::quiet_NaN();
            }));
        out["mean_accuracy"] = spread([](const Compared& one) { return meanOf(one.run.accuracy); });
        out["threshold"] = threshold;
        out["threshold_accuracy"] = spread([](const Compared& one) { return one.exitAccuracy; });
        out["saving"] = spread([](const Compared& one) { return one.saving; });
        out["bytes_up"] = spread([](const Compared& one) { return static_cast<double>(one.run.bytesUp); });
        out["bytes_down"] = spread([](const Compared& one) { return static_cast<double>(one.run.bytesDown); });
        out["simulated_seconds"] = spread([](const Compared& one) { return one.simulatedSeconds; });
        out["seconds_per_round"] = spread([](const Compared& one) { return one.secondsPerRound(); });
        fmt::print("{}\n", out.dump());
    }
}

/// What did not end as it should, in words.
std::string troubles(const std::vector<Entrant>& entrants, const std::vector<Lane>& lanes) {
    std::string text;
    for (const Lane& lane : lanes) {
        std::string what;
        if (lane.finished.status == RunStatus::Failed)
            what = "failed: " + lane.finished.error;
        else if (lane.finished.status == RunStatus::Stopped)
            what = "stopped itself: it diverged (run.on_divergence)";
        if (!what.empty())
            text +=
                fmt::format("{}run {} ({}) {}", text.empty() ? "" : "; ", lane.run, entrants[lane.entrant].name, what);
    }
    return text;
}

ExitCode race(Session& session, const RaceOptions& options) {
    std::vector<Entrant> entrants = raceEntrants(session, options);
    std::vector<std::string> seeds{fmt::format("{}", entrants.front().experiment.seed())};
    if (!options.seeds.empty()) seeds = commaList("--seeds", options.seeds);
    // A seed that is none is refused before the first run.
    for (const std::string& seed : seeds) Experiment(entrants.front().experiment).set("seed", seed, session.methods());

    std::vector<std::string> names;
    for (const Entrant& entrant : entrants) names.push_back(entrant.name);
    RaceProgress progress(names, seeds.size(), !options.json && !options.quiet);
    std::vector<Lane> lanes;
    std::string tag;
    bool unread = false;
    {
        Stopper stopper;
        SignalWatch watch(
            [&] {
                stopper.stop();
                progress.note("stopping all; finished rounds are kept (a second Ctrl-C leaves at once)");
            },
            [&] { progress.tick(); });
        for (const std::string& seed : seeds) {
            if (stopper.stopped()) break;
            for (Entrant& entrant : entrants) entrant.experiment.set("seed", seed, session.methods());
            progress.begin(entrants.front().experiment.seed());
            const std::vector<Lane> done =
                raceOnce(session, entrants, tag, stopper, [&](std::size_t entrant, const ReportPtr& report) {
                    if (!progress.take(entrant, report) && !unread) {
                        unread = true;
                        stopper.stop();
                    }
                });
            lanes.insert(lanes.end(), done.begin(), done.end());
        }
    }
    progress.end();
    if (unread) throw Error(Error::Kind::Storage, "the race was stopped: its output cannot be written any more");

    const std::vector<Standing> list = standings(session, entrants, lanes, options.threshold);
    if (options.quiet) {
        for (const Lane& lane : lanes) fmt::print("{}\n", lane.run);
    } else if (options.json) {
        printJson(list, options.threshold);
    } else {
        printTable(list, options.threshold, !options.methods.empty());
        std::vector<Settings> settings;
        for (const Entrant& entrant : entrants) settings.push_back(entrant.experiment.settings());
        noteDifferences(settings);
        fmt::print("The runs are stored with the tag {} in {}\n", tag, session.database().string());
    }
    if (SignalWatch::received()) {
        const std::string database = session.options.database.empty() ? "" : " --db " + session.options.database;
        for (const Lane& lane : lanes)
            if (lane.finished.status == RunStatus::Stopped && !options.json && !options.quiet)
                fmt::print(stderr, "Continue {} with: exitlab-cli resume {}{}\n", entrants[lane.entrant].name, lane.run,
                           database);
        return ExitCode::Signal;
    }
    if (const std::string text = troubles(entrants, lanes); !text.empty()) throw Error(Error::Kind::Run, text);
    return ExitCode::Ok;
}

}  // namespace

void addRaceCommand(Program& program) {
    auto options = std::make_shared<RaceOptions>();
    CLI::App* command = program.add(
        kRunsGroup, "race",
        "Run several methods side by side and compare them\n"
        "All see the same data, partition, initial weights and cohorts, and advance round by round in turn, so that "
        "times compare too. Each is an ordinary run in the database, to the same result as alone. Give one experiment "
        "with --methods, or two experiments or more that agree in data, partition, model and seed. Ctrl-C stops all; a "
        "method that fails leaves the race.",
        {"exitlab-cli race quick --methods cafedistill,fedper,fedavg",
         "exitlab-cli race quick --methods fedper,local --seeds 1,2,3 --set training.rounds=10",
         "exitlab-cli race quick --methods cafedistill,fedper --set cafedistill:algorithm.lambda=0.2",
         "exitlab-cli race quick quick-fedper quick-fedavg --seeds 1,2,3 --json"});
    command
        ->add_option("FILE|PRESET", options->sources,
                     "Experiment files (JSON), or names of presets (see `exitlab-cli presets`)")
        ->type_name("")
        ->option_text(kRequiredByUs);
    command
        ->add_option("--methods", options->methods,
                     "Methods that run the one experiment; its own method keeps its settings, the others have "
                     "theirs at their defaults")
        ->type_name("A,B,...");
    command->add_option("--seeds", options->seeds, "A race for each; the table then gives mean and deviation")
        ->type_name("N,N,...");
    command
        ->add_option("--set", options->changes,
                     "Change a setting for all, or for one as METHOD:KEY=VALUE (FILE:KEY=VALUE)")
        ->type_name("KEY=VALUE")
        ->expected(1, -1);
    command->add_option("--name", options->name, "Name of the runs (setting name)")->type_name("NAME");
    command
        ->add_option("--workers", options->workers,
                     "Threads that train clients, 0: one per core (setting run.workers); the result is the same")
        ->type_name("N");
    command->add_option("--threshold", options->threshold, "Confidence at which samples leave (default: 0.6)")
        ->type_name("X")
        ->check(numberBetween(0, 1));
    CLI::Option* json =
        command->add_flag("--json", options->json, "One JSON object per run, then one per method, instead of a table");
    command->add_flag("-q,--quiet", options->quiet, "Print the runs' numbers only (for scripts)")->excludes(json);
    program.onRun(command, [&program, options] { return race(program.session(), *options); });
}

}  // namespace exitlab::cli
