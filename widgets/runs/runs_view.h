// SPDX-License-Identifier: GPL-3.0-or-later
// The Runs page: every stored run in one table, what it was, how it compares and what can be done with it. It holds no
// database: what is asked for leaves as a signal.
#pragma once

#include <QList>
#include <QWidget>
#include <functional>
#include <memory>
#include <vector>

#include "core/analysis/run_listing.h"
#include "core/analysis/run_record.h"

class QAction;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedLayout;
class QTimer;
class QToolBar;

namespace exitlab {

class ComparePanel;
class RunDetails;
class RunFilterBar;
class RunFilterModel;
class RunsActions;
class RunTableModel;
class RunTableView;

class RunsView : public QWidget {
    Q_OBJECT

  public:
    explicit RunsView(QWidget* parent = nullptr);
    ~RunsView() override;

    void setEntries(std::vector<RunEntryPtr> entries);
    void setRuns(std::vector<RunSummary> runs);
    /// The runs in the trash; shown while the trash is.
    void setTrash(std::vector<RunEntryPtr> entries);
    bool isTrashShown() const { return trashShown_; }
    /// Settings that can be asked for although no run has them yet.
    void setKnownSettings(const std::vector<std::string>& keys);
    /// The runs this window drives now. They cannot be moved to the trash or resumed.
    void setActiveRuns(const QList<qint64>& runs);
    void setActiveRun(std::int64_t run) { setActiveRuns(run < 0 ? QList<qint64>() : QList<qint64>{run}); }
    /// Why no run may be started or resumed now; empty: none.
    void setStartBlocked(const QString& reason);

    QList<qint64> selectedRuns() const;  ///< in the order of the table
    void selectRun(std::int64_t run);
    void selectRuns(const QList<qint64>& runs);
    RunTableModel* model() const { return model_; }
    RunFilterModel* filter() const { return filter_; }
    RunTableView* table() const { return table_; }
    ComparePanel* comparePanel() const { return compare_; }

    /// Actions of other parts (reports, bundles): at the end of the tool bar, in the menu of the table, in
    /// runActions().
    void addToolActions(const QList<QAction*>& actions);
    /// "Explore exits", made by the page that does it: takes its place beside the action that opens plots.
    void setExitsAction(QAction* action);
    /// Everything that acts on runs, for a menu; and what acts on the page.
    QList<QAction*> runActions() const;
    QList<QAction*> pageActions() const;
    RunsActions* actions() const { return actions_; }
    QAction* openAction() const;
    QAction* resumeAction() const;
    QAction* cloneAction() const;
    QAction* trashAction() const;
    QAction* deleteAction() const;
    QAction* starAction() const;
    QAction* refreshAction() const;
    QAction* findAction() const;

    /// Columns, order, widths, sorting, filters, panels.
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& state);
    void resetLayout();

  Q_SIGNALS:
    void openRequested(qint64 run);
    void resumeRequested(qint64 run);
    /// The same experiment with this seed; `start`: at once, else in Design.
    void repeatRequested(qint64 run, const QString& experiment, quint64 seed, bool start);
    /// `round`: the newest checkpoint.
    void branchRequested(qint64 run, int round, const QString& experiment);
    void cloneRequested(qint64 run, const QString& experiment);
    void trashRequested(const QList<qint64>& runs);
    void restoreRequested(const QList<qint64>& runs);
    /// For good; asked and answered with yes.
    void deleteRequested(const QList<qint64>& runs);
    /// The table shows the trash (or no longer): setTrash() is wanted.
    void trashShown(bool shown);
    void refreshRequested();
    void starEdited(qint64 run, bool starred);
    void noteEdited(qint64 run, const QString& note);
    void tagsEdited(qint64 run, const QString& tags);
    /// The comparison wants these runs; see ComparePanel::setRecords().
    void recordsRequested(const QList<qint64>& runs, double threshold);

  private:
    void makeToolBar();
    void wireActions();
    void wireTable();
    QWidget* makeEmptyPage();
    void showState();
    void askForRecords();
    void showTrash(bool shown);
    void askRemove(const QList<qint64>& runs, const QString& what);
    void editTags();
    void editNote();
    void askToRepeat();
    void chooseColumns();
    void applyEntries();
    QStringList valuesOf(const QString& field) const;
    const RunSummary* selected() const;

    RunTableModel* model_ = nullptr;
    RunFilterModel* filter_ = nullptr;
    RunsActions* actions_ = nullptr;
    RunFilterBar* bar_ = nullptr;
    QToolBar* tools_ = nullptr;
    RunTableView* table_ = nullptr;
    RunDetails* details_ = nullptr;
    ComparePanel* compare_ = nullptr;
    QSplitter *split_ = nullptr, *lower_ = nullptr;
    QStackedLayout* stack_ = nullptr;
    QTimer* selecting_ = nullptr;
    QLabel* empty_ = nullptr;
    QPushButton* clear_ = nullptr;
    QAction* exits_ = nullptr;
    QList<QAction*> others_;
    std::vector<RunEntryPtr> runs_, trash_;
    std::vector<std::string> known_;
    QList<qint64> active_;
    QString blocked_;
    bool trashShown_ = false, listed_ = false;
};

}  // namespace exitlab
