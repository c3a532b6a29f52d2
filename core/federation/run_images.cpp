// SPDX-License-Identifier: GPL-3.0-or-later
// The run facade's pictures: single samples as bytes.
#include "core/base/paths.h"
#include "core/data/dataset.h"
#include "core/federation/run.h"

namespace exitlab {
namespace {

/// Each picture from its darkest to its brightest value.
Tensor asBytes(const Tensor& images) {
    if (images.scalar_type() == at::kByte) return images.contiguous();
    const Tensor flat = images.to(at::kFloat).flatten(1);
    const Tensor low = std::get<0>(flat.min(1, true)), high = std::get<0>(flat.max(1, true));
    const Tensor scaled = (flat - low) / (high - low).clamp_min(1e-12) * 255;
    return scaled.round().to(at::kByte).reshape(images.sizes()).contiguous();
}

}  // namespace

SampleImages sampleImages(const Experiment& experiment, const std::vector<std::int32_t>& samples,
                          const RunOptions& options) {
    const auto data = loadDataset(experiment.settings(), dataRoot(options.dataDir));
    SampleImages out;
    const auto shape = data->sampleShape();
    out.channels = static_cast<int>(shape[0]);
    out.height = static_cast<int>(shape[1]);
    out.width = static_cast<int>(shape[2]);
    out.classNames = data->classNames;
    std::vector<std::int64_t> rows;
    for (const std::int32_t sample : samples) {
        if (sample < 0 || sample >= data->size())
            throw InputError("data set " + data->id, "sample " + std::to_string(sample),
                             "is not in it; there are " + std::to_string(data->size()) + " samples");
        rows.push_back(sample);
        const auto at = static_cast<std::size_t>(sample);
        out.labels.push_back(data->labels[at]);
        if (!data->difficulty.empty()) out.difficulty.push_back(data->difficulty[at]);
    }
    if (rows.empty()) return out;
    const Tensor index = at::from_blob(rows.data(), {static_cast<std::int64_t>(rows.size())}, at::kLong);
    const Tensor bytes = asBytes(data->images.index_select(0, index));
    const auto* first = bytes.data_ptr<std::uint8_t>();
    out.pixels.assign(first, first + bytes.numel());
    return out;
}

}  // namespace exitlab
