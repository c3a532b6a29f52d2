// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/gallery.h"

#include <algorithm>
#include <cmath>

namespace exitlab {

std::vector<GalleryExit> galleryOf(const ExitRecords& records, const std::vector<int>& taken,
                                   const GalleryQuery& query) {
    std::vector<GalleryExit> exits(static_cast<std::size_t>(std::max(0, records.exits)));
    for (std::size_t row = 0; row < records.size(); ++row) {
        const int exit = taken[row];
        if (query.client && records.client[row] != *query.client) continue;
        if (query.right && records.correct(row, exit) != *query.right) continue;
        const std::size_t at = records.at(row, exit);
        exits[static_cast<std::size_t>(exit)].items.push_back({row, records.sample[row], records.client[row],
                                                               records.label[row], records.prediction[at], exit,
                                                               records.confidence[at]});
    }
    const auto before = [&](const GalleryItem& a, const GalleryItem& b) {
        const bool aNumber = !std::isnan(a.confidence), bNumber = !std::isnan(b.confidence);
        if (aNumber != bNumber) return aNumber;
        if (aNumber && a.confidence != b.confidence)
            return query.surestFirst ? a.confidence > b.confidence : a.confidence < b.confidence;
        return a.sample < b.sample;
    };
    for (GalleryExit& exit : exits) {
        exit.found = exit.items.size();
        const std::size_t shown = std::min(query.limit, exit.found);
        std::partial_sort(exit.items.begin(), exit.items.begin() + static_cast<std::ptrdiff_t>(shown), exit.items.end(),
                          before);
        exit.items.resize(shown);
    }
    return exits;
}

}  // namespace exitlab
