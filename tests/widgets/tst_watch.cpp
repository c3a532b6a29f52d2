// SPDX-License-Identifier: GPL-3.0-or-later
// The Watch page on recorded reports: 60 rounds, 20 clients, 3 exits, with the gaps real runs have.
#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QLabel>
#include <QMainWindow>
#include <QSet>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <cmath>

#include "recorded_run.h"
#include "widgets/theme/theme.h"
#include "widgets/watch/accuracy_panels.h"
#include "widgets/watch/conflict_panels.h"
#include "widgets/watch/log_panel.h"
#include "widgets/watch/method_panels.h"
#include "widgets/watch/training_panels.h"
#include "widgets/watch/watch_view.h"

using namespace exitlab;

class WatchTest : public QObject {
    Q_OBJECT

    static void show(WatchView& view) {
        view.resize(1280, 720);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QTest::qWait(120);
    }
    template <class T>
    static T* child(WatchView& view, const char* panel) {
        return view.panel(QLatin1String(panel))->findChild<T*>();
    }
    static QAction* action(WatchView& view, const QString& text) {
        for (QAction* a : view.allActions())
            if (a->text() == text) return a;
        return nullptr;
    }

  private slots:
    void initTestCase() {
        Theme::instance().apply(*qApp);
        Theme::instance().setMode(ThemeMode::Light);
    }

    void historySortsReports() {
        RunHistory history;
        for (const ReportPtr& report : recorded::run(60)) history.add(report);
        QCOMPARE(history.exits(), 3);
        QCOMPARE(history.clients(), 20);
        QCOMPARE(history.lastRound(), 60);
        QCOMPARE(history.evaluated.size(), std::size_t{60});
        QCOMPARE(history.conflicts.size(), std::size_t{13});
        QCOMPARE(history.conflicts.at(4)->round, 1);
        QCOMPARE(history.conflicts.at(37)->round, 35);
        QVERIFY(!history.conflicts.at(0));
        // The client without test samples is in no mean.
        QCOMPARE(history.summaries(*history.evaluated.last())[0].clients, 19);
        QVERIFY(std::isnan(history.evaluated.last()->accuracy.at(recorded::untested, 0)));
        // A resumed run reports a round again: the new one counts.
        Evaluated again = *history.evaluated.at(60);
        again.accuracy = Table(20, 3, 0.5);
        history.add(makeReport(again));
        QCOMPARE(history.evaluated.size(), std::size_t{60});
        QCOMPARE(history.summaries(*history.evaluated.last())[2].mean, 0.5);
    }

    void timeLeftNeedsTwoRounds() {
        RunHistory history;
        history.add(makeReport(recorded::start(10)));
        const auto finish = [&](int round, double seconds) {
            RoundFinished r;
            r.round = round;
            r.seconds = seconds;
            r.samples = 100;
            history.add(makeReport(r));
        };
        finish(1, 50);  // warm-up
        QVERIFY(std::isnan(history.secondsLeft()));
        finish(2, 2);
        QCOMPARE(history.secondsLeft(), 16.0);
        QCOMPARE(history.samplesPerSecond(), 200 / 52.0);
    }

    void openDepthIsTheDeepestExitBeforeTheLast() {
        RunHistory history;
        history.add(makeReport(recorded::start(10)));
        MethodMatrix opened;
        opened.round = 3;
        opened.id = "opened";
        opened.rows = {4, 6, 8};
        opened.cols = {0, 1, 2};
        opened.values = Table(3, 3);
        opened.values.values = {0, 0, 1, 1, 0, 1, 1, 1, 1};
        history.add(makeReport(opened));
        std::vector<int> rounds;
        const Table depth = history.openDepth(rounds);
        QCOMPARE(rounds, (std::vector<int>{3}));
        QCOMPARE(depth.at(4, 0), 0.0);
        QCOMPARE(depth.at(6, 0), 1.0);
        QCOMPARE(depth.at(8, 0), 2.0);
        QVERIFY(std::isnan(depth.at(0, 0)));
        const auto closed = history.closedExits(3);
        QVERIFY(closed[4 * 3 + 0] && !closed[4 * 3 + 2] && !closed[6 * 3 + 0] && closed[0]);
    }

    void accuracyCurvesAreTheSummaries() {
        WatchView view;
        view.setReports(recorded::run(60));
        show(view);
        view.flush();
        const auto* plot = child<CurvePlot>(view, "accuracy");
        QCOMPARE(plot->curveCount(), std::size_t{3});
        const Evaluated& last = *view.history().evaluated.last();
        for (int e = 0; e < 3; ++e) {
            const ClientSummary s = summarizeExit(last.accuracy, e, last.samples);
            const Curve& curve = plot->curve(static_cast<std::size_t>(e));
            QCOMPARE(curve.values.back(), s.mean);
            QCOMPARE(curve.low.back(), s.mean - s.deviation);
            QCOMPARE(curve.keys.back(), 60.0);
        }
        QVERIFY(plot->note().contains("unweighted") && plot->note().contains("19 clients"));
        const auto boxes = view.panel("accuracy")->controls()->findChildren<QComboBox*>();
        boxes[0]->setCurrentIndex(1);
        boxes[1]->setCurrentIndex(1);
        QTest::qWait(100);
        const ClientSummary s = summarizeExit(last.accuracy, 1, last.samples);
        QCOMPARE(plot->curve(1).values.back(), s.weightedMean);
        QCOMPARE(plot->curve(1).low.back(), s.p10);
        QVERIFY(plot->note().contains("sample-weighted") && plot->note().contains("percentile"));
        boxes[2]->setCurrentIndex(1);
        QTest::qWait(100);
        QCOMPARE(plot->curve(0).keys.back(), view.history().bytesUntil(60));
        // Every statistic over clients, and the widest band.
        const double expected[] = {s.mean, s.weightedMean, s.median, s.p10, s.worst};
        for (int what = 0; what < 5; ++what) {
            boxes[0]->setCurrentIndex(what);
            QCOMPARE(plot->curve(1).values.back(), expected[what]);
        }
        boxes[1]->setCurrentIndex(2);
        QCOMPARE(plot->curve(1).low.back(), s.worst);
        QCOMPARE(plot->curve(1).high.back(), s.best);
        QVERIFY(plot->note().contains("worst to best"));
        boxes[1]->setCurrentIndex(3);
        QVERIFY(plot->curve(1).low.empty());
    }

    void clientMapShowsTheLatestAndOpensAClient() {
        WatchView view;
        view.setReports(recorded::run(10));
        show(view);
        view.flush();
        auto* map = child<HeatMap>(view, "clients");
        QCOMPARE(map->data().values, view.history().evaluated.last()->accuracy);
        QVERIFY(!map->cellColour(recorded::untested, 0).isValid());
        // Round 10 of 60: R = 0.3, so that exit 2 is open nowhere.
        for (int c = 0; c < 20; ++c) QVERIFY(!map->cellColour(c, 1).isValid());
        emit map->rowActivated(5);
        view.flush();
        const auto* curves = child<CurvePlot>(view, "client");
        QCOMPARE(curves->curve(2).values.back(), view.history().evaluated.last()->accuracy.at(5, 2));
        QCOMPARE(child<BarPlot>(view, "client")->series()[0].values.size(), std::size_t{10});
    }

    void oneClientHasDeviceAndTraffic() {
        RunStarted begun = recorded::start(2);
        for (int c = 0; c < recorded::clients; ++c) begun.devices.push_back({c % 2, 2e9, 2.5e6});
        WatchView view;
        view.addReport(makeReport(begun));
        for (int t = 1; t <= 2; ++t) {
            RoundFinished done;
            done.round = t;
            done.cohort = {3, 5};
            done.costs = {{3, 100 * t, 50, 1.5 * t}, {5, 7, 7, recorded::nan}};
            view.addReport(makeReport(done));
            view.addReport(makeReport(MethodSeries{t, kDeviceTime, "", "", {"a", "b", "c"}, {1.0 * t, 0.5, 1.5 * t}}));
        }
        show(view);
        view.flush();
        auto boxes = view.panel("client")->controls()->findChildren<QComboBox*>();
        boxes[0]->setCurrentIndex(boxes[0]->findData(3));
        boxes[1]->setCurrentIndex(1);
        view.flush();
        const auto* bars = child<BarPlot>(view, "client");
        QCOMPARE(bars->series().size(), std::size_t{2});
        QCOMPARE(bars->series()[0].values, (std::vector<double>{100, 200}));
        QVERIFY(bars->series()[1].below);
        auto* words = view.panel("client")->controls()->findChild<QLabel*>();
        QVERIFY2(words->text().contains("tier 2"), qPrintable(words->text()));
        QVERIFY2(words->toolTip().contains("2 GMAC/s") && words->toolTip().contains("20 Mbit/s"),
                 qPrintable(words->toolTip()));
        boxes[1]->setCurrentIndex(2);
        view.flush();
        QCOMPARE(bars->series()[0].values, (std::vector<double>{1.5, 3}));
        // The simulated time has a dock of its own: by round, in sum, and by client of the shown round.
        const auto* curves = child<CurvePlot>(view, "devices");
        QCOMPARE(curves->curve(0).values, (std::vector<double>{1, 2}));
        auto* what = view.panel("devices")->controls()->findChild<QComboBox*>();
        what->setCurrentIndex(1);
        view.flush();
        QCOMPARE(curves->curve(0).values, (std::vector<double>{1.5, 3}));
        what->setCurrentIndex(2);
        view.flush();
        QCOMPARE(child<BarPlot>(view, "devices")->series().size(), std::size_t{2});
        QCOMPARE(view.history().simulatedUntil(1), 1.5);
        QVERIFY(view.panel("method")->controls()->findChild<QComboBox*>()->count() == 0);
    }

    void sliderShowsEarlierRounds() {
        WatchView view;
        view.setReports(recorded::run(40));
        show(view);
        auto* slider = view.findChild<QSlider*>();
        QCOMPARE(view.shownRound(), 40);
        slider->setValue(12);
        QTest::qWait(120);
        const auto* map = child<HeatMap>(view, "clients");
        QCOMPARE(map->data().values, view.history().evaluated.at(12)->accuracy);
        // New rounds do not move what the user has chosen.
        for (const ReportPtr& report : recorded::round(41, 60)) view.addReport(report);
        QTest::qWait(120);
        QCOMPARE(view.shownRound(), 12);
        action(view, "Latest")->trigger();
        QTest::qWait(120);
        QCOMPARE(view.shownRound(), 41);
        QCOMPARE(map->data().values, view.history().evaluated.at(41)->accuracy);
    }

    void methodResults() {
        WatchView view;
        view.setReports(recorded::run(60));
        show(view);
        view.flush();
        QCOMPARE(child<HeatMap>(view, "teachers")->data().values,
                 view.history().matrices.at("teacher_weights").last()->values);
        QCOMPARE(child<CurvePlot>(view, "gap")->curveCount(), std::size_t{2});
        QCOMPARE(child<TimelinePlot>(view, "timeline")->data().values.cols, 60);
        auto* box = view.panel("method")->controls()->findChild<QComboBox*>();
        QCOMPARE(box->count(), 5);
        auto* cosine = child<HeatMap>(view, "cosine");
        auto* stage = view.panel("cosine")->controls()->findChild<QComboBox*>();
        QCOMPARE(stage->currentText(), QString("trunk"));
        QCOMPARE(cosine->data().values, view.history().conflicts.last()->exitCosine[3]);
        stage->setCurrentIndex(1);
        view.flush();
        QCOMPARE(cosine->data().values, view.history().conflicts.last()->exitCosine[1]);
        auto* similarity = child<HeatMap>(view, "similarity");
        QCOMPARE(similarity->data().values.rows, recorded::cohortSize);
        view.panel("similarity")->controls()->findChild<QComboBox*>()->setCurrentIndex(1);
        view.flush();
        QCOMPARE(similarity->data().values.rows, 20);
        // The traffic of a round is what was reported, group by group.
        const BarPlot* bars = child<BarPlot>(view, "traffic");
        QCOMPARE(bars->series().size(), std::size_t{6});
        QCOMPARE(bars->series()[1].values.front(), 96000.0);
        QVERIFY(bars->series()[3].below);
    }

    void resultsOfEveryKindHaveTheirDock() {
        WatchView view;
        view.setReports(recorded::run(40));
        show(view);
        view.flush();
        const RunHistory& history = view.history();
        const auto choice = [&](const char* id) { return view.panel(id)->controls()->findChild<QComboBox*>(); };
        const auto words = [&](const char* id) { return view.panel(id)->controls()->findChild<QLabel*>()->text(); };

        auto* bars = child<BarPlot>(view, "histogram");
        QCOMPARE(choice("histogram")->count(), 2);
        QCOMPARE(choice("histogram")->currentText(), QString("Confidence at each exit"));
        QCOMPARE(bars->title(), QString("Confidence at each exit"));
        QCOMPARE(bars->series().size(), std::size_t{3});
        QCOMPARE(bars->series()[1].values[6], history.histograms.at("confidence").last()->counts.at(1, 6));
        QCOMPARE(bars->series()[1].exits, 3);  // "exit 2" is a depth
        QCOMPARE(words("histogram"), QString("round 40"));
        choice("histogram")->setCurrentIndex(1);
        view.flush();
        QCOMPARE(bars->title(), QString("Samples per class and teacher"));
        QCOMPARE(bars->series()[0].label, QString("server"));
        QCOMPARE(bars->series()[0].exits, 0);
        QVERIFY(std::isnan(bars->series()[1].values[4]));
        QVERIFY(bars->readout(0).startsWith("class: A\nserver  "));

        auto* points = child<ScatterPlot>(view, "scatter");
        QCOMPARE(choice("scatter")->count(), 2);
        choice("scatter")->setCurrentIndex(choice("scatter")->findData("gain"));
        view.flush();
        QCOMPARE(points->data().x, history.scatters.at("gain").last()->x);
        QCOMPARE(words("scatter"), QString("round 40, 1 point without a place"));

        auto* pictures = child<ImageGrid>(view, "images");
        QCOMPARE(pictures->tileCount(), std::size_t{22});

        // The slider leads back; before the first report nothing is shown, and the panel says from when on.
        auto* slider = view.findChild<QSlider*>();
        slider->setValue(12);
        view.flush();
        QCOMPARE(bars->series()[0].values[3], history.histograms.at("levels").at(12)->counts.at(0, 3));
        QCOMPARE(points->data().y.front(), history.scatters.at("gain").at(12)->y.front());
        slider->setValue(1);
        view.flush();
        QVERIFY(!bars->hasData() && !points->hasData() && !pictures->hasData());
        QCOMPARE(words("images"), QString("from round 3 on"));
        QCOMPARE(bars->accessibleDescription(), bars->emptyText());
        // The choice survives all this.
        QCOMPARE(choice("histogram")->currentIndex(), 1);
    }

    void newResultsNeedNoChangeHere() {
        WatchView view;
        view.setReports(recorded::run(2));
        show(view);
        view.flush();
        for (const char* id : {"histogram", "scatter", "images"}) {
            QVERIFY(!child<PlotBase>(view, id)->hasData());
            QVERIFY(view.panel(id)->controls()->findChild<QComboBox*>()->isHidden());
        }
        // Two results may have the same title: their ids tell them apart.
        for (const char* id : {"b", "a"})
            view.addReport(makeReport(MethodHistogram{2, id, "Same", "x", "y", {"1"}, {"g"}, Table(1, 1, *id)}));
        view.addReport(makeReport(MethodScatter{2, "s", "", "", "", {}, {1}, {1}, {}, {}, ""}));
        view.addReport(makeReport(MethodImageGrid{2, "i", "Grey", 1, 1, 1, 1, 1, {9}, {}}));
        view.flush();
        auto* box = view.panel("histogram")->controls()->findChild<QComboBox*>();
        QCOMPARE(box->itemText(0), QString("Same (a)"));
        box->setCurrentIndex(1);
        view.flush();
        const auto* bars = child<BarPlot>(view, "histogram");
        QCOMPARE(bars->series()[0].values[0], static_cast<double>('b'));
        // A third one before them does not change what was chosen.
        view.addReport(makeReport(MethodHistogram{2, "0", "Same", "x", "y", {"1"}, {"g"}, Table(1, 1, 5)}));
        view.flush();
        QCOMPARE(box->count(), 3);
        QCOMPARE(box->currentData().toString(), QString("b"));
        QCOMPARE(bars->series()[0].values[0], static_cast<double>('b'));
        QCOMPARE(child<ScatterPlot>(view, "scatter")->data().x.size(), std::size_t{1});
        QCOMPARE(child<ImageGrid>(view, "images")->tile(0).pixelColor(0, 0), QColor(9, 9, 9));
        // What contradicts itself is named, not drawn.
        view.addReport(makeReport(MethodHistogram{3, "b", "Same", "x", "y", {"1", "2"}, {"g"}, Table(1, 1, 5)}));
        view.flush();
        QVERIFY(!bars->hasData());
        QVERIFY(view.panel("histogram")->controls()->findChild<QLabel*>()->text().contains("expected 1 groups x 2"));
    }

    void everyActionIsNamedAndReachable() {
        WatchView view;
        QSet<QString> keys, names;
        for (const QAction* a : view.allActions()) {
            QVERIFY(!a->text().isEmpty());
            QVERIFY2(!a->toolTip().isEmpty() && a->toolTip() != a->text(), qPrintable(a->text()));
            QVERIFY2(!a->shortcut().isEmpty(), qPrintable(a->text()));
            QVERIFY2(!keys.contains(a->shortcut().toString()), qPrintable(a->shortcut().toString()));
            keys << a->shortcut().toString();
            names << a->text();
        }
        QVERIFY(names.size() > 20);
        QSet<QString> objects;
        QCOMPARE(view.docks().size(), 20);
        for (const QDockWidget* dock : view.docks()) {
            QVERIFY(!dock->objectName().isEmpty() && !dock->windowTitle().isEmpty());
            objects << dock->objectName();
        }
        QCOMPARE(objects.size(), 20);
        for (const PlotBase* plot : view.findChildren<PlotBase*>()) {
            QVERIFY(!plot->accessibleName().isEmpty());
            QVERIFY2(!plot->emptyText().isEmpty(), qPrintable(plot->title()));
        }
    }

    void commandsFollowTheState() {
        WatchView view;
        const auto enabled = [&] {
            QStringList list;
            for (const char* name : {"Pause", "Resume", "Step", "Stop", "Checkpoint"})
                if (action(view, name)->isEnabled()) list << name;
            return list;
        };
        QVERIFY(enabled().isEmpty());
        view.setRunState(RunStatus::Running);
        QCOMPARE(enabled(), (QStringList{"Pause", "Stop", "Checkpoint"}));
        view.setRunState(RunStatus::Paused);
        QCOMPARE(enabled(), (QStringList{"Resume", "Step", "Stop", "Checkpoint"}));
        view.setReports(recorded::run(60));
        QVERIFY(enabled().isEmpty());
        view.setReports(recorded::run(5));
        QCOMPARE(enabled(), (QStringList{"Pause", "Stop", "Checkpoint"}));
        QSignalSpy pause(&view, &WatchView::pauseRequested), branch(&view, &WatchView::branchRequested);
        action(view, "Pause")->trigger();
        QCOMPARE(pause.count(), 1);
        show(view);
        action(view, "Branch")->trigger();
        QCOMPARE(branch.first().first().toInt(), 5);
        view.setReadOnly(true);
        QVERIFY(enabled().isEmpty());
    }

    void layoutIsSavedAndRestored() {
        WatchView view;
        show(view);
        QDockWidget* rate = nullptr;
        for (QDockWidget* dock : view.docks())
            if (dock->objectName() == "rate") rate = dock;
        rate->close();
        const QByteArray state = view.saveState();
        WatchView other;
        QVERIFY(other.restoreState(state));
        show(other);
        for (QDockWidget* dock : other.docks()) QCOMPARE(dock->isHidden(), dock->objectName() == "rate");
        other.resetLayout();
        for (QDockWidget* dock : other.docks()) QVERIFY(!dock->isHidden());
        QVERIFY(!other.restoreState("nonsense"));
    }

    void emptyStatesAndClear() {
        WatchView view;
        show(view);
        view.setReports(recorded::run(30));
        view.flush();
        view.clear();
        view.flush();
        for (PlotBase* plot : view.findChildren<PlotBase*>()) QVERIFY2(!plot->hasData(), qPrintable(plot->title()));
        QCOMPARE(child<CurvePlot>(view, "accuracy")->accessibleDescription(),
                 child<CurvePlot>(view, "accuracy")->emptyText());
        QCOMPARE(view.history().lastRound(), 0);
    }

    void logIsBoundedAndComplete() {
        LogModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<LogLine> lines(LogModel::most + 100);
        for (std::size_t i = 0; i < lines.size(); ++i) lines[i].round = static_cast<int>(i);
        model.append(lines, 0);
        QCOMPARE(model.rowCount(), static_cast<int>(LogModel::most));
        lines.push_back({99999, Message::Level::Error, "last", false});
        model.append(lines, lines.size() - 1);
        QCOMPARE(model.rowCount(), static_cast<int>(LogModel::most));
        QCOMPARE(model.index(model.rowCount() - 1, LogModel::TextColumn).data().toString(), QString("last"));

        WatchView view;
        view.setReports(recorded::run(60));
        view.flush();
        const LogModel* log = view.panel("log")->findChild<LogModel*>();
        // A note, a warning, a failed client, three checkpoints, the end.
        QCOMPARE(log->rowCount(), 7);
        QVERIFY(log->index(6, LogModel::TextColumn).data().toString().contains("finished"));
        // A flood fills neither the history nor the model.
        for (int i = 0; i < 30000; ++i) view.addReport(makeReport(Message{60, Message::Level::Info, "again"}));
        view.flush();
        QVERIFY(view.history().log.size() <= 10000);
        QVERIFY(log->rowCount() <= static_cast<int>(LogModel::most));
    }

    void burstsAreCoalesced() {
        WatchView view;
        show(view);
        auto* plot = child<CurvePlot>(view, "accuracy");
        const int before = plot->replots();
        QElapsedTimer clock;
        clock.start();
        for (const ReportPtr& report : recorded::run(60)) view.addReport(report);
        qInfo("60 rounds taken in within %lld ms", clock.elapsed());
        QTest::qWait(200);
        QVERIFY2(plot->replots() - before <= 4, qPrintable(QString::number(plot->replots() - before)));
        QCOMPARE(plot->curve(0).values.size(), std::size_t{60});
    }

    void zoomSurvivesANewRound() {
        WatchView view;
        view.setReports(recorded::run(30));
        show(view);
        auto* plot = child<CurvePlot>(view, "accuracy");
        plot->setFocus();
        QTest::keyClick(plot, Qt::Key_Plus);
        QVERIFY(plot->isZoomed());
        const QCPRange range = plot->canvas()->xAxis->range();
        for (const ReportPtr& report : recorded::round(31, 60)) view.addReport(report);
        QTest::qWait(150);
        QCOMPARE(plot->curve(0).values.size(), std::size_t{31});
        QCOMPARE(plot->canvas()->xAxis->range(), range);
    }

    void themeReachesEverything() {
        WatchView view;
        view.setReports(recorded::run(10));
        show(view);
        auto* plot = child<CurvePlot>(view, "accuracy");
        QCOMPARE(plot->curvePen("exit0").color(), exitColour(lightColours(), 0, 3));
        Theme::instance().setMode(ThemeMode::Dark);
        QTest::qWait(150);
        QCOMPARE(plot->curvePen("exit0").color(), exitColour(darkColours(), 0, 3));
        const QImage image = view.grab().toImage();
        // Nothing light is left but text and lines.
        int light = 0, all = 0;
        for (int y = 0; y < image.height(); y += 4)
            for (int x = 0; x < image.width(); x += 4) {
                ++all;
                light += image.pixelColor(x, y).lightness() > 225;
            }
        QVERIFY2(light < all / 20, qPrintable(QString::number(100.0 * light / all)));
        Theme::instance().setMode(ThemeMode::Light);
    }
};

QTEST_MAIN(WatchTest)
#include "tst_watch.moc"
