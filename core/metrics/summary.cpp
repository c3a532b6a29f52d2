// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/summary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace exitlab {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Linear interpolation between order statistics: position q (n - 1), as numpy's default.
double percentile(const std::vector<double>& sorted, double q) {
    const double position = q * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

/// Bin of (lo, hi] width 1/bins; 0 belongs to the first.
int binOf(double confidence, int bins) {
    return std::clamp(static_cast<int>(std::ceil(confidence * bins)) - 1, 0, bins - 1);
}

}  // namespace

ClientSummary summarize(const std::vector<double>& values, const std::vector<std::int64_t>& weights) {
    if (values.size() != weights.size()) throw std::invalid_argument("summarize: values and weights differ in length");
    ClientSummary summary;
    std::vector<double> sorted;
    double sum = 0, weighted = 0, weight = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) continue;
        sorted.push_back(values[i]);
        sum += values[i];
        weighted += static_cast<double>(weights[i]) * values[i];
        weight += static_cast<double>(weights[i]);
    }
    summary.clients = static_cast<int>(sorted.size());
    if (sorted.empty()) {
        summary.mean = summary.weightedMean = summary.deviation = summary.p10 = summary.median = summary.p90 =
            summary.worst = summary.best = kNaN;
        return summary;
    }
    const auto n = static_cast<double>(sorted.size());
    summary.mean = sum / n;
    summary.weightedMean = weight > 0 ? weighted / weight : kNaN;
    double squares = 0;
    for (const double value : sorted) squares += (value - summary.mean) * (value - summary.mean);
    summary.deviation = std::sqrt(squares / n);
    std::sort(sorted.begin(), sorted.end());
    summary.p10 = percentile(sorted, 0.1);
    summary.median = percentile(sorted, 0.5);
    summary.p90 = percentile(sorted, 0.9);
    summary.worst = sorted.front();
    summary.best = sorted.back();
    return summary;
}

ClientSummary summarizeExit(const Table& clientsByExits, int exit, const std::vector<std::int64_t>& samples) {
    if (exit < 0 || exit >= clientsByExits.cols) throw std::out_of_range("summarizeExit: no such exit");
    std::vector<double> values(static_cast<std::size_t>(clientsByExits.rows));
    for (int client = 0; client < clientsByExits.rows; ++client)
        values[static_cast<std::size_t>(client)] = clientsByExits.at(client, exit);
    return summarize(values, samples);
}

std::vector<double> meanPerExit(const Evaluated& evaluated) {
    const Table& table = evaluated.accuracy;
    std::vector<double> means(static_cast<std::size_t>(table.cols), kNaN);
    for (int exit = 0; exit < table.cols; ++exit) {
        double sum = 0;
        int clients = 0;
        for (int client = 0; client < table.rows; ++client) {
            const double value = table.at(client, exit);
            if (std::isnan(value)) continue;
            sum += value;
            ++clients;
        }
        if (clients > 0) means[static_cast<std::size_t>(exit)] = sum / clients;
    }
    return means;
}

std::vector<ReliabilityBin> reliability(const ExitRecords& records, int exit, int bins) {
    if (bins < 1) throw std::invalid_argument("reliability: at least one bin");
    if (exit < 0 || exit >= records.exits) throw std::out_of_range("reliability: no such exit");
    std::vector<ReliabilityBin> result(static_cast<std::size_t>(bins));
    for (int b = 0; b < bins; ++b) {
        result[static_cast<std::size_t>(b)].low = static_cast<double>(b) / bins;
        result[static_cast<std::size_t>(b)].high = static_cast<double>(b + 1) / bins;
    }
    for (std::size_t i = 0; i < records.size(); ++i) {
        const double confidence = static_cast<double>(records.confidence[records.at(i, exit)]);
        if (std::isnan(confidence)) continue;
        ReliabilityBin& bin = result[static_cast<std::size_t>(binOf(confidence, bins))];
        ++bin.samples;
        bin.accuracy += records.correct(i, exit);
        bin.confidence += confidence;
    }
    for (ReliabilityBin& bin : result)
        if (bin.samples > 0) {
            bin.accuracy /= static_cast<double>(bin.samples);
            bin.confidence /= static_cast<double>(bin.samples);
        }
    return result;
}

double expectedCalibrationError(const ExitRecords& records, int exit, int bins) {
    double error = 0;
    std::int64_t samples = 0;
    for (const ReliabilityBin& bin : reliability(records, exit, bins)) {
        error += static_cast<double>(bin.samples) * std::abs(bin.accuracy - bin.confidence);
        samples += bin.samples;
    }
    return samples > 0 ? error / static_cast<double>(samples) : kNaN;
}

double labelEntropy(const Table& labels, int row) {
    if (row < 0 || row >= labels.rows) throw std::out_of_range("labelEntropy: no such row");
    double total = 0, sum = 0;
    for (int c = 0; c < labels.cols; ++c) {
        const double count = labels.at(row, c);
        if (count <= 0) continue;
        total += count;
        sum += count * std::log(count);
    }
    return total > 0 ? std::max(0.0, std::log(total) - sum / total) : 0;
}

}  // namespace exitlab
