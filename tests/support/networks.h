// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/network.h"
#include "tests/support/federation.h"
#include "tests/support/golden.h"

namespace exitlab::test {

/// Settings whose model.* keys are as given.
Settings modelSettings(const Changes& changes);

/// Values of one tensor of the arena, in its shape: a view.
Tensor slice(const SpanTable& spans, const Tensor& flat, const std::string& name);
/// Copies {"name": tensor} into the arena.
void assign(const SpanTable& spans, const Tensor& flat, const Json& named);

}  // namespace exitlab::test
