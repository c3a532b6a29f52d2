// SPDX-License-Identifier: GPL-3.0-or-later
// How far each exit's confidence can be trusted: bins and calibration error as in core/metrics/summary.h.
#pragma once

#include <vector>

#include "core/inference/exit_records.h"
#include "core/metrics/summary.h"

namespace exitlab {

struct ExitReliability {
    int exit = 0;
    std::vector<ReliabilityBin> bins;
    double error = 0;  ///< expected calibration error; NaN without samples
    std::int64_t samples = 0;
    double accuracy = 0, confidence = 0;  ///< means over the samples; confidence above accuracy: too sure
    bool operator==(const ExitReliability&) const = default;
};

/// Of every exit. With `taken` (the exit of every row), each exit only over the samples that leave there: what the
/// confidence is worth where it is acted upon.
std::vector<ExitReliability> exitReliability(const ExitRecords& records, const std::vector<int>* taken = nullptr,
                                             int bins = 15);

}  // namespace exitlab
