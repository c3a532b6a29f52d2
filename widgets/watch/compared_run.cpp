// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/compared_run.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace exitlab {
void labelRuns(ComparedRuns& runs) {
    const auto alike = [&](QString ComparedRun::*field) {
        return std::all_of(runs.begin(), runs.end(),
                           [&](const ComparedRun& run) { return run.*field == runs.front().*field; });
    };
    const bool names = alike(&ComparedRun::name), methods = alike(&ComparedRun::method);
    for (ComparedRun& run : runs) {
        const QString& what = names && !methods ? run.method : run.name;
        run.label = QCoreApplication::translate("CompareView", "%1 · %2").arg(what).arg(run.run);
    }
}

double axisKey(const RunHistory& history, CompareAxis axis, int round) {
    switch (axis) {
        case CompareAxis::Bytes:
            return history.bytesUntil(round);
        case CompareAxis::WallTime:
            return history.secondsUntil(round);
        case CompareAxis::SimulatedTime:
            return history.simulatedUntil(round);
        case CompareAxis::Round:
            break;
    }
    return round;
}

ClientSummary chosenSummary(const RunHistory& history, const Evaluated& evaluation, int exit) {
    if (exit < 0) return history.meanSummary(evaluation);
    const auto& summaries = history.summaries(evaluation);
    const auto at = static_cast<std::size_t>(exit);
    return at < summaries.size() ? summaries[at] : summarize({}, {});
}

Curve accuracyCurve(const ComparedRun& run, const CompareChoice& choice, CompareBand band) {
    Curve curve{QString::number(run.run), run.label, CurveStyle::category(run.colour), {}, {}, {}, {}};
    for (const auto& evaluation : run.history->evaluated) {
        const double key = axisKey(*run.history, choice.axis, evaluation->round);
        if (std::isnan(key)) continue;
        const ClientSummary s = chosenSummary(*run.history, *evaluation, choice.exit);
        curve.keys.push_back(key);
        curve.values.push_back(s.mean);
        if (band == CompareBand::None) continue;
        curve.low.push_back(band == CompareBand::Deviation     ? s.mean - s.deviation
                            : band == CompareBand::Percentiles ? s.p10
                                                               : s.worst);
        curve.high.push_back(band == CompareBand::Deviation     ? s.mean + s.deviation
                             : band == CompareBand::Percentiles ? s.p90
                                                                : s.best);
    }
    return curve;
}

}  // namespace exitlab
