// SPDX-License-Identifier: GPL-3.0-or-later
// The Exits page at 10,000 samples x 4 exits x 20 clients, compared with three other runs: from a moved slider to all
// its plots drawn within 50 ms.
#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QTableView>
#include <cmath>

#include "core/base/rng.h"
#include "widgets/exits/exits_view.h"

namespace exitlab {
namespace {

const std::vector<double> kMacs{1e6, 2e6, 3e6, 4e6};

ExitRecords records(int samples, int clients) {
    Rng rng(3, Purpose::Test);
    ExitRecords r;
    r.exits = 4;
    r.classes = 10;
    for (int i = 0; i < samples; ++i) {
        r.client.push_back(static_cast<int>(rng.below(static_cast<std::uint64_t>(clients))));
        r.sample.push_back(i);
        r.label.push_back(static_cast<int>(rng.below(10)));
        for (int k = 0; k < r.exits; ++k) {
            const double confidence = 1 - 0.9 * std::pow(rng.uniform(), 2);
            const bool right = rng.uniform() < confidence;
            r.prediction.push_back(right ? r.label.back() : (r.label.back() + 1) % 10);
            r.confidence.push_back(static_cast<float>(confidence));
            r.entropy.push_back(static_cast<float>(2.3 * (1 - confidence)));
            r.margin.push_back(static_cast<float>(confidence * 0.9));
        }
    }
    return r;
}

void moveThreshold(benchmark::State& state) {
    const int clients = static_cast<int>(state.range(1));
    const ExitExplorer explorer(records(static_cast<int>(state.range(0)), clients), nullptr, kMacs);
    ExitsView view;
    view.resize(1440, 900);
    view.show();
    // What the page does in its threads is done here at once, so that all of it is measured.
    QObject::connect(&view, &ExitsView::planChanged, &view, [&](const ExitPlan& plan) {
        ExploredAnswer answer;
        answer.plan = plan;
        answer.answer = explorer.answer(plan);
        answer.leaving = exitReliability(explorer.records(), &answer.answer.taken);
        view.setAnswer(answer);
    });
    std::vector<RecordedRun> runs;
    for (int run = 4; run >= 1; --run)
        runs.push_back(
            {run, QStringLiteral("run %1").arg(run), QStringLiteral("fedavg"), QStringLiteral("glyphs"), run, {1}});
    view.setRuns(runs);
    ExploredRun about;
    about.run = 4;
    about.round = 1;
    about.macs = kMacs;
    about.clients = explorer.clients();
    about.classes = 10;
    about.samples = state.range(0);
    about.alone = explorer.exitsAlone();
    about.reliability = exitReliability(explorer.records());
    view.setExplored(about);
    std::vector<ExploredCurve> curves;
    for (int run = 4; run >= 1; --run)
        curves.push_back(
            {run, QStringLiteral("run %1").arg(run), run, kMacs.back(), explorer.sweep(ExitPolicy::Confidence)});
    view.setCurves(curves);
    auto* field = view.findChild<QDoubleSpinBox*>(QStringLiteral("exitThreshold1"));
    auto* table = view.findChild<QTableView*>(QStringLiteral("exitClientTable"));
    view.flush();
    int step = 0;
    for (auto _ : state) {
        field->setValue(0.3 + 0.69 * (step++ % 100) / 100.0);
        view.flush();
        QCoreApplication::processEvents();  // replots are queued
        table->viewport()->repaint();
    }
}
BENCHMARK(moveThreshold)
    ->Args({10'000, 20})
    ->Args({200'000, 20})
    ->Args({20'000, 1000})
    ->ArgNames({"samples", "clients"})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace exitlab
