// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/server_round.h"

#include "core/base/error.h"

namespace exitlab {

void TrafficCounter::up(const std::map<std::string, std::int64_t>& groups) {
    for (const auto& [group, bytes] : groups) up(group, bytes);
}

void TrafficCounter::down(const std::map<std::string, std::int64_t>& groups) {
    for (const auto& [group, bytes] : groups) down(group, bytes);
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

void EngineRound::averageShared() {
    if (context_.state.layout.shared.empty()) return;
    std::vector<Tensor> vectors;
    for (const Upload& upload : uploads_) vectors.push_back(upload.shared);
    context_.state.layout.shared.scatter(weightedSum(vectors, weights()), context_.state.global);
}

void EngineRound::deliver(int client, const SpanSet& target, const Tensor& packed) {
    FederationState& state = context_.state;
    // Through the client's full values: its personal part is packed, the target lies anywhere inside it.
    state.load(client, context_.network.values());
    target.scatter(packed, context_.network.values());
    state.clients[static_cast<std::size_t>(client)].personal = state.layout.personal.gather(context_.network.values());
    context_.traffic.down(bytesByGroup(target, *state.spans));
}

void EngineRound::deliverKept(int client, const std::string& name, const Tensor& value, const std::string& group) {
    context_.state.clients[static_cast<std::size_t>(client)].kept[name] = value;
    context_.traffic.down(group, static_cast<std::int64_t>(value.nbytes()));
}

Tensor EngineRound::probeFeatures(int client, int exit) {
    const at::NoGradGuard noGrad;
    context_.state.load(client, context_.network.values());
    const std::vector<std::int64_t> samples = context_.probe(client);
    std::vector<bool> wanted(static_cast<std::size_t>(context_.network.exits()), false);
    wanted[static_cast<std::size_t>(exit)] = true;
    const Tensor images = gatherBatch(context_.data, samples.data(), static_cast<std::int64_t>(samples.size()));
    return context_.network.forward(images, wanted, false).features[static_cast<std::size_t>(exit)];
}

void EngineRound::report(MethodSeries series) {
    series.round = round() + 1;
    context_.sink(makeReport(std::move(series)));
}

void EngineRound::report(MethodMatrix matrix) {
    matrix.round = round() + 1;
    context_.sink(makeReport(std::move(matrix)));
}

template <class Result>
void EngineRound::tell(Result result) {
    if (const std::string what = flaw(result); !what.empty())
        throw Error(Error::Kind::Run, "result \"" + result.id + "\" of the method: " + what);
    result.round = round() + 1;
    context_.sink(makeReport(std::move(result)));
}

void EngineRound::report(MethodHistogram histogram) { tell(std::move(histogram)); }
void EngineRound::report(MethodScatter scatter) { tell(std::move(scatter)); }
void EngineRound::report(MethodImageGrid images) { tell(std::move(images)); }

}  // namespace exitlab
