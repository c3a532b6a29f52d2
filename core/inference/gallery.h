// SPDX-License-Identifier: GPL-3.0-or-later
// Which test images to look at: by the exit they take, sorted by confidence, right and wrong, so that easy and hard
// ones are seen.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/inference/exit_records.h"

namespace exitlab {

struct GalleryItem {
    std::size_t row = 0;  ///< in the records
    std::int32_t sample = 0, client = 0, label = 0, prediction = 0;
    int exit = 0;  ///< taken
    float confidence = 0;
    bool right() const { return label == prediction; }
    bool operator==(const GalleryItem&) const = default;
};

struct GalleryQuery {
    std::optional<bool> right;  ///< only right, only wrong, or both
    std::optional<int> client;
    bool surestFirst = true;  ///< highest confidence first, or lowest
    std::size_t limit = 24;   ///< per exit
    bool operator==(const GalleryQuery&) const = default;
};

struct GalleryExit {
    std::vector<GalleryItem> items;
    std::size_t found = 0;  ///< samples that match, of which `items` are the first
    bool operator==(const GalleryExit&) const = default;
};

/// One per exit. `taken`: the exit of every row. Equal confidences stand in the order of their samples; those that are
/// not numbers come last.
std::vector<GalleryExit> galleryOf(const ExitRecords& records, const std::vector<int>& taken,
                                   const GalleryQuery& query);

}  // namespace exitlab
