// SPDX-License-Identifier: GPL-3.0-or-later
// What the Runs page asks before it acts.
#include <QAction>
#include <QMap>
#include <QMessageBox>
#include <QPushButton>
#include <QSet>

#include "core/analysis/groups.h"
#include "widgets/models/run_filter_model.h"
#include "widgets/runs/run_dialogs.h"
#include "widgets/runs/runs_actions.h"
#include "widgets/runs/runs_view.h"

namespace exitlab {

namespace {

QStringList tagsOf(const RunSummary& run) {
    QStringList tags;
    for (const QString& tag : QString::fromStdString(run.tags).split(u',', Qt::SkipEmptyParts)) tags << tag.trimmed();
    return tags;
}

}  // namespace

void RunsView::askRemove(const QList<qint64>& runs, const QString& what) {
    if (runs.isEmpty()) return;
    auto* question = new QMessageBox(QMessageBox::Question, tr("Delete for good"), what, QMessageBox::Cancel, this);
    question->setObjectName(QStringLiteral("deleteQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(tr("Reports and checkpoints go with them. This cannot be undone."));
    QPushButton* yes = question->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    yes->setObjectName(QStringLiteral("confirmDelete"));
    question->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [this, runs] { Q_EMIT deleteRequested(runs); });
    question->open();
}

void RunsView::editTags() {
    const QList<qint64> runs = selectedRuns();
    if (runs.isEmpty()) return;
    QMap<QString, int> uses;
    for (const RunEntryPtr& entry : model_->entries())
        for (const QString& tag : tagsOf(entry->run)) uses.insert(tag, uses.value(tag, 0));
    for (const qint64 run : runs)
        for (const QString& tag : tagsOf(*model_->find(run))) ++uses[tag];
    QList<TagUse> list;
    for (auto use = uses.begin(); use != uses.end(); ++use) list << TagUse{use.key(), use.value()};
    askTags(this, int(runs.size()), list, [this, runs](const QStringList& give, const QStringList& take) {
        for (const qint64 run : runs) {
            const RunSummary* found = model_->find(run);
            if (!found) continue;
            QStringList tags = tagsOf(*found);
            for (const QString& tag : take) tags.removeAll(tag);
            for (const QString& tag : give)
                if (!tags.contains(tag)) tags << tag;
            model_->setData(model_->index(model_->rowOf(run), RunTableModel::Tags), tags.join(QStringLiteral(", ")));
        }
    });
}

void RunsView::editNote() {
    QModelIndex at = table_->currentIndex();
    if (!at.isValid()) return;
    at = at.siblingAtColumn(RunTableModel::Note);
    table_->horizontalHeader()->setSectionHidden(RunTableModel::Note, false);
    table_->scrollTo(at);
    table_->setCurrentIndex(at);
    table_->edit(at);
}

void RunsView::askToRepeat() {
    const RunSummary* run = selected();
    if (!run) return;
    // The smallest seed that no run of the same experiment has used.
    const auto settingsOf = [this](std::int64_t id) {
        const int row = model_->rowOf(id);
        return row < 0 ? nullptr : model_->entries()[std::size_t(row)]->settings;
    };
    const auto mine = settingsOf(run->id);
    QSet<quint64> used;
    for (const RunEntryPtr& entry : model_->entries()) {
        if (!mine || !entry->settings || entry->run.method != run->method || entry->settings->size() != mine->size())
            continue;
        bool same = true;
        for (std::size_t i = 0; same && i < mine->size(); ++i) {
            const std::string& key = mine->key(i);
            if (key == "seed" || isMachinery(key)) continue;
            const SettingValue* theirs = entry->settings->find(key);
            same = theirs && *theirs == mine->value(i);
        }
        if (same) used << entry->run.seed;
    }
    std::uint64_t proposed = run->seed + 1;
    while (used.contains(proposed)) ++proposed;
    const std::int64_t id = run->id;
    const QString experiment = QString::fromStdString(run->experiment);
    askRepeat(this, QString::fromStdString(run->name), run->seed, proposed, blocked_,
              [this, id, experiment](std::uint64_t seed, bool start) {
                  Q_EMIT repeatRequested(id, experiment, seed, start);
              });
}

void RunsView::chooseColumns() {
    QStringList settings;
    for (const std::string& key : settingKeys(model_->entries())) settings << QString::fromStdString(key);
    askColumns(
        this, *model_, table_->columns(), settings,
        [this](const std::vector<ColumnChoice>& columns) { table_->setColumns(columns); },
        [this] { table_->resetColumns(); });
}

}  // namespace exitlab
