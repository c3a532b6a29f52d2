// SPDX-License-Identifier: GPL-3.0-or-later
// The one interface of every method. A method answers questions at the steps of a round; it never owns the loop, and
// never touches threads, files, the database or the clock. Each hook's default is plain FedAvg on all exits: loss (1/m)
// sum_k CE(z_k, y), everything shared, weighted mean.
#pragma once

#include <optional>
#include <tuple>

#include "core/config/experiment.h"
#include "core/federation/devices.h"
#include "core/federation/local_work.h"
#include "core/federation/server_stage.h"
#include "core/learning/aggregation.h"
#include "core/model/network.h"

namespace exitlab {

/// What a method knows of the federation it runs in. Valid as long as the algorithm.
struct FederationInfo {
    const NetworkPlan* network = nullptr;
    Settings settings;  ///< of the whole experiment; the method's own keys start with "algorithm."
    std::uint64_t seed = 0;
    int rounds = 0;
    int clients = 0;
    int cohort = 0;                          ///< clients per round
    std::vector<std::int64_t> trainSamples;  ///< per client
    DeviceFleet fleet;                       ///< tier of each client

    int exits() const { return network->exits(); }
    const SpanTable& spans() const { return network->spans(); }
};

/// Which tensors travel and which stay. Together they cover the arena. The engine then applies model.norm_policy,
/// model.norm_parameters and model.tuning: normalisation tensors set to `local` become personal whatever the method
/// says, and frozen ones neither travel nor differ.
struct Layout {
    SpanSet shared;
    SpanSet personal;
};

/// A part of the network that a client of limited capacity holds: stem, stages up to the place of an exit, the exits
/// up to it, and of every hidden layer the first channels. A shared exit module is held whole.
struct SubModel {
    int exits = 0;     ///< exits 0 .. exits-1
    double width = 1;  ///< share of the channels
    WidthScaling scaling = WidthScaling::None;
    bool lastExitOnly = false;  ///< of its exits' own tensors it holds the last one's alone
    bool operator==(const SubModel&) const = default;
};
/// Elements of the full network's arena that belong to it.
SpanSet heldBy(const SubModel& model, const NetworkPlan& full);

/// One client's part in a round.
struct ClientPlan {
    /// Exits that are computed and trained; the default is all. Heads left out are not touched at all.
    std::vector<bool> exits;
    /// Which of subModels() the client holds: what comes down, is trained and goes up.
    int model = 0;
    /// Clients whose uplink() slices come straight to this one, as they were at the start of the round
    /// (LocalWork::peer); counted as traffic of both.
    std::vector<int> peers = {};
    /// Bytes that come down besides the shared slices, by group (a routing network that the method itself keeps).
    std::map<std::string, std::int64_t> alsoDown = {};
};

/// Bytes of one client in one round.
struct Payload {
    std::int64_t up = 0, down = 0;
};

/// Which parameters answer at an exit in a test: the values of a group, in a sub-model (index in subModels(); -1: the
/// whole network).
struct ExitSource {
    int group = 0;
    int model = -1;
    bool operator==(const ExitSource&) const = default;
    bool operator<(const ExitSource& o) const { return std::tie(group, model) < std::tie(o.group, o.model); }
};

/// A client in a test. Global and personal values are loaded into the network.
class EvaluationView {
  public:
    virtual ~EvaluationView() = default;
    virtual int client() const = 0;
    virtual Network& network() = 0;
    /// The same arena at another width.
    virtual Network& network(double width, WidthScaling scaling) = 0;
    /// The server's values of the client's group, flat [total].
    virtual const Tensor& global() const = 0;
    /// A tensor that the client keeps under this name, or undefined.
    virtual Tensor kept(const std::string& name) const = 0;
    /// Whether the client has ever trained.
    virtual bool trained() const = 0;
    /// A second network of the same plan, for methods that combine two; its values are the method's to set.
    virtual Network& companion() = 0;
    /// Class labels of the batch that predict() is asked about, int64 [n]: for notes, never for answers.
    virtual const Tensor& labels() const = 0;
    /// False while the client's validation part is tested.
    virtual bool testing() const = 0;
    /// The method's own results of this test; Algorithm::evaluated sees those of all clients.
    NamedTensors notes;
};

/// Whether model.norm_policy and model.norm_parameters keep a tensor at its client, whatever a method says.
bool staysLocal(const TensorSpan& span, const Settings& settings);

class Algorithm {
  public:
    explicit Algorithm(const FederationInfo& info);
    virtual ~Algorithm() = default;
    Algorithm(const Algorithm&) = delete;
    Algorithm& operator=(const Algorithm&) = delete;

    // A method may also have `static void adapt(Settings&)`: changes that it makes to settings outside its own before
    // the network is planned (ReeFL: the recurrent exit module).

    /// Which tensors are shared, which are personal.
    virtual Layout layout() const;
    /// How many sets of shared values the server keeps, and which one a client works with. One for everybody by
    /// default; one per level in InclusiveFL.
    virtual int groups() const { return 1; }
    virtual int group(int /*client*/) const { return 0; }
    /// The sub-models that clients can hold; the default is the whole network alone. A method for devices of
    /// different capacity gives depthLevels() or narrowed ones, and names a client's in its plan.
    virtual std::vector<SubModel> subModels() const;

    /// Clients that can be sampled at all (ascending); default everybody.
    virtual std::vector<int> candidates() const;
    /// How many of the candidates take part in a round; default FederationInfo::cohort, at most all of them.
    virtual int cohortSize() const;
    /// Whether a drawn cohort will do; it is drawn anew until it does.
    virtual bool accepts(const std::vector<int>& /*cohort*/) const { return true; }
    /// What the error says if no draw would do.
    virtual std::string acceptance() const { return {}; }

    /// Once per round (from 0), before training, for the cohort (ascending ids): one plan per client. Default: all
    /// exits of sub-model 0.
    virtual std::vector<ClientPlan> plan(int round, const std::vector<int>& cohort);

    /// Before a client's local training, with its values loaded: fill work.scratch. Called from worker threads.
    virtual void beginLocal(LocalWork& work) const;
    /// Named loss terms of one batch; their sum is minimised, each is logged. Called from worker threads.
    virtual std::vector<LossTerm> loss(const LossBatch& batch) const;
    /// The phases of local work; default: training.local_epochs epochs of SGD on loss(). Called from worker threads.
    virtual void localUpdate(LocalWork& work) const;

    /// Personal slices that travel up besides the shared ones; default none.
    virtual SpanSet uplink() const { return {}; }
    /// Personal slices that come back from the server each round through ServerRound::deliver; for the forecast of
    /// traffic.
    virtual SpanSet downlink() const { return {}; }
    /// Slices of the server's values that come down to every client of the cohort; default layout().shared. What is
    /// personal all the same is only seen through LocalWork::global.
    virtual SpanSet broadcast() const { return layout().shared; }
    /// What else a client's round costs (LocalWork::send, ClientPlan::alsoDown and peers); for the forecast of traffic.
    virtual Payload alsoTravels() const { return {}; }
    /// The same of one client, where it depends on its data; default alsoTravels().
    virtual Payload alsoTravelsWith(int /*client*/) const { return alsoTravels(); }

    /// The server's use of the uploads; default averageShared().
    virtual void combine(ServerRound& round);

    /// Which values answer at each exit in a test; default: the client's own group and the whole network.
    virtual std::vector<ExitSource> exitSources() const { return {}; }
    /// What a client trains, and on which sub-model, before it is tested after `round` rounds (personal fine-tuning);
    /// default: nothing. The plan's exits and model count.
    virtual std::optional<ClientPlan> trainsBeforeTest(int /*round*/, int /*client*/) const { return {}; }
    /// That training, on the values the client would be tested with; nothing of it outlives the test. Default: local
    /// training at the round's rate. Called from worker threads.
    virtual void prepareTest(EvaluationView& view, LocalWork& work) const;
    /// Adjusts the loaded values a client is tested with; default: as they are. Called from worker threads.
    virtual void evaluateAs(EvaluationView& view) const;
    /// Outputs of all exits for a batch; default: the network's. Called from worker threads.
    virtual ExitOutputs predict(EvaluationView& view, const Tensor& images) const;
    /// After a test, with every client's notes by id: report results.
    virtual void evaluated(const std::vector<NamedTensors>& /*notes*/, MethodReporter& /*reporter*/) {}

    /// Server state beyond the global values, for checkpoints: restore(state()) gives the same bits.
    virtual NamedTensors state() const { return {}; }
    virtual void restore(const NamedTensors& state);

    /// The weight of exit k's task loss where the method itself says 1/m (the default), by training.exit_weights.
    double exitWeight(int exit) const { return exitWeight(exit, 1.0 / info_.exits()); }
    /// The same where the method says `own`.
    double exitWeight(int exit, double own) const;
    /// sum_k exitWeight(k, own) CE(z_k, y) over the exits that were computed.
    Tensor taskLoss(const LossBatch& batch, double own) const;
    /// The same over some of them.
    Tensor taskLoss(const LossBatch& batch, double own, const std::vector<int>& exits) const;

  protected:
    /// The usual personalised layout: everything but the exits is shared, all heads are personal.
    Layout personalHeads() const;
    /// Sub-models by depth, one per device tier: tier l (from 0) of L holds exits 0 .. ceil((l+1) m / L) - 1.
    std::vector<SubModel> depthLevels() const;
    /// Plans of a cohort whose clients hold the sub-model of their tier, all its exits.
    std::vector<ClientPlan> planByTier(const std::vector<int>& cohort) const;
    /// The tensors of `asked` that may travel: neither frozen by model.tuning nor kept local by the normalisation
    /// settings. For uplink() and broadcast() of what is personal; the engine restricts layout() by itself.
    SpanSet travelling(const SpanSet& asked) const;
    const FederationInfo& info() const { return info_; }
    const Settings& settings() const { return info_.settings; }

  private:
    FederationInfo info_;
    std::vector<double> exitWeights_;  ///< of training.exit_weights = weighted
};

}  // namespace exitlab
