// SPDX-License-Identifier: GPL-3.0-or-later
// The command that runs an experiment again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/config/experiment.h"

namespace exitlab {

/// A stored experiment that a command line can begin from.
struct CommandBase {
    std::string file;
    Experiment experiment;
};

/// "exitlab-cli run quick --set training.rounds=5": from `base` if there is one, else from the preset that is nearest
/// to it, so that the line is short. Without any preset that can be used, "exitlab-cli run FILE" with the settings that
/// are not the method's defaults.
std::string commandLine(const Experiment& experiment, const MethodCatalog& catalog,
                        const std::vector<Preset>& presets = listPresets(),
                        const std::optional<CommandBase>& base = std::nullopt);

/// As one word of a POSIX shell.
std::string shellQuoted(const std::string& argument);

}  // namespace exitlab
