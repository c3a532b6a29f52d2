// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON beside a plugin's module, read before any of its code. Torch-free.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/config/method_info.h"

namespace exitlab {

struct Manifest {
    MethodInfo info;
    std::int64_t interface = 0;  ///< that the module says it was built with
};

/// Throws InputError naming the file, the key and what was expected.
Manifest readManifest(const std::filesystem::path& file);

}  // namespace exitlab
