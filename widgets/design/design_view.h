// SPDX-License-Identifier: GPL-3.0-or-later
// The Design page: the form of an experiment with live previews beside it. It computes nothing: it asks for previews by
// signal and drops answers to questions that are no longer asked. Every edit is a step of the document's history.
#pragma once

#include <QStringList>
#include <QWidget>
#include <memory>
#include <optional>

#include "core/config/experiment.h"
#include "core/federation/forecast.h"
#include "core/federation/run.h"

class QAction;
class QMenu;
class QPushButton;
class QSplitter;
class QStackedLayout;
class QTabWidget;
class QTimer;
class QToolButton;

namespace exitlab {

class BranchBar;
class ExperimentDocument;
class ForecastPane;
class FormRow;
class HelpPanel;
class NetworkPane;
class PartitionPane;
class PresetMenu;
class RaceDialog;
class SectionList;
class SpecForm;
class SweepDialog;

class DesignView : public QWidget {
    Q_OBJECT

  public:
    explicit DesignView(QWidget* parent = nullptr);
    ~DesignView() override;

    /// The methods are there: shows the form with `start` (or the default experiment).
    void setCatalog(const MethodCatalog& catalog, const std::vector<Preset>& presets,
                    const std::optional<Experiment>& start = std::nullopt);
    bool isReady() const;

    /// Replaces everything, as one step that can be undone; `file` is where it was read from, empty if nowhere, `what`
    /// names the step ("opening of a.json").
    void setExperiment(const Experiment& experiment, const QString& file = {}, const QString& what = {});
    /// The last right values. Only when isReady().
    const Experiment& experiment() const;
    QString file() const;
    /// Differs from what was opened or saved last.
    bool isModified() const;
    ExperimentDocument* document() const { return document_; }

    /// Sets up a continuation of `parentRun` after `round`: shows the run's settings, locks those that its checkpoint
    /// fixes (data, model, seed, method) and makes Start emit branchRequested until it is started or cancelled.
    void beginBranch(std::int64_t parentRun, int round, const Experiment& experiment);
    bool isBranch() const { return branch_.has_value(); }

    /// Why no run may start now although the experiment is right (one is running); empty: none.
    void setStartBlocked(const QString& reason);
    /// Empty: a run can start.
    QString startProblem() const;
    /// Files of experiments used last, newest first.
    void setRecentFiles(const QStringList& files);
    /// Ids of data sets whose files are not there.
    void setMissingData(const QStringList& datasets);

    /// Opens a file or a preset's file; on failure nothing changes and failed() says why.
    bool openFile(const QString& path);
    bool saveFile(const QString& path);
    /// A line for the shell that runs the same: the nearest preset and what differs from it.
    QString commandLine() const;

    QAction* newAction() const { return new_; }
    QAction* openAction() const { return open_; }
    QAction* saveAction() const { return save_; }
    QAction* saveAsAction() const { return saveAs_; }
    QAction* copyAction() const { return copy_; }
    QAction* undoAction() const { return undo_; }
    QAction* redoAction() const { return redo_; }
    QAction* startAction() const { return start_; }
    QAction* queueAction() const { return queue_; }
    QAction* sweepAction() const { return sweep_; }
    QAction* raceAction() const { return race_; }
    QAction* probeAction() const { return probe_; }
    QMenu* presetMenu() const;
    QMenu* recentMenu() const { return recent_; }
    SpecForm* form() const { return form_; }
    /// Splitter sizes, for the session.
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& state);
    void resetLayout();

  public Q_SLOTS:
    void showPartition(quint64 token, const exitlab::PartitionPreview& preview);
    void showPartitionError(quint64 token, const QString& reason);
    void showCost(quint64 token, const exitlab::CostReport& cost);
    void showCostError(quint64 token, const QString& reason);
    void showForecast(quint64 token, const exitlab::Forecast& forecast);
    void showForecastError(quint64 token, const QString& reason);
    /// The probe of that question ended without an answer.
    void forecastEnded(quint64 token);

  Q_SIGNALS:
    /// Asked at most every 60 ms; answers carry the token.
    void previewRequested(quint64 token, const exitlab::Experiment& experiment);
    /// Memory and traffic, and with `probe` the time; a newer question cancels an older one.
    void forecastRequested(quint64 token, const exitlab::Experiment& experiment, bool probe);
    void forecastCancelled();
    void startRequested(const exitlab::Experiment& experiment);
    /// To be run one after another: this experiment, or those of a sweep.
    void queueRequested(const std::vector<exitlab::Experiment>& experiments);
    /// To be run in lock-step on the same partition, initial weights and cohorts; entrants of one seed next to each
    /// other.
    void raceRequested(const std::vector<exitlab::Experiment>& experiments);
    /// Instead of startRequested while a branch is being set up: continue `parentRun` after `round` with these
    /// settings.
    void branchRequested(std::int64_t parentRun, int round, const exitlab::Experiment& experiment);
    /// An experiment file was opened or saved.
    void fileUsed(const QString& path);
    /// One line for the status bar.
    void said(const QString& message);
    void failed(const QString& message, const QString& details);
    /// File or modification changed.
    void titleChanged();

  protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    struct Branch {
        std::int64_t parentRun;
        int round;
        int step;    ///< index of the history at which its settings were shown
        int before;  ///< the one to go back to
    };

    // design_view_actions.cpp
    QAction* makeAction(const QString& name, const QString& iconName, const QString& text, const QString& tip,
                        const QKeySequence& shortcut);
    void makeActions();
    void makeFileActions();
    void makeRunActions();
    void connectFileActions();
    void showHistory();
    void start();
    void openSweep();
    void openRace();
    void chooseFile(bool save);
    void startFromDefaults();
    void openPreset(const Preset& preset);
    void endBranch(bool goBack);
    // design_view_parts.cpp
    QWidget* makeToolBar();
    QWidget* makeWorkplace();
    void connectParts();
    void colourStart();
    // design_view.cpp
    void onValueChanged(const QString& key, const Json& value);
    void onDocumentChanged(const std::vector<std::string>& keys, bool schema);
    void onHelpWanted(const FormRow* row);
    void showMethodHelp();
    void askForPreviews();
    void askForForecast(bool probe);
    void onRest();
    void showState();

    ExperimentDocument* document_ = nullptr;
    std::vector<Preset> presets_;
    std::optional<Branch> branch_;
    std::optional<Forecast> forecast_;  ///< of the present settings
    QString blocked_;
    QString partitionProblem_;
    QString costProblem_;
    quint64 token_ = 0;
    std::string helpedKey_;
    QTimer *debounce_ = nullptr, *rest_ = nullptr;

    QAction *new_ = nullptr, *open_ = nullptr, *save_ = nullptr, *saveAs_ = nullptr, *copy_ = nullptr, *undo_ = nullptr,
            *redo_ = nullptr, *start_ = nullptr, *queue_ = nullptr, *sweep_ = nullptr, *race_ = nullptr,
            *probe_ = nullptr;
    PresetMenu* presetMenu_ = nullptr;
    QMenu* recent_ = nullptr;
    QStackedLayout* stack_ = nullptr;
    BranchBar* branchBar_ = nullptr;
    QToolButton* reason_ = nullptr;
    QPushButton* startButton_ = nullptr;
    QSplitter *columns_ = nullptr, *previews_ = nullptr;
    SectionList* sections_ = nullptr;
    SpecForm* form_ = nullptr;
    QTabWidget* tabs_ = nullptr;
    PartitionPane* partition_ = nullptr;
    NetworkPane* network_ = nullptr;
    ForecastPane* forecastPane_ = nullptr;
    HelpPanel* help_ = nullptr;
};

}  // namespace exitlab
