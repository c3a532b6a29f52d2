// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace exitlab {

/// Version of Algorithm and everything it names. A module says which it was built with; one outside
/// [kPluginCompatibleSince, kPluginInterface] is not loaded.
inline constexpr int kPluginInterface = 2;
inline constexpr int kPluginCompatibleSince = 2;

}  // namespace exitlab
