// SPDX-License-Identifier: GPL-3.0-or-later
// The Design page with previews made up here: what it asks, which answers it takes, when a run may start.
#include <QAbstractItemModelTester>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "tests/widgets/design_page.h"
#include "widgets/design/design_view.h"
#include "widgets/design/network_pane.h"
#include "widgets/design/section_list.h"
#include "widgets/forms/form_row.h"
#include "widgets/forms/help_panel.h"
#include "widgets/forms/spec_form.h"
#include "widgets/plots/heat_map.h"
#include "widgets/theme/theme.h"

using namespace exitlab;
using namespace exitlab::test;

class TestDesignView : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { Theme::instance().apply(*qApp); }

    void waitsForMethods() {
        DesignView view;
        QVERIFY(!view.isReady());
        QVERIFY(!view.startAction()->isEnabled());
        QVERIFY(!view.startProblem().isEmpty());
    }

    void asksOncePerBurstAndDropsLateAnswers() {
        Page page;
        QTRY_COMPARE(page.asked.count(), 1);
        const quint64 first = page.token();
        page.view.showPartition(first, partition(3));
        QCOMPARE(page.clientsShown(), 3);
        page.set("data.clients", QStringLiteral("12"));
        page.set("training.rounds", QStringLiteral("77"));
        QCOMPARE(page.asked.count(), 1);
        QTRY_COMPARE(page.asked.count(), 2);
        QVERIFY(page.token() != first);
        const auto asked = page.asked.last().at(1).value<Experiment>();
        QCOMPARE(asked.settings().integer("data.clients"), std::int64_t(12));
        page.view.showPartition(first, partition(9));
        QVERIFY2(page.clientsShown() == 3, "an answer to an old question");
        page.view.showPartitionError(first, QStringLiteral("old trouble"));
        QVERIFY(page.view.startAction()->isEnabled());
        page.view.showPartition(page.token(), partition(12));
        QCOMPARE(page.clientsShown(), 12);
    }

    void errorsOfPreviewsAreShownInWordsAndBlockStart() {
        Page page;
        page.view.showPartitionError(page.token(), QStringLiteral("alpha 0.01 needs fewer than 5 clients"));
        auto* message = page.find<QLabel>("partitionMessage");
        QCOMPARE(message->text(), QStringLiteral("alpha 0.01 needs fewer than 5 clients"));
        QVERIFY(!page.view.startAction()->isEnabled());
        QVERIFY(page.find<QPushButton>("startButton")->toolTip().contains(QStringLiteral("fewer than 5")));
        page.view.showPartition(page.token(), partition(2));
        QVERIFY(page.view.startAction()->isEnabled());
    }

    void wrongTextBlocksStartAndLeadsThere() {
        Page page;
        page.set("training.lr", QStringLiteral("0"));
        QVERIFY(!page.view.startAction()->isEnabled());
        QVERIFY(page.view.startProblem().startsWith(QStringLiteral("Learning rate")));
        page.find<QLineEdit>("name")->setFocus();
        page.find<QToolButton>("startProblem")->click();
        QVERIFY(page.find<QAbstractSpinBox>("training.lr")->hasFocus());
        page.set("training.lr", QStringLiteral("0.01"));
        QVERIFY(page.view.startAction()->isEnabled());
        page.view.setStartBlocked(QStringLiteral("One at a time"));
        QCOMPARE(page.view.startProblem(), QStringLiteral("One at a time"));
        page.view.startAction()->trigger();
        QCOMPARE(page.started.count(), 0);
        page.view.setStartBlocked({});
        page.find<QPushButton>("startButton")->click();
        QCOMPARE(page.started.count(), 1);
        QCOMPARE(page.started.first().at(0).value<Experiment>().settings().real("training.lr"), 0.01);
    }

    void anotherMethodBringsItsSettings() {
        Page page;
        QVERIFY(page.view.form()->row("algorithm.mu") == nullptr);
        auto* method = page.find<QComboBox>("algorithm.id");
        method->setFocus();
        method->setCurrentIndex(method->findData(QStringLiteral("fine")));
        QVERIFY(page.view.form()->row("algorithm.mu"));
        QCOMPARE(page.find<QComboBox>("algorithm.id"), method);
        page.set("algorithm.mu", QStringLiteral("2"));
        QCOMPARE(page.view.experiment().settings().real("algorithm.mu"), 2.0);
        page.view.form()->reveal("algorithm.id");
        page.find<QLineEdit>("name")->setFocus();
        method->setFocus();
        const QString help = page.find<HelpPanel>("helpPanel")->toPlainText();
        QVERIFY2(help.contains(QStringLiteral("Somebody 2024")), qPrintable(help));
    }

    void networkIsATableAndADiagram() {
        Page page;
        page.view.showCost(page.token(), cost());
        auto* table = page.find<QTableView>("exitCosts");
        QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(table->model()->rowCount(), 2);
        QVERIFY(table->model()->index(0, ExitCostModel::Share).data().toString().startsWith(QStringLiteral("25")));
        QCOMPARE(table->model()->index(1, ExitCostModel::Place).data().toString(), QStringLiteral("stage 2"));
        if (const QString dir = qEnvironmentVariable("EXITLAB_PICTURES"); !dir.isEmpty()) {
            page.find<QTabWidget>("previewTabs")->setCurrentIndex(1);
            QCoreApplication::processEvents();
            QVERIFY(page.view.grab().save(dir + QStringLiteral("/network.png")));
        }
        QVERIFY(page.find<QWidget>("networkDiagram")->accessibleDescription().contains(QStringLiteral("25")));
    }

    void savesAndOpens() {
        QTemporaryDir dir;
        const QString file = dir.path() + QStringLiteral("/one.json");
        Page page;
        QVERIFY(!page.view.isModified());
        page.set("training.rounds", QStringLiteral("5"));
        QVERIFY(page.view.isModified());
        QVERIFY(page.view.saveFile(file));
        QVERIFY(!page.view.isModified());
        page.set("training.rounds", QStringLiteral("6"));
        page.view.openFile(file);
        QCOMPARE(page.view.experiment().settings().integer("training.rounds"), std::int64_t(5));
        QCOMPARE(page.find<QAbstractSpinBox>("training.rounds")->text(), QStringLiteral("5"));
        // What was replaced is one step away, so nobody needs to be asked.
        page.view.undoAction()->trigger();
        QCOMPARE(page.view.experiment().settings().integer("training.rounds"), std::int64_t(6));
        page.view.redoAction()->trigger();

        QFile broken(dir.path() + QStringLiteral("/broken.json"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("{ \"schema\": ");
        broken.close();
        QVERIFY(!page.view.openFile(broken.fileName()));
        QCOMPARE(page.failed.count(), 1);
        QVERIFY(page.failed.first().at(1).toString().contains(QStringLiteral("broken.json")));
        QCOMPARE(page.view.experiment().settings().integer("training.rounds"), std::int64_t(5));
    }

    void commandLineSaysWhatDiffers() {
        QTemporaryDir dir;
        Page page;
        const QString file = dir.path() + QStringLiteral("/it's one.json");
        QVERIFY(page.view.saveFile(file));
        page.set("training.rounds", QStringLiteral("5"));
        page.view.copyAction()->trigger();
        const QString line = QApplication::clipboard()->text();
        QVERIFY2(line.startsWith(QStringLiteral("exitlab-cli run '")), qPrintable(line));
        QVERIFY(line.endsWith(QStringLiteral(" --set training.rounds=5")));
        QVERIFY(line.contains(QStringLiteral("it'\\''s one")));
    }

    void sectionsFollowTheForm() {
        Page page;
        auto* list = page.find<SectionList>("sectionList");
        QVERIFY(list->count() >= 5);
        page.set("training.rounds", QStringLiteral("5"));
        QListWidgetItem* training = nullptr;
        for (int row = 0; row < list->count(); ++row)
            if (list->item(row)->text() == QStringLiteral("Training")) training = list->item(row);
        QVERIFY(training);
        QVERIFY2(training->toolTip().contains(QStringLiteral("1")), qPrintable(training->toolTip()));
        list->setCurrentItem(training);
        QVERIFY(!page.find<QWidget>("training.rounds")->visibleRegion().isEmpty());
    }
};

QTEST_MAIN(TestDesignView)
#include "tst_design_view.moc"
