// SPDX-License-Identifier: GPL-3.0-or-later
// Names of what the comparison measures, as the window says them.
#pragma once

#include <QString>
#include <vector>

#include "core/analysis/groups.h"
#include "widgets/theme/format.h"
#include "widgets/theme/tokens.h"

namespace exitlab {

/// "Accuracy at exit 2, %": with the unit of measureText().
QString measureTitle(const Measure& measure, double threshold);
/// In the unit of measureTitle(): percent, megabytes, seconds, millions.
QString measureText(const Measure& measure, double value);
double measureScale(const Measure& measure);

/// "Test accuracy", "Training loss"; a method's own series has its own title.
QString metricTitle(const MetricCurve& curve);
QString metricAxis(const MetricCurve& curve);
Unit metricUnit(const MetricCurve& curve);

/// "12: fedper, seed 2"
QString runLabel(const RunRecord& record);

/// Word, icon and colour token of a verdict.
struct VerdictWords {
    QString word, icon;
    QColor ThemeColours::*colour;
};
VerdictWords verdictWords(Verdict verdict);
/// "p = 0.0123"
QString probabilityText(double p);
/// What the test found and from what, for a tool tip.
QString testText(const PairedTest& test, const Measure& measure);

/// Styles for life: each run has the colour that is stored with it; where two of those shown share it, the later one
/// takes the next dash and marker.
std::vector<int> distinctCategories(const std::vector<int>& colours);

}  // namespace exitlab
