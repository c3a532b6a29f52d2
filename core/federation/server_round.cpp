// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/server_round.h"

#include <numeric>

namespace exitlab {

void TrafficCounter::up(const std::map<std::string, std::int64_t>& groups) {
    for (const auto& [group, bytes] : groups) up(group, bytes);
}

void TrafficCounter::down(const std::map<std::string, std::int64_t>& groups) {
    for (const auto& [group, bytes] : groups) down(group, bytes);
}

void TrafficCounter::add(const TrafficCounter& other) {
    for (const auto& [group, bytes] : other.counts_) {
        counts_[group].first += bytes.first;
        counts_[group].second += bytes.second;
    }
}

std::int64_t TrafficCounter::up() const {
    std::int64_t sum = 0;
    for (const auto& [group, bytes] : counts_) sum += bytes.first;
    return sum;
}

std::int64_t TrafficCounter::down() const {
    std::int64_t sum = 0;
    for (const auto& [group, bytes] : counts_) sum += bytes.second;
    return sum;
}

TrafficMeasured TrafficCounter::measured(int round) const {
    TrafficMeasured report;
    report.round = round;
    for (const auto& [group, bytes] : counts_) {
        report.groups.push_back(group);
        report.up.push_back(bytes.first);
        report.down.push_back(bytes.second);
    }
    return report;
}

std::vector<double> EngineRound::weights() const {
    std::vector<std::int64_t> samples;
    for (const Upload& upload : uploads_) samples.push_back(upload.samples);
    return shares(samples, context_.settings.text("training.aggregation") == "uniform");
}

void EngineRound::setGlobal(const SpanSet& target, const Tensor& packed, int group) {
    target.scatter(packed, context_.state.globals[static_cast<std::size_t>(group)]);
}

void EngineRound::averageShared(const std::vector<double>& weights) {
    std::vector<SpanSet> held;
    for (const Upload& upload : uploads_) held.push_back(this->held(upload.model));
    averageShared(weights, held);
}

void EngineRound::averageShared(const std::vector<double>& weights, const std::vector<SpanSet>& counted) {
    const SpanSet& shared = context_.state.layout.shared;
    if (shared.empty()) return;
    for (int group = 0; group < static_cast<int>(context_.state.globals.size()); ++group) {
        std::vector<Tensor> vectors;
        std::vector<SpanSet> spans;
        std::vector<double> chosen;
        for (std::size_t i = 0; i < uploads_.size(); ++i) {
            if (uploads_[i].group != group) continue;
            const SpanSet& own = held(uploads_[i].model);
            if (counted[i] == own) {
                vectors.push_back(uploads_[i].shared);
            } else {
                const Tensor unpacked = at::zeros({context_.state.spans->total}, at::kFloat);
                own.scatter(uploads_[i].shared, unpacked);
                vectors.push_back(counted[i].gather(unpacked));
            }
            spans.push_back(counted[i]);
            chosen.push_back(weights[i]);
        }
        if (!vectors.empty())
            averageOverHolders(vectors, spans, chosen, shared, context_.state.globals[static_cast<std::size_t>(group)]);
    }
}

void EngineRound::deliver(int client, const SpanSet& target, const Tensor& packed) {
    FederationState& state = context_.state;
    // Through the client's full values: its personal part is packed, the target lies anywhere inside it.
    const Tensor& values = context_.networks.full().values();
    state.load(client, values);
    target.scatter(packed, values);
    state.clients[static_cast<std::size_t>(client)].personal = state.layout.personal.gather(values);
    context_.traffic.down(bytesByGroup(target, *state.spans));
}

void EngineRound::deliverKept(int client, const std::string& name, const Tensor& value, const std::string& group) {
    context_.state.clients[static_cast<std::size_t>(client)].kept[name] = value;
    context_.traffic.down(group, static_cast<std::int64_t>(value.nbytes()));
}

std::vector<Tensor> EngineRound::probeLogits(int client, int exit, const std::vector<Tensor>& heads) {
    const at::NoGradGuard noGrad;
    const Network& network = context_.networks.full();
    context_.state.load(client, network.values());
    const std::vector<std::int64_t> samples = context_.probe(client);
    std::vector<bool> wanted(static_cast<std::size_t>(network.exits()), false);
    wanted[static_cast<std::size_t>(exit)] = true;
    const Tensor images = gatherBatch(context_.data, samples.data(), static_cast<std::int64_t>(samples.size()));
    const Tensor features = network.forward(images, wanted, false).features[static_cast<std::size_t>(exit)];
    std::vector<Tensor> logits;
    for (const Tensor& head : heads) logits.push_back(network.applyHead(exit, head, features));
    return logits;
}

Network& EngineRound::network(int model) {
    const SubModel& wanted = context_.models[static_cast<std::size_t>(model)];
    return context_.networks.narrowed(wanted.width, wanted.scaling);
}

Tensor EngineRound::publicBatch(const std::vector<std::int64_t>& rows) const {
    std::vector<std::int64_t> samples;
    for (const auto row : rows) samples.push_back(context_.publicRows.at(static_cast<std::size_t>(row)));
    return gatherBatch(context_.data, samples.data(), static_cast<std::int64_t>(samples.size()));
}

void EngineRound::checkStop() const {
    if (context_.stop) throw StopRequested{};
}

}  // namespace exitlab
