// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exits/device_panel.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>

#include "widgets/exits/wheel_safe.h"
#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

class Field : public WheelSafe<QDoubleSpinBox> {
  public:
    using WheelSafe<QDoubleSpinBox>::WheelSafe;

  protected:
    QString textFromValue(double value) const override { return QLocale::c().toString(value, 'g', 4); }
};

/// Names of the typical devices in the language of the window; core's are English.
QString deviceTitle(const ExitDevice& device) {
    if (device.id == "microcontroller") return DevicePanel::tr("Microcontroller");
    if (device.id == "board") return DevicePanel::tr("Single-board computer");
    if (device.id == "phone") return DevicePanel::tr("Phone");
    if (device.id == "embedded-gpu") return DevicePanel::tr("Embedded GPU");
    if (device.id == "laptop") return DevicePanel::tr("Laptop");
    return QString::fromStdString(device.title);
}

}  // namespace

DevicePanel::DevicePanel(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("devicePanel"));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(space::half);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    box_ = new WheelSafe<QComboBox>(this);
    box_->setObjectName(QStringLiteral("exitDevice"));
    box_->setAccessibleName(tr("Device"));
    box_->setToolTip(tr("Latency and energy of a sample are computed for this device"));
    for (const ExitDevice& device : typicalDevices()) {
        box_->addItem(deviceTitle(device), QString::fromStdString(device.id));
        box_->setItemData(box_->count() - 1, QString::fromStdString(device.source), Qt::ToolTipRole);
    }
    box_->addItem(tr("Own device"), QStringLiteral("own"));
    form->addRow(tr("Device"), box_);
    speed_ = addNumber(QStringLiteral("deviceSpeed"), tr("Speed"), tr(" GMAC/s"),
                       tr("Multiply-accumulates per second, sustained, one sample at a time"), 1e6, 6);
    check_ =
        addNumber(QStringLiteral("deviceCheck"), tr("Exit check"), tr(" ms"),
                  tr("Time of one exit check: softmax, comparison and branch; every exit passed costs one"), 1e4, 6);
    energy_ = addNumber(QStringLiteral("deviceEnergy"), tr("Energy"), tr(" nJ/MAC"),
                        tr("Energy of one multiply-accumulate above what the device draws anyway"), 1e6, 6);
    idle_ = addNumber(QStringLiteral("deviceIdle"), tr("Idle power"), tr(" W"),
                      tr("What the device draws anyway while a sample is computed"), 1e4, 4);
    source_ = new QLabel(this);
    makeCaption(source_);
    source_->setWordWrap(true);
    source_->setTextFormat(Qt::PlainText);
    form->addRow(source_);
    connect(box_, &QComboBox::activated, this, [this] {
        const std::string id = box_->currentData().toString().toStdString();
        if (id == "own") {
            // Starts from what was shown.
            device_.id = id;
            device_.title = tr("Own device").toStdString();
            device_.source.clear();
        } else {
            device_ = deviceFrom(id);
        }
        showDevice();
        Q_EMIT deviceChanged(device_);
    });
    for (int row = 0; row < form->rowCount(); ++row)
        if (QLayoutItem* label = form->itemAt(row, QFormLayout::LabelRole))
            label->widget()->setMinimumWidth(9 * space::grid);  // as in the panels above
    setDevice(deviceFrom("phone"));
}

QDoubleSpinBox* DevicePanel::addNumber(const QString& name, const QString& title, const QString& unit,
                                       const QString& help, double highest, int decimals) {
    auto* field = new Field(this);
    field->setObjectName(name);
    field->setAccessibleName(title);
    field->setToolTip(help);
    field->setWhatsThis(help);
    field->setLocale(QLocale::c());
    field->setFont(Theme::numbers());
    field->setAlignment(Qt::AlignRight);
    field->setDecimals(decimals);
    field->setRange(name == QLatin1String("deviceSpeed") ? 1e-6 : 0, highest);
    field->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    field->setSuffix(unit);
    field->setKeyboardTracking(false);
    static_cast<QFormLayout*>(layout())->addRow(title, field);
    connect(field, &QDoubleSpinBox::valueChanged, this, [this] {
        device_ = {"own",
                   tr("Own device").toStdString(),
                   {},
                   speed_->value() * 1e9,
                   check_->value() * 1e-3,
                   energy_->value() * 1e-9,
                   idle_->value()};
        // A number of one's own makes it a device of one's own.
        const QSignalBlocker quiet(box_);
        box_->setCurrentIndex(box_->findData(QStringLiteral("own")));
        source_->setText(tr("Your numbers. A model to compare exits with, not a measurement."));
        Q_EMIT deviceChanged(device_);
    });
    return field;
}

void DevicePanel::setDevice(const ExitDevice& device) {
    if (!flaw(device).empty()) return;
    device_ = device;
    showDevice();
}

void DevicePanel::showDevice() {
    const QSignalBlocker quietBox(box_), quietSpeed(speed_), quietCheck(check_), quietEnergy(energy_), quietIdle(idle_);
    const int at = box_->findData(QString::fromStdString(device_.id));
    box_->setCurrentIndex(at >= 0 ? at : box_->count() - 1);
    speed_->setValue(device_.macsPerSecond / 1e9);
    check_->setValue(device_.checkSeconds * 1e3);
    energy_->setValue(device_.joulesPerMac * 1e9);
    idle_->setValue(device_.idleWatts);
    source_->setText(device_.source.empty() ? tr("Your numbers. A model to compare exits with, not a measurement.")
                                            : QString::fromStdString(device_.source));
}

}  // namespace exitlab
