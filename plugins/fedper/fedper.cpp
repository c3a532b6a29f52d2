// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plugin/plugin_api.h"

namespace exitlab {
namespace {

/// Shared backbone, personal heads, joint training on all exits.
class FedPer final : public Algorithm {
  public:
    using Algorithm::Algorithm;
    static std::vector<ParameterSpec> parameters() { return {}; }

    Layout layout() const override { return personalHeads(); }
};

}  // namespace
}  // namespace exitlab

EXITLAB_METHOD(exitlab::FedPer)
