// SPDX-License-Identifier: GPL-3.0-or-later
// Runs on shared axes: every run in its colour, dash and marker.
#pragma once

#include "widgets/plots/heat_map.h"
#include "widgets/watch/compared_run.h"
#include "widgets/watch/panel.h"

class QGridLayout;
class QScrollArea;
class QTableView;

namespace exitlab {

/// About several runs.
class ComparedPanel : public DockPanel {
    Q_OBJECT
  public:
    using DockPanel::DockPanel;
    virtual void refresh(const ComparedRuns& runs, const CompareChoice& choice) = 0;
};

/// One curve per run.
class CompareCurves : public ComparedPanel {
    Q_OBJECT
  public:
    CurvePlot* plot() const { return plot_; }

  protected:
    CompareCurves(const QString& id, const QString& title, unsigned kinds, const QString& emptyText);
    /// Shows the curves of visible runs that have points, on the shared axis unless it is another.
    void show(std::vector<Curve> curves, const ComparedRuns& runs, CompareAxis axis);
    /// One curve of `reports`: `value` of each; NaN keys are left out.
    template <class Reports, class Value>
    static Curve curveOf(const ComparedRun& run, CompareAxis axis, const Reports& reports, Value value) {
        Curve curve{QString::number(run.run), run.label, CurveStyle::category(run.colour), {}, {}, {}, {}};
        for (const auto& report : reports) {
            const double key = axisKey(*run.history, axis, report->round);
            if (std::isnan(key)) continue;
            curve.keys.push_back(key);
            curve.values.push_back(value(*report));
        }
        return curve;
    }

    CurvePlot* plot_;
};

class CompareAccuracy : public CompareCurves {
    Q_OBJECT
  public:
    CompareAccuracy();
    void refresh(const ComparedRuns& runs, const CompareChoice& choice) override;

  private:
    QComboBox* band_;
};

/// Accuracy over bytes, whatever the shared axis.
class CompareEfficiency : public CompareCurves {
    Q_OBJECT
  public:
    CompareEfficiency();
    void refresh(const ComparedRuns& runs, const CompareChoice& choice) override;
};

class CompareLoss : public CompareCurves {
    Q_OBJECT
  public:
    CompareLoss();
    void refresh(const ComparedRuns& runs, const CompareChoice& choice) override;

  private:
    QComboBox* term_;
};

class CompareTraffic : public CompareCurves {
    Q_OBJECT
  public:
    CompareTraffic();
    void refresh(const ComparedRuns& runs, const CompareChoice& choice) override;

  private:
    QComboBox* what_;
};

class CompareTime : public CompareCurves {
    Q_OBJECT
  public:
    CompareTime();
    void refresh(const ComparedRuns& runs, const CompareChoice& choice) override;

  private:
    QComboBox* what_;
};

class CompareConflict : public CompareCurves {
    Q_OBJECT
  public:
    CompareConflict();
    void refresh(const ComparedRuns& runs, const CompareChoice& choice) override;

  private:
    QComboBox* what_;
};

/// A heat map per run, all with one scale of colours.
class CompareTiles : public ComparedPanel {
    Q_OBJECT
  public:
    CompareTiles();
    bool followsSlider() const override { return true; }
    void refresh(const ComparedRuns& runs, const CompareChoice& choice) override;
    int tiles() const { return static_cast<int>(tiles_.size()); }
    HeatMap* tile(int i) const { return tiles_[static_cast<std::size_t>(i)].map; }

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    struct Tile {
        QWidget* box;
        QLabel* title;
        HeatMap* map;
    };
    void arrange();

    QComboBox* what_;
    QLabel* words_;
    QScrollArea* scroll_;
    QGridLayout* grid_;
    std::vector<Tile> tiles_;
    int columns_ = 0;
};

/// The numbers of the shown round, a row per run.
class CompareTable : public ComparedPanel {
    Q_OBJECT
  public:
    CompareTable();
    bool followsSlider() const override { return true; }
    void refresh(const ComparedRuns& runs, const CompareChoice& choice) override;
    QTableView* view() const { return view_; }

  signals:
    void openRequested(qint64 run);

  private:
    QTableView* view_;
    QLabel* words_;
    std::vector<qint64> rows_;
};

}  // namespace exitlab
