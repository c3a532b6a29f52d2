// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/reliability.h"

#include <cmath>
#include <limits>

namespace exitlab {

namespace {

/// One exit of some rows, as records of a network with this exit alone.
ExitRecords alone(const ExitRecords& records, int exit, const std::vector<int>* taken) {
    ExitRecords out;
    out.exits = 1;
    out.classes = records.classes;
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (taken && (*taken)[i] != exit) continue;
        out.client.push_back(records.client[i]);
        out.label.push_back(records.label[i]);
        out.prediction.push_back(records.prediction[records.at(i, exit)]);
        out.confidence.push_back(records.confidence[records.at(i, exit)]);
    }
    return out;
}

}  // namespace

std::vector<ExitReliability> exitReliability(const ExitRecords& records, const std::vector<int>* taken, int bins) {
    std::vector<ExitReliability> exits;
    for (int exit = 0; exit < records.exits; ++exit) {
        const ExitRecords rows = alone(records, exit, taken);
        ExitReliability one;
        one.exit = exit;
        one.bins = reliability(rows, 0, bins);
        one.error = expectedCalibrationError(rows, 0, bins);
        for (const ReliabilityBin& bin : one.bins) {
            one.samples += bin.samples;
            one.accuracy += static_cast<double>(bin.samples) * bin.accuracy;
            one.confidence += static_cast<double>(bin.samples) * bin.confidence;
        }
        const double n = one.samples > 0 ? static_cast<double>(one.samples) : std::numeric_limits<double>::quiet_NaN();
        one.accuracy /= n;
        one.confidence /= n;
        exits.push_back(std::move(one));
    }
    return exits;
}

}  // namespace exitlab
