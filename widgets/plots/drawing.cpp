// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/drawing.h"

#include <QFontMetrics>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

/// Of the clean steps only 2.5 is above 1 and not whole; its ticks would be labelled with rounds they do not stand at.
double wholeStep(double step) { return step <= 1 ? 1 : step < 5 && step != std::round(step) ? 5 : std::round(step); }

}  // namespace

double WholeTicker::getTickStep(const QCPRange& range) {
    return wholeStep(cleanMantissa(range.size() / (tickCount() + 1e-10)));
}

QString WholeTicker::getTickLabel(double tick, const QLocale&, QChar, int) { return formatCount(std::llround(tick)); }

double UnitTicker::getTickStep(const QCPRange& range) {
    const double exact = range.size() / (tickCount() + 1e-10);
    top_ = std::max(std::abs(range.lower), std::abs(range.upper));
    step_ = cleanMantissa(exact);
    if (unit_ == Unit::Count || unit_ == Unit::Bytes) step_ = wholeStep(step_);
    return step_;
}

QString UnitTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    if (std::abs(tick) < step_ * 1e-6) tick = 0;
    if (unit_ == Unit::Percent) {
        const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step_ * 100) - 1e-9)), 0, 6);
        return formatPercent(tick, decimals);
    }
    // One unit for the whole axis.
    if (unit_ == Unit::Seconds && top_ < 120)
        return formatNumber(top_ < 1 ? tick * 1000 : tick) + QChar(0x202F) +
               (top_ < 1 ? QStringLiteral("ms") : QStringLiteral("s"));
    return formatValue(tick, unit_);
}

QVector<double> CellTicker::createTickVector(double, const QCPRange& range) {
    QVector<double> ticks;
    const int count = static_cast<int>(ids_.size());
    const int first = std::max(0, static_cast<int>(std::ceil(range.lower)));
    const int last = std::min(count - 1, static_cast<int>(std::floor(range.upper)));
    if (first > last) return ticks;
    const double perCell = pixels_ ? pixels_() / std::max(1e-9, range.size()) : room_;
    int step = 1;
    while (perCell * step < room_) {  // 1, 2, 5, 10, 20, 50 ...
        const int lead = static_cast<int>(step / std::pow(10, std::floor(std::log10(step))) + 0.5);
        step = lead == 2 ? step / 2 * 5 : step * 2;
    }
    for (int i = first; i <= last; ++i)
        if (step == 1 || (labels_.empty() ? ids_[static_cast<std::size_t>(i)] : i) % step == 0) ticks << i;
    return ticks;
}

QString CellTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    const auto i = static_cast<std::size_t>(std::llround(tick));
    if (i < labels_.size()) return labels_[i];
    return i < ids_.size() ? formatCount(ids_[i]) : QString();
}

void fillHatched(QPainter* painter, const QRectF& rect, const ThemeColours& colours) {
    painter->save();
    painter->setClipRect(rect, Qt::IntersectClip);
    painter->fillRect(rect, colours.panel);
    painter->setPen(QPen(colours.missing, 1));
    painter->setRenderHint(QPainter::Antialiasing);
    // Anchored to the plane, not to the cell, so that neighbouring cells continue one hatch.
    constexpr double step = 5;
    const double sum = rect.left() + rect.top();
    for (double s = std::ceil(sum / step) * step; s < rect.right() + rect.bottom(); s += step)
        painter->drawLine(QPointF(s - rect.top(), rect.top()), QPointF(s - rect.bottom(), rect.bottom()));
    painter->restore();
}

QCPScatterStyle markerStyle(Marker marker, const QColor& colour, double size) {
    auto shape = QCPScatterStyle::ssDisc;
    switch (marker) {
        case Marker::Disc:
            shape = QCPScatterStyle::ssDisc;
            break;
        case Marker::Square:
            shape = QCPScatterStyle::ssSquare;
            break;
        case Marker::Diamond:
            shape = QCPScatterStyle::ssDiamond;
            break;
        case Marker::TriangleUp:
            shape = QCPScatterStyle::ssTriangle;
            break;
        case Marker::TriangleDown:
            shape = QCPScatterStyle::ssTriangleInverted;
            break;
        case Marker::Plus:
            shape = QCPScatterStyle::ssPlus;
            break;
        case Marker::Cross:
            shape = QCPScatterStyle::ssCross;
            break;
    }
    return QCPScatterStyle(shape, QPen(colour, 1), QBrush(colour), size);
}

std::vector<double> spreadLabels(const std::vector<double>& wanted, double height, double top, double bottom) {
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
    // Blocks of touching labels, each centred on the mean of what its members want; neighbours that would overlap
    // become one block (the pool-adjacent-violators scheme, which minimises the squared displacement).
    struct Block {
        double centre;
        std::size_t size;
    };
    std::vector<Block> blocks;
    const auto clampBlock = [&](Block b) {
        const double half = static_cast<double>(b.size) * height / 2;
        b.centre = std::max(std::min(b.centre, bottom - half), top + half);
        return b;
    };
    for (const std::size_t i : order) {
        Block next = clampBlock({wanted[i], 1});
        while (!blocks.empty() && next.centre - static_cast<double>(next.size) * height / 2 <
                                      blocks.back().centre + static_cast<double>(blocks.back().size) * height / 2) {
            const Block last = blocks.back();
            blocks.pop_back();
            const auto a = static_cast<double>(last.size), b = static_cast<double>(next.size);
            // Each block's wish is that of its members; shifting the later by the earlier's height keeps the order.
            const double start =
                (a * (last.centre - a * height / 2) + b * (next.centre - b * height / 2 - a * height)) / (a + b);
            next = clampBlock({start + (a + b) * height / 2, last.size + next.size});
        }
        blocks.push_back(next);
    }
    std::vector<double> placed(wanted.size());
    std::size_t at = 0;
    for (const Block& block : blocks)
        for (std::size_t k = 0; k < block.size; ++k)
            placed[order[at++]] =
                block.centre + (static_cast<double>(k) + 0.5 - static_cast<double>(block.size) / 2) * height;
    return placed;
}

std::vector<double> smoothed(const std::vector<double>& values, double weight) {
    std::vector<double> result(values.size());
    double sum = 0, mass = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            result[i] = values[i];
            continue;
        }
        sum = weight * sum + (1 - weight) * values[i];
        mass = weight * mass + (1 - weight);
        result[i] = sum / mass;
    }
    return result;
}

QString elidedTitle(const QString& title, int pixels) {
    return QFontMetrics(Theme::font(type::small)).elidedText(title, Qt::ElideRight, pixels);
}

int colourScaleWidth() {
    const QFontMetrics metrics(Theme::numbers(type::small));
    return plotsize::colourBar + plotsize::right + metrics.height() + metrics.horizontalAdvance("−0.5  %") + 8;
}

void drawColourScale(QCPPainter* painter, double x, double top, int height, const ColourScale& scale,
                     const ThemeColours& colours) {
    const QFont font = Theme::numbers(type::small);
    const QFontMetrics metrics(font);
    painter->setFont(font);
    painter->setAntialiasing(false);
    const int length = std::min(height, 200);
    const QRectF bar(x, top, plotsize::colourBar, length);
    // One band per pixel: the gradient is the same function as the colours of the data.
    for (int i = 0; i < length; ++i)
        painter->fillRect(QRectF(bar.left(), bar.top() + i, bar.width(), 1), scale.colour(1 - (i + 0.5) / length));
    const int ticks = length >= 90 ? 4 : 2;
    painter->setPen(colours.secondary);
    double widest = 0;
    for (int i = 0; i <= ticks; ++i) {
        const double s = static_cast<double>(i) / ticks;
        const double y = bar.bottom() - s * length;
        const double value = scale.low + s * (scale.high - scale.low);
        const QString text = scale.unit == Unit::Percent ? formatPercent(value, 0) : formatNumber(value, 2);
        widest = std::max(widest, static_cast<double>(metrics.horizontalAdvance(text)));
        const double textY =
            std::clamp(y - plotsize::labelHeight / 2.0, bar.top() - 4, bar.bottom() - plotsize::labelHeight + 4);
        painter->drawText(QRectF(bar.right() + space::half, textY, 80, plotsize::labelHeight),
                          Qt::AlignLeft | Qt::AlignVCenter, text);
    }
    if (scale.title.isEmpty()) return;
    painter->save();
    painter->setFont(Theme::font(type::small));
    painter->translate(bar.right() + space::half + widest + space::grid, bar.center().y());
    painter->rotate(-90);
    const QString text = QFontMetrics(painter->font()).elidedText(scale.title, Qt::ElideRight, height);
    painter->drawText(QRectF(-height, 0, 2.0 * height, metrics.height()), Qt::AlignHCenter | Qt::AlignTop, text);
    painter->restore();
}

void drawReadout(QCPPainter* painter, const QRectF& target, const QStringList& lines, const QRectF& view,
                 const ThemeColours& colours) {
    const QFont font = Theme::numbers(type::small);
    const QFontMetrics metrics(font);
    int width = 0;
    for (const QString& line : lines) width = std::max(width, metrics.horizontalAdvance(line));
    QRectF box(0, 0, width + 2 * space::grid, static_cast<double>(lines.size()) * plotsize::labelHeight + space::grid);
    box.moveTopLeft(QPointF(target.right() + space::half, target.top() - box.height() - space::half));
    if (box.top() < view.top()) box.moveTop(target.bottom() + space::half);
    if (box.bottom() > view.bottom()) box.moveTop(std::max(view.top(), view.bottom() - box.height()));
    if (box.right() > view.right()) box.moveRight(std::max(target.left() - space::half, box.width()));
    box.moveLeft(std::clamp(box.left(), view.left(), std::max(view.left(), view.right() - box.width())));
    painter->setAntialiasing(true);
    painter->setPen(QPen(colours.line, 1));
    painter->setBrush(colours.raised);
    painter->drawRoundedRect(box, space::radius, space::radius);
    painter->setBrush(Qt::NoBrush);
    painter->setFont(font);
    painter->setPen(colours.text);
    const int aligned = lines.size() == 1 ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter;
    painter->drawText(box.adjusted(space::grid, 0, -space::half, 0), aligned, lines.join('\n'));
}

void styleAxes(QCPAxisRect* rect, const ThemeColours& c) {
    const QFont font = Theme::numbers(type::small), title = Theme::font(type::small);
    for (QCPAxis* axis : rect->axes()) {
        axis->setBasePen(QPen(c.outline, 1));
        axis->setTickPen(QPen(c.outline, 1));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLengthIn(0);
        axis->setTickLengthOut(4);
        axis->setTickLabelColor(c.secondary);
        axis->setTickLabelFont(font);
        axis->setTickLabelPadding(3);
        axis->setLabelColor(c.secondary);
        axis->setLabelFont(title);
        axis->setLabelPadding(4);
        axis->grid()->setPen(QPen(c.grid, 1));
        axis->grid()->setSubGridVisible(false);
        axis->grid()->setZeroLinePen(QPen(c.line, 1));
    }
}

}  // namespace exitlab
