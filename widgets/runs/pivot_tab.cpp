// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "core/analysis/run_fields.h"
#include "widgets/runs/compare_tabs.h"
#include "widgets/runs/compare_words.h"
#include "widgets/runs/grid_view.h"
#include "widgets/theme/theme.h"

namespace exitlab {

PivotTab::PivotTab(QWidget* parent) : CompareTab(parent) {
    rows_ = addChoice(QStringLiteral("pivotRows"), tr("Rows"), tr("What a row stands for"));
    columns_ = addChoice(QStringLiteral("pivotColumns"), tr("Columns"), tr("What a column stands for"));
    measure_ = addChoice(QStringLiteral("pivotMeasure"), tr("Value"), tr("What the cells show"));
    measure_->setMinimumContentsLength(18);
    baseline_ = addChoice(QStringLiteral("pivotBaseline"), tr("Baseline"),
                          tr("The row that the others are tested against, paired by seed"));
    level_ = addLevel();
    bar()->addStretch(1);
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::half);
    table_ = new GridView(QStringLiteral("pivotTable"), tr("Pivot table of the runs"), content);
    note_ = new QLabel(content);
    note_->setWordWrap(true);
    makeCaption(note_);
    column->addWidget(table_, 1);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(space::half);
    foot->addWidget(note_, 1);
    column->addLayout(foot);
    const auto button = [this, foot](const QString& name, const QString& iconName, const QString& text,
                                     const QString& tip) {
        auto* made = new QPushButton(icon(iconName), text, this);
        made->setObjectName(name);
        made->setToolTip(tip);
        foot->addWidget(made);
        return made;
    };
    QPushButton* latex = button(QStringLiteral("pivotLatex"), QStringLiteral("copy"), tr("LaTeX"),
                                tr("Copy the table as LaTeX (booktabs)"));
    QPushButton* csv = button(QStringLiteral("pivotCsv"), QStringLiteral("copy"), tr("CSV"),
                              tr("Copy the table as CSV with all digits"));
    QPushButton* save = button(QStringLiteral("pivotSave"), QStringLiteral("export"), tr("Save..."),
                               tr("Write the table to a .tex or .csv file"));
    connect(latex, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(exported(QStringLiteral("tex"))); });
    connect(csv, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(exported(QStringLiteral("csv"))); });
    connect(save, &QPushButton::clicked, this, &PivotTab::saveAs);
    setContent(content);
    const auto follow = [this](QComboBox* box, QString& wanted) {
        connect(box, &QComboBox::activated, this, [this, box, &wanted] {
            wanted = box->currentData().toString();
            refresh();
        });
    };
    follow(rows_, wantedRows_);
    follow(columns_, wantedColumns_);
    follow(measure_, wantedMeasure_);
    follow(baseline_, wantedBaseline_);
    connect(level_, &QDoubleSpinBox::valueChanged, this, &PivotTab::refresh);
    refresh();
}

QStringList PivotTab::choices() const {
    return {wantedRows_, wantedColumns_, wantedMeasure_, wantedBaseline_, QString::number(level_->value())};
}

void PivotTab::setChoices(const QStringList& choices) {
    if (choices.size() != 5) return;
    wantedRows_ = choices[0];
    wantedColumns_ = choices[1];
    wantedMeasure_ = choices[2];
    wantedBaseline_ = choices[3];
    level_->setValue(choices[4].toDouble());
    refresh();
}

void PivotTab::refresh() {
    const auto runs = data().runs();
    if (runs.empty()) {
        showMessage(tr("Select runs in the table: a table of methods by data sets appears here, as papers print it."));
        return;
    }
    std::vector<std::pair<QString, QString>> fields = {{tr("Method"), QStringLiteral("method")},
                                                       {tr("Data set"), QStringLiteral("data")},
                                                       {tr("Name"), QStringLiteral("name")},
                                                       {tr("Seed"), QStringLiteral("seed")}};
    for (const Difference& difference : differences(runs))
        if (difference.key.find('.') != std::string::npos && difference.key != "algorithm.id" &&
            difference.key != "data.dataset")
            fields.emplace_back(QString::fromStdString(difference.key), QString::fromStdString(difference.key));
    fill(rows_, fields, wantedRows_);
    fill(columns_, fields, wantedColumns_);
    // What was wanted may be no choice for these runs; the usual table then.
    if (columns_->findData(wantedColumns_) < 0) columns_->setCurrentIndex(1);
    std::vector<std::pair<QString, QString>> values;
    for (const Measure& measure : measures(data().exits()))
        values.emplace_back(measureTitle(measure, data().threshold), QString::fromStdString(measure.id()));
    fill(measure_, values, wantedMeasure_);
    PivotQuestion question;
    question.rows = rows_->currentData().toString().toStdString();
    question.columns = columns_->currentData().toString().toStdString();
    question.measure = measureFrom(measure_->currentData().toString().toStdString(), data().exits());
    question.threshold = data().threshold;
    question.level = level_->value();
    pivot_ = pivotTable(runs, question);
    std::vector<std::pair<QString, QString>> names{{tr("None"), QString()}};
    for (const PivotRow& row : pivot_.rows)
        names.emplace_back(QString::fromStdString(row.name), QString::fromStdString(row.name));
    fill(baseline_, names, wantedBaseline_);
    question.baseline = baseline_->currentData().toString().toStdString();
    if (!question.baseline.empty()) pivot_ = pivotTable(runs, question);
    show();
}

void PivotTab::show() {
    const PivotQuestion& question = pivot_.question;
    const Measure& measure = question.measure;
    const bool tested = !question.baseline.empty();
    const int decimals = pivotDecimals(pivot_);
    Grid grid;
    grid.columns.push_back({rows_->currentText(), {}, false});
    for (const std::string& column : pivot_.columns) grid.columns.push_back({QString::fromStdString(column), {}, true});
    if (tested)
        grid.columns.push_back(
            {tr("W / T / L"), tr("Wins, ties and losses against the baseline over the columns"), true});
    for (const PivotRow& row : pivot_.rows) {
        std::vector<GridCell> cells;
        cells.push_back({.text = QString::fromStdString(row.name)});
        for (const PivotCell& cell : row.cells) {
            GridCell shown{.right = true};
            if (cell.spread.n > 0) {
                const QString mean = QString::fromStdString(
                    cellText(cell, measure, decimals, std::string(reinterpret_cast<const char*>(u8"±"))));
                shown.text = tr("%1 (%2)").arg(mean).arg(cell.spread.n);
                shown.sort = cell.spread.mean;
                shown.bold = cell.best;
                shown.tip = tr("%1 over %2 seeds").arg(formatExact(cell.spread.mean)).arg(cell.spread.n);
                if (cell.settings > 1)
                    shown.tip += u'\n' + tr("Runs of %1 different settings; see Differences").arg(cell.settings);
            }
            if (cell.test) {
                const VerdictWords words = verdictWords(cell.test->verdict);
                if (cell.test->verdict == Verdict::Win || cell.test->verdict == Verdict::Loss) {
                    shown.icon = words.icon;
                    shown.colour = words.colour;
                }
                shown.tip += u'\n' + tr("%1: %2").arg(words.word, testText(*cell.test, measure));
            }
            cells.push_back(std::move(shown));
        }
        if (tested)
            cells.push_back({.text = row.name == question.baseline
                                         ? tr("baseline")
                                         : tr("%1 / %2 / %3").arg(row.wins).arg(row.ties).arg(row.losses),
                             .sort = double(row.wins - row.losses),
                             .right = true});
        grid.rows.push_back(std::move(cells));
    }
    if (grid.rows.empty()) {
        showMessage(tr("None of the chosen runs has both values; choose other rows or columns."));
        return;
    }
    table_->setGrid(std::move(grid));
    QString words = tr("%1: mean ± standard deviation over seeds (number of seeds); the best of each column is bold.")
                        .arg(measureTitle(measure, question.threshold));
    if (tested)
        words += u' ' + tr("Marks: better or worse than %1 by the corrected resampled paired t-test at level %2.")
                            .arg(QString::fromStdString(question.baseline), formatNumber(question.level));
    if (pivot_.mixed) words += u' ' + tr("Some cells hold runs of more than one setting; they are not tested.");
    note_->setText(words);
    showContent();
}

QString PivotTab::exported(const QString& format) const {
    return QString::fromStdString(format == QLatin1String("tex") ? pivotLatex(pivot_) : pivotCsv(pivot_));
}

void PivotTab::saveAs() {
    auto* dialog = new QFileDialog(this, tr("Save the table"));
    dialog->setObjectName(QStringLiteral("pivotFile"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("LaTeX (*.tex)"), tr("CSV (*.csv)")});
    dialog->setDefaultSuffix(QStringLiteral("tex"));
    dialog->selectFile(QStringLiteral("table.tex"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.contains(QLatin1String("csv")) ? QStringLiteral("csv") : QStringLiteral("tex"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& name) {
        const QString format =
            name.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive) ? QStringLiteral("csv") : QStringLiteral("tex");
        QSaveFile file(name);
        const QByteArray text = exported(format).toUtf8();
        if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit()) return;
        auto* box =
            new QMessageBox(QMessageBox::Warning, tr("Save the table"),
                            tr("%1 could not be written: %2").arg(name, file.errorString()), QMessageBox::Ok, this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
    dialog->open();
}

}  // namespace exitlab
