// SPDX-License-Identifier: GPL-3.0-or-later
// ScaleFL (heterogeneous-baselines.md 5.1): depth and width shrink together.
//   level l: stages and exits 0..e(l), the first ceil(s_l C) channels, hidden outputs divided by s_l (training and
//   test) L = sum_j j [CE_j + 1(j < K) gamma T^2 KL(p_K^T || p_j^T)] / (K (K + 1) / 2), j from 1, K own exits server:
//   plain mean of each element over the clients that hold it
#pragma once

#include "core/federation/narrowed_levels.h"

namespace exitlab {

class ScaleFl final : public NarrowedLevels {
  public:
    explicit ScaleFl(const FederationInfo& info);
    static std::vector<ParameterSpec> parameters();
    static void adapt(Settings& settings);

    std::vector<LossTerm> loss(const LossBatch& batch) const override;
    void combine(ServerRound& round) override;

  private:
    double gamma_, temperature_, kdAfter_;
    bool detached_;
};

}  // namespace exitlab
