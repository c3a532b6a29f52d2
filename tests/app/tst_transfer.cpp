// SPDX-License-Identifier: GPL-3.0-or-later
// Reports and bundles through the window's own controls: actions, file dialogs, drops, progress, the banner.
#include <QAction>
#include <QApplication>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QProgressDialog>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

#include "app/window/banner.h"
#include "app/window/main_window.h"
#include "core/base/sha256.h"
#include "core/store/bundle.h"
#include "widgets/models/run_table_model.h"
#include "widgets/runs/run_table_view.h"
#include "widgets/runs/runs_view.h"
#include "widgets/theme/theme.h"

using namespace exitlab;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 30'000;

/// Stands where the system's browser or PDF viewer would.
class Opener : public QObject {
    Q_OBJECT
  public:
    QUrl opened;
  public Q_SLOTS:
    void open(const QUrl& url) { opened = url; }
};

struct Desk {
    QTemporaryDir dir;
    fs::path root{dir.path().toStdString()};
    MainWindow::Options options;
    std::unique_ptr<MainWindow> window;

    explicit Desk(int runs = 2) {
        options.database = root / "runs.db";
        options.settingsFile = dir.path() + QStringLiteral("/settings.ini");
        options.pluginDirs = {fs::path(EXITLAB_BINARY_DIR) / "lib/exitlab/plugins"};
        options.run.dataDir = root;
        options.page = QStringLiteral("runs");
        const Engine engine(options.pluginDirs);
        RunStore store(options.database);
        for (int seed = 1; seed <= runs; ++seed) {
            Experiment experiment = loadExperimentOrPreset("quick-fedavg", engine.methods());
            for (const auto& [key, value] :
                 std::vector<std::pair<const char*, std::string>>{{"data.glyphs.samples", "300"},
                                                                  {"data.clients", "4"},
                                                                  {"model.width", "4"},
                                                                  {"training.rounds", "2"},
                                                                  {"seed", std::to_string(seed)}})
                experiment.set(key, value, engine.methods());
            RunControl control;
            const std::int64_t run = store.createRun(experiment);
            executeRun(engine, experiment, store, run, control, {});
        }
    }
    void open() {
        window = std::make_unique<MainWindow>(options);
        window->resize(1280, 720);
        window->show();
        QTRY_VERIFY_WITH_TIMEOUT(window->isSettled(), kPatience);
    }
    template <class T = QWidget>
    T* find(const char* name) {
        return window->findChild<T*>(QString::fromLatin1(name));
    }
    QAction* action(const char* name) { return find<QAction>(name); }
    QString path(const char* name) const { return dir.path() + u'/' + QString::fromLatin1(name); }
    QTableView* table() { return window->runsView()->table(); }
    void select(std::vector<int> rows) {
        table()->clearSelection();
        for (const int row : rows)
            table()->selectionModel()->select(table()->model()->index(row, 0),
                                              QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    /// Types a name into the open file dialog and presses its button.
    void answer(const char* dialogName, const QString& file, const QString& filter = {}) {
        QFileDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = find<QFileDialog>(dialogName)));
        if (!filter.isEmpty()) {
            for (const QString& one : dialog->nameFilters())
                if (one.contains(filter)) dialog->selectNameFilter(one);
        }
        auto* edit = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
        QVERIFY(edit);
        edit->setText(file);
        auto* buttons = dialog->findChild<QDialogButtonBox*>();
        for (const auto which : {QDialogButtonBox::Save, QDialogButtonBox::Open})
            if (QPushButton* button = buttons->button(which)) {
                QTRY_VERIFY(button->isEnabled());
                QTest::mouseClick(button, Qt::LeftButton);
                break;
            }
        QTRY_VERIFY_WITH_TIMEOUT(window->isSettled(), kPatience);
    }
    int rows() { return window->runsView()->model()->rowCount(); }
};

QByteArray contents(const QString& file) {
    QFile f(file);
    return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
}

}  // namespace

class TestTransfer : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { Theme::instance().apply(*qApp); }

    void actionsAskForASelection() {
        Desk desk;
        desk.open();
        desk.select({});
        QVERIFY(!desk.action("reportRuns")->isEnabled());
        QVERIFY(!desk.action("exportBundle")->isEnabled());
        QVERIFY(desk.action("importBundle")->isEnabled());
        desk.select({0});
        QVERIFY(desk.action("reportRuns")->isEnabled() && desk.action("exportBundle")->isEnabled());
        for (const char* name : {"reportRuns", "exportBundle", "importBundle"}) {
            const QAction* action = desk.action(name);
            QVERIFY(!action->icon().isNull() && !action->toolTip().isEmpty() && !action->shortcut().isEmpty());
            QVERIFY(action->text().endsWith(QStringLiteral("...")));
        }
    }

    void aReportIsWrittenAndOffered() {
        Desk desk;
        desk.open();
        desk.select({0});
        Opener opener;
        QDesktopServices::setUrlHandler(QStringLiteral("file"), &opener, "open");
        desk.action("reportRuns")->trigger();
        desk.answer("reportDialog", desk.path("mine.pdf"));
        QVERIFY(contents(desk.path("mine.pdf")).startsWith("%PDF-"));
        QCOMPARE(desk.window->banner()->count(), 0);
        QPushButton* open = nullptr;
        QTRY_VERIFY((open = desk.find<QPushButton>("openReport")));
        QTest::mouseClick(open, Qt::LeftButton);
        QCOMPARE(opener.opened, QUrl::fromLocalFile(desk.path("mine.pdf")));
        QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
    }

    void aReportOfSeveralAsWebPage() {
        Desk desk;
        desk.open();
        desk.select({0, 1});
        desk.action("reportRuns")->trigger();
        auto* dialog = desk.find<QFileDialog>("reportDialog");
        QVERIFY(dialog);
        QVERIFY2(dialog->selectedFiles().front().endsWith(QStringLiteral("report-runs-2-1.pdf")),
                 qPrintable(dialog->selectedFiles().front()));
        desk.answer("reportDialog", desk.path("both.html"), QStringLiteral("html"));
        const QByteArray html = contents(desk.path("both.html"));
        QVERIFY(html.contains("Repetitions") && html.contains("Overview"));
    }

    void failureIsABanner() {
        Desk desk;
        desk.open();
        desk.select({0});
        desk.action("reportRuns")->trigger();
        // A name that says no format.
        desk.answer("reportDialog", desk.path("mine.docx"));
        QCOMPARE(desk.window->banner()->count(), 1);
        QVERIFY(desk.window->banner()->text().contains(QStringLiteral("report")));
        QVERIFY(!QFile::exists(desk.path("mine.docx")));
    }

    void outAndInAgain() {
        Desk desk;
        desk.open();
        desk.select({1});
        const qint64 run = desk.window->runsView()->selectedRuns().front();
        desk.action("exportBundle")->trigger();
        desk.answer("exportBundleDialog", desk.path("one.exitlab"));
        QVERIFY(QFile::exists(desk.path("one.exitlab")));

        desk.action("importBundle")->trigger();
        desk.answer("importBundleDialog", desk.path("one.exitlab"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.rows(), 3, kPatience);
        QTRY_COMPARE(desk.window->runsView()->selectedRuns(), QList<qint64>{3});
        QCOMPARE(desk.window->currentPage(), QStringLiteral("runs"));
        const RunReader reader(desk.options.database);
        RunSummary before = *reader.find(run), after = *reader.find(3);
        before.id = after.id = 0;
        QVERIFY(before == after);
        const auto a = reader.reports(run, true), b = reader.reports(3, true);
        QCOMPARE(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i) QVERIFY(*a[i] == *b[i]);
        QCOMPARE(reader.checkpoints(3).size(), std::size_t(1));
        QCOMPARE(sha256OfFile(reader.checkpoints(3).front().file), reader.checkpoints(run).back().sha256);
        QCOMPARE(desk.window->banner()->count(), 0);
    }

    void whichCheckpointsIsAChoice() {
        Desk desk;
        desk.open();
        desk.select({0});
        desk.action("exportBundle")->trigger();
        desk.answer("exportBundleDialog", desk.path("bare.exitlab"), QStringLiteral("without"));
        RunStore other(desk.root / "other.db");
        const Engine engine(desk.options.pluginDirs);
        const auto id = readBundles(other, {desk.root / "bare.exitlab"}, engine.methods()).front();
        QVERIFY(other.reader().checkpoints(id).empty());
    }

    void severalGoIntoAFolder() {
        Desk desk;
        desk.open();
        desk.select({0, 1});
        QDir().mkdir(desk.path("bundles"));
        desk.action("exportBundle")->trigger();
        auto* dialog = desk.find<QFileDialog>("exportBundleDialog");
        QVERIFY(dialog && dialog->fileMode() == QFileDialog::Directory);
        Q_EMIT dialog->fileSelected(desk.path("bundles"));
        dialog->close();
        QTRY_VERIFY_WITH_TIMEOUT(desk.window->isSettled(), kPatience);
        QCOMPARE(QDir(desk.path("bundles")).entryList({QStringLiteral("*.exitlab")}).size(), qsizetype(2));
    }

    void droppedOnTheWindow() {
        Desk desk;
        desk.open();
        writeBundle(desk.options.database, 1, desk.root / "drop.exitlab");
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(desk.path("drop.exitlab"))});
        QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(desk.window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(desk.window.get(), &drop);
        QTRY_COMPARE_WITH_TIMEOUT(desk.rows(), 3, kPatience);
        // Anything else is not taken.
        QMimeData other;
        other.setUrls({QUrl::fromLocalFile(desk.path("drop.exitlab")), QUrl::fromLocalFile(desk.path("x.txt"))});
        QDragEnterEvent no(QPoint(300, 300), Qt::CopyAction, &other, Qt::LeftButton, Qt::NoModifier);
        no.ignore();
        QApplication::sendEvent(desk.window.get(), &no);
        QVERIFY(!no.isAccepted());
    }

    void aLyingBundleChangesNothing() {
        Desk desk;
        desk.open();
        writeBundle(desk.options.database, 1, desk.root / "lie.exitlab");
        QFile file(desk.path("lie.exitlab"));
        QVERIFY(file.resize(file.size() / 2));
        desk.action("importBundle")->trigger();
        desk.answer("importBundleDialog", desk.path("lie.exitlab"));
        QCOMPARE(desk.window->banner()->count(), 1);
        QVERIFY(desk.window->banner()->text().contains(QStringLiteral("Nothing was imported")));
        QCOMPARE(desk.rows(), 2);
        QCOMPARE(RunReader(desk.options.database).list().size(), std::size_t(2));
    }

    void theFolderIsRemembered() {
        Desk desk;
        desk.open();
        desk.select({0});
        QDir().mkdir(desk.path("here"));
        desk.action("exportBundle")->trigger();
        desk.answer("exportBundleDialog", desk.path("here/one.exitlab"));
        desk.action("importBundle")->trigger();
        QFileDialog* dialog = desk.find<QFileDialog>("importBundleDialog");
        QVERIFY(dialog);
        QCOMPARE(dialog->directory().absolutePath(), desk.path("here"));
        dialog->reject();
        desk.window->close();
        desk.window.reset();
        desk.open();
        desk.action("importBundle")->trigger();
        dialog = desk.find<QFileDialog>("importBundleDialog");
        QCOMPARE(dialog->directory().absolutePath(), desk.path("here"));
        dialog->reject();
    }

    void cancelLeavesNothing() {
        Desk desk(1);
        desk.open();
        desk.select({0});
        // The thread waits for the disk; the dialog is there before it has begun, and its button is pressed.
        desk.action("exportBundle")->trigger();
        QFileDialog* dialog = desk.find<QFileDialog>("exportBundleDialog");
        QVERIFY(dialog);
        connect(dialog, &QFileDialog::fileSelected, desk.window.get(), [&desk] {
            auto* progress = desk.find<QProgressDialog>("transferProgress");
            QVERIFY(progress && !progress->isModal());
            progress->show();  // before its patience ends
            QTest::mouseClick(progress->findChild<QPushButton*>(), Qt::LeftButton);
            QVERIFY(progress->wasCanceled());
        });
        desk.answer("exportBundleDialog", desk.path("never.exitlab"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.window->isSettled(), kPatience);
        QCOMPARE(desk.window->banner()->count(), 0);
        QVERIFY(!QFile::exists(desk.path("never.exitlab")));
        QTRY_VERIFY(!desk.find<QProgressDialog>("transferProgress"));
    }
};

QTEST_MAIN(TestTransfer)
#include "tst_transfer.moc"
