// SPDX-License-Identifier: GPL-3.0-or-later
// methods, describe: what can be chosen and set, from the same descriptions that check an experiment.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "app/cli/program.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/base/error.h"
#include "core/config/suggest.h"

namespace exitlab::cli {
namespace {

/// Everything the description says, for machines: keys as in ParameterSpec, what a setting has not is left out.
Json parameterJson(const ParameterSpec& spec) {
    static constexpr std::array types = {"integer", "real", "boolean", "choice", "text"};
    Json json = {{"key", spec.key},
                 {"title", spec.title},
                 {"type", types.at(static_cast<std::size_t>(spec.type))},
                 {"default", spec.defaultValue},
                 {"range", describeRange(spec)}};
    if (spec.minimum) json[spec.exclusiveMinimum ? "above" : "minimum"] = *spec.minimum;
    if (spec.maximum) json["maximum"] = *spec.maximum;
    if (!spec.unit.empty()) json["unit"] = spec.unit;
    for (const ParameterChoice& choice : spec.choices)
        json["choices"].push_back({{"value", choice.value}, {"label", choice.label}, {"help", choice.help}});
    if (spec.visibleWhen) json["used_when"] = {{"key", spec.visibleWhen->key}, {"values", spec.visibleWhen->values}};
    json["help"] = spec.help;
    if (!spec.longHelp.empty()) json["long_help"] = spec.longHelp;
    json["source"] = spec.source;
    return json;
}

Json parametersJson(const std::vector<ParameterSpec>& parameters) {
    Json list = Json::array();
    for (const ParameterSpec& spec : parameters) list.push_back(parameterJson(spec));
    return list;
}

ExitCode printJson(const Json& json) {
    fmt::print("{}\n", json.dump());
    return ExitCode::Ok;
}

Json methodJson(const MethodInfo& method) {
    return {{"id", method.id},
            {"name", method.name},
            {"version", method.version},
            {"summary", method.summary},
            {"citation", method.citation}};
}

ExitCode listMethods(Session& session, bool json) {
    const Style style(stdout);
    if (json) {
        for (const MethodInfo& method : session.methods()) printJson(methodJson(method));
    } else {
        TextTable table;
        table.column("method", TextTable::Align::Left);
        table.column("name", TextTable::Align::Left);
        table.column("what it does", TextTable::Align::Left);
        for (const MethodInfo& method : session.methods()) table.row({method.id, method.name, method.summary});
        fmt::print("{}\nChoose one with --set algorithm.id=ID; `exitlab-cli describe ID` tells more.\n",
                   table.text(style));
    }
    for (const Engine::PluginProblem& problem : session.engine().pluginProblems())
        printWarning(fmt::format("{}: {}", problem.file, problem.message));
    return ExitCode::Ok;
}

std::string valueText(const Json& value) {
    if (!value.is_string()) return value.dump();
    const auto text = value.get<std::string>();
    return text.empty() ? "empty" : text;
}

void printParameter(const ParameterSpec& spec, bool withLong) {
    const Style style(stdout);
    const int width = std::clamp(terminalWidth(stdout), 60, 100);
    fmt::print("\n{}  {}\n", style.bold(spec.key), spec.title);
    std::string range = describeRange(spec);
    if (!spec.unit.empty()) range += ", in " + spec.unit;
    range += "; default " + valueText(spec.defaultValue);
    if (spec.visibleWhen) {
        std::string values;
        for (const Json& value : spec.visibleWhen->values) values += (values.empty() ? "" : " or ") + valueText(value);
        range += fmt::format("; used when {} is {}", spec.visibleWhen->key, values);
    }
    fmt::print("{}\n", wrapped(range, width, 4));
    fmt::print("{}\n", wrapped(spec.help, width, 4));
    if (withLong) {
        for (const ParameterChoice& choice : spec.choices)
            if (!choice.help.empty())
                fmt::print("{}\n", wrapped(fmt::format("{}: {}", choice.value, choice.help), width, 6));
        if (!spec.longHelp.empty()) fmt::print("{}\n", wrapped(spec.longHelp, width, 4));
    }
    fmt::print("{}\n", wrapped("Default from: " + spec.source, width, 4));
}

ExitCode describeMethod(const MethodInfo& method, bool withLong) {
    const Style style(stdout);
    const int width = std::clamp(terminalWidth(stdout), 60, 100);
    fmt::print("{}  {}\n", style.bold(method.name), method.summary);
    if (!method.longHelp.empty()) fmt::print("\n{}\n", wrapped(method.longHelp, width, 0));
    FactList facts;
    facts.add("id", method.id);
    facts.add("version", method.version);
    if (!method.citation.empty()) facts.add("paper", method.citation);
    fmt::print("\n{}", facts.text(style));
    if (method.parameters.empty()) fmt::print("\nThe method has no settings of its own.\n");
    for (const ParameterSpec& spec : method.parameters) printParameter(spec, withLong);
    return ExitCode::Ok;
}

struct DescribeOptions {
    std::string name;
    bool withLong = false;
    bool json = false;
};

Json describedJson(const MethodInfo& method) {
    Json json = methodJson(method);
    json["long_help"] = method.longHelp;
    json["parameters"] = parametersJson(method.parameters);
    return json;
}

Json describedJson(const ParameterSection& section) {
    return {{"id", section.id},
            {"title", section.title},
            {"help", section.help},
            {"parameters", parametersJson(section.parameters)}};
}

ExitCode describeEverything(const MethodCatalog& methods) {
    for (const ParameterSection& section : experimentSchema(nullptr, methods)) printJson(describedJson(section));
    for (const MethodInfo& method : methods) printJson(describedJson(method));
    return ExitCode::Ok;
}

ExitCode describe(Session& session, const DescribeOptions& options) {
    const MethodCatalog& methods = session.methods();
    if (options.name.empty() && options.json) return describeEverything(methods);
    if (const MethodInfo* method = findMethod(methods, options.name))
        return options.json ? printJson(describedJson(*method)) : describeMethod(*method, options.withLong);

    const Experiment experiment = Experiment::defaults(methods, methods.empty() ? "cafedistill" : methods.front().id);
    const Style style(stdout);
    std::vector<std::string> known;
    for (const MethodInfo& method : methods) known.push_back(method.id);
    for (const ParameterSection& section : experiment.schema()) {
        if (!section.id.empty()) known.push_back(section.id);
        if (section.id == options.name && !section.id.empty()) {
            if (options.json) return printJson(describedJson(section));
            fmt::print("{}  {}\n", style.bold(section.title), section.help);
            for (const ParameterSpec& spec : section.parameters) printParameter(spec, options.withLong);
            return ExitCode::Ok;
        }
    }
    std::vector<KnownKey> keys;
    for (const ParameterSection& section : experiment.schema()) {
        for (const ParameterSpec& spec : section.parameters) {
            keys.push_back({spec.key, spec.title});
            if (spec.key != options.name) continue;
            if (options.json) return printJson(parameterJson(spec));
            printParameter(spec, true);
            return ExitCode::Ok;
        }
    }
    std::vector<std::string> near = nearestNames(options.name, known);
    if (near.empty()) near = nearestKeys(options.name, keys);
    std::string list;
    for (const std::string& name : known) list += (list.empty() ? "" : ", ") + name;
    if (options.name.empty()) throw InputError("NAME", "", "is missing; methods and sections are " + list);
    throw InputError(options.name, "",
                     "there is no such method, section or setting" +
                         (near.empty() ? "; methods and sections are " + list : didYouMean(near)));
}

}  // namespace

void addMethodsCommand(Program& program) {
    auto json = std::make_shared<bool>(false);
    CLI::App* command = program.add(kKnowledgeGroup, "methods",
                                    "List the learning methods\n"
                                    "Plugins that could not be loaded are reported on the standard error.",
                                    {"exitlab-cli methods", "exitlab-cli methods --plugin-dir build/plugins"});
    command->add_flag("--json", *json, "One JSON object per method and line");
    program.onRun(command, [&program, json] { return listMethods(program.session(), *json); });
}

void addDescribeCommand(Program& program) {
    auto options = std::make_shared<DescribeOptions>();
    CLI::App* command = program.add(kKnowledgeGroup, "describe",
                                    "Describe a method, a section of settings or one setting\n"
                                    "Tells range, default, meaning and where the default comes from.",
                                    {"exitlab-cli describe cafedistill", "exitlab-cli describe training",
                                     "exitlab-cli describe data.partition.alpha", "exitlab-cli describe --json"});
    command
        ->add_option("NAME", options->name,
                     "A method (see `exitlab-cli methods`), a section (data, model, training, evaluation, run) or the "
                     "key of a setting; with --json none is everything, one object per line")
        ->type_name("");
    command->add_flag("--long", options->withLong, "With the long explanation of every setting");
    command->add_flag("--json", options->json, "One JSON object with everything, for machines");
    program.onRun(command, [&program, options] { return describe(program.session(), *options); });
}

}  // namespace exitlab::cli
