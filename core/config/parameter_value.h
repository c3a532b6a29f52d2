// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/parameter_spec.h"

namespace exitlab {

/// The one form in which a valid value is kept, so that equal settings are equal bytes: whole numbers as int64 (3.0
/// becomes 3), real numbers as double (1 becomes 1.0, -0.0 becomes 0.0). `value` must have passed validate().
Json normalized(const ParameterSpec& spec, const Json& value);

/// "0.1", "1000", "9007199254740992": a bound as a person writes it.
std::string numberText(double value);

/// What is wrong with the description itself (a default out of range, a choice without values, no help ...), or empty.
/// For settings that come from plugins.
std::string specProblem(const ParameterSpec& spec);

}  // namespace exitlab
