// SPDX-License-Identifier: GPL-3.0-or-later
// What a plugin module exports. A method is one class derived from Algorithm plus EXITLAB_METHOD(Class) and a manifest.
#pragma once

#include "core/federation/algorithm.h"
#include "core/plugin/plugin_version.h"

namespace exitlab {

struct MethodModule {
    int interfaceVersion;
    std::vector<ParameterSpec> (*parameters)();  ///< keys start with "algorithm."
    std::unique_ptr<Algorithm> (*create)(const FederationInfo& info);
    void (*adapt)(Settings& settings);  ///< may be null
};

/// Class::adapt if there is one.
template <class Class>
constexpr auto adaptOf() -> void (*)(Settings&) {
    if constexpr (requires(Settings & settings) { Class::adapt(settings); })
        return &Class::adapt;
    else
        return nullptr;
}

using MethodEntry = const MethodModule* (*)();
inline constexpr const char* kMethodEntryName = "exitlab_method";

}  // namespace exitlab

/// Class needs `static std::vector<exitlab::ParameterSpec> parameters()` and a constructor from const FederationInfo&,
/// and may have `static void adapt(exitlab::Settings&)`.
#define EXITLAB_METHOD(Class)                                                                \
    extern "C" const exitlab::MethodModule* exitlab_method() {                               \
        static const exitlab::MethodModule module{                                           \
            exitlab::kPluginInterface, &Class::parameters,                                   \
            [](const exitlab::FederationInfo& info) -> std::unique_ptr<exitlab::Algorithm> { \
                return std::make_unique<Class>(info);                                        \
            },                                                                               \
            exitlab::adaptOf<Class>()};                                                      \
        return &module;                                                                      \
    }
