// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/paths.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "core/base/error.h"
#include "exitlab/build_info.h"

namespace fs = std::filesystem;

namespace exitlab {
namespace {

/// The value of an environment variable as an absolute path; empty if it is unset or empty.
fs::path fromEnvironment(const char* name) {
    const char* value = std::getenv(name);
    if (!value || !*value) return {};
    return fs::absolute(value).lexically_normal();
}

bool isBelow(const fs::path& path, const fs::path& folder) {
    const auto end = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return end.first == folder.end();
}

/// The build folder if the running program lies in it, else empty: an installed copy must not reach into the source.
fs::path buildTree() {
    std::error_code failed;
    const fs::path tree = fs::canonical(EXITLAB_BUILD_TREE, failed);
    return !failed && isBelow(executableDir(), tree) ? tree : fs::path();
}

fs::path homeDir() {
    if (fs::path home = fromEnvironment("HOME"); !home.empty()) return home;
    const passwd* user = getpwuid(getuid());
    if (user && user->pw_dir && *user->pw_dir) return user->pw_dir;
    throw Error(Error::Kind::Storage, "no home folder: set HOME or XDG_DATA_HOME to a folder for ExitLab's data");
}

/// userDataDir() without creating it: looking for plugins or data must not write.
fs::path userDataPath() {
    // The XDG base directory specification says that relative values are invalid and to be ignored.
    const char* xdg = std::getenv("XDG_DATA_HOME");
    if (xdg && fs::path(xdg).is_absolute()) return fs::path(xdg) / "exitlab";
    return homeDir() / ".local/share/exitlab";
}

}  // namespace

fs::path executableDir() {
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    if (failed) throw Error(Error::Kind::Storage, "cannot tell where the program lies: " + failed.message());
    return program.parent_path();
}

fs::path resourceDir() {
    if (fs::path given = fromEnvironment("EXITLAB_RESOURCES"); !given.empty()) return given;
    if (!buildTree().empty()) {
        const fs::path source = fs::path(EXITLAB_BUILD_SOURCE) / "resources";
        if (fs::is_directory(source)) return source;
    }
    return executableDir().parent_path() / "share/exitlab";
}

fs::path userDataDir() {
    const fs::path dir = userDataPath();
    std::error_code failed;
    fs::create_directories(dir, failed);
    if (failed && !fs::is_directory(dir))
        throw Error(Error::Kind::Storage, dir.string() + ": cannot create the folder for ExitLab's data: " +
                                              failed.message() + " (XDG_DATA_HOME chooses another place)");
    return dir;
}

fs::path defaultDatabase() { return userDataDir() / "exitlab.db"; }

std::vector<fs::path> pluginDirs(const std::vector<fs::path>& extra) {
    std::vector<fs::path> candidates;
    for (const fs::path& dir : extra)
        if (!dir.empty()) candidates.push_back(fs::absolute(dir));
    candidates.push_back(userDataPath() / "plugins");
    if (const fs::path tree = buildTree(); !tree.empty()) candidates.push_back(tree / EXITLAB_BUILD_PLUGIN_DIR);
    candidates.push_back(executableDir().parent_path() / EXITLAB_INSTALL_LIBDIR / "exitlab/plugins");

    std::vector<fs::path> dirs;
    for (const fs::path& dir : candidates) {
        std::error_code failed;
        const fs::path real = fs::canonical(dir, failed);
        if (failed || !fs::is_directory(real, failed)) continue;
        if (std::find(dirs.begin(), dirs.end(), real) == dirs.end()) dirs.push_back(real);
    }
    return dirs;
}

fs::path dataRoot(const fs::path& given) {
    if (!given.empty()) return given;
    if (fs::path fromUser = fromEnvironment("EXITLAB_DATA"); !fromUser.empty()) return fromUser;
    return userDataPath() / "data";
}

}  // namespace exitlab
