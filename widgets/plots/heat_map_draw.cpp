// SPDX-License-Identifier: GPL-3.0-or-later
// Cells, colour bar and readout of HeatMap.
#include <QFontMetrics>
#include <algorithm>
#include <cmath>

#include "widgets/plots/heat_map.h"
#include "widgets/theme/theme.h"

namespace exitlab {
namespace {
constexpr double smallestDrawnCell = 3;  // pixels; below, cells are scaled as an image
constexpr int gapFrom = 12;              // pixels of a cell from which on cells have a gap between them
}  // namespace

QRectF HeatMap::cellRect(int row, int col) const {
    const double x0 = canvas()->xAxis->coordToPixel(col - 0.5), x1 = canvas()->xAxis->coordToPixel(col + 0.5);
    const double y0 = canvas()->yAxis->coordToPixel(row - 0.5), y1 = canvas()->yAxis->coordToPixel(row + 0.5);
    // Whole pixels, so that neighbours neither overlap nor leave hairlines.
    const double l = std::round(std::min(x0, x1)), t = std::round(std::min(y0, y1));
    return {l, t, std::round(std::max(x0, x1)) - l, std::round(std::max(y0, y1)) - t};
}

void HeatMap::drawCells(QCPPainter* painter) {
    const int rows = data_.values.rows, cols = data_.values.cols;
    if (!rows || !cols) return;
    painter->setAntialiasing(false);
    const auto at = [](const QCPRange& range, int count) {
        return std::pair{std::clamp(static_cast<int>(std::floor(range.lower + 0.5)), 0, count - 1),
                         std::clamp(static_cast<int>(std::ceil(range.upper - 0.5)), 0, count - 1)};
    };
    const auto [r0, r1] = at(canvas()->yAxis->range(), rows);
    const auto [c0, c1] = at(canvas()->xAxis->range(), cols);
    const double width = axes()->rect().width() / canvas()->xAxis->range().size();
    const double height = axes()->rect().height() / canvas()->yAxis->range().size();
    if (width < smallestDrawnCell || height < smallestDrawnCell) {
        QImage image(cols, rows, QImage::Format_ARGB32);  // the hatch below shows through missing cells
        for (int r = 0; r < rows; ++r) {
            auto* line = reinterpret_cast<QRgb*>(image.scanLine(r));
            for (int c = 0; c < cols; ++c)
                line[c] = isMissing(r, c) ? qRgba(0, 0, 0, 0) : colourOf(data_.values.at(r, c)).rgb();
        }
        const QRectF first = cellRect(0, 0), last = cellRect(rows - 1, cols - 1);
        fillHatched(painter, QRectF(first.topLeft(), last.bottomRight()), colours());
        painter->drawImage(QRectF(first.topLeft(), last.bottomRight()), image);
    } else {
        const QFont font = Theme::numbers(type::small);
        const QFontMetrics metrics(font);
        painter->setFont(font);
        const double gap = std::min(width, height) >= gapFrom ? 1 : 0;
        bool words = valuesInCells() && height >= metrics.height() &&
                     (meaning_ == Colours::Diverging || meaning_ == Colours::Magnitude);
        // All values or none: with only the short ones written, large values would look like gaps.
        for (int r = r0; r <= r1 && words; ++r)
            for (int c = c0; c <= c1 && words; ++c)
                words = isMissing(r, c) ||
                        metrics.horizontalAdvance(valueText(data_.values.at(r, c), false)) + space::half <= width - gap;
        for (int r = r0; r <= r1; ++r)
            for (int c = c0; c <= c1; ++c) {
                const QRectF cell = cellRect(r, c).adjusted(0, 0, -gap, -gap);
                const double value = data_.values.at(r, c);
                if (isMissing(r, c)) {
                    fillHatched(painter, cell, colours());
                    continue;
                }
                const QColor colour = colourOf(value);
                painter->fillRect(cell, colour);
                if (!words) continue;
                painter->setPen(readableOn(colour));
                painter->drawText(cell, Qt::AlignCenter, valueText(value, false));
            }
    }
    const auto chosen = std::find(data_.rows.begin(), data_.rows.end(), selected_);
    if (selected_ >= 0 && chosen != data_.rows.end()) {
        const int r = static_cast<int>(chosen - data_.rows.begin());
        painter->setPen(QPen(colours().accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(cellRect(r, 0).united(cellRect(r, cols - 1)).adjusted(1, 0, -1, -1));
    }
}

std::vector<std::pair<QString, QColor>> HeatMap::swatches() const {
    std::vector<std::pair<QString, QColor>> list;
    bool hatched = false;
    for (int r = 0; r < data_.values.rows && !hatched; ++r)
        for (int c = 0; c < data_.values.cols && !hatched; ++c) hatched = isMissing(r, c);
    if (meaning_ == Colours::State) {
        list.emplace_back(tr("open"), stateColour(colours(), true));
        list.emplace_back(tr("closed"), stateColour(colours(), false));
    } else {
        for (int d = depths_ - 1; d >= 1; --d)
            list.emplace_back(tr("up to exit %1").arg(d), exitColour(colours(), d - 1, depths_));
        list.emplace_back(tr("last exit only"), colourOf(0));
    }
    if (hatched) list.emplace_back(missingWord_, QColor());
    return list;
}

void HeatMap::drawBar(QCPPainter* painter) {
    const QRect rect = axes()->rect();
    const double x = rect.right() + 1 + secondAxisWidth() + plotsize::labelGap + space::half;
    const QFont font = Theme::numbers(type::small);
    const QFontMetrics metrics(font);
    painter->setFont(font);
    painter->setAntialiasing(false);
    if (meaning_ == Colours::State || meaning_ == Colours::Depth) {
        double y = rect.top();
        for (const auto& [word, colour] : swatches()) {
            const QRectF box(x, y + 2, plotsize::swatch - 3, plotsize::labelHeight - 4);
            if (colour.isValid())
                painter->fillRect(box, colour);
            else
                fillHatched(painter, box, colours());
            painter->setPen(colours().text);
            painter->drawText(QRectF(x + plotsize::swatch + 2, y, 400, plotsize::labelHeight),
                              Qt::AlignLeft | Qt::AlignVCenter, word);
            y += plotsize::labelHeight + 2;
        }
        return;
    }
    drawColourScale(painter, x, rect.top(), rect.height(),
                    {[this](double s) { return colourOf(valueAt(s)); }, valueAt(0), valueAt(1), unit_, valueTitle_},
                    colours());
}

void HeatMap::drawHover(QCPPainter* painter) {
    if (hoverRow_ < 0 || hoverRow_ >= data_.values.rows || hoverCol_ >= data_.values.cols) return;
    const QRectF cell = cellRect(hoverRow_, hoverCol_);
    painter->setAntialiasing(true);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(colours().text, 1.5));
    painter->drawRect(cell.adjusted(0.5, 0.5, -1.5, -1.5));

    QStringList lines{cellText(hoverRow_, hoverCol_)};
    const QString extra = extraReadout(hoverCol_);
    if (!extra.isEmpty()) lines << extra;
    drawReadout(painter, cell, lines, canvas()->viewport(), colours());
}

}  // namespace exitlab
