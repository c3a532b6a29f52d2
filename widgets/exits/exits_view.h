// SPDX-License-Identifier: GPL-3.0-or-later
// The Exits page: choices at the left, what they reach and cost in the middle. It composes and keeps the picture
// consistent; records are read and answers computed elsewhere.
#pragma once

#include <QTimer>
#include <QWidget>
#include <optional>
#include <vector>

#include "widgets/exits/exits_values.h"

class QAction;
class QComboBox;
class QDockWidget;
class QLabel;
class QListWidget;
class QMainWindow;
class QMenu;
class QSplitter;
class QStackedLayout;
class QTableView;

namespace exitlab {

class BarPlot;
class DevicePanel;
class ExitClientsModel;
class GalleryView;
class PlotBase;
class PolicyPanel;
class Readouts;
class ReliabilityPlot;
class RunChooser;
class TradeOffPlot;

class ExitsView : public QWidget {
    Q_OBJECT

  public:
    explicit ExitsView(QWidget* parent = nullptr);
    ~ExitsView() override;

    void setRuns(std::vector<RecordedRun> runs);
    /// Explores this run, now or when it appears among the runs.
    void explore(qint64 run, int round = 0);
    void compareWith(const QList<qint64>& runs);
    qint64 run() const;
    QList<qint64> compared() const;

    void setExplored(const ExploredRun& run);
    /// Answers to another plan than the one set now are shown all the same: dragging runs ahead of them.
    void setAnswer(const ExploredAnswer& answer);
    /// The explored run's first, then those compared with it.
    void setCurves(std::vector<ExploredCurve> curves);
    void setGallery(const ExploredGallery& gallery);
    void setGalleryProblem(const QString& problem);
    /// Why the plan has no answer; the last answer stays.
    void setPlanProblem(const QString& problem);
    /// Why a run cannot be explored.
    void setRunProblem(const QString& problem);

    ExitPlan plan() const;
    ExitDevice device() const;
    GalleryQuery galleryQuery() const;
    /// The command that computes the same without a window.
    QString commandLine() const;

    /// Run, comparison, plan, device, choices and where the docks lie.
    QByteArray saveState() const;
    bool restoreState(const QByteArray& state);
    void resetLayout();

    /// What can be done here, for the menu bar: every action has keys of its own.
    QMenu* menu() const { return menu_; }
    const QList<QDockWidget*>& docks() const { return docks_; }
    /// Everything that waits is drawn now (for tests and pictures).
    void flush();

    QSize minimumSizeHint() const override { return {640, 400}; }

  Q_SIGNALS:
    /// `round` 0: the newest records.
    void runChosen(qint64 run, int round);
    void comparedChanged(const QList<qint64>& runs);
    void planChanged(const exitlab::ExitPlan& plan);
    /// The images are looked at and are not those of the choices made now.
    void galleryWanted(const exitlab::GalleryQuery& query);
    void said(const QString& words);

  private:
    // exits_view_parts.cpp
    QWidget* makeChoices();
    QWidget* makeHeader();
    void makeDocks();
    void makeMenu();
    QDockWidget* addDock(const QString& id, const QString& title, QWidget* content, QWidget* controls, char key);
    QWidget* plotControls(const QList<QWidget*>& controls, PlotBase* plot);
    QComboBox* titleChoice(const QString& name, const QString& tip, const QStringList& entries);
    QAction* makeAction(const QString& name, const QString& iconName, const QString& text, const QString& tip,
                        const QKeySequence& keys);
    void exportClients();

    Averaging averaging() const;
    void onRunChosen(qint64 run, int round);
    void showNumbers();
    void showCurves();
    void showUsage();
    void showReliability();
    void showSavings();
    void askForGallery();

    std::optional<ExploredRun> explored_;
    std::optional<ExploredAnswer> answer_;
    std::vector<ExploredCurve> curves_;
    qint64 wanted_ = -1;  ///< not among the runs yet
    int wantedRound_ = 0;
    QList<qint64> wantedCompared_;
    bool galleryStale_ = true;
    QTimer galleryTimer_;

    RunChooser* runs_ = nullptr;
    PolicyPanel* policy_ = nullptr;
    DevicePanel* device_ = nullptr;
    QLabel *title_ = nullptr, *sentence_ = nullptr, *empty_ = nullptr;
    Readouts* readouts_ = nullptr;
    QStackedLayout* stack_ = nullptr;
    QSplitter* split_ = nullptr;
    QMainWindow* area_ = nullptr;
    QList<QDockWidget*> docks_;
    QMenu *menu_ = nullptr, *dockMenu_ = nullptr;
    QAction *find_ = nullptr, *copy_ = nullptr, *export_ = nullptr, *own_ = nullptr;
    TradeOffPlot* tradeOff_ = nullptr;
    BarPlot* usage_ = nullptr;
    ReliabilityPlot* reliability_ = nullptr;
    GalleryView* gallery_ = nullptr;
    QListWidget* savings_ = nullptr;
    QTableView* clients_ = nullptr;
    ExitClientsModel* clientsModel_ = nullptr;
    QComboBox *averaging_ = nullptr, *reliabilityOf_ = nullptr, *reliabilityExit_ = nullptr;
};

}  // namespace exitlab
