// SPDX-License-Identifier: GPL-3.0-or-later
// Contrast of every token, distinct styles, icons that follow the theme, numbers as a user reads them.
#include <QApplication>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <limits>

#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

using namespace exitlab;

class ThemeTest : public QObject {
    Q_OBJECT

    static QList<const ThemeColours*> both() { return {&lightColours(), &darkColours()}; }
    static void atLeast(const char* what, const QColor& a, const QColor& b, double least) {
        const double ratio = contrast(a, b);
        QVERIFY2(ratio >= least,
                 qPrintable(QStringLiteral("%1: %2 on %3 has %4:1").arg(what, a.name(), b.name()).arg(ratio)));
    }

  private slots:
    void contrastFormula() {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
    }

    void textReads() {
        for (const auto* c : both()) {
            for (const QColor& ground : {c->background, c->panel, c->raised, c->selection})
                atLeast("text", c->text, ground, 4.5);
            for (const QColor& ground : {c->background, c->panel}) {
                atLeast("secondary", c->secondary, ground, 4.5);
                atLeast("accent", c->accent, ground, 4.5);
                for (const QColor& state : {c->running, c->finished, c->paused, c->interrupted, c->queued, c->error})
                    atLeast("state", state, ground, 4.5);
            }
            atLeast("button", c->onAccent, c->accent, 4.5);
        }
    }

    void linesShow() {
        for (const auto* c : both()) {
            for (const QColor& ground : {c->background, c->panel}) {
                atLeast("outline", c->outline, ground, 3);
                for (int i = 0; i < categoryCount; ++i) atLeast("category", categoryStyle(*c, i).colour, ground, 2.98);
                for (int exits = 1; exits <= 8; ++exits)
                    for (int e = 0; e < exits; ++e) atLeast("exit", exitColour(*c, e, exits), ground, 3);
            }
            for (int i = 0; i <= 20; ++i) {
                const QColor s = sequentialColour(*c, i / 20.0), d = divergingColour(*c, i / 10.0 - 1);
                atLeast("value in a cell", readableOn(s), s, 4.5);
                atLeast("value in a cell", readableOn(d), d, 4.5);
            }
        }
    }

    void exitsAreOrdered() {
        // Light to dark on white: each deeper exit is darker, and neighbours of 8 differ.
        for (int e = 1; e < 8; ++e) {
            const QColor a = exitColour(lightColours(), e - 1, 8), b = exitColour(lightColours(), e, 8);
            QVERIFY(contrast(b, Qt::white) > contrast(a, Qt::white));
            QVERIFY(a != b);
        }
    }

    void categoriesDiffer() {
        for (const auto* c : both()) {
            QSet<QString> seen;
            for (int i = 0; i < categoryCount; ++i) {
                const CategoryStyle s = categoryStyle(*c, i);
                seen.insert(s.colour.name() + QString::number(static_cast<int>(s.dash)));
            }
            QCOMPARE(seen.size(), categoryCount);
        }
    }

    void modeChangesColoursAndTells() {
        Theme& theme = Theme::instance();
        theme.apply(*qApp);
        theme.setMode(ThemeMode::Light);
        QSignalSpy spy(&theme, &Theme::changed);
        theme.setMode(ThemeMode::Dark);
        QCOMPARE(spy.count(), 1);
        QVERIFY(theme.isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Base), darkColours().background);
        theme.setMode(ThemeMode::Dark);
        QCOMPARE(spy.count(), 1);
        theme.setMode(ThemeMode::Light);
        QCOMPARE(spy.count(), 2);
    }

    void iconsFollowTheTheme() {
        const QStringList names = iconNames();
        for (const char* name : {"run",        "pause",    "step",   "stop",       "resume",      "open",  "save",
                                 "new",        "delete",   "design", "watch",      "runs",        "exits", "settings",
                                 "checkpoint", "filter",   "table",  "zoom-reset", "export",      "info",  "warning",
                                 "error",      "finished", "sun",    "moon",       "interrupted", "copy",  "preset"})
            QVERIFY2(names.contains(QLatin1String(name)), name);
        QVERIFY(icon(QStringLiteral("no such icon")).isNull());
        QVERIFY(!applicationIcon().pixmap(48, 48).isNull());

        Theme::instance().setMode(ThemeMode::Light);
        for (const QString& name : names) {
            const QIcon one = icon(name);
            Theme::instance().setMode(ThemeMode::Light);
            const QImage light = one.pixmap(24, 24).toImage();
            Theme::instance().setMode(ThemeMode::Dark);
            const QImage dark = one.pixmap(24, 24).toImage();
            QVERIFY2(light != dark, qPrintable(name));
            int inked = 0;
            for (int y = 0; y < 24; ++y)
                for (int x = 0; x < 24; ++x) inked += qAlpha(dark.pixel(x, y)) > 128;
            QVERIFY2(inked > 20, qPrintable(name));
        }
        Theme::instance().setMode(ThemeMode::Light);
    }

    void everyStateHasIconWordAndColour() {
        for (const RunStatus s : {RunStatus::Queued, RunStatus::Running, RunStatus::Paused, RunStatus::Finished,
                                  RunStatus::Stopped, RunStatus::Interrupted, RunStatus::Failed}) {
            const StatusStyle style = statusStyle(lightColours(), s);
            QVERIFY(iconNames().contains(style.icon));
            QVERIFY(!style.word.isEmpty());
        }
        QCOMPARE(statusStyle(lightColours(), RunStatus::Finished, true).word, QStringLiteral("Diverged"));
    }

    void numbers_data() {
        QTest::addColumn<QString>("got");
        QTest::addColumn<QString>("want");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("four digits") << formatNumber(0.712345) << "0.7123";
        QTest::newRow("small") << formatNumber(0.00123456) << "0.001235";
        QTest::newRow("thousands") << formatNumber(1234567) << QString::fromUtf8("1 234 567");
        QTest::newRow("four figures stay together") << formatNumber(1234.4) << "1234";
        QTest::newRow("negative") << formatNumber(-0.25) << QString::fromUtf8("−0.25");
        QTest::newRow("nan") << formatNumber(nan) << QString::fromUtf8("–");
        QTest::newRow("percent") << formatPercent(0.7123) << QString::fromUtf8("71.2 %");
        QTest::newRow("bytes") << formatBytes(3.25e6) << QString::fromUtf8("3.25 MB");
        QTest::newRow("seconds") << formatDuration(250) << QString::fromUtf8("4 min 10 s");
        QTest::newRow("hours") << formatDuration(7500) << QString::fromUtf8("2 h 05 min");
        QTest::newRow("exact") << formatExact(0.1) << "0.1";
        QTest::newRow("exact nan") << formatExact(nan) << "nan";
    }
    void numbers() {
        QFETCH(QString, got);
        QFETCH(QString, want);
        // Thin space between thousands, narrow no-break space before a unit.
        QCOMPARE(got.replace(QChar(0x2009), ' ').replace(QChar(0x202F), ' '), want);
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
