// SPDX-License-Identifier: GPL-3.0-or-later
// Forms made from parameter specs: every type, what is said about wrong input, reset, visibility, the wheel.
#include <QAbstractSpinBox>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include "widgets/forms/elided_label.h"
#include "widgets/forms/form_row.h"
#include "widgets/forms/help_panel.h"
#include "widgets/forms/parameter_editor.h"
#include "widgets/forms/spec_form.h"
#include "widgets/theme/theme.h"

using namespace exitlab;

namespace {

ParameterSpec spec(const char* key, ParameterType type, Json value) {
    ParameterSpec made;
    made.key = key;
    made.title = std::string("Title of ") + key;
    made.type = type;
    made.defaultValue = std::move(value);
    made.help = std::string("Help on ") + key;
    made.longHelp = "Formula: w <- w - lr * g & more";
    made.source = "Paper, equation (3)";
    return made;
}

std::vector<ParameterSection> schema() {
    ParameterSpec lr = spec("t.lr", ParameterType::Real, 0.05);
    lr.minimum = 0;
    lr.exclusiveMinimum = true;
    ParameterSpec rounds = spec("t.rounds", ParameterType::Integer, 60);
    rounds.minimum = 1;
    rounds.maximum = 100000;
    rounds.unit = "rounds";
    ParameterSpec share = spec("t.share", ParameterType::Real, 0.5);
    share.minimum = 0;
    share.maximum = 1;
    share.step = 0.1;
    ParameterSpec kind = spec("d.kind", ParameterType::Choice, "dirichlet");
    kind.choices = {{"iid", "Equal", "All alike"}, {"dirichlet", "Dirichlet", "Skewed"}, {"few", "Few", "Few classes"}};
    ParameterSpec alpha = spec("d.alpha", ParameterType::Real, 0.1);
    alpha.minimum = 0;
    alpha.exclusiveMinimum = true;
    alpha.visibleWhen = VisibleWhen{"d.kind", {"dirichlet"}};
    ParameterSpec floor = spec("d.floor", ParameterType::Integer, 4);
    floor.visibleWhen = VisibleWhen{"d.alpha", {0.1, 0.2}};
    ParameterSpec keep = spec("t.keep", ParameterType::Boolean, true);
    ParameterSpec name = spec("d.name", ParameterType::Text, "Untitled");
    return {{"d", "Data", "Which images", {name, kind, alpha, floor}},
            {"t", "Training", "How", {lr, rounds, share, keep}}};
}

struct Shown {
    SpecForm form;
    Shown() {
        form.resize(520, 700);
        form.setSchema(schema());
        form.show();
    }
    template <class T>
    T* control(const char* key) {
        return form.findChild<T*>(QString::fromLatin1(key));
    }
    /// Types over what is there, as a person does.
    void type(const char* key, const QString& text) {
        auto* box = control<QAbstractSpinBox>(key);
        QLineEdit* edit = box ? box->findChild<QLineEdit*>() : control<QLineEdit>(key);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }
    QString line(const char* key) {
        return form.findChild<ElidedLabel*>(QString::fromLatin1(key) + QStringLiteral(".line"))->text();
    }
    QToolButton* reset(const char* key) {
        return form.findChild<QToolButton*>(QString::fromLatin1(key) + QStringLiteral(".reset"));
    }
    /// The value as JSON text: Qt Test cannot compare Json itself.
    std::string value(const char* key) { return form.values().at(key).dump(); }
};

}  // namespace

class TestForms : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { Theme::instance().apply(*qApp); }

    void everyTypeShowsAndTakesItsValue() {
        Shown shown;
        QSignalSpy changed(&shown.form, &SpecForm::valueChanged);
        shown.type("t.lr", QStringLiteral("2.5e-3"));
        QCOMPARE(shown.value("t.lr"), std::string(R"(0.0025)"));
        shown.type("t.rounds", QStringLiteral("120"));
        QCOMPARE(shown.value("t.rounds"), std::string(R"(120)"));
        shown.type("d.name", QStringLiteral("My run"));
        QCOMPARE(shown.value("d.name"), std::string(R"("My run")"));
        shown.control<QCheckBox>("t.keep")->click();
        QCOMPARE(shown.value("t.keep"), std::string(R"(false)"));
        auto* kind = shown.control<QComboBox>("d.kind");
        kind->setFocus();
        QTest::keyClick(kind, Qt::Key_Down);
        QCOMPARE(shown.value("d.kind"), std::string(R"("few")"));
        QVERIFY(changed.count() >= 5);
        QCOMPARE(changed.last().at(0).toString(), QStringLiteral("d.kind"));
        QCOMPARE(changed.last().at(1).value<Json>().dump(), std::string("\"few\""));
    }

    void numbersKeepFullPrecision() {
        Shown shown;
        shown.form.setValues({{"t.lr", Json(0.1234567890123456)}});
        QCOMPARE(shown.control<QAbstractSpinBox>("t.lr")->text(), QStringLiteral("0.1234567890123456"));
        shown.form.setValues({{"t.lr", Json(1e-300)}});
        QCOMPARE(shown.control<QAbstractSpinBox>("t.lr")->text().toDouble(), 1e-300);
        shown.type("t.rounds", QStringLiteral("1e3"));
        QCOMPARE(shown.value("t.rounds"), std::string(R"(1000)"));
    }

    void wrongInputIsExplainedAndNotTaken() {
        Shown shown;
        QSignalSpy changed(&shown.form, &SpecForm::valueChanged);
        shown.type("t.lr", QStringLiteral("-1"));
        QCOMPARE(shown.value("t.lr"), std::string(R"(0.05)"));
        QVERIFY2(shown.line("t.lr").contains(QStringLiteral("above 0")), qPrintable(shown.line("t.lr")));
        QCOMPARE(shown.form.issues().size(), std::size_t(1));
        QCOMPARE(shown.form.issues().front().key, std::string("t.lr"));
        QVERIFY(shown.form.issues().front().text.startsWith(QStringLiteral("Title of t.lr: ")));
        QCOMPARE(changed.count(), 0);
        shown.type("t.rounds", QStringLiteral("2.5"));
        QVERIFY(!shown.line("t.rounds").startsWith(QStringLiteral("Help")));
        QCOMPARE(shown.form.issues().size(), std::size_t(2));
        shown.type("t.share", QStringLiteral("abc"));
        QVERIFY(shown.line("t.share").contains(QStringLiteral("abc")));
        const auto sections = shown.form.sections();
        QCOMPARE(sections[1].problems, 3);
        shown.type("t.lr", QStringLiteral("0.2"));
        QCOMPARE(shown.line("t.lr"), QStringLiteral("Help on t.lr"));
        QCOMPARE(shown.form.issues().size(), std::size_t(2));
    }

    void nothingMovesWhenAProblemAppears() {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowExposed(&shown.form));
        QWidget* below = shown.control<QWidget>("t.share");
        const QPoint before = below->mapTo(&shown.form, QPoint());
        shown.type("t.lr", QStringLiteral("nonsense"));
        QCoreApplication::processEvents();
        QCOMPARE(below->mapTo(&shown.form, QPoint()), before);
    }

    void problemsAcrossSettingsStandAtTheirRow() {
        Shown shown;
        shown.form.setProblems({{"t.share", "the cohort would be empty"}, {"elsewhere", "odd"}});
        QCOMPARE(shown.line("t.share"), QStringLiteral("the cohort would be empty"));
        QCOMPARE(shown.form.issues().size(), std::size_t(2));
        shown.form.setProblems({});
        QCOMPARE(shown.line("t.share"), QStringLiteral("Help on t.share"));
        QVERIFY(shown.form.issues().empty());
    }

    void resetBringsTheDefaultBack() {
        Shown shown;
        QVERIFY(shown.reset("t.lr")->isHidden());
        shown.type("t.lr", QStringLiteral("0.3"));
        QVERIFY(!shown.reset("t.lr")->isHidden());
        QCOMPARE(shown.form.sections()[1].changed, 1);
        QSignalSpy changed(&shown.form, &SpecForm::valueChanged);
        shown.reset("t.lr")->click();
        QCOMPARE(shown.value("t.lr"), std::string(R"(0.05)"));
        QCOMPARE(changed.count(), 1);
        QVERIFY(shown.reset("t.lr")->isHidden());
        QCOMPARE(shown.form.sections()[1].changed, 0);
        // Also out of wrong text.
        shown.type("t.lr", QStringLiteral("x"));
        shown.reset("t.lr")->click();
        QCOMPARE(shown.control<QAbstractSpinBox>("t.lr")->text(), QStringLiteral("0.05"));
        QVERIFY(shown.form.issues().empty());
    }

    void conditionsShowAndHideRows() {
        Shown shown;
        const auto hidden = [&](const char* key) { return shown.form.row(key)->isHidden(); };
        QVERIFY(!hidden("d.alpha"));
        QVERIFY(!hidden("d.floor"));
        shown.type("d.alpha", QStringLiteral("-3"));
        QCOMPARE(shown.form.issues().size(), std::size_t(1));
        auto* kind = shown.control<QComboBox>("d.kind");
        kind->setCurrentIndex(0);
        QVERIFY(hidden("d.alpha"));
        QVERIFY2(hidden("d.floor"), "hidden because the setting it depends on is hidden");
        QVERIFY2(shown.form.issues().empty(), "what cannot be seen cannot be wrong");
        kind->setCurrentIndex(1);
        QVERIFY(!hidden("d.alpha"));
        QCOMPARE(shown.control<QAbstractSpinBox>("d.alpha")->text(), QStringLiteral("0.1"));
        shown.type("d.alpha", QStringLiteral("0.7"));
        QVERIFY(hidden("d.floor"));
    }

    void changedRowStaysWhereItIs() {
        // A condition below the controlling setting, in a form that is scrolled to its end.
        Shown shown;
        shown.form.resize(520, 220);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.form));
        auto sections = schema();
        ParameterSpec last = spec("t.last", ParameterType::Choice, "a");
        last.choices = {{"a", "A", ""}, {"b", "B", ""}};
        sections[0].parameters[1].visibleWhen = VisibleWhen{"t.last", {"a"}};
        sections[1].parameters.push_back(last);
        shown.form.setSchema(sections);
        QCoreApplication::processEvents();
        shown.form.reveal("t.last");
        QCoreApplication::processEvents();
        auto* box = shown.control<QComboBox>("t.last");
        const int before = box->mapTo(&shown.form, QPoint()).y();
        box->setCurrentIndex(1);
        QCoreApplication::processEvents();
        QVERIFY(shown.form.row("d.kind")->isHidden());
        const auto* bar = shown.form.findChild<QScrollArea*>()->verticalScrollBar();
        if (bar->value() != 0) QCOMPARE(box->mapTo(&shown.form, QPoint()).y(), before);
    }

    void theWheelChangesOnlyTheFocusedField() {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowExposed(&shown.form));
        shown.control<QLineEdit>("d.name")->setFocus();
        const auto wheel = [](QWidget* target) {
            const QPointF at(target->rect().center());
            QWheelEvent event(at, target->mapToGlobal(at), QPoint(), QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
                              Qt::NoScrollPhase, false);
            QApplication::sendEvent(target, &event);
            return event.isAccepted();
        };
        auto* rounds = shown.control<QAbstractSpinBox>("t.rounds");
        auto* kind = shown.control<QComboBox>("d.kind");
        QVERIFY(rounds->focusPolicy() != Qt::WheelFocus);
        wheel(rounds);
        wheel(kind);
        QCOMPARE(shown.value("t.rounds"), std::string(R"(60)"));
        QCOMPARE(shown.value("d.kind"), std::string(R"("dirichlet")"));
        rounds->setFocus();
        QVERIFY(wheel(rounds));
        QCOMPARE(shown.value("t.rounds"), std::string(R"(61)"));
    }

    void arrowKeysStep() {
        Shown shown;
        auto* share = shown.control<QAbstractSpinBox>("t.share");
        share->setFocus();
        for (int i = 0; i < 3; ++i) QTest::keyClick(share, Qt::Key_Up);
        QCOMPARE(shown.value("t.share"), std::string(R"(0.8)"));
        for (int i = 0; i < 9; ++i) QTest::keyClick(share, Qt::Key_Up);
        QCOMPARE(shown.value("t.share"), std::string("1.0"));
        auto* lr = shown.control<QAbstractSpinBox>("t.lr");
        lr->setFocus();
        QTest::keyClick(lr, Qt::Key_Up);
        QCOMPARE(shown.value("t.lr"), std::string(R"(0.06)"));
        shown.form.setValues({{"t.lr", Json(0.001)}});
        QTest::keyClick(lr, Qt::Key_Down);
        QCOMPARE(shown.value("t.lr"), std::string(R"(0.0009)"));
        for (int i = 0; i < 40; ++i) QTest::keyClick(lr, Qt::Key_Down);
        QVERIFY(std::stod(shown.value("t.lr")) > 0);
        QVERIFY(shown.form.issues().empty());
    }

    void exchangingASectionKeepsTheOtherControls() {
        Shown shown;
        auto* kind = shown.control<QComboBox>("d.kind");
        shown.type("d.name", QStringLiteral("kept"));
        auto sections = schema();
        sections[1].parameters.erase(sections[1].parameters.begin());
        sections[1].parameters.push_back(spec("t.new", ParameterType::Integer, 3));
        shown.form.setSchema(sections);
        QCOMPARE(shown.control<QComboBox>("d.kind"), kind);
        QCOMPARE(shown.value("d.name"), std::string(R"("kept")"));
        QCOMPARE(shown.value("t.new"), std::string(R"(3)"));
        QVERIFY(shown.form.row("t.lr") == nullptr);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(shown.control<QWidget>("t.lr") == nullptr);
    }

    void everyControlIsNamedAndHelps() {
        Shown shown;
        for (const auto& section : schema())
            for (const ParameterSpec& parameter : section.parameters) {
                QWidget* control = shown.form.row(parameter.key)->control();
                QCOMPARE(control->objectName(), QString::fromStdString(parameter.key));
                QVERIFY(control->accessibleName().startsWith(QString::fromStdString(parameter.title)));
                QVERIFY(!control->accessibleDescription().isEmpty());
                QVERIFY(!control->toolTip().isEmpty());
                QVERIFY(control->whatsThis().contains(QStringLiteral("Formula")));
                QVERIFY2(control->whatsThis().contains(QStringLiteral("w &lt;- w")), "escaped");
                const auto labels = shown.form.findChildren<QLabel*>();
                QVERIFY(std::any_of(labels.begin(), labels.end(),
                                    [&](const QLabel* label) { return label->buddy() == control; }));
            }
        QVERIFY(shown.control<QAbstractSpinBox>("t.rounds")->accessibleName().endsWith(QStringLiteral("in rounds")));
    }

    void focusAskForHelp() {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowExposed(&shown.form));
        std::string asked;
        connect(&shown.form, &SpecForm::helpWanted, this,
                [&](const FormRow* row) { asked = row ? row->spec().key : std::string(); });
        shown.control<QLineEdit>("d.name")->setFocus();
        QCOMPARE(asked, std::string("d.name"));
        QTest::keyClick(shown.control<QLineEdit>("d.name"), Qt::Key_Tab);
        QCOMPARE(asked, std::string("d.kind"));
        HelpPanel panel;
        panel.showSpec(&shown.form.row("t.lr")->spec(), QStringLiteral("wrong <here>"));
        const QString text = panel.toPlainText();
        for (const char* part :
             {"wrong <here>", "Title of t.lr", "w <- w - lr * g & more", "Paper, equation (3)", "0.05", "t.lr"})
            QVERIFY2(text.contains(QString::fromLatin1(part)), part);
    }
};

QTEST_MAIN(TestForms)
#include "tst_forms.moc"
