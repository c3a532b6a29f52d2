// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/curve_plot.h"

#include <QKeyEvent>
#include <QMenu>
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double bandOpacity = 0.15;
constexpr std::size_t dotsUpTo = 30;  // points per curve that get a marker each

QVector<double> toVector(const std::vector<double>& values) { return {values.begin(), values.end()}; }

}  // namespace

CurvePlot::CurvePlot(QWidget* parent) : PlotBase(parent), mark_(nan) {
    QCPAxisRect* rect = axes();
    rect->setAutoMargins(QCP::msNone);
    rect->setRangeDrag(Qt::Horizontal | Qt::Vertical);
    rect->setRangeZoom(Qt::Horizontal | Qt::Vertical);
    canvas()->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new WholeTicker));
    canvas()->yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new UnitTicker(unit_)));
    const auto inside = [this] { return axes()->rect(); };
    new DrawnItem(canvas(), QStringLiteral("labels"), [this](QCPPainter* p) { drawLabels(p); });
    new DrawnItem(
        canvas(), QStringLiteral("labels"), [this](QCPPainter* p) { drawInfinite(p); }, inside);
    new DrawnItem(canvas(), QStringLiteral("cursor"), [this](QCPPainter* p) { drawCursor(p); });
    setKeyAxis(tr("round"));
}

void CurvePlot::setKeyAxis(const QString& title, Unit unit) {
    // Another quantity on the axis: the old zoom means nothing on it.
    if (keyUnit_ != unit || canvas()->xAxis->label() != title) setZoomed(false);
    canvas()->xAxis->setLabel(title);
    keyUnit_ = unit;
    setLogarithmicKeys(logarithmicKeys_);
}

void CurvePlot::setLogarithmicKeys(bool on) {
    if (logarithmicKeys_ != on) setZoomed(false);
    logarithmicKeys_ = on;
    QCPAxis* x = canvas()->xAxis;
    x->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    QCPAxisTicker* ticker = nullptr;
    if (on)
        ticker = new DecadeTicker(keyUnit_);
    else if (keyUnit_ == Unit::Count)
        ticker = new WholeTicker;
    else
        ticker = new UnitTicker(keyUnit_);
    x->setTicker(QSharedPointer<QCPAxisTicker>(ticker));
    for (Item& item : curves_) item.changed = true;
    touch();
}

void CurvePlot::setValueAxis(const QString& title, Unit unit, std::optional<QCPRange> limits) {
    valueTitle_ = title;
    unit_ = unit;
    limits_ = limits;
    setLogarithmic(logarithmic_);
}

void CurvePlot::setNote(const QString& note) {
    if (note_ == note) return;
    note_ = note;
    touch();
}

void CurvePlot::setCurve(Curve curve) {
    if (Item* item = find(curve.id)) {
        const bool restyled = item->data.style.kind != curve.style.kind ||
                              item->data.style.index != curve.style.index ||
                              item->data.style.count != curve.style.count;
        item->data = std::move(curve);
        item->changed = true;
        if (restyled) styleItem(*item);
    } else {
        curves_.push_back({});
        curves_.back().data = std::move(curve);
    }
    touch();
}

void CurvePlot::setCurves(std::vector<Curve> curves) {
    // Items keep their visibility; those not named any more go.
    std::vector<Item> next;
    for (Curve& curve : curves) {
        Item item;
        if (Item* old = find(curve.id)) {
            item = *old;
            old->data.id.clear();
            old->main = nullptr;
        }
        const bool restyle =
            item.main && (item.data.style.kind != curve.style.kind || item.data.style.index != curve.style.index ||
                          item.data.style.count != curve.style.count);
        item.data = std::move(curve);
        item.changed = true;
        if (restyle) styleItem(item);
        next.push_back(std::move(item));
    }
    for (Item& item : curves_)
        if (item.main) removeGraphs(item);
    curves_ = std::move(next);
    touch();
}

void CurvePlot::append(const QString& id, double key, double value) { append(id, key, value, nan, nan); }

void CurvePlot::append(const QString& id, double key, double value, double low, double high) {
    Item* item = find(id);
    if (!item) return;
    Curve& c = item->data;
    const bool band = !c.low.empty() || !std::isnan(low);
    if (band) {
        c.low.resize(c.keys.size(), nan);
        c.high.resize(c.keys.size(), nan);
        c.low.push_back(low);
        c.high.push_back(high);
    }
    c.keys.push_back(key);
    c.values.push_back(value);
    item->changed = true;
    touch();
}

void CurvePlot::removeCurve(const QString& id) {
    const auto at = std::find_if(curves_.begin(), curves_.end(), [&](const Item& i) { return i.data.id == id; });
    if (at == curves_.end()) return;
    removeGraphs(*at);
    curves_.erase(at);
    touch();
}

void CurvePlot::clear() { setCurves({}); }

void CurvePlot::setCurveVisible(const QString& id, bool visible) {
    if (Item* item = find(id)) {
        item->visible = visible;
        item->changed = true;
        touch();
    }
}

bool CurvePlot::isCurveVisible(const QString& id) const {
    const Item* item = find(id);
    return item && item->visible;
}

void CurvePlot::setLogarithmic(bool on) {
    logarithmic_ = on;
    QCPAxis* y = canvas()->yAxis;
    y->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    y->setTicker(QSharedPointer<QCPAxisTicker>(on ? static_cast<QCPAxisTicker*>(new DecadeTicker(unit_))
                                                  : new UnitTicker(unit_)));
    for (Item& item : curves_) item.changed = true;
    touch();
}

void CurvePlot::setSmoothing(double weight) {
    smoothing_ = std::clamp(weight, 0.0, 0.99);
    for (Item& item : curves_) item.changed = true;
    touch();
}

void CurvePlot::setMark(double key) {
    if (mark_ == key || (std::isnan(mark_) && std::isnan(key))) return;
    mark_ = key;
    if (isVisible()) canvas()->layer(QStringLiteral("cursor"))->replot();
}

QPen CurvePlot::curvePen(const QString& id) const {
    const Item* item = find(id);
    return item && item->main ? item->main->pen() : QPen();
}

bool CurvePlot::hasData() const {
    return std::any_of(curves_.begin(), curves_.end(), [](const Item& i) { return !i.data.keys.empty(); });
}

CurvePlot::Item* CurvePlot::find(const QString& id) {
    return const_cast<Item*>(static_cast<const CurvePlot*>(this)->find(id));
}

const CurvePlot::Item* CurvePlot::find(const QString& id) const {
    for (const Item& item : curves_)
        if (item.data.id == id) return &item;
    return nullptr;
}

void CurvePlot::removeGraphs(Item& item) {
    for (QCPGraph** graph : {&item.low, &item.high, &item.raw, &item.dots, &item.main}) {
        if (*graph) canvas()->removeGraph(*graph);
        *graph = nullptr;
    }
}

double CurvePlot::drawable(double value) const {
    return std::isfinite(value) && (!logarithmic_ || value > 0) ? value : nan;
}

void CurvePlot::updateItem(Item& item) {
    const auto graph = [this](QCPGraph*& g) {
        if (g) return;
        g = canvas()->addGraph();
        g->setLineStyle(QCPGraph::lsLine);
        g->setAdaptiveSampling(true);
    };
    const Curve& c = item.data;
    const bool band = !c.low.empty() && c.low.size() == c.keys.size() && c.high.size() == c.keys.size();
    const bool fresh = !item.main;
    if (band) {
        graph(item.low);
        graph(item.high);
    }
    graph(item.raw);
    graph(item.main);
    graph(item.dots);
    item.dots->setLineStyle(QCPGraph::lsNone);
    if (fresh || (band && !item.low->channelFillGraph())) styleItem(item);

    const QVector<double> keys = toVector(c.keys);
    QVector<double> values = toVector(c.values);
    item.infinite.clear();
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (std::isinf(values[i])) item.infinite.emplace_back(keys[i], values[i] > 0);
        values[i] = logarithmicKeys_ && keys[i] <= 0 ? nan : drawable(values[i]);
    }
    // One point alone draws no line: it gets a marker, as all points do while they are few.
    QVector<double> dotKeys, dotValues;
    for (qsizetype i = 0; i < values.size(); ++i) {
        const bool before = i > 0 && std::isfinite(values[i - 1]);
        const bool after = i + 1 < values.size() && std::isfinite(values[i + 1]);
        if (std::isfinite(values[i]) && (c.keys.size() <= dotsUpTo || (!before && !after))) {
            dotKeys << keys[i];
            dotValues << values[i];
        }
    }
    item.dots->setData(dotKeys, dotValues, true);
    if (smoothing_ > 0) {
        item.raw->setData(keys, values, true);
        item.main->setData(keys, toVector(smoothed({values.begin(), values.end()}, smoothing_)), true);
        item.dots->data()->clear();
    } else {
        item.raw->data()->clear();
        item.main->setData(keys, values, true);
    }
    if (item.low) {
        QVector<double> low(band ? toVector(c.low) : QVector<double>()), high(band ? toVector(c.high) : low);
        for (qsizetype i = 0; i < low.size(); ++i) {
            const bool off = logarithmicKeys_ && keys[i] <= 0;
            low[i] = off ? nan : drawable(low[i]);
            high[i] = off ? nan : drawable(high[i]);
        }
        item.low->setData(band ? keys : low, low, true);
        item.high->setData(band ? keys : high, high, true);
    }
    for (QCPGraph* g : {item.main, item.raw, item.dots, item.low, item.high})
        if (g) g->setVisible(item.visible);
    item.changed = false;
}

void CurvePlot::updateItems() {
    for (Item& item : curves_)
        if (item.changed) updateItem(item);
}

CategoryStyle CurvePlot::styleOf(const Item& item) const {
    const CurveStyle& s = item.data.style;
    switch (s.kind) {
        case CurveStyle::Kind::Exit:
            return {exitColour(colours(), s.index, s.count), Qt::SolidLine, Marker::Disc};
        case CurveStyle::Kind::Category:
            return categoryStyle(colours(), s.index);
        case CurveStyle::Kind::Sum:
            return {colours().text, Qt::SolidLine, Marker::Disc};
        case CurveStyle::Kind::Single:
            break;
    }
    return {colours().accent, Qt::SolidLine, Marker::Disc};
}

void CurvePlot::styleItem(Item& item) {
    if (!item.main) return;
    const CategoryStyle s = styleOf(item);
    item.main->setPen(QPen(s.colour, lineWidth(), s.dash));
    QColor faint = s.colour;
    faint.setAlphaF(0.3F);
    item.raw->setPen(QPen(faint, 1));
    item.dots->setPen(Qt::NoPen);
    item.dots->setScatterStyle(markerStyle(s.marker, s.colour, plotsize::marker));
    if (item.low) {
        QColor band = s.colour;
        band.setAlphaF(static_cast<float>(bandOpacity));
        item.low->setPen(Qt::NoPen);
        item.high->setPen(Qt::NoPen);
        item.low->setBrush(band);
        item.low->setChannelFillGraph(item.high);
    }
}

void CurvePlot::restyle(const ThemeColours& c) {
    styleAxes(axes(), c);
    for (Item& item : curves_) styleItem(item);
}

void CurvePlot::fitAxes() {
    double x0 = nan, x1 = nan, y0 = nan, y1 = nan;
    const auto widen = [](double& low, double& high, double v) {
        if (!std::isfinite(v)) return;
        low = std::isnan(low) ? v : std::min(low, v);
        high = std::isnan(high) ? v : std::max(high, v);
    };
    for (const Item& item : curves_) {
        if (!item.visible || item.data.keys.empty()) continue;
        const auto& keys = item.data.keys;
        const auto first = logarithmicKeys_ ? std::upper_bound(keys.begin(), keys.end(), 0.0) : keys.begin();
        if (first != keys.end()) {
            widen(x0, x1, *first);
            widen(x0, x1, keys.back());
        }
        for (const auto* values : {&item.data.values, &item.data.low, &item.data.high})
            for (const double v : *values) widen(y0, y1, drawable(v));
    }
    if (logarithmicKeys_) {
        if (std::isnan(x0)) x0 = 1, x1 = 10;
        if (x1 <= x0) x0 /= 1.5, x1 *= 1.5;
        const double air = std::pow(x1 / x0, 0.012);
        canvas()->xAxis->setRange(x0 / air, x1 * air);
    } else {
        if (std::isnan(x0)) x0 = 0, x1 = 1;
        if (x1 - x0 < 1e-12) x0 -= 0.5, x1 += 0.5;
        // A little air, so that the markers of the first and the last point are whole.
        const double air = 0.012 * (x1 - x0);
        canvas()->xAxis->setRange(x0 - air, x1 + air);
    }
    if (limits_ && !logarithmic_) {
        const double tenth = limits_->size() / 10;
        const auto outward = [&](double v, double (*round)(double)) {
            return std::clamp(limits_->lower + tenth * round((v - limits_->lower) / tenth), limits_->lower,
                              limits_->upper);
        };
        // A twentieth of a tenth more, so that a marker at the edge is whole.
        double low = std::isnan(y0) ? limits_->lower : outward(y0 - tenth / 20, std::floor);
        double high = std::isnan(y0) ? limits_->upper : outward(y1 + tenth / 20, std::ceil);
        if (high - low < tenth / 2) low = std::max(limits_->lower, low - tenth), high = low + 2 * tenth;
        canvas()->yAxis->setRange(low, high);
        return;
    }
    if (std::isnan(y0)) y0 = logarithmic_ ? 0.1 : 0, y1 = 1;
    if (logarithmic_) {
        canvas()->yAxis->setRange(y0 / 1.2, y1 * 1.2);
        return;
    }
    // Amounts start at zero when that costs little; differences keep their own range.
    if (y0 > 0 && y0 < 0.4 * y1) y0 = 0;
    double pad = (y1 - y0) * 0.06;
    if (pad <= 0) pad = std::max(std::abs(y1) * 0.1, 1e-9);
    canvas()->yAxis->setRange(y0 == 0 ? 0 : y0 - pad, y1 + pad);
}

PlotTable CurvePlot::table() const {
    PlotTable t;
    t.columns.push_back({canvas()->xAxis->label(), keyUnit_ == Unit::Count ? Unit::Number : keyUnit_});
    std::map<double, std::vector<PlotTable::Cell>> rows;
    std::size_t width = 1;
    for (const Item& item : curves_) {
        const Curve& c = item.data;
        const bool band = !c.low.empty();
        const QString name = c.label.isEmpty() ? valueTitle_ : c.label;
        t.columns.push_back({name, unit_});
        if (band) {
            t.columns.push_back({tr("%1, band low").arg(name), unit_});
            t.columns.push_back({tr("%1, band high").arg(name), unit_});
        }
        for (std::size_t i = 0; i < c.keys.size(); ++i) {
            auto& row = rows[c.keys[i]];
            row.resize(width);
            row.emplace_back(c.values[i]);
            if (band) {
                row.emplace_back(c.low[i]);
                row.emplace_back(c.high[i]);
            }
        }
        width += band ? 3 : 1;
    }
    for (auto& [key, row] : rows) {
        row.resize(width);
        row[0] = key;
        t.rows.push_back(std::move(row));
    }
    return t;
}

QString CurvePlot::latestValues() const {
    QStringList parts;
    for (const Item& item : curves_) {
        if (item.data.keys.empty() || !item.visible) continue;
        const QString value = formatValue(item.data.values.back(), unit_);
        parts << (item.data.label.isEmpty() ? value : tr("%1: %2").arg(item.data.label, value));
        if (parts.size() == 12) break;
    }
    double last = nan;
    for (const Item& item : curves_)
        if (!item.data.keys.empty())
            last = std::isnan(last) ? item.data.keys.back() : std::max(last, item.data.keys.back());
    return tr("%1 %2. %3").arg(canvas()->xAxis->label(), formatValue(last, keyUnit_), parts.join(QStringLiteral("; ")));
}

void CurvePlot::addToMenu(QMenu* menu) {
    if (curves_.size() > 1) {
        QMenu* shown = menu->addMenu(tr("Curves"));
        for (const Item& item : curves_) {
            QAction* action = shown->addAction(item.data.label);
            action->setCheckable(true);
            action->setChecked(item.visible);
            connect(action, &QAction::toggled, this, [this, id = item.data.id](bool on) { setCurveVisible(id, on); });
        }
    }
    QAction* log = menu->addAction(tr("Logarithmic values"));
    log->setCheckable(true);
    log->setChecked(logarithmic_);
    log->setObjectName(QStringLiteral("plot.logValues"));
    log->setToolTip(tr("Decades on the vertical axis; values that are not positive are left out"));
    connect(log, &QAction::toggled, this, &CurvePlot::setLogarithmic);
    QAction* logKeys = menu->addAction(tr("Logarithmic horizontal axis"));
    logKeys->setCheckable(true);
    logKeys->setChecked(logarithmicKeys_);
    logKeys->setObjectName(QStringLiteral("plot.logKeys"));
    logKeys->setToolTip(tr("Decades on the horizontal axis"));
    connect(logKeys, &QAction::toggled, this, &CurvePlot::setLogarithmicKeys);
    QMenu* smooth = menu->addMenu(tr("Smoothing"));
    for (const double weight : {0.0, 0.5, 0.8, 0.95}) {
        QAction* action = smooth->addAction(weight == 0 ? tr("None") : tr("Moving average, weight %1").arg(weight));
        action->setCheckable(true);
        action->setChecked(weight == smoothing_);
        connect(action, &QAction::triggered, this, [this, weight] { setSmoothing(weight); });
    }
}

void CurvePlot::keyPressEvent(QKeyEvent* event) {
    // The readout follows the arrow keys from point to point.
    if ((event->key() != Qt::Key_Left && event->key() != Qt::Key_Right) || !hasData()) {
        PlotBase::keyPressEvent(event);
        return;
    }
    const bool right = event->key() == Qt::Key_Right;
    std::optional<double> next;
    for (const Item& item : curves_) {
        if (!item.visible) continue;
        const auto& keys = item.data.keys;
        if (keys.empty()) continue;
        const double from = cursor_.value_or(right ? -HUGE_VAL : HUGE_VAL);
        if (right) {
            const auto at = std::upper_bound(keys.begin(), keys.end(), from);
            if (at != keys.end()) next = std::min(next.value_or(*at), *at);
        } else {
            const auto at = std::lower_bound(keys.begin(), keys.end(), from);
            if (at != keys.begin()) next = std::max(next.value_or(*(at - 1)), *(at - 1));
        }
    }
    if (next) {
        showCursor(next);
        setAccessibleDescription(readout(*next));
    }
}

}  // namespace exitlab
