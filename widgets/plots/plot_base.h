// SPDX-License-Identifier: GPL-3.0-or-later
// What all plots have in common: theme, coalesced drawing, the user's zoom, empty text, table, export, accessibility.
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "widgets/plots/drawing.h"
#include "widgets/plots/plot_table.h"

class QLabel;
class QMenu;
class QStackedLayout;

namespace exitlab {

/// Print widths of journals and conferences, in millimetres.
enum class FigureWidth { Single = 88, Double = 180 };

class PlotBase : public QWidget {
    Q_OBJECT
  public:
    explicit PlotBase(QWidget* parent = nullptr);

    /// Names the plot: accessible name, title of the table, proposed file name.
    void setTitle(const QString& title);
    QString title() const { return title_; }
    /// What will appear here and when, shown while there is nothing to draw.
    void setEmptyText(const QString& text);
    QString emptyText() const;

    virtual bool hasData() const = 0;
    /// The numbers behind the picture, all digits.
    virtual PlotTable table() const = 0;

    /// True once the user has dragged or zoomed; updates then leave the axes alone.
    bool isZoomed() const { return zoomed_; }
    void resetZoom();
    void showTable();
    /// Everything that can be done with the plot: its own choices, zoom, table, export. Also its context menu.
    void fillMenu(QMenu* menu);

    /// Light theme, print width, fonts embedded (PDF) or named (SVG), PNG at 300 dots per inch. `format`: "png", "pdf",
    /// "svg" or "csv".
    QByteArray figure(const QString& format, FigureWidth width);
    /// Writes figure() to a file, whose suffix is the format; empty result or what failed. The file is whole or absent.
    QString exportTo(const QString& file, FigureWidth width);

    /// For tests and for plots composed of several: the canvas, and drawing at once what is waiting.
    QCustomPlot* canvas() const { return canvas_; }
    void flush();
    /// Times the canvas was drawn.
    int replots() const { return replots_; }

    QSize sizeHint() const override { return {420, 280}; }
    QSize minimumSizeHint() const override { return {200, 140}; }

  signals:
    void zoomChanged(bool zoomed);

  protected:
    /// New data into the items of the canvas.
    virtual void updateItems() = 0;
    /// Colours and fonts; also called with the light theme for a figure.
    virtual void restyle(const ThemeColours& colours) = 0;
    /// The axes that show everything.
    virtual void fitAxes() = 0;
    /// Margins and labels that depend on the size of the viewport.
    virtual void layoutItems() {}
    /// One line for a screen reader: the latest values.
    virtual QString latestValues() const = 0;
    virtual void addToMenu(QMenu*) {}
    /// Mouse over `position` (or left, with an empty point).
    virtual void hover(const QPoint& position, bool inside);
    virtual void clicked(const QPoint& position);
    /// Height of a figure for its width.
    virtual double aspect() const { return 0.62; }

    /// Data have changed: draw soon, at most every 40 ms, and not while hidden.
    void touch();
    /// The style needs to be set again as well.
    void touchStyle();
    void setZoomed(bool zoomed);
    /// Colours to draw with: the theme's, or light while a figure is made.
    const ThemeColours& colours() const { return *colours_; }
    /// Width of data lines: one pixel on screen, one point in print.
    double lineWidth() const { return inFigure_ ? 4.0 / 3 : 1; }
    bool inFigure() const { return inFigure_; }
    QCPAxisRect* axes() const { return canvas_->axisRect(); }

    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

  private:
    void connectMouse();
    void schedule();
    void askAndExport(FigureWidth width);
    void askAndExportCsv();

    QCustomPlot* canvas_;
    QStackedLayout* pages_;
    QLabel* empty_;
    const ThemeColours* colours_;
    QString title_;
    QTimer timer_;
    QElapsedTimer sinceDrawn_;
    QPoint pressed_;
    bool dirty_ = true;
    bool styleDirty_ = true;
    bool zoomed_ = false;
    bool dragging_ = false;
    bool focusFrame_ = false;
    bool inFigure_ = false;
    int replots_ = 0;
};

}  // namespace exitlab
