// SPDX-License-Identifier: GPL-3.0-or-later
// What an evaluation keeps per sample and exit. Threshold, budget, calibration and what-if questions are answered from
// these records, with no forward pass.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace exitlab {

/// n samples x K exits; the per-exit arrays are row-major [sample][exit].
struct ExitRecords {
    int exits = 0;
    int classes = 0;
    std::vector<std::int32_t> client;      ///< n
    std::vector<std::int32_t> sample;      ///< n: index in the data set
    std::vector<std::int32_t> label;       ///< n
    std::vector<std::int32_t> prediction;  ///< n x K
    std::vector<float> confidence;         ///< n x K: largest softmax probability
    std::vector<float> entropy;            ///< n x K: in nats
    std::vector<float> margin;             ///< n x K: largest minus second largest probability

    std::size_t size() const { return client.size(); }
    std::size_t at(std::size_t row, int exit) const {
        return row * static_cast<std::size_t>(exits) + static_cast<std::size_t>(exit);
    }
    bool correct(std::size_t row, int exit) const { return prediction[at(row, exit)] == label[row]; }
    bool operator==(const ExitRecords&) const = default;
};

/// Versioned little-endian blob. decode throws Error(Input) on anything that is not one, naming the offset.
std::string encodeRecords(const ExitRecords& records);
ExitRecords decodeRecords(const std::string& blob);

}  // namespace exitlab
