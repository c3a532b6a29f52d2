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

/// The stored runs, newest first, and what can be asked of them.
class RunTable {
  public:
    /// The runs of the trash, or all others. A missing database of the user's own holds none.
    RunTable(Session& session, bool trashed);

    const std::vector<RunEntryPtr>& entries() const { return listing_.entries(); }
    /// Throws InputError (FilterError) for a wrong condition or order, naming the place.
    std::vector<RunEntryPtr> choose(const std::string& condition, const std::string& words, const std::string& sort);
    /// "run,mean,training.lr": throws InputError naming what is no column or setting.
    std::vector<FieldReader> columns(const std::string& text);

  private:
    /// Runs `read` with the keys that may be asked for; those of methods that never ran are looked up only if it throws
    /// without them (loading the methods takes a while).
    template <class Read>
    auto withSettings(Read read);

    Session& session_;
    RunListing listing_;
    std::vector<std::string> settings_;
};

/// As a table shows it: 71.2 %, 12.3 MB, 4:05; "-" for nothing.
std::string fieldText(const FieldReader& field, const RunEntry& entry);
Json fieldJson(const FieldReader& field, const RunEntry& entry);
}  // namespace exitlab::cli
