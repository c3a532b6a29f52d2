// SPDX-License-Identifier: GPL-3.0-or-later
// The Runs page over a real database filled with made-up reports.
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QToolBar>
#include <QToolButton>

#include "widgets/forms/elided_label.h"
#include "widgets/models/run_filter_model.h"
#include "widgets/runs/condition_edit.h"
#include "widgets/runs/run_details.h"
#include "widgets/runs/run_table_view.h"
#include "widgets/runs/runs_actions.h"
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
    std::int64_t add(const char* name, RunStatus status, int rounds, int seed = 1) {
        Experiment experiment = Experiment::defaults(catalog(), "plain");
        experiment.set("name", Json(name), catalog());
        experiment.set("seed", Json(seed), catalog());
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

    void trashDoesNotAskDeletingDoes() {
        Page page;
        const auto one = page.add("one", RunStatus::Finished, 1);
        const auto two = page.add("two", RunStatus::Finished, 1);
        page.list();
        page.view.table()->selectAll();
        QCOMPARE(page.view.selectedRuns().size(), 2);
        page.view.setActiveRun(two);
        QVERIFY(!page.view.trashAction()->isEnabled());
        QVERIFY(page.view.trashAction()->toolTip().contains(QStringLiteral("in progress")));
        page.view.setActiveRun(-1);
        QSignalSpy trashed(&page.view, &RunsView::trashRequested), restored(&page.view, &RunsView::restoreRequested),
            shown(&page.view, &RunsView::trashShown);
        page.view.trashAction()->trigger();
        QCOMPARE(trashed.first().at(0).value<QList<qint64>>().size(), 2);
        page.store->setTrashed(one, true);
        page.store->setTrashed(two, true);
        page.list();
        QVERIFY(!page.view.deleteAction()->isVisible());

        page.view.actions()->showTrash->trigger();
        QCOMPARE(shown.first().at(0).toBool(), true);
        RunListing listing;
        listing.update(page.store->reader().list(true));
        listing.readSettings();
        page.view.setTrash(listing.entries());
        QCOMPARE(page.view.model()->rowCount(), 2);
        QVERIFY(page.view.deleteAction()->isVisible() && !page.view.trashAction()->isVisible());
        QVERIFY(!page.view.openAction()->isEnabled());
        page.view.selectRun(one);
        page.view.actions()->restore->trigger();
        QCOMPARE(restored.first().at(0).value<QList<qint64>>(), QList<qint64>{one});
        page.view.deleteAction()->trigger();
        auto* question = page.find<QMessageBox>("deleteQuestion");
        QVERIFY(question);
        question->reject();
        QCOMPARE(page.deleted.count(), 0);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        page.view.actions()->emptyTrash->trigger();
        QTest::mouseClick(page.find<QPushButton>("confirmDelete"), Qt::LeftButton);
        QCOMPARE(page.deleted.first().at(0).value<QList<qint64>>().size(), 2);
        // A late listing of the others does not show among those of the trash.
        page.add("three", RunStatus::Finished, 1);
        page.list();
        QCOMPARE(page.view.model()->rowCount(), 2);
        page.view.actions()->showTrash->trigger();
        QCOMPARE(page.view.model()->rowCount(), 1);
    }

    void conditionsAreTypedCompletedAndExplained() {
        Page page;
        page.add("apple", RunStatus::Finished, 1);
        page.add("pear", RunStatus::Failed, 4);
        page.list();
        auto* edit = page.find<ConditionEdit>("runCondition");
        edit->setFocus();
        QTest::keyClicks(edit, QStringLiteral("mean > 30%"));
        QCOMPARE(page.view.filter()->rowCount(), 1);
        QTest::keyClicks(edit, QStringLiteral(" and nonsense < 1"));
        QVERIFY2(page.view.filter()->rowCount() == 1, "the last condition that was right stays");
        QVERIFY2(edit->problem().contains(QStringLiteral("character 16")), qPrintable(edit->problem()));
        QCOMPARE(page.find<ElidedLabel>("runLine")->text(), edit->problem());
        QVERIFY(page.view.actions()->clearFilters->isEnabled());
        edit->setText(QStringLiteral("mean > 3"));
        QVERIFY(!page.view.table()->isVisible());
        auto* clear = page.find<QPushButton>("clearFilters");
        QVERIFY2(clear->isVisible(), "nothing matches: offered to clear the filter");
        QTest::mouseClick(clear, Qt::LeftButton);
        QCOMPARE(page.view.filter()->rowCount(), 2);
        QVERIFY(edit->text().isEmpty() && edit->problem().isEmpty());
        // The first candidate is taken with Return.
        QTest::keyClicks(edit, QStringLiteral("stat"));
        auto* popup = QApplication::activePopupWidget();
        QVERIFY(popup);
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(edit->text(), QStringLiteral("status "));
        QTest::keyClicks(edit, QStringLiteral("= fa"));
        popup = QApplication::activePopupWidget();
        QVERIFY(popup);
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(edit->text(), QStringLiteral("status = failed "));
        QCOMPARE(page.view.filter()->rowCount(), 1);
    }

    void severalColumnsSort() {
        Page page;
        page.add("b", RunStatus::Finished, 1);
        page.add("a", RunStatus::Finished, 2);
        page.add("b", RunStatus::Finished, 3);
        page.list();
        auto* header = page.view.table()->horizontalHeader();
        const auto click = [&](int column, Qt::KeyboardModifiers keys) {
            page.view.table()->scrollTo(page.view.filter()->index(0, column));
            const QPoint at(header->sectionViewportPosition(column) + 12, header->height() / 2);
            QTest::mouseClick(header->viewport(), Qt::LeftButton, keys, at);
        };
        const auto runs = [&] {
            QString order;
            for (int row = 0; row < page.view.filter()->rowCount(); ++row)
                order += page.view.filter()->index(row, RunTableModel::Id).data().toString();
            return order;
        };
        click(RunTableModel::Name, Qt::NoModifier);
        QCOMPARE(runs(), QStringLiteral("231"));
        click(RunTableModel::Mean, Qt::ShiftModifier);
        QCOMPARE(page.view.filter()->sorting().size(), std::size_t(2));
        QCOMPARE(runs(), QStringLiteral("231"));
        click(RunTableModel::Mean, Qt::ShiftModifier);
        QCOMPARE(runs(), QStringLiteral("213"));
        QVERIFY(page.find<ElidedLabel>("runLine")->text().contains(QStringLiteral("Name, smallest first; Mean")));
        click(RunTableModel::Mean, Qt::ShiftModifier);
        QCOMPARE(page.view.filter()->sorting().size(), std::size_t(1));
        // The same from the keyboard.
        page.view.table()->setCurrentIndex(page.view.filter()->index(0, RunTableModel::Mean));
        page.view.actions()->sortColumn->trigger();
        QCOMPARE(runs(), QStringLiteral("321"));
        page.view.table()->setCurrentIndex(page.view.filter()->index(0, RunTableModel::Name));
        page.view.actions()->sortAlso->trigger();
        QCOMPARE(page.view.filter()->sorting().size(), std::size_t(2));
    }

    void columnsAreChosenAndOrdered() {
        Page page;
        page.add("one", RunStatus::Finished, 1);
        page.list();
        page.view.actions()->columns->trigger();
        auto* list = page.find<QListWidget>("columnList");
        QVERIFY(list);
        QTest::keyClicks(page.find<QLineEdit>("columnSearch"), QStringLiteral("momentum"));
        int at = -1;
        for (int row = 0; row < list->count(); ++row)
            if (!list->item(row)->isHidden()) at = row;
        QVERIFY(at >= 0);
        QCOMPARE(list->item(at)->text(), QStringLiteral("training.momentum"));
        list->item(at)->setCheckState(Qt::Checked);
        page.find<QLineEdit>("columnSearch")->clear();
        list->setCurrentRow(at);
        auto* up = page.find<QToolButton>("columnUp");
        while (list->currentRow() > 0) QTest::mouseClick(up, Qt::LeftButton);
        QTest::mouseClick(
            page.find<QDialog>("columnDialog")->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok),
            Qt::LeftButton);
        const int column = page.view.model()->columnOf(QStringLiteral("training.momentum"));
        QVERIFY(column >= RunTableModel::ColumnCount);
        auto* header = page.view.table()->horizontalHeader();
        QCOMPARE(header->visualIndex(column), 0);
        QVERIFY(!header->isSectionHidden(column));
        // Remembered with sorting, filters and the choices of the comparison.
        page.view.table()->sortBy(column, false);
        page.find<QLineEdit>("runSearch")->setText(QStringLiteral("on"));
        page.find<ConditionEdit>("runCondition")->setText(QStringLiteral("training.momentum >= 0"));
        const QByteArray state = page.view.saveLayout();
        Page other;
        other.add("one", RunStatus::Finished, 1);
        other.list();
        other.view.restoreLayout(state);
        const int there = other.view.model()->columnOf(QStringLiteral("training.momentum"));
        QVERIFY(there >= 0);
        QCOMPARE(other.view.table()->horizontalHeader()->visualIndex(there), 0);
        QCOMPARE(other.view.filter()->sorting(), page.view.filter()->sorting());
        QCOMPARE(other.find<QLineEdit>("runSearch")->text(), QStringLiteral("on"));
        QCOMPARE(other.find<ConditionEdit>("runCondition")->text(), QStringLiteral("training.momentum >= 0"));
        QCOMPARE(other.view.saveLayout(), state);
        other.view.resetLayout();
        QCOMPARE(other.view.model()->columnOf(QStringLiteral("training.momentum")), -1);
        QVERIFY2(other.find<QLineEdit>("runSearch")->text() == QStringLiteral("on"),
                 "the layout is reset, not the filter");
    }

    void tagsAndNotesAreEdited() {
        Page page;
        const auto one = page.add("one", RunStatus::Finished, 1);
        const auto two = page.add("two", RunStatus::Finished, 1);
        page.store->setTags(one, "paper");
        page.list();
        QSignalSpy tags(&page.view, &RunsView::tagsEdited), notes(&page.view, &RunsView::noteEdited),
            stars(&page.view, &RunsView::starEdited);
        page.view.table()->selectAll();
        page.view.actions()->tag->trigger();
        auto* list = page.find<QListWidget>("tagList");
        QVERIFY(list);
        QCOMPARE(list->count(), 1);
        QVERIFY2(list->item(0)->checkState() == Qt::PartiallyChecked, "one of the two has it");
        QTest::keyClicks(page.find<QLineEdit>("newTags"), QStringLiteral("fig 2, ablation"));
        list->item(0)->setCheckState(Qt::Unchecked);
        QTest::keyClick(page.find<QLineEdit>("newTags"), Qt::Key_Return);
        QCOMPARE(tags.count(), 2);
        QCOMPARE(page.view.model()->find(one)->tags, std::string("fig 2, ablation"));
        QCOMPARE(page.view.model()->find(two)->tags, std::string("fig 2, ablation"));
        // A note, in place.
        page.view.selectRun(two);
        page.view.actions()->note->trigger();
        auto* editor = page.view.table()->viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        QTest::keyClicks(editor, QStringLiteral("look again"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(notes.count(), 1);
        QCOMPARE(notes.first().at(1).toString(), QStringLiteral("look again"));
        // The space bar stars the current run.
        QTest::keyClick(page.view.table(), Qt::Key_Space);
        QCOMPARE(stars.count(), 1);
    }

    void repeatOffersAnUnusedSeed() {
        Page page;
        const auto one = page.add("one", RunStatus::Finished, 1);
        page.add("one", RunStatus::Finished, 1, 2);
        page.list();
        page.view.selectRun(one);
        QSignalSpy repeated(&page.view, &RunsView::repeatRequested);
        page.view.setStartBlocked(QStringLiteral("busy"));
        page.view.actions()->repeat->trigger();
        QVERIFY(!page.find<QPushButton>("repeatStart")->isEnabled());
        page.find<QDialog>("repeatDialog")->reject();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        page.view.setStartBlocked({});
        page.view.actions()->repeat->trigger();
        auto* seed = page.find<QLineEdit>("repeatSeed");
        QCOMPARE(seed->text(), QStringLiteral("3"));
        QTest::mouseClick(page.find<QPushButton>("repeatStart"), Qt::LeftButton);
        QCOMPARE(repeated.count(), 1);
        QCOMPARE(repeated.first().at(0).toLongLong(), qint64(one));
        QCOMPARE(repeated.first().at(2).toULongLong(), quint64(3));
        QCOMPARE(repeated.first().at(3).toBool(), true);
    }

    void everyActionIsExplainedAndUnique() {
        Page page;
        QSet<QString> keys;
        for (const QAction* action : page.view.runActions() + page.view.pageActions()) {
            QVERIFY2(!action->text().isEmpty() && !action->icon().isNull(), qPrintable(action->objectName()));
            QVERIFY2(action->toolTip().size() > action->text().size(), qPrintable(action->objectName()));
            QVERIFY2(!action->objectName().isEmpty(), qPrintable(action->text()));
            const QString key = action->shortcut().toString();
            QVERIFY2(!key.isEmpty() && !keys.contains(key), qPrintable(action->objectName()));
            keys << key;
        }
        QAction report(QStringLiteral("Report"), &page.view);
        page.view.addToolActions({&report});
        QVERIFY(page.view.runActions().contains(&report));
        QVERIFY(page.view.findChild<QToolBar*>()->actions().contains(&report));
    }

    void theChosenRunsAreAskedFor() {
        Page page;
        const auto one = page.add("one", RunStatus::Finished, 1);
        const auto two = page.add("two", RunStatus::Finished, 1);
        QSignalSpy asked(&page.view, &RunsView::recordsRequested);
        page.list();
        QTRY_VERIFY(asked.count() > 0);
        QCOMPARE(asked.last().at(0).value<QList<qint64>>(), QList<qint64>{two});
        page.view.selectRuns({two, one});
        QTRY_COMPARE(asked.last().at(0).value<QList<qint64>>(), (QList<qint64>{two, one}));
        // Hidden, it asks for nothing.
        page.view.actions()->compare->trigger();
        asked.clear();
        page.view.selectRun(one);
        QTest::qWait(200);
        QCOMPARE(asked.count(), 0);
        page.view.actions()->compare->trigger();
        QCOMPARE(asked.count(), 1);
        // A filter that hides most rows keeps what is still shown chosen.
        page.find<QLineEdit>("runSearch")->setText(QStringLiteral("one"));
        QCOMPARE(page.view.selectedRuns(), QList<qint64>{one});
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
        header->moveSection(header->visualIndex(RunTableModel::Method), 1);
        const QByteArray state = page.view.saveLayout();
        page.view.resetLayout();
        QVERIFY(!header->isSectionHidden(RunTableModel::Seed));
        QVERIFY(header->sectionSize(RunTableModel::Name) != 333);
        page.view.restoreLayout(state);
        QVERIFY(header->isSectionHidden(RunTableModel::Seed));
        QCOMPARE(header->sectionSize(RunTableModel::Name), 333);
        QCOMPARE(header->visualIndex(RunTableModel::Method), 1);
        page.view.restoreLayout("nonsense");
        QCOMPARE(header->sectionSize(RunTableModel::Name), 333);
    }
};

QTEST_MAIN(TestRunsView)
#include "tst_runs_view.moc"
