// SPDX-License-Identifier: GPL-3.0-or-later
// KD-PDFL (flow-kdpdfl.md 4) on networks with exits: serverless. Client k with neighbours N(k):
//     d_kj = mean over exits of the Wasserstein distance between k's and j's logits on samples of k
//     w_k <- sum over j in N(k) and k of pi_kj w_j,  pi_kj ~ exp(-d_kj / median of the positive d);  then local epochs
#pragma once

#include "core/federation/algorithm.h"
#include "plugins/kdpdfl/mixing.h"

namespace exitlab {

class KdPdfl final : public Algorithm {
  public:
    explicit KdPdfl(const FederationInfo& info);
    static std::vector<ParameterSpec> parameters();

    Layout layout() const override { return {{}, info().spans().all()}; }
    SpanSet uplink() const override { return model_; }
    Payload alsoTravels() const override;
    std::vector<ClientPlan> plan(int round, const std::vector<int>& cohort) override;
    /// Mixes the neighbours' models into the client's.
    void beginLocal(LocalWork& work) const override;
    /// There is no server: only reports what the clients noted.
    void combine(ServerRound& round) override;

  private:
    std::vector<Tensor> answers(const Network& network, const LocalWork& work,
                                const std::vector<std::int64_t>& rows) const;

    kdpdfl::Topology topology_;
    SpanSet model_;  ///< what neighbours hand over; nothing where there are none
};

}  // namespace exitlab
