// SPDX-License-Identifier: GPL-3.0-or-later
// What a comparison needs of a run, taken from its reports once: settings that had an effect, measures, curves.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/analysis/run_settings.h"
#include "core/metrics/report.h"
#include "core/store/run_store.h"

namespace exitlab {

/// One measured quantity over the rounds.
struct MetricCurve {
    enum class Metric {
        Accuracy,       ///< 0..1, mean over clients
        Loss,           ///< test, nats, mean over clients
        Calibration,    ///< expected calibration error, 0..1
        Agreement,      ///< 0..1 with the last exit
        Divergence,     ///< KL from the last exit, nats
        TrainingLoss,   ///< total, nats
        NegativeShare,  ///< share of negative pairs of exit gradients, 0..1
        Traffic,        ///< bytes up and down since the start
        Seconds,        ///< wall time since the start
        Series          ///< a method's own
    };
    Metric metric = Metric::Accuracy;
    int exit = -1;              ///< from 0; -1: mean over exits, or of no exit
    std::string series, label;  ///< of Series: id and which of its numbers
    std::string title, axis;    ///< of Series
    std::vector<double> rounds, values;

    /// The same quantity of another run.
    bool sameAs(const MetricCurve& other) const {
        return metric == other.metric && exit == other.exit && series == other.series && label == other.label;
    }
};

struct RunRecord {
    RunSummary run;
    RunSettings settings;  ///< see SettingsParser::used()
    /// Samples leave at a confidence threshold; means over clients. NaN without exit records.
    double exitAccuracy = std::numeric_limits<double>::quiet_NaN();
    double saving = std::numeric_limits<double>::quiet_NaN();            ///< of MACs, 0..1
    double simulatedSeconds = std::numeric_limits<double>::quiet_NaN();  ///< on its devices; NaN without devices
    /// Test samples per training sample of the run's own split, over all clients (what the run told when it started;
    /// validation samples are neither). NaN if it never started.
    double testPerTrain = std::numeric_limits<double>::quiet_NaN();
    std::vector<MetricCurve> curves;

    /// NaN before the first round has ended.
    double secondsPerRound() const;
};

RunRecord makeRecord(const RunSummary& run, const std::vector<ReportPtr>& reports,
                     const std::optional<RecordsTaken>& records, double threshold, SettingsParser& parser);

/// What a table compares: a number per run.
struct Measure {
    enum class Kind {
        Exit,         ///< accuracy of exit `exit` at the last evaluation
        BestExit,     ///< its best over the rounds
        Mean,         ///< accuracy, mean over exits, last evaluation
        BestMean,     ///< mean over exits of the best
        Last,         ///< accuracy of the deepest exit, last evaluation
        Best,         ///< its best over the rounds
        AtThreshold,  ///< accuracy where samples leave at the confidence threshold
        Saving,       ///< MACs saved there, 0..1
        Traffic,      ///< bytes up and down
        Up,
        Down,
        Seconds,           ///< wall time
        SecondsPerRound,   ///< wall time
        SimulatedSeconds,  ///< on the devices
        Macs               ///< of the whole network, one sample
    };
    Kind kind = Kind::Mean;
    int exit = 0;  ///< from 0
    bool operator==(const Measure&) const = default;

    double of(const RunRecord& record) const;  ///< NaN: not measured
    /// Shares 0..1 are written in percent.
    bool isShare() const;
    bool higherIsBetter() const;
    std::string id() const;                     ///< "mean", "exit2", "at_threshold"
    std::string title(double threshold) const;  ///< in English, without unit: "accuracy at exit 2"
    std::string unit() const;                   ///< "%", "bytes", "s", "" of the numbers of of(), percent for shares
};
/// All that runs with so many exits have.
std::vector<Measure> measures(int exits);
/// Throws InputError naming `id` and what is known.
Measure measureFrom(const std::string& id, int exits);

/// Mean and sample standard deviation (n - 1) of what is not NaN: mean NaN for none, deviation NaN below two.
struct Spread {
    int n = 0;
    double mean = 0, deviation = 0;
};
Spread spreadOf(const std::vector<double>& values);

/// Repetitions of a curve: mean and sample standard deviation at every round that all of them have (a run that ended
/// early or was evaluated more seldom would otherwise bend the mean).
struct CurveBand {
    std::vector<double> rounds, mean, deviation;
    int n = 0;
};
CurveBand bandOf(const std::vector<const MetricCurve*>& curves);

}  // namespace exitlab
