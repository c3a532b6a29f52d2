// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of the window. Every action has a tooltip and keys of its own (tests/app/tst_window.cpp).
#include <QAction>
#include <QActionGroup>
#include <QMenuBar>
#include <QStatusBar>
#include <QWhatsThis>

#include "app/window/dialogs.h"
#include "app/window/engine_service.h"
#include "app/window/exits_page.h"
#include "app/window/main_window.h"
#include "app/window/run_controller.h"
#include "app/window/store_service.h"
#include "app/window/transfer_controller.h"
#include "app/window/watch_page.h"
#include "widgets/design/design_view.h"
#include "widgets/exits/exits_view.h"
#include "widgets/runs/runs_view.h"

namespace exitlab {

QAction* MainWindow::makeAction(QMenu* menu, const QString& name, const QString& iconName, const QString& text,
                                const QString& tip, const QKeySequence& shortcut) {
    auto* action = new QAction(iconName.isEmpty() ? QIcon() : icon(iconName), text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(tip, shortcut.toString(QKeySequence::NativeText)));
    action->setStatusTip(tip);
    menu->addAction(action);
    return action;
}

void MainWindow::makeMenus() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addActions({design_->newAction(), design_->openAction()});
    file->addMenu(design_->recentMenu());
    file->addMenu(design_->presetMenu());
    file->addSeparator();
    file->addActions({design_->saveAction(), design_->saveAsAction()});
    file->addSeparator();
    file->addAction(design_->copyAction());
    file->addSeparator();
    file->addActions(transfers_->actions());
    file->addSeparator();
    QAction* quit = makeAction(file, QStringLiteral("quit"), QStringLiteral("close"), tr("&Quit"),
                               tr("Close ExitLab; a run in progress is asked about"), QKeySequence(tr("Ctrl+Q")));
    connect(quit, &QAction::triggered, this, &QWidget::close);
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    edit->addActions({design_->undoAction(), design_->redoAction()});
    makeRunMenu();
    menuBar()->addMenu(exits_->view()->menu());
    makeViewMenu();
    makeHelpMenu();
}

void MainWindow::makeRunMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Run"));
    runMenu_ = menu;
    menu->addActions({design_->startAction(), design_->queueAction(), design_->raceAction(), design_->sweepAction(),
                      design_->probeAction()});
    menu->addSeparator();
    afterCommands_ = menu->addSeparator();
    menu->addActions(driving_->actions());
    menu->addSeparator();
    for (QAction* action : runs_->runActions())
        if (!transfers_->actions().contains(action)) menu->addAction(action);  // files are in the File menu
    for (QMenu* owner : menuBar()->findChildren<QMenu*>()) owner->setToolTipsVisible(true);
}

void MainWindow::followWatchPage() {
    for (QAction* action : commands_) runMenu_->removeAction(action);
    commands_ = watch_->commands();
    runMenu_->insertActions(afterCommands_, commands_);
    docks_->setMenu(watch_->dockMenu());
    docks_->setEnabled(watch_->dockMenu() != nullptr);
}

void MainWindow::makeViewMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    menu->setToolTipsVisible(true);
    menu->addActions(pageGroup_->actions());
    menu->addSeparator();
    QMenu* table = menu->addMenu(icon(QStringLiteral("runs")), tr("Table of &runs"));
    table->setToolTipsVisible(true);
    table->addActions(runs_->pageActions());
    for (QAction* action : runs_->pageActions())
        connect(action, &QAction::triggered, this, [this] { showPage(QStringLiteral("runs")); });
    menu->addSeparator();
    QMenu* themes = menu->addMenu(icon(QStringLiteral("sun")), tr("&Theme"));
    themes->setToolTipsVisible(true);
    auto* group = new QActionGroup(this);
    struct Choice {
        ThemeMode mode;
        QString name, text, tip, keys;
    };
    for (const Choice& choice :
         {Choice{ThemeMode::System, QStringLiteral("theme.system"), tr("&System"), tr("Light or dark as the system"),
                 tr("Ctrl+Alt+S")},
          Choice{ThemeMode::Light, QStringLiteral("theme.light"), tr("&Light"), tr("Dark on light"), tr("Ctrl+Alt+L")},
          Choice{ThemeMode::Dark, QStringLiteral("theme.dark"), tr("&Dark"), tr("Light on dark"), tr("Ctrl+Alt+D")}}) {
        QAction* action =
            makeAction(themes, choice.name, QString(), choice.text, choice.tip, QKeySequence(choice.keys));
        action->setCheckable(true);
        action->setChecked(Theme::instance().mode() == choice.mode);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, mode = choice.mode] {
            Theme::instance().setMode(mode);
            if (options_.remember) settings_.setTheme(mode);
        });
    }
    makeLanguageMenu(menu);
    docks_ = menu->addAction(icon(QStringLiteral("layout")), tr("&Docks of the run"));
    docks_->setObjectName(QStringLiteral("docks"));
    docks_->setToolTip(tr("Show and hide the plots of the run on the Watch page"));
    docks_->setEnabled(false);
    QAction* reset = makeAction(menu, QStringLiteral("resetLayout"), QStringLiteral("layout"), tr("&Reset layout"),
                                tr("Put every panel back where it was at first"), QKeySequence(tr("Ctrl+Alt+0")));
    connect(reset, &QAction::triggered, this, [this] {
        settings_.forgetLayout();
        watch_->resetLayout();
        exits_->view()->resetLayout();
        design_->resetLayout();
        runs_->resetLayout();
    });
    QAction* full = makeAction(menu, QStringLiteral("fullScreen"), QString(), tr("&Full screen"),
                               tr("Use the whole screen, or go back"), QKeySequence(tr("F11")));
    full->setCheckable(true);
    connect(full, &QAction::toggled, this, [this](bool on) { on ? showFullScreen() : showNormal(); });
}

void MainWindow::makeLanguageMenu(QMenu* view) {
    QMenu* languages = view->addMenu(tr("&Language"));
    languages->setToolTipsVisible(true);
    auto* group = new QActionGroup(this);
    struct Choice {
        Language language;
        QString text, tip, keys;
    };
    // A language is named in itself, so that it is found by who reads no other.
    for (const Choice& choice :
         {Choice{Language::System, tr("&System"), tr("The language of the system"), tr("Ctrl+Alt+Shift+S")},
          Choice{Language::English, QStringLiteral("&English"), tr("English texts"), tr("Ctrl+Alt+Shift+E")},
          Choice{Language::SimplifiedChinese, QStringLiteral("简体中文(&C)"), tr("Simplified Chinese texts"),
                 tr("Ctrl+Alt+Shift+C")}}) {
        QAction* action = makeAction(languages, QStringLiteral("language.") + languageCode(choice.language), QString(),
                                     choice.text, choice.tip, QKeySequence(choice.keys));
        action->setCheckable(true);
        action->setChecked(options_.language.value_or(settings_.language()) == choice.language);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, language = choice.language] {
            if (options_.remember) settings_.setLanguage(language);
            if (isRunning())
                statusBar()->showMessage(tr("The language changes when ExitLab is opened next; a run is in progress"));
            else
                Q_EMIT remakeRequested();
        });
    }
}

void MainWindow::makeHelpMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    menu->setToolTipsVisible(true);
    QAction* keys = makeAction(menu, QStringLiteral("showShortcuts"), QStringLiteral("help"), tr("Keyboard &shortcuts"),
                               tr("List every action with its keys"), QKeySequence(Qt::Key_F1));
    connect(keys, &QAction::triggered, this, [this] { showShortcuts(this); });
    QAction* what = makeAction(menu, QStringLiteral("whatsThis"), QString(), tr("&What's this"),
                               tr("Then click on what you want explained"), QKeySequence(tr("Shift+F1")));
    connect(what, &QAction::triggered, this, [] { QWhatsThis::enterWhatsThisMode(); });
    QAction* methods =
        makeAction(menu, QStringLiteral("showPlugins"), QStringLiteral("info"), tr("&Methods"),
                   tr("List the loaded methods and what could not be loaded"), QKeySequence(tr("Ctrl+Alt+M")));
    connect(methods, &QAction::triggered, this, [this] { showPlugins(this, engine_->engine().get()); });
    QAction* about = makeAction(menu, QStringLiteral("about"), QStringLiteral("exits"), tr("&About ExitLab"),
                                tr("Version, licence and where the runs are kept"), QKeySequence(tr("Ctrl+Alt+I")));
    connect(about, &QAction::triggered, this,
            [this] { showAbout(this, QString::fromStdString(store_->database().string())); });
}

}  // namespace exitlab
