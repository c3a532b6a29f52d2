// SPDX-License-Identifier: GPL-3.0-or-later
// What was run: the run itself, its settings, data and network.
#include <fmt/core.h>

#include <algorithm>
#include <numeric>

#include "core/base/number_text.h"
#include "core/config/command_line.h"
#include "core/config/derived.h"
#include "core/metrics/summary.h"
#include "core/report/plot.h"
#include "core/report/sections.h"

namespace exitlab::report {

namespace {

std::string valueText(const ParameterSpec& spec, const Json& value) {
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    if (value.is_string()) {
        const std::string text = value.get<std::string>();
        for (const ParameterChoice& choice : spec.choices)
            if (choice.value == text) return choice.label.empty() ? text : choice.label;
        return text.empty() ? "(empty)" : text;
    }
    return value.dump() + (spec.unit.empty() ? "" : " " + spec.unit);
}

std::string member(const Json& json, const char* key) {
    if (!json.is_object() || !json.contains(key)) return {};
    const Json& value = json[key];
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string machineText(const Json& machine) {
    std::string text;
    for (const char* key : {"host", "processor", "system"}) {
        const std::string part = member(machine, key);
        if (!part.empty() && part != "null") text += (text.empty() ? "" : ", ") + part;
    }
    if (machine.is_object() && machine.value("threads", 0) > 0)
        text += ", " + plural(machine.value("threads", 0), "hardware thread");
    if (machine.is_object() && machine.value("memory_bytes", std::int64_t{0}) > 0)
        text += ", " + bytesText(machine.value("memory_bytes", 0.0)) + " of memory";
    return text;
}

std::string librariesText(const RunOrigin& origin) {
    std::string text = "ExitLab " + origin.version;
    for (const auto& [key, name] : {std::pair{"torch", "libtorch"}, {"sqlite", "SQLite"}, {"compiler", "compiler"}}) {
        const std::string version = member(origin.libraries, key);
        if (!version.empty()) text += std::string(", ") + name + " " + version;
    }
    return text;
}

DataTable settingsTable() {
    DataTable table;
    for (const char* title : {"setting", "key", "value", "default"}) table.columns.push_back({title, Align::Left});
    return table;
}

std::string count(std::int64_t value) { return quantity(static_cast<double>(value)); }
std::string size(std::int64_t bytes) { return bytesText(static_cast<double>(bytes)); }

std::int64_t samplesOf(const RunStarted& start, std::size_t client) {
    std::int64_t sum = 0;
    for (const auto* part : {&start.trainSamples, &start.validationSamples, &start.testSamples})
        if (client < part->size()) sum += (*part)[client];
    return sum;
}

}  // namespace

void addFacts(Document& document, const RunData& run) {
    const RunSummary& s = run.summary;
    FactTable facts;
    const auto add = [&](const std::string& name, const std::string& value) {
        if (!value.empty()) facts.facts.emplace_back(name, value);
    };
    add("run", fmt::format("{}, {}", s.id, s.name));
    add("status", fmt::format("{}{} after {} of {} in {}", toString(s.status), s.diverged ? ", diverged" : "",
                              s.completed, plural(s.rounds, "round"), durationText(s.seconds)));
    add("error", s.error);
    add("method", run.method ? run.method->name + " " + run.method->version + ": " + run.method->summary : s.method);
    std::string data = s.dataset + ", " + plural(s.clients, "client");
    if (run.start) data += ", " + plural(run.start->classes, "class", "classes");
    add("data", data);
    add("seed", std::to_string(s.seed));
    add("started", timeText(run.origin.started.empty() ? s.created : run.origin.started));
    add("ended", timeText(run.origin.ended));
    add("time per round",
        fmt::format("{} with {}", durationText(run.secondsPerRound()), plural(run.origin.workers, "worker thread")));
    add("traffic", size(s.bytesUp) + " up, " + size(s.bytesDown) + " down");
    add("versions", librariesText(run.origin));
    add("machine", machineText(run.origin.machine));
    add("weights_sha256", s.weightsSha256);
    add("tags", s.tags);
    add("note", s.note);
    document.add(std::move(facts));
}

void addCommandLine(Document& document, const RunData& run, const MethodCatalog& methods) {
    if (!run.experiment) return;
    document.words("The command that repeats it, to the same bits on the same kind of machine:");
    document.code(commandLine(*run.experiment, methods));
}

void addChangedSettings(Document& document, const RunData& run, const MethodCatalog& methods, int level) {
    document.heading(level, "Settings changed from their defaults");
    if (!run.experiment) {
        document.note("The settings cannot be read here: " + run.problem);
        return;
    }
    const Experiment defaults = Experiment::defaults(methods, run.experiment->method());
    DataTable table = settingsTable();
    for (const ParameterSection& section : run.experiment->schema())
        for (const ParameterSpec& spec : section.parameters) {
            const Json& value = run.experiment->settings().value(spec.key);
            if (spec.key == "name" || spec.key == "seed" || spec.key == "algorithm.id" ||
                value == defaults.settings().value(spec.key))
                continue;
            table.add(
                {spec.title, spec.key, valueText(spec, value), valueText(spec, defaults.settings().value(spec.key))});
        }
    if (table.rows.empty())
        document.words("Every setting is at the method's default.");
    else
        document.add(std::move(table));
}

void addAllSettings(Document& document, const RunData& run, const MethodCatalog& methods) {
    if (!run.experiment) return;
    const Experiment defaults = Experiment::defaults(methods, run.experiment->method());
    document.heading(2, "All settings");
    document.note("An asterisk marks what is not at its default. Settings that mean nothing here are left out.");
    for (const ParameterSection& section : run.experiment->schema()) {
        DataTable table;
        table.title = section.title.empty() ? "Experiment" : section.title;
        for (const char* title : {"setting", "key", "value"}) table.columns.push_back({title, Align::Left});
        for (const ParameterSpec& spec : section.parameters) {
            if (!isVisible(spec, run.experiment->settings())) continue;
            const Json& value = run.experiment->settings().value(spec.key);
            const bool changed = value != defaults.settings().value(spec.key);
            table.add({spec.title, spec.key, valueText(spec, value) + (changed ? " *" : "")});
        }
        document.add(std::move(table));
    }
}

void addData(Document& document, const RunData& run) {
    if (!run.start || run.start->labels.empty()) return;
    const RunStarted& start = *run.start;
    document.heading(2, "Data and partition");
    const auto clients = static_cast<std::size_t>(start.labels.rows);
    std::vector<std::int64_t> sizes;
    double entropy = 0;
    for (std::size_t c = 0; c < clients; ++c) {
        sizes.push_back(samplesOf(start, c));
        entropy += labelEntropy(start.labels, static_cast<int>(c)) / static_cast<double>(clients);
    }
    const auto total = [](const std::vector<std::int64_t>& parts) {
        return quantity(static_cast<double>(std::accumulate(parts.begin(), parts.end(), std::int64_t{0})));
    };
    std::vector<std::int64_t> sorted = sizes;
    std::sort(sorted.begin(), sorted.end());
    document.words(fmt::format(
        "{}: {} samples of {} on {}: {} for training, {} for validation, {} for testing. A client has from {} to {} "
        "samples (median {}); the mean label entropy of a client is {} nats.",
        run.summary.dataset, total(sizes), plural(start.classes, "class", "classes"),
        plural(start.labels.rows, "client"), total(start.trainSamples), total(start.validationSamples),
        total(start.testSamples), sorted.front(), sorted.back(), sorted[sorted.size() / 2], number(entropy)));
    HeatMapSpec map;
    // Clients along the longer side.
    map.values = Table(start.labels.cols, start.labels.rows);
    for (int c = 0; c < start.labels.rows; ++c)
        for (int k = 0; k < start.labels.cols; ++k) map.values.at(k, c) = start.labels.at(c, k);
    for (int k = 0; k < start.labels.cols; ++k)
        map.rows.push_back(static_cast<std::size_t>(k) < start.classNames.size()
                               ? start.classNames[static_cast<std::size_t>(k)]
                               : std::to_string(k));
    map.cols = numbersFrom(0, start.labels.rows);
    map.rowTitle = "class";
    map.colTitle = "client";
    map.value = "samples";
    map.unit = Unit::Whole;
    document.figure(heatFigure(std::move(map), kDouble), "Samples of each class at each client, all parts together.",
                    "Heat map of clients by classes");
}

void addClientTable(Document& document, const RunData& run) {
    if (!run.start || run.start->labels.empty()) return;
    const RunStarted& start = *run.start;
    document.heading(2, "Clients");
    DataTable table;
    for (const char* title : {"client", "training", "validation", "test", "label entropy (nats)"})
        table.columns.push_back({title, Align::Right});
    const Evaluated* last = run.evaluations.empty() ? nullptr : run.evaluations.back();
    for (int e = 0; last && e < last->accuracy.cols; ++e) table.columns.push_back({exitName(e), Align::Right});
    const auto at = [](const std::vector<std::int64_t>& values, int i) {
        return static_cast<std::size_t>(i) < values.size() ? std::to_string(values[static_cast<std::size_t>(i)]) : "-";
    };
    for (int c = 0; c < start.labels.rows; ++c) {
        std::vector<std::string> row{std::to_string(c), at(start.trainSamples, c), at(start.validationSamples, c),
                                     at(start.testSamples, c), number(labelEntropy(start.labels, c))};
        for (int e = 0; last && e < last->accuracy.cols && c < last->accuracy.rows; ++e)
            row.push_back(percent(last->accuracy.at(c, e)));
        table.add(std::move(row));
    }
    document.note("Samples of each part, and the accuracy of each exit at the last evaluation.");
    document.add(std::move(table));
}

void addNetwork(Document& document, const RunData& run) {
    document.heading(2, "Network and exits");
    if (run.cost) {
        const CostReport& cost = *run.cost;
        const std::string what = run.experiment ? run.experiment->settings().text("model.architecture") : "";
        document.words(fmt::format(
            "{}{} with {} and {} parameters. A sample that leaves at an exit has passed all earlier heads; MACs are "
            "multiply-accumulates of one sample.",
            what.empty() ? "A network" : "Architecture ", what,
            plural(static_cast<std::int64_t>(cost.exits.size()), "exit"), count(cost.parameters)));
        DataTable exits;
        exits.columns = {{"exit", Align::Right},
                         {"after", Align::Left},
                         {"stage parameters", Align::Right},
                         {"head parameters", Align::Right},
                         {"parameters so far", Align::Right},
                         {"MACs so far", Align::Right},
                         {"of full cost", Align::Right},
                         {"size so far", Align::Right}};
        for (std::size_t e = 0; e < cost.exits.size(); ++e) {
            const ExitCost& exit = cost.exits[e];
            exits.add({std::to_string(e + 1), exit.stage, count(exit.stageParameters), count(exit.headParameters),
                       count(exit.cumulativeParameters), count(exit.cumulativeMacs), percent(exit.share),
                       size(exit.cumulativeParameters * static_cast<std::int64_t>(sizeof(float)))});
        }
        document.add(std::move(exits));
        DataTable groups;
        groups.title = "What the network is made of";
        groups.columns = {{"tensors", Align::Left}, {"parameters", Align::Right}, {"size", Align::Right}};
        for (const CostGroup& group : cost.groups) groups.add({group.name, count(group.parameters), size(group.bytes)});
        document.add(std::move(groups));
        if (!cost.subModels.empty()) {
            DataTable tiers;
            tiers.title = "What devices of each tier hold";
            for (const char* title :
                 {"tier", "clients", "exits", "width", "parameters", "MACs", "up per round", "down per round"})
                tiers.columns.push_back({title, Align::Right});
            for (std::size_t i = 0; i < cost.subModels.size(); ++i) {
                const SubModelCost& part = cost.subModels[i];
                tiers.add({std::to_string(i + 1), std::to_string(part.clients), std::to_string(part.exits),
                           number(part.width), count(part.parameters), count(part.macs), size(part.uplinkBytes),
                           size(part.downlinkBytes)});
            }
            document.add(std::move(tiers));
        }
        document.words(fmt::format("A client with the whole network sends {} and receives {} in a round.",
                                   size(cost.uplinkBytes), size(cost.downlinkBytes)));
        return;
    }
    if (!run.problem.empty()) document.note("Costs are those that the run stored, as " + run.problem);
    if (!run.start) return;
    DataTable exits;
    for (const char* title : {"exit", "parameters so far", "MACs so far", "of full cost"})
        exits.columns.push_back({title, Align::Right});
    for (std::size_t e = 0; e < run.start->exitMacs.size() && e < run.start->exitParameters.size(); ++e)
        exits.add({std::to_string(e + 1), count(run.start->exitParameters[e]), quantity(run.start->exitMacs[e]),
                   percent(run.start->exitMacs[e] / run.start->exitMacs.back())});
    document.add(std::move(exits));
}

void addCitation(Document& document, const RunData& run) {
    if (!run.method || run.method->citation.empty()) return;
    const bool named = run.method->citation.rfind(run.method->name, 0) == 0;
    document.words((named ? "" : run.method->name + ". ") + run.method->citation);
}

}  // namespace exitlab::report
