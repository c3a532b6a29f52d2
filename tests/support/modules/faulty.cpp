// SPDX-License-Identifier: GPL-3.0-or-later
// A module that is wrong in the way EXITLAB_TEST_FAULT says, or right without it: what a loader must survive.
#include <cstdlib>

#include "core/base/error.h"
#include "core/plugin/plugin_api.h"

namespace exitlab {
namespace {

std::string fault() {
    const char* text = std::getenv("EXITLAB_TEST_FAULT");
    return text ? text : "";
}

class Plain final : public Algorithm {
  public:
    using Algorithm::Algorithm;
};

std::vector<ParameterSpec> parametersOf() {
    if (fault() == "throws") throw Error(Error::Kind::Run, "no parameters today");
    if (fault() == "throws a number") throw 42;
    ParameterSpec spec;
    spec.key = fault() == "key" ? "weight" : "algorithm.weight";
    spec.title = "Weight";
    spec.type = ParameterType::Real;
    spec.defaultValue = fault() == "default" ? 2.0 : 0.5;
    spec.minimum = 0;
    spec.maximum = 1;
    spec.help = "Any weight";
    return {spec};
}

}  // namespace
}  // namespace exitlab

extern "C" const exitlab::MethodModule* exitlab_method() {
    using namespace exitlab;
    static MethodModule module;
    if (fault() == "null") return nullptr;
    module = {fault() == "interface" ? kPluginInterface + 1 : kPluginInterface, &parametersOf,
              [](const FederationInfo& info) -> std::unique_ptr<Algorithm> { return std::make_unique<Plain>(info); },
              nullptr};
    return &module;
}
