// SPDX-License-Identifier: GPL-3.0-or-later
// One control for one setting. What may be typed and what is wrong with it is asked of the core (parseValue, validate).
#pragma once

#include <QAbstractSpinBox>
#include <QObject>
#include <QString>
#include <memory>
#include <optional>

#include "core/config/parameter_spec.h"

class QLabel;
class QWidget;

namespace exitlab {

/// Shortest text that reads back as the same number; booleans as yes and no; choices by their label.
QString displayValue(const ParameterSpec& spec, const Json& value);

/// What a control holds: a value, or what is wrong with the text in it.
struct EditorReading {
    std::optional<Json> value;
    QString problem;
};

class ParameterEditor : public QObject {
    Q_OBJECT

  public:
    ParameterEditor(const ParameterSpec& spec, QObject* parent) : QObject(parent), spec_(spec) {}

    const ParameterSpec& spec() const { return spec_; }
    virtual QWidget* control() const = 0;
    virtual EditorReading read() const = 0;
    /// Shows `value` without emitting edited(); keeps the text as typed if it already means that value.
    virtual void write(const Json& value) = 0;
    /// One line about what is chosen now; the setting's own help unless the editor knows better.
    virtual QString hint() const;

  Q_SIGNALS:
    void edited();

  private:
    ParameterSpec spec_;
};

/// The editor for the type of `spec`. The control's object name is the key of the setting.
ParameterEditor* makeEditor(const ParameterSpec& spec, QWidget* parent);

/// Integers and reals of any size and precision: free text with a unit, steps by arrow keys and buttons, scientific
/// notation. The wheel does nothing unless the field has the focus, so scrolling a form never changes it.
class NumberField : public QAbstractSpinBox {
    Q_OBJECT

  public:
    NumberField(const ParameterSpec& spec, QWidget* parent);

    void setText(const QString& text);
    void stepBy(int steps) override;
    QValidator::State validate(QString& text, int& position) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    bool eventFilter(QObject* watched, QEvent* event) override;

  Q_SIGNALS:
    void edited();

  protected:
    StepEnabled stepEnabled() const override;
    void wheelEvent(QWheelEvent* event) override;

  private:
    void placeUnit();

    ParameterSpec spec_;
    QLabel* unit_ = nullptr;
};

}  // namespace exitlab
