// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as a person reads them, at most four significant digits: on the command line and in reports.
#pragma once

#include <cstdint>
#include <string>

namespace exitlab {

std::string number(double value);          ///< 0.1235, 12.35; "-" for NaN
std::string percent(double fraction);      ///< 45.3 %
std::string quantity(double value);        ///< 160, 12.35 k, 1.200 M
std::string bytesText(double bytes);       ///< 12.35 kB (1000 bytes), 1.235 MB
std::string durationText(double seconds);  ///< 0.81 s, 12.3 s, 4:05, 1:02:03
std::string plural(std::int64_t count, const std::string& one, const std::string& many = {});  ///< 1 run, 2 runs

}  // namespace exitlab
