// SPDX-License-Identifier: GPL-3.0-or-later
// How good every exit is: over rounds, over clients, for one client, and how well its confidence is calibrated.
#pragma once

#include "widgets/plots/bar_plot.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/heat_map.h"
#include "widgets/watch/panel.h"

class QSplitter;

namespace exitlab {

class AccuracyPanel : public WatchPanel {
    Q_OBJECT
  public:
    AccuracyPanel();
    void refresh(const RunHistory& history, int round) override;
    void clear() override { plot_->clear(); }
    CurvePlot* plot() const { return plot_; }

  private:
    CurvePlot* plot_;
    QComboBox* what_;
    QComboBox* band_;
    QComboBox* key_;
};

class CalibrationPanel : public WatchPanel {
    Q_OBJECT
  public:
    CalibrationPanel();
    void refresh(const RunHistory& history, int round) override;
    void clear() override { plot_->clear(); }

  private:
    CurvePlot* plot_;
};

/// Clients x exits of one evaluation; a click on a row chooses the client.
class ClientsPanel : public WatchPanel {
    Q_OBJECT
  public:
    ClientsPanel();
    bool followsSlider() const override { return true; }
    void refresh(const RunHistory& history, int round) override;
    void clear() override;
    HeatMap* map() const { return map_; }
    void setSelected(int client) { map_->setSelectedRow(client); }

  signals:
    void clientChosen(int client);

  private:
    HeatMap* map_;
    QComboBox* order_;
    QLabel* words_;
};

/// One client: its accuracy over rounds beside its data, its traffic or its time; its device in words.
class ClientPanel : public WatchPanel {
    Q_OBJECT
  public:
    ClientPanel();
    void refresh(const RunHistory& history, int round) override;
    void clear() override;
    void choose(int client);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    QSplitter* both_;
    QComboBox* client_;
    QLabel* words_;
    CurvePlot* curves_;
    void showData(const RunHistory& history, int client);
    void showCosts(const RunHistory& history, int client);

    QComboBox* what_;
    BarPlot* bars_;
};

}  // namespace exitlab
