// SPDX-License-Identifier: GPL-3.0-or-later
// FILE|PRESET with changes, as the commands `run` and `cost` take it.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "app/cli/session.h"

namespace exitlab::cli {

/// One --set.
struct SettingChange {
    std::string key, value;
};
/// "training.rounds=5"; throws Error(Usage).
SettingChange parseChange(const std::string& text);
/// A change of method goes first, as it brings other settings. Throws Error naming the setting.
void applyChanges(Experiment& experiment, std::vector<SettingChange> changes, const MethodCatalog& methods);
/// Throws InputError with the first of the problems across settings; `file` is what they are problems of.
void requireNoProblems(const Experiment& experiment, const std::string& file);

struct ExperimentOptions {
    std::string source;
    std::vector<std::string> changes;  ///< --set
    std::string seed, name, workers;   ///< as typed; the settings' own checks read them

    void addTo(CLI::App* command);
    /// Throws Error naming the setting, or the first of the problems across settings.
    Experiment load(Session& session) const;
};

}  // namespace exitlab::cli
