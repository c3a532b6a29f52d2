// SPDX-License-Identifier: GPL-3.0-or-later
// The architectures a network can be built from (cafedistill.md 1.10).
#pragma once

#include "core/config/experiment.h"
#include "core/model/layer.h"

namespace exitlab {

struct Trunk {
    LayerPtr stem;  ///< may be null
    std::vector<LayerPtr> stages;
};

/// Layers of model.architecture, not yet declared.
///   convnet   stages of [conv 3x3 -> ReLU -> max-pool 2], width channels (published: 3 stages, 128, no padding)
///   resnet18  CIFAR stem (conv 3x3, stride 1), stages of two BasicBlocks, widths w, 2w, 4w, 8w, strides 1, 2, 2, 2
///   mlp       stages of [Linear -> ReLU], width units
///   vit       patch embedding with a class token, one pre-norm transformer block per stage, width = token length
///   transformer  token embedding, stages of post-norm encoder layers; for text, so not offered before a text data set
///   is
/// `share`: of the C channels of every hidden layer only the first ceil(share * C). Throws InputError for the
/// transformer, which cannot be narrowed.
Trunk buildTrunk(const Settings& full, double share = 1);

}  // namespace exitlab
