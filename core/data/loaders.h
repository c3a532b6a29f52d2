// SPDX-License-Identifier: GPL-3.0-or-later
// Readers of the public data sets in the layout in which their authors distribute them. Torch-free; each appends to
// plain vectors and checks everything that a file says about itself.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace exitlab {

/// Samples as they are read: pixels [N, C, H, W] row by row, labels from 0.
struct RawSamples {
    std::vector<std::uint8_t> pixels;  ///< empty when only labels were asked for
    std::vector<std::int32_t> labels;
    std::vector<float> difficulty;        ///< where known
    std::vector<std::string> classNames;  ///< where the files name them
    std::int64_t officialTrain = 0;
};

enum class ReadWhat { All, LabelsOnly };

/// IDX label file (magic 2049): appends label - lowest; labels run from `lowest` to `lowest + classes - 1`.
void readIdxLabels(const std::filesystem::path& file, int lowest, int classes, std::vector<std::int32_t>& labels);
/// IDX image file (magic 2051) of exactly `count` images of height x width. `transposed`: stored column by column, as
/// EMNIST is; turned upright here.
void readIdxImages(const std::filesystem::path& file, std::int64_t count, std::int64_t height, std::int64_t width,
                   bool transposed, std::vector<std::uint8_t>& pixels);

/// Binary CIFAR: records of `labelBytes` label bytes (the last counts; limits are exclusive upper bounds of each) and
/// 3 x 32 x 32 bytes. The number of records follows from the size of the file.
void readCifar(const std::filesystem::path& file, const std::vector<int>& labelLimits, ReadWhat what, RawSamples& to);

/// USPS text: label, then 256 numbers from -1 to 1, blank between. Pixels are round((v + 1) * 127.5).
void readUsps(const std::filesystem::path& file, RawSamples& to);
/// UCI optical digits: 64 whole numbers from 0 to 16, then the label, comma between. Pixels are round(x * 255 / 16).
void readOptdigits(const std::filesystem::path& file, RawSamples& to);

/// One name a line; throws unless there are exactly `count`.
std::vector<std::string> readNames(const std::filesystem::path& file, int count);

}  // namespace exitlab
