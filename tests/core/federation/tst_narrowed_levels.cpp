// SPDX-License-Identifier: GPL-3.0-or-later
// Levels of narrower sub-models: their widths, what clients hold and send, and the test of each level by itself.
#include <QTest>

#include "core/base/error.h"
#include "core/federation/narrowed_levels.h"
#include "core/inference/exit_records.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

double even(int level, int levels) { return static_cast<double>(level + 1) / levels; }

std::vector<double> widths(const std::string& list, int tiers) {
    Settings settings = smallExperiment("heterofl").settings();
    settings.set("devices.tiers", static_cast<std::int64_t>(tiers));
    settings.set("algorithm.rates", list);
    return levelWidths(settings, "algorithm.rates", even);
}

Tensor leadingBlock(const Tensor& full, const std::vector<std::int64_t>& shape) {
    Tensor block = full;
    for (std::size_t d = 0; d < shape.size(); ++d) block = block.narrow(static_cast<std::int64_t>(d), 0, shape[d]);
    return block;
}

}  // namespace

class TestNarrowedLevels : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void widthsOfLevels() {
        QCOMPARE(widths("", 4), (std::vector<double>{0.25, 0.5, 0.75, 1}));
        QCOMPARE(widths("  ", 1), (std::vector<double>{1}));
        QCOMPARE(widths("0.3, 0.3, 1", 3), (std::vector<double>{0.3, 0.3, 1}));
        QCOMPARE(widths("0.3, 1", 4), (std::vector<double>{0.3, 1, 1, 1}));
    }

    void wrongWidthsAreNamed_data() {
        QTest::addColumn<QString>("list");
        QTest::newRow("falling") << "0.5, 0.3, 1";
        QTest::newRow("nobody holds all") << "0.3, 0.5, 0.7";
        QTest::newRow("too few to reach 1") << "0.3, 0.5";
        QTest::newRow("too many") << "0.1, 0.2, 0.3, 1";
        QTest::newRow("zero") << "0, 0.5, 1";
        QTest::newRow("above 1") << "0.3, 0.5, 1.2";
        QTest::newRow("no number") << "0.3, half, 1";
        QTest::newRow("a hole") << "0.3,, 1";
    }
    void wrongWidthsAreNamed() {
        QFETCH(QString, list);
        try {
            (void)widths(list.toStdString(), 3);
            QFAIL("accepted");
        } catch (const InputError& e) {
            QVERIFY2(std::string(e.what()).find("algorithm.rates") != std::string::npos, e.what());
        }
    }

    void normalisationFollowsTheWidths() {
        const auto adapted = [](const Changes& changes) {
            Settings settings = smallExperiment("heterofl", changes).settings();
            adaptNormalisation(settings,
                               {std::min(1.0, 2.0 / static_cast<double>(settings.integer("devices.tiers"))), 1});
            return settings.text("model.norm_policy");
        };
        QCOMPARE(adapted({{"model.architecture", "resnet18"}, {"devices.tiers", "4"}}), std::string("batch"));
        QCOMPARE(adapted({{"model.architecture", "resnet18"}, {"devices.tiers", "2"}}), std::string("local"));
    }

    void bytesOfPartsOfTensors() {
        SpanTable table;
        const auto add = [&](const char* name, std::int64_t n, TensorSpan::Part part, bool buffer) {
            table.spans.push_back({name, {n}, table.total, n, part, 0, buffer, buffer});
            table.total += n;
        };
        add("stem", 10, TensorSpan::Part::Stem, false);
        add("stage", 10, TensorSpan::Part::Stage, false);
        add("head", 10, TensorSpan::Part::Head, false);
        add("statistics", 10, TensorSpan::Part::Stage, true);
        SpanSet payload;
        payload.add(2, 3);
        payload.add(7, 6);    // stem and stage
        payload.add(18, 15);  // stage, the whole head, statistics
        using Bytes = std::map<std::string, std::int64_t>;
        QVERIFY(bytesByGroup(payload, table) == (Bytes{{"backbone", 4 * 11}, {"heads", 40}, {"norm statistics", 12}}));
        QVERIFY(bytesByGroup({}, table).empty());
        QVERIFY(bytesByGroup(table.all(), table) == (Bytes{{"backbone", 80}, {"heads", 40}, {"norm statistics", 40}}));
    }

    void levelsAreTestedAsTheirOwnNetworks_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<bool>("resnet");
        for (const char* method : {"scalefl", "heterofl", "fjord"})
            for (const bool resnet : {false, true})
                QTest::addRow("%s%s", method, resnet ? " resnet18" : "") << method << resnet;
    }
    void levelsAreTestedAsTheirOwnNetworks() {
        QFETCH(QString, method);
        QFETCH(bool, resnet);
        const Changes changes{{"devices.tiers", "3"}, {"training.rounds", "2"}, {"evaluation.batch", "16"}};
        const Experiment experiment =
            resnet ? smallResNet(method.toStdString(), changes) : smallExperiment(method.toStdString(), changes);
        RunSetup setup = prepareRun(engine(), experiment, {});
        RunControl control;
        const Driven run = drive(setup, control);
        const int exits = setup.plan->exits();
        const std::vector<SubModel> levels = setup.algorithm->subModels();
        QCOMPARE(levels.size(), std::size_t{3});
        const auto reports = run.told.of<MethodMatrix>("level_accuracy");
        QCOMPARE(reports.size(), std::size_t{2});
        const Table& found = reports.back().values;
        const std::vector<double> series = run.told.of<MethodSeries>("level_last_exit").back().values;

        const at::NoGradGuard noGrad;
        for (int l = 0; l < 3; ++l) {
            const SubModel& level = levels[static_cast<std::size_t>(l)];
            // A network of its own, with copies of the blocks.
            const Network own(setup.plan->narrowed(level.width, level.scaling));
            for (const TensorSpan& span : own.spans().spans)
                slice(own.spans(), own.values(), span.name)
                    .copy_(leadingBlock(slice(setup.plan->spans(), run.global, span.name), span.shape));
            std::vector<double> mean(static_cast<std::size_t>(exits), 0);
            double clients = 0;
            for (const ClientSamples& client : setup.partition.clients) {
                const auto n = static_cast<std::int64_t>(client.test.size());
                if (n == 0) continue;
                ++clients;
                for (std::int64_t first = 0; first < n; first += 16) {
                    const std::int64_t count = std::min<std::int64_t>(16, n - first);
                    const Tensor labels = gatherLabels(*setup.data, client.test.data() + first, count);
                    const ExitOutputs out =
                        own.forwardAll(gatherBatch(*setup.data, client.test.data() + first, count), false);
                    for (std::size_t k = 0; k < mean.size(); ++k)
                        mean[k] += out.logits[k].argmax(1).eq(labels).sum().item<double>() / static_cast<double>(n);
                }
            }
            for (int k = 0; k < exits; ++k) {
                const double expected = k < level.exits ? mean[static_cast<std::size_t>(k)] / clients
                                                        : std::numeric_limits<double>::quiet_NaN();
                QCOMPARE_NEAR(std::vector<double>{found.at(l, k)}, std::vector<double>{expected}, 1e-9);
            }
            QCOMPARE(series[static_cast<std::size_t>(l)], found.at(l, level.exits - 1));
        }
        const MethodScatter cost = run.told.of<MethodScatter>("level_cost").back();
        QCOMPARE(cost.groups.size(), std::size_t{3});
        std::size_t point = 0;
        for (int l = 0; l < 3; ++l) {
            const SubModel& level = levels[static_cast<std::size_t>(l)];
            const Network own(setup.plan->narrowed(level.width, level.scaling));
            for (int k = 0; k < level.exits; ++k, ++point) {
                QCOMPARE(cost.group[point], l);
                QCOMPARE(cost.x[point], own.plan().exitMacs()[static_cast<std::size_t>(k)] / 1e6);
                QCOMPARE(cost.y[point], found.at(l, k));
            }
        }
        QCOMPARE(cost.x.size(), point);
        // The strongest level is the network itself.
        for (int k = 0; k < exits; ++k)
            QVERIFY(std::abs(found.at(2, k) - run.finished.accuracy[static_cast<std::size_t>(k)]) < 1e-12);
    }

    void oneLevelSaysNothingTwice() {
        const Driven run = drive(smallExperiment("heterofl", {{"training.rounds", "1"}}));
        QVERIFY(run.told.of<MethodMatrix>("level_accuracy").empty());
    }

    void whatIsNotHeldStays() {
        // Only clients of the weakest tier: the rest of the network keeps its initial values.
        const Experiment experiment = smallExperiment("fjord", {{"devices.tiers", "3"},
                                                                {"devices.assignment", "blocks"},
                                                                {"training.rounds", "2"},
                                                                {"training.weight_decay", "0.1"}});
        RunSetup setup = prepareRun(engine(), experiment, {});
        setup.cohort = [](int) { return std::vector<int>{0, 1}; };
        RunControl control;
        const Driven run = drive(setup, control);
        const SubModel level = setup.algorithm->subModels().front();
        const SpanSet held = setup.plan->narrowed(level.width, level.scaling).held(setup.plan->spans(), 2);
        const Tensor inside = held.gather(run.global - run.initial);
        QVERIFY(inside.ne(0).to(at::kFloat).mean().item<double>() > 0.9);
        const Tensor restored = run.global.clone();
        held.copy(run.initial, restored);
        QVERIFY(sameBits(restored, run.initial));
    }
};

QTEST_GUILESS_MAIN(TestNarrowedLevels)
#include "tst_narrowed_levels.moc"
