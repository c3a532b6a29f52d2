// SPDX-License-Identifier: GPL-3.0-or-later
// The Runs page: every stored run in one table, what it was and what can be done with it. It holds no database: what is
// asked for leaves as a signal.
#pragma once

#include <QList>
#include <QWidget>
#include <vector>

#include "core/store/run_store.h"

class QAction;
class QComboBox;
class QLabel;
class QLayout;
class QLineEdit;
class QSplitter;
class QStackedLayout;
class QTableView;
class QToolButton;

namespace exitlab {

class RunDetails;
class RunFilterModel;
class RunTableModel;

class RunsView : public QWidget {
    Q_OBJECT

  public:
    explicit RunsView(QWidget* parent = nullptr);

    void setRuns(std::vector<RunSummary> runs);
    /// The run this window drives now, -1: none. It cannot be deleted or resumed.
    void setActiveRun(std::int64_t run);
    /// Why no run may be started or resumed now; empty: none.
    void setStartBlocked(const QString& reason);

    QList<qint64> selectedRuns() const;  ///< in the order of the table
    void selectRun(std::int64_t run);
    RunTableModel* model() const { return model_; }
    RunFilterModel* filter() const { return filter_; }
    QTableView* table() const { return table_; }

    QAction* openAction() const { return open_; }
    QAction* resumeAction() const { return resume_; }
    QAction* cloneAction() const { return clone_; }
    QAction* deleteAction() const { return delete_; }
    QAction* starAction() const { return star_; }
    QAction* refreshAction() const { return refresh_; }
    QAction* findAction() const { return find_; }

    /// Actions of other parts (reports, bundles): at the end of the tool bar and in the menu of the table.
    void addToolActions(const QList<QAction*>& actions);

    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& state);
    void resetLayout();

  Q_SIGNALS:
    void openRequested(qint64 run);
    void resumeRequested(qint64 run);
    void cloneRequested(qint64 run, const QString& experiment);
    /// Asked and answered with yes.
    void deleteRequested(const QList<qint64>& runs);
    void refreshRequested();
    void starEdited(qint64 run, bool starred);
    void noteEdited(qint64 run, const QString& note);

  private:
    void makeActions();
    QWidget* makeToolBar();
    void makeTable();
    void showState();
    void askDelete();
    /// The only selected run, or null.
    const RunSummary* selected() const;

    RunTableModel* model_ = nullptr;
    RunFilterModel* filter_ = nullptr;
    QTableView* table_ = nullptr;
    RunDetails* details_ = nullptr;
    QSplitter* split_ = nullptr;
    QStackedLayout* stack_ = nullptr;
    QLabel* empty_ = nullptr;
    QLineEdit* search_ = nullptr;
    QComboBox* state_ = nullptr;
    QToolButton* starred_ = nullptr;
    QLabel* count_ = nullptr;
    QLayout* tools_ = nullptr;
    QAction *open_ = nullptr, *resume_ = nullptr, *clone_ = nullptr, *delete_ = nullptr, *star_ = nullptr,
            *refresh_ = nullptr, *find_ = nullptr;
    std::int64_t active_ = -1;
    QString blocked_;
};

}  // namespace exitlab
