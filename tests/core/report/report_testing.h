// SPDX-License-Identifier: GPL-3.0-or-later
// Runs with every kind of report, of known numbers, for the tests of reports.
#pragma once

#include <QTemporaryDir>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/rng.h"
#include "core/report/report.h"
#include "core/store/run_store.h"

namespace exitlab::testing {

inline constexpr int kClients = 4, kExits = 3, kRounds = 3;

inline MethodInfo syntheticMethod() {
    MethodInfo method;
    method.id = "synthetic";
    method.name = "Synthetic method";
    method.version = "1";
    method.summary = "a method of the tests";
    method.citation = "A. Author, Tests 2026";
    return method;
}

/// Client c has accuracy 0.5 + 0.1 c at the first exit in the last round; deeper exits more, earlier rounds less.
inline Evaluated evaluation(int round) {
    Evaluated r;
    r.round = round;
    r.accuracy = Table(kClients, kExits);
    r.loss = Table(kClients, kExits, 1);
    for (int c = 0; c < kClients; ++c)
        for (int e = 0; e < kExits; ++e) r.accuracy.at(c, e) = 0.5 + 0.1 * c + 0.05 * e - 0.1 * (kRounds - round);
    r.samples = {10, 10, 20, 20};
    r.calibration = {0.1, 0.05, 0.02};
    return r;
}

inline std::shared_ptr<const ExitRecords> records(std::uint64_t seed) {
    Rng rng(seed, Purpose::Test);
    auto r = std::make_shared<ExitRecords>();
    r->exits = kExits;
    r->classes = 4;
    for (int i = 0; i < 200; ++i) {
        r->client.push_back(i % kClients);
        r->sample.push_back(i);
        r->label.push_back(static_cast<int>(rng.below(4)));
        for (int e = 0; e < kExits; ++e) {
            const bool right = rng.uniform() < 0.5 + 0.15 * e;
            r->prediction.push_back(right ? r->label.back() : (r->label.back() + 1) % 4);
            r->confidence.push_back(static_cast<float>(0.25 + 0.75 * rng.uniform()));
            r->entropy.push_back(static_cast<float>(rng.uniform()));
            r->margin.push_back(static_cast<float>(rng.uniform()));
        }
    }
    return r;
}

class ReportDesk {
  public:
    QTemporaryDir dir;
    std::filesystem::path root{dir.path().toStdString()};
    RunStore store{root / "runs.db"};
    MethodCatalog catalog{syntheticMethod()};
    bool costFails = false;

    Experiment experiment(int seed, const std::string& name = "Trial",
                          const std::vector<std::pair<std::string, std::string>>& changes = {}) const {
        const MethodCatalog methods{syntheticMethod()};
        Experiment made = Experiment::defaults(methods, "synthetic");
        made.set("name", name, methods);
        made.set("seed", std::to_string(seed), methods);
        for (const auto& [key, value] : changes) made.set(key, value, methods);
        return made;
    }

    std::int64_t addRun(int seed, const std::string& name = "Trial",
                        const std::vector<std::pair<std::string, std::string>>& changes = {}) {
        const Experiment made = experiment(seed, name, changes);
        const std::int64_t run = store.createRun(made);
        const auto tell = [&](auto body) { store.append(run, makeReport(std::move(body))); };
        RunStarted start;
        start.name = name;
        start.method = "synthetic";
        start.experiment = made.toText();
        start.rounds = kRounds;
        start.clients = kClients;
        start.exits = kExits;
        start.classes = 4;
        start.workers = 2;
        start.classNames = {"cat", "dog", "\xe9\xa9\xac", "ship"};
        start.trainSamples = {30, 40, 50, 60};
        start.validationSamples = {5, 5, 5, 5};
        start.testSamples = {10, 10, 20, 20};
        start.labels = Table(kClients, 4, 11);
        start.exitMacs = {1e6, 2e6, 3e6};
        start.exitParameters = {1000, 2000, 3000};
        start.stages = {"stem", "stage 1"};
        tell(start);
        for (int r = 1; r <= kRounds; ++r) tellRound(tell, r);
        tell(RecordsTaken{kRounds, records(static_cast<std::uint64_t>(seed)), nullptr});
        tell(Message{2, Message::Level::Info, "only for information"});
        tell(Message{2, Message::Level::Warning, "client 2 diverged"});
        RunFinished end;
        end.round = kRounds;
        end.accuracy = {0.65, 0.7, 0.75};
        end.seconds = 3;
        end.weightsSha256 = "5f0c0ffee";
        tell(end);
        store.flush();
        return run;
    }

    ReportInfo write(const std::vector<std::int64_t>& runs, const std::string& name,
                     const ReportOptions& options = {}) {
        const ReportContext context{
            catalog,
            [this](const Experiment&) -> CostReport {
                if (costFails) throw Error(Error::Kind::Input, "there is no such architecture");
                CostReport cost;
                for (int e = 1; e <= kExits; ++e)
                    cost.exits.push_back({"stage " + std::to_string(e), 900, 100, 1000 * e, 1000000LL * e, e / 3.0});
                cost.groups = {{"backbone", 2700, 10800}, {"heads", 300, 1200}};
                cost.parameters = 3000;
                cost.uplinkBytes = cost.downlinkBytes = 12000;
                return cost;
            },
            {},
            nullptr};
        return writeReportFile(store.reader(), runs, root / name, context, options);
    }
    QByteArray read(const std::string& name) const {
        std::ifstream file(root / name, std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        return QByteArray::fromStdString(bytes);
    }
    QString html(const std::vector<std::int64_t>& runs) {
        write(runs, "report.html");
        return QString::fromUtf8(read("report.html"));
    }
    QByteArray pdf(const std::vector<std::int64_t>& runs) {
        write(runs, "report.pdf");
        return read("report.pdf");
    }

  private:
    template <class Tell>
    static void tellRound(Tell tell, int r) {
        tell(LossMeasured{r, 0.1, {"cross-entropy", "distillation"}, {1.5 / r, 0.5 / r}, 2.0 / r});
        ConflictMeasured conflict;
        conflict.round = r;
        conflict.cohort = {0, 2, 3};
        conflict.stages = {"stage 1", "trunk"};
        conflict.exitCosine = {Table(kExits, kExits, -0.25), Table(kExits, kExits, 0.5)};
        conflict.exitCosine[0].at(0, 2) = std::nan("");
        conflict.negativeShare = 0.25;
        conflict.clientSimilarity = Table(3, 3, 0.75);
        conflict.divergence = {0.5, 0.25, 0};
        conflict.agreement = {0.6, 0.8, 1};
        tell(conflict);
        tell(MethodSeries{r, "opening", "Opening R(t)", "share of clients", {"R(t)"}, {r / 3.0}});
        tell(MethodMatrix{r,
                          "opened",
                          "Opened exits",
                          "client",
                          "exit",
                          {0, 2, 3},
                          {0, 1, 2},
                          Table(3, 3, r > 1),
                          ColourMeaning::State});
        tell(MethodMatrix{r,
                          "teacher_weights",
                          "Teacher weights W",
                          "client",
                          "teacher client",
                          {0, 2, 3},
                          {0, 2, 3},
                          Table(3, 3, 1.0 / 3)});
        tell(MethodMatrix{r, "mixing", "Mixing", "client", "model of client", {0}, {0, 1}, Table(1, 2, 0.5)});
        tell(
            MethodHistogram{r, "levels", "Clients per level", "level", "clients", {"1", "2"}, {"all"}, Table(1, 2, 2)});
        tell(MethodScatter{r,
                           "gain",
                           "Gain over cost",
                           "cost (MACs)",
                           "gain",
                           {"small", "large"},
                           {1, 2, 3},
                           {3, 1, 2},
                           {0, 1, 1},
                           {},
                           ""});
        tell(MethodImageGrid{
            r, "samples", "Generated samples", 1, 2, 1, 2, 2, {0, 50, 100, 150, 200, 250, 30, 60}, {"a", "b"}});
        tell(TrafficMeasured{r, {"backbone", "heads"}, {1000, 20}, {2000, 40}});
        tell(evaluation(r));
        tell(RoundFinished{r, {0, 2, 3}, {}, 1.0, 640, {"train", "evaluate"}, {0.75, 0.25}});
    }
};

}  // namespace exitlab::testing
