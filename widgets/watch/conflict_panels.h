// SPDX-License-Identifier: GPL-3.0-or-later
// Where exits and clients pull against each other, and what the method does about it.
#pragma once

#include "widgets/plots/curve_plot.h"
#include "widgets/plots/heat_map.h"
#include "widgets/plots/timeline_plot.h"
#include "widgets/watch/panel.h"

namespace exitlab {

/// Exit x exit cosine of gradients on a stage.
class CosinePanel : public WatchPanel {
    Q_OBJECT
  public:
    CosinePanel();
    bool followsSlider() const override { return true; }
    void refresh(const RunHistory& history, int round) override;
    void clear() override;
    HeatMap* map() const { return map_; }

  private:
    HeatMap* map_;
    QComboBox* stage_;
    QLabel* words_;
};

/// Conflict over rounds: share of negative pairs, divergence and agreement of the exits.
class ConflictPanel : public WatchPanel {
    Q_OBJECT
  public:
    ConflictPanel();
    void refresh(const RunHistory& history, int round) override;
    void clear() override { plot_->clear(); }

  private:
    CurvePlot* plot_;
    QComboBox* what_;
};

/// Client x client: of the last cohort, or the method's memory of all clients.
class SimilarityPanel : public WatchPanel {
    Q_OBJECT
  public:
    SimilarityPanel();
    bool followsSlider() const override { return true; }
    void refresh(const RunHistory& history, int round) override;
    void clear() override;

  private:
    HeatMap* map_;
    QComboBox* what_;
    QLabel* words_;
};

/// Any matrix of the method with a fixed id, for example the teacher weights.
class MatrixPanel : public WatchPanel {
    Q_OBJECT
  public:
    MatrixPanel(const QString& id, const QString& title, std::string matrix, const QString& emptyText);
    bool followsSlider() const override { return true; }
    void refresh(const RunHistory& history, int round) override;
    void clear() override;

  private:
    std::string matrix_;
    HeatMap* map_;
    QLabel* words_;
};

/// Client x round: deepest opened exit, with R(t).
class TimelinePanel : public WatchPanel {
    Q_OBJECT
  public:
    TimelinePanel();
    void refresh(const RunHistory& history, int round) override;
    void clear() override { plot_->clearAll(); }
    TimelinePlot* plot() const { return plot_; }

  private:
    TimelinePlot* plot_;
};

/// A series of the method with a fixed id, for example the decoupling gap.
class SeriesPanel : public WatchPanel {
    Q_OBJECT
  public:
    SeriesPanel(const QString& id, const QString& title, std::string series, const QString& emptyText);
    void refresh(const RunHistory& history, int round) override;
    void clear() override { plot_->clear(); }

  private:
    std::string series_;
    CurvePlot* plot_;
};

/// Every series and matrix that the method publishes, by title.
class MethodPanel : public WatchPanel {
    Q_OBJECT
  public:
    MethodPanel();
    bool followsSlider() const override { return true; }
    void refresh(const RunHistory& history, int round) override;
    void clear() override;

  private:
    QComboBox* what_;
    CurvePlot* plot_;
    HeatMap* map_;
    QLabel* words_;
};

/// Curves of a method series, one per label.
std::vector<Curve> curvesOf(const ByRound<MethodSeries>& series);
/// A method matrix as a picture: axes, ids, exits counted from 1.
void showMatrix(HeatMap* map, const MethodMatrix& matrix);

}  // namespace exitlab
