// SPDX-License-Identifier: GPL-3.0-or-later
// The window: pages on a rail, menus, and the wiring between pages and services. It composes, it does not implement.
#pragma once

#include <QMainWindow>
#include <QMap>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "app/window/app_settings.h"
#include "core/federation/run.h"
#include "core/store/run_store.h"

class QActionGroup;
class QMenu;
class QStackedWidget;

namespace exitlab {

class Banner;
class DesignController;
class DesignView;
class EngineService;
class ExitsPage;
class PageRail;
class PreviewService;
class RunController;
class RunsController;
class RunsView;
class StoreService;
class TransferController;
class WatchPage;

class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    struct Options {
        std::filesystem::path database;
        RunOptions run;
        std::vector<std::filesystem::path> pluginDirs;
        QString settingsFile;              ///< empty: the user's
        std::optional<ThemeMode> theme;    ///< instead of the remembered one
        std::optional<Language> language;  ///< likewise
        QString page;                      ///< shown first; empty: the remembered one
        std::vector<std::int64_t> openRuns;
        std::vector<std::int64_t> compareRuns;  ///< shown side by side
        QString experimentFile;                 ///< opened in Design when the methods are there
        bool remember = true;                   ///< false: reads and writes no session
    };

    explicit MainWindow(const Options& options, QWidget* parent = nullptr);
    ~MainWindow() override;

    QStringList pageIds() const { return pages_.keys(); }
    QString currentPage() const;
    /// False if there is none of that name.
    bool showPage(const QString& id);
    /// Shows the plots of a stored run, or the live ones if it is running here.
    void openRun(std::int64_t run);
    /// Nothing is being loaded, listed or previewed: what is on screen is what will stay.
    bool isSettled() const;
    bool isRunning() const;

    DesignView* designView() const { return design_; }
    RunsView* runsView() const { return runs_; }
    WatchPage* watchPage() const { return watch_; }
    RunController* runController() const { return driving_; }
    ExitsPage* exitsPage() const { return exits_; }
    Banner* banner() const { return banner_; }

  Q_SIGNALS:
    /// Another language was chosen: its texts need a window made anew, from the session this one leaves on closing.
    void remakeRequested();

  protected:
    void closeEvent(QCloseEvent* event) override;

  private:
    void makePages();
    void makeMenus();
    void makeRunMenu();
    void makeViewMenu();
    void makeLanguageMenu(QMenu* view);
    void makeHelpMenu();
    /// Commands and docks of the run on the Watch page, in the menus.
    void followWatchPage();
    QAction* makeAction(QMenu* menu, const QString& name, const QString& iconName, const QString& text,
                        const QString& tip, const QKeySequence& shortcut);
    void addPage(const QString& id, const QString& title, const QString& tip, const QString& iconName, QWidget* page);
    void connectServices();
    void connectPages();
    void restoreSession();
    /// Opens on the Watch page what was open there when the last session ended.
    void restoreRuns(const std::vector<RunSummary>& stored);
    void saveSession();

    void onEngineReady();
    void repeat(std::int64_t run, const QString& experiment, std::uint64_t seed, bool now);
    void onListed(const std::vector<RunSummary>& runs);
    void exploreExits();
    void cloneToDesign(std::int64_t run, const QString& experiment);
    void showStartState();
    void showTitle();
    void report(const QString& message, const QString& details = {});

    Options options_;
    AppSettings settings_;
    AppSettings::Session session_;
    EngineService* engine_ = nullptr;
    StoreService* store_ = nullptr;
    PreviewService* previews_ = nullptr;
    RunController* driving_ = nullptr;
    DesignController* designController_ = nullptr;
    TransferController* transfers_ = nullptr;
    bool engineAnswered_ = false, storeAnswered_ = false, listedOnce_ = false;

    PageRail* rail_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    Banner* banner_ = nullptr;
    QMap<QString, QAction*> pages_;
    QActionGroup* pageGroup_ = nullptr;
    DesignView* design_ = nullptr;
    WatchPage* watch_ = nullptr;
    ExitsPage* exits_ = nullptr;
    RunsView* runs_ = nullptr;
    RunsController* runsController_ = nullptr;
    QMenu* runMenu_ = nullptr;
    QAction *afterCommands_ = nullptr, *docks_ = nullptr;
    QList<QAction*> commands_;
};

}  // namespace exitlab
