// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plugin/plugin_api.h"

namespace exitlab {
namespace {

/// The interface's defaults are FedAvg on all exits.
class FedAvg final : public Algorithm {
  public:
    using Algorithm::Algorithm;
    static std::vector<ParameterSpec> parameters() { return {}; }
};

}  // namespace
}  // namespace exitlab

EXITLAB_METHOD(exitlab::FedAvg)
