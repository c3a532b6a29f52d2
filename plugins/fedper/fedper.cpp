// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plugin/plugin_api.h"

namespace exitlab {
namespace {

/// Shared backbone, personal heads, joint training on all exits.
class FedPer final : public Algorithm {
  public:
    using Algorithm::Algorithm;
    static std::vector<ParameterSpec> parameters() { return {}; }

    Layout layout() const override {
        const auto isHead = [](const TensorSpan& span) { return span.part == TensorSpan::Part::Head; };
        return {info().spans().where(std::not_fn(isHead)), info().spans().where(isHead)};
    }
};

}  // namespace
}  // namespace exitlab

EXITLAB_METHOD(exitlab::FedPer)
