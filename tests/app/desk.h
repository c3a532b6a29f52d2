// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window on a database and settings of its own, with the real methods.
#pragma once

#include <QTemporaryDir>
#include <QTest>

#include "app/window/main_window.h"
#include "core/federation/run.h"

namespace exitlab {

struct WindowDesk {
    static constexpr int kPatience = 60'000;
    QTemporaryDir dir;
    MainWindow::Options options;
    std::unique_ptr<MainWindow> window;

    WindowDesk() {
        options.database = (dir.path() + QStringLiteral("/runs.db")).toStdString();
        options.settingsFile = dir.path() + QStringLiteral("/settings.ini");
        options.pluginDirs = {std::filesystem::path(EXITLAB_BINARY_DIR) / "lib/exitlab/plugins"};
        options.run.dataDir = dir.path().toStdString();
    }
    void open() {
        window = std::make_unique<MainWindow>(options);
        window->resize(1280, 720);
        window->show();
        QTRY_VERIFY_WITH_TIMEOUT(window->isSettled(), kPatience);
    }
    /// Leaves the session behind.
    void close() {
        QVERIFY(window->close());
        window.reset();
    }
    template <typename T = QWidget>
    T* find(const char* name) const {
        return window->findChild<T*>(QString::fromLatin1(name));
    }
    /// Stored runs of the built-in data, made by the engine before the window opens.
    void makeRuns(int count) {
        const Engine engine(options.pluginDirs);
        RunStore store(options.database);
        for (int seed = 1; seed <= count; ++seed) {
            Experiment experiment = loadExperimentOrPreset("quick-fedavg", engine.methods());
            for (const auto& [key, value] :
                 std::vector<std::pair<const char*, std::string>>{{"data.glyphs.samples", "400"},
                                                                  {"data.clients", "4"},
                                                                  {"model.width", "4"},
                                                                  {"training.rounds", "2"},
                                                                  {"seed", std::to_string(seed)}})
                experiment.set(key, value, engine.methods());
            RunControl control;
            const std::int64_t run = store.createRun(experiment);
            executeRun(
                engine, experiment, store, run, control, [](const ReportPtr&) {}, options.run);
        }
    }
};

}  // namespace exitlab
