// SPDX-License-Identifier: GPL-3.0-or-later
// What a run tells the world: immutable value types, one per thing that happened. The store writes them and reads them
// back, the window draws them, tests compare them. Rounds count from 1 (round k = after k rounds), clients and exits
// from 0.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/inference/exit_records.h"
#include "core/metrics/table.h"

namespace exitlab {

/// What a client runs on.
struct ClientDevice {
    int tier = 0;  ///< from 0, weakest first
    double macsPerSecond = 0;
    double bytesPerSecond = 0;  ///< in each direction
    bool operator==(const ClientDevice&) const = default;
};

struct RunStarted {
    std::string name;
    std::string method;
    std::string experiment;  ///< Experiment::toText()
    int firstRound = 1;      ///< > 1 when resumed
    int rounds = 0;
    int clients = 0;
    int exits = 0;
    int classes = 0;
    int workers = 0;
    std::vector<std::string> classNames;
    std::vector<std::int64_t> trainSamples;       ///< per client
    std::vector<std::int64_t> validationSamples;  ///< per client
    std::vector<std::int64_t> testSamples;        ///< per client
    Table labels;                                 ///< clients x classes: training + validation + test samples
    std::vector<double> exitMacs;                 ///< cumulative multiply-accumulates to each exit, one sample
    std::vector<std::int64_t> exitParameters;     ///< cumulative parameters to each exit
    std::vector<std::string> stages;              ///< names of the stages of the trunk
    std::vector<ClientDevice> devices{};          ///< per client; empty in runs of version 1
    bool operator==(const RunStarted&) const = default;
};

/// Test of all clients.
struct Evaluated {
    int round = 0;
    Table accuracy;                     ///< clients x exits, 0..1; NaN for a client without test samples
    Table loss;                         ///< clients x exits, mean cross-entropy in nats
    std::vector<std::int64_t> samples;  ///< test samples per client
    std::vector<double> calibration;    ///< expected calibration error per exit over all samples
    bool operator==(const Evaluated& o) const {
        return round == o.round && accuracy == o.accuracy && loss == o.loss && samples == o.samples &&
               sameNumbers(calibration, o.calibration);
    }
};

/// Exit records of an evaluation that asked for them.
struct RecordsTaken {
    int round = 0;
    std::shared_ptr<const ExitRecords> test;
    std::shared_ptr<const ExitRecords> validation;  ///< null without a validation part
    bool operator==(const RecordsTaken& o) const {
        const auto same = [](const auto& a, const auto& b) { return (!a && !b) || (a && b && *a == *b); };
        return round == o.round && same(test, o.test) && same(validation, o.validation);
    }
};

/// The named terms of the local loss: mean over the batches of the cohort, weighted by samples.
struct LossMeasured {
    int round = 0;
    double learningRate = 0;
    std::vector<std::string> terms;
    std::vector<double> values;
    double total = 0;
    bool operator==(const LossMeasured& o) const {
        return round == o.round && learningRate == o.learningRate && terms == o.terms &&
               sameNumbers(values, o.values) && sameNumbers({total}, {o.total});
    }
};

/// Conflict metrics on the probe batches of the cohort, after local training.
struct ConflictMeasured {
    int round = 0;
    std::vector<int> cohort;
    std::vector<std::string> stages;  ///< names; the last entry is "trunk": everything both exits share
    std::vector<Table> exitCosine;    ///< per stage: exits x exits, mean over the cohort; NaN where not shared
    double negativeShare = 0;         ///< share of negative off-diagonal cosines of the trunk over clients and pairs
    Table clientSimilarity;           ///< cohort x cohort: cosine of the last heads' updates
    std::vector<double> divergence;   ///< per exit: mean KL(p_last || p_k), nats
    std::vector<double> agreement;    ///< per exit: share of equal predictions with the last exit
    bool operator==(const ConflictMeasured& o) const {
        return round == o.round && cohort == o.cohort && stages == o.stages && exitCosine == o.exitCosine &&
               sameNumbers({negativeShare}, {o.negativeShare}) && clientSimilarity == o.clientSimilarity &&
               sameNumbers(divergence, o.divergence) && sameNumbers(agreement, o.agreement);
    }
};

/// The engine's own series: simulated times on the devices (core/federation/devices.h).
inline constexpr const char* kDeviceTime = "device_time";

/// A method's own result, one number per label and round ("R(t)", "decoupling gap").
struct MethodSeries {
    int round = 0;
    std::string id;     ///< stable: "opening"
    std::string title;  ///< of the plot
    std::string axis;   ///< title of the value axis, with unit
    std::vector<std::string> labels;
    std::vector<double> values;
    bool operator==(const MethodSeries& o) const {
        return round == o.round && id == o.id && title == o.title && axis == o.axis && labels == o.labels &&
               sameNumbers(values, o.values);
    }
};

/// What the colours of a matrix mean (look.md): a cosine in [-1, 1], a magnitude from 0, or open/closed states 0 and 1.
enum class ColourMeaning { Diverging, Magnitude, State };

/// A method's own matrix of one round. A timeline (client x exit opened over rounds) is a matrix per round with State.
struct MethodMatrix {
    int round = 0;
    std::string id;
    std::string title;
    std::string rowAxis, colAxis;  ///< "client", "teacher client", "exit"
    std::vector<int> rows, cols;   ///< ids along the axes
    Table values;
    ColourMeaning colour = ColourMeaning::Magnitude;
    bool operator==(const MethodMatrix&) const = default;
};

/// A method's own distribution of one round: counts (or shares) per bin, one series of bars per group ("clients per
/// level", "confidence at each exit").
struct MethodHistogram {
    int round = 0;
    std::string id;
    std::string title;
    std::string axis;                 ///< title of the bins' axis, with unit
    std::string valueAxis;            ///< title of the counts' axis, with unit: "clients", "share of samples"
    std::vector<std::string> bins;    ///< labels from left to right: names, or numeric edges as text ("0.1-0.2")
    std::vector<std::string> groups;  ///< labels of the series; "exit 1", "exit 2", ... are drawn as depths
    Table counts;                     ///< groups x bins, from 0; NaN: not counted
    bool operator==(const MethodHistogram&) const = default;
};

/// A method's own cloud of points of one round. x, y and group are as long as there are points.
struct MethodScatter {
    int round = 0;
    std::string id;
    std::string title;
    std::string xAxis, yAxis;         ///< titles, with unit
    std::vector<std::string> groups;  ///< labels
    std::vector<double> x, y;         ///< a point that is not finite is listed but has no place in the picture
    std::vector<int> group;           ///< index into groups; empty with empty groups: all points are alike
    std::vector<double> value;        ///< colours the points; empty: the groups do. NaN: this point has none
    std::string valueAxis;            ///< title of the colour scale, with unit
    bool operator==(const MethodScatter& o) const {
        return round == o.round && id == o.id && title == o.title && xAxis == o.xAxis && yAxis == o.yAxis &&
               groups == o.groups && sameNumbers(x, o.x) && sameNumbers(y, o.y) && group == o.group &&
               sameNumbers(value, o.value) && valueAxis == o.valueAxis;
    }
};

/// A method's own pictures of one round (generated samples, filters), as tiles of equal size in rows and columns.
struct MethodImageGrid {
    int round = 0;
    std::string id;
    std::string title;
    int rows = 0, cols = 0;            ///< of tiles; the last row may be incomplete
    int channels = 1;                  ///< 1: grey, 3: red, green, blue
    int height = 0, width = 0;         ///< of a tile
    std::vector<std::uint8_t> pixels;  ///< [tile, channel, y, x], row-major, as in a contiguous image tensor; 0..255
    std::vector<std::string> labels;   ///< below the tiles: one per tile, or none

    /// Bytes of a tile, and tiles there are.
    std::size_t tileBytes() const {
        return static_cast<std::size_t>(channels) * static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
    }
    std::size_t tiles() const { return tileBytes() == 0 ? 0 : pixels.size() / tileBytes(); }
    bool operator==(const MethodImageGrid&) const = default;
};

/// What contradicts itself in a result ("counts are 2 x 3, expected 2 groups x 4 bins"), empty if nothing does. The
/// engine refuses such results, the store neither writes nor reads them.
std::string flaw(const MethodHistogram& histogram);
std::string flaw(const MethodScatter& scatter);
std::string flaw(const MethodImageGrid& images);

/// Bytes of the payloads of one round by tensor group ("backbone", "heads", "norm statistics", ...), summed over the
/// cohort.
struct TrafficMeasured {
    int round = 0;
    std::vector<std::string> groups;
    std::vector<std::int64_t> up, down;
    bool operator==(const TrafficMeasured&) const = default;
};

/// What one client of a cohort cost in a round.
struct ClientCost {
    int client = 0;
    std::int64_t bytesUp = 0, bytesDown = 0;
    double seconds = 0;  ///< simulated, on its device; NaN for one that was lost or failed
    bool operator==(const ClientCost& o) const {
        return client == o.client && bytesUp == o.bytesUp && bytesDown == o.bytesDown &&
               sameNumbers({seconds}, {o.seconds});
    }
};

struct RoundFinished {
    int round = 0;
    std::vector<int> cohort;
    std::vector<int> failed;          ///< clients of the cohort whose training threw
    double seconds = 0;               ///< wall time of the whole round
    std::int64_t samples = 0;         ///< training samples seen (with repetition over epochs)
    std::vector<std::string> phases;  ///< "train", "aggregate", "evaluate", "probe", "checkpoint", ...
    std::vector<double> phaseSeconds;
    std::vector<ClientCost> costs{};  ///< in the order of the cohort; empty in runs of version 1
    bool operator==(const RoundFinished&) const = default;
};

struct Message {
    enum class Level { Info, Warning, Error };
    int round = 0;
    Level level = Level::Info;
    std::string text;
    bool operator==(const Message&) const = default;
};

struct CheckpointWritten {
    int round = 0;
    std::string file;
    std::int64_t bytes = 0;
    bool operator==(const CheckpointWritten&) const = default;
};

enum class RunStatus { Queued, Running, Paused, Finished, Stopped, Interrupted, Failed };
const char* toString(RunStatus status);
RunStatus runStatusFrom(const std::string& text);

struct RunFinished {
    RunStatus status = RunStatus::Finished;
    int round = 0;                 ///< last completed
    std::vector<double> accuracy;  ///< per exit: mean over clients at the last evaluation
    double seconds = 0;
    std::int64_t bytesUp = 0, bytesDown = 0;
    std::string weightsSha256;  ///< empty when the run failed
    std::string error;          ///< of a failed run
    bool diverged = false;
    bool operator==(const RunFinished& o) const {
        return status == o.status && round == o.round && sameNumbers(accuracy, o.accuracy) && seconds == o.seconds &&
               bytesUp == o.bytesUp && bytesDown == o.bytesDown && weightsSha256 == o.weightsSha256 &&
               error == o.error && diverged == o.diverged;
    }
};

using ReportBody = std::variant<RunStarted, Evaluated, RecordsTaken, LossMeasured, ConflictMeasured, MethodSeries,
                                MethodMatrix, MethodHistogram, MethodScatter, MethodImageGrid, TrafficMeasured,
                                RoundFinished, Message, CheckpointWritten, RunFinished>;
using ReportPtr = std::shared_ptr<const ReportBody>;

template <class T>
ReportPtr makeReport(T body) {
    return std::make_shared<const ReportBody>(std::move(body));
}

}  // namespace exitlab
