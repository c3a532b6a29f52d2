// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/compare_panel.h"

#include <QDataStream>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QIODevice>
#include <QLabel>
#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>

#include "widgets/runs/compare_tabs.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {
/// A threshold that is being typed is not asked for letter by letter.
constexpr int kTypingMs = 250;
/// Sooner than this nobody needs to be told to wait.
constexpr int kPatienceMs = 300;
}  // namespace

ComparePanel::ComparePanel(QWidget* parent) : QWidget(parent), data_(std::make_shared<const CompareData>()) {
    setObjectName(QStringLiteral("comparePanel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    tabs_ = new QTabWidget(this);
    tabs_->setAccessibleName(tr("Comparison of the selected runs"));
    tabs_->setObjectName(QStringLiteral("compareTabs"));
    tabs_->setDocumentMode(true);
    tabs_->setAccessibleName(tr("Comparison of the selected runs"));
    overlay_ = new OverlayTab(tabs_);
    differences_ = new DifferencesTab(tabs_);
    groups_ = new GroupsTab(tabs_);
    pivot_ = new PivotTab(tabs_);
    const auto add = [this](QWidget* tab, const QString& title, const QString& tip) {
        tabs_->setTabToolTip(tabs_->addTab(tab, title), tip);
    };
    add(overlay_, tr("Overlay"), tr("Curves of the selected runs, or of groups with their band"));
    add(differences_, tr("Differences"), tr("Only the settings in which the selected runs differ"));
    add(groups_, tr("Groups && test"), tr("Repetitions by seed: mean, deviation and a test against a baseline"));
    add(pivot_, tr("Pivot"), tr("Methods by data sets, as LaTeX and CSV"));
    auto* corner = new QWidget(tabs_);
    auto* row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 0, space::grid, 2);
    row->setSpacing(space::half);
    status_ = new QLabel(corner);
    status_->setObjectName(QStringLiteral("compareStatus"));
    makeCaption(status_);
    auto* words = new QLabel(tr("Exit threshold"), corner);
    makeCaption(words);
    threshold_ = new QDoubleSpinBox(corner);
    threshold_->setObjectName(QStringLiteral("compareThreshold"));
    threshold_->setAccessibleName(tr("Exit threshold"));
    threshold_->setToolTip(
        tr("Confidence at which a sample leaves, for accuracy at threshold and MACs saved (from stored exit records)"));
    threshold_->setRange(0, 1);
    threshold_->setDecimals(2);
    threshold_->setSingleStep(0.05);
    threshold_->setValue(0.6);
    words->setBuddy(threshold_);
    row->addWidget(status_);
    row->addSpacing(space::grid);
    row->addWidget(words);
    row->addWidget(threshold_);
    tabs_->setCornerWidget(corner);
    column->addWidget(tabs_);
    changed_ = new QTimer(this);
    changed_->setSingleShot(true);
    changed_->setInterval(kTypingMs);
    waiting_ = new QTimer(this);
    waiting_->setSingleShot(true);
    waiting_->setInterval(kPatienceMs);
    connect(threshold_, &QDoubleSpinBox::valueChanged, changed_, qOverload<>(&QTimer::start));
    connect(changed_, &QTimer::timeout, this, [this] { Q_EMIT thresholdChanged(threshold()); });
    connect(tabs_, &QTabWidget::currentChanged, this, &ComparePanel::showTab);
}

double ComparePanel::threshold() const { return threshold_->value(); }

void ComparePanel::setWaiting(int runs) {
    waiting_->disconnect(this);
    connect(waiting_, &QTimer::timeout, this,
            [this, runs] { status_->setText(runs == 1 ? tr("Reading 1 run") : tr("Reading %1 runs").arg(runs)); });
    waiting_->start();
}

void ComparePanel::setRecords(std::vector<std::shared_ptr<const RunRecord>> records, int leftOut) {
    waiting_->stop();
    QString text;
    if (records.size() == 1) text = tr("1 run");
    if (records.size() > 1) text = tr("%1 runs compared").arg(records.size());
    if (leftOut > 0)
        text = tr("The first %1 of %2 selected runs").arg(records.size()).arg(int(records.size()) + leftOut);
    status_->setText(text);
    auto fresh = std::make_shared<CompareData>();
    fresh->records = std::move(records);
    fresh->threshold = threshold();
    data_ = std::move(fresh);
    stale_ = {overlay_, differences_, groups_, pivot_};
    showTab();
}

void ComparePanel::showTab() {
    auto* tab = static_cast<CompareTab*>(tabs_->currentWidget());
    if (stale_.removeOne(tab)) tab->setData(data_);
}

QByteArray ComparePanel::saveState() const {
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << tabs_->currentIndex() << threshold();
    for (const CompareTab* tab :
         {static_cast<CompareTab*>(overlay_), static_cast<CompareTab*>(groups_), static_cast<CompareTab*>(pivot_)})
        stream << tab->choices();
    return state;
}

void ComparePanel::restoreState(const QByteArray& state) {
    QDataStream stream(state);
    int tab = 0;
    double threshold = 0.6;
    QStringList overlay, groups, pivot;
    stream >> tab >> threshold >> overlay >> groups >> pivot;
    if (stream.status() != QDataStream::Ok) return;
    threshold_->setValue(threshold);
    overlay_->setChoices(overlay);
    groups_->setChoices(groups);
    pivot_->setChoices(pivot);
    tabs_->setCurrentIndex(std::clamp(tab, 0, tabs_->count() - 1));
}

}  // namespace exitlab
