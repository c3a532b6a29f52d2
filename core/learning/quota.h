// SPDX-License-Identifier: GPL-3.0-or-later
// Which exit answers for which sample, by quota (darkdistill.md 2.4): confident samples leave early, and every exit
// gets a fixed share of the batch.
#pragma once

#include "core/torch.h"

namespace exitlab {

/// Samples per exit: floor(batch q_k) for k < K with q_k = ratio^k / sum_{j=1..K} ratio^j, the rest for the last one.
std::vector<std::int64_t> quotaCounts(std::int64_t batch, int exits, double ratio);

/// Exit of every sample: for k = 0, 1, ... the samples not yet taken with the highest max softmax(outputs_k), as many
/// as the quota says; the lower index first among equal ones. outputs: [n, classes] per exit. No gradient.
std::vector<int> assignByQuota(const std::vector<Tensor>& outputs, double ratio);

/// Positions of `owner` that belong to `exit`, ascending.
std::vector<std::int64_t> ownedBy(const std::vector<int>& owner, int exit);

}  // namespace exitlab
