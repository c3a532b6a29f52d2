// SPDX-License-Identifier: GPL-3.0-or-later
// How the Design page is put together: actions, tool bar, columns, dialogs. What it does is in design_view.cpp.
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>

#include "core/base/error.h"
#include "widgets/design/design_view.h"
#include "widgets/design/network_pane.h"
#include "widgets/design/partition_pane.h"
#include "widgets/design/section_list.h"
#include "widgets/forms/form_row.h"
#include "widgets/forms/help_panel.h"
#include "widgets/forms/spec_form.h"
#include "widgets/theme/theme.h"

namespace exitlab {

DesignView::DesignView(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("designView"));
    setAcceptDrops(true);
    debounce_ = new QTimer(this);
    debounce_->setSingleShot(true);
    connect(debounce_, &QTimer::timeout, this, &DesignView::askForPreviews);
    makeActions();

    auto* waiting = new QLabel(tr("Loading methods"), this);
    waiting->setAlignment(Qt::AlignCenter);
    waiting->setForegroundRole(QPalette::PlaceholderText);
    auto* ready = new QWidget(this);
    auto* column = new QVBoxLayout(ready);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeToolBar());
    column->addWidget(makeWorkplace(), 1);
    stack_ = new QStackedLayout(this);
    stack_->addWidget(waiting);
    stack_->addWidget(ready);

    connect(form_, &SpecForm::valueChanged, this, &DesignView::onValueChanged);
    connect(form_, &SpecForm::stateChanged, this, &DesignView::showState);
    connect(form_, &SpecForm::helpWanted, this, &DesignView::onHelpWanted);
    connect(form_, &SpecForm::currentSectionChanged, sections_, &SectionList::setCurrent);
    connect(sections_, &SectionList::sectionChosen, form_,
            [this](const QString& id) { form_->scrollToSection(id.toStdString()); });
    connect(&Theme::instance(), &Theme::changed, this, &DesignView::colourStart);
    colourStart();
    showState();
}

void DesignView::makeActions() {
    const auto make = [this](const QString& name, const QString& iconName, const QString& text, const QString& tip,
                             const QKeySequence& shortcut) {
        auto* action = new QAction(icon(iconName), text, this);
        action->setObjectName(name);
        action->setShortcut(shortcut);
        action->setToolTip(QStringLiteral("%1 (%2)").arg(tip, shortcut.toString(QKeySequence::NativeText)));
        action->setStatusTip(tip);
        return action;
    };
    new_ = make(QStringLiteral("newExperiment"), QStringLiteral("new"), tr("&New"),
                tr("Start from the defaults of the current method"), QKeySequence::New);
    open_ = make(QStringLiteral("openExperiment"), QStringLiteral("open"), tr("&Open..."),
                 tr("Open an experiment file"), QKeySequence::Open);
    save_ = make(QStringLiteral("saveExperiment"), QStringLiteral("save"), tr("&Save"), tr("Save the experiment"),
                 QKeySequence::Save);
    saveAs_ = make(QStringLiteral("saveExperimentAs"), QStringLiteral("save"), tr("Save &as..."),
                   tr("Save the experiment under another name"), QKeySequence(tr("Ctrl+Shift+S")));
    copy_ = make(QStringLiteral("copyCommandLine"), QStringLiteral("copy"), tr("Copy command &line"),
                 tr("Copy the command that runs the same without a window"), QKeySequence(tr("Ctrl+Shift+C")));
    start_ = make(QStringLiteral("startRun"), QStringLiteral("run"), tr("&Start"),
                  tr("Run this experiment and watch it"), QKeySequence(tr("Ctrl+R")));
    presetMenu_ = new QMenu(tr("&Presets"), this);
    presetMenu_->setObjectName(QStringLiteral("presetMenu"));
    presetMenu_->setIcon(icon(QStringLiteral("preset")));
    presetMenu_->setToolTipsVisible(true);

    connect(new_, &QAction::triggered, this, [this] { startFromDefaults(); });
    connect(open_, &QAction::triggered, this, [this] { chooseFile(false); });
    connect(save_, &QAction::triggered, this, [this] { file_.isEmpty() ? chooseFile(true) : void(saveFile(file_)); });
    connect(saveAs_, &QAction::triggered, this, [this] { chooseFile(true); });
    connect(copy_, &QAction::triggered, this, [this] {
        QApplication::clipboard()->setText(commandLine());
        Q_EMIT said(tr("Command line copied"));
    });
    connect(start_, &QAction::triggered, this, [this] {
        if (startProblem().isEmpty()) Q_EMIT startRequested(*experiment_);
    });
}

QWidget* DesignView::makeToolBar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(space::grid, space::half, space::grid, space::half);
    row->setSpacing(space::half);
    const auto button = [&](QAction* action) {
        auto* tool = new QToolButton(bar);
        tool->setDefaultAction(action);
        tool->setAutoRaise(true);
        tool->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        tool->setFocusPolicy(Qt::TabFocus);
        row->addWidget(tool);
    };
    auto* presets = new QToolButton(bar);
    presets->setObjectName(QStringLiteral("presetButton"));
    presets->setText(tr("Presets"));
    presets->setIcon(icon(QStringLiteral("preset")));
    presets->setToolTip(tr("Experiments that come with ExitLab"));
    presets->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    presets->setAutoRaise(true);
    presets->setPopupMode(QToolButton::InstantPopup);
    presets->setFocusPolicy(Qt::TabFocus);
    presets->setMenu(presetMenu_);
    row->addWidget(presets);
    for (QAction* action : {new_, open_, save_, copy_}) button(action);
    row->addStretch(1);
    reason_ = new QToolButton(bar);
    reason_->setObjectName(QStringLiteral("startProblem"));
    reason_->setAutoRaise(true);
    reason_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    reason_->setFocusPolicy(Qt::TabFocus);
    connect(reason_, &QToolButton::clicked, this, [this] {
        if (const auto issues = form_->issues(); !issues.empty()) form_->reveal(issues.front().key);
    });
    row->addWidget(reason_);
    startButton_ = new QPushButton(icon(QStringLiteral("run"), &ThemeColours::onAccent), tr("Start"), bar);
    startButton_->setObjectName(QStringLiteral("startButton"));
    startButton_->setMinimumSize(12 * space::grid, space::controlHeight);
    startButton_->setToolTip(start_->toolTip());
    connect(startButton_, &QPushButton::clicked, start_, &QAction::trigger);
    row->addWidget(startButton_);
    return bar;
}

QWidget* DesignView::makeWorkplace() {
    columns_ = new QSplitter(Qt::Horizontal, this);
    columns_->setObjectName(QStringLiteral("designColumns"));
    sections_ = new SectionList(columns_);
    form_ = new SpecForm(columns_);
    form_->setObjectName(QStringLiteral("specForm"));
    previews_ = new QSplitter(Qt::Vertical, columns_);
    previews_->setObjectName(QStringLiteral("designPreviews"));
    tabs_ = new QTabWidget(previews_);
    tabs_->setObjectName(QStringLiteral("previewTabs"));
    tabs_->setDocumentMode(true);
    partition_ = new PartitionPane(tabs_);
    network_ = new NetworkPane(tabs_);
    tabs_->addTab(partition_, icon(QStringLiteral("layout")), tr("Partition"));
    tabs_->setTabToolTip(0, tr("Which client owns how many samples of which class"));
    tabs_->addTab(network_, icon(QStringLiteral("exits")), tr("Network"));
    tabs_->setTabToolTip(1, tr("What each exit costs and what travels"));
    help_ = new HelpPanel(previews_);
    previews_->addWidget(tabs_);
    previews_->addWidget(help_);
    previews_->setStretchFactor(0, 3);
    previews_->setStretchFactor(1, 1);
    previews_->setChildrenCollapsible(false);
    columns_->addWidget(sections_);
    columns_->addWidget(form_);
    columns_->addWidget(previews_);
    columns_->setStretchFactor(0, 0);
    columns_->setStretchFactor(1, 1);
    columns_->setStretchFactor(2, 3);
    columns_->setChildrenCollapsible(false);
    resetLayout();
    return columns_;
}

void DesignView::resetLayout() {
    columns_->setSizes({132, 510, 570});
    previews_->setSizes({460, 200});
    tabs_->setCurrentIndex(0);
}

void DesignView::showWorkplace() { stack_->setCurrentIndex(1); }

void DesignView::fillPresets() {
    presetMenu_->clear();
    for (const Preset& preset : presets_) {
        const QString description = QString::fromStdString(preset.description);
        QAction* action = presetMenu_->addAction(QString::fromStdString(preset.id));
        action->setObjectName(QStringLiteral("preset.") + QString::fromStdString(preset.id));
        action->setToolTip(QStringLiteral("<p>%1</p>").arg(description.toHtmlEscaped()));
        action->setStatusTip(description);
        connect(action, &QAction::triggered, this, [this, preset] {
            try {
                replaceBy(Experiment::load(preset.path, catalog_), {});
            } catch (const std::exception& error) {
                Q_EMIT failed(tr("The preset %1 cannot be used.").arg(QString::fromStdString(preset.id)),
                              QString::fromUtf8(error.what()));
            }
        });
    }
    if (presets_.empty()) presetMenu_->addAction(tr("No presets found"))->setEnabled(false);
}

void DesignView::showState() {
    if (!form_) return;
    sections_->setSections(form_->sections());
    const QString problem = startProblem();
    const bool wrong =
        isReady() && (!form_->issues().empty() || !partitionProblem_.isEmpty() || !costProblem_.isEmpty());
    start_->setEnabled(problem.isEmpty());
    startButton_->setEnabled(problem.isEmpty());
    const QString tip =
        problem.isEmpty()
            ? tr("Run this experiment and watch it (%1)").arg(start_->shortcut().toString(QKeySequence::NativeText))
            : QStringLiteral("<p>%1</p>").arg(problem.toHtmlEscaped());
    start_->setToolTip(tip);
    startButton_->setToolTip(tip);
    for (QAction* action : {new_, open_, save_, saveAs_, copy_}) action->setEnabled(isReady());
    presetMenu_->setEnabled(isReady());
    reason_->setVisible(!problem.isEmpty());
    reason_->setToolTip(problem.isEmpty() ? QString() : tip);
    reason_->setIcon(wrong ? icon(QStringLiteral("error"), &ThemeColours::error)
                           : icon(QStringLiteral("info"), &ThemeColours::info));
    // The bar has little room; the whole sentence is in the tooltip and beside the setting.
    constexpr int kReasonWidth = 280;
    reason_->setText(reason_->fontMetrics().elidedText(problem, Qt::ElideRight, kReasonWidth));
    reason_->setAccessibleName(problem);
}

void DesignView::colourStart() {
    const ThemeColours& colours = Theme::instance().colours();
    QPalette palette;
    palette.setColor(QPalette::Active, QPalette::Button, colours.accent);
    palette.setColor(QPalette::Inactive, QPalette::Button, colours.accent);
    palette.setColor(QPalette::Active, QPalette::ButtonText, colours.onAccent);
    palette.setColor(QPalette::Inactive, QPalette::ButtonText, colours.onAccent);
    palette.setColor(QPalette::Disabled, QPalette::ButtonText, colours.disabled);
    startButton_->setPalette(palette);
}

void DesignView::chooseFile(bool save) {
    auto* dialog = new QFileDialog(this, save ? tr("Save experiment") : tr("Open experiment"), QFileInfo(file_).path(),
                                   tr("Experiments (*.json)"));
    dialog->setObjectName(QStringLiteral("experimentFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(save ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(save ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    if (save && experiment_)
        dialog->selectFile(file_.isEmpty() ? QString::fromStdString(experiment_->name()) + QStringLiteral(".json")
                                           : QFileInfo(file_).fileName());
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, save](const QString& path) { save ? saveFile(path) : openFile(path); });
    dialog->open();
}

void DesignView::replaceBy(const Experiment& experiment, const QString& file) {
    if (!isModified()) {
        setExperiment(experiment, file);
        return;
    }
    auto* question =
        new QMessageBox(QMessageBox::Question, tr("Replace the settings"),
                        tr("The settings on screen have changes that are not saved."), QMessageBox::Cancel, this);
    question->setObjectName(QStringLiteral("replaceQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* replace = question->addButton(tr("Replace"), QMessageBox::DestructiveRole);
    replace->setObjectName(QStringLiteral("replaceSettings"));
    question->setDefaultButton(QMessageBox::Cancel);
    connect(replace, &QPushButton::clicked, this, [this, experiment, file] { setExperiment(experiment, file); });
    question->open();
}

void DesignView::startFromDefaults() {
    try {
        replaceBy(Experiment::defaults(catalog_, experiment_->method()), {});
    } catch (const std::exception& error) {
        Q_EMIT failed(tr("The defaults could not be shown."), QString::fromUtf8(error.what()));
    }
}

QByteArray DesignView::saveLayout() const {
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << columns_->saveState() << previews_->saveState() << tabs_->currentIndex();
    return state;
}

void DesignView::restoreLayout(const QByteArray& state) {
    QByteArray columns, previews;
    int tab = 0;
    QDataStream stream(state);
    stream >> columns >> previews >> tab;
    if (stream.status() != QDataStream::Ok) return;
    columns_->restoreState(columns);
    previews_->restoreState(previews);
    tabs_->setCurrentIndex(std::clamp(tab, 0, tabs_->count() - 1));
}

}  // namespace exitlab
