// SPDX-License-Identifier: GPL-3.0-or-later
// Who owns which samples. Torch-free: from labels alone, so that a preview costs nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "core/config/experiment.h"

namespace exitlab {

/// One client's sample indices (ascending), disjoint.
struct ClientSamples {
    std::vector<std::int64_t> train, validation, test;
    bool operator==(const ClientSamples&) const = default;
};

struct Partition {
    std::vector<ClientSamples> clients;
    /// data.public_samples: kept out of the clients' training parts, for methods that distil on unlabelled data.
    std::vector<std::int64_t> publicSamples;
    /// Clients x classes: how many samples the rule dealt to each client, and how many it has after
    /// data.partition.edits; both before a client's own split. With data.split = official: of the official training
    /// part.
    std::vector<std::vector<std::int64_t>> drawn, dealt;
    bool operator==(const Partition&) const = default;
};

/// Splits samples over clients as data.partition.* (hand edits last, see partition_edits.h) and data.split say.
/// `labels`: class of every sample; samples [0, officialTrain) are the official training part. Deterministic in
/// (settings, seed, labels). Throws InputError naming data.partition.* with the feasible range when no draw can satisfy
/// the minimum per client (Dirichlet: cafedistill.md 1.10, at most 200 redraws).
Partition makePartition(const Settings& settings, std::uint64_t seed, const std::vector<std::int32_t>& labels,
                        int classes, std::int64_t officialTrain);

}  // namespace exitlab
