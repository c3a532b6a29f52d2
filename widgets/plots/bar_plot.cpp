// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/bar_plot.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMenu>
#include <algorithm>
#include <cmath>
#include <set>

#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

double positive(double v) { return std::isfinite(v) && v > 0 ? v : 0; }

/// Values below zero are amounts in the other direction: ticks are written without the sign.
class AmountTicker : public UnitTicker {
  public:
    using UnitTicker::UnitTicker;

  protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override {
        return UnitTicker::getTickLabel(std::abs(tick), locale, format, precision);
    }
};

}  // namespace

BarPlot::BarPlot(QWidget* parent) : PlotBase(parent) {
    axes()->setAutoMargins(QCP::msNone);
    axes()->setRangeDrag(Qt::Horizontal | Qt::Vertical);
    axes()->setRangeZoom(Qt::Horizontal | Qt::Vertical);
    canvas()->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new WholeTicker));
    canvas()->xAxis->grid()->setVisible(false);
    new DrawnItem(
        canvas(), QStringLiteral("main"), [this](QCPPainter* p) { drawBars(p); }, [this] { return axes()->rect(); });
    new DrawnItem(canvas(), QStringLiteral("labels"), [this](QCPPainter* p) { drawLegend(p); });
    new DrawnItem(canvas(), QStringLiteral("cursor"), [this](QCPPainter* p) { drawHover(p); });
    setValueAxis({});
}

void BarPlot::setKeyAxis(const QString& title) { canvas()->xAxis->setLabel(title); }

void BarPlot::setValueAxis(const QString& title, Unit unit) {
    unit_ = unit;
    valueTitle_ = title;
    canvas()->yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new AmountTicker(unit)));
    touch();
}

void BarPlot::setDirections(const QString& above, const QString& below) {
    above_ = above;
    below_ = below;
}

void BarPlot::setBars(std::vector<double> keys, std::vector<BarSeries> series, std::vector<QString> names) {
    keys_ = std::move(keys);
    series_ = std::move(series);
    names_ = std::move(names);
    for (BarSeries& s : series_) s.values.resize(keys_.size(), std::nan(""));
    if (hover_ >= static_cast<int>(keys_.size())) hover_ = -1;
    touch();
}

void BarPlot::setSequentialColours(bool on) {
    sequential_ = on;
    touch();
}

void BarPlot::setGrouped(bool on) {
    grouped_ = on;
    touch();
}

QColor BarPlot::colourOf(const BarSeries& s) const {
    if (s.exits > 0) return exitColour(colours(), s.category, s.exits);
    QColor colour = categoryStyle(colours(), s.category).colour;
    if (sequential_) {
        int last = 1;
        for (const BarSeries& other : series_) last = std::max(last, other.category);
        colour = sequentialColour(colours(), static_cast<double>(s.category) / last);
    }
    return colour;
}

double BarPlot::barWidth() const {
    double step = 1;
    if (names_.empty() && keys_.size() > 1) {
        step = keys_[1] - keys_[0];
        for (std::size_t i = 2; i < keys_.size(); ++i) step = std::min(step, keys_[i] - keys_[i - 1]);
    }
    return step * 0.8;
}

void BarPlot::updateItems() {
    if (names_.empty()) {
        canvas()->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new WholeTicker));
    } else {
        auto* ticker = new CellTicker;
        std::vector<int> ids(names_.size());
        for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = static_cast<int>(i);
        const QFontMetrics metrics(Theme::numbers(type::small));
        int widest = 0;
        for (const QString& name : names_) widest = std::max(widest, metrics.horizontalAdvance(name));
        ticker->setCells(std::move(ids), names_);
        ticker->setRoom([this] { return static_cast<double>(axes()->rect().width()); }, widest + space::grid);
        canvas()->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(ticker));
    }
}

void BarPlot::restyle(const ThemeColours& c) {
    styleAxes(axes(), c);
    canvas()->yAxis->grid()->setZeroLinePen(QPen(c.outline, 1));
}

void BarPlot::fitAxes() {
    if (!hasData()) return;
    const double half = barWidth() * 0.75;
    canvas()->xAxis->setRange(place(0) - half, place(keys_.size() - 1) + half);
    double up = 0, down = 0;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        double above = 0, below = 0;
        for (const BarSeries& s : series_) {
            if (hidden_.contains(s.label)) continue;
            double& sum = s.below ? below : above;
            sum = grouped_ ? std::max(sum, positive(s.values[i])) : sum + positive(s.values[i]);
        }
        up = std::max(up, above);
        down = std::max(down, below);
    }
    if (up + down <= 0) up = 1;
    const double pad = (up + down) * 0.06;
    canvas()->yAxis->setRange(down > 0 ? -down - pad : 0, up + pad);
}

std::vector<BarPlot::Row> BarPlot::legend() const {
    std::vector<Row> rows;
    if (grouped_) {  // from left to right as the bars stand
        for (const BarSeries& s : series_) rows.push_back({s.label, colourOf(s), false});
        return rows;
    }
    // From top to bottom as the layers lie.
    for (auto s = series_.rbegin(); s != series_.rend(); ++s)
        if (!s->below) rows.push_back({s->label, colourOf(*s), false});
    for (const BarSeries& s : series_)
        if (s.below && std::none_of(rows.begin(), rows.end(), [&](const Row& r) { return r.label == s.label; }))
            rows.push_back({s.label, colourOf(s), true});
    return rows;
}

void BarPlot::layoutItems() {
    const QFontMetrics metrics(Theme::numbers(type::small));
    int widest = 0;
    for (const BarSeries& s : series_) widest = std::max(widest, metrics.horizontalAdvance(s.label));
    const int view = canvas()->viewport().width();
    const int right = series_.size() < 2 ? plotsize::right
                                         : std::min({widest + plotsize::swatch + 3 * plotsize::labelGap,
                                                     plotsize::maxLabel, std::max(plotsize::right, view / 3)});
    axes()->setMargins(QMargins(plotsize::left, plotsize::top, right, plotsize::bottom));
    const int height = std::max(40, canvas()->viewport().height() - plotsize::top - plotsize::bottom);
    canvas()->yAxis->ticker()->setTickCount(std::clamp(height / 36, 2, 8));
    canvas()->xAxis->ticker()->setTickCount(std::clamp((view - plotsize::left - right) / 60, 2, 12));
    canvas()->yAxis->setLabel(elidedTitle(valueTitle_, height));
}

void BarPlot::drawBars(QCPPainter* painter) {
    painter->setAntialiasing(false);
    painter->setPen(Qt::NoPen);
    if (grouped_) {
        drawGroups(painter);
        return;
    }
    const double width = barWidth();
    const double zero = std::round(canvas()->yAxis->coordToPixel(0));
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        const double x0 = std::round(canvas()->xAxis->coordToPixel(place(i) - width / 2));
        const double x1 = std::max(x0 + 1, std::round(canvas()->xAxis->coordToPixel(place(i) + width / 2)));
        double above = 0, below = 0, yAbove = zero, yBelow = zero;
        for (const BarSeries& s : series_) {
            const double v = positive(s.values[i]);
            if (v <= 0 || hidden_.contains(s.label)) continue;
            double& sum = s.below ? below : above;
            double& y = s.below ? yBelow : yAbove;
            sum += v;
            const double next = std::round(canvas()->yAxis->coordToPixel(s.below ? -sum : sum));
            const QRectF bar(x0, std::min(y, next), x1 - x0, std::abs(next - y));
            painter->fillRect(bar, colourOf(s));
            y = next;
        }
    }
}

void BarPlot::drawGroups(QCPPainter* painter) {
    const double width = barWidth(), zero = std::round(canvas()->yAxis->coordToPixel(0));
    const auto count = static_cast<double>(series_.size());
    const auto edge = [&](std::size_t bar, double k) {
        return std::round(canvas()->xAxis->coordToPixel(place(bar) - width / 2 + width * k / count));
    };
    for (std::size_t i = 0; i < keys_.size(); ++i)
        for (std::size_t k = 0; k < series_.size(); ++k) {
            const double v = positive(series_[k].values[i]);
            if (v <= 0 || hidden_.contains(series_[k].label)) continue;
            const double x0 = edge(i, static_cast<double>(k)), x1 = edge(i, static_cast<double>(k) + 1);
            const double gap = x1 - x0 >= 6 ? 1 : 0;
            const double top = std::min(zero - 1, std::round(canvas()->yAxis->coordToPixel(v)));
            painter->fillRect(QRectF(x0, top, std::max(1.0, x1 - x0 - gap), zero - top), colourOf(series_[k]));
        }
}

void BarPlot::drawLegend(QCPPainter* painter) {
    if (series_.size() < 2) return;  // the axis names the only one
    const QRect rect = axes()->rect();
    const QFont font = Theme::numbers(type::small);
    const QFontMetrics metrics(font);
    painter->setFont(font);
    painter->setAntialiasing(false);
    const auto rows = legend();
    const auto room = static_cast<std::size_t>(std::max(1, rect.height() / plotsize::labelHeight));
    const double x = rect.right() + plotsize::labelGap + 2;
    const double textLeft = x + plotsize::swatch + 2, textWidth = canvas()->viewport().width() - textLeft - 2;
    double y = rect.top();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool last = i + 1 == room && rows.size() > room;
        const bool on = !hidden_.contains(rows[i].label);
        painter->setPen(last ? colours().secondary : on ? colours().text : colours().disabled);
        const QString text = last ? tr("+ %1 more").arg(rows.size() - i) : rows[i].label;
        QColor swatch = rows[i].colour;
        if (!on) swatch.setAlphaF(0.35F);
        if (!last) painter->fillRect(QRectF(x, y + 3, plotsize::swatch - 4, plotsize::labelHeight - 5), swatch);
        painter->drawText(QRectF(textLeft, y, textWidth, plotsize::labelHeight), Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(text, Qt::ElideRight, static_cast<int>(textWidth)));
        y += plotsize::labelHeight;
        if (last) break;
    }
}

QString BarPlot::readout(int bar) const {
    if (bar < 0 || bar >= static_cast<int>(keys_.size())) return {};
    const auto i = static_cast<std::size_t>(bar);
    QStringList lines{names_.empty() ? tr("%1 %2").arg(canvas()->xAxis->label(), formatNumber(keys_[i], 6))
                      : grouped_     ? tr("%1: %2").arg(canvas()->xAxis->label(), names_[i])
                                     : names_[i]};
    double above = 0, below = 0;
    for (const BarSeries& s : series_) {
        if (!std::isfinite(s.values[i])) continue;
        (s.below ? below : above) += positive(s.values[i]);
        const QString direction = s.below ? below_ : (below_.isEmpty() ? QString() : above_);
        lines << QStringLiteral("%1  %2").arg(direction.isEmpty() ? s.label : tr("%1, %2").arg(s.label, direction),
                                              formatValue(s.values[i], unit_));
    }
    if (series_.size() > 1 && !grouped_)
        lines << (below_.isEmpty() ? tr("sum  %1").arg(formatValue(above, unit_))
                                   : tr("sum  %1 %2, %3 %4")
                                         .arg(formatValue(above, unit_), above_, formatValue(below, unit_), below_));
    return lines.join('\n');
}

void BarPlot::drawHover(QCPPainter* painter) {
    if (hover_ < 0 || hover_ >= static_cast<int>(keys_.size())) return;
    const QRect rect = axes()->rect();
    const double x = canvas()->xAxis->coordToPixel(place(static_cast<std::size_t>(hover_)));
    if (x < rect.left() || x > rect.right()) return;
    painter->setAntialiasing(true);
    painter->setPen(QPen(colours().outline, 1));
    painter->drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
    const QFont font = Theme::numbers(type::small);
    const QFontMetrics metrics(font);
    QStringList lines = readout(hover_).split('\n');
    const int room = std::max(2, rect.height() / plotsize::labelHeight);
    if (lines.size() > room) lines = lines.mid(0, room - 1) << tr("+ %1 more").arg(lines.size() - room + 1);
    int width = 0;
    for (const QString& line : lines) width = std::max(width, metrics.horizontalAdvance(line));
    QRectF box(0, rect.top(), width + 2 * space::grid,
               static_cast<double>(lines.size()) * plotsize::labelHeight + space::grid);
    box.moveLeft(x < rect.center().x() ? x + space::grid : x - space::grid - box.width());
    painter->setPen(QPen(colours().line, 1));
    painter->setBrush(colours().raised);
    painter->drawRoundedRect(box, space::radius, space::radius);
    painter->setBrush(Qt::NoBrush);
    painter->setFont(font);
    painter->setPen(colours().text);
    painter->drawText(box.adjusted(space::grid, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, lines.join('\n'));
}

PlotTable BarPlot::table() const {
    PlotTable t;
    t.columns.push_back({canvas()->xAxis->label(), Unit::Number});
    for (const BarSeries& s : series_) {
        const QString direction = s.below ? below_ : (below_.isEmpty() ? QString() : above_);
        t.columns.push_back({direction.isEmpty() ? s.label : tr("%1, %2").arg(s.label, direction), unit_});
    }
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        std::vector<PlotTable::Cell> row;
        if (names_.empty())
            row.emplace_back(keys_[i]);
        else
            row.emplace_back(names_[i]);
        for (const BarSeries& s : series_) row.emplace_back(s.values[i]);
        t.rows.push_back(std::move(row));
    }
    return t;
}

QString BarPlot::latestValues() const {
    return readout(static_cast<int>(keys_.size()) - 1).replace('\n', QStringLiteral("; "));
}

void BarPlot::showBar(int bar) {
    if (bar == hover_) return;
    hover_ = bar;
    if (isVisible()) canvas()->layer(QStringLiteral("cursor"))->replot();
}

void BarPlot::hover(const QPoint& position, bool inside) {
    if (!inside || !hasData()) {
        showBar(-1);
        return;
    }
    const double key = canvas()->xAxis->pixelToCoord(position.x());
    std::size_t best = 0;
    if (names_.empty()) {
        const auto at = std::lower_bound(keys_.begin(), keys_.end(), key);
        best = static_cast<std::size_t>(
            std::min<std::ptrdiff_t>(at - keys_.begin(), static_cast<std::ptrdiff_t>(keys_.size()) - 1));
        if (best > 0 && std::abs(keys_[best - 1] - key) < std::abs(keys_[best] - key)) --best;
    } else {
        best = static_cast<std::size_t>(std::clamp<double>(std::round(key), 0, static_cast<double>(keys_.size()) - 1));
    }
    showBar(static_cast<int>(best));
}

void BarPlot::setSeriesVisible(const QString& label, bool visible) {
    if (visible)
        hidden_.remove(label);
    else
        hidden_.insert(label);
    touch();
}

void BarPlot::clicked(const QPoint& position) {
    // A click on a label of the legend shows or hides its layers.
    const QRect rect = axes()->rect();
    if (series_.size() < 2 || position.x() <= rect.right() || position.y() < rect.top()) return;
    const auto rows = legend();
    const auto row = static_cast<std::size_t>((position.y() - rect.top()) / plotsize::labelHeight);
    if (row < rows.size()) setSeriesVisible(rows[row].label, hidden_.contains(rows[row].label));
}

void BarPlot::addToMenu(QMenu* menu) {
    if (series_.size() < 2) return;
    QMenu* shown = menu->addMenu(tr("Layers"));
    for (const Row& row : legend()) {
        QAction* action = shown->addAction(row.label);
        action->setCheckable(true);
        action->setChecked(!hidden_.contains(row.label));
        connect(action, &QAction::toggled, this, [this, label = row.label](bool on) { setSeriesVisible(label, on); });
    }
}

void BarPlot::keyPressEvent(QKeyEvent* event) {
    if ((event->key() != Qt::Key_Left && event->key() != Qt::Key_Right) || !hasData()) {
        PlotBase::keyPressEvent(event);
        return;
    }
    const int last = static_cast<int>(keys_.size()) - 1;
    const int next =
        hover_ < 0 ? (event->key() == Qt::Key_Right ? 0 : last) : hover_ + (event->key() == Qt::Key_Right ? 1 : -1);
    showBar(std::clamp(next, 0, last));
    setAccessibleDescription(readout(hover_).replace('\n', QStringLiteral("; ")));
}

}  // namespace exitlab
