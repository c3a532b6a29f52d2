// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/experiment_options.h"

#include <algorithm>

#include "app/cli/help.h"
#include "core/base/error.h"

namespace exitlab::cli {
SettingChange parseChange(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        throw Error(Error::Kind::Usage, "--set: expected KEY=VALUE, found \"" + text + "\"");
    return {text.substr(0, equals), text.substr(equals + 1)};
}

void applyChanges(Experiment& experiment, std::vector<SettingChange> changes, const MethodCatalog& methods) {
    std::stable_partition(changes.begin(), changes.end(),
                          [](const SettingChange& change) { return change.key == "algorithm.id"; });
    for (const auto& [key, value] : changes) experiment.set(key, value, methods);
}

void requireNoProblems(const Experiment& experiment, const std::string& file) {
    const auto problems = experiment.problems();
    if (!problems.empty()) throw InputError(file, problems.front().key, problems.front().message);
}

void ExperimentOptions::addTo(CLI::App* command) {
    command
        ->add_option("FILE|PRESET", source,
                     "Experiment file (JSON), or the name of a preset (see `exitlab-cli presets`)")
        ->type_name("")
        ->option_text(kRequiredByUs);
    command
        ->add_option("--set", changes,
                     "Change a setting, for example training.rounds=5; `exitlab-cli describe training` lists them")
        ->type_name("KEY=VALUE")
        ->expected(1, -1);
    command->add_option("--seed", seed, "Seed of everything random (setting seed)")->type_name("N");
}

Experiment ExperimentOptions::load(Session& session) const {
    // `--set a=1 quick`: what follows a list of changes and is none is the experiment.
    std::string file = source;
    std::vector<SettingChange> list;
    for (const std::string& text : changes) {
        if (file.empty() && text.find('=') == std::string::npos)
            file = text;
        else
            list.push_back(parseChange(text));
    }
    if (file.empty())
        throw Error(Error::Kind::Usage, "FILE|PRESET is missing (`exitlab-cli presets` lists the presets)");

    const MethodCatalog& methods = session.methods();
    Experiment experiment = loadExperimentOrPreset(file, methods);
    for (const auto& [key, text] :
         {SettingChange{"seed", seed}, SettingChange{"name", name}, SettingChange{"run.workers", workers}})
        if (!text.empty()) list.push_back({key, text});
    applyChanges(experiment, std::move(list), methods);
    requireNoProblems(experiment, file);
    return experiment;
}

}  // namespace exitlab::cli
