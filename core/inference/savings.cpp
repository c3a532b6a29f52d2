// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/savings.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace exitlab {

namespace {

std::string percent(double share) { return fmt::format("{:.1f} %", share * 100); }

/// Four significant digits and a decimal prefix: "12.35 M".
std::string amount(double value) {
    const char* units[] = {"", " k", " M", " G", " T"};
    std::size_t unit = 0;
    while (std::abs(value) >= 999.95 && unit < 4) {
        value /= 1000;
        ++unit;
    }
    const int before = value == 0 ? 1 : static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
    return fmt::format("{:.{}f}{}", value, unit == 0 ? 0 : std::clamp(4 - before, 0, 3), units[unit]);
}

/// "37.2 % fewer MACs than", "5.0 % more MACs than", "as many MACs as"
std::string fewer(double saving) {
    if (std::abs(saving) < 5e-4) return "as many MACs as";
    return fmt::format("{} {} MACs than", percent(std::abs(saving)), saving > 0 ? "fewer" : "more");
}

}  // namespace

PolicyResult averaged(const PolicyResult& result, Averaging averaging, double fullMacs) {
    PolicyResult out = result;
    if (averaging == Averaging::Samples) return out;
    out.accuracy = result.clientAccuracy;
    out.saving = result.clientSaving;
    out.macs = (1 - result.clientSaving) * fullMacs;
    return out;
}

std::vector<PolicyResult> averaged(const std::vector<SweepPoint>& sweep, Averaging averaging, double fullMacs) {
    std::vector<PolicyResult> curve;
    for (const SweepPoint& point : sweep) curve.push_back(averaged(point.result, averaging, fullMacs));
    return curve;
}

double Saving::points() const { return std::round((accuracy - otherAccuracy) * 1000) / 10; }

Saving againstLastExit(const PolicyResult& point, const PolicyResult& lastExit) {
    return {Saving::Kind::LastExit, {}, point.accuracy, point.macs, lastExit.accuracy, lastExit.macs, true};
}

std::vector<Saving> againstCurve(const PolicyResult& point, const std::string& other,
                                 const std::vector<PolicyResult>& curve) {
    if (curve.empty()) return {};
    // A point of the curve itself must find itself, whatever rounding did to a mean.
    constexpr double kSlack = 1e-9;
    Saving accuracy{Saving::Kind::IsoAccuracy, other, point.accuracy, point.macs, 0, 0, true};
    accuracy.otherMacs = isoAccuracyMacs(curve, point.accuracy - kSlack);
    accuracy.reached = !std::isnan(accuracy.otherMacs);
    accuracy.otherAccuracy = isoMacsAccuracy(curve, accuracy.reached ? accuracy.otherMacs : HUGE_VAL);
    Saving cost{Saving::Kind::IsoCost, other, point.accuracy, point.macs, 0, 0, true};
    cost.otherAccuracy = isoMacsAccuracy(curve, point.macs * (1 + kSlack));
    cost.reached = !std::isnan(cost.otherAccuracy);
    cost.otherMacs = isoAccuracyMacs(curve, cost.reached ? cost.otherAccuracy : -HUGE_VAL);
    return {accuracy, cost};
}

std::string inWords(const Saving& saving) {
    const double points = saving.points();
    switch (saving.kind) {
        case Saving::Kind::LastExit: {
            if (saving.macs == saving.otherMacs && points == 0) return "Nothing is saved: no sample leaves early.";
            std::string price = "at the same accuracy";
            if (points < 0) price = fmt::format("for {:.1f} points of accuracy", -points);
            if (points > 0) price = fmt::format("and {:.1f} points more accuracy", points);
            return fmt::format("{} always using the last exit, {}.", fewer(saving.saving()), price);
        }
        case Saving::Kind::IsoAccuracy:
            if (!saving.reached)
                return fmt::format("{} is not reached by {}, which comes to {} at most.", percent(saving.accuracy),
                                   saving.other, percent(saving.otherAccuracy));
            return fmt::format("At {} accuracy: {} {} ({} instead of {}).", percent(saving.accuracy),
                               fewer(saving.saving()), saving.other, amount(saving.macs), amount(saving.otherMacs));
        case Saving::Kind::IsoCost:
            break;
    }
    if (!saving.reached)
        return fmt::format("{} MACs are too few for {}, which needs {} at least.", amount(saving.macs), saving.other,
                           amount(saving.otherMacs));
    if (points == 0)
        return fmt::format("For {} MACs: as accurate as {} ({}).", amount(saving.macs), saving.other,
                           percent(saving.accuracy));
    return fmt::format("For {} MACs: {:.1f} points {} accurate than {} ({} instead of {}).", amount(saving.macs),
                       std::abs(points), points > 0 ? "more" : "less", saving.other, percent(saving.accuracy),
                       percent(saving.otherAccuracy));
}

}  // namespace exitlab
