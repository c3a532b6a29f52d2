// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/config/method_info.h"

namespace exitlab {

/// What is wrong with how a plugin describes its method: a missing id or name, a setting outside "algorithm.", given
/// twice, hidden behind a setting that does not exist, or with a default that its own range refuses. Empty: usable.
std::vector<std::string> methodProblems(const MethodInfo& method);

}  // namespace exitlab
