// SPDX-License-Identifier: GPL-3.0-or-later
// Who takes part in a race, from its command line.
#pragma once

#include <string>
#include <vector>

#include "app/cli/session.h"

namespace exitlab::cli {

struct RaceOptions {
    std::vector<std::string> sources;  ///< one with --methods, else two or more
    std::string methods, seeds;        ///< comma-separated, as typed
    std::vector<std::string> changes;  ///< --set: KEY=VALUE or ENTRANT:KEY=VALUE
    std::string name, workers;
    double threshold = 0.6;
    bool json = false, quiet = false;
};

struct Entrant {
    std::string
        name;  ///< the method's id, or the experiment as it was given (without folder and ending, where that is enough)
    Experiment experiment;
};

/// "1,2,3" -> 1, 2, 3 as typed; throws Error(Usage) naming `option` for an empty or repeated entry.
std::vector<std::string> commaList(const std::string& option, const std::string& text);

/// Throws Error(Usage) if the command line makes no race, InputError naming the keys if the entrants differ in data,
/// partition, model or seed.
std::vector<Entrant> raceEntrants(Session& session, const RaceOptions& options);

}  // namespace exitlab::cli
