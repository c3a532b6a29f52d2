// SPDX-License-Identifier: GPL-3.0-or-later
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/config/experiment.h"
#include "core/config/json_text.h"
#include "core/config/suggest.h"

namespace fs = std::filesystem;

namespace exitlab {
namespace {

Preset readPreset(const fs::path& file) {
    const Json json = parseJson(readTextFile(file.string()), file.string());
    if (!json.is_object()) throw InputError(file.string(), "", "expected an object, found " + describeKind(json));
    const auto schema = json.find("schema");
    if (schema == json.end() || *schema != kExperimentSchema)
        throw InputError(file.string(), "schema", std::string("expected \"") + kExperimentSchema + "\"");
    const auto description = json.find("description");
    if (description == json.end() || !description->is_string())
        throw InputError(file.string(), "description", "expected one line of text");
    const auto text = [&json](const char* pointer, const char* otherwise) {
        const Json& value = json.value(Json::json_pointer(pointer), Json(otherwise));
        return value.is_string() ? value.get<std::string>() : std::string();
    };
    return {file.stem().string(), description->get<std::string>(),      file.string(),
            text("/name", ""),    text("/algorithm/id", "cafedistill"), text("/data/dataset", "glyphs")};
}

}  // namespace

std::vector<Preset> listPresets() {
    std::vector<Preset> presets;
    const fs::path folder = resourceDir() / "presets";
    std::error_code failed;
    fs::directory_iterator entry(folder, failed);
    for (; !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
        if (entry->path().extension() != ".json") continue;
        try {
            presets.push_back(readPreset(entry->path()));
        } catch (const Error& e) {
            spdlog::warn("preset left out: {}", e.what());
        }
    }
    if (failed) spdlog::warn("{}: presets cannot be listed: {}", folder.string(), failed.message());
    std::sort(presets.begin(), presets.end(), [](const Preset& a, const Preset& b) { return a.id < b.id; });
    return presets;
}

Experiment loadExperimentOrPreset(const std::string& fileOrPreset, const MethodCatalog& catalog) {
    std::error_code failed;
    const auto status = fs::status(fileOrPreset, failed);
    if (fs::exists(status) && !fs::is_directory(status)) return Experiment::load(fileOrPreset, catalog);

    std::vector<std::string> ids;
    for (const Preset& preset : listPresets()) {
        if (preset.id == fileOrPreset) return Experiment::load(preset.path, catalog);
        ids.push_back(preset.id);
    }
    if (fs::is_directory(status)) throw InputError(fileOrPreset, "", "this is a folder, expected an experiment file");
    const std::string hint = didYouMean(nearestNames(fileOrPreset, ids));
    throw InputError(fileOrPreset, "", "there is no such file and no preset of this name" + hint);
}

}  // namespace exitlab
