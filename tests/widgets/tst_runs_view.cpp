// SPDX-License-Identifier: GPL-3.0-or-later
// The Runs page over a real database filled with made-up reports.
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

#include "widgets/models/run_table_model.h"
#include "widgets/runs/run_details.h"
#include "widgets/runs/runs_view.h"
#include "widgets/theme/theme.h"

using namespace exitlab;

namespace {

MethodCatalog catalog() { return {{"plain", "Plain", "1", "Averages", "", "", {}}}; }

struct Page {
    QTemporaryDir dir;
    std::unique_ptr<RunStore> store;
    RunsView view;
    QSignalSpy opened{&view, &RunsView::openRequested}, resumed{&view, &RunsView::resumeRequested},
        cloned{&view, &RunsView::cloneRequested}, deleted{&view, &RunsView::deleteRequested};

    Page() {
        store = std::make_unique<RunStore>((dir.path() + QStringLiteral("/runs.db")).toStdString());
        view.resize(1200, 600);
        view.show();
    }
    std::int64_t add(const char* name, RunStatus status, int rounds) {
        Experiment experiment = Experiment::defaults(catalog(), "plain");
        experiment.set("name", Json(name), catalog());
        const std::int64_t run = store->createRun(experiment);
        RunStarted started;
        started.name = name;
        started.method = "plain";
        started.experiment = experiment.toText();
        started.rounds = 10;
        started.clients = 2;
        started.exits = 2;
        started.classes = 2;
        started.classNames = {"a", "b"};
        started.trainSamples = started.validationSamples = started.testSamples = {5, 5};
        started.labels = Table(2, 2, 5);
        started.exitMacs = {1, 2};
        started.exitParameters = {1, 2};
        started.stages = {"stage 1", "stage 2"};
        store->append(run, makeReport(started));
        for (int round = 1; round <= rounds; ++round) {
            Evaluated evaluated;
            evaluated.round = round;
            evaluated.accuracy = Table(2, 2, 0.1 * round);
            evaluated.loss = Table(2, 2, 1);
            evaluated.samples = {5, 5};
            evaluated.calibration = {0, 0};
            store->append(run, makeReport(evaluated));
            RoundFinished finished;
            finished.round = round;
            finished.seconds = 1;
            store->append(run, makeReport(finished));
        }
        RunFinished end;
        end.status = status;
        end.round = rounds;
        end.accuracy = {0.1 * rounds, 0.1 * rounds};
        end.seconds = rounds;
        store->append(run, makeReport(end));
        store->flush();
        return run;
    }
    void list() { view.setRuns(store->reader().list()); }
    template <class T>
    T* find(const char* name) {
        return view.findChild<T*>(QString::fromLatin1(name));
    }
};

}  // namespace

class TestRunsView : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { Theme::instance().apply(*qApp); }

    void emptySaysWhatToDo() {
        Page page;
        page.list();
        QVERIFY(!page.view.table()->isVisible());
        bool said = false;
        for (const QLabel* label : page.view.findChildren<QLabel*>())
            said = said || (label->isVisible() && label->text().contains(QStringLiteral("press Start")));
        QVERIFY(said);
        for (const QAction* action : {page.view.openAction(), page.view.resumeAction(), page.view.cloneAction(),
                                      page.view.deleteAction(), page.view.starAction()})
            QVERIFY(!action->isEnabled());
    }

    void storedRunsAreListedOpenedResumedAndCloned() {
        Page page;
        const auto done = page.add("first", RunStatus::Finished, 4);
        const auto cut = page.add("second", RunStatus::Stopped, 3);
        page.list();
        QVERIFY(page.view.table()->isVisible());
        QCOMPARE(page.view.model()->rowCount(), 2);
        page.view.selectRun(done);
        QVERIFY(page.view.openAction()->isEnabled());
        QVERIFY2(!page.view.resumeAction()->isEnabled(), "a finished run has nothing to resume");
        page.view.openAction()->trigger();
        QCOMPARE(page.opened.first().at(0).toLongLong(), qint64(done));
        QVERIFY(QTest::qWaitForWindowExposed(&page.view));
        QCoreApplication::processEvents();
        const QPoint at = page.view.table()->visualRect(page.view.table()->currentIndex()).center();
        QTest::mouseClick(page.view.table()->viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(page.view.table()->viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(page.opened.count(), 2);
        page.view.selectRun(cut);
        page.view.resumeAction()->trigger();
        QCOMPARE(page.resumed.first().at(0).toLongLong(), qint64(cut));
        page.view.setStartBlocked(QStringLiteral("busy"));
        QVERIFY(!page.view.resumeAction()->isEnabled());
        QVERIFY(page.view.resumeAction()->toolTip().contains(QStringLiteral("busy")));
        page.view.cloneAction()->trigger();
        const auto text = page.cloned.first().at(1).toString().toStdString();
        QCOMPARE(Experiment::parse(text, catalog()).name(), std::string("second"));
    }

    void detailsTellSettingsAndExits() {
        Page page;
        const auto run = page.add("look <b>here</b>", RunStatus::Finished, 4);
        page.list();
        page.view.selectRun(run);
        const QString words = page.find<RunDetails>("runDetails")->findChild<QTextBrowser*>()->toPlainText();
        QVERIFY2(words.contains(QStringLiteral("lr")) && words.contains(QStringLiteral("0.05")), qPrintable(words));
        const auto settings = flatSettings(page.view.model()->find(run)->experiment);
        QVERIFY(std::find(settings.begin(), settings.end(),
                          std::pair(QStringLiteral("algorithm.id"), QStringLiteral("plain"))) != settings.end());
        QVERIFY(flatSettings("{ broken").empty());
    }

    void deleteAsksAndSparesTheActiveRun() {
        Page page;
        page.add("one", RunStatus::Finished, 1);
        const auto two = page.add("two", RunStatus::Finished, 1);
        page.list();
        page.view.table()->selectAll();
        QCOMPARE(page.view.selectedRuns().size(), 2);
        page.view.setActiveRun(two);
        QVERIFY(!page.view.deleteAction()->isEnabled());
        page.view.setActiveRun(-1);
        page.view.deleteAction()->trigger();
        auto* question = page.find<QMessageBox>("deleteQuestion");
        QVERIFY(question);
        question->reject();
        QCOMPARE(page.deleted.count(), 0);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        page.view.deleteAction()->trigger();
        QTest::mouseClick(page.find<QPushButton>("confirmDelete"), Qt::LeftButton);
        QCOMPARE(page.deleted.first().at(0).value<QList<qint64>>().size(), 2);
    }

    void filtersAndStars() {
        Page page;
        const auto apple = page.add("apple", RunStatus::Finished, 1);
        page.add("pear", RunStatus::Failed, 1);
        page.list();
        QTest::keyClicks(page.find<QLineEdit>("runSearch"), QStringLiteral("app"));
        QCOMPARE(page.view.filter()->rowCount(), 1);
        page.find<QLineEdit>("runSearch")->clear();
        auto* state = page.find<QComboBox>("runState");
        state->setCurrentIndex(state->findData(int(RunStatus::Failed)));
        QCOMPARE(page.view.filter()->rowCount(), 1);
        state->setCurrentIndex(state->findData(int(RunStatus::Queued)));
        QVERIFY(!page.view.table()->isVisible());
        state->setCurrentIndex(0);
        QSignalSpy star(&page.view, &RunsView::starEdited);
        const QModelIndex at = page.view.filter()->mapFromSource(
            page.view.model()->index(page.view.model()->rowOf(apple), RunTableModel::Star));
        QTest::mouseClick(page.view.table()->viewport(), Qt::LeftButton, {},
                          page.view.table()->visualRect(at).center());
        QCOMPARE(star.count(), 1);
        QCOMPARE(star.first().at(0).toLongLong(), qint64(apple));
        page.store->setStar(apple, true);
        page.list();
        QVERIFY(page.view.model()->find(apple)->starred);
    }

    void layoutIsRemembered() {
        Page page;
        page.add("one", RunStatus::Finished, 1);
        page.list();
        auto* header = page.view.table()->horizontalHeader();
        header->setSectionHidden(RunTableModel::Seed, true);
        header->resizeSection(RunTableModel::Name, 333);
        const QByteArray state = page.view.saveLayout();
        page.view.resetLayout();
        QVERIFY(!header->isSectionHidden(RunTableModel::Seed));
        QVERIFY(header->sectionSize(RunTableModel::Name) != 333);
        page.view.restoreLayout(state);
        QVERIFY(header->isSectionHidden(RunTableModel::Seed));
        QCOMPARE(header->sectionSize(RunTableModel::Name), 333);
        page.view.restoreLayout("nonsense");
        QCOMPARE(header->sectionSize(RunTableModel::Name), 333);
    }
};

QTEST_MAIN(TestRunsView)
#include "tst_runs_view.moc"
