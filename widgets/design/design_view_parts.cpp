// SPDX-License-Identifier: GPL-3.0-or-later
// How the Design page is put together: tool bar, columns, previews.
#include <QAction>
#include <QDataStream>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>

#include "core/config/partition_edits.h"
#include "widgets/design/branch_bar.h"
#include "widgets/design/design_view.h"
#include "widgets/design/experiment_document.h"
#include "widgets/design/forecast_pane.h"
#include "widgets/design/network_pane.h"
#include "widgets/design/partition_pane.h"
#include "widgets/design/preset_menu.h"
#include "widgets/design/section_list.h"
#include "widgets/forms/form_row.h"
#include "widgets/forms/help_panel.h"
#include "widgets/forms/spec_form.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {
/// How long nothing must have been changed before a probe uses the processor.
constexpr int kRestMs = 1500;
}  // namespace

DesignView::DesignView(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("designView"));
    setAcceptDrops(true);
    document_ = new ExperimentDocument(this);
    debounce_ = new QTimer(this);
    debounce_->setSingleShot(true);
    connect(debounce_, &QTimer::timeout, this, &DesignView::askForPreviews);
    rest_ = new QTimer(this);
    rest_->setSingleShot(true);
    rest_->setInterval(kRestMs);
    connect(rest_, &QTimer::timeout, this, &DesignView::onRest);
    makeActions();

    auto* waiting = new QLabel(tr("Loading methods"), this);
    waiting->setAlignment(Qt::AlignCenter);
    waiting->setForegroundRole(QPalette::PlaceholderText);
    auto* ready = new QWidget(this);
    auto* column = new QVBoxLayout(ready);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    branchBar_ = new BranchBar(ready);
    column->addWidget(makeToolBar());
    column->addWidget(branchBar_);
    column->addWidget(makeWorkplace(), 1);
    stack_ = new QStackedLayout(this);
    stack_->addWidget(waiting);
    stack_->addWidget(ready);
    connectParts();
    colourStart();
    showState();
}

void DesignView::connectParts() {
    connect(form_, &SpecForm::valueChanged, this, &DesignView::onValueChanged);
    connect(form_, &SpecForm::stateChanged, this, &DesignView::showState);
    connect(form_, &SpecForm::stateChanged, this, &DesignView::showHistory);
    connect(form_, &SpecForm::helpWanted, this, &DesignView::onHelpWanted);
    connect(form_, &SpecForm::currentSectionChanged, sections_, &SectionList::setCurrent);
    connect(sections_, &SectionList::sectionChosen, form_,
            [this](const QString& id) { form_->scrollToSection(id.toStdString()); });
    connect(partition_, &PartitionPane::editsWanted, this,
            [this](const std::vector<PartitionEdit>& edits, const QString& what, bool typing) {
                document_->setValue(kPartitionEditsKey, Json(partitionEditsText(edits)), what, typing);
            });
    connect(forecastPane_, &ForecastPane::probeRequested, this, [this] { askForForecast(true); });
    connect(forecastPane_, &ForecastPane::cancelRequested, this, &DesignView::forecastCancelled);
    connect(branchBar_, &BranchBar::cancelled, this, [this] { endBranch(true); });
    connect(tabs_, &QTabWidget::currentChanged, this, [this] {
        if (tabs_->currentWidget() != forecastPane_ || !isReady() || forecastPane_->isComplete()) return;
        askForForecast(false);
        rest_->start();
    });
    connect(&Theme::instance(), &Theme::changed, this, &DesignView::colourStart);
}

QWidget* DesignView::makeToolBar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(space::grid, space::half, space::grid, space::half);
    row->setSpacing(space::half);
    // Words where they say more than the picture; the common ones are known by it.
    const auto button = [&](QAction* action, Qt::ToolButtonStyle style) {
        auto* tool = new QToolButton(bar);
        tool->setDefaultAction(action);
        tool->setAutoRaise(true);
        tool->setToolButtonStyle(style);
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
    for (QAction* action : {new_, open_, save_, undo_, redo_, copy_}) button(action, Qt::ToolButtonIconOnly);
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
    for (QAction* action : {sweep_, race_, queue_}) button(action, Qt::ToolButtonTextBesideIcon);
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
    tabs_->setAccessibleName(tr("Previews"));
    tabs_->setObjectName(QStringLiteral("previewTabs"));
    tabs_->setDocumentMode(true);
    partition_ = new PartitionPane(tabs_);
    network_ = new NetworkPane(tabs_);
    tabs_->addTab(partition_, icon(QStringLiteral("layout")), tr("Partition"));
    tabs_->setTabToolTip(0, tr("Which client owns how many samples of which class"));
    tabs_->addTab(network_, icon(QStringLiteral("exits")), tr("Network"));
    tabs_->setTabToolTip(1, tr("What each exit costs and what travels"));
    forecastPane_ = new ForecastPane(tabs_);
    tabs_->addTab(forecastPane_, icon(QStringLiteral("checkpoint")), tr("Forecast"));
    tabs_->setTabToolTip(2, tr("Memory, traffic and time that the run will take"));
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
    for (QAction* action : {save_, saveAs_, copy_}) action->setEnabled(isReady());
    // A branch is one run with one change: nothing that would bring other settings.
    for (QAction* action : {new_, open_}) action->setEnabled(isReady() && !branch_);
    presetMenu_->setEnabled(isReady() && !branch_);
    recent_->setEnabled(isReady() && !branch_ && !recent_->isEmpty());
    for (QAction* action : {queue_, sweep_, race_}) action->setEnabled(isReady() && !wrong && !branch_);
    probe_->setEnabled(isReady() && !wrong);
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
