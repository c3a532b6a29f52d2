// SPDX-License-Identifier: GPL-3.0-or-later
// What the window must do within a frame or a blink (interface.md, "how it must feel"), measured on the real widgets
// under the offscreen platform. Figures: build/dev/tests/bench_window
#include <benchmark/benchmark.h>

#include <QApplication>

#include "widgets/theme/theme.h"

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    exitlab::Theme::instance().apply(app);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
