// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a method without running it: from its manifest (read before any code) and from its plugin.
#pragma once

#include <string>
#include <vector>

#include "core/config/parameter_spec.h"

namespace exitlab {

struct MethodInfo {
    std::string id;                         ///< "cafedistill"
    std::string name;                       ///< "CAFEDistill"
    std::string version;                    ///< of the plugin
    std::string summary;                    ///< one line
    std::string citation;                   ///< paper, year
    std::string longHelp;                   ///< a paragraph
    std::vector<ParameterSpec> parameters;  ///< keys start with "algorithm."

    bool operator==(const MethodInfo& other) const { return id == other.id && version == other.version; }
};

/// The methods that can be used in this process.
using MethodCatalog = std::vector<MethodInfo>;

/// nullptr if there is none.
const MethodInfo* findMethod(const MethodCatalog& catalog, const std::string& id);

}  // namespace exitlab
