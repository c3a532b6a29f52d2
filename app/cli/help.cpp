// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "app/cli/exit_codes.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/config/suggest.h"

namespace exitlab::cli {
namespace {

using Entry = std::pair<std::string, std::string>;

/// Names on the left, wrapped descriptions on the right.
std::string entries(const std::string& title, const std::vector<Entry>& list, int left, int width) {
    if (list.empty()) return {};
    std::string out = "\n" + Style(stdout).bold(title) + "\n";
    for (const auto& [name, text] : list) {
        std::string body = wrapped(text, width, left);
        const int used = 2 + displayWidth(name);
        if (used + 2 <= left)
            body.replace(0, static_cast<std::size_t>(used), "  " + name);
        else
            body = "  " + name + "\n" + body;
        out += body + "\n";
    }
    return out;
}

std::string optionName(const CLI::Option* option) {
    std::string name;
    for (const std::string& shortName : option->get_snames()) name += "-" + shortName + ", ";
    for (const std::string& longName : option->get_lnames()) name += "--" + longName;
    const bool flag = option->get_items_expected_max() == 0;
    // The parser appends what its checks have to say after a colon; the description says it better.
    const std::string type = option->get_type_name();
    if (!flag) name += " " + type.substr(0, type.find(':'));
    if (!flag && option->get_items_expected_max() > 1) name += " ...";
    return name;
}

std::string positionalName(const CLI::Option* option) {
    std::string name = option->get_name(true);
    if (option->get_items_expected_max() > 1) name += " ...";
    return option->get_required() || option->get_option_text() == kRequiredByUs ? name : "[" + name + "]";
}

std::vector<Entry> optionsOf(const CLI::App* app) {
    std::vector<Entry> list;
    for (const CLI::Option* option : app->get_options())
        if (option->nonpositional() && !option->get_group().empty())
            list.emplace_back(optionName(option), option->get_description());
    return list;
}

std::vector<Entry> positionalsOf(const CLI::App* app) {
    std::vector<Entry> list;
    for (const CLI::Option* option : app->get_options())
        if (option->get_positional()) list.emplace_back(option->get_name(true), option->get_description());
    return list;
}

int leftWidth(const std::vector<std::vector<Entry>>& lists) {
    int left = 0;
    for (const auto& list : lists)
        for (const Entry& entry : list) left = std::max(left, 2 + displayWidth(entry.first) + 2);
    return std::min(left, 30);
}

std::vector<std::string> namesOf(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(command->get_name());
    return names;
}

void addOptionNames(const CLI::App& app, std::vector<std::string>& names) {
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
}

}  // namespace

CLI::Validator wholeNumberFrom(long minimum) {
    return CLI::Validator(
        [minimum](const std::string& text) -> std::string {
            long value = 0;
            const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
            if (failed == std::errc() && end == text.data() + text.size() && value >= minimum) return {};
            return fmt::format("expected a whole number from {}, found \"{}\"", minimum, text);
        },
        "");
}

CLI::Validator numberBetween(double minimum, double maximum) {
    return CLI::Validator(
        [minimum, maximum](const std::string& text) -> std::string {
            double value = 0;
            const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
            if (failed == std::errc() && end == text.data() + text.size() && value >= minimum && value <= maximum)
                return {};
            if (std::isinf(maximum)) return fmt::format("expected a number from {}, found \"{}\"", minimum, text);
            return fmt::format("expected a number from {} to {}, found \"{}\"", minimum, maximum, text);
        },
        "");
}

CLI::Validator oneOf(std::vector<std::string> values) {
    return CLI::Validator(
        [values = std::move(values)](const std::string& text) -> std::string {
            std::string list;
            for (const std::string& value : values) {
                if (value == text) return {};
                list += (list.empty() ? "" : ", ") + value;
            }
            return fmt::format("expected one of {}, found \"{}\"{}", list, text,
                               didYouMean(nearestNames(text, values)));
        },
        "");
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string, CLI::AppFormatMode) const {
    const int width = std::clamp(terminalWidth(stdout), 60, 100);
    const CLI::App* parent = app->get_parent();
    const std::string program = parent ? parent->get_name() : app->get_name();
    std::string usage = "Usage: " + program;
    if (parent) {
        usage += " " + app->get_name();
        for (const CLI::Option* option : app->get_options())
            if (option->get_positional()) usage += " " + positionalName(option);
        usage += " [options]";
    } else {
        usage += " COMMAND [arguments] [options]";
    }
    std::string out = usage + "\n\n" + wrapped(app->get_description(), width, 0) + "\n";

    const std::vector<Entry> positionals = positionalsOf(app);
    const std::vector<Entry> options = optionsOf(app);
    if (parent) {
        std::vector<Entry> global = optionsOf(parent);
        global.erase(std::remove_if(global.begin(), global.end(),
                                    [](const Entry& entry) {
                                        return entry.first.find("--help") != std::string::npos ||
                                               entry.first.find("--version") != std::string::npos;
                                    }),
                     global.end());
        const int left = leftWidth({positionals, options, global});
        out += entries("Arguments", positionals, left, width);
        out += entries("Options", options, left, width);
        out += entries("Global options", global, left, width);
    } else {
        std::vector<std::string> groups;
        std::vector<std::vector<Entry>> commands;
        for (const CLI::App* command : app->get_subcommands([](const CLI::App*) { return true; })) {
            auto found = std::find(groups.begin(), groups.end(), command->get_group());
            if (found == groups.end()) {
                found = groups.insert(groups.end(), command->get_group());
                commands.emplace_back();
            }
            const std::string& text = command->get_description();
            commands[static_cast<std::size_t>(found - groups.begin())].emplace_back(command->get_name(),
                                                                                    text.substr(0, text.find('\n')));
        }
        std::vector<Entry> codes;
        for (const ExitCodeHelp& code : kExitCodes)
            codes.emplace_back(std::to_string(static_cast<int>(code.code)), code.meaning);
        auto all = commands;
        all.push_back(options);
        const int left = leftWidth(all);
        for (std::size_t g = 0; g < groups.size(); ++g) out += entries(groups[g], commands[g], left, width);
        out += entries("Options (before or after the command)", options, left, width);
        out += entries("Exit codes", codes, 6, width);
    }
    if (!app->get_footer().empty()) out += "\n" + Style(stdout).bold("Examples") + "\n" + app->get_footer() + "\n";
    if (!parent) out += "\n`" + program + " COMMAND --help` tells more about a command.\n";
    return out;
}

std::string usageMessage(const CLI::App& app, const CLI::ParseError& error) {
    const std::vector<CLI::App*> parsed = app.get_subcommands();
    const CLI::App* command = parsed.empty() ? nullptr : parsed.front();
    const std::string hint =
        fmt::format(" (see `{}{}{} --help`)", app.get_name(), command ? " " : "", command ? command->get_name() : "");
    if (dynamic_cast<const CLI::ExtrasError*>(&error) || dynamic_cast<const CLI::RequiredError*>(&error)) {
        std::vector<std::string> extras = app.remaining(true);
        if (!extras.empty()) {
            const std::string& first = extras.front();
            if (first.size() > 1 && first.front() == '-') {
                std::vector<std::string> known;
                addOptionNames(app, known);
                if (command) addOptionNames(*command, known);
                return "unknown option " + first + didYouMean(nearestNames(first.substr(0, first.find('=')), known)) +
                       hint;
            }
            if (!command)
                return "unknown command \"" + first + "\"" + didYouMean(nearestNames(first, namesOf(app))) + hint;
            return fmt::format("{}: unexpected argument \"{}\"{}", command->get_name(), first, hint);
        }
        if (!command) return "a command is missing" + hint;
    }
    return (command ? command->get_name() + ": " : "") + error.what() + hint;
}

}  // namespace exitlab::cli
