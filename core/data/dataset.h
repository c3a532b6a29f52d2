// SPDX-License-Identifier: GPL-3.0-or-later
// A data set in memory, once: one contiguous uint8 tensor plus labels.
#pragma once

#include <filesystem>

#include "core/base/error.h"
#include "core/federation/run.h"
#include "core/torch.h"

namespace exitlab {

struct Dataset {
    std::string id;
    /// uint8 [N, C, H, W], contiguous; official training samples first. Or float: features that are used as they are.
    Tensor images;
    std::vector<std::int32_t> labels;     ///< N, 0-based
    std::vector<float> difficulty;        ///< N in [0, 1] where known (glyphs), else empty
    std::vector<std::string> classNames;  ///< one per class
    std::int64_t officialTrain = 0;       ///< samples [0, officialTrain) are the official training part
    /// Normalisation of bytes: (x / 255 - mean[c]) / std[c].
    std::vector<float> mean{0.5f}, std{0.5f};  ///< one value for all channels, or one per channel

    std::int64_t size() const { return static_cast<std::int64_t>(labels.size()); }
    int classes() const { return static_cast<int>(classNames.size()); }
    std::vector<std::int64_t> sampleShape() const { return {images.size(1), images.size(2), images.size(3)}; }
};

/// Channels, height, width without loading anything: what a network for this data set is built for.
std::vector<std::int64_t> sampleShapeOf(const Settings& settings);
int classesOf(const Settings& settings);

/// Loads (or draws) the data set of an experiment; a process-wide cache keeps the last few, so previews and runs share
/// them. Thread-safe. Throws InputError naming the file, the byte or line, and what was expected.
std::shared_ptr<const Dataset> loadDataset(const Settings& settings, const std::filesystem::path& root);
/// Labels and official split only (images undefined): enough for a partition, much faster than the whole.
std::shared_ptr<const Dataset> loadLabels(const Settings& settings, const std::filesystem::path& root);

/// Gathers rows of `data` into a normalised float batch [n, C, H, W] in channels-last memory format, one pass.
Tensor gatherBatch(const Dataset& data, const std::int64_t* indices, std::int64_t n);

/// Labels of the same rows, int64 [n].
Tensor gatherLabels(const Dataset& data, const std::int64_t* indices, std::int64_t n);

}  // namespace exitlab
