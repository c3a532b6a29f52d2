// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/reliability_plot.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <algorithm>
#include <cmath>

#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

constexpr double largestDot = 14, smallestDot = 4;  // pixels: area tells the share of samples
constexpr double shareHeight = 0.22;                // of the axes: highest bar of shares

}  // namespace

ReliabilityPlot::ReliabilityPlot(QWidget* parent) : PlotBase(parent) {
    axes()->setAutoMargins(QCP::msNone);
    axes()->setRangeDrag(Qt::Horizontal | Qt::Vertical);
    axes()->setRangeZoom(Qt::Horizontal | Qt::Vertical);
    for (QCPAxis* axis : {canvas()->xAxis, canvas()->yAxis})
        axis->setTicker(QSharedPointer<QCPAxisTicker>(new UnitTicker(Unit::Percent)));
    new DrawnItem(
        canvas(), QStringLiteral("main"), [this](QCPPainter* p) { shown_ < 0 ? drawLines(p) : drawBars(p); },
        [this] { return axes()->rect(); });
    new DrawnItem(canvas(), QStringLiteral("labels"), [this](QCPPainter* p) { drawLegend(p); });
    new DrawnItem(canvas(), QStringLiteral("cursor"), [this](QCPPainter* p) { drawHover(p); });
}

void ReliabilityPlot::setExits(std::vector<ExitReliability> exits) {
    exits_ = std::move(exits);
    if (shown_ >= static_cast<int>(exits_.size())) shown_ = -1;
    touch();
}

void ReliabilityPlot::setShownExit(int exit) {
    shown_ = exit;
    hover_ = -1;
    touch();
}

bool ReliabilityPlot::hasData() const {
    for (std::size_t k = 0; k < exits_.size(); ++k)
        if (isShown(k) && exits_[k].samples > 0) return true;
    return false;
}

void ReliabilityPlot::restyle(const ThemeColours& c) { styleAxes(axes(), c); }

void ReliabilityPlot::fitAxes() {
    canvas()->xAxis->setRange(0, 1);
    canvas()->yAxis->setRange(0, 1);
}

void ReliabilityPlot::layoutItems() {
    const QFontMetrics metrics(Theme::numbers(type::small));
    const int view = canvas()->viewport().width();
    const QString widest = tr("exit %1  ECE %2").arg(exits_.size()).arg(formatPercent(0.1234));
    const int right = std::min({metrics.horizontalAdvance(widest) + plotsize::swatch + 4 * plotsize::labelGap,
                                plotsize::maxLabel, std::max(plotsize::right, view / 3)});
    axes()->setMargins(QMargins(plotsize::left, plotsize::top, right, plotsize::bottom));
    const int height = std::max(40, canvas()->viewport().height() - plotsize::top - plotsize::bottom);
    const int width = std::max(40, view - plotsize::left - right);
    canvas()->yAxis->ticker()->setTickCount(std::clamp(height / 36, 2, 6));
    canvas()->xAxis->ticker()->setTickCount(std::clamp(width / 60, 2, 6));
    canvas()->xAxis->setLabel(elidedTitle(tr("Confidence"), width));
    canvas()->yAxis->setLabel(elidedTitle(tr("Accuracy"), height));
}

QPointF ReliabilityPlot::pixelOf(double confidence, double accuracy) const {
    return {canvas()->xAxis->coordToPixel(confidence), canvas()->yAxis->coordToPixel(accuracy)};
}

void ReliabilityPlot::drawBars(QCPPainter* painter) {
    const auto at = static_cast<std::size_t>(shown_);
    if (at >= exits_.size()) return;
    const ExitReliability& exit = exits_[at];
    const QColor colour = exitColour(colours(), shown_, static_cast<int>(exits_.size()));
    double most = 1;
    for (const ReliabilityBin& bin : exit.bins) most = std::max(most, static_cast<double>(bin.samples));
    for (const ReliabilityBin& bin : exit.bins) {
        if (bin.samples == 0) continue;
        const QPointF topLeft = pixelOf(bin.low, bin.accuracy), bottomRight = pixelOf(bin.high, 0);
        const QRectF bar(topLeft.x() + 1, topLeft.y(), bottomRight.x() - topLeft.x() - 2,
                         bottomRight.y() - topLeft.y());
        painter->setAntialiasing(false);
        painter->fillRect(bar, colour);
        // The gap to the mean confidence is what the calibration error sums up.
        const double sure = pixelOf(0, bin.confidence).y();
        const QRectF gap(bar.left(), std::min(sure, bar.top()), bar.width(), std::abs(sure - bar.top()));
        QColor veil = bin.confidence > bin.accuracy ? colours().conflict : colours().agreement;
        veil.setAlphaF(0.35F);
        painter->fillRect(gap, veil);
        painter->setPen(QPen(bin.confidence > bin.accuracy ? colours().conflict : colours().agreement, 1));
        painter->drawLine(QPointF(bar.left(), sure), QPointF(bar.right(), sure));
        // Share of the samples: narrow, in the ground of the picture.
        const double share = shareHeight * static_cast<double>(bin.samples) / most;
        const QPointF top = pixelOf((bin.low + bin.high) / 2, share);
        painter->setPen(QPen(readableOn(colour), 2));
        painter->drawLine(top, QPointF(top.x(), bottomRight.y()));
    }
    painter->setAntialiasing(true);
    painter->setPen(QPen(colours().text, 1, Qt::DashLine));
    painter->drawLine(pixelOf(0, 0), pixelOf(1, 1));
}

void ReliabilityPlot::drawLines(QCPPainter* painter) {
    painter->setAntialiasing(true);
    painter->setPen(QPen(colours().outline, 1, Qt::DashLine));
    painter->drawLine(pixelOf(0, 0), pixelOf(1, 1));
    const int exits = static_cast<int>(exits_.size());
    for (int k = 0; k < exits; ++k) {
        const ExitReliability& exit = exits_[static_cast<std::size_t>(k)];
        const QColor colour = exitColour(colours(), k, exits);
        QPolygonF line;
        std::vector<double> shares;
        for (const ReliabilityBin& bin : exit.bins)
            if (bin.samples > 0) {
                line << pixelOf(bin.confidence, bin.accuracy);
                shares.push_back(static_cast<double>(bin.samples) / static_cast<double>(exit.samples));
            }
        painter->setPen(QPen(colour, lineWidth()));
        painter->setBrush(Qt::NoBrush);
        painter->drawPolyline(line);
        painter->setPen(QPen(colours().background, 1));
        painter->setBrush(colour);
        for (qsizetype i = 0; i < line.size(); ++i) {
            const double size = std::max(smallestDot, largestDot * std::sqrt(shares[static_cast<std::size_t>(i)]));
            painter->drawEllipse(line[i], size / 2, size / 2);
        }
    }
}

void ReliabilityPlot::drawLegend(QCPPainter* painter) {
    const QRect rect = axes()->rect();
    const double x = rect.right() + plotsize::labelGap + space::half;
    const double textLeft = x + plotsize::swatch, width = canvas()->viewport().width() - textLeft - 2;
    const int exits = static_cast<int>(exits_.size());
    double y = rect.top();
    painter->setAntialiasing(false);
    for (int k = 0; k < exits && y + plotsize::labelHeight <= rect.bottom(); ++k) {
        const ExitReliability& exit = exits_[static_cast<std::size_t>(k)];
        const bool on = isShown(static_cast<std::size_t>(k));
        QColor colour = exitColour(colours(), k, exits);
        if (!on) colour.setAlphaF(0.35F);
        painter->fillRect(QRectF(x, y + 3, plotsize::swatch - 5, plotsize::labelHeight - 6), colour);
        const QFont font = Theme::font(type::small, shown_ == k ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(on ? colours().text : colours().secondary);
        painter->drawText(QRectF(textLeft, y, width, plotsize::labelHeight), Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(font).elidedText(tr("exit %1  ECE %2").arg(k + 1).arg(formatPercent(exit.error)),
                                                        Qt::ElideRight, static_cast<int>(width)));
        y += plotsize::labelHeight;
    }
}

QString ReliabilityPlot::readout(std::size_t bin) const {
    QStringList lines;
    for (std::size_t k = 0; k < exits_.size(); ++k) {
        if (!isShown(k) || bin >= exits_[k].bins.size()) continue;
        const ReliabilityBin& b = exits_[k].bins[bin];
        if (lines.isEmpty()) lines << tr("confidence %1 to %2").arg(formatPercent(b.low), formatPercent(b.high));
        lines << (b.samples > 0
                      ? tr("exit %1  %2 right of %3, mean confidence %4")
                            .arg(k + 1)
                            .arg(formatPercent(b.accuracy), formatCount(b.samples), formatPercent(b.confidence))
                      : tr("exit %1  no samples").arg(k + 1));
    }
    return lines.join('\n');
}

void ReliabilityPlot::drawHover(QCPPainter* painter) {
    if (hover_ < 0 || hover_ >= static_cast<int>(binCount())) return;
    const ReliabilityBin& bin = exits_.front().bins[static_cast<std::size_t>(hover_)];
    const QPointF topLeft = pixelOf(bin.low, 1), bottomRight = pixelOf(bin.high, 0);
    const QRectF stripe = QRectF(topLeft, bottomRight) & QRectF(axes()->rect());
    painter->setAntialiasing(false);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(colours().outline, 1));
    painter->drawRect(stripe);
    drawReadout(painter, stripe, readout(static_cast<std::size_t>(hover_)).split('\n'), canvas()->viewport(),
                colours());
}

void ReliabilityPlot::showBin(int bin) {
    if (bin == hover_) return;
    hover_ = bin;
    if (isVisible()) canvas()->layer(QStringLiteral("cursor"))->replot();
}

void ReliabilityPlot::hover(const QPoint& position, bool inside) {
    const auto bins = static_cast<int>(binCount());
    if (!inside || bins == 0) {
        showBin(-1);
        return;
    }
    const double confidence = canvas()->xAxis->pixelToCoord(position.x());
    showBin(std::clamp(static_cast<int>(confidence * bins), 0, bins - 1));
}

void ReliabilityPlot::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(binCount()) - 1;
    if ((event->key() != Qt::Key_Left && event->key() != Qt::Key_Right) || last < 0) {
        PlotBase::keyPressEvent(event);
        return;
    }
    const bool right = event->key() == Qt::Key_Right;
    showBin(hover_ < 0 ? (right ? 0 : last) : std::clamp(hover_ + (right ? 1 : -1), 0, last));
    setAccessibleDescription(readout(static_cast<std::size_t>(hover_)).replace('\n', QStringLiteral("; ")));
}

PlotTable ReliabilityPlot::table() const {
    PlotTable t;
    t.columns = {{tr("exit"), Unit::Count},
                 {tr("confidence from"), Unit::Percent},
                 {tr("confidence to"), Unit::Percent},
                 {tr("samples"), Unit::Count},
                 {tr("accuracy"), Unit::Percent},
                 {tr("mean confidence"), Unit::Percent},
                 {tr("calibration error of the exit"), Unit::Percent}};
    for (std::size_t k = 0; k < exits_.size(); ++k) {
        if (!isShown(k)) continue;
        for (const ReliabilityBin& bin : exits_[k].bins) {
            std::vector<PlotTable::Cell> row{static_cast<double>(k + 1), bin.low, bin.high,
                                             static_cast<double>(bin.samples)};
            if (bin.samples > 0) {
                row.emplace_back(bin.accuracy);
                row.emplace_back(bin.confidence);
            } else {
                row.emplace_back(QString());
                row.emplace_back(QString());
            }
            row.emplace_back(exits_[k].error);
            t.rows.push_back(std::move(row));
        }
    }
    return t;
}

QString ReliabilityPlot::latestValues() const {
    QStringList parts;
    for (std::size_t k = 0; k < exits_.size(); ++k)
        parts << tr("exit %1: calibration error %2").arg(k + 1).arg(formatPercent(exits_[k].error));
    return parts.join(QStringLiteral("; "));
}

}  // namespace exitlab
