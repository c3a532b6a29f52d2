// SPDX-License-Identifier: GPL-3.0-or-later
// What an operating point saves, as facts and as sentences: against always using the last exit, and against the curves
// of other runs at equal accuracy and at equal cost.
#pragma once

#include <string>
#include <vector>

#include "core/inference/explorer.h"

namespace exitlab {

/// Whose mean: every client alike (the figure of personalized learning), or every sample alike.
enum class Averaging { Clients, Samples };
/// The result with `accuracy`, `macs` and `saving` of that averaging, so that curves of either kind are read alike.
PolicyResult averaged(const PolicyResult& result, Averaging averaging, double fullMacs);
std::vector<PolicyResult> averaged(const std::vector<SweepPoint>& sweep, Averaging averaging, double fullMacs);

/// One comparison. Accuracies are shares, MACs are of one sample.
struct Saving {
    enum class Kind {
        LastExit,     ///< against always using the last exit
        IsoAccuracy,  ///< against the cheapest setting of `other` that is at least as accurate
        IsoCost       ///< against the most accurate setting of `other` that costs at most as much
    };
    Kind kind = Kind::LastExit;
    std::string other;         ///< "run 12 (FedPer)"; empty for LastExit
    double accuracy = 0;       ///< of the operating point
    double macs = 0;           ///< of the operating point
    double otherAccuracy = 0;  ///< of the other setting; NaN: the other has none (otherwise its best, for IsoAccuracy)
    double otherMacs = 0;      ///< NaN: the other has none (otherwise its cheapest, for IsoCost)
    bool reached = true;       ///< false: the other never reaches the accuracy (IsoAccuracy) or the cost (IsoCost)

    /// Share of the other's MACs that is saved; below 0: it costs more.
    double saving() const { return 1 - macs / otherMacs; }
    /// Points of accuracy (percent of samples) won over the other, rounded to tenths.
    double points() const;
    bool operator==(const Saving&) const = default;
};

/// `point` and `lastExit` (always using the last exit) of the same averaging.
Saving againstLastExit(const PolicyResult& point, const PolicyResult& lastExit);
/// Two comparisons with a curve: at the point's accuracy and at its cost.
std::vector<Saving> againstCurve(const PolicyResult& point, const std::string& other,
                                 const std::vector<PolicyResult>& curve);

/// "37.2 % fewer MACs than always using the last exit, for 2.0 points of accuracy." The window says the same through
/// its translations.
std::string inWords(const Saving& saving);

}  // namespace exitlab
