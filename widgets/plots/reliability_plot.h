// SPDX-License-Identifier: GPL-3.0-or-later
// Reliability diagram: accuracy of the samples by their confidence. On the diagonal a confidence can be believed.
#pragma once

#include "core/inference/reliability.h"
#include "widgets/plots/plot_base.h"

namespace exitlab {

class ReliabilityPlot : public PlotBase {
    Q_OBJECT
  public:
    explicit ReliabilityPlot(QWidget* parent = nullptr);

    void setExits(std::vector<ExitReliability> exits);
    /// One exit as bars with its distance from the diagonal, or -1: all as lines.
    void setShownExit(int exit);
    int shownExit() const { return shown_; }
    const std::vector<ExitReliability>& exits() const { return exits_; }
    QString readout(std::size_t bin) const;

    bool hasData() const override;
    PlotTable table() const override;

  protected:
    void updateItems() override {}
    void restyle(const ThemeColours& colours) override;
    void fitAxes() override;
    void layoutItems() override;
    QString latestValues() const override;
    void hover(const QPoint& position, bool inside) override;
    void keyPressEvent(QKeyEvent* event) override;
    double aspect() const override { return 0.75; }

  private:
    bool isShown(std::size_t exit) const { return shown_ < 0 || static_cast<std::size_t>(shown_) == exit; }
    void drawBars(QCPPainter* painter);
    void drawLines(QCPPainter* painter);
    void drawLegend(QCPPainter* painter);
    void drawHover(QCPPainter* painter);
    QPointF pixelOf(double confidence, double accuracy) const;
    std::size_t binCount() const { return exits_.empty() ? 0 : exits_.front().bins.size(); }
    void showBin(int bin);

    std::vector<ExitReliability> exits_;
    int shown_ = -1;
    int hover_ = -1;
};

}  // namespace exitlab
