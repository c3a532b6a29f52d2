// SPDX-License-Identifier: GPL-3.0-or-later
// HeteroFL with exits (heterogeneous-baselines.md 5.1): width shrinks, every level has all exits.
//   level l: the first ceil(r_l C) channels of every hidden layer; hidden outputs divided by r_l in training only
//   L = (1/m) sum_k CE(z_k with the logits of classes that the client does not have set to 0, y)
//   server: plain mean of each element over the clients that hold it; rows of the classifiers count only where the
//   client has the class
#pragma once

#include "core/federation/narrowed_levels.h"

namespace exitlab {

class HeteroFl final : public NarrowedLevels {
  public:
    explicit HeteroFl(const FederationInfo& info);
    static std::vector<ParameterSpec> parameters();
    static void adapt(Settings& settings);

    void beginLocal(LocalWork& work) const override;
    Payload alsoTravels() const override;
    std::vector<LossTerm> loss(const LossBatch& batch) const override;
    void combine(ServerRound& round) override;

  private:
    bool masked_;
    std::vector<SpanSet> classRows_;  ///< per class: its rows of all classifiers
};

}  // namespace exitlab
