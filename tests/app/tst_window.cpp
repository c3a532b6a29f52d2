// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window with the real engine, methods and database, driven through its controls as a person drives it.
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSet>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include "app/window/app_settings.h"
#include "app/window/banner.h"
#include "app/window/dialogs.h"
#include "app/window/main_window.h"
#include "app/window/run_session.h"
#include "app/window/watch_page.h"
#include "core/base/paths.h"
#include "widgets/design/design_view.h"
#include "widgets/forms/form_row.h"
#include "widgets/forms/spec_form.h"
#include "widgets/models/run_table_model.h"
#include "widgets/runs/runs_view.h"
#include "widgets/watch/watch_view.h"

using namespace exitlab;

namespace {

constexpr int kPatience = 30'000;

struct Desk {
    QTemporaryDir dir;
    MainWindow::Options options;
    std::unique_ptr<MainWindow> window;

    Desk() {
        options.database = (dir.path() + QStringLiteral("/runs.db")).toStdString();
        options.settingsFile = dir.path() + QStringLiteral("/settings.ini");
        options.pluginDirs = {std::filesystem::path(EXITLAB_BINARY_DIR) / "lib/exitlab/plugins"};
        options.run.dataDir = dir.path().toStdString();
    }
    void open() {
        window = std::make_unique<MainWindow>(options);
        window->resize(1280, 720);
        window->show();
        QTRY_VERIFY_WITH_TIMEOUT(window->isSettled(), kPatience);
    }
    template <class T = QWidget>
    T* find(const char* name) {
        return window->findChild<T*>(QString::fromLatin1(name));
    }
    /// Types a number into the form, as a person does.
    void set(const char* key, const QString& text) {
        window->designView()->form()->reveal(key);
        auto* edit = find<QAbstractSpinBox>(key)->findChild<QLineEdit*>();
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Tab);
    }
    void preset(const char* id) {
        QAction* action = find<QAction>((std::string("preset.") + id).c_str());
        QVERIFY2(action, id);
        action->trigger();
    }
    /// The built-in data, small: a round takes tens of milliseconds.
    void small(int rounds) {
        preset("quick-fedavg");
        set("data.glyphs.samples", QStringLiteral("600"));
        set("data.clients", QStringLiteral("5"));
        set("model.width", QStringLiteral("4"));
        set("training.rounds", QString::number(rounds));
        set("evaluation.conflict_every", QStringLiteral("1"));
        QCOMPARE(window->designView()->startProblem(), QString());
    }
    WatchView* live() { return window->watchPage()->live(); }
    WatchView* shown() { return window->watchPage()->currentView(); }
    QAction* command(qsizetype at) { return window->watchPage()->commands().at(at); }
    enum Command { Pause, Resume, Step, Stop, Checkpoint };
    void click(const char* button) {
        QPushButton* found = nullptr;
        QTRY_VERIFY2((found = find<QPushButton>(button)), button);
        QTest::mouseClick(found, Qt::LeftButton);
    }
    int rounds() { return shown() ? int(shown()->history().evaluated.size()) : -1; }
};

}  // namespace

class TestWindow : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        Theme::instance().apply(*qApp);
        QVERIFY(!listPresets().empty());
    }

    void designRunPauseStepStopAndFindAgain() {
        Desk desk;
        desk.open();
        MainWindow& window = *desk.window;
        QCOMPARE(window.currentPage(), QStringLiteral("design"));
        QVERIFY(window.designView()->isReady());
        desk.small(100000);
        QTRY_VERIFY_WITH_TIMEOUT(window.isSettled(), kPatience);

        auto* start = desk.find<QPushButton>("startButton");
        QVERIFY(start->isEnabled());
        QTest::mouseClick(start, Qt::LeftButton);
        QCOMPARE(window.currentPage(), QStringLiteral("watch"));
        QVERIFY(window.isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(desk.rounds() >= 2, kPatience);

        desk.command(Desk::Pause)->trigger();
        const auto status = [&] {
            const auto& runs = window.runsView()->model()->runs();
            return runs.empty() ? RunStatus::Queued : runs.front().status;
        };
        QTRY_VERIFY_WITH_TIMEOUT(status() == RunStatus::Paused, kPatience);
        QTRY_VERIFY(desk.command(Desk::Step)->isEnabled());
        QTest::qWait(100);
        const int paused = desk.rounds();
        desk.command(Desk::Step)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.rounds(), paused + 1, kPatience);
        QTest::qWait(300);
        QVERIFY2(desk.rounds() == paused + 1, "one round, then it waits again");
        QTRY_VERIFY_WITH_TIMEOUT(status() == RunStatus::Paused && desk.command(Desk::Resume)->isEnabled(), kPatience);
        desk.command(Desk::Resume)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(desk.rounds() >= paused + 3, kPatience);

        desk.command(Desk::Stop)->trigger();
        QVERIFY2(window.isRunning(), "asked first");
        desk.click("confirmStop");
        QTRY_VERIFY_WITH_TIMEOUT(!window.isRunning(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(status() == RunStatus::Stopped, kPatience);
        QVERIFY(start->isEnabled());
        const int seen = desk.rounds();

        // In the table, with its numbers; opened again it shows the same rounds.
        QVERIFY(window.showPage(QStringLiteral("runs")));
        QTRY_VERIFY(window.isSettled());
        const RunSummary run = window.runsView()->model()->runs().front();
        QCOMPARE(run.completed, seen);
        QVERIFY(run.checkpointRound == run.completed);
        QCOMPARE(window.runsView()->selectedRuns(), QList<qint64>{run.id});
        window.watchPage()->closeRun(run.id);
        QVERIFY(window.watchPage()->view(run.id) == nullptr);
        window.runsView()->openAction()->trigger();
        QCOMPARE(window.currentPage(), QStringLiteral("watch"));
        QTRY_VERIFY_WITH_TIMEOUT(window.watchPage()->view(run.id), kPatience);
        QCOMPARE(desk.rounds(), seen);
        QCOMPARE(window.banner()->count(), 0);

        // Resumed it continues after the checkpoint, with its history.
        window.showPage(QStringLiteral("runs"));
        window.runsView()->selectRun(run.id);
        QVERIFY(window.runsView()->resumeAction()->isEnabled());
        window.runsView()->resumeAction()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(desk.rounds() > seen, kPatience);
        QVERIFY(desk.shown()->history().evaluated.at(1) != nullptr);
        desk.command(Desk::Stop)->trigger();
        desk.click("confirmStop");
        QTRY_VERIFY_WITH_TIMEOUT(!window.isRunning(), kPatience);
    }

    void wrongSettingsBlockStartAndSayWhy() {
        Desk desk;
        desk.open();
        desk.small(3);
        desk.set("training.lr", QStringLiteral("-1"));
        auto* start = desk.find<QPushButton>("startButton");
        QVERIFY(!start->isEnabled());
        QVERIFY(start->toolTip().contains(QStringLiteral("Learning rate")));
        desk.set("training.lr", QStringLiteral("0.1"));
        QVERIFY(start->isEnabled());
        // A partition that no draw can satisfy is refused in words, by the engine.
        // At alpha 0.001 a class goes to one client, so ten classes cannot feed thirty.
        desk.set("data.partition.alpha", QStringLiteral("0.001"));
        desk.set("data.clients", QStringLiteral("30"));
        QTRY_VERIFY_WITH_TIMEOUT(!start->isEnabled(), kPatience);
        auto* message = desk.find<QLabel>("partitionMessage");
        QVERIFY(message->isVisible());
        QVERIFY2(!message->text().isEmpty(), qPrintable(message->text()));
        desk.set("data.partition.alpha", QStringLiteral("10"));
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), kPatience);
        QTRY_VERIFY(!message->isVisible());
    }

    void aRunThatFinishesTellsTheTable() {
        Desk desk;
        desk.open();
        desk.small(3);
        QTest::mouseClick(desk.find<QPushButton>("startButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.window->isRunning(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(desk.window->isSettled(), kPatience);
        const RunSummary run = desk.window->runsView()->model()->runs().front();
        QCOMPARE(int(run.status), int(RunStatus::Finished));
        QCOMPARE(run.completed, 3);
        QVERIFY(!run.accuracy.empty());
        // Cloned, it is the same experiment.
        desk.window->showPage(QStringLiteral("runs"));
        desk.window->runsView()->selectRun(run.id);
        desk.set("training.rounds", QStringLiteral("7"));
        desk.window->runsView()->cloneAction()->trigger();
        QCOMPARE(desk.window->currentPage(), QStringLiteral("design"));
        QCOMPARE(desk.window->designView()->experiment().toText(), run.experiment);
        // Moved to the trash, it is gone from the table.
        desk.window->showPage(QStringLiteral("runs"));
        desk.window->runsView()->trashAction()->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.window->runsView()->model()->rowCount(), 0, kPatience);
        QVERIFY(RunReader(desk.options.database).find(run.id).has_value());
    }

    void closingWhileRunningAsksAndLosesNothing() {
        Desk desk;
        desk.open();
        desk.small(100000);
        QTest::mouseClick(desk.find<QPushButton>("startButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(desk.rounds() >= 1, kPatience);
        desk.window->close();
        QVERIFY2(desk.window->isVisible(), "asked first");
        auto* question = desk.find<QMessageBox>("closeQuestion");
        QVERIFY(question);
        question->reject();
        QVERIFY(desk.window->isRunning());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        desk.window->close();
        desk.click("confirmClose");
        QTRY_VERIFY_WITH_TIMEOUT(!desk.window->isVisible(), kPatience);
        desk.window.reset();
        const auto runs = RunReader(desk.options.database).list();
        QCOMPARE(int(runs.front().status), int(RunStatus::Stopped));
        QVERIFY(runs.front().checkpointRound >= 1);
    }

    void theSessionComesBack() {
        Desk desk;
        desk.open();
        desk.small(11);
        desk.window->showPage(QStringLiteral("runs"));
        desk.window->close();
        desk.window.reset();
        desk.open();
        QCOMPARE(desk.window->currentPage(), QStringLiteral("runs"));
        QCOMPARE(desk.window->designView()->experiment().settings().integer("training.rounds"), std::int64_t(11));
    }

    void settingsOfANewerVersionAreLeftAlone() {
        QTemporaryDir dir;
        const QString file = dir.path() + QStringLiteral("/settings.ini");
        AppSettings::Session session;
        session.page = QStringLiteral("runs");
        {
            AppSettings settings(file);
            settings.setSession(session);
            QCOMPARE(AppSettings(file).session(), session);
        }
        QSettings raw(file, QSettings::IniFormat);
        raw.setValue(QStringLiteral("version"), AppSettings::kVersion + 1);
        raw.sync();
        AppSettings newer(file);
        QCOMPARE(newer.session(), AppSettings::Session());
        newer.setSession({});
        raw.sync();
        QCOMPARE(raw.value(QStringLiteral("session/page")).toString(), QStringLiteral("runs"));
    }

    void everyActionIsNamedExplainedAndUnique() {
        Desk desk;
        desk.open();
        desk.small(2);
        QTest::mouseClick(desk.find<QPushButton>("startButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.window->isRunning(), kPatience);
        QSet<QString> keys;
        int actions = 0;
        for (const auto& [menu, list] : menuActions(desk.window.get()))
            for (const QAction* action : list) {
                const QByteArray name = (menu + u'/' + action->text()).toUtf8();
                QVERIFY2(!action->text().isEmpty(), name.constData());
                QVERIFY2(action->objectName().isEmpty() ||
                             desk.window->findChildren<QAction*>(action->objectName()).size() == 1,
                         action->objectName().toUtf8());
                QVERIFY2(!action->toolTip().isEmpty() && action->toolTip() != action->text(), name.constData());
                ++actions;
                if (action->objectName().startsWith(QStringLiteral("preset."))) continue;
                QVERIFY2(!action->shortcut().isEmpty(), name.constData());
                const QString key = action->shortcut().toString();
                QVERIFY2(!keys.contains(key), name.constData());
                keys << key;
            }
        QVERIFY2(actions > 25, qPrintable(QString::number(actions)));
        const auto docks = desk.window->findChildren<QDockWidget*>();
        QVERIFY(!docks.isEmpty());
        QSet<QString> names;
        for (const QDockWidget* dock : docks) {
            QVERIFY(!dock->objectName().isEmpty());
            QVERIFY(!names.contains(dock->objectName()));
            names << dock->objectName();
        }
        desk.find<QAction>("showShortcuts")->trigger();
        auto* sheet = desk.find<QTreeWidget>("shortcutList");
        QVERIFY(sheet && sheet->topLevelItemCount() >= 4);
    }

    void troubleIsOneBanner() {
        Desk desk;
        desk.options.database = std::filesystem::path(desk.dir.path().toStdString());  // a folder
        desk.open();
        QVERIFY(desk.window->banner()->isVisible());
        QVERIFY(desk.window->banner()->text().contains(QStringLiteral("database")));
        QVERIFY(!desk.find<QPushButton>("startButton")->isEnabled());
        for (int i = 0; i < 50; ++i) desk.window->banner()->add(QStringLiteral("Again"), QStringLiteral("more"));
        QVERIFY(desk.window->banner()->height() < 80);
        QVERIFY(desk.window->banner()->text().contains(QStringLiteral("50")));
    }

    void aSessionThatIsDeletedDeliversNothing() {
        Desk desk;
        auto engine = std::make_shared<const Engine>(desk.options.pluginDirs);
        auto store = std::make_shared<RunStore>(desk.options.database);
        Experiment experiment = loadExperimentOrPreset("quick-local", engine->methods());
        for (const auto& [key, value] : std::vector<std::pair<const char*, const char*>>{{"data.glyphs.samples", "300"},

                                                                                         {"data.clients", "4"},
                                                                                         {"model.width", "4"},
                                                                                         {"training.rounds", "100000"}})
            experiment.set(key, std::string(value), engine->methods());
        auto session = std::make_unique<RunSession>(engine, store, RunOptions{});
        std::vector<ReportPtr> heard;
        int batches = 0;
        connect(session.get(), &RunSession::told, this, [&](int, const std::vector<ReportPtr>& reports) {
            heard.insert(heard.end(), reports.begin(), reports.end());
            ++batches;
        });
        session->start(experiment);
        QTRY_VERIFY_WITH_TIMEOUT(heard.size() > 40, kPatience);
        QVERIFY2(std::holds_alternative<RunStarted>(*heard.front()), "in order, from the first");
        int last = 0;
        for (const ReportPtr& report : heard)
            if (const auto* round = std::get_if<RoundFinished>(report.get())) {
                QCOMPARE(round->round, last + 1);
                last = round->round;
            }
        const std::int64_t run = session->runs().front();
        session.reset();
        const std::size_t before = heard.size();
        QTest::qWait(100);
        QCOMPARE(heard.size(), before);
        // The store has all of it, and the run can be resumed.
        store->flush();
        const auto summary = store->reader().find(run);
        QCOMPARE(int(summary->status), int(RunStatus::Stopped));
        QVERIFY(summary->completed >= last);
        QVERIFY(batches > 0);
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
