// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/run_data.h"

#include <algorithm>
#include <limits>

namespace exitlab::report {

namespace {

template <class T>
void file(std::vector<ResultOver<T>>& results, const T& report) {
    auto found =
        std::find_if(results.begin(), results.end(), [&](const ResultOver<T>& one) { return one.id == report.id; });
    if (found == results.end()) found = results.insert(results.end(), {report.id, {}});
    found->rounds.push_back(&report);
}

}  // namespace

RunData::RunData(const RunReader& reader, std::int64_t run, const ReportContext& context) {
    const auto found = reader.find(run);
    if (!found) throw Error(Error::Kind::Usage, "there is no run " + std::to_string(run));
    summary = *found;
    origin = reader.origin(run).value_or(RunOrigin{});
    reports_ = reader.reports(run);
    records = reader.records(run);
    sort();
    method = findMethod(context.methods, summary.method);
    try {
        experiment =
            Experiment::parse(summary.experiment, context.methods, "the experiment of run " + std::to_string(run));
        if (context.cost) cost = context.cost(*experiment);
    } catch (const Error& error) {
        problem = error.what();
    }
}

void RunData::sort() {
    for (const ReportPtr& report : reports_)
        std::visit(
            [this](const auto& r) {
                using T = std::decay_t<decltype(r)>;
                if constexpr (std::is_same_v<T, RunStarted>) {
                    if (!start) start = &r;
                } else if constexpr (std::is_same_v<T, Evaluated>) {
                    evaluations.push_back(&r);
                } else if constexpr (std::is_same_v<T, LossMeasured>) {
                    losses.push_back(&r);
                } else if constexpr (std::is_same_v<T, ConflictMeasured>) {
                    conflicts.push_back(&r);
                } else if constexpr (std::is_same_v<T, TrafficMeasured>) {
                    traffic.push_back(&r);
                } else if constexpr (std::is_same_v<T, RoundFinished>) {
                    rounds.push_back(&r);
                } else if constexpr (std::is_same_v<T, Message>) {
                    messages.push_back(&r);
                } else if constexpr (std::is_same_v<T, MethodSeries>) {
                    file(series, r);
                } else if constexpr (std::is_same_v<T, MethodMatrix>) {
                    file(matrices, r);
                } else if constexpr (std::is_same_v<T, MethodHistogram>) {
                    file(histograms, r);
                } else if constexpr (std::is_same_v<T, MethodScatter>) {
                    file(scatters, r);
                } else if constexpr (std::is_same_v<T, MethodImageGrid>) {
                    file(images, r);
                }
            },
            *report);
}

std::string RunData::label() const { return std::to_string(summary.id) + ": " + methodName(); }

std::string RunData::longLabel() const {
    return summary.name + ", " + methodName() + ", seed " + std::to_string(summary.seed) + " (run " +
           std::to_string(summary.id) + ")";
}

const ExitRecords* RunData::tests() const {
    if (!records || !records->test || records->test->size() == 0 || !start) return nullptr;
    return start->exitMacs.size() == static_cast<std::size_t>(records->test->exits) ? records->test.get() : nullptr;
}

std::optional<PolicyResult> RunData::atThreshold(double threshold) const {
    const ExitRecords* test = tests();
    if (!test) return std::nullopt;
    return thresholdPolicy(*test, ExitRule::Confidence, threshold, start->exitMacs);
}

double RunData::secondsPerRound() const {
    return summary.completed > 0 ? summary.seconds / summary.completed : std::numeric_limits<double>::quiet_NaN();
}

RunRecord RunData::record(double threshold) const {
    SettingsParser parser;
    return makeRecord(summary, reports_, records, threshold, parser);
}

std::string timeText(const std::string& iso) {
    if (iso.size() < 16 || iso[10] != 'T') return iso;
    return iso.substr(0, 10) + " " + iso.substr(11, 5) + " UTC";
}

std::string exitName(int exit) { return "exit " + std::to_string(exit + 1); }

std::vector<std::string> exitNames(int exits) {
    std::vector<std::string> names;
    for (int e = 0; e < exits; ++e) names.push_back(exitName(e));
    return names;
}

std::vector<std::string> numbersFrom(int first, int count) {
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i) names.push_back(std::to_string(first + i));
    return names;
}

}  // namespace exitlab::report
