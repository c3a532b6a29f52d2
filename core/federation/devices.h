// SPDX-License-Identifier: GPL-3.0-or-later
// What the clients run on, and a virtual clock: multiply-accumulates and bytes become simulated seconds. Nothing here
// waits for real time.
#pragma once

#include <cstdint>
#include <vector>

#include "core/config/experiment.h"

namespace exitlab {

/// One kind of device.
struct DeviceProfile {
    double macsPerSecond = 1e9;
    double bytesPerSecond = 1.25e6;
    double dropout = 0;  ///< probability that a sampled client is lost
    bool operator==(const DeviceProfile&) const = default;
};

/// The devices.* settings, drawn for a run. Tiers count from 0, weakest first.
class DeviceFleet {
  public:
    /// One tier, everybody equal.
    DeviceFleet() : profiles_(1) {}
    /// Throws InputError naming the setting whose list is wrong.
    DeviceFleet(const Settings& settings, int clients, std::uint64_t seed);

    /// Tiers given one by one instead, each below tiers().
    void assign(std::vector<int> tiers) { tiers_ = std::move(tiers); }

    int tiers() const { return static_cast<int>(profiles_.size()); }
    int tier(int client) const { return tiers_.empty() ? 0 : tiers_[static_cast<std::size_t>(client)]; }
    const DeviceProfile& profile(int tier) const { return profiles_[static_cast<std::size_t>(tier)]; }
    /// Clients of a tier.
    int count(int tier) const;

    /// Whether a client of the cohort is lost in a round (from 0).
    bool lost(int round, int client) const;
    /// Simulated seconds of one client's round: three forward passes per training sample (forward, two for backward)
    /// and the payloads.
    double seconds(int client, double forwardMacs, std::int64_t samples, std::int64_t bytesDown,
                   std::int64_t bytesUp) const;

  private:
    std::uint64_t seed_ = 0;
    std::vector<DeviceProfile> profiles_;
    std::vector<int> tiers_;
};

/// Clients per tier: shares of `clients`, by largest remainder, in sum exactly `clients`.
std::vector<int> tierCounts(const std::vector<double>& shares, int clients);

}  // namespace exitlab
