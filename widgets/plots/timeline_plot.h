// SPDX-License-Identifier: GPL-3.0-or-later
// Clients over rounds: how deep each client's network was open in each round, with a curve over it (R(t), the allowed
// share of the full cost).
#pragma once

#include "widgets/plots/heat_map.h"

namespace exitlab {

class TimelinePlot : public HeatMap {
    Q_OBJECT
  public:
    explicit TimelinePlot(QWidget* parent = nullptr);

    /// `depth`: clients x rounds, number of open exits (0..exits); NaN where the client was not sampled.
    void setTimeline(std::vector<int> clients, std::vector<int> rounds, Table depth, int exits);
    /// Curve on the right axis; empty values: none. One value per entry of `rounds`.
    void setCurve(const std::vector<int>& rounds, const std::vector<double>& values, const QString& title);
    void clearAll();

    PlotTable table() const override;

  protected:
    void updateItems() override;
    void restyle(const ThemeColours& colours) override;
    int secondAxisWidth() const override;
    bool valuesInCells() const override { return false; }
    QString extraReadout(int col) const override;
    double aspect() const override { return 0.62; }

  private:
    std::vector<int> curveRounds_;
    std::vector<double> curveValues_;
    QString curveTitle_;
    QCPGraph* casing_;  ///< wider line in the background's colour, so that the curve reads on every cell
    QCPGraph* graph_;
};

}  // namespace exitlab
