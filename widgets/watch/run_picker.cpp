// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/run_picker.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "widgets/models/run_table_model.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

constexpr int mostRows = 300;  // more are found by the filter
enum Column { Run, Name, Method, DataSet, Rounds, Accuracy, ColumnCount };

}  // namespace

RunPicker::RunPicker(std::vector<RunSummary> runs, const QList<qint64>& shown, int least, QWidget* parent)
    : QDialog(parent), runs_(std::move(runs)), fixed_(shown.begin(), shown.end()), chosen_(shown), least_(least) {
    setObjectName(QStringLiteral("runPicker"));
    setWindowTitle(tr("Compare runs"));
    search_ = new QLineEdit;
    search_->setObjectName(QStringLiteral("runPickerSearch"));
    search_->setPlaceholderText(tr("Name, method, data set, tag, note or number"));
    search_->setClearButtonEnabled(true);
    search_->setAccessibleName(tr("Filter of the runs"));
    search_->setToolTip(tr("Every word must occur"));
    list_ = new QTreeWidget;
    list_->setObjectName(QStringLiteral("runPickerList"));
    list_->setAccessibleName(tr("Stored runs, newest first"));
    list_->setToolTip(tr("Space checks the run of the row"));
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setHeaderLabels({tr("run"), tr("name"), tr("method"), tr("data"), tr("rounds"), tr("accuracy")});
    list_->header()->setStretchLastSection(false);
    list_->header()->setSectionResizeMode(Name, QHeaderView::Stretch);
    words_ = new QLabel;
    makeCaption(words_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    ok_ = buttons->addButton(tr("Compare"), QDialogButtonBox::AcceptRole);
    ok_->setObjectName(QStringLiteral("runPickerOk"));
    ok_->setIcon(icon(QStringLiteral("compare")));
    auto* column = new QVBoxLayout(this);
    column->addWidget(search_);
    column->addWidget(list_, 1);
    column->addWidget(words_);
    column->addWidget(buttons);
    resize(760, 480);
    connect(search_, &QLineEdit::textChanged, this, &RunPicker::fill);
    connect(list_, &QTreeWidget::itemChanged, this, &RunPicker::onChanged);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit picked(chosen_);
        accept();
    });
    fill();
}

void RunPicker::fill() {
    const QSignalBlocker quiet(list_);
    list_->clear();
    const QStringList words = search_->text().toLower().split(u' ', Qt::SkipEmptyParts);
    int matching = 0;
    for (const RunSummary& run : runs_) {
        const QString text = QStringLiteral("%1 %2 %3 %4 %5 %6")
                                 .arg(run.id)
                                 .arg(QString::fromStdString(run.name), QString::fromStdString(run.method),
                                      QString::fromStdString(run.dataset), QString::fromStdString(run.tags),
                                      QString::fromStdString(run.note))
                                 .toLower();
        if (!std::all_of(words.begin(), words.end(), [&](const QString& word) { return text.contains(word); }))
            continue;
        if (++matching > mostRows) continue;
        const auto mean = meanAccuracy(run.accuracy);
        auto* item =
            new QTreeWidgetItem(list_, {QString::number(run.id), QString::fromStdString(run.name),
                                        QString::fromStdString(run.method), QString::fromStdString(run.dataset),
                                        formatCount(run.completed), mean ? formatPercent(*mean) : QString()});
        item->setData(Run, Qt::UserRole, qint64{run.id});
        item->setIcon(Name, statusIcon(run.status, run.diverged));
        item->setToolTip(Name, item->text(Name));
        for (const int number : {int(Rounds), int(Accuracy)}) item->setTextAlignment(number, Qt::AlignRight);
        const bool never = run.completed == 0;
        Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsUserCheckable;
        if (!fixed_.contains(run.id) && !never) flags |= Qt::ItemIsEnabled;
        if (never) item->setToolTip(Run, tr("No round of it is done yet"));
        item->setFlags(flags);
        item->setCheckState(Run, chosen_.contains(run.id) ? Qt::Checked : Qt::Unchecked);
    }
    for (int i = 0; i < ColumnCount; ++i)
        if (i != Name) list_->resizeColumnToContents(i);
    words_->setText(
        matching > mostRows
            ? tr("The newest %1 of %2; filter to find others").arg(formatCount(mostRows), formatCount(matching))
            : QString());
    showState();
}

void RunPicker::onChanged(QTreeWidgetItem* item) {
    const qint64 run = item->data(Run, Qt::UserRole).toLongLong();
    if (item->checkState(Run) == Qt::Checked && !chosen_.contains(run))
        chosen_ << run;
    else if (item->checkState(Run) == Qt::Unchecked)
        chosen_.removeAll(run);
    showState();
}

void RunPicker::showState() {
    const bool enough = chosen_.size() >= least_ && chosen_.size() > fixed_.size();
    ok_->setEnabled(enough);
    ok_->setToolTip(enough             ? tr("Show %n runs side by side", nullptr, static_cast<int>(chosen_.size()))
                    : fixed_.isEmpty() ? tr("Check at least two runs")
                                       : tr("Check at least one more run"));
}

}  // namespace exitlab
