// SPDX-License-Identifier: GPL-3.0-or-later
// Rounds through the real loop: same bits for any number of workers, what travels, what is reported, what fails.
#include <QTest>

#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

std::int64_t sum(const std::vector<std::int64_t>& values) {
    return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

std::vector<int> rounds(const std::vector<Evaluated>& reports) {
    std::vector<int> numbers;
    for (const auto& report : reports) numbers.push_back(report.round);
    return numbers;
}

}  // namespace

class TestRoundLoop : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void workersDoNotChangeABit_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("architecture");
        QTest::newRow("fedavg, mlp") << "fedavg"
                                     << "mlp";
        QTest::newRow("cafedistill, convnet") << "cafedistill"
                                              << "convnet";
        QTest::newRow("cafedistill, resnet18") << "cafedistill"
                                               << "resnet18";
        QTest::newRow("template, resnet18") << "template"
                                            << "resnet18";
    }
    void workersDoNotChangeABit() {
        QFETCH(QString, method);
        QFETCH(QString, architecture);
        Changes changes{{"training.rounds", "3"}, {"training.participation", "0.75"}, {"evaluation.records", "all"}};
        if (architecture == "convnet")
            changes.insert(changes.end(),
                           {{"model.architecture", "convnet"}, {"model.padding", "same"}, {"model.width", "6"}});
        std::vector<Driven> runs;
        for (const char* workers : {"1", "2", "3"}) {
            changes.emplace_back("run.workers", workers);
            runs.push_back(drive(architecture == "resnet18" ? smallResNet(method.toStdString(), changes)
                                                            : smallExperiment(method.toStdString(), changes)));
            QCOMPARE(runs.back().told.of<RunStarted>().at(0).workers, std::stoi(workers));
        }
        QCOMPARE(runs[0].finished.weightsSha256.size(), std::size_t{64});
        for (std::size_t i = 1; i < runs.size(); ++i) {
            QCOMPARE(runs[i].finished.weightsSha256, runs[0].finished.weightsSha256);
            QVERIFY(sameValues(runs[i], runs[0]));
            QVERIFY(comparable(runs[i].told.reports) == comparable(runs[0].told.reports));
        }
    }

    void anotherSeedGivesOtherBits() {
        const Driven a = drive(smallExperiment("fedavg")), b = drive(smallExperiment("fedavg", {{"seed", "2"}}));
        QVERIFY(a.finished.weightsSha256 != b.finished.weightsSha256);
        QCOMPARE(drive(smallExperiment("fedavg", {{"name", "other"}})).finished.weightsSha256,
                 a.finished.weightsSha256);
    }

    void measuringAndTestingDoNotChangeTraining() {
        const auto sha = [](const Changes& changes) {
            return drive(smallResNet("cafedistill", changes)).finished.weightsSha256;
        };
        const std::string plain = sha({{"evaluation.conflict_every", "0"}, {"evaluation.every", "100"}});
        QCOMPARE(sha({{"evaluation.conflict_every", "1"}, {"evaluation.every", "1"}, {"evaluation.records", "all"}}),
                 plain);
    }

    void trafficIsThePayload_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("fedavg") << "fedavg"
                                << "seed"
                                << "1";
        QTest::newRow("fedper") << "fedper"
                                << "seed"
                                << "1";
        QTest::newRow("local") << "local"
                               << "seed"
                               << "1";
        QTest::newRow("cafedistill") << "cafedistill"
                                     << "seed"
                                     << "1";
        QTest::newRow("cafedistill separate") << "cafedistill"
                                              << "algorithm.teacher_head"
                                              << "separate";
        QTest::newRow("cafedistill without distillation") << "cafedistill"
                                                          << "algorithm.ablation.kd"
                                                          << "false";
        QTest::newRow("averaged statistics") << "fedavg"
                                             << "model.norm_policy"
                                             << "averaged";
        QTest::newRow("FedBN") << "fedavg"
                               << "model.norm_parameters"
                               << "local";
    }
    void trafficIsThePayload() {
        QFETCH(QString, method);
        QFETCH(QString, key);
        QFETCH(QString, value);
        const Experiment experiment =
            smallResNet(method.toStdString(), {{key.toStdString(), value.toStdString()}, {"training.rounds", "2"}});
        const CostReport cost = costOf(engine(), experiment);
        const Driven run = drive(experiment);
        std::int64_t up = 0, down = 0;
        for (const TrafficMeasured& traffic : run.told.of<TrafficMeasured>()) {
            QCOMPARE(sum(traffic.up), 2 * cost.uplinkBytes);  // two of four clients
            QCOMPARE(sum(traffic.down), 2 * cost.downlinkBytes);
            up += sum(traffic.up);
            down += sum(traffic.down);
            const bool statistics = std::count(traffic.groups.begin(), traffic.groups.end(), "norm statistics");
            QCOMPARE(statistics, key == "model.norm_policy");
        }
        QCOMPARE(run.told.of<TrafficMeasured>().size(), std::size_t{2});
        QCOMPARE(run.finished.bytesUp, up);
        QCOMPARE(run.finished.bytesDown, down);
    }

    void normalisationPolicies() {
        const auto layoutOf = [](const Changes& changes) { return drive(smallResNet("fedavg", changes)); };
        const Changes everyone{{"training.participation", "1"}, {"training.rounds", "1"}};
        const NetworkPlan plan(smallResNet("fedavg").settings(), {1, 16, 16}, 4);
        const std::string mean = "stem.norm.running_mean", scale = "stem.norm.weight";
        const auto at = [&](const Tensor& flat, const std::string& name) { return slice(plan.spans(), flat, name); };

        const Driven local = layoutOf(everyone);
        QVERIFY2(sameBits(at(local.global, mean), at(local.initial, mean)), "statistics never reach the server");
        QVERIFY(!sameBits(at(local.values[0], mean), at(local.values[1], mean)));
        QVERIFY(sameBits(at(local.values[0], scale), at(local.values[1], scale)));
        QVERIFY(!sameBits(at(local.global, scale), at(local.initial, scale)));

        Changes averaged = everyone;
        averaged.emplace_back("model.norm_policy", "averaged");
        const Driven shared = layoutOf(averaged);
        QVERIFY(shared.layout.personal.empty());
        QVERIFY(!sameBits(at(shared.global, mean), at(shared.initial, mean)));
        Tensor expected = at::zeros_like(at(local.values[0], mean));
        const std::vector<std::int64_t> samples = shared.told.of<RunStarted>().at(0).trainSamples;
        for (std::size_t i = 0; i < 4; ++i)
            expected.add_(at(local.values[i], mean),
                          static_cast<double>(samples[i]) / static_cast<double>(sum(samples)));
        QCOMPARE_NEAR(at(shared.global, mean), expected, 1e-6);

        Changes fedBn = everyone;
        fedBn.emplace_back("model.norm_parameters", "local");
        const Driven bn = layoutOf(fedBn);
        QVERIFY(sameBits(at(bn.global, scale), at(bn.initial, scale)));
        QVERIFY(!sameBits(at(bn.values[0], scale), at(bn.values[1], scale)));
    }

    void aggregationWeights() {
        // What each client sends, from rounds in which it trains alone; then the mean of all, bit for bit.
        const Changes base{
            {"training.rounds", "1"}, {"training.participation", "1"}, {"evaluation.conflict_every", "0"}};
        std::vector<Tensor> alone;
        std::vector<std::int64_t> samples;
        for (int client = 0; client < 6; ++client) {
            RunSetup setup = prepareRun(engine(), smallExperiment("fedavg", base), {});
            setup.cohort = [=](int) { return std::vector<int>{client}; };
            RunControl control;
            alone.push_back(drive(setup, control).global);
            samples.push_back(
                static_cast<std::int64_t>(setup.partition.clients[static_cast<std::size_t>(client)].train.size()));
        }
        QVERIFY2(*std::max_element(samples.begin(), samples.end()) > *std::min_element(samples.begin(), samples.end()),
                 "sizes must differ for this to say anything");
        for (const bool uniform : {false, true}) {
            Changes changes = base;
            changes.emplace_back("training.aggregation", uniform ? "uniform" : "samples");
            QVERIFY(sameBits(drive(smallExperiment("fedavg", changes)).global,
                             weightedSum(alone, shares(samples, uniform))));
        }
    }

    void unsampledClientsKeepWhatTheyHad() {
        const Driven run = drive(smallExperiment("fedper"));
        std::vector<bool> sampled(6);
        for (const RoundFinished& round : run.told.of<RoundFinished>()) {
            QCOMPARE(round.cohort.size(), std::size_t{3});
            QVERIFY(std::is_sorted(round.cohort.begin(), round.cohort.end()));
            for (const int client : round.cohort) sampled[static_cast<std::size_t>(client)] = true;
        }
        for (std::size_t i = 0; i < 6; ++i) QCOMPARE(run.clients[i].personal.defined(), bool(sampled[i]));
    }

    void aFailingClientIsLeftOut_data() {
        QTest::addColumn<QString>("place");
        QTest::newRow("before training") << "begin";
        QTest::newRow("in a batch") << "loss";
    }
    void aFailingClientIsLeftOut() {
        QFETCH(QString, place);
        const Changes changes{{"training.rounds", "2"}, {"training.participation", "1"}};
        Experiment failing = smallExperiment("failing", changes);
        failing.set("algorithm.client", std::string("2"), engine().methods());
        failing.set("algorithm.place", place.toStdString(), engine().methods());
        const Driven run = drive(failing);
        QVERIFY(run.finished.status == RunStatus::Finished);
        for (const RoundFinished& round : run.told.of<RoundFinished>()) {
            QCOMPARE(round.failed, std::vector<int>{2});
            QCOMPARE(round.cohort.size(), std::size_t{6});
        }
        const auto messages = run.told.of<Message>();
        QCOMPARE(messages.size(), std::size_t{2});
        QVERIFY(messages[0].level == Message::Level::Error);
        QVERIFY2(messages[0].text.find("client 2 failed in round 1") != std::string::npos, messages[0].text.c_str());
        QVERIFY(messages[0].text.find("battery empty") != std::string::npos);

        // The others train as if it had not been asked.
        RunSetup setup = prepareRun(engine(), smallExperiment("fedavg", changes), {});
        setup.cohort = [](int) { return std::vector<int>{0, 1, 3, 4, 5}; };
        RunControl control;
        const Driven without = drive(setup, control);
        QVERIFY(sameBits(run.global, without.global));
        const auto losses = run.told.of<LossMeasured>(), expected = without.told.of<LossMeasured>();
        QVERIFY(losses == expected);
    }

    void allFailingEndsTheRun() {
        Experiment failing = smallExperiment("failing");
        failing.set("algorithm.client", std::string("-1"), engine().methods());
        try {
            drive(failing);
            QFAIL("nobody trained");
        } catch (const Error& e) {
            QVERIFY2(QByteArray(e.what()).contains("every client of round 1 failed"), e.what());
            QVERIFY(QByteArray(e.what()).contains("battery empty"));
        }
        failing.set("algorithm.place", std::string("plan"), engine().methods());
        QVERIFY_EXCEPTION_THROWN(drive(failing), Error);
    }

    void divergenceIsFlagged_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<bool>("stop");
        QTest::newRow("fedavg goes on") << "fedavg" << false;
        QTest::newRow("fedavg stops") << "fedavg" << true;
        QTest::newRow("cafedistill goes on") << "cafedistill" << false;
        QTest::newRow("cafedistill stops") << "cafedistill" << true;
    }
    void divergenceIsFlagged() {
        QFETCH(QString, method);
        QFETCH(bool, stop);
        const Driven run =
            drive(smallExperiment(method.toStdString(), {{"training.lr", "100"},
                                                         {"training.local_epochs", "20"},
                                                         {"run.on_divergence", stop ? "stop" : "continue"}}));
        QVERIFY(run.finished.diverged);
        QVERIFY(run.finished.status == (stop ? RunStatus::Stopped : RunStatus::Finished));
        QCOMPARE(run.finished.round < 4, stop);
        int flagged = 0;
        for (const Message& message : run.told.of<Message>())
            flagged += message.text.find("not a finite number") != std::string::npos ? 1 : 0;
        QCOMPARE(flagged, 1);
        QVERIFY2(!std::isfinite(run.told.of<LossMeasured>().back().total), "NaN is shown, not hidden");
        QVERIFY(!run.told.of<Evaluated>().empty());
    }

    void conflictReports() {
        const Driven run = drive(smallExperiment("cafedistill", {{"training.rounds", "5"}}));
        const auto reports = run.told.of<ConflictMeasured>();
        QCOMPARE(reports.size(), std::size_t{3});  // 2, 4, and the last
        const auto finished = run.told.of<RoundFinished>();
        for (std::size_t i = 0; i < reports.size(); ++i) {
            const ConflictMeasured& c = reports[i];
            QCOMPARE(c.round, i == 2 ? 5 : 2 * static_cast<int>(i + 1));
            QCOMPARE(c.cohort, finished[static_cast<std::size_t>(c.round - 1)].cohort);
            QCOMPARE(c.stages, (std::vector<std::string>{"stage 1", "stage 2", "stage 3", "trunk"}));
            QCOMPARE(c.exitCosine.size(), std::size_t{4});
            for (std::size_t s = 0; s < 4; ++s)
                for (int k = 0; k < 3; ++k)
                    for (int l = 0; l < 3; ++l) {
                        const double value = c.exitCosine[s].at(k, l);
                        const bool shared = s == 3 || (k >= static_cast<int>(s) && l >= static_cast<int>(s));
                        QCOMPARE(std::isnan(value), !shared);
                        if (shared) QVERIFY(std::abs(value) <= 1 + 1e-12);
                        if (shared && k == l) QVERIFY(std::abs(value - 1) < 1e-12);
                    }
            QCOMPARE(c.clientSimilarity.rows, 3);
            for (int j = 0; j < 3; ++j) QCOMPARE(c.clientSimilarity.at(j, j), 1.0);
            QVERIFY(c.negativeShare >= 0 && c.negativeShare <= 1);
            QCOMPARE(c.divergence.size(), std::size_t{3});
            QVERIFY(std::abs(c.divergence.back()) < 1e-12 && std::abs(c.agreement.back() - 1) < 1e-12);
        }
        // The engine's own similarity is the one the method uses.
        const auto memory = run.told.of<MethodMatrix>("similarity").back();
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < 3; ++j)
                QCOMPARE(memory.values.at(reports.back().cohort[static_cast<std::size_t>(i)],
                                          reports.back().cohort[static_cast<std::size_t>(j)]),
                         reports.back().clientSimilarity.at(i, j));
        QVERIFY(
            drive(smallExperiment("fedavg", {{"evaluation.conflict_every", "0"}})).told.of<ConflictMeasured>().empty());
    }

    void evaluationRhythm() {
        const auto run = [](const char* every, const char* records) {
            return drive(smallExperiment("fedper", {{"evaluation.every", every}, {"evaluation.records", records}}))
                .told;
        };
        QCOMPARE(rounds(run("3", "last").of<Evaluated>()), (std::vector<int>{3, 4}));
        QCOMPARE(rounds(run("100", "last").of<Evaluated>()), (std::vector<int>{4}));
        QCOMPARE(run("1", "last").of<RecordsTaken>().size(), std::size_t{1});
        QCOMPARE(run("1", "all").of<RecordsTaken>().size(), std::size_t{4});
        QCOMPARE(run("1", "none").of<RecordsTaken>().size(), std::size_t{0});
    }

    void recordsAgreeWithAccuracy() {
        const Experiment experiment =
            smallExperiment("fedper", {{"evaluation.batch", "7"}, {"data.validation_share", "0.2"}});
        RunSetup setup = prepareRun(engine(), experiment, {});
        RunControl control;
        const Driven run = drive(setup, control);
        const Evaluated evaluated = run.told.of<Evaluated>().back();
        const RecordsTaken taken = run.told.of<RecordsTaken>().back();
        QCOMPARE(taken.round, 4);
        QVERIFY(taken.test && taken.validation);
        const ExitRecords& r = *taken.test;
        std::size_t row = 0;
        Network network(*setup.plan);
        for (std::size_t client = 0; client < 6; ++client) {
            const auto& samples = setup.partition.clients[client].test;
            QCOMPARE(evaluated.samples[client], static_cast<std::int64_t>(samples.size()));
            network.values().copy_(run.values[client]);
            const at::NoGradGuard noGrad;
            const ExitOutputs out = network.forwardAll(
                gatherBatch(*setup.data, samples.data(), static_cast<std::int64_t>(samples.size())), false);
            for (std::size_t k = 0; k < 3; ++k) {
                int right = 0;
                double loss = 0;
                const Tensor p = at::softmax(out.logits[k].to(at::kDouble), 1);
                for (std::size_t i = 0; i < samples.size(); ++i) {
                    const Tensor one = p[static_cast<std::int64_t>(i)];
                    const int label = setup.data->labels[static_cast<std::size_t>(samples[i])];
                    const auto best = std::get<0>(one.topk(2));
                    const std::size_t at = r.at(row + i, static_cast<int>(k));
                    QCOMPARE(r.client[row + i], static_cast<int>(client));
                    QCOMPARE(r.sample[row + i], static_cast<int>(samples[i]));
                    QCOMPARE(r.label[row + i], label);
                    QCOMPARE(r.prediction[at], one.argmax().item<int>());
                    QVERIFY(std::abs(static_cast<double>(r.confidence[at]) - best[0].item<double>()) < 1e-5);
                    QVERIFY(std::abs(static_cast<double>(r.margin[at]) - (best[0] - best[1]).item<double>()) < 1e-5);
                    QVERIFY(std::abs(static_cast<double>(r.entropy[at]) + at::xlogy(one, one).sum().item<double>()) <
                            1e-5);
                    right += r.correct(row + i, static_cast<int>(k)) ? 1 : 0;
                    loss -= std::log(one[label].item<double>());
                }
                const auto n = static_cast<double>(samples.size());
                QCOMPARE(evaluated.accuracy.at(static_cast<int>(client), static_cast<int>(k)), right / n);
                QVERIFY(std::abs(evaluated.loss.at(static_cast<int>(client), static_cast<int>(k)) - loss / n) < 1e-5);
            }
            row += samples.size();
        }
        QCOMPARE(row, r.size());
        std::size_t validation = 0;
        for (const ClientSamples& client : setup.partition.clients) validation += client.validation.size();
        QCOMPARE(taken.validation->size(), validation);
        // The final report repeats the last evaluation: mean over clients.
        for (int k = 0; k < 3; ++k) {
            double mean = 0;
            for (int i = 0; i < 6; ++i) mean += evaluated.accuracy.at(i, k) / 6;
            QVERIFY(std::abs(run.finished.accuracy[static_cast<std::size_t>(k)] - mean) < 1e-12);
        }
    }

    void startedReport() {
        const RunStarted started = drive(smallExperiment("cafedistill")).told.of<RunStarted>().at(0);
        QCOMPARE(started.clients, 6);
        QCOMPARE(started.exits, 3);
        QCOMPARE(started.classes, 4);
        QCOMPARE(started.firstRound, 1);
        QCOMPARE(std::accumulate(started.labels.values.begin(), started.labels.values.end(), 0.0), 480.0);
        QCOMPARE(sum(started.trainSamples) + sum(started.validationSamples) + sum(started.testSamples),
                 std::int64_t{480});
        QCOMPARE(started.exitMacs.size(), std::size_t{3});
        QCOMPARE(started.stages.size(), std::size_t{3});
    }

    void glyphsAreLearned_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"fedavg", "fedper", "local", "cafedistill", "template"})
            QTest::newRow(method) << method;
    }
    void glyphsAreLearned() {
        QFETCH(QString, method);
        Changes changes{{"model.architecture", "convnet"},
                        {"model.padding", "same"},
                        {"model.width", "8"},
                        {"data.partition.kind", "iid"},
                        {"data.glyphs.samples", "960"},
                        {"data.glyphs.difficulty", "0"},
                        {"data.clients", "4"},
                        {"training.rounds", "12"},
                        {"training.participation", "1"},
                        {"training.local_epochs", "3"},
                        {"evaluation.conflict_every", "0"},
                        {"evaluation.every", "12"}};
        if (method == "cafedistill")
            changes.insert(changes.end(), {{"algorithm.lambda", "0.1"}, {"algorithm.teacher_head", "separate"}});
        const Driven run = drive(smallExperiment(method.toStdString(), changes));
        std::string text;
        for (const double accuracy : run.finished.accuracy) text += std::to_string(accuracy) + " ";
        // Chance is a quarter.
        QVERIFY2(run.finished.accuracy.back() > 0.9, text.c_str());
        QVERIFY2(run.finished.accuracy.front() > 0.4, text.c_str());
    }
};

QTEST_GUILESS_MAIN(TestRoundLoop)
#include "tst_round_loop.moc"
