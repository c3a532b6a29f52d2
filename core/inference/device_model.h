// SPDX-License-Identifier: GPL-3.0-or-later
// What one sample costs on a device: milliseconds and millijoules from multiply-accumulates. A model of four numbers,
// meant to compare exits and thresholds with each other; it predicts no benchmark.
#pragma once

#include <string>
#include <vector>

namespace exitlab {

struct ExitDevice {
    std::string id;              ///< "microcontroller"; "own" for numbers of one's own
    std::string title;           ///< "Microcontroller (Cortex-M7)"
    std::string source;          ///< where the numbers come from
    double macsPerSecond = 1e9;  ///< sustained, one sample at a time
    double checkSeconds = 1e-5;  ///< of one exit check: softmax, comparison and branch
    double joulesPerMac = 1e-9;  ///< above idle
    double idleWatts = 0.5;      ///< drawn while a sample is computed
    bool operator==(const ExitDevice&) const = default;
};

/// Typical devices from small to large, with the reasoning behind each number.
const std::vector<ExitDevice>& typicalDevices();
/// A typical device by id, or one of one's own as four numbers "GMAC/s, ms per exit check, nJ per MAC, idle W"
/// ("4,0.02,0.3,1.5"). Throws Error(Usage) naming the ids.
ExitDevice deviceFrom(const std::string& text);
/// What is wrong with the numbers, or empty: speed above 0, the others from 0, all finite.
std::string flaw(const ExitDevice& device);

struct SampleCost {
    double latencyMs = 0;
    double energyMj = 0;
    bool operator==(const SampleCost&) const = default;
};

/// One sample that leaves at `exit` (from 0): its MACs, and a check at every exit passed or taken but the last one,
/// after which nothing is left to decide. `checks` false: nothing is checked (the exit is fixed beforehand).
SampleCost costAt(const ExitDevice& device, const std::vector<double>& macs, int exit, bool checks = true);
/// Expected over samples: `shares` per exit.
SampleCost expectedCost(const ExitDevice& device, const std::vector<double>& macs, const std::vector<double>& shares,
                        bool checks = true);

}  // namespace exitlab
