// SPDX-License-Identifier: GPL-3.0-or-later
// The Runs page in the whole window: real runs, real database; marks, trash, comparison, repetition.
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include "app/window/banner.h"
#include "app/window/main_window.h"
#include "core/base/paths.h"
#include "widgets/models/run_filter_model.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/runs/compare_panel.h"
#include "widgets/runs/compare_tabs.h"
#include "widgets/runs/condition_edit.h"
#include "widgets/runs/grid_view.h"
#include "widgets/runs/run_table_view.h"
#include "widgets/runs/runs_actions.h"
#include "widgets/runs/runs_view.h"

using namespace exitlab;

namespace {

constexpr int kPatience = 60'000;

struct Desk {
    QTemporaryDir dir;
    MainWindow::Options options;
    std::unique_ptr<MainWindow> window;

    Desk() {
        options.database = (dir.path() + QStringLiteral("/runs.db")).toStdString();
        options.settingsFile = dir.path() + QStringLiteral("/settings.ini");
        options.pluginDirs = {std::filesystem::path(EXITLAB_BINARY_DIR) / "lib/exitlab/plugins"};
        options.run.dataDir = dir.path().toStdString();
        options.page = QStringLiteral("runs");
    }
    /// Three tiny runs, made by the engine: two seeds of one method, one of another.
    void make() {
        const Engine engine(options.pluginDirs);
        RunStore store(options.database);
        for (const auto& [method, seed] :
             std::vector<std::pair<const char*, int>>{{"fedavg", 1}, {"fedavg", 2}, {"local", 1}}) {
            Experiment experiment = loadExperimentOrPreset("quick-fedavg", engine.methods());
            for (const auto& [key, value] :
                 std::vector<std::pair<const char*, const char*>>{{"data.glyphs.samples", "400"},
                                                                  {"data.clients", "4"},
                                                                  {"model.width", "4"},
                                                                  {"training.rounds", "2"}})
                experiment.set(key, std::string(value), engine.methods());
            experiment.set("algorithm.id", std::string(method), engine.methods());
            experiment.set("seed", std::to_string(seed), engine.methods());
            RunControl control;
            const std::int64_t run = store.createRun(experiment);
            executeRun(
                engine, experiment, store, run, control, [](const ReportPtr&) {}, options.run);
        }
    }
    void open() {
        window = std::make_unique<MainWindow>(options);
        window->resize(1280, 720);
        window->show();
        QTRY_VERIFY_WITH_TIMEOUT(window->isSettled(), kPatience);
    }
    RunsView& runs() { return *window->runsView(); }
    template <class T = QWidget>
    T* find(const char* name) {
        return window->findChild<T*>(QString::fromLatin1(name));
    }
    RunSummary stored(std::int64_t run) { return *RunReader(options.database).find(run); }
};

}  // namespace

class TestRunsPage : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { Theme::instance().apply(*qApp); }

    void marksTrashAndComparison() {
        Desk desk;
        desk.make();
        desk.open();
        QTRY_COMPARE_WITH_TIMEOUT(desk.runs().model()->rowCount(), 3, kPatience);

        // Settings are asked for, those of methods that never ran included.
        auto* condition = desk.find<ConditionEdit>("runCondition");
        QTRY_VERIFY(desk.runs().model()->entries().front()->settings);
        condition->setText(QStringLiteral("data.clients = 4 and algorithm.lambda != 3 and method = fedavg"));
        QCOMPARE(condition->problem(), QString());
        QCOMPARE(desk.runs().filter()->rowCount(), 2);
        condition->clear();

        // Overlay, groups and pivot of what is selected.
        desk.runs().selectRuns({3, 2, 1});
        ComparePanel* panel = desk.runs().comparePanel();
        QTRY_COMPARE_WITH_TIMEOUT(panel->overlay()->plot()->curveCount(), std::size_t(3), kPatience);
        desk.find<QTabWidget>("compareTabs")->setCurrentIndex(2);
        QCOMPARE(panel->groups()->table()->model()->rowCount(), 2);
        desk.find<QTabWidget>("compareTabs")->setCurrentIndex(3);
        auto* measure = desk.find<QComboBox>("pivotMeasure");
        const int saving = measure->findData(QStringLiteral("saving"));
        measure->setCurrentIndex(saving);
        Q_EMIT measure->activated(saving);
        QVERIFY2(panel->pivot()->table()->model()->index(0, 1).data().toString().contains(QStringLiteral("(2)")),
                 "saved MACs come from the stored exit records");

        // What is written in the table is in the database.
        desk.runs().selectRun(2);
        desk.runs().starAction()->trigger();
        const QModelIndex tags = desk.runs().filter()->mapFromSource(
            desk.runs().model()->index(desk.runs().model()->rowOf(2), RunTableModel::Tags));
        desk.runs().table()->edit(tags);
        auto* editor = desk.find<QLineEdit>("tagEditor");
        QVERIFY(editor);
        QTest::keyClicks(editor, QStringLiteral("paper, b"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(desk.stored(2).starred && desk.stored(2).tags == "paper, b", kPatience);

        // To the trash and back, then for good.
        desk.runs().selectRun(1);
        desk.runs().trashAction()->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.runs().model()->rowCount(), 2, kPatience);
        desk.runs().actions()->showTrash->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.runs().model()->rowCount(), 1, kPatience);
        desk.runs().table()->selectAll();
        desk.runs().actions()->restore->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.runs().model()->rowCount(), 0, kPatience);
        QVERIFY(desk.runs().isTrashShown());
        desk.runs().actions()->showTrash->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.runs().model()->rowCount(), 3, kPatience);
        desk.runs().selectRun(1);
        desk.runs().trashAction()->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.runs().model()->rowCount(), 2, kPatience);
        desk.runs().actions()->showTrash->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.runs().model()->rowCount(), 1, kPatience);
        desk.runs().actions()->emptyTrash->trigger();
        QTest::mouseClick(desk.find<QPushButton>("confirmDelete"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(desk.runs().model()->rowCount(), 0, kPatience);
        QVERIFY(!RunReader(desk.options.database).find(1));
        QCOMPARE(desk.window->banner()->count(), 0);

        // Columns, sorting and filters come back with the session.
        desk.runs().actions()->showTrash->trigger();
        desk.runs().table()->setSorting({{"mean", true}, {"seed", false}});
        desk.find<QLineEdit>("runSearch")->setText(QStringLiteral("glyphs"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.window->isSettled(), kPatience);
        desk.window->close();
        desk.window.reset();
        desk.open();
        QCOMPARE(desk.runs().filter()->sorting().size(), std::size_t(2));
        QCOMPARE(desk.find<QLineEdit>("runSearch")->text(), QStringLiteral("glyphs"));
    }

    void repetitionsStart() {
        Desk desk;
        desk.make();
        desk.open();
        QTRY_COMPARE_WITH_TIMEOUT(desk.runs().model()->rowCount(), 3, kPatience);
        QTRY_VERIFY(desk.runs().model()->entries().front()->settings);
        desk.runs().selectRun(1);
        desk.runs().actions()->repeat->trigger();
        QCOMPARE(desk.find<QLineEdit>("repeatSeed")->text(), QStringLiteral("3"));
        QTest::mouseClick(desk.find<QPushButton>("repeatStart"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.window->isRunning() && RunReader(desk.options.database).find(4), kPatience);
        const RunSummary again = desk.stored(4);
        QCOMPARE(again.seed, std::uint64_t(3));
        QCOMPARE(again.method, std::string("fedavg"));
        QCOMPARE(int(again.status), int(RunStatus::Finished));
    }
};

QTEST_MAIN(TestRunsPage)
#include "tst_runs_page.moc"
