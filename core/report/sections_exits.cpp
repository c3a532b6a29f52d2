// SPDX-License-Identifier: GPL-3.0-or-later
// What leaving early costs and buys, from the exit records of the last evaluation that kept them.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/metrics/summary.h"
#include "core/report/plot.h"
#include "core/report/sections.h"

namespace exitlab::report {

void addCalibration(Document& document, const RunData& run) {
    const ExitRecords* test = run.tests();
    if (!test) return;
    document.heading(2, "Calibration");
    DataTable table;
    for (const char* title : {"exit", "accuracy", "mean confidence", "confidence minus accuracy", "ECE"})
        table.columns.push_back({title, Align::Right});
    Figures diagrams;
    for (int e = 0; e < test->exits; ++e) {
        const std::vector<ReliabilityBin> bins = reliability(*test, e);
        double right = 0, sure = 0, samples = 0;
        ReliabilityPlot plot;
        for (const ReliabilityBin& bin : bins) {
            const auto n = static_cast<double>(bin.samples);
            right += n * bin.accuracy;
            sure += n * bin.confidence;
            samples += n;
            plot.middle.push_back((bin.low + bin.high) / 2);
            plot.accuracy.push_back(bin.samples > 0 ? bin.accuracy : std::numeric_limits<double>::quiet_NaN());
            plot.share.push_back(n / static_cast<double>(test->size()));
        }
        const double error = expectedCalibrationError(*test, e);
        table.add({std::to_string(e + 1), percent(right / samples), percent(sure / samples),
                   fmt::format("{:+.1f} points", 100 * (sure - right) / samples), percent(error)});
        plot.title = fmt::format("Exit {}, ECE {}", e + 1, percent(error));
        plot.colour = exitColour(lightPalette(), e, test->exits);
        const double width = test->exits >= 3 ? 57.3 : kSingle;
        diagrams.figures.push_back(reliabilityFigure(std::move(plot), width, width * 0.86));
        diagrams.figures.back().description = fmt::format("Reliability diagram of exit {}", e + 1);
    }
    document.add(std::move(table));
    document.note(fmt::format(
        "Over {} test samples of round {}, every sample alike, in 15 bins of confidence. Bars on the dashed line would "
        "be perfectly calibrated; pale bars hold less than 1 % of the samples.",
        test->size(), run.records->round));
    document.add(std::move(diagrams));
}

void addExitsTaken(Document& document, const RunData& run, double threshold) {
    document.heading(2, "Leaving early");
    const ExitRecords* test = run.tests();
    if (!test) {
        document.note(
            "The run keeps no exit records (evaluation.records), so what leaving early costs and buys is not "
            "known.");
        return;
    }
    const std::vector<double>& macs = run.start->exitMacs;
    const std::vector<double> alone = anytimeAccuracy(*test);
    const PolicyResult at = *run.atThreshold(threshold);
    const double points = 100 * (alone.back() - at.clientAccuracy);
    std::string price = "at the same accuracy";
    if (std::abs(points) >= 0.05)
        price = points > 0 ? fmt::format("for {:.1f} points of accuracy", points)
                           : fmt::format("and {:.1f} points more accuracy", -points);
    document.words(
        fmt::format("A sample leaves at the first exit whose confidence reaches the threshold. At {}: {} "
                    "fewer MACs than always using the last exit, {} (mean over clients).",
                    number(threshold), percent(at.clientSaving), price));
    const std::vector<PolicyResult> sweep = thresholdSweep(*test, ExitRule::Confidence, macs);
    DataTable table;
    table.columns = {{"threshold", Align::Right}, {"accuracy", Align::Right}, {"over samples", Align::Right}};
    for (int e = 0; e < test->exits; ++e) table.columns.push_back({"at " + exitName(e), Align::Right});
    table.columns.push_back({"MACs", Align::Right});
    table.columns.push_back({"saved", Align::Right});
    BarPlot usage;
    usage.x.title = "confidence threshold";
    usage.y = {"samples that leave", Unit::Percent, 0, 1};
    for (int e = 0; e < test->exits; ++e)
        usage.groups.push_back({exitName(e), {}, exitColour(lightPalette(), e, test->exits)});
    Line curve;
    curve.label = "threshold on confidence";
    curve.colour = lightPalette().accent;
    curve.marker = Marker::Disc;
    for (const PolicyResult& result : sweep) {
        const std::string name = fmt::format("{:.2f}", result.thresholds.front());
        std::vector<std::string> row{name, percent(result.clientAccuracy), percent(result.accuracy)};
        usage.bins.push_back(name);
        for (std::size_t e = 0; e < result.shares.size(); ++e) {
            row.push_back(percent(result.shares[e]));
            usage.groups[e].values.push_back(result.shares[e]);
        }
        row.push_back(quantity(result.macs));
        row.push_back(percent(result.clientSaving));
        table.add(std::move(row));
        curve.x.push_back(result.macs);
        curve.y.push_back(result.clientAccuracy);
    }
    document.add(std::move(table));
    Line exits;
    exits.label = "always the same exit";
    exits.colour = lightPalette().secondary;
    exits.dash = Dash::Dot;
    exits.marker = Marker::Square;
    for (std::size_t e = 0; e < alone.size(); ++e) {
        exits.x.push_back(macs[e]);
        exits.y.push_back(alone[e]);
    }
    CurvePlot trade;
    trade.x = {"MACs per sample", Unit::Quantity, {}, {}};
    trade.y = {"accuracy", Unit::Percent, {}, {}};
    trade.lines = {std::move(curve), std::move(exits)};
    Figures pair{{curveFigure(std::move(trade)), barFigure(std::move(usage))}};
    pair.figures[0].caption = "Accuracy (mean over clients) and expected cost of a sample.";
    pair.figures[1].caption = "Where samples leave at each threshold.";
    for (Figure& figure : pair.figures) figure.description = figure.caption;
    document.add(std::move(pair));
}

}  // namespace exitlab::report
