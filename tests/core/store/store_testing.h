// SPDX-License-Identifier: GPL-3.0-or-later
// A run's reports of every type, for the tests of the store.
#pragma once

#include <QTemporaryDir>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/config/experiment.h"
#include "core/metrics/report.h"

namespace exitlab::testing {

inline const double kNaN = std::numeric_limits<double>::quiet_NaN();
inline const double kInf = std::numeric_limits<double>::infinity();

/// Time limits are for plain builds; sanitizers slow SQLite's neighbours down.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
inline constexpr double kSlowdown = 10;
#else
inline constexpr double kSlowdown = 1;
#endif

inline Experiment experiment(std::uint64_t seed = 1) {
    MethodInfo method;
    method.id = "fedavg";
    method.name = "FedAvg";
    method.version = "1";
    const MethodCatalog catalog = {method};
    Experiment experiment = Experiment::defaults(catalog, "fedavg");
    experiment.set("seed", std::to_string(seed), catalog);
    experiment.set("name", std::string("Trial"), catalog);
    return experiment;
}

inline Table randomTable(int rows, int cols, std::uint64_t seed) {
    Rng rng(seed, Purpose::Test);
    Table table(rows, cols);
    for (double& value : table.values) value = rng.uniform();
    return table;
}

inline std::shared_ptr<const ExitRecords> randomRecords(std::size_t n, std::uint64_t seed) {
    Rng rng(seed, Purpose::Test);
    auto records = std::make_shared<ExitRecords>();
    records->exits = 2;
    records->classes = 10;
    for (std::size_t i = 0; i < n; ++i) {
        records->client.push_back(static_cast<int>(i % 3));
        records->sample.push_back(static_cast<int>(i));
        records->label.push_back(static_cast<int>(rng.below(10)));
        for (int k = 0; k < 2; ++k) {
            records->prediction.push_back(static_cast<int>(rng.below(10)));
            records->confidence.push_back(static_cast<float>(rng.uniform()));
            records->entropy.push_back(static_cast<float>(rng.uniform()));
            records->margin.push_back(static_cast<float>(rng.uniform()));
        }
    }
    return records;
}

inline RunStarted started(int firstRound = 1) {
    RunStarted r;
    r.name = "Trial";
    r.method = "fedavg";
    r.experiment = experiment().toText();
    r.firstRound = firstRound;
    r.rounds = 10;
    r.clients = 3;
    r.exits = 2;
    r.classes = 2;
    r.workers = 4;
    r.classNames = {"cat", "d\"og, \xc3\xa4"};
    r.trainSamples = {10, 20, 30};
    r.validationSamples = {1, 2, 3};
    r.testSamples = {4, 5, 6};
    r.labels = randomTable(3, 2, 1);
    r.exitMacs = {1.5e6, 1.0 / 3};
    r.exitParameters = {100, 1LL << 60};
    r.stages = {"stem", "stage 1"};
    return r;
}

inline Evaluated evaluated(int round) {
    Evaluated r;
    r.round = round;
    r.accuracy = randomTable(3, 2, static_cast<std::uint64_t>(round));
    r.accuracy.at(2, 0) = r.accuracy.at(2, 1) = kNaN;
    r.loss = randomTable(3, 2, static_cast<std::uint64_t>(round) + 1000);
    r.loss.at(0, 0) = kInf;
    r.samples = {4, 5, 0};
    r.calibration = {0.1, kNaN};
    return r;
}

inline MethodHistogram histogram(int round) {
    MethodHistogram r{round,      "levels", "Clients per level", "level", "clients", {"1", "2", "\"3\", deep"},
                      {"a", "b"}, {}};
    r.counts = randomTable(2, 3, static_cast<std::uint64_t>(round) + 7);
    r.counts.at(1, 2) = kNaN;
    return r;
}

inline MethodScatter scatter(int round) {
    return {round,
            "clients",
            "Gain over cost",
            "cost (MACs)",
            "gain",
            {"small", "large"},
            {1e6, 1.0 / 3, kNaN},
            {0, -2, 1},
            {0, 1, 1},
            {kNaN, 0.5, round * 1.0},
            "accuracy"};
}

/// Two rows of two tiles of 2 x 3 colour pixels, the last tile left out.
inline MethodImageGrid images(int round) {
    MethodImageGrid r;
    r.round = round;
    r.id = "samples";
    r.title = "Generated samples";
    r.rows = r.cols = 2;
    r.channels = 3;
    r.height = 2;
    r.width = 3;
    for (int i = 0; i < 3 * 3 * 2 * 3; ++i) r.pixels.push_back(static_cast<std::uint8_t>(i * 5 + round));
    r.pixels[0] = 0;
    r.labels = {"cat", "", "d, og"};
    return r;
}

/// Reports of a round.
inline constexpr std::size_t kPerRound = 13;

/// What one round tells, in the order of the loop.
inline std::vector<ReportPtr> round(int round) {
    const auto seed = static_cast<std::uint64_t>(round);
    std::vector<ReportPtr> reports;
    reports.push_back(makeReport(LossMeasured{round, 0.1 / 3, {"ce", "kl"}, {1.25, round == 2 ? kNaN : 2.0}, kInf}));
    ConflictMeasured conflict;
    conflict.round = round;
    conflict.cohort = {0, 2};
    conflict.stages = {"stage 1", "trunk"};
    conflict.exitCosine = {randomTable(2, 2, seed), Table(2, 2, kNaN)};
    conflict.negativeShare = kNaN;
    conflict.clientSimilarity = randomTable(2, 2, seed + 5);
    conflict.divergence = {0.5, 0};
    conflict.agreement = {kNaN, 1};
    reports.push_back(makeReport(conflict));
    reports.push_back(makeReport(
        MethodSeries{round, "opening", "Opening R(t)", "share of clients", {"exit 1", "exit 2"}, {0.5, kNaN}}));
    reports.push_back(makeReport(MethodMatrix{round,
                                              "opened",
                                              "Opened exits",
                                              "client",
                                              "exit",
                                              {0, 2},
                                              {0, 1, 2},
                                              randomTable(2, 3, seed),
                                              ColourMeaning::State}));
    reports.push_back(makeReport(histogram(round)));
    reports.push_back(makeReport(scatter(round)));
    reports.push_back(makeReport(images(round)));
    reports.push_back(makeReport(TrafficMeasured{round, {"backbone", "heads"}, {1000, 20}, {2000, 40}}));
    reports.push_back(makeReport(evaluated(round)));
    reports.push_back(
        makeReport(RecordsTaken{round, randomRecords(20, seed), round % 2 ? randomRecords(5, seed) : nullptr}));
    reports.push_back(makeReport(Message{round, Message::Level::Warning, "client 2: \xe2\x88\x9e loss\nsecond line"}));
    reports.push_back(
        makeReport(CheckpointWritten{round, "round-" + std::to_string(round) + ".safetensors", 1LL << 40}));
    reports.push_back(makeReport(RoundFinished{round, {0, 2}, {2}, 0.25, 640, {"train", "evaluate"}, {0.125, 0.0625}}));
    return reports;
}

inline RunFinished finished(int round) {
    RunFinished r;
    r.status = RunStatus::Finished;
    r.round = round;
    r.accuracy = {0.5, kNaN};
    r.seconds = 1.0 / 3;
    r.bytesUp = 7;
    r.bytesDown = 8;
    r.weightsSha256 = "abc";
    r.error = "";
    return r;
}

inline bool same(const std::vector<ReportPtr>& a, const std::vector<ReportPtr>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!(*a[i] == *b[i])) return false;
    return true;
}

/// What the call throws, or empty.
template <class Call>
std::string errorOf(Call call, Error::Kind kind = Error::Kind::Storage) {
    try {
        call();
    } catch (const Error& error) {
        return error.kind() == kind ? error.what() : "wrong kind: " + std::string(error.what());
    }
    return "";
}

inline void writeText(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

inline std::string readText(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace exitlab::testing
