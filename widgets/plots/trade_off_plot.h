// SPDX-License-Identifier: GPL-3.0-or-later
// Accuracy against expected multiply-accumulates: one curve per run, every exit alone, and the point one works at.
#pragma once

#include <optional>

#include "widgets/plots/plot_base.h"

namespace exitlab {

/// "12.35 M": four significant digits and a decimal prefix.
QString formatMacs(double macs);

/// Points by ascending cost.
struct TradeOffCurve {
    QString label;
    int category = 0;  ///< colour, dash and marker of the run
    std::vector<double> macs, accuracy;
    std::vector<QString> settings;  ///< what each point is: "threshold 0.7"
};

class TradeOffPlot : public PlotBase {
    Q_OBJECT
  public:
    explicit TradeOffPlot(QWidget* parent = nullptr);

    /// The first curve is the one the operating point and the exits belong to.
    void setCurves(std::vector<TradeOffCurve> curves);
    /// Every exit alone, shallowest first.
    void setExits(std::vector<double> macs, std::vector<double> accuracy);
    void setPoint(std::optional<QPointF> macsAndAccuracy);
    void clear();

    const std::vector<TradeOffCurve>& curves() const { return curves_; }
    std::optional<QPointF> point() const { return point_; }
    /// Where something lies on the canvas now.
    QPointF pixelOf(double macs, double accuracy) const;
    QString readout(std::size_t curve, std::size_t point) const;

    bool hasData() const override { return !curves_.empty(); }
    PlotTable table() const override;

  Q_SIGNALS:
    /// A point of the first curve was clicked (or chosen with Enter): its index.
    void pointChosen(int point);

  protected:
    void updateItems() override {}
    void restyle(const ThemeColours& colours) override;
    void fitAxes() override;
    void layoutItems() override;
    QString latestValues() const override;
    void hover(const QPoint& position, bool inside) override;
    void clicked(const QPoint& position) override;
    void keyPressEvent(QKeyEvent* event) override;
    double aspect() const override { return 0.7; }

  private:
    struct Place {
        std::size_t curve, point;
        bool operator==(const Place&) const = default;
    };
    std::optional<Place> nearest(const QPoint& position) const;
    void drawCurves(QCPPainter* painter);
    void drawExits(QCPPainter* painter);
    void drawPoint(QCPPainter* painter);
    void drawLegend(QCPPainter* painter);
    void drawHover(QCPPainter* painter);
    void show(std::optional<Place> place);

    std::vector<TradeOffCurve> curves_;
    std::vector<double> exitMacs_, exitAccuracy_;
    std::optional<QPointF> point_;
    std::optional<Place> hover_;
};

}  // namespace exitlab
