// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands share: the global options, and the engine and the database they lead to, made when first asked for.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/config/experiment.h"
#include "core/federation/run.h"
#include "core/store/run_store.h"

namespace exitlab::cli {

struct GlobalOptions {
    std::string database;                 ///< --db; empty: the user's
    std::string dataDir;                  ///< --data
    std::vector<std::string> pluginDirs;  ///< --plugin-dir
};

class Session {
  public:
    GlobalOptions options;

    /// Loads the plugins at the first call.
    const Engine& engine();
    const MethodCatalog& methods() { return engine().methods(); }
    RunOptions runOptions() const { return {options.dataDir}; }

    std::filesystem::path database() const;
    bool databaseExists() const;
    /// Creates the database if it is missing.
    RunStore& store();
    /// Throws Error(Storage) if the database does not exist: reading commands create nothing.
    const RunReader& reader();
    /// `text`: a run's number or "last". Throws InputError naming the newest run.
    RunSummary run(const std::string& text);

  private:
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<RunStore> store_;
    std::unique_ptr<RunReader> reader_;
};

/// What the run told when it started; throws InputError if it never did.
RunStarted startOf(const std::vector<ReportPtr>& reports, std::int64_t run);

}  // namespace exitlab::cli
