// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/cli/program.h"
#include "app/cli/run_text.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/base/error.h"
#include "core/metrics/summary.h"

namespace exitlab::cli {
namespace {

struct Options {
    std::string run;
    bool experiment = false, all = false, json = false;
};

/// Rows of the table of rounds: the first, the last and evenly between.
constexpr std::size_t kHistoryRows = 10;

void printFacts(const Session& session, const RunSummary& run, const std::vector<CheckpointInfo>& checkpoints) {
    FactList facts;
    facts.add("run", fmt::format("{}, {}", run.id, run.name));
    facts.add("status", fmt::format("{} after {} of {} in {}", statusText(run), run.completed,
                                    plural(run.rounds, "round"), durationText(run.seconds)));
    if (!run.error.empty()) facts.add("error", run.error);
    facts.add("method", run.method);
    facts.add("data", fmt::format("{}, {}", run.dataset, plural(run.clients, "client")));
    facts.add("seed", fmt::format("{}", run.seed));
    facts.add("started", localTime(run.created));
    facts.add("traffic", fmt::format("{} up, {} down", bytesText(static_cast<double>(run.bytesUp)),
                                     bytesText(static_cast<double>(run.bytesDown))));
    std::string rounds;
    for (const CheckpointInfo& checkpoint : checkpoints)
        rounds += fmt::format("{}{}", rounds.empty() ? "round " : ", ", checkpoint.round);
    facts.add("checkpoints", rounds.empty() ? "none" : rounds);
    if (!run.weightsSha256.empty()) facts.add("weights", "sha256 " + run.weightsSha256);
    if (!run.tags.empty()) facts.add("tags", run.tags);
    if (!run.note.empty()) facts.add("note", run.note);
    facts.add("database", session.database().string());
    fmt::print("{}", facts.text(Style(stdout)));
}

void printSettings(Session& session, const RunSummary& run, bool all) {
    const Style style(stdout);
    std::string title;
    FactList facts;
    try {
        const Experiment experiment = Experiment::parse(run.experiment, session.methods(), "run");
        const Experiment defaults = Experiment::defaults(session.methods(), experiment.method());
        bool any = false;
        for (const ParameterSection& section : experiment.schema()) {
            for (const ParameterSpec& spec : section.parameters) {
                const Json& value = experiment.settings().value(spec.key);
                if (!all && (value == defaults.settings().value(spec.key) || spec.key == "name" || spec.key == "seed"))
                    continue;
                facts.add(spec.key, value.is_string() ? value.get<std::string>() : value.dump());
                any = true;
            }
        }
        title = all ? "Settings" : any ? "Settings that are not the default" : "All settings are at their defaults.";
    } catch (const Error& error) {
        title = std::string("Settings cannot be shown: ") + oneLine(error.what());
    }
    fmt::print("\n{}\n{}", style.bold(title), facts.text(style));
}

void printExits(const RunSummary& run, const Evaluated& evaluated) {
    TextTable table;
    table.column("exit");
    for (const char* title : {"mean", "weighted", "std", "worst", "10 %", "median", "90 %", "best mean", "ECE"})
        table.column(title);
    for (int k = 0; k < evaluated.accuracy.cols; ++k) {
        const ClientSummary spread = summarizeExit(evaluated.accuracy, k, evaluated.samples);
        const auto at = static_cast<std::size_t>(k);
        table.row({fmt::format("{}", k + 1), percent(spread.mean), percent(spread.weightedMean),
                   percent(spread.deviation), percent(spread.worst), percent(spread.p10), percent(spread.median),
                   percent(spread.p90), at < run.bestAccuracy.size() ? percent(run.bestAccuracy[at]) : "-",
                   at < evaluated.calibration.size() ? percent(evaluated.calibration[at]) : "-"});
    }
    const Style style(stdout);
    fmt::print("\n{}\n{}",
               style.bold(fmt::format("Accuracy over {} after round {}", plural(evaluated.accuracy.rows, "client"),
                                      evaluated.round)),
               table.text(style));
}

void printHistory(const std::vector<ReportPtr>& reports) {
    std::vector<const Evaluated*> evaluations;
    std::map<int, double> losses;
    for (const ReportPtr& report : reports) {
        if (const auto* evaluated = std::get_if<Evaluated>(report.get())) evaluations.push_back(evaluated);
        if (const auto* loss = std::get_if<LossMeasured>(report.get())) losses[loss->round] = loss->total;
    }
    if (evaluations.size() < 2) return;
    TextTable table;
    table.column("round");
    for (int k = 0; k < evaluations.front()->accuracy.cols; ++k) table.column(fmt::format("exit {}", k + 1));
    table.column("loss");
    const std::size_t rows = std::min(kHistoryRows, evaluations.size());
    for (std::size_t i = 0; i < rows; ++i) {
        const Evaluated& evaluated = *evaluations[i * (evaluations.size() - 1) / (rows - 1)];
        std::vector<std::string> cells{fmt::format("{}", evaluated.round)};
        for (const double value : meanPerExit(evaluated)) cells.push_back(percent(value));
        const auto loss = losses.find(evaluated.round);
        cells.push_back(loss == losses.end() ? "-" : number(loss->second));
        table.row(std::move(cells));
    }
    const Style style(stdout);
    fmt::print("\n{}\n{}", style.bold("Mean accuracy over clients, round by round"), table.text(style));
}

/// What the method itself reported: export writes it, the window draws it.
void printResults(const std::vector<ReportPtr>& reports) {
    struct Result {
        const char* kind;
        std::string id, title;
        std::set<int> rounds;
    };
    std::vector<Result> results;
    for (const ReportPtr& report : reports)
        std::visit(
            [&](const auto& body) {
                if constexpr (requires { body.title; }) {
                    if (body.id == kDeviceTime) return;  // the engine's, not the method's
                    using T = std::decay_t<decltype(body)>;
                    const char* kind = std::is_same_v<T, MethodSeries>      ? "series"
                                       : std::is_same_v<T, MethodMatrix>    ? "matrix"
                                       : std::is_same_v<T, MethodHistogram> ? "histogram"
                                       : std::is_same_v<T, MethodScatter>   ? "scatter plot"
                                                                            : "images";
                    auto found = std::find_if(results.begin(), results.end(), [&](const Result& result) {
                        return result.kind == std::string_view(kind) && result.id == body.id;
                    });
                    if (found == results.end()) found = results.insert(results.end(), {kind, body.id, {}, {}});
                    found->title = body.title;
                    found->rounds.insert(body.round);
                }
            },
            *report);
    if (results.empty()) return;
    TextTable table;
    for (const char* title : {"result", "kind", "title"}) table.column(title, TextTable::Align::Left, 48);
    table.column("rounds");
    table.column("last");
    for (const Result& result : results)
        table.row({result.id, result.kind, result.title, fmt::format("{}", result.rounds.size()),
                   fmt::format("{}", *result.rounds.rbegin())});
    const Style style(stdout);
    fmt::print("\n{}\n{}", style.bold("Results of the method (the values: export)"), table.text(style));
}

ExitCode show(Session& session, const Options& options) {
    const RunSummary run = session.run(options.run);
    if (options.experiment) {
        // As stored, so that it can be edited and run again.
        fmt::print("{}{}", run.experiment, run.experiment.empty() || run.experiment.back() != '\n' ? "\n" : "");
        return ExitCode::Ok;
    }
    const std::vector<CheckpointInfo> checkpoints = session.reader().checkpoints(run.id);
    if (options.json) {
        Json json = summaryJson(run);
        json["experiment"] = Json::parse(run.experiment, nullptr, false);
        json["checkpoints"] = Json::array();
        for (const CheckpointInfo& checkpoint : checkpoints)
            json["checkpoints"].push_back({{"round", checkpoint.round},
                                           {"file", checkpoint.file.string()},
                                           {"bytes", checkpoint.bytes},
                                           {"sha256", checkpoint.sha256}});
        fmt::print("{}\n", json.dump());
        return ExitCode::Ok;
    }
    printFacts(session, run, checkpoints);
    const std::vector<ReportPtr> reports = session.reader().reports(run.id);
    const auto last = std::find_if(reports.rbegin(), reports.rend(),
                                   [](const ReportPtr& report) { return std::holds_alternative<Evaluated>(*report); });
    if (last != reports.rend()) printExits(run, std::get<Evaluated>(**last));
    printHistory(reports);
    printResults(reports);
    printSettings(session, run, options.all);
    return ExitCode::Ok;
}

}  // namespace

void addShowCommand(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add(kRunsGroup, "show",
                                    "Show one run: results, course and settings\n"
                                    "Per exit: mean over clients, mean weighted by test samples, standard deviation "
                                    "and percentiles over clients, best mean of any round, expected calibration error.",
                                    {"exitlab-cli show last", "exitlab-cli show 3 --experiment > again.json"});
    command->add_option("RUN", options->run, "Number of the run, or \"last\"")->type_name("")->required();
    CLI::Option* experiment =
        command->add_flag("--experiment", options->experiment, "Print the run's experiment file instead");
    command->add_flag("--all", options->all, "Show every setting, not only the changed ones")->excludes(experiment);
    command->add_flag("--json", options->json, "One JSON object with everything but the reports")->excludes(experiment);
    program.onRun(command, [&program, options] { return show(program.session(), *options); });
}

}  // namespace exitlab::cli
