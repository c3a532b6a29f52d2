// SPDX-License-Identifier: GPL-3.0-or-later
// Formulas over reports: what a curve, a table or a band shows.
#pragma once

#include <cstdint>
#include <vector>

#include "core/inference/exit_records.h"
#include "core/metrics/report.h"

namespace exitlab {

/// Spread of one value over clients. Clients without a value (NaN) are left out.
struct ClientSummary {
    double mean = 0;          ///< every client alike
    double weightedMean = 0;  ///< by the client's samples
    double deviation = 0;     ///< population standard deviation
    double p10 = 0;           ///< 10th percentile, linear interpolation
    double median = 0;
    double p90 = 0;
    double worst = 0;  ///< smallest
    double best = 0;   ///< largest
    int clients = 0;
    bool operator==(const ClientSummary&) const = default;
};

/// Without any value everything is NaN and `clients` is 0. One weight per value, else std::invalid_argument.
ClientSummary summarize(const std::vector<double>& values, const std::vector<std::int64_t>& weights);
/// Of column `exit` of clients x exits.
ClientSummary summarizeExit(const Table& clientsByExits, int exit, const std::vector<std::int64_t>& samples);
/// Mean over clients, per exit.
std::vector<double> meanPerExit(const Evaluated& evaluated);

/// Expected calibration error of one exit: `bins` equal-width bins (lo, hi], sum over bins of share * |accuracy - mean
/// confidence| (Guo et al. 2017). Samples without a confidence (NaN) are left out; NaN if there are none.
double expectedCalibrationError(const ExitRecords& records, int exit, int bins = 15);
struct ReliabilityBin {
    double low = 0, high = 0;
    std::int64_t samples = 0;
    double accuracy = 0, confidence = 0;
    bool operator==(const ReliabilityBin&) const = default;
};
/// Accuracy and confidence of an empty bin are 0.
std::vector<ReliabilityBin> reliability(const ExitRecords& records, int exit, int bins = 15);

/// Label entropy in nats of a row of counts.
double labelEntropy(const Table& labels, int row);

}  // namespace exitlab
