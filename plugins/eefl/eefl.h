// SPDX-License-Identifier: GPL-3.0-or-later
// EEFL: joint early-exit training per level and averaging over holders (darkdistill.md 2.11).
#pragma once

#include "core/federation/depth_method.h"

namespace exitlab {

class Eefl final : public DepthMethod {
  public:
    using DepthMethod::DepthMethod;
    static std::vector<ParameterSpec> parameters() {
        std::vector<ParameterSpec> specs = policyParameters();
        specs.push_back(quotaParameter(/*always=*/false));
        return specs;
    }
    static void adapt(Settings& settings) { adaptPolicy(settings); }
};

}  // namespace exitlab
