// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plugin/loader.h"

#include <dlfcn.h>

#include <set>

#include "core/base/error.h"
#include "core/config/method_check.h"

namespace exitlab {
namespace fs = std::filesystem;
namespace {

/// The platform's loader behind three calls.
class Module {
  public:
    explicit Module(const fs::path& file) : handle_(dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL)) {
        if (!handle_) throw InputError(file.string(), "", std::string("cannot be loaded: ") + dlerror());
    }
    template <class Function>
    Function symbol(const char* name) const {
        return reinterpret_cast<Function>(dlsym(handle_, name));
    }

  private:
    void* handle_;  // never closed: objects of the module may outlive any scope
};

LoadedMethod loadMethod(const fs::path& manifestFile) {
    const Manifest manifest = readManifest(manifestFile);
    LoadedMethod method;
    method.info = manifest.info;
    fs::path file = manifestFile;
    file.replace_extension(".so");
    if (!fs::exists(file)) throw InputError(file.string(), "", "the manifest's module is missing");
    const Module module(file);
    const auto entry = module.symbol<MethodEntry>(kMethodEntryName);
    if (!entry) throw InputError(file.string(), "", std::string("has no function ") + kMethodEntryName);
    method.module = entry();
    if (!method.module || method.module->interfaceVersion != manifest.interface)
        throw InputError(file.string(), "", "was built for another plugin interface than its manifest says");
    method.info.parameters = method.module->parameters();
    if (const std::vector<std::string> wrong = methodProblems(method.info); !wrong.empty())
        throw InputError(file.string(), "", wrong.front());
    return method;
}

}  // namespace

LoadedPlugins loadPlugins(const std::vector<fs::path>& folders) {
    LoadedPlugins plugins;
    std::set<std::string> seen;
    for (const fs::path& folder : folders) {
        std::vector<fs::path> manifests;
        std::error_code failure;
        for (const auto& entry : fs::directory_iterator(folder, failure))
            if (entry.path().extension() == ".json") manifests.push_back(entry.path());
        if (failure) plugins.problems.push_back({folder.string(), failure.message()});
        std::sort(manifests.begin(), manifests.end());
        for (const fs::path& manifest : manifests) {
            if (seen.count(manifest.stem().string())) continue;
            try {
                plugins.methods.push_back(loadMethod(manifest));
                seen.insert(manifest.stem().string());
            } catch (const std::exception& e) {
                plugins.problems.push_back({manifest.string(), e.what()});
            } catch (...) {
                plugins.problems.push_back({manifest.string(), "the module threw something that is no exception"});
            }
        }
    }
    std::sort(plugins.methods.begin(), plugins.methods.end(),
              [](const LoadedMethod& a, const LoadedMethod& b) { return a.info.id < b.info.id; });
    return plugins;
}

}  // namespace exitlab
