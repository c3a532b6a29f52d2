// SPDX-License-Identifier: GPL-3.0-or-later
// Curves over rounds (or any key): bands, direct labels with the last value, a readout under the mouse.
#pragma once

#include <QHash>
#include <optional>

#include "widgets/plots/plot_base.h"

namespace exitlab {

/// How a curve is coloured: by depth for exits, by category for methods, runs and named terms, or as the one curve.
struct CurveStyle {
    enum class Kind { Exit, Category, Single, Sum } kind = Kind::Single;
    int index = 0;
    int count = 1;  ///< exits of the network
    static CurveStyle exit(int index, int exits) { return {Kind::Exit, index, exits}; }
    static CurveStyle category(int index) { return {Kind::Category, index, 1}; }
    /// The sum of the others, in the colour of text.
    static CurveStyle sum() { return {Kind::Sum, 0, 1}; }
};

/// Keys ascending. NaN is a gap; infinities are gaps with a marker at the edge. low and high are empty or as long as
/// values.
struct Curve {
    QString id;
    QString label;
    CurveStyle style;
    std::vector<double> keys, values;
    std::vector<double> low, high;
};

class CurvePlot : public PlotBase {
    Q_OBJECT
  public:
    explicit CurvePlot(QWidget* parent = nullptr);

    void setKeyAxis(const QString& title, Unit unit = Unit::Count);
    /// With `limits` the axis ends at tenths of them and never goes beyond: it moves seldom while a run grows, and a
    /// band cannot leave what is possible. Percent axes hold shares 0..1.
    void setValueAxis(const QString& title, Unit unit = Unit::Number, std::optional<QCPRange> limits = {});
    /// What the band shows ("band: ± 1 standard deviation"), written once above the curves; empty: no note.
    void setNote(const QString& note);
    QString note() const { return note_; }

    /// Adds the curve, or replaces the one with its id (which keeps its place and visibility).
    void setCurve(Curve curve);
    /// Exactly these, in this order.
    void setCurves(std::vector<Curve> curves);
    /// One point at the end; key not below the last.
    void append(const QString& id, double key, double value);
    void append(const QString& id, double key, double value, double low, double high);
    void removeCurve(const QString& id);
    void clear();

    void setCurveVisible(const QString& id, bool visible);
    bool isCurveVisible(const QString& id) const;
    /// Positive values only; others become gaps.
    void setLogarithmic(bool on);
    bool isLogarithmic() const { return logarithmic_; }
    /// The same for the keys.
    void setLogarithmicKeys(bool on);
    bool hasLogarithmicKeys() const { return logarithmicKeys_; }
    /// 0 none .. 0.99; the raw curve stays, faint.
    void setSmoothing(double weight);
    double smoothing() const { return smoothing_; }

    /// Keys are whole numbers: rounds.
    bool hasRoundKeys() const { return keyUnit_ == Unit::Count; }
    /// A vertical mark (the round shown by a slider); NaN: none.
    void setMark(double key);
    /// What the readout says for the key nearest to `key`: one line per visible curve, full precision.
    QString readout(double key) const;

    std::size_t curveCount() const { return curves_.size(); }
    const Curve& curve(std::size_t i) const { return curves_[i].data; }
    /// Pen of a curve as drawn now.
    QPen curvePen(const QString& id) const;

    bool hasData() const override;
    PlotTable table() const override;

  protected:
    void updateItems() override;
    void restyle(const ThemeColours& colours) override;
    void fitAxes() override;
    void layoutItems() override;
    QString latestValues() const override;
    void addToMenu(QMenu* menu) override;
    void hover(const QPoint& position, bool inside) override;
    void clicked(const QPoint& position) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    /// A curve and its items. The raw graph is the main one unless smoothing is on.
    struct Item {
        Curve data;
        bool visible = true;
        bool changed = true;
        QCPGraph* main = nullptr;
        QCPGraph* raw = nullptr;   ///< faint, when smoothing
        QCPGraph* dots = nullptr;  ///< points that a line would not show
        QCPGraph* low = nullptr;
        QCPGraph* high = nullptr;
        std::vector<std::pair<double, bool>> infinite;  ///< key, positive
    };
    struct Label {
        std::size_t item;
        QString text;
        double wanted;  ///< pixel of the last value
        double y;       ///< pixel of the label
        bool anchored;  ///< false: in the list below, hidden or without a value
    };

    Item* find(const QString& id);
    const Item* find(const QString& id) const;
    void removeGraphs(Item& item);
    void updateItem(Item& item);
    void styleItem(Item& item);
    CategoryStyle styleOf(const Item& item) const;
    double drawable(double value) const;
    void drawLabels(QCPPainter* painter);
    void drawCursor(QCPPainter* painter);
    void drawInfinite(QCPPainter* painter);
    void drawSwatch(QCPPainter* painter, const Item& item, double x, double y, bool on) const;
    std::optional<double> nearestKey(double key) const;
    void showCursor(std::optional<double> key);

    std::vector<Item> curves_;
    std::vector<Label> labels_;
    std::size_t hiddenLabels_ = 0;  ///< that found no room
    QString note_;
    Unit unit_ = Unit::Number;
    QString valueTitle_;
    Unit keyUnit_ = Unit::Count;
    std::optional<QCPRange> limits_;
    bool logarithmic_ = false;
    bool logarithmicKeys_ = false;
    double smoothing_ = 0;
    double mark_;
    std::optional<double> cursor_;
};

}  // namespace exitlab
