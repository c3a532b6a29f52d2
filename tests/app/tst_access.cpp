// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for the whole window: every control has a name for who cannot see it and is reached by keyboard, it comes
// back as it was left, and speaks the language that was chosen.
#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>

#include "app/window/page_rail.h"
#include "app/window/watch_page.h"
#include "tests/app/desk.h"
#include "widgets/design/design_view.h"
#include "widgets/forms/form_row.h"
#include "widgets/forms/spec_form.h"

using namespace exitlab;

namespace {

/// What a screen reader says of a control: its own name, its text, or the label that points to it.
QString spokenName(const QWidget* widget) {
    if (!widget->accessibleName().isEmpty()) return widget->accessibleName();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) return button->text();
    for (const QLabel* label : widget->window()->findChildren<QLabel*>())
        if (label->buddy() == widget) return label->text();
    return {};
}

/// Controls of our own on the shown page; parts of Qt's own controls (the edit in a spin box) speak through their
/// owner.
QList<QWidget*> controlsOf(QWidget* window) {
    QList<QWidget*> controls;
    for (QWidget* widget : window->findChildren<QWidget*>()) {
        if (!widget->isVisible() || !widget->isEnabled() || !(widget->focusPolicy() & Qt::TabFocus)) continue;
        // Docks behind another one are visible to Qt; what has a proxy is reached as that.
        if (widget->visibleRegion().isEmpty() || widget->focusProxy()) continue;
        const QWidget* owner = widget->parentWidget();
        if (qobject_cast<const QAbstractSpinBox*>(owner) || qobject_cast<const QComboBox*>(owner)) continue;
        if (widget->objectName().startsWith(QLatin1String("qt_"))) continue;
        if (qobject_cast<QTabBar*>(widget)) continue;  // every tab says its own text
        controls << widget;
    }
    return controls;
}

QByteArray describe(const QWidget* widget) {
    QByteArray path;
    for (const QWidget* w = widget; w && !w->isWindow(); w = w->parentWidget())
        path += QByteArray(w->metaObject()->className()) + "(" + w->objectName().toUtf8() + ") < ";
    return path;
}

}  // namespace

class TestAccess : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { Theme::instance().apply(*qApp); }
    void cleanup() { installLanguage(*qApp, Language::English); }

    void everyControlHasANameAndIsReachedByTab_data() {
        QTest::addColumn<QString>("page");
        for (const char* page : {"design", "watch", "exits", "runs"}) QTest::newRow(page) << QString(page);
    }
    void everyControlHasANameAndIsReachedByTab() {
        QFETCH(QString, page);
        WindowDesk desk;
        desk.makeRuns(2);
        desk.options.openRuns = {1};
        desk.options.page = page;
        desk.open();
        desk.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(desk.window.get()));
        const QList<QWidget*> controls = controlsOf(desk.window.get());
        QVERIFY2(controls.size() > 5, qPrintable(QString::number(controls.size())));
        for (const QWidget* control : controls) QVERIFY2(!spokenName(control).isEmpty(), describe(control));

        // Tab goes round and meets all of them.
        QSet<QWidget*> met;
        QWidget* first = controls.front();
        first->setFocus();
        for (int step = 0; step < 2000; ++step) {
            QWidget* focus = QApplication::focusWidget();
            QVERIFY(focus);
            met << focus;
            if (focus->parentWidget()) met << focus->parentWidget();  // the edit of a spin box stands for it
            QTest::keyClick(focus, Qt::Key_Tab);
            if (step > 0 && QApplication::focusWidget() == first) break;
        }
        int missed = 0;
        QByteArray whom;
        for (QWidget* control : controls)
            if (!met.contains(control) && control->isVisible() && !qobject_cast<QAbstractButton*>(control)) {
                ++missed;
                whom += describe(control) + "\n";
            }
        QVERIFY2(missed == 0, whom);
    }

    void theSessionComesBack() {
        WindowDesk desk;
        desk.makeRuns(3);
        desk.open();
        desk.window->openRun(2);
        QTRY_COMPARE_WITH_TIMEOUT(desk.window->watchPage()->openRuns(), QList<qint64>{2}, WindowDesk::kPatience);
        desk.window->openRun(3);
        QTRY_COMPARE_WITH_TIMEOUT(desk.window->watchPage()->openRuns(), (QList<qint64>{2, 3}), WindowDesk::kPatience);
        QTRY_VERIFY(desk.window->isSettled());
        desk.close();
        desk.open();
        QTRY_COMPARE_WITH_TIMEOUT(desk.window->watchPage()->openRuns().size(), 2, WindowDesk::kPatience);
        QCOMPARE(desk.window->currentPage(), QStringLiteral("watch"));
    }

    void speaksChinese() {
        WindowDesk desk;
        desk.open();
        QAction* chinese = desk.find<QAction>("language.zh_CN");
        QVERIFY(chinese);
        QSignalSpy remake(desk.window.get(), &MainWindow::remakeRequested);
        chinese->trigger();
        QCOMPARE(remake.count(), 1);
        desk.close();
        desk.open();
        QCOMPARE(desk.find<QAction>("page.design")->text(), QStringLiteral("设计"));
        FormRow* rounds = desk.window->designView()->form()->row("training.rounds");
        QVERIFY(rounds);
        QVERIFY(rounds->spec().title != "Rounds");
        QVERIFY(desk.find<QAction>("language.zh_CN")->isChecked());
        // What is stored does not depend on the language.
        QVERIFY(desk.window->designView()->experiment().toText().find("\"rounds\"") != std::string::npos);
        desk.find<QAction>("language.en")->trigger();
        desk.close();
        desk.open();
        QCOMPARE(desk.find<QAction>("page.design")->text(), QStringLiteral("Design"));
    }
};

QTEST_MAIN(TestAccess)
#include "tst_access.moc"
