// SPDX-License-Identifier: GPL-3.0-or-later
// Multi-scale dense network (Huang et al., ICLR 2018; early-exit.md 7.2): every layer keeps the image at several
// scales, and exits read the coarsest one, so that early exits see the whole image too.
#pragma once

#include "core/config/experiment.h"
#include "core/model/layer.h"

namespace exitlab {

/// Shapes of the scales that travel packed from stage to stage as one vector: [c, h, w] from fine to coarse.
class ScalePack {
  public:
    void add(const Shape& scale);
    const std::vector<Shape>& scales() const { return scales_; }
    /// Shape of the packed sample.
    Shape packed() const { return {total_}; }
    /// [n, c, h, w] each -> [n, total].
    Tensor pack(const std::vector<Tensor>& scales) const;
    std::vector<Tensor> unpack(const Tensor& packed) const;
    /// The coarsest scale alone.
    Tensor coarsest(const Tensor& packed) const;

  private:
    Tensor scale(const Tensor& packed, std::size_t index) const;
    std::vector<Shape> scales_;
    std::vector<std::int64_t> offsets_;
    std::int64_t total_ = 0;
};

/// What a trunk of multi-scale stages is built from.
struct MsdNetSettings {
    std::int64_t channels = 16;  ///< of the finest scale at the start
    std::int64_t growth = 6;     ///< channels that a layer adds at the finest scale
    int scales = 3;              ///< factors 1, 2, 4, ... on channels, growth and bottleneck
    int base = 1, step = 1;      ///< layers of the first stage, and of the following ones
    bool growing = true;         ///< following stage i has step * i + 1 layers rather than step
    bool tracking = true;        ///< of batch normalisation
    static MsdNetSettings of(const Settings& settings);
    int layers(int stage) const { return stage == 0 ? base : growing ? step * stage + 1 : step; }
};

/// The stem: scale s from scale s - 1 by a strided 3x3 convolution; then stages of dense layers.
LayerPtr msdNetStem(const MsdNetSettings& settings);
LayerPtr msdNetStage(const MsdNetSettings& settings, int stage);

/// The scales inside the packed output of a stage (-1: the stem): its length tells the size of the (square) images.
ScalePack msdNetPackOf(const MsdNetSettings& settings, int stage, const Shape& packed);

}  // namespace exitlab
