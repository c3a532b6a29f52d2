// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exits/value_slider.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <cmath>

#include "widgets/exits/wheel_safe.h"
#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

constexpr int kSteps = 1000;

/// Without zeros at the end: 0.7, 0.99987.
class PlainField : public WheelSafe<QDoubleSpinBox> {
  public:
    using WheelSafe<QDoubleSpinBox>::WheelSafe;

  protected:
    QString textFromValue(double value) const override {
        QString text = locale().toString(value, 'f', decimals());
        const QString point = locale().decimalPoint();
        if (text.contains(point)) {
            while (text.endsWith(locale().zeroDigit())) text.chop(1);
            if (text.endsWith(point)) text.chop(point.size());
        }
        return text;
    }
};

}  // namespace

ValueSlider::ValueSlider(const QString& name, const QString& title, QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::half);
    title_ = new QLabel(this);
    title_->setMinimumWidth(9 * space::grid);
    slider_ = new WheelSafe<QSlider>(Qt::Horizontal, this);
    slider_->setObjectName(name + QStringLiteral("Slider"));
    slider_->setRange(0, kSteps);
    slider_->setPageStep(kSteps / 20);
    slider_->setSingleStep(kSteps / 100);
    field_ = new PlainField(this);
    field_->setObjectName(name);
    field_->setFont(Theme::numbers());
    field_->setAlignment(Qt::AlignRight);
    field_->setKeyboardTracking(false);
    field_->setLocale(QLocale::c());
    field_->setFixedWidth(11 * space::grid);
    title_->setBuddy(field_);
    row->addWidget(title_);
    row->addWidget(slider_, 1);
    row->addWidget(field_);
    setTitle(title);
    connect(slider_, &QSlider::valueChanged, this, [this](int step) {
        const QSignalBlocker quiet(field_);
        field_->setValue(field_->minimum() + (field_->maximum() - field_->minimum()) * step / kSteps);
        Q_EMIT edited(field_->value());
    });
    connect(field_, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        place();
        Q_EMIT edited(value);
    });
}

void ValueSlider::setTitle(const QString& title) {
    title_->setText(title);
    field_->setAccessibleName(title);
    slider_->setAccessibleName(title);
}

void ValueSlider::setHelp(const QString& help) {
    for (QWidget* widget :
         {static_cast<QWidget*>(title_), static_cast<QWidget*>(slider_), static_cast<QWidget*>(field_)}) {
        widget->setToolTip(help);
        widget->setWhatsThis(help);
    }
}

void ValueSlider::setRange(double low, double high, int decimals, const QString& suffix) {
    const QSignalBlocker quiet(field_);
    field_->setDecimals(decimals);
    field_->setRange(low, high);
    field_->setSingleStep((high - low) / 100);
    field_->setSuffix(suffix);
    place();
}

void ValueSlider::place() {
    const QSignalBlocker quiet(slider_);
    const double span = field_->maximum() - field_->minimum();
    slider_->setValue(span > 0 ? static_cast<int>(std::lround((field_->value() - field_->minimum()) / span * kSteps))
                               : 0);
}

void ValueSlider::setValue(double value) {
    const QSignalBlocker quiet(field_);
    field_->setValue(value);
    place();
}

double ValueSlider::value() const { return field_->value(); }

}  // namespace exitlab
