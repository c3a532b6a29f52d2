// SPDX-License-Identifier: GPL-3.0-or-later
// data.partition.edits as text: what is read, what is refused and how.
#include <QTest>

#include "core/base/error.h"
#include "core/config/experiment.h"
#include "core/config/partition_edits.h"
#include "tests/core/config/test_catalog.h"

using namespace exitlab;
using namespace exitlab::test;

class TestPartitionEdits : public QObject {
    Q_OBJECT
  private slots:
    void textIsRead() {
        QVERIFY(parsePartitionEdits("").empty());
        QVERIFY(parsePartitionEdits("  ").empty());
        const std::vector<PartitionEdit> expected{{3, 0, 50}, {3, 1, 0}};
        QVERIFY(parsePartitionEdits("3:0=50,3:1=0") == expected);
        QVERIFY(parsePartitionEdits(" 3 : 0 = 50 , 3:1=0 ") == expected);
    }

    void theCanonicalTextHasEachCellOnce() {
        const auto edits = parsePartitionEdits("7:1=4, 3:0=50, 7:1=9");
        QCOMPARE(partitionEditsText(edits), std::string("3:0=50, 7:1=9"));
        QVERIFY(parsePartitionEdits(partitionEditsText(edits)) == distinctEdits(edits));
        QCOMPARE(partitionEditsText({}), std::string());
    }

    void whatIsNoEditIsRefusedByName_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        QTest::newRow("no count") << "3:0"
                                  << "3:0";
        QTest::newRow("negative") << "3:0=-1"
                                  << "3:0=-1";
        QTest::newRow("half") << "3:0=1.5"
                              << "3:0=1.5";
        QTest::newRow("empty part") << "3:0=1,,4:0=1"
                                    << "\"\"";
        QTest::newRow("swapped") << "3=0:1"
                                 << "3=0:1";
        QTest::newRow("huge") << "3:0=99999999999999999999"
                              << "9999";
    }
    void whatIsNoEditIsRefusedByName() {
        QFETCH(QString, text);
        QFETCH(QString, part);
        const std::string said = messageOf<InputError>([&] { (void)parsePartitionEdits(text.toStdString()); });
        QVERIFY2(said.find(kPartitionEditsKey) == 0, said.c_str());
        QVERIFY2(said.find("client:class=count") != std::string::npos, said.c_str());
        QVERIFY2(said.find(part.toStdString()) != std::string::npos, said.c_str());
    }

    void anExperimentKnowsWhichCellsExist() {
        Experiment experiment = Experiment::defaults(catalog());
        QVERIFY(experiment.problems().empty());
        experiment.set(kPartitionEditsKey, "19:9=5", catalog());
        QVERIFY(experiment.problems().empty());
        const auto refused = [&](const char* text, const char* words) {
            experiment.set(kPartitionEditsKey, std::string(text), catalog());
            const auto problems = experiment.problems();
            return problems.size() == 1 && problems.front().key == kPartitionEditsKey &&
                   problems.front().message.find(words) != std::string::npos;
        };
        QVERIFY(refused("20:0=5", "client 20"));
        QVERIFY(refused("0:10=5", "from 0 to 9"));
        QVERIFY(refused("nonsense", "client:class=count"));
    }

    void theFileKeepsThem() {
        Experiment experiment = Experiment::defaults(catalog());
        experiment.set(kPartitionEditsKey, "3:0=50", catalog());
        const Experiment read = Experiment::parse(experiment.toText(), catalog());
        QVERIFY(read == experiment);
        QCOMPARE(read.settings().text(kPartitionEditsKey), std::string("3:0=50"));
    }
};

QTEST_GUILESS_MAIN(TestPartitionEdits)
#include "tst_partition_edits.moc"
