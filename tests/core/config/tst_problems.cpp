// SPDX-License-Identifier: GPL-3.0-or-later
// Settings that are each fine and contradict each other, and what follows from settings by rule.
#include <QtTest>
#include <algorithm>
#include <set>

#include "core/base/error.h"
#include "core/config/derived.h"
#include "core/config/experiment.h"
#include "tests/core/config/test_catalog.h"

using namespace exitlab;

namespace {

const MethodCatalog kCatalog = test::catalog();

using Changes = QList<QPair<QString, QString>>;

Experiment changed(const Changes& changes) {
    Experiment e = Experiment::defaults(kCatalog);
    for (const auto& [key, value] : changes) e.set(key.toStdString(), value.toStdString(), kCatalog);
    return e;
}

}  // namespace

class TestProblems : public QObject {
    Q_OBJECT

  private slots:
    void contradictionsAreNamed_data() {
        QTest::addColumn<Changes>("changes");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* name, const Changes& changes, const char* problem) {
            QTest::newRow(name) << changes << problem;
        };
        row("defaults", {}, "");
        row("exits over stages", {{"model.exits", "4"}},
            "model.exits: expected at most 3, one per stage of the network, found 4");
        row("4 exits of a ResNet", {{"model.architecture", "resnet18"}, {"model.exits", "4"}}, "");
        row("5 exits of a ResNet", {{"model.architecture", "resnet18"}, {"model.exits", "5"}},
            "model.exits: expected at most 4, one per stage of the network, found 5");
        row("stages do not count for a ResNet",
            {{"model.architecture", "resnet18"}, {"model.stages", "8"}, {"model.exits", "5"}},
            "model.exits: expected at most 4, one per stage of the network, found 5");
        row("MLP of 8", {{"model.architecture", "mlp"}, {"model.stages", "8"}, {"model.exits", "8"}}, "");
        row("ViT of 24", {{"model.architecture", "vit"}, {"model.stages", "24"}, {"model.exits", "24"}}, "");
        row("ViT has 4 stages", {{"model.architecture", "vit"}, {"model.exits", "5"}},
            "model.exits: expected at most 4, one per stage of the network, found 5");
        row("patches do not fill the image", {{"model.architecture", "vit"}, {"model.patch", "16"}},
            "model.patch: expected a patch that divides images of 24 x 24 pixels (1, 2, 3, 4, 6, 8, 12, 24), found "
            "16");
        row("heads do not divide the width", {{"model.architecture", "vit"}, {"model.attention_heads", "3"}},
            "model.attention_heads: expected a divisor of model.width (64), as every head has the same part of it, "
            "found 3");
        row("only a ViT has patches", {{"model.patch", "16"}, {"model.attention_heads", "3"}}, "");
        row("MLP on 8 x 8", {{"model.architecture", "mlp"}, {"data.dataset", "optdigits"}}, "");

        row("places", {{"model.exits", "2"}, {"model.exit_places", "1, 3"}}, "");
        row("places of blanks", {{"model.exit_places", "  "}}, "");
        row("places: words", {{"model.exit_places", "1,two,3"}},
            "model.exit_places: expected stage numbers such as 1,2,3, found \"1,two,3\"");
        row("places: empty part", {{"model.exit_places", "1,,3"}},
            "model.exit_places: expected stage numbers such as 1,2,3, found \"1,,3\"");
        row("places: last empty", {{"model.exit_places", "1,2,3,"}},
            "model.exit_places: expected stage numbers such as 1,2,3, found \"1,2,3,\"");
        row("places: too large a number", {{"model.exit_places", "1,2,99999999999"}},
            "model.exit_places: expected stage numbers such as 1,2,3, found \"1,2,99999999999\"");
        row("places: count", {{"model.exit_places", "1,3"}},
            "model.exit_places: expected 3 stage numbers, one per exit (model.exits), found 2");
        row("places: descending", {{"model.exit_places", "2,1,3"}},
            "model.exit_places: expected ascending stage numbers, found \"2,1,3\"");
        row("places: twice", {{"model.exit_places", "1,1,3"}},
            "model.exit_places: expected ascending stage numbers, found \"1,1,3\"");
        row("places: stage 0", {{"model.exit_places", "0,1,3"}},
            "model.exit_places: expected stages from 1 to 3, found 0");
        row("places: stage 4", {{"model.exit_places", "1,2,4"}},
            "model.exit_places: expected stages from 1 to 3, found 4");
        row("places: last", {{"model.exits", "2"}, {"model.exit_places", "1,2"}},
            "model.exit_places: expected the last exit at the last stage, 3, found 2");

        row("22 pixels are enough", {{"data.glyphs.size", "22"}}, "");
        row("21 pixels are not", {{"data.glyphs.size", "21"}},
            "model.padding: images of 21 x 21 pixels are too small for 3 stages without padding (they are used up "
            "after 2); choose model.padding same or at most 2 stages (model.stages)");
        row("USPS", {{"data.dataset", "usps"}},
            "model.padding: images of 16 x 16 pixels are too small for 3 stages without padding (they are used up "
            "after 2); choose model.padding same or at most 2 stages (model.stages)");
        row("USPS with padding", {{"data.dataset", "usps"}, {"model.padding", "same"}}, "");
        row("Optdigits", {{"data.dataset", "optdigits"}, {"model.stages", "4"}},
            "model.padding: images of 8 x 8 pixels are too small for 4 stages without padding (they are used up "
            "after 1); choose at most 1 stage (model.stages)");
        row("Optdigits with padding", {{"data.dataset", "optdigits"}, {"model.padding", "same"}}, "");
        row("too deep with padding", {{"data.dataset", "optdigits"}, {"model.padding", "same"}, {"model.stages", "4"}},
            "model.stages: images of 8 x 8 pixels are too small for 4 stages (they are used up after 3); choose at "
            "most 3 stages (model.stages)");
        row("ResNet on 8 x 8", {{"data.dataset", "optdigits"}, {"model.architecture", "resnet18"}}, "");

        const Changes pathological{{"data.partition.kind", "pathological"}};
        row("2 of 10 classes", pathological, "");
        row("11 of 10 classes", pathological + Changes{{"data.partition.classes_per_client", "11"}},
            "data.partition.classes_per_client: expected at most the 10 classes of the data set, found 11");
        row("4 of 3 glyphs",
            pathological + Changes{{"data.partition.classes_per_client", "4"}, {"data.glyphs.classes", "3"}},
            "data.partition.classes_per_client: expected at most the 3 classes of the data set, found 4");
        row("100 of CIFAR-100",
            pathological + Changes{{"data.partition.classes_per_client", "100"}, {"data.dataset", "cifar-100"}}, "");
        row("27 letters",
            pathological + Changes{{"data.partition.classes_per_client", "27"}, {"data.dataset", "emnist-letters"}},
            "data.partition.classes_per_client: expected at most the 26 classes of the data set, found 27");
        row("not asked for", {{"data.partition.classes_per_client", "11"}}, "");

        row("subset", {{"data.samples", "20"}}, "");
        row("fewer samples than clients", {{"data.samples", "19"}},
            "data.samples: expected 0 (all) or at least one sample for each of the 20 clients, found 19");
        row("subset of more than all", {{"data.samples", "6001"}},
            "data.samples: expected at most the 6000 that there are (data.glyphs.samples), found 6001");
        row("fewer glyphs than clients", {{"data.clients", "6001"}},
            "data.glyphs.samples: expected at least one image for each of the 6001 clients, found 6000");
        row("glyphs do not count for MNIST", {{"data.clients", "6001"}, {"data.dataset", "mnist"}}, "");
    }
    void contradictionsAreNamed() {
        QFETCH(Changes, changes);
        QFETCH(QString, problem);
        const Experiment e = changed(changes);
        QStringList found;
        for (const auto& [key, message] : e.problems()) found << QString::fromStdString(key + ": " + message);
        QCOMPARE(found.join("\n"), problem);
        // What is reported is also what reading the file refuses.
        const auto message = test::messageOf<InputError>([&] { Experiment::parse(e.toText(), kCatalog, "e.json"); });
        QCOMPARE(QString::fromStdString(message),
                 problem.isEmpty() ? QString("nothing was thrown") : "e.json: " + problem);
    }
    void allProblemsAreListed() {
        const Experiment e = changed({{"data.samples", "3"}, {"model.exits", "8"}, {"data.glyphs.size", "16"}});
        std::vector<std::string> keys;
        for (const auto& problem : e.problems()) keys.push_back(problem.key);
        QCOMPARE(keys, (std::vector<std::string>{"data.samples", "model.exits", "model.padding"}));
    }

    void cohortsAreCounted_data() {
        QTest::addColumn<QString>("clients");
        QTest::addColumn<QString>("share");
        QTest::addColumn<int>("cohort");
        QTest::newRow("half of 20") << "20"
                                    << "0.5" << 10;
        QTest::newRow("0.1 of 100") << "100"
                                    << "0.1" << 10;
        QTest::newRow("0.3 of 10, where the product is below 3") << "10"
                                                                 << "0.3" << 3;
        QTest::newRow("0.29 of 100, where the product is below 29") << "100"
                                                                    << "0.29" << 29;
        QTest::newRow("rounded down") << "10"
                                      << "0.19" << 1;
        QTest::newRow("at least one") << "10"
                                      << "0.001" << 1;
        QTest::newRow("all") << "7"
                             << "1" << 7;
    }
    void cohortsAreCounted() {
        QFETCH(QString, clients);
        QFETCH(QString, share);
        const Experiment e = changed({{"data.clients", clients}, {"training.participation", share}});
        QTEST(cohortSize(e.settings()), "cohort");
    }

    void exitsAreSpreadEvenly() {
        const auto places = [](const char* stages, const char* exits) {
            return exitStages(
                changed({{"model.architecture", "mlp"}, {"model.stages", stages}, {"model.exits", exits}}).settings());
        };
        QCOMPARE(places("0", "3"), (std::vector<int>{1, 2, 3}));
        QCOMPARE(places("4", "2"), (std::vector<int>{2, 4}));
        QCOMPARE(places("4", "3"), (std::vector<int>{2, 3, 4}));
        QCOMPARE(places("8", "3"), (std::vector<int>{3, 6, 8}));
        QCOMPARE(places("8", "1"), (std::vector<int>{8}));
        for (int stages = 1; stages <= 8; ++stages)
            for (int exits = 1; exits <= stages; ++exits) {
                const auto spread = places(std::to_string(stages).c_str(), std::to_string(exits).c_str());
                QCOMPARE(static_cast<int>(std::set<int>(spread.begin(), spread.end()).size()), exits);
                QVERIFY(std::is_sorted(spread.begin(), spread.end()));
                QVERIFY(spread.front() >= 1);
                QCOMPARE(spread.back(), stages);
            }
    }
    void givenPlacesAreTaken() {
        const Experiment e = changed({{"model.architecture", "resnet18"}, {"model.exit_places", " 1, 2 ,4"}});
        QCOMPARE(exitStages(e.settings()), (std::vector<int>{1, 2, 4}));
    }

    void imagesShrink() {
        QCOMPARE(convNetSides(32, 3, false), (std::vector<int>{15, 6, 2}));  // cafedistill.md 1.10
        QCOMPARE(convNetSides(28, 3, false), (std::vector<int>{13, 5, 1}));
        QCOMPARE(convNetSides(16, 4, false), (std::vector<int>{7, 2, 0}));
        QCOMPARE(convNetSides(28, 3, true), (std::vector<int>{14, 7, 3}));
    }
    void dataSetsAreKnown() {
        const auto facts = [](const char* id) { return datasetFacts(changed({{"data.dataset", id}}).settings()); };
        QVERIFY(facts("glyphs") == (DatasetFacts{10, 1, 24}));
        QVERIFY(facts("emnist-letters") == (DatasetFacts{26, 1, 28}));
        QVERIFY(facts("cifar-100") == (DatasetFacts{100, 3, 32}));
        QVERIFY(facts("usps") == (DatasetFacts{10, 1, 16}));
        QVERIFY(facts("optdigits") == (DatasetFacts{10, 1, 8}));
        const Experiment e = Experiment::defaults(kCatalog);
        for (const auto& choice : e.spec("data.dataset")->choices)
            QVERIFY2(facts(choice.value.c_str()).classes > 1, choice.value.c_str());
    }
};

QTEST_GUILESS_MAIN(TestProblems)
#include "tst_problems.moc"
