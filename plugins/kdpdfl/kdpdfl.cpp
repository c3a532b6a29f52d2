// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/kdpdfl/kdpdfl.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "core/config/spec_builder.h"
#include "core/learning/wasserstein.h"
#include "core/plugin/plugin_api.h"

namespace exitlab {
namespace {

constexpr std::size_t kProbe = 256;  // samples that models are compared on

kdpdfl::Graph graphOf(const std::string& name) {
    if (name == "full") return kdpdfl::Graph::Full;
    return name == "random" ? kdpdfl::Graph::Random : kdpdfl::Graph::Ring;
}

/// The first of the client's probe order: fixed over rounds.
std::vector<std::int64_t> probeRows(const LocalWork& work) {
    std::vector<std::int64_t> rows(static_cast<std::size_t>(work.samples()));
    std::iota(rows.begin(), rows.end(), 0);
    Rng(work.seed(), Purpose::Probe, 0, static_cast<std::uint64_t>(work.client())).shuffle(rows);
    if (rows.size() > kProbe) rows.resize(kProbe);
    return rows;
}

Tensor toTensor(const std::vector<double>& values) { return at::tensor(values, at::kDouble); }

std::vector<double> toDoubles(const Tensor& values) {
    const auto* first = values.data_ptr<double>();
    return {first, first + values.numel()};
}

struct Mean {
    double sum = 0;
    int count = 0;
    void add(double value) {
        if (!std::isfinite(value)) return;
        sum += value;
        ++count;
    }
    double value() const { return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN(); }
};

}  // namespace

KdPdfl::KdPdfl(const FederationInfo& info)
    : Algorithm(info),
      topology_(graphOf(settings().text("algorithm.topology")), info.clients,
                static_cast<int>(settings().integer("algorithm.neighbours")), info.seed),
      model_(info.clients > 1 ? travelling(info.spans().all()) : SpanSet{}) {}

std::vector<ParameterSpec> KdPdfl::parameters() {
    return {choiceSpec("algorithm.topology", "Neighbours", "random")
                .choice("ring", "Ring", "The clients before and after in the order of their numbers")
                .choice("random", "Random graph", "A given number of neighbours, drawn once")
                .choice("full", "Everybody", "All other clients")
                .help("Whose models a client receives.")
                .longHelp("Neighbourhood is mutual and stays for the whole run. Every client of the cohort downloads "
                          "one model per neighbour in each round, so traffic grows with their number: everybody means "
                          "clients - 1 models each.")
                .source("Our choice; the paper studies small networks of neighbours"),
            integerSpec("algorithm.neighbours", "Neighbours per client", 4)
                .range(1, 1000)
                .unit("clients")
                .visibleWhen("algorithm.topology", {"random"})
                .help("Degree of the random graph; at most all other clients.")
                .longHelp("Clients stand around a circle in random order and are joined to those next to them and "
                          "along chords of random lengths, so everybody has as many neighbours and the graph is "
                          "connected from 2 on. An odd number for an odd number of clients is impossible and counts "
                          "as one more.")
                .source("Our choice")};
}

Payload KdPdfl::alsoTravels() const {
    // A forecast knows the federation's size from the setting only.
    const kdpdfl::Topology topology(graphOf(settings().text("algorithm.topology")),
                                    static_cast<int>(settings().integer("data.clients")),
                                    static_cast<int>(settings().integer("algorithm.neighbours")), info().seed);
    const auto neighbours = static_cast<std::int64_t>(topology.neighbours(0).size());
    const auto bytes = [](const SpanSet& slices) { return slices.numel() * static_cast<std::int64_t>(sizeof(float)); };
    // Each neighbour hands a model over; uplink() counts already.
    const std::int64_t models = neighbours * bytes(travelling(info().spans().all()));
    return {models - bytes(model_), models};
}

std::vector<ClientPlan> KdPdfl::plan(int round, const std::vector<int>& cohort) {
    std::vector<ClientPlan> plans = Algorithm::plan(round, cohort);
    for (std::size_t i = 0; i < cohort.size(); ++i) plans[i].peers = topology_.neighbours(cohort[i]);
    return plans;
}

std::vector<Tensor> KdPdfl::answers(const Network& network, const LocalWork& work,
                                    const std::vector<std::int64_t>& rows) const {
    const at::NoGradGuard noGrad;
    return network.forward(work.images(rows), work.exits(), false).logits;
}

void KdPdfl::beginLocal(LocalWork& work) const {
    const Tensor& own = work.network().values();
    // What does not travel (local normalisation, frozen tensors) is the client's own in every model it compares.
    Network& other = work.companion();
    other.values().copy_(own);
    const std::vector<std::int64_t> rows = probeRows(work);
    const std::vector<Tensor> mine = answers(work.network(), work, rows);
    const std::vector<int> neighbours = topology_.neighbours(work.client());
    std::vector<double> distances;
    for (const int neighbour : neighbours) {
        model_.scatter(work.peer(neighbour), other.values());
        const std::vector<Tensor> theirs = answers(other, work, rows);
        double sum = 0;
        for (std::size_t k = 0; k < mine.size(); ++k) sum += wassersteinDistance(mine[k], theirs[k]);
        distances.push_back(sum / static_cast<double>(mine.size()));
    }
    const kdpdfl::Mixing mixing = kdpdfl::mixingOf(distances);
    // Neighbours are asked a second time rather than all kept: a model each would be much memory.
    const at::NoGradGuard noGrad;
    const Tensor mixed = model_.gather(own).mul_(mixing.weights.front());
    for (std::size_t j = 0; j < neighbours.size(); ++j)
        if (mixing.weights[j + 1] > 0) mixed.add_(work.peer(neighbours[j]), mixing.weights[j + 1]);
    model_.scatter(mixed, own);
    work.note("distances", toTensor(distances));
    work.note("weights", toTensor(mixing.weights));
    work.note("tau", toTensor({mixing.tau}));
}

void KdPdfl::combine(ServerRound& round) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    // Columns: everybody, or in large federations those who had a part in the round.
    std::vector<int> cohort;
    std::set<int> seen;
    for (const Upload& upload : round.uploads()) {
        cohort.push_back(upload.client);
        seen.insert(upload.client);
        for (const int neighbour : topology_.neighbours(upload.client)) seen.insert(neighbour);
    }
    if (info().clients <= 256)
        for (int i = 0; i < info().clients; ++i) seen.insert(i);
    const std::vector<int> columns(seen.begin(), seen.end());
    const auto column = [&](int client) {
        return static_cast<int>(std::lower_bound(columns.begin(), columns.end(), client) - columns.begin());
    };
    const int rows = static_cast<int>(cohort.size());
    Table pi(rows, static_cast<int>(columns.size())), d(rows, static_cast<int>(columns.size()), none);
    Mean distance, tau, own;
    double largest = none;
    for (int i = 0; i < rows; ++i) {
        const Upload& upload = round.uploads()[static_cast<std::size_t>(i)];
        const std::vector<double> weights = toDoubles(upload.noted.at("weights")),
                                  distances = toDoubles(upload.noted.at("distances"));
        const std::vector<int> neighbours = topology_.neighbours(upload.client);
        pi.at(i, column(upload.client)) = weights.front();
        d.at(i, column(upload.client)) = 0;
        for (std::size_t j = 0; j < neighbours.size(); ++j) {
            pi.at(i, column(neighbours[j])) = weights[j + 1];
            d.at(i, column(neighbours[j])) = distances[j];
            distance.add(distances[j]);
            largest = std::fmax(largest, distances[j]);
        }
        tau.add(toDoubles(upload.noted.at("tau")).front());
        own.add(weights.front());
    }
    round.report(MethodMatrix{0, "mixing", "Share of each model in the mixture", "client", "model of client", cohort,
                              columns, pi, ColourMeaning::Magnitude});
    round.report(MethodMatrix{0, "distance", "Distance between answers", "client", "model of client", cohort, columns,
                              d, ColourMeaning::Magnitude});
    round.report(MethodSeries{0,
                              "distances",
                              "Distance between answers of neighbours",
                              "Wasserstein distance of logits",
                              {"mean", "largest", "mean tau"},
                              {distance.value(), largest, tau.value()}});
    round.report(MethodSeries{
        0, "own_share", "Share of the own model in the mixture", "share", {"mean over clients"}, {own.value()}});
}

}  // namespace exitlab

EXITLAB_METHOD(exitlab::KdPdfl)
