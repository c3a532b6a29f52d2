// SPDX-License-Identifier: GPL-3.0-or-later
// What training costs and how it goes: losses, learning rate, bytes, seconds.
#pragma once

#include "widgets/plots/bar_plot.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/watch/panel.h"

class QStackedWidget;

namespace exitlab {

class LossPanel : public WatchPanel {
    Q_OBJECT
  public:
    LossPanel();
    void refresh(const RunHistory& history, int round) override;
    void clear() override { plot_->clear(); }
    CurvePlot* plot() const { return plot_; }

  private:
    CurvePlot* plot_;
};

class RatePanel : public WatchPanel {
    Q_OBJECT
  public:
    RatePanel();
    void refresh(const RunHistory& history, int round) override;
    void clear() override { plot_->clear(); }

  private:
    CurvePlot* plot_;
};

class TrafficPanel : public WatchPanel {
    Q_OBJECT
  public:
    TrafficPanel();
    void refresh(const RunHistory& history, int round) override;
    void clear() override;

  private:
    void showBars(const RunHistory& history);
    void showCumulative(const RunHistory& history);
    void showEfficiency(const RunHistory& history);

    QStackedWidget* pages_;
    BarPlot* bars_;
    CurvePlot* curves_;
    QComboBox* what_;
};

/// Simulated time on the devices: of every round, since the start, or of every client of the shown round.
class DeviceTimePanel : public WatchPanel {
    Q_OBJECT
  public:
    DeviceTimePanel();
    bool followsSlider() const override { return true; }
    void refresh(const RunHistory& history, int round) override;
    void clear() override;

  private:
    void showClients(const RunHistory& history, int round);

    QStackedWidget* pages_;
    CurvePlot* curves_;
    BarPlot* bars_;
    QComboBox* what_;
    QLabel* words_;
};

class TimePanel : public WatchPanel {
    Q_OBJECT
  public:
    TimePanel();
    void refresh(const RunHistory& history, int round) override;
    void clear() override { bars_->clear(); }

  private:
    BarPlot* bars_;
};

}  // namespace exitlab
