// SPDX-License-Identifier: GPL-3.0-or-later
// Who owns which samples: clients x classes as a heat map, sizes as stacked bars, label entropy in words and numbers. A
// cell can be set by hand.
#pragma once

#include <QWidget>

#include "core/config/partition_edits.h"
#include "core/federation/run.h"

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace exitlab {

class BarPlot;
class ClientEditor;
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
    /// The cells that are set by hand now.
    void setEdits(const std::vector<PartitionEdit>& edits);
    /// Nothing can be edited (the partition of a stored run is fixed).
    void setLocked(bool locked);

  Q_SIGNALS:
    /// The cells that shall be set by hand from now on. `what`: for the history; `typing`: one of several steps in the
    /// same field.
    void editsWanted(const std::vector<exitlab::PartitionEdit>& edits, const QString& what, bool typing);

  private:
    void makePlots(QWidget* page);
    void connectEditor();
    void editCell(int client, int label);
    void showSizes();

    PartitionPreview preview_;
    std::vector<PartitionEdit> edits_;
    bool locked_ = false;
    QStackedWidget* stack_ = nullptr;
    ClientEditor* editor_ = nullptr;
    QPushButton* dropEdits_ = nullptr;
    QComboBox* sizesBy_ = nullptr;
    QLabel* message_ = nullptr;
    QLabel* state_ = nullptr;
    Readouts* readouts_ = nullptr;
    HeatMap* classes_ = nullptr;
    BarPlot* sizes_ = nullptr;
    BarPlot* entropy_ = nullptr;
};

}  // namespace exitlab
