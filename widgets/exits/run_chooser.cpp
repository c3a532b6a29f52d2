// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exits/run_chooser.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPixmap>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "widgets/exits/wheel_safe.h"
#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

constexpr int kRunRole = Qt::UserRole, kWordsRole = Qt::UserRole + 1;
constexpr int kVisibleRuns = 6, kMostRuns = 16;

/// A short line in the run's colour and dash: what its curve looks like.
QIcon swatch(int category) {
    const CategoryStyle style = categoryStyle(Theme::instance().colours(), category);
    QPixmap pixmap(2 * space::iconSmall, 2 * space::iconSmall);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(style.colour, 2, style.dash));
    painter.drawLine(QPointF(0, space::iconSmall / 2.0), QPointF(space::iconSmall, space::iconSmall / 2.0));
    painter.end();
    QIcon icon;
    icon.addPixmap(pixmap, QIcon::Normal);
    icon.addPixmap(pixmap, QIcon::Selected);
    return icon;
}

}  // namespace

RunChooser::RunChooser(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("exitRunChooser"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::half);
    search_ = new QLineEdit(this);
    search_->setObjectName(QStringLiteral("exitRunSearch"));
    search_->setPlaceholderText(tr("Find a run"));
    search_->setAccessibleName(tr("Find a run with exit records"));
    search_->setToolTip(tr("Shows the runs that contain every word: number, name, method, data set"));
    search_->setClearButtonEnabled(true);
    search_->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    list_ = new QListWidget(this);
    list_->setObjectName(QStringLiteral("exitRuns"));
    list_->setAccessibleName(tr("Runs with exit records"));
    list_->setToolTip(tr("The selected run is explored; ticked runs are compared with it (Space)"));
    list_->setUniformItemSizes(true);
    list_->setTextElideMode(Qt::ElideRight);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setMinimumHeight(kVisibleRuns * space::rowHeight + 2);
    list_->setMaximumHeight(kMostRuns * space::rowHeight + 2);
    note_ = new QLabel(this);
    makeCaption(note_);
    note_->setWordWrap(true);
    auto* row = new QHBoxLayout;
    auto* label = new QLabel(tr("Records of round"), this);
    rounds_ = new WheelSafe<QComboBox>(this);
    rounds_->setObjectName(QStringLiteral("exitRound"));
    rounds_->setAccessibleName(tr("Round of the exit records"));
    rounds_->setToolTip(
        tr("The evaluation whose records are explored; runs with evaluation.records=all keep every one"));
    label->setBuddy(rounds_);
    row->addWidget(label);
    row->addWidget(rounds_, 1);
    column->addWidget(search_);
    column->addWidget(list_);
    column->addWidget(note_);
    column->addLayout(row);

    connect(search_, &QLineEdit::textChanged, this, &RunChooser::filter);
    connect(list_, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (filling_ || !item) return;
        run_ = item->data(kRunRole).toLongLong();
        round_ = 0;
        showRounds();
        Q_EMIT chosen(run_, round_);
        Q_EMIT comparedChanged();
    });
    connect(list_, &QListWidget::itemChanged, this, [this] {
        if (!filling_) Q_EMIT comparedChanged();
    });
    connect(rounds_, &QComboBox::activated, this, [this] {
        round_ = rounds_->currentData().toInt();
        Q_EMIT chosen(run_, round_);
    });
    connect(&Theme::instance(), &Theme::changed, this, &RunChooser::fill);
    fill();
}

void RunChooser::setRuns(std::vector<RecordedRun> runs) {
    if (runs == runs_ && list_->count() == static_cast<int>(runs.size())) return;
    const auto newest = [this] {
        const RecordedRun* run = find(run_);
        return run && !run->rounds.empty() ? run->rounds.back() : -1;
    };
    const int before = newest();
    runs_ = std::move(runs);
    fill();
    showRounds();
    // A run in progress has been evaluated again: the newest records are others now.
    if (round_ == 0 && before >= 0 && newest() > before) Q_EMIT chosen(run_, round_);
}

const RecordedRun* RunChooser::find(qint64 run) const {
    for (const RecordedRun& recorded : runs_)
        if (recorded.run == run) return &recorded;
    return nullptr;
}

QList<qint64> RunChooser::ticked() const {
    QList<qint64> runs;
    for (int i = 0; i < list_->count(); ++i)
        if (list_->item(i)->checkState() == Qt::Checked) runs << list_->item(i)->data(kRunRole).toLongLong();
    return runs;
}

QList<qint64> RunChooser::compared() const {
    QList<qint64> runs = ticked();
    runs.removeAll(run_);
    return runs;
}

void RunChooser::fill() {
    filling_ = true;
    const QList<qint64> before = ticked();
    list_->clear();
    for (const RecordedRun& run : runs_) {
        auto* item =
            new QListWidgetItem(swatch(run.colour), tr("%1 · %2 · %3").arg(run.run).arg(run.method, run.name), list_);
        item->setData(kRunRole, run.run);
        item->setData(kWordsRole, QStringLiteral("%1 %2 %3 %4").arg(run.run).arg(run.name, run.method, run.dataset));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(before.contains(run.run) ? Qt::Checked : Qt::Unchecked);
        item->setToolTip(
            tr("<p>Run %1: %2<br>%3 on %4</p>").arg(run.run).arg(run.name.toHtmlEscaped(), run.method, run.dataset));
        item->setSizeHint({0, space::rowHeight});
        if (run.run == run_) list_->setCurrentItem(item);
    }
    filling_ = false;
    filter();
}

void RunChooser::filter() {
    const QStringList words = search_->text().simplified().split(u' ', Qt::SkipEmptyParts);
    int visible = 0;
    for (int i = 0; i < list_->count(); ++i) {
        const QString text = list_->item(i)->data(kWordsRole).toString();
        const bool fits = std::all_of(words.begin(), words.end(),
                                      [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
        list_->item(i)->setHidden(!fits);
        visible += fits;
    }
    note_->setText(runs_.empty()
                       ? tr("No stored run has exit records. Runs keep them unless evaluation.records is none.")
                   : visible == 0 ? tr("No run contains these words.")
                                  : tr("Select one to explore; tick others to compare."));
}

void RunChooser::showRounds() {
    const QSignalBlocker quiet(rounds_);
    rounds_->clear();
    const RecordedRun* run = find(run_);
    if (run) {
        for (auto round = run->rounds.rbegin(); round != run->rounds.rend(); ++round)
            rounds_->addItem(QString::number(*round), *round);
        rounds_->setCurrentIndex(round_ == 0 ? 0 : std::max(0, rounds_->findData(round_)));
    }
    rounds_->setEnabled(rounds_->count() > 1);
}

void RunChooser::choose(qint64 run, int round) {
    if (!find(run)) return;
    const bool other = run != run_ || round != round_;
    run_ = run;
    round_ = round;
    {
        const QSignalBlocker quiet(list_);
        for (int i = 0; i < list_->count(); ++i)
            if (list_->item(i)->data(kRunRole).toLongLong() == run) {
                list_->setCurrentItem(list_->item(i));
                list_->scrollToItem(list_->item(i));
            }
    }
    showRounds();
    if (other) Q_EMIT chosen(run_, round_);
}

void RunChooser::compareWith(const QList<qint64>& runs) {
    filling_ = true;
    for (int i = 0; i < list_->count(); ++i) {
        QListWidgetItem* item = list_->item(i);
        item->setCheckState(runs.contains(item->data(kRunRole).toLongLong()) ? Qt::Checked : Qt::Unchecked);
    }
    filling_ = false;
    Q_EMIT comparedChanged();
}

void RunChooser::focusSearch() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

}  // namespace exitlab
