// SPDX-License-Identifier: GPL-3.0-or-later
// What stands at an exit: from the output of a stage to logits, in two steps, so that methods can work on the feature
// between them (teachers, feature distillation) and run one client's classifier on another's features.
#pragma once

#include "core/config/experiment.h"
#include "core/model/layer.h"

namespace exitlab {

class Head {
  public:
    Head() = default;
    virtual ~Head() = default;
    Head(const Head&) = delete;
    Head& operator=(const Head&) = delete;

    /// For the output of a stage: images [c, h, w], sequences [tokens, width] or vectors [d].
    virtual void declare(Declarer& declarer, const Shape& stage) = 0;
    /// Output of the stage [n, ...] -> what the classifier sees, [n, d]. The default pools images over the plane, reads
    /// sequences at position 0 and takes vectors as they are.
    virtual Tensor feature(const Tensor& x, bool training) const;
    /// [n, d] -> logits [n, classes].
    virtual Tensor classify(const Tensor& feature, bool training) const = 0;

    /// Length d of feature() for the output of a stage, where it is only pooled or read.
    static std::int64_t pooledWidth(const Shape& stage);
    static Tensor pooled(const Tensor& x);
};

/// Head of model.head for an architecture:
///   linear       one linear layer: heads.k.weight, heads.k.bias
///   norm-linear  layer normalisation, then a linear layer: heads.k.norm.*, heads.k.linear.*; with
///                model.tuning = ssf the normalisation has scale and shift (heads.k.norm.ssf.*)
///   conv         ScaleFL's and, on MSDNet, its own classifier (conv_heads.h)
/// `stage` is the one the head stands behind, from 0.
std::unique_ptr<Head> buildHead(const Settings& settings, int stage, int classes);

}  // namespace exitlab
