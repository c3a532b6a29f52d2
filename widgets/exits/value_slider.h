// SPDX-License-Identifier: GPL-3.0-or-later
// One number with a slider for trying and a field for typing.
#pragma once

#include <QDoubleSpinBox>
#include <QWidget>

class QLabel;
class QSlider;

namespace exitlab {

class ValueSlider : public QWidget {
    Q_OBJECT

  public:
    /// `name` is the object name of the field; the slider's is `name` + "Slider".
    ValueSlider(const QString& name, const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setHelp(const QString& help);
    /// `decimals` that can be typed; the slider has steps of a thousandth of the range.
    void setRange(double low, double high, int decimals, const QString& suffix = {});
    void setValue(double value);  ///< emits nothing
    double value() const;

  Q_SIGNALS:
    void edited(double value);

  private:
    void place();

    QLabel* title_ = nullptr;
    QSlider* slider_ = nullptr;
    QDoubleSpinBox* field_ = nullptr;
};

}  // namespace exitlab
