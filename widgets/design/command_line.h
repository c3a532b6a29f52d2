// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "core/config/experiment.h"

namespace exitlab {

/// One argument for a POSIX shell, quoted only where it must be.
QString shellQuoted(const QString& argument);

/// The line that runs the experiment without a window: `file` (holding `saved`), or the nearest preset, and what
/// differs from it. Empty if there is nothing to start from.
QString commandLineFor(const Experiment& experiment, const QString& file, const std::optional<Experiment>& saved,
                       const std::vector<Preset>& presets, const MethodCatalog& catalog);

}  // namespace exitlab
