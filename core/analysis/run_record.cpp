// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/run_record.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/analysis/run_fields.h"
#include "core/base/error.h"
#include "core/inference/policies.h"
#include "core/metrics/summary.h"

namespace exitlab {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

using Metric = MetricCurve::Metric;

class CurveMaker {
  public:
    void point(Metric metric, int exit, int round, double value) { add({metric, exit, {}, {}}, round, value); }

    void take(const Evaluated& r) {
        const std::vector<double> mean = meanPerExit(r);
        perExit(Metric::Accuracy, r.round, mean);
        point(Metric::Accuracy, -1, r.round, meanOverExits(mean));
        Evaluated loss;
        loss.accuracy = r.loss;
        const std::vector<double> losses = meanPerExit(loss);
        perExit(Metric::Loss, r.round, losses);
        point(Metric::Loss, -1, r.round, meanOverExits(losses));
        perExit(Metric::Calibration, r.round, r.calibration);
        point(Metric::Calibration, -1, r.round, meanOverExits(r.calibration));
    }
    void take(const LossMeasured& r) { point(Metric::TrainingLoss, -1, r.round, r.total); }
    void take(const ConflictMeasured& r) {
        point(Metric::NegativeShare, -1, r.round, r.negativeShare);
        perExit(Metric::Agreement, r.round, r.agreement);
        perExit(Metric::Divergence, r.round, r.divergence);
    }
    void take(const TrafficMeasured& r) {
        for (const std::int64_t bytes : r.up) bytes_ += static_cast<double>(bytes);
        for (const std::int64_t bytes : r.down) bytes_ += static_cast<double>(bytes);
        point(Metric::Traffic, -1, r.round, bytes_);
    }
    void take(const RoundFinished& r) {
        if (std::isfinite(r.seconds)) seconds_ += r.seconds;
        point(Metric::Seconds, -1, r.round, seconds_);
    }
    void take(const MethodSeries& r) {
        for (std::size_t i = 0; i < std::min(r.labels.size(), r.values.size()); ++i) {
            MetricCurve& curve = add({Metric::Series, -1, r.id, r.labels[i]}, r.round, r.values[i]);
            curve.title = r.title;
            curve.axis = r.axis;
        }
    }
    template <class T>
    void take(const T&) {}

    std::vector<MetricCurve> curves() {
        std::vector<MetricCurve> list;
        for (auto& [key, curve] : curves_) list.push_back(std::move(curve));
        return list;
    }

  private:
    using Key = std::tuple<Metric, int, std::string, std::string>;
    MetricCurve& add(const Key& key, int round, double value) {
        MetricCurve& curve = curves_[key];
        std::tie(curve.metric, curve.exit, curve.series, curve.label) = key;
        // A round that is told again (a resumed run) replaces what was told before.
        while (!curve.rounds.empty() && curve.rounds.back() >= round) {
            curve.rounds.pop_back();
            curve.values.pop_back();
        }
        curve.rounds.push_back(round);
        curve.values.push_back(value);
        return curve;
    }
    void perExit(Metric metric, int round, const std::vector<double>& values) {
        for (std::size_t k = 0; k < values.size(); ++k) point(metric, static_cast<int>(k), round, values[k]);
    }

    std::map<Key, MetricCurve> curves_;
    double bytes_ = 0, seconds_ = 0;
};

double sum(const std::vector<std::int64_t>& values) {
    return static_cast<double>(std::accumulate(values.begin(), values.end(), std::int64_t{0}));
}

struct MeasureName {
    Measure::Kind kind;
    const char* id;
    const char* title;
};
constexpr MeasureName kNames[] = {
    {Measure::Kind::Mean, "mean", "accuracy, mean over exits"},
    {Measure::Kind::Last, "last", "accuracy of the last exit"},
    {Measure::Kind::BestMean, "best_mean", "best accuracy, mean over exits"},
    {Measure::Kind::Best, "best", "best accuracy of the last exit"},
    {Measure::Kind::AtThreshold, "at_threshold", "accuracy at threshold"},
    {Measure::Kind::Saving, "saving", "MACs saved at threshold"},
    {Measure::Kind::Traffic, "traffic", "traffic"},
    {Measure::Kind::Up, "up", "traffic up"},
    {Measure::Kind::Down, "down", "traffic down"},
    {Measure::Kind::Seconds, "seconds", "wall time"},
    {Measure::Kind::SecondsPerRound, "seconds_per_round", "wall time per round"},
    {Measure::Kind::SimulatedSeconds, "simulated_seconds", "simulated device time"},
    {Measure::Kind::Macs, "macs", "MACs of the whole network"},
};

}  // namespace

double RunRecord::secondsPerRound() const { return run.completed > 0 ? run.seconds / run.completed : kNaN; }

RunRecord makeRecord(const RunSummary& run, const std::vector<ReportPtr>& reports,
                     const std::optional<RecordsTaken>& records, double threshold, SettingsParser& parser) {
    RunRecord record;
    record.run = run;
    record.settings = parser.used(parser.parse(run.experiment));
    const RunStarted* started = nullptr;
    CurveMaker curves;
    for (const ReportPtr& report : reports) {
        if (!started) started = std::get_if<RunStarted>(report.get());
        if (const auto* series = std::get_if<MethodSeries>(report.get());
            series && series->id == kDeviceTime && !series->values.empty())
            record.simulatedSeconds = series->values.back();  // since the start
        std::visit([&](const auto& body) { curves.take(body); }, *report);
    }
    record.curves = curves.curves();
    if (!started) return record;
    if (const double train = sum(started->trainSamples); train > 0)
        record.testPerTrain = sum(started->testSamples) / train;
    if (!records || !records->test || records->test->size() == 0) return record;
    const PolicyResult result = thresholdPolicy(*records->test, ExitRule::Confidence, threshold, started->exitMacs);
    record.exitAccuracy = result.clientAccuracy;
    record.saving = result.clientSaving;
    return record;
}

double Measure::of(const RunRecord& record) const {
    const RunSummary& run = record.run;
    const auto at = [&](const std::vector<double>& accuracy) {
        return static_cast<std::size_t>(exit) < accuracy.size() ? accuracy[static_cast<std::size_t>(exit)] : kNaN;
    };
    switch (kind) {
        case Kind::Exit:
            return at(run.accuracy);
        case Kind::BestExit:
            return at(run.bestAccuracy);
        case Kind::Mean:
            return meanOverExits(run.accuracy);
        case Kind::BestMean:
            return meanOverExits(run.bestAccuracy);
        case Kind::Last:
            return run.accuracy.empty() ? kNaN : run.accuracy.back();
        case Kind::Best:
            return run.bestAccuracy.empty() ? kNaN : run.bestAccuracy.back();
        case Kind::AtThreshold:
            return record.exitAccuracy;
        case Kind::Saving:
            return record.saving;
        case Kind::Traffic:
            return static_cast<double>(run.bytesUp + run.bytesDown);
        case Kind::Up:
            return static_cast<double>(run.bytesUp);
        case Kind::Down:
            return static_cast<double>(run.bytesDown);
        case Kind::Seconds:
            return run.seconds;
        case Kind::SecondsPerRound:
            return record.secondsPerRound();
        case Kind::SimulatedSeconds:
            return record.simulatedSeconds;
        case Kind::Macs:
            return run.exitMacs.empty() ? kNaN : run.exitMacs.back();
    }
    return kNaN;
}

bool Measure::isShare() const { return kind < Kind::Traffic; }

bool Measure::higherIsBetter() const { return kind < Kind::Traffic; }

std::string Measure::id() const {
    if (kind == Kind::Exit) return "exit" + std::to_string(exit + 1);
    if (kind == Kind::BestExit) return "best" + std::to_string(exit + 1);
    for (const MeasureName& name : kNames)
        if (name.kind == kind) return name.id;
    return {};
}

std::string Measure::title(double threshold) const {
    if (kind == Kind::Exit) return "accuracy at exit " + std::to_string(exit + 1);
    if (kind == Kind::BestExit) return "best accuracy at exit " + std::to_string(exit + 1);
    for (const MeasureName& name : kNames)
        if (name.kind == kind)
            return kind == Kind::AtThreshold || kind == Kind::Saving
                       ? std::string(name.title) + ' ' + settingText(threshold)
                       : std::string(name.title);
    return {};
}

std::string Measure::unit() const {
    if (isShare()) return "%";
    switch (kind) {
        case Kind::Traffic:
        case Kind::Up:
        case Kind::Down:
            return "bytes";
        case Kind::Macs:
            return "";
        default:
            return "s";
    }
}

std::vector<Measure> measures(int exits) {
    std::vector<Measure> list;
    for (const MeasureName& name : kNames) {
        // The exits stand between the means and what a threshold gives.
        if (name.kind == Measure::Kind::AtThreshold)
            for (const auto kind : {Measure::Kind::Exit, Measure::Kind::BestExit})
                for (int k = 0; k < exits; ++k) list.push_back({kind, k});
        list.push_back({name.kind, 0});
    }
    return list;
}

Measure measureFrom(const std::string& id, int exits) {
    std::string known;
    for (const Measure& measure : measures(exits)) {
        if (measure.id() == id) return measure;
        known += (known.empty() ? "" : ", ") + measure.id();
    }
    throw InputError("value", "", "expected one of " + known + "; found \"" + id + "\"");
}

Spread spreadOf(const std::vector<double>& values) {
    Spread spread{0, kNaN, kNaN};
    double total = 0;
    for (const double value : values)
        if (!std::isnan(value)) {
            total += value;
            ++spread.n;
        }
    if (spread.n == 0) return spread;
    spread.mean = total / spread.n;
    if (spread.n < 2) return spread;
    double squares = 0;
    for (const double value : values)
        if (!std::isnan(value)) squares += (value - spread.mean) * (value - spread.mean);
    spread.deviation = std::sqrt(squares / (spread.n - 1));
    return spread;
}

CurveBand bandOf(const std::vector<const MetricCurve*>& curves) {
    CurveBand band;
    band.n = static_cast<int>(curves.size());
    if (curves.empty()) return band;
    for (const double round : curves.front()->rounds) {
        std::vector<double> values;
        for (const MetricCurve* curve : curves) {
            const auto at = std::lower_bound(curve->rounds.begin(), curve->rounds.end(), round);
            if (at == curve->rounds.end() || *at != round) break;
            values.push_back(curve->values[static_cast<std::size_t>(at - curve->rounds.begin())]);
        }
        if (values.size() != curves.size()) continue;
        const Spread spread = spreadOf(values);
        band.rounds.push_back(round);
        band.mean.push_back(spread.n == band.n ? spread.mean : kNaN);
        band.deviation.push_back(spread.n == band.n ? spread.deviation : kNaN);
    }
    return band;
}

}  // namespace exitlab
