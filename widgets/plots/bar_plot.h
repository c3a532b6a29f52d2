// SPDX-License-Identifier: GPL-3.0-or-later
// Bars: stacked (bytes by tensor group, seconds by phase, samples by class) or side by side (distributions by group).
#pragma once

#include <QSet>

#include "widgets/plots/plot_base.h"

namespace exitlab {

/// One layer of the stacks, one value per key. Layers with `below` hang under zero (down next to up); their values are
/// positive all the same.
struct BarSeries {
    QString label;
    int category = 0;  ///< colour, see categoryStyle(); layers of the same name above and below share it
    bool below = false;
    std::vector<double> values;
    int exits = 0;  ///< above 0: `category` is a depth of so many, in the colours of exits
};

class BarPlot : public PlotBase {
    Q_OBJECT
  public:
    explicit BarPlot(QWidget* parent = nullptr);

    void setKeyAxis(const QString& title);
    void setValueAxis(const QString& title, Unit unit = Unit::Number);
    /// Words for above and below zero ("up", "down"); shown when any layer hangs below.
    void setDirections(const QString& above, const QString& below);
    /// Keys ascending (rounds, clients). `names`: one word per key instead of numbers (at equal distances).
    void setBars(std::vector<double> keys, std::vector<BarSeries> series, std::vector<QString> names = {});
    /// Colours from the sequential map instead of categories: for many ordered layers (classes).
    void setSequentialColours(bool on);
    /// Side by side, each from zero, instead of on top of each other. Layers with `below` are not for this.
    void setGrouped(bool on);
    void clear() { setBars({}, {}); }

    /// Layers of this label, above and below.
    void setSeriesVisible(const QString& label, bool visible);
    bool isSeriesVisible(const QString& label) const { return !hidden_.contains(label); }

    std::size_t seriesCount() const { return series_.size(); }
    const std::vector<BarSeries>& series() const { return series_; }
    QString readout(int bar) const;
    bool hasData() const override { return !keys_.empty() && !series_.empty(); }
    PlotTable table() const override;

  protected:
    void updateItems() override;
    void restyle(const ThemeColours& colours) override;
    void fitAxes() override;
    void layoutItems() override;
    QString latestValues() const override;
    void addToMenu(QMenu* menu) override;
    void hover(const QPoint& position, bool inside) override;
    void clicked(const QPoint& position) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void drawBars(QCPPainter* painter);
    void drawGroups(QCPPainter* painter);
    void drawLegend(QCPPainter* painter);
    void drawHover(QCPPainter* painter);
    QColor colourOf(const BarSeries& series) const;
    double place(std::size_t bar) const { return names_.empty() ? keys_[bar] : static_cast<double>(bar); }
    double barWidth() const;
    void showBar(int bar);
    struct Row {
        QString label;
        QColor colour;
        bool below;
    };
    std::vector<Row> legend() const;

    std::vector<double> keys_;
    std::vector<QString> names_;
    std::vector<BarSeries> series_;
    QString valueTitle_, above_, below_;
    Unit unit_ = Unit::Number;
    bool sequential_ = false;
    bool grouped_ = false;
    int hover_ = -1;
    QSet<QString> hidden_;  ///< labels
};

}  // namespace exitlab
