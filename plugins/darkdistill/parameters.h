// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/parameter_spec.h"

namespace exitlab::darkdistill {

/// The method's own settings, without those of the training policy.
std::vector<ParameterSpec> parameterSpecs();

}  // namespace exitlab::darkdistill
