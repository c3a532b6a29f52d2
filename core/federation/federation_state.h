// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that lives from round to round: global values, what each client keeps, and its form on disk. A client that
// was never sampled costs nothing.
#pragma once

#include "core/federation/algorithm.h"
#include "core/store/run_store.h"

namespace exitlab {

struct ClientState {
    Tensor personal;                     ///< layout.personal, packed; undefined: the initial values
    Tensor velocity;                     ///< momentum [parameters]; undefined: zero
    std::map<std::string, Tensor> kept;  ///< named tensors the server delivered
};

/// The method's layout after model.norm_policy and model.norm_parameters had their say.
Layout effectiveLayout(const Algorithm& algorithm, const SpanTable& spans, const Settings& settings);

/// Bytes of a payload by tensor group, as fp32.
std::map<std::string, std::int64_t> bytesByGroup(const SpanSet& payload, const SpanTable& spans);

struct FederationState {
    FederationState(const NetworkPlan& plan, Layout effective, int clients, std::uint64_t seed);

    Layout layout;
    const SpanTable* spans;
    Tensor initial;  ///< flat [total]
    Tensor global;   ///< flat [total]
    std::vector<ClientState> clients;
    int round = 0;  ///< completed rounds
    std::int64_t bytesUp = 0, bytesDown = 0;
    double seconds = 0;
    bool diverged = false;  ///< a loss was not a finite number

    /// Global and personal values of a client into a worker's network.
    void load(int client, const Tensor& values) const;
    /// Of the global values (whole arena, table order), then of each client's personal part in id order; float32,
    /// little-endian. The order is documented in README.md.
    std::string weightsSha256() const;

    /// Writes a checkpoint file (safetensors) and returns what the store keeps of it.
    CheckpointInfo save(const std::filesystem::path& file, const NamedTensors& server) const;
    /// The reverse; returns the method's server state. Throws InputError naming the file and the tensor.
    NamedTensors load(const std::filesystem::path& file);
};

}  // namespace exitlab
