// SPDX-License-Identifier: GPL-3.0-or-later
// What CurvePlot draws itself: labels at the ends of the curves, the cursor with its readout, marks for infinities.
#include <QFontMetrics>
#include <algorithm>
#include <cmath>

#include "widgets/plots/curve_plot.h"
#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

std::optional<double> lastFinite(const Curve& c) {
    for (auto v = c.values.rbegin(); v != c.values.rend(); ++v)
        if (std::isfinite(*v)) return *v;
    return {};
}

}  // namespace

void CurvePlot::layoutItems() {
    const QFontMetrics metrics(Theme::numbers(type::small));
    int widest = 0;
    for (const Item& item : curves_) {
        const QString value = item.data.values.empty() ? QString() : formatValue(item.data.values.back(), unit_);
        widest = std::max(widest, metrics.horizontalAdvance(item.data.label + QStringLiteral("  ") + value));
    }
    const int view = canvas()->viewport().width();
    int right = plotsize::right;
    if (!curves_.empty())
        right = std::min({widest + plotsize::swatch + 2 * plotsize::labelGap + space::half, plotsize::maxLabel + 40,
                          std::max(plotsize::right, view * 2 / 5)});
    const int top = note_.isEmpty() ? plotsize::top : plotsize::top + plotsize::labelHeight;
    axes()->setMargins(QMargins(plotsize::left, top, right, plotsize::bottom));
    const int height = std::max(40, canvas()->viewport().height() - top - plotsize::bottom);
    canvas()->yAxis->ticker()->setTickCount(std::clamp(height / 36, 2, 8));
    canvas()->xAxis->ticker()->setTickCount(std::clamp((view - plotsize::left - right) / 60, 2, 12));
    canvas()->yAxis->setLabel(elidedTitle(valueTitle_, height));
}

void CurvePlot::drawSwatch(QCPPainter* painter, const Item& item, double x, double y, bool on) const {
    const CategoryStyle s = styleOf(item);
    QColor colour = s.colour;
    if (!on) colour.setAlphaF(0.35F);
    painter->setPen(QPen(colour, 2, s.dash == Qt::SolidLine ? Qt::SolidLine : s.dash));
    painter->drawLine(QPointF(x, y), QPointF(x + plotsize::swatch - 4, y));
    if (item.data.style.kind == CurveStyle::Kind::Category) {
        QCPScatterStyle marker = markerStyle(s.marker, colour, plotsize::marker);
        marker.applyTo(painter, QPen(colour));
        marker.drawShape(painter, x + (plotsize::swatch - 4) / 2.0, y);
    }
}

void CurvePlot::drawLabels(QCPPainter* painter) {
    painter->setAntialiasing(true);
    const QRect rect = axes()->rect();
    const QFont font = Theme::numbers(type::small);
    const QFontMetrics metrics(font);
    painter->setFont(font);
    if (!note_.isEmpty()) {
        painter->setPen(colours().secondary);
        painter->drawText(
            QRectF(rect.left(), 2, canvas()->viewport().width() - rect.left() - space::half, plotsize::labelHeight),
            Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(note_, Qt::ElideRight, canvas()->viewport().width() - rect.left() - 4));
    }
    labels_.clear();
    for (std::size_t i = 0; i < curves_.size(); ++i) {
        const Item& item = curves_[i];
        const auto last = lastFinite(item.data);
        const bool anchored = item.visible && last;
        const QString value = item.data.values.empty() ? QString() : formatValue(item.data.values.back(), unit_);
        const QString text = item.data.label.isEmpty() ? value : item.data.label + QStringLiteral("  ") + value;
        double wanted = rect.bottom();
        if (anchored && (!logarithmic_ || *last > 0))
            wanted = std::clamp<double>(canvas()->yAxis->coordToPixel(*last), rect.top(), rect.bottom());
        labels_.push_back({i, text, wanted, wanted, anchored});
    }
    // Curves that end in the plot first, from top to bottom; the hidden ones below them.
    std::stable_sort(labels_.begin(), labels_.end(), [](const Label& a, const Label& b) {
        return a.anchored != b.anchored ? a.anchored : a.anchored && a.wanted < b.wanted;
    });
    const double top = rect.top() - plotsize::labelHeight / 2.0, bottom = rect.bottom() + plotsize::labelHeight / 2.0;
    const auto room = static_cast<std::size_t>(std::max(1.0, std::floor((bottom - top) / plotsize::labelHeight)));
    hiddenLabels_ = 0;
    if (labels_.size() > room) {
        hiddenLabels_ = labels_.size() - (room - 1);
        labels_.resize(room - 1);
    }
    const std::size_t unanchored = static_cast<std::size_t>(std::count_if(labels_.begin(), labels_.end(),
                                                                          [](const Label& l) { return !l.anchored; })) +
                                   (hiddenLabels_ ? 1 : 0);
    std::vector<double> wanted;
    for (const Label& label : labels_)
        if (label.anchored) wanted.push_back(label.wanted);
    const double below = bottom - static_cast<double>(unanchored) * plotsize::labelHeight;
    const std::vector<double> placed = spreadLabels(wanted, plotsize::labelHeight, top, below);
    double free = below + plotsize::labelHeight / 2.0;
    const double x = rect.right() + plotsize::labelGap;
    const double textLeft = x + plotsize::labelGap + plotsize::swatch;
    const double textWidth = canvas()->viewport().width() - textLeft - 2;
    for (std::size_t i = 0; i < labels_.size(); ++i) {
        Label& label = labels_[i];
        if (label.anchored) {
            label.y = placed[i];
        } else {
            label.y = free;
            free += plotsize::labelHeight;
        }
        const Item& item = curves_[label.item];
        if (label.anchored && std::abs(label.y - label.wanted) > 2) {  // a thin leader to where the curve ends
            painter->setPen(QPen(colours().outline, 0.75));
            painter->drawLine(QPointF(rect.right() + 1, label.wanted), QPointF(x + 1, label.y));
        }
        drawSwatch(painter, item, x + 3, label.y, item.visible);
        painter->setPen(item.visible ? colours().text : colours().disabled);
        QString text = label.text;
        if (metrics.horizontalAdvance(text) > textWidth && !item.data.label.isEmpty()) {
            // The value must stay whole: shorten the name.
            const QString value = text.mid(item.data.label.size());
            const int nameRoom = static_cast<int>(textWidth) - metrics.horizontalAdvance(value);
            text = nameRoom > 20 ? metrics.elidedText(item.data.label, Qt::ElideMiddle, nameRoom) + value
                                 : value.trimmed();
        }
        painter->drawText(
            QRectF(textLeft, label.y - plotsize::labelHeight / 2.0, std::max(textWidth, 10.0), plotsize::labelHeight),
            Qt::AlignLeft | Qt::AlignVCenter, text);
    }
    if (hiddenLabels_) {
        painter->setPen(colours().secondary);
        painter->drawText(QRectF(textLeft, free - plotsize::labelHeight / 2.0, textWidth, plotsize::labelHeight),
                          Qt::AlignLeft | Qt::AlignVCenter, tr("+ %1 more").arg(hiddenLabels_));
    }
}

void CurvePlot::drawInfinite(QCPPainter* painter) {
    painter->setAntialiasing(true);
    const QRect rect = axes()->rect();
    for (const Item& item : curves_) {
        if (!item.visible) continue;
        const CategoryStyle s = styleOf(item);
        for (const auto& [key, positive] : item.infinite) {
            const double x = canvas()->xAxis->coordToPixel(key);
            const double tip = positive ? rect.top() + 1 : rect.bottom() - 1, back = positive ? tip + 6 : tip - 6;
            painter->setPen(Qt::NoPen);
            painter->setBrush(s.colour);
            painter->drawPolygon(QPolygonF({{x, tip}, {x - 4, back}, {x + 4, back}}));
        }
    }
    painter->setBrush(Qt::NoBrush);
}

std::optional<double> CurvePlot::nearestKey(double key) const {
    std::optional<double> best;
    for (const Item& item : curves_) {
        const auto& keys = item.data.keys;
        if (!item.visible || keys.empty()) continue;
        const auto at = std::lower_bound(keys.begin(), keys.end(), key);
        for (const auto candidate : {at, at == keys.begin() ? at : at - 1})
            if (candidate != keys.end() && (!best || std::abs(*candidate - key) < std::abs(*best - key)))
                best = *candidate;
    }
    return best;
}

QString CurvePlot::readout(double key) const {
    const auto nearest = nearestKey(key);
    if (!nearest) return {};
    QStringList lines{tr("%1 %2").arg(canvas()->xAxis->label(), formatValue(*nearest, keyUnit_))};
    for (const Item& item : curves_) {
        const Curve& c = item.data;
        const auto at = std::lower_bound(c.keys.begin(), c.keys.end(), *nearest);
        if (!item.visible || at == c.keys.end() || *at != *nearest) continue;
        const auto i = static_cast<std::size_t>(at - c.keys.begin());
        QString value = unit_ == Unit::Percent ? formatPercent(c.values[i], 2) : formatValue(c.values[i], unit_);
        if (unit_ == Unit::Number) value = formatNumber(c.values[i], 7);
        if (i < c.low.size() && std::isfinite(c.low[i]))
            value += tr(" (%1 to %2)").arg(formatValue(c.low[i], unit_), formatValue(c.high[i], unit_));
        lines << (c.label.isEmpty() ? value : QStringLiteral("%1  %2").arg(c.label, value));
    }
    return lines.join('\n');
}

void CurvePlot::drawCursor(QCPPainter* painter) {
    const QRect rect = axes()->rect();
    if (std::isfinite(mark_)) {
        const double x = std::round(canvas()->xAxis->coordToPixel(mark_)) + 0.5;
        if (x >= rect.left() && x <= rect.right()) {
            painter->setPen(QPen(colours().accent, 1, Qt::DashLine));
            painter->drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
        }
    }
    if (!cursor_) return;
    const double x = std::round(canvas()->xAxis->coordToPixel(*cursor_)) + 0.5;
    if (x < rect.left() - 1 || x > rect.right() + 1) return;
    painter->setPen(QPen(colours().outline, 1));
    painter->drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
    painter->setAntialiasing(true);
    for (const Item& item : curves_) {
        const auto& keys = item.data.keys;
        const auto at = std::lower_bound(keys.begin(), keys.end(), *cursor_);
        if (!item.visible || at == keys.end() || *at != *cursor_) continue;
        const double v = drawable(item.data.values[static_cast<std::size_t>(at - keys.begin())]);
        const double y = std::isnan(v) ? -1 : canvas()->yAxis->coordToPixel(v);
        if (y < rect.top() || y > rect.bottom()) continue;
        painter->setPen(QPen(colours().background, 1));
        painter->setBrush(styleOf(item).colour);
        painter->drawEllipse(QPointF(x, y), 3.5, 3.5);
    }
    painter->setBrush(Qt::NoBrush);

    const QFont font = Theme::numbers(type::small);
    const QFontMetrics metrics(font);
    QStringList lines = readout(*cursor_).split('\n');
    const int room = std::max(2, (rect.height() - 2 * space::half) / plotsize::labelHeight);
    if (lines.size() > room) lines = lines.mid(0, room - 1) << tr("+ %1 more").arg(lines.size() - room + 1);
    int width = 0;
    for (const QString& line : lines) width = std::max(width, metrics.horizontalAdvance(line));
    QRectF box(0, rect.top() + space::half, width + 2 * space::grid,
               static_cast<double>(lines.size()) * plotsize::labelHeight + space::grid);
    box.moveLeft(x < rect.center().x() ? x + space::grid : x - space::grid - box.width());
    painter->setPen(QPen(colours().line, 1));
    painter->setBrush(colours().raised);
    painter->drawRoundedRect(box, space::radius, space::radius);
    painter->setBrush(Qt::NoBrush);
    painter->setFont(font);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        painter->setPen(i == 0 ? colours().secondary : colours().text);
        painter->drawText(
            QRectF(box.left() + space::grid, box.top() + space::half + static_cast<double>(i) * plotsize::labelHeight,
                   width + 1, plotsize::labelHeight),
            Qt::AlignLeft | Qt::AlignVCenter, lines[i]);
    }
}

void CurvePlot::showCursor(std::optional<double> key) {
    if (cursor_ == key) return;
    cursor_ = key;
    if (isVisible()) canvas()->layer(QStringLiteral("cursor"))->replot();
}

void CurvePlot::hover(const QPoint& position, bool inside) {
    showCursor(inside ? nearestKey(canvas()->xAxis->pixelToCoord(position.x())) : std::nullopt);
}

void CurvePlot::clicked(const QPoint& position) {
    // A click on a label shows or hides its curve.
    if (position.x() <= axes()->rect().right() || curves_.size() < 2) return;
    for (const Label& label : labels_)
        if (std::abs(position.y() - label.y) <= plotsize::labelHeight / 2.0) {
            const Item& item = curves_[label.item];
            setCurveVisible(item.data.id, !item.visible);
            return;
        }
}

}  // namespace exitlab
