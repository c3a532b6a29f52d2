// SPDX-License-Identifier: GPL-3.0-or-later
// One run as one file that opens on another machine: NAME.exitlab.
//
// The file is a ZIP archive (every system opens one, entries can be read and checked one at a time, its directory at
// the end shows a file that was cut short). In it:
//
//   manifest.json            what the bundle is and holds: format version, ExitLab version, database version, the run's
//                            name, and size and SHA-256 of every other entry
//   experiment.json          the configuration, readable without any program
//   run.db                   the run's rows (reports, exit records, tags, note) in a database of the same schema
//   checkpoints/<file>       checkpoints (safetensors)
//
// What is read is not trusted: no entry is opened before its size and hash are those of the manifest, no path leaves
// the folder, the database's tables must be exactly ours, and nothing reaches the user's database before all of it is
// right.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/config/method_info.h"
#include "core/store/run_store.h"

namespace exitlab {

inline constexpr const char* kBundleFormat = "exitlab-bundle";
inline constexpr int kBundleVersion = 1;
inline constexpr const char* kBundleSuffix = ".exitlab";

/// How far it is and whether to go on; both may be left out.
struct BundleWatch {
    std::function<void(double share)> progress;  ///< 0..1, from the calling thread
    const std::atomic<bool>* cancel = nullptr;   ///< set: the work ends with BundleCancelled, nothing is left behind
};
class BundleCancelled : public Error {
  public:
    BundleCancelled() : Error(Kind::Usage, "cancelled; nothing was changed") {}
};

enum class BundleCheckpoints { None, Newest, All };

struct BundleInfo {
    std::filesystem::path file;
    std::int64_t bytes = 0;
    std::vector<int> checkpoints;  ///< rounds
};
/// Writes `file`, whole or not at all. A run in progress is taken as it is, to be resumed there. Throws Error(Usage) if
/// there is no such run, InputError for a checkpoint that is missing or changed, Error(Storage) for the disk.
BundleInfo writeBundle(const std::filesystem::path& database, std::int64_t run, const std::filesystem::path& file,
                       BundleCheckpoints checkpoints = BundleCheckpoints::Newest, const BundleWatch& watch = {});

/// Adds the runs of the bundles to `store`; returns their numbers in the order of `files`. All or none: every bundle is
/// checked before the first row is written, the rows go in with one transaction, and the files before it is committed.
/// Throws InputError naming the file, the entry and what is wrong with it.
std::vector<std::int64_t> readBundles(RunStore& store, const std::vector<std::filesystem::path>& files,
                                      const MethodCatalog& methods, const BundleWatch& watch = {});

/// A name for the bundle of a run: letters, digits and dashes of its name, its number, the suffix.
std::string bundleName(const RunSummary& run);

}  // namespace exitlab
