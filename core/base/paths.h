// SPDX-License-Identifier: GPL-3.0-or-later
// Where ExitLab's own files lie. The current folder is never searched.
#pragma once

#include <filesystem>
#include <vector>

namespace exitlab {

/// Folder of the running program.
std::filesystem::path executableDir();
/// resources/: beside the source when run from a build tree (known at compile time and existing), else
/// <prefix>/share/exitlab. EXITLAB_RESOURCES overrides.
std::filesystem::path resourceDir();
/// $XDG_DATA_HOME/exitlab or ~/.local/share/exitlab (created on demand).
std::filesystem::path userDataDir();
/// Default database: userDataDir()/exitlab.db.
std::filesystem::path defaultDatabase();
/// In search order: `extra` (--plugin-dir), user data folder/plugins, build tree, install folder; only those that
/// exist.
std::vector<std::filesystem::path> pluginDirs(const std::vector<std::filesystem::path>& extra = {});
/// Data set root: `given` (--data), else $EXITLAB_DATA, else userDataDir()/data.
std::filesystem::path dataRoot(const std::filesystem::path& given = {});

}  // namespace exitlab
