// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/device_model.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/error.h"

namespace exitlab {

const std::vector<ExitDevice>& typicalDevices() {
    // Peak rates follow from clock, cores and vector width of the named parts; a quarter to a third of the peak is what
    // small convolutions reach with one sample at a time. Energy per MAC is (power under load - idle) / sustained rate.
    static const std::vector<ExitDevice> devices{
        {"microcontroller", "Microcontroller",
         "Arm Cortex-M7 at 480 MHz: two 8-bit multiply-accumulates per cycle at best, half of it sustained with "
         "vendor kernels; about 0.3 W under load, 0.05 W waiting",
         0.48e9, 20e-6, 0.52e-9, 0.05},
        {"board", "Single-board computer",
         "Raspberry Pi 4: four Cortex-A72 at 1.5 GHz with four 32-bit multiply-accumulates per cycle (24 GMAC/s peak), "
         "a quarter sustained; about 6.4 W under load, 2.7 W waiting",
         6e9, 5e-6, 0.62e-9, 2.7},
        {"phone", "Phone",
         "One big core at 2.8 GHz with sixteen 32-bit multiply-accumulates per cycle (45 GMAC/s peak), a third "
         "sustained; about 3 W under load, 0.4 W waiting",
         15e9, 3e-6, 0.17e-9, 0.4},
        {"embedded-gpu", "Embedded GPU",
         "Jetson Nano: 128 cores at 0.92 GHz (118 GMAC/s peak), a quarter sustained; a check costs a kernel launch and "
         "a copy back; 10 W mode, 1.5 W waiting",
         30e9, 60e-6, 0.28e-9, 1.5},
        {"laptop", "Laptop",
         "Four cores at 3 GHz with sixteen 32-bit multiply-accumulates per cycle (192 GMAC/s peak), a quarter "
         "sustained; about 28 W under load, 4 W waiting",
         48e9, 2e-6, 0.5e-9, 4},
    };
    return devices;
}

std::string flaw(const ExitDevice& device) {
    if (!(device.macsPerSecond > 0) || !std::isfinite(device.macsPerSecond))
        return "the speed must be a number above 0";
    for (const double value : {device.checkSeconds, device.joulesPerMac, device.idleWatts})
        if (!(value >= 0) || !std::isfinite(value))
            return "time per exit check, energy per MAC and idle power must be numbers from 0";
    return {};
}

ExitDevice deviceFrom(const std::string& text) {
    std::string known;
    for (const ExitDevice& device : typicalDevices()) {
        if (device.id == text) return device;
        known += (known.empty() ? "" : ", ") + device.id;
    }
    const auto wrong = [&](const std::string& what) {
        return Error(Error::Kind::Usage, "device \"" + text + "\": " + what + "; expected one of " + known +
                                             ", or four numbers \"GMAC/s,ms per exit check,nJ per MAC,idle W\" such as "
                                             "4,0.02,0.3,1.5");
    };
    std::vector<double> numbers;
    const char* at = text.data();
    const char* const end = at + text.size();
    for (;;) {
        while (at != end && *at == ' ') ++at;
        double value = 0;
        const auto [next, problem] = std::from_chars(at, end, value);
        if (problem != std::errc()) throw wrong("there is no such device");
        numbers.push_back(value);
        at = next;
        while (at != end && *at == ' ') ++at;
        if (at == end) break;
        if (*at++ != ',') throw wrong("there is no such device");
    }
    if (numbers.size() != 4) throw wrong("found " + std::to_string(numbers.size()) + " numbers");
    ExitDevice own{"own",     "Own device", "your numbers", numbers[0] * 1e9, numbers[1] * 1e-3, numbers[2] * 1e-9,
                   numbers[3]};
    if (const std::string problem = flaw(own); !problem.empty()) throw wrong(problem);
    return own;
}

SampleCost costAt(const ExitDevice& device, const std::vector<double>& macs, int exit, bool checks) {
    const int deciding = static_cast<int>(macs.size()) - 1;
    const double seconds = macs[static_cast<std::size_t>(exit)] / device.macsPerSecond +
                           (checks ? std::min(exit + 1, deciding) * device.checkSeconds : 0);
    const double joules = macs[static_cast<std::size_t>(exit)] * device.joulesPerMac + seconds * device.idleWatts;
    return {seconds * 1e3, joules * 1e3};
}

SampleCost expectedCost(const ExitDevice& device, const std::vector<double>& macs, const std::vector<double>& shares,
                        bool checks) {
    SampleCost expected;
    for (std::size_t k = 0; k < macs.size(); ++k) {
        const SampleCost cost = costAt(device, macs, static_cast<int>(k), checks);
        expected.latencyMs += shares[k] * cost.latencyMs;
        expected.energyMj += shares[k] * cost.energyMj;
    }
    return expected;
}

}  // namespace exitlab
