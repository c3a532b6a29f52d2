// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/report.h"

#include <array>

#include "core/base/error.h"

namespace exitlab {

namespace {

/// In the order of RunStatus; stored in databases, so never rename.
constexpr std::array<const char*, 7> kStatusNames = {"queued",  "running",     "paused", "finished",
                                                     "stopped", "interrupted", "failed"};

}  // namespace

const char* toString(RunStatus status) { return kStatusNames.at(static_cast<std::size_t>(status)); }

RunStatus runStatusFrom(const std::string& text) {
    std::string expected;
    for (std::size_t i = 0; i < kStatusNames.size(); ++i) {
        if (text == kStatusNames[i]) return static_cast<RunStatus>(i);
        expected += (i ? ", " : "") + std::string(kStatusNames[i]);
    }
    throw InputError("run status", "", "\"" + text + "\", expected one of " + expected);
}

}  // namespace exitlab
