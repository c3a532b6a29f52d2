// SPDX-License-Identifier: GPL-3.0-or-later
// FedAvg whose local training fails for one client: shows that a client fails alone.
#include "core/base/error.h"
#include "core/plugin/plugin_api.h"

namespace exitlab {
namespace {

class Failing final : public Algorithm {
  public:
    using Algorithm::Algorithm;

    static std::vector<ParameterSpec> parameters() {
        ParameterSpec client;
        client.key = "algorithm.client";
        client.title = "Client that fails";
        client.type = ParameterType::Integer;
        client.defaultValue = 0;
        client.minimum = -1;
        client.maximum = 100000;
        client.help = "-1: every client";
        ParameterSpec place;
        place.key = "algorithm.place";
        place.title = "Where it fails";
        place.type = ParameterType::Choice;
        place.defaultValue = "begin";
        place.choices = {
            {"begin", "Before training", ""}, {"loss", "In a batch", ""}, {"plan", "A plan too short", ""}};
        place.help = "begin, loss or plan";
        return {client, place};
    }

    std::vector<ClientPlan> plan(int round, const std::vector<int>& cohort) override {
        std::vector<ClientPlan> plans = Algorithm::plan(round, cohort);
        if (settings().text("algorithm.place") == "plan") plans.pop_back();
        return plans;
    }
    void beginLocal(LocalWork& work) const override { failAt("begin", work.client()); }
    std::vector<LossTerm> loss(const LossBatch& batch) const override {
        failAt("loss", batch.work.client());
        return Algorithm::loss(batch);
    }

  private:
    void failAt(const std::string& place, int client) const {
        const auto failing = settings().integer("algorithm.client");
        if (settings().text("algorithm.place") == place && (failing == -1 || failing == client))
            throw Error(Error::Kind::Run, "battery empty");
    }
};

}  // namespace
}  // namespace exitlab

EXITLAB_METHOD(exitlab::Failing)
