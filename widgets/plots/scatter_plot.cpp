// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/scatter_plot.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMenu>
#include <algorithm>
#include <cmath>

#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

constexpr double pointSize = 9;    // pixels
constexpr double reach = 14;       // pixels between the mouse and the point it means
constexpr double samePlace = 1.5;  // pixels: points that cover each other
constexpr double airShare = 0.06;  // of the axis, around the outermost points

QCPRange around(double low, double high) {
    const double span = high - low;
    const double air = span > 0 ? span * airShare : std::max(std::abs(low) * 0.1, 0.5);
    return {low - air, high + air};
}

}  // namespace

ScatterPlot::ScatterPlot(QWidget* parent) : PlotBase(parent) {
    axes()->setAutoMargins(QCP::msNone);
    axes()->setRangeDrag(Qt::Horizontal | Qt::Vertical);
    axes()->setRangeZoom(Qt::Horizontal | Qt::Vertical);
    for (QCPAxis* axis : {canvas()->xAxis, canvas()->yAxis})
        axis->setTicker(QSharedPointer<QCPAxisTicker>(new UnitTicker(Unit::Number)));
    new DrawnItem(
        canvas(), QStringLiteral("main"), [this](QCPPainter* p) { drawPoints(p); }, [this] { return axes()->rect(); });
    new DrawnItem(canvas(), QStringLiteral("labels"), [this](QCPPainter* p) { drawLegend(p); });
    new DrawnItem(canvas(), QStringLiteral("cursor"), [this](QCPPainter* p) { drawHover(p); });
}

void ScatterPlot::setAxes(const QString& x, const QString& y, const QString& value) {
    xTitle_ = x;
    yTitle_ = y;
    valueTitle_ = value;
    touch();
}

void ScatterPlot::setPoints(ScatterData data) {
    data_ = std::move(data);
    arrange();
    low_ = 0, high_ = -1;
    for (const double v : data_.value)
        if (std::isfinite(v)) {
            const bool first = !valued();
            low_ = first ? v : std::min(low_, v);
            high_ = first ? v : std::max(high_, v);
        }
    touch();
}

void ScatterPlot::arrange() {
    order_.clear();
    for (std::size_t i = 0; i < data_.x.size(); ++i) {
        if (!std::isfinite(data_.x[i]) || !std::isfinite(data_.y[i])) continue;
        if ((logX_ && data_.x[i] <= 0) || (logY_ && data_.y[i] <= 0)) continue;
        if (!data_.group.empty() && hidden_.contains(data_.groups[static_cast<std::size_t>(data_.group[i])].label))
            continue;
        order_.push_back(i);
    }
    std::stable_sort(order_.begin(), order_.end(), [this](std::size_t a, std::size_t b) {
        return data_.x[a] != data_.x[b] ? data_.x[a] < data_.x[b] : data_.y[a] < data_.y[b];
    });
    hover_ = -1;
}

std::size_t ScatterPlot::unplaced() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < data_.x.size(); ++i) count += !std::isfinite(data_.x[i]) || !std::isfinite(data_.y[i]);
    return count;
}

void ScatterPlot::setGroupVisible(std::size_t group, bool visible) {
    if (group >= data_.groups.size()) return;
    if (visible)
        hidden_.remove(data_.groups[group].label);
    else
        hidden_.insert(data_.groups[group].label);
    arrange();
    touch();
}

void ScatterPlot::setLogarithmic(bool x, bool y) {
    logX_ = x;
    logY_ = y;
    for (const auto& [axis, log] : {std::pair(canvas()->xAxis, x), std::pair(canvas()->yAxis, y)}) {
        axis->setScaleType(log ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
        axis->setTicker(QSharedPointer<QCPAxisTicker>(log ? static_cast<QCPAxisTicker*>(new DecadeTicker(Unit::Number))
                                                          : new UnitTicker(Unit::Number)));
    }
    setZoomed(false);
    arrange();
    touch();
}

double ScatterPlot::share(double value) const {
    return high_ > low_ ? std::clamp((value - low_) / (high_ - low_), 0.0, 1.0) : 0.5;
}

QColor ScatterPlot::pointColour(std::size_t point) const {
    if (valued()) {
        const double v = data_.value[point];
        return std::isnan(v) ? QColor() : sequentialColour(colours(), share(v));
    }
    if (data_.group.empty()) return categoryStyle(colours(), 0).colour;
    const ScatterGroup& group = data_.groups[static_cast<std::size_t>(data_.group[point])];
    return group.exits > 0 ? exitColour(colours(), group.category, group.exits)
                           : categoryStyle(colours(), group.category).colour;
}

Marker ScatterPlot::markerOf(std::size_t point) const {
    if (data_.group.empty() || data_.groups.size() < 2) return Marker::Disc;
    // Of the first seven: later categories repeat them in other colours.
    return categoryStyle(colours(), data_.group[point]).marker;
}

QPointF ScatterPlot::pixelOf(std::size_t point) const {
    return {canvas()->xAxis->coordToPixel(data_.x[point]), canvas()->yAxis->coordToPixel(data_.y[point])};
}

void ScatterPlot::restyle(const ThemeColours& c) { styleAxes(axes(), c); }

void ScatterPlot::fitAxes() {
    if (order_.empty()) {
        canvas()->xAxis->setRange(0, 1);
        canvas()->yAxis->setRange(0, 1);
        return;
    }
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (const std::size_t i : order_) {
        low = std::min(low, data_.y[i]);
        high = std::max(high, data_.y[i]);
    }
    const auto range = [](bool log, double from, double to) {
        if (!log) return around(from, to);
        const double air = to > from ? std::pow(to / from, airShare) : 1.5;
        return QCPRange(from / air, to * air);
    };
    canvas()->xAxis->setRange(range(logX_, data_.x[order_.front()], data_.x[order_.back()]));
    canvas()->yAxis->setRange(range(logY_, low, high));
}

std::vector<ScatterPlot::Row> ScatterPlot::legend() const {
    std::vector<Row> rows;
    if (data_.groups.size() > 1)
        for (std::size_t g = 0; g < data_.groups.size(); ++g) {
            const ScatterGroup& group = data_.groups[g];
            QColor colour = group.exits > 0 ? exitColour(colours(), group.category, group.exits)
                                            : categoryStyle(colours(), group.category).colour;
            if (valued()) colour = colours().secondary;  // only the shape tells the group
            rows.push_back(
                {group.label, colour, categoryStyle(colours(), static_cast<int>(g)).marker, static_cast<int>(g)});
        }
    if (valued() && std::any_of(order_.begin(), order_.end(), [this](auto i) { return std::isnan(data_.value[i]); }))
        rows.push_back({tr("no value"), QColor(), Marker::Disc});
    return rows;
}

void ScatterPlot::layoutItems() {
    const QFontMetrics metrics(Theme::numbers(type::small));
    int right = plotsize::right;
    const int view = canvas()->viewport().width();
    for (const Row& row : legend())
        right = std::max(right, metrics.horizontalAdvance(row.label) + plotsize::swatch + 3 * plotsize::labelGap);
    right = std::min({right, plotsize::maxLabel, std::max(plotsize::right, view / 3)});
    if (valued()) right = std::max(right, colourScaleWidth());
    axes()->setMargins(QMargins(plotsize::left, plotsize::top, right, plotsize::bottom));
    const int height = std::max(40, canvas()->viewport().height() - plotsize::top - plotsize::bottom);
    const int width = std::max(40, view - plotsize::left - right);
    canvas()->yAxis->ticker()->setTickCount(std::clamp(height / 36, 2, 8));
    canvas()->xAxis->ticker()->setTickCount(std::clamp(width / 50, 3, 10));
    canvas()->xAxis->setLabel(elidedTitle(xTitle_, width));
    canvas()->yAxis->setLabel(elidedTitle(yTitle_, height));
}

void ScatterPlot::drawMarker(QCPPainter* painter, const QPointF& at, Marker marker, const QColor& colour) const {
    QCPScatterStyle style = markerStyle(marker, colour.isValid() ? colour : colours().secondary, pointSize);
    // QCustomPlot fills its disc with the colour of the pen; a circle takes the brush.
    if (marker == Marker::Disc) style.setShape(QCPScatterStyle::ssCircle);
    const bool line = marker == Marker::Plus || marker == Marker::Cross;  // has no inside
    if (line)
        style.setPen(QPen(colour.isValid() ? colour : colours().secondary, 2));
    else if (!colour.isValid())
        style.setBrush(Qt::NoBrush);
    else if (valued())
        style.setPen(QPen(colours().outline, 1));  // the light end of the scale shows on a light ground
    else
        style.setPen(QPen(colours().background, 1));  // neighbours stay apart
    style.applyTo(painter, QPen(colours().outline));
    style.drawShape(painter, at);
}

void ScatterPlot::drawPoints(QCPPainter* painter) {
    painter->setAntialiasing(true);
    for (const std::size_t i : order_) drawMarker(painter, pixelOf(i), markerOf(i), pointColour(i));
}

void ScatterPlot::drawLegend(QCPPainter* painter) {
    const QRect rect = axes()->rect();
    const QFont font = Theme::numbers(type::small);
    const QFontMetrics metrics(font);
    const double x = rect.right() + plotsize::labelGap + space::half;
    const double textLeft = x + plotsize::swatch, textWidth = canvas()->viewport().width() - textLeft - 2;
    double y = rect.top();
    const auto rows = legend();
    // The scale keeps half of the height at least.
    const int share = valued() ? rect.height() / 2 : rect.height();
    const auto room = static_cast<std::size_t>(std::max(1, share / plotsize::labelHeight));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool last = i + 1 == room && rows.size() > room;
        painter->setAntialiasing(true);
        if (!last)
            drawMarker(painter, {x + pointSize / 2, y + plotsize::labelHeight / 2.0}, rows[i].marker, rows[i].colour);
        painter->setFont(font);
        painter->setPen(last                              ? colours().secondary
                        : hidden_.contains(rows[i].label) ? colours().disabled
                                                          : colours().text);
        const QString text = last ? tr("+ %1 more").arg(rows.size() - i) : rows[i].label;
        painter->drawText(QRectF(textLeft, y, textWidth, plotsize::labelHeight), Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(text, Qt::ElideRight, static_cast<int>(textWidth)));
        y += plotsize::labelHeight;
        if (last) break;
    }
    if (!valued()) return;
    if (!rows.empty()) y += space::grid;
    drawColourScale(
        painter, x, y, static_cast<int>(rect.bottom() + 1 - y),
        {[this](double s) { return sequentialColour(colours(), s); }, low_, high_, Unit::Number, valueTitle_},
        colours());
}

QString ScatterPlot::readout(std::size_t point) const {
    QStringList lines;
    if (!data_.group.empty()) lines << data_.groups[static_cast<std::size_t>(data_.group[point])].label;
    const auto add = [&](const QString& title, const QString& word, double value) {
        lines << QStringLiteral("%1  %2").arg(title.isEmpty() ? word : title, formatNumber(value, 6));
    };
    add(xTitle_, QStringLiteral("x"), data_.x[point]);
    add(yTitle_, QStringLiteral("y"), data_.y[point]);
    if (!data_.value.empty()) add(valueTitle_, tr("value"), data_.value[point]);
    return lines.join('\n');
}

void ScatterPlot::drawHover(QCPPainter* painter) {
    if (hover_ < 0 || hover_ >= static_cast<int>(order_.size())) return;
    const std::size_t point = order_[static_cast<std::size_t>(hover_)];
    const QPointF at = pixelOf(point);
    if (!axes()->rect().contains(at.toPoint())) return;
    QStringList lines = readout(point).split('\n');
    const auto here = std::count_if(order_.begin(), order_.end(), [&](std::size_t other) {
        const QPointF d = pixelOf(other) - at;
        return std::hypot(d.x(), d.y()) <= samePlace;
    });
    if (here > 1) lines << tr("+ %1 more here").arg(here - 1);
    const QRectF ring(at.x() - pointSize / 2 - 2, at.y() - pointSize / 2 - 2, pointSize + 4, pointSize + 4);
    painter->setAntialiasing(true);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(colours().text, 1.5));
    painter->drawEllipse(ring);
    drawReadout(painter, ring, lines, canvas()->viewport(), colours());
}

PlotTable ScatterPlot::table() const {
    PlotTable t;
    const auto title = [](const QString& given, const QString& word) { return given.isEmpty() ? word : given; };
    if (!data_.group.empty()) t.columns.push_back({tr("group"), Unit::Number});
    t.columns.push_back({title(xTitle_, QStringLiteral("x")), Unit::Number});
    t.columns.push_back({title(yTitle_, QStringLiteral("y")), Unit::Number});
    if (!data_.value.empty()) t.columns.push_back({title(valueTitle_, tr("value")), Unit::Number});
    for (std::size_t i = 0; i < data_.x.size(); ++i) {
        std::vector<PlotTable::Cell> row;
        if (!data_.group.empty()) row.emplace_back(data_.groups[static_cast<std::size_t>(data_.group[i])].label);
        row.emplace_back(data_.x[i]);
        row.emplace_back(data_.y[i]);
        if (!data_.value.empty()) row.emplace_back(data_.value[i]);
        t.rows.push_back(std::move(row));
    }
    return t;
}

QString ScatterPlot::latestValues() const {
    QString text = tr("%1 points").arg(data_.x.size());
    if (data_.groups.size() > 1) text += tr(" in %1 groups").arg(data_.groups.size());
    if (unplaced() > 0) text += tr(", %1 of them without a place").arg(unplaced());
    if (valued()) text += tr(", values from %1 to %2").arg(formatNumber(low_), formatNumber(high_));
    return text;
}

void ScatterPlot::showPoint(int at) {
    if (at == hover_) return;
    hover_ = at;
    if (isVisible()) canvas()->layer(QStringLiteral("cursor"))->replot();
}

void ScatterPlot::hover(const QPoint& position, bool inside) {
    int nearest = -1;
    double best = reach;
    for (std::size_t i = 0; inside && i < order_.size(); ++i) {
        const QPointF d = pixelOf(order_[i]) - position;
        const double distance = std::hypot(d.x(), d.y());
        if (distance < best) {
            best = distance;
            nearest = static_cast<int>(i);
        }
    }
    showPoint(nearest);
}

void ScatterPlot::clicked(const QPoint& position) {
    // A click on a label of the legend shows or hides its points.
    const QRect rect = axes()->rect();
    if (position.x() <= rect.right() || position.y() < rect.top()) return;
    const auto rows = legend();
    const auto row = static_cast<std::size_t>((position.y() - rect.top()) / plotsize::labelHeight);
    if (row < rows.size() && rows[row].group >= 0)
        setGroupVisible(static_cast<std::size_t>(rows[row].group), hidden_.contains(rows[row].label));
}

void ScatterPlot::addToMenu(QMenu* menu) {
    if (data_.groups.size() > 1) {
        QMenu* shown = menu->addMenu(tr("Groups"));
        for (std::size_t g = 0; g < data_.groups.size(); ++g) {
            QAction* action = shown->addAction(data_.groups[g].label);
            action->setCheckable(true);
            action->setChecked(!hidden_.contains(data_.groups[g].label));
            connect(action, &QAction::toggled, this, [this, g](bool on) { setGroupVisible(g, on); });
        }
    }
    QAction* x = menu->addAction(tr("Logarithmic horizontal axis"));
    QAction* y = menu->addAction(tr("Logarithmic vertical axis"));
    x->setCheckable(true);
    x->setChecked(logX_);
    y->setCheckable(true);
    y->setChecked(logY_);
    connect(x, &QAction::toggled, this, [this](bool on) { setLogarithmic(on, logY_); });
    connect(y, &QAction::toggled, this, [this](bool on) { setLogarithmic(logX_, on); });
}

void ScatterPlot::keyPressEvent(QKeyEvent* event) {
    // Left and right walk through the points: all that the mouse does.
    if ((event->key() != Qt::Key_Left && event->key() != Qt::Key_Right) || order_.empty()) {
        PlotBase::keyPressEvent(event);
        return;
    }
    const int last = static_cast<int>(order_.size()) - 1;
    const bool right = event->key() == Qt::Key_Right;
    showPoint(hover_ < 0 ? (right ? 0 : last) : std::clamp(hover_ + (right ? 1 : -1), 0, last));
    setAccessibleDescription(readout(order_[static_cast<std::size_t>(hover_)]).replace('\n', QStringLiteral("; ")));
}

}  // namespace exitlab
