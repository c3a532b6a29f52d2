// SPDX-License-Identifier: GPL-3.0-or-later
// Runs side by side on recorded reports, the queue and the list of runs to choose from.
#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <cmath>

#include "recorded_run.h"
#include "widgets/theme/theme.h"
#include "widgets/watch/compare_panels.h"
#include "widgets/watch/compare_view.h"
#include "widgets/watch/queue_panel.h"
#include "widgets/watch/run_picker.h"

using namespace exitlab;

class CompareTest : public QObject {
    Q_OBJECT

    static void show(QWidget& view) {
        view.resize(1280, 720);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QTest::qWait(120);
    }
    /// Two runs: 60 rounds of one, 20 of another, which goes on.
    static void fill(CompareView& view) {
        view.addRun(12, "Glyphs", "cafedistill", 3, RunStatus::Finished);
        view.addRun(13, "Glyphs", "fedavg", 11, RunStatus::Running);
        view.setReports(12, recorded::run(60));
        view.setReports(13, recorded::run(20));
    }
    static CurvePlot* plot(CompareView& view, const char* panel) {
        return qobject_cast<CompareCurves*>(view.panel(QLatin1String(panel)))->plot();
    }

  private slots:
    void initTestCase() {
        Theme::instance().apply(*qApp);
        Theme::instance().setMode(ThemeMode::Light);
    }

    void everyRunHasItsCurve() {
        CompareView view;
        fill(view);
        show(view);
        view.flush();
        for (const char* id : {"accuracy", "efficiency", "loss", "traffic", "time", "conflict"}) {
            QCOMPARE(plot(view, id)->curveCount(), std::size_t{2});
            // Colour, dash and marker are the run's own; the methods tell the runs apart, as their names are alike.
            const QPen pen = plot(view, id)->curvePen("13");
            QCOMPARE(pen.color(), categoryStyle(lightColours(), 11).colour);
            QCOMPARE(pen.style(), categoryStyle(lightColours(), 11).dash);
            QCOMPARE(plot(view, id)->curve(1).label, QString("fedavg · 13"));
        }
        const RunHistory& history = *view.runs()[0].history;
        const Evaluated& last = *history.evaluated.last();
        double mean = 0;
        for (int e = 0; e < 3; ++e) mean += summarizeExit(last.accuracy, e, last.samples).mean / 3;
        QVERIFY(std::abs(plot(view, "accuracy")->curve(0).values.back() - mean) < 1e-12);
        QCOMPARE(plot(view, "accuracy")->curve(1).keys.back(), 20.0);
        QCOMPARE(plot(view, "traffic")->curve(0).values.back(), history.bytesUntil(60));
        QCOMPARE(plot(view, "efficiency")->curve(0).keys.back(), history.bytesUntil(60));
        QCOMPARE(plot(view, "conflict")->curve(0).values.back(), history.conflicts.last()->negativeShare);
    }

    void oneExitAndAxisForAll() {
        CompareView view;
        fill(view);
        show(view);
        view.flush();
        auto* exit = view.findChild<QComboBox*>("compareExit");
        QCOMPARE(exit->count(), 4);
        exit->setCurrentIndex(3);
        QTRY_VERIFY(plot(view, "accuracy")->note().contains("exit 3"));
        const RunHistory& history = *view.runs()[0].history;
        QCOMPARE(plot(view, "accuracy")->curve(0).values.back(), history.summaries(*history.evaluated.last())[2].mean);
        auto* axis = view.findChild<QComboBox*>("compareAxis");
        axis->setCurrentIndex(static_cast<int>(CompareAxis::WallTime));
        view.flush();
        for (const char* id : {"accuracy", "loss", "traffic", "conflict"})
            QCOMPARE(plot(view, id)->curve(0).keys.back(),
                     history.secondsUntil(static_cast<int>(id == std::string("conflict") ? 60 : 60)));
        // Nothing is known of devices here: no curve rather than a wrong one.
        axis->setCurrentIndex(static_cast<int>(CompareAxis::SimulatedTime));
        view.flush();
        QVERIFY(!plot(view, "accuracy")->hasData());
        axis->setCurrentIndex(0);
        view.flush();
        QCOMPARE(plot(view, "accuracy")->curve(0).keys.back(), 60.0);
    }

    void hiddenRunsStayHidden() {
        CompareView view;
        fill(view);
        show(view);
        view.flush();
        QTest::mouseClick(view.findChild<QToolButton*>("compareRun13"), Qt::LeftButton, {}, QPoint(8, 8));
        view.flush();
        QVERIFY(!plot(view, "accuracy")->isCurveVisible("13") && plot(view, "loss")->isCurveVisible("12"));
        QCOMPARE(qobject_cast<CompareTiles*>(view.panel("tiles"))->tiles(), 1);
        view.addReports(13, recorded::round(21, 60));
        view.flush();
        QVERIFY(!plot(view, "accuracy")->isCurveVisible("13"));
        QCOMPARE(plot(view, "accuracy")->curve(1).keys.back(), 21.0);
    }

    void tilesShareTheirColours() {
        CompareView view;
        fill(view);
        show(view);
        view.flush();
        auto* tiles = qobject_cast<CompareTiles*>(view.panel("tiles"));
        QCOMPARE(tiles->tiles(), 2);
        QCOMPARE(tiles->tile(0)->data().values, view.runs()[0].history->evaluated.at(60)->accuracy);
        QCOMPARE(tiles->tile(1)->data().values, view.runs()[1].history->evaluated.at(20)->accuracy);
        auto* slider = view.findChild<QSlider*>();
        slider->setValue(10);
        QTRY_COMPARE(tiles->tile(0)->data().values, view.runs()[0].history->evaluated.at(10)->accuracy);
        QCOMPARE(tiles->tile(1)->data().values, view.runs()[1].history->evaluated.at(10)->accuracy);
        tiles->controls()->findChild<QComboBox*>()->setCurrentIndex(1);
        view.flush();
        QCOMPARE(tiles->tile(0)->colourMeaning(), HeatMap::Colours::Diverging);
    }

    void theTableHasTheRoundThatIsShown() {
        CompareView view;
        fill(view);
        show(view);
        view.flush();
        auto* table = view.findChild<QTableView*>("compareTable");
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(table->model()->index(1, 2).data(Qt::ToolTipRole).toString(), QString("20"));
        QSignalSpy opened(&view, &CompareView::openRequested);
        table->setCurrentIndex(table->model()->index(1, 0));
        emit table->activated(table->currentIndex());
        QCOMPARE(opened.first().first().toLongLong(), 13);
    }

    void commandsActionsAndDocks() {
        CompareView view;
        fill(view);
        show(view);
        QSet<QString> keys;
        for (const QAction* a : view.allActions()) {
            QVERIFY2(!a->toolTip().isEmpty() && a->toolTip() != a->text(), qPrintable(a->text()));
            QVERIFY2(!a->shortcut().isEmpty() && !keys.contains(a->shortcut().toString()), qPrintable(a->text()));
            keys << a->shortcut().toString();
        }
        QVERIFY(!keys.contains(view.addAction()->shortcut().toString()));
        QAction* pause = view.allActions().front();
        QVERIFY2(pause->isEnabled(), "one of the runs goes on");
        QSignalSpy paused(&view, &CompareView::pauseRequested);
        pause->trigger();
        QCOMPARE(paused.count(), 1);
        view.setRunState(13, RunStatus::Finished);
        QVERIFY(!pause->isEnabled());
        const QByteArray state = view.saveState();
        CompareView other;
        QVERIFY(other.restoreState(state));
        QVERIFY(!other.restoreState("nonsense"));
        for (const PlotBase* one : view.findChildren<PlotBase*>()) QVERIFY(!one->emptyText().isEmpty());
        view.removeRun(13);
        QCOMPARE(view.runs().size(), std::size_t{1});
        view.flush();
        QCOMPARE(plot(view, "loss")->curveCount(), std::size_t{1});
    }

    void plotsHaveLogAxesAndExports() {
        CompareView view;
        fill(view);
        show(view);
        view.flush();
        CurvePlot* traffic = plot(view, "traffic");
        traffic->setLogarithmicKeys(true);
        traffic->setLogarithmic(true);
        traffic->flush();
        QCOMPARE(traffic->canvas()->xAxis->scaleType(), QCPAxis::stLogarithmic);
        QVERIFY(traffic->canvas()->xAxis->range().lower > 0.9);
        const QString csv = QString::fromUtf8(traffic->figure("csv", FigureWidth::Single));
        QCOMPARE(csv.count('\n'), 61);  // every round, and the header
        QVERIFY(csv.contains("cafedistill · 12") && csv.contains("fedavg · 13"));
        for (const char* format : {"png", "pdf", "svg"})
            QVERIFY(traffic->figure(format, FigureWidth::Double).size() > 1000);
    }

    void queueIsReorderedByKeyAndByDrag() {
        QueuePanel panel;
        QAbstractItemModelTester tester(panel.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto run = [](std::int64_t id, RunStatus status) {
            return QueueItem{{{id, "Run", "fedavg", 10, 0, status}}};
        };
        show(panel);
        QVERIFY(panel.view()->isHidden());
        panel.setQueue({run(1, RunStatus::Running), run(2, RunStatus::Queued),
                        QueueItem{{{3, "R", "a", 5, 2, RunStatus::Queued}, {4, "R", "b", 5, 1, RunStatus::Queued}}}},
                       false);
        QVERIFY(!panel.view()->isHidden());
        QCOMPARE(panel.model()->index(2, QueueModel::Method).data().toString(), QString("a, b"));
        QSignalSpy moved(&panel, &QueuePanel::moveRequested), removed(&panel, &QueuePanel::removeRequested);
        panel.view()->setCurrentIndex(panel.model()->index(0, 0));
        QVERIFY2(!panel.removeAction()->isEnabled() && !panel.downAction()->isEnabled(), "it is being driven");
        panel.view()->setCurrentIndex(panel.model()->index(1, 0));
        QVERIFY2(!panel.upAction()->isEnabled(), "not before what is being driven");
        panel.view()->setFocus();
        QTest::keyClick(panel.view(), Qt::Key_Down);
        QVERIFY(panel.upAction()->isEnabled() && !panel.downAction()->isEnabled());
        QTest::keyClick(&panel, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(moved[0][0].toLongLong(), 3);
        QCOMPARE(moved[0][1].toInt(), 1);
        panel.removeAction()->trigger();
        QCOMPARE(removed.first().first().toLongLong(), 3);
        // Dragged to the top of the waiting ones: what the view does on a drop.
        std::unique_ptr<QMimeData> dragged(panel.model()->mimeData({panel.model()->index(2, 1)}));
        QVERIFY(!(panel.model()->flags(panel.model()->index(0, 0)) & Qt::ItemIsDragEnabled));
        QVERIFY(!panel.model()->dropMimeData(dragged.get(), Qt::MoveAction, 1, 0, {}));
        QCOMPARE(moved.count(), 2);
        QCOMPARE(moved[1][1].toInt(), 1);
        // To below the last: beyond itself it is the same place.
        std::unique_ptr<QMimeData> second(panel.model()->mimeData({panel.model()->index(1, 1)}));
        panel.model()->dropMimeData(second.get(), Qt::MoveAction, 3, 0, {});
        QCOMPARE(moved[2][0].toLongLong(), 2);
        QCOMPARE(moved[2][1].toInt(), 2);
        QSignalSpy paused(&panel, &QueuePanel::pauseRequested);
        panel.runAction()->trigger();
        QCOMPARE(paused.last().first().toBool(), true);
        panel.setQueue({run(2, RunStatus::Queued)}, true);
        QCOMPARE(panel.runAction()->text(), QString("Run queue"));
        panel.runAction()->trigger();
        QCOMPARE(paused.last().first().toBool(), false);
    }

    void runsAreChosenFromAList() {
        std::vector<RunSummary> runs;
        for (int i = 5; i >= 1; --i) {
            RunSummary run;
            run.id = i;
            run.name = i == 2 ? "Needle" : "Hay";
            run.method = "fedavg";
            run.completed = i == 5 ? 0 : 3;
            run.accuracy = {0.5};
            runs.push_back(run);
        }
        RunPicker picker(runs, {}, 2);
        show(picker);
        auto* list = picker.findChild<QTreeWidget*>("runPickerList");
        auto* ok = picker.findChild<QPushButton*>("runPickerOk");
        QCOMPARE(list->topLevelItemCount(), 5);
        QVERIFY2(!(list->topLevelItem(0)->flags() & Qt::ItemIsEnabled), "it has no round yet");
        QVERIFY(!ok->isEnabled());
        list->topLevelItem(1)->setCheckState(0, Qt::Checked);
        QVERIFY(!ok->isEnabled());
        QTest::keyClicks(picker.findChild<QLineEdit*>("runPickerSearch"), "needle");
        QCOMPARE(list->topLevelItemCount(), 1);
        list->topLevelItem(0)->setCheckState(0, Qt::Checked);
        QVERIFY(ok->isEnabled());
        QSignalSpy picked(&picker, &RunPicker::picked);
        QTest::mouseClick(ok, Qt::LeftButton);
        QCOMPARE(picked.first().first().value<QList<qint64>>(), (QList<qint64>{4, 2}));
    }
};

QTEST_MAIN(CompareTest)
#include "tst_compare.moc"
