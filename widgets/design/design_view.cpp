// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/design/design_view.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QStackedLayout>
#include <QTabWidget>
#include <QTimer>
#include <QUndoStack>
#include <QUrl>
#include <algorithm>

#include "core/base/error.h"
#include "core/config/command_line.h"
#include "core/config/partition_edits.h"
#include "widgets/design/experiment_document.h"
#include "widgets/design/forecast_pane.h"
#include "widgets/design/network_pane.h"
#include "widgets/design/partition_pane.h"
#include "widgets/design/preset_menu.h"
#include "widgets/forms/form_row.h"
#include "widgets/forms/help_panel.h"
#include "widgets/forms/spec_form.h"
#include "widgets/language/language.h"

namespace exitlab {

namespace {

/// Long enough to swallow the keys of one number, short enough that a preview follows within 100 ms.
constexpr int kPreviewDelayMs = 60;

std::vector<PartitionEdit> editsOf(const Experiment& experiment) {
    try {
        return parsePartitionEdits(experiment.settings().text(kPartitionEditsKey));
    } catch (const Error&) {
        return {};  // typed by hand and wrong: the row says so
    }
}

}  // namespace

DesignView::~DesignView() = default;

bool DesignView::isReady() const { return document_->isReady(); }
const Experiment& DesignView::experiment() const { return document_->experiment(); }
QString DesignView::file() const { return document_->file(); }
bool DesignView::isModified() const { return document_->isModified(); }

void DesignView::setCatalog(const MethodCatalog& catalog, const std::vector<Preset>& presets,
                            const std::optional<Experiment>& start) {
    document_->setCatalog(catalog);
    presets_ = presets;
    presetMenu_->setPresets(presets, catalog);
    if (start) {
        setExperiment(*start);
    } else if (catalog.empty()) {
        Q_EMIT failed(tr("No method could be loaded, so no run can be designed."),
                      tr("Check the plugin folders: --plugin-dir names one, Help > Plugins lists what was found."));
    } else {
        try {
            setExperiment(
                Experiment::defaults(catalog, findMethod(catalog, "cafedistill") ? "cafedistill" : catalog.front().id));
        } catch (const Error& error) {
            Q_EMIT failed(tr("The default experiment could not be made."), QString::fromUtf8(error.what()));
        }
    }
}

void DesignView::setExperiment(const Experiment& experiment, const QString& file, const QString& what) {
    if (branch_) endBranch(false);
    if (isReady())
        document_->replace(experiment, file, what.isEmpty() ? tr("change of all settings") : what);
    else
        document_->begin(experiment, file);
    // Text that is no value belongs to the settings that are gone.
    form_->setValues(experiment.settings().all());
    // A page that was replaced is looked at at once; typing waits for the next key.
    debounce_->stop();
    askForPreviews();
}

void DesignView::onValueChanged(const QString& key, const Json& value) {
    if (!isReady()) return;
    const std::string name = key.toStdString();
    // The row's spec is in the language of the window.
    const FormRow* edited = form_->row(name);
    const ParameterSpec* spec = edited ? &edited->spec() : experiment().spec(name);
    const bool typing = spec && (spec->type == ParameterType::Integer || spec->type == ParameterType::Real ||
                                 spec->type == ParameterType::Text);
    try {
        document_->setValue(name, value, tr("change of %1").arg(spec ? QString::fromStdString(spec->title) : key),
                            typing);
    } catch (const Error& error) {
        // The row's own check is the same as the experiment's, so this is a rule the spec does not know.
        if (FormRow* row = form_->row(name)) row->setOutsideProblem(QString::fromUtf8(error.what()));
        showState();
    }
}

void DesignView::onDocumentChanged(const std::vector<std::string>& keys, bool schema) {
    if (schema) form_->setSchema(experiment().schema());
    std::map<std::string, Json> values;
    for (const std::string& key : keys)
        if (experiment().settings().has(key)) values[key] = experiment().settings().value(key);
    form_->setValues(schema ? experiment().settings().all() : values);
    form_->setProblems(experiment().problems());
    stack_->setCurrentIndex(1);
    // From now on every answer under way is old.
    ++token_;
    forecast_.reset();
    if (forecastPane_->isProbing()) Q_EMIT forecastCancelled();
    partition_->setEdits(editsOf(experiment()));
    partition_->setPending();
    forecastPane_->setPending();
    debounce_->start(kPreviewDelayMs);
    if (schema) showMethodHelp();
    showState();
}

void DesignView::askForPreviews() {
    if (!isReady()) return;
    const auto problems = experiment().problems();
    if (problems.empty()) {
        Q_EMIT previewRequested(token_, experiment());
        if (tabs_->currentWidget() == forecastPane_) askForForecast(false);
        rest_->start();
        return;
    }
    // The engine would refuse with the same words.
    rest_->stop();
    const QString reason = QString::fromStdString(problems.front().message);
    partition_->setError(reason);
    network_->setError(reason);
    forecastPane_->setError(reason);
}

void DesignView::askForForecast(bool probe) {
    if (!isReady() || !form_->issues().empty() || !partitionProblem_.isEmpty() || !costProblem_.isEmpty()) return;
    if (probe) forecastPane_->setProbing(true);
    Q_EMIT forecastRequested(token_, experiment(), probe);
}

void DesignView::onRest() {
    // A run in progress needs the processor more.
    if (tabs_->currentWidget() != forecastPane_ || !isVisible() || forecastPane_->isProbing()) return;
    if (!blocked_.isEmpty() || forecastPane_->isComplete() || debounce_->isActive()) return;
    askForForecast(true);
}

void DesignView::showPartition(quint64 token, const PartitionPreview& preview) {
    if (token != token_) return;
    partitionProblem_.clear();
    partition_->setPreview(preview);
    showState();
}

void DesignView::showPartitionError(quint64 token, const QString& reason) {
    if (token != token_) return;
    partitionProblem_ = reason;
    partition_->setError(reason);
    forecastPane_->setError(reason);
    showState();
}

void DesignView::showCost(quint64 token, const CostReport& cost) {
    if (token != token_) return;
    costProblem_.clear();
    network_->setCost(cost);
    showState();
}

void DesignView::showCostError(quint64 token, const QString& reason) {
    if (token != token_) return;
    costProblem_ = reason;
    network_->setError(reason);
    forecastPane_->setError(reason);
    showState();
}

void DesignView::showForecast(quint64 token, const Forecast& forecast) {
    if (forecast.time || token != token_) forecastPane_->setProbing(false);
    if (token != token_) return;
    forecast_ = forecast;
    forecastPane_->setForecast(forecast);
}

void DesignView::showForecastError(quint64 token, const QString& reason) {
    forecastPane_->setProbing(false);
    if (token == token_) forecastPane_->setError(reason);
}

void DesignView::forecastEnded(quint64) { forecastPane_->setProbing(false); }

void DesignView::onHelpWanted(const FormRow* row) {
    if (!row) {
        showMethodHelp();
        return;
    }
    if (row->spec().key != helpedKey_) document_->endTyping();
    helpedKey_ = row->spec().key;
    QString about;
    if (row->spec().key == "algorithm.id" && row->value().is_string())
        if (const MethodInfo* known = findMethod(document_->catalog(), row->value().get<std::string>())) {
            const MethodInfo method = translated(*known);
            about = QStringLiteral("%1\n%2\n%3")
                        .arg(QString::fromStdString(method.summary), QString::fromStdString(method.longHelp),
                             QString::fromStdString(method.citation));
        }
    help_->showSpec(&row->spec(), row->problem(), about);
}

void DesignView::showMethodHelp() {
    const MethodInfo* known = isReady() ? findMethod(document_->catalog(), experiment().method()) : nullptr;
    if (!known) {
        help_->showSpec(nullptr);
        return;
    }
    const MethodInfo method = translated(*known);
    help_->showText(QString::fromStdString(method.name),
                    QStringLiteral("%1\n%2\n%3\n%4")
                        .arg(QString::fromStdString(method.summary), QString::fromStdString(method.longHelp),
                             QString::fromStdString(method.citation),
                             tr("Go to a setting to read what it does, its formula and where its default is from.")));
}

void DesignView::setStartBlocked(const QString& reason) {
    if (reason == blocked_) return;
    blocked_ = reason;
    showState();
    // What waited for the processor may go on now.
    if (reason.isEmpty()) rest_->start();
}

QString DesignView::startProblem() const {
    if (!isReady()) return document_->catalog().empty() ? tr("Methods are being loaded") : tr("No experiment");
    const auto issues = form_->issues();
    if (!issues.empty()) return issues.front().text;
    if (!partitionProblem_.isEmpty()) return partitionProblem_;
    if (!costProblem_.isEmpty()) return costProblem_;
    return blocked_;
}

bool DesignView::openFile(const QString& path) {
    if (branch_) {
        Q_EMIT said(tr("Start or cancel the branch first."));
        return false;
    }
    try {
        const Experiment opened = Experiment::load(path.toStdString(), document_->catalog());
        const QString name = QFileInfo(path).fileName();
        setExperiment(opened, path, tr("opening of %1").arg(name));
        Q_EMIT said(tr("Opened %1").arg(name));
        Q_EMIT fileUsed(path);
        return true;
    } catch (const std::exception& error) {
        Q_EMIT failed(tr("%1 was not opened; the settings on screen are kept.").arg(QFileInfo(path).fileName()),
                      QString::fromUtf8(error.what()));
        return false;
    }
}

bool DesignView::saveFile(const QString& path) {
    if (!isReady()) return false;
    try {
        experiment().save(path.toStdString());
    } catch (const std::exception& error) {
        Q_EMIT failed(tr("The experiment was not saved."), QString::fromUtf8(error.what()));
        return false;
    }
    document_->markSaved(path);
    Q_EMIT said(tr("Saved %1").arg(QFileInfo(path).fileName()));
    Q_EMIT fileUsed(path);
    return true;
}

QString DesignView::commandLine() const {
    if (!isReady()) return {};
    std::optional<CommandBase> base;
    try {
        if (!file().isEmpty())
            base = CommandBase{file().toStdString(), Experiment::load(file().toStdString(), document_->catalog())};
    } catch (const std::exception&) {
        base.reset();  // the file is gone: the nearest preset takes its place
    }
    return QString::fromStdString(exitlab::commandLine(experiment(), document_->catalog(), presets_, base));
}

void DesignView::dragEnterEvent(QDragEnterEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (isReady() && !branch_ && urls.size() == 1 && urls.front().toLocalFile().endsWith(QLatin1String(".json")))
        event->acceptProposedAction();
}

void DesignView::dropEvent(QDropEvent* event) {
    openFile(event->mimeData()->urls().front().toLocalFile());
    event->acceptProposedAction();
}

void DesignView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    showHistory();
}

void DesignView::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    showHistory();
}

}  // namespace exitlab
