// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/command_line.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/base/error.h"

namespace exitlab {

namespace {

struct Line {
    std::size_t changes = 0;
    std::string text;
};

Line lineFrom(const std::string& base, Experiment start, const Experiment& experiment, const MethodCatalog& catalog) {
    Line line{0, "exitlab-cli run " + shellQuoted(base)};
    const auto set = [&](const std::string& key, const Json& value) {
        line.text += (line.changes++ == 0 ? " --set " : " ") +
                     shellQuoted(key + '=' + (value.is_string() ? value.get<std::string>() : value.dump()));
    };
    if (start.method() != experiment.method()) {
        start.set("algorithm.id", Json(experiment.method()), catalog);
        set("algorithm.id", Json(experiment.method()));
    }
    for (const auto& [key, value] : experiment.settings().all())
        if (!start.settings().has(key) || start.settings().value(key) != value) set(key, value);
    return line;
}

}  // namespace

std::string shellQuoted(const std::string& argument) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("_-./=:,+@%").find(c) != std::string_view::npos;
    };
    if (!argument.empty() && std::all_of(argument.begin(), argument.end(), plain)) return argument;
    std::string quoted = "'";
    for (const char c : argument) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::string commandLine(const Experiment& experiment, const MethodCatalog& catalog, const std::vector<Preset>& presets,
                        const std::optional<CommandBase>& base) {
    if (base) return lineFrom(base->file, base->experiment, experiment, catalog).text;
    std::optional<Line> best;
    for (const Preset& preset : presets) {
        try {
            Line line = lineFrom(preset.id, Experiment::load(preset.path, catalog), experiment, catalog);
            if (!best || line.changes < best->changes) best = std::move(line);
        } catch (const Error&) {
            continue;  // a preset of a method that is not there
        }
    }
    if (best) return best->text;
    return lineFrom("FILE", Experiment::defaults(catalog, experiment.method()), experiment, catalog).text;
}

}  // namespace exitlab
