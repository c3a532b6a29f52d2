// SPDX-License-Identifier: GPL-3.0-or-later
// manifest.json of a bundle, and the folder in which bundles are put together and taken apart. Internal to core/store.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace exitlab {

inline constexpr const char* kManifestEntry = "manifest.json";
inline constexpr const char* kExperimentEntry = "experiment.json";
inline constexpr const char* kDatabaseEntry = "run.db";
inline constexpr const char* kCheckpointFolder = "checkpoints/";

struct BundleEntry {
    std::string path;
    std::int64_t bytes = 0;
    std::string sha256;
};
struct BundleManifest {
    int version = 0;           ///< of the format
    std::string exitlab;       ///< version of the program that wrote it
    int database = 0;          ///< version of run.db
    std::string name, method;  ///< of the run, for people
    std::vector<BundleEntry> entries;
};

std::string manifestText(const BundleManifest& manifest);
/// Throws InputError naming `file`, manifest.json and what is wrong: not a manifest, a newer format, entries that are
/// missing, come twice, have paths of another kind (absolute, with "..", in another folder) or sizes beyond all limits.
BundleManifest readManifest(const std::string& text, const std::string& file);

/// A folder of this process beside where its contents go, so that they can be moved there; removed with all that is
/// left in it. Folders of processes that died are removed too.
class StagingFolder {
  public:
    explicit StagingFolder(const std::filesystem::path& beside);
    ~StagingFolder();
    StagingFolder(const StagingFolder&) = delete;
    StagingFolder& operator=(const StagingFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace exitlab
