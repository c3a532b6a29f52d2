// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done on the Runs page: every action with its words, icon, tip and keys. What they do is wired by
// RunsView.
#pragma once

#include <QList>
#include <QObject>

#include "core/store/run_store.h"

class QAction;

namespace exitlab {

class RunsActions : public QObject {
    Q_OBJECT

  public:
    explicit RunsActions(QObject* parent);

    // On the selected runs.
    QAction *open = nullptr, *resume = nullptr, *repeat = nullptr, *branch = nullptr, *clone = nullptr, *star = nullptr,
            *tag = nullptr, *note = nullptr, *trash = nullptr;
    // In the trash.
    QAction *restore = nullptr, *remove = nullptr, *emptyTrash = nullptr;
    // Of the page.
    QAction *showTrash = nullptr, *compare = nullptr, *columns = nullptr, *sortColumn = nullptr, *sortAlso = nullptr,
            *find = nullptr, *condition = nullptr, *clearFilters = nullptr, *refresh = nullptr;

    /// Those that act on runs, in the order of a menu.
    QList<QAction*> ofRuns() const;
    /// Those of the page.
    QList<QAction*> ofPage() const;

    /// What can be done with a selection.
    struct Selection {
        const RunSummary* one = nullptr;  ///< the only selected run
        QList<qint64> runs;
        bool active = false;  ///< one of them is driven by this window
        bool trash = false;   ///< the trash is shown
        int shown = 0;        ///< runs in the table
        QString blocked;      ///< why no run may be started now; empty: one may
        bool filtering = false;
    };
    void follow(const Selection& selection);

  private:
    QAction* make(const QString& name, const QString& iconName, const QString& text, const QString& tip,
                  const QKeySequence& shortcut);
    static void explain(QAction* action, const QString& why);
};

}  // namespace exitlab
