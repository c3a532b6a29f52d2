// SPDX-License-Identifier: GPL-3.0-or-later
// A method's own distributions, points and pictures: a dock per kind, in which every result has its entry by title.
#pragma once

#include "widgets/plots/bar_plot.h"
#include "widgets/plots/image_grid.h"
#include "widgets/plots/scatter_plot.h"
#include "widgets/watch/panel.h"

namespace exitlab {

/// One result of one kind in the round of the slider.
class ResultPanel : public WatchPanel {
    Q_OBJECT
  public:
    bool followsSlider() const override { return true; }
    void clear() override;

  protected:
    ResultPanel(const QString& id, const QString& title, unsigned kind, PlotBase* plot, const QString& emptyText);
    /// Offers the results and returns the chosen one at `round`; null, with the reason in words, when there is none.
    template <typename T>
    const T* choose(const std::map<std::string, ByRound<T>>& results, int round);
    virtual void clearPlot() = 0;
    /// What there is to say besides the round.
    void addWord(const QString& word);

  private:
    PlotBase* plot_;
    QString plainTitle_;
    QComboBox* what_;
    QLabel* words_;
};

class HistogramPanel : public ResultPanel {
    Q_OBJECT
  public:
    HistogramPanel();
    void refresh(const RunHistory& history, int round) override;

  protected:
    void clearPlot() override { plot_->clear(); }

  private:
    BarPlot* plot_;
};

class ScatterPanel : public ResultPanel {
    Q_OBJECT
  public:
    ScatterPanel();
    void refresh(const RunHistory& history, int round) override;

  protected:
    void clearPlot() override { plot_->clear(); }

  private:
    ScatterPlot* plot_;
};

class ImagesPanel : public ResultPanel {
    Q_OBJECT
  public:
    ImagesPanel();
    void refresh(const RunHistory& history, int round) override;

  protected:
    void clearPlot() override { plot_->clear(); }

  private:
    ImageGrid* plot_;
};

}  // namespace exitlab
