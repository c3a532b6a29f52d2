// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/trade_off_plot.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <algorithm>
#include <array>
#include <cmath>

#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

constexpr double reach = 16;       // pixels between the mouse and the point it means
constexpr double airShare = 0.06;  // of the axis, around the outermost points
constexpr double pointSize = 13;   // pixels: the operating point
constexpr double exitSize = 9;     // pixels: an exit alone
constexpr std::size_t shown = 12;  // points of a curve that carry a marker, about

/// Ticks as "2 M", "2.5 M".
class MacTicker : public UnitTicker {
  public:
    MacTicker() : UnitTicker(Unit::Number) {}

  protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override { return formatMacs(tick); }
};

/// Percent with a decimal where the step has one: 82.5 % is not 83 %.
class ShareTicker : public UnitTicker {
  public:
    ShareTicker() : UnitTicker(Unit::Percent) {}

  protected:
    double getTickStep(const QCPRange& range) override {
        const double step = UnitTicker::getTickStep(range), percent = step * 100;
        decimals_ = std::abs(percent - std::round(percent)) < 1e-9 ? 0 : percent < 0.1 ? 2 : 1;
        return step;
    }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override { return formatPercent(tick, decimals_); }

  private:
    int decimals_ = 0;
};

}  // namespace

QString formatMacs(double macs) {
    if (!std::isfinite(macs)) return formatNumber(macs);
    static constexpr std::array prefixes = {"", "k", "M", "G", "T"};
    std::size_t at = 0;
    while (std::abs(macs) >= 999.95 && at + 1 < prefixes.size()) {
        macs /= 1000;
        ++at;
    }
    const QString number = formatNumber(macs, 4);
    return at == 0 ? number : number + QChar(0x202F) + QLatin1String(prefixes[at]);
}

TradeOffPlot::TradeOffPlot(QWidget* parent) : PlotBase(parent) {
    axes()->setAutoMargins(QCP::msNone);
    axes()->setRangeDrag(Qt::Horizontal | Qt::Vertical);
    axes()->setRangeZoom(Qt::Horizontal | Qt::Vertical);
    canvas()->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new MacTicker));
    canvas()->yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new ShareTicker));
    const auto clip = [this] { return axes()->rect(); };
    new DrawnItem(
        canvas(), QStringLiteral("main"), [this](QCPPainter* p) { drawCurves(p); }, clip);
    new DrawnItem(
        canvas(), QStringLiteral("main"), [this](QCPPainter* p) { drawExits(p); }, clip);
    new DrawnItem(canvas(), QStringLiteral("labels"), [this](QCPPainter* p) { drawLegend(p); });
    new DrawnItem(canvas(), QStringLiteral("labels"), [this](QCPPainter* p) { drawPoint(p); });
    new DrawnItem(canvas(), QStringLiteral("cursor"), [this](QCPPainter* p) { drawHover(p); });
}

void TradeOffPlot::setCurves(std::vector<TradeOffCurve> curves) {
    curves_ = std::move(curves);
    hover_.reset();
    touch();
}

void TradeOffPlot::setExits(std::vector<double> macs, std::vector<double> accuracy) {
    exitMacs_ = std::move(macs);
    exitAccuracy_ = std::move(accuracy);
    touch();
}

void TradeOffPlot::setPoint(std::optional<QPointF> macsAndAccuracy) {
    point_ = macsAndAccuracy;
    touch();
}

void TradeOffPlot::clear() {
    exitMacs_.clear();
    exitAccuracy_.clear();
    point_.reset();
    setCurves({});
}

QPointF TradeOffPlot::pixelOf(double macs, double accuracy) const {
    return {canvas()->xAxis->coordToPixel(macs), canvas()->yAxis->coordToPixel(accuracy)};
}

void TradeOffPlot::restyle(const ThemeColours& c) { styleAxes(axes(), c); }

void TradeOffPlot::fitAxes() {
    double left = HUGE_VAL, right = -HUGE_VAL, low = HUGE_VAL, high = -HUGE_VAL;
    const auto take = [&](double x, double y) {
        if (!std::isfinite(x) || !std::isfinite(y)) return;
        left = std::min(left, x), right = std::max(right, x);
        low = std::min(low, y), high = std::max(high, y);
    };
    for (const TradeOffCurve& curve : curves_)
        for (std::size_t i = 0; i < curve.macs.size(); ++i) take(curve.macs[i], curve.accuracy[i]);
    for (std::size_t k = 0; k < exitMacs_.size(); ++k) take(exitMacs_[k], exitAccuracy_[k]);
    if (point_) take(point_->x(), point_->y());
    if (!(left <= right)) left = 0, right = 1, low = 0, high = 1;
    const double width = right > left ? right - left : std::max(std::abs(left) * 0.2, 1e-9);
    const double height = std::max(high - low, 0.02);
    canvas()->xAxis->setRange(std::max(0.0, left - width * airShare), right + width * airShare);
    canvas()->yAxis->setRange(std::max(0.0, low - height * airShare * 2),
                              std::min(1.0 + height * airShare, high + height * airShare * 2));
}

void TradeOffPlot::layoutItems() {
    const QFontMetrics metrics(Theme::numbers(type::small));
    int right = plotsize::right;
    const int view = canvas()->viewport().width();
    for (const TradeOffCurve& curve : curves_)
        right = std::max(right, metrics.horizontalAdvance(curve.label) + plotsize::swatch + 4 * plotsize::labelGap);
    right = std::min({right, plotsize::maxLabel, std::max(plotsize::right, view / 3)});
    axes()->setMargins(QMargins(plotsize::left, plotsize::top, right, plotsize::bottom));
    const int height = std::max(40, canvas()->viewport().height() - plotsize::top - plotsize::bottom);
    const int width = std::max(40, view - plotsize::left - right);
    canvas()->yAxis->ticker()->setTickCount(std::clamp(height / 36, 2, 8));
    canvas()->xAxis->ticker()->setTickCount(std::clamp(width / 70, 2, 9));
    canvas()->xAxis->setLabel(elidedTitle(tr("Expected MACs per sample"), width));
    canvas()->yAxis->setLabel(elidedTitle(tr("Accuracy"), height));
}

void TradeOffPlot::drawCurves(QCPPainter* painter) {
    painter->setAntialiasing(true);
    // The first lies on top.
    for (std::size_t c = curves_.size(); c-- > 0;) {
        const TradeOffCurve& curve = curves_[c];
        const CategoryStyle style = categoryStyle(colours(), curve.category);
        QPolygonF line;
        for (std::size_t i = 0; i < curve.macs.size(); ++i)
            if (std::isfinite(curve.macs[i]) && std::isfinite(curve.accuracy[i]))
                line << pixelOf(curve.macs[i], curve.accuracy[i]);
        painter->setPen(QPen(style.colour, c == 0 ? 2 * lineWidth() : lineWidth(), style.dash));
        painter->setBrush(Qt::NoBrush);
        painter->drawPolyline(line);
        QCPScatterStyle marker = markerStyle(style.marker, style.colour, plotsize::marker);
        marker.applyTo(painter, QPen(style.colour));
        const auto every = std::max<qsizetype>(1, line.size() / static_cast<qsizetype>(shown));
        for (qsizetype i = 0; i < line.size(); i += every) marker.drawShape(painter, line[i]);
    }
}

void TradeOffPlot::drawExits(QCPPainter* painter) {
    painter->setAntialiasing(true);
    painter->setFont(Theme::font(type::small));
    const int exits = static_cast<int>(exitMacs_.size());
    for (int k = 0; k < exits; ++k) {
        const auto at = static_cast<std::size_t>(k);
        if (!std::isfinite(exitMacs_[at]) || !std::isfinite(exitAccuracy_[at])) continue;
        const QPointF place = pixelOf(exitMacs_[at], exitAccuracy_[at]);
        painter->setPen(QPen(colours().background, 1));
        painter->setBrush(exitColour(colours(), k, exits));
        painter->drawRect(QRectF(place.x() - exitSize / 2, place.y() - exitSize / 2, exitSize, exitSize));
        painter->setPen(colours().secondary);
        const QRectF room(place.x() - 40, place.y() + exitSize / 2, 80, plotsize::labelHeight);
        painter->drawText(room, Qt::AlignHCenter | Qt::AlignTop, tr("exit %1").arg(k + 1));
    }
}

void TradeOffPlot::drawPoint(QCPPainter* painter) {
    if (!point_ || !std::isfinite(point_->x()) || !std::isfinite(point_->y())) return;
    const QPointF at = pixelOf(point_->x(), point_->y());
    const QRect rect = axes()->rect();
    if (!rect.adjusted(-1, -1, 1, 1).contains(at.toPoint())) return;
    painter->setAntialiasing(true);
    painter->setPen(QPen(colours().accent, 1, Qt::DotLine));
    painter->drawLine(QPointF(rect.left(), at.y()), at);
    painter->drawLine(QPointF(at.x(), rect.bottom()), at);
    painter->setBrush(colours().background);
    painter->setPen(QPen(colours().accent, 2.5));
    painter->drawEllipse(at, pointSize / 2, pointSize / 2);
    painter->setBrush(colours().accent);
    painter->setPen(Qt::NoPen);
    painter->drawEllipse(at, pointSize / 6, pointSize / 6);
    const QString text = tr("%1 for %2").arg(formatPercent(point_->y()), formatMacs(point_->x()));
    const QFont font = Theme::font(type::small, QFont::DemiBold);
    const QFontMetrics metrics(font);
    QRectF box(0, 0, metrics.horizontalAdvance(text) + space::grid, plotsize::labelHeight);
    // Above and to the left of the point, where a rising curve leaves room; inside the axes in any case.
    box.moveBottomRight({at.x() - space::half, at.y() - pointSize / 2});
    if (box.left() < rect.left()) box.moveLeft(std::min<double>(at.x() + pointSize, rect.right() - box.width()));
    if (box.top() < rect.top()) box.moveTop(at.y() + pointSize / 2);
    QColor ground = colours().background;
    ground.setAlphaF(0.85F);
    painter->fillRect(box, ground);
    painter->setFont(font);
    painter->setPen(colours().accent);
    painter->drawText(box, Qt::AlignCenter, text);
}

void TradeOffPlot::drawLegend(QCPPainter* painter) {
    const QRect rect = axes()->rect();
    const QFont font = Theme::font(type::small);
    const QFontMetrics metrics(font);
    const double x = rect.right() + plotsize::labelGap + space::half;
    const double textLeft = x + plotsize::swatch + space::half, width = canvas()->viewport().width() - textLeft - 2;
    double y = rect.top();
    const auto room = static_cast<std::size_t>(std::max(1, rect.height() / plotsize::labelHeight));
    painter->setAntialiasing(true);
    for (std::size_t c = 0; c < curves_.size(); ++c) {
        const bool last = c + 1 == room && curves_.size() > room;
        const CategoryStyle style = categoryStyle(colours(), curves_[c].category);
        const double middle = y + plotsize::labelHeight / 2.0;
        if (!last) {
            painter->setPen(QPen(style.colour, c == 0 ? 2 : 1, style.dash));
            painter->drawLine(QPointF(x, middle), QPointF(x + plotsize::swatch, middle));
            QCPScatterStyle marker = markerStyle(style.marker, style.colour, plotsize::marker);
            marker.applyTo(painter, QPen(style.colour));
            marker.drawShape(painter, x + plotsize::swatch / 2.0, middle);
        }
        painter->setFont(font);
        painter->setPen(last ? colours().secondary : colours().text);
        const QString text = last ? tr("+ %1 more").arg(curves_.size() - c) : curves_[c].label;
        painter->drawText(QRectF(textLeft, y, width, plotsize::labelHeight), Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(text, Qt::ElideRight, static_cast<int>(width)));
        y += plotsize::labelHeight;
        if (last) break;
    }
}

QString TradeOffPlot::readout(std::size_t curve, std::size_t point) const {
    const TradeOffCurve& of = curves_[curve];
    QStringList lines{of.label};
    if (point < of.settings.size()) lines << of.settings[point];
    lines << tr("accuracy  %1").arg(formatPercent(of.accuracy[point], 2))
          << tr("MACs  %1").arg(formatMacs(of.macs[point]));
    return lines.join('\n');
}

void TradeOffPlot::drawHover(QCPPainter* painter) {
    if (!hover_ || hover_->curve >= curves_.size() || hover_->point >= curves_[hover_->curve].macs.size()) return;
    const TradeOffCurve& curve = curves_[hover_->curve];
    const QPointF at = pixelOf(curve.macs[hover_->point], curve.accuracy[hover_->point]);
    if (!axes()->rect().contains(at.toPoint())) return;
    painter->setAntialiasing(true);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(colours().text, 1.5));
    const QRectF ring(at.x() - 6, at.y() - 6, 12, 12);
    painter->drawEllipse(ring);
    drawReadout(painter, ring, readout(hover_->curve, hover_->point).split('\n'), canvas()->viewport(), colours());
}

std::optional<TradeOffPlot::Place> TradeOffPlot::nearest(const QPoint& position) const {
    std::optional<Place> found;
    double best = reach;
    for (std::size_t c = 0; c < curves_.size(); ++c)
        for (std::size_t i = 0; i < curves_[c].macs.size(); ++i) {
            const QPointF d = pixelOf(curves_[c].macs[i], curves_[c].accuracy[i]) - position;
            const double distance = std::hypot(d.x(), d.y());
            if (distance < best) {
                best = distance;
                found = Place{c, i};
            }
        }
    return found;
}

void TradeOffPlot::show(std::optional<Place> place) {
    if (place == hover_) return;
    hover_ = place;
    if (isVisible()) canvas()->layer(QStringLiteral("cursor"))->replot();
}

void TradeOffPlot::hover(const QPoint& position, bool inside) {
    show(inside ? nearest(position) : std::optional<Place>());
}

void TradeOffPlot::clicked(const QPoint& position) {
    if (const auto place = nearest(position); place && place->curve == 0)
        Q_EMIT pointChosen(static_cast<int>(place->point));
}

void TradeOffPlot::keyPressEvent(QKeyEvent* event) {
    // Left and right walk along a curve, up and down through the curves, Enter works there: all that the mouse does.
    const int key = event->key();
    if (curves_.empty() || curves_.front().macs.empty()) {
        PlotBase::keyPressEvent(event);
        return;
    }
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && hover_ && hover_->curve == 0) {
        Q_EMIT pointChosen(static_cast<int>(hover_->point));
        return;
    }
    Place place = hover_.value_or(Place{0, 0});
    const std::size_t count = curves_[place.curve].macs.size();
    if (key == Qt::Key_Right)
        place.point = hover_ ? std::min(place.point + 1, count - 1) : 0;
    else if (key == Qt::Key_Left)
        place.point = hover_ ? place.point - (place.point > 0) : count - 1;
    else if (key == Qt::Key_Down)
        place = {std::min(place.curve + 1, curves_.size() - 1), 0};
    else if (key == Qt::Key_Up)
        place = {place.curve - (place.curve > 0), 0};
    else {
        PlotBase::keyPressEvent(event);
        return;
    }
    if (place.point >= curves_[place.curve].macs.size()) return;
    show(place);
    setAccessibleDescription(readout(place.curve, place.point).replace('\n', QStringLiteral("; ")));
}

PlotTable TradeOffPlot::table() const {
    PlotTable t;
    t.columns = {{tr("run"), Unit::Number},
                 {tr("setting"), Unit::Number},
                 {tr("MACs"), Unit::Number},
                 {tr("accuracy"), Unit::Percent}};
    for (const TradeOffCurve& curve : curves_)
        for (std::size_t i = 0; i < curve.macs.size(); ++i)
            t.rows.push_back({curve.label, i < curve.settings.size() ? curve.settings[i] : QString(), curve.macs[i],
                              curve.accuracy[i]});
    const QString own = curves_.empty() ? QString() : curves_.front().label;
    for (std::size_t k = 0; k < exitMacs_.size(); ++k)
        t.rows.push_back({own, tr("exit %1 alone").arg(k + 1), exitMacs_[k], exitAccuracy_[k]});
    if (point_) t.rows.push_back({own, tr("operating point"), point_->x(), point_->y()});
    return t;
}

QString TradeOffPlot::latestValues() const {
    const QString curves = tr("%n curve(s)", nullptr, static_cast<int>(curves_.size()));
    if (!point_) return curves;
    return tr("%1; operating point: %2 for %3 MACs").arg(curves, formatPercent(point_->y()), formatMacs(point_->x()));
}

}  // namespace exitlab
