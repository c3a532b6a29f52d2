// SPDX-License-Identifier: GPL-3.0-or-later
// The Design page: the form of an experiment with live previews beside it. It computes nothing: it asks for previews by
// signal and drops answers to questions that are no longer asked.
#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "core/config/experiment.h"
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

class FormRow;
class HelpPanel;
class NetworkPane;
class PartitionPane;
class SectionList;
class SpecForm;

class DesignView : public QWidget {
    Q_OBJECT

  public:
    explicit DesignView(QWidget* parent = nullptr);
    ~DesignView() override;

    /// The methods are there: shows the form with `start` (or the default experiment).
    void setCatalog(const MethodCatalog& catalog, const std::vector<Preset>& presets,
                    const std::optional<Experiment>& start = std::nullopt);
    bool isReady() const { return experiment_.has_value(); }

    /// Replaces everything; `file` is where it was read from, empty if nowhere.
    void setExperiment(const Experiment& experiment, const QString& file = {});
    /// The last right values. Only when isReady().
    const Experiment& experiment() const { return *experiment_; }
    QString file() const { return file_; }
    /// Differs from what was opened or saved last.
    bool isModified() const;

    /// Sets up a continuation of `parentRun` after `round`: shows the run's settings, locks those that its checkpoint
    /// fixes (data, model, seed, method) and makes Start emit branchRequested until it is started or cancelled.
    void beginBranch(std::int64_t parentRun, int round, const Experiment& experiment);
    bool isBranch() const { return branch_.has_value(); }

    /// Why no run may start now although the experiment is right (one is running); empty: none.
    void setStartBlocked(const QString& reason);
    /// Empty: a run can start.
    QString startProblem() const;

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
    QAction* startAction() const { return start_; }
    QMenu* presetMenu() const { return presetMenu_; }
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

  Q_SIGNALS:
    /// Asked at most every 60 ms; answers carry the token.
    void previewRequested(quint64 token, const exitlab::Experiment& experiment);
    void startRequested(const exitlab::Experiment& experiment);
    /// To be run one after another: this experiment, or those of a sweep.
    void queueRequested(const std::vector<exitlab::Experiment>& experiments);
    /// To be run in lock-step on the same partition, initial weights and cohorts.
    void raceRequested(const std::vector<exitlab::Experiment>& experiments);
    /// Instead of startRequested while a branch is being set up: continue `parentRun` after `round` with these settings.
    void branchRequested(std::int64_t parentRun, int round, const exitlab::Experiment& experiment);
    /// One line for the status bar.
    void said(const QString& message);
    void failed(const QString& message, const QString& details);
    /// File or modification changed.
    void titleChanged();

  protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void makeActions();
    void fillPresets();
    void showWorkplace();
    QWidget* makeToolBar();
    QWidget* makeWorkplace();
    void onValueChanged(const QString& key, const Json& value);
    void onHelpWanted(const FormRow* row);
    void showMethodHelp();
    void askForPreviews();
    void showState();
    void colourStart();
    void chooseFile(bool save);
    /// Asks before unsaved changes are replaced, without blocking.
    void replaceBy(const Experiment& experiment, const QString& file);
    void startFromDefaults();

    struct Branch {
        std::int64_t parentRun;
        int round;
    };

    MethodCatalog catalog_;
    std::vector<Preset> presets_;
    std::optional<Branch> branch_;
    std::optional<Experiment> experiment_;
    std::optional<Experiment> saved_;
    QString file_;
    QString blocked_;
    QString partitionProblem_;
    QString costProblem_;
    quint64 token_ = 0;
    QTimer* debounce_ = nullptr;

    QAction *new_ = nullptr, *open_ = nullptr, *save_ = nullptr, *saveAs_ = nullptr, *copy_ = nullptr,
            *start_ = nullptr;
    QMenu* presetMenu_ = nullptr;
    QStackedLayout* stack_ = nullptr;
    QToolButton* reason_ = nullptr;
    QPushButton* startButton_ = nullptr;
    QSplitter *columns_ = nullptr, *previews_ = nullptr;
    SectionList* sections_ = nullptr;
    SpecForm* form_ = nullptr;
    QTabWidget* tabs_ = nullptr;
    PartitionPane* partition_ = nullptr;
    NetworkPane* network_ = nullptr;
    HelpPanel* help_ = nullptr;
};

/// One argument for a POSIX shell, quoted only where it must be.
QString shellQuoted(const QString& argument);

}  // namespace exitlab
