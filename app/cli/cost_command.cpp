// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "app/cli/experiment_options.h"
#include "app/cli/program.h"
#include "app/cli/signals.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/config/derived.h"
#include "core/federation/forecast.h"

namespace exitlab::cli {
namespace {

struct Options {
    ExperimentOptions experiment;
    bool json = false, forecast = false;
};

Json forecastJson(const Forecast& forecast) {
    const MemoryForecast& memory = forecast.memory;
    const TimeForecast& time = *forecast.time;
    return {{"memory",
             {{"data", memory.data},
              {"workers", memory.workers},
              {"clients", memory.clients},
              {"server", memory.server},
              {"round", memory.round},
              {"total", memory.total()}}},
            {"traffic",
             {{"up_per_round", forecast.traffic.upPerRound},
              {"down_per_round", forecast.traffic.downPerRound},
              {"up_total", forecast.traffic.upTotal},
              {"down_total", forecast.traffic.downTotal}}},
            {"seconds",
             {{"training", time.training},
              {"server", time.server},
              {"evaluation", time.evaluation},
              {"conflict", time.conflict},
              {"per_round", time.perRound},
              {"total", time.total},
              {"probe", time.probed}}},
            {"samples_per_second", time.samplesPerSecond},
            {"workers", forecast.workers}};
}

void printForecast(const Forecast& forecast) {
    const auto bytes = [](std::int64_t n) { return bytesText(static_cast<double>(n)); };
    const MemoryForecast& memory = forecast.memory;
    const TimeForecast& time = *forecast.time;
    FactList facts;
    facts.add("memory",
              fmt::format("{} (data {}, {} {}, clients {}, server {}, a round {}), besides the program",
                          bytes(memory.total()), bytes(memory.data), plural(forecast.workers, "worker"),
                          bytes(memory.workers), bytes(memory.clients), bytes(memory.server), bytes(memory.round)));
    facts.add("traffic", fmt::format("{} up and {} down per round, {} and {} in all",
                                     bytesText(forecast.traffic.upPerRound), bytesText(forecast.traffic.downPerRound),
                                     bytes(forecast.traffic.upTotal), bytes(forecast.traffic.downTotal)));
    facts.add("a round",
              fmt::format("{} (training {}, server {}, one test {})", durationText(time.perRound),
                          durationText(time.training), durationText(time.server), durationText(time.evaluation)));
    facts.add("the run", durationText(time.total));
    facts.add("probe",
              fmt::format("{}; {} samples per second", durationText(time.probed), quantity(time.samplesPerSecond)));
    fmt::print("\n{}", facts.text(Style(stdout)));
}

/// The probe, unless Ctrl-C ends it: then there is no forecast.
std::optional<Forecast> probe(Session& session, const Experiment& experiment) {
    RunControl control;
    SignalWatch watch([&] { control.stop(); }, [] {});
    return probeForecast(session.engine(), experiment, control, session.runOptions());
}

void printJson(const CostReport& cost, int cohort, std::int64_t rounds, const std::optional<Forecast>& forecast) {
    Json out = Json::object();
    out["parameters"] = cost.parameters;
    out["exits"] = Json::array();
    for (const ExitCost& exit : cost.exits)
        out["exits"].push_back({{"stage", exit.stage},
                                {"stage_parameters", exit.stageParameters},
                                {"head_parameters", exit.headParameters},
                                {"cumulative_parameters", exit.cumulativeParameters},
                                {"cumulative_macs", exit.cumulativeMacs},
                                {"share", exit.share},
                                {"uplink_bytes", exit.uplinkBytes},
                                {"downlink_bytes", exit.downlinkBytes}});
    out["groups"] = Json::array();
    for (const CostGroup& group : cost.groups)
        out["groups"].push_back({{"name", group.name}, {"parameters", group.parameters}, {"bytes", group.bytes}});
    out["sub_models"] = Json::array();
    for (const SubModelCost& part : cost.subModels)
        out["sub_models"].push_back({{"exits", part.exits},
                                     {"width", part.width},
                                     {"clients", part.clients},
                                     {"parameters", part.parameters},
                                     {"macs", part.macs},
                                     {"uplink_bytes", part.uplinkBytes},
                                     {"downlink_bytes", part.downlinkBytes}});
    out["uplink_bytes"] = cost.uplinkBytes;
    out["downlink_bytes"] = cost.downlinkBytes;
    out["cohort"] = cohort;
    out["rounds"] = rounds;
    if (forecast) out["forecast"] = forecastJson(*forecast);
    fmt::print("{}\n", out.dump());
}

void printTables(const Experiment& experiment, const CostReport& cost, int cohort, std::int64_t rounds) {
    const Style style(stdout);
    fmt::print("{}\n\n", style.bold(fmt::format("{}: {} with {} on {}", oneLine(experiment.name()),
                                                experiment.settings().text("model.architecture"), experiment.method(),
                                                experiment.settings().text("data.dataset"))));
    TextTable exits;
    exits.column("exit");
    exits.column("after", TextTable::Align::Left);
    exits.column("stage");
    exits.column("head");
    exits.column("parameters so far");
    exits.column("MACs so far");
    exits.column("of full cost");
    exits.column("up");
    exits.column("down");
    for (std::size_t k = 0; k < cost.exits.size(); ++k) {
        const ExitCost& exit = cost.exits[k];
        const auto count = [](std::int64_t n) { return quantity(static_cast<double>(n)); };
        exits.row({fmt::format("{}", k + 1), exit.stage, count(exit.stageParameters), count(exit.headParameters),
                   count(exit.cumulativeParameters), count(exit.cumulativeMacs), percent(exit.share),
                   bytesText(static_cast<double>(exit.uplinkBytes)),
                   bytesText(static_cast<double>(exit.downlinkBytes))});
    }
    fmt::print("{}\n", exits.text(style));

    TextTable groups;
    groups.column("tensors", TextTable::Align::Left);
    groups.column("parameters");
    groups.column("size");
    for (const CostGroup& group : cost.groups)
        groups.row(
            {group.name, quantity(static_cast<double>(group.parameters)), bytesText(static_cast<double>(group.bytes))});
    fmt::print("{}\n", groups.text(style));

    if (!cost.subModels.empty()) {
        TextTable parts;
        for (const char* title :
             {"tier", "clients", "exits", "width", "parameters", "MACs", "up per round", "down per round"})
            parts.column(title);
        for (std::size_t i = 0; i < cost.subModels.size(); ++i) {
            const SubModelCost& part = cost.subModels[i];
            parts.row({fmt::format("{}", i + 1), fmt::format("{}", part.clients), fmt::format("{}", part.exits),
                       number(part.width), quantity(static_cast<double>(part.parameters)),
                       quantity(static_cast<double>(part.macs)), bytesText(static_cast<double>(part.uplinkBytes)),
                       bytesText(static_cast<double>(part.downlinkBytes))});
        }
        fmt::print("{}\n", parts.text(style));
    }

    TextTable traffic;
    traffic.column("traffic", TextTable::Align::Left);
    traffic.column(cost.subModels.empty() ? "per client and round" : "per client and round (mean)");
    traffic.column(fmt::format("per round ({})", plural(cohort, "client")));
    traffic.column(fmt::format("in {}", plural(rounds, "round")));
    // Where tiers hold different parts, the mean over the clients is what a round costs.
    const auto mean = [&](std::int64_t whole, std::int64_t SubModelCost::*bytes) {
        double sum = 0, clients = 0;
        for (const SubModelCost& part : cost.subModels) {
            sum += static_cast<double>(part.*bytes) * part.clients;
            clients += part.clients;
        }
        return clients > 0 ? sum / clients : static_cast<double>(whole);
    };
    for (const auto& [name, one] : {std::pair{"up", mean(cost.uplinkBytes, &SubModelCost::uplinkBytes)},
                                    std::pair{"down", mean(cost.downlinkBytes, &SubModelCost::downlinkBytes)}}) {
        traffic.row(
            {name, bytesText(one), bytesText(one * cohort), bytesText(one * cohort * static_cast<double>(rounds))});
    }
    fmt::print("{}", traffic.text(style));
}

}  // namespace

void addCostCommand(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add(
        kResultsGroup, "cost",
        "Parameters, MACs and traffic of an experiment, without training\n"
        "Counts to an exit include its own head and all earlier ones, as a sample passes "
        "them. MACs are multiply-accumulates of one sample.",
        {"exitlab-cli cost quick", "exitlab-cli cost quick --set model.width=32", "exitlab-cli cost quick --forecast"});
    options->experiment.addTo(command);
    command->add_flag("--forecast", options->forecast,
                      "Also memory, and time from a probe of about a second on this machine");
    command->add_flag("--json", options->json, "One JSON object");
    program.onRun(command, [&program, options] {
        Session& session = program.session();
        const Experiment experiment = options->experiment.load(session);
        const CostReport cost = costOf(session.engine(), experiment, session.runOptions());
        const int cohort = cohortSize(experiment.settings());
        const std::int64_t rounds = experiment.settings().integer("training.rounds");
        std::optional<Forecast> forecast;
        if (options->forecast) {
            forecast = probe(session, experiment);
            if (!forecast) return ExitCode::Signal;
        }
        if (options->json)
            printJson(cost, cohort, rounds, forecast);
        else
            printTables(experiment, cost, cohort, rounds);
        if (forecast && !options->json) printForecast(*forecast);
        return ExitCode::Ok;
    });
}

}  // namespace exitlab::cli
