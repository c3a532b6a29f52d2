// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/bundle_manifest.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <set>

#include "core/base/error.h"
#include "core/config/json_text.h"
#include "core/store/bundle.h"
#include "exitlab/build_info.h"

namespace exitlab {

namespace fs = std::filesystem;

namespace {

// A run has one database, one experiment and some checkpoints; more is no run.
constexpr std::size_t kMaxEntries = 10'000;
constexpr std::int64_t kMaxEntryBytes = std::int64_t{1} << 40;
constexpr const char* kStagingPrefix = ".exitlab-staging-";

/// What is wrong with a path inside a bundle; empty: it is one of those a bundle has.
std::string pathProblem(const std::string& path) {
    if (path == kExperimentEntry || path == kDatabaseEntry) return {};
    if (!path.empty() && (path[0] == '/' || path[0] == '\\' || (path.size() > 1 && path[1] == ':')))
        return "is an absolute path";
    for (const auto& part : fs::path(path))
        if (part == "..") return "leads out of the bundle";
    const std::string folder = kCheckpointFolder;
    const std::string name = path.rfind(folder, 0) == 0 ? path.substr(folder.size()) : "";
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.';
    };
    if (name.empty() || name[0] == '.' || name.size() > 200 || !std::all_of(name.begin(), name.end(), plain))
        return std::string("is none of ") + kExperimentEntry + ", " + kDatabaseEntry + " and " + kCheckpointFolder +
               "NAME";
    return {};
}

class ManifestReader {
  public:
    ManifestReader(const Json& json, const std::string& file) : json_(json), file_(file) {}

    BundleManifest read() const {
        if (!json_.is_object()) bad("", "expected an object, found " + describeKind(json_));
        if (text(json_, "", "format") != kBundleFormat)
            bad("format", std::string("expected \"") + kBundleFormat + "\": this is another program's file");
        BundleManifest manifest;
        manifest.version = static_cast<int>(count(json_, "", "version", 1'000'000));
        manifest.exitlab = text(json_, "", "exitlab");
        if (manifest.version > kBundleVersion)
            bad("version", "the bundle was written by ExitLab " + manifest.exitlab + " in format " +
                               std::to_string(manifest.version) + ", this program knows up to " +
                               std::to_string(kBundleVersion) + ": update ExitLab to open it");
        if (manifest.version < 1) bad("version", "expected a number from 1");
        manifest.database = static_cast<int>(count(json_, "", "database", 1'000'000));
        const Json& run = member(json_, "", "run");
        manifest.name = text(run, "run.", "name");
        manifest.method = text(run, "run.", "method");
        const Json& entries = member(json_, "", "entries");
        if (!entries.is_array()) bad("entries", "expected a list, found " + describeKind(entries));
        if (entries.size() > kMaxEntries)
            bad("entries",
                std::to_string(entries.size()) + " entries, expected at most " + std::to_string(kMaxEntries));
        for (std::size_t i = 0; i < entries.size(); ++i) manifest.entries.push_back(entry(entries[i], i));
        checkEntries(manifest);
        return manifest;
    }

  private:
    [[noreturn]] void bad(const std::string& key, const std::string& what) const {
        throw InputError(file_, std::string(kManifestEntry) + (key.empty() ? "" : ": " + key), what);
    }
    const Json& member(const Json& object, const std::string& at, const char* key) const {
        if (!object.is_object()) bad(at, "expected an object, found " + describeKind(object));
        const auto found = object.find(key);
        if (found == object.end()) bad(at + key, "is missing");
        return *found;
    }
    std::string text(const Json& object, const std::string& at, const char* key) const {
        const Json& value = member(object, at, key);
        if (!value.is_string()) bad(at + key, "expected a text, found " + describeKind(value));
        return value.get<std::string>();
    }
    std::int64_t count(const Json& object, const std::string& at, const char* key, std::int64_t most) const {
        const Json& value = member(object, at, key);
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > static_cast<std::uint64_t>(most))
            bad(at + key, "expected a whole number from 0 to " + std::to_string(most) + ", found " + shortText(value));
        return value.get<std::int64_t>();
    }
    BundleEntry entry(const Json& json, std::size_t index) const {
        const std::string at = "entries[" + std::to_string(index) + "].";
        BundleEntry entry{text(json, at, "path"), count(json, at, "bytes", kMaxEntryBytes), text(json, at, "sha256")};
        if (const std::string problem = pathProblem(entry.path); !problem.empty())
            bad(at + "path", "\"" + entry.path + "\" " + problem);
        const auto digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
        if (entry.sha256.size() != 64 || !std::all_of(entry.sha256.begin(), entry.sha256.end(), digit))
            bad(at + "sha256", "expected 64 hexadecimal digits");
        return entry;
    }
    void checkEntries(const BundleManifest& manifest) const {
        std::set<std::string> paths;
        for (const BundleEntry& entry : manifest.entries)
            if (!paths.insert(entry.path).second) bad("entries", "\"" + entry.path + "\" comes twice");
        for (const char* needed : {kExperimentEntry, kDatabaseEntry})
            if (paths.count(needed) == 0) bad("entries", std::string("\"") + needed + "\" is missing");
    }

    const Json& json_;
    const std::string& file_;
};

void removeOrphans(const fs::path& beside) {
    std::error_code error;
    for (fs::directory_iterator at(beside, error); !error && at != fs::directory_iterator(); at.increment(error)) {
        const std::string name = at->path().filename().string();
        if (name.rfind(kStagingPrefix, 0) != 0) continue;
        const char* digits = name.data() + std::string(kStagingPrefix).size();
        int pid = 0;
        if (std::from_chars(digits, name.data() + name.size(), pid).ec != std::errc() || pid <= 0) continue;
        std::error_code ignored;
        if (::kill(pid, 0) != 0 && errno == ESRCH) fs::remove_all(at->path(), ignored);
    }
}

}  // namespace

std::string manifestText(const BundleManifest& manifest) {
    Json json = Json::object();
    json["format"] = kBundleFormat;
    json["version"] = manifest.version;
    json["exitlab"] = manifest.exitlab;
    json["database"] = manifest.database;
    json["run"] = {{"name", manifest.name}, {"method", manifest.method}};
    json["entries"] = Json::array();
    for (const BundleEntry& entry : manifest.entries)
        json["entries"].push_back({{"path", entry.path}, {"bytes", entry.bytes}, {"sha256", entry.sha256}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

BundleManifest readManifest(const std::string& text, const std::string& file) {
    return ManifestReader(parseJson(text, file + ": " + kManifestEntry), file).read();
}

StagingFolder::StagingFolder(const fs::path& beside) {
    static std::atomic<unsigned> counter{0};
    const fs::path parent = beside.empty() ? fs::path(".") : beside;
    std::error_code error;
    fs::create_directories(parent, error);
    removeOrphans(parent);
    path_ = parent / (kStagingPrefix + std::to_string(::getpid()) + "-" + std::to_string(counter++));
    fs::remove_all(path_, error);
    fs::create_directory(path_, error);
    if (error || !fs::is_directory(path_))
        throw Error(Error::Kind::Storage,
                    parent.string() + ": cannot be written" + (error ? ": " + error.message() : std::string()));
}

StagingFolder::~StagingFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
    if (error) spdlog::warn("{}: {}", path_.string(), error.message());
}

}  // namespace exitlab
