// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/transfer_controller.h"

#include <QAction>
#include <QDesktopServices>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QItemSelectionModel>
#include <QMainWindow>
#include <QMessageBox>
#include <QMimeData>
#include <QPointer>
#include <QProgressDialog>
#include <QPushButton>
#include <QStandardPaths>
#include <QUrl>
#include <algorithm>

#include "app/window/app_settings.h"
#include "app/window/engine_service.h"
#include "app/window/store_service.h"
#include "core/report/report.h"
#include "widgets/models/run_table_model.h"
#include "widgets/runs/run_table_view.h"
#include "widgets/runs/runs_view.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

/// Shorter work needs no dialog; it would only flicker.
constexpr int kPatienceMs = 400;
constexpr int kSteps = 1000;

QString text(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

/// The files of a drag, if all of them are bundles.
QStringList bundlesIn(const QMimeData* data) {
    QStringList files;
    for (const QUrl& url : data->urls()) {
        const QString file = url.toLocalFile();
        if (!file.endsWith(QLatin1String(kBundleSuffix), Qt::CaseInsensitive)) return {};
        files << file;
    }
    return files;
}

}  // namespace

TransferController::TransferController(QMainWindow* window, StoreService* store, EngineService* engine, RunsView* runs,
                                       AppSettings* settings, bool remember)
    : QObject(window),
      window_(window),
      store_(store),
      engine_(engine),
      runs_(runs),
      settings_(settings),
      remember_(remember),
      worker_(std::make_unique<Worker>()) {
    makeActions();
    runs_->addToolActions({report_, export_, import_});
    window_->setAcceptDrops(true);
    window_->installEventFilter(this);
    connect(runs_->table()->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TransferController::showState);
    connect(store_, &StoreService::entriesListed, this, &TransferController::showState);
    connect(store_, &StoreService::opened, this, &TransferController::showState);
    connect(engine_, &EngineService::ready, this, &TransferController::showState);
    showState();
}

TransferController::~TransferController() {
    for (const auto& running : running_)
        if (const auto cancel = running.lock()) *cancel = true;
    worker_.reset();
}

void TransferController::makeActions() {
    const auto make = [this](const QString& name, const QString& iconName, const QString& words, const QString& tip,
                             const QKeySequence& keys) {
        auto* action = new QAction(icon(iconName), words, this);
        action->setObjectName(name);
        action->setShortcut(keys);
        action->setToolTip(QStringLiteral("%1 (%2)").arg(tip, keys.toString(QKeySequence::NativeText)));
        action->setStatusTip(tip);
        return action;
    };
    report_ = make(QStringLiteral("reportRuns"), QStringLiteral("report"), tr("Re&port..."),
                   tr("Write a report of the selected runs, as a web page or a PDF"), QKeySequence(tr("Ctrl+Shift+P")));
    export_ = make(QStringLiteral("exportBundle"), QStringLiteral("export"), tr("&Export bundle..."),
                   tr("Write each selected run with its records and checkpoint into one file for another machine"),
                   QKeySequence(tr("Ctrl+Alt+X")));
    import_ = make(QStringLiteral("importBundle"), QStringLiteral("import"), tr("&Import bundle..."),
                   tr("Add runs from bundles of another machine; dropping them on the window does the same"),
                   QKeySequence(tr("Ctrl+Alt+O")));
    connect(report_, &QAction::triggered, this, &TransferController::askReport);
    connect(export_, &QAction::triggered, this, &TransferController::askExport);
    connect(import_, &QAction::triggered, this, &TransferController::askImport);
}

bool TransferController::ready() const { return store_->store() && engine_->engine(); }

void TransferController::showState() {
    const bool some = !runs_->selectedRuns().isEmpty();
    report_->setEnabled(ready() && some);
    export_->setEnabled(ready() && some);
    import_->setEnabled(ready());
}

QString TransferController::folder() const {
    const QString kept = folder_.isEmpty() && remember_ ? settings_->transferFolder() : folder_;
    if (!kept.isEmpty() && QDir(kept).exists()) return kept;
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

void TransferController::rememberFolder(const QString& file) {
    const QFileInfo info(file);
    folder_ = info.isDir() ? info.absoluteFilePath() : info.absolutePath();
    if (remember_) settings_->setTransferFolder(folder_);
}

QFileDialog* TransferController::fileDialog(const QString& name, const QString& title) {
    auto* dialog = new QFileDialog(window_, title, folder());
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return dialog;
}

void TransferController::askReport() {
    const QList<qint64> runs = runs_->selectedRuns();
    if (runs.isEmpty()) return;
    QFileDialog* dialog = fileDialog(QStringLiteral("reportDialog"), tr("Write a report"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QString pdf = tr("PDF (*.pdf)"), page = tr("Web page (*.html)");
    dialog->setNameFilters({pdf, page});
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    const std::vector<std::int64_t> ids(runs.begin(), runs.end());
    const auto suggest = [ids](ReportFormat format) { return QString::fromStdString(reportFileName(ids, format)); };
    dialog->selectFile(suggest(ReportFormat::Pdf));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, page, suggest](const QString& filter) {
        const bool html = filter == page;
        dialog->setDefaultSuffix(html ? QStringLiteral("html") : QStringLiteral("pdf"));
        dialog->selectFile(suggest(html ? ReportFormat::Html : ReportFormat::Pdf));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, runs](const QString& file) {
        rememberFolder(file);
        writeReport(runs, file);
    });
    dialog->open();
}

void TransferController::askExport() {
    const QList<qint64> runs = runs_->selectedRuns();
    if (runs.isEmpty()) return;
    QFileDialog* dialog = fileDialog(QStringLiteral("exportBundleDialog"), tr("Export bundle"));
    if (runs.size() > 1) {
        // Several runs are several files, so a folder is asked for.
        dialog->setWindowTitle(tr("Folder for %n bundles", nullptr, int(runs.size())));
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
        connect(dialog, &QFileDialog::fileSelected, this, [this, runs](const QString& chosen) {
            rememberFolder(chosen);
            QStringList files;
            for (const qint64 run : runs)
                if (const RunSummary* summary = runs_->model()->find(run))
                    files << chosen + u'/' + QString::fromStdString(bundleName(*summary));
            if (files.size() == runs.size()) exportBundles(runs, files, BundleCheckpoints::Newest);
        });
        dialog->open();
        return;
    }
    const RunSummary* summary = runs_->model()->find(runs.front());
    if (!summary) return;
    const QStringList choices{tr("Bundle with the newest checkpoint (*.exitlab)"),
                              tr("Bundle with every checkpoint (*.exitlab)"),
                              tr("Bundle without checkpoints: to look at, not to resume (*.exitlab)")};
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(choices);
    dialog->setDefaultSuffix(QString::fromLatin1(kBundleSuffix).mid(1));
    dialog->selectFile(QString::fromStdString(bundleName(*summary)));
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, choices, runs](const QString& file) {
        rememberFolder(file);
        const qsizetype choice = choices.indexOf(dialog->selectedNameFilter());
        exportBundles(runs, {file},
                      choice == 1   ? BundleCheckpoints::All
                      : choice == 2 ? BundleCheckpoints::None
                                    : BundleCheckpoints::Newest);
    });
    dialog->open();
}

void TransferController::askImport() {
    QFileDialog* dialog = fileDialog(QStringLiteral("importBundleDialog"), tr("Import bundles"));
    dialog->setAcceptMode(QFileDialog::AcceptOpen);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("ExitLab bundles (*.exitlab)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) {
        rememberFolder(files.front());
        importBundles(files);
    });
    dialog->open();
}

void TransferController::launch(const QString& what, const QString& failure, std::function<Answer(const Watch&)> job) {
    auto* dialog = new QProgressDialog(what, tr("Cancel"), 0, kSteps, window_);
    dialog->setObjectName(QStringLiteral("transferProgress"));
    dialog->setWindowTitle(tr("ExitLab"));
    dialog->setWindowModality(Qt::NonModal);
    dialog->setMinimumDuration(kPatienceMs);
    dialog->setAutoClose(false);
    dialog->setAutoReset(false);
    dialog->setValue(0);
    Watch watch;
    watch.cancel = std::make_shared<std::atomic<bool>>(false);
    std::erase_if(running_, [](const auto& one) { return one.expired(); });
    running_.push_back(watch.cancel);
    connect(dialog, &QProgressDialog::canceled, dialog, [cancel = watch.cancel] { *cancel = true; });
    const QPointer<QProgressDialog> guarded(dialog);
    auto last = std::make_shared<int>(-1);
    watch.progress = [this, guarded, last](double share) {
        const int step = std::clamp(static_cast<int>(share * kSteps), 0, kSteps);
        if (step / 10 == *last / 10) return;  // at most a hundred messages
        *last = step;
        QMetaObject::invokeMethod(
            this,
            [guarded, step] {
                if (guarded && !guarded->wasCanceled()) guarded->setValue(step);
            },
            Qt::QueuedConnection);
    };
    ++pending_;
    worker_->post([this, watch, failure, guarded, job = std::move(job)] {
        Answer answer;
        try {
            answer = job(watch);
        } catch (const std::exception& error) {
            const QString details = QString::fromUtf8(error.what());
            if (*watch.cancel)
                answer = [this] { Q_EMIT said(tr("Cancelled; nothing was changed")); };
            else
                answer = [this, failure, details] { Q_EMIT failed(failure, details); };
        }
        QMetaObject::invokeMethod(
            this,
            [this, guarded, answer = std::move(answer)] {
                --pending_;
                if (guarded) guarded->deleteLater();
                if (answer) answer();
            },
            Qt::QueuedConnection);
    });
}

void TransferController::writeReport(const QList<qint64>& runs, const QString& file) {
    if (!ready()) return;
    const std::vector<std::int64_t> ids(runs.begin(), runs.end());
    launch(tr("Writing %1").arg(QFileInfo(file).fileName()), tr("The report could not be written."),
           [this, ids, file, store = store_->store(), engine = engine_->engine()](const Watch& watch) -> Answer {
               const ReportContext context{
                   engine->methods(), [&engine](const Experiment& experiment) { return costOf(*engine, experiment); },
                   watch.progress, watch.cancel.get()};
               store->flush();
               const ReportInfo info = writeReportFile(store->reader(), ids, file.toStdString(), context);
               return [this, written = text(info.file)] { offerToOpen(written); };
           });
}

void TransferController::offerToOpen(const QString& file) {
    Q_EMIT said(tr("Wrote %1").arg(QFileInfo(file).fileName()));
    auto* question =
        new QMessageBox(QMessageBox::Information, tr("Report written"),
                        tr("The report is in %1.").arg(QDir::toNativeSeparators(file)), QMessageBox::Close, window_);
    question->setObjectName(QStringLiteral("reportWritten"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setWindowModality(Qt::NonModal);
    QPushButton* open = question->addButton(tr("Open"), QMessageBox::AcceptRole);
    open->setObjectName(QStringLiteral("openReport"));
    QPushButton* show = question->addButton(tr("Show in folder"), QMessageBox::ActionRole);
    show->setObjectName(QStringLiteral("showReport"));
    question->setDefaultButton(open);
    connect(open, &QPushButton::clicked, this, [this, file] {
        if (!QDesktopServices::openUrl(QUrl::fromLocalFile(file)))
            Q_EMIT failed(tr("No program opened the report."), QDir::toNativeSeparators(file));
    });
    connect(show, &QPushButton::clicked, this, [this, file] {
        if (!QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(file).absolutePath())))
            Q_EMIT failed(tr("No program opened the folder."), QDir::toNativeSeparators(file));
    });
    question->show();
}

void TransferController::exportBundles(const QList<qint64>& runs, const QStringList& files,
                                       BundleCheckpoints checkpoints) {
    if (!ready() || runs.size() != files.size()) return;
    launch(files.size() == 1 ? tr("Writing %1").arg(QFileInfo(files.front()).fileName())
                             : tr("Writing %n bundles", nullptr, int(files.size())),
           tr("The bundle could not be written."),
           [this, runs, files, checkpoints, store = store_->store()](const Watch& watch) -> Answer {
               store->flush();
               double bytes = 0;
               for (qsizetype i = 0; i < runs.size(); ++i) {
                   const BundleWatch each{
                       [&](double share) { watch.progress((double(i) + share) / double(runs.size())); },
                       watch.cancel.get()};
                   bytes += static_cast<double>(
                       writeBundle(store->path(), runs[i], files[i].toStdString(), checkpoints, each).bytes);
               }
               return [this, bytes, files] {
                   Q_EMIT said(files.size() == 1
                                   ? tr("Wrote %1, %2").arg(QFileInfo(files.front()).fileName(), formatBytes(bytes))
                                   : tr("Wrote %n bundles, %1", nullptr, int(files.size())).arg(formatBytes(bytes)));
               };
           });
}

void TransferController::importBundles(const QStringList& files) {
    if (files.isEmpty()) return;
    if (!ready()) {
        Q_EMIT failed(tr("Bundles can be imported once the methods and the run database are open."), {});
        return;
    }
    std::vector<std::filesystem::path> paths;
    for (const QString& file : files) paths.emplace_back(file.toStdString());
    launch(files.size() == 1 ? tr("Reading %1").arg(QFileInfo(files.front()).fileName())
                             : tr("Reading %n bundles", nullptr, int(files.size())),
           tr("Nothing was imported: a bundle cannot be used."),
           [this, paths, store = store_->store(), engine = engine_->engine()](const Watch& watch) -> Answer {
               const BundleWatch each{watch.progress, watch.cancel.get()};
               const std::vector<std::int64_t> added = readBundles(*store, paths, engine->methods(), each);
               return [this, added] {
                   QList<qint64> runs;
                   for (const std::int64_t run : added) runs << run;
                   Q_EMIT said(tr("Imported %n runs", nullptr, int(runs.size())));
                   Q_EMIT imported(runs);
               };
           });
}

bool TransferController::eventFilter(QObject* object, QEvent* event) {
    if (object == window_ && (event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove)) {
        auto* drag = static_cast<QDragMoveEvent*>(event);
        if (!bundlesIn(drag->mimeData()).isEmpty()) {
            drag->acceptProposedAction();
            return true;
        }
    } else if (object == window_ && event->type() == QEvent::Drop) {
        auto* drop = static_cast<QDropEvent*>(event);
        if (const QStringList files = bundlesIn(drop->mimeData()); !files.isEmpty()) {
            drop->acceptProposedAction();
            importBundles(files);
            return true;
        }
    }
    return QObject::eventFilter(object, event);
}

}  // namespace exitlab
