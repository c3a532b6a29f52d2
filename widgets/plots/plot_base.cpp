// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/plot_base.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "widgets/theme/theme.h"

namespace exitlab {
namespace {
constexpr int shortestInterval = 40;  // ms between two replots
}

PlotBase::PlotBase(QWidget* parent)
    : QWidget(parent), canvas_(new QCustomPlot), empty_(new QLabel), colours_(&Theme::instance().colours()) {
    setFocusPolicy(Qt::StrongFocus);
    canvas_->setFocusPolicy(Qt::NoFocus);
    canvas_->setContextMenuPolicy(Qt::NoContextMenu);
    canvas_->setMouseTracking(true);
    canvas_->setPlottingHint(QCP::phFastPolylines, true);
    canvas_->setPlottingHint(QCP::phCacheLabels, true);
    canvas_->setNoAntialiasingOnDrag(true);
    canvas_->setMinimumSize(0, 0);
    canvas_->axisRect()->setMinimumSize(40, 30);
    canvas_->addLayer(QStringLiteral("labels"), canvas_->layer(QStringLiteral("axes")), QCustomPlot::limAbove);
    canvas_->addLayer(QStringLiteral("cursor"), canvas_->layer(QStringLiteral("overlay")), QCustomPlot::limBelow);
    canvas_->layer(QStringLiteral("cursor"))->setMode(QCPLayer::lmBuffered);

    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setMargin(space::wide);
    empty_->setTextFormat(Qt::PlainText);

    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 1, 1, 1);  // room for the focus frame
    pages_ = new QStackedLayout;
    pages_->addWidget(empty_);
    pages_->addWidget(canvas_);
    outer->addLayout(pages_);

    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &PlotBase::flush);
    connect(&Theme::instance(), &Theme::changed, this, &PlotBase::touchStyle);
    connect(canvas_, &QCustomPlot::afterReplot, this, [this] { ++replots_; });
    connectMouse();
}

void PlotBase::connectMouse() {
    canvas_->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    canvas_->selectionRect()->setPen(QPen(colours_->accent, 1));
    connect(canvas_, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        pressed_ = event->pos();
        dragging_ = event->button() == Qt::LeftButton && axes()->rect().contains(pressed_);
        // Dragging moves the picture; with Shift it draws the rectangle to zoom into.
        canvas_->setSelectionRectMode(event->modifiers() & Qt::ShiftModifier ? QCP::srmZoom : QCP::srmNone);
    });
    connect(canvas_, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
        if (dragging_ && (event->buttons() & Qt::LeftButton) && (event->pos() - pressed_).manhattanLength() > 3)
            setZoomed(true);
        hover(event->pos(), axes()->rect().contains(event->pos()));
    });
    connect(canvas_, &QCustomPlot::mouseRelease, this, [this](QMouseEvent* event) {
        dragging_ = false;
        if (event->button() == Qt::LeftButton && (event->pos() - pressed_).manhattanLength() <= 3)
            clicked(event->pos());
    });
    connect(canvas_, &QCustomPlot::mouseWheel, this, [this](QWheelEvent* event) {
        if (axes()->rect().contains(event->position().toPoint())) setZoomed(true);
    });
    connect(canvas_, &QCustomPlot::mouseDoubleClick, this, [this](QMouseEvent*) { resetZoom(); });
}

void PlotBase::setTitle(const QString& title) {
    title_ = title;
    setAccessibleName(title);
    canvas_->setAccessibleName(title);
}

void PlotBase::setEmptyText(const QString& text) {
    empty_->setText(text);
    touch();
}

QString PlotBase::emptyText() const { return empty_->text(); }

void PlotBase::touch() {
    dirty_ = true;
    schedule();
}

void PlotBase::touchStyle() {
    styleDirty_ = true;
    touch();
}

void PlotBase::schedule() {
    if (!isVisible() || timer_.isActive()) return;
    const qint64 since = sinceDrawn_.isValid() ? sinceDrawn_.elapsed() : shortestInterval;
    timer_.start(static_cast<int>(std::max<qint64>(0, shortestInterval - since)));
}

void PlotBase::flush() {
    timer_.stop();
    if (!dirty_) return;
    dirty_ = false;
    if (styleDirty_) {
        styleDirty_ = false;
        colours_ = &Theme::instance().colours();
        QPalette palette = empty_->palette();
        palette.setColor(QPalette::WindowText, colours_->secondary);
        empty_->setPalette(palette);
        canvas_->setBackground(colours_->background);
        canvas_->selectionRect()->setPen(QPen(colours_->accent, 1));
        restyle(*colours_);
    }
    pages_->setCurrentWidget(hasData() ? static_cast<QWidget*>(canvas_) : empty_);
    updateItems();
    if (!zoomed_) fitAxes();
    layoutItems();
    setAccessibleDescription(hasData() ? latestValues() : empty_->text());
    // A window may have moved to a screen of another density.
    if (canvas_->bufferDevicePixelRatio() != devicePixelRatioF())
        canvas_->setBufferDevicePixelRatio(devicePixelRatioF());
    sinceDrawn_.start();
    if (hasData()) canvas_->replot(QCustomPlot::rpQueuedRefresh);
}

void PlotBase::setZoomed(bool zoomed) {
    if (zoomed_ == zoomed) return;
    zoomed_ = zoomed;
    emit zoomChanged(zoomed);
}

void PlotBase::resetZoom() {
    setZoomed(false);
    touch();
}

void PlotBase::showTable() { showPlotTable(this, title_, table()); }

void PlotBase::hover(const QPoint&, bool) {}
void PlotBase::clicked(const QPoint&) {}

void PlotBase::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) touchStyle();
}

void PlotBase::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    // What came while hidden was kept, not drawn.
    if (dirty_) schedule();
}

void PlotBase::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (!hasData()) return;
    layoutItems();
    touch();
}

void PlotBase::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    hover({}, false);
}

void PlotBase::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    focusFrame_ = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                  event->reason() == Qt::ShortcutFocusReason;
    update();
}

void PlotBase::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

void PlotBase::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Theme::instance().colours().background);
    // The frame is for those who came by keyboard; a click needs no echo.
    if (focusFrame_ && hasFocus()) {
        painter.setPen(QPen(Theme::instance().colours().accent, 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void PlotBase::keyPressEvent(QKeyEvent* event) {
    QCPAxis* x = axes()->axis(QCPAxis::atBottom);
    const auto zoom = [&](double factor) {
        x->scaleRange(factor);
        setZoomed(true);
        touch();
    };
    switch (event->key()) {
        case Qt::Key_Plus:
            zoom(0.8);
            return;
        case Qt::Key_Minus:
            zoom(1.25);
            return;
        case Qt::Key_0:
        case Qt::Key_Home:
            resetZoom();
            return;
        default:
            QWidget::keyPressEvent(event);
    }
}

void PlotBase::fillMenu(QMenu* menu) {
    menu->setToolTipsVisible(true);
    addToMenu(menu);
    if (!menu->isEmpty()) menu->addSeparator();
    QAction* reset = menu->addAction(icon(QStringLiteral("zoom-reset")), tr("Reset zoom"), this, &PlotBase::resetZoom);
    reset->setObjectName(QStringLiteral("plot.resetZoom"));
    reset->setToolTip(tr("Show everything again (double click, or 0)"));
    reset->setEnabled(zoomed_);
    const bool any = hasData();
    const auto add = [&](const char* name, const char* id, const QString& text, const QString& tip, auto slot) {
        QAction* action = menu->addAction(icon(QLatin1String(name)), text, this, slot);
        action->setObjectName(QLatin1String(id));
        action->setToolTip(tip);
        action->setEnabled(any);
    };
    add("table", "plot.table", tr("Show as table"), tr("The numbers behind the picture, sortable, to copy"),
        [this] { showTable(); });
    menu->addSeparator();
    add("export", "plot.single", tr("Export figure, one column (88 mm)…"), tr("PDF, SVG or PNG in the light theme"),
        [this] { askAndExport(FigureWidth::Single); });
    add("export", "plot.double", tr("Export figure, two columns (180 mm)…"), tr("PDF, SVG or PNG in the light theme"),
        [this] { askAndExport(FigureWidth::Double); });
    add("export", "plot.csv", tr("Export data as CSV…"), tr("Every point with all its digits"),
        [this] { askAndExportCsv(); });
}

void PlotBase::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(menu);
    menu->popup(event->globalPos());
}

}  // namespace exitlab
