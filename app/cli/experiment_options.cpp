// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/experiment_options.h"

#include <algorithm>

#include "app/cli/help.h"
#include "core/base/error.h"

namespace exitlab::cli {
namespace {

struct Change {
    std::string key, value;
};

Change split(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        throw Error(Error::Kind::Usage, "--set: expected KEY=VALUE, found \"" + text + "\"");
    return {text.substr(0, equals), text.substr(equals + 1)};
}

}  // namespace

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
    std::vector<Change> list;
    for (const std::string& text : changes) {
        if (file.empty() && text.find('=') == std::string::npos)
            file = text;
        else
            list.push_back(split(text));
    }
    if (file.empty())
        throw Error(Error::Kind::Usage, "FILE|PRESET is missing (`exitlab-cli presets` lists the presets)");

    const MethodCatalog& methods = session.methods();
    Experiment experiment = loadExperimentOrPreset(file, methods);
    // Another method brings other settings, so it goes first.
    std::stable_partition(list.begin(), list.end(), [](const Change& change) { return change.key == "algorithm.id"; });
    for (const auto& [key, text] : {Change{"seed", seed}, Change{"name", name}, Change{"run.workers", workers}})
        if (!text.empty()) list.push_back({key, text});
    for (const auto& [key, value] : list) experiment.set(key, value, methods);
    const auto problems = experiment.problems();
    if (!problems.empty()) throw InputError(file, problems.front().key, problems.front().message);
    return experiment;
}

}  // namespace exitlab::cli
