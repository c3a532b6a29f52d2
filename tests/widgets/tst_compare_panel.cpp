// SPDX-License-Identifier: GPL-3.0-or-later
// The comparison below the run table, driven through its controls.
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "core/analysis/groups.h"
#include "core/config/parameter_spec.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/runs/compare_panel.h"
#include "widgets/runs/compare_tabs.h"
#include "widgets/runs/compare_words.h"
#include "widgets/runs/grid_view.h"
#include "widgets/theme/theme.h"

using namespace exitlab;

namespace {

using Records = std::vector<std::shared_ptr<const RunRecord>>;

/// `level`: accuracy after the last of three rounds; one more exit is 0.1 better.
std::shared_ptr<const RunRecord> record(std::int64_t id, const std::string& method, std::uint64_t seed, double level,
                                        double lr = 0.1, const std::string& data = "glyphs") {
    static SettingsParser parser;
    auto made = std::make_shared<RunRecord>();
    RunSummary& run = made->run;
    run.id = id;
    run.name = "run";
    run.method = method;
    run.dataset = data;
    run.seed = seed;
    run.status = RunStatus::Finished;
    run.completed = run.rounds = 3;
    run.accuracy = run.bestAccuracy = {level, level + 0.1};
    run.bytesUp = 1'500'000;
    run.colour = int((id - 1) % 8);
    Json json = Json::object();
    json["seed"] = seed;
    json["data"] = {{"dataset", data}};
    json["algorithm"] = {{"id", method}};
    json["training"] = {{"lr", lr}};
    made->settings = parser.parse(json.dump());
    made->testPerTrain = 1.0 / 3;
    made->saving = 0.25;
    for (int exit = -1; exit < 2; ++exit) {
        MetricCurve curve;
        curve.exit = exit;
        for (int round = 1; round <= 3; ++round) {
            curve.rounds.push_back(round);
            curve.values.push_back(level * round / 3 + (exit < 0 ? 0.05 : 0.1 * exit));
        }
        made->curves.push_back(curve);
    }
    MetricCurve loss;
    loss.metric = MetricCurve::Metric::TrainingLoss;
    loss.rounds = {1, 2, 3};
    loss.values = {2, 1, 0.5};
    made->curves.push_back(loss);
    MetricCurve traffic;
    traffic.metric = MetricCurve::Metric::Traffic;
    traffic.rounds = {1, 2, 3};
    traffic.values = {100, 200, 300};
    made->curves.push_back(traffic);
    return made;
}

Records twoMethods() {
    Records records;
    const double base[] = {0.50, 0.51, 0.52, 0.50, 0.53}, better[] = {0.52, 0.54, 0.53, 0.54, 0.55};
    for (int i = 0; i < 5; ++i) {
        records.push_back(record(2 * i + 1, "fedavg", std::uint64_t(i + 1), base[i]));
        records.push_back(record(2 * i + 2, "fedper", std::uint64_t(i + 1), better[i]));
    }
    return records;
}

struct Panel {
    ComparePanel panel;
    Panel() {
        panel.resize(1100, 360);
        panel.show();
    }
    template <class T>
    T* find(const char* name) {
        return panel.findChild<T*>(QString::fromLatin1(name));
    }
    void show(int tab) { find<QTabWidget>("compareTabs")->setCurrentIndex(tab); }
    /// As a person does: signals of activation included.
    void choose(const char* name, const QString& key) {
        auto* box = find<QComboBox>(name);
        const int at = box->findData(key);
        QVERIFY2(at >= 0, qPrintable(key));
        box->setCurrentIndex(at);
        Q_EMIT box->activated(at);
    }
    QString message(QWidget* tab) {
        for (const QLabel* label : tab->findChildren<QLabel*>())
            if (label->isVisible() && label->alignment() == Qt::AlignCenter) return label->text();
        return {};
    }
    static QString cell(GridView* table, int row, int column) {
        return table->model()->index(row, column).data().toString();
    }
};

}  // namespace

class TestComparePanel : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { Theme::instance().apply(*qApp); }

    void emptyTabsSayWhatToDo() {
        Panel p;
        p.panel.setRecords({});
        QWidget* tabs[] = {p.panel.overlay(), p.panel.differences(), p.panel.groups(), p.panel.pivot()};
        for (int tab = 0; tab < 4; ++tab) {
            p.show(tab);
            QVERIFY2(p.message(tabs[tab]).contains(QStringLiteral("Select")), qPrintable(p.message(tabs[tab])));
        }
        p.panel.setRecords({record(1, "fedavg", 1, 0.5)});
        p.show(1);
        QVERIFY(p.message(p.panel.differences()).contains(QStringLiteral("second run")));
        p.panel.setRecords({record(1, "fedavg", 1, 0.5), record(2, "fedavg", 1, 0.5)});
        QVERIFY(p.message(p.panel.differences()).contains(QStringLiteral("same settings")));
    }

    void curvesOfRunsAndGroups() {
        Panel p;
        p.panel.setRecords(twoMethods());
        CurvePlot* plot = p.panel.overlay()->plot();
        QCOMPARE(plot->curveCount(), std::size_t(10));
        QCOMPARE(plot->curve(0).values.back(), 0.55);
        QVERIFY(plot->curve(0).low.empty());
        // Colours for life, and no two lines alike.
        plot->flush();
        QSet<QString> pens;
        for (std::size_t i = 0; i < plot->curveCount(); ++i) {
            const QPen pen = plot->curvePen(plot->curve(i).id);
            pens << pen.color().name() + QString::number(int(pen.style()));
            QCOMPARE(pen.color(), categoryStyle(Theme::instance().colours(), int(i % 8)).colour);
        }
        QCOMPARE(pens.size(), 10);
        p.choose("overlayExit", QStringLiteral("1"));
        QVERIFY(std::abs(plot->curve(0).values.back() - 0.6) < 1e-12);
        p.find<QComboBox>("overlayWhat")->setCurrentIndex(1);
        QCOMPARE(plot->curveCount(), std::size_t(2));
        QCOMPARE(plot->curve(0).label, QStringLiteral("fedavg (n = 5)"));
        const double values[] = {0.50, 0.51, 0.52, 0.50, 0.53};
        const Spread spread = spreadOf(std::vector<double>(values, values + 5));
        QVERIFY(std::abs(plot->curve(0).values.back() - (spread.mean + 0.1)) < 1e-12);
        QVERIFY(std::abs(plot->curve(0).high.back() - plot->curve(0).values.back() - spread.deviation) < 1e-12);
        QVERIFY(plot->note().contains(QStringLiteral("standard deviation")));
        p.find<QComboBox>("overlayKey")->setCurrentIndex(1);
        QCOMPARE(plot->curve(0).keys, (std::vector<double>{100, 200, 300}));
        auto* metric = p.find<QComboBox>("overlayMetric");
        const int loss = metric->findText(QStringLiteral("Training loss"));
        metric->setCurrentIndex(loss);
        Q_EMIT metric->activated(loss);
        QCOMPARE(plot->curve(0).values.front(), 2.0);
        QVERIFY2(!p.find<QComboBox>("overlayExit")->isEnabled(), "a loss of training belongs to no exit");
        // Another selection keeps the choice.
        p.panel.setRecords({record(3, "local", 1, 0.4)});
        QCOMPARE(metric->currentText(), QStringLiteral("Training loss"));
        QCOMPARE(plot->curveCount(), std::size_t(1));
    }

    void onlyDifferences() {
        Panel p;
        p.show(1);
        p.panel.setRecords({record(1, "fedavg", 1, 0.5), record(2, "fedavg", 2, 0.5, 0.2)});
        GridView* table = p.panel.differences()->table();
        QAbstractItemModelTester tester(table->gridModel(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(Panel::cell(table, 0, 0), QStringLiteral("seed"));
        QCOMPARE(Panel::cell(table, 1, 0), QStringLiteral("training.lr"));
        QCOMPARE(Panel::cell(table, 1, 2), QStringLiteral("0.2"));
        table->selectAll();
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("training.lr\t0.1\t0.2")));
    }

    void groupsAreTestedAgainstABaseline() {
        Panel p;
        p.show(2);
        p.panel.setRecords(twoMethods());
        GridView* table = p.panel.groups()->table();
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(Panel::cell(table, 0, 0), QStringLiteral("fedavg"));
        QCOMPARE(Panel::cell(table, 0, 1), QStringLiteral("5"));
        QCOMPARE(Panel::cell(table, 0, 2), QStringLiteral("56.2"));
        p.choose("groupBaseline", QStringLiteral("fedavg"));
        QCOMPARE(Panel::cell(table, 0, 9), QStringLiteral("baseline"));
        // Differences 2, 3, 1, 4, 2 points at test / train = 1/3: t = 2.882, p = 0.0449 (tests/core/analysis).
        QCOMPARE(Panel::cell(table, 1, 6), QStringLiteral("2.4"));
        QCOMPARE(Panel::cell(table, 1, 7), QStringLiteral("5"));
        QCOMPARE(Panel::cell(table, 1, 8), QStringLiteral("0.0449"));
        QCOMPARE(Panel::cell(table, 1, 9), QStringLiteral("win"));
        p.find<QDoubleSpinBox>("testLevel");
        auto* level = p.panel.groups()->findChild<QDoubleSpinBox*>(QStringLiteral("testLevel"));
        level->setValue(0.01);
        QCOMPARE(Panel::cell(table, 1, 9), QStringLiteral("tie"));
        p.choose("groupMeasure", QStringLiteral("traffic"));
        QCOMPARE(Panel::cell(table, 0, 2), QStringLiteral("1.5"));
        // One seed is too few, and that is said.
        p.panel.setRecords({record(1, "fedavg", 1, 0.5), record(2, "fedper", 1, 0.6)});
        QCOMPARE(Panel::cell(table, 1, 9), QStringLiteral("too few"));
        QVERIFY(table->model()->index(1, 9).data(Qt::ToolTipRole).toString().contains(QStringLiteral("at least 2")));
    }

    void pivotIsCopiedAndSaved() {
        Panel p;
        p.show(3);
        Records records = twoMethods();
        records.push_back(record(20, "fedavg", 1, 0.8, 0.1, "fashion-mnist"));
        p.panel.setRecords(records);
        GridView* table = p.panel.pivot()->table();
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(table->model()->columnCount(), 3);
        QCOMPARE(Panel::cell(table, 0, 2), QStringLiteral("56.2 ± 1.3 (5)"));
        QCOMPARE(Panel::cell(table, 1, 1), QString());
        QVERIFY(table->model()->index(1, 2).data(Qt::FontRole).value<QFont>().bold());
        p.choose("pivotBaseline", QStringLiteral("fedavg"));
        QCOMPARE(Panel::cell(table, 1, 3), QStringLiteral("1 / 0 / 0"));
        QVERIFY(!table->model()->index(1, 2).data(Qt::DecorationRole).value<QIcon>().isNull());
        QTest::mouseClick(p.find<QPushButton>("pivotLatex"), Qt::LeftButton);
        const QString latex = QGuiApplication::clipboard()->text();
        QVERIFY2(latex.contains(QStringLiteral("fedper & -- & $\\mathbf{58.6} \\pm 1.1^{+}$ (5)")), qPrintable(latex));
        QTest::mouseClick(p.find<QPushButton>("pivotCsv"), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("method,fashion-mnist mean,")));
        p.choose("pivotMeasure", QStringLiteral("saving"));
        QCOMPARE(Panel::cell(table, 0, 2), QStringLiteral("25.0 ± 0.0 (5)"));
        p.choose("pivotRows", QStringLiteral("seed"));
        QCOMPARE(table->model()->rowCount(), 5);
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("table.csv"));
        QTest::mouseClick(p.find<QPushButton>("pivotSave"), Qt::LeftButton);
        auto* dialog = p.find<QFileDialog>("pivotFile");
        QVERIFY(dialog);
        Q_EMIT dialog->fileSelected(file);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(written.readAll()), p.panel.pivot()->exported(QStringLiteral("csv")));
    }

    void theThresholdIsAskedFor() {
        Panel p;
        QSignalSpy changed(&p.panel, &ComparePanel::thresholdChanged);
        auto* threshold = p.find<QDoubleSpinBox>("compareThreshold");
        threshold->setValue(0.8);
        threshold->setValue(0.9);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(changed.first().at(0).toDouble(), 0.9);
        p.panel.setRecords(twoMethods(), 7);
        QVERIFY(p.find<QLabel>("compareStatus")->text().contains(QStringLiteral("first 10 of 17")));
        // Remembered.
        p.show(3);
        p.choose("pivotRows", QStringLiteral("seed"));
        const QByteArray state = p.panel.saveState();
        Panel other;
        other.panel.restoreState(state);
        other.panel.setRecords(twoMethods());
        QCOMPARE(other.panel.threshold(), 0.9);
        QCOMPARE(other.find<QTabWidget>("compareTabs")->currentIndex(), 3);
        QCOMPARE(other.panel.pivot()->pivot().question.rows, std::string("seed"));
        QCOMPARE(other.panel.saveState(), state);
        other.panel.restoreState("nonsense");
        QCOMPARE(other.panel.threshold(), 0.9);
    }

    void categoriesAreDistinct() {
        QCOMPARE(distinctCategories({0, 1, 0, 0, 7}), (std::vector<int>{0, 1, 7, 14, 21}));
        std::vector<int> many(60, 3);
        for (const int category : distinctCategories(many)) QVERIFY(category >= 0 && category < categoryCount);
    }
};

QTEST_MAIN(TestComparePanel)
#include "tst_compare_panel.moc"
