// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plugin/manifest.h"

#include <fstream>

#include "core/base/error.h"
#include "core/plugin/plugin_version.h"

namespace exitlab {
namespace fs = std::filesystem;
namespace {
constexpr std::uintmax_t kLargestManifest = 64 * 1024;
}  // namespace

Manifest readManifest(const fs::path& file) {
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

}  // namespace exitlab
