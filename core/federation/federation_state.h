// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that lives from round to round: global values, what each client keeps, and its form on disk. A client that
// was never sampled costs nothing.
#pragma once

#include "core/federation/algorithm.h"
#include "core/model/weights_import.h"
#include "core/store/run_store.h"

namespace exitlab {

struct ClientState {
    Tensor personal;       ///< layout.personal, packed; undefined: the initial values
    Tensor velocity;       ///< momentum [parameters]; undefined: zero
    NamedTensors kept;     ///< named tensors the server delivered or the client kept
    bool trained = false;  ///< whether it has ever taken part
};

/// The method's layout after model.norm_policy, model.norm_parameters and model.tuning had their say. What is frozen is
/// in neither part.
Layout effectiveLayout(const Algorithm& algorithm, const SpanTable& spans, const Settings& settings);

/// What comes down to the cohort of the server's values: Algorithm::broadcast without what the settings made personal
/// or froze.
SpanSet effectiveBroadcast(const Algorithm& algorithm, const SpanTable& spans, const Settings& settings);

/// Bytes of a payload by tensor group, as fp32; a payload may hold parts of tensors.
std::map<std::string, std::int64_t> bytesByGroup(const SpanSet& payload, const SpanTable& spans);

struct FederationState {
    /// `initial`: values everything starts from, flat [total].
    FederationState(const NetworkPlan& plan, const Algorithm& algorithm, Tensor initial, int clients);

    Layout layout;
    SpanSet frozen;  ///< the initial values for ever: neither shared nor personal
    const SpanTable* spans;
    Tensor initial;               ///< flat [total]
    ImportedWeights weights;      ///< what `initial` was read from
    std::vector<Tensor> globals;  ///< per group, flat [total]
    std::vector<int> groups;      ///< of each client
    std::vector<ClientState> clients;
    int round = 0;  ///< completed rounds
    std::int64_t bytesUp = 0, bytesDown = 0;
    double seconds = 0;
    double simulatedSeconds = 0;  ///< on the devices (core/federation/devices.h)
    bool diverged = false;        ///< a loss was not a finite number

    const Tensor& global(int group = 0) const { return globals[static_cast<std::size_t>(group)]; }
    const Tensor& globalOf(int client) const { return global(groups[static_cast<std::size_t>(client)]); }
    /// Global and personal values of a client into a worker's network; the group's values may be another's.
    void load(int client, const Tensor& values) const { load(client, values, globalOf(client)); }
    void load(int client, const Tensor& values, const Tensor& groupValues) const;
    /// Of the global values of each group (whole arena, table order), then of each client's personal part in id order;
    /// float32, little-endian. The order is documented in README.md.
    std::string weightsSha256() const;

    /// Writes a checkpoint file (safetensors) and returns what the store keeps of it.
    CheckpointInfo save(const std::filesystem::path& file, const NamedTensors& server) const;
    /// The reverse; returns the method's server state. Throws InputError naming the file and the tensor, or the file of
    /// imported weights if it is not the one that the checkpoint's run began with.
    NamedTensors load(const std::filesystem::path& file);
};

}  // namespace exitlab
