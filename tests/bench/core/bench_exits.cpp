// SPDX-License-Identifier: GPL-3.0-or-later
// The exit explorer at 10,000 samples x 4 exits x 20 clients (one change within 50 ms) and at 200,000 samples.
#include <benchmark/benchmark.h>

#include "core/base/rng.h"
#include "core/inference/gallery.h"
#include "core/inference/reliability.h"
#include "core/inference/savings.h"

namespace exitlab {
namespace {

constexpr int kClients = 20, kExits = 4;
const std::vector<double> kMacs{1e6, 2e6, 3e6, 4e6};

/// Confidences that crowd towards 1, and deeper exits that are right more often, as in real runs.
ExitRecords records(std::int64_t samples, std::uint64_t seed) {
    Rng rng(seed, Purpose::Test);
    ExitRecords r;
    r.exits = kExits;
    r.classes = 10;
    for (std::int64_t i = 0; i < samples; ++i) {
        r.client.push_back(static_cast<int>(rng.below(kClients)));
        r.sample.push_back(static_cast<int>(i));
        r.label.push_back(static_cast<int>(rng.below(10)));
        for (int k = 0; k < kExits; ++k) {
            const double u = rng.uniform();
            const double confidence = 1 - 0.9 * u * u;
            const bool right = rng.uniform() < confidence * (0.8 + 0.05 * k);
            r.prediction.push_back(right ? r.label.back() : (r.label.back() + 1) % 10);
            r.confidence.push_back(static_cast<float>(confidence));
            r.entropy.push_back(static_cast<float>(2.3 * (1 - confidence)));
            r.margin.push_back(static_cast<float>(confidence * 0.9));
        }
    }
    return r;
}

ExitPlan planOf(ExitPolicy policy) {
    ExitPlan plan;
    plan.fleet.policy = policy;
    plan.fleet.thresholds = {0.9, 0.8, 0.7};
    plan.fleet.budget = 0.5;
    plan.fleet.exit = 2;
    return plan;
}

void answerChange(benchmark::State& state) {
    const ExitRecords test = records(state.range(0), 1), validation = records(state.range(0) / 4, 2);
    const ExitExplorer explorer(test, &validation, kMacs);
    ExitPlan plan = planOf(static_cast<ExitPolicy>(state.range(1)));
    state.SetLabel(toString(plan.fleet.policy));
    int step = 0;
    for (auto _ : state) {
        // A slider moves: another question each time.
        plan.fleet.thresholds[0] = 0.5 + 0.4 * (step % 100) / 100.0;
        plan.fleet.budget = 0.5 + 0.4 * (step % 100) / 100.0;
        plan.fleet.patience = 1 + step % kExits;
        ++step;
        const ExitAnswer answer = explorer.answer(plan);
        benchmark::DoNotOptimize(exitReliability(explorer.records(), &answer.taken));
        benchmark::DoNotOptimize(onDevice(answer, kMacs, typicalDevices().front()));
    }
}
BENCHMARK(answerChange)
    ->ArgsProduct({{10'000, 200'000}, {0, 1, 2, 3, 4, 5}})
    ->ArgNames({"samples", "policy"})
    ->Unit(benchmark::kMillisecond);

/// Four groups with budgets of their own.
void answerBudgetGroups(benchmark::State& state) {
    const ExitRecords test = records(state.range(0), 1), validation = records(state.range(0) / 4, 2);
    const ExitExplorer explorer(test, &validation, kMacs);
    ExitPlan plan = planOf(ExitPolicy::Budgeted);
    for (int g = 0; g < 3; ++g) {
        ClientGroup group{{}, {}, plan.fleet};
        for (int c = 0; c < 5; ++c) group.clients.push_back(5 * g + c);
        group.choice.budget = 0.4 + 0.1 * g;
        plan.groups.push_back(std::move(group));
    }
    for (auto _ : state) benchmark::DoNotOptimize(explorer.answer(plan));
}
BENCHMARK(answerBudgetGroups)->Arg(10'000)->Arg(200'000)->ArgName("samples")->Unit(benchmark::kMillisecond);

/// Once per run.
void prepare(benchmark::State& state) {
    const ExitRecords test = records(state.range(0), 1);
    for (auto _ : state) benchmark::DoNotOptimize(ExitExplorer(test, nullptr, kMacs));
}
BENCHMARK(prepare)->Arg(10'000)->Arg(200'000)->ArgName("samples")->Unit(benchmark::kMillisecond);

/// Once per run and policy.
void sweepOf(benchmark::State& state) {
    const ExitRecords test = records(state.range(0), 1), validation = records(state.range(0) / 4, 2);
    const ExitExplorer explorer(test, &validation, kMacs);
    const auto policy = static_cast<ExitPolicy>(state.range(1));
    state.SetLabel(toString(policy));
    for (auto _ : state) benchmark::DoNotOptimize(explorer.sweep(policy));
}
BENCHMARK(sweepOf)
    ->ArgsProduct({{10'000, 200'000}, {0, 3, 4, 5}})
    ->ArgNames({"samples", "policy"})
    ->Unit(benchmark::kMillisecond);

void galleryOfAll(benchmark::State& state) {
    const ExitRecords test = records(state.range(0), 1);
    const ExitExplorer explorer(test, nullptr, kMacs);
    const ExitAnswer answer = explorer.answer(planOf(ExitPolicy::Confidence));
    for (auto _ : state) benchmark::DoNotOptimize(galleryOf(explorer.records(), answer.taken, {}));
}
BENCHMARK(galleryOfAll)->Arg(10'000)->Arg(200'000)->ArgName("samples")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace exitlab
