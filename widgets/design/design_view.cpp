// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/design/design_view.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QUrl>
#include <algorithm>

#include "core/base/error.h"
#include "widgets/design/network_pane.h"
#include "widgets/design/partition_pane.h"
#include "widgets/design/section_list.h"
#include "widgets/forms/form_row.h"
#include "widgets/forms/help_panel.h"
#include "widgets/forms/spec_form.h"

namespace exitlab {

namespace {
/// Long enough to swallow the keys of one number, short enough that a preview follows within 100 ms.
constexpr int kPreviewDelayMs = 60;
}  // namespace

DesignView::~DesignView() = default;

void DesignView::setCatalog(const MethodCatalog& catalog, const std::vector<Preset>& presets,
                            const std::optional<Experiment>& start) {
    catalog_ = catalog;
    presets_ = presets;
    fillPresets();
    if (start) {
        setExperiment(*start);
    } else if (catalog_.empty()) {
        Q_EMIT failed(tr("No method could be loaded, so no run can be designed."),
                      tr("Check the plugin folders: --plugin-dir names one, Help > Plugins lists what was found."));
    } else {
        try {
            setExperiment(Experiment::defaults(
                catalog_, findMethod(catalog_, "cafedistill") ? "cafedistill" : catalog_.front().id));
        } catch (const Error& error) {
            Q_EMIT failed(tr("The default experiment could not be made."), QString::fromUtf8(error.what()));
        }
    }
}

void DesignView::setExperiment(const Experiment& experiment, const QString& file) {
    experiment_ = experiment;
    saved_ = experiment;
    file_ = file;
    form_->setSchema(experiment.schema());
    form_->setValues(experiment.settings().all());
    form_->setProblems(experiment.problems());
    showWorkplace();
    debounce_->stop();
    ++token_;
    askForPreviews();
    showMethodHelp();
    showState();
    Q_EMIT titleChanged();
}

bool DesignView::isModified() const { return experiment_ && saved_ && !(*experiment_ == *saved_); }

void DesignView::setStartBlocked(const QString& reason) {
    blocked_ = reason;
    showState();
}

QString DesignView::startProblem() const {
    if (!isReady()) return catalog_.empty() ? tr("Methods are being loaded") : tr("No experiment");
    const auto issues = form_->issues();
    if (!issues.empty()) return issues.front().text;
    if (!partitionProblem_.isEmpty()) return partitionProblem_;
    if (!costProblem_.isEmpty()) return costProblem_;
    return blocked_;
}

void DesignView::onValueChanged(const QString& key, const Json& value) {
    if (!experiment_) return;
    const std::string name = key.toStdString();
    const bool wasModified = isModified();
    try {
        Experiment next = *experiment_;
        next.set(name, value, catalog_);
        experiment_ = std::move(next);
    } catch (const Error& error) {
        // The row's own check is the same as the experiment's, so this is a rule the spec does not know.
        if (FormRow* row = form_->row(name)) row->setOutsideProblem(QString::fromUtf8(error.what()));
        showState();
        return;
    }
    if (name == "algorithm.id") {
        form_->setSchema(experiment_->schema());
        form_->setValues(experiment_->settings().all());
    }
    form_->setProblems(experiment_->problems());
    // From now on every answer under way is old.
    ++token_;
    debounce_->start(kPreviewDelayMs);
    partition_->setPending();
    if (wasModified != isModified()) Q_EMIT titleChanged();
}

void DesignView::askForPreviews() {
    if (!experiment_) return;
    const auto problems = experiment_->problems();
    if (problems.empty()) {
        Q_EMIT previewRequested(token_, *experiment_);
        return;
    }
    // The engine would refuse with the same words.
    const QString reason = QString::fromStdString(problems.front().message);
    partition_->setError(reason);
    network_->setError(reason);
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
    showState();
}

void DesignView::onHelpWanted(const FormRow* row) {
    if (!row) {
        showMethodHelp();
        return;
    }
    QString about;
    if (row->spec().key == "algorithm.id" && row->value().is_string())
        if (const MethodInfo* method = findMethod(catalog_, row->value().get<std::string>()))
            about = QStringLiteral("%1\n%2\n%3")
                        .arg(QString::fromStdString(method->summary), QString::fromStdString(method->longHelp),
                             QString::fromStdString(method->citation));
    help_->showSpec(&row->spec(), row->problem(), about);
}

void DesignView::showMethodHelp() {
    const MethodInfo* method = experiment_ ? findMethod(catalog_, experiment_->method()) : nullptr;
    if (!method) {
        help_->showSpec(nullptr);
        return;
    }
    help_->showText(QString::fromStdString(method->name),
                    QStringLiteral("%1\n%2\n%3\n%4")
                        .arg(QString::fromStdString(method->summary), QString::fromStdString(method->longHelp),
                             QString::fromStdString(method->citation),
                             tr("Go to a setting to read what it does, its formula and where its default is from.")));
}

bool DesignView::openFile(const QString& path) {
    try {
        replaceBy(Experiment::load(path.toStdString(), catalog_), path);
        return true;
    } catch (const std::exception& error) {
        Q_EMIT failed(tr("%1 was not opened; the settings on screen are kept.").arg(QFileInfo(path).fileName()),
                      QString::fromUtf8(error.what()));
        return false;
    }
}

bool DesignView::saveFile(const QString& path) {
    if (!experiment_) return false;
    try {
        experiment_->save(path.toStdString());
    } catch (const std::exception& error) {
        Q_EMIT failed(tr("The experiment was not saved."), QString::fromUtf8(error.what()));
        return false;
    }
    saved_ = experiment_;
    file_ = path;
    Q_EMIT said(tr("Saved %1").arg(QFileInfo(path).fileName()));
    Q_EMIT titleChanged();
    return true;
}

QString shellQuoted(const QString& argument) {
    const auto plain = [](QChar c) {
        return (c.isLetterOrNumber() && c.unicode() < 128) || QStringLiteral("_-./=:,+@%").contains(c);
    };
    if (!argument.isEmpty() && std::all_of(argument.begin(), argument.end(), plain)) return argument;
    QString quoted = argument;
    quoted.replace(u'\'', QLatin1String("'\\''"));
    return u'\'' + quoted + u'\'';
}

QString DesignView::commandLine() const {
    if (!experiment_) return {};
    const auto argument = [](const std::string& key, const Json& value) {
        const QString text = QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
        return QStringLiteral(" --set ") + shellQuoted(QString::fromStdString(key) + u'=' + text);
    };
    const auto from = [&](const QString& base, Experiment start) {
        QStringList sets;
        if (start.method() != experiment_->method()) {
            start.set("algorithm.id", Json(experiment_->method()), catalog_);
            sets << argument("algorithm.id", Json(experiment_->method()));
        }
        for (const auto& [key, value] : experiment_->settings().all())
            if (!start.settings().has(key) || start.settings().value(key) != value) sets << argument(key, value);
        return std::pair(sets.size(), QStringLiteral("exitlab-cli run ") + shellQuoted(base) + sets.join(QString()));
    };
    if (!file_.isEmpty() && saved_) return from(file_, *saved_).second;
    std::optional<std::pair<qsizetype, QString>> best;
    for (const Preset& preset : presets_) {
        try {
            auto line = from(QString::fromStdString(preset.id), Experiment::load(preset.path, catalog_));
            if (!best || line.first < best->first) best = std::move(line);
        } catch (const std::exception&) {
            continue;  // a preset of a method that is not there
        }
    }
    return best ? best->second : tr("exitlab-cli run FILE");
}

void DesignView::dragEnterEvent(QDragEnterEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (isReady() && urls.size() == 1 && urls.front().toLocalFile().endsWith(QLatin1String(".json")))
        event->acceptProposedAction();
}

void DesignView::dropEvent(QDropEvent* event) {
    openFile(event->mimeData()->urls().front().toLocalFile());
    event->acceptProposedAction();
}

}  // namespace exitlab
