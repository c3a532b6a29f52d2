// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves and enters the window as a file: reports of runs, bundles out and in. Work is done in a thread; a dialog
// that blocks nothing shows how far it is and can stop it.
#pragma once

#include <QList>
#include <QObject>
#include <QStringList>
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "app/window/worker.h"
#include "core/store/bundle.h"

class QAction;
class QFileDialog;
class QMainWindow;

namespace exitlab {

class AppSettings;
class EngineService;
class RunsView;
class StoreService;

class TransferController : public QObject {
    Q_OBJECT

  public:
    /// All outlive it. `remember`: the folder last used is kept in `settings`.
    TransferController(QMainWindow* window, StoreService* store, EngineService* engine, RunsView* runs,
                       AppSettings* settings, bool remember);
    /// Work under way is cancelled.
    ~TransferController() override;

    /// For the File menu.
    QList<QAction*> actions() const { return {import_, export_, report_}; }
    bool isIdle() const { return pending_ == 0; }

    /// As the actions do after their dialogs.
    void writeReport(const QList<qint64>& runs, const QString& file);
    void exportBundles(const QList<qint64>& runs, const QStringList& files, BundleCheckpoints checkpoints);
    void importBundles(const QStringList& files);

  Q_SIGNALS:
    void failed(const QString& message, const QString& details);
    void said(const QString& words);
    /// In the store, by number.
    void imported(const QList<qint64>& runs);

  protected:
    /// Bundles dropped on the window.
    bool eventFilter(QObject* object, QEvent* event) override;

  private:
    /// What the job needs to say how far it is and to know when to stop.
    struct Watch {
        std::function<void(double)> progress;
        std::shared_ptr<std::atomic<bool>> cancel;
    };
    /// `job` runs in the thread and returns what is to be done on the GUI thread. `failure`: the message if it throws.
    using Answer = std::function<void()>;
    void launch(const QString& what, const QString& failure, std::function<Answer(const Watch&)> job);
    void makeActions();
    void showState();
    bool ready() const;
    QFileDialog* fileDialog(const QString& name, const QString& title);
    QString folder() const;
    void rememberFolder(const QString& file);
    void askReport();
    void askExport();
    void askImport();
    void offerToOpen(const QString& file);

    QMainWindow* window_;
    StoreService* store_;
    EngineService* engine_;
    RunsView* runs_;
    AppSettings* settings_;
    bool remember_;
    QString folder_;
    QAction *report_ = nullptr, *export_ = nullptr, *import_ = nullptr;
    int pending_ = 0;
    std::vector<std::weak_ptr<std::atomic<bool>>> running_;
    std::unique_ptr<Worker> worker_;
};

}  // namespace exitlab
