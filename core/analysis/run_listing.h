// SPDX-License-Identifier: GPL-3.0-or-later
// The runs of a database between one listing and the next, as values that many readers share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/analysis/run_settings.h"
#include "core/store/run_store.h"

namespace exitlab {

/// One run of the table. Immutable: a run that changed is another entry.
struct RunEntry {
    RunSummary run;
    std::shared_ptr<const RunSettings> settings;  ///< null until they have been read
    std::string search;                           ///< see searchText()
};
using RunEntryPtr = std::shared_ptr<const RunEntry>;

/// Newest first. For one thread at a time.
class RunListing {
  public:
    /// Takes over a fresh listing. Runs that did not change keep their entries, and settings are read once per run.
    void update(std::vector<RunSummary> runs);
    /// Reads the settings that update() left out; returns whether there were any. Ten thousand runs take a fraction of
    /// a second, which is why a listing does not wait for it.
    bool readSettings();
    const std::vector<RunEntryPtr>& entries() const { return entries_; }

  private:
    std::vector<RunEntryPtr> entries_;
    SettingsParser parser_;
};

/// The keys of all settings that the runs have, sorted.
std::vector<std::string> settingKeys(const std::vector<RunEntryPtr>& entries);

}  // namespace exitlab
