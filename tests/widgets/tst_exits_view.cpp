// SPDX-License-Identifier: GPL-3.0-or-later
// The Exits page with made-up records, driven through its controls; answers come from the real explorer.
#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QSet>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "core/base/rng.h"
#include "widgets/exits/exit_clients_model.h"
#include "widgets/exits/exit_text.h"
#include "widgets/exits/exits_view.h"
#include "widgets/exits/gallery_view.h"
#include "widgets/plots/bar_plot.h"
#include "widgets/plots/reliability_plot.h"
#include "widgets/plots/trade_off_plot.h"
#include "widgets/theme/theme.h"

using namespace exitlab;

namespace {

const std::vector<double> kMacs{1e6, 2.5e6, 4e6};

ExitRecords randomRecords(int samples, int clients, std::uint64_t seed) {
    Rng rng(seed, Purpose::Test);
    ExitRecords r;
    r.exits = 3;
    r.classes = 4;
    for (int i = 0; i < samples; ++i) {
        r.client.push_back(i % clients);
        r.sample.push_back(i);
        r.label.push_back(static_cast<int>(rng.below(4)));
        for (int k = 0; k < r.exits; ++k) {
            const double confidence = 0.25 + 0.75 * std::sqrt(rng.uniform());
            const bool right = rng.uniform() < confidence * (0.7 + 0.1 * k);
            r.prediction.push_back(right ? r.label.back() : (r.label.back() + 1) % 4);
            r.confidence.push_back(static_cast<float>(confidence));
            r.entropy.push_back(static_cast<float>(1.38 * (1 - confidence)));
            r.margin.push_back(static_cast<float>(confidence * 0.8));
        }
    }
    return r;
}

/// The view with somebody who answers at once.
struct Bench {
    ExitExplorer explorer{randomRecords(600, 6, 1), nullptr, kMacs};
    ExitExplorer other{randomRecords(600, 6, 2), nullptr, kMacs};
    ExitsView view;
    ExitAnswer answer;
    int plans = 0;
    QSignalSpy runChosen{&view, &ExitsView::runChosen}, compared{&view, &ExitsView::comparedChanged},
        galleryWanted{&view, &ExitsView::galleryWanted};

    Bench() {
        Theme::instance().setMode(ThemeMode::Light);
        view.resize(1280, 720);
        QObject::connect(&view, &ExitsView::planChanged, &view, [this](const ExitPlan& plan) {
            ++plans;
            try {
                ExploredAnswer explored;
                explored.plan = plan;
                explored.answer = answer = explorer.answer(plan);
                explored.leaving = exitReliability(explorer.records(), &answer.taken);
                view.setAnswer(explored);
            } catch (const std::exception& error) {
                view.setPlanProblem(QString::fromUtf8(error.what()));
            }
        });
        view.show();
    }
    void load() {
        view.setRuns({{2, "FedAvg on glyphs", "fedavg", "glyphs", 1, {3, 6}}, {1, "Alone", "local", "glyphs", 0, {6}}});
        ExploredRun about;
        about.run = 2;
        about.round = 6;
        about.macs = kMacs;
        about.clients = explorer.clients();
        about.classes = 4;
        about.samples = 600;
        about.alone = explorer.exitsAlone();
        about.reliability = exitReliability(explorer.records());
        view.setExplored(about);
        view.setCurves({{2, "fedavg", 1, kMacs.back(), explorer.sweep(ExitPolicy::Confidence)},
                        {1, "local", 0, kMacs.back(), other.sweep(ExitPolicy::Confidence)}});
    }
    template <class T>
    T* find(const char* name) {
        T* found = view.findChild<T*>(QString::fromLatin1(name));
        if (!found) qFatal("%s is missing", name);
        return found;
    }
    void type(const char* field, const QString& text) {
        auto* edit = find<QAbstractSpinBox>(field)->findChild<QLineEdit*>();
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    void choose(const char* box, int at) {
        auto* combo = find<QComboBox>(box);
        combo->setCurrentIndex(at);
        Q_EMIT combo->activated(at);
    }
};

}  // namespace

class TestExitsView : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { Theme::instance().apply(*qApp); }

    void emptyStatesSayWhatToDo() {
        Bench bench;
        auto* empty = bench.find<QLabel>("exitsEmpty");
        QVERIFY(empty->isVisible());
        QVERIFY(empty->text().contains("start one"));
        bench.view.setRuns({});
        QVERIFY(empty->isVisible());
        bench.load();
        QVERIFY(!empty->isVisible());
        bench.view.setRunProblem("run 2: has no exit records");
        QVERIFY(empty->isVisible());
        QCOMPARE(empty->text(), QString("run 2: has no exit records"));
    }

    void runsAreFoundChosenAndCompared() {
        Bench bench;
        bench.load();
        QCOMPARE(bench.runChosen.count(), 1);  // the newest, by itself
        QCOMPARE(bench.runChosen.at(0).at(0).toLongLong(), 2);
        auto* list = bench.find<QListWidget>("exitRuns");
        QCOMPARE(list->count(), 2);
        auto* search = bench.find<QLineEdit>("exitRunSearch");
        QTest::keyClicks(search, "local GLYPHS");
        QVERIFY(list->item(0)->isHidden() && !list->item(1)->isHidden());
        search->clear();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(1)).center());
        QCOMPARE(bench.runChosen.count(), 2);
        QCOMPARE(bench.runChosen.at(1).at(0).toLongLong(), 1);
        // Ticked with the keyboard.
        QTest::keyClick(list, Qt::Key_Up);
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(bench.view.run(), 1);
        list->item(0)->setCheckState(Qt::Checked);
        QCOMPARE(bench.view.compared(), QList<qint64>{2});
        QVERIFY(bench.compared.count() > 0);
        bench.view.explore(2, 3);
        QCOMPARE(bench.runChosen.last().at(1).toInt(), 3);
        QCOMPARE(bench.find<QComboBox>("exitRound")->currentText(), QString("3"));
        bench.choose("exitRound", 0);
        QCOMPARE(bench.runChosen.last().at(1).toInt(), 6);
        // Evaluated again, a run in progress is read again if its newest records are looked at.
        bench.view.explore(1);
        const int reads = bench.runChosen.count();
        bench.view.setRuns(
            {{2, "FedAvg on glyphs", "fedavg", "glyphs", 1, {3, 6}}, {1, "Alone", "local", "glyphs", 0, {6, 9}}});
        QCOMPARE(bench.runChosen.count(), reads + 1);
        // A run that is not stored yet is explored when it is.
        bench.view.explore(9);
        bench.view.setRuns(
            {{9, "New", "fedper", "glyphs", 2, {1}}, {2, "FedAvg on glyphs", "fedavg", "glyphs", 1, {6}}});
        QCOMPARE(bench.runChosen.last().at(0).toLongLong(), 9);
    }

    void thresholdsByKeyAndSlider() {
        Bench bench;
        bench.load();
        bench.type("exitThreshold1", "0.55");
        QCOMPARE(bench.view.plan().fleet.thresholds, std::vector<double>{0.55});
        const PolicyResult expected = thresholdPolicy(bench.explorer.records(), ExitRule::Confidence, 0.55, kMacs);
        QCOMPARE(bench.answer.total.accuracy, expected.accuracy);
        auto* slider = bench.find<QSlider>("exitThreshold1Slider");
        QCOMPARE(slider->value(), 550);
        const int before = bench.plans;
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(bench.plans, before + 1);
        QVERIFY(std::abs(bench.view.plan().fleet.thresholds.front() - 0.56) < 1e-9);
        // One for each exit.
        QTest::mouseClick(bench.find<QCheckBox>("sameThreshold"), Qt::LeftButton, {}, {8, 8});
        QCOMPARE(bench.view.plan().fleet.thresholds.size(), std::size_t(2));
        bench.type("exitThreshold2", "0.9");
        QCOMPARE(bench.view.plan().fleet.thresholds.back(), 0.9);
        QCOMPARE(bench.answer.total.thresholds[1], 0.9);
    }

    void policiesShowTheirNumbers() {
        Bench bench;
        bench.load();
        const auto visible = [&](const char* name) { return bench.find<QWidget>(name)->isVisible(); };
        QVERIFY(visible("exitThreshold1") && !visible("exitBudget") && !visible("exitPatience") &&
                !visible("exitFixed"));
        bench.choose("exitPolicy", static_cast<int>(ExitPolicy::Patience));
        QVERIFY(!visible("exitThreshold1") && visible("exitPatience"));
        bench.find<QSpinBox>("exitPatience")->setValue(3);
        QCOMPARE(bench.answer.total, patiencePolicy(bench.explorer.records(), 3, kMacs));
        bench.choose("exitPolicy", static_cast<int>(ExitPolicy::Anytime));
        QVERIFY(visible("exitFixed"));
        bench.choose("exitFixed", 1);
        QCOMPARE(bench.answer.total.macs, 2.5e6);
        bench.choose("exitPolicy", static_cast<int>(ExitPolicy::Entropy));
        QVERIFY(bench.find<QDoubleSpinBox>("exitThreshold1")->maximum() > 1.38);  // ln 4 nats
        bench.choose("exitPolicy", static_cast<int>(ExitPolicy::Budgeted));
        QVERIFY(visible("exitBudget"));
        bench.type("exitBudget", "60");
        QVERIFY(bench.answer.total.macs <= 0.6 * 4e6);
        // A budget nobody can keep: said, and the last answer stays.
        const ExitAnswer last = bench.answer;
        bench.type("exitBudget", "5");
        auto* problem = bench.find<QLabel>("exitProblem");
        QVERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains("feasible"), qPrintable(problem->text()));
        QCOMPARE(bench.answer, last);
        bench.type("exitBudget", "70");
        QVERIFY(!problem->isVisible());
    }

    void groupsOfClients() {
        Bench bench;
        bench.load();
        bench.find<QAction>("addExitGroup")->trigger();
        auto* clients = bench.find<QLineEdit>("exitClients");
        QVERIFY(clients->isVisible());
        auto* problem = bench.find<QLabel>("exitProblem");
        QVERIFY(problem->isVisible());  // names are missing yet
        QVERIFY(bench.view.plan().groups.empty());
        QTest::keyClicks(clients, "0-1");
        QVERIFY2(!problem->isVisible(), qPrintable(problem->text()));
        bench.type("exitBudget", "50");
        const ExitPlan plan = bench.view.plan();
        QCOMPARE(plan.groups.size(), std::size_t(1));
        QCOMPARE(plan.groups[0].clients, (std::vector<int>{0, 1}));
        QCOMPARE(plan.groups[0].choice.budget, 0.5);
        QVERIFY(bench.answer.scopes[1].result.macs <= 0.5 * 4e6);
        QVERIFY(bench.answer.clients[0].scope == 1 && bench.answer.clients[2].scope == 0);
        QTest::keyClicks(clients, ",x");
        QVERIFY(problem->isVisible() && problem->text().contains("0-4, 7"));
        QTest::keyClick(clients, Qt::Key_Backspace);
        QTest::keyClick(clients, Qt::Key_Backspace);
        QVERIFY(!problem->isVisible());
        // Unknown clients: the explorer says which there are.
        QTest::keyClicks(clients, ",77");
        QVERIFY2(problem->text().contains("there are clients 0-5"), qPrintable(problem->text()));
        bench.find<QAction>("removeExitGroup")->trigger();
        QVERIFY(bench.view.plan().groups.empty());
        QVERIFY(!bench.find<QAction>("removeExitGroup")->isEnabled());
        // From the table of clients.
        auto* table = bench.find<QTableView>("exitClientTable");
        table->selectRow(3);
        bench.find<QAction>("ownExitPolicy")->trigger();
        QCOMPARE(bench.view.plan().groups[0].clients, std::vector<int>{3});
    }

    void sentencesAreThoseOfTheCommandLine() {
        Bench bench;
        bench.load();
        bench.type("exitThreshold1", "0.8");
        const auto mean = [](const PolicyResult& r) { return averaged(r, Averaging::Clients, kMacs.back()); };
        const PolicyResult point = mean(bench.answer.total);
        std::vector<Saving> expected{againstLastExit(point, mean(bench.explorer.exitsAlone().back()))};
        for (const auto& [name, sweep] :
             {std::pair{std::string("one exit for every sample"), bench.explorer.sweep(ExitPolicy::Anytime)},
              std::pair{std::string("run 1 (local)"), bench.other.sweep(ExitPolicy::Confidence)}})
            for (const Saving& saving : againstCurve(point, name, averaged(sweep, Averaging::Clients, kMacs.back())))
                expected.push_back(saving);
        auto* list = bench.find<QListWidget>("exitSavings");
        QCOMPARE(list->count(), static_cast<int>(expected.size()));
        for (int i = 0; i < list->count(); ++i)
            QCOMPARE(list->item(i)->text().toStdString(), inWords(expected[static_cast<std::size_t>(i)]));
        QCOMPARE(bench.find<QLabel>("exitSentence")->text(), list->item(0)->text());
        // Every form of the sentences.
        for (const double macs : {1e6, 3e6, 4e6, 9e9})
            for (const double accuracy : {0.2, 0.7, 0.9})
                for (const auto kind : {Saving::Kind::LastExit, Saving::Kind::IsoAccuracy, Saving::Kind::IsoCost})
                    for (const bool reached : {true, false}) {
                        if (kind == Saving::Kind::LastExit && macs > 4e6) continue;
                        const Saving saving{kind, "run 7", accuracy, macs, 0.7, 4e6, reached};
                        QCOMPARE(savingText(saving).toStdString(), inWords(saving));
                    }
    }

    void devicesChangeLatencyAndEnergy() {
        Bench bench;
        bench.load();
        const auto texts = [&] {
            QStringList all;
            for (const QLabel* label : bench.find<QWidget>("exitReadouts")->findChildren<QLabel*>())
                all << label->text();
            return all.join(u'|');
        };
        const QString phone = texts();
        bench.choose("exitDevice", 0);
        QCOMPARE(bench.view.device(), typicalDevices().front());
        QVERIFY(texts() != phone);
        bench.type("deviceSpeed", "0.001");
        QCOMPARE(bench.view.device().id, std::string("own"));
        QCOMPARE(bench.view.device().macsPerSecond, 1e6);
        QCOMPARE(bench.find<QComboBox>("exitDevice")->currentData().toString(), QString("own"));
        const double latency = onDevice(bench.answer, kMacs, bench.view.device()).clientMean.latencyMs;
        QVERIFY2(texts().contains(formatNumber(latency)), qPrintable(texts()));
    }

    void averagingIsAChoice() {
        Bench bench;
        bench.load();
        auto* plot = bench.find<TradeOffPlot>("exitCurves");
        QVERIFY(std::abs(plot->point()->y() - bench.answer.total.clientAccuracy) < 1e-12);
        bench.find<QComboBox>("exitAveraging")->setCurrentIndex(1);
        QVERIFY(std::abs(plot->point()->y() - bench.answer.total.accuracy) < 1e-12);
        QCOMPARE(plot->point()->x(), bench.answer.total.macs);
    }

    void aPointOfTheCurveIsChosenByClickAndKey() {
        Bench bench;
        bench.load();
        bench.view.flush();
        QTest::qWait(100);
        auto* plot = bench.find<TradeOffPlot>("exitCurves");
        const TradeOffCurve& own = plot->curves().front();
        const std::size_t at = own.macs.size() / 2;
        QTest::mouseClick(plot->canvas(), Qt::LeftButton, {}, plot->pixelOf(own.macs[at], own.accuracy[at]).toPoint());
        const auto sweep = bench.explorer.sweep(ExitPolicy::Confidence);
        const double chosen = bench.view.plan().fleet.thresholds.front();
        // The nearest point may be a neighbour in a crowd; it is one of the curve, near it.
        const auto found = std::min_element(sweep.begin(), sweep.end(), [&](const SweepPoint& a, const SweepPoint& b) {
            return std::abs(a.parameter - chosen) < std::abs(b.parameter - chosen);
        });
        QVERIFY(std::abs(found->parameter - chosen) < 1e-5);
        QVERIFY(std::abs(bench.answer.total.macs - sweep[at].result.macs) < 0.15 * kMacs.back());
        plot->setFocus();
        QTest::keyClick(plot, Qt::Key_Left);
        QTest::keyClick(plot, Qt::Key_Home);
        QTest::keyClick(plot, Qt::Key_Left);
        const int before = bench.plans;
        QTest::keyClick(plot, Qt::Key_Return);
        QCOMPARE(bench.plans, before + 1);
    }

    void theTableOfClients() {
        Bench bench;
        ExitClientsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        bench.load();
        const auto device = typicalDevices().front();
        model.setAnswer(bench.answer, onDevice(bench.answer, kMacs, device));
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(model.columnCount(), 8 + 3);
        const ClientOutcome& second = bench.answer.clients[1];
        QCOMPARE(model.index(1, ExitClientsModel::Accuracy).data(ExitClientsModel::SortRole).toDouble(),
                 second.accuracy);
        QCOMPARE(model.index(1, ExitClientsModel::Macs).data().toString(), formatMacs(second.macs));
        QCOMPARE(model.index(1, ExitClientsModel::FirstShare + 2).data(ExitClientsModel::SortRole).toDouble(),
                 second.shares[2]);
        QVERIFY(model.table().toCsv().contains(formatExact(second.accuracy)));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void gallery() {
        Bench bench;
        bench.load();
        bench.find<QDockWidget>("exits.gallery")->raise();
        QTRY_VERIFY(bench.galleryWanted.count() > 0);
        ExploredGallery gallery;
        gallery.exits = galleryOf(bench.explorer.records(), bench.answer.taken, bench.view.galleryQuery());
        std::size_t count = 0;
        for (const GalleryExit& exit : gallery.exits) count += exit.items.size();
        gallery.images.height = gallery.images.width = 4;
        gallery.images.pixels.resize(count * 16);
        for (std::size_t i = 0; i < gallery.images.pixels.size(); ++i)
            gallery.images.pixels[i] = static_cast<std::uint8_t>(i / 16);
        gallery.images.difficulty.assign(count, 0.25F);
        gallery.images.classNames = {"ring", "cross", "star", "wave"};
        bench.view.setGallery(gallery);
        auto* view = bench.find<GalleryView>("galleryView");
        QAbstractItemModelTester tester(view->model(0), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(view->model(0)->rowCount(), static_cast<int>(gallery.exits[0].items.size()));
        const GalleryItem& item = gallery.exits[1].items[0];
        const QModelIndex first = view->model(1)->index(0);
        const QString tip = first.data(Qt::ToolTipRole).toString();
        QVERIFY(tip.contains(QString::fromStdString(gallery.images.classNames[static_cast<std::size_t>(item.label)])));
        QVERIFY(tip.contains("Difficulty: 0.25"));
        // The second exit's pictures follow the first's.
        const auto offset = gallery.exits[0].items.size();
        QCOMPARE(qGray(first.data(GalleryModel::ImageRole).value<QImage>().pixel(0, 0)),
                 static_cast<int>(offset % 256));
        QVERIFY(bench.find<QListView>("gallery1")->isVisible());
        const int before = bench.galleryWanted.count();
        bench.choose("galleryKind", 2);
        QCOMPARE(bench.galleryWanted.count(), before + 1);
        QCOMPARE(*bench.view.galleryQuery().right, false);
        bench.choose("galleryOrder", 1);
        QVERIFY(!bench.view.galleryQuery().surestFirst);
        bench.choose("galleryClient", 2);
        QCOMPARE(*bench.view.galleryQuery().client, 1);
        bench.view.setGalleryProblem("The data set is missing");
        QCOMPARE(bench.find<QLabel>("galleryNote")->text(), QString("The data set is missing"));
    }

    void reliabilityOfTheSamplesThatLeave() {
        Bench bench;
        bench.load();
        auto* plot = bench.find<ReliabilityPlot>("exitReliability");
        QCOMPARE(plot->exits(), exitReliability(bench.explorer.records()));
        bench.find<QComboBox>("reliabilityOf")->setCurrentIndex(1);
        QCOMPARE(plot->exits(), exitReliability(bench.explorer.records(), &bench.answer.taken));
        bench.find<QComboBox>("reliabilityExit")->setCurrentIndex(2);
        QCOMPARE(plot->shownExit(), 1);
        QCOMPARE(plot->table().rows.size(), std::size_t(15));
    }

    void plotsAreExported() {
        Bench bench;
        bench.load();
        bench.find<QDockWidget>("exits.reliability")->raise();
        QTemporaryDir dir;
        for (PlotBase* plot : {static_cast<PlotBase*>(bench.find<TradeOffPlot>("exitCurves")),
                               static_cast<PlotBase*>(bench.find<BarPlot>("exitUsage")),
                               static_cast<PlotBase*>(bench.find<ReliabilityPlot>("exitReliability"))}) {
            const auto bytes = [&](const char* format) {
                const QString file = dir.filePath(plot->objectName() + '.' + format);
                [&] { QCOMPARE(plot->exportTo(file, FigureWidth::Single), QString()); }();
                QFile in(file);
                return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
            };
            QVERIFY(QImage::fromData(bytes("png")).width() > 900);
            QVERIFY(bytes("pdf").startsWith("%PDF"));
            QVERIFY(bytes("svg").contains("<svg"));
            const QString csv = QString::fromUtf8(bytes("csv"));
            QCOMPARE(csv, plot->table().toCsv());
        }
        const QString curves = bench.find<TradeOffPlot>("exitCurves")->table().toCsv();
        QVERIFY(
            curves.contains("operating point," + formatExact(bench.find<TradeOffPlot>("exitCurves")->point()->x())));
        QVERIFY(bench.find<BarPlot>("exitUsage")->table().toCsv().contains(formatExact(bench.answer.total.shares[0])));
    }

    void stateComesBack() {
        Bench bench;
        bench.load();
        bench.find<QAction>("addExitGroup")->trigger();
        QTest::keyClicks(bench.find<QLineEdit>("exitClients"), "4-5");
        bench.type("exitBudget", "45");
        bench.choose("exitDevice", 1);
        bench.find<QComboBox>("exitAveraging")->setCurrentIndex(1);
        bench.find<QListWidget>("exitRuns")->item(1)->setCheckState(Qt::Checked);
        const QByteArray state = bench.view.saveState();
        const ExitPlan plan = bench.view.plan();

        Bench again;
        QVERIFY(again.view.restoreState(state));
        again.load();
        QCOMPARE(again.view.plan(), plan);
        QCOMPARE(again.view.device(), typicalDevices()[1]);
        QCOMPARE(again.view.compared(), QList<qint64>{1});
        QCOMPARE(again.view.saveState(), state);
        QVERIFY(!again.view.restoreState("nonsense"));
        QVERIFY(!again.view.restoreState(state.left(40)));
    }

    void theCommandLineSaysTheSame() {
        Bench bench;
        bench.load();
        bench.type("exitThreshold1", "0.65");
        bench.find<QAction>("addExitGroup")->trigger();
        QTest::keyClicks(bench.find<QLineEdit>("exitClients"), "0, 2-3");
        bench.type("exitBudget", "45");
        bench.find<QAction>("copyExitCommand")->trigger();
        QCOMPARE(QApplication::clipboard()->text(),
                 QString("exitlab-cli exits 2 --policy confidence --threshold 0.65 --clients 0,2,3 --budget 0.45 "
                         "--device phone --per-client --reliability"));
    }

    void actionsAndDocks() {
        Bench bench;
        QSet<QString> keys, names;
        for (const QAction* action : bench.view.menu()->actions()) {
            if (action->isSeparator()) continue;
            QVERIFY2(!action->toolTip().isEmpty() && action->toolTip() != action->text(), qPrintable(action->text()));
            QVERIFY2(!action->shortcut().isEmpty(), qPrintable(action->text()));
            QVERIFY(!keys.contains(action->shortcut().toString()));
            keys << action->shortcut().toString();
        }
        QCOMPARE(bench.view.docks().size(), 6);
        for (const QDockWidget* dock : bench.view.docks()) {
            QVERIFY(!dock->objectName().isEmpty() && !names.contains(dock->objectName()));
            names << dock->objectName();
        }
        // Every control can be named by a screen reader.
        for (const QWidget* control : bench.view.findChildren<QWidget*>()) {
            const bool asks = qobject_cast<const QComboBox*>(control) ||
                              qobject_cast<const QAbstractSpinBox*>(control) || qobject_cast<const QSlider*>(control);
            if (asks) QVERIFY2(!control->accessibleName().isEmpty(), qPrintable(control->objectName()));
        }
    }

    void themesSwitchLive() {
        Bench bench;
        bench.load();
        auto* plot = bench.find<TradeOffPlot>("exitCurves");
        plot->flush();
        QTest::qWait(60);
        const QImage light = plot->grab().toImage();
        Theme::instance().setMode(ThemeMode::Dark);
        QTest::qWait(120);
        const QImage dark = plot->grab().toImage();
        QVERIFY(light.pixelColor(3, 3).lightness() > 200 && dark.pixelColor(3, 3).lightness() < 60);
        Theme::instance().setMode(ThemeMode::Light);
    }
};

QTEST_MAIN(TestExitsView)
#include "tst_exits_view.moc"
