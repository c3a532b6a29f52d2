// SPDX-License-Identifier: GPL-3.0-or-later
// JSON as people write it by hand: strict, and every fault with its line and column.
#pragma once

#include <string>

#include "core/config/parameter_spec.h"

namespace exitlab {

/// Parses `text`. Throws InputError naming `file` and "line 3, column 7" for a syntax error, a key given twice in one
/// object, a number too large for a double and nesting deeper than 64.
Json parseJson(const std::string& text, const std::string& file);

/// The text of a file of at most `limit` bytes; throws InputError if it cannot be read or is larger (an experiment is
/// some kilobytes: anything of many megabytes is another file chosen by mistake).
std::string readTextFile(const std::string& path, std::size_t limit = 4 << 20);

/// "text", "a number", "an object" ...: what `value` is, for messages.
std::string describeKind(const Json& value);

/// The value as JSON, cut to a length that fits a message.
std::string shortText(const Json& value);

}  // namespace exitlab
