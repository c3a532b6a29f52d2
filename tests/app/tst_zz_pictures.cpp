#include <QtTest>
#include <QtWidgets>
#include "app/window/main_window.h"
#include "widgets/design/design_view.h"
#include "widgets/design/race_dialog.h"
#include "widgets/design/sweep_dialog.h"
#include "widgets/forms/spec_form.h"
#include "widgets/plots/heat_map.h"
#include "widgets/theme/theme.h"
using namespace exitlab;
class Pic : public QObject {
    Q_OBJECT
  private slots:
    void go() {
        Theme::instance().apply(*qApp);
        QTemporaryDir dir;
        MainWindow::Options o;
        o.database = (dir.path() + "/r.db").toStdString();
        o.settingsFile = dir.path() + "/s.ini";
        o.pluginDirs = {std::filesystem::path(EXITLAB_BINARY_DIR) / "lib/exitlab/plugins"};
        o.run.dataDir = "/work/shared/data";
        o.theme = qEnvironmentVariable("THEME") == "dark" ? ThemeMode::Dark : ThemeMode::Light;
        MainWindow w(o);
        const auto size = qEnvironmentVariable("SIZE", "1280x720").split('x');
        w.resize(size[0].toInt(), size[1].toInt());
        w.show();
        QTRY_VERIFY_WITH_TIMEOUT(w.isSettled(), 60000);
        const QString out = qEnvironmentVariable("OUT", "/tmp/pic-");
        auto* d = w.designView();
        auto shot = [&](const QString& n) {
            for (int i = 0; i < 5; ++i) QTest::qWait(60);
            QTRY_VERIFY_WITH_TIMEOUT(w.isSettled(), 60000);
            QTest::qWait(100);
            w.grab().save(out + n + ".png");
        };
        auto* map = w.findChild<HeatMap*>("partitionClasses");
        Q_EMIT map->cellActivated(3, 2);
        auto* c = w.findChild<QSpinBox*>("clientCount.2");
        c->setValue(40);
        shot("editor");
        w.findChild<QComboBox*>("sizesBy")->setCurrentIndex(1);
        shot("byclass");
        w.findChild<QAction*>("preset.heterofl-small-fashion-mnist")->trigger();
        w.findChild<QTabWidget*>("previewTabs")->setCurrentIndex(1);
        shot("tiers");
        w.findChild<QTabWidget*>("previewTabs")->setCurrentIndex(2);
        QTest::qWait(4500);
        shot("forecast");
        d->sweepAction()->trigger();
        auto* s = d->findChild<SweepDialog*>();
        auto* v = s->findChild<QLineEdit*>("axisValues");
        v->setFocus();
        QTest::keyClicks(v, "0.01..0.1 / 4 log");
        auto* sd = s->findChild<QLineEdit*>("sweepSeeds");
        sd->setFocus();
        QTest::keyClicks(sd, "1..3");
        QTest::qWait(400);
        s->grab().save(out + "sweep.png");
        s->reject();
        QTest::qWait(50);
        d->raceAction()->trigger();
        d->findChild<RaceDialog*>()->grab().save(out + "race.png");
        d->findChild<RaceDialog*>()->reject();
        QTest::qWait(50);
        d->presetMenu()->popup(QPoint(100, 60));
        QTest::qWait(200);
        d->presetMenu()->grab().save(out + "presets.png");
        auto* ps = d->presetMenu()->findChild<QLineEdit*>("presetSearch");
        QTest::keyClicks(ps, "small cifar");
        QTest::qWait(100);
        d->presetMenu()->grab().save(out + "presets2.png");
        d->presetMenu()->close();
        d->beginBranch(7, 20, d->experiment());
        w.findChild<QTabWidget*>("previewTabs")->setCurrentIndex(0);
        shot("branch");
    }
};
QTEST_MAIN(Pic)
#include "tst_zz_pictures.moc"
