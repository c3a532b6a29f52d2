// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_table.h"

#include <fmt/core.h>

#include <cmath>
#include <set>

namespace exitlab::cli {
namespace {

std::string spreadText(const std::vector<double>& fractions) {
    const Spread spread = spreadOf(fractions);
    if (std::isnan(spread.deviation)) return percent(spread.mean);
    return fmt::format("{:.1f} {} {}", 100 * spread.mean, unicodeOutput() ? "±" : "+-", percent(spread.deviation));
}

}  // namespace

Compared measureRun(Session& session, const RunSummary& run, double threshold) {
    SettingsParser parser;
    return makeRecord(run, session.reader().reports(run.id), session.reader().records(run.id), threshold, parser);
}

Json comparedJson(const Compared& compared, double threshold) {
    Json out = summaryJson(compared.run);
    out["mean_accuracy"] = numberJson(meanOf(compared.run.accuracy));
    out["threshold"] = threshold;
    out["threshold_accuracy"] = numberJson(compared.exitAccuracy);
    out["saving"] = numberJson(compared.saving);
    out["simulated_seconds"] = numberJson(compared.simulatedSeconds);
    return out;
}

void addMeasureColumns(TextTable& table, std::size_t exits, double threshold) {
    for (std::size_t k = 1; k <= exits; ++k) table.column(fmt::format("exit {}", k));
    table.column("mean");
    table.column("at " + number(threshold));
    table.column("saving");
    table.column("up");
    table.column("down");
}

void addMeasureCells(std::vector<std::string>& cells, const std::vector<Compared>& runs, std::size_t exits) {
    const auto each = [&](const std::function<double(const Compared&)>& value) {
        std::vector<double> values;
        for (const Compared& one : runs) values.push_back(value(one));
        return values;
    };
    for (std::size_t k = 0; k < exits; ++k)
        cells.push_back(spreadText(each([k](const Compared& one) {
            return k < one.run.accuracy.size() ? one.run.accuracy[k] : std::numeric_limits<double>::quiet_NaN();
        })));
    cells.push_back(spreadText(each([](const Compared& one) { return meanOf(one.run.accuracy); })));
    cells.push_back(spreadText(each([](const Compared& one) { return one.exitAccuracy; })));
    cells.push_back(spreadText(each([](const Compared& one) { return one.saving; })));
    cells.push_back(
        bytesText(spreadOf(each([](const Compared& one) { return static_cast<double>(one.run.bytesUp); })).mean));
    cells.push_back(
        bytesText(spreadOf(each([](const Compared& one) { return static_cast<double>(one.run.bytesDown); })).mean));
}

std::string measureLegend(double threshold) {
    return fmt::format(
        "Accuracy of each exit and their mean at the last evaluation; accuracy and saved MACs when samples leave at\n"
        "confidence {} (always the last exit: 0 %). All are means over clients.\n",
        number(threshold));
}

std::vector<std::string> differingKeys(const std::vector<Settings>& experiments,
                                       const std::function<bool(const std::string& key)>& considered) {
    std::set<std::string> keys;
    for (const Settings& one : experiments)
        for (const auto& [key, value] : one.all())
            if (considered(key) && experiments.front().has(key) && experiments.front().value(key) != value)
                keys.insert(key);
    return {keys.begin(), keys.end()};
}

void noteDifferences(const std::vector<Settings>& experiments) {
    std::string text;
    for (const std::string& key : differingKeys(experiments, [](const std::string& name) {
             return name != "name" && name != "seed" && name.rfind("algorithm.", 0) != 0 &&
                    name.rfind("run.", 0) != 0 && name.rfind("evaluation.", 0) != 0;
         }))
        text += (text.empty() ? "" : ", ") + key;
    if (!text.empty()) fmt::print("These runs also differ in {}.\n", text);
}

}  // namespace exitlab::cli
