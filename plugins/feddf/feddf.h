// SPDX-License-Identifier: GPL-3.0-or-later
// FedDF (heterogeneous-baselines.md 5.1): one model per level, each averaged over its clients and then distilled from
// the ensemble of all uploads on unlabelled images of the server.
#pragma once

#include "core/federation/depth_groups.h"

namespace exitlab::feddf {

class FedDf : public Algorithm {
  public:
    using Rows = std::vector<std::int64_t>;

    /// Throws InputError if there are no public samples to distil on.
    explicit FedDf(const FederationInfo& info);
    static std::vector<ParameterSpec> parameters();

    int groups() const override { return levels_.count(); }
    int group(int client) const override { return levels_.of(info().fleet, client); }
    std::vector<SubModel> subModels() const override { return depthLevels(); }
    std::vector<ExitSource> exitSources() const override;
    std::vector<ClientPlan> plan(int, const std::vector<int>& cohort) override { return planByTier(cohort); }
    void localUpdate(LocalWork& work) const override;
    Payload alsoTravels() const override;
    void combine(ServerRound& round) override;

  protected:
    /// Rows of publicBatch for one distillation step after another: shuffled passes over `rows`, without a smaller
    /// batch at the end of a pass.
    virtual std::function<Rows()> batches(int round, int level, const Rows& rows) const;

  private:
    /// What the distillation of one level did: divergence from the ensemble before and after.
    struct Distilled {
        double before = 0, after = 0;
        int steps = 0;
    };

    std::vector<bool> ownExits(int level) const;
    /// Sum over the exits of the level's model of KL(ensemble || exit), divided by their number.
    Tensor divergence(const Network& network, int level, const Tensor& images, const Tensor& ensemble,
                      bool training) const;
    /// The same over many public samples, in test mode.
    double divergenceOf(ServerRound& round, const Network& network, int level, const Rows& rows,
                        const Tensor& ensemble) const;
    /// Mean over the uploads that count of the logits of the client's deepest exit: [public samples, classes].
    Tensor ensembleLogits(ServerRound& round, const std::vector<Tensor>& before, const std::vector<bool>& counts) const;
    Distilled distil(ServerRound& round, int level, const Tensor& ensemble) const;

    DepthGroups levels_;
    int steps_, patience_;
    std::int64_t batch_;
    double rate_;
    bool dropWorst_;
};

}  // namespace exitlab::feddf
