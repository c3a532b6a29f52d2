// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/devices.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/config/derived.h"

namespace exitlab {
namespace {

std::vector<double> sharesOf(const Settings& settings, int tiers) {
    const std::string& mix = settings.text("devices.mix");
    std::vector<double> shares(static_cast<std::size_t>(tiers), 1);
    if (mix == "small") std::generate(shares.begin(), shares.end(), [n = tiers]() mutable { return double(n--); });
    if (mix == "large") std::iota(shares.begin(), shares.end(), 1.0);
    if (mix == "custom") {
        shares = numberList(settings, "devices.shares", tiers, 0, 1e6);
        if (std::accumulate(shares.begin(), shares.end(), 0.0) <= 0)
            throw InputError("devices.shares", "", "expected at least one share above 0");
    }
    return shares;
}

}  // namespace

std::vector<int> tierCounts(const std::vector<double>& shares, int clients) {
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    std::vector<int> counts;
    std::vector<std::pair<double, std::size_t>> remainders;
    int given = 0;
    for (std::size_t t = 0; t < shares.size(); ++t) {
        const double wanted = shares[t] / sum * clients;
        // The small addend keeps 0.1 * 30 at 3.
        counts.push_back(static_cast<int>(std::floor(wanted + 1e-9)));
        given += counts.back();
        remainders.emplace_back(counts.back() - wanted, t);
    }
    std::stable_sort(remainders.begin(), remainders.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first - 1e-9; });
    for (std::size_t i = 0; given < clients; ++i, ++given) ++counts[remainders[i % remainders.size()].second];
    return counts;
}

DeviceFleet::DeviceFleet(const Settings& settings, int clients, std::uint64_t seed) : seed_(seed) {
    const auto tiers = static_cast<int>(settings.integer("devices.tiers"));
    const auto speed = tierList(settings, "devices.speed", 1e-6, 1e6);
    const auto bandwidth = tierList(settings, "devices.bandwidth", 1e-6, 1e6);
    const auto dropout = tierList(settings, "devices.dropout", 0, 0.99);
    profiles_.clear();
    for (std::size_t t = 0; t < speed.size(); ++t)
        profiles_.push_back({speed[t] * 1e9, bandwidth[t] * 1e6 / 8, dropout[t]});

    const std::string& assignment = settings.text("devices.assignment");
    if (assignment == "modulo") {
        for (int i = 0; i < clients; ++i) tiers_.push_back(i % tiers);
        return;
    }
    const std::vector<int> counts = tierCounts(sharesOf(settings, tiers), clients);
    for (int t = 0; t < tiers; ++t)
        tiers_.insert(tiers_.end(), static_cast<std::size_t>(counts[static_cast<std::size_t>(t)]), t);
    if (assignment == "shuffled") Rng(seed, Purpose::Devices).shuffle(tiers_);
}

int DeviceFleet::count(int tier) const { return static_cast<int>(std::count(tiers_.begin(), tiers_.end(), tier)); }

bool DeviceFleet::lost(int round, int client) const {
    const double probability = profile(tier(client)).dropout;
    if (probability <= 0) return false;
    Rng rng(seed_, Purpose::DeviceLoss, static_cast<std::uint64_t>(round), static_cast<std::uint64_t>(client));
    return rng.uniform() < probability;
}

double DeviceFleet::seconds(int client, double forwardMacs, std::int64_t samples, std::int64_t bytesDown,
                            std::int64_t bytesUp) const {
    const DeviceProfile& device = profile(tier(client));
    return 3 * forwardMacs * static_cast<double>(samples) / device.macsPerSecond +
           static_cast<double>(bytesDown + bytesUp) / device.bytesPerSecond;
}

}  // namespace exitlab
