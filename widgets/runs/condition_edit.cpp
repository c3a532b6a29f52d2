// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/condition_edit.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QKeyEvent>
#include <QStringListModel>
#include <algorithm>

#include "widgets/theme/theme.h"

namespace exitlab {

ConditionEdit::ConditionEdit(QWidget* parent) : QLineEdit(parent), settings_(commonSettings()) {
    setObjectName(QStringLiteral("runCondition"));
    setPlaceholderText(tr("Condition, as in: training.lr < 0.1 and method = fedper"));
    setAccessibleName(tr("Condition on the runs"));
    setClearButtonEnabled(true);
    addAction(icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    warning_ = addAction(icon(QStringLiteral("warning"), &ThemeColours::error), QLineEdit::TrailingPosition);
    warning_->setVisible(false);
    setWhatsThis(
        tr("<p>Shows the runs for which the condition holds. Columns and settings are compared with "
           "<tt>= != &lt; &lt;= &gt; &gt;=</tt>, <tt>~</tt> (contains) and <tt>in (a, b)</tt>, joined by <tt>and</tt>, "
           "<tt>or</tt>, <tt>not</tt> and brackets. Numbers may end in %, kB, MB, GB, s, min, h.</p>"
           "<p><tt>mean &gt; 70% and tag = paper</tt><br><tt>star or traffic &lt; 10 MB</tt><br>"
           "<tt>data.partition.alpha &lt;= 0.3 and not status = failed</tt></p>"));
    candidates_ = new QStringListModel(this);
    completer_ = new QCompleter(candidates_, this);
    completer_->setWidget(this);
    completer_->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    completer_->setMaxVisibleItems(12);
    connect(completer_, qOverload<const QString&>(&QCompleter::activated), this, &ConditionEdit::insert);
    connect(this, &QLineEdit::textChanged, this, &ConditionEdit::read);
    connect(this, &QLineEdit::textEdited, this, [this] { offer(false); });
}

void ConditionEdit::setSettings(std::vector<std::string> keys) {
    keys.insert(keys.end(), commonSettings().begin(), commonSettings().end());
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    if (keys == settings_) return;
    settings_ = std::move(keys);
    read();
}

void ConditionEdit::read() {
    QString problem;
    try {
        condition_ = RunFilter::parse(text().toStdString(), settings_);
    } catch (const FilterError& error) {
        problem = QString::fromStdString(error.what());
    }
    warning_->setVisible(!problem.isEmpty());
    warning_->setToolTip(problem);
    const bool told = problem != problem_;
    problem_ = problem;
    if (problem.isEmpty()) Q_EMIT conditionChanged();
    if (told) Q_EMIT problemChanged(problem_);
}

void ConditionEdit::offer(bool always) {
    // The filter counts bytes, the line characters.
    const std::size_t cursor = text().left(cursorPosition()).toStdString().size();
    completion_ = completeFilter(text().toStdString(), cursor, settings_);
    QStringList words;
    for (const std::string& candidate : completion_.candidates) words << QString::fromStdString(candidate);
    const QString begun =
        QString::fromStdString(text().toStdString().substr(completion_.begin, completion_.end - completion_.begin));
    if (!completion_.field.empty() && values_) {
        const QString wanted = begun.startsWith(u'"') || begun.startsWith(u'\'') ? begun.mid(1) : begun;
        for (const QString& value : values_(QString::fromStdString(completion_.field)))
            if (value.contains(wanted, Qt::CaseInsensitive))
                words << QString::fromStdString(quotedValue(value.toStdString()));
    }
    const bool done = words.isEmpty() || (words.size() == 1 && words.front() == begun);
    if (done || (!always && begun.isEmpty())) {
        completer_->popup()->hide();
        return;
    }
    candidates_->setStringList(words);
    QRect place = rect();
    place.setWidth(std::max(place.width() / 2, 30 * space::grid));
    completer_->complete(place);
}

void ConditionEdit::insert(const QString& chosen) {
    const std::string all = text().toStdString();
    const QString before = QString::fromStdString(all.substr(0, completion_.begin));
    const QString after = QString::fromStdString(all.substr(completion_.end));
    const QString gap = after.startsWith(u' ') ? QString() : QStringLiteral(" ");
    setText(before + chosen + gap + after);
    setCursorPosition(int(before.size() + chosen.size() + 1));
}

void ConditionEdit::keyPressEvent(QKeyEvent* event) {
    if (completer_->popup()->isVisible()) {
        switch (event->key()) {
            // For the list of candidates.
            case Qt::Key_Enter:
            case Qt::Key_Return:
            case Qt::Key_Escape:
            case Qt::Key_Tab:
            case Qt::Key_Backtab:
                event->ignore();
                return;
            default:
                break;
        }
    } else if (event->key() == Qt::Key_Down ||
               (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier)) {
        offer(true);
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void ConditionEdit::focusInEvent(QFocusEvent* event) {
    QLineEdit::focusInEvent(event);
    completer_->setWidget(this);
}

}  // namespace exitlab
