// SPDX-License-Identifier: GPL-3.0-or-later
// Moving alpha in the Design page: from the key to the redrawn heat map within 100 ms, on label sets of the size of
// CIFAR-10 (60,000 samples, 10 classes, 100 clients).
#include <benchmark/benchmark.h>

#include <QAbstractSpinBox>
#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <fstream>

#include "app/window/preview_service.h"
#include "widgets/design/design_view.h"
#include "widgets/plots/heat_map.h"

namespace exitlab {
namespace {

/// Label files in the layout of MNIST, which keeps labels apart from images: 50,000 and 10,000 of ten classes.
void writeLabels(const QString& root) {
    const QString folder = root + QStringLiteral("/MNIST/raw/");
    QDir().mkpath(folder);
    const auto write = [&](const char* name, std::uint32_t count) {
        std::ofstream file((folder + QString::fromLatin1(name)).toStdString(), std::ios::binary);
        const auto number = [&](std::uint32_t value) {
            for (int shift = 24; shift >= 0; shift -= 8) file.put(static_cast<char>(value >> shift));
        };
        number(2049);
        number(count);
        for (std::uint32_t i = 0; i < count; ++i) file.put(static_cast<char>((i * 7919 + i / 13) % 10));
    };
    write("train-labels-idx1-ubyte", 50'000);
    write("t10k-labels-idx1-ubyte", 10'000);
}

MethodCatalog catalog() { return {{"plain", "Plain", "1", "Averages everything", "Somebody", "A paragraph.", {}}}; }

Experiment experiment() {
    Experiment made = Experiment::defaults(catalog(), "plain");
    made.set("data.dataset", "mnist", catalog());
    made.set("data.clients", "100", catalog());
    return made;
}

void partitionAfterAlpha(benchmark::State& state) {
    QTemporaryDir dir;
    writeLabels(dir.path());
    RunOptions options;
    options.dataDir = dir.path().toStdString();
    DesignView view;
    PreviewService previews(options);
    QObject::connect(&view, &DesignView::previewRequested, &previews, &PreviewService::request);
    int answers = 0;
    QObject::connect(&previews, &PreviewService::partitionReady, &view,
                     [&](quint64 token, const PartitionPreview& preview) {
                         view.showPartition(token, preview);
                         ++answers;
                     });
    QString failure;
    QObject::connect(&previews, &PreviewService::partitionFailed, &view,
                     [&](quint64, const QString& reason) { failure = reason; });
    view.resize(1280, 720);
    view.setCatalog(catalog(), {}, experiment());
    view.show();
    auto* map = view.findChild<HeatMap*>(QStringLiteral("partitionClasses"));
    auto* alpha = view.findChild<QAbstractSpinBox*>(QStringLiteral("data.partition.alpha"));
    const auto wait = [&](int wanted) {
        QElapsedTimer time;
        time.start();
        while (answers < wanted && failure.isEmpty() && time.elapsed() < 10'000)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
    };
    wait(1);
    for (auto _ : state) {
        alpha->stepUp();
        wait(answers + 1);
        map->flush();
        if (!failure.isEmpty()) {
            state.SkipWithError(failure.toUtf8().constData());
            break;
        }
    }
}
BENCHMARK(partitionAfterAlpha)->Unit(benchmark::kMillisecond)->UseRealTime();

/// The answer alone, without the page and its pause for further keys.
void previewOnly(benchmark::State& state) {
    QTemporaryDir dir;
    writeLabels(dir.path());
    RunOptions options;
    options.dataDir = dir.path().toStdString();
    Experiment made = experiment();
    double alpha = 0.1;
    for (auto _ : state) {
        made.set("data.partition.alpha", Json(alpha += 0.01), catalog());
        benchmark::DoNotOptimize(previewPartition(made, options));
    }
}
BENCHMARK(previewOnly)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace exitlab
