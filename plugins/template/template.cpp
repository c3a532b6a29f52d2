// SPDX-License-Identifier: GPL-3.0-or-later
// A complete method to copy: FedAvg with a proximal term (FedProx), extended to early exits. Copy the folder, rename
// the class, the manifest's id (it must equal the folder's name) and this file; nothing else in ExitLab changes.
#include "core/config/spec_builder.h"
#include "core/plugin/plugin_api.h"

namespace exitlab {
namespace {

class FedProx final : public Algorithm {
  public:
    explicit FedProx(const FederationInfo& info) : Algorithm(info), mu_(settings().real("algorithm.mu")) {}

    /// Settings appear in the form, on the command line and in the reference page by themselves.
    static std::vector<ParameterSpec> parameters() {
        return {
            realSpec("algorithm.mu", "Proximal weight", 0.01)
                .range(0, 100)
                .step(0.01)
                .help("How strongly local weights are pulled to the global ones; 0 is FedAvg")
                .longHelp(
                    "Adds (mu / 2) ||w - w_global||^2 over all shared parameters to the local loss (FedProx, eq. 2).")
                .source("FedProx: tuned from {0.001, 0.01, 0.1, 1}")};
    }

    /// Remembers the values the client starts from; scratch lives for this local training only.
    void beginLocal(LocalWork& work) const override {
        if (mu_ > 0) work.scratch["start"] = work.network().values().clone();
    }

    std::vector<LossTerm> loss(const LossBatch& batch) const override {
        std::vector<LossTerm> terms = Algorithm::loss(batch);
        if (mu_ <= 0) return terms;
        // The gradient of the proximal term, mu (w - w_global), is added directly: one pass over the arena instead of
        // one autograd node per tensor. Its value is logged, without a gradient of its own.
        const at::NoGradGuard noGrad;
        const Network& network = batch.work.network();
        const std::int64_t count = info().spans().parameters;
        const Tensor drift = network.values().narrow(0, 0, count) - batch.work.scratch.at("start").narrow(0, 0, count);
        network.gradients().add_(drift, mu_);
        terms.push_back({"proximal", 0.5 * mu_ * drift.dot(drift)});
        return terms;
    }

  private:
    double mu_;
};

}  // namespace
}  // namespace exitlab

EXITLAB_METHOD(exitlab::FedProx)
