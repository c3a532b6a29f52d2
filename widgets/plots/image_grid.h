// SPDX-License-Identifier: GPL-3.0-or-later
// Small pictures in rows and columns, pixel by pixel, with a label below each.
#pragma once

#include <QImage>

#include "core/metrics/report.h"
#include "widgets/plots/plot_base.h"

namespace exitlab {

class ImageGrid : public PlotBase {
    Q_OBJECT
  public:
    explicit ImageGrid(QWidget* parent = nullptr);

    /// Without contradictions (flaw()).
    void setImages(const MethodImageGrid& images);
    void clear() { setImages({}); }

    std::size_t tileCount() const { return tiles_.size(); }
    const QImage& tile(std::size_t i) const { return tiles_[i]; }
    /// Where a tile is drawn now, in pixels of the canvas, without its label.
    QRectF tileRect(std::size_t i) const;
    QString readout(std::size_t i) const;
    bool hasData() const override { return !tiles_.empty(); }
    /// One row per tile: place, label, mean and range of its pixels.
    PlotTable table() const override;

  protected:
    void updateItems() override {}
    void restyle(const ThemeColours&) override {}
    void fitAxes() override {}  ///< depends on the size: layoutItems() does it
    void layoutItems() override;
    QString latestValues() const override;
    void hover(const QPoint& position, bool inside) override;
    void keyPressEvent(QKeyEvent* event) override;
    double aspect() const override;

  private:
    struct Tone {
        double mean = 0;
        int low = 0, high = 0;
    };
    QRectF cellRect(std::size_t i) const;
    QString name(std::size_t i) const;
    void drawTiles(QCPPainter* painter);
    void drawHover(QCPPainter* painter);
    void showTile(int tile);

    std::vector<QImage> tiles_;
    std::vector<Tone> tones_;
    std::vector<QString> labels_;
    int rows_ = 0, cols_ = 0;
    QSize size_;  ///< of a tile in its own pixels
    int hover_ = -1;
};

}  // namespace exitlab
