// SPDX-License-Identifier: GPL-3.0-or-later
// Gradient surgery between the exits of one network, for any loss (early-exit.md 7.3). The loss is taken back to the
// exits' outputs once; from there each exit's part goes on to the parameters by itself, so that the parts can be
// weighed against each other where several exits share parameters.
#pragma once

#include "core/base/rng.h"
#include "core/model/network.h"

namespace exitlab {

enum class Surgery { None, PcGrad, CaGrad };
Surgery surgeryFrom(const std::string& text);

/// `loss` maps outputs to a scalar (undefined: nothing to do); it is called once, with leaves in place of `out`. The
/// network's gradients become: direct gradients of the loss (a proximal term) + sum_k c_k g_k, with c_k = 1 on
/// parameters that one exit alone uses and K times the rule's coefficient where several meet, so that exits without
/// conflict give the plain sum. `c`: CAGrad's radius.
void surgicalBackward(const Network& network, const ExitOutputs& out,
                      const std::function<Tensor(const ExitOutputs&)>& loss, Surgery rule, double c, Rng& rng);

}  // namespace exitlab
