// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/partition_edits.h"

#include <algorithm>
#include <set>

#include "core/base/error.h"

namespace exitlab {
namespace {

/// Below this a client could not both train and be tested.
constexpr std::int64_t kLeast = 2;

/// Every client's samples of every class, ascending, and what is free.
class Cells {
  public:
    Cells(SampleLists& pools, const std::vector<std::int32_t>& labels, int classes)
        : pools_(pools), cells_(pools.size(), SampleLists(static_cast<std::size_t>(classes))) {
        free_.resize(static_cast<std::size_t>(classes));
        for (std::size_t i = 0; i < pools.size(); ++i) {
            for (const std::int64_t sample : pools[i])
                cells_[i][static_cast<std::size_t>(labels[static_cast<std::size_t>(sample)])].push_back(sample);
            for (auto& cell : cells_[i]) std::sort(cell.begin(), cell.end());
            totals_.push_back(static_cast<std::int64_t>(pools[i].size()));
        }
    }

    std::int64_t held(const PartitionEdit& edit) const {
        return static_cast<std::int64_t>(cell(edit.client, edit.label).size());
    }

    void fix(const PartitionEdit& edit) { fixed_.insert({edit.client, edit.label}); }

    void lower(const PartitionEdit& edit) {
        auto& list = cells_[static_cast<std::size_t>(edit.client)][static_cast<std::size_t>(edit.label)];
        auto& free = free_[static_cast<std::size_t>(edit.label)];
        totals_[static_cast<std::size_t>(edit.client)] -= held(edit) - edit.count;
        free.insert(free.end(), list.begin() + edit.count, list.end());
        list.resize(static_cast<std::size_t>(edit.count));
        std::sort(free.begin(), free.end());
    }

    void raise(const PartitionEdit& edit) {
        const std::int64_t before = held(edit);
        auto& list = cells_[static_cast<std::size_t>(edit.client)][static_cast<std::size_t>(edit.label)];
        auto& free = free_[static_cast<std::size_t>(edit.label)];
        const auto fromPool = std::min(edit.count - before, static_cast<std::int64_t>(free.size()));
        list.insert(list.end(), free.begin(), free.begin() + fromPool);
        free.erase(free.begin(), free.begin() + fromPool);
        while (static_cast<std::int64_t>(list.size()) < edit.count) {
            const int giver = richest(edit);
            if (giver < 0) refuse(edit, static_cast<std::int64_t>(list.size()));
            auto& from = cells_[static_cast<std::size_t>(giver)][static_cast<std::size_t>(edit.label)];
            list.push_back(from.back());
            from.pop_back();
            --totals_[static_cast<std::size_t>(giver)];
        }
        std::sort(list.begin(), list.end());
        totals_[static_cast<std::size_t>(edit.client)] += edit.count - before;
    }

    void requireEnoughEach(const std::vector<PartitionEdit>& edits) const {
        for (const PartitionEdit& edit : edits) {
            const std::int64_t left = totals_[static_cast<std::size_t>(edit.client)];
            if (left >= kLeast) continue;
            throw InputError(kPartitionEditsKey, "",
                             "client " + std::to_string(edit.client) + " would be left with " + std::to_string(left) +
                                 (left == 1 ? " sample" : " samples") + "; expected at least " +
                                 std::to_string(kLeast) + ", one to train on and one to test with");
        }
    }

    void store() const {
        for (std::size_t i = 0; i < pools_.size(); ++i) {
            pools_[i].clear();
            for (const auto& list : cells_[i]) pools_[i].insert(pools_[i].end(), list.begin(), list.end());
            std::sort(pools_[i].begin(), pools_[i].end());
        }
    }

  private:
    const std::vector<std::int64_t>& cell(int client, int label) const {
        return cells_[static_cast<std::size_t>(client)][static_cast<std::size_t>(label)];
    }

    /// -1: nobody can give a sample of the class.
    int richest(const PartitionEdit& edit) const {
        int best = -1;
        std::size_t most = 0;
        for (int i = 0; i < static_cast<int>(cells_.size()); ++i) {
            const std::size_t has = cell(i, edit.label).size();
            if (has <= most || fixed_.count({i, edit.label}) || totals_[static_cast<std::size_t>(i)] <= kLeast)
                continue;
            best = i;
            most = has;
        }
        return best;
    }

    [[noreturn]] void refuse(const PartitionEdit& edit, std::int64_t reached) const {
        throw InputError(kPartitionEditsKey, "",
                         "client " + std::to_string(edit.client) + " cannot have " + std::to_string(edit.count) +
                             " samples of class " + std::to_string(edit.label) + "; expected from 0 to " +
                             std::to_string(reached) +
                             ", as the others keep what was set by hand and their last two samples");
    }

    SampleLists& pools_;
    std::vector<SampleLists> cells_;
    SampleLists free_;
    std::vector<std::int64_t> totals_;
    std::set<std::pair<int, int>> fixed_;
};

/// One edit per cell, in the order in which the cells are last named.
std::vector<PartitionEdit> lastOfEach(const std::vector<PartitionEdit>& edits) {
    std::vector<PartitionEdit> kept;
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
        const bool known = std::any_of(kept.begin(), kept.end(), [&](const PartitionEdit& other) {
            return other.client == edit->client && other.label == edit->label;
        });
        if (!known) kept.push_back(*edit);
    }
    std::reverse(kept.begin(), kept.end());
    return kept;
}

}  // namespace

void applyPartitionEdits(const std::vector<PartitionEdit>& edits, SampleLists& pools,
                         const std::vector<std::int32_t>& labels, int classes) {
    if (edits.empty()) return;
    requireWithin(edits, static_cast<std::int64_t>(pools.size()), classes);
    const std::vector<PartitionEdit> cells = lastOfEach(edits);
    Cells table(pools, labels, classes);
    for (const PartitionEdit& edit : cells) table.fix(edit);
    for (const PartitionEdit& edit : cells)
        if (table.held(edit) > edit.count) table.lower(edit);
    for (const PartitionEdit& edit : cells)
        if (table.held(edit) < edit.count) table.raise(edit);
    table.requireEnoughEach(cells);
    table.store();
}

CountRows countsOf(const SampleLists& pools, const std::vector<std::int32_t>& labels, int classes) {
    CountRows counts(pools.size(), std::vector<std::int64_t>(static_cast<std::size_t>(classes), 0));
    for (std::size_t i = 0; i < pools.size(); ++i)
        for (const std::int64_t sample : pools[i])
            ++counts[i][static_cast<std::size_t>(labels[static_cast<std::size_t>(sample)])];
    return counts;
}

}  // namespace exitlab
