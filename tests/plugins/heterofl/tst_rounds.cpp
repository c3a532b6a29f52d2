// SPDX-License-Identifier: GPL-3.0-or-later
// HeteroFL's whole rounds against the independent reference.
#include <QTest>

#include "plugins/heterofl/heterofl.h"
#include "tests/support/golden_rounds.h"

using namespace exitlab;
using namespace exitlab::test;

class TestHeteroFlRounds : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void golden_data() {
        QTest::addColumn<QString>("variant");
        const Json g = exitlab::test::golden("heterofl_rounds");
        for (const auto& [name, variant] : g.at("variants").items())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void golden() {
        QFETCH(QString, variant);
        const Json g = exitlab::test::golden("heterofl_rounds");
        const Json& expected = g.at("variants").at(variant.toStdString());
        const bool mask = expected.at("options").at("mask");
        RunSetup setup = goldenSetup(g, "heterofl",
                                     {{"devices.tiers", "3"},
                                      {"training.optimizer_state", "reset"},
                                      {"algorithm.mask", mask ? "true" : "false"},
                                      {"algorithm.scaler", expected.at("options").at("scaler").dump()}});
        std::vector<double> widths;
        for (const SubModel& level : setup.algorithm->subModels()) widths.push_back(level.width);
        QCOMPARE(widths, toDoubles(g.at("settings").at("rates")));  // they are the default of three tiers
        const std::vector<AfterRound> rounds = runGolden(setup, g.at("initial"));
        QCOMPARE(rounds.size(), expected.at("rounds").size());
        Network network(*setup.plan);
        for (std::size_t t = 0; t < rounds.size(); ++t) {
            const Json& row = expected.at("rounds")[t];
            compareValues(setup.plan->spans(), rounds[t].global(), row.at("server"));
            std::vector<std::int64_t> samples;
            std::int64_t bytes = 0;
            for (const int client : row.at("cohort").get<std::vector<int>>()) {
                const Json& one = g.at("clients")[static_cast<std::size_t>(client)];
                samples.push_back(one.at("samples").get<std::int64_t>());
                const std::int64_t w = g.at("widths")[one.at("tier").get<std::size_t>()];
                bytes += 4 * (5 * w + w + 2 * (w * w + w) + 3 * (4 * w + 4));
            }
            compareLoss(rounds[t].told.of<LossMeasured>().at(0), row.at("losses"), samples);
            const TrafficMeasured traffic = rounds[t].told.of<TrafficMeasured>().at(0);
            std::int64_t up = 0, down = 0;
            for (const auto b : traffic.up) up += b;
            for (const auto b : traffic.down) down += b;
            QCOMPARE(down, bytes);
            QCOMPARE(up, bytes + (mask ? 3 * 4 : 0));  // 3 clients say which of 4 classes they have

            // A test knows neither scaler nor mask.
            network.values().copy_(rounds[t].global());
            std::vector<Tensor> firsts;
            for (const Json& client : g.at("clients")) firsts.push_back(toTensor(client.at("x"))[0]);
            const at::NoGradGuard noGrad;
            const ExitOutputs out = network.forwardAll(at::stack(firsts).view({-1, 1, 1, 5}), false);
            QCOMPARE_NEAR(at::stack(out.logits), toTensor(row.at("test_logits")), kGoldenTolerance);
            if (QTest::currentTestFailed()) return;
        }
    }

    void rowsOfAbsentClassesStayAtTheServer_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("linear") << "model.head"
                                << "linear";
        QTest::newRow("norm-linear, as wide as there are classes") << "model.head"
                                                                   << "norm-linear";
        QTest::newRow("convolutional, as wide as there are classes") << "model.head"
                                                                     << "conv";
        QTest::newRow("recurrent") << "model.exit_module"
                                   << "recurrent";
    }
    void rowsOfAbsentClassesStayAtTheServer() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        const Experiment experiment =
            smallExperiment("heterofl", {{"data.partition.kind", "pathological"},
                                         {"data.partition.classes_per_client", "2"},
                                         {"model.architecture", value == "conv" ? "convnet" : "mlp"},
                                         {"model.padding", "same"},
                                         {"model.width", "4"},
                                         {"training.weight_decay", "0.1"},
                                         {"training.rounds", "1"},
                                         {key.toStdString(), value.toStdString()}});
        RunSetup setup = prepareRun(engine(), experiment, {});
        setup.cohort = [](int) { return std::vector<int>{0}; };
        std::vector<bool> has(4, false);
        for (const auto sample : setup.partition.clients[0].train)
            has[static_cast<std::size_t>(setup.data->labels[static_cast<std::size_t>(sample)])] = true;
        QVERIFY(std::count(has.begin(), has.end(), true) < 4);
        RunControl control;
        const Driven run = drive(setup, control);
        int checked = 0;
        for (const TensorSpan& span : setup.plan->spans().spans) {
            // The exit module's tokens and maps are no classifier, whatever their length.
            const bool shared =
                span.part == TensorSpan::Part::Exits && span.name.find("classifier") == std::string::npos;
            if (!span.ofExits() || span.buffer || shared || span.shape.front() != 4) continue;
            const Tensor moved =
                (slice(setup.plan->spans(), run.global, span.name) - slice(setup.plan->spans(), run.initial, span.name))
                    .flatten(1 < span.shape.size() ? 1 : 0);
            const bool hidden =
                span.name.find("norm") != std::string::npos || span.name.find("convs") != std::string::npos;
            if (hidden) {
                // As long as there are classes by chance: all of it counts.
                QVERIFY2((moved.dim() == 1 ? moved : moved.abs().sum(1)).ne(0).all().item<bool>(), span.name.c_str());
                continue;
            }
            ++checked;
            for (int c = 0; c < 4; ++c)
                QCOMPARE(moved[c].ne(0).any().item<bool>(), static_cast<bool>(has[static_cast<std::size_t>(c)]));
        }
        QCOMPARE(checked, value == "recurrent" ? 2 : 6);
    }
};

QTEST_GUILESS_MAIN(TestHeteroFlRounds)
#include "tst_rounds.moc"
