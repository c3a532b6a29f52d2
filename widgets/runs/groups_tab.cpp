// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/runs/compare_tabs.h"
#include "widgets/runs/compare_words.h"
#include "widgets/runs/grid_view.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

GridCell numberCell(const Measure& measure, double value) {
    GridCell cell;
    cell.right = true;
    if (!std::isfinite(value)) return cell;
    cell.text = measureText(measure, value);
    cell.sort = value * measureScale(measure);
    cell.tip = formatExact(value * measureScale(measure));
    return cell;
}

}  // namespace

GroupsTab::GroupsTab(QWidget* parent) : CompareTab(parent) {
    measure_ = addChoice(QStringLiteral("groupMeasure"), tr("Measure"), tr("What is compared"));
    measure_->setMinimumContentsLength(26);
    baseline_ = addChoice(QStringLiteral("groupBaseline"), tr("Baseline"),
                          tr("The group that the others are tested against, paired by seed"));
    baseline_->setMinimumContentsLength(18);
    level_ = addLevel();
    bar()->addStretch(1);
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::half);
    table_ = new GridView(QStringLiteral("groupTable"), tr("Groups of runs that differ in the seed only"), content);
    note_ = new QLabel(content);
    note_->setWordWrap(true);
    makeCaption(note_);
    column->addWidget(table_, 1);
    column->addWidget(note_);
    setContent(content);
    connect(measure_, &QComboBox::activated, this, [this] {
        wantedMeasure_ = measure_->currentData().toString();
        show();
    });
    connect(baseline_, &QComboBox::activated, this, [this] {
        wantedBaseline_ = baseline_->currentData().toString();
        show();
    });
    connect(level_, &QDoubleSpinBox::valueChanged, this, &GroupsTab::show);
    refresh();
}

QStringList GroupsTab::choices() const { return {wantedMeasure_, wantedBaseline_, QString::number(level_->value())}; }

void GroupsTab::setChoices(const QStringList& choices) {
    if (choices.size() != 3) return;
    wantedMeasure_ = choices[0];
    wantedBaseline_ = choices[1];
    level_->setValue(choices[2].toDouble());
    refresh();
}

void GroupsTab::refresh() {
    groups_ = groupRuns(data().runs());
    if (groups_.empty()) {
        showMessage(
            tr("Select runs in the table: those that differ in the seed only are one group here, with mean, deviation "
               "and a test against a baseline."));
        return;
    }
    std::vector<std::pair<QString, QString>> choices;
    for (const Measure& measure : measures(data().exits()))
        choices.emplace_back(measureTitle(measure, data().threshold), QString::fromStdString(measure.id()));
    fill(measure_, choices, wantedMeasure_);
    choices.clear();
    choices.emplace_back(tr("None"), QString());
    for (const RunGroup& group : groups_)
        choices.emplace_back(QString::fromStdString(group.label), QString::fromStdString(group.label));
    fill(baseline_, choices, wantedBaseline_);
    show();
}

void GroupsTab::show() {
    if (groups_.empty()) return;
    const Measure measure = measureFrom(measure_->currentData().toString().toStdString(), data().exits());
    const std::string chosen = baseline_->currentData().toString().toStdString();
    const auto baseline = std::find_if(groups_.begin(), groups_.end(),
                                       [&](const RunGroup& group) { return !chosen.empty() && group.label == chosen; });
    const bool tested = baseline != groups_.end();
    Grid grid;
    grid.columns = {{tr("Group"), tr("Method, and what tells the group from the others"), false},
                    {tr("n"), tr("Seeds, each counted once"), true},
                    {measureTitle(measure, data().threshold), tr("Mean over seeds"), true},
                    {tr("Std"), tr("Sample standard deviation over seeds (n - 1)"), true},
                    {tr("Least"), tr("Smallest value over seeds"), true},
                    {tr("Most"), tr("Largest value over seeds"), true}};
    if (tested) {
        grid.columns.push_back({tr("Difference"), tr("Mean difference to the baseline over common seeds"), true});
        grid.columns.push_back({tr("Pairs"), tr("Seeds that both groups have"), true});
        grid.columns.push_back({tr("p"), tr("Two-sided, corrected resampled paired t-test"), true});
        grid.columns.push_back({tr("Verdict"), tr("Of the group against the baseline at the chosen level"), false});
    }
    for (const RunGroup& group : groups_) {
        const std::vector<double> values = valuesOf(group, measure);
        const Spread spread = spreadOf(values);
        QStringList seeds;
        for (const RunRecord* run : group.runs) seeds << tr("seed %1: no. %2").arg(run->run.seed).arg(run->run.id);
        if (group.repeated > 0) seeds << tr("runs of the same seeds left out: %1").arg(group.repeated);
        std::vector<GridCell> row;
        row.push_back({.text = QString::fromStdString(group.label), .tip = seeds.join(u'\n')});
        row.push_back({.text = QString::number(spread.n), .sort = double(spread.n), .right = true});
        row.push_back(numberCell(measure, spread.mean));
        row.push_back(numberCell(measure, spread.deviation));
        const auto known = [&](bool most) {
            double found = std::nan("");
            for (const double value : values)
                if (!std::isnan(value)) found = most ? std::fmax(found, value) : std::fmin(found, value);
            return found;
        };
        row.push_back(numberCell(measure, known(false)));
        row.push_back(numberCell(measure, known(true)));
        if (tested && &group == &*baseline) {
            row.resize(9);
            row.push_back({.text = tr("baseline"), .colour = &ThemeColours::secondary});
        } else if (tested) {
            const PairedTest test = compareGroups(group, *baseline, measure, level_->value());
            const VerdictWords words = verdictWords(test.verdict);
            row.push_back(numberCell(measure, test.difference));
            row.push_back({.text = QString::number(test.pairs), .sort = double(test.pairs), .right = true});
            GridCell p{.right = true};
            if (std::isfinite(test.p)) {
                p.text = test.p < 1e-4 ? tr("< 0.0001") : formatNumber(test.p, 3);
                p.sort = test.p;
                p.tip = formatExact(test.p);
            }
            row.push_back(std::move(p));
            row.push_back(
                {.text = words.word, .tip = testText(test, measure), .icon = words.icon, .colour = words.colour});
        }
        grid.rows.push_back(std::move(row));
    }
    table_->setGrid(std::move(grid));
    note_->setText(
        tested
            ? tr("Paired by seed; corrected resampled t-test (Nadeau and Bengio 2003): variance times 1/n + test / "
                 "training samples of the runs' own split. Each comparison by itself, not corrected for their number.")
            : tr("Runs that are equal in everything but the seed are a group. Choose a baseline to test against."));
    showContent();
}

}  // namespace exitlab
