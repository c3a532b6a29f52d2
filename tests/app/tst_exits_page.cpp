// SPDX-License-Identifier: GPL-3.0-or-later
// The Exits page in the real window, over real small runs in a real database.
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QSlider>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "app/window/banner.h"
#include "app/window/exits_page.h"
#include "app/window/main_window.h"
#include "core/store/gallery_export.h"
#include "widgets/design/design_view.h"
#include "widgets/exits/exits_view.h"
#include "widgets/exits/gallery_view.h"
#include "widgets/plots/trade_off_plot.h"
#include "widgets/runs/runs_view.h"

using namespace exitlab;

namespace {

constexpr int kPatience = 30'000;

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
    Experiment experiment(const char* preset) const {
        Experiment made = loadExperimentOrPreset(preset, engine->methods());
        const std::vector<std::pair<const char*, std::string>> settings{
            {"data.glyphs.samples", "800"},  {"data.clients", "5"},     {"model.width", "4"},
            {"training.rounds", "3"},        {"evaluation.every", "1"}, {"evaluation.records", "all"},
            {"data.validation_share", "0.2"}};
        for (const auto& [key, value] : settings) made.set(key, value, engine->methods());
        return made;
    }
    void run(const char* preset) {
        const Experiment made = experiment(preset);
        RunStore store(options.database);
        RunControl control;
        const std::int64_t id = store.createRun(made);
        const RunFinished end = executeRun(*engine, made, store, id, control, {}, options.run);
        QVERIFY2(end.error.empty(), end.error.c_str());
    }
    void open() {
        window = std::make_unique<MainWindow>(options);
        window->resize(1280, 720);
        window->show();
        QTRY_VERIFY_WITH_TIMEOUT(window->isSettled(), kPatience);
    }
    template <class T = QWidget>
    T* find(const char* name) {
        T* found = window->findChild<T*>(QString::fromLatin1(name));
        if (!found) qFatal("%s is missing", name);
        return found;
    }
    ExitsView* view() { return window->exitsPage()->view(); }
    void type(const char* field, const QString& text) {
        auto* edit = find<QAbstractSpinBox>(field)->findChild<QLineEdit*>();
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(window->isSettled(), kPatience); }
    ExitExplorer explorer(std::int64_t run, int round = 0) const {
        const RunReader reader(options.database);
        const auto records = reader.records(run, round > 0 ? std::optional<int>(round) : std::nullopt);
        std::vector<double> macs;
        for (const ReportPtr& report : reader.reports(run))
            if (const auto* started = std::get_if<RunStarted>(report.get())) macs = started->exitMacs;
        return {*records->test, records->validation.get(), macs};
    }
};

}  // namespace

class TestExitsPage : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { Theme::instance().apply(*qApp); }

    void explorePlanCompareAndLook() {
        Desk desk;
        desk.run("quick-fedavg");
        desk.run("quick-local");
        desk.open();
        MainWindow& window = *desk.window;
        // Between Watch and Runs, by its keys.
        QCOMPARE(desk.find<QAction>("page.exits")->shortcut(), QKeySequence(QStringLiteral("Ctrl+3")));
        QCOMPARE(desk.find<QAction>("page.runs")->shortcut(), QKeySequence(QStringLiteral("Ctrl+4")));
        desk.find<QToolButton>("page.exits.button")->click();
        QCOMPARE(window.currentPage(), QStringLiteral("exits"));
        auto* list = desk.find<QListWidget>("exitRuns");
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), 2, kPatience);
        desk.settle();
        QCOMPARE(desk.view()->run(), qint64{2});  // the newest

        // The other run, by a click; its numbers are those of its records.
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(1)).center());
        QCOMPARE(desk.view()->run(), qint64{1});
        desk.settle();
        desk.type("exitThreshold1", "0.4");
        desk.settle();
        const ExitExplorer explorer = desk.explorer(1);
        auto* plot = desk.find<TradeOffPlot>("exitCurves");
        const auto onPoint = [&](const ExitAnswer& answer) {
            const PolicyResult mean = averaged(answer.total, Averaging::Clients, explorer.macs().back());
            return plot->point() && std::abs(plot->point()->y() - mean.accuracy) < 1e-12 &&
                   std::abs(plot->point()->x() - mean.macs) < 1e-6 * mean.macs;
        };
        ExitPlan plan;
        plan.fleet.thresholds = {0.4};
        QVERIFY(onPoint(explorer.answer(plan)));
        QCOMPARE(plot->curves().size(), std::size_t(1));

        // Dragging: every step asks, the last one is answered.
        auto* slider = desk.find<QSlider>("exitThreshold1Slider");
        slider->setFocus();
        for (int step = 0; step < 30; ++step) QTest::keyClick(slider, Qt::Key_Right);
        desk.settle();
        plan.fleet.thresholds = {desk.find<QDoubleSpinBox>("exitThreshold1")->value()};
        QVERIFY(plan.fleet.thresholds.front() > 0.65);
        QVERIFY(onPoint(explorer.answer(plan)));

        // Compared with the other run.
        list->item(0)->setCheckState(Qt::Checked);
        desk.settle();
        QCOMPARE(plot->curves().size(), std::size_t(2));
        const QString words = desk.find<QListWidget>("exitSavings")->item(3)->text();
        QVERIFY2(words.contains("run 2 ("), qPrintable(words));

        // Weak clients with a budget of their own, fitted on their validation samples.
        desk.find<QAction>("addExitGroup")->trigger();
        QTest::keyClicks(desk.find<QLineEdit>("exitClients"), "0-1");
        desk.type("exitBudget", "70");
        desk.settle();
        ClientGroup weak{{}, {0, 1}, plan.fleet};
        weak.choice.policy = ExitPolicy::Budgeted;
        weak.choice.budget = 0.7;
        plan.groups = {weak};
        QVERIFY(onPoint(explorer.answer(plan)));
        desk.type("exitBudget", "2");
        desk.settle();
        QVERIFY(desk.find<QLabel>("exitProblem")->text().contains("feasible"));
        desk.type("exitBudget", "70");
        desk.settle();
        QVERIFY(!desk.find<QLabel>("exitProblem")->isVisible());

        // Records of an earlier evaluation.
        auto* rounds = desk.find<QComboBox>("exitRound");
        QCOMPARE(rounds->count(), 3);
        rounds->setCurrentIndex(2);
        Q_EMIT rounds->activated(2);
        desk.settle();
        const ExitExplorer early = desk.explorer(1, 1);
        const PolicyResult mean = averaged(early.answer(plan).total, Averaging::Clients, early.macs().back());
        QVERIFY(std::abs(plot->point()->y() - mean.accuracy) < 1e-12);

        // The images are those of the data set, with their difficulty.
        desk.find<QDockWidget>("exits.gallery")->raise();
        auto* gallery = desk.find<GalleryView>("galleryView");
        QTRY_VERIFY_WITH_TIMEOUT(gallery->model(0) && gallery->model(0)->rowCount() > 0, kPatience);
        desk.settle();
        QTest::qWait(300);
        desk.settle();
        const auto exits = galleryOf(early.records(), early.answer(plan).taken, gallery->query());
        QCOMPARE(gallery->model(0)->rowCount(), static_cast<int>(exits[0].items.size()));
        const SampleImages image =
            sampleImages(desk.experiment("quick-fedavg"), {exits[0].items[0].sample}, desk.options.run);
        const QModelIndex first = gallery->model(0)->index(0);
        const auto shown = first.data(GalleryModel::ImageRole).value<QImage>();
        QCOMPARE(shown.width(), image.width);
        for (int x = 0; x < image.width; ++x)
            QCOMPARE(qGray(shown.pixel(x, 12)),
                     static_cast<int>(image.pixels[static_cast<std::size_t>(12 * image.width + x)]));
        QCOMPARE(first.data(GalleryModel::DifficultyRole).toDouble(), static_cast<double>(image.difficulty[0]));
        QCOMPARE(image.labels[0], exits[0].items[0].label);
        QCOMPARE(window.banner()->count(), 0);
    }

    void comesFromRunsAndWatchAndBackWithTheSession() {
        Desk desk;
        desk.run("quick-fedavg");
        desk.run("quick-local");
        desk.open();
        MainWindow* window = desk.window.get();
        window->showPage(QStringLiteral("runs"));
        desk.settle();
        window->runsView()->selectRun(1);
        desk.find<QAction>("exploreExits")->trigger();
        QCOMPARE(window->currentPage(), QStringLiteral("exits"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.view()->run(), qint64{1}, kPatience);
        desk.settle();
        desk.type("exitThreshold1", "0.35");
        desk.settle();

        window->openRun(2);
        desk.settle();
        QCOMPARE(window->currentPage(), QStringLiteral("watch"));
        desk.find<QAction>("exploreExits")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.view()->run(), qint64{2}, kPatience);
        desk.settle();

        window->close();
        desk.window.reset();
        desk.open();
        QCOMPARE(desk.window->currentPage(), QStringLiteral("exits"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.view()->run(), qint64{2}, kPatience);
        desk.settle();
        QCOMPARE(desk.view()->plan().fleet.thresholds, std::vector<double>{0.35});
        QVERIFY(desk.find<TradeOffPlot>("exitCurves")->hasData());
    }

    void aRunThatIsDeletedMeanwhileSaysSo() {
        Desk desk;
        desk.run("quick-fedavg");
        desk.open();
        desk.window->showPage(QStringLiteral("exits"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.view()->run(), qint64{1}, kPatience);
        desk.settle();
        {
            // The run goes while it is looked at: what is on screen stays, what comes next says so.
            RunStore store(desk.options.database);
            store.remove(1);
        }
        auto* rounds = desk.find<QComboBox>("exitRound");
        rounds->setCurrentIndex(1);
        Q_EMIT rounds->activated(1);
        desk.settle();
        auto* empty = desk.find<QLabel>("exitsEmpty");
        QTRY_VERIFY(empty->isVisible());
        QVERIFY2(empty->text().contains("run 1"), qPrintable(empty->text()));
    }
};

QTEST_MAIN(TestExitsPage)
#include "tst_exits_page.moc"
