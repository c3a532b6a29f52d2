// SPDX-License-Identifier: GPL-3.0-or-later
// A matrix of values as colours: clients x exits, exits x exits, clients x clients.
#pragma once

#include "core/metrics/table.h"
#include "widgets/plots/plot_base.h"

namespace exitlab {

/// What is drawn. `closed` marks cells that hold no result because the exit has not been opened (hatched, like NaN, but
/// named so); empty or rows * cols.
struct HeatData {
    QString rowAxis, colAxis;
    std::vector<int> rows, cols;                ///< ids along the axes
    std::vector<QString> rowLabels, colLabels;  ///< empty: the ids
    Table values;
    std::vector<bool> closed;
};

class HeatMap : public PlotBase {
    Q_OBJECT
  public:
    /// Diverging: -1..1. Magnitude: 0..1 unless setRange says otherwise. State: 0 and 1. Depth: deepest open exit,
    /// 1..depths.
    enum class Colours { Diverging, Magnitude, State, Depth };

    explicit HeatMap(QWidget* parent = nullptr);

    void setColours(Colours colours, int depths = 0);
    void setColours(ColourMeaning meaning);
    Colours colourMeaning() const { return meaning_; }
    /// Range of Magnitude; low == high: of the data.
    void setRange(double low, double high);
    /// Title of the colour bar, with unit.
    void setValueTitle(const QString& title, Unit unit = Unit::Number);
    /// Words for the two hatches: "not tested", "not opened yet".
    void setMissingWords(const QString& missing, const QString& closed);
    void setData(HeatData data);
    /// Magnitudes over the range of the data instead of the fixed one.
    void setFitColours(bool on);
    void clear();
    const HeatData& data() const { return data_; }
    void setRowsClickable(bool on) { clickable_ = on; }
    /// Draws a frame around the row with this id; -1: none.
    void setSelectedRow(int id);

    QColor cellColour(int row, int col) const;
    /// "client 3, exit 2: 71.23 %".
    QString cellText(int row, int col) const;

    bool hasData() const override { return !data_.values.empty(); }
    PlotTable table() const override;

  signals:
    /// The user clicked a row (or pressed Enter on it).
    void rowActivated(int id);
    /// The same with the column of the cell.
    void cellActivated(int row, int col);

  protected:
    void updateItems() override;
    void restyle(const ThemeColours& colours) override;
    void fitAxes() override;
    void layoutItems() override;
    QString latestValues() const override;
    void hover(const QPoint& position, bool inside) override;
    void clicked(const QPoint& position) override;
    void keyPressEvent(QKeyEvent* event) override;
    void addToMenu(QMenu* menu) override;
    double aspect() const override;

    /// Room at the right for a second axis, before the colour bar.
    virtual int secondAxisWidth() const { return 0; }
    virtual bool valuesInCells() const { return true; }
    virtual QString extraReadout(int col) const;
    bool isMissing(int row, int col) const;
    QString name(bool rowAxis, int at) const;
    QRectF cellRect(int row, int col) const;

  private:
    void drawCells(QCPPainter* painter);
    void drawBar(QCPPainter* painter);
    void drawHover(QCPPainter* painter);
    double share(double value) const;
    double valueAt(double share) const;
    QColor colourOf(double value) const;
    QString valueText(double value, bool exact) const;
    void showCell(int row, int col);
    void activate(int row, int col);
    std::vector<std::pair<QString, QColor>> swatches() const;

    HeatData data_;
    Colours meaning_ = Colours::Magnitude;
    int depths_ = 0;
    double low_ = 0, high_ = 1;
    double dataLow_ = 0, dataHigh_ = 1;
    QString valueTitle_;
    Unit unit_ = Unit::Number;
    QString missingWord_, closedWord_;
    QSharedPointer<CellTicker> rowTicker_, colTicker_;
    bool clickable_ = false;
    int selected_ = -1;
    bool fitColours_ = false;  ///< the user wants the range of the data
    int hoverRow_ = -1, hoverCol_ = -1;
};

}  // namespace exitlab
