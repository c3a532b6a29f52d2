// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's side of data.partition.edits. Torch-free.
#pragma once

#include "core/config/partition_edits.h"
#include "core/data/partition_rules.h"

namespace exitlab {

/// Moves samples between clients until every edited cell holds its count. `pools`: sample indices that each client was
/// dealt; `labels`: class of every sample. The rule, the same for any order in which samples were dealt:
///   1. Cells that hold more than asked give their samples with the highest indices to a pool, in the order of the
///      edits.
///   2. Cells that hold less take, in the order of the edits: from the pool, lowest indices first; then one sample at a
///      time from the client that has most of that class at that moment (the lowest client number where several do),
///      its highest index. Cells that are edited themselves and clients down to their last two samples give nothing.
///   3. What is left in the pool is not used.
/// Of several edits of one cell the last counts. Throws InputError naming the cell and the feasible range when there
/// are not enough samples of a class, or when a client would be left with fewer than two samples.
void applyPartitionEdits(const std::vector<PartitionEdit>& edits, SampleLists& pools,
                         const std::vector<std::int32_t>& labels, int classes);

/// Samples of each class in each pool.
CountRows countsOf(const SampleLists& pools, const std::vector<std::int32_t>& labels, int classes);

}  // namespace exitlab
