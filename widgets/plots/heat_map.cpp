// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/heat_map.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMenu>
#include <algorithm>
#include <cmath>

#include "widgets/theme/theme.h"

namespace exitlab {

HeatMap::HeatMap(QWidget* parent)
    : PlotBase(parent),
      missingWord_(tr("not measured")),
      closedWord_(tr("not opened yet")),
      rowTicker_(new CellTicker),
      colTicker_(new CellTicker) {
    axes()->setAutoMargins(QCP::msNone);
    axes()->setRangeDrag(Qt::Horizontal | Qt::Vertical);
    axes()->setRangeZoom(Qt::Horizontal | Qt::Vertical);
    canvas()->xAxis->setTicker(colTicker_);
    canvas()->yAxis->setTicker(rowTicker_);
    canvas()->yAxis->setRangeReversed(true);  // row 0 on top, as in a table
    rowTicker_->setRoom([this] { return static_cast<double>(axes()->rect().height()); }, plotsize::labelHeight);
    for (QCPAxis* axis : {canvas()->xAxis, canvas()->yAxis}) axis->grid()->setVisible(false);
    new DrawnItem(
        canvas(), QStringLiteral("main"), [this](QCPPainter* p) { drawCells(p); }, [this] { return axes()->rect(); });
    new DrawnItem(canvas(), QStringLiteral("labels"), [this](QCPPainter* p) { drawBar(p); });
    new DrawnItem(canvas(), QStringLiteral("cursor"), [this](QCPPainter* p) { drawHover(p); });
}

void HeatMap::setColours(Colours colours, int depths) {
    meaning_ = colours;
    depths_ = depths;
    touch();
}

void HeatMap::setColours(ColourMeaning meaning) {
    switch (meaning) {
        case ColourMeaning::Diverging:
            setColours(Colours::Diverging);
            break;
        case ColourMeaning::Magnitude:
            setColours(Colours::Magnitude);
            break;
        case ColourMeaning::State:
            setColours(Colours::State);
            break;
    }
}

void HeatMap::setRange(double low, double high) {
    low_ = low;
    high_ = high;
    touch();
}

void HeatMap::setValueTitle(const QString& title, Unit unit) {
    valueTitle_ = title;
    unit_ = unit;
    touch();
}

void HeatMap::setMissingWords(const QString& missing, const QString& closed) {
    missingWord_ = missing;
    closedWord_ = closed;
}

void HeatMap::setData(HeatData data) {
    const bool reshaped = data.values.rows != data_.values.rows || data.values.cols != data_.values.cols;
    data_ = std::move(data);
    if (reshaped) {
        setZoomed(false);  // the old zoom is about other cells
        hoverRow_ = hoverCol_ = -1;
    }
    touch();
}

void HeatMap::clear() { setData({}); }

void HeatMap::setSelectedRow(int id) {
    selected_ = id;
    touch();
}

bool HeatMap::isMissing(int row, int col) const {
    const auto i =
        static_cast<std::size_t>(row) * static_cast<std::size_t>(data_.values.cols) + static_cast<std::size_t>(col);
    return std::isnan(data_.values.at(row, col)) || (i < data_.closed.size() && data_.closed[i]);
}

double HeatMap::share(double value) const {
    return dataHigh_ > dataLow_ ? std::clamp((value - dataLow_) / (dataHigh_ - dataLow_), 0.0, 1.0) : 0.5;
}

double HeatMap::valueAt(double share) const { return dataLow_ + share * (dataHigh_ - dataLow_); }

QColor HeatMap::colourOf(double value) const {
    switch (meaning_) {
        case Colours::Diverging:
            return divergingColour(colours(), value);
        case Colours::State:
            return stateColour(colours(), value >= 0.5);
        case Colours::Depth:
            return value < 0.5 ? colours().line
                               : exitColour(colours(), static_cast<int>(std::lround(value)) - 1, depths_);
        case Colours::Magnitude:
            break;
    }
    return sequentialColour(colours(), share(value));
}

QColor HeatMap::cellColour(int row, int col) const {
    return isMissing(row, col) ? QColor() : colourOf(data_.values.at(row, col));
}

QString HeatMap::valueText(double value, bool exact) const {
    switch (meaning_) {
        case Colours::Diverging:
            return exact ? formatNumber(value, 6) : formatFixed(value, 2);
        case Colours::State:
            return value >= 0.5 ? tr("open") : tr("closed");
        case Colours::Depth:
            return value < 0.5 ? tr("last exit only") : tr("up to exit %1").arg(std::lround(value));
        case Colours::Magnitude:
            break;
    }
    if (unit_ == Unit::Percent) return exact ? formatPercent(value, 2) : formatPercent(value, 0);
    if (unit_ != Unit::Number) return formatValue(value, unit_);
    if (exact) return formatNumber(value, 6);
    // Decimals by the range, so that cells compare at a glance: two for 0..1, none from 10 on.
    const double range = std::max(std::abs(dataLow_), std::abs(dataHigh_));
    if (range >= 1e6 || range < 1e-4) return formatNumber(value, 2);
    return formatFixed(value, std::max(0, 2 - static_cast<int>(std::ceil(std::log10(range)))));
}

QString HeatMap::name(bool rowAxis, int at) const {
    const auto i = static_cast<std::size_t>(at);
    const auto& labels = rowAxis ? data_.rowLabels : data_.colLabels;
    if (i < labels.size()) return labels[i];
    const auto& ids = rowAxis ? data_.rows : data_.cols;
    return tr("%1 %2").arg(rowAxis ? data_.rowAxis : data_.colAxis).arg(i < ids.size() ? ids[i] : at);
}

QString HeatMap::cellText(int row, int col) const {
    const auto i =
        static_cast<std::size_t>(row) * static_cast<std::size_t>(data_.values.cols) + static_cast<std::size_t>(col);
    const double value = data_.values.at(row, col);
    QString text;
    if (i < data_.closed.size() && data_.closed[i]) {
        text = closedWord_;
        if (!std::isnan(value)) text = tr("%1 (%2)").arg(valueText(value, true), closedWord_);
    } else {
        text = std::isnan(value) ? missingWord_ : valueText(value, true);
    }
    return tr("%1, %2: %3").arg(name(true, row), name(false, col), text);
}

QString HeatMap::extraReadout(int) const { return {}; }

void HeatMap::updateItems() {
    rowTicker_->setCells(data_.rows, data_.rowLabels);
    colTicker_->setCells(data_.cols, data_.colLabels);
    canvas()->xAxis->setLabel(data_.colAxis);
    dataLow_ = low_;
    dataHigh_ = high_;
    if (meaning_ == Colours::Diverging) {
        dataLow_ = -1;
        dataHigh_ = 1;
    } else if (low_ >= high_ || (fitColours_ && meaning_ == Colours::Magnitude)) {  // of the data
        bool any = false;
        for (const double v : data_.values.values) {
            if (!std::isfinite(v)) continue;
            dataLow_ = any ? std::min(dataLow_, v) : v;
            dataHigh_ = any ? std::max(dataHigh_, v) : v;
            any = true;
        }
        if (!any) dataLow_ = 0, dataHigh_ = 1;
        if (dataLow_ > 0 && dataLow_ < dataHigh_ * 0.5) dataLow_ = 0;
        if (dataHigh_ <= dataLow_) dataHigh_ = dataLow_ + std::max(1e-9, std::abs(dataLow_));
    }
}

void HeatMap::restyle(const ThemeColours& c) {
    styleAxes(axes(), c);
    for (QCPAxis* axis : {canvas()->xAxis, canvas()->yAxis}) axis->setBasePen(Qt::NoPen);
}

void HeatMap::fitAxes() {
    canvas()->xAxis->setRange(-0.5, data_.values.cols - 0.5);
    canvas()->yAxis->setRange(-0.5, data_.values.rows - 0.5);
}

void HeatMap::layoutItems() {
    const QFontMetrics metrics(Theme::numbers(type::small));
    int bar = colourScaleWidth();
    if (meaning_ == Colours::State || meaning_ == Colours::Depth) {
        bar = 0;
        for (const auto& [word, colour] : swatches()) bar = std::max(bar, metrics.horizontalAdvance(word));
        bar += plotsize::swatch + 2 * plotsize::labelGap + space::grid;
    }
    axes()->setMargins(QMargins(plotsize::left, plotsize::top, bar + secondAxisWidth(), plotsize::bottom));
    canvas()->yAxis->setLabel(elidedTitle(data_.rowAxis, canvas()->viewport().height() - plotsize::bottom));
    int widest = metrics.horizontalAdvance(QStringLiteral("00"));
    for (const QString& label : data_.colLabels) widest = std::max(widest, metrics.horizontalAdvance(label));
    if (!data_.cols.empty()) widest = std::max(widest, metrics.horizontalAdvance(formatCount(data_.cols.back())));
    colTicker_->setRoom([this] { return static_cast<double>(axes()->rect().width()); }, widest + 2 * space::grid);
}

QString HeatMap::latestValues() const {
    double low = HUGE_VAL, high = -HUGE_VAL;
    int measured = 0;
    for (int r = 0; r < data_.values.rows; ++r)
        for (int c = 0; c < data_.values.cols; ++c)
            if (!isMissing(r, c)) {
                ++measured;
                low = std::min(low, data_.values.at(r, c));
                high = std::max(high, data_.values.at(r, c));
            }
    if (!measured) return tr("%1 x %2 cells, none measured").arg(data_.values.rows).arg(data_.values.cols);
    return tr("%1 x %2 cells, %3 measured, from %4 to %5")
        .arg(data_.values.rows)
        .arg(data_.values.cols)
        .arg(measured)
        .arg(valueText(low, true), valueText(high, true));
}

PlotTable HeatMap::table() const {
    PlotTable t;
    t.columns.push_back({data_.rowAxis, Unit::Number});
    for (int c = 0; c < data_.values.cols; ++c) t.columns.push_back({name(false, c), unit_});
    for (int r = 0; r < data_.values.rows; ++r) {
        std::vector<PlotTable::Cell> row;
        const auto i = static_cast<std::size_t>(r);
        if (data_.rowLabels.empty() && i < data_.rows.size())
            row.emplace_back(static_cast<double>(data_.rows[i]));
        else
            row.emplace_back(name(true, r));
        for (int c = 0; c < data_.values.cols; ++c) row.emplace_back(data_.values.at(r, c));
        t.rows.push_back(std::move(row));
    }
    return t;
}

double HeatMap::aspect() const {
    // Square matrices print square-ish; long ones as wide figures.
    if (data_.values.rows == 0 || data_.values.cols == 0) return 0.62;
    return std::clamp(static_cast<double>(data_.values.rows) / data_.values.cols, 0.5, 0.9);
}

void HeatMap::showCell(int row, int col) {
    if (row == hoverRow_ && col == hoverCol_) return;
    hoverRow_ = row;
    hoverCol_ = col;
    if (isVisible()) canvas()->layer(QStringLiteral("cursor"))->replot();
}

void HeatMap::hover(const QPoint& position, bool inside) {
    int row = -1, col = -1;
    if (inside) {
        col = static_cast<int>(std::lround(canvas()->xAxis->pixelToCoord(position.x())));
        row = static_cast<int>(std::lround(canvas()->yAxis->pixelToCoord(position.y())));
        if (row < 0 || row >= data_.values.rows || col < 0 || col >= data_.values.cols) row = col = -1;
    }
    canvas()->setCursor(clickable_ && row >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    showCell(row, col);
}

void HeatMap::clicked(const QPoint& position) {
    if (!clickable_ || !hasData() || position.x() > axes()->rect().right()) return;
    const int row = static_cast<int>(std::lround(canvas()->yAxis->pixelToCoord(position.y())));
    if (row >= 0 && row < static_cast<int>(data_.rows.size()) && axes()->rect().top() <= position.y() &&
        position.y() <= axes()->rect().bottom())
        activate(row, static_cast<int>(std::lround(canvas()->xAxis->pixelToCoord(position.x()))));
}

void HeatMap::activate(int row, int col) {
    emit rowActivated(data_.rows[static_cast<std::size_t>(row)]);
    if (col >= 0 && col < static_cast<int>(data_.cols.size()))
        emit cellActivated(data_.rows[static_cast<std::size_t>(row)], data_.cols[static_cast<std::size_t>(col)]);
}

void HeatMap::setFitColours(bool on) {
    fitColours_ = on;
    touch();
}

void HeatMap::addToMenu(QMenu* menu) {
    if (meaning_ != Colours::Magnitude || low_ >= high_) return;
    QAction* fit = menu->addAction(tr("Colours over the range of the data"));
    fit->setObjectName(QStringLiteral("plot.fitColours"));
    fit->setToolTip(tr("Small differences become visible; pictures of other rounds and runs compare no more"));
    fit->setCheckable(true);
    fit->setChecked(fitColours_);
    connect(fit, &QAction::toggled, this, &HeatMap::setFitColours);
}

void HeatMap::keyPressEvent(QKeyEvent* event) {
    // Arrows walk through the cells, Enter activates the row: all that the mouse does.
    int row = std::max(0, hoverRow_), col = std::max(0, hoverCol_);
    switch (event->key()) {
        case Qt::Key_Left:
            col -= hoverCol_ >= 0;
            break;
        case Qt::Key_Right:
            col += hoverCol_ >= 0;
            break;
        case Qt::Key_Up:
            row -= hoverRow_ >= 0;
            break;
        case Qt::Key_Down:
            row += hoverRow_ >= 0;
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (clickable_ && hoverRow_ >= 0 && hoverRow_ < static_cast<int>(data_.rows.size()))
                activate(hoverRow_, hoverCol_);
            return;
        default:
            PlotBase::keyPressEvent(event);
            return;
    }
    if (!hasData()) return;
    showCell(std::clamp(row, 0, data_.values.rows - 1), std::clamp(col, 0, data_.values.cols - 1));
    setAccessibleDescription(cellText(hoverRow_, hoverCol_));
}

}  // namespace exitlab
