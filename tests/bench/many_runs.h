// SPDX-License-Identifier: GPL-3.0-or-later
// A database of ten thousand runs, made through RunStore as programs make it.
#pragma once

#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <thread>
#include <vector>

#include "core/store/run_store.h"

namespace exitlab::bench {

inline constexpr int kRuns = 10'000;

/// Methods with a setting of their own.
inline MethodCatalog catalog() {
    MethodCatalog methods;
    for (const char* id : {"cafedistill", "fedavg", "fedper", "local"}) {
        MethodInfo method;
        method.id = method.name = id;
        method.version = "1";
        method.summary = "Method";
        ParameterSpec spec;
        spec.key = "algorithm.mu";
        spec.title = "Mu";
        spec.defaultValue = 0.5;
        spec.help = spec.longHelp = "A number.";
        spec.source = "Made up";
        method.parameters = {spec};
        methods.push_back(method);
    }
    return methods;
}

inline void addRun(RunStore& store, const MethodCatalog& methods, int number) {
    const double lr[] = {0.01, 0.03, 0.1, 0.3};
    Experiment experiment = Experiment::defaults(methods, methods[std::size_t(number) % 4].id);
    experiment.set("name", Json("Experiment " + std::to_string(number / 20)), methods);
    experiment.set("seed", Json(number / 4 % 5 + 1), methods);
    experiment.set("training.lr", Json(lr[number / 20 % 4]), methods);
    const std::int64_t run = store.createRun(experiment);
    RunStarted started;
    started.name = experiment.name();
    started.method = experiment.method();
    started.experiment = experiment.toText();
    started.rounds = 100;
    started.clients = 20;
    started.exits = 3;
    started.classes = 2;
    started.classNames = {"a", "b"};
    started.trainSamples.assign(20, 60);
    started.validationSamples.assign(20, 15);
    started.testSamples.assign(20, 25);
    started.labels = Table(20, 2, 50);
    started.exitMacs = {1e6, 2.5e6, 5e6};
    started.exitParameters = {1000, 3000, 9000};
    started.stages = {"stage 1", "stage 2", "stage 3"};
    store.append(run, makeReport(started));
    Evaluated evaluated;
    evaluated.round = 100;
    const double level = 0.5 + 0.2 * std::sin(number);
    evaluated.accuracy = Table(2, 3, level);
    evaluated.loss = Table(2, 3, 1);
    evaluated.samples = {25, 25};
    evaluated.calibration = {0.1, 0.1, 0.1};
    store.append(run, makeReport(evaluated));
    RunFinished finished;
    finished.round = 100;
    finished.accuracy = {level - 0.1, level, level + 0.1};
    finished.seconds = 100 + number;
    finished.bytesUp = 1'000'000LL * (number % 50);
    finished.bytesDown = 2'000'000LL * (number % 50);
    finished.weightsSha256 = std::string(64, 'a');
    store.append(run, makeReport(finished));
    if (number % 3 == 0) store.setTags(run, "paper, sweep " + std::to_string(number / 100));
    if (number % 10 == 0) store.setNote(run, "looked at it, number " + std::to_string(number));
    if (number % 25 == 0) store.setStar(run, true);
}

/// Made once per process, removed at its end.
inline const std::filesystem::path& manyRuns() {
    struct Folder {
        std::filesystem::path path =
            std::filesystem::temp_directory_path() / ("exitlab-bench-" + std::to_string(getpid()));
        Folder() {
            std::filesystem::create_directories(path);
            RunStore store(database());
            const MethodCatalog methods = catalog();
            // Several ask at once: the writer stores all that waits in one transaction.
            constexpr int kThreads = 16;
            std::vector<std::thread> threads;
            for (int t = 0; t < kThreads; ++t)
                threads.emplace_back([&, t] {
                    for (int number = t; number < kRuns; number += kThreads) addRun(store, methods, number);
                });
            for (std::thread& thread : threads) thread.join();
            store.flush();
        }
        ~Folder() {
            std::error_code ignored;
            std::filesystem::remove_all(path, ignored);
        }
        std::filesystem::path database() const { return path / "runs.db"; }
    };
    static const Folder folder;
    static const std::filesystem::path database = folder.database();
    return database;
}

}  // namespace exitlab::bench
