// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/runs/compare_tabs.h"
#include "widgets/runs/compare_words.h"
#include "widgets/runs/grid_view.h"
#include "widgets/theme/theme.h"

namespace exitlab {

std::vector<const RunRecord*> CompareData::runs() const {
    std::vector<const RunRecord*> list;
    for (const auto& record : records) list.push_back(record.get());
    return list;
}

int CompareData::exits() const {
    std::size_t exits = 0;
    for (const auto& record : records) exits = std::max(exits, record->run.accuracy.size());
    return int(exits);
}

CompareTab::CompareTab(QWidget* parent) : QWidget(parent), data_(std::make_shared<const CompareData>()) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::grid, space::half, space::grid, space::half);
    column->setSpacing(space::half);
    bar_ = new QHBoxLayout;
    bar_->setSpacing(space::half);
    column->addLayout(bar_);
    auto* holder = new QWidget(this);
    pages_ = new QStackedLayout(holder);
    message_ = new QLabel(holder);
    message_->setAlignment(Qt::AlignCenter);
    message_->setWordWrap(true);
    message_->setForegroundRole(QPalette::PlaceholderText);
    pages_->addWidget(message_);
    column->addWidget(holder, 1);
}

void CompareTab::setContent(QWidget* content) { pages_->addWidget(content); }

void CompareTab::setData(std::shared_ptr<const CompareData> data) {
    data_ = std::move(data);
    refresh();
}

void CompareTab::showMessage(const QString& text) {
    message_->setText(text);
    pages_->setCurrentIndex(0);
}

void CompareTab::showContent() { pages_->setCurrentIndex(1); }

QComboBox* CompareTab::addChoice(const QString& name, const QString& label, const QString& tip) {
    auto* words = new QLabel(label, this);
    makeCaption(words);
    auto* box = new QComboBox(this);
    box->setObjectName(name);
    box->setAccessibleName(label);
    box->setToolTip(tip);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(9);
    words->setBuddy(box);
    bar_->addWidget(words);
    bar_->addWidget(box);
    bar_->addSpacing(space::half);
    return box;
}

QDoubleSpinBox* CompareTab::addLevel() {
    auto* words = new QLabel(tr("Level"), this);
    makeCaption(words);
    auto* level = new QDoubleSpinBox(this);
    level->setObjectName(QStringLiteral("testLevel"));
    level->setAccessibleName(tr("Level of significance"));
    level->setToolTip(
        tr("A difference counts as a win or a loss if it would be this rare without any real difference"));
    level->setRange(0.001, 0.5);
    level->setDecimals(3);
    level->setSingleStep(0.01);
    level->setValue(0.05);
    words->setBuddy(level);
    bar_->addWidget(words);
    bar_->addWidget(level);
    return level;
}

void CompareTab::fill(QComboBox* box, const std::vector<std::pair<QString, QString>>& entries, QString& wanted) {
    const QSignalBlocker quiet(box);
    box->clear();
    for (const auto& [title, key] : entries) box->addItem(title, key);
    box->setCurrentIndex(std::max(entries.empty() ? -1 : 0, box->findData(wanted)));
}

DifferencesTab::DifferencesTab(QWidget* parent) : CompareTab(parent) {
    table_ = new GridView(QStringLiteral("differencesTable"), tr("Settings that differ between the runs"), this);
    setContent(table_);
    refresh();
}

void DifferencesTab::refresh() {
    const auto runs = data().runs();
    if (runs.size() < 2) {
        showMessage(runs.empty() ? tr("Select two runs or more: the settings in which they differ appear here.")
                                 : tr("Select a second run to see in which settings the two differ."));
        return;
    }
    Grid grid;
    grid.columns.push_back({tr("Setting"), tr("Key of the setting as in the experiment's file"), false});
    for (const RunRecord* run : runs)
        grid.columns.push_back({tr("No. %1").arg(run->run.id), QString::fromStdString(run->run.name), false});
    for (const Difference& difference : differences(runs)) {
        std::vector<GridCell> row;
        row.push_back({.text = QString::fromStdString(difference.key)});
        for (const std::string& value : difference.values) {
            GridCell cell;
            cell.text = value.empty() ? QStringLiteral("–") : QString::fromStdString(value);
            if (value.empty()) {
                cell.tip = tr("This run does not have the setting, or it has no effect there");
                cell.colour = &ThemeColours::secondary;
            }
            row.push_back(std::move(cell));
        }
        grid.rows.push_back(std::move(row));
    }
    if (grid.rows.empty()) {
        showMessage(tr("These runs have the same settings and seed."));
        return;
    }
    table_->setGrid(std::move(grid));
    showContent();
}

}  // namespace exitlab
