// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/federation_state.h"

#include <fmt/core.h>

#include <cstring>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/store/safetensors.h"

namespace exitlab {
namespace {

constexpr const char* kFormat = "exitlab-checkpoint-1";
constexpr const char* kWeights = "weights_sha256";  // of the file of model.weights; only where there is one

/// "global", "global.1", ...: the shared values of each group.
std::string globalName(std::size_t group) { return group == 0 ? "global" : "global." + std::to_string(group); }

const char* dtypeName(const Tensor& tensor) {
    if (tensor.scalar_type() == at::kFloat) return "F32";
    if (tensor.scalar_type() == at::kDouble) return "F64";
    if (tensor.scalar_type() == at::kLong) return "I64";
    throw std::logic_error("a checkpoint holds float, double and int64 tensors only");
}

Tensor toTensor(const StoredTensor& stored, const std::string& file, const std::string& name) {
    const auto type = stored.dtype == "F32"   ? at::kFloat
                      : stored.dtype == "F64" ? at::kDouble
                      : stored.dtype == "I64"
                          ? at::kLong
                          : throw InputError(file, name, "expected F32, F64 or I64, found " + stored.dtype);
    Tensor tensor = at::empty(stored.shape, type);
    if (tensor.nbytes() != stored.data.size()) throw InputError(file, name, "shape and data differ in size");
    std::memcpy(tensor.data_ptr(), stored.data.data(), stored.data.size());
    return tensor;
}

void hashTensor(Sha256& hash, const Tensor& tensor) {
    hash.update(tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel()) * sizeof(float));
}

}  // namespace

Layout effectiveLayout(const Algorithm& algorithm, const SpanTable& spans, const Settings& settings) {
    const Layout asked = algorithm.layout();
    Layout layout;
    for (const TensorSpan& span : spans.spans) {
        if (span.frozen) continue;
        (asked.shared.contains(span) && !staysLocal(span, settings) ? layout.shared : layout.personal).add(span);
    }
    return layout;
}

SpanSet effectiveBroadcast(const Algorithm& algorithm, const SpanTable& spans, const Settings& settings) {
    // What the method itself calls personal comes down if it says so: clients see it beside their own values.
    const SpanSet asked = algorithm.layout().shared;
    const SpanSet madePersonal = asked.without(effectiveLayout(algorithm, spans, settings).shared);
    return algorithm.broadcast().without(madePersonal).without(spans.where([](const TensorSpan& span) {
        return span.frozen;
    }));
}

std::map<std::string, std::int64_t> bytesByGroup(const SpanSet& payload, const SpanTable& spans) {
    std::map<std::string, std::int64_t> bytes;
    auto range = payload.ranges().begin();
    for (const TensorSpan& span : spans.spans) {
        const std::int64_t end = span.offset + span.numel;
        while (range != payload.ranges().end() && range->first + range->second <= span.offset) ++range;
        std::int64_t elements = 0;
        for (auto at = range; at != payload.ranges().end() && at->first < end; ++at)
            elements += std::min(end, at->first + at->second) - std::max(span.offset, at->first);
        if (elements > 0) bytes[span.group()] += elements * static_cast<std::int64_t>(sizeof(float));
    }
    return bytes;
}

FederationState::FederationState(const NetworkPlan& plan, const Algorithm& algorithm, Tensor start, int clientCount)
    : layout(effectiveLayout(algorithm, plan.spans(), plan.settings())),
      frozen(plan.spans().where([](const TensorSpan& span) { return span.frozen; })),
      spans(&plan.spans()),
      initial(std::move(start)),
      clients(static_cast<std::size_t>(clientCount)) {
    for (int g = 0; g < algorithm.groups(); ++g) globals.push_back(initial.clone());
    for (int i = 0; i < clientCount; ++i) groups.push_back(algorithm.group(i));
}

void FederationState::load(int client, const Tensor& values, const Tensor& groupValues) const {
    frozen.copy(initial, values);
    layout.shared.copy(groupValues, values);
    const Tensor& personal = clients[static_cast<std::size_t>(client)].personal;
    if (personal.defined())
        layout.personal.scatter(personal, values);
    else
        layout.personal.copy(initial, values);
}

std::string FederationState::weightsSha256() const {
    Sha256 hash;
    for (const Tensor& values : globals) hashTensor(hash, values);
    if (!layout.personal.empty()) {
        const Tensor untouched = layout.personal.gather(initial);
        for (const ClientState& client : clients)
            hashTensor(hash, client.personal.defined() ? client.personal : untouched);
    }
    return hash.hex();
}

CheckpointInfo FederationState::save(const std::filesystem::path& file, const NamedTensors& server) const {
    std::vector<std::pair<std::string, Tensor>> tensors;
    for (std::size_t g = 0; g < globals.size(); ++g) tensors.emplace_back(globalName(g), globals[g]);
    Tensor trained = at::zeros({static_cast<std::int64_t>(clients.size())}, at::kLong);
    for (std::size_t i = 0; i < clients.size(); ++i) trained.data_ptr<std::int64_t>()[i] = clients[i].trained ? 1 : 0;
    tensors.emplace_back("trained", trained);
    for (std::size_t i = 0; i < clients.size(); ++i) {
        const std::string prefix = "clients." + std::to_string(i) + ".";
        if (clients[i].personal.defined()) tensors.emplace_back(prefix + "personal", clients[i].personal);
        if (clients[i].velocity.defined()) tensors.emplace_back(prefix + "velocity", clients[i].velocity);
        for (const auto& [name, tensor] : clients[i].kept) tensors.emplace_back(prefix + "kept." + name, tensor);
    }
    for (const auto& [name, tensor] : server) tensors.emplace_back("server." + name, tensor);

    std::vector<TensorRef> refs;
    for (auto& [name, tensor] : tensors) {
        tensor = tensor.contiguous();
        refs.push_back({name, dtypeName(tensor), tensor.sizes().vec(), tensor.data_ptr(), tensor.nbytes()});
    }
    std::map<std::string, std::string> meta{{"format", kFormat},
                                            {"round", std::to_string(round)},
                                            {"bytes_up", std::to_string(bytesUp)},
                                            {"bytes_down", std::to_string(bytesDown)},
                                            {"seconds", std::to_string(seconds)},
                                            {"simulated_seconds", fmt::format("{:a}", simulatedSeconds)},
                                            {"diverged", diverged ? "1" : "0"}};
    if (!weights.sha256.empty()) meta[kWeights] = weights.sha256;
    CheckpointInfo info;
    info.round = round;
    info.file = file;
    info.sha256 = writeSafetensors(file, refs, meta);
    info.bytes = static_cast<std::int64_t>(std::filesystem::file_size(file));
    return info;
}

NamedTensors FederationState::load(const std::filesystem::path& file) {
    const SafetensorsFile stored = readSafetensors(file);
    const std::string name = file.string();
    const auto meta = [&](const char* key) {
        const auto found = stored.metadata.find(key);
        if (found == stored.metadata.end()) throw InputError(name, key, "missing in the metadata of a checkpoint");
        return found->second;
    };
    if (meta("format") != kFormat) throw InputError(name, "format", "'" + meta("format") + "'; expected " + kFormat);
    // What is frozen lies in no checkpoint: it comes from the imported file, which must not have changed.
    if (const auto known = stored.metadata.find(kWeights);
        known != stored.metadata.end() && known->second != weights.sha256)
        throw InputError(weights.file.empty() ? "model.weights" : weights.file.string(), "SHA-256",
                         "not the weights that the run began with (" + name + "): expected " + known->second +
                             ", found " + (weights.sha256.empty() ? "no file" : weights.sha256));
    try {
        round = std::stoi(meta("round"));
        bytesUp = std::stoll(meta("bytes_up"));
        bytesDown = std::stoll(meta("bytes_down"));
        seconds = std::stod(meta("seconds"));
        simulatedSeconds = stored.metadata.count("simulated_seconds") ? std::stod(meta("simulated_seconds")) : 0;
        diverged = std::stoi(meta("diverged")) != 0;
    } catch (const std::logic_error&) {
        throw InputError(name, "metadata", "round, bytes, seconds and diverged must be numbers");
    }

    const auto groupNamed = [&](const std::string& key) {
        std::size_t group = 0;
        while (group < globals.size() && key != globalName(group)) ++group;
        return group;
    };
    const auto expect = [&](const std::string& key, const Tensor& tensor, std::int64_t numel) {
        if (tensor.scalar_type() != at::kFloat || tensor.numel() != numel)
            throw InputError(
                name, key,
                "expected " + std::to_string(numel) + " float values, found " + std::to_string(tensor.numel()));
    };
    for (std::size_t g = 0; g < globals.size(); ++g)
        if (!stored.tensors.count(globalName(g))) throw InputError(name, globalName(g), "missing in a checkpoint");
    for (auto& client : clients) client = {};
    // Checkpoints of version 1.0 do not say who has trained; who has personal values or momentum has.
    const bool saysTrained = stored.tensors.count("trained") > 0;
    NamedTensors server;
    for (const auto& [key, data] : stored.tensors) {
        const Tensor tensor = toTensor(data, name, key);
        if (const auto group = groupNamed(key); group < globals.size()) {
            expect(key, tensor, spans->total);
            globals[group] = tensor;
        } else if (key == "trained") {
            if (tensor.scalar_type() != at::kLong || tensor.numel() != static_cast<std::int64_t>(clients.size()))
                throw InputError(name, key, "expected " + std::to_string(clients.size()) + " int64 values");
            for (std::size_t i = 0; i < clients.size(); ++i)
                clients[i].trained = tensor.data_ptr<std::int64_t>()[i] != 0;
        } else if (key.rfind("server.", 0) == 0) {
            server[key.substr(7)] = tensor;
        } else if (key.rfind("clients.", 0) == 0) {
            std::size_t used = 0;
            std::size_t id = clients.size();
            try {
                id = std::stoul(key.substr(8), &used);
            } catch (const std::logic_error&) {
                used = 0;
            }
            if (used == 0 || id >= clients.size() || key.size() <= 8 + used || key[8 + used] != '.')
                throw InputError(name, key,
                                 "expected clients.<id>.<name> with an id below " + std::to_string(clients.size()));
            const std::string what = key.substr(8 + used + 1);
            if (what == "personal") {
                expect(key, tensor, layout.personal.numel());
                clients[id].personal = tensor;
            } else if (what == "velocity") {
                expect(key, tensor, spans->parameters);
                clients[id].velocity = tensor;
            } else if (what.rfind("kept.", 0) == 0) {
                clients[id].kept[what.substr(5)] = tensor;
            } else {
                throw InputError(name, key, "not part of a checkpoint");
            }
        } else {
            throw InputError(name, key, "not part of a checkpoint");
        }
    }
    if (!saysTrained)
        for (auto& client : clients) client.trained = client.personal.defined() || client.velocity.defined();
    return server;
}

}  // namespace exitlab
