// SPDX-License-Identifier: GPL-3.0-or-later
// Points in a plane, coloured by group or by a value of their own.
#pragma once

#include <QSet>

#include "widgets/plots/plot_base.h"

namespace exitlab {

struct ScatterGroup {
    QString label;
    int category = 0;  ///< colour and marker, see categoryStyle()
    int exits = 0;     ///< above 0: `category` is a depth of so many, in the colours of exits
};

struct ScatterData {
    std::vector<ScatterGroup> groups;
    std::vector<double> x, y;
    std::vector<int> group;     ///< index into groups; empty: all points are alike
    std::vector<double> value;  ///< empty: colours tell groups. NaN: this point has no value and is drawn hollow
};

class ScatterPlot : public PlotBase {
    Q_OBJECT
  public:
    explicit ScatterPlot(QWidget* parent = nullptr);

    void setAxes(const QString& x, const QString& y, const QString& value);
    /// Lists of equal length and groups that exist, as in MethodScatter.
    void setPoints(ScatterData data);
    void clear() { setPoints({}); }
    const ScatterData& data() const { return data_; }
    /// Points that are not finite: in the table, but not in the picture.
    std::size_t unplaced() const;
    void setGroupVisible(std::size_t group, bool visible);
    /// Positive values only; other points have no place.
    void setLogarithmic(bool x, bool y);

    /// Colour of a point as drawn now; invalid: hollow.
    QColor pointColour(std::size_t point) const;
    QString readout(std::size_t point) const;
    bool hasData() const override { return !data_.x.empty(); }
    PlotTable table() const override;

  protected:
    void updateItems() override {}
    void restyle(const ThemeColours& colours) override;
    void fitAxes() override;
    void layoutItems() override;
    QString latestValues() const override;
    void addToMenu(QMenu* menu) override;
    void hover(const QPoint& position, bool inside) override;
    void clicked(const QPoint& position) override;
    void keyPressEvent(QKeyEvent* event) override;
    double aspect() const override { return 0.75; }

  private:
    struct Row {
        QString label;
        QColor colour;  ///< invalid: hollow
        Marker marker;
        int group = -1;  ///< -1: of none
    };
    std::vector<Row> legend() const;
    bool valued() const { return high_ >= low_; }
    double share(double value) const;
    Marker markerOf(std::size_t point) const;
    QPointF pixelOf(std::size_t point) const;
    void drawMarker(QCPPainter* painter, const QPointF& at, Marker marker, const QColor& colour) const;
    void drawPoints(QCPPainter* painter);
    void drawLegend(QCPPainter* painter);
    void drawHover(QCPPainter* painter);
    void showPoint(int at);
    void arrange();

    ScatterData data_;
    std::vector<std::size_t> order_;  ///< drawn points from left to right
    QSet<QString> hidden_;            ///< labels of groups
    bool logX_ = false, logY_ = false;
    QString xTitle_, yTitle_, valueTitle_;
    double low_ = 0, high_ = -1;  ///< of the values; high below low: none
    int hover_ = -1;              ///< index into order_
};

}  // namespace exitlab
