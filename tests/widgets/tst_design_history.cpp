// SPDX-License-Identifier: GPL-3.0-or-later
// Undo and redo through the real controls: every edit is a step, and going back and forth gives equal bytes.
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>
#include <random>

#include "core/config/partition_edits.h"
#include "tests/widgets/design_page.h"
#include "widgets/design/experiment_document.h"
#include "widgets/forms/form_row.h"
#include "widgets/forms/spec_form.h"
#include "widgets/theme/theme.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

std::string bytes(const Page& page) { return page.view.experiment().toText(); }

/// One edit by a control chosen at random; what it did.
std::string randomEdit(Page& page, std::mt19937& rng) {
    const auto pick = [&](int below) { return int(rng() % unsigned(below)); };
    switch (pick(7)) {
        case 0:
            page.set("training.rounds", QString::number(1 + pick(500)));
            return "rounds";
        case 1:
            page.set("training.lr", QString::number(0.001 * (1 + pick(400))));
            return "lr";
        case 2: {
            auto* box = page.find<QComboBox>("data.partition.kind");
            box->setFocus();
            box->setCurrentIndex(pick(box->count()));
            return "kind";
        }
        case 3: {
            auto* method = page.find<QComboBox>("algorithm.id");
            method->setFocus();
            method->setCurrentIndex(pick(method->count()));
            if (page.view.form()->row("algorithm.mu")) page.set("algorithm.mu", QString::number(0.1 * (1 + pick(30))));
            return "method";
        }
        case 4: {
            auto* row = page.view.form()->row("training.lr");
            auto* reset = page.find<QToolButton>("training.lr.reset");
            if (row->isChanged()) QTest::mouseClick(reset, Qt::LeftButton);
            return "reset";
        }
        case 5: {
            auto* name = page.find<QLineEdit>("name");
            name->setFocus();
            name->selectAll();
            QTest::keyClicks(name, QStringLiteral("run %1").arg(pick(1000)));
            return "name";
        }
        default: {
            auto* map = page.find<HeatMap>("partitionClasses");
            Q_EMIT map->cellActivated(pick(3), pick(2));
            auto* count = page.find<QSpinBox>("clientCount.0");
            count->setFocus();
            count->selectAll();
            QTest::keyClicks(count, QString::number(pick(11)));
            return "partition";
        }
    }
}

}  // namespace

class TestDesignHistory : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { Theme::instance().apply(*qApp); }

    void undoingAllAndRedoingAllGivesTheSameBytes() {
        std::mt19937 rng(7);
        for (int sequence = 0; sequence < 5; ++sequence) {
            Page page;
            page.view.showPartition(page.token(), partition(3));
            const std::string first = bytes(page);
            QUndoStack* history = page.view.document()->history();
            for (int edit = 0; edit < 25; ++edit) randomEdit(page, rng);
            const std::string last = bytes(page);
            QVERIFY(history->count() > 5);
            std::vector<std::string> back;
            while (page.view.undoAction()->isEnabled()) {
                back.push_back(bytes(page));
                page.view.undoAction()->trigger();
            }
            QCOMPARE(bytes(page), first);
            QVERIFY(!page.view.isModified());
            // The form shows what the experiment says, for every setting.
            for (const auto& [key, value] : page.view.form()->values())
                QVERIFY2(value == page.view.experiment().settings().value(key), key.c_str());
            while (page.view.redoAction()->isEnabled()) {
                page.view.redoAction()->trigger();
                QCOMPARE(bytes(page), back.back());
                back.pop_back();
            }
            QCOMPARE(bytes(page), last);
            QVERIFY(back.empty());
        }
    }

    void typingInOneFieldIsOneStep() {
        Page page;
        const std::string first = bytes(page);
        page.set("training.rounds", QStringLiteral("123"));
        QCOMPARE(page.view.document()->history()->count(), 1);
        page.set("training.batch", QStringLiteral("16"));
        page.set("training.rounds", QStringLiteral("45"));
        QCOMPARE(page.view.document()->history()->count(), 3);
        QCOMPARE(page.view.undoAction()->text(), QStringLiteral("&Undo change of Rounds"));
        page.view.undoAction()->trigger();
        QCOMPARE(page.view.experiment().settings().integer("training.rounds"), std::int64_t(123));
        QCOMPARE(page.find<QAbstractSpinBox>("training.rounds")->text(), QStringLiteral("123"));
        QCOMPARE(page.view.redoAction()->text(), QStringLiteral("&Redo change of Rounds"));
        page.view.undoAction()->trigger();
        page.view.undoAction()->trigger();
        QCOMPARE(bytes(page), first);
        QVERIFY(!page.view.undoAction()->isEnabled());
    }

    void typingBackToTheBeginningIsNoStep() {
        Page page;
        auto* edit = page.find<QAbstractSpinBox>("training.rounds")->findChild<QLineEdit*>();
        edit->setFocus();
        edit->end(false);
        QTest::keyClicks(edit, QStringLiteral("0"));
        QCOMPARE(page.view.document()->history()->count(), 1);
        QTest::keyClick(edit, Qt::Key_Backspace);
        QCOMPARE(page.view.document()->history()->count(), 0);
        QVERIFY(!page.view.isModified());
    }

    void theKeysWorkInsideAField() {
        Page page;
        const std::string first = bytes(page);
        page.set("training.rounds", QStringLiteral("12"));
        page.set("training.lr", QStringLiteral("0.2"));
        auto* edit = page.find<QAbstractSpinBox>("training.lr")->findChild<QLineEdit*>();
        QTest::keyClick(edit, Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(edit, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(bytes(page), first);
        QTest::keyClick(edit, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(page.view.experiment().settings().integer("training.rounds"), std::int64_t(12));
    }

    void halfTypedTextIsTakenBackFirst() {
        Page page;
        page.set("training.rounds", QStringLiteral("12"));
        page.set("training.lr", QStringLiteral("nonsense"));
        QVERIFY(!page.view.startAction()->isEnabled());
        page.view.undoAction()->trigger();
        QCOMPARE(page.find<QAbstractSpinBox>("training.lr")->text(), QStringLiteral("0.05"));
        QVERIFY(page.view.startAction()->isEnabled());
        QCOMPARE(page.view.experiment().settings().integer("training.rounds"), std::int64_t(12));
        page.view.undoAction()->trigger();
        QCOMPARE(page.view.experiment().settings().integer("training.rounds"), std::int64_t(60));
    }

    void openingAndNewAreStepsAndSavedIsClean() {
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("one.json"));
        Page page;
        page.set("training.rounds", QStringLiteral("5"));
        QVERIFY(page.view.isModified());
        QVERIFY(page.view.saveFile(file));
        QVERIFY(!page.view.isModified());
        page.set("training.rounds", QStringLiteral("6"));
        QVERIFY(page.view.isModified());
        page.view.undoAction()->trigger();
        QVERIFY2(!page.view.isModified(), "back at what was saved");
        const std::string saved = bytes(page);
        page.view.newAction()->trigger();
        QVERIFY(bytes(page) != saved);
        QCOMPARE(page.view.file(), QString());
        QVERIFY(page.view.undoAction()->text().contains(QStringLiteral("new experiment")));
        page.view.undoAction()->trigger();
        QCOMPARE(bytes(page), saved);
        QCOMPARE(page.view.file(), file);
        QVERIFY(page.view.openFile(file));
        QVERIFY(!page.view.isModified());
    }

    void keysOfAHiddenPageDoNothing() {
        Page page;
        page.set("training.rounds", QStringLiteral("12"));
        QVERIFY(page.view.undoAction()->isEnabled());
        page.view.hide();
        QVERIFY(!page.view.undoAction()->isEnabled());
        page.view.show();
        QVERIFY(page.view.undoAction()->isEnabled());
    }

    void aBranchLocksWhatItsCheckpointFixes() {
        Page page;
        QSignalSpy branched(&page.view, &DesignView::branchRequested);
        page.set("training.rounds", QStringLiteral("12"));
        const std::string before = bytes(page);
        Experiment parent = Experiment::defaults(catalog(), "fine");
        parent.set("training.lr", "0.3", catalog());
        page.view.beginBranch(7, 20, parent);
        QVERIFY(page.view.isBranch());
        QVERIFY(page.find<QWidget>("branchBar")->isVisible());
        QVERIFY(page.find<QLabel>("branchWords")->text().contains(QStringLiteral("run 7 from round 20")));
        for (const char* key : {"seed", "algorithm.id", "data.clients", "model.width"})
            QVERIFY2(!page.view.form()->row(key)->control()->isEnabled(), key);
        for (const char* key : {"training.lr", "algorithm.mu", "training.rounds"})
            QVERIFY2(page.view.form()->row(key)->control()->isEnabled(), key);
        QVERIFY(!page.view.newAction()->isEnabled() && !page.view.sweepAction()->isEnabled());
        page.set("training.lr", QStringLiteral("0.1"));
        page.find<QPushButton>("startButton")->click();
        QCOMPARE(page.started.count(), 0);
        QCOMPARE(branched.count(), 1);
        QCOMPARE(branched.first().at(0).toLongLong(), qint64(7));
        QCOMPARE(branched.first().at(1).toInt(), 20);
        QCOMPARE(branched.first().at(2).value<Experiment>().settings().real("training.lr"), 0.1);
        QVERIFY(!page.view.isBranch());
        QVERIFY(page.view.form()->row("seed")->control()->isEnabled());

        page.view.document()->history()->setIndex(1);
        QCOMPARE(bytes(page), before);
        page.view.beginBranch(8, 3, parent);
        page.set("training.lr", QStringLiteral("0.2"));
        QTest::mouseClick(page.find<QPushButton>("cancelBranch"), Qt::LeftButton);
        QVERIFY(!page.view.isBranch());
        QCOMPARE(bytes(page), before);
        // Undone past its beginning, the branch is over too.
        page.view.beginBranch(9, 3, parent);
        page.view.undoAction()->trigger();
        QVERIFY(!page.view.isBranch());
        QCOMPARE(bytes(page), before);
    }
};

QTEST_MAIN(TestDesignHistory)
#include "tst_design_history.moc"
