// SPDX-License-Identifier: GPL-3.0-or-later
// What narrows the run table: words, a condition, a state, stars; and one line that says what is shown and what is
// wrong.
#pragma once

#include <QWidget>

class QAction;
class QComboBox;
class QLineEdit;
class QToolButton;

namespace exitlab {

class ConditionEdit;
class ElidedLabel;
class RunFilterModel;

class RunFilterBar : public QWidget {
    Q_OBJECT

  public:
    RunFilterBar(RunFilterModel* filter, QAction* find, QAction* condition, QWidget* parent = nullptr);

    ConditionEdit* condition() const { return condition_; }
    void focusSearch();
    void focusCondition();
    void clear();
    /// "12 of 300 runs", "sorted by ..."; a wrong condition takes its place.
    void setSummary(const QString& text);

    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

  Q_SIGNALS:
    void changed();

  private:
    void show();

    RunFilterModel* filter_;
    QLineEdit* search_;
    ConditionEdit* condition_;
    QComboBox* state_;
    QToolButton* starred_;
    ElidedLabel* line_;
    QString summary_;
};

}  // namespace exitlab
