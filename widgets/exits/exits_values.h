// SPDX-License-Identifier: GPL-3.0-or-later
// What the Exits page is given and asks for: plain values, so that every widget of it can be tested with made-up ones.
#pragma once

#include <QString>
#include <memory>
#include <optional>
#include <vector>

#include "core/federation/run.h"
#include "core/inference/explorer.h"
#include "core/inference/gallery.h"
#include "core/inference/reliability.h"
#include "core/inference/savings.h"

namespace exitlab {

/// A stored run that can be chosen.
struct RecordedRun {
    qint64 run = 0;
    QString name, method, dataset;
    int colour = 0;
    std::vector<int> rounds;  ///< with records, ascending
    bool operator==(const RecordedRun&) const = default;
};

/// The run that is explored.
struct ExploredRun {
    qint64 run = 0;
    int round = 0;
    std::vector<double> macs;  ///< cumulative, per exit
    std::vector<int> clients;  ///< with test samples
    int classes = 0;
    std::vector<QString> classNames;
    std::int64_t samples = 0;  ///< test samples
    std::int64_t validationSamples = 0;
    std::vector<PolicyResult> alone;  ///< every exit for every sample
    std::vector<ExitReliability> reliability;
    int exits() const { return static_cast<int>(macs.size()); }
};

/// An answer to a plan, with what depends on it.
struct ExploredAnswer {
    ExitPlan plan;
    ExitAnswer answer;
    std::vector<ExitReliability> leaving;  ///< of the samples that leave at the exit
};

/// The curve of a run under the policy of the fleet.
struct ExploredCurve {
    qint64 run = 0;
    QString method;
    int colour = 0;
    double fullMacs = 0;
    std::vector<SweepPoint> points;
};

/// Images with what is known about each, in the order of the exits.
struct ExploredGallery {
    std::vector<GalleryExit> exits;
    SampleImages images;
};

}  // namespace exitlab
