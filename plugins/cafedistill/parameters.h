// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/parameter_spec.h"

namespace exitlab::cafedistill {

std::vector<ParameterSpec> parameterSpecs();

}  // namespace exitlab::cafedistill
