// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <limits>

#include "widgets/plots/curve_plot.h"
#include "widgets/theme/theme.h"

namespace exitlab {

DockPanel::DockPanel(const QString& id, const QString& title, unsigned kinds)
    : id_(id), title_(title), kinds_(kinds), controls_(new QWidget), row_(new QHBoxLayout(controls_)) {
    row_->setContentsMargins(0, 0, 0, 0);
    row_->setSpacing(space::half);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
}

QComboBox* DockPanel::addChoice(const QString& name, const QStringList& entries) {
    if (row_->count() == 0) row_->addStretch(1);
    auto* box = new QComboBox;
    box->addItems(entries);
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->setFont(Theme::font(type::small));
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setMinimumContentsLength(6);
    box->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    row_->addWidget(box);
    connect(box, &QComboBox::currentIndexChanged, this, &DockPanel::stale);
    return box;
}

void DockPanel::setEntries(QComboBox* box, const QStringList& entries, const QList<QVariant>& data) {
    QStringList now;
    QList<QVariant> nowData;
    for (int i = 0; i < box->count(); ++i) {
        now << box->itemText(i);
        nowData << box->itemData(i);
    }
    if (now == entries && (data.isEmpty() || nowData == data)) return;
    const QSignalBlocker quiet(box);
    const QString chosen = box->currentText();
    const QVariant chosenData = box->currentData();
    box->clear();
    for (qsizetype i = 0; i < entries.size(); ++i) box->addItem(entries[i], i < data.size() ? data[i] : QVariant());
    const int at = data.isEmpty() ? box->findText(chosen) : box->findData(chosenData);
    box->setCurrentIndex(at >= 0 ? at : entries.isEmpty() ? -1 : 0);
}

QLabel* DockPanel::addWords() {
    auto* label = new QLabel;
    makeCaption(label);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row_->addWidget(label, 1);
    return label;
}

void DockPanel::markRound(double round) {
    for (CurvePlot* plot : findChildren<CurvePlot*>())
        plot->setMark(plot->hasRoundKeys() ? round : std::numeric_limits<double>::quiet_NaN());
}

void DockPanel::setContent(QWidget* widget) {
    layout()->addWidget(widget);
    setFocusProxy(widget);
}

QStringList distinctTitles(const QStringList& titles, const QStringList& ids) {
    QStringList names;
    for (qsizetype i = 0; i < titles.size(); ++i)
        names << (titles.count(titles[i]) > 1 ? DockPanel::tr("%1 (%2)").arg(titles[i], ids[i]) : titles[i]);
    return names;
}

int depthOf(const QString& name) {
    static const QRegularExpression named(QStringLiteral("\\b(?:exit|level) (\\d{1,4})$"));
    const auto match = named.match(name);
    return match.hasMatch() ? match.captured(1).toInt() - 1 : -1;
}

QString exitName(int exit) { return DockPanel::tr("exit %1").arg(exit + 1); }

QStringList exitNames(int exits) {
    QStringList names;
    for (int e = 0; e < exits; ++e) names << exitName(e);
    return names;
}

}  // namespace exitlab
