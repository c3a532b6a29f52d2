// SPDX-License-Identifier: GPL-3.0-or-later
// data.partition.edits: cells of the clients x classes table that are set by hand after the partition was drawn. As
// text "client:class=count", separated by commas, clients and classes from 0: "3:0=50, 3:1=0". The rule by which the
// engine follows them is documented in core/data/partition_edits.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace exitlab {

inline constexpr const char* kPartitionEditsKey = "data.partition.edits";

struct PartitionEdit {
    int client = 0;
    int label = 0;           ///< class
    std::int64_t count = 0;  ///< samples of the class that the client has, before its own split
    bool operator==(const PartitionEdit&) const = default;
};

/// In order of the text. Throws InputError naming the setting and the part that is no edit.
std::vector<PartitionEdit> parsePartitionEdits(const std::string& text);

/// The same cells once each, sorted by client and class; of several edits of a cell the last one counts.
std::vector<PartitionEdit> distinctEdits(const std::vector<PartitionEdit>& edits);

/// The canonical text: distinct cells in order.
std::string partitionEditsText(const std::vector<PartitionEdit>& edits);

/// Throws InputError naming the setting, the cell and what exists, unless every cell lies in clients x classes.
void requireWithin(const std::vector<PartitionEdit>& edits, std::int64_t clients, std::int64_t classes);

}  // namespace exitlab
