// SPDX-License-Identifier: GPL-3.0-or-later
// FedDF against the independent reference, and its options.
#include <QTest>

#include <cmath>

#include "core/base/error.h"
#include "plugins/feddf/feddf.h"
#include "tests/support/golden_rounds.h"
#include "tests/support/resumed.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

/// Distils on the reference's batches: batches[round][level][step].
class GivenBatches final : public feddf::FedDf {
  public:
    GivenBatches(const FederationInfo& info, Json batches) : FedDf(info), batches_(std::move(batches)) {}

  protected:
    std::function<Rows()> batches(int round, int level, const Rows&) const override {
        return [list = batches_.at(static_cast<std::size_t>(round))
                           .at(static_cast<std::size_t>(level))
                           .get<std::vector<Rows>>(),
                step = std::size_t{0}]() mutable { return list.at(step++); };
    }

  private:
    Json batches_;
};

/// What goldenSetup() told the algorithm that is replaced here.
FederationInfo infoOf(const RunSetup& setup, int cohort) {
    FederationInfo info;
    info.network = setup.plan.get();
    info.settings = setup.experiment.settings();
    info.seed = setup.experiment.seed();
    info.rounds = static_cast<int>(info.settings.integer("training.rounds"));
    info.clients = static_cast<int>(setup.partition.clients.size());
    info.cohort = cohort;
    for (const ClientSamples& client : setup.partition.clients)
        info.trainSamples.push_back(static_cast<std::int64_t>(client.train.size()));
    info.fleet = setup.fleet;
    return info;
}

Experiment two(const Changes& more = {}) {
    Changes changes{{"devices.tiers", "2"},    {"devices.assignment", "modulo"}, {"data.public_samples", "60"},
                    {"algorithm.steps", "10"}, {"algorithm.batch", "16"},        {"training.participation", "1"}};
    changes.insert(changes.end(), more.begin(), more.end());
    return smallExperiment("feddf", changes);
}

}  // namespace

class TestFedDf : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void golden() {
        const Json g = test::golden("feddf_rounds");
        const Json& s = g.at("settings");
        RunSetup setup = goldenSetup(g, "feddf",
                                     {{"devices.tiers", s.at("levels").dump()},
                                      {"training.optimizer_state", "reset"},
                                      {"data.public_samples", s.at("public_samples").dump()},
                                      {"algorithm.steps", s.at("steps").dump()},
                                      {"algorithm.batch", s.at("batch").dump()},
                                      {"algorithm.lr", s.at("server_lr").dump()}});
        // The public samples follow the clients' in the data set; nobody looks at their labels.
        auto data = std::make_shared<Dataset>(*setup.data);
        const Tensor x = toTensor(g.at("public_x"));
        for (std::int64_t i = 0; i < x.size(0); ++i) {
            setup.partition.publicSamples.push_back(data->size());
            data->labels.push_back(0);
        }
        data->images = at::cat({data->images, x.view({x.size(0), 1, 1, x.size(1)})});
        setup.data = data;
        Json batches;
        for (const Json& round : g.at("rounds")) batches.push_back(round.at("batches"));
        setup.algorithm = std::make_unique<GivenBatches>(infoOf(setup, 3), batches);

        const SpanTable& spans = setup.plan->spans();
        const std::vector<AfterRound> rounds = runGolden(setup, g.at("initial"));
        QCOMPARE(rounds.size(), g.at("rounds").size());
        for (std::size_t t = 0; t < rounds.size(); ++t) {
            const Json& expected = g.at("rounds")[t];
            for (std::size_t level = 0; level < 2; ++level)
                compareValues(spans, rounds[t].globals.at(level), expected.at("models")[level]);
            std::vector<std::int64_t> samples;
            for (const int client : expected.at("cohort").get<std::vector<int>>())
                samples.push_back(g.at("clients")[static_cast<std::size_t>(client)].at("samples").get<std::int64_t>());
            compareLoss(rounds[t].told.of<LossMeasured>().at(0), expected.at("losses"), samples);
            QCOMPARE(rounds[t].told.of<MethodSeries>("steps").at(0).values, (std::vector<double>{4, 4}));
        }
    }

    void withoutStepsItIsFedAvgPerLevel() {
        const Driven alone = drive(smallExperiment("feddf", {{"algorithm.steps", "0"}}));
        const Driven average = drive(smallExperiment("fedavg"));
        QVERIFY(sameValues(alone, average));
        QVERIFY(alone.told.of<MethodSeries>("distillation").empty());
        QVERIFY(!sameValues(drive(smallExperiment("feddf", {{"data.public_samples", "30"}})), average));
        // Two levels that never meet: each is FedAvg of its own clients.
        const Outcome levels = runOut(two({{"algorithm.steps", "0"}}));
        QVERIFY(!sameBits(levels.globals.at(0), levels.globals.at(1)));
    }

    void publicSamplesAreNeeded() {
        try {
            prepareRun(engine(), two({{"data.public_samples", "0"}}), {});
            QFAIL("a run without public samples was accepted");
        } catch (const InputError& e) {
            QVERIFY2(std::string(e.what()).find("data.public_samples") == 0, e.what());
        }
        QVERIFY_EXCEPTION_THROWN(
            prepareRun(engine(), two({{"data.public_samples", "9"}, {"algorithm.patience", "100"}}), {}), InputError);
    }

    void distillationComesCloserToTheEnsemble() {
        const Driven driven = drive(two({{"algorithm.steps", "60"}, {"algorithm.lr", "0.003"}}));
        const auto series = driven.told.of<MethodSeries>("distillation");
        QCOMPARE(series.size(), std::size_t{4});
        for (const MethodSeries& one : series) {
            QCOMPARE(one.labels,
                     (std::vector<std::string>{"level 1 before", "level 1 after", "level 2 before", "level 2 after"}));
            QVERIFY(one.values.at(1) < one.values.at(0));
            QVERIFY(one.values.at(3) < one.values.at(2));
        }
    }

    /// Clients that learn nothing and one exit: the average already is the ensemble and nothing is to be gained. It
    /// stays as it is, and the rest of the steps is spared.
    void earlyStopping() {
        const Changes idle{{"devices.tiers", "1"},
                           {"model.exits", "1"},
                           {"training.lr", "1e-9"},
                           {"training.rounds", "1"},
                           {"algorithm.lr", "0.05"}};
        const auto with = [&](const Changes& more) {
            Changes all = idle;
            all.insert(all.end(), more.begin(), more.end());
            return runOut(two(all));
        };
        const Outcome average = with({{"algorithm.steps", "0"}});
        const Outcome stopped = with({{"algorithm.steps", "1000"}, {"algorithm.patience", "200"}});
        QCOMPARE(stopped.told.of<MethodSeries>("steps").at(0).values, std::vector<double>{200});
        QVERIFY(sameBits(stopped.globals[0], average.globals[0]));
        const MethodSeries losses = stopped.told.of<MethodSeries>("distillation").at(0);
        QCOMPARE(losses.values.at(0), losses.values.at(1));
        QVERIFY(!sameBits(with({{"algorithm.steps", "100"}}).globals[0], average.globals[0]));

        // Where there is something to gain, all steps are made, and their best weights are taken.
        const Changes calm{{"algorithm.steps", "150"}, {"algorithm.patience", "100"}, {"training.rounds", "1"}};
        const Outcome gained = runOut(two(calm));
        QCOMPARE(gained.told.of<MethodSeries>("steps").at(0).values, (std::vector<double>{150, 150}));
        const MethodSeries after = gained.told.of<MethodSeries>("distillation").at(0);
        QVERIFY(after.values.at(1) < after.values.at(0) && after.values.at(3) < after.values.at(2));
    }

    void worstAreLeftOut() {
        const auto leftOut = [](const Driven& driven) {
            double clients = 0;
            for (const MethodSeries& one : driven.told.of<MethodSeries>("dropped")) clients += one.values.at(0);
            return clients;
        };
        // Who trains long enough is better than guessing; the number costs 4 bytes per client.
        const Driven kept = drive(two({{"algorithm.drop_worst", "true"}, {"training.local_epochs", "12"}}));
        const Driven plain = drive(two({{"training.local_epochs", "12"}}));
        QCOMPARE(leftOut(kept), 0.0);
        QVERIFY(sameValues(kept, plain));
        QCOMPARE(kept.finished.bytesUp, plain.finished.bytesUp + 4 * 6 * 4);
        // After one epoch of the first round some are not.
        const Driven some = drive(two({{"algorithm.drop_worst", "true"}}));
        QVERIFY(leftOut(some) > 0);
        QVERIFY(!sameValues(some, drive(two())));
    }

    void eachExitOfItsOwnLevel() {
        const Driven largest = drive(two()), smallest = drive(two({{"algorithm.answers", "smallest"}}));
        QVERIFY(sameValues(largest, smallest));
        const auto a = largest.told.of<Evaluated>().back(), b = smallest.told.of<Evaluated>().back();
        for (int client = 0; client < 6; ++client) QCOMPARE(a.loss.at(client, 2), b.loss.at(client, 2));
        QVERIFY(a.loss.at(0, 0) != b.loss.at(0, 0));
    }

    void traffic() {
        RunSetup setup = prepareRun(engine(), two(), {});
        std::int64_t expected = 0;
        for (int client = 0; client < 6; ++client)
            for (const TensorSpan& span : setup.plan->spans().spans)
                if (span.index <= 1 + client % 2) expected += 4 * span.numel;
        RunControl control;
        const Driven driven = drive(setup, control);
        QCOMPARE(driven.finished.bytesUp, 4 * expected);
        QCOMPARE(driven.finished.bytesDown, 4 * expected);
    }

    void withNormalisation() {
        for (const char* policy : {"local", "averaged", "batch"}) {
            const Driven driven = drive(smallResNet("feddf", {{"devices.tiers", "2"},
                                                              {"data.public_samples", "40"},
                                                              {"algorithm.steps", "3"},
                                                              {"model.norm_policy", policy},
                                                              {"training.rounds", "2"}}));
            QVERIFY(driven.finished.status == RunStatus::Finished && !driven.finished.diverged);
        }
    }

    void independentOfWorkersAndCheckpoints() {
        QCOMPARE(outcomeDepends(two({{"algorithm.patience", "100"}, {"algorithm.steps", "120"}}), 2), std::string());
    }

    /// A stop while the server distils drops the round as a whole, at the clients as well.
    void stopWhileDistilling() {
        const Changes changes{{"algorithm.drop_worst", "true"}};
        Changes once = changes;
        once.emplace_back("training.rounds", "1");
        const Driven one = drive(two(once));
        RunSetup setup = prepareRun(engine(), two(changes), {});
        RunControl control;
        RoundLoop::Hooks hooks;
        // "dropped" is told inside the server's work, before the first step.
        hooks.sink = [&](const ReportPtr& report) {
            const auto* series = std::get_if<MethodSeries>(report.get());
            if (series && series->id == "dropped" && series->round == 2) control.stop();
        };
        hooks.checkpoint = [](const FederationState&, const NamedTensors&) {};
        hooks.paused = [](bool) {};
        RoundLoop loop(setup, control, std::move(hooks));
        QVERIFY(loop.run().status == RunStatus::Stopped);
        QCOMPARE(loop.state().round, 1);
        QCOMPARE(loop.state().weightsSha256(), one.finished.weightsSha256);
        for (std::size_t i = 0; i < one.clients.size(); ++i)
            QVERIFY(sameBits(loop.state().clients[i].velocity, one.clients[i].velocity));
    }

    void learns() {
        const Driven driven = drive(two({{"training.rounds", "12"}}));
        for (const double accuracy : driven.finished.accuracy)
            QVERIFY2(accuracy > 0.5, std::to_string(accuracy).c_str());
    }
};

QTEST_GUILESS_MAIN(TestFedDf)
#include "tst_rounds.moc"
