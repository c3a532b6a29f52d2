// SPDX-License-Identifier: GPL-3.0-or-later
// What a person can do on the Design page besides editing: files, history, starting, sweeps, races, branches.
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QTabWidget>
#include <QUndoStack>

#include "core/base/error.h"
#include "core/config/derived.h"
#include "widgets/design/branch_bar.h"
#include "widgets/design/design_view.h"
#include "widgets/design/experiment_document.h"
#include "widgets/design/forecast_pane.h"
#include "widgets/design/partition_pane.h"
#include "widgets/design/preset_menu.h"
#include "widgets/design/race_dialog.h"
#include "widgets/design/sweep_dialog.h"
#include "widgets/forms/spec_form.h"
#include "widgets/theme/theme.h"

namespace exitlab {

QAction* DesignView::makeAction(const QString& name, const QString& iconName, const QString& text, const QString& tip,
                                const QKeySequence& shortcut) {
    auto* action = new QAction(icon(iconName), text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(tip, shortcut.toString(QKeySequence::NativeText)));
    action->setStatusTip(tip);
    return action;
}

void DesignView::makeActions() {
    makeFileActions();
    makeRunActions();
    undo_ = makeAction(QStringLiteral("undoEdit"), QStringLiteral("undo"), tr("&Undo"),
                       tr("Take back the last change of the experiment"), QKeySequence::Undo);
    redo_ = makeAction(QStringLiteral("redoEdit"), QStringLiteral("redo"), tr("&Redo"),
                       tr("Do again what was taken back"), QKeySequence(tr("Ctrl+Shift+Z")));
    QUndoStack* history = document_->history();
    connect(undo_, &QAction::triggered, this, [this, history] {
        // What is half typed goes first: it is the last thing that was done.
        if (form_->discardInvalidText()) return;
        const QString what = history->undoText();
        history->undo();
        document_->endTyping();
        Q_EMIT said(tr("Undone: %1").arg(what));
    });
    connect(redo_, &QAction::triggered, this, [this, history] {
        const QString what = history->redoText();
        history->redo();
        document_->endTyping();
        Q_EMIT said(tr("Done again: %1").arg(what));
    });
    connect(history, &QUndoStack::indexChanged, this, &DesignView::showHistory);
    connect(history, &QUndoStack::indexChanged, this, [this](int index) {
        // Undone past its beginning, the branch is no more.
        if (branch_ && index < branch_->step) endBranch(false);
    });
    connect(document_, &ExperimentDocument::changed, this, &DesignView::onDocumentChanged);
    connect(document_, &ExperimentDocument::stateChanged, this, &DesignView::titleChanged);
    showHistory();
}

void DesignView::makeFileActions() {
    new_ = makeAction(QStringLiteral("newExperiment"), QStringLiteral("new"), tr("&New"),
                      tr("Start from the defaults of the current method"), QKeySequence::New);
    open_ = makeAction(QStringLiteral("openExperiment"), QStringLiteral("open"), tr("&Open..."),
                       tr("Open an experiment file"), QKeySequence::Open);
    save_ = makeAction(QStringLiteral("saveExperiment"), QStringLiteral("save"), tr("&Save"), tr("Save the experiment"),
                       QKeySequence::Save);
    saveAs_ = makeAction(QStringLiteral("saveExperimentAs"), QStringLiteral("save"), tr("Save &as..."),
                         tr("Save the experiment under another name"), QKeySequence(tr("Ctrl+Shift+S")));
    copy_ = makeAction(QStringLiteral("copyCommandLine"), QStringLiteral("copy"), tr("Copy command &line"),
                       tr("Copy the command that runs the same without a window"), QKeySequence(tr("Ctrl+Shift+C")));
    presetMenu_ = new PresetMenu(this);
    recent_ = new QMenu(tr("Open &recent"), this);
    recent_->setObjectName(QStringLiteral("recentMenu"));
    recent_->setIcon(icon(QStringLiteral("folder")));
    recent_->setToolTipsVisible(true);
    setRecentFiles({});
    connectFileActions();
}

void DesignView::connectFileActions() {
    connect(new_, &QAction::triggered, this, &DesignView::startFromDefaults);
    connect(open_, &QAction::triggered, this, [this] { chooseFile(false); });
    connect(save_, &QAction::triggered, this, [this] { file().isEmpty() ? chooseFile(true) : void(saveFile(file())); });
    connect(saveAs_, &QAction::triggered, this, [this] { chooseFile(true); });
    connect(copy_, &QAction::triggered, this, [this] {
        QApplication::clipboard()->setText(commandLine());
        Q_EMIT said(tr("Command line copied"));
    });
    connect(presetMenu_, &PresetMenu::chosen, this, &DesignView::openPreset);
}

void DesignView::makeRunActions() {
    start_ = makeAction(QStringLiteral("startRun"), QStringLiteral("run"), tr("&Start"),
                        tr("Run this experiment and watch it"), QKeySequence(tr("Ctrl+R")));
    queue_ = makeAction(QStringLiteral("addToQueue"), QStringLiteral("queued"), tr("Add to &queue"),
                        tr("Run this experiment when those before it are done"), QKeySequence(tr("Ctrl+Shift+Q")));
    sweep_ = makeAction(QStringLiteral("openSweepDialog"), QStringLiteral("sweep"), tr("S&weep..."),
                        tr("Run every combination of some settings' values"), QKeySequence(tr("Ctrl+Shift+W")));
    race_ = makeAction(QStringLiteral("openRaceDialog"), QStringLiteral("compare"), tr("R&ace..."),
                       tr("Run several methods side by side on the same partition, weights and cohorts"),
                       QKeySequence(tr("Ctrl+Shift+A")));
    probe_ = makeAction(QStringLiteral("measureTime"), QStringLiteral("run"), tr("&Measure the time"),
                        tr("Train a few batches to learn how long a round takes"), QKeySequence(tr("Ctrl+Shift+E")));
    connect(start_, &QAction::triggered, this, &DesignView::start);
    connect(queue_, &QAction::triggered, this, [this] {
        if (!isReady() || !queue_->isEnabled()) return;
        Q_EMIT queueRequested({experiment()});
        Q_EMIT said(tr("\"%1\" was added to the queue").arg(QString::fromStdString(experiment().name())));
    });
    connect(sweep_, &QAction::triggered, this, &DesignView::openSweep);
    connect(race_, &QAction::triggered, this, &DesignView::openRace);
    connect(probe_, &QAction::triggered, this, [this] {
        tabs_->setCurrentWidget(forecastPane_);
        askForForecast(true);
    });
}

void DesignView::showHistory() {
    const QUndoStack* history = document_->history();
    // The keys belong to this page: on another one they must not change what is not on screen.
    const bool here = isVisible() && isReady();
    undo_->setEnabled(here && (history->canUndo() || (form_ && form_->holdsInvalidText())));
    redo_->setEnabled(here && history->canRedo());
    const QString undone = history->undoText(), redone = history->redoText();
    undo_->setText(undone.isEmpty() ? tr("&Undo") : tr("&Undo %1").arg(undone));
    redo_->setText(redone.isEmpty() ? tr("&Redo") : tr("&Redo %1").arg(redone));
    undo_->setIconText(tr("Undo"));
    redo_->setIconText(tr("Redo"));
    const auto tip = [](QAction* action, const QString& words) {
        action->setToolTip(QStringLiteral("%1 (%2)").arg(words, action->shortcut().toString(QKeySequence::NativeText)));
        action->setStatusTip(words);
    };
    tip(undo_, undone.isEmpty() ? tr("Take back the last change of the experiment") : tr("Take back: %1").arg(undone));
    tip(redo_, redone.isEmpty() ? tr("Do again what was taken back") : tr("Do again: %1").arg(redone));
}

void DesignView::start() {
    if (!startProblem().isEmpty()) return;
    if (!branch_) {
        Q_EMIT startRequested(experiment());
        return;
    }
    const Branch branch = *branch_;
    endBranch(false);
    Q_EMIT branchRequested(branch.parentRun, branch.round, experiment());
}

void DesignView::openSweep() {
    if (!isReady() || findChild<SweepDialog*>()) return;
    auto* dialog = new SweepDialog(experiment(), document_->catalog(), forecast_, this);
    connect(dialog, &SweepDialog::sweepRequested, this, [this](const std::vector<Experiment>& experiments) {
        Q_EMIT queueRequested(experiments);
        Q_EMIT said(tr("%n experiment(s) added to the queue", nullptr, int(experiments.size())));
    });
    connect(dialog, &SweepDialog::failed, this, &DesignView::failed);
    dialog->open();
}

void DesignView::openRace() {
    if (!isReady() || findChild<RaceDialog*>()) return;
    auto* dialog = new RaceDialog(experiment(), document_->catalog(), this);
    connect(dialog, &RaceDialog::raceRequested, this, &DesignView::raceRequested);
    dialog->open();
}

void DesignView::openPreset(const Preset& preset) {
    const QString name = QString::fromStdString(preset.name.empty() ? preset.id : preset.name);
    try {
        setExperiment(Experiment::load(preset.path, document_->catalog()), {}, tr("choice of the preset %1").arg(name));
    } catch (const std::exception& error) {
        Q_EMIT failed(tr("The preset %1 cannot be used.").arg(name), QString::fromUtf8(error.what()));
    }
}

void DesignView::startFromDefaults() {
    try {
        setExperiment(Experiment::defaults(document_->catalog(), experiment().method()), {}, tr("new experiment"));
    } catch (const std::exception& error) {
        Q_EMIT failed(tr("The defaults could not be shown."), QString::fromUtf8(error.what()));
    }
}

void DesignView::chooseFile(bool save) {
    auto* dialog = new QFileDialog(this, save ? tr("Save experiment") : tr("Open experiment"), QFileInfo(file()).path(),
                                   tr("Experiments (*.json)"));
    dialog->setObjectName(QStringLiteral("experimentFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(save ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(save ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    if (save && isReady())
        dialog->selectFile(file().isEmpty() ? QString::fromStdString(experiment().name()) + QStringLiteral(".json")
                                            : QFileInfo(file()).fileName());
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, save](const QString& path) { save ? saveFile(path) : openFile(path); });
    dialog->open();
}

void DesignView::setRecentFiles(const QStringList& files) {
    recent_->clear();
    for (const QString& file : files) {
        QAction* action = recent_->addAction(QFileInfo(file).fileName());
        // Named like presets: a menu of choices needs no shortcut each.
        action->setObjectName(QStringLiteral("preset.recent.%1").arg(recent_->actions().size()));
        action->setToolTip(QStringLiteral("<p>%1</p>").arg(file.toHtmlEscaped()));
        action->setStatusTip(file);
        connect(action, &QAction::triggered, this, [this, file] { openFile(file); });
    }
    recent_->setEnabled(!files.isEmpty());
}

void DesignView::setMissingData(const QStringList& datasets) { presetMenu_->setMissingData(datasets); }

QMenu* DesignView::presetMenu() const { return presetMenu_; }

void DesignView::beginBranch(std::int64_t parentRun, int round, const Experiment& experiment) {
    if (branch_) endBranch(true);
    const int before = document_->history()->index();
    setExperiment(experiment, {}, tr("settings of run %1").arg(parentRun));
    branch_ = Branch{parentRun, round, document_->history()->index(), before};
    form_->setLocks([](const std::string& key) {
        return isFixedInBranch(key) ? tr("Fixed: the branch goes on from the run's checkpoint.") : QString();
    });
    partition_->setLocked(true);
    branchBar_->setBranch(parentRun, round);
    showState();
}

void DesignView::endBranch(bool goBack) {
    if (!branch_) return;
    const int before = branch_->before;
    branch_.reset();
    form_->setLocks({});
    partition_->setLocked(false);
    branchBar_->hide();
    if (goBack) document_->history()->setIndex(before);
    showState();
}

}  // namespace exitlab
