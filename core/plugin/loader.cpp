// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plugin/loader.h"

#include <dlfcn.h>

#include <fstream>
#include <set>

#include "core/base/error.h"
#include "core/config/method_check.h"

namespace exitlab {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t kLargestManifest = 64 * 1024;

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

struct Manifest {
    MethodInfo info;
    std::int64_t interface = 0;  ///< that the module says it was built with
};

Manifest parseManifest(const fs::path& file);

LoadedMethod loadMethod(const fs::path& manifestFile) {
    const Manifest manifest = parseManifest(manifestFile);
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

Manifest parseManifest(const fs::path& file) {
    const std::string name = file.string();
    std::error_code failure;
    const auto size = fs::file_size(file, failure);
    if (failure) throw InputError(name, "", failure.message());
    if (size > kLargestManifest) throw InputError(name, "", "larger than 64 KiB; expected a plugin manifest");
    nlohmann::json json;
    try {
        std::ifstream in(file);
        json = nlohmann::json::parse(in);
    } catch (const nlohmann::json::exception& e) {
        throw InputError(name, "", std::string("not JSON: ") + e.what());
    }
    if (!json.is_object()) throw InputError(name, "", "expected a JSON object");
    const auto text = [&](const char* key) {
        if (!json.contains(key) || !json[key].is_string() || json[key].get<std::string>().empty())
            throw InputError(name, key, "expected a text");
        return json[key].get<std::string>();
    };
    const auto number = [&](const char* key) {
        if (!json.contains(key) || !json[key].is_number_integer())
            throw InputError(name, key, "expected a whole number");
        return json[key].get<std::int64_t>();
    };
    MethodInfo info;
    info.id = text("id");
    if (info.id != file.stem().string())
        throw InputError(name, "id", "'" + info.id + "' differs from the file name '" + file.stem().string() + "'");
    info.name = text("name");
    info.version = text("version");
    info.summary = text("summary");
    info.longHelp = text("help");
    info.citation = text("citation");
    if (const std::string kind = text("kind"); kind != "algorithm")
        throw InputError(name, "kind", "'" + kind + "' is not known; expected algorithm");
    const std::int64_t interface = number("interface");
    const std::int64_t since = number("compatible_since");
    if (interface < kPluginCompatibleSince || since > kPluginInterface)
        throw InputError(name, "interface",
                         "plugin interface " + std::to_string(interface) + " (compatible since " +
                             std::to_string(since) + "); this version offers " +
                             std::to_string(kPluginCompatibleSince) + " to " + std::to_string(kPluginInterface));
    return {std::move(info), interface};
}

}  // namespace

MethodInfo readManifest(const fs::path& file) { return parseManifest(file).info; }

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
