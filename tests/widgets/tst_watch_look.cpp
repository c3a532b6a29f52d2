// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the Watch page in both themes and two sizes, and print figures of its plots, for people to look at:
// build/.../look/*.png. What can be checked without eyes is checked: nothing is empty, clipped or of the wrong size.
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QMainWindow>
#include <QTabBar>
#include <QTest>

#include "recorded_run.h"
#include "widgets/plots/plot_base.h"
#include "widgets/theme/theme.h"
#include "widgets/watch/panel.h"
#include "widgets/watch/watch_view.h"

using namespace exitlab;

class WatchLookTest : public QObject {
    Q_OBJECT

    static QString folder() {
        const QString path = QStringLiteral(EXITLAB_BINARY_DIR "/look");
        QDir().mkpath(path);
        return path;
    }
    static QImage picture(WatchView& view, const QString& name) {
        QTest::qWait(120);
        const QImage image = view.grab().toImage();
        image.save(folder() + '/' + name + QStringLiteral(".png"));
        return image;
    }
    /// Number of different colours on a coarse grid: a picture that shows something has many.
    static int variety(const QImage& image) {
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 3)
            for (int x = 0; x < image.width(); x += 3) colours.insert(image.pixel(x, y));
        return static_cast<int>(colours.size());
    }

  private slots:
    void initTestCase() { Theme::instance().apply(*qApp); }

    void pages_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        QTest::newRow("light-1280") << false << QSize(1280, 720);
        QTest::newRow("light-1200") << false << QSize(1200, 700);
        QTest::newRow("dark-1280") << true << QSize(1280, 720);
        QTest::newRow("light-1920") << false << QSize(1920, 1080);
        QTest::newRow("dark-1920") << true << QSize(1920, 1080);
    }
    void pages() {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        Theme::instance().setMode(dark ? ThemeMode::Dark : ThemeMode::Light);
        WatchView view;
        view.resize(size);
        view.setReports(recorded::run(37));
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        QVERIFY(variety(picture(view, QStringLiteral("watch-") + name)) > 100);
        QCOMPARE(view.size(), size);
        // Every tab of every group once.
        for (int round = 1; round < 6; ++round) {
            bool more = false;
            for (QTabBar* bar : view.findChildren<QTabBar*>())
                if (round < bar->count()) {
                    bar->setCurrentIndex(round);
                    more = true;
                }
            if (more) picture(view, QStringLiteral("watch-%1-tab%2").arg(name).arg(round));
        }
    }

    void results_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void results() {
        QFETCH(bool, dark);
        Theme::instance().setMode(dark ? ThemeMode::Dark : ThemeMode::Light);
        WatchView view;
        view.resize(1280, 720);
        view.setReports(recorded::run(37));
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        // Every result once, with a readout.
        for (const char* id : {"histogram", "scatter", "images"}) {
            for (QDockWidget* dock : view.docks())
                if (dock->objectName() == QLatin1String(id)) dock->raise();
            QTest::qWait(80);
            WatchPanel* panel = view.panel(QLatin1String(id));
            auto* box = panel->controls()->findChild<QComboBox*>();
            QVERIFY(box->isVisible() && box->count() > 0);
            for (int i = 0; i < box->count(); ++i) {
                box->setCurrentIndex(i);
                QTest::qWait(80);
                auto* plot = panel->findChild<PlotBase*>();
                for (int k = 0; k < 4; ++k) QTest::keyClick(plot, Qt::Key_Right);
                QTest::qWait(80);
                const QImage image = panel->parentWidget()->grab().toImage();
                QVERIFY2(variety(image) > 20, id);
                image.save(QStringLiteral("%1/result-%2-%3-%4.png")
                               .arg(folder(), QLatin1String(id), QLatin1String(QTest::currentDataTag()))
                               .arg(i));
            }
        }
    }

    void emptyPage() {
        Theme::instance().setMode(ThemeMode::Light);
        WatchView view;
        view.resize(1280, 720);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        picture(view, QStringLiteral("watch-empty"));
        for (PlotBase* plot : view.findChildren<PlotBase*>())
            QVERIFY(!plot->emptyText().isEmpty() || !plot->isVisible());
    }

    void figures() {
        Theme::instance().setMode(ThemeMode::Dark);
        WatchView view;
        view.resize(1280, 720);
        view.setReports(recorded::run(60));
        view.show();
        view.flush();
        for (const char* id : {"accuracy", "clients", "timeline", "traffic", "cosine", "time", "loss", "histogram",
                               "scatter", "images"}) {
            PlotBase* plot = nullptr;
            for (PlotBase* p : view.panel(QLatin1String(id))->findChildren<PlotBase*>())
                if (p->hasData()) plot = p;
            QVERIFY(plot);
            for (const FigureWidth width : {FigureWidth::Single, FigureWidth::Double}) {
                const QByteArray png = plot->figure(QStringLiteral("png"), width);
                const QImage image = QImage::fromData(png);
                QCOMPARE(image.width(), qRound(qRound(static_cast<int>(width) * 96 / 25.4) * 300 / 96.0));
                QCOMPARE(image.pixelColor(2, 2), lightColours().background);
                image.save(QStringLiteral("%1/figure-%2-%3.png")
                               .arg(folder(), QLatin1String(id))
                               .arg(static_cast<int>(width)));
            }
            QVERIFY(plot->exportTo(folder() + '/' + id + QStringLiteral(".pdf"), FigureWidth::Single).isEmpty());
            QVERIFY(plot->exportTo(folder() + '/' + id + QStringLiteral(".svg"), FigureWidth::Single).isEmpty());
        }
        Theme::instance().setMode(ThemeMode::Light);
    }
};

QTEST_MAIN(WatchLookTest)
#include "tst_watch_look.moc"
