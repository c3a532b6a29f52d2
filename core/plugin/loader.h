// SPDX-License-Identifier: GPL-3.0-or-later
// Finds plugins, reads their manifests before any code, loads the modules. A bad one becomes a problem, never a crash.
#pragma once

#include <filesystem>

#include "core/federation/run.h"
#include "core/plugin/manifest.h"
#include "core/plugin/plugin_api.h"

namespace exitlab {

struct LoadedMethod {
    MethodInfo info;
    const MethodModule* module = nullptr;
};

struct LoadedPlugins {
    std::vector<LoadedMethod> methods;  ///< sorted by id; of two with one id the first found counts
    std::vector<Engine::PluginProblem> problems;
};

/// Every <id>.json with its module <id>.so in the folders, in order. Modules stay loaded until the process ends.
LoadedPlugins loadPlugins(const std::vector<std::filesystem::path>& folders);

}  // namespace exitlab
