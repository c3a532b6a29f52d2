// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/run_filter_bar.h"

#include <QAction>
#include <QComboBox>
#include <QDataStream>
#include <QHBoxLayout>
#include <QIODevice>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/forms/elided_label.h"
#include "widgets/models/run_filter_model.h"
#include "widgets/runs/condition_edit.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {
constexpr int kAll = -1;
}

RunFilterBar::RunFilterBar(RunFilterModel* filter, QAction* find, QAction* condition, QWidget* parent)
    : QWidget(parent), filter_(filter) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::grid, space::half, space::grid, space::half);
    column->setSpacing(space::half);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::grid);
    search_ = new QLineEdit(this);
    search_->setObjectName(QStringLiteral("runSearch"));
    search_->setPlaceholderText(tr("Name, method, data set, tag, note"));
    search_->setAccessibleName(tr("Filter of the runs"));
    search_->setToolTip(
        tr("Shows the runs that contain every word (%1)").arg(find->shortcut().toString(QKeySequence::NativeText)));
    search_->setClearButtonEnabled(true);
    search_->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    condition_ = new ConditionEdit(this);
    condition_->setToolTip(tr("Shows the runs for which the condition holds; Ctrl+Space completes (%1)")
                               .arg(condition->shortcut().toString(QKeySequence::NativeText)));
    state_ = new QComboBox(this);
    state_->setObjectName(QStringLiteral("runState"));
    state_->setAccessibleName(tr("State of the runs shown"));
    state_->setToolTip(tr("Show only runs in this state"));
    state_->addItem(tr("All states"), kAll);
    for (const RunStatus status : {RunStatus::Running, RunStatus::Paused, RunStatus::Finished, RunStatus::Stopped,
                                   RunStatus::Interrupted, RunStatus::Failed, RunStatus::Queued})
        state_->addItem(statusIcon(status), statusStyle(Theme::instance().colours(), status).word, int(status));
    starred_ = new QToolButton(this);
    starred_->setObjectName(QStringLiteral("onlyStarred"));
    starred_->setIcon(icon(QStringLiteral("star")));
    starred_->setCheckable(true);
    starred_->setAutoRaise(true);
    starred_->setToolTip(tr("Show only starred runs"));
    starred_->setAccessibleName(starred_->toolTip());
    starred_->setFocusPolicy(Qt::TabFocus);
    row->addWidget(search_, 2);
    row->addWidget(condition_, 3);
    row->addWidget(state_);
    row->addWidget(starred_);
    line_ = new ElidedLabel(this);
    line_->setObjectName(QStringLiteral("runLine"));
    column->addLayout(row);
    column->addWidget(line_);

    connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
        filter_->setText(text);
        Q_EMIT changed();
    });
    connect(condition_, &ConditionEdit::conditionChanged, this, [this] {
        filter_->setCondition(condition_->condition());
        Q_EMIT changed();
    });
    connect(condition_, &ConditionEdit::problemChanged, this, &RunFilterBar::show);
    connect(state_, &QComboBox::currentIndexChanged, this, [this] {
        const int status = state_->currentData().toInt();
        filter_->setStatuses(status == kAll ? QSet<int>() : QSet<int>{status});
        Q_EMIT changed();
    });
    connect(starred_, &QToolButton::toggled, this, [this](bool on) {
        filter_->setStarredOnly(on);
        Q_EMIT changed();
    });
}

void RunFilterBar::focusSearch() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void RunFilterBar::focusCondition() {
    condition_->setFocus(Qt::ShortcutFocusReason);
    condition_->selectAll();
}

void RunFilterBar::clear() {
    search_->clear();
    condition_->clear();
    state_->setCurrentIndex(0);
    starred_->setChecked(false);
}

void RunFilterBar::setSummary(const QString& text) {
    summary_ = text;
    show();
}

void RunFilterBar::show() {
    const QString problem = condition_->problem();
    line_->setIcon(problem.isEmpty() ? QIcon() : icon(QStringLiteral("warning"), &ThemeColours::error));
    line_->setText(problem.isEmpty() ? summary_ : problem);
}

QByteArray RunFilterBar::saveState() const {
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << search_->text() << condition_->text() << state_->currentData().toInt() << starred_->isChecked();
    return state;
}

void RunFilterBar::restoreState(const QByteArray& state) {
    QDataStream stream(state);
    QString words, condition;
    int status = kAll;
    bool starred = false;
    stream >> words >> condition >> status >> starred;
    if (stream.status() != QDataStream::Ok) return;
    search_->setText(words);
    condition_->setText(condition);
    state_->setCurrentIndex(std::max(0, state_->findData(status)));
    starred_->setChecked(starred);
}

}  // namespace exitlab
