// SPDX-License-Identifier: GPL-3.0-or-later
// The table of runs: contents, order, incremental updates, filter, and ten thousand rows.
#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>
#include <limits>

#include "widgets/models/grid_model.h"
#include "widgets/models/run_filter_model.h"
#include "widgets/theme/theme.h"

using namespace exitlab;

namespace {

RunSummary run(std::int64_t id) {
    RunSummary made;
    made.id = id;
    made.name = "run " + std::to_string(id);
    made.method = id % 2 ? "fedavg" : "cafedistill";
    made.dataset = "glyphs";
    made.status = RunStatus::Finished;
    made.seed = std::uint64_t(id);
    made.created = "2026-05-01T10:00:00Z";
    made.rounds = 30;
    made.completed = 30;
    made.exits = 3;
    made.accuracy = {0.5, 0.6, 0.5 + 0.4 * double(id % 97) / 97};
    made.bestAccuracy = {0.55, 0.65, 0.9};
    made.seconds = double(id);
    made.bytesUp = 1000 * id;
    made.bytesDown = 1000 * id;
    made.exitMacs = {1e6, 2e6, 5e6};
    made.experiment =
        "{\"training\": {\"lr\": " + std::to_string(0.01 * double(id % 10)) +
        ", \"rounds\": 30}, \"data\": {\"partition\": {\"kind\": \"dirichlet\"}}, \"algorithm\": {\"id\": \"" +
        made.method + "\"}}";
    return made;
}

std::vector<RunSummary> runs(std::initializer_list<std::int64_t> ids) {
    std::vector<RunSummary> made;
    for (const auto id : ids) made.push_back(run(id));
    return made;
}

QList<qint64> order(const QAbstractItemModel& model) {
    QList<qint64> ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids << model.index(row, 0).data(RunTableModel::RunIdRole).toLongLong();
    return ids;
}

struct Models {
    RunTableModel model;
    RunFilterModel filter;
    QAbstractItemModelTester modelTester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
    QAbstractItemModelTester filterTester{&filter, QAbstractItemModelTester::FailureReportingMode::Fatal};
    Models() {
        filter.setSourceModel(&model);
        filter.sort(RunTableModel::Id, Qt::DescendingOrder);
    }
    QString text(int row, int column) { return model.index(row, column).data().toString(); }
};

}  // namespace

class TestRunModels : public QObject {
    Q_OBJECT

  private slots:
    void showsWhatARunIs() {
        Models m;
        RunSummary one = run(7);
        one.status = RunStatus::Interrupted;
        one.checkpointRound = 20;
        one.completed = 21;
        one.accuracy = {0.6123, std::numeric_limits<double>::quiet_NaN(), 0.7};
        one.note = "look <here>";
        m.model.setRuns({one});
        QCOMPARE(m.text(0, RunTableModel::Id), QStringLiteral("7"));
        QCOMPARE(m.text(0, RunTableModel::Status), QStringLiteral("Interrupted"));
        QVERIFY(!m.model.index(0, RunTableModel::Status).data(Qt::DecorationRole).value<QIcon>().isNull());
        QVERIFY(
            m.model.index(0, RunTableModel::Status).data(Qt::ToolTipRole).toString().contains(QStringLiteral("20")));
        QCOMPARE(m.text(0, RunTableModel::Rounds), QStringLiteral("21 / 30"));
        QCOMPARE(m.text(0, RunTableModel::Accuracy), QStringLiteral("61.2  -  70.0"));
        QCOMPARE(m.text(0, RunTableModel::Mean), QString());
        const QString tip = m.model.index(0, RunTableModel::Note).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("&lt;here&gt;")), qPrintable(tip));
        for (int column = 0; column < RunTableModel::ColumnCount; ++column) {
            QVERIFY(!m.model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
            QVERIFY(!m.model.headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString().isEmpty());
            QVERIFY(!m.model.titleOf(column).isEmpty());
            QCOMPARE(m.model.columnOf(m.model.fieldOf(column)), column);
        }
        // Units are in the headers, numbers at the right.
        QCOMPARE(m.text(0, RunTableModel::Traffic), QStringLiteral("0.014"));
        QCOMPARE(m.text(0, RunTableModel::Macs), QStringLiteral("5"));
        QVERIFY(m.model.headerData(RunTableModel::Traffic, Qt::Horizontal).toString().contains(QStringLiteral("MB")));
        for (const int column : {int(RunTableModel::Traffic), int(RunTableModel::Seconds), int(RunTableModel::Mean)})
            QVERIFY(m.model.index(0, column).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
    }

    void listingsMergeWithoutLosingPlaces() {
        Models m;
        m.model.setRuns(runs({1, 3, 5, 9}));
        QCOMPARE(order(m.model), (QList<qint64>{9, 5, 3, 1}));
        const QPersistentModelIndex five(m.model.index(1, RunTableModel::Name));
        QSignalSpy reset(&m.model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&m.model, &QAbstractItemModel::dataChanged);
        m.model.setRuns(runs({1, 2, 5, 6, 7, 10, 11}));
        QCOMPARE(order(m.model), (QList<qint64>{11, 10, 7, 6, 5, 2, 1}));
        QCOMPARE(five.row(), 4);
        QCOMPARE(reset.count() + changed.count(), 0);
        auto next = runs({1, 2, 5, 6, 7, 10, 11});
        next[2].completed = 12;
        m.model.setRuns(next);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(five.sibling(five.row(), RunTableModel::Rounds).data().toString(), QStringLiteral("12 / 30"));
        m.model.setRuns({});
        QVERIFY(!five.isValid());
        m.model.setRuns(runs({4}));
        QCOMPARE(m.model.rowOf(4), 0);
        QCOMPARE(m.model.rowOf(5), -1);
        QVERIFY(m.model.find(5) == nullptr);
    }

    void sortsByValueNotByText() {
        Models m;
        auto all = runs({1, 2, 10, 100});
        all[1].accuracy.clear();
        m.model.setRuns(all);
        m.filter.sort(RunTableModel::Seconds, Qt::AscendingOrder);
        QCOMPARE(order(m.filter), (QList<qint64>{1, 2, 10, 100}));
        m.filter.sort(RunTableModel::Mean, Qt::AscendingOrder);
        QCOMPARE(order(m.filter).last(), qint64(2));
        m.filter.sort(RunTableModel::Mean, Qt::DescendingOrder);
        QVERIFY2(order(m.filter).last() == 2, "without a value: last in both directions");
        m.filter.sort(RunTableModel::DataSet, Qt::AscendingOrder);
        QVERIFY2(order(m.filter) == (QList<qint64>{100, 10, 2, 1}), "equal: the newer first");
        m.filter.setSorting({{"method", false}, {"training.lr", true}, {"run", false}});
        QVERIFY2(order(m.filter) == (QList<qint64>{2, 10, 100, 1}), "several keys, a setting among them");
    }

    void settingsAreColumns() {
        Models m;
        m.model.setRuns(runs({1, 2, 3}));
        const int before = m.model.columnCount();
        m.model.addSettingColumn(QStringLiteral("training.lr"));
        m.model.addSettingColumn(QStringLiteral("data.partition.kind"));
        m.model.addSettingColumn(QStringLiteral("training.lr"));
        m.model.addSettingColumn(QStringLiteral("mean"));
        QCOMPARE(m.model.columnCount(), before + 2);
        QCOMPARE(m.filter.columnCount(), before + 2);
        QCOMPARE(m.text(0, before), QStringLiteral("0.03"));
        QVERIFY(m.model.isRightAligned(before) && !m.model.isRightAligned(before + 1));
        QCOMPARE(m.model.headerData(before + 1, Qt::Horizontal).toString(), QStringLiteral("data.partition.kind"));
        auto other = runs({1, 2, 3, 4});
        other[3].experiment = "broken";
        m.model.setRuns(other);
        QCOMPARE(m.text(0, before), QString());
        m.model.removeSettingColumn(QStringLiteral("training.lr"));
        QCOMPARE(m.text(1, before), QStringLiteral("dirichlet"));
        QCOMPARE(m.model.columnOf(QStringLiteral("training.lr")), -1);
    }

    void conditionsFilter() {
        Models m;
        m.model.setRuns(runs({1, 2, 3, 4, 5, 6}));
        m.filter.setCondition(RunFilter::parse("training.lr < 0.04 and method = fedavg", commonSettings()));
        QCOMPARE(order(m.filter), (QList<qint64>{3, 1}));
        QVERIFY(m.filter.isFiltering());
        // A run that changes comes and goes by itself.
        auto all = runs({1, 2, 3, 4, 5, 6});
        all[0].method = "fedper";
        m.model.setRuns(all);
        QCOMPARE(order(m.filter), (QList<qint64>{3}));
        m.filter.setCondition({});
        QCOMPARE(m.filter.rowCount(), 6);
    }

    void rowsMoveWithoutLosingPlaces() {
        Models m;
        m.model.setRuns(runs({1, 2, 3, 4}));
        m.filter.sort(RunTableModel::Seconds, Qt::AscendingOrder);
        QCOMPARE(order(m.filter), (QList<qint64>{1, 2, 3, 4}));
        const QPersistentModelIndex two(m.filter.index(1, RunTableModel::Note));
        QSignalSpy reset(&m.filter, &QAbstractItemModel::modelReset);
        auto all = runs({1, 2, 3, 4, 5});
        all[1].seconds = 50;
        m.model.setRuns(all);
        QCOMPARE(order(m.filter), (QList<qint64>{1, 3, 4, 5, 2}));
        QCOMPARE(two.row(), 4);
        m.model.setRuns(runs({2, 4}));
        QCOMPARE(two.row(), 0);
        QCOMPARE(reset.count(), 0);
        // Many at once start over.
        std::vector<RunSummary> many;
        for (std::int64_t id = 1; id <= 500; ++id) many.push_back(run(id));
        m.model.setRuns(many);
        QCOMPARE(m.filter.rowCount(), 500);
        QCOMPARE(reset.count(), 1);
        m.filter.setText(QStringLiteral("run 49"));
        QCOMPARE(m.filter.rowCount(), 15);  // 49, 149, 249 ... and 490 to 499
        m.model.setRuns({});
        QCOMPARE(m.filter.rowCount(), 0);
    }

    void grids() {
        GridModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        Grid grid;
        grid.columns = {{QStringLiteral("Method"), {}, false},
                        {QStringLiteral("Mean, %"), QStringLiteral("tip"), true}};
        grid.rows.push_back({{.text = QStringLiteral("a, \"b\"")},
                             {.text = QStringLiteral("70.1"), .sort = 70.123456789, .right = true, .bold = true}});
        grid.rows.push_back({{.text = QStringLiteral("c")}});
        model.setGrid(grid);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 1).data(GridModel::SortRole).toDouble(), 70.123456789);
        QVERIFY(model.index(0, 1).data(Qt::FontRole).value<QFont>().bold());
        QVERIFY(!model.index(1, 1).data().isValid());
        QCOMPARE(grid.toCsv(), QStringLiteral("Method,\"Mean, %\"\r\n\"a, \"\"b\"\"\",70.123456789\r\nc\r\n"));
        model.setGrid({});
        QCOMPARE(model.columnCount(), 0);
    }

    void filters() {
        Models m;
        auto all = runs({1, 2, 3, 4});
        all[0].tags = "Ablation";
        all[2].status = RunStatus::Failed;
        all[3].starred = true;
        m.model.setRuns(all);
        m.filter.setText(QStringLiteral("cafe"));
        QCOMPARE(order(m.filter), (QList<qint64>{4, 2}));
        m.filter.setText(QStringLiteral("GLYPHS abla"));
        QCOMPARE(order(m.filter), (QList<qint64>{1}));
        m.filter.setText({});
        m.filter.setStatuses({int(RunStatus::Failed)});
        QCOMPARE(order(m.filter), (QList<qint64>{3}));
        QVERIFY(m.filter.isFiltering());
        m.filter.setStatuses({});
        m.filter.setStarredOnly(true);
        QCOMPARE(order(m.filter), (QList<qint64>{4}));
    }

    void starAndNoteAreEditedInPlace() {
        Models m;
        m.model.setRuns(runs({1, 2}));
        QSignalSpy star(&m.model, &RunTableModel::starEdited), note(&m.model, &RunTableModel::noteEdited);
        QVERIFY(m.model.setData(m.model.index(0, RunTableModel::Star), true));
        QCOMPARE(star.first().at(0).toLongLong(), qint64(2));
        QCOMPARE(star.first().at(1).toBool(), true);
        QVERIFY(!m.model.setData(m.model.index(0, RunTableModel::Star), true));
        QVERIFY(m.model.setData(m.model.index(1, RunTableModel::Note), QStringLiteral(" best so far ")));
        QCOMPARE(note.first().at(1).toString(), QStringLiteral("best so far"));
        QSignalSpy tags(&m.model, &RunTableModel::tagsEdited);
        QVERIFY(m.model.setData(m.model.index(1, RunTableModel::Tags), QStringLiteral("paper, fig 2")));
        QCOMPARE(tags.first().at(0).toLongLong(), qint64(1));
        QCOMPARE(tags.first().at(1).toString(), QStringLiteral("paper, fig 2"));
        m.filter.setText(QStringLiteral("paper"));
        QVERIFY2(order(m.filter) == QList<qint64>{1}, "an edited run is found by its new words");
        m.filter.setText({});
        QVERIFY(!m.model.setData(m.model.index(1, RunTableModel::Name), QStringLiteral("x")));
        QVERIFY(m.model.flags(m.model.index(0, RunTableModel::Note)) & Qt::ItemIsEditable);
        QVERIFY(!(m.model.flags(m.model.index(0, RunTableModel::Name)) & Qt::ItemIsEditable));
    }

    void tenThousandRows() {
        RunTableModel model;
        RunFilterModel filter;
        filter.setSourceModel(&model);
        filter.sort(RunTableModel::Id, Qt::DescendingOrder);
        std::vector<RunSummary> all;
        for (std::int64_t id = 1; id <= 10'000; ++id) all.push_back(run(id));
        QElapsedTimer clock;
        clock.start();
        model.setRuns(all);
        const qint64 filled = clock.restart();
        filter.sort(RunTableModel::Mean, Qt::DescendingOrder);
        const qint64 sorted = clock.restart();
        filter.setText(QStringLiteral("cafe 99"));
        const qint64 filtered = clock.restart();
        all[5000].completed = 3;
        model.setRuns(all);
        const qint64 updated = clock.restart();
        qInfo("10,000 rows: filled %lld ms, sorted %lld ms, filtered %lld ms, one row updated %lld ms", filled, sorted,
              filtered, updated);
        QVERIFY(filter.rowCount() > 0);
        // Far above what was measured (tens of ms), far below what a person would call a freeze.
        for (const qint64 ms : {filled, sorted, filtered, updated}) QVERIFY(ms < 1500);
        filter.setText({});
        filter.setCondition(RunFilter::parse("training.lr < 0.05 and mean > 60%", commonSettings()));
        QVERIFY(filter.rowCount() > 100 && filter.rowCount() < 9000);
    }
};

QTEST_MAIN(TestRunModels)
#include "tst_models_runs.moc"
