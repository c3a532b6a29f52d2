// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <stdexcept>

#include "core/data/dataset.h"

namespace exitlab {
namespace {

/// Normalised value of each byte, one table per channel.
using ByteTable = std::array<float, 256>;

ByteTable byteTable(float mean, float deviation) {
    ByteTable table;
    for (std::size_t value = 0; value < table.size(); ++value)
        table[value] = (static_cast<float>(value) / 255.0f - mean) / deviation;
    return table;
}

/// Samples that are no bytes: features, used as they are.
Tensor gatherFloats(const Dataset& data, const std::int64_t* indices, std::int64_t n) {
    for (std::int64_t i = 0; i < n; ++i)
        if (indices[i] < 0 || indices[i] >= data.size()) throw std::out_of_range("gatherBatch: no such sample");
    const Tensor rows = at::from_blob(const_cast<std::int64_t*>(indices), {n}, at::kLong);
    return data.images.index_select(0, rows).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace

Tensor gatherBatch(const Dataset& data, const std::int64_t* indices, std::int64_t n) {
    const std::int64_t channels = data.images.size(1);
    const std::int64_t area = data.images.size(2) * data.images.size(3);
    if (data.images.scalar_type() == at::kFloat) return gatherFloats(data, indices, n);
    std::vector<ByteTable> tables;
    for (std::int64_t c = 0; c < channels; ++c) {
        // One value for all channels, or one per channel.
        const auto at = static_cast<std::size_t>(c);
        const auto value = [&](const std::vector<float>& values) {
            return values.size() == 1 ? values[0] : values.at(at);
        };
        tables.push_back(byteTable(value(data.mean), value(data.std)));
    }
    Tensor batch =
        at::empty({n, channels, data.images.size(2), data.images.size(3)}, at::kFloat, at::MemoryFormat::ChannelsLast);
    const std::uint8_t* images = data.images.data_ptr<std::uint8_t>();
    float* out = batch.data_ptr<float>();
    for (std::int64_t i = 0; i < n; ++i, out += area * channels) {
        if (indices[i] < 0 || indices[i] >= data.size()) throw std::out_of_range("gatherBatch: no such sample");
        const std::uint8_t* in = images + indices[i] * area * channels;
        if (channels == 1) {
            const float* table = tables[0].data();
            for (std::int64_t p = 0; p < area; ++p) out[p] = table[in[p]];
        } else if (channels == 3) {
            // Written in the order of memory: three planes in, one interleaved row out.
            const float* red = tables[0].data();
            const float* green = tables[1].data();
            const float* blue = tables[2].data();
            for (std::int64_t p = 0; p < area; ++p) {
                out[3 * p] = red[in[p]];
                out[3 * p + 1] = green[in[area + p]];
                out[3 * p + 2] = blue[in[2 * area + p]];
            }
        } else {
            for (std::int64_t c = 0; c < channels; ++c) {
                const float* table = tables[static_cast<std::size_t>(c)].data();
                for (std::int64_t p = 0; p < area; ++p) out[p * channels + c] = table[in[c * area + p]];
            }
        }
    }
    return batch;
}

Tensor gatherLabels(const Dataset& data, const std::int64_t* indices, std::int64_t n) {
    Tensor labels = at::empty({n}, at::kLong);
    auto* out = labels.data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < n; ++i) out[i] = data.labels.at(static_cast<std::size_t>(indices[i]));
    return labels;
}

}  // namespace exitlab
