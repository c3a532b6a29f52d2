// SPDX-License-Identifier: GPL-3.0-or-later
// Answers computed from stored values, without torch and without a window. Figures: build/dev/tests/bench_core
#include <benchmark/benchmark.h>

BENCHMARK_MAIN();
