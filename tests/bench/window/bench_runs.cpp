// SPDX-License-Identifier: GPL-3.0-or-later
// The run table of ten thousand runs: opened and filtered within 100 ms.
#include <benchmark/benchmark.h>

#include <QApplication>
#include <QTableView>

#include "tests/bench/many_runs.h"
#include "widgets/models/run_filter_model.h"
#include "widgets/runs/condition_edit.h"
#include "widgets/runs/run_table_view.h"
#include "widgets/runs/runs_view.h"

namespace exitlab {
namespace {

std::vector<RunEntryPtr> entries() {
    static const std::vector<RunEntryPtr> all = [] {
        RunListing listing;
        listing.update(RunReader(bench::manyRuns()).list());
        listing.readSettings();
        return listing.entries();
    }();
    return all;
}

/// What is on screen after everything that waits is done.
void settle(RunsView& view) {
    view.table()->viewport()->repaint();
    QApplication::processEvents();
}

/// From the database to the painted table, on one thread (the window reads in a worker).
void openRunTable(benchmark::State& state) {
    bench::manyRuns();
    for (auto _ : state) {
        state.PauseTiming();
        auto view = std::make_unique<RunsView>();
        view->resize(1208, 640);
        view->show();
        settle(*view);
        state.ResumeTiming();
        RunListing listing;
        listing.update(RunReader(bench::manyRuns()).list());
        view->setEntries(listing.entries());
        settle(*view);
        if (view->filter()->rowCount() != bench::kRuns) state.SkipWithError("not every run is shown");
        state.PauseTiming();
        view.reset();
        state.ResumeTiming();
    }
}
BENCHMARK(openRunTable)->Unit(benchmark::kMillisecond);

struct Opened {
    RunsView view;
    Opened() {
        view.resize(1208, 640);
        view.show();
        view.setEntries(entries());
        settle(view);
    }
};

/// What the GUI thread does when a listing arrives.
void takeEntries(benchmark::State& state) {
    entries();
    for (auto _ : state) {
        state.PauseTiming();
        auto view = std::make_unique<RunsView>();
        view->resize(1208, 640);
        view->show();
        settle(*view);
        state.ResumeTiming();
        view->setEntries(entries());
        settle(*view);
        state.PauseTiming();
        view.reset();
        state.ResumeTiming();
    }
}
BENCHMARK(takeEntries)->Unit(benchmark::kMillisecond);

void takeSameEntriesAgain(benchmark::State& state) {
    Opened opened;
    for (auto _ : state) {
        opened.view.setEntries(entries());
        settle(opened.view);
    }
}
BENCHMARK(takeSameEntriesAgain)->Unit(benchmark::kMillisecond);

void filterByWords(benchmark::State& state) {
    Opened opened;
    bool on = false;
    for (auto _ : state) {
        opened.view.filter()->setText((on = !on) ? QStringLiteral("fedper paper 12") : QString());
        settle(opened.view);
    }
}
BENCHMARK(filterByWords)->Unit(benchmark::kMillisecond);

void filterByTypedCondition(benchmark::State& state) {
    Opened opened;
    auto* edit = opened.view.findChild<ConditionEdit*>();
    bool on = false;
    for (auto _ : state) {
        edit->setText((on = !on) ? QStringLiteral("training.lr < 0.1 and method = fedper and tag = paper") : QString());
        settle(opened.view);
    }
}
BENCHMARK(filterByTypedCondition)->Unit(benchmark::kMillisecond);

void sortByTwoColumns(benchmark::State& state) {
    Opened opened;
    bool on = false;
    for (auto _ : state) {
        on = !on;
        opened.view.table()->setSorting({{"method", on}, {"training.lr", !on}});
        settle(opened.view);
    }
}
BENCHMARK(sortByTwoColumns)->Unit(benchmark::kMillisecond);

/// With all of them selected: the slowest moment for the selection to survive.
void filterWithAllSelected(benchmark::State& state) {
    Opened opened;
    opened.view.table()->selectAll();
    bool on = false;
    for (auto _ : state) {
        opened.view.filter()->setText((on = !on) ? QStringLiteral("fedper") : QString());
        settle(opened.view);
    }
}
BENCHMARK(filterWithAllSelected)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace exitlab
