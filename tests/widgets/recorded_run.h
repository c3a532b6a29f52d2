// SPDX-License-Identifier: GPL-3.0-or-later
// The reports of a CAFEDistill-like run, made by formula: 20 clients, 3 exits, 60 rounds, with the gaps that real runs
// have (a client without test samples, stages that exits do not share, failed clients).
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/base/rng.h"
#include "core/metrics/report.h"

namespace exitlab::recorded {

inline constexpr int clients = 20, exits = 3, classes = 10, cohortSize = 8;
inline constexpr int untested = 13;  ///< the client without test samples
inline constexpr double nan = std::numeric_limits<double>::quiet_NaN();

inline RunStarted start(int rounds) {
    RunStarted s;
    s.name = "CAFEDistill on glyphs, alpha 0.1";
    s.method = "cafedistill";
    s.rounds = rounds;
    s.clients = clients;
    s.exits = exits;
    s.classes = classes;
    s.workers = 2;
    s.stages = {"stem", "stage 1", "stage 2", "stage 3"};
    s.labels = Table(clients, classes);
    Rng rng(7, Purpose::Test);
    for (int k = 0; k < classes; ++k) s.classNames.push_back(std::string(1, static_cast<char>('A' + k)));
    for (int c = 0; c < clients; ++c) {
        const auto shares = rng.dirichlet(0.3, classes);
        std::int64_t sum = 0;
        for (int k = 0; k < classes; ++k) {
            s.labels.at(c, k) = std::round(200 * shares[static_cast<std::size_t>(k)]);
            sum += static_cast<std::int64_t>(s.labels.at(c, k));
        }
        s.trainSamples.push_back(sum * 8 / 10);
        s.validationSamples.push_back(0);
        s.testSamples.push_back(c == untested ? 0 : sum * 2 / 10);
    }
    s.exitMacs = {1.2e6, 2.9e6, 4.4e6};
    s.exitParameters = {21000, 64000, 171000};
    return s;
}

/// What a method that grows student models by level would publish: two distributions, points, pictures.
inline std::vector<ReportPtr> results(int t, int rounds) {
    std::vector<ReportPtr> out;
    Rng rng(11, Purpose::Test, static_cast<std::uint64_t>(t));
    const double progress = static_cast<double>(t) / rounds;
    MethodHistogram confidence{t,
                               "confidence",
                               "Confidence at each exit",
                               "confidence of the prediction",
                               "share of samples",
                               {},
                               {"exit 1", "exit 2", "exit 3"},
                               Table(3, 10)};
    for (int b = 0; b < 10; ++b) {
        confidence.bins.push_back("0." + std::to_string(b));
        for (int e = 0; e < 3; ++e)
            confidence.counts.at(e, b) =
                std::exp(-std::pow((b - 3 - 2 * e - 3 * progress) / (2.2 - 0.3 * e), 2)) / 4 + 0.01 * rng.uniform();
    }
    out.push_back(makeReport(confidence));
    MethodHistogram levels{
        t, "levels", "Samples per class and teacher", "class", "samples", {}, {"server", "client"}, Table(2, classes)};
    for (int k = 0; k < classes; ++k) {
        levels.bins.push_back(std::string(1, static_cast<char>('A' + k)));
        for (int g = 0; g < 2; ++g) levels.counts.at(g, k) = std::floor(400 * rng.uniform() * (g ? progress : 1));
    }
    levels.counts.at(1, 4) = nan;
    out.push_back(makeReport(levels));

    MethodScatter gain{t,
                       "gain",
                       "Gain of the students",
                       "compute per sample (MMAC)",
                       "gain over training alone (points)",
                       {"level 1", "level 2", "level 3"},
                       {},
                       {},
                       {},
                       {},
                       "agreement with the teacher"};
    for (int c = 0; c < clients; ++c) {
        const int level = c % 3;
        gain.x.push_back(1.2 + 1.6 * level + 0.2 * rng.normal());
        gain.y.push_back(12 * progress * (0.4 + 0.3 * level) + 2 * rng.normal());
        gain.group.push_back(level);
        gain.value.push_back(c == 7 ? nan : std::clamp(0.4 + 0.5 * progress + 0.1 * rng.normal(), 0.0, 1.0));
    }
    gain.y[untested] = nan;
    out.push_back(makeReport(gain));
    MethodScatter drift = gain;
    drift.id = "drift";
    drift.title = "Drift of the clients";
    drift.xAxis = "first component";
    drift.yAxis = "second component";
    drift.value.clear();
    for (double& x : drift.x) x = rng.normal();
    for (double& y : drift.y) y = rng.normal();
    out.push_back(makeReport(drift));

    MethodImageGrid samples;
    samples.round = t;
    samples.id = "samples";
    samples.title = "Samples of the generator";
    samples.rows = 3;
    samples.cols = 8;
    samples.channels = 3;
    samples.height = samples.width = 16;
    for (int i = 0; i < 22; ++i) {
        samples.labels.push_back("class " + std::string(1, static_cast<char>('A' + i % classes)));
        for (int c = 0; c < 3; ++c)
            for (int y = 0; y < 16; ++y)
                for (int x = 0; x < 16; ++x) {
                    const double ring = std::hypot(x - 7.5, y - 7.5) - 2 - i % 5;
                    const double v =
                        std::exp(-ring * ring * progress / 2) * ((i >> c) % 2 ? 230 : 90) + 40 * rng.uniform();
                    samples.pixels.push_back(static_cast<std::uint8_t>(std::clamp(v, 0.0, 255.0)));
                }
    }
    out.push_back(makeReport(samples));
    return out;
}

inline std::vector<ReportPtr> round(int t, int rounds) {
    std::vector<ReportPtr> out;
    Rng rng(7, Purpose::Test, static_cast<std::uint64_t>(t));
    const std::vector<int> cohort = rng.sample(clients, cohortSize);
    const double progress = static_cast<double>(t) / rounds, ratio = std::min(2.0 * (t - 1) / rounds, 1.0);

    LossMeasured loss;
    loss.round = t;
    loss.learningRate = 0.05 * std::pow(0.99, t);
    loss.terms = {"exit 1", "exit 2", "exit 3", "distillation"};
    const double base = 2.1 * std::exp(-3 * progress) + 0.35;
    loss.values = {base * 0.42 + 0.02 * rng.normal(), base * 0.36 + 0.02 * rng.normal(),
                   base * 0.3 + 0.02 * rng.normal(), ratio * 0.4 + 0.02 * rng.normal()};
    if (ratio < 0.5) loss.values[1] = nan;
    for (const double v : loss.values) loss.total += std::isnan(v) ? 0 : v;
    out.push_back(makeReport(loss));

    TrafficMeasured traffic;
    traffic.round = t;
    traffic.groups = {"backbone", "heads", "norm statistics"};
    traffic.up = {cohortSize * 640000, cohortSize * 12000, cohortSize * 3000};
    traffic.down = {cohortSize * 640000, cohortSize * 4000, cohortSize * 3000};
    out.push_back(makeReport(traffic));

    MethodMatrix opened;
    opened.round = t;
    opened.id = "opened";
    opened.title = "Opened exits";
    opened.rowAxis = "client";
    opened.colAxis = "exit";
    opened.rows = cohort;
    opened.cols = {0, 1, 2};
    opened.values = Table(cohortSize, exits);
    opened.colour = ColourMeaning::State;
    const int active = static_cast<int>(std::floor((exits - 1) * cohortSize * ratio));
    for (int i = 0; i < cohortSize; ++i) {
        opened.values.at(i, 2) = 1;
        opened.values.at(i, 0) = i < active;
        opened.values.at(i, 1) = i + cohortSize < active;
    }
    out.push_back(makeReport(opened));
    out.push_back(makeReport(MethodSeries{
        t, "opening", "Opening of exits", "share of student exits", {"R(t)", "opened"}, {ratio, active / 16.0}}));

    MethodMatrix weights = opened;
    weights.id = "teacher_weights";
    weights.title = "Teacher weights W";
    weights.colAxis = "teacher client";
    weights.cols = cohort;
    weights.colour = ColourMeaning::Magnitude;
    weights.values = Table(cohortSize, cohortSize);
    for (int i = 0; i < cohortSize; ++i) {
        const auto row = rng.dirichlet(0.5, cohortSize);
        for (int j = 0; j < cohortSize; ++j) weights.values.at(i, j) = row[static_cast<std::size_t>(j)];
    }
    out.push_back(makeReport(weights));

    if (t % 5 == 0 || t == 1) {
        ConflictMeasured conflict;
        conflict.round = t;
        conflict.cohort = cohort;
        conflict.stages = {"stage 1", "stage 2", "stage 3", "trunk"};
        for (int s = 0; s < 4; ++s) {
            Table cosine(exits, exits, 1);
            for (int a = 0; a < exits; ++a)
                for (int b = 0; b < a; ++b)
                    cosine.at(a, b) = cosine.at(b, a) =
                        s < 3 && b < s ? nan : std::clamp(0.5 - 0.4 * (a - b) + 0.2 * rng.normal(), -1.0, 1.0);
            if (s > 0 && s < 3)
                for (int a = 0; a < s; ++a) cosine.at(a, a) = nan;
            conflict.exitCosine.push_back(cosine);
        }
        conflict.negativeShare = 0.5 * std::exp(-2 * progress) + 0.05 * rng.uniform();
        conflict.clientSimilarity = Table(cohortSize, cohortSize, 1);
        for (int i = 0; i < cohortSize; ++i)
            for (int j = 0; j < i; ++j)
                conflict.clientSimilarity.at(i, j) = conflict.clientSimilarity.at(j, i) =
                    std::clamp(0.1 + 0.4 * rng.normal(), -1.0, 1.0);
        conflict.divergence = {0.9 * std::exp(-progress), 0.5 * std::exp(-progress), 0};
        conflict.agreement = {0.5 + 0.3 * progress, 0.6 + 0.3 * progress, 1};
        out.push_back(makeReport(conflict));
        MethodMatrix memory = opened;
        memory.id = "similarity";
        memory.title = "Similarity memory of the server";
        memory.colAxis = "client";
        memory.colour = ColourMeaning::Diverging;
        memory.rows.clear();
        for (int c = 0; c < clients; ++c) memory.rows.push_back(c);
        memory.cols = memory.rows;
        memory.values = Table(clients, clients, 1);
        for (int i = 0; i < clients; ++i)
            for (int j = 0; j < i; ++j)
                memory.values.at(i, j) = memory.values.at(j, i) = std::clamp(0.35 * rng.normal(), -1.0, 1.0);
        out.push_back(makeReport(memory));
        out.push_back(makeReport(MethodSeries{t,
                                              "decoupling_gap",
                                              "Decoupling gap",
                                              "KL divergence (nats)",
                                              {"mean over clients", "largest"},
                                              {0.02 * progress, t == 30 ? nan : 0.06 * progress}}));
    }

    if (t >= 3)
        for (ReportPtr& report : results(t, rounds)) out.push_back(std::move(report));

    Evaluated evaluated;
    evaluated.round = t;
    evaluated.accuracy = Table(clients, exits);
    evaluated.loss = Table(clients, exits);
    for (int c = 0; c < clients; ++c) {
        Rng own(7, Purpose::Test, 1000, static_cast<std::uint64_t>(c));
        const double talent = 0.12 * own.normal();
        evaluated.samples.push_back(c == untested ? 0 : 40);
        for (int e = 0; e < exits; ++e) {
            const double top = 0.66 + 0.07 * e + talent;
            const double late = std::max(0.0, progress - (e < 2 ? 0.22 * e : 0));
            const double v = 0.1 + (top - 0.1) * (1 - std::exp(-5 * late)) + 0.015 * rng.normal();
            evaluated.accuracy.at(c, e) = c == untested ? nan : std::clamp(v, 0.0, 1.0);
            evaluated.loss.at(c, e) = c == untested ? nan : -std::log(std::clamp(v, 0.01, 1.0));
        }
    }
    evaluated.calibration = {0.05 + 0.12 * progress, 0.04 + 0.1 * progress, 0.03 + 0.09 * progress};
    out.push_back(makeReport(evaluated));

    RoundFinished finished;
    finished.round = t;
    finished.cohort = cohort;
    if (t == 17) finished.failed = {cohort.front()};
    finished.samples = 12800;
    finished.phases = {"train", "aggregate", "evaluate", "probe"};
    finished.phaseSeconds = {2.4 + 0.1 * rng.normal(), 0.05, 0.7, t % 5 == 0 ? 0.4 : 0.0};
    for (const double s : finished.phaseSeconds) finished.seconds += s;
    out.push_back(makeReport(finished));
    if (t % 20 == 0) out.push_back(makeReport(CheckpointWritten{t, "round-" + std::to_string(t), 1'800'000}));
    return out;
}

/// The first `until` rounds of a run of `rounds`; ended when they are all.
inline std::vector<ReportPtr> run(int until, int rounds = 60) {
    std::vector<ReportPtr> out{makeReport(start(rounds))};
    out.push_back(makeReport(Message{0, Message::Level::Info, "2 workers, 171 000 parameters, seed 7."}));
    for (int t = 1; t <= until; ++t) {
        for (ReportPtr& report : round(t, rounds)) out.push_back(std::move(report));
        if (t == 23)
            out.push_back(makeReport(
                Message{t, Message::Level::Warning, "Client 13 has no test samples; it is left out of the means."}));
    }
    if (until == rounds) {
        RunFinished end;
        end.round = rounds;
        end.accuracy = {0.62, 0.66, 0.78};
        end.seconds = 190;
        end.bytesUp = 314'400'000;
        end.bytesDown = 310'560'000;
        out.push_back(makeReport(end));
    }
    return out;
}

}  // namespace exitlab::recorded
