// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/image_grid.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <algorithm>
#include <cmath>
#include <cstring>

#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

constexpr int largestTile = 160;   // pixels: a few small pictures are not blown up to the whole dock
constexpr int labelRoom = 64;      // pixels a tile with labels gets at least, where there is room
constexpr int shortestLabel = 20;  // pixels; below, labels would be nothing but dots

}  // namespace

ImageGrid::ImageGrid(QWidget* parent) : PlotBase(parent) {
    axes()->setAutoMargins(QCP::msNone);
    axes()->setMargins(QMargins(space::grid, space::grid, space::grid, space::grid));
    axes()->setRangeDrag(Qt::Horizontal | Qt::Vertical);
    axes()->setRangeZoom(Qt::Horizontal | Qt::Vertical);
    canvas()->yAxis->setRangeReversed(true);  // row 0 on top
    for (QCPAxis* axis : {canvas()->xAxis, canvas()->yAxis}) axis->setVisible(false);
    new DrawnItem(
        canvas(), QStringLiteral("main"), [this](QCPPainter* p) { drawTiles(p); }, [this] { return axes()->rect(); });
    new DrawnItem(canvas(), QStringLiteral("cursor"), [this](QCPPainter* p) { drawHover(p); });
}

void ImageGrid::setImages(const MethodImageGrid& images) {
    const QSize size(images.width, images.height);
    if (images.rows != rows_ || images.cols != cols_ || size != size_) setZoomed(false);  // it was about other tiles
    tiles_.clear();
    tones_.clear();
    labels_.clear();
    rows_ = images.rows;
    cols_ = images.cols;
    size_ = size;
    hover_ = -1;
    const std::size_t bytes = images.tileBytes(), plane = bytes / static_cast<std::size_t>(images.channels);
    for (std::size_t i = 0; i < images.tiles(); ++i) {
        const std::uint8_t* from = images.pixels.data() + i * bytes;
        const bool colour = images.channels == 3;
        QImage image(size, colour ? QImage::Format_RGB888 : QImage::Format_Grayscale8);
        for (int y = 0; y < images.height; ++y) {
            std::uint8_t* line = image.scanLine(y);
            const std::uint8_t* row = from + static_cast<std::size_t>(y) * static_cast<std::size_t>(images.width);
            if (!colour) {
                std::memcpy(line, row, static_cast<std::size_t>(images.width));
                continue;
            }
            for (std::size_t x = 0; x < static_cast<std::size_t>(images.width); ++x)
                for (std::size_t c = 0; c < 3; ++c) line[3 * x + c] = row[c * plane + x];
        }
        tiles_.push_back(std::move(image));
        Tone tone{0, 255, 0};
        for (std::size_t b = 0; b < bytes; ++b) {
            tone.mean += from[b];
            tone.low = std::min<int>(tone.low, from[b]);
            tone.high = std::max<int>(tone.high, from[b]);
        }
        tone.mean /= static_cast<double>(bytes);
        tones_.push_back(tone);
    }
    for (const std::string& label : images.labels) labels_.push_back(QString::fromStdString(label));
    touch();
}

void ImageGrid::layoutItems() {
    if (isZoomed() || tiles_.empty()) return;
    const double w = std::max(1, canvas()->viewport().width() - 2 * space::grid);
    const double h = std::max(1, canvas()->viewport().height() - 2 * space::grid);
    const QFontMetrics metrics(Theme::font(type::small));
    const double label = labels_.empty() ? 0 : plotsize::labelHeight;
    double scale =
        std::min((w / cols_ - space::grid) / size_.width(), (h / rows_ - space::grid - label) / size_.height());
    scale = std::min(
        scale, std::max(1.0, std::floor(largestTile / static_cast<double>(std::max(size_.width(), size_.height())))));
    // Whole screen pixels per pixel: all squares are of one size. Print has pixels enough.
    scale = scale >= 1 && !inFigure() ? std::floor(scale) : std::max(scale, 1e-3);
    int widest = 0;
    for (const QString& text : labels_) widest = std::max(widest, metrics.horizontalAdvance(text));
    const double wanted = std::max(scale * size_.width(), static_cast<double>(std::min(widest, labelRoom)));
    const double cellWidth = std::min(w / cols_, wanted + space::grid);
    const double cellHeight = std::min(h / rows_, scale * size_.height() + label + space::grid);
    const double xSpan = w / cellWidth, ySpan = h / cellHeight;
    canvas()->xAxis->setRange((cols_ - xSpan) / 2, (cols_ + xSpan) / 2);
    canvas()->yAxis->setRange(0, ySpan);  // from the top, like text
}

QRectF ImageGrid::cellRect(std::size_t i) const {
    const double col = static_cast<double>(i % static_cast<std::size_t>(cols_));
    const double row = static_cast<double>(i / static_cast<std::size_t>(cols_));
    const double l = canvas()->xAxis->coordToPixel(col), r = canvas()->xAxis->coordToPixel(col + 1);
    const double t = canvas()->yAxis->coordToPixel(row), b = canvas()->yAxis->coordToPixel(row + 1);
    return {l, t, r - l, b - t};
}

QRectF ImageGrid::tileRect(std::size_t i) const {
    const QRectF cell = cellRect(i);
    const double label = labels_.empty() ? 0 : plotsize::labelHeight;
    const double w = std::max(1.0, cell.width() - space::grid), h = std::max(1.0, cell.height() - space::grid - label);
    double scale = std::min(w / size_.width(), h / size_.height());
    // Cells are a hair off whole pixels.
    if (scale > 0.99 && !inFigure()) scale = std::max(1.0, std::floor(scale + 0.01));
    const double width = scale * size_.width(), height = scale * size_.height();
    return {std::round(cell.center().x() - width / 2), std::round(cell.top() + space::half), width, height};
}

void ImageGrid::drawTiles(QCPPainter* painter) {
    const QFont font = Theme::font(type::small);
    const QFontMetrics metrics(font);
    const QRectF visible = axes()->rect();
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        const QRectF cell = cellRect(i), rect = tileRect(i);
        if (!cell.intersects(visible)) continue;
        const bool enlarged = rect.width() >= size_.width();
        // Enlarged, pixels stay squares; reduced, what is left out is averaged.
        painter->setRenderHint(QPainter::SmoothPixmapTransform, !enlarged);
        if (enlarged && painter->modes().testFlag(QCPPainter::pmVectorized))
            // Viewers of vector files smooth what they enlarge.
            painter->drawImage(rect, tiles_[i].scaled((rect.size() * 3).toSize()));
        else
            painter->drawImage(rect, tiles_[i]);
        painter->setAntialiasing(false);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(colours().line, 1));
        painter->drawRect(rect.adjusted(-1, -1, 0, 0));
        if (i >= labels_.size() || cell.width() < shortestLabel) continue;
        painter->setFont(font);
        painter->setPen(colours().text);
        const QRectF place(cell.left() + 1, rect.bottom() + 1, cell.width() - 2, plotsize::labelHeight);
        painter->drawText(place, Qt::AlignHCenter | Qt::AlignVCenter,
                          metrics.elidedText(labels_[i], Qt::ElideMiddle, static_cast<int>(place.width())));
    }
    painter->setRenderHint(QPainter::SmoothPixmapTransform, false);
}

QString ImageGrid::name(std::size_t i) const {
    const auto cols = static_cast<std::size_t>(cols_);
    const QString place = tr("row %1, column %2").arg(i / cols + 1).arg(i % cols + 1);
    return i < labels_.size() && !labels_[i].isEmpty() ? tr("%1 (%2)").arg(labels_[i], place) : place;
}

QString ImageGrid::readout(std::size_t i) const {
    const Tone& tone = tones_[i];
    return name(i) + '\n' +
           tr("%1 x %2 pixels, mean %3, from %4 to %5")
               .arg(size_.width())
               .arg(size_.height())
               .arg(formatNumber(tone.mean))
               .arg(tone.low)
               .arg(tone.high);
}

void ImageGrid::drawHover(QCPPainter* painter) {
    if (hover_ < 0 || hover_ >= static_cast<int>(tiles_.size())) return;
    const auto i = static_cast<std::size_t>(hover_);
    const QRectF rect = tileRect(i);
    painter->setAntialiasing(false);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(colours().accent, 2));
    painter->drawRect(rect.adjusted(-2, -2, 2, 2));
    drawReadout(painter, rect, readout(i).split('\n'), canvas()->viewport(), colours());
}

PlotTable ImageGrid::table() const {
    PlotTable t;
    for (const QString& header : {tr("row"), tr("column"), tr("label"), tr("mean (0-255)"), tr("least"), tr("most")})
        t.columns.push_back({header, Unit::Number});
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        const auto cols = static_cast<std::size_t>(cols_);
        t.rows.push_back({static_cast<double>(i / cols + 1), static_cast<double>(i % cols + 1),
                          i < labels_.size() ? labels_[i] : QString(), tones_[i].mean,
                          static_cast<double>(tones_[i].low), static_cast<double>(tones_[i].high)});
    }
    return t;
}

QString ImageGrid::latestValues() const {
    return tr("%1 pictures of %2 x %3 pixels").arg(tiles_.size()).arg(size_.width()).arg(size_.height());
}

double ImageGrid::aspect() const {
    if (tiles_.empty()) return 0.62;
    const double label = labels_.empty() ? 0 : 0.3;
    return std::clamp((static_cast<double>(size_.height()) / size_.width() + label) * rows_ / cols_, 0.25, 1.3);
}

void ImageGrid::showTile(int tile) {
    if (tile == hover_) return;
    hover_ = tile;
    if (isVisible()) canvas()->layer(QStringLiteral("cursor"))->replot();
}

void ImageGrid::hover(const QPoint& position, bool inside) {
    int found = -1;
    for (std::size_t i = 0; inside && i < tiles_.size() && found < 0; ++i)
        if (tileRect(i).contains(position)) found = static_cast<int>(i);
    showTile(found);
}

void ImageGrid::keyPressEvent(QKeyEvent* event) {
    // Arrows walk through the tiles: all that the mouse does.
    int step = 0;
    switch (event->key()) {
        case Qt::Key_Left:
            step = -1;
            break;
        case Qt::Key_Right:
            step = 1;
            break;
        case Qt::Key_Up:
            step = -cols_;
            break;
        case Qt::Key_Down:
            step = cols_;
            break;
        default:
            PlotBase::keyPressEvent(event);
            return;
    }
    if (tiles_.empty()) return;
    const int next = hover_ < 0 ? 0 : hover_ + step;
    if (next >= 0 && next < static_cast<int>(tiles_.size())) showTile(next);
    setAccessibleDescription(readout(static_cast<std::size_t>(hover_)).replace('\n', QStringLiteral("; ")));
}

}  // namespace exitlab
