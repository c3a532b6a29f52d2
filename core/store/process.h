// SPDX-License-Identifier: GPL-3.0-or-later
// Which process drives a run, and whether it still exists. Internal to core/store.
#pragma once

#include <cstdint>
#include <string>

namespace exitlab {

/// A process, for all time: pids and boots come again, together with the start time they do not.
struct ProcessIdentity {
    std::int64_t pid = 0;
    std::int64_t started = 0;  ///< clock ticks since boot, 0 if unknown
    std::string boot;          ///< /proc/sys/kernel/random/boot_id
    std::string host;
    bool operator==(const ProcessIdentity&) const = default;
};

ProcessIdentity currentProcess();

/// `heartbeat` and `now` in seconds since 1970. A process of this host and boot is looked up; one of an earlier boot is
/// gone; of one on another host only the heartbeat is known, and it is given up after two minutes.
bool isGone(const ProcessIdentity& owner, std::int64_t heartbeat, std::int64_t now);

/// Milliseconds since this process was started, to a clock tick (10 ms); -1 where the system does not tell.
double processAgeMs();

std::int64_t secondsNow();
/// ISO 8601, UTC: "2024-05-01T12:00:00Z".
std::string timeNow();

/// JSON objects stored with a run.
std::string machineJson();
std::string librariesJson();

}  // namespace exitlab
