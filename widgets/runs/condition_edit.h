// SPDX-License-Identifier: GPL-3.0-or-later
// A line for a condition on runs: completes names and values, says what is wrong and where.
#pragma once

#include <QLineEdit>
#include <functional>
#include <string>
#include <vector>

#include "core/analysis/run_filter.h"

class QCompleter;
class QStringListModel;

namespace exitlab {

class ConditionEdit : public QLineEdit {
    Q_OBJECT

  public:
    explicit ConditionEdit(QWidget* parent = nullptr);

    /// Settings that may be asked for besides the columns; a condition that named another is looked at again.
    void setSettings(std::vector<std::string> keys);
    /// Values that runs have in a field, for completion.
    void setValues(std::function<QStringList(const QString& field)> values) { values_ = std::move(values); }
    /// What the text says, or the last that was right while it is wrong.
    const RunFilter& condition() const { return condition_; }
    /// Empty: the text is right.
    QString problem() const { return problem_; }

  Q_SIGNALS:
    void conditionChanged();
    void problemChanged(const QString& problem);

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

  private:
    void read();
    void offer(bool always);
    void insert(const QString& chosen);

    std::vector<std::string> settings_;
    std::function<QStringList(const QString&)> values_;
    QCompleter* completer_;
    QStringListModel* candidates_;
    FilterCompletion completion_;
    RunFilter condition_;
    QString problem_;
    QAction* warning_;
};

}  // namespace exitlab
