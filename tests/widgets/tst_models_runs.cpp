// SPDX-License-Identifier: GPL-3.0-or-later
// The table of runs: contents, order, incremental updates, filter, and ten thousand rows.
#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>
#include <limits>

#include "widgets/models/run_table_model.h"
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
        }
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
    }
};

QTEST_MAIN(TestRunModels)
#include "tst_models_runs.moc"
