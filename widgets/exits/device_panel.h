// SPDX-License-Identifier: GPL-3.0-or-later
// The device that latency and energy are told for: a typical one, or numbers of one's own.
#pragma once

#include <QWidget>

#include "core/inference/device_model.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace exitlab {

class DevicePanel : public QWidget {
    Q_OBJECT

  public:
    explicit DevicePanel(QWidget* parent = nullptr);

    ExitDevice device() const { return device_; }
    /// A typical device by its id; any other is one's own. Emits nothing.
    void setDevice(const ExitDevice& device);

  Q_SIGNALS:
    void deviceChanged(const exitlab::ExitDevice& device);

  private:
    void showDevice();
    QDoubleSpinBox* addNumber(const QString& name, const QString& title, const QString& unit, const QString& help,
                              double highest, int decimals);

    ExitDevice device_;
    QComboBox* box_ = nullptr;
    QDoubleSpinBox *speed_ = nullptr, *check_ = nullptr, *energy_ = nullptr, *idle_ = nullptr;
    QLabel* source_ = nullptr;
};

}  // namespace exitlab
