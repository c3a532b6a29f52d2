// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/runs_actions.h"

#include <QAction>

#include "widgets/theme/theme.h"

namespace exitlab {

QAction* RunsActions::make(const QString& name, const QString& iconName, const QString& text, const QString& tip,
                           const QKeySequence& shortcut) {
    auto* action = new QAction(icon(iconName), text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    action->setStatusTip(tip);
    explain(action, tip);
    return action;
}

void RunsActions::explain(QAction* action, const QString& why) {
    action->setToolTip(QStringLiteral("%1 (%2)").arg(why, action->shortcut().toString(QKeySequence::NativeText)));
}

RunsActions::RunsActions(QObject* parent) : QObject(parent) {
    open = make(QStringLiteral("openRun"), QStringLiteral("watch"), tr("Open &plots"),
                tr("Show the plots of the selected runs"), QKeySequence(tr("Ctrl+Return")));
    resume = make(QStringLiteral("resumeRun"), QStringLiteral("resume"), tr("&Resume"),
                  tr("Continue the selected run after its last checkpoint"), QKeySequence(tr("Ctrl+Shift+R")));
    repeat = make(QStringLiteral("repeatRun"), QStringLiteral("redo"), tr("Repea&t..."),
                  tr("Run the same experiment again, with another seed if you like"), QKeySequence(tr("Ctrl+Alt+R")));
    branch = make(QStringLiteral("branchRun"), QStringLiteral("branch"), tr("&Branch..."),
                  tr("Start from a checkpoint of the selected run with a change"), QKeySequence(tr("Ctrl+Alt+B")));
    clone = make(QStringLiteral("cloneRun"), QStringLiteral("design"), tr("&Clone to Design"),
                 tr("Show the settings of the selected run in Design"), QKeySequence(tr("Ctrl+D")));
    star = make(QStringLiteral("starRuns"), QStringLiteral("star"), tr("&Star"),
                tr("Star the selected runs, or take the stars back"), QKeySequence(tr("Ctrl+B")));
    tag = make(QStringLiteral("tagRuns"), QStringLiteral("tag"), tr("Ta&gs..."),
               tr("Give tags to the selected runs, or take them"), QKeySequence(tr("Ctrl+T")));
    note = make(QStringLiteral("noteRun"), QStringLiteral("note"), tr("&Note"), tr("Write a note on the current run"),
                QKeySequence(tr("Ctrl+Alt+N")));
    trash = make(QStringLiteral("trashRuns"), QStringLiteral("delete"), tr("&Move to trash"),
                 tr("Move the selected runs to the trash; they can be restored"), QKeySequence(tr("Ctrl+Delete")));
    restore = make(QStringLiteral("restoreRuns"), QStringLiteral("undo"), tr("Restor&e"),
                   tr("Take the selected runs out of the trash"), QKeySequence(tr("Ctrl+Alt+U")));
    remove =
        make(QStringLiteral("deleteRuns"), QStringLiteral("delete"), tr("&Delete for good..."),
             tr("Delete the selected runs of the trash with their checkpoints"), QKeySequence(tr("Ctrl+Shift+Delete")));
    emptyTrash = make(QStringLiteral("emptyTrash"), QStringLiteral("delete"), tr("Empt&y trash..."),
                      tr("Delete every run of the trash with its checkpoints"), QKeySequence(tr("Ctrl+Alt+E")));
    showTrash = make(QStringLiteral("showTrash"), QStringLiteral("trash"), tr("Tras&h"),
                     tr("Show the runs in the trash instead of the others"), QKeySequence(tr("Ctrl+Alt+H")));
    showTrash->setCheckable(true);
    compare = make(QStringLiteral("showComparison"), QStringLiteral("compare"), tr("Co&mpare"),
                   tr("Show or hide the comparison of the selected runs"), QKeySequence(tr("Ctrl+Shift+M")));
    compare->setCheckable(true);
    columns = make(QStringLiteral("chooseColumns"), QStringLiteral("table"), tr("Co&lumns..."),
                   tr("Choose the columns of the table, settings included, and their order"),
                   QKeySequence(tr("Ctrl+Shift+L")));
    sortColumn =
        make(QStringLiteral("sortColumn"), QStringLiteral("next"), tr("S&ort by this column"),
             tr("Sort by the current column alone; again: the other way round"), QKeySequence(tr("Ctrl+Shift+Down")));
    sortAlso = make(QStringLiteral("sortAlso"), QStringLiteral("add"), tr("Then sort b&y this column"),
                    tr("Add the current column to the sorting (Shift and click on a header does the same)"),
                    QKeySequence(tr("Ctrl+Shift+Up")));
    find = make(QStringLiteral("findRuns"), QStringLiteral("search"), tr("F&ind"), tr("Go to the filter of the runs"),
                QKeySequence(QKeySequence::Find));
    condition = make(QStringLiteral("conditionRuns"), QStringLiteral("filter"), tr("Condi&tion"),
                     tr("Go to the condition on the runs"), QKeySequence(tr("Ctrl+Shift+F")));
    clearFilters = make(QStringLiteral("clearRunFilters"), QStringLiteral("close"), tr("Clear &filters"),
                        tr("Show all runs again"), QKeySequence(tr("Ctrl+Shift+Backspace")));
    refresh = make(QStringLiteral("refreshRuns"), QStringLiteral("refresh"), tr("Re&fresh"), tr("Read the runs again"),
                   QKeySequence(tr("Ctrl+F5")));
}

QList<QAction*> RunsActions::ofRuns() const {
    return {open, resume, repeat, branch, clone, star, tag, note, trash, restore, remove, emptyTrash};
}

QList<QAction*> RunsActions::ofPage() const {
    return {find, condition, clearFilters, sortColumn, sortAlso, columns, compare, showTrash, refresh};
}

void RunsActions::follow(const Selection& s) {
    const bool any = !s.runs.isEmpty();
    const bool resumable = s.one && !s.active &&
                           (s.one->status == RunStatus::Interrupted || s.one->status == RunStatus::Stopped ||
                            s.one->status == RunStatus::Paused || s.one->status == RunStatus::Failed);
    const bool live = !s.trash;
    open->setEnabled(any && live);
    clone->setEnabled(s.one && !s.one->experiment.empty());
    resume->setEnabled(resumable && s.blocked.isEmpty() && live);
    QString why = resume->statusTip();
    if (!s.blocked.isEmpty())
        why = s.blocked;
    else if (s.one && !resumable)
        why = tr("Only a stopped, failed or interrupted run can be resumed");
    else if (s.one && s.one->checkpointRound > 0)
        why = tr("Continue after round %1").arg(s.one->checkpointRound);
    explain(resume, why);
    repeat->setEnabled(s.one && live && !s.one->experiment.empty());
    branch->setEnabled(s.one && live && s.one->checkpointRound > 0);
    explain(branch, s.one && s.one->checkpointRound <= 0 ? tr("This run has no checkpoint to start from")
                                                         : branch->statusTip());
    star->setEnabled(any && live);
    tag->setEnabled(any && live);
    note->setEnabled(any && live);
    trash->setEnabled(any && live && !s.active);
    explain(trash, s.active ? tr("A run that is in progress cannot be moved to the trash") : trash->statusTip());
    for (QAction* action : {restore, remove, emptyTrash}) action->setVisible(s.trash);
    for (QAction* action : {resume, repeat, branch, star, tag, note, trash}) action->setVisible(live);
    restore->setEnabled(any && s.trash);
    remove->setEnabled(any && s.trash);
    emptyTrash->setEnabled(s.trash && s.shown > 0);
    sortColumn->setEnabled(s.shown > 0);
    sortAlso->setEnabled(s.shown > 0);
    clearFilters->setEnabled(s.filtering);
}

}  // namespace exitlab
