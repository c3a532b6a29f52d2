// SPDX-License-Identifier: GPL-3.0-or-later
// Heads that convolve before they pool: heads.k.convs.i.*, heads.k.linear.*. Their feature is what the linear layer
// sees.
#pragma once

#include "core/model/heads.h"

namespace exitlab {

/// ScaleFL: three 3x3 convolutions with batch normalisation and ReLU, pooling, linear.
std::unique_ptr<Head> convHead(int classes, bool tracking);

/// MSDNet: on the coarsest scale two 3x3 convolutions of 128 channels and stride 2 with batch normalisation and ReLU,
/// pooling over what is left, linear. `stage` from 0.
std::unique_ptr<Head> multiScaleHead(const Settings& settings, int stage, int classes);

}  // namespace exitlab
