// SPDX-License-Identifier: GPL-3.0-or-later
// Two workers train while the window follows them: how long the GUI thread is away at the longest. A key or a click
// waits that long for its answer; the limit is 16 ms.
#include <benchmark/benchmark.h>

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>
#include <algorithm>
#include <functional>
#include <vector>

#include "app/window/banner.h"
#include "app/window/main_window.h"
#include "app/window/watch_page.h"
#include "core/base/paths.h"
#include "widgets/watch/compare_view.h"
#include "widgets/watch/watch_view.h"

namespace exitlab {
namespace {

constexpr double kWatchedMs = 6000;

/// The longest time between two beats of a timer of 0 ms: whatever the thread does in between holds it up.
double longestBlock(double ms, std::vector<double>& gaps) {
    QElapsedTimer all, beat;
    QTimer timer;
    timer.setInterval(0);
    beat.start();
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        gaps.push_back(static_cast<double>(beat.nsecsElapsed()) / 1e6);
        QThread::usleep(200);  // leaves the processor to the workers between two beats
        beat.restart();
    });
    timer.start();
    all.start();
    while (all.elapsed() < ms) QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    std::sort(gaps.begin(), gaps.end());
    return gaps.empty() ? 0 : gaps.back();
}

void watchTraining(benchmark::State& state, const std::vector<const char*>& presets) {
    QTemporaryDir dir;
    MainWindow::Options options;
    options.database = (dir.path() + QStringLiteral("/runs.db")).toStdString();
    options.pluginDirs = pluginDirs({});
    options.run.dataDir = dir.path().toStdString();
    options.remember = false;
    {
        const Engine engine(options.pluginDirs);
        RunStore store(options.database);
        std::vector<std::int64_t> runs;
        for (const char* preset : presets) {
            Experiment experiment = loadExperimentOrPreset(preset, engine.methods());
            for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{
                     {"training.rounds", "100000"}, {"run.workers", "2"}, {"evaluation.conflict_every", "1"}})
                experiment.set(key, value, engine.methods());
            runs.push_back(store.createRun(experiment));
        }
        store.enqueue(runs, runs.size() > 1);
    }
    MainWindow window(options);
    window.resize(1280, 720);
    window.show();
    const auto wait = [](const std::function<bool()>& until) {
        QElapsedTimer clock;
        clock.start();
        while (!until() && clock.elapsed() < 60'000) QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    };
    wait([&] { return window.isSettled(); });
    window.showPage(QStringLiteral("watch"));
    auto* run = window.findChild<QAction*>(QStringLiteral("queueRun"));
    wait([&] { return run->isEnabled(); });
    run->trigger();
    WatchPage* page = window.watchPage();
    const auto rounds = [&] {
        if (page->live()) return page->live()->history().rounds.size();
        if (page->liveRace()) return page->liveRace()->runs().back().history->rounds.size();
        return std::size_t{0};
    };
    wait([&] { return rounds() >= 3; });
    if (rounds() < 3) {
        state.SkipWithError(
            qPrintable(QStringLiteral("no round was finished in a minute: ") + window.banner()->text()));
        return;
    }
    std::vector<double> gaps;
    for (auto _ : state) {
        gaps.clear();
        const double longest = longestBlock(kWatchedMs, gaps);
        state.counters["longest_ms"] = longest;
        state.counters["p99.9_ms"] = gaps.empty() ? 0 : gaps[gaps.size() * 999 / 1000];
        state.counters["rounds"] = static_cast<double>(rounds());
    }
    page->commands()[3]->trigger();  // stop
    wait([&] { return window.findChild<QPushButton*>(QStringLiteral("confirmStop")) != nullptr; });
    if (auto* yes = window.findChild<QPushButton*>(QStringLiteral("confirmStop"))) yes->click();
    wait([&] { return !window.isRunning(); });
}

void watchOneRun(benchmark::State& state) { watchTraining(state, {"quick"}); }
void watchARace(benchmark::State& state) { watchTraining(state, {"quick", "quick-fedavg", "quick-fedper"}); }
BENCHMARK(watchOneRun)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(watchARace)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace exitlab
