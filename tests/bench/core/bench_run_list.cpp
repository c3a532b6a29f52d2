// SPDX-License-Identifier: GPL-3.0-or-later
// Ten thousand stored runs: listing, settings, a condition, an order. All of it happens in a worker of the window.
#include <benchmark/benchmark.h>

#include "core/analysis/run_filter.h"
#include "core/analysis/run_listing.h"
#include "tests/bench/many_runs.h"

namespace exitlab {
namespace {

void listRuns(benchmark::State& state) {
    const RunReader reader(bench::manyRuns());
    for (auto _ : state) {
        auto runs = reader.list();
        if (runs.size() != bench::kRuns) state.SkipWithError("not every run is listed");
        benchmark::DoNotOptimize(runs);
    }
}
BENCHMARK(listRuns)->Unit(benchmark::kMillisecond);

void takeListing(benchmark::State& state) {
    const auto runs = RunReader(bench::manyRuns()).list();
    for (auto _ : state) {
        RunListing listing;
        listing.update(runs);
        benchmark::DoNotOptimize(listing.entries());
    }
}
BENCHMARK(takeListing)->Unit(benchmark::kMillisecond);

void takeUnchangedListing(benchmark::State& state) {
    const auto runs = RunReader(bench::manyRuns()).list();
    RunListing listing;
    listing.update(runs);
    for (auto _ : state) listing.update(runs);
}
BENCHMARK(takeUnchangedListing)->Unit(benchmark::kMillisecond);

void readSettings(benchmark::State& state) {
    const auto runs = RunReader(bench::manyRuns()).list();
    for (auto _ : state) {
        state.PauseTiming();
        RunListing listing;
        listing.update(runs);
        state.ResumeTiming();
        listing.readSettings();
    }
}
BENCHMARK(readSettings)->Unit(benchmark::kMillisecond);

struct Listed {
    RunListing listing;
    std::vector<RunRow> rows;
    Listed() {
        listing.update(RunReader(bench::manyRuns()).list());
        listing.readSettings();
        for (const RunEntryPtr& entry : listing.entries()) rows.push_back({&entry->run, entry->settings.get()});
    }
};

void filterByCondition(benchmark::State& state) {
    const Listed listed;
    const std::vector<std::string> keys = settingKeys(listed.listing.entries());
    for (auto _ : state) {
        const RunFilter filter = RunFilter::parse("training.lr < 0.1 and method = fedper and tag = paper", keys);
        std::size_t found = 0;
        for (const RunRow& row : listed.rows) found += filter.matches(row);
        if (found == 0) state.SkipWithError("nothing matches");
    }
}
BENCHMARK(filterByCondition)->Unit(benchmark::kMillisecond);

void sortByThreeColumns(benchmark::State& state) {
    const Listed listed;
    for (auto _ : state)
        benchmark::DoNotOptimize(sortedOrder(listed.rows, {{"method", false}, {"training.lr", true}, {"mean", true}}));
}
BENCHMARK(sortByThreeColumns)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace exitlab
