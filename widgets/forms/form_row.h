// SPDX-License-Identifier: GPL-3.0-or-later
// One line of a form: mark, label, control, reset button, and a line below that explains or says what is wrong. That
// line is always there, so nothing moves when a problem appears.
#pragma once

#include <QWidget>

#include "core/config/parameter_spec.h"

class QLabel;
class QToolButton;

namespace exitlab {

class ElidedLabel;
class ParameterEditor;

class FormRow : public QWidget {
    Q_OBJECT

  public:
    FormRow(const ParameterSpec& spec, QWidget* parent);

    const ParameterSpec& spec() const { return spec_; }
    QWidget* control() const;

    /// Shows a value without emitting valueEdited.
    void setValue(const Json& value);
    /// The last value that was right.
    const Json& value() const { return value_; }
    bool isChanged() const { return value_ != spec_.defaultValue; }

    /// What is wrong across settings (Experiment::problems()), or empty. Shown unless the control itself is wrong.
    void setOutsideProblem(const QString& problem);
    /// What the line below says is wrong, or empty.
    QString problem() const;
    /// The text in the control is not a value.
    bool holdsInvalidText() const { return !ownProblem_.isEmpty(); }

    /// Text that is no value gives way to the last value that was right; false if there is none.
    bool discardInvalidText();
    /// Shows the setting but does not let it be changed; `reason` says why. Empty: unlocked.
    void setLocked(const QString& reason);
    bool isLocked() const { return !locked_.isEmpty(); }

    void resetToDefault();
    void setLabelWidth(int width);
    int labelWidthHint() const;

  Q_SIGNALS:
    void valueEdited(const QString& key, const exitlab::Json& value);
    void stateChanged();
    /// The person is at this setting now (focus) or passes over it (hover).
    void helpWanted(const exitlab::FormRow* row, bool focused);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    void readControl();
    void showState();

    ParameterSpec spec_;
    ParameterEditor* editor_ = nullptr;
    QLabel* label_ = nullptr;
    QToolButton* reset_ = nullptr;
    ElidedLabel* line_ = nullptr;
    Json value_;
    QString ownProblem_;
    QString outsideProblem_;
    QString locked_;
};

/// The setting as plain text for tooltips: help, range, default.
QString tooltipOf(const ParameterSpec& spec);
/// The setting as rich text for What's This and the help panel; everything from the spec is escaped.
QString helpHtmlOf(const ParameterSpec& spec);

}  // namespace exitlab
