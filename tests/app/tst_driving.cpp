// SPDX-License-Identifier: GPL-3.0-or-later
// Queue, race, comparison and branch in the window with the real engine, driven through its controls.
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSlider>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include "app/window/banner.h"
#include "app/window/main_window.h"
#include "app/window/watch_page.h"
#include "core/base/paths.h"
#include "widgets/design/design_view.h"
#include "widgets/models/run_table_model.h"
#include "widgets/runs/runs_view.h"
#include "widgets/theme/theme.h"
#include "widgets/watch/compare_view.h"
#include "widgets/watch/queue_panel.h"
#include "widgets/watch/watch_view.h"

using namespace exitlab;

namespace {

constexpr int kPatience = 60'000;

struct Desk {
    QTemporaryDir dir;
    MainWindow::Options options;
    std::shared_ptr<const Engine> engine;
    std::unique_ptr<MainWindow> window;

    Desk() {
        options.database = (dir.path() + QStringLiteral("/runs.db")).toStdString();
        options.settingsFile = dir.path() + QStringLiteral("/settings.ini");
        options.pluginDirs = {std::filesystem::path(EXITLAB_BINARY_DIR) / "lib/exitlab/plugins"};
        options.run.dataDir = dir.path().toStdString();
        engine = std::make_shared<const Engine>(options.pluginDirs);
    }
    void open() {
        window = std::make_unique<MainWindow>(options);
        window->resize(1280, 720);
        window->show();
        QTRY_VERIFY_WITH_TIMEOUT(window->isSettled(), kPatience);
    }
    /// A round takes tens of milliseconds.
    Experiment small(const char* preset, int rounds, int checkpointEvery = 1) const {
        Experiment experiment = loadExperimentOrPreset(preset, engine->methods());
        for (const auto& [key, value] :
             std::vector<std::pair<std::string, std::string>>{{"data.glyphs.samples", "600"},
                                                              {"data.clients", "5"},
                                                              {"model.width", "4"},
                                                              {"training.rounds", std::to_string(rounds)},
                                                              {"run.checkpoint_every", std::to_string(checkpointEvery)},
                                                              {"run.checkpoint_keep", "0"}})
            experiment.set(key, value, engine->methods());
        return experiment;
    }
    /// Waits in the queue before the window is opened.
    std::vector<std::int64_t> prepare(const std::vector<Experiment>& experiments, bool race) const {
        RunStore store(options.database);
        std::vector<std::int64_t> runs;
        for (const Experiment& experiment : experiments) runs.push_back(store.createRun(experiment));
        store.enqueue(runs, race);
        return runs;
    }
    template <class T = QWidget>
    T* find(const char* name) {
        return window->findChild<T*>(QString::fromLatin1(name));
    }
    void trigger(const char* name) {
        auto* action = find<QAction>(name);
        QVERIFY2(action && action->isEnabled(), name);
        action->trigger();
    }
    QAction* command(qsizetype at) { return window->watchPage()->commands().at(at); }
    enum Command { Pause, Resume, Step, Stop, Checkpoint };
    void click(const char* button) {
        QPushButton* found = nullptr;
        QTRY_VERIFY2((found = find<QPushButton>(button)), button);
        QTest::mouseClick(found, Qt::LeftButton);
    }
    QueuePanel* queue() { return window->findChild<QueuePanel*>(); }
    std::vector<std::int64_t> order() {
        std::vector<std::int64_t> runs;
        for (const QueueItem& item : queue()->model()->items()) runs.push_back(item.id());
        return runs;
    }
    RunSummary stored(std::int64_t run) const { return RunReader(options.database).find(run).value(); }
    void idle() { QTRY_VERIFY_WITH_TIMEOUT(!window->isRunning() && window->isSettled(), kPatience); }
};

}  // namespace

class TestDriving : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { Theme::instance().apply(*qApp); }

    void theQueueRunsOneAfterAnother() {
        Desk desk;
        const auto runs = desk.prepare(
            {desk.small("quick-fedavg", 3), desk.small("quick-local", 3), desk.small("quick-fedper", 3)}, false);
        desk.open();
        MainWindow& window = *desk.window;
        // What waited is shown and not begun behind the user's back.
        QVERIFY(!window.isRunning());
        QVERIFY(desk.order() == runs);
        QVERIFY(desk.find<QToolButton>("queueButton")->text().contains(QStringLiteral("3 waiting")));
        auto* dock = desk.find<QDockWidget>("queue");
        QVERIFY(dock->isHidden());
        desk.trigger("showQueue");
        QVERIFY(dock->isVisible());
        auto* table = desk.find<QTableView>("queueTable");
        // The last to the front, by the keyboard.
        table->setFocus();
        table->setCurrentIndex(table->model()->index(2, 0));
        for (int i = 1; i >= 0; --i) {
            desk.trigger("queueUp");
            QTRY_VERIFY(desk.order()[static_cast<std::size_t>(i)] == runs[2]);
        }
        QVERIFY((desk.order() == std::vector<std::int64_t>{runs[2], runs[0], runs[1]}));
        // One that has not begun goes to the trash.
        table->setCurrentIndex(table->model()->index(1, 0));
        desk.trigger("queueRemove");
        QTRY_COMPARE(desk.order().size(), std::size_t(2));
        QCOMPARE(RunReader(desk.options.database).list(true).front().id, runs[0]);

        desk.trigger("queueRun");
        QTRY_VERIFY_WITH_TIMEOUT(desk.order().empty() && !window.isRunning(), kPatience);
        for (const std::int64_t run : {runs[1], runs[2]})
            QCOMPARE(int(desk.stored(run).status), int(RunStatus::Finished));
        // Each has its tab.
        QVERIFY(window.watchPage()->view(runs[1]) && window.watchPage()->view(runs[2]));
        QCOMPARE(window.banner()->count(), 0);
    }

    void startingAnotherOffersTheQueue() {
        Desk desk;
        desk.open();
        MainWindow& window = *desk.window;
        auto* start = desk.find<QPushButton>("startButton");
        window.designView()->setExperiment(desk.small("quick-fedavg", 100000));
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), kPatience);
        QTest::mouseClick(start, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(window.watchPage()->live(), kPatience);
        window.showPage(QStringLiteral("design"));
        window.designView()->setExperiment(desk.small("quick-local", 2));
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), kPatience);
        QTest::mouseClick(start, Qt::LeftButton);
        desk.click("confirmQueue");
        QTRY_COMPARE_WITH_TIMEOUT(desk.order().size(), std::size_t(2), kPatience);
        QVERIFY(desk.queue()->model()->items().front().isActive());
        // Stopped, the next begins, as asked.
        desk.command(Desk::Stop)->trigger();
        desk.click("confirmStopNext");
        QTRY_VERIFY_WITH_TIMEOUT(desk.order().empty() && !window.isRunning(), kPatience);
        QCOMPARE(int(desk.stored(1).status), int(RunStatus::Stopped));
        QCOMPARE(int(desk.stored(2).status), int(RunStatus::Finished));
    }

    void oneThatFailsHoldsNobodyUp() {
        Desk desk;
        Experiment missing = desk.small("quick-fedavg", 2);
        missing.set("data.dataset", "cifar-10", desk.engine->methods());
        const auto runs = desk.prepare({missing, desk.small("quick-local", 2)}, false);
        desk.open();
        desk.trigger("queueRun");
        QTRY_VERIFY_WITH_TIMEOUT(desk.order().empty() && !desk.window->isRunning(), kPatience);
        QCOMPARE(int(desk.stored(runs[0]).status), int(RunStatus::Failed));
        QCOMPARE(int(desk.stored(runs[1]).status), int(RunStatus::Finished));
        QCOMPARE(desk.window->banner()->count(), 1);
    }

    void aRacePausesStepsAndStopsAsOne() {
        Desk desk;
        const auto runs = desk.prepare({desk.small("quick", 100000, 0), desk.small("quick-fedavg", 100000, 0),
                                        desk.small("quick-local", 100000, 0)},
                                       true);
        desk.open();
        desk.trigger("queueRun");
        WatchPage* page = desk.window->watchPage();
        QTRY_VERIFY_WITH_TIMEOUT(page->liveRace(), kPatience);
        CompareView* race = page->liveRace();
        desk.window->showPage(QStringLiteral("watch"));
        QCOMPARE(race->runs().size(), std::size_t(3));
        const auto rounds = [&] {
            std::vector<int> done;
            for (const ComparedRun& run : race->runs())
                done.push_back(run.history->rounds.empty() ? 0 : run.history->rounds.last()->round);
            return done;
        };
        QTRY_VERIFY_WITH_TIMEOUT(rounds()[2] >= 2, kPatience);
        // In lock-step.
        const auto now = rounds();
        QVERIFY(*std::max_element(now.begin(), now.end()) - *std::min_element(now.begin(), now.end()) <= 1);
        desk.command(Desk::Pause)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(desk.command(Desk::Step)->isEnabled(), kPatience);
        QTest::qWait(200);
        const auto before = rounds();
        QVERIFY(before[0] == before[1] || before[0] == before[1] + 1);
        desk.command(Desk::Step)->trigger();
        auto after = before;
        for (int& round : after) ++round;
        QTRY_VERIFY_WITH_TIMEOUT(rounds() == after, kPatience);
        QTest::qWait(200);
        QVERIFY(rounds() == after);
        // One alone, with all that it has told so far, and more to come.
        QTRY_VERIFY_WITH_TIMEOUT(desk.command(Desk::Resume)->isEnabled(), kPatience);
        QVERIFY(page->showRun(runs[1]));
        QCOMPARE(page->view(runs[1])->history().rounds.last()->round, after[1]);
        desk.command(Desk::Resume)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(page->view(runs[1])->history().rounds.last()->round > after[1] + 1, kPatience);
        desk.command(Desk::Stop)->trigger();
        desk.click("confirmStop");
        desk.idle();
        for (const std::int64_t run : runs) {
            QCOMPARE(int(desk.stored(run).status), int(RunStatus::Stopped));
            QVERIFY(desk.stored(run).checkpointRound > 0);
        }
        QVERIFY(page->liveRace() == nullptr);
        QCOMPARE(desk.window->banner()->count(), 0);
    }

    void storedRunsSideBySide() {
        Desk desk;
        const auto runs = desk.prepare({desk.small("quick-fedavg", 2), desk.small("quick-local", 3)}, false);
        desk.open();
        desk.trigger("queueRun");
        QTRY_VERIFY_WITH_TIMEOUT(desk.order().empty() && !desk.window->isRunning(), kPatience);
        desk.idle();
        desk.trigger("compareRuns");
        QTreeWidget* list = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((list = desk.find<QTreeWidget>("runPickerList")), kPatience);
        for (int i = 0; i < 2; ++i) list->topLevelItem(i)->setCheckState(0, Qt::Checked);
        desk.click("runPickerOk");
        QTRY_VERIFY_WITH_TIMEOUT(desk.window->watchPage()->currentComparison(), kPatience);
        CompareView* view = desk.window->watchPage()->currentComparison();
        QCOMPARE(view->runs().size(), std::size_t(2));
        for (const ComparedRun& run : view->runs()) {
            QCOMPARE(run.colour, desk.stored(run.run).colour);
            QCOMPARE(int(run.history->rounds.size()), desk.stored(run.run).completed);
        }
        QVERIFY(!desk.command(Desk::Pause)->isEnabled());
        QCOMPARE(desk.window->watchPage()->comparisons().size(), 1);
    }

    void branchFromARound() {
        Desk desk;
        const auto runs = desk.prepare({desk.small("quick-fedavg", 6, 2)}, false);
        desk.open();
        desk.trigger("queueRun");
        QTRY_VERIFY_WITH_TIMEOUT(desk.order().empty() && !desk.window->isRunning(), kPatience);
        desk.idle();
        desk.window->showPage(QStringLiteral("watch"));
        WatchView* view = desk.window->watchPage()->view(runs[0]);
        QVERIFY(view);
        auto* slider = view->findChild<QSlider*>();
        QTRY_COMPARE(slider->maximum(), 6);
        slider->setValue(3);
        QAction* branch = nullptr;
        for (QAction* action : view->allActions())
            if (action->text() == QStringLiteral("Branch")) branch = action;
        QVERIFY(branch);
        QTRY_VERIFY(branch->isEnabled());
        branch->trigger();
        // Round 3 has no checkpoint: those of rounds 2, 4 and 6 are offered.
        QComboBox* box = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((box = desk.find<QComboBox>("branchRoundBox")), kPatience);
        QCOMPARE(box->count(), 3);
        QCOMPARE(box->currentData().toInt(), 2);
        box->setCurrentIndex(1);
        desk.click("confirmBranchRound");
        QTRY_COMPARE_WITH_TIMEOUT(desk.window->currentPage(), QStringLiteral("design"), kPatience);
        QCOMPARE(desk.window->designView()->experiment().toText(), desk.stored(runs[0]).experiment);
        QVERIFY(desk.window->designView()->isBranch());
        // Nothing changed: the parent's bits, in a run of its own that knows where it comes from.
        auto* start = desk.find<QPushButton>("startButton");
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), kPatience);
        QTest::mouseClick(start, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(RunReader(desk.options.database).find(2).has_value(), kPatience);
        desk.idle();
        const RunSummary branched = desk.stored(2);
        QCOMPARE(int(branched.status), int(RunStatus::Finished));
        QCOMPARE(branched.parent, runs[0]);
        QCOMPARE(branched.parentRound, 4);
        QCOMPARE(branched.weightsSha256, desk.stored(runs[0]).weightsSha256);
        QCOMPARE(desk.window->watchPage()->view(2)->history().evaluated.size(), std::size_t(6));
    }
};

QTEST_MAIN(TestDriving)
#include "tst_driving.moc"
