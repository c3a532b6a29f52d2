// SPDX-License-Identifier: GPL-3.0-or-later
// Who owns which samples: clients x classes as a heat map, sizes as stacked bars, label entropy in words and numbers.
#pragma once

#include <QWidget>

#include "core/federation/run.h"

class QLabel;
class QStackedLayout;

namespace exitlab {

class BarPlot;
class HeatMap;
class Readouts;

class PartitionPane : public QWidget {
    Q_OBJECT

  public:
    explicit PartitionPane(QWidget* parent = nullptr);
    void setPreview(const PartitionPreview& preview);
    /// In words why there is no partition.
    void setError(const QString& reason);
    /// A new answer is under way; what is shown is of the last question.
    void setPending();

  private:
    QStackedLayout* stack_ = nullptr;
    QLabel* message_ = nullptr;
    QLabel* state_ = nullptr;
    Readouts* readouts_ = nullptr;
    HeatMap* classes_ = nullptr;
    BarPlot* sizes_ = nullptr;
    BarPlot* entropy_ = nullptr;
};

}  // namespace exitlab
