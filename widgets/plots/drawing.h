// SPDX-License-Identifier: GPL-3.0-or-later
// Small pieces that the plots share: a layer element that is drawn by a function, hatches, tickers, label placement.
#pragma once

#include <QBrush>
#include <QPen>
#include <functional>
#include <vector>

#include "widgets/plots/qcustomplot.h"
#include "widgets/theme/format.h"
#include "widgets/theme/tokens.h"

namespace exitlab {

/// Margins and sizes of plots in pixels. The left margin is fixed so that live labels do not shift the picture.
namespace plotsize {
inline constexpr int left = 64;
inline constexpr int top = 10;
inline constexpr int bottom = 42;
inline constexpr int right = 16;
inline constexpr int labelGap = 6;      ///< between the data and its label
inline constexpr int labelHeight = 15;  ///< of one line of labels
inline constexpr int swatch = 14;       ///< line sample before a label
inline constexpr int maxLabel = 150;    ///< widest label column
inline constexpr int colourBar = 12;    ///< width of a colour bar
inline constexpr int marker = 5;
}  // namespace plotsize

/// Something on a layer that is drawn by a function. QCustomPlot owns it.
class DrawnItem : public QCPLayerable {
  public:
    DrawnItem(QCustomPlot* plot, const QString& layer, std::function<void(QCPPainter*)> draw,
              std::function<QRect()> clip = {})
        : QCPLayerable(plot, layer), draw_(std::move(draw)), clip_(std::move(clip)) {}

  protected:
    void applyDefaultAntialiasingHint(QCPPainter*) const override {}
    QRect clipRect() const override { return clip_ ? clip_() : mParentPlot->viewport(); }
    void draw(QCPPainter* painter) override { draw_(painter); }

  private:
    std::function<void(QCPPainter*)> draw_;
    std::function<QRect()> clip_;
};

/// Ticks at whole numbers only: rounds, ids. Labels with thin spaces.
class WholeTicker : public QCPAxisTicker {
  protected:
    double getTickStep(const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;
    int getSubTickCount(double) override { return 0; }
};

/// Ticks with values written in a unit.
class UnitTicker : public QCPAxisTicker {
  public:
    explicit UnitTicker(Unit unit) : unit_(unit) {}

  protected:
    double getTickStep(const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;
    int getSubTickCount(double) override { return 0; }

  private:
    Unit unit_;
    double step_ = 1;
    double top_ = 0;  ///< largest size on the axis
};

/// Decades, written in a unit.
class DecadeTicker : public QCPAxisTickerLog {
  public:
    explicit DecadeTicker(Unit unit) : unit_(unit) {}

  protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override { return formatValue(tick, unit_); }

  private:
    Unit unit_;
};

/// One tick per cell of an axis of cells, as many as there is room for. Ids written at cell centres 0, 1, 2 ...
class CellTicker : public QCPAxisTicker {
  public:
    /// `pixels` of the axis, `room` pixels a label needs. Empty labels: the ids themselves.
    void setCells(std::vector<int> ids, std::vector<QString> labels) {
        ids_ = std::move(ids);
        labels_ = std::move(labels);
    }
    void setRoom(std::function<double()> pixels, double room) {
        pixels_ = std::move(pixels);
        room_ = room;
    }

  protected:
    QVector<double> createTickVector(double, const QCPRange& range) override;
    double getTickStep(const QCPRange&) override { return 1; }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override;
    int getSubTickCount(double) override { return 0; }

  private:
    std::vector<int> ids_;
    std::vector<QString> labels_;
    std::function<double()> pixels_;
    double room_ = 30;
};

/// Diagonal hatch of what was not measured or not opened: lines of `missing` on `ground`.
void fillHatched(QPainter* painter, const QRectF& rect, const ThemeColours& colours);

QCPScatterStyle markerStyle(Marker marker, const QColor& colour, double size);

/// Places labels of equal height in [top, bottom] so that none overlap: as near to the wanted centres as possible, in
/// the same order. Labels that do not fit at all (more than (bottom - top) / height) are the caller's affair.
std::vector<double> spreadLabels(const std::vector<double>& wanted, double height, double top, double bottom);

/// Exponential moving average with start-up correction, weight 0 (none) .. 1; NaN stays a gap and does not count.
std::vector<double> smoothed(const std::vector<double>& values, double weight);

/// An axis title that fits `pixels`.
QString elidedTitle(const QString& title, int pixels);

/// A vertical scale of colours from `top` down at `x`, with its values and title at the right, not higher than
/// `height`.
struct ColourScale {
    std::function<QColor(double share)> colour;  ///< 0 bottom .. 1 top
    double low = 0, high = 1;
    Unit unit = Unit::Number;
    QString title;
};
void drawColourScale(QCPPainter* painter, double x, double top, int height, const ColourScale& scale,
                     const ThemeColours& colours);
/// Width that drawColourScale() needs at most.
int colourScaleWidth();

/// A readout beside `target`, inside `view`.
void drawReadout(QCPPainter* painter, const QRectF& target, const QStringList& lines, const QRectF& view,
                 const ThemeColours& colours);

/// Pen, fonts, grid of the axes of `rect` in a theme. No box: lines left and below only.
void styleAxes(QCPAxisRect* rect, const ThemeColours& colours);

}  // namespace exitlab
