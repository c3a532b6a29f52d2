// SPDX-License-Identifier: GPL-3.0-or-later
// Runs chosen by number, by condition, by words; and any of their values as text.
#pragma once

#include <string>
#include <vector>

#include "app/cli/session.h"
#include "core/analysis/run_fields.h"
#include "core/analysis/run_listing.h"
#include "core/config/parameter_spec.h"

namespace exitlab::cli {

/// The stored runs with their settings, newest first.
class RunTable {
  public:
    /// The runs of the trash, or all others. A missing database of the user's own holds none.
    RunTable(Session& session, bool trashed);

    const std::vector<RunEntryPtr>& entries() const { return listing_.entries(); }
    /// Keys that may be asked for: of any method that is known or has run.
    const std::vector<std::string>& settings() const { return settings_; }
    /// Throws InputError (FilterError) for a wrong condition, naming `option` and the place.
    std::vector<RunEntryPtr> choose(const std::string& condition, const std::string& words,
                                    const std::string& sort) const;

  private:
    RunListing listing_;
    std::vector<std::string> settings_;
};

/// As a table shows it: 71.2 %, 12.3 MB, 4:05; "-" for nothing.
std::string fieldText(const FieldReader& field, const RunEntry& entry);
Json fieldJson(const FieldReader& field, const RunEntry& entry);
/// "run,mean,training.lr": throws InputError naming what is no column or setting.
std::vector<FieldReader> parseColumns(const std::string& text, const std::vector<std::string>& settings);

}  // namespace exitlab::cli
