// SPDX-License-Identifier: GPL-3.0-or-later
// Beside the form: the partition editor, the forecast, tiers, the presets' menu, sweeps and races.
#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include "core/config/partition_edits.h"
#include "core/config/sweep.h"
#include "tests/widgets/design_page.h"
#include "widgets/design/network_pane.h"
#include "widgets/design/race_dialog.h"
#include "widgets/design/sweep_dialog.h"
#include "widgets/forms/spec_form.h"
#include "widgets/theme/theme.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

std::string edits(const Page& page) { return page.view.experiment().settings().text(kPartitionEditsKey); }

Forecast forecast() {
    Forecast made;
    made.cohort = 10;
    made.workers = 2;
    made.rounds = 60;
    made.trainSamples = 4000;
    made.testSamples = 1000;
    made.memory = {5'000'000, 2'000'000, 1'000'000, 500'000, 400'000};
    made.traffic = {2e6, 3e6, 120'000'000, 180'000'000};
    return made;
}

void typeInto(QLineEdit* edit, const QString& text) {
    edit->setFocus();
    edit->selectAll();
    QTest::keyClick(edit, Qt::Key_Delete);
    QTest::keyClicks(edit, text);
}

}  // namespace

class TestDesignPanes : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { Theme::instance().apply(*qApp); }

    void aCellIsEditedByKeyboard() {
        Page page;
        page.view.showPartition(page.token(), partition(3));
        auto* map = page.find<HeatMap>("partitionClasses");
        map->flush();
        map->setFocus();
        QTest::keyClick(map, Qt::Key_Up);
        QTest::keyClick(map, Qt::Key_Up);
        QTest::keyClick(map, Qt::Key_Right);
        QTest::keyClick(map, Qt::Key_Return);
        auto* count = page.find<QSpinBox>("clientCount.1");
        QVERIFY2(count, "the editor has a field for every class");
        QVERIFY(page.find<QWidget>("clientEditor")->isVisible());
        QTRY_VERIFY(count->isVisible());
        QTRY_VERIFY(count->hasFocus());
        QCOMPARE(count->value(), 10);
        QVERIFY2(count->maximum() == 30, "all samples of the class");
        QTest::keyClicks(count, QStringLiteral("25"));
        const QString client = page.find<QLabel>("clientTitle")->text();
        QVERIFY2(edits(page).ends_with(":1=25"), edits(page).c_str());
        QVERIFY(client.contains(QStringLiteral("35")));
        QVERIFY(page.view.undoAction()->text().contains(QStringLiteral("change of b at client")));
        // The steps of one field are one step of the history.
        page.view.undoAction()->trigger();
        QCOMPARE(edits(page), std::string());
        QCOMPARE(count->value(), 10);
        page.view.redoAction()->trigger();
        QCOMPARE(count->value(), 25);
    }

    void clickingACellEditsItAndResetsUndo() {
        Page page;
        page.view.showPartition(page.token(), partition(4));
        auto* map = page.find<HeatMap>("partitionClasses");
        map->flush();
        QTest::mouseClick(map->canvas(), Qt::LeftButton, {}, map->canvas()->rect().center());
        QVERIFY(page.find<QWidget>("clientEditor")->isVisible());
        auto* first = page.find<QSpinBox>("clientCount.0");
        typeInto(first->findChild<QLineEdit*>(), QStringLiteral("3"));
        QVERIFY(!edits(page).empty());
        Q_EMIT map->cellActivated(0, 0);
        typeInto(first->findChild<QLineEdit*>(), QStringLiteral("4"));
        QVERIFY2(edits(page).starts_with("0:0=4"), edits(page).c_str());
        QVERIFY(first->maximum() == 37);
        QTest::mouseClick(page.find<QPushButton>("resetClient"), Qt::LeftButton);
        QVERIFY2(edits(page).find("0:0") == std::string::npos && !edits(page).empty(), edits(page).c_str());
        QTest::mouseClick(page.find<QPushButton>("resetAllClients"), Qt::LeftButton);
        QCOMPARE(edits(page), std::string());
        page.view.undoAction()->trigger();
        page.view.undoAction()->trigger();
        QVERIFY(edits(page).starts_with("0:0=4"));
        page.view.copyAction()->trigger();
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("FILE")) ||
                QApplication::clipboard()->text().contains(QStringLiteral("data.partition.edits=")));
        // Escape closes it; the edits stay.
        Q_EMIT map->cellActivated(0, 0);
        QTest::keyClick(first, Qt::Key_Escape);
        QVERIFY(!page.find<QWidget>("clientEditor")->isVisible());
        QVERIFY(!edits(page).empty());
    }

    void refusedEditsCanBeDropped() {
        Page page;
        page.view.showPartition(page.token(), partition(3));
        Q_EMIT page.find<HeatMap>("partitionClasses")->cellActivated(1, 0);
        typeInto(page.find<QSpinBox>("clientCount.0")->findChild<QLineEdit*>(), QStringLiteral("30"));
        QTRY_COMPARE(page.asked.count(), 2);
        page.view.showPartitionError(page.token(), QStringLiteral("expected from 0 to 26"));
        QVERIFY(page.find<QLabel>("partitionMessage")->text().contains(QStringLiteral("26")));
        QVERIFY(!page.view.startAction()->isEnabled());
        QVERIFY(page.find<QWidget>("clientEditor")->isVisible());
        QTest::mouseClick(page.find<QPushButton>("dropEdits"), Qt::LeftButton);
        QCOMPARE(edits(page), std::string());
    }

    void barsByClassShowTheSameSamples() {
        Page page;
        page.view.showPartition(page.token(), partition(3));
        auto* by = page.find<QComboBox>("sizesBy");
        by->setCurrentIndex(1);
        QVERIFY(by->isVisible());
        by->setCurrentIndex(0);
    }

    void theForecastIsAskedWhenLookedAtAndProbedAtRest() {
        Page page;
        QSignalSpy asked(&page.view, &DesignView::forecastRequested);
        page.view.showPartition(page.token(), partition(3));
        page.view.showCost(page.token(), cost());
        QCOMPARE(asked.count(), 0);
        page.find<QTabWidget>("previewTabs")->setCurrentIndex(2);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().at(2).toBool(), false);
        page.view.showForecast(page.token(), forecast());
        auto* details = page.find<QLabel>("forecastDetails");
        QVERIFY2(details->text().contains(QStringLiteral("120")), qPrintable(details->text()));
        QTRY_COMPARE_WITH_TIMEOUT(asked.count(), 2, 4000);
        QCOMPARE(asked.last().at(2).toBool(), true);
        // An edit makes the answer old and cancels the probe.
        QSignalSpy cancelled(&page.view, &DesignView::forecastCancelled);
        const quint64 old = page.token();
        page.set("training.rounds", QStringLiteral("61"));
        QCOMPARE(cancelled.count() > 0, true);
        Forecast timed = forecast();
        timed.time = TimeForecast{};
        timed.time->perRound = 2;
        timed.time->total = 120;
        page.view.showForecast(old, timed);
        QVERIFY(!details->text().contains(QStringLiteral("Training of a round")));
        QTRY_VERIFY(page.token() != old);
        page.view.showForecast(page.token(), timed);
        QVERIFY(details->text().contains(QStringLiteral("Training of a round")));
        // Known, so nothing more is asked.
        const auto count = asked.count();
        QTest::qWait(1700);
        QCOMPARE(asked.count(), count);
    }

    void noProbeWhileARunIsInProgressUnlessAsked() {
        Page page;
        QSignalSpy asked(&page.view, &DesignView::forecastRequested);
        page.view.showPartition(page.token(), partition(3));
        page.view.showCost(page.token(), cost());
        page.view.setStartBlocked(QStringLiteral("running"));
        page.find<QTabWidget>("previewTabs")->setCurrentIndex(2);
        page.view.showForecast(page.token(), forecast());
        QTest::qWait(1700);
        QCOMPARE(asked.count(), 1);
        QTest::mouseClick(page.find<QPushButton>("probeTime"), Qt::LeftButton);
        QCOMPARE(asked.count(), 2);
        QCOMPARE(asked.last().at(2).toBool(), true);
        QSignalSpy cancelled(&page.view, &DesignView::forecastCancelled);
        QTest::mouseClick(page.find<QPushButton>("probeTime"), Qt::LeftButton);
        QCOMPARE(cancelled.count(), 1);
        page.view.forecastEnded(page.token());
        QCOMPARE(page.find<QPushButton>("probeTime")->text(), QStringLiteral("Measure the time"));
    }

    void tiersSayWhoHoldsWhat() {
        Page page;
        CostReport tiered = cost();
        tiered.subModels = {{1, 0.5, 4, 600, 120'000, 2400, 2400}, {2, 1.0, 6, 6300, 1'000'000, 25'200, 25'200}};
        page.find<QTabWidget>("previewTabs")->setCurrentIndex(1);
        page.view.showCost(page.token(), tiered);
        auto* table = page.find<QTableView>("tierCosts");
        QVERIFY(table->isVisible());
        QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(table->model()->index(0, TierCostModel::Clients).data().toString(), QStringLiteral("4"));
        QVERIFY(table->model()->index(0, TierCostModel::Width).data().toString().startsWith(QStringLiteral("50")));
        QVERIFY(table->model()->index(0, TierCostModel::Share).data().toString().startsWith(QStringLiteral("12")));
        QVERIFY(page.find<QWidget>("networkDiagram")->accessibleDescription().contains(QStringLiteral("Tier 2")));
        page.view.showCost(page.token(), cost());
        QVERIFY(!table->isVisible());
        QVERIFY(page.find<QLabel>("tierWords")->text().contains(QStringLiteral("whole network")));
    }

    void presetsAreGroupedFoundAndUndoable() {
        QTemporaryDir dir;
        std::vector<Preset> presets;
        for (const char* method : {"plain", "fine"}) {
            Experiment one = Experiment::defaults(catalog(), method);
            one.set("name", std::string("All about ") + method, catalog());
            one.set("data.dataset", "mnist", catalog());
            const std::string path = dir.filePath(QString::fromLatin1(method) + QStringLiteral(".json")).toStdString();
            one.save(path);
            presets.push_back({std::string(method) + "-paper", "As published", path, one.name(), method, "mnist"});
        }
        Page page;
        page.view.setCatalog(catalog(), presets, Experiment::defaults(catalog(), "plain"));
        QMenu* menu = page.view.presetMenu();
        QStringList groups;
        for (QAction* action : menu->actions())
            if (action->menu()) groups << action->text();
        QCOMPARE(groups, (QStringList{QStringLiteral("Fine"), QStringLiteral("Plain")}));
        auto* fine = page.find<QAction>("preset.fine-paper");
        QVERIFY(fine->statusTip().contains(QStringLiteral("As published")));
        page.view.setMissingData({QStringLiteral("mnist")});
        QVERIFY2(fine->statusTip().contains(QStringLiteral("datasets check mnist")), qPrintable(fine->statusTip()));
        // Words narrow the menu down to what has them all.
        menu->popup(page.view.mapToGlobal(QPoint(10, 10)));
        auto* search = menu->findChild<QLineEdit*>(QStringLiteral("presetSearch"));
        QTRY_VERIFY(search->isVisible());
        QTest::keyClicks(search, QStringLiteral("published fine"));
        int found = 0;
        for (QAction* action : menu->actions())
            if (action->isVisible() && action->objectName().startsWith(QStringLiteral("preset.")) &&
                action->objectName().endsWith(QStringLiteral("-paper")))
                ++found;
        QCOMPARE(found, 1);
        search->clear();
        menu->close();
        const std::string before = page.view.experiment().toText();
        QSignalSpy failed(&page.view, &DesignView::failed);
        fine->trigger();
        QVERIFY2(failed.isEmpty(), qPrintable(failed.value(0).value(1).toString()));
        QCOMPARE(QString::fromStdString(page.view.experiment().name()), QStringLiteral("All about fine"));
        QVERIFY(!page.view.isModified());
        page.view.undoAction()->trigger();
        QCOMPARE(page.view.experiment().toText(), before);
    }

    void filesAreDroppedAndRemembered() {
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("dropped.json"));
        Experiment one = Experiment::defaults(catalog(), "fine");
        one.save(file.toStdString());
        Page page;
        QSignalSpy used(&page.view, &DesignView::fileUsed);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&page.view, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&page.view, &drop);
        QCOMPARE(page.view.experiment().method(), std::string("fine"));
        QCOMPARE(used.count(), 1);
        QVERIFY(!page.view.recentMenu()->isEnabled());
        page.view.setRecentFiles({file});
        QCOMPARE(page.view.recentMenu()->actions().size(), 1);
        page.view.newAction()->trigger();
        page.view.recentMenu()->actions().front()->trigger();
        QCOMPARE(page.view.file(), file);
    }

    void aSweepIsSetUpCountedSavedAndQueued() {
        QTemporaryDir dir;
        Page page;
        QSignalSpy queued(&page.view, &DesignView::queueRequested);
        page.view.sweepAction()->trigger();
        auto* dialog = page.find<SweepDialog>("sweepDialog");
        QVERIFY(dialog);
        auto* add = dialog->findChild<QPushButton*>(QStringLiteral("queueSweep"));
        auto* summary = dialog->findChild<QLabel*>(QStringLiteral("sweepSummary"));
        auto* table = dialog->findChild<QTableView*>(QStringLiteral("sweepTable"));
        QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        auto* values = dialog->findChild<QLineEdit*>(QStringLiteral("axisValues"));
        typeInto(values, QStringLiteral("0.01, -3"));
        QTRY_VERIFY(dialog->isSettled());
        QVERIFY(!add->isEnabled());
        QVERIFY(!dialog->findChild<QLabel*>(QStringLiteral("axisProblem"))->text().isEmpty());
        typeInto(values, QStringLiteral("0.01..0.1 / 3 log"));
        typeInto(dialog->findChild<QLineEdit*>(QStringLiteral("sweepSeeds")), QStringLiteral("1..2, 9"));
        QTRY_VERIFY(dialog->isSettled());
        QTRY_COMPARE(table->model()->rowCount(), 9);
        QVERIFY(summary->text().contains(QStringLiteral("9")));
        QVERIFY(add->isEnabled());
        // One more setting, with a value that this experiment cannot have.
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("addAxis")), Qt::LeftButton);
        const auto settings = dialog->findChildren<QComboBox*>(QStringLiteral("axisSetting"));
        QCOMPARE(settings.size(), 2);
        QComboBox* second = settings.front()->currentIndex() < 0 ? settings.front() : settings.back();
        second->setCurrentIndex(second->findData(QStringLiteral("model.exits")));
        typeInto(second->parentWidget()->findChild<QLineEdit*>(QStringLiteral("axisValues")), QStringLiteral("2, 9"));
        QTRY_VERIFY(dialog->isSettled() && table->model()->rowCount() == 18);
        QVERIFY2(summary->text().contains(QStringLiteral("9 of 18")), qPrintable(summary->text()));
        QVERIFY(!add->isEnabled());
        typeInto(second->parentWidget()->findChild<QLineEdit*>(QStringLiteral("axisValues")), QStringLiteral("2, 3"));
        QTRY_VERIFY(dialog->isSettled() && add->isEnabled());
        const QString file = dir.filePath(QStringLiteral("sweep.json"));
        QVERIFY(dialog->saveFile(file));
        QCOMPARE(Sweep::load(file.toStdString(), catalog()).count(catalog()), std::size_t(18));
        QTest::mouseClick(add, Qt::LeftButton);
        QCOMPARE(queued.count(), 1);
        const auto experiments = queued.first().first().value<std::vector<Experiment>>();
        QCOMPARE(experiments.size(), std::size_t(18));
        QCOMPARE(experiments[1].seed(), std::uint64_t(2));
        QCOMPARE(experiments[17].settings().real("training.lr"), 0.1);

        // And back from the file.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        page.view.sweepAction()->trigger();
        auto* again = page.find<SweepDialog>("sweepDialog");
        QVERIFY(again->openFile(file));
        QTRY_VERIFY(again->isSettled());
        QTRY_COMPARE(again->findChild<QTableView*>(QStringLiteral("sweepTable"))->model()->rowCount(), 18);
        QSignalSpy failed(again, &SweepDialog::failed);
        QVERIFY(!again->openFile(dir.filePath(QStringLiteral("none.json"))));
        QCOMPARE(failed.count(), 1);
        again->reject();
    }

    void seedsAreNumbersAndRanges() {
        QVERIFY(parseSeeds(QStringLiteral("1, 2,5..7")) == (std::vector<std::uint64_t>{1, 2, 5, 6, 7}));
        QVERIFY(parseSeeds({}).empty());
        QVERIFY(parseSeeds(QStringLiteral("3,3")) == std::vector<std::uint64_t>{3});
        for (const char* text : {"x", "1..", "5..2", "-1", "1...3"})
            QVERIFY_EXCEPTION_THROWN((void)parseSeeds(QString::fromLatin1(text)), std::exception);
    }

    void aRaceTakesTheCheckedMethodsOncePerSeed() {
        Page page;
        QSignalSpy raced(&page.view, &DesignView::raceRequested);
        page.set("training.rounds", QStringLiteral("7"));
        page.view.raceAction()->trigger();
        auto* dialog = page.find<RaceDialog>("raceDialog");
        auto* start = dialog->findChild<QPushButton*>(QStringLiteral("startRace"));
        auto* methods = dialog->findChild<QListWidget*>(QStringLiteral("raceMethods"));
        QVERIFY(!start->isEnabled());
        for (int row = 0; row < methods->count(); ++row) methods->item(row)->setCheckState(Qt::Checked);
        QVERIFY(start->isEnabled());
        typeInto(dialog->findChild<QLineEdit*>(QStringLiteral("raceSeeds")), QStringLiteral("4, 5"));
        QTest::mouseClick(start, Qt::LeftButton);
        QCOMPARE(raced.count(), 1);
        const auto experiments = raced.first().first().value<std::vector<Experiment>>();
        QCOMPARE(experiments.size(), std::size_t(4));
        for (const Experiment& one : experiments) QCOMPARE(one.settings().integer("training.rounds"), std::int64_t(7));
        QVERIFY(experiments[0].seed() == 4 && experiments[1].seed() == 4 && experiments[3].seed() == 5);
        QVERIFY(experiments[0].method() != experiments[1].method());
    }

    void theQueueTakesTheDesignedExperiment() {
        Page page;
        QSignalSpy queued(&page.view, &DesignView::queueRequested);
        page.view.setStartBlocked(QStringLiteral("a run is in progress"));
        page.view.queueAction()->trigger();
        QCOMPARE(queued.count(), 1);
        page.set("training.lr", QStringLiteral("x"));
        QVERIFY(!page.view.queueAction()->isEnabled());
    }
};

QTEST_MAIN(TestDesignPanes)
#include "tst_design_panes.moc"
