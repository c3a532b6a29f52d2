// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/run_listing.h"

#include <algorithm>
#include <set>

#include "core/analysis/run_filter.h"

namespace exitlab {

void RunListing::update(std::vector<RunSummary> runs) {
    std::sort(runs.begin(), runs.end(), [](const RunSummary& a, const RunSummary& b) { return a.id > b.id; });
    std::vector<RunEntryPtr> fresh;
    fresh.reserve(runs.size());
    auto old = entries_.begin();
    for (RunSummary& run : runs) {
        while (old != entries_.end() && (*old)->run.id > run.id) ++old;
        const bool known = old != entries_.end() && (*old)->run.id == run.id;
        if (known && (*old)->run == run) {
            fresh.push_back(*old);
            continue;
        }
        auto entry = std::make_shared<RunEntry>();
        // The experiment of a run never changes.
        if (known) entry->settings = (*old)->settings;
        entry->run = std::move(run);
        entry->search = searchText(entry->run);
        fresh.push_back(std::move(entry));
    }
    entries_ = std::move(fresh);
}

bool RunListing::readSettings() {
    bool any = false;
    for (RunEntryPtr& entry : entries_) {
        if (entry->settings) continue;
        auto read = std::make_shared<RunEntry>(*entry);
        read->settings = std::make_shared<const RunSettings>(parser_.parse(entry->run.experiment));
        entry = std::move(read);
        any = true;
    }
    return any;
}

std::vector<std::string> settingKeys(const std::vector<RunEntryPtr>& entries) {
    std::set<std::string> keys;
    const std::string* last = nullptr;
    for (const RunEntryPtr& entry : entries) {
        if (!entry->settings || entry->settings->empty()) continue;
        // Runs of one method share their list of keys.
        const std::string* first = &entry->settings->key(0);
        if (first == last) continue;
        last = first;
        for (std::size_t i = 0; i < entry->settings->size(); ++i)
            if (entry->settings->key(i).find('.') != std::string::npos) keys.insert(entry->settings->key(i));
    }
    return {keys.begin(), keys.end()};
}

}  // namespace exitlab
