// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/config/parameter_spec.h"

namespace exitlab::reefl {

/// ReeFL's own settings, with the papers' and the reference code's values as defaults.
std::vector<ParameterSpec> parameterSpecs();

}  // namespace exitlab::reefl
