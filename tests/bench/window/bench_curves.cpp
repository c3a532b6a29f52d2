// SPDX-License-Identifier: GPL-3.0-or-later
// A curve plot of 20 series x 10,000 points: one replot after new data within 16 ms.
#include <benchmark/benchmark.h>
#include <qcustomplot.h>

#include <cmath>

#include "widgets/plots/curve_plot.h"

namespace exitlab {
namespace {

constexpr int kSeries = 20, kPoints = 10'000;

void replotCurves(benchmark::State& state) {
    CurvePlot plot;
    plot.resize(900, 600);
    for (int s = 0; s < kSeries; ++s) {
        Curve curve;
        curve.id = curve.label = QStringLiteral("series %1").arg(s);
        curve.style = CurveStyle::category(s);
        for (int k = 0; k < kPoints; ++k) {
            curve.keys.push_back(k);
            curve.values.push_back(std::sin(0.001 * k + s) + 0.1 * std::sin(0.7 * k * (s + 1)));
        }
        plot.setCurve(std::move(curve));
    }
    plot.show();
    plot.flush();
    int round = kPoints;
    for (auto _ : state) {
        for (int s = 0; s < kSeries; ++s)
            plot.append(QStringLiteral("series %1").arg(s), round, std::sin(0.001 * round));
        ++round;
        plot.flush();
    }
    state.counters["points"] = kSeries * kPoints;
}
BENCHMARK(replotCurves)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace exitlab
